"""The stages as the team believes them, and what the evidence says to each."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS, wilson_interval
from cxworkbench.records.engagement import StageBelief
from cxworkbench.voice.lookups import counts_for
from cxworkbench.voice.words import count_of, percent

NOT_BELIEVED: Final = "observed"  # the basis of a stage that evidence names and nobody listed
ORDER_HOLDS: Final = 0.5


def believed_stages(
    stages: Sequence[StageBelief], voices: pd.DataFrame, events: pd.DataFrame
) -> pd.DataFrame:
    """Each stage the team believes in, with its basis, its confidence and what evidence says.

    Parameters
    ----------
    stages
        The engagement's, in journey order.
    voices, events
        The evidence tables.

    Returns
    -------
    pandas.DataFrame
        One row per stage in order, then stages that evidence names and nobody listed: `stage`;
        `order` from 1, 0 for the unlisted; `definition`; `basis`; `confidence`, 0 to 1 or missing;
        `believed_on`; `voices`, `events`, `accounts`, counts; `after_share`, of the accounts with
        events in this and the stage before, the share that came to this one later (on the same day
        counts half), with `after_low`, `after_high` and `after_accounts`; `verdict`, a sentence.

    Notes
    -----
    Evidence in a stage says that something happens there, not that customers see it as a stage.

    Examples
    --------
    >>> voices = pd.DataFrame({"account_id": ["x"], "stage": ["Use"]})
    >>> events = pd.DataFrame({"account_id": [], "stage": [], "occurred_at": []}, dtype="str")
    >>> table = believed_stages([StageBelief(name="Buy"), StageBelief(name="Use")], voices, events)
    >>> table[["stage", "verdict"]].values.tolist()
    [['Buy', 'believed only: no evidence'], ['Use', 'thin: 1 account']]
    """
    names = [stage.name for stage in stages]
    said = [str(stage) for stage in pd.concat([voices["stage"], events["stage"]]).unique()]
    further = sorted(set(said) - set(names) - {""})
    listed = [
        (stage.name, place, stage.definition, stage.basis, stage.confidence, stage.believed_on)
        for place, stage in enumerate(stages, start=1)
    ]
    rows = [*listed, *((name, 0, "", NOT_BELIEVED, None, "") for name in further)]
    columns = ["stage", "order", "definition", "basis", "confidence", "believed_on"]
    table = pd.DataFrame(rows, columns=columns)
    texts = {name: "str" for name in columns if name not in ("order", "confidence")}
    table = table.astype({**texts, "order": "int64", "confidence": "float64"})
    table["voices"] = _counted(table["stage"], voices)
    table["events"] = _counted(table["stage"], events)
    both = pd.concat([voices[["account_id", "stage"]], events[["account_id", "stage"]]])
    reached = both.loc[both["account_id"] != ""].groupby("stage")["account_id"].nunique()
    table["accounts"] = counts_for(table["stage"], reached)
    table = table.join(_order(names, events, table.index))
    facts = ("order", "accounts", "after_share", "after_high", "after_accounts")
    verdicts = [_verdict(*row) for row in zip(*(table[name] for name in facts), strict=True)]
    table["verdict"] = pd.Series(verdicts, table.index, dtype="str")
    return table


def _order(names: list[str], events: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    dated = events.loc[(events["account_id"] != "") & events["occurred_at"].notna()]
    first = dated.groupby(["account_id", "stage"])["occurred_at"].min().unstack("stage")
    first = first.reindex(columns=names).astype("datetime64[us]")
    columns = ["after_share", "after_low", "after_high", "after_accounts"]
    order = pd.DataFrame(np.nan, index=index, columns=columns)
    for place, (before, after) in enumerate(pairwise(names), start=1):
        both = first[[before, after]].dropna()
        later = (both[after] > both[before]) + 0.5 * (both[after] == both[before])
        low, high = wilson_interval([later.sum()], [len(both)])
        share = later.mean() if len(both) else np.nan
        order.loc[index[place]] = [share, low[0], high[0], len(both)]
    order["after_accounts"] = order["after_accounts"].fillna(0).astype("int64")
    return order


def _verdict(order: int, accounts: int, share: float, high: float, both: int) -> str:
    if not order:
        return say(
            "not among the believed stages: {accounts}", accounts=count_of(accounts, "account")
        )
    if not accounts:
        return say("believed only: no evidence")
    if accounts < FEWEST_ACCOUNTS:
        return say("thin: {accounts}", accounts=count_of(accounts, "account"))
    words = say("evidence from {accounts}", accounts=count_of(accounts, "account"))
    if both >= FEWEST_ACCOUNTS and high < ORDER_HOLDS:
        return say(
            "{words}, but only {share} of {both} came here after the stage before",
            words=words,
            share=percent(share),
            both=both,
        )
    return words


def _counted(stage: pd.Series, table: pd.DataFrame) -> pd.Series:
    return counts_for(stage, table["stage"].value_counts())

"""Groups of too few accounts: no score of them is shown apart from the others."""

from collections.abc import Mapping

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.voice.words import count_of

WITHHELD_COLUMNS = ("what", "group", "metric", "accounts")


def shown_cells(scores: pd.DataFrame, *, smallest_cell: int) -> pd.DataFrame:
    """The scores of groups with enough accounts behind them.

    Parameters
    ----------
    scores
        Scores by group, with `accounts`.
    smallest_cell
        Fewest accounts of a group that is shown, as the engagement's privacy states.

    Examples
    --------
    >>> scores = pd.DataFrame({"segment": ["big", "few"], "accounts": [9, 2]})
    >>> shown_cells(scores, smallest_cell=3)["segment"].tolist()
    ['big']
    """
    return scores.loc[scores["accounts"] >= smallest_cell].reset_index(drop=True)


def withheld_cells(scores: Mapping[str, pd.DataFrame], *, smallest_cell: int) -> pd.DataFrame:
    """The groups that `shown_cells` leaves out, without their scores.

    Parameters
    ----------
    scores
        Column that names the group -> scores by it.
    smallest_cell
        As for `shown_cells`.

    Returns
    -------
    pandas.DataFrame
        One row a group and metric: `what` the column, `group`, `metric`, `accounts` a count.
    """
    parts = [
        table.loc[table["accounts"] < smallest_cell, [what, "metric", "accounts"]]
        .rename(columns={what: "group"})
        .assign(what=what)
        for what, table in scores.items()
    ]
    return pd.concat(parts, ignore_index=True)[list(WITHHELD_COLUMNS)]


def describe_withheld(withheld: pd.DataFrame, what: str, *, smallest_cell: int) -> str:
    """How many groups are not shown apart, and why; empty where all are.

    Examples
    --------
    >>> few = pd.DataFrame([("segment", "few", "NPS", 2)], columns=list(WITHHELD_COLUMNS))
    >>> describe_withheld(few, "segment", smallest_cell=3)
    '1 score of a group with fewer than 3 accounts is not shown apart: it would point at people.'
    """
    count = int((withheld["what"] == what).sum())
    if not count:
        return ""
    return say(
        "{scores} of {a_group} with fewer than {smallest_cell} accounts "
        "{is_} not shown apart: {it} would point at people.",
        scores=count_of(count, "score"),
        a_group=say("a group") if count == 1 else say("groups"),
        smallest_cell=smallest_cell,
        is_=say("is") if count == 1 else say("are"),
        it=say("it") if count == 1 else say("they"),
    )

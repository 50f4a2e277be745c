"""Scores counted in several ways side by side."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.records.engagement import Metric
from cxworkbench.voice.lookups import numbers_for
from cxworkbench.voice.scores import Contacts, Weights, score_table

COUNTED: Final = "counted"  # the column that tells the ways of counting apart


def score_rollups(
    voices: pd.DataFrame,
    metrics: Mapping[str, Metric],
    accounts: pd.DataFrame,
    *,
    role_weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """The same scores counted in several ways, side by side, for each answers another question.

    Parameters
    ----------
    voices, metrics, accounts, role_weights
        As in `score_table`.

    Returns
    -------
    pandas.DataFrame
        As `score_table`, with `counted` before the metric: "each account the same", "each
        respondent the same", "the worst contact speaks" (not of visits), and where stated "roles
        weighted" and "by revenue".
    """
    ways: dict[str, tuple[Weights, Contacts]] = {
        "each account the same": ("equal", "mean"),
        "each respondent the same": ("role", "mean"),
        "the worst contact speaks": ("equal", "worst"),
    }
    if any(weight != 1 for weight in (role_weights or {}).values()):
        ways["roles weighted"] = ("equal", "role-weighted")
    if bool((accounts["revenue"] > 0).any()):
        ways["by revenue"] = ("revenue", "mean")
    tables = []
    for name, (weights, contacts) in ways.items():
        chosen = role_weights if contacts == "role-weighted" else None
        table = score_table(
            voices,
            metrics,
            accounts=accounts,
            weights=weights,
            contacts=contacts,
            role_weights=chosen,
        )
        if contacts == "worst":  # where only visits were made, no contact speaks
            table = table.loc[table["respondents"] > table["visits"]].reset_index(drop=True)
        table.insert(0, COUNTED, name)
        tables.append(table)
    together = pd.concat(tables, ignore_index=True)
    place = numbers_for(together["metric"], {name: place for place, name in enumerate(metrics)})
    return together.loc[place.sort_values(kind="stable").index].reset_index(drop=True)

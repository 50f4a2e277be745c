"""Importance against performance: which of four fields each attribute stands in."""

from typing import Final

import numpy as np
import pandas as pd

CONCENTRATE: Final = "Concentrate here"
KEEP_UP: Final = "Keep up the good work"
LOW_PRIORITY: Final = "Low priority"
OVERKILL: Final = "Possible overkill"


def four_fields(scores: pd.DataFrame) -> pd.DataFrame:
    """The field of each attribute by its importance, stated and derived, and its performance.

    Parameters
    ----------
    scores
        One row per attribute: `stated`, how important people say it is, and `derived`, how far it
        goes with the outcome (the share of `insight.drivers.drivers_of`), each in its own units;
        `performance`, how well it is done.

    Returns
    -------
    pandas.DataFrame
        The same rows with `field` by derived importance and `stated_field` by stated, each
        "Concentrate here" (important, below the mean performance), "Keep up the good work",
        "Low priority" or "Possible overkill"; and `agree`, whether both say the same. "" where a
        figure is missing.

    Notes
    -----
    The lines between the fields are the means of the attributes held together, so one attribute
    more can move another; near a line a field says little. Stated important but not derived is
    often taken for granted; derived but not stated is often not thought of.

    References
    ----------
    Martilla and James (1977), Journal of Marketing 41(1), 77-79, for the fields' names.

    Examples
    --------
    >>> asked = pd.DataFrame({"stated": [5, 2], "derived": [0.1, 0.6], "performance": [2.0, 4.0]})
    >>> four_fields(asked)[["field", "stated_field"]].values.tolist()
    [['Low priority', 'Concentrate here'], ['Keep up the good work', 'Possible overkill']]
    """
    field = _fields(scores["derived"], scores["performance"])
    stated = _fields(scores["stated"], scores["performance"])
    return scores.assign(field=field, stated_field=stated, agree=field == stated)


def _fields(importance: pd.Series, performance: pd.Series) -> pd.Series:
    matters, good = importance >= importance.mean(), performance >= performance.mean()
    found = np.select(
        [importance.isna() | performance.isna(), matters & ~good, matters, ~good],
        ["", CONCENTRATE, KEEP_UP, LOW_PRIORITY],
        OVERKILL,
    )
    return pd.Series(found, importance.index, dtype="str")

"""The order of actions by several criteria: a weighted sum on a stated scale, ties shown."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.insight.worth import Unit, action_worth
from cxworkbench.records.register import Criterion, Register

MOST: Final = 10.0  # of a criterion that people judge
COMPUTED: Final = ("value", "effort", "cost")  # known without a judgement
USUAL: Final = (Criterion(name="value"), Criterion(name="effort", more_is_better=False))
SHOWN: Final = "good_"  # before the column of a criterion, normalised


def criteria_of(register: Register) -> tuple[Criterion, ...]:
    """The criteria that count: the register's own with a weight, else value and effort alike."""
    return tuple(one for one in register.criteria if one.weight > 0) or USUAL


def rank_actions(register: Register, *, unit: Unit | None = None) -> pd.DataFrame:
    """Actions in the order of a weighted sum of criteria; what cannot be ranked says why.

    Each criterion is brought to 0 to 1, 1 being good: a judgement 0 to 10 is divided by 10; value,
    effort and cost that nobody judged are divided by the largest among the actions; where less is
    better it is one less that. The score is the mean of these by weight, times 100.

    Parameters
    ----------
    register
        `criteria` holds the criteria and their weights; none: value and effort count alike.
    unit
        Of the value; see `insight.worth.action_worth`.

    Returns
    -------
    pandas.DataFrame
        The columns of `action_worth`, then `good_<criterion>`, 0 to 1 or NaN; `missing`, the
        criteria nobody knows; `score`, 0 to 100, and `rank` from 1, ties sharing the better one,
        both NaN where a criterion is missing. Ranked ones first, in order; then the others.

    Notes
    -----
    Dividing by the largest keeps ratios, and makes a score depend on what else is on the list: add
    an action with twice the largest effort and the others move closer together. An action with an
    unknown criterion has no rank, because any number put there would be made up. How far the order
    hangs on the weights is told by `insight.robustness`.

    References
    ----------
    Additive value: Keeney & Raiffa (1976), Decisions with Multiple Objectives, ch. 3.

    Examples
    --------
    >>> from cxworkbench.records.register import Entry
    >>> entries = [Entry(id=key, kind="action", title=key, effort=days, criteria={"value": value})
    ...            for key, value, days in (("a", 8, 10), ("b", 4, 5), ("c", 9, None))]
    >>> ranked = rank_actions(Register(entries=tuple(entries)))
    >>> ranked[["action_id", "good_value", "good_effort", "score", "rank", "missing"]]
      action_id  good_value  good_effort  score  rank missing
    0         b         0.4          0.5   45.0   1.0
    1         a         0.8          0.0   40.0   2.0
    2         c         0.9          NaN    NaN   NaN  effort
    """
    criteria = criteria_of(register)
    table = action_worth(register, unit)
    for one in criteria:
        table[f"{SHOWN}{one.name}"] = _good(table, register, one)
    good = table[[f"{SHOWN}{one.name}" for one in criteria]].to_numpy(dtype=float)
    table["missing"] = [
        ", ".join(one.name for one, known in zip(criteria, row, strict=True) if not known)
        for row in ~np.isnan(good)
    ]
    table["missing"] = table["missing"].astype("str")
    table["score"] = 100 * good @ shares_of(criteria)
    table["rank"] = table["score"].round(9).rank(ascending=False, method="min")
    return table.sort_values("rank", kind="stable", na_position="last").reset_index(drop=True)


def shares_of(criteria: Sequence[Criterion]) -> np.ndarray:
    """The weights of criteria as shares that add up to 1."""
    weights = np.array([one.weight for one in criteria], dtype=float)
    shares: np.ndarray = weights / weights.sum()
    return shares


def _good(table: pd.DataFrame, register: Register, criterion: Criterion) -> np.ndarray:
    judged = np.array([_judged(register, one, criterion.name) for one in table["action_id"]])
    values = judged / MOST
    if criterion.name in COMPUTED:
        computed = table[criterion.name].to_numpy(dtype=float)
        known = computed[~np.isnan(computed)]
        largest = float(known.max()) if len(known) else 0.0
        share = computed / largest if largest > 0 else np.where(np.isnan(computed), np.nan, 0.0)
        values = np.where(np.isnan(judged), share, values)
    good: np.ndarray = values if criterion.more_is_better else 1 - values
    return good


def _judged(register: Register, action_id: str, criterion: str) -> float:
    """What people judged; missing for a draft, which stands in no register yet."""
    found = (one for one in register.entries if one.id == action_id)
    return next((one.criteria.get(criterion, float("nan")) for one in found), float("nan"))

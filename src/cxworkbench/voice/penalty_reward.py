"""Kano's types from ratings: what a bad answer costs, what a good one brings, and their balance."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cxworkbench.ground.errors import DataProblem, sample_of
from cxworkbench.ground.uncertainty import TOO_FEW

Floats = NDArray[np.float64]
BASIC: Final = "must-be"
PERFORMANCE: Final = "one-dimensional"
EXCITEMENT: Final = "attractive"
NO_EFFECT: Final = "indifferent"
FEWEST: Final = 5  # rows among the low and among the high answers of each driver
DRAWS: Final = 1000
ENDS: Final = (0.025, 0.975)


def penalty_reward(
    table: pd.DataFrame,
    outcome: str,
    drivers: Sequence[str],
    *,
    low: float,
    high: float,
    accounts: str | None = None,
    seed: int = 1,
    draws: int = DRAWS,
) -> pd.DataFrame:
    """How much the outcome falls where a driver is rated low, and rises where it is rated high.

    Each driver stands as two marks, low and high, in one regression of the outcome on all of them;
    an answer in between is what both are held against.

    Parameters
    ----------
    table
        One row per respondent; only complete rows count.
    outcome, drivers
        Columns with numbers.
    low, high
        A driver is rated low at or below `low`, high at or above `high`, in its own units.
    accounts
        Column that names each row's account: accounts are drawn again. None: each row is one.
    seed, draws
        Of the draws.

    Returns
    -------
    pandas.DataFrame
        One row per driver, in the order given: `driver`; `penalty` and `reward`, in units of the
        outcome, with `penalty_low`, `penalty_high`, `reward_low`, `reward_high` (95 %);
        `asymmetry`, reward less the size of the penalty over their sum, -1 (only a penalty) to 1,
        NaN where neither goes the expected way, with `asymmetry_low`, `asymmetry_high`; `kind`,
        "must-be" where the interval of the asymmetry is below 0, "attractive" where it is above,
        "one-dimensional" where it holds 0, "indifferent" where neither penalty nor reward leaves
        out 0, "too few to tell" with fewer than 5 low or 5 high rows; `low_rows` and `high_rows`,
        counts.

    Raises
    ------
    DataProblem
        `low` is not below `high`, or a column is missing.

    Notes
    -----
    What counts as low and high is a choice; say it beside the figures. A kind from ratings and one
    from Kano's pair of questions (`voice.kano`) need not be the same.

    References
    ----------
    Brandt (1987); Mikulić and Prebežac (2008), Managing Service Quality 18, 559-576, for the
    penalty-reward contrast and the asymmetry.

    Examples
    --------
    >>> rows = pd.DataFrame({"help": [1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 5, 5, 5, 5, 5.0]})
    >>> rows["overall"] = [2, 2, 3, 2, 2, 6, 6, 7, 6, 6, 7, 6, 6, 6, 6.0]
    >>> told = penalty_reward(rows, "overall", ["help"], low=2, high=4)
    >>> told[["driver", "penalty", "kind"]].round(1).values.tolist()
    [['help', -4.0, 'must-be']]
    """
    missing = [name for name in (outcome, *drivers) if name not in table]
    if missing:
        raise DataProblem(
            f"{len(missing)} of {len(drivers) + 1} columns are not in the table: "
            f"{sample_of(missing)}. It has: {', '.join(map(str, table))}."
        )
    if low >= high:
        raise DataProblem(
            f"Low answers end at {low:g} and high ones begin at {high:g}. Low must be below high, "
            "so that answers in between are left to hold both against."
        )
    rows = table[table[[outcome, *drivers]].notna().all(axis=1)]
    values = rows[list(drivers)].to_numpy(float)
    marks = np.hstack([values <= low, values >= high]).astype(float)
    counted = marks.sum(axis=0).astype(int)
    named = pd.Series(range(len(rows))) if accounts is None else rows[accounts]
    enough = np.minimum(counted[: len(drivers)], counted[len(drivers) :]) >= FEWEST
    used = np.concatenate([enough, enough])
    effects = np.full((draws + 1, 2 * len(drivers)), np.nan)
    if enough.any():
        effects[:, used] = _effects(
            marks[:, used], rows[outcome].to_numpy(float), pd.factorize(named)[0], seed, draws
        )
    found = [
        _row(str(name), effects[:, [at, len(drivers) + at]], bool(enough[at]))
        | {"low_rows": int(counted[at]), "high_rows": int(counted[len(drivers) + at])}
        for at, name in enumerate(drivers)
    ]
    return pd.DataFrame(found).astype({"driver": "str", "kind": "str"})


def asymmetry_of(penalty: Floats, reward: Floats) -> Floats:
    """Reward less penalty over their sum, -1 to 1; an effect against expectation counts as none.

    Examples
    --------
    >>> asymmetry_of(np.array([-3.0, -1.0, 0.5]), np.array([1.0, 1.0, -0.1])).tolist()
    [-0.5, 0.0, nan]
    """
    cost, gain = (-penalty).clip(min=0), reward.clip(min=0)
    whole = cost + gain
    found: Floats = np.where(whole > 0, (gain - cost) / np.where(whole > 0, whole, 1), np.nan)
    return found


def _effects(
    marks: Floats, outcome: Floats, account_of: NDArray[np.intp], seed: int, draws: int
) -> Floats:
    """The slopes of all marks: first of the rows as they are, then of each draw of accounts."""
    several = int(account_of.max()) + 1
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(several, np.full(several, 1 / several), size=draws)
    counts = np.vstack([np.ones((1, several)), drawn])[:, account_of]
    design = np.column_stack([np.ones(len(marks)), marks])
    width = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    squares = (counts @ products).reshape(-1, width, width)
    sides = counts @ (design * outcome[:, None])
    # A draw without any low answer has no slope for it; the least of all solutions gives it 0.
    found: Floats = (np.linalg.pinv(squares, hermitian=True) @ sides[..., None])[..., 0]
    return found[:, 1:]


def _row(driver: str, effects: Floats, enough: bool) -> dict[str, object]:
    balance = asymmetry_of(effects[:, 0], effects[:, 1])
    told: dict[str, object] = {"driver": driver}
    for name, drawn in (
        ("penalty", effects[:, 0]), ("reward", effects[:, 1]), ("asymmetry", balance)
    ):  # fmt: skip
        known = drawn[1:][~np.isnan(drawn[1:])]
        ends = np.quantile(known, ENDS) if len(known) else (np.nan, np.nan)
        told |= {name: drawn[0], f"{name}_low": ends[0], f"{name}_high": ends[1]}
    return told | {"kind": _kind(told) if enough else TOO_FEW}


def _kind(told: dict[str, object]) -> str:
    figures = {name: float(str(value)) for name, value in told.items() if name != "driver"}
    if not (figures["penalty_high"] < 0 or figures["reward_low"] > 0):
        return NO_EFFECT
    if figures["asymmetry_high"] < 0:
        return BASIC
    return EXCITEMENT if figures["asymmetry_low"] > 0 else PERFORMANCE

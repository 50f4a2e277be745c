"""How long it takes from one event to another, when many have not come there yet."""

from collections.abc import Collection
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.journey.mining.log import DAY, NO_TIME, EventLog, Ints

Z95: Final = 1.959963984540054
COLUMNS: Final = ("days", "at_risk", "reached", "share", "low", "high")


def times_to(
    log: EventLog, start: Collection[str], goal: Collection[str], *, until: pd.Timestamp
) -> pd.DataFrame:
    """Of each case with a start how many days it took to a goal, or how long it has not come there.

    Parameters
    ----------
    log
        The journeys.
    start, goal
        Activities: from the first of the one kind to the first of the other after it. Of events at
        the same time the order of the log decides.
    until
        The moment up to which events are known; later ones do not count.

    Returns
    -------
    pandas.DataFrame
        One row a case that had a start: `case`, `days`, 0 or more; `reached`.

    Raises
    ------
    ParameterProblem
        An activity is not in the log.
    """
    _require_known((*start, *goal), log.activities)
    end = int(until.as_unit("us").to_numpy().astype("int64"))
    known = log.times <= end
    begins = _first(log, _is_one(log, start) & known, np.zeros(len(log.cases), dtype=np.int64))
    has = begins < len(log)
    after = np.where(has, begins + 1, len(log))
    goals = _first(log, _is_one(log, goal) & known, after)
    reached = has & (goals < log.starts[1:])
    times = np.append(log.times, NO_TIME)
    stop = np.where(reached, times[np.minimum(goals, len(log))], end)
    return pd.DataFrame(
        {
            "case": pd.Series(log.case_names(), dtype="str")[has],
            "days": ((stop - times[np.minimum(begins, len(log))]) / DAY)[has],
            "reached": reached[has],
        }
    ).reset_index(drop=True)


def share_reached(times: pd.DataFrame) -> pd.DataFrame:
    """Which share has come to the goal after how many days, counting those who may still come.

    The Kaplan-Meier estimate: whoever has not come yet counts for as long as he is known, so that
    journeys under way do not make the others look quick. Its 95 % interval is Greenwood's on the
    log-log scale (Kalbfleisch and Prentice, 1980), which stays within 0 and 1.

    Parameters
    ----------
    times
        `days`, `reached`, as `times_to` gives them.

    Returns
    -------
    pandas.DataFrame
        One row a day at which anybody came: `days`; `at_risk`, cases known that long and not there
        before; `reached` then; `share` of all that has come by then, 0 to 1, with `low` and `high`,
        missing where all or none have come.

    Notes
    -----
    It holds where those who are known only for a short time are like the others. A change of
    process last month makes the newest cases unlike the old ones.

    Examples
    --------
    >>> times = pd.DataFrame({"days": [2.0, 3.0, 3.0, 5.0], "reached": [True, True, False, True]})
    >>> share_reached(times)[["days", "at_risk", "reached", "share"]]
       days  at_risk  reached  share
    0   2.0        4        1   0.25
    1   3.0        3        1   0.50
    2   5.0        1        1   1.00
    """
    if not times["reached"].any():
        return pd.DataFrame(columns=list(COLUMNS), dtype="float64")
    days, place = np.unique(times["days"].to_numpy(dtype=float), return_inverse=True)
    came = np.bincount(place, weights=times["reached"], minlength=len(days))
    leaving = np.bincount(place, minlength=len(days))
    at_risk = len(times) - np.concatenate([[0], np.cumsum(leaving)[:-1]])
    staying = np.cumprod(1 - came / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.cumsum(came / (at_risk * (at_risk - came)))
        width = Z95 * np.sqrt(spread) / np.abs(np.log(staying))
        low, high = 1 - staying ** np.exp(-width), 1 - staying ** np.exp(width)
    sure = np.isfinite(width) & (staying > 0)
    table = pd.DataFrame(
        {
            "days": days,
            "at_risk": at_risk,
            "reached": came.astype(np.int64),
            "share": 1 - staying,
            "low": np.where(sure, low, np.nan),
            "high": np.where(sure, high, np.nan),
        }
    )
    return table[table["reached"] > 0].reset_index(drop=True)


def median_days(shares: pd.DataFrame, share: float = 0.5) -> float:
    """After how many days that share has come to the goal; NaN while so many have not.

    Examples
    --------
    >>> median_days(pd.DataFrame({"days": [2.0, 5.0], "share": [0.4, 0.7]}))
    5.0
    """
    there = shares[shares["share"] >= share - 1e-12]
    return float(there["days"].iloc[0]) if len(there) else float("nan")


def _is_one(log: EventLog, names: Collection[str]) -> np.ndarray:
    return np.isin(log.steps, [log.activities.index(name) for name in names])


def _first(log: EventLog, wanted: np.ndarray, after: Ints) -> Ints:
    """Of each case the place of the first wanted event from `after` on; the log's length for none.

    `after` may point beyond the case: then there is none.
    """
    places = np.append(np.flatnonzero(wanted), len(log))
    found = places[
        np.searchsorted(places, np.minimum(np.maximum(after, log.starts[:-1]), len(log)))
    ]
    return np.where(found < log.starts[1:], found, len(log))


def _require_known(names: Collection[str], activities: tuple[str, ...]) -> None:
    unknown = [name for name in names if name not in activities]
    if unknown:
        raise ParameterProblem(
            f"{len(unknown)} of {len(names)} activities are not in the log: {sample_of(unknown)}. "
            f"{did_you_mean(unknown[0], activities)}It has {sample_of(activities)}."
        )

"""When each touchpoint happens, counted from the start of the journey: from events or durations."""

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.records.journey_map import JourneyMap

TIME_COLUMNS: Final = {
    "touchpoint_id": "str",
    "from_day": "float64",
    "to_day": "float64",
    "accounts": "int64",
}
DAYS: Final[Mapping[str, float]] = {
    "second": 1 / 86400, "sec": 1 / 86400, "s": 1 / 86400, "sekunde": 1 / 86400,
    "minute": 1 / 1440, "min": 1 / 1440,
    "hour": 1 / 24, "h": 1 / 24, "hr": 1 / 24, "stunde": 1 / 24, "std": 1 / 24,
    "day": 1.0, "d": 1.0, "tag": 1.0,
    "week": 7.0, "wk": 7.0, "woche": 7.0,
    "month": 365.25 / 12, "monat": 365.25 / 12,
    "quarter": 365.25 / 4, "quartal": 365.25 / 4,
    "year": 365.25, "yr": 365.25, "jahr": 365.25,
}  # fmt: skip
_NUMBER: Final = r"\d+(?:[.,]\d+)?"
_WRITTEN: Final = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|to|bis)\s*(?P<high>{_NUMBER}))?\s*(?P<unit>[^\W\d_]+)\.?"
)
_ENDINGS: Final = ("", "s", "n", "en", "e")  # days, Wochen, Tagen, Tage


def days_of(text: str) -> float | None:
    """A written duration in days; of a range the middle; None where it is none.

    Months are 30.4 days and years 365.25. Working days are not calendar days, and how many there
    are depends on the calendar, so they are not read.

    Examples
    --------
    >>> days_of("2 weeks"), days_of("36 h"), days_of("2-4 Tage"), days_of("often")
    (14.0, 1.5, 3.0, None)
    """
    found = _WRITTEN.fullmatch(text.strip().casefold())
    unit = _unit(found["unit"]) if found else None
    if found is None or unit is None:
        return None
    ends = [float(one.replace(",", ".")) for one in (found["low"], found["high"]) if one]
    return sum(ends) / len(ends) * unit


def _unit(word: str) -> float | None:
    stems = (word[: len(word) - len(end)] for end in _ENDINGS if word.endswith(end))
    return next((DAYS[stem] for stem in stems if stem in DAYS), None)


def written_times(journey_map: JourneyMap) -> pd.DataFrame:
    """One row per touchpoint of the map, its time from the durations that stand in the map.

    Returns
    -------
    pandas.DataFrame
        `touchpoint_id`; `from_day` and `to_day`, days since the start of the first touchpoint, one
        touchpoint after another in list order; both missing where the duration is not known.
        `accounts` is 0: nobody was measured.

    Notes
    -----
    A touchpoint without a known duration takes no time here, and waiting between touchpoints is
    none: after the first gap all days are the earliest that they can be.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Touchpoint
    >>> points = [Touchpoint(id=i, name=i, stage_id="s", duration=d)
    ...           for i, d in (("a", "2 days"), ("b", ""), ("c", "1 week"))]
    >>> journey = JourneyMap(id="m", title="M", stages=(), touchpoints=tuple(points))
    >>> written_times(journey)["to_day"].tolist()
    [2.0, nan, 9.0]
    """
    rows: list[tuple[str, float | None, float | None, int]] = []
    day = 0.0
    for touchpoint in journey_map.touchpoints:
        length = days_of(touchpoint.duration)
        rows.append((touchpoint.id, None, None, 0) if length is None else (
            touchpoint.id, day, day + length, 0,
        ))  # fmt: skip
        day += length or 0.0
    return pd.DataFrame(rows, columns=list(TIME_COLUMNS)).astype(TIME_COLUMNS)


def elapsed_times(events: pd.DataFrame) -> pd.DataFrame:
    """When accounts were at each touchpoint, in days since their own first event.

    Parameters
    ----------
    events
        `account_id`, `touchpoint_id`, `occurred_at`.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint that was seen: `touchpoint_id`; `from_day` and `to_day`, medians over
        accounts of the first and the last time there; `accounts` behind them.

    Notes
    -----
    Medians of different accounts: the order of two touchpoints here need not be that of any single
    account. An account's first event is where it was first seen, not where its journey began.
    """
    seen = events[(events["touchpoint_id"] != "") & (events["account_id"] != "")]
    seen = seen[seen["occurred_at"].notna()]
    if seen.empty:
        return pd.DataFrame(columns=list(TIME_COLUMNS)).astype(TIME_COLUMNS)
    start = events.groupby("account_id")["occurred_at"].min()
    since = seen["occurred_at"] - seen["account_id"].map(start)
    days = seen.assign(day=pd.to_timedelta(since).dt.total_seconds() / 86400)
    each = days.groupby(["touchpoint_id", "account_id"])["day"].agg(["min", "max"])
    found = each.groupby("touchpoint_id").agg(
        from_day=("min", "median"), to_day=("max", "median"), accounts=("min", "size")
    )
    return found.reset_index()[list(TIME_COLUMNS)].astype(TIME_COLUMNS)

"""How long journeys take, and what happens more than once in them."""

import numpy as np
import pandas as pd
import pyarrow as pa

from cxworkbench.journey.mining.follows import cases_with
from cxworkbench.journey.mining.log import DAY, EventLog
from cxworkbench.journey.mining.variants import Variants


def journey_table(log: EventLog, found: Variants | None = None) -> pd.DataFrame:
    """One row a journey: from when to when, how many events, and which variant.

    Returns
    -------
    pandas.DataFrame
        `case`; `events`; `begins`, `ends`, days and times as in the log; `days` between them, 0 for
        one event; `first`, `last` activity; and `variant` from 1, where the variants are given.

    Examples
    --------
    >>> from cxworkbench.journey.mining.log import event_log
    >>> events = pd.DataFrame({"c": list("aab"), "what": ["ask", "buy", "ask"],
    ...     "at": pd.to_datetime(["2026-01-01", "2026-01-04", "2026-01-02"])})
    >>> table = journey_table(event_log(events, case="c", activity="what", time="at"))
    >>> table[["case", "events", "days", "last"]]
      case  events  days last
    0    a       2   3.0  buy
    1    b       1   0.0  ask
    """
    begins, ends = log.times[log.starts[:-1]], log.times[log.starts[1:] - 1]
    names = pd.Series(log.activities, dtype="str")
    table = pd.DataFrame(
        {
            "case": pd.Series(log.case_names(), dtype="str"),
            "events": log.lengths,
            "begins": begins.view("datetime64[us]"),
            "ends": ends.view("datetime64[us]"),
            "days": (ends - begins) / DAY,
            "first": names.iloc[log.steps[log.starts[:-1]]].to_numpy(),
            "last": names.iloc[log.steps[log.starts[1:] - 1]].to_numpy(),
        }
    )
    return table if found is None else table.assign(variant=found.of_case + 1)


def rework(log: EventLog) -> pd.DataFrame:
    """What cases do more than once: again at once, again after something else, again and again.

    Returns
    -------
    pandas.DataFrame
        One row an activity, the most repeated first: `activity`; `cases` with it;
        `repeating`, the cases in which it occurs more than once; `share` of its cases, 0 to 1;
        `again`, occurrences beyond the first of each case; of these `at_once`, right after itself,
        and `later`, with something else between; `most` in one case.

    Notes
    -----
    To do a thing again is rework in one journey and use in another: a second complaint is not a
    second order. The log does not say which.
    """
    count = len(log.activities)
    _, activity, times = cases_with(log)
    cases = np.bincount(activity, minlength=count)
    repeating = np.bincount(activity[times > 1], minlength=count)
    again = np.bincount(log.steps, minlength=count) - cases
    same = log.steps[1:] == log.steps[:-1]
    same[log.starts[1:-1] - 1] = False
    at_once = np.bincount(log.steps[1:][same], minlength=count)
    most = np.zeros(count, dtype=np.int64)
    np.maximum.at(most, activity, times)
    table = pd.DataFrame(
        {
            "activity": pd.Series(log.activities, dtype="str"),
            "cases": cases,
            "repeating": repeating,
            "share": repeating / np.maximum(cases, 1),
            "again": again,
            "at_once": at_once,
            "later": again - at_once,
            "most": most,
        }
    )
    return table.sort_values("again", ascending=False, kind="stable", ignore_index=True)


def drop_off(
    log: EventLog, *, goals: tuple[str, ...] = (), open_since: pd.Timestamp | None = None
) -> pd.DataFrame:
    """Where journeys end: of the cases that came to an activity, how many went no further.

    Parameters
    ----------
    log
        The journeys.
    goals
        Activities at which a journey may well end; cases that end there stopped nowhere.
    open_since
        Cases whose last event is on or after this day may go on; they are counted apart. None:
        every case is taken to be over.

    Returns
    -------
    pandas.DataFrame
        One row an activity, most endings first: `activity`; `cases` that came to it; `ended`,
        those for which it was the last; `may_go_on`, those too fresh to tell; `share`, of `cases`
        without the fresh ones that stand there, 0 to 1, missing where none is left; `goal`.

    Notes
    -----
    A journey ends in a log because nobody went on, because the log ends, or because what followed
    was never written down. Without `open_since` the newest journeys all look like lost ones.
    """
    count = len(log.activities)
    cases = np.bincount(cases_with(log)[1], minlength=count)
    last = log.steps[log.starts[1:] - 1]
    fresh = np.zeros(len(last), dtype=bool)
    if open_since is not None:
        fresh = log.times[log.starts[1:] - 1] >= open_since.as_unit("us").to_numpy().astype("int64")
    ended = np.bincount(last[~fresh], minlength=count)
    waiting = np.bincount(last[fresh], minlength=count)
    judged = cases - waiting
    table = pd.DataFrame(
        {
            "activity": pd.Series(log.activities, dtype="str"),
            "cases": cases,
            "ended": ended,
            "may_go_on": waiting,
            "share": np.where(judged > 0, ended / np.maximum(judged, 1), np.nan),
            "goal": pd.Series(log.activities, dtype="str").isin(goals),
        }
    )
    return table.sort_values("ended", ascending=False, kind="stable", ignore_index=True)


def cases_of(log: EventLog, places: np.ndarray) -> list[str]:
    """The names of cases at those places."""
    return [str(name) for name in log.cases.take(pa.array(places)).to_pylist()]

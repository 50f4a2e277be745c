"""What follows what: the directly-follows graph, with how long it took from one to the next."""

from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.journey.mining.log import EventLog, Ints

HOUR: Final = 3_600_000_000  # microseconds
FEWEST: Final = 3  # moves under which a median is no statistic
_DENSE: Final = 4_000_000  # pairs of activities that are counted in one table of all pairs
_BLOCK: Final = 2_000_000  # events counted at a time, so that the pairs need little memory


def directly_follows(log: EventLog) -> pd.DataFrame:
    """How often each activity comes right after another one in the same case.

    Returns
    -------
    pandas.DataFrame
        `first`, `then`, `moves`; the most frequent first, equal ones in the order in which the log
        first names their activities. An activity that follows itself has its row too.

    Notes
    -----
    A graph of pairs forgets the way behind it: that A → B and B → C are frequent does not mean
    that anybody went A → B → C. Look at the variants for that.

    Examples
    --------
    >>> from cxworkbench.journey.mining.log import event_log
    >>> events = pd.DataFrame({"c": list("aaabb"), "what": ["ask", "buy", "buy", "ask", "buy"],
    ...     "at": pd.date_range("2026-01-01", periods=5)})
    >>> directly_follows(event_log(events, case="c", activity="what", time="at"))
      first then  moves
    0   ask  buy      2
    1   buy  buy      1
    """
    pairs, moves = _counted(log)
    order = np.argsort(-moves, kind="stable")
    return _named(log, pairs[order]).assign(moves=moves[order])


def waiting_times(log: EventLog) -> pd.DataFrame:
    """The directly-follows graph with the time between the two events.

    Returns
    -------
    pandas.DataFrame
        As `directly_follows`, and `cases`, in which the move occurs; `share` of all cases, 0 to 1;
        `median_hours` and `p90_hours` from one event to the next, missing under 3 moves.

    Notes
    -----
    The time between two events holds work and waiting alike; a log with one time an event cannot
    tell them apart. A journey that is still waiting has no next event and is not in here, so long
    waits look shorter than they are.
    """
    inside = _inside(log)
    at = np.flatnonzero(inside)
    pair = log.steps[at].astype(np.int64) * len(log.activities) + log.steps[at + 1]
    moves = pd.DataFrame(
        {
            "pair": pair,
            "hours": (log.times[at + 1] - log.times[at]) / HOUR,
            "case": log.case_of[at],
        }
    )
    grouped = moves.groupby("pair")
    hours = grouped["hours"].quantile(np.array([0.5, 0.9])).unstack()
    found = pd.DataFrame(
        {
            "moves": grouped.size(),
            "cases": grouped["case"].nunique(),
            "median_hours": hours.get(0.5, pd.Series(dtype="float64")),
            "p90_hours": hours.get(0.9, pd.Series(dtype="float64")),
        }
    ).sort_values("moves", ascending=False, kind="stable")
    few = found["moves"] < FEWEST
    found[["median_hours", "p90_hours"]] = found[["median_hours", "p90_hours"]].mask(few)
    named = _named(log, found.index.to_numpy(dtype=np.int64))
    told = pd.concat([named, found.reset_index(drop=True)], axis=1)
    told.insert(4, "share", told["cases"] / len(log.cases))
    return told


def first_and_last(log: EventLog) -> pd.DataFrame:
    """With which activities cases begin and end.

    Returns
    -------
    pandas.DataFrame
        `activity`, in the order of the log; `events`; `cases` in which it occurs; `begins`, `ends`,
        the cases of which it is the first and the last.
    """
    count = len(log.activities)
    return pd.DataFrame(
        {
            "activity": pd.Series(log.activities, dtype="str"),
            "events": np.bincount(log.steps, minlength=count),
            "cases": np.bincount(cases_with(log)[1], minlength=count),
            "begins": np.bincount(log.steps[log.starts[:-1]], minlength=count),
            "ends": np.bincount(log.steps[log.starts[1:] - 1], minlength=count),
        }
    )


def cases_with(log: EventLog) -> tuple[Ints, Ints, Ints]:
    """Each case with each of its activities once: case, activity, how often it occurs there."""
    keys, times = np.unique(
        log.case_of.astype(np.int64) * len(log.activities) + log.steps, return_counts=True
    )
    return keys // len(log.activities), keys % len(log.activities), times


def _inside(log: EventLog) -> np.ndarray:
    """For every event but the last of the log, whether the next one belongs to the same case."""
    inside = np.ones(max(len(log) - 1, 0), dtype=bool)
    inside[log.starts[1:-1] - 1] = False
    return inside


def _counted(log: EventLog) -> tuple[Ints, Ints]:
    """The pairs that occur, as first × activities + then, ascending; and how often."""
    count = len(log.activities)
    if count**2 > _DENSE:
        at = np.flatnonzero(_inside(log))
        pairs, moves = np.unique(
            log.steps[at].astype(np.int64) * count + log.steps[at + 1], return_counts=True
        )
        return pairs, moves
    inside = _inside(log)
    total = np.zeros(count**2, dtype=np.int64)
    for start in range(0, len(inside), _BLOCK):
        some = slice(start, min(start + _BLOCK, len(inside)))
        keys = log.steps[some].astype(np.intp)
        keys *= count
        keys += log.steps[start + 1 : some.stop + 1]
        total += np.bincount(keys[inside[some]], minlength=count**2)
    pairs = np.flatnonzero(total)
    return pairs, total[pairs]


def _named(log: EventLog, pairs: Ints) -> pd.DataFrame:
    names = pd.Series(log.activities, dtype="str")
    first, then = np.divmod(pairs, len(log.activities))
    return pd.DataFrame(
        {"first": names.iloc[first].to_numpy(), "then": names.iloc[then].to_numpy()}
    )

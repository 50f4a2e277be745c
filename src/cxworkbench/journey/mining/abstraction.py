"""Touchpoints from low-level events: by a mapping that people make, with proposals for it."""

import re
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import DataProblem, did_you_mean, sample_of
from cxworkbench.journey.mining.follows import cases_with, directly_follows
from cxworkbench.journey.mining.log import EventLog, with_steps

ALIKE: Final = 0.8  # share of letters from which two names may mean one touchpoint
TOGETHER: Final = 0.9  # share of cases with either that have both
NEXT: Final = 0.8  # share of both that stand side by side
FEWEST: Final = 5  # cases under which nothing is proposed from how events occur together
_WORDS: Final = re.compile(r"[^\W_]+")


def as_touchpoints(
    log: EventLog, mapping: Mapping[str, str], *, visits: bool = True
) -> tuple[EventLog, pd.DataFrame]:
    """The same journeys told in touchpoints, and what the mapping said of each event.

    Parameters
    ----------
    log
        The events; left as they are.
    mapping
        Activity -> touchpoint. An activity mapped to "" is left out; one that is not in the mapping
        keeps its own name.
    visits
        Events at one touchpoint right after each other are one visit, at the time of the first.

    Returns
    -------
    EventLog
        Cases of which nothing is left are gone.
    pandas.DataFrame
        One row an activity, as in the log: `activity`, `touchpoint`, `events`, and `how`:
        "mapped", "left out" or "own name".

    Raises
    ------
    DataProblem
        The mapping names activities that the log does not have, or leaves nothing.

    Examples
    --------
    >>> from cxworkbench.journey.mining.log import event_log
    >>> events = pd.DataFrame({"c": "a", "what": ["login", "click", "help", "ping"],
    ...     "at": pd.date_range("2026-01-01", periods=4)})
    >>> log = event_log(events, case="c", activity="what", time="at")
    >>> told, how = as_touchpoints(log, {"login": "Portal", "click": "Portal", "ping": ""})
    >>> told.path(0), how["how"].tolist()
    (('Portal', 'help'), ['mapped', 'mapped', 'own name', 'left out'])
    """
    _require_known(mapping, log.activities)
    named = [mapping.get(one, one) for one in log.activities]
    touchpoints = list(dict.fromkeys(name for name in named if name))
    place = {name: at for at, name in enumerate(touchpoints)}
    recoded = np.array([place.get(name, len(touchpoints)) for name in named])
    steps = recoded[log.steps]
    kept = np.flatnonzero(steps < len(touchpoints))
    if not len(kept):
        raise DataProblem("The mapping leaves out every event. Map one activity to a touchpoint.")
    if visits:
        case_of = log.case_of[kept]
        again = (steps[kept][1:] == steps[kept][:-1]) & (case_of[1:] == case_of[:-1])
        kept = kept[np.concatenate([[True], ~again])]
    how = pd.DataFrame(
        {
            "activity": pd.Series(log.activities, dtype="str"),
            "touchpoint": pd.Series(named, dtype="str"),
            "events": np.bincount(log.steps, minlength=len(named)),
            "how": pd.Series(
                ["own name" if one not in mapping else "mapped" if mapping[one] else "left out"
                 for one in log.activities], dtype="str",
            ),
        }
    )  # fmt: skip
    return with_steps(log, steps, touchpoints, kept), how


def first_visits(log: EventLog) -> EventLog:
    """The same journeys with each activity once, where it came first: the order of first meeting.

    Accounts that buy for years repeat everything, and no two of their paths are the same; in which
    order they first met each touchpoint can still be compared.
    """
    keys = log.case_of.astype(np.int64) * len(log.activities) + log.steps
    first = np.sort(np.unique(keys, return_index=True)[1])
    return with_steps(log, log.steps, log.activities, first)


def proposed_touchpoints(log: EventLog) -> pd.DataFrame:
    """Activities that may belong to one touchpoint; a proposal to be judged, applied nowhere.

    Returns
    -------
    pandas.DataFrame
        One row a pair: `first`, `second`; `why`: "names alike", "names begin alike" or "occur
        together"; `strength`, 0 to 1; `cases` with either. Names first, the strongest first.

    Notes
    -----
    Alike in letters is not alike in meaning: "order confirmed" and "order cancelled" begin alike.
    Events that always occur together may be one touchpoint, or two with a fixed order.
    """
    rows = [*_by_name(log.activities), *_by_occurrence(log)]
    case, activity, _ = cases_with(log)
    with_either = {
        (one, other): len(np.unique(case[np.isin(activity, (one, other))]))
        for one, other, *_ in rows
    }
    names = log.activities
    return pd.DataFrame(
        [(names[a], names[b], why, round(strength, 3), with_either[a, b])
         for a, b, why, strength in rows],
        columns=["first", "second", "why", "strength", "cases"],
    )  # fmt: skip


def _by_name(names: tuple[str, ...]) -> list[tuple[int, int, str, float]]:
    from rapidfuzz.distance import Indel

    words = [tuple(_WORDS.findall(name.lower())) for name in names]
    found = []
    for one in range(len(names)):
        for other in range(one + 1, len(names)):
            alike = Indel.normalized_similarity(" ".join(words[one]), " ".join(words[other]))
            shared = _shared_start(words[one], words[other])
            longest = max(len(words[one]), len(words[other]), 1)
            if alike >= ALIKE:
                found.append((one, other, "names alike", float(alike)))
            elif shared and shared / longest >= 0.5:
                found.append((one, other, "names begin alike", shared / longest))
    return sorted(found, key=lambda row: (row[2] != "names alike", -row[3]))


def _shared_start(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared


def _by_occurrence(log: EventLog) -> list[tuple[int, int, str, float]]:
    count = len(log.activities)
    case, activity, _ = cases_with(log)
    having = [case[activity == one] for one in range(count)]
    total = np.bincount(log.steps, minlength=count)
    follows = directly_follows(log)
    place = {name: at for at, name in enumerate(log.activities)}
    side = np.zeros((count, count))
    for first, then, moves in zip(follows["first"], follows["then"], follows["moves"], strict=True):
        side[place[first], place[then]] += moves
    found = []
    for one in range(count):
        for other in range(one + 1, count):
            both = len(np.intersect1d(having[one], having[other]))
            either = len(having[one]) + len(having[other]) - both
            beside = (side[one, other] + side[other, one]) / max(min(total[one], total[other]), 1)
            if either >= FEWEST and both / either >= TOGETHER and beside >= NEXT:
                found.append((one, other, "occur together", min(both / either, beside)))
    return sorted(found, key=lambda row: -row[3])


def _require_known(mapping: Mapping[str, str], activities: tuple[str, ...]) -> None:
    unknown = [name for name in mapping if name not in set(activities)]
    if unknown:
        raise DataProblem(
            f"{len(unknown)} of {len(mapping)} mapped activities are not in the log: "
            f"{sample_of(unknown)}. {did_you_mean(unknown[0], activities)}"
            f"It has {sample_of(activities)}. Correct the mapping."
        )

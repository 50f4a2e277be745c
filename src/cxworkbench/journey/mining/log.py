"""An event log in columns: every case's events one after another, in the order they happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cxworkbench.ground.errors import DataProblem, did_you_mean
from cxworkbench.ground.language import say, term
from cxworkbench.journey.mining.order import case_order
from cxworkbench.voice.words import count_of

Ints = NDArray[np.integer[Any]]

UNTIMED: Final = "without a readable time"
UNNAMED: Final = "without an activity"
CASELESS: Final = "without a case"
DAY: Final = 86_400_000_000  # microseconds
NO_TIME: Final = np.iinfo(np.int64).min


@dataclass(frozen=True)
class EventLog:
    """Events by case and time, as numbers; names stand beside them once.

    Events of one case with the same time keep the order of the file. What could not be placed in
    any order is not in here and is counted in `left_out`.

    `steps` are places in `activities`, the events of case `i` from `starts[i]` to `starts[i + 1]`;
    `times` are microseconds, UTC where the log had a time zone; `rows` says which row of the table
    each event was, the first 0. `cases` stand in the order in which the table first names them, and
    `activities` too.
    """

    cases: pa.Array
    activities: tuple[str, ...]
    starts: Ints
    steps: Ints
    times: Ints
    rows: Ints
    left_out: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.steps)

    @property
    def lengths(self) -> Ints:
        """How many events each case has, at least 1."""
        return np.diff(self.starts)

    @property
    def case_of(self) -> Ints:
        """The place of each event's case in `cases`."""
        return np.repeat(np.arange(len(self.cases), dtype=np.int32), self.lengths)

    def case_names(self) -> list[str]:
        """The cases as text."""
        return [str(name) for name in self.cases.to_pylist()]

    def path(self, case: int) -> tuple[str, ...]:
        """The activities of one case, in order."""
        steps = self.steps[self.starts[case] : self.starts[case + 1]]
        return tuple(self.activities[step] for step in steps)


def event_log(
    events: pd.DataFrame | pa.Table, *, case: str, activity: str | Sequence[str], time: str
) -> EventLog:
    """The events of a table as a log.

    Parameters
    ----------
    events
        One row an event; nothing in it is changed.
    case
        Column that says whose journey it is: an account, an order, an application.
    activity
        Column that says what happened; of several the words are joined by " · ", which tells
        "Offer · sent" and "Offer · signed" apart.
    time
        Column of dates and times, not of texts.

    Returns
    -------
    EventLog
        Events without a case, an activity or a time are left out and counted: nobody knows where
        in a journey they belong.

    Raises
    ------
    DataProblem
        A column is missing, times are text, or no event can be placed.

    Notes
    -----
    Two people of one account who receive the same mail are two events of one journey: leave such
    doubles out first where they would count as repetition.

    Examples
    --------
    >>> events = pd.DataFrame({"account": ["a", "b", "a"], "what": ["offer", "offer", "call"],
    ...     "at": pd.to_datetime(["2026-01-02", "2026-01-01", "2026-01-01"])})
    >>> log = event_log(events, case="account", activity="what", time="at")
    >>> log.path(0), log.path(1)
    (('call', 'offer'), ('offer',))
    """
    names = [activity] if isinstance(activity, str) else list(activity)
    table = _columns(events, case, names, time)
    case_codes, cases = _codes(table[case])
    step_codes, steps = _joined(table, names)
    times = _microseconds(table[time], time)
    kept, left_out = _placed(case_codes, step_codes, times)
    if kept is not None:
        case_codes, step_codes, times = case_codes[kept], step_codes[kept], times[kept]
    if not len(case_codes):
        raise DataProblem(
            f"None of {count_of(table.num_rows, 'event')} has a case ({case}), an activity "
            f"({', '.join(names)}) and a time ({time}). Name the columns that hold them."
        )
    del table
    cases, case_codes = _as_first_seen(cases, case_codes)
    steps, step_codes = _as_first_seen(steps, step_codes)
    order, starts, times = case_order(case_codes, times, len(cases))
    step_codes = step_codes.astype(_smallest(len(steps)), copy=False)
    rows: Ints = np.arange(len(step_codes), dtype=np.uint32) if order is None else order
    if order is not None:
        step_codes = step_codes[order]
    return EventLog(
        cases=cases,
        activities=tuple(str(name) for name in steps.to_pylist()),
        starts=starts,
        steps=step_codes,
        times=times,
        rows=rows if kept is None else np.flatnonzero(kept)[rows],
        left_out=left_out,
    )


def describe_log(log: EventLog) -> str:
    """How many events of how many cases and activities, from when to when, and what is left out.

    Examples
    --------
    >>> events = pd.DataFrame({"account": ["a", "a"], "what": ["offer", "call"],
    ...     "at": pd.to_datetime(["2026-01-02", None])})
    >>> print(describe_log(event_log(events, case="account", activity="what", time="at")))
    1 event of 1 journey, 1 kind, 2026-01-02 to 2026-01-02.
    Left out: 1 event without a readable time.
    """
    first, last = (pd.Timestamp(int(one), unit="us").date() for one in _ends(log.times))
    told = say(
        "{events} of {journeys}, {kinds}, {first} to {last}.",
        events=count_of(len(log), "event"),
        journeys=count_of(len(log.cases), "journey"),
        kinds=count_of(len(log.activities), "kind"),
        first=first,
        last=last,
    )
    without = [f"{count_of(n, 'event')} {term(why)}" for why, n in log.left_out.items() if n]
    return (
        say("{told} Left out: {without}.", told=told, without="; ".join(without))
        if without
        else told
    )


def with_steps(log: EventLog, steps: Ints, activities: Sequence[str], kept: Ints) -> EventLog:
    """The log with other activities, and of its events only some; cases without any are gone.

    Parameters
    ----------
    log
        Left as it is.
    steps
        The new activity of every event, as a place in `activities`.
    activities
        The new names.
    kept
        Which events stay, as their places in ascending order.
    """
    case_of = log.case_of[kept]
    counts = np.bincount(case_of, minlength=len(log.cases))
    alive = counts > 0
    starts = np.concatenate([[0], np.cumsum(counts[alive])])
    return replace(
        log,
        cases=log.cases.filter(pa.array(alive)),
        activities=tuple(activities),
        starts=starts,
        steps=steps[kept].astype(_smallest(len(activities)), copy=False),
        times=log.times[kept],
        rows=log.rows[kept],
    )


def _ends(times: Ints) -> tuple[int, int]:
    return int(times.min()), int(times.max())


def _columns(
    events: pd.DataFrame | pa.Table, case: str, names: Sequence[str], time: str
) -> pa.Table:
    wanted = [case, *names, time]
    present = list(events.columns) if isinstance(events, pd.DataFrame) else events.column_names
    lacking = [name for name in wanted if name not in present]
    if lacking:
        hints = " ".join(did_you_mean(name, map(str, present)) for name in lacking).strip()
        raise DataProblem(
            f"The events have no column {', '.join(map(repr, lacking))}. {hints}".strip()
            + f" Columns: {', '.join(map(str, present))}."
        )
    if isinstance(events, pd.DataFrame):
        return pa.table({name: pa.chunked_array([_arrow(events[name])]) for name in wanted})
    return events.select(list(dict.fromkeys(wanted)))


def _arrow(column: pd.Series) -> pa.Array:
    found = pa.array(column, from_pandas=True)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _codes(column: pa.ChunkedArray) -> tuple[Ints, pa.Array]:
    """Each value's place among the distinct ones, −1 for a missing or empty one."""
    if pa.types.is_dictionary(column.type):
        whole = _in_one(column.unify_dictionaries())
    else:  # in one piece first: pieces would each carry all the words
        whole = _in_one(column if _is_text(column.type) else _as_text(column)).dictionary_encode()
    values = whole.dictionary
    if not _is_text(values.type):
        values = _as_text(values)
    indices = whole.indices
    if indices.null_count:
        indices = pc.fill_null(indices, -1)
    codes = indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    blank = pc.index(values, "").as_py()
    if blank >= 0:
        codes = np.where(codes == blank, -1, codes)
    return codes, values


def _in_one(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    if not isinstance(whole, pa.ChunkedArray):
        return whole
    return whole.chunk(0) if whole.num_chunks == 1 else pa.concat_arrays(whole.chunks)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _as_text(values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Ids that were read as whole numbers keep no ".0"."""
    if pa.types.is_floating(values.type):
        whole = pc.all(pc.equal(values, pc.floor(values)), skip_nulls=True).as_py()
        values = values.cast(pa.int64()) if whole in (True, None) else values
    return values.cast(pa.string())


def _joined(table: pa.Table, names: Sequence[str]) -> tuple[Ints, pa.Array]:
    codes, values = _codes(table[names[0]])
    for name in names[1:]:
        more, others = _codes(table[name])
        pairs = np.where(codes < 0, -1, codes.astype(np.int64) * (len(others) + 1) + more + 1)
        distinct, codes = np.unique(pairs, return_inverse=True)
        known = distinct >= 0
        codes = codes.astype(np.int32) - int((~known).sum())
        texts, added = values.to_pylist(), ["", *others.to_pylist()]
        values = pa.array(
            [
                " · ".join(filter(None, (texts[one // len(added)], added[one % len(added)])))
                for one in distinct[known].tolist()
            ],
            pa.string(),
        )
    return codes, values


def _microseconds(column: pa.ChunkedArray, name: str) -> Ints:
    if pa.types.is_null(column.type):
        return np.full(len(column), NO_TIME, dtype=np.int64)
    if pa.types.is_date(column.type):
        column = column.cast(pa.timestamp("us"))
    if not pa.types.is_timestamp(column.type):
        raise DataProblem(
            f"The column {name!r} holds {column.type}, not dates. Read it with read_journeys, or "
            "turn it into dates first."
        )
    if column.type.unit != "us":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    whole = _in_one(column)
    numbers = whole.view(pa.int64())
    if numbers.null_count:
        numbers = pc.fill_null(numbers, NO_TIME)
    found: Ints = numbers.to_numpy(zero_copy_only=False)
    return found


def _placed(
    cases: Ints, steps: Ints, times: Ints
) -> tuple[NDArray[np.bool_] | None, dict[str, int]]:
    """Which events have all three, None for every one; the first lack of each other is counted."""
    caseless = cases < 0
    unnamed = ~caseless & (steps < 0)
    untimed = ~caseless & ~unnamed & (times == NO_TIME)
    counts = {CASELESS: caseless, UNNAMED: unnamed, UNTIMED: untimed}
    left_out = {why: int(of.sum()) for why, of in counts.items()}
    if not any(left_out.values()):
        return None, left_out
    return ~(caseless | unnamed | untimed), left_out


def _as_first_seen(values: pa.Array, codes: Ints) -> tuple[pa.Array, Ints]:
    """The distinct values in the order in which the events name them, and none that none names."""
    highest = np.maximum.accumulate(codes)
    if codes[0] == 0 and highest[-1] == len(values) - 1 and bool((np.diff(highest) <= 1).all()):
        return values, codes
    first = np.full(len(values), len(codes), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    order = np.argsort(first, kind="stable")[: int((first < len(codes)).sum())]
    place = np.zeros(len(values), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return values.take(pa.array(order)), place[codes]


def _smallest(count: int) -> type[np.unsignedinteger[Any]]:
    return np.uint8 if count <= 2**8 else np.uint16 if count <= 2**16 else np.uint32

"""The order of a log's events: by case, then by time, then as in the file."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
_BITS: Final = 63


def case_order(cases: Ints, times: Ints, count: int) -> tuple[Ints | None, Ints, Ints]:
    """The events' order, None when they stand in it; where each case starts; the times in order.

    A case's number and a row's fit into one integer, and sorting integers that are all different
    needs no stable sort and no second column. Most logs are written as things happen, so only the
    cases in which a time goes back are sorted by time as well.

    Parameters
    ----------
    cases
        Of each event its case, 0 to `count` - 1.
    times
        Of each event its time, any integer.
    count
        How many cases there are.

    Returns
    -------
    order
        Row numbers by case and time, equal times as in the file; None for 0, 1, 2 …
    starts
        `count` + 1 places: events of case `i` stand from `starts[i]` to `starts[i + 1]`.
    times
        The times in that order.

    Examples
    --------
    >>> order, starts, times = case_order(np.array([1, 0, 1]), np.array([5, 7, 3]), 2)
    >>> order.tolist(), starts.tolist(), times.tolist()
    ([1, 2, 0], [0, 1, 3], [7, 3, 5])
    """
    starts = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(cases, minlength=count), out=starts[1:])
    order: Ints | None = None
    if len(cases) > 1 and not bool((cases[1:] >= cases[:-1]).all()):
        order = _by_case(cases, count)
        times = times[order]
    back = times[1:] < times[:-1]
    back[starts[1:-1] - 1] = False  # from one case to the next a time may go back
    if not back.any():
        return order, starts, times
    if order is None:
        order, times = np.arange(len(cases), dtype=np.uint32), times.copy()
    _by_time(order, times, starts, np.flatnonzero(back))
    return order, starts, times


def _by_case(cases: Ints, count: int) -> Ints:
    row_bits = max(len(cases) - 1, 1).bit_length()
    if row_bits + count.bit_length() > _BITS:  # beyond any memory, and still right
        return np.argsort(cases, kind="stable").astype(np.uint32)
    keys = cases.astype(np.int64)
    keys <<= row_bits
    keys |= np.arange(len(cases), dtype=np.uint32)
    keys.sort()
    keys &= (1 << row_bits) - 1
    return keys.astype(np.uint32)


def _by_time(order: Ints, times: Ints, starts: Ints, back: Ints) -> None:
    """Sort, in place, the cases in which a time goes back."""
    lengths = np.diff(starts)
    touched = np.unique(np.searchsorted(starts, back, side="right") - 1)
    inside = lengths[touched]
    begins = np.cumsum(inside) - inside
    places = np.arange(int(inside.sum())) + np.repeat(starts[touched] - begins, inside)
    case = np.repeat(np.arange(len(touched)), inside)
    when = times[places]
    since = when - np.minimum.reduceat(when, begins)[case]
    span_bits = int(since.max()).bit_length()
    if span_bits + len(touched).bit_length() <= _BITS:
        since |= case << span_bits
        within = np.argsort(since, kind="stable")
    else:
        within = np.lexsort((when, case))
    order[places] = order[places[within]]
    times[places] = when[within]

"""Variants: the different paths that cases took, and how many took each."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.mining.log import DAY, EventLog, Ints

ARROW: Final = " → "


@dataclass(frozen=True)
class Variants:
    """The different paths of a log, the commonest first, of equally common ones the first seen.

    `of_case` is the variant of each case, as a place in the others; `first_case` a case that took
    it, the first of the log.
    """

    log: EventLog
    of_case: Ints
    cases: Ints
    first_case: Ints

    def __len__(self) -> int:
        return len(self.cases)

    def path(self, variant: int) -> tuple[str, ...]:
        """The activities of a variant, in order."""
        return self.log.path(int(self.first_case[variant]))


def variants(log: EventLog) -> Variants:
    """The variants of a log: cases with the same activities in the same order take the same path.

    Examples
    --------
    >>> from cxworkbench.journey.mining.log import event_log
    >>> events = pd.DataFrame({"c": list("aabbc"), "what": ["ask", "buy", "ask", "buy", "ask"],
    ...     "at": pd.date_range("2026-01-01", periods=5)})
    >>> found = variants(event_log(events, case="c", activity="what", time="at"))
    >>> found.cases.tolist(), found.path(0)
    ([2, 1], ('ask', 'buy'))
    """
    # A case's path is a run of bytes; Arrow finds equal ones without copying any of them.
    bytes_of = pa.py_buffer(np.ascontiguousarray(log.steps))
    offsets = pa.py_buffer(log.starts.astype(np.int64, copy=False) * log.steps.itemsize)
    paths = pa.Array.from_buffers(pa.large_binary(), len(log.cases), [None, offsets, bytes_of])
    codes = paths.dictionary_encode().indices.to_numpy()  # numbered as first seen
    counts = np.bincount(codes)
    first = np.empty(len(counts), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    order = np.argsort(-counts, kind="stable")
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return Variants(log, place[codes], counts[order], first[order])


def variants_table(found: Variants, most: int | None = None) -> pd.DataFrame:
    """The variants as a table, the commonest first.

    Parameters
    ----------
    found
        As `variants` gives it.
    most
        How many at most; None for all.

    Returns
    -------
    pandas.DataFrame
        `variant` from 1; `path`, the activities joined by " → "; `events` of one case; `cases`;
        `share` of all cases, 0 to 1; `together`, the share of this and all before it;
        `median_days` from first to last event, missing under 3 cases; `example`, a case.
    """
    shown = len(found) if most is None else min(most, len(found))
    log, top = found.log, found.first_case[:shown]
    share = found.cases / len(log.cases)
    return pd.DataFrame(
        {
            "variant": np.arange(1, shown + 1),
            "path": pd.Series([ARROW.join(found.path(one)) for one in range(shown)], dtype="str"),
            "events": log.lengths[top],
            "cases": found.cases[:shown],
            "share": share[:shown],
            "together": np.cumsum(share)[:shown],
            "median_days": _median_days(found)[:shown],
            "example": pd.Series(log.cases.take(pa.array(top)).to_pylist(), dtype="str"),
        }
    )


def covering(found: Variants, share: float = 0.8) -> int:
    """How many of the commonest variants it takes to cover that share of the cases.

    Raises
    ------
    ParameterProblem
        The share is not above 0 and at most 1.
    """
    if not 0 < share <= 1:
        raise ParameterProblem(f"A share to cover of {share} is not above 0 and at most 1.")
    reached = np.cumsum(found.cases)
    return int(np.searchsorted(reached, share * len(found.log.cases) - 1e-9)) + 1


def _median_days(found: Variants) -> np.ndarray:
    log = found.log
    days = pd.Series((log.times[log.starts[1:] - 1] - log.times[log.starts[:-1]]) / DAY)
    medians = days.groupby(found.of_case).median().to_numpy()
    return np.where(found.cases >= 3, medians, np.nan)

"""Which answers a driver analysis rests on: what is left out, and what is put together first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST_ANSWERED: Final = 0.5  # of the rows with an outcome; a driver fewer answered is left out
ALIKE: Final = 0.8  # correlation from which drivers are put together


@dataclass(frozen=True)
class DriverAnswers:
    """The rows that count and what became of the rest.

    `values` has a column per driver (or group of drivers) and the outcome last; `names` the columns
    behind each; `account_of` each row's account as a number.
    """

    values: Floats
    names: tuple[tuple[str, ...], ...]
    account_of: NDArray[np.intp]
    rows: int  # in the table
    no_outcome: int  # rows without one
    incomplete: int  # rows with an outcome that lack an answer to a driver
    left_out: tuple[str, ...]  # drivers that too few answered
    flat: tuple[str, ...]  # drivers that all answered alike

    @property
    def accounts(self) -> int:
        """Accounts among the rows that count."""
        return int(self.account_of.max()) + 1 if len(self.account_of) else 0

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Drivers that were put together."""
        return tuple(items for items in self.names if len(items) > 1)


def driver_answers(
    table: pd.DataFrame, outcome: str, drivers: Sequence[str], accounts: str | None = None
) -> DriverAnswers:
    """The complete rows of the drivers that enough answered, alike drivers put together.

    In this order: rows without an outcome go; then drivers that fewer than half of the rest
    answered; then rows that lack any other; then drivers without spread; then drivers are put
    together while all within a group are correlated 0.8 or more, as the mean of standard scores.
    Nothing is filled in.

    Parameters
    ----------
    table, outcome, drivers, accounts
        As in `insight.drivers.drivers_of`.

    Examples
    --------
    >>> asked = pd.DataFrame({"y": [1, 2, 3, None], "a": [1, 2, None, 4], "b": [5, None, None, 5]})
    >>> told = driver_answers(asked, "y", ["a", "b"])
    >>> told.no_outcome, told.left_out, told.incomplete, len(told.values)
    (1, ('b',), 1, 2)
    """
    known = table[table[outcome].notna()]
    answered = known[list(drivers)].notna().mean()
    kept = [name for name in drivers if answered[name] >= LEAST_ANSWERED]
    whole = known[known[kept].notna().all(axis=1)] if kept else known.head(0)
    flat = [name for name in kept if len(whole) and whole[name].nunique() < 2]
    used = [name for name in kept if name not in flat]
    values, names = _grouped(whole[used].astype(float))
    named = whole[accounts] if accounts is not None else pd.Series(range(len(whole)))
    return DriverAnswers(
        values=np.column_stack([values, whole[outcome].to_numpy(float)]),
        names=names,
        account_of=pd.factorize(named)[0],
        rows=len(table),
        no_outcome=len(table) - len(known),
        incomplete=len(known) - len(whole) if kept else 0,
        left_out=tuple(name for name in drivers if name not in kept),
        flat=tuple(flat),
    )


def _grouped(frame: pd.DataFrame) -> tuple[Floats, tuple[tuple[str, ...], ...]]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    columns = [str(name) for name in frame]
    if len(columns) < 2 or len(frame) < 3:
        return frame.to_numpy(float), tuple((name,) for name in columns)
    near = np.clip(frame.corr().to_numpy(float), -1, 1)
    far = squareform(1 - near, checks=False)
    group = fcluster(linkage(far, "complete"), 1 - ALIKE + 1e-9, "distance")
    order = list(dict.fromkeys(group.tolist()))
    standard = (frame - frame.mean()) / frame.std(ddof=0)
    members = [np.flatnonzero(group == one) for one in order]
    values = [
        frame.iloc[:, at[0]].to_numpy(float)
        if len(at) == 1
        else standard.iloc[:, at].mean(axis=1).to_numpy(float)
        for at in members
    ]
    return np.column_stack(values), tuple(tuple(columns[i] for i in at) for at in members)

"""What can go wrong, one name for each kind, and how a message is worded.

A message has four parts, in this order, leaving out what would be noise: what is wrong with how
many; the values, at most three; what would be right; what to do.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path


class WorkbenchError(Exception):
    """Something a person can put right; shown as its message, never as a traceback."""


class DataProblem(WorkbenchError, ValueError):
    """A received file or a table does not have the shape that a step needs."""


class RecordProblem(WorkbenchError, ValueError):
    """A file that the workbench keeps (map, register, engagement) does not hold what it must."""


class ParameterProblem(WorkbenchError, ValueError):
    """A command or a notebook was given what it does not take."""


class RunProblem(WorkbenchError):
    """A notebook stopped before its end.

    Parameters
    ----------
    message
        The whole message, as a person reads it.
    path
        The notebook as far as it ran, kept for looking at.
    cell
        Number of the cell that stopped, first cell is 1.
    source
        The code of that cell.
    """

    def __init__(
        self, message: str, *, path: Path | None = None, cell: int | None = None, source: str = ""
    ) -> None:
        super().__init__(message)
        self.path = path
        self.cell = cell
        self.source = source


def sample_of(values: Iterable[object], *, most: int = 3) -> str:
    """The values a message shows: the first few distinct ones, quoted, and how many more there are.

    Examples
    --------
    >>> sample_of(["a", "b", "a"])
    "'a', 'b'"
    >>> sample_of(["a", "b", "c", "d", "e"])
    "'a', 'b', 'c' and 2 more"
    """
    distinct = list(dict.fromkeys(str(value) for value in values))
    shown = ", ".join(repr(value) for value in distinct[:most])
    rest = len(distinct) - most
    return f"{shown} and {rest} more" if rest > 0 else shown


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that a misspelt one most likely means; empty when none is near.

    Examples
    --------
    >>> nearest("segmnt", ["engagement", "segment", "seed"])
    'segment'
    >>> nearest("colour", ["engagement", "seed"])
    ''
    """
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The sentence "Did you mean 'x'? " with a trailing blank, or nothing when no word is near.

    Examples
    --------
    >>> did_you_mean("segmnt", ["segment", "seed"])
    "Did you mean 'segment'? "
    """
    near = nearest(word, known)
    return f"Did you mean {near!r}? " if near else ""

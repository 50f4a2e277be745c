"""Slips of the pen in a touchpoint list: stages that differ by a typo, totals, doubled columns."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from cxworkbench.exchange.headings import plain
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import sample_of

SHORTEST_ALIKE: Final = 5  # letters; shorter names differ by one letter and mean another thing
_TOTALS: Final = frozenset(
    ("total", "totals", "grand total", "subtotal", "sum", "gesamt", "gesamtsumme", "summe",
     "zwischensumme")
)  # fmt: skip
_DIGITS: Final = re.compile(r"\d")


def is_total(name: str) -> bool:
    """Whether the name is that of a line of totals.

    Examples
    --------
    >>> is_total("Total:"), is_total("GESAMT"), is_total("Total cost review")
    (True, True, False)
    """
    return plain(name) in _TOTALS


def look_alike(name: str, other: str) -> bool:
    """Whether two names differ in one slip: a letter, two letters that changed places, or signs.

    Names with other digits are other names, as are short ones: "Stage 1" and "Stage 2", "Buy" and
    "Bye".

    Examples
    --------
    >>> look_alike("Awarness", "Awareness"), look_alike("Delivrey", "Delivery")
    (True, True)
    >>> look_alike("pre sale", "Pre-Sale"), look_alike("Stage 1", "Stage 2")
    (True, False)
    """
    one, two = plain(name), plain(other)
    if one == two:
        return name != other
    if min(len(one), len(two)) < SHORTEST_ALIKE or _DIGITS.findall(one) != _DIGITS.findall(two):
        return False
    return OSA.distance(one, two, score_cutoff=1) <= 1


def stages_alike(file: str, stages: Mapping[int, str]) -> list[Problem]:
    """A note for each stage whose name looks like that of another one, at its first row.

    Nothing is put together: the two may be meant. The name that fewer rows have is the one noted;
    of equally many, the later one.

    Parameters
    ----------
    file
        Name of the file, for the problems.
    stages
        The stage of each row that names one, in their order.
    """
    rows = Counter(stages.values())
    first = {name: row for row, name in reversed(list(stages.items()))}
    names = sorted(rows, key=lambda name: (-rows[name], first[name]))
    notes = []
    for place, name in enumerate(names):
        other = next((known for known in names[:place] if look_alike(name, known)), "")
        if other:
            what = f"{name!r} looks like {other!r} of row {first[other]}"
            remedy = "kept as two stages; write both alike if they are one"
            notes.append(Problem(file, first[name], "stage", "names a stage of its own", what,
                                 remedy, "note"))  # fmt: skip
    return notes


def doubled_columns(
    file: str,
    columns: Mapping[str, Sequence[str]],
    rows: Mapping[int, Mapping[str, str]],
) -> Iterator[Problem]:
    """A problem for each column whose cells are lost, as another column stands for the same thing.

    Parameters
    ----------
    file
        Name of the file, for the problems.
    columns
        Columns of which a row takes one cell alone, the first that is filled, with the headings
        that name them.
    rows
        Cells by heading, by row of the file.
    """
    for headings in columns.values():
        for place, heading in enumerate(headings[1:], 1):
            lost = {
                row: cells[heading].strip()
                for row, cells in rows.items()
                if cells[heading].strip() and _differs(cells, heading, headings[:place])
            }
            if lost:
                cells = "cell was" if len(lost) == 1 else "cells were"
                what = (
                    f"{len(lost)} filled {cells} not taken over: {sample_of(lost.values())}, "
                    f"in row {sample_of(lost)}"
                )
                remedy = (
                    f"{headings[0]!r} stands for the same and was read first; keep one of the two, "
                    "or give this one the name of what it says"
                )
                yield Problem(file, min(lost), heading, "stands alone for what it says", what,
                              remedy)  # fmt: skip


def _differs(cells: Mapping[str, str], heading: str, before: Sequence[str]) -> bool:
    taken = next((cells[name].strip() for name in before if cells[name].strip()), "")
    return taken not in ("", cells[heading].strip())

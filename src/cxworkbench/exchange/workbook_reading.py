"""What is known while a map's workbook is read: its rows, ids given, problems found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cxworkbench.ground.checks import Problem


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its number, the item in it, and what reviewers filled in."""

    number: int
    item: Any
    review: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """What is known while a workbook is read: the map as exported, ids given, problems found."""

    file: str
    base: Mapping[str, Any]  # id -> item as exported
    retired: frozenset[str]
    rests: dict[str, str]  # of long texts
    given: set[str] = field(default_factory=set)  # ids that stand in some sheet
    problems: list[Problem] = field(default_factory=list)

    def add(
        self, sheet: str, row: int, column: str, rule: str, value: str, remedy: str, *,
        note: bool = False,
    ) -> None:  # fmt: skip
        """One more problem, with the sheet it is in."""
        severity = "note" if note else "refused"
        where = f"{self.file}, sheet {sheet}"
        self.problems.append(Problem(where, row, column, rule, value[:80], remedy, severity))

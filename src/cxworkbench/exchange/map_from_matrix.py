"""A map from a wide matrix: stages across, steps beneath them, a lane in each further row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from cxworkbench.exchange.drafting import Draft
from cxworkbench.exchange.emotion_words import emotion_values, is_numeric, word_value
from cxworkbench.exchange.headings import (
    FIELDS,
    LANE_OF,
    column_of,
    in_one_cell,
    medium_class,
    medium_of_channel,
    parts_of,
    yes_or_no,
)
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.files import without_apostrophe
from cxworkbench.ground.headers import Span
from cxworkbench.records.journey_map import JourneyMap

_LEVELS: Final = ("phase", "stage", "step")
_PLACED_BY_CELL: Final = ("medium_class", *FIELDS)


@dataclass(frozen=True)
class _Column:
    """One column of the matrix: where on the map its cells belong."""

    number: int  # counted from 0
    phase: str
    stage: str
    step: str


@dataclass(frozen=True)
class _Matrix:
    file: str
    columns: list[_Column]
    lanes: list[tuple[int, str, list[str]]]  # row as a spreadsheet counts, our column, its cells

    def emotion_cell(self, number: int) -> tuple[int, str]:
        """The row that holds the emotion of a column, and the column as a person finds it."""
        rows = [
            row
            for row, lane, cells in self.lanes
            if lane == "emotion" and number < len(cells) and cells[number].strip()
        ]
        return (rows[0] if rows else 0), f"column {number + 1}"

    def cells(self, column: str) -> dict[int, str]:
        """The texts of one lane, by column number; of several rows of it, one a line."""
        texts: dict[int, str] = {}
        for _, lane, row in self.lanes:
            for place in self.columns if lane == column else ():
                cell = row[place.number].strip() if place.number < len(row) else ""
                text = without_apostrophe(cell)
                before = parts_of(texts.get(place.number, ""))
                if text:
                    texts[place.number] = (
                        in_one_cell([*before, *parts_of(text)]) if before else text
                    )
        return texts


def is_matrix(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first cells of the rows name lanes of a map, at least two and half of them."""
    first = [row[0] for row in rows if row and row[0].strip()]
    lanes = [cell for cell in first if column_of(cell) not in ("", *_LEVELS)]
    return len(lanes) >= 2 and len(lanes) * 2 >= len(first) - len(_LEVELS)


def map_from_matrix(
    rows: Sequence[Sequence[str]], *, merged: Sequence[Span] = (), file: str, title: str
) -> tuple[JourneyMap, list[Problem]]:
    """The map that a wide matrix describes, stamped "assumption-based".

    What a column says belongs to its touchpoint where the column names exactly one, else to its
    step or stage. Channel, owner and the like belong to all touchpoints of their column.

    Parameters
    ----------
    rows
        Cells as they stand, header rows among them.
    merged
        Areas of merged cells; a stage over several columns holds for each of them.
    file, title
        Name of the file, for the problems, and of the map.

    Returns
    -------
    JourneyMap
        Every statement assumed and a draft, without evidence.
    list of Problem
        Rows that name no lane, columns under no stage, words that were not understood.

    Raises
    ------
    DataProblem
        No row above the lanes names the stages.
    """
    problems: list[Problem] = []
    matrix = _matrix(rows, merged, file, problems)
    draft = Draft()
    places = {column.number: _place(draft, column) for column in matrix.columns}
    found = _add_touchpoints(draft, matrix, places, problems)
    at = {
        number: found[number][0] if len(found.get(number, ())) == 1 else step_id or stage_id
        for number, (stage_id, step_id) in places.items()
    }
    _add_emotions(draft, matrix, at, problems)
    for column, lane in LANE_OF.items():
        for number, cell in matrix.cells(column).items():
            for text in parts_of(cell):
                _add_statement(draft, at[number], lane, text)
    return draft.finished(title), problems


def _matrix(
    rows: Sequence[Sequence[str]], merged: Sequence[Span], file: str, problems: list[Problem]
) -> _Matrix:
    first_lane = next(
        place for place, row in enumerate(rows) if row and column_of(row[0]) not in ("", *_LEVELS)
    )
    above = _level_rows(rows[:first_lane], merged)
    if "stage" not in above:
        raise DataProblem(
            f"{file} has lanes from row {first_lane + 1} on and no row of stages above them. "
            "Row 1 names the stages, from the second column on; row 2 may name steps."
        )
    columns = _columns(above)
    lanes = []
    for number, row in enumerate(rows[first_lane:], first_lane + 1):
        label = row[0].strip() if row else ""
        if column_of(label) and column_of(label) != "quote":
            lanes.append((number, column_of(label), list(row)))
        elif any(cell.strip() for cell in row):
            remedy = "write the lane in the first column: touchpoints, actions, emotion, pains …"
            rule = "names a lane of the map"
            what = label or "no name"
            problems.append(Problem(file, number, label, rule, what, remedy))
    _list_homeless(lanes, columns, file, problems)
    return _Matrix(file, columns, lanes)


def _level_rows(rows: Sequence[Sequence[str]], merged: Sequence[Span]) -> dict[str, list[str]]:
    """Phase, stage and step names by level: as their first cell says, else stages, then steps."""
    spread = [list(row) for row in rows]
    for top, bottom, left, right in merged:
        for row in spread[top : bottom + 1]:
            row[left : right + 1] = [spread[top][left]] * len(row[left : right + 1])
    levels: dict[str, list[str]] = {}
    unnamed = []
    for own, row in zip(rows, spread, strict=True):
        label = column_of(row[0]) if row else ""
        if label in _LEVELS and any(cell.strip() for cell in own[1:]):
            levels[label] = row
        elif any(cell.strip() for cell in own[1:]) and not (row and row[0] == row[-1] != ""):
            unnamed.append(row)
    if "phase" in levels and "stage" not in levels and not unnamed:
        levels["stage"] = levels.pop("phase")
    free = [level for level in ("stage", "step") if level not in levels]
    return levels | dict(zip(free, unnamed[-len(free) :] if free else [], strict=False))


def _columns(levels: dict[str, list[str]]) -> list[_Column]:
    width = max(len(row) for row in levels.values())
    columns = []
    phase = stage = ""
    for number in range(1, width):
        names = {
            level: without_apostrophe(" ".join(row[number].split())) if number < len(row) else ""
            for level, row in levels.items()
        }
        step = names.get("step", "")
        phase = names.get("phase", "") or phase
        stage = names["stage"] or (stage if step else "")
        if stage:
            columns.append(_Column(number, phase, stage, step))
    return columns


def _list_homeless(
    lanes: list[tuple[int, str, list[str]]],
    columns: list[_Column],
    file: str,
    problems: list[Problem],
) -> None:
    """A problem for each cell that stands under no stage."""
    known = {0, *(column.number for column in columns)}
    for number, lane, row in lanes:
        for place, cell in enumerate(row):
            if place not in known and cell.strip():
                remedy = "write the stage's name at the top of this column; the cell was left out"
                problems.append(Problem(file, number, lane, "stands under a stage", cell, remedy))


def _place(draft: Draft, column: _Column) -> tuple[str, str]:
    stage_id = draft.stage(column.stage, draft.phase(column.phase))
    return stage_id, draft.step(column.step, stage_id)


def _add_touchpoints(
    draft: Draft,
    matrix: _Matrix,
    places: dict[int, tuple[str, str]],
    problems: list[Problem],
) -> dict[int, list[str]]:
    """The ids of each column's touchpoints."""
    found: dict[int, list[str]] = {}
    fields = {name: matrix.cells(name) for name in _PLACED_BY_CELL}
    for number, cell in matrix.cells("touchpoint").items():
        said: dict[str, Any] = {name: texts.get(number, "") for name, texts in fields.items()}
        known = medium_of_channel(said["channel"]) if not said["medium_class"] else ""
        said["medium_class"] = known or _medium_class(matrix.file, said["medium_class"], problems)
        names = dict.fromkeys(parts_of(cell))
        found[number] = [draft.touchpoint(name, *places[number], **said) for name in names]
    if not found:
        remedy = "add a row that begins with touchpoints; several in a cell with ; between them"
        rule = "names touchpoints"
        problems.append(Problem(matrix.file, 0, "touchpoint", rule, "none", remedy))
    return found


def _medium_class(file: str, written: str, problems: list[Problem]) -> str:
    known = medium_class(written)
    if written and not known:
        remedy = "write digital, physical or hybrid; taken as unknown"
        rule = "is digital, physical or hybrid"
        problems.append(Problem(file, 0, "medium_class", rule, written, remedy, "note"))
    return known or "unknown"


def _add_emotions(
    draft: Draft, matrix: _Matrix, at: dict[int, str], problems: list[Problem]
) -> None:
    written = matrix.cells("emotion")
    words = matrix.cells("emotion_word")
    cells = pd.Series(written, dtype="str")
    values, found = emotion_values(cells, file=matrix.file, place=matrix.emotion_cell)
    problems += found
    for number in sorted({*written, *words}):
        text = written.get(number, "")
        word = words.get(number, "" if is_numeric(text) else text)
        value = values.get(number, word_value(word))
        if value is None and word:
            remedy = "kept as a word without a value; write a number from -2 to +2 instead"
            rule = "has a known value"
            problems.append(Problem(matrix.file, 0, "emotion", rule, word, remedy, "note"))
        if value is not None or word:
            draft.statement(at[number], "emotion", "", value=value, word=word)


def _add_statement(draft: Draft, at: str, lane: str, text: str) -> None:
    if lane != "moments of truth" or yes_or_no(text) is None:
        draft.statement(at, lane, text)
    elif yes_or_no(text):
        named = {touchpoint.id: touchpoint.name for touchpoint in draft.touchpoints.values()}
        draft.statement(at, lane, named.get(at, "yes"))

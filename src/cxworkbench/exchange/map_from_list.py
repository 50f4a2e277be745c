"""A map from a touchpoint list: one row a touchpoint, one column a lane or a field."""

from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from cxworkbench.exchange.drafting import Draft
from cxworkbench.exchange.emotion_words import emotion_values, is_numeric, word_value
from cxworkbench.exchange.headings import (
    FIELDS,
    LANE_OF,
    columns_of,
    medium_class,
    medium_of_channel,
    nearest_column,
    parts_of,
    yes_or_no,
)
from cxworkbench.exchange.list_slips import doubled_columns, is_total, stages_alike
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, sample_of
from cxworkbench.ground.files import without_apostrophe
from cxworkbench.records.journey_map import JourneyMap

_MANY: Final = (*LANE_OF, "receivers", "quote")  # each statement of each such column is taken
_NAMELESS: Final = "write the moment of contact that this row is about; the row was left out"
_TOTAL: Final = "a line of totals was left out; if it is a stage, name a touchpoint in it"
NOT_PLACED: Final = "Not yet placed"  # the stage of touchpoints whose row names none


@dataclass(frozen=True)
class _List:
    """The received cells under our column names, a row of the file each."""

    file: str
    columns: dict[str, list[str]]  # our column -> headings
    rows: dict[int, dict[str, str]]  # row of the file -> heading -> cell
    first: dict[str, int] = field(default_factory=dict)  # touchpoint id -> the row that has it
    felt: dict[str, tuple[int, str]] = field(default_factory=dict)  # id -> row and its emotion

    def text(self, row: int, column: str) -> str:
        """The first cell of the row that is filled under one of the column's headings."""
        cells = (self.rows[row][heading] for heading in self.columns.get(column, ()))
        return next((without_apostrophe(cell.strip()) for cell in cells if cell.strip()), "")

    def parts(self, row: int, column: str) -> list[str]:
        """All statements of the row under all of the column's headings."""
        cells = [self.rows[row][heading] for heading in self.columns.get(column, ())]
        return [part for cell in cells for part in parts_of(without_apostrophe(cell))]


def is_touchpoint_list(frame: pd.DataFrame) -> bool:
    """Whether one of the table's headings names touchpoints."""
    return "touchpoint" in columns_of(frame.columns)


def map_from_touchpoint_list(
    frame: pd.DataFrame, *, file: str, title: str
) -> tuple[JourneyMap, list[Problem]]:
    """The map that a touchpoint list describes, stamped "assumption-based".

    Stages are taken as they are named, in the order in which they appear; names that look alike
    are noted. A blank stage is that of the row above, as in a merged cell. Rows that name the same
    touchpoint of the same stage and step are one. Where no class is given, a well-known channel
    says whether a touchpoint is digital or physical. An emotion is a word or a number
    (-2 to +2, 1 to 5 or 0 to 10).

    Parameters
    ----------
    frame
        One row per touchpoint as `read_table` gives it: text, index the row of the file.
    file, title
        Name of the file, for the problems, and of the map.

    Returns
    -------
    JourneyMap
        Every statement assumed and a draft, without evidence.
    list of Problem
        Rows without a touchpoint, columns that no map has, words that were not understood.

    Raises
    ------
    DataProblem
        No heading names touchpoints, or no row does.
    """
    cells = dict(zip(frame.index.tolist(), frame.to_dict("records"), strict=True))
    received = _List(file, columns_of(frame.columns), cells)
    if "touchpoint" not in received.columns:
        raise DataProblem(
            f"{file} has no column of touchpoints. Its columns: {', '.join(frame.columns)}. "
            "Call one of them touchpoint; stage, action, emotion and pain may stand beside it."
        )
    if not any(received.text(row, "touchpoint") for row in received.rows):
        raise DataProblem(
            f"{file} has no row that names a touchpoint. One row is one moment of contact. "
            f"Fill in the column {received.columns['touchpoint'][0]!r}."
        )
    draft, problems = Draft(), _unused(received)
    alone = {name: headings for name, headings in received.columns.items() if name not in _MANY}
    problems += doubled_columns(file, alone, received.rows)
    named = [row for row in received.rows if received.text(row, "touchpoint")]
    written = pd.Series({row: received.text(row, "emotion") for row in named}, dtype="str")
    values, found = emotion_values(written, file=file)
    problems += found
    places = _places(received, problems)
    for row in received.rows:
        _add_row(draft, received, row, places[row], values.get(row), problems)
    return draft.finished(title), problems


def _add_row(
    draft: Draft,
    received: _List,
    row: int,
    place: tuple[str, str],
    value: float | None,
    problems: list[Problem],
) -> None:
    phase, stage = place
    name = received.text(row, "touchpoint")
    if not name and _is_total(received, row):
        problems.append(_left_out(received, row, _TOTAL))
        return
    stage_id = draft.stage(stage, draft.phase(phase))
    if not name:
        problems.append(_left_out(received, row, _NAMELESS))
        return
    step_id = draft.step(received.text(row, "step"), stage_id)
    fields = _fields(received, row, problems)
    at = draft.touchpoint(name, stage_id, step_id, received.text(row, "id"), **fields)
    before = received.first.setdefault(at, row)
    if before != row:
        remedy = f"put together with row {before}; name it differently if it is another one"
        problems.append(_note(received.file, row, "names each touchpoint once", name, remedy))
        problems += _lost_fields(received, row, fields, draft.touchpoints[at].model_dump())
    _add_emotion(draft, received, row, at, value, problems)
    for column, lane in LANE_OF.items():
        for text in received.parts(row, column):
            if column != "moment_of_truth" or yes_or_no(text) is None:
                draft.statement(at, lane, text)
            elif yes_or_no(text):
                draft.statement(at, lane, name)


def _is_total(received: _List, row: int) -> bool:
    return is_total(received.text(row, "stage")) and not received.text(row, "touchpoint")


def _left_out(received: _List, row: int, remedy: str) -> Problem:
    what = sample_of(text for text in received.rows[row].values() if text.strip())
    return Problem(received.file, row, "touchpoint", "names one", what, remedy)


def _lost_fields(
    received: _List, row: int, said: dict[str, Any], kept: dict[str, Any]
) -> list[Problem]:
    """A problem for each field of a repeated touchpoint that its first row says otherwise."""
    return [
        Problem(
            received.file, row, name, "says of a touchpoint what its other row says",
            f"here {said[name]!r}, before {kept[name]!r}",
            "the first was kept; write one of them in both rows",
        )
        for name in FIELDS
        if said[name] and said[name] != kept[name]
    ]  # fmt: skip


def _places(received: _List, problems: list[Problem]) -> dict[int, tuple[str, str]]:
    """Phase and stage of each row: its own, or those of the row above."""
    places: dict[int, tuple[str, str]] = {}
    phase = stage = ""
    filled: list[int] = []
    nowhere: list[int] = []
    for row in received.rows:
        own = received.text(row, "stage")
        if not own and received.text(row, "touchpoint"):
            (filled if stage else nowhere).append(row)
        if _is_total(received, row):
            places[row] = (phase, own)
            continue
        phase, stage = received.text(row, "phase") or phase, own or stage
        places[row] = (phase, stage or NOT_PLACED)
    named = {row: received.text(row, "stage") for row in received.rows}
    left = {row: name for row, name in named.items() if name and not _is_total(received, row)}
    problems += stages_alike(received.file, left)
    if filled:
        what = f"{len(filled)} blank cells, in rows {sample_of(filled)}"
        remedy = "taken to be the stage of the row above"
        problems.append(_note(received.file, filled[0], "names the stage", what, remedy, "stage"))
    if nowhere:
        what = f"{len(nowhere)} touchpoints, from row {nowhere[0]} on"
        remedy = f"placed in the stage {NOT_PLACED!r}; write a column stage"
        rule = "names the stage"
        problems.append(Problem(received.file, nowhere[0], "stage", rule, what, remedy))
    return places


def _add_emotion(
    draft: Draft,
    received: _List,
    row: int,
    at: str,
    value: float | None,
    problems: list[Problem],
) -> None:
    word, written = received.text(row, "emotion_word"), received.text(row, "emotion")
    if written and not is_numeric(written):
        value, word = word_value(written), word or written
    if value is None and word:
        value = word_value(word)
    if value is None and word:
        remedy = "kept as a word without a value; write a number from -2 to +2 beside it"
        problems.append(_note(received.file, row, "has a known value", word, remedy, "emotion"))
    if value is not None or word:
        draft.statement(at, "emotion", "", value=value, word=word)
        said = " ".join(dict.fromkeys(filter(None, (written, word))))
        before, other = received.felt.setdefault(at, (row, said))
        if other != said:
            what = f"here {said!r}, in row {before} {other!r}"
            remedy = "both are kept; leave one, or name the touchpoint differently"
            problems.append(
                _note(received.file, row, "has one emotion a touchpoint", what, remedy, "emotion")
            )


def _fields(received: _List, row: int, problems: list[Problem]) -> dict[str, Any]:
    fields: dict[str, Any] = {name: received.text(row, name) for name in FIELDS}
    fields["receivers"] = tuple(received.parts(row, "receivers"))
    fields["contact"] = yes_or_no(received.text(row, "contact")) is not False
    written = received.text(row, "medium_class")
    known = medium_class(written) if written else medium_of_channel(fields["channel"])
    fields["medium_class"] = known or "unknown"
    if written and not medium_class(written):
        remedy = "write digital, physical or hybrid; taken as unknown"
        rule = "is digital, physical or hybrid"
        problems.append(_note(received.file, row, rule, written, remedy, "medium_class"))
    return fields


def _unused(received: _List) -> list[Problem]:
    """A problem for each filled column that the map takes nothing from."""
    used = {
        heading
        for column, headings in received.columns.items()
        if column != "quote"
        for heading in headings
    }
    problems = []
    for heading in next(iter(received.rows.values())):
        filled = sum(bool(cells[heading].strip()) for cells in received.rows.values())
        if heading not in used and filled:
            quote = heading in received.columns.get("quote", ())
            remedy = (
                "what customers said is evidence: put it into interviews.csv in the data folder"
                if quote
                else _call_it(heading)
            )
            what = f"{filled} filled cell{' was' if filled == 1 else 's were'} not taken over"
            rule = "has a place on a map"
            problems.append(_note(received.file, 0, rule, what, remedy, heading))
    return problems


def _call_it(heading: str) -> str:
    near = nearest_column(heading)
    if near:
        return f"call it {near} if that is meant, or leave it"
    return "call it as a map does, such as pain, channel or owner, or leave it"


def _note(
    file: str, row: int, rule: str, value: str, remedy: str, column: str = "touchpoint"
) -> Problem:
    return Problem(file, row, column, rule, value, remedy, severity="note")

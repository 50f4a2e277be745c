"""A map from a table of stages: one row a stage, a stage and stakeholder, or a stage and lane."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from cxworkbench.exchange.drafting import Draft
from cxworkbench.exchange.emotion_words import emotion_values, is_numeric, word_value
from cxworkbench.exchange.headings import LANE_OF, column_of, columns_of, parts_of, plain
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, sample_of
from cxworkbench.ground.files import without_apostrophe
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import BuyingRole, Comment, JourneyMap

# Words that only such tables use, beside those of `headings`.
_WORDS: Final = {
    "role": ("stakeholder", "role", "persona", "actor", "stakeholder role"),
    "lane": ("lane", "lens", "layer", "row type", "category", "section"),
    "text": ("text", "content", "value", "note", "card", "entry"),
    "definition": ("objective", "description", "definition", "stage description"),
    "title": ("journey name", "journey", "map"),
    "confidence": ("confidence level", "confidence"),
    "place": ("stageorder", "stage order", "stage number", "stakeholderorder", "stakeholder order"),
    "need": ("motivation",),
    "action": ("happy path summary", "happy path"),
    "backstage": ("support",),
    "metric": ("signals",),
    "pain": ("failure impact if missed",),
}  # fmt: skip
_COLUMN: Final = {word: column for column, words in _WORDS.items() for word in words}
_LENSES: Final = ("lens", "lane", "layer")


@dataclass
class _Table:
    """The received rows under our column names."""

    file: str
    columns: dict[str, list[str]]
    others: list[str]
    rows: dict[int, dict[str, str]]
    problems: list[Problem] = field(default_factory=list)

    def text(self, row: int, column: str) -> str:
        cells = (self.rows[row][name] for name in self.columns.get(column, ()))
        return next((without_apostrophe(cell.strip()) for cell in cells if cell.strip()), "")

    def parts(self, row: int, column: str) -> list[str]:
        cells = (self.rows[row][name] for name in self.columns.get(column, ()))
        return [part for cell in cells for part in parts_of(without_apostrophe(cell))]


def stage_columns(headings: Sequence[str]) -> dict[str, list[str]]:
    """Our columns of a table of stages, each with the headings that name it.

    Examples
    --------
    >>> stage_columns(["Stage", "Stakeholder", "Barriers", "Budget"])
    {'stage': ['Stage'], 'role': ['Stakeholder'], 'pain': ['Barriers']}
    """
    own = {name: _COLUMN.get(plain(re.sub(r"[\s_]*\d+$", "", name)), "") for name in headings}
    found: dict[str, list[str]] = {}
    for column, names in columns_of([name for name in headings if not own[name]]).items():
        found.setdefault(column, []).extend(names)
    for name, column in own.items():
        if column:
            found.setdefault(column, []).append(name)
    return {column: found[column] for column in _in_order(found, headings)}


def _in_order(found: dict[str, list[str]], headings: Sequence[str]) -> list[str]:
    return sorted(found, key=lambda column: list(headings).index(found[column][0]))


def is_stage_table(headings: Sequence[str]) -> bool:
    """Whether the headings name stages, and lanes beside them or a lane and its text."""
    columns = stage_columns(headings)
    lanes = [name for name in columns if name in LANE_OF or name == "emotion"]
    return "stage" in columns and (len(lanes) >= 1 or {"lane", "text"} <= columns.keys())


def is_lens_matrix(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first cell says that lanes stand beneath it and stages beside it."""
    return bool(rows and len(rows[0]) > 1 and plain(rows[0][0]) in _LENSES)


def stages_of_lenses(rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    """A matrix of lenses and stages as a table of stages, a column for each lens."""
    labels = [row[0].strip() or f"row {number}" for number, row in enumerate(rows[1:], 2) if row]
    names = list(dict.fromkeys(labels))
    table = []
    for place, stage in enumerate(rows[0][1:], 1):
        cells = dict.fromkeys(names, "")
        for label, row in zip(labels, (row for row in rows[1:] if row), strict=True):
            cell = row[place] if place < len(row) else ""
            cells[label] = "\n".join(filter(None, (cells[label], cell.strip())))
        table.append({"stage": stage, **cells})
    frame = pd.DataFrame(table, columns=["stage", *names], dtype="str")
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1), axis=0)


def map_from_stage_table(
    frame: pd.DataFrame, *, file: str, title: str
) -> tuple[JourneyMap, list[Problem]]:
    """The map of a table of stages, stamped "assumption-based".

    A stakeholder's row says what is so for that role. In a long table each row is one entry of one
    lane. A column that is none of a map's becomes comments at the stage, so that nothing is lost;
    customers' words are evidence, and are told instead.

    Parameters
    ----------
    frame
        As `read_table` gives it: text, index the row of the file.
    file, title
        Name of the file, for the problems, and of the map where no column names it.

    Raises
    ------
    DataProblem
        No row names a stage.
    """
    columns = stage_columns(list(frame.columns))
    used = {name for names in columns.values() for name in names}
    table = _Table(
        file, columns, [name for name in frame.columns if name not in used],
        {row: {str(name): str(cell) for name, cell in cells.items()}
         for row, cells in zip(frame.index.tolist(), frame.to_dict("records"), strict=True)},
    )  # fmt: skip
    if not any(table.text(row, "stage") for row in table.rows):
        raise DataProblem(
            f"{file} has no row that names a stage. Fill in the column "
            f"{columns['stage'][0]!r}, or call the right one stage."
        )
    building = _Building(table)
    building.read()
    _tell_quotes(table)
    named = next((text for row in table.rows if (text := table.text(row, "title"))), "") or title
    made = building.draft.finished(named)
    stages = tuple(
        one.model_copy(update=building.of_stage.get(one.id, {})) for one in made.stages
    )  # fmt: skip
    extra = {"stages": stages, "roles": tuple(building.roles.values()),
             "comments": tuple(building.comments)}  # fmt: skip
    return made.model_copy(update=extra), table.problems


class _Building:
    """A map while the rows of the table are put into it."""

    def __init__(self, table: _Table) -> None:
        self.table, self.draft = table, Draft()
        self.of_stage: dict[str, dict[str, Any]] = {}
        self.roles: dict[str, BuyingRole] = {}
        self.comments: list[Comment] = []
        self._stage = self._phase = ""
        written = pd.Series(
            {row: self._emotion_cell(row) for row in table.rows}, dtype="str"
        )  # fmt: skip
        self._values, found = emotion_values(written, file=table.file)
        table.problems += found

    def read(self) -> None:
        """All rows, in their order; a blank stage is that of the row above."""
        table = self.table
        for row in table.rows:
            self._phase = table.text(row, "phase") or self._phase
            self._stage = table.text(row, "stage") or self._stage
            if not self._stage:
                what = sample_of(cell for cell in table.rows[row].values() if cell.strip())
                remedy = "write its stage; the row was left out"
                self._refuse(row, "stage", "names a stage", what, remedy)
                continue
            self._add(row)

    def _add(self, row: int) -> None:
        table = self.table
        stage_id = self.draft.stage(self._stage, self.draft.phase(self._phase))
        step_id = self.draft.step(table.text(row, "step"), stage_id)
        at = step_id or stage_id
        name = table.text(row, "touchpoint")
        if name:
            at = self.draft.touchpoint(name, stage_id, step_id)
        role = table.text(row, "role")
        self._add_role(role)
        self._describe(row, stage_id)
        if "lane" in table.columns and "text" in table.columns:
            self._entry(row, at, (stage_id, step_id), role)
        else:
            self._add_emotion(at, table.text(row, "emotion"), row, role)
            for column, lane in LANE_OF.items():
                for text in table.parts(row, column):
                    self._say(at, lane, text, role)
        for name in [*table.others, *table.columns.get("owner", ())]:
            self._comment(at, name, table.rows[row][name])

    def _entry(self, row: int, at: str, place: tuple[str, str], role: str) -> None:
        """One entry of a long table: a lane and what stands in it."""
        written, text = self.table.text(row, "lane"), self.table.text(row, "text")
        column = column_of(written) or _COLUMN.get(plain(written), "")
        if not text:
            return
        if column == "touchpoint":
            for name in self.table.parts(row, "text"):
                self.draft.touchpoint(name, *place)
        elif column == "emotion":
            self._add_emotion(at, text, row, role)
        elif column in LANE_OF:
            for part in self.table.parts(row, "text"):
                self._say(at, LANE_OF[column], part, role)
        elif column == "definition":
            self.of_stage.setdefault(place[0], {}).setdefault("definition", text)
        elif column == "quote":
            remedy = "what customers said is evidence: put it into interviews.csv in the folder"
            self._note(row, written, "has a place on a map", text, f"{remedy} data")
        else:
            self._comment(at, written, text)

    def _describe(self, row: int, stage_id: str) -> None:
        of = self.of_stage.setdefault(stage_id, {})
        if definition := self.table.text(row, "definition"):
            of.setdefault("definition", definition)
        written = self.table.text(row, "confidence")
        confidence = _confidence(written)
        if confidence is not None:
            of["confidence"] = confidence
        elif written:
            self._comment(stage_id, self.table.columns["confidence"][0], written)

    def _emotion_cell(self, row: int) -> str:
        if {"lane", "text"} <= self.table.columns.keys():
            is_emotion = column_of(self.table.text(row, "lane")) == "emotion"
            return self.table.text(row, "text") if is_emotion else ""
        return self.table.text(row, "emotion")

    def _add_emotion(self, at: str, written: str, row: int, role: str) -> None:
        if not written:
            return
        if is_numeric(written):
            value = self._values.get(row)
            if value is not None:
                self._say(at, "emotion", "", role, value=value)
            return
        for word in parts_of(written):
            value = word_value(word)
            if value is None:
                remedy = "kept as a word without a value; write a number from -2 to +2 instead"
                self._note(row, "emotion", "has a known value", word, remedy)
            self._say(at, "emotion", "", role, value=value, word=word)

    def _say(self, at: str, lane: str, text: str, role: str, **fields: Any) -> None:  # noqa: ANN401
        of_role = {"role": role} if role else {}
        self.draft.statement(at, lane, text, **of_role, **fields)

    def _add_role(self, name: str) -> None:
        if name and name not in self.roles:
            minted = mint_id("ro", name, self.draft.taken)
            self.draft.taken.add(minted)
            self.roles[name] = BuyingRole(id=minted, name=name)

    def _comment(self, at: str, heading: str, cell: str) -> None:
        text = without_apostrophe(cell.strip())
        if text:
            minted = mint_id("cm", f"{heading} {text}", self.draft.taken)
            self.draft.taken.add(minted)
            self.comments.append(Comment(id=minted, at=at, text=f"{heading}: {text}"))

    def _note(self, row: int, column: str, rule: str, value: str, remedy: str) -> None:
        problem = Problem(self.table.file, row, column, rule, value, remedy, "note")
        self.table.problems.append(problem)

    def _refuse(self, row: int, column: str, rule: str, value: str, remedy: str) -> None:
        self.table.problems.append(Problem(self.table.file, row, column, rule, value, remedy))


def _confidence(text: str) -> float | None:
    number = text.rstrip("% ")
    try:
        value = float(number.replace(",", ".")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _tell_quotes(table: _Table) -> None:
    for name in table.columns.get("quote", ()):
        filled = sum(bool(cells[name].strip()) for cells in table.rows.values())
        if filled:
            remedy = "what customers said is evidence: put it into interviews.csv"
            what = f"{filled} filled cell{' was' if filled == 1 else 's were'} not taken over"
            rule = "has a place on a map"
            table.problems.append(Problem(table.file, 0, name, rule, what, remedy, "note"))

"""Mermaid's `journey`: sections with tasks, a score from 1 to 5 and who takes part."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cxworkbench.exchange.map_from_list import NOT_PLACED
from cxworkbench.exchange.map_logs import touchpoints_in_order
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.files import write_text
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint

_NO_SCORE: Final = "%% the score above stands for none"
_NEUTRAL: Final = "3"  # Mermaid draws nothing without a number
# Mermaid ends a text at these signs, and has no way to write them.
_SIGNS: Final = str.maketrans({":": "∶", ";": "；", "#": "＃", ",": "，"})
_BACK: Final = {value: chr(key) for key, value in _SIGNS.items() if isinstance(value, str)}
_KEYWORD: Final = re.compile(r"(title|section|accTitle|accDescr)\b\s*:?\s*(.*)")
_FENCE: Final = re.compile(r"^\s*(```|~~~)\s*mermaid\s*$(.*?)^\s*\1\s*$", re.MULTILINE | re.DOTALL)


def is_mermaid(text: str) -> bool:
    """Whether the text is a Mermaid journey, or Markdown with one in it."""
    return any(line.strip() == "journey" for line in _lines(text))


def write_mermaid(journey_map: JourneyMap, path: Path) -> None:
    """The file at `path`: stages as sections, touchpoints as tasks, and who takes part.

    A touchpoint without an emotion gets the score 3, since Mermaid draws none without; a comment
    line after it says that it stands for none. Signs that end a text in Mermaid are written as
    their wide twins, which are read back.
    """
    lines = ["journey", f"    title {_line(journey_map.title)}".rstrip()]
    placed: dict[str, list[Touchpoint]] = {}
    for one in touchpoints_in_order(journey_map):
        placed.setdefault(one.stage_id, []).append(one)
    for stage in journey_map.stages:
        lines.append(f"    section {_line(stage.name)}".rstrip())
        for one in placed.get(stage.id, ()):
            lines += _task(journey_map, one)
    write_text(path, "\n".join([*lines, ""]))


def _task(journey_map: JourneyMap, one: Touchpoint) -> list[str]:
    felt = [s for s in journey_map.statements if s.at == one.id and s.lane == "emotion"]
    value = next((s.value for s in felt if s.value is not None), None)
    score = _NEUTRAL if value is None else f"{round(value + 3, 6):g}"
    actors = ", ".join(filter(None, (_line(name) for name in (one.initiator, *one.receivers))))
    task = f"      {_line(one.name) or _line(one.id)}: {score}: {actors}".rstrip(" :")
    if not actors:
        task = f"      {_line(one.name) or _line(one.id)}: {score}"
    return [task] if value is not None else [task, f"      {_NO_SCORE}"]


def _line(text: str) -> str:
    """The text on one line, in signs that Mermaid reads as text."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split()).translate(_SIGNS)


def read_mermaid(text: str, *, file: str, title: str) -> tuple[JourneyMap, list[Problem]]:
    """The map of a Mermaid journey: scores 1 to 5 are emotions, the first actor initiates.

    Raises
    ------
    DataProblem
        There is no journey in the text, or it has no task.
    """
    reading = _Reading(file)
    started = False
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if not started:
            started = said == "journey"
        elif said.startswith(("```", "~~~")):
            break
        elif said:
            reading.add(number, said)
    if not started or not (reading.touchpoints or reading.stages):
        raise DataProblem(
            f"{file} has no task of a Mermaid journey. It begins with a line 'journey'; a task is "
            "written 'Make tea: 5: Me'."
        )
    named = reading.title or title
    return JourneyMap(
        id=mint_id("map", named, ()),
        title=named,
        stamp="assumption-based",
        stages=tuple(reading.stages),
        touchpoints=tuple(reading.touchpoints),
        statements=tuple(reading.statements),
    ), reading.problems


class _Reading:
    """The parts of a map while the lines of a journey are read."""

    def __init__(self, file: str) -> None:
        self.file, self.title = file, ""
        self.stages: list[Stage] = []
        self.touchpoints: list[Touchpoint] = []
        self.statements: list[Statement] = []
        self.problems: list[Problem] = []
        self._taken: set[str] = set()

    def add(self, number: int, line: str) -> None:
        """One more line of the journey."""
        keyword = _KEYWORD.fullmatch(line)
        if line == _NO_SCORE:
            self._without_score()
        elif line.startswith("%%"):
            return
        elif keyword and keyword[1] == "title":
            self.title = _said(keyword[2])
        elif keyword and keyword[1] == "section":
            name = _said(keyword[2])
            self.stages.append(Stage(id=self._mint("st", name), name=name))
        elif keyword:
            remedy = "a description of the picture; left out"
            self._note(number, "is a task or section", line, remedy)
        else:
            self._task(number, line)

    def _task(self, number: int, line: str) -> None:
        parts = [part.strip() for part in line.split(":")]
        score = _number(parts[1]) if len(parts) > 1 else None
        if not parts[0] or len(parts) < 2 or len(parts) > 3:
            remedy = "write 'Make tea: 5: Me'; the line was left out"
            rule = "is a task with its score"
            self.problems.append(Problem(self.file, number, "task", rule, line, remedy))
            return
        if not self.stages:
            self.stages.append(Stage(id=self._mint("st", NOT_PLACED), name=NOT_PLACED))
        name = _said(parts[0])
        actors = [_said(one.strip()) for one in "".join(parts[2:]).split(",") if one.strip()]
        at = self._mint("tp", name)
        self.touchpoints.append(
            Touchpoint(
                id=at, name=name, stage_id=self.stages[-1].id,
                initiator=actors[0] if actors else "", receivers=tuple(actors[1:]),
            )
        )  # fmt: skip
        if score is None or not 1 <= score <= 5:
            remedy = "write 1 to 5; the score was left out"
            rule = "has a score from 1 to 5"
            self.problems.append(Problem(self.file, number, "score", rule, parts[1], remedy))
            return
        minted = self._mint(f"sm-{at}", "emotion")
        value = round(score - 3, 6)
        self.statements.append(Statement(id=minted, at=at, lane="emotion", value=value))

    def _without_score(self) -> None:
        if self.statements and self.statements[-1].at == self.touchpoints[-1].id:
            self._taken.discard(self.statements.pop().id)

    def _mint(self, prefix: str, name: str) -> str:
        minted = mint_id(prefix, name, self._taken)
        self._taken.add(minted)
        return minted

    def _note(self, row: int, rule: str, value: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, row, "", rule, value, remedy, "note"))


def _said(text: str) -> str:
    return "".join(_BACK.get(sign, sign) for sign in text)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _lines(text: str) -> Iterator[str]:
    """The first lines that can begin a journey: of the text, or of a block of it in Markdown."""
    blocks = [match[2] for match in _FENCE.finditer(text)] or [text]
    for block in blocks:
        body = re.sub(r"\A\s*---\n.*?\n---\n", "", block, flags=re.DOTALL)
        kept = [line for line in body.splitlines() if line.strip()]
        kept = [line for line in kept if not line.strip().startswith("%%")]
        yield from kept[:1]

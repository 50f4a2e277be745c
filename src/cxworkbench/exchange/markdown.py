"""Maps as Markdown for people to read, and tables in Markdown as rows."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cxworkbench.exchange.touchpoint_list import touchpoint_list
from cxworkbench.ground.files import write_text
from cxworkbench.records.journey_map import JourneyMap

if TYPE_CHECKING:
    import pandas as pd

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]<>#|~!&])")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RULE: Final = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_EMPHASIS: Final = re.compile(r"(?<!\\)(\*\*|__|`)(.+?)(?<!\\)\1")
_LEFT_OUT: Final = ("id", "contact")
_ALWAYS: Final = ("stage", "touchpoint")


def write_markdown(journey_map: JourneyMap, path: Path) -> None:
    """The file at `path`: the title, what the map shows, and its touchpoints as one table.

    What is said of stages and steps stands beneath, for people; it is not read back. Columns that
    are empty throughout are left out, and so are ids. Text is text: signs that
    Markdown takes for markup are escaped, and a line of a cell ends in `<br>`.
    """
    frame = _with_all_stages(journey_map, touchpoint_list(journey_map)[0])
    shown = [
        name
        for name in frame
        if name not in _LEFT_OUT and (name in _ALWAYS or frame[name].ne("").any())
    ]
    if "no" in set(frame["contact"]):
        shown.append("contact")
    of = journey_map.perspective
    about = [f"{journey_map.mode}, {journey_map.kind}, {journey_map.state}."]
    named = {"Segment": of.segment, "Role": of.role, "Account type": of.account_type}
    about += [f"{word}: {_escaped(text)}." for word, text in named.items() if text != "all"]
    if journey_map.as_of:
        about.append(f"As of {_escaped(journey_map.as_of)}.")
    if journey_map.stamp:
        about.append("Assumption-based: no statement rests on evidence.")
    lines = [f"# {_escaped(journey_map.title)}", "", " ".join(about), ""]
    if len(frame):
        lines += [_row(map(str, shown)), _row("---" for _ in shown)]
        lines += [_row(_escaped(str(cell)) for cell in row) for row in frame[shown].to_numpy()]
        lines.append("")
    lines += _around_touchpoints(journey_map)
    write_text(path, "\n".join(lines))


def _around_touchpoints(journey_map: JourneyMap) -> list[str]:
    """What is said of stages and steps, which have no row in the table, as a list."""
    lines = [
        f"- **{_escaped(one.name)}**: {_escaped(one.definition)}"
        for one in journey_map.stages
        if one.definition
    ]
    named = {one.id: one.name for one in (*journey_map.stages, *journey_map.steps)}
    lines += [
        f"- **{_escaped(named[one.at])}**, {one.lane}: {_escaped(one.text or one.word)}"
        for one in journey_map.statements
        if one.at in named and (one.text or one.word)
    ]
    return ["## Stages and steps", "", *lines, ""] if lines else []


def _with_all_stages(journey_map: JourneyMap, frame: "pd.DataFrame") -> "pd.DataFrame":
    """The list with a row for each stage that has no touchpoint, in the order of the stages."""
    rows = frame.to_dict("records")
    placed = {one.stage_id for one in journey_map.touchpoints}
    phases = {one.id: one.name for one in journey_map.phases}
    counts = Counter(one.stage_id for one in journey_map.touchpoints)
    place = 0
    for stage in journey_map.stages:
        if stage.id not in placed:
            names: dict[Hashable, str] = {
                "phase": phases.get(stage.phase_id, ""),
                "stage": stage.name,
            }
            rows.insert(place, {**dict.fromkeys(frame.columns, ""), **names})
        place += max(counts[stage.id], 1)
    return type(frame)(rows, columns=frame.columns, dtype="str")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """The text as one line of Markdown that shows it and nothing else."""
    safe = _MARKS.sub(r"\\\1", text)
    printable = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in safe)
    return printable.replace("\n", "<br>")


def markdown_rows(text: str) -> tuple[str, list[list[str]]]:
    r"""The first heading of a text in Markdown, and the rows of its first table.

    The rows are empty where it has none.

    Examples
    --------
    >>> markdown_rows("# Our journey\n\n| Stage | Pain |\n|---|---|\n| Use | slow<br>dear |")
    ('Our journey', [['Stage', 'Pain'], ['Use', 'slow\ndear']])
    """
    lines = text.splitlines()
    heading = next((line.lstrip("# ") for line in lines if line.startswith("# ")), "")
    for number in range(1, len(lines)):
        if _RULE.match(lines[number]) and "|" in lines[number - 1]:
            body = [lines[number - 1]]
            for line in lines[number + 1 :]:
                if "|" not in line:
                    break
                body.append(line)
            return _plain(heading), [_cells(line) for line in body]
    return _plain(heading), []


def _cells(line: str) -> list[str]:
    inside = re.sub(r"(?<!\\)\|\s*$", "", line.strip().removeprefix("|"))
    return [_plain(cell) for cell in re.split(r"(?<!\\)\|", inside)]


def _plain(cell: str) -> str:
    said = _BREAK.sub("\n", cell.strip())
    said = _EMPHASIS.sub(r"\2", said)
    return _ESCAPED.sub(r"\1", said).replace("&amp;", "&").strip()

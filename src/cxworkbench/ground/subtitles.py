"""Subtitles (.srt, .vtt) as cues: from when to when, who speaks, and the words."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.documents import Line, text_of
from cxworkbench.ground.errors import DataProblem

_TIME: Final = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMING: Final = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<who>[^>]*)>")
_TAG: Final = re.compile(
    r"</?(?:[biucvq]|ruby|rt|lang|font|span|em|strong|br|p|div)\b[^<>]*/?>|<[\d:.]+>", re.I
)
_STYLING: Final = re.compile(r"\{\\[^}]*\}")  # {\an8} and its like
_NO_CUES: Final = ("STYLE", "REGION")


@dataclass(frozen=True)
class Cue:
    """What is shown at once: `number` counts the cues from 1; seconds; who, where it says so.

    Several voices in one cue have one number.
    """

    number: int
    start: float
    end: float
    speaker: str
    text: str


@dataclass(frozen=True)
class Subtitles:
    """The cues of a file, the lines that stand outside them (notes), and what was odd."""

    cues: tuple[Cue, ...]
    notes: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()


def read_subtitles(path: Path) -> Subtitles:
    """The cues of a subtitle file, in its order; several voices in one cue are several cues.

    Tags for looks and times inside a cue are taken out, `&amp;` and its like are read; the words
    are left as they are. Lines before the first cue and NOTE blocks are `notes`.

    Raises
    ------
    DataProblem
        The file is empty, no text, or has no line with times ("00:00:01.000 --> 00:00:04.000").
    """
    text, problems = text_of(path)
    cues: list[Cue] = []
    notes: list[Line] = []
    count = 0
    for start, block in _blocks(text):
        at = next((place for place, line in enumerate(block) if _TIMING.fullmatch(line)), -1)
        if at >= 0:
            count += 1
            cues += _cues(block[at], block[at + 1 :], count)
        elif block[0].split(" ")[0] not in _NO_CUES:
            notes += _noted(block, start)
    if not cues:
        raise DataProblem(
            f"{path.name} holds no subtitles: no line says from when to when "
            "(00:00:01.000 --> 00:00:04.000). Export it again, or save its text as .txt."
        )
    return Subtitles(tuple(cues), tuple(notes), problems)


def time_text(seconds: float) -> str:
    """A moment of a recording, as people write it.

    Examples
    --------
    >>> time_text(3723.5)
    '01:02:03'
    """
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _noted(block: list[str], start: int) -> Iterator[Line]:
    for number, line in enumerate(block, start):
        text = line.removeprefix("NOTE").strip() if line.startswith("NOTE") else line.strip()
        if text and not text.startswith("WEBVTT") and not text.isdigit():
            yield Line(number, text)


def _cues(timing: str, lines: list[str], number: int) -> Iterator[Cue]:
    match = _TIMING.fullmatch(timing)
    assert match is not None
    start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
    pieces = _VOICE.split("\n".join(lines))
    said = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    for who, words in said:
        text = _words(words)
        if text:
            yield Cue(number, start, end, html.unescape(who).strip(), text)


def _words(marked: str) -> str:
    plain = html.unescape(_STYLING.sub("", _TAG.sub("", marked))).replace("\xa0", " ")
    return "\n".join(line.strip() for line in plain.split("\n") if line.strip())


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")

"""The turns of a transcript: who speaks, from when on, and the paragraphs said in one go."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from cxworkbench.ground.documents import Document, Line
from cxworkbench.ground.subtitles import Cue, time_text
from cxworkbench.intake.head_blocks import Head, is_field
from cxworkbench.intake.speaker_labels import kind_of
from cxworkbench.intake.words import plain
from cxworkbench.intake.written_names import looks_like_name

LONG: Final = 800  # characters; a longer turn is cut into its paragraphs
_TIME: Final = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_START: Final = re.compile(
    rf"\s*(?:[-–—>*•]+\s*|\d{{1,3}}[.)]\s+)?(?:[\[(]?(?P<before>{_TIME})[\])]?\s*[-–—]?\s*)?"
    r"(?P<label>[^\W\d_][\w .,'’&/\-–]{0,45}?)"
    r"(?:\s*[(\[](?P<more>[^()\[\]:]{1,40})[)\]])?"
    rf"(?:\s*[\[(]?(?P<after>{_TIME})[\])]?)?\s*:(?!//)[ \t]*(?P<said>.*)",
    re.S,
)
_NAME_AND_TIME: Final = re.compile(
    rf"\s*(?P<label>[^\W\d_][\w .,'’&/\-–]{{0,45}}?)(?:\s*[(\[](?P<more>[^()\[\]:]{{1,40}})[)\]])?"
    rf"\s+[\[(]?(?P<after>{_TIME})[\])]?[ \t]*(?:\n(?P<said>.*))?",
    re.S,
)
_STAMP: Final = re.compile(rf"\s*[\[(](?P<before>{_TIME})[\])]\s*(?P<said>.*)", re.S)
# Words with a capital before a colon that begin a sentence and no turn.
_NO_NAMES: Final = frozenset(
    ("note", "notes", "problem", "problems", "example", "result", "conclusion", "summary", "first",
     "second", "third", "important", "remark", "quote", "source", "pro", "contra", "pros", "cons",
     "beispiel", "ergebnis", "fazit", "erstens", "zweitens", "drittens", "wichtig", "anmerkung",
     "hinweis", "zitat", "quelle", "vorteil", "nachteil", "and", "but", "so", "then", "und", "aber",
     "well", "also", "today", "heute", "https", "http")
)  # fmt: skip
_PAUSE: Final = 2.0  # seconds of silence that end a paragraph of subtitles
_FULL: Final = 400  # characters after which one ends with a sentence
_SENTENCE_ENDS: Final = (".", "?", "!", "…", '."', '?"', '!"', ".“", "?“", "!“")


@dataclass
class Turn:
    """What one person says in one go: `number` in its file, `row` where it begins there.

    `paragraphs` are pairs of row and text; `section` is the last heading before it.
    """

    number: int
    row: int
    label: str
    role: str = ""  # in brackets behind the label
    time: str = ""
    section: str = ""
    paragraphs: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its words, paragraphs parted by line ends."""
        return "\n".join(text for _, text in self.paragraphs)

    def passages(self) -> list[tuple[int, str]]:
        """The turn as a whole, or its paragraphs where it is long: pairs of row and text."""
        if len(self.text) <= LONG or len(self.paragraphs) < 2:
            return [(self.row, self.text)] if self.text.strip() else []
        return [(row, text) for row, text in self.paragraphs if text.strip()]


@dataclass(frozen=True)
class _Start:
    row: int
    label: str
    said: str
    time: str
    role: str
    sure: bool  # bold or with a time: how a transcript marks speakers
    colon: bool = True


def labels_in(document: Document) -> set[str]:
    """What stands before a colon anywhere in the document, in plain words."""
    starts = (_start_of(line) for line in document.lines if not line.heading)
    return {plain(start.label) for start in starts if start}


def turns_of_lines(
    document: Document, head: Head, knows: Callable[[str], bool]
) -> tuple[list[Turn], list[Line]]:
    """The turns in a document, and the lines before the first one that are no part of its head.

    A line begins a turn where its label is known (`knows`), says by itself who speaks ("I:",
    "Interviewer:"), or reads like a name and is bold, has a time, comes again, or stands at most
    of the lines that have one. Everything else belongs to the turn before it.
    """
    lines = [line for line in _below_title(document, head) if line.number not in head.lines]
    starts = {place: start for place, line in enumerate(lines) if (start := _speaks(line))}
    speaking = _accepted(starts.values(), knows, _filled(lines))
    turns: list[Turn] = []
    before: list[Line] = []
    section, joins = "", False
    for place, line in enumerate(lines):
        start = starts.get(place)
        if start is not None and plain(start.label) in speaking:
            same = bool(turns) and plain(turns[-1].label) == plain(start.label)
            if not (same and turns[-1].section == section):
                turns.append(Turn(len(turns) + 1, line.number, start.label, start.role,
                                  start.time, section))  # fmt: skip
            _say(turns[-1], line.number, start.said, joins=False)
            joins = bool(start.said.strip())
        elif line.heading:
            section, joins = line.text.strip(), False
        elif not turns:
            before += [line] if line.text.strip() else []
        elif not line.text.strip():
            joins = False
        else:
            _say(turns[-1], line.number, line.text, joins=joins and not document.whole_paragraphs)
            joins = True
    return turns, before


def _below_title(document: Document, head: Head) -> list[Line]:
    """The lines without headings above the head: they are titles, and no stage of anything said."""
    first = min(head.lines, default=0)
    return [line for line in document.lines if not line.heading or line.number > first]


def turns_without_speakers(document: Document, head: Head) -> list[Turn]:
    """One turn for each paragraph of a document in which nobody is marked as speaking."""
    turns: list[Turn] = []
    section, joins = "", False
    for line in _below_title(document, head):
        if line.heading or line.number in head.lines or not line.text.strip():
            section = line.text.strip() if line.heading else section
            joins = False
            continue
        if not (joins and not document.whole_paragraphs):
            turns.append(Turn(len(turns) + 1, line.number, "", section=section))
        _say(turns[-1], line.number, line.text, joins=True)
        joins = True
    return turns


def turns_of_cues(cues: Sequence[Cue], knows: Callable[[str], bool]) -> tuple[list[Turn], int]:
    """The turns in subtitles, and how many lines were shown again and left out.

    Cues of one speaker are one turn until somebody else speaks; a cue of another that lies inside
    them does not cut it. A cue that names nobody goes on with the turn before it.
    """
    spoken = list(_spoken(sorted(cues, key=lambda cue: (cue.start, cue.number)), knows))
    turns: list[_Timed] = []
    again = 0
    for cue, label, role, text in spoken:
        turn = _goes_on(turns, label)
        if turn is None:
            turn = _Timed(label, role, cue.number, cue.start)
            turns.append(turn)
        again += turn.add(cue, text)
    finished = [
        Turn(number, one.row, one.label, one.role, time_text(one.start), "", one.paragraphs())
        for number, one in enumerate(turns, 1)
    ]
    return finished, again


@dataclass
class _Timed:
    """A turn in the making: its cues, each with the text that is new in it."""

    label: str
    role: str
    row: int
    start: float
    end: float = 0.0
    cues: list[tuple[Cue, str]] = field(default_factory=list)
    _shown: list[str] = field(default_factory=list)  # the lines of the last cue, repeated or not

    def add(self, cue: Cue, text: str) -> int:
        lines, again = text.split("\n"), 0
        if self.cues and cue.start < self.end:
            most = min(len(self._shown), len(lines))
            again = next((n for n in range(most, 0, -1) if self._shown[-n:] == lines[:n]), 0)
        self.cues.append((cue, "\n".join(lines[again:])))
        self.end, self._shown = max(self.end, cue.end), lines
        return again

    def paragraphs(self) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        until = 0.0
        for cue, text in self.cues:
            said = " ".join(text.split("\n"))
            if not said:
                continue
            full = bool(found) and len(found[-1][1]) >= _FULL
            ended = full and found[-1][1].endswith(_SENTENCE_ENDS)
            if not found or cue.start - until >= _PAUSE or ended:
                found.append((cue.number, said))
            else:
                found[-1] = (found[-1][0], f"{found[-1][1]} {said}")
            until = max(until, cue.end)
        return found


def _goes_on(turns: list[_Timed], label: str) -> _Timed | None:
    if not turns:
        return None
    last = turns[-1]
    if not label or plain(last.label) == plain(label):
        return last
    if len(turns) > 1 and plain(turns[-2].label) == plain(label) and last.end <= turns[-2].end:
        return turns[-2]  # the last one only spoke into it
    return None


def _spoken(
    cues: Iterable[Cue], knows: Callable[[str], bool]
) -> Iterator[tuple[Cue, str, str, str]]:
    listed = list(cues)
    lines = [[Line(cue.number, line) for line in cue.text.split("\n")] for cue in listed]
    starts = [_speaks(line) for of_cue in lines for line in of_cue]
    # Subtitles name a speaker where one begins, and go on without: no share can be asked for.
    speaking = _accepted((one for one in starts if one), knows, 0)
    for cue, of_cue in zip(listed, lines, strict=True):
        label, role = cue.speaker, ""
        said: list[str] = []
        for line in of_cue:
            start = _speaks(line)
            if start and plain(start.label) in speaking and not cue.speaker:
                if said:
                    yield cue, label, role, "\n".join(said)
                label, role, said = start.label, start.role, [start.said] if start.said else []
            else:
                said.append(line.text)
        if said:
            yield cue, label, role, "\n".join(said)


def _accepted(starts: Iterable[_Start], knows: Callable[[str], bool], paragraphs: int) -> set[str]:
    listed = list(starts)
    counts = Counter(plain(start.label) for start in listed)
    by_kind = {label for label in counts if kind_of(label)}
    named = {label for label in counts if knows(label)}
    surely = by_kind if sum(counts[label] for label in by_kind) > 1 else set()
    accepted = surely | named
    all_told = {kind_of(label) for label in surely} >= {"asks", "answers"}
    most = sum(counts.values()) * 2 >= paragraphs
    for start in listed:
        label = plain(start.label)
        if label in accepted or label in by_kind or not _may_be_name(start.label):
            continue
        # Where letters say who asks and who answers, one word with a colon is no speaker.
        again = counts[label] > 1 and (not all_told or " " in label)
        if start.sure or again or (most and start.colon and not all_told):
            accepted.add(label)
    return accepted


def _may_be_name(label: str) -> bool:
    words = plain(label).split()
    return looks_like_name(label) and not _NO_NAMES & {*words} and not is_field(f"{label}: x")


def _speaks(line: Line) -> _Start | None:
    return None if line.heading else _start_of(line)


def _start_of(line: Line) -> _Start | None:
    if len(line.cells) > 1:
        return _start_of_row(line)
    match = _START.fullmatch(line.text)
    if alone := _NAME_AND_TIME.fullmatch(line.text):
        said = alone["said"] or ""
        return _Start(line.number, alone["label"].strip(), said, alone["after"],
                      _role(alone["more"]), sure=True)  # fmt: skip
    if match is None:
        return _bold_start(line)
    label, said = match["label"].strip(" *_-"), match["said"]
    time = match["before"] or match["after"] or ""
    if stamp := _STAMP.fullmatch(said) if not time else None:
        time, said = stamp["before"], stamp["said"]
    bold = line.bold.rstrip(": ").strip()
    sure = bool(time) or (bool(bold) and plain(bold).startswith(plain(label)))
    role = _role(match["more"])
    return _Start(line.number, label, said, time, role, sure) if label else None


def _bold_start(line: Line) -> _Start | None:
    """A name in bold without a colon: it may be a speaker, or a word that matters."""
    label = line.bold.strip()
    if not label or len(label) > 45 or not line.text.lstrip().startswith(label):
        return None
    return _Start(
        line.number,
        label,
        line.text.lstrip()[len(label) :].lstrip(),
        "",
        "",
        sure=False,
        colon=False,
    )


def _start_of_row(line: Line) -> _Start | None:
    """A row of a table with a speaker in a cell of its own, perhaps behind or before a time."""
    cells = [cell for cell in line.cells if cell]
    time = next((cell for cell in cells[:-1] if re.fullmatch(rf"[\[(]?{_TIME}[\])]?", cell)), "")
    rest = [cell for cell in cells if cell != time]
    if len(rest) > 2 and rest[0].strip(".").isdigit():
        rest = rest[1:]
    if len(rest) < 2 or len(rest[0]) > 45 or "\n" in rest[0]:
        return None
    label = rest[0].rstrip(": ")
    return _Start(line.number, label, "\n".join(rest[1:]), time.strip("[]()"), "", sure=True)


def _role(text: str | None) -> str:
    return (text or "").strip() if not re.fullmatch(_TIME, (text or "").strip()) else ""


def _filled(lines: Iterable[Line]) -> int:
    return sum(1 for line in lines if line.text.strip() and not line.heading)


def _say(turn: Turn, row: int, text: str, *, joins: bool) -> None:
    if joins and turn.paragraphs:
        first, before = turn.paragraphs[-1]
        turn.paragraphs[-1] = (first, f"{before}\n{text}")
    elif text.strip():
        turn.paragraphs.append((row, text))

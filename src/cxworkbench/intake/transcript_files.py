"""Which files a table of interviews names: one transcript, a pattern, or a whole folder."""

import html
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.documents import Document, Line, text_of
from cxworkbench.ground.errors import DataProblem, WorkbenchError
from cxworkbench.intake.head_blocks import Head, is_field
from cxworkbench.intake.speaker_labels import kind_of
from cxworkbench.intake.turns import turns_of_lines
from cxworkbench.records.engagement import Engagement, ReceivedTable

WRITTEN: Final = (".docx", ".md", ".srt", ".vtt")  # kinds of file that hold no table
TRANSCRIPTS: Final = (".txt", *WRITTEN)
_SUBTITLES: Final = (".srt", ".vtt")
_OTHER_TEXTS: Final = (".doc", ".odt", ".rtf", ".pdf", ".pages", ".html", ".htm", ".epub")
_SIGNS: Final = "*?["
HERE: Final = "./"
_LOOKED_AT_OF_TEXT: Final = 65_536
_LOOKED_AT: Final = 2_000_000  # bytes of a Word file's text
_ROW: Final = re.compile(r"<w:tr[ >].*?</w:tr>", re.S)
_CELL: Final = re.compile(r"<w:tc[ >].*?</w:tc>", re.S)
_PARAGRAPH: Final = re.compile(r"<w:p[ >].*?</w:p>", re.S)
_BREAK: Final = re.compile(r"<w:(?:br|cr)[ /][^>]*>")
_TAG: Final = re.compile(r"<[^>]+>")


def transcripts_of(data: Path, table: ReceivedTable, engagement: Engagement) -> list[str] | None:
    """The transcripts that a table names, by name; None where it names a table of cells.

    "interviews/" are all transcripts right in that folder, "./" those in `data/` itself;
    "interviews/*.docx" is a pattern. Files that another table names are left to it.

    Parameters
    ----------
    data
        The folder that holds the received files.
    table
        The table; only one that feeds voices can name transcripts.
    engagement
        Its other tables.

    Raises
    ------
    DataProblem
        The pattern leads out of `data/`, or nothing there fits it.
    """
    if table.feeds != "voices":
        return None
    if not _names_many(table.file):
        path = data / table.file
        written = path.suffix.lower() in WRITTEN
        text = path.suffix.lower() == ".txt" and path.is_file() and is_transcript(path)
        return [table.file] if (written or text) and path.is_file() else None
    others = {one.file for one in engagement.tables if one.name != table.name}
    found = [name for name in _matching(data, table.file) if name not in others]
    if not found:
        raise DataProblem(
            f"there is no transcript in data/ that fits. Transcripts are {', '.join(TRANSCRIPTS)}. "
            "Put them there, or take the table out of engagement.toml."
        )
    return found


def transcripts_in(data: Path, *, but: Collection[str] = ()) -> list[str]:
    """All files in `data/` and its folders that read like transcripts, by name."""
    found = (path for path in data.rglob("*") if path.is_file()) if data.is_dir() else iter(())
    return [
        name
        for path in sorted(found)
        if (name := path.relative_to(data).as_posix()) not in but
        and _may_be_transcript(path)
        and is_transcript(path)
    ]


def is_transcript(path: Path) -> bool:
    """Whether a file reads like a transcript: it has a head or turns, or it is a subtitle file.

    A text with columns is a table and none. A Word file that cannot be read may be one.
    """
    suffix = path.suffix.lower()
    if suffix in _SUBTITLES:
        return True
    try:
        lines = _word_lines(path) if suffix == ".docx" else _text_lines(path)
    except (WorkbenchError, OSError, KeyError, ValueError, zipfile.BadZipFile):
        return suffix == ".docx"
    lines = [line for line in lines if line.text.strip()]
    if suffix == ".txt" and _has_columns(lines):
        return False
    heads = sum(is_field(line.text) for line in lines[:20])
    turns, _ = turns_of_lines(Document(tuple(lines)), Head(), lambda label: bool(kind_of(label)))
    return heads > 1 or len(turns) > 1


def read_like_none(data: Path, *, but: Collection[str] = ()) -> list[str]:
    """The Word and Markdown files in `data/` that do not read like transcripts, by name."""
    found = (path for path in data.rglob("*") if path.is_file()) if data.is_dir() else iter(())
    return [
        name
        for path in sorted(found)
        if path.suffix.lower() in (".docx", ".md")
        and (name := path.relative_to(data).as_posix()) not in but
        and _may_be_transcript(path)
        and not is_transcript(path)
    ]


def _text_lines(path: Path) -> list[Line]:
    """The first lines of a text: enough to see what it is, however long it goes on."""
    with path.open("rb") as file:
        raw = file.read(_LOOKED_AT_OF_TEXT)
    if len(raw) == _LOOKED_AT_OF_TEXT:
        raw = raw[: raw.rfind(b"\n") + 1] or raw
    text, _ = text_of(path, raw)
    return [Line(number, line) for number, line in enumerate(text.split("\n")[:400], 1)]


def _word_lines(path: Path) -> list[Line]:
    """The first paragraphs of a Word file, read quickly: enough to see what it is."""
    with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as part:
        raw = part.read(_LOOKED_AT).decode("utf-8", "replace")
    rows = _ROW.sub(lambda row: f"<w:p >{': '.join(map(_bare, _CELL.findall(row[0])))}</w:p>", raw)
    texts = (_bare(paragraph) for paragraph in _PARAGRAPH.findall(rows)[:400])
    return [Line(number, text) for number, text in enumerate(texts, 1)]


def _bare(xml: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", xml))).strip()


def unread_beside(data: Path, pattern: str) -> Iterable[Problem]:
    """One problem for each text in a folder of transcripts that is of a kind that is not read."""
    if not pattern.endswith("/"):
        return
    for path in sorted((data / pattern).glob("*")):
        if path.suffix.lower() in _OTHER_TEXTS:
            yield Problem(
                path.relative_to(data).as_posix(), 0, "", "can be read", path.suffix.lower(),
                "It was left out. Open it and save it as .docx or as text.",
            )  # fmt: skip


def named_twice(transcripts: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """A problem for each transcript that two tables name: what it says would count twice.

    Parameters
    ----------
    transcripts
        What each table names -> its files.

    Examples
    --------
    >>> [problem.file for problem in named_twice({"a/": ["a/x.vtt"], "a/*.vtt": ["a/x.vtt"]})]
    ['a/x.vtt']
    """
    first: dict[str, str] = {}
    for pattern, files in transcripts.items():
        for file in files:
            if file in first:
                yield Problem(
                    file, 0, "", "is named by one table", f"{first[file]}, {pattern}",
                    "What it says counts twice. Take it out of one of them in engagement.toml.",
                )  # fmt: skip
            first.setdefault(file, pattern)


def _names_many(file: str) -> bool:
    many = file.endswith("/") or any(sign in file for sign in _SIGNS)
    return many and (file[-1:] in "/*" or Path(file).suffix.lower() in TRANSCRIPTS)


def _matching(data: Path, pattern: str) -> list[str]:
    inside = data.resolve()
    try:
        paths = [*data.glob(f"{pattern}*" if pattern.endswith("/") else pattern)]
    except (NotImplementedError, ValueError) as unfit:
        raise DataProblem(
            "this is no pattern inside data/. Write it like interviews/*.docx."
        ) from unfit
    outside = any(not path.resolve().is_relative_to(inside) for path in paths)
    if outside or ".." in Path(pattern).parts:
        raise DataProblem("the name leads out of the folder data/. Put the files into data/.")
    fit = [path for path in paths if path.is_file() and _may_be_transcript(path)]
    if pattern == HERE:  # beside tables, a text is a transcript only where it reads like one
        fit = [path for path in fit if is_transcript(path)]
    return sorted(path.relative_to(data).as_posix() for path in fit)


def _may_be_transcript(path: Path) -> bool:
    name = path.name.lower()
    hidden = name.startswith((".", "~", "readme", "licen"))
    return path.suffix.lower() in TRANSCRIPTS and not hidden


def _has_columns(lines: Sequence[Line]) -> bool:
    counts = [[line.text.count(sign) for line in lines[:20]] for sign in "\t;|"]
    return any(len(lines) > 1 and min(one) > 0 and min(one) == max(one) for one in counts)

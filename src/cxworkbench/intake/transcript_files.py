"""Which files a table of interviews names: one transcript, a pattern, or a whole folder."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.documents import Document, Line, read_document
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

    A text with columns is a table and none. What cannot be read is none.
    """
    suffix = path.suffix.lower()
    if suffix in _SUBTITLES:
        return True
    try:
        document = read_document(path)
    except (WorkbenchError, OSError):
        return suffix == ".docx"
    lines = [line for line in document.lines[:400] if line.text.strip()]
    if suffix == ".docx":
        return True
    if suffix == ".txt" and _has_columns(lines):
        return False
    heads = sum(is_field(line.text) for line in lines[:20])
    turns, _ = turns_of_lines(Document(tuple(lines)), Head(), lambda label: bool(kind_of(label)))
    return heads > 1 or len(turns) > 1


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

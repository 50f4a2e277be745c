"""Documents that people write (.txt, .md, .docx) as lines: text, what of it is bold, headings."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.encodings import decode
from cxworkbench.ground.errors import DataProblem

_ZIP: Final = b"PK"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_LARGEST_TEXT: Final = 2**26  # bytes; a thousand hours of talk have fewer
_LARGEST_UNPACKED: Final = 2**28
_HEADING: Final = re.compile(r"\s{0,3}(#{1,6})\s+(?P<text>.*?)\s*#*\s*")
_BOLD: Final = re.compile(
    r"\s*(?:[-*+]\s+)?(?P<mark>\*\*|__)(?P<bold>.+?)(?P=mark)(?P<rest>.*)", re.S
)
_HEADING_STYLE: Final = re.compile(r"(?i:heading|überschrift|titel|title|titre)\b.*")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OFF: Final = ("0", "false", "none")


@dataclass(frozen=True)
class Line:
    """One line of a text file or one paragraph of a Word file, empty ones too.

    `number` counts lines of a text file and paragraphs with text (or table rows) of a Word file,
    from 1. `bold` is the bold text it begins with; `cells` are those of a table's row.
    """

    number: int
    text: str
    bold: str = ""
    heading: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """The lines of a document, and what a person should know about how it was read."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    whole_paragraphs: bool = False  # each line is a paragraph; else blank lines part them


def read_document(path: Path) -> Document:
    """The lines of a text, Markdown or Word file; its content decides, then its name.

    Marks of Markdown stay in the text but for a heading's and for those of the bold start. Of a
    Word file its text as it stands, tables row by row, and insertions that are tracked; deleted
    text, comments, footnotes, headers and footers are no part of it.

    Raises
    ------
    DataProblem
        The file is empty, no text, damaged, or larger than anything that was said.
    """
    raw = _bytes_of(path)
    if raw.startswith(_ZIP):
        return _word_document(path)
    if raw.startswith(_OLE):
        raise DataProblem(
            f"{path.name} is a Word file of the old kind (.doc) or has a password. "
            "Open it in a word processor and save it as .docx without a password."
        )
    if path.suffix.lower() == ".docx":
        raise DataProblem(
            f"{path.name} is no Word file, whatever its name says. "
            "Open it in a word processor and save it as .docx."
        )
    text, problems = text_of(path, raw)
    lines = tuple(_marked_down(text) if path.suffix.lower() == ".md" else _plain_lines(text))
    return Document(lines, problems, any(len(line.text) > 160 for line in lines))


def text_of(path: Path, raw: bytes = b"") -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, line ends made one, and a note where its encoding is only likely.

    Raises
    ------
    DataProblem
        The file is empty, no text, or larger than anything that was said.
    """
    try:
        decoded = decode(raw or _bytes_of(path))
    except DataProblem as not_text:
        raise DataProblem(
            f"{path.name} is no text: too many of its bytes are no letters. "
            "Save what was said as text, Markdown, Word (.docx) or subtitles (.srt, .vtt)."
        ) from not_text
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text.strip():
        raise DataProblem(f"{path.name} holds nothing but blanks. Export it again.")
    if not decoded.guess:
        return text, ()
    note = Problem(
        path.name, 0, "", "is written in UTF-8", f"read as {decoded.encoding}: {decoded.guess}",
        "look at its letters; save as UTF-8 if some are wrong", "note",
    )  # fmt: skip
    return text, (note,)


def _bytes_of(path: Path) -> bytes:
    size = path.stat().st_size
    if not size:
        raise DataProblem(f"{path.name} is empty: it has no bytes. Export it again.")
    if size > _LARGEST_TEXT:
        raise DataProblem(
            f"{path.name} has {size / 2**20:.0f} MB, more than anybody says. "
            f"At most {_LARGEST_TEXT // 2**20} MB are read. Take out what is not text."
        )
    return path.read_bytes()


def _plain_lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), 1):
        yield Line(number, line.rstrip())


def _marked_down(text: str) -> Iterator[Line]:
    for line in _plain_lines(text):
        if heading := _HEADING.fullmatch(line.text):
            yield Line(line.number, heading["text"].strip("*_ "), heading=True)
        elif bold := _BOLD.fullmatch(line.text):
            yield Line(line.number, f"{bold['bold']}{bold['rest']}", bold=bold["bold"])
        else:
            yield line


def _word_document(path: Path) -> Document:
    import docx
    from docx.opc.exceptions import OpcError

    _refuse_traps(path)
    try:
        word = docx.Document(str(path))
        lines = tuple(_numbered(_blocks(word.element.body, word)))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError) as broken:
        raise _damaged(path) from broken
    except SyntaxError as broken:  # lxml's XMLSyntaxError is one
        raise _damaged(path) from broken
    if not any(line.text.strip() for line in lines):
        raise DataProblem(f"{path.name} holds no text. Pictures of text cannot be read: type it.")
    return Document(lines, tuple(_footnotes(path, word.element.body)), whole_paragraphs=True)


def _damaged(path: Path) -> DataProblem:
    return DataProblem(
        f"{path.name} is no Word file that can be read: a part of it is missing or damaged. "
        "Open it in a word processor and save it as .docx again."
    )


def _refuse_traps(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(
                part.file_size for part in archive.infolist() if part.filename[-4:] == ".xml"
            )
            if size > _LARGEST_UNPACKED:
                raise DataProblem(
                    f"{path.name} unpacks to {size / 2**20:.0f} MB of text, more than anybody "
                    "says. Copy the text into a new document."
                )
            for part in archive.infolist():
                with archive.open(part) as content:
                    if b"<!DOCTYPE" in content.read(2048):
                        raise DataProblem(
                            f"{path.name} declares a DOCTYPE in {part.filename}, which no word "
                            "processor writes. Copy the text into a new document."
                        )
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as broken:
        raise _damaged(path) from broken


def _numbered(lines: Iterator[Line]) -> Iterator[Line]:
    count = 0
    for line in lines:
        count += bool(line.text.strip())
        yield Line(count, line.text, line.bold, line.heading, line.cells)


def _blocks(parent: Any, word: Any) -> Iterator[Line]:  # noqa: ANN401 - lxml has no types
    for element in parent:
        if element.tag == f"{_W}p":
            yield _paragraph(element, word)
        elif element.tag == f"{_W}tbl":
            yield from _table(element)
        elif isinstance(element.tag, str) and element.tag not in (f"{_W}sectPr", f"{_W}sdtPr"):
            yield from _blocks(element, word)  # content controls, tracked insertions


def _paragraph(element: Any, word: Any) -> Line:  # noqa: ANN401
    pieces = list(_pieces(element))
    text = "".join(piece for piece, _ in pieces)
    bold = ""
    for piece, is_bold in pieces:
        if not is_bold and piece.strip():
            break
        bold += piece
    return Line(0, text, bold.strip(), _is_heading(element, word))


def _table(element: Any) -> Iterator[Line]:  # noqa: ANN401
    for row in element.iter(f"{_W}tr"):
        cells = tuple(
            "\n".join("".join(piece for piece, _ in _pieces(p)) for p in cell.iter(f"{_W}p"))
            for cell in row.iter(f"{_W}tc")
        )
        cells = tuple(cell.strip() for cell in cells)
        yield Line(0, "\t".join(cells).strip(), cells=cells)


def _pieces(element: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401
    """The texts of a paragraph in order, each with whether it is bold."""
    for one in element:
        if one.tag in (_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"):
            continue
        if one.tag == f"{_W}t":
            yield one.text or "", _is_bold(one.getparent())
        elif one.tag in _SIGNS:
            yield _SIGNS[one.tag], _is_bold(one.getparent())
        elif isinstance(one.tag, str):
            yield from _pieces(one)


def _is_bold(run: Any) -> bool:  # noqa: ANN401
    mark = run.find(f"{_W}rPr/{_W}b")
    return mark is not None and mark.get(f"{_W}val", "1") not in _OFF


def _is_heading(element: Any, word: Any) -> bool:  # noqa: ANN401
    style = element.find(f"{_W}pPr/{_W}pStyle")
    if style is None:
        return False
    key = style.get(f"{_W}val", "")
    known = next((one for one in word.styles if one.style_id == key), None)
    return bool(_HEADING_STYLE.fullmatch(known.name if known is not None and known.name else key))


def _footnotes(path: Path, body: Any) -> Iterator[Problem]:  # noqa: ANN401
    count = sum(1 for _ in body.iter(f"{_W}footnoteReference"))
    if count:
        yield Problem(
            path.name, 0, "", "says everything in its text", f"footnotes: {count}",
            "Footnotes are not read. Put into the text what was said.", "note",
        )  # fmt: skip

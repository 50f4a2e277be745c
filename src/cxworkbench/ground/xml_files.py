"""XML that somebody else wrote, read so that nothing hidden in it can do harm."""

import re
from pathlib import Path
from typing import Any, Final

from cxworkbench.ground.encodings import decode
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.outside_files import outside_bytes

_LARGEST: Final = 100 * 2**20  # bytes; a journey map takes a few hundred thousand
_BARE_AND: Final = re.compile(r"&(?!#\d+;|#x[0-9A-Fa-f]+;|(?:amp|lt|gt|quot|apos);)")
_DECLARED: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
# What XML 1.0 cannot hold, not even as a reference.
_UNWRITABLE: Final = {
    **dict.fromkeys({*range(32)} - {9, 10, 13}, "\ufffd"),
    **dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def xml_safe(text: str) -> str:
    r"""The text with \ufffd for each sign that XML cannot hold.

    Examples
    --------
    >>> xml_safe("bell\x07") == "bell\ufffd", xml_safe("Größe\n")
    (True, 'Größe\n')
    """
    return text.translate(_UNWRITABLE)


def read_xml_text(path: Path) -> str:
    """The text of an XML file, whatever its encoding, without its declaration.

    Raises
    ------
    DataProblem
        The file is missing, empty, no text, larger than 100 MB, or declares a DOCTYPE, behind
        which entities can hide that grow without end or fetch other files.
    """
    raw = outside_bytes(path, largest=_LARGEST)
    stated = re.match(rb'\s*<\?xml[^>]*encoding=["\']([\w.-]+)', raw)
    named = stated[1].decode("ascii") if stated and not raw.startswith(b"\xef\xbb\xbf") else ""
    text = _DECLARED.sub("", decode(raw, encoding=named).text)
    if re.search(r"<!DOCTYPE", text, re.IGNORECASE):
        raise DataProblem(
            f"{path.name} declares a DOCTYPE, which no journey needs and in which entities can "
            "hide that grow without end. Take the lines from <!DOCTYPE to ]> out, or export it "
            "again."
        )
    return text


def parse_xml(text: str, file: str) -> tuple[Any, int]:
    """The root element of the text, and how many bare `&` were taken for the sign itself.

    Raises
    ------
    DataProblem
        The text is no whole XML; the message names the line.
    """
    from lxml import etree

    mended, bare = _BARE_AND.subn("&amp;", text)
    try:
        return _parsed(mended), bare
    except etree.XMLSyntaxError as broken:
        raise DataProblem(
            f"{file} is cut short or damaged XML: line {broken.lineno} does not go on as it must "
            f"({broken.msg}). Export it again."
        ) from broken


def _parsed(text: str) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    return etree.fromstring(text.encode("utf-8", "replace"), parser)

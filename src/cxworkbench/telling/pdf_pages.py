"""Several one-page PDF documents bound into one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cxworkbench.ground.errors import RecordProblem

_REFERENCE: Final = re.compile(rb"\b(\d+) 0 R\b")
_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ENTRY: Final = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_OBJECT: Final = re.compile(rb"\s*(\d+) 0 obj\b(.*)\bendobj\s*\Z", re.DOTALL)
_PAGE: Final = re.compile(rb"/Type\s*/Page\b(?!s)")
_AROUND: Final = re.compile(rb"/Type\s*/(?:Pages|Catalog)\b")
_NAMED: Final = re.compile(rb"/[a-z]+\d+ \d+ 0 R\s*")
_RUN: Final = re.compile(rb"(?:/[a-z]+\d+ \d+ 0 R\s*){2,}")
HEAD: Final = b"%PDF-1.7\n%\x80\x80\x80\x80\n"


@dataclass(frozen=True)
class _Document:
    objects: dict[int, bytes]  # number -> what stands between "obj" and "endobj"
    page: int  # number of its page
    around: frozenset[int]  # its catalogue and page tree, which are made anew


def bound(documents: Sequence[bytes]) -> bytes:
    """One PDF with the pages of all documents, in their order, the same bytes each time.

    Fonts and whatever else a page needs come along unchanged. Only objects are given new numbers,
    in the order in which a page names them: vl-convert writes a page's fonts now in one order, now
    in another.

    Parameters
    ----------
    documents
        PDF with one page each and a plain table of its objects, as vl-convert writes them.

    Raises
    ------
    RecordProblem
        A document is none, or is written in another way.
    """
    bodies: list[bytes] = [b"", b""]  # object n stands at n - 1; 1: catalogue, 2: page tree
    pages: list[int] = []
    for part in [_opened(one) for one in documents]:
        pages.append(len(bodies) + 1)
        kept = _in_order(part)
        new = {number: len(bodies) + place for place, number in enumerate(kept, 1)}
        new |= dict.fromkeys(part.around, 2)  # a page's parent is the new page tree
        bodies += [_renumbered(part.objects[number], new) for number in kept]
    kids = b" ".join(b"%d 0 R" % one for one in pages)
    bodies[0] = b" << /Type /Catalog /Pages 2 0 R >> "
    bodies[1] = b" << /Type /Pages /Count %d /Kids [%s] >> " % (len(pages), kids)
    return _written(bodies)


def _in_order(document: _Document) -> list[int]:
    """The objects that a page needs, itself first, each as it is first named."""
    found: dict[int, None] = {}
    waiting = [document.page]
    while waiting:
        number = waiting.pop(0)
        if number in found or number in document.around:
            continue
        if number not in document.objects:
            raise _unreadable()
        found[number] = None
        waiting += [int(n) for n in _REFERENCE.findall(_dictionary(document.objects[number]))]
    return list(found)


def _opened(document: bytes) -> _Document:
    start = _START.search(document)
    if start is None:
        raise _unreadable()
    table = int(start[1])
    places = sorted(int(at) for at, _, kind in _ENTRY.findall(document[table:]) if kind == b"n")
    objects: dict[int, bytes] = {}
    for at, end in zip(places, [*places[1:], table], strict=True):
        found = _OBJECT.match(document[at:end])
        if found is None:
            raise _unreadable()
        objects[int(found[1])] = _sorted_names(found[2])
    page = [number for number, body in objects.items() if _PAGE.search(_dictionary(body))]
    if len(page) != 1:
        raise _unreadable()
    around = [number for number, body in objects.items() if _AROUND.search(_dictionary(body))]
    return _Document(objects, page[0], frozenset(around))


def _sorted_names(body: bytes) -> bytes:
    """The object with runs of named resources (fonts, states) in the order of their names."""
    head = _dictionary(body)
    return _RUN.sub(_in_name_order, head) + body[len(head) :]


def _in_name_order(run: re.Match[bytes]) -> bytes:
    return b" ".join(sorted(one.strip() for one in _NAMED.findall(run[0]))) + b" "


def _dictionary(body: bytes) -> bytes:
    """What stands before an object's stream, if it has one."""
    return body.split(b"stream", 1)[0]


def _renumbered(body: bytes, new: dict[int, int]) -> bytes:
    head = _dictionary(body)
    moved = _REFERENCE.sub(lambda one: b"%d 0 R" % new[int(one[1])], head)
    return moved + body[len(head) :]


def _written(bodies: Sequence[bytes]) -> bytes:
    parts, places, length = [HEAD], [], len(HEAD)
    for number, body in enumerate(bodies, 1):
        part = b"%d 0 obj%sendobj\n" % (number, body)
        places.append(length)
        parts.append(part)
        length += len(part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(bodies) + 1
    tail = (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, length)
    )
    return b"".join([*parts, tail])


def _unreadable() -> RecordProblem:
    return RecordProblem(
        "A page's PDF is written in a way that pages cannot be bound from: it needs a plain table "
        "of objects and one page. Write each page to a file of its own, as .svg or .png."
    )

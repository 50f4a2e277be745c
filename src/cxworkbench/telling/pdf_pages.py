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
HEAD: Final = b"%PDF-1.7\n%\x80\x80\x80\x80\n"


@dataclass(frozen=True)
class _Document:
    objects: dict[int, bytes]  # number -> what stands between "obj" and "endobj"
    page: int  # number of its page
    around: frozenset[int]  # its catalogue and page tree, which are made anew


def bound(documents: Sequence[bytes]) -> bytes:
    """One PDF with the pages of all documents, in their order; one document comes back as it is.

    Fonts and whatever else a page needs come along unchanged; only objects are given new numbers.

    Parameters
    ----------
    documents
        PDF with one page each and a plain table of its objects, as vl-convert writes them.

    Raises
    ------
    RecordProblem
        A document is none, or is written in another way.
    """
    if len(documents) == 1:
        return documents[0]
    parts = [_opened(one) for one in documents]
    bodies: list[bytes] = []  # object n stands at n - 1
    pages: list[int] = []
    bodies += [b"", b""]  # 1: catalogue, 2: page tree
    for part in parts:
        kept = [number for number in sorted(part.objects) if number not in part.around]
        new = {number: len(bodies) + place for place, number in enumerate(kept, 1)}
        new |= dict.fromkeys(part.around, 2)  # a page's parent is the new page tree
        bodies += [_renumbered(part.objects[number], new) for number in kept]
        pages.append(new[part.page])
    kids = b" ".join(b"%d 0 R" % one for one in pages)
    bodies[0] = b" << /Type /Catalog /Pages 2 0 R >> "
    bodies[1] = b" << /Type /Pages /Count %d /Kids [%s] >> " % (len(pages), kids)
    return _written(bodies)


def _opened(document: bytes) -> _Document:
    start = _START.search(document)
    table = document[int(start[1]) :] if start else b""
    entries = _ENTRY.findall(table)
    places = sorted(int(at) for at, _, kind in entries if kind == b"n")
    objects: dict[int, bytes] = {}
    for at, end in zip(places, [*places[1:], int(start[1]) if start else 0], strict=True):
        found = _OBJECT.match(document[at:end])
        if found is None:
            raise _unreadable()
        objects[int(found[1])] = found[2]
    page = [
        n for n, body in objects.items() if re.search(rb"/Type\s*/Page\b(?!s)", _dictionary(body))
    ]
    if len(page) != 1:
        raise _unreadable()
    around = frozenset(
        number
        for number, body in objects.items()
        if re.search(rb"/Type\s*/(?:Pages|Catalog)\b", _dictionary(body))
    )
    return _Document(objects, page[0], around)


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

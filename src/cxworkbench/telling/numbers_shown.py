"""The numbers that a block shows: in its words, its cells, and what it draws."""

import re
from collections.abc import Iterator
from typing import Final

from cxworkbench.records.told import Block, Cell

DRAWN: Final = "drawn values"  # what a chart or a map shows beside its words
DIGITS: Final = re.compile(r"[+−-]?\d[\d.,]*(?: %)?")
# Scales, the level of intervals and names of parts are of the method and come from no row.
OF_METHOD: Final = re.compile(
    r"\b95 %|\bparts? \d(?: and \d)?|−2 (?:to|bis) \+2|\b0(?:–| to | bis )(?:10|100|1)\b"
    r"|\b1(?:–| to | bis )(?:5|7)\b|−1 (?:to|bis) 1\b|\bgap \d\b|\bB2B\b",
    re.IGNORECASE,
)


def numbers_of(block: Block) -> tuple[str, ...]:
    """The numbers a block shows: in its words, its cells, and what it draws.

    Examples
    --------
    >>> numbers_of(Block(kind="sentence", text="9 of 14 (64 %, 95 % interval)"))
    ('9', '14', '64 %')
    >>> numbers_of(Block(kind="note", text="Values are moved to −2 to +2."))
    ()
    """
    found = [number for text in _texts(block) for number in DIGITS.findall(OF_METHOD.sub("", text))]
    if block.kind in ("chart", "map"):
        found.append(DRAWN)
    return tuple(found)


def _texts(block: Block) -> Iterator[str]:
    yield block.title
    yield block.text
    for row in block.rows:
        yield from (_cell(value) for value in row)


def _cell(value: Cell) -> str:
    return "" if value is None or isinstance(value, bool) else str(value)

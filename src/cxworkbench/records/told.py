"""What a notebook has to say, as values: sentences, tables, charts, maps, each with its evidence.

A page, a sheet or a deck is made from told records and adds nothing. Every block is "internal"
unless the code that made it says it is "client-safe": what nobody thought about stays inside.
"""

from typing import Any, Literal

from pydantic import Field

from cxworkbench.records.base import Part, Record

Audience = Literal["internal", "client-safe"]
Cell = str | int | float | bool | None


class Block(Part):
    """One thing told. Which fields are filled depends on `kind`.

    sentence, note: `text` (a note is a caveat). table: `columns`, `rows`, `text` as its caption.
    chart: `chart`, a Vega-Lite specification with its data inside, `text` as its alternative text.
    map: `svg` painted from the record, `text` as its alternative text. quote: `text` is the
    customer's words, `said_by` segment, role and n, `account_id` whose words they are.
    """

    kind: Literal["sentence", "note", "table", "chart", "map", "quote"]
    audience: Audience = "internal"
    text: str = ""
    title: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    chart: dict[str, Any] | None = None
    svg: str = ""
    said_by: str = ""
    account_id: str = ""
    consent: Literal["none", "anonymous", "named"] = "none"
    draft: bool = False  # an unapproved draft never leaves the house
    evidence: tuple[str, ...] = ()
    evidence_count: int = 0  # all evidence behind it; `evidence` may show only the first


class Section(Part):
    """Blocks that answer one question a reader has."""

    key: str
    title: str
    blocks: tuple[Block, ...]


class Source(Part):
    """One piece of evidence as the appendix shows it."""

    evidence_id: str
    file: str
    row: int
    pseudonym: str = ""
    date: str = ""
    account_id: str = ""
    said: str = ""  # what it holds, in words; for inside, and words only with consent


class Told(Record):
    """All that one notebook says about one account, or about all."""

    part: Literal["research", "map", "insights", "ecosystem", "monitor"]
    title: str
    account_id: str = "all"
    account_name: str = ""
    client: str = ""
    journey_word: str = "customer journey"
    short: bool = False  # too few voices: the short report
    language: str = "en"  # of all that is told
    as_of: str = ""
    parameters: dict[str, Cell] = Field(default_factory=dict)
    inputs: dict[str, str] = Field(default_factory=dict)  # received file -> sha256
    version: str = ""
    sections: tuple[Section, ...] = ()
    sources: tuple[Source, ...] = ()
    next_step: str = ""

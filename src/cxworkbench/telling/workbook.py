"""The analysis workbook of a report: what is told as tables, register and map to change by hand."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from cxworkbench.exchange.map_to_workbook import add_dictionary, add_map
from cxworkbench.exchange.register_to_workbook import add_register
from cxworkbench.exchange.workbook_book import Book
from cxworkbench.exchange.workbook_layout import AS_EXPORTED, REGISTER, REGISTER_AS_EXPORTED
from cxworkbench.ground.language import say
from cxworkbench.records.engagement import Brand
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.map_items import LISTS
from cxworkbench.records.register import Register
from cxworkbench.records.told import Block, Told
from cxworkbench.telling.audience import TITLES
from cxworkbench.telling.brand import ink_on
from cxworkbench.telling.deck_charts import native_views
from cxworkbench.telling.deck_values import HeatTable, NativeChart
from cxworkbench.telling.report_content import PARTS, account_title

READ_ME: Final = "read me"
EVIDENCE: Final = "evidence"
_NARROW, _WIDE = 22, 60
_TAKE_BACK: Final = (
    "Findings, causes, insights and actions, and the sheets of the map, are to change: edit cells, "
    "add rows without an id, remove rows. Then give: cxworkbench register import workbook.xlsx. It "
    "shows what would change; with --yes it is taken in. The sheet dictionary says what each "
    "column means."
)
_TO_READ: Final = "The sheets told are to read: figures with their intervals, as the page has them."
_NO_REGISTER: Final = (
    "It holds no register: that of the whole engagement comes with the workbook of all accounts, "
    "for the team alone, once one was accepted."
)


def make_workbook(
    told: Sequence[Told], audience: str, brand: Brand, *, register: Register | None = None,
    journey_map: JourneyMap | None = None,
) -> bytes:  # fmt: skip
    """The file of the workbook; `told` already holds only what the audience may see.

    Parameters
    ----------
    told
        What each part told, in any order.
    audience
        Named on the first sheet.
    brand
        Its colour is that of the headers, its font that of their words.
    register, journey_map
        That people keep; without them the workbook is only to read.
    """
    ordered = sorted(told, key=lambda one: list(PARTS).index(one.part))
    book = Book(ground=brand.colour, ink=ink_on(brand.colour), font=brand.font)
    _add_read_me(book, ordered[-1], audience, is_to_change=register is not None)
    if register is not None:
        add_register(book, register, journey_map)
    if register is not None and journey_map is not None:
        add_map(book, journey_map)
    for one in ordered:
        _add_told(book, one)
    _add_evidence(book, ordered)
    if register is not None:
        lists = (*REGISTER, *(LISTS if journey_map is not None else ()))
        add_dictionary(book, lists, with_map=journey_map is not None)
    book.add_long_texts()
    if register is not None:
        book.add_copy(REGISTER_AS_EXPORTED, register.model_dump_json())
    if register is not None and journey_map is not None:
        book.add_copy(AS_EXPORTED, journey_map.model_dump_json())
    return book.to_bytes()


def _add_read_me(book: Book, lead: Told, audience: str, *, is_to_change: bool) -> None:
    rows = [
        [account_title(lead)],
        [" · ".join(one for one in (lead.client, lead.journey_word, lead.as_of) if one)],
        [f"{audience}: {TITLES[audience]}"],
        [_TAKE_BACK if is_to_change else _NO_REGISTER],
        [_TO_READ],
    ]
    sheet = book.add_sheet(READ_ME, ["workbook"], rows)
    sheet.column_dimensions["A"].width = 100
    sheet.protection.sheet = True


def _add_told(book: Book, told: Told) -> None:
    """One sheet a part: its sections under each other, each table under its title."""
    name, _ = PARTS[told.part]
    rows = list(_told_rows(told))
    widest = max((len(row) for row in rows), default=1)
    sheet = book.add_sheet(say("told {part}", part=told.part), [name, *[""] * (widest - 1)], [])
    for number, row in enumerate(rows, start=2):
        for at, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=at)
            is_head = isinstance(value, _Head)
            book.write(cell, value.text if isinstance(value, _Head) else value)
            if is_head:
                cell.font = book.plain
    for at in range(1, widest + 1):
        letter = sheet.cell(row=1, column=at).column_letter
        sheet.column_dimensions[letter].width = _WIDE if at == 1 else _NARROW
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", None
    sheet.protection.sheet = True


class _Head:
    """A cell that heads what stands under it."""

    def __init__(self, text: str) -> None:
        self.text = text


def _told_rows(told: Told) -> Iterator[list[Any]]:
    for section in told.sections:
        yield [_Head(section.title)]
        for block in section.blocks:
            yield from _block_rows(block)
        yield []


def _block_rows(block: Block) -> Iterator[list[Any]]:
    rests = [", ".join(block.evidence)] if block.evidence else []
    draft = [say("draft, not confirmed")] if block.draft else []
    if block.kind == "table":
        yield [_Head(block.title or block.text), *draft]
        yield [_Head(one) for one in block.columns]
        yield from ([_value(cell) for cell in row] for row in block.rows)
        yield ["Evidence", *rests] if rests else []
    elif block.kind == "chart":
        yield from _chart_rows(block)
    elif block.kind == "quote":
        yield [f"“{block.text}”", block.said_by, *rests]
    elif block.kind in ("sentence", "note"):
        yield [block.text, *draft, *rests]


def _chart_rows(block: Block) -> Iterator[list[Any]]:
    for view in native_views(block.chart or {}):
        title = " · ".join(one for one in (block.title, view.title) if one)
        yield [_Head(title)]
        if isinstance(view, HeatTable):
            yield [_Head(one) for one in view.columns]
            yield from (list(row) for row in view.rows)
        else:
            yield from _series_rows(view)


def _series_rows(chart: NativeChart) -> Iterator[list[Any]]:
    if chart.kind == "scatter":
        for one in chart.series:
            yield [_Head(one.name), _Head(chart.across), _Head(chart.axis)]
            yield from (["", x, y] for x, y in zip(one.across, one.values, strict=True))
        return
    heads = [_Head("")]
    for one in chart.series:
        ends = [_Head("from"), _Head("to")] if one.low else []
        heads += [_Head(one.name), *ends]
    yield heads
    for at, name in enumerate(chart.categories):
        row: list[Any] = [name]
        for one in chart.series:
            row += [one.values[at], *([one.low[at], one.high[at]] if one.low else [])]
        yield row


def _value(cell: Any) -> Any:  # noqa: ANN401 - a cell holds text, a number, yes or no, or nothing
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell


def _add_evidence(book: Book, told: Sequence[Told]) -> None:
    listed = {one.evidence_id: one for part in told for one in part.sources}
    pieces = sorted(listed.values(), key=lambda one: (one.file, one.row, one.evidence_id))
    rows = [[one.evidence_id, one.file, one.row, one.pseudonym, one.date] for one in pieces]
    sheet = book.add_sheet(EVIDENCE, ["id", "file", "row", "who", "day"], rows)
    sheet.protection.sheet = True

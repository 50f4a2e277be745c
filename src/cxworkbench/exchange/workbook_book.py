"""A workbook (.xlsx) while it is written: headers, texts that stay texts, the same bytes."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from cxworkbench.exchange.workbook_cells import cell_and_rest, escaped
from cxworkbench.exchange.workbook_layout import LONG_TEXTS, REVIEW, WHERE
from cxworkbench.ground.files import FORMULA_STARTS

_CHUNK: Final = 15_000  # characters of the hidden copy in one cell
_WIDE: Final = {"text": 52, "name": 34, "definition": 46, "content": 46, "condition": 40,
                "review comment": 40, WHERE: 40, "id": 24, "evidence": 26,
                "against": 26}  # fmt: skip
_NARROW: Final = 14


class Book:
    """The workbook while it is written, and the parts of its long texts.

    `ground` and `ink` are the colours of the headers.
    """

    def __init__(self, ground: str = "#EEEEEE", ink: str = "#000000", font: str = "") -> None:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font, PatternFill

        self.workbook = Workbook()
        self.workbook.remove(self.workbook.active)
        self.long_texts: list[tuple[int, str]] = []
        self.copies: set[str] = set()
        self.font = {"name": font} if font else {}
        self.bold = Font(bold=True, color=ink.lstrip("#").upper(), **self.font)
        self.plain = Font(bold=True, **self.font)
        self.wrapped = Alignment(wrap_text=True, vertical="top")
        self.grey = PatternFill("solid", fgColor=ground.lstrip("#").upper())
        self.blue = PatternFill("solid", fgColor="DCE9F5")

    def add_sheet(
        self,
        title: str,
        headers: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        hide: bool = False,
    ) -> Any:  # noqa: ANN401 - openpyxl has no types
        """A sheet with frozen headers, wrapped text and a filter; texts are never formulas."""
        sheet = self.workbook.create_sheet(title)
        for at, header in enumerate(headers, start=1):
            cell = sheet.cell(row=1, column=at, value=header)
            cell.alignment = self.wrapped
            cell.font = self.plain if header in REVIEW else self.bold
            cell.fill = self.blue if header in REVIEW else self.grey
            column = sheet.column_dimensions[cell.column_letter]
            column.width = _WIDE.get(header, max(_NARROW, len(header) + 3))
            column.number_format = "@"
        last = 1
        for last, row in enumerate(rows, start=2):
            for at, value in enumerate(row, start=1):
                self.write(sheet.cell(row=last, column=at), value)
        sheet.freeze_panes = "C2" if len(headers) > 5 else "A2"
        if last > 1 and len(headers) > 2:
            sheet.auto_filter.ref = sheet.dimensions
        if hide:
            sheet.sheet_state = "hidden"
        return sheet

    def write(self, cell: Any, value: Any) -> None:  # noqa: ANN401
        """A value in a cell: a number, or a text that no spreadsheet takes for anything else."""
        cell.alignment = self.wrapped
        if not isinstance(value, str):
            cell.value = value
            return
        cell.number_format = "@"
        if not value:
            return
        number = len({one for one, _ in self.long_texts}) + 1
        is_apart = cell.parent.title in (LONG_TEXTS, *self.copies)
        text, rest = (value, []) if is_apart else cell_and_rest(value, number)
        self.long_texts += [(number, part) for part in rest]
        cell.value = text
        cell.data_type = "s"  # openpyxl takes a text that starts with = for a formula
        cell.quotePrefix = text[0] in FORMULA_STARTS

    def add_long_texts(self) -> None:
        """The hidden sheet with what did not fit into its cells; the last one but for copies."""
        self.add_sheet(
            LONG_TEXTS, ["number", "text"], [list(one) for one in self.long_texts], hide=True
        )

    def add_copy(self, title: str, text: str) -> None:
        """A hidden sheet that keeps a record as it was exported."""
        whole = escaped(text)
        chunks = [[whole[at : at + _CHUNK]] for at in range(0, len(whole), _CHUNK)]
        self.copies.add(title)
        self.add_sheet(title, ["map"], chunks, hide=True)

    def to_bytes(self) -> bytes:
        """The file, with the same bytes each time: no clock and no name of a person in it."""
        import datetime

        from cxworkbench.exchange.stable_zip import without_times

        day = datetime.datetime(2000, 1, 1)
        self.workbook.properties.creator = "cxworkbench"
        self.workbook.properties.created = self.workbook.properties.modified = day
        file = io.BytesIO()
        self.workbook.save(file)
        return without_times(file.getvalue(), day)

"""A made-up world and its files: tables as an office would send them, the truth apart."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal

import pandas as pd
from openpyxl import Workbook

from cxworkbench.ground.files import write_bytes, write_text
from cxworkbench.records.base import as_json_text

_SAME_TIME: Final = (2026, 6, 30, 12, 0, 0)  # of every member of a workbook, so bytes stay the same


@dataclass(frozen=True)
class FileForm:
    """How one received table stands on disk."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quoted: bool = False  # every cell in quotation marks, so that any text survives
    title: str = ""  # workbooks: a row above the header
    dates: tuple[str, ...] = ()  # workbooks: columns that hold real dates
    numbers: tuple[str, ...] = ()  # workbooks: columns that hold real numbers


@dataclass(frozen=True)
class World:
    """Everything of a made-up engagement.

    `tables` are received tables by file name, every cell the text that was sent. `records` are
    further files of the engagement by path inside it. `truth` is what was planted; it is written
    only by `write_truth`.
    """

    tables: dict[str, pd.DataFrame]
    engagement_toml: str
    truth: dict[str, Any]
    forms: dict[str, FileForm] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)


def write_world(world: World, folder: Path) -> None:
    """The engagement's folder: `engagement.toml`, `data/` and what belongs to it, not the truth."""
    write_text(folder / "engagement.toml", world.engagement_toml)
    for name, table in world.tables.items():
        form = world.forms.get(name, FileForm())
        as_bytes = _workbook_bytes if name.endswith(".xlsx") else _delimited_bytes
        write_bytes(folder / "data" / name, as_bytes(table, form))
    for name, text in world.records.items():
        write_text(folder / name, text)


def write_truth(world: World, path: Path) -> None:
    """What was planted, as JSON; for instructors, never into the engagement's folder."""
    write_text(path, as_json_text(world.truth))


def _delimited_bytes(table: pd.DataFrame, form: FileForm) -> bytes:
    quoting: Literal[0, 1] = csv.QUOTE_ALL if form.quoted else csv.QUOTE_MINIMAL
    text = table.to_csv(index=False, sep=form.delimiter, lineterminator="\n", quoting=quoting)
    return text.encode(form.encoding)


def _workbook_bytes(table: pd.DataFrame, form: FileForm) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Notes"
    if form.title:
        sheet.append([form.title])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=4)
    sheet.append(list(table.columns))
    for row in table.itertuples(index=False):
        cells = zip(table.columns, row, strict=True)
        sheet.append([_cell(str(value), name, form) for name, value in cells])
    book.properties.creator = "made-up"
    book.properties.created = datetime(*_SAME_TIME)
    written = io.BytesIO()
    book.save(written)
    return _without_times(written.getvalue())


def _cell(value: str, name: str, form: FileForm) -> str | float | date | None:
    if not value:
        return None
    if name in form.dates:
        return date.fromisoformat(value)
    return float(value) if name in form.numbers else value


def _without_times(workbook: bytes) -> bytes:
    """The workbook with one fixed time everywhere and without compression.

    openpyxl writes the hour of saving into the archive and into docProps/core.xml (seen with
    3.1.5); compressed bytes differ between zlib and zlib-ng.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(packed, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = _core_properties()
            new.writestr(zipfile.ZipInfo(member.filename, _SAME_TIME), content)
    return packed.getvalue()


def _core_properties() -> bytes:
    moment = datetime(*_SAME_TIME).strftime("%Y-%m-%dT%H:%M:%SZ")
    package = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    stamp = f'xsi:type="dcterms:W3CDTF">{moment}<'
    return (
        f'<cp:coreProperties xmlns:cp="{package}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:creator>made-up</dc:creator>"
        f"<dcterms:created {stamp}/dcterms:created>"
        f"<dcterms:modified {stamp}/dcterms:modified></cp:coreProperties>"
    ).encode()

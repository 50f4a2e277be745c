"""Small received files for the tests of the ground."""

import io
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook


def text_file(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook_file(folder: Path, *rows: list[object], merge: str = "", name: str = "t.xlsx") -> Path:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    if merge:
        workbook.active.merge_cells(merge)
    workbook.save(folder / name)
    return folder / name


def with_saved_formulas(path: Path, values: dict[str, str], *, kind: str = "n") -> Path:
    """The workbook as a spreadsheet program saves it: formula cells hold their last value, too."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content = _with_values(content.decode(), values, kind).encode()
            new.writestr(name, content)
    path.write_bytes(packed.getvalue())
    return path


def _with_values(sheet: str, values: dict[str, str], kind: str) -> str:
    for formula, value in values.items():
        pattern = rf'<c r="(\w+)"([^>]*)><f>{re.escape(formula)}</f><v ?/?>(</v>)?'
        cell = rf'<c r="\1" t="{kind}"><f>{formula}</f><v>{value}</v>'
        sheet, times = re.subn(pattern, cell, sheet)
        assert times == 1, formula
    return sheet


def rules(problems) -> list[tuple[int, str, str]]:
    """Row, rule and value of each problem: what a test compares."""
    return [(problem.row, problem.rule, problem.value) for problem in problems]

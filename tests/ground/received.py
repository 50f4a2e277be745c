"""Small received files for the tests of the ground."""

import io
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


def with_saved_formulas(path: Path, values: dict[str, str]) -> Path:
    """The workbook as a spreadsheet program saves it: formula cells hold their last value, too."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode() if name.endswith(".xml") else old.read(name)
            for formula, value in values.items() if isinstance(content, str) else ():
                content = content.replace(
                    f"<f>{formula}</f><v />", f"<f>{formula}</f><v>{value}</v>"
                ).replace(f"<f>{formula}</f><v></v>", f"<f>{formula}</f><v>{value}</v>")
            new.writestr(name, content)
    path.write_bytes(packed.getvalue())
    return path


def rules(problems) -> list[tuple[int, str, str]]:
    """Row, rule and value of each problem: what a test compares."""
    return [(problem.row, problem.rule, problem.value) for problem in problems]

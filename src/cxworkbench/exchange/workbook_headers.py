"""The header of a sheet of a map's workbook: where it stands, and which column is which."""

from collections.abc import Mapping, Sequence
from typing import Final

from cxworkbench.exchange.workbook_layout import Column, belongs
from cxworkbench.exchange.workbook_reading import Reading
from cxworkbench.ground.errors import DataProblem, did_you_mean

_FIRST_ROWS: Final = 10  # within which a header may stand
_PUT_BACK: Final = (
    "Without it every row would count as removed or new. Put it back as `cxworkbench map export "
    "--format workbook` writes it. Nothing was read."
)


def header_of(
    reading: Reading, name: str, columns: Mapping[str, Column], table: Sequence[Sequence[str]]
) -> tuple[int, dict[str, int]]:
    """The place of the header among the rows of a sheet, and the places of its columns.

    Capitals and blanks around a name do not matter, and a title may stand above the header.

    Raises
    ------
    DataProblem
        There is no header in the first ten rows, it has no column `id`, or rows of the map stand
        above it: what is meant to be removed cannot be told.
    """
    known = {_plain(one): one for one in columns}
    counts = [sum(_plain(cell) in known for cell in row) for row in table[:_FIRST_ROWS]]
    most = max(counts, default=0)
    if most < 2:
        if not table and not _exported(reading, name):
            return 0, {}
        raise DataProblem(
            f"{reading.file}, sheet {name}: none of the first {_FIRST_ROWS} rows is the header "
            f"with the names of the columns ({', '.join(list(columns)[:4])} ...). {_PUT_BACK}"
        )
    at = counts.index(most)
    _refuse_rows_above(reading, name, table[:at], at + 1)
    places = _places(reading, name, columns, table[at], at + 1)
    if "id" not in places:
        raise DataProblem(f"{reading.file}, sheet {name} has no column id. {_PUT_BACK}")
    return at, places


def _plain(header: str) -> str:
    return " ".join(header.split()).casefold()


def _exported(reading: Reading, name: str) -> list[str]:
    return [one for one, item in reading.base.items() if belongs(name, item)]


def _refuse_rows_above(
    reading: Reading, name: str, above: Sequence[Sequence[str]], number: int
) -> None:
    ids = set(_exported(reading, name))
    lost = [cell.strip() for row in above for cell in row if cell.strip() in ids]
    if lost:
        raise DataProblem(
            f"{reading.file}, sheet {name}: rows of the map stand above the header, which is in "
            f"row {number}: {', '.join(lost[:3])}. Put the header above them, for they would "
            "count as removed. Nothing was read."
        )


def _places(
    reading: Reading, name: str, columns: Mapping[str, Column], headers: Sequence[str], row: int
) -> dict[str, int]:
    known = {_plain(one): one for one in columns}
    places: dict[str, int] = {}
    for at, header in enumerate(headers):
        title = known.get(_plain(header), "")
        if title and title not in places:
            places[title] = at
        elif header.strip():
            said = " ".join(header.split())
            near = did_you_mean(said, columns)
            rule, remedy = "is a column of the sheet", f"{near}It was not read."
            reading.add(name, row, said, rule, said, remedy, note=True)
    for one, column in columns.items():
        if column.field is not None and one not in places and one != "id":
            rule, remedy = "is there", "Put the column back; its cells count as they were exported."
            reading.add(name, row, one, rule, "", remedy)
    return places

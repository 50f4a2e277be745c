"""Text to dates: whether day or month comes first is decided once per column, never per cell."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem, listed
from cxworkbench.ground.errors import ParameterProblem, sample_of

ORDERS: Final = {
    "dmy": "dmy", "mdy": "mdy", "ymd": "ymd",
    "day first": "dmy", "month first": "mdy", "year first": "ymd",
}  # fmt: skip
_MONTHS: Final = (
    "jan january januar janvier enero gennaio januari janv ene genn gen jän jänner",
    "feb february februar février febrero febbraio februari fév févr",
    "mar march märz mars marzo maart mär mrz mrt",
    "apr april avril abril aprile avr abr",
    "may mai mayo maggio mei mag",
    "jun june juni juin junio giugno giu",
    "jul july juli juillet julio luglio juil lug",
    "aug august août agosto augustus aou ago",
    "sep september septembre septiembre settembre sept set",
    "oct october oktober octobre octubre ottobre okt ott",
    "nov november novembre noviembre",
    "dec december dezember décembre diciembre dicembre dez déc dic",
)
_MONTH: Final = {word: place for place, line in enumerate(_MONTHS, 1) for word in line.split()}
_ISO_DAY: Final = r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
_DAYS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        _ISO_DAY,
        r"(?P<y>[12]\d{3})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?[ -]*(?P<word>[^\W\d_]+)\.?,?[ -]*(?P<y>\d{4}|\d{2})",
        r"(?P<word>[^\W\d_]+)\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
    )
)
_NUMERIC: Final = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})"
)
_TIME: Final = re.compile(
    r"(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?\s*"
    r"(?P<half>[aApP]\.?[mM]\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?:\[[\w/+-]+\])?"
)
_PLAIN_ISO: Final = r"(?:19|20|21)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?"
_AT_ONCE: Final = 1_000_000
_SEASONS: Final = "taken for summer and winter time"
_DAY_AND_TIME: Final = re.compile(r"(?P<day>.+?)(?:(?:T|,? +)(?P<time>\d{1,2}:.+))?")
_SUMMER_TIME: Final = 60  # minutes by which one place's clock differs over the year
FIRST_YEAR: Final = (
    1900  # before and after these a day is a slip or a stand-in, as 0001 and 9999 are
)
LAST_YEAR: Final = 2200
_PIVOT: Final = 69  # as POSIX: two-digit years from 69 are 19xx


@dataclass(frozen=True)
class _Cell:
    a: int  # first number of the day's text where the order is open, else the month
    b: int  # second number, else the day
    year: int
    open: bool
    time: dt.timedelta
    zone: int | None  # minutes east of UTC


@dataclass
class _Dates:
    """What the cells of a column say together."""

    zones: set[int] = field(default_factory=set)  # minutes east of UTC
    _open: bool = False  # whether a cell leaves open which is the day, and it matters
    _day_first: bool = False
    _month_first: bool = False
    _unclear: dict[str, None] = field(default_factory=dict)

    @property
    def order(self) -> str:
        """The order of the open cells: proved, "" without any, "?" where not or both ways."""
        if not self._open and not self._day_first and not self._month_first:
            return ""
        if self._day_first == self._month_first:
            return "?"
        return "dmy" if self._day_first else "mdy"

    def problems(self, *, order: str, file: str, name: str) -> list[Problem]:
        """What is to be said of the column as a whole, read in that order ("" for its own)."""
        problems = []
        if (ORDERS.get(order) or self.order) == "?":
            unclear = list(self._unclear)
            what = f"{len(unclear)} values could be day or month first: {sample_of(unclear)}"
            remedy = 'say date_order = "day first" or date_order = "month first" for this table'
            problems.append(Problem(file, 0, name, "says which is the day", what, remedy))
        if len(self.zones) > 1:
            done = "all times were brought to UTC" if self.apart else _SEASONS
            what = f"{len(self.zones)} offsets from UTC; {done}"
            rule = "has one time zone"
            problems.append(Problem(file, 0, name, rule, what, "nothing to do", "note"))
        return problems

    @property
    def apart(self) -> bool:
        """Whether the offsets differ by more than summer and winter time do."""
        return max(self.zones, default=0) - min(self.zones, default=0) > _SUMMER_TIME

    def add(self, cells: Mapping[str, "_Cell | None"]) -> None:
        for text, cell in cells.items():
            if cell is None:
                continue
            if cell.zone is not None:
                self.zones.add(cell.zone)
            if cell.open and cell.a != cell.b:
                self._open = True
                self._day_first |= cell.a > 12 >= cell.b
                self._month_first |= cell.b > 12 >= cell.a
                if max(cell.a, cell.b) <= 12:
                    self._unclear[text] = None


def as_dates(
    column: pd.Series,
    *,
    order: str = "",
    file: str = "",
    name: str = "",
) -> tuple[pd.Series, list[Problem]]:
    """The column's dates and times, and what in it is none.

    ISO dates, dates with a month's name (English, German, French, Spanish, Italian, Dutch) and
    dates with points (day first) say themselves what they mean. For "03/04/2025" the column
    decides: one number above 12 in first place proves day first, in second place month first.
    Where nothing proves it, the cells stay missing and a problem says so.

    Parameters
    ----------
    column
        Text, blank where missing; its index is the row number of the file.
    order
        "dmy" or "day first", "mdy" or "month first" where it is known ("ymd" or "year first" takes
        none but year-first dates); empty to decide.
    file, name
        File and column for the problems.

    Returns
    -------
    pandas.Series
        datetime64[us] without time zone, same index; NaT where blank, not a date or not a day from
        1900 to 2200. A time keeps
        the clock it was written with; where a column mixes offsets more than summer and winter
        time do, all are brought to UTC.
    list of Problem
        One per cell that is no date; one per column for what was or could not be decided.

    Raises
    ------
    ParameterProblem
        `order` is none of these words.

    Examples
    --------
    >>> dates, problems = as_dates(pd.Series(["13/02/2025", "03/04/2025", "soon"], index=[2, 3, 4]))
    >>> dates.dt.strftime("%Y-%m-%d").tolist(), [problem.row for problem in problems]
    (['2025-02-13', '2025-04-03', nan], [4])
    """
    if order and order not in ORDERS:
        raise ParameterProblem(
            f"date_order is {order!r}. It is one of {', '.join(ORDERS)}, "
            "or empty to have it decided."
        )
    column = column.fillna("")
    dates = _written_as_iso(column)
    others = column[dates.isna()]
    cells = _cells_of(others)
    said = _Dates()
    said.add(cells)
    decided = ORDERS.get(order) or said.order
    moments = {
        text: _moment(cell, decided, to_utc=said.apart) for text, cell in cells.items() if cell
    }
    problems = _not_dates(others, cells, moments, decided, file, name)
    problems += said.problems(order=order, file=file, name=name)
    if len(others):
        found = pd.Series([moments.get(text) for text in others.tolist()], dtype="datetime64[us]")
        dates = dates.mask(dates.isna().to_numpy(), _in_place(found, dates))
    return dates.rename(name or str(column.name or "")), problems


def _written_as_iso(column: pd.Series) -> pd.Series:
    """The moments of the cells written 2026-02-28 or 2026-02-28 09:30:00; others are missing.

    They mean one thing whatever else stands in the column, and millions are read at once.
    """
    texts = column.astype("str")
    plain = texts.where(texts.str.fullmatch(_PLAIN_ISO), None)
    # In pieces: the texts of the whole column at once, each a Python object, would fill the memory.
    pieces = [plain.iloc[start : start + _AT_ONCE] for start in range(0, len(plain), _AT_ONCE)]
    moments = [pd.to_datetime(piece, format="ISO8601", errors="coerce") for piece in pieces]
    read = [moment.astype("datetime64[us]") for moment in moments]
    return pd.concat(read) if read else plain.astype("datetime64[us]")


def _in_place(found: pd.Series, dates: pd.Series) -> pd.Series:
    placed = pd.Series(pd.NaT, index=dates.index, dtype="datetime64[us]")
    placed[dates.isna().to_numpy()] = found.to_numpy()
    return placed


def _cells_of(column: pd.Series) -> dict[str, "_Cell | None"]:
    return {text: _cell(text) for text in column.unique() if text.strip()}


def is_date(text: str) -> bool:
    """Whether the text is written as a date, whichever comes first.

    Examples
    --------
    >>> [is_date(text) for text in ("2025-02-03", "3. März 2025", "03/04/25 14:00", "2025", "7.5")]
    [True, True, True, False, False]
    """
    return _cell(text) is not None


def date_order(column: Iterable[str]) -> str:
    """The order that the cells prove: "dmy", "mdy", "" where none is open, "?" where unproved.

    Examples
    --------
    >>> date_order(["31/12/2025"]), date_order(["12/31/2025"]), date_order(["01/02/2025"])
    ('dmy', 'mdy', '?')
    """
    so_far = _Dates()
    so_far.add({text: _cell(text) for text in set(column)})
    return so_far.order


def _cell(text: str) -> _Cell | None:
    plain = " ".join(text.split())
    if not plain.isprintable() or len(plain) > 60 or not any(sign.isdecimal() for sign in plain):
        return None
    parts = _DAY_AND_TIME.fullmatch(plain)
    if parts is None:
        return None
    clock = _clock(parts["time"]) if parts["time"] else (dt.timedelta(), None)
    return _day(parts["day"].rstrip(","), *clock) if clock else None


def _clock(text: str) -> tuple[dt.timedelta, int | None] | None:
    parts = _TIME.fullmatch(text)
    if parts is None:
        return None
    hours, minutes, seconds = int(parts["h"]), int(parts["min"]), int(parts["s"] or 0)
    half = (parts["half"] or "").lower().replace(".", "")
    if hours > (12 if half else 24) or minutes > 59 or seconds > 60 or (half and not hours):
        return None
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    micro = int((parts["f"] or "0").ljust(6, "0")[:6])
    time = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micro)
    return time, _minutes_east(parts["zone"])


def _minutes_east(zone: str | None) -> int | None:
    if zone is None:
        return None
    digits = re.sub(r"\D", "", zone)
    east = int(digits[:2]) * 60 + int(digits[2:]) if digits else 0
    return -east if zone.startswith("-") else east


def _day(text: str, time: dt.timedelta, zone: int | None) -> _Cell | None:
    if parts := _NUMERIC.fullmatch(text):
        numbers, year = (int(parts["a"]), int(parts["b"])), _full_year(parts["y"])
        if parts["sep"] == ".":  # no country puts points between month, day and year
            return _Cell(numbers[1], numbers[0], year, False, time, zone)
        return _Cell(*numbers, year, True, time, zone)
    for pattern in _DAYS:
        if parts := pattern.fullmatch(text):
            found = parts.groupdict()
            month = _MONTH.get(found["word"].lower(), 0) if "word" in found else int(found["m"])
            if month:
                return _Cell(month, int(found["d"]), _full_year(found["y"]), False, time, zone)
    return None


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= _PIVOT else 2000)


def _moment(cell: _Cell, order: str, *, to_utc: bool) -> dt.datetime | None:
    month, day = cell.a, cell.b
    if cell.open:
        if order == "ymd" or (order == "?" and cell.a != cell.b and max(cell.a, cell.b) <= 12):
            return None
        if order == "dmy" or (order == "?" and cell.a > 12):
            month, day = day, month
    try:
        midnight = dt.datetime(cell.year, month, day)
        moment = midnight + cell.time
        moment -= dt.timedelta(minutes=(cell.zone or 0) if to_utc else 0)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _can_be_meant(cell: _Cell) -> bool:
    return FIRST_YEAR <= cell.year <= LAST_YEAR


def _not_dates(
    column: pd.Series,
    cells: dict[str, _Cell | None],
    moments: dict[str, dt.datetime | None],
    order: str,
    file: str,
    name: str,
) -> list[Problem]:
    bad = set()
    for text, cell in cells.items():
        could_be_either = cell and cell.open and order == "?" and max(cell.a, cell.b) <= 12
        if moments.get(text) is None and not could_be_either:
            bad.add(text)
    if not bad:
        return []
    day = {
        "dmy": "DAY/MONTH/YEAR, for example 28/02/2026",
        "mdy": "MONTH/DAY/YEAR, for example 02/28/2026",
    }.get(order, "YEAR-MONTH-DAY, for example 2026-02-28")
    remedy = f"write the day as {day}"
    far = {text for text in bad if (cell := cells[text]) and not _can_be_meant(cell)}
    too_far = "correct the year, or leave the cell empty: it was left out"
    beyond = f"is from {FIRST_YEAR} to {LAST_YEAR}"
    rows = zip(column.index.tolist(), column.tolist(), strict=True)
    return listed(
        ((row, text) for row, text in rows if text in bad),
        lambda row, text: (
            Problem(file, row, name, beyond, text, too_far)
            if text in far
            else Problem(file, row, name, "is a date", text, remedy)
        ),
    )

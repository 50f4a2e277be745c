"""Text to numbers: decimal mark and thousands mark decided once per column, never per cell."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.checks import Problem, listed
from cxworkbench.ground.errors import ParameterProblem, sample_of

CURRENCY_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB"}
CURRENCY_CODES: Final = frozenset(
    (*CURRENCY_SIGNS.values(), "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "ISK",
     "CAD", "AUD", "NZD", "CNY", "HKD", "SGD", "KRW", "BRL", "MXN", "TRY", "ZAR", "AED", "ILS")
)  # fmt: skip
LARGEST: Final = 1e18  # no count and no amount is larger; beyond it sums and squares overflow
_SIGN: Final = "|".join(re.escape(sign) for sign in CURRENCY_SIGNS)
_MONEY: Final = rf"(?:{_SIGN}|[A-Z]{{3}})"
_NUMBER: Final = re.compile(
    rf"(?P<open>\()?(?P<sign>[+-]?)\s*(?P<before>{_MONEY})?\s*(?P<sign2>[+-]?)\s*"
    r"(?P<digits>\d[\d.,' ]*|[.,]\d+)(?P<power>[eE][+-]?\d+)?"
    rf"(?P<sign3>-?)\s*(?P<percent>%)?\s*(?P<after>{_MONEY})?(?P<close>\))?"
)
_LEADING_DASH: Final = re.compile(r"^\s*[\u2012\u2013]\s*(?=[\d.,])")  # as word processors write it
_BLANKS: Final = re.compile("[\u00a0\u2007\u2009\u202f\t]")
_GROUPED: Final = re.compile(r"\d{1,3}(?:(?P<mark>[.,' ])\d{3})(?:(?P=mark)\d{3})*")
_AMBIGUOUS: Final = re.compile(r"(?!0)\d{1,3}[.,]\d{3}")
_REMEDY: Final = "write the number alone, or leave the cell empty"
_TOO_LARGE: Final = "correct it, or leave the cell empty: no count or amount is so large"


@dataclass(frozen=True)
class _Cell:
    digits: str  # with its marks
    negative: bool
    power: str
    percent: bool
    currency: str


@dataclass
class _Numbers:
    """What the cells of a column say together."""

    _proofs: set[str] = field(default_factory=set)
    _marks: set[str] = field(default_factory=set)  # of the cells that could be read two ways
    _plain: bool = False  # whether there is a number of digits alone
    _long: bool = False  # whether there is one of four digits or more
    _unclear: dict[str, None] = field(default_factory=dict)
    _percent: dict[str, None] = field(default_factory=dict)
    _currencies: Counter[str] = field(default_factory=Counter)

    def decided(self) -> tuple[str, str]:
        """The decimal mark and how it was decided; "?" where nothing decides."""
        if len(self._proofs) == 1:
            return next(iter(self._proofs)), ""
        if not self._marks:
            return ("?" if self._proofs else "."), ""
        if not self._proofs and len(self._marks) == 1 and self._plain and not self._long:
            mark = next(iter(self._marks))
            return {",": ".", ".": ","}[mark], f"{mark!r} is read as thousands mark"
        return "?", ""

    def may_stand_with_others(self, cell: "_Cell") -> bool:
        """Whether the amount is in the commonest currency, or names none."""
        if len(self._currencies) < 2:
            return True
        commonest = max(sorted(self._currencies), key=lambda code: self._currencies[code])
        return cell.currency in ("", commonest)

    def problems(self, *, decimal: str, file: str, name: str) -> list[Problem]:
        """What is to be said of the column as a whole, read with that mark ("" for its own)."""
        mark, how = (decimal, "") if decimal else self.decided()
        problems = []
        if mark == "?":
            remedy = 'say decimal = "," or decimal = "." for this table'
            what = f"{len(self._unclear)} values could be read two ways: {sample_of(self._unclear)}"
            both = "both ',' and '.' stand as decimal marks; each cell was read by its own"
            rule = "has one decimal mark"
            if self._unclear:
                problems.append(Problem(file, 0, name, rule, what, remedy))
            if self._proofs:
                problems.append(Problem(file, 0, name, rule, both, "write one kind", "note"))
        elif how:
            what = f"{how} in {sample_of(self._unclear)}"
            remedy = 'if that is wrong, say decimal = "," or decimal = "." for this table'
            problems.append(Problem(file, 0, name, "has one decimal mark", what, remedy, "note"))
        if self._percent:
            count = len(self._percent)
            what = f"{count} values with % were divided by 100: {sample_of(self._percent)}"
            problems.append(Problem(file, 0, name, "is a number", what, "nothing to do", "note"))
        return problems

    def add(self, column: pd.Series, known: dict[str, "_Cell"]) -> None:
        for text, cell in known.items():
            if _AMBIGUOUS.fullmatch(cell.digits):
                self._unclear[text] = None
                self._marks.add(cell.digits[-4])
            elif proof := _proved_decimal(cell.digits):
                self._proofs.add(proof)
            if cell.digits.isdecimal():
                self._plain, self._long = True, self._long or len(cell.digits) >= 4
            if cell.percent:
                self._percent[text] = None
        if any(cell.currency for cell in known.values()):
            self._currencies.update(
                known[text].currency for text in column.tolist() if text in known
            )
            del self._currencies[""]


def as_numbers(
    column: pd.Series,
    *,
    decimal: str = "",
    file: str = "",
    name: str = "",
) -> tuple[pd.Series, list[Problem]]:
    """The column's numbers, and what in it is none.

    The cells of a column together say which mark is the decimal one: "1.234,56" or "12,5" a comma,
    "1,234,567" a point. Where every marked cell could be either ("2,666"), it is a thousands mark
    if smaller whole numbers stand beside it and no unmarked number of four digits does; else the
    cells stay missing, and a problem says so.

    Parameters
    ----------
    column
        Text, blank where missing; its index is the row number of the file.
    decimal
        "," or "." where it is known; empty to have it decided.
    file, name
        File and column for the problems.

    Returns
    -------
    pandas.Series
        float64 with the same index; NaN where blank or not a number, or one beyond `LARGEST`.
        Percent are divided by 100.
    list of Problem
        One per cell that is no number; one per column for what was decided.

    Raises
    ------
    ParameterProblem
        `decimal` is neither "," nor "." nor empty.

    Examples
    --------
    >>> numbers, problems = as_numbers(pd.Series(["1.234,50", "-7", "n/a"], index=[2, 3, 4]))
    >>> numbers.tolist(), [(problem.row, problem.value) for problem in problems]
    ([1234.5, -7.0, nan], [(4, 'n/a')])
    """
    if decimal not in ("", ",", "."):
        raise ParameterProblem(
            f"decimal is {decimal!r}. It is ',' or '.', or empty to have it decided."
        )
    column = column.fillna("")
    cells = _cells_of(column)
    known = _known(cells)
    said = _Numbers()
    said.add(column, known)
    mark = decimal or said.decided()[0]
    values = {text: _usable(cell, mark) for text, cell in known.items()}
    kept = {text for text, cell in known.items() if said.may_stand_with_others(cell)}
    usable = {text: value for text, value in values.items() if text in kept}
    numbers = [usable.get(text, np.nan) for text in column.tolist()]
    problems = _not_numbers(column, cells, known, kept, values, mark, file, name)
    problems += said.problems(decimal=decimal, file=file, name=name)
    called = name or str(column.name or "")
    return pd.Series(numbers, index=column.index, dtype="float64", name=called), problems


def _cells_of(column: pd.Series) -> dict[str, "_Cell | None"]:
    return {text: _cell(text) for text in column.unique() if text.strip()}


def _known(cells: dict[str, "_Cell | None"]) -> dict[str, "_Cell"]:
    return {text: cell for text, cell in cells.items() if cell}


def decimal_mark(column: Iterable[str]) -> str:
    """The decimal mark that the cells prove, "," or "."; empty where they prove none or both.

    Examples
    --------
    >>> decimal_mark(["0,5", "1.000"]), decimal_mark(["1.000"]), decimal_mark(["7"])
    (',', '', '')
    """
    proofs = _proofs(cell for text in set(column) if (cell := _cell(text)))
    return next(iter(proofs)) if len(proofs) == 1 else ""


def currencies(column: Iterable[str]) -> list[str]:
    """The currencies that the cells name, as three letters, in the order of the alphabet.

    Examples
    --------
    >>> currencies(["€ 5", "7,20 EUR", "$3", "4"])
    ['EUR', 'USD']
    """
    found = {cell.currency for text in set(column) if (cell := _cell(text))}
    return sorted(found - {""})


def is_number(text: str) -> bool:
    """Whether the text is written as a number, whichever its decimal mark.

    Examples
    --------
    >>> [is_number(text) for text in ("1 234,5", "-€ 3", "(7)", "nan", "12a", "1.2.3")]
    [True, True, True, False, False, False]
    >>> is_number("\u20131"), is_number("1\u20132")  # an en dash in front, and one between
    (True, False)
    """
    return _cell(text) is not None


def _cell(text: str) -> _Cell | None:
    plain = _BLANKS.sub(" ", text).replace("\u2212", "-").replace("’", "'").strip()
    plain = _LEADING_DASH.sub("-", plain)
    if not plain.isascii() and not any(sign in plain for sign in CURRENCY_SIGNS):
        return None
    parts = _NUMBER.fullmatch(plain)
    if not parts or bool(parts["open"]) != bool(parts["close"]):
        return None
    signs = "".join(parts[sign] for sign in ("sign", "sign2", "sign3")) + (
        "-" * bool(parts["open"])
    )
    money = {parts["before"], parts["after"]} - {None}
    named = [CURRENCY_SIGNS.get(word, word) for word in money]
    digits = parts["digits"].strip()
    if len(signs) > 1 or len(named) > 1 or not _well_formed(digits):
        return None
    if named and named[0] not in CURRENCY_CODES:
        return None
    currency = named[0] if named else ""
    return _Cell(digits, signs == "-", parts["power"] or "", bool(parts["percent"]), currency)


def _well_formed(digits: str) -> bool:
    """Whether the marks stand where some country puts them."""
    if re.fullmatch(r"\d*[.,]\d+|\d+[.,]?", digits):
        return True
    whole, mark, fraction = _last_mark(digits)
    if _GROUPED.fullmatch(digits):
        return True
    grouped = _GROUPED.fullmatch(whole)
    return bool(mark and grouped and grouped["mark"] != mark and fraction.isdecimal())


def _last_mark(digits: str) -> tuple[str, str, str]:
    place = max(digits.rfind("."), digits.rfind(","))
    return (digits, "", "") if place < 0 else (digits[:place], digits[place], digits[place + 1 :])


def _proofs(cells: Iterable[_Cell]) -> set[str]:
    return {mark for cell in cells if (mark := _proved_decimal(cell.digits))}


def _proved_decimal(digits: str) -> str:
    """The decimal mark that one cell proves; empty where it could be read two ways or has none."""
    whole, mark, _ = _last_mark(digits)
    if not mark or _AMBIGUOUS.fullmatch(digits):
        return ""
    other = {",": ".", ".": ","}[mark]
    return other if mark in whole else mark


def _value(cell: _Cell, mark: str) -> float:
    own = _proved_decimal(cell.digits) if mark == "?" else mark
    if mark == "?" and _AMBIGUOUS.fullmatch(cell.digits):
        return np.nan
    if mark != "?" and _proved_decimal(cell.digits) not in ("", mark):
        return np.nan
    digits = cell.digits.replace(" ", "").replace("'", "")
    digits = digits.replace("." if own == "," else ",", "").replace(",", ".")
    value = float(digits + cell.power) / (100 if cell.percent else 1)
    return -value if cell.negative else value


def _usable(cell: _Cell, mark: str) -> float:
    value = _value(cell, mark)
    return value if abs(value) <= LARGEST else np.nan


def _too_large(cell: _Cell, mark: str) -> bool:
    return abs(_value(cell, mark)) > LARGEST


def _not_numbers(
    column: pd.Series,
    cells: dict[str, _Cell | None],
    known: dict[str, _Cell],
    kept: set[str],
    values: dict[str, float],
    mark: str,
    file: str,
    name: str,
) -> list[Problem]:
    reasons = {}
    for text in cells:
        if text not in known:
            reasons[text] = ("is a number", _REMEDY)
        elif text not in kept:
            reasons[text] = ("is in one currency", "convert the amounts before they are received")
        elif _too_large(known[text], mark):
            reasons[text] = ("is a number that can be meant", _TOO_LARGE)
        elif np.isnan(values[text]) and mark != "?":
            reasons[text] = (f"has {mark!r} as its decimal mark", "write it like the others")
    if not reasons:
        return []
    rows = zip(column.index.tolist(), column.tolist(), strict=True)
    return listed(
        ((row, text) for row, text in rows if text in reasons),
        lambda row, text: Problem(file, row, name, reasons[text][0], text, reasons[text][1]),
    )

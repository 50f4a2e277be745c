"""Amounts of money: one currency a column, multiplied by their unit, negatives kept."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.intake.cells import Fed, as_text, numbers_of
from cxworkbench.records.engagement import Money

_SIGNS: Final = {"€": "EUR", "£": "GBP", "¥": "JPY", "US$": "USD", "$": "USD", "Fr.": "CHF"}
_MARK: Final = r"(US\$|Fr\.|[€£¥$]|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z]))"
_IN_BRACKETS: Final = r"^\((.*)\)$"  # how bookkeeping writes a negative amount


@dataclass(frozen=True)
class Amounts:
    """A column of money: the amounts in single units, and the currency they are all in."""

    values: pd.Series
    currency: str  # "" where nothing says it


def amounts(fed: Fed, column: str, money: Money) -> Amounts:
    """One column of amounts in its one currency.

    The currency is what `money.currency` says, a currency column, and the signs in the cells, all
    together. Where these name more than one, the whole column is refused: sums over mixed
    currencies mean nothing, and the workbench knows no rates.

    Returns
    -------
    Amounts
        Amounts times `money.unit`; missing where nothing stands, where it is no number, and
        everywhere when currencies are mixed.
    """
    header = fed.header(column)
    received = fed.frame[header] if header in fed.frame else fed.text(column)
    if pd.api.types.is_numeric_dtype(received.dtype):
        cells, marks = received, pd.Series("", index=received.index, dtype="str")
    else:
        text = as_text(received)
        marks = text.str.extract(_MARK, expand=False).fillna("").replace(_SIGNS)
        plain = text.str.replace(_MARK, "", regex=True).str.strip()
        cells = plain.str.replace(_IN_BRACKETS, r"-\1", regex=True)
    values, problems = numbers_of(cells, fed.table, header)
    fed.problems += problems
    currencies = _currencies(fed, marks, values.notna(), money)
    if len(currencies) > 1:
        fed.problems.append(_mixed(fed, header, currencies))
        return Amounts(values * float("nan"), "")
    return Amounts(values * money.unit, next(iter(currencies), ""))


def _currencies(fed: Fed, marks: pd.Series, filled: pd.Series, money: Money) -> dict[str, int]:
    named = fed.text("currency").str.upper().replace(_SIGNS)
    counts: dict[str, int] = {}
    for words in (named[filled], marks[filled]):
        for word, rows in words[words.ne("")].value_counts(sort=False).items():
            counts[str(word)] = max(int(rows), counts.get(str(word), 0))
    if money.currency and filled.any():
        counts.setdefault(money.currency.upper(), 0)
    return dict(sorted(counts.items()))


def _mixed(fed: Fed, header: str, currencies: dict[str, int]) -> Problem:
    named = ", ".join(
        f"{word} ({'1 row' if rows == 1 else f'{rows} rows'})" if rows else f"{word} (money.currency)"
        for word, rows in currencies.items()
    )
    return Problem(
        fed.table.file, 0, header, "has one currency", named,
        "Convert the column to one currency, or correct money.currency in engagement.toml. "
        "Until then none of its amounts is used.",
    )  # fmt: skip

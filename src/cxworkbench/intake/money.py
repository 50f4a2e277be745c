"""Amounts of money: one currency a column, multiplied by their unit, negatives kept."""

from dataclasses import dataclass

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.numbers import CURRENCY_SIGNS, currencies
from cxworkbench.intake.cells import Fed, as_text, looked_up, numbers_of
from cxworkbench.records.engagement import Money


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
    found = _currencies(fed, received, money)
    if len(found) > 1:
        fed.problems.append(_mixed(fed, header, found))
        return Amounts(pd.Series(float("nan"), index=fed.frame.index), "")
    values, problems = numbers_of(received, fed.table, header)
    fed.problems += problems
    return Amounts(values * money.unit, next(iter(found), ""))


def _currencies(fed: Fed, received: pd.Series, money: Money) -> dict[str, int]:
    cells = as_text(received)
    named = fed.text("currency").str.upper().replace(CURRENCY_SIGNS)
    in_cells = {text: ", ".join(currencies([text])) for text in cells.unique()}
    counts: dict[str, int] = {}
    for words in (named[cells.ne("")], looked_up(cells, in_cells)):
        for word, rows in words[words.ne("")].value_counts(sort=False).items():
            counts[str(word)] = max(int(rows), counts.get(str(word), 0))
    if money.currency and cells.ne("").any():
        counts.setdefault(money.currency.upper(), 0)
    return dict(sorted(counts.items()))


def _mixed(fed: Fed, header: str, currencies: dict[str, int]) -> Problem:
    named = ", ".join(
        f"{word} ({'1 row' if rows == 1 else f'{rows} rows'})"
        if rows
        else f"{word} (money.currency)"
        for word, rows in currencies.items()
    )
    return Problem(
        fed.table.file, 0, header, "has one currency", named,
        "Convert the column to one currency, or correct money.currency in engagement.toml. "
        "Until then none of its amounts is used.",
    )  # fmt: skip

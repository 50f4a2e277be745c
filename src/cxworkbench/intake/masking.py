"""What lists may show of received values: problems, unmatched rows and the preview of mappings."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from cxworkbench.ground.checks import Problem, is_count
from cxworkbench.intake.accounts import hidden_name
from cxworkbench.intake.cells import Fed
from cxworkbench.intake.columns import MAPPING_COLUMNS, MASK, mapping_table
from cxworkbench.intake.keys import Keyring
from cxworkbench.intake.redaction import Redactor


def without_companies(words: pd.Series, keyring: Keyring) -> pd.Series:
    """Pseudonyms for words that name a company of which nobody knows whether it is an account."""
    unknown = {
        word: hidden_name(word, keyring)
        for word in set(words)
        if any(map(str.isalpha, word)) and not word.startswith("account-")
    }
    return words.replace(unknown).astype("str")


def masked_headers(fed: list[Fed], *, strict: bool) -> set[tuple[str, str]]:
    """(file, header) whose values no list may show: personal ones; if strict, names of accounts."""
    masked = {(one.table.file, header) for one in fed for header in one.mapped.personal}
    for one in fed if strict else ():
        names = ("name", "domain") if one.table.feeds == "accounts" else ("account_name", "domain")
        masked |= {(one.table.file, one.mapped.columns.get(name, "")) for name in names}
    return masked


def masked_problems(
    problems: Iterable[Problem], masked: set[tuple[str, str]], redactor: Redactor
) -> list[Problem]:
    """The problems without a value of anybody: masked in those columns, else redacted."""
    return [
        replace(problem, value=MASK)
        if problem.value and (problem.file, problem.column) in masked and not is_count(problem)
        else replace(
            problem, value=redactor.text(problem.value), remedy=redactor.text(problem.remedy)
        )
        for problem in problems
    ]


def masked_mapping(
    fed: list[Fed], masked: set[tuple[str, str]], redactor: Redactor
) -> pd.DataFrame:
    """How every header is used, with samples that name nobody."""
    parts = [
        mapping_table(
            one.table,
            one.shown,
            replace(
                one.mapped,
                personal=tuple(header for file, header in masked if file == one.table.file),
            ),
            redactor.text,
        )
        for one in fed
    ]
    return (
        pd.concat(parts, ignore_index=True)
        if parts
        else pd.DataFrame({name: pd.Series(dtype="str") for name in MAPPING_COLUMNS})
    )

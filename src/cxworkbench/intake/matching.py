"""Which account a received row belongs to: by id, then by name, then by mail domain.

Near names are only proposed. A person accepts one under `[same_account]` in engagement.toml.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from cxworkbench.intake.cells import looked_up
from cxworkbench.intake.names import (
    NEAR_ENOUGH_TO_PROPOSE,
    company_key,
    known_domain,
    mail_domain,
    nearest_names,
)
from cxworkbench.intake.words import text_rows

UNMATCHED_COLUMNS: Final = ("file", "row", "name", "nearest")
PROPOSED_COLUMNS: Final = ("received", "rows", "account_id", "name", "score", "why")


@dataclass
class Matcher:
    """The accounts, by everything they are recognised by; a word that fits two fits none."""

    ids: dict[str, str] = field(default_factory=dict)  # account_id -> name
    same: Mapping[str, str] = field(default_factory=dict)  # as a person decided
    _by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_domain: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, account_id: str, name: str = "", domains: Iterable[str] = ()) -> None:
        """Recognise an account by its id, its name and its mail domains."""
        self.ids.setdefault(account_id, name)
        for word in {name.strip(), company_key(name)} - {""}:
            self._by_name[word].add(account_id)
        for domain in map(mail_domain, domains):
            if domain:
                self._by_domain[domain].add(account_id)

    def match(self, account_id: str, name: str = "", domains: Iterable[str] = ()) -> str:
        """The account's id, or "" when nothing fits or two accounts fit equally.

        The word under `account_id` may be a name and the one under `name` an id: people mix them.
        """
        words = [word for word in (account_id, name) if word]
        for word in words:
            if word in self.same:
                return self.same[word]
        for word in words:
            if word in self.ids:
                return word
        for word in reversed(words):
            for form in (word, company_key(word)):
                if form and len(self._by_name.get(form, ())) == 1:
                    return next(iter(self._by_name[form]))
        for domain in map(mail_domain, domains):
            known = known_domain(domain, self._by_domain) if domain else ""
            if known and len(self._by_domain[known]) == 1:
                return next(iter(self._by_domain[known]))
        return ""

    def candidates(self, word: str) -> list[tuple[str, str]]:
        """Accounts that a word could mean for a plain reason, each with that reason."""
        twins = sorted(self._by_name.get(company_key(word), ()))
        if len(twins) > 1:
            return [(one, "several accounts have this name") for one in twins]
        bare = word.casefold().lstrip("0")
        like = [one for one in self.ids if bare and one.casefold().lstrip("0") == bare]
        return [(one, "the id differs in leading zeros or case only") for one in like]


def match_rows(matcher: Matcher, keys: pd.DataFrame) -> pd.Series:
    """The account id of every row, "" where none is found.

    Parameters
    ----------
    matcher
        Knows the accounts.
    keys
        One row per received row: `account_id`, `name`, `domain`, `mail`, texts.
    """
    distinct = keys.drop_duplicates()
    found = {row: matcher.match(row[0], row[1], row[2:]) for row in text_rows(distinct)}
    return pd.Series([found[row] for row in text_rows(keys)], index=keys.index, dtype="str")


def unmatched_rows(matcher: Matcher, rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that belong to no account, and the accounts that they may mean.

    Parameters
    ----------
    matcher
        Knows the accounts.
    rows
        `file`, `row`, `name`: the word by which the account was named, "" where there was none.

    Returns
    -------
    tuple of pandas.DataFrame
        First `file`, `row`, `name`, `nearest` (an account's name, "" when none is near); then one
        row for each proposed match: `received`, `rows`, `account_id`, `name`, `score` (0 to 100)
        and `why`. Nothing of it is used until a person accepts it.
    """
    counts = rows.loc[rows["name"].ne(""), "name"].value_counts(sort=False)
    words = sorted(counts.index, key=lambda word: (-counts[word], word))
    by_name = {name or one: one for one, name in reversed(matcher.ids.items())}
    near = dict(zip(words, nearest_names(words, list(by_name)), strict=True))
    proposed = []
    for word in words:
        sure = matcher.candidates(word)
        proposed += [(word, counts[word], one, matcher.ids[one], 100.0, why) for one, why in sure]
        name, score = near[word]
        if not sure and score >= NEAR_ENOUGH_TO_PROPOSE:
            one = by_name[name]
            proposed.append((word, counts[word], one, name, score, "the names are near"))
    nearest = looked_up(rows["name"], {word: name for word, (name, _) in near.items()})
    unmatched = rows.assign(nearest=nearest)[list(UNMATCHED_COLUMNS)].reset_index(drop=True)
    return unmatched, _proposals(proposed)


def _proposals(rows: list[tuple[str, int, str, str, float, str]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(PROPOSED_COLUMNS))
    return table.astype(
        {"received": "str", "rows": "int64", "account_id": "str", "name": "str", "score": "float64",
         "why": "str"}
    )  # fmt: skip

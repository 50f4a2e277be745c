"""Received rows that know their account and their person, and the rows that know neither."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cxworkbench.intake.accounts import Accounts, hidden_id
from cxworkbench.intake.cells import Fed, looked_up
from cxworkbench.intake.contacts import role_of
from cxworkbench.intake.keys import Keyring
from cxworkbench.intake.matching import match_rows
from cxworkbench.intake.people import (
    People,
    observers,
    personal_columns,
    pseudonyms,
    remember_spare,
)


@dataclass
class KnownRows:
    """One received table whose rows know their account and their person."""

    fed: Fed
    account_ids: pd.Series
    contact_ids: pd.Series
    named: pd.Series  # by what word the account was named
    observer_ids: pd.Series  # of voices: who watched or visited


def known_rows(fed: Fed, accounts: Accounts, people: People, keyring: Keyring) -> KnownRows:
    """The rows of a received table with the account and the person of each.

    Where a row names no account but a known person, it is the person's account. Who is new is
    added to `people`; the mail domains of a contact list are added to what accounts are known by.
    """
    personal = personal_columns(fed)
    name_column = "name" if fed.table.feeds == "accounts" else "account_name"
    keys = pd.DataFrame(
        {
            "account_id": fed.text("account_id").map(lambda text: hidden_id(text, keyring)),
            "name": fed.text(name_column),
            "domain": fed.text("domain"),
            "mail": personal["mail"],
        }
    ).astype("str")
    found = match_rows(accounts.matcher, keys)
    if found.eq("").any() and (personal["mail"].ne("") | personal["id"].ne("")).any():
        known = pd.Series(
            [people.account_of(*one) for one in zip(personal["id"], personal["mail"], strict=True)],
            index=found.index, dtype="str",
        )  # fmt: skip
        unnamed = keys["account_id"].eq("") & keys["name"].eq("")
        found = found.mask(found.eq("") & unnamed, known)
    contacts = pseudonyms(people, fed, found)
    remember_spare(people, fed, contacts)
    if fed.table.feeds == "contacts":
        for account_id, mail in set(zip(found, personal["mail"], strict=True)):
            if account_id and mail:
                accounts.matcher.add(account_id, "", (mail,))
    return KnownRows(fed, found, contacts, _named(keys), observers(people, fed))


def _named(keys: pd.DataFrame) -> pd.Series:
    # Of a mail address only the domain: the list of unmatched rows is written.
    domain = keys["mail"].str.extract(r"@(.+)$", expand=False).fillna("")
    words = keys["name"]
    for more in (keys["account_id"], keys["domain"], domain):
        words = words.where(words.ne(""), more)
    return words.astype("str")


def part_of_rows(known: KnownRows, fed: Fed, who: np.ndarray) -> KnownRows:
    """A part of a large table, its rows known by the people of the whole table.

    Parameters
    ----------
    known
        The different people that the table names, as `known_rows` knows them.
    fed
        The part.
    who
        Of every row of it, which of these people it names.
    """
    series = (known.account_ids, known.contact_ids, known.named, known.observer_ids)
    rows = [pd.Series(one.array.take(who), index=fed.frame.index) for one in series]
    return KnownRows(fed, *rows)


def who_said(rows: KnownRows, contacts: pd.DataFrame) -> pd.DataFrame:
    """Who every row is of: `account_id`, `contact_id`, `role`, and the `key` of its id.

    Of voices also `observer_id`. The role is the row's own, else the contact's. The key is the
    row's natural key, else its text.
    """
    fed = rows.fed
    said = role_of(fed)
    roles = dict(zip(contacts["contact_id"], contacts["role"], strict=True))
    known = looked_up(rows.contact_ids, roles)
    who = pd.DataFrame(
        {
            "account_id": rows.account_ids,
            "contact_id": rows.contact_ids,
            "role": said.where(said.ne(""), known),
            "key": row_keys(fed),
        },
        index=fed.frame.index,
    ).astype("str")
    return who.assign(observer_id=rows.observer_ids) if fed.table.feeds == "voices" else who


def row_keys(fed: Fed) -> pd.Series:
    """What the id of each row is made from: its natural key, else its text."""
    # Without its personal cells, so that no id can be tried against a list of names.
    kept = [header for header in fed.received.columns if header not in fed.mapped.personal]
    columns = [fed.received[header].fillna("").tolist() for header in kept]
    row_texts = ["\x1f".join(cells) for cells in zip(*columns, strict=True)] or [""] * len(
        fed.received
    )
    texts = pd.Series(row_texts, index=fed.received.index, dtype="str")
    own = fed.text("key")
    return own.where(own.ne(""), texts)


def rows_without_account(tables: Iterable[KnownRows]) -> pd.DataFrame:
    """The rows that belong to no account: `file`, `row`, `name`, each row of a file once."""
    parts = [
        pd.DataFrame({"file": one.fed.table.file, "row": one.named.index, "name": one.named})[
            one.account_ids.eq("").to_numpy()
        ]
        for one in tables
    ]
    columns = {"file": "str", "row": "int64", "name": "str"}
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
    return pd.concat(parts, ignore_index=True).astype(columns).drop_duplicates(ignore_index=True)

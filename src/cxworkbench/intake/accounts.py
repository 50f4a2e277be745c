"""The accounts: one row each from every table that feeds them, and how they are recognised."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.terms import ACCOUNT_COLUMNS
from cxworkbench.intake.cells import Fed, as_text, looked_up
from cxworkbench.intake.keys import Keyring
from cxworkbench.intake.matching import Matcher
from cxworkbench.intake.money import amounts
from cxworkbench.intake.names import mail_domain
from cxworkbench.intake.personal import HIDDEN_MARK, MARKS, kind_of_personal
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.ids import mint_id

_UNSEEN: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"  # NUL and its like; line ends are none
_MONEY: Final = ("revenue", "margin")
_RECOMMENDATION: Final = (0.0, 10.0)
_KEPT_AS_TEXT: Final = ("parent_id", "account_type", "country")


@dataclass
class Accounts:
    """The accounts as far as they are known, and everything that recognises them.

    `names` and `domains` are those received, by account id; in strict privacy not those in `table`.
    """

    table: pd.DataFrame
    matcher: Matcher
    names: dict[str, str] = field(default_factory=dict)
    domains: dict[str, str] = field(default_factory=dict)
    currency: str = ""


def build_accounts(fed: list[Fed], engagement: Engagement, keyring: Keyring) -> Accounts:
    """One row for every account, in the order in which the files name them.

    A second table that feeds accounts adds accounts, and fills what the first left empty. An
    account without an id is left out and listed; of two rows with one id the first is kept and the
    others are listed, unless the table says that its accounts are `repeated`.
    """
    matcher = Matcher(same=engagement.same_account)
    tables: list[pd.DataFrame] = []
    currencies: set[str] = set()
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for one in fed:
        rows, found = _rows_of(one, engagement, keyring, matcher)
        currencies |= found
        for account_id, name, domain in zip(
            rows["account_id"], rows["name"], rows["domain"], strict=True
        ):
            matcher.add(account_id, name, (domain,))
            names.setdefault(account_id, name)
            domains.setdefault(account_id, domain)
        tables.append(rows)
    table = _merged(tables)
    if engagement.privacy.account_names == "strict":
        table = _without_names(table, keyring)
    currency = currencies.pop() if len(currencies) == 1 else ""
    return Accounts(table, matcher, names, domains, currency)


def accounts_from_rows(keys: pd.DataFrame, engagement: Engagement, keyring: Keyring) -> Accounts:
    """The accounts that other tables name, where no table feeds accounts.

    Parameters
    ----------
    keys
        `account_id` and `name` as received, a row each.
    engagement
        Says whether names are shown.
    keyring
        Makes the pseudonyms.
    """
    matcher = Matcher(same=engagement.same_account)
    rows = []
    for account_id, name in keys.drop_duplicates().itertuples(index=False, name=None):
        known = matcher.match(account_id, name)
        if known or not (account_id or name):
            continue
        new = hidden_id(account_id, keyring) or _new_id(name, matcher.ids, engagement, keyring)
        matcher.add(new, name or account_id)
        rows.append((new, name))
    table = pd.DataFrame(rows, columns=["account_id", "name"]).astype("str")
    if engagement.privacy.account_names == "strict":
        table = _without_names(table, keyring)
    return Accounts(table, matcher, dict(matcher.ids))


def _rows_of(
    fed: Fed, engagement: Engagement, keyring: Keyring, matcher: Matcher
) -> tuple[pd.DataFrame, set[str]]:
    ids = _ids(fed, engagement, keyring, matcher)
    _list_missing(fed, ids)
    repeated = ids.duplicated() & ids.ne("")
    if not fed.table.repeated:
        fed.refuse(
            repeated, "account_id", "has each account once",
            "The first row of this account was used. Remove the others, or say repeated = true "
            "for a list in which an account stands in many rows.",
        )  # fmt: skip
    kept = ids.ne("") & ~repeated
    fed, ids = fed.keep(kept), ids[kept]
    if fed.has("name"):
        remedy = "It is shown by its id. Give it a name."
        fed.refuse(fed.text("name").eq(""), "name", "has a name", remedy, severity="note")
        remedy = "It is kept as it is. Take the signs that cannot be seen out of the name."
        unseen = fed.raw("name").str.contains(_UNSEEN)
        fed.refuse(unseen, "name", "has no unseen signs", remedy, severity="note")
    columns: dict[str, pd.Series] = {"account_id": ids, "name": fed.raw("name")}
    columns["domain"] = _domains(fed)
    columns |= {name: fed.text(name) for name in _KEPT_AS_TEXT if fed.has(name)}
    currencies = set()
    for name in _MONEY:
        if fed.has(name):
            money = amounts(fed, name, engagement.money)
            columns[name] = money.values
            currencies |= {money.currency} - {""}
    for name, kind in ACCOUNT_COLUMNS.items():
        if name not in columns and fed.has(name):
            columns[name] = fed.number(name) if kind == "number" else fed.date(name)
    if "recommendation" in columns:
        columns["recommendation"] = _within(fed, columns["recommendation"])
    columns |= {
        header: _kept(fed, header)
        for header in fed.table.extra
        if header in fed.frame and header not in columns
    }
    return pd.DataFrame(columns), currencies


def _ids(fed: Fed, engagement: Engagement, keyring: Keyring, matcher: Matcher) -> pd.Series:
    if fed.has("account_id"):
        received = fed.text("account_id")
        return received.map(lambda text: hidden_id(text, keyring)).astype("str")
    # No id: the account is known by its name, and gets an id from it.
    ids: dict[str, str] = {"": ""}
    for name in fed.text("name").unique():
        if name:
            known = matcher.match("", name)
            ids[name] = known or _new_id(name, {*matcher.ids, *ids.values()}, engagement, keyring)
    return looked_up(fed.text("name"), ids)


def _new_id(name: str, taken: Collection[str], engagement: Engagement, keyring: Keyring) -> str:
    strict = engagement.privacy.account_names == "strict"
    return keyring.pseudonym("account", name) if strict else mint_id("account", name, taken)


def hidden_id(account_id: str, keyring: Keyring) -> str:
    """The account id; a pseudonym where it is a mail address, which must not reach evidence."""
    if "@" not in account_id:
        return account_id
    pseudonym = keyring.pseudonym("account", account_id.lower())
    keyring.remember(pseudonym, mail=account_id)
    return pseudonym


def _list_missing(fed: Fed, ids: pd.Series) -> None:
    column = "account_id" if fed.has("account_id") else "name"
    fed.refuse(
        ids.eq(""), column, "has an account id",
        "The row was left out. Give the account an id of its own.",
    )  # fmt: skip


def _domains(fed: Fed) -> pd.Series:
    own, of_mail = fed.text("domain").map(mail_domain), fed.text("contact_mail").map(mail_domain)
    return own.where(own.ne(""), of_mail).astype("str")


def _within(fed: Fed, values: pd.Series) -> pd.Series:
    low, high = _RECOMMENDATION
    outside = values.notna() & ~values.between(low, high)
    remedy = "The answer was left out, not clipped. Correct it, or map the column elsewhere."
    fed.refuse(outside, "recommendation", "is a recommendation from 0 to 10", remedy)
    return values.mask(outside)


def _kept(fed: Fed, header: str) -> pd.Series:
    # A street may be where the owner of a small account lives.
    if header not in fed.mapped.personal:
        return _plain_values(fed.frame[header])
    mark = MARKS.get(kind_of_personal(header, fed.table.feeds), HIDDEN_MARK)
    filled = as_text(fed.frame[header])
    return filled.mask(filled.ne(""), mark).astype("str")


def _plain_values(values: pd.Series) -> pd.Series:
    """Numbers where every cell is one that would be written the same, else text."""
    text = as_text(values)
    filled = text[text.ne("")]
    plain_number = r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?"
    if len(filled) and filled.str.fullmatch(plain_number).all():
        return text.where(text.ne(""), None).astype("float64")
    return text


def _merged(tables: list[pd.DataFrame]) -> pd.DataFrame:
    if not tables:
        return pd.DataFrame({"account_id": pd.Series(dtype="str")})
    merged = tables[0].set_index("account_id", drop=False)
    for more in tables[1:]:
        rows = more.set_index("account_id", drop=False)
        order = [*merged.index, *(one for one in rows.index if one not in merged.index)]
        blanks = merged.replace("", pd.NA)
        merged = blanks.combine_first(rows.replace("", pd.NA)).reindex(order)
        merged["account_id"] = merged.index.astype("str")
    return merged.reset_index(drop=True)


def _without_names(table: pd.DataFrame, keyring: Keyring) -> pd.DataFrame:
    names = table["name"].fillna("") if "name" in table else table["account_id"]
    hidden = [
        keyring.pseudonym("account", name or account_id)
        for account_id, name in zip(table["account_id"], names, strict=True)
    ]
    for pseudonym, name in zip(hidden, names, strict=True):
        keyring.remember(pseudonym, name=name)
    without = table.assign(name=pd.Series(hidden, index=table.index, dtype="str"), domain="")
    if "parent_id" in table:
        # A group that is named by its id keeps it; one that is named by its name does not.
        known = {"", *table["account_id"]}
        named = {one: hidden_name(one, keyring) for one in set(table["parent_id"]) - known}
        without["parent_id"] = table["parent_id"].replace(named).astype("str")
    return without


def hidden_name(name: str, keyring: Keyring) -> str:
    """The pseudonym of a company's name, which the keyring remembers."""
    pseudonym = keyring.pseudonym("account", name)
    keyring.remember(pseudonym, name=name)
    return pseudonym


def problem_of_nobody() -> Problem:
    """The problem that tables are there and not one account: nothing can be told of anybody."""
    return Problem(
        "engagement.toml", 0, "tables", "there is an account", "0 accounts",
        "Add rows to the table that feeds accounts, or say which header is its account_id.",
    )  # fmt: skip


def problem_of_no_accounts(count: int) -> Problem:
    """The note that accounts were taken from other tables, because none feeds them."""
    if count:
        were = "account was" if count == 1 else "accounts were"
        remedy = (
            f"{count} {were} taken from what the other tables name. Add the list of accounts, or "
            "those of whom nothing is known will not be seen as silent."
        )
    else:
        remedy = (
            "No file lists your customer companies yet. Put the list into data/, then run "
            "cxworkbench check --write."
        )
    rule = "names a file that lists the accounts"
    return Problem("engagement.toml", 0, "tables", rule, "", remedy, "note")

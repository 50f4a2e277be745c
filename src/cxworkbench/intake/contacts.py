"""The contacts: one row a pseudonym, from the contact lists and from whoever else was heard."""

from collections.abc import Iterable, Sequence

import pandas as pd

from cxworkbench.ground.terms import BUYING_ROLES
from cxworkbench.intake.cells import Fed
from cxworkbench.records.evidence import empty

FedRows = tuple[Fed, pd.Series, pd.Series]  # a table, with each row's account and pseudonym


def contacts_of(listed: Sequence[FedRows], heard: Sequence[FedRows]) -> pd.DataFrame:
    """One row for every person known: first those on a contact list, then those met elsewhere.

    Parameters
    ----------
    listed
        Tables that feed contacts. A row that names nobody is left out and listed; of two rows with
        one person the first is kept and the others are listed, unless the table says `repeated`.
    heard
        Other tables that name persons.
    """
    parts = [_listed(fed, accounts, pseudonyms) for fed, accounts, pseudonyms in listed]
    parts += [_rows(fed, accounts, pseudonyms) for fed, accounts, pseudonyms in heard]
    if not parts:
        return empty("contacts")
    everybody = pd.concat(parts, ignore_index=True)
    everybody = everybody[everybody["contact_id"].ne("")]
    return _first_known(everybody)


def role_of(fed: Fed) -> pd.Series:
    """The role in every row; a role of the buying group in small letters, any other as received."""
    roles = fed.text("role")
    small = roles.str.lower()
    return roles.mask(small.isin(BUYING_ROLES), small).astype("str")


def _listed(fed: Fed, accounts: pd.Series, pseudonyms: pd.Series) -> pd.DataFrame:
    named = next((c for c in ("contact_id", "contact_mail", "contact_name") if fed.has(c)), "")
    nobody = pseudonyms.eq("")
    remedy = "The row was left out. Give the contact an id, a mail address or a name."
    fed.refuse(nobody, named or "contact_id", "names a contact", remedy)
    again = pseudonyms.duplicated() & ~nobody
    if not fed.table.repeated:
        remedy = (
            "The first row of this contact was used. Remove the others, or say repeated = true."
        )
        fed.refuse(again, named or "contact_id", "has each contact once", remedy)
    return _rows(fed, accounts, pseudonyms)


def _rows(fed: Fed, accounts: pd.Series, pseudonyms: pd.Series) -> pd.DataFrame:
    rows = {"contact_id": pseudonyms, "account_id": accounts, "role": role_of(fed)}
    rows["department"] = fed.text("department")
    rows["influence"] = fed.number_if_any("influence")
    return pd.DataFrame(rows)


def _first_known(rows: pd.DataFrame) -> pd.DataFrame:
    # groupby.first takes the first that is not missing, column by column.
    known: Iterable[str] = ("account_id", "role", "department")
    blank = rows.assign(**{name: rows[name].mask(rows[name].eq("")) for name in known})
    first = blank.groupby("contact_id", sort=False).first().reset_index()
    return first.assign(**{name: first[name].astype("str").fillna("") for name in known})

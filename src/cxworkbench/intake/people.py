"""The people at the accounts: who is the same over files, each under one pseudonym."""

from dataclasses import dataclass, field, replace
from typing import Final

import pandas as pd

from cxworkbench.intake.cells import Fed, as_text
from cxworkbench.intake.columns import ROW_NUMBER
from cxworkbench.intake.keys import Keyring
from cxworkbench.intake.personal import (
    CODE,
    MAIL,
    MARKS,
    NAME,
    PHONE,
    STAFF_NAME,
    STREET,
    TOWN,
    kind_of_personal,
    personal_kind,
)
from cxworkbench.intake.redaction import Person
from cxworkbench.intake.words import plain, text_rows

_OWN: Final = (NAME, MAIL, PHONE)


@dataclass
class People:
    """Everybody met so far. A person is known again by mail, by id, or by name at one account."""

    keyring: Keyring
    known: dict[str, Person] = field(default_factory=dict)  # pseudonym -> person
    spare: list[Person] = field(default_factory=list)  # more words for the same people
    others: set[tuple[str, str]] = field(default_factory=set)  # streets, and what stands for them
    _by_mail: dict[str, str] = field(default_factory=dict)
    _by_id: dict[str, str] = field(default_factory=dict)
    _by_name: dict[tuple[str, str], str] = field(default_factory=dict)

    def account_of(self, person_id: str, mail: str) -> str:
        """The account of a person known by mail or id; "" for nobody known.

        An id of digits alone is not trusted: files number their respondents from 1.
        """
        by_id = "" if person_id.isdigit() else self._by_id.get(person_id, "")
        pseudonym = self._by_mail.get(mail.lower(), "") or by_id
        return self.known[pseudonym].account_id if pseudonym else ""

    def pseudonym(
        self, *, person_id: str = "", mail: str = "", name: str = "", phone: str = "",
        account_id: str = "",
    ) -> str:  # fmt: skip
        """The pseudonym of a person, "" for nobody; a new person is remembered.

        An id alone is not trusted over accounts: two files may number their respondents from 1
        each, so an id known at another account stands for somebody else.
        """
        mail, key = mail.lower(), (plain(name) or name, account_id)
        if not (person_id or mail or name):
            return ""
        found = self._by_mail.get(mail) if mail else None
        found = found or self._same_id(person_id, account_id)
        found = found or (self._by_name.get(key) if name else None)
        identity = mail or (f"{person_id}\x1f{account_id}" if person_id else "\x1f".join(key))
        found = found or self.keyring.pseudonym("contact", identity)
        self._remember(found, Person(found, name, mail, phone, account_id), person_id)
        return found

    def _same_id(self, person_id: str, account_id: str) -> str:
        found = self._by_id.get(person_id, "") if person_id else ""
        return found if found and self.known[found].account_id in ("", account_id) else ""

    def _remember(self, pseudonym: str, person: Person, person_id: str) -> None:
        before = self.known.get(pseudonym, person)
        account_id = before.account_id or person.account_id
        self.known[pseudonym] = Person(
            pseudonym, before.name or person.name, before.mail or person.mail,
            before.phone or person.phone, account_id,
        )  # fmt: skip
        if person.mail:
            self._by_mail.setdefault(person.mail, pseudonym)
        if person_id:
            self._by_id.setdefault(person_id, pseudonym)
        if person.name:
            self._by_name.setdefault((plain(person.name) or person.name, account_id), pseudonym)
        self.keyring.remember(
            pseudonym, name=person.name, mail=person.mail, phone=person.phone, id=person_id
        )


def pseudonyms(people: People, fed: Fed, account_ids: pd.Series) -> pd.Series:
    """The pseudonym of every row's person, "" where the row names nobody.

    Parameters
    ----------
    people
        Everybody met so far; who is new here is added.
    fed
        The received table.
    account_ids
        The account of every row, "" where it is not known.
    """
    personal = personal_columns(fed).assign(account_id=account_ids)
    found: dict[tuple[str, ...], str] = {}
    for row in text_rows(personal.drop_duplicates()):
        person_id, name, mail, phone, account_id = row
        found[row] = people.pseudonym(
            person_id=person_id, mail=mail, name=name, phone=phone, account_id=account_id
        )
    return pd.Series([found[row] for row in text_rows(personal)], index=personal.index, dtype="str")


def personal_columns(fed: Fed) -> pd.DataFrame:
    """What names a person in every row: `id`, `name`, `mail`, `phone`, as received.

    An id that reads like a name ("Ada Lovelace") is the name.
    """
    ids, names = fed.text("contact_id"), fed.text("contact_name")
    first, last = fed.text("contact_first_name"), fed.text("contact_last_name")
    names = names.where(names.ne(""), (first + " " + last).str.strip())
    if fed.mapped.columns.get("contact_id") == ROW_NUMBER:
        ids = fed.table.name + " row " + ids
    else:
        is_name = ids.str.fullmatch(r"[^\W\d_]{2,}[\s,]+[^\d@]{2,}")
        names = names.where(names.ne("") | ~is_name, ids)
        ids = ids.mask(is_name, "")
    mails = fed.text("contact_mail")
    mails = mails.where(mails.ne("") | ~ids.str.contains("@", regex=False), ids)
    columns = {"id": ids.mask(ids.str.contains("@", regex=False), ""), "name": names}
    return pd.DataFrame({**columns, "mail": mails, "phone": fed.text("contact_phone")}).astype(
        "str"
    )


def observers(people: People, fed: Fed) -> pd.Series:
    """The pseudonym of who watched or visited in every row, "" where nobody is named.

    An observer is no contact of the account: the pseudonym is of a kind of its own.
    """
    names = fed.text("observer")
    if not fed.has("observer"):
        return names
    found = {name: _stands_for(people, "observer", name) if name else "" for name in names.unique()}
    return pd.Series([found[name] for name in names.tolist()], index=names.index, dtype="str")


def remember_spare(people: People, fed: Fed, pseudonyms: pd.Series) -> None:
    """Also find in text what personal headers hold that no column uses: a fax, a street, an agent.

    A second name, mail or phone is the person's own; a street or a town after its post code is
    found as an address, for colleagues share it. Who did the work (an owner, an agent) is nobody of
    the account's. Traces such as a network address name nobody.
    """
    used = set(fed.mapped.columns.values())
    kinds = {
        header: kind_of_personal(header, fed.table.feeds)
        for header in fed.mapped.personal
        if header not in used
    }
    for header, kind in kinds.items():
        values = as_text(fed.frame[header])
        if kind in _OWN:
            for pseudonym, value in set(zip(pseudonyms, values, strict=True)):
                if pseudonym and value:
                    people.spare.append(_more_of(people.known[pseudonym], kind, value))
        elif kind == STAFF_NAME:
            for name in values.unique():
                if sum(map(str.isalpha, name)) > 1:
                    _stands_for(people, "staff", name)
        elif kind == STREET:
            people.others |= {(value, MARKS[kind]) for value in values.unique()}
    people.others |= {(place, MARKS[CODE]) for place in _code_and_town(fed)}


def _code_and_town(fed: Fed) -> set[str]:
    headers = [str(header) for header in fed.frame.columns]
    kinds = {personal_kind(header, "contacts"): header for header in reversed(headers)}
    if not {CODE, TOWN} <= kinds.keys():
        return set()
    codes, towns = as_text(fed.frame[kinds[CODE]]), as_text(fed.frame[kinds[TOWN]])
    both = codes.ne("") & towns.ne("")
    return {f"{code} {town}" for code, town in zip(codes[both], towns[both], strict=True)}


def _stands_for(people: People, kind: str, name: str) -> str:
    pseudonym = people.keyring.pseudonym(kind, plain(name) or name)
    people.keyring.remember(pseudonym, name=name)
    person = _more_of(Person(pseudonym), NAME, name)
    people.spare.append(replace(person, is_staff=kind == "staff"))
    return pseudonym


def _more_of(person: Person, kind: str, value: str) -> Person:
    if "@" in value:
        return Person(person.pseudonym, mail=value, account_id=person.account_id)
    if kind == NAME and any(map(str.isalpha, value)):
        return Person(person.pseudonym, name=value, account_id=person.account_id)
    return Person(person.pseudonym, phone=value, account_id=person.account_id)

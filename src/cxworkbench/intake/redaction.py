"""Text without people in it: names, mails, phones and addresses become pseudonyms or a mark."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.files import require_file
from cxworkbench.intake.keys import keys_folder, named_key_file, read_keyring
from cxworkbench.intake.names import without_legal_form
from cxworkbench.intake.phones import phone_key, without_addresses
from cxworkbench.intake.strangers import without_strangers
from cxworkbench.intake.titles import TITLES_BEFORE, is_work
from cxworkbench.intake.whereabouts import without_whereabouts

_APOSTROPHES: Final = "'\u2019\u2018\u02bc\u02b9`\u00b4\uff07"
_WORD: Final = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*")
# Letters that Unicode does not take apart into a plain one and its mark.
_PLAIN_LETTERS: Final = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d",
     "Ð": "D", "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i",
     **dict.fromkeys(_APOSTROPHES)}
)  # fmt: skip
_DESKS: Final = frozenset(
    ("info", "sales", "support", "service", "office", "team", "shop", "store", "mail", "contact",
     "kontakt", "admin", "help", "desk", "hello", "orders", "einkauf", "vertrieb", "filiale",
     "buchhaltung", "accounting", "billing", "finance", "invoice", "invoices", "customer",
     "kunden", "it", "hr", "no", "reply")
)  # fmt: skip
_BETWEEN: Final = re.compile(r"[\s.,_\u2010-\u2013-]{1,3}")
_AFTER_WORK: Final = re.compile(r"[\s.,:]{1,3}")
_BETWEEN_OF_COMPANY: Final = re.compile(r"[\s.,_&+()/'\"\u2010-\u2013-]{1,4}")
_SHORTEST_PART: Final = 3  # letters; a shorter part of a name is too often a word of its own
_LONGEST_NAME: Final = 12  # words looked at for one name
_FIRST_UNSPACED: Final = "\u2e80"  # from here on scripts write names without blanks


@dataclass(frozen=True)
class Person:
    """One known contact: what is to be found in text, and the pseudonym that stands for it.

    Of staff a last name alone is found after a word for their work too ("Technician Lovelace").
    """

    pseudonym: str
    name: str = ""
    mail: str = ""
    phone: str = ""
    account_id: str = ""
    is_staff: bool = False


class Redactor:
    """Takes known people, and every mail, phone number and address, out of text.

    A full name is found anywhere, in any case, with or without accents and in both orders. A first
    or a last name alone is found, written with a capital, in texts of the same account, and
    anywhere after a title ("Mr Lovelace"), of staff after a word for their work too; so is a name
    that only a mail address says (ada.lovelace@x.io). Whom no file lists is found where the words
    around say it is a person (`strangers`). An account's name is left as it is, also where it
    contains a person's, unless it is given with a pseudonym.

    Parameters
    ----------
    people
        The known contacts.
    account_names
        Account name -> what stands for it; the name itself where names are shown.
    regions
        Countries whose national phone numbers are recognised.
    others
        What else is found as a whole, with what stands for it: streets that a file lists, names of
        staff.

    Examples
    --------
    >>> ada = Person("contact-1", "Ada Lovelace", "ada@x.io", account_id="a1")
    >>> clean = Redactor([ada], {}, ["GB"])
    >>> clean.text("ADA LOVELACE wrote: Ada is at ada@x.io", "a1")
    'contact-1 wrote: contact-1 is at contact-1'
    """

    def __init__(
        self,
        people: Iterable[Person],
        account_names: dict[str, str],
        regions: Sequence[str],
        others: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._names: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        self._parts: dict[str, dict[str, str]] = defaultdict(dict)  # account -> part -> pseudonym
        self._own_parts: dict[str, dict[str, str]] = defaultdict(dict)  # the same, of one person
        # "Price Will" is a name with capitals only; "the price will rise" is none.
        self._with_capitals: set[tuple[str, ...]] = set()
        self._titled: dict[str, str] = {}
        self._working: dict[str, str] = {}  # last names of staff
        self._joined: dict[str, str] = {}  # "adalovelace", found where written AdaLovelace
        self._unspaced: dict[str, str] = {}
        self._mails: dict[str, str] = {}
        self._phones: dict[str, str] = {}
        self._regions = tuple(regions)
        self._companies: set[tuple[str, ...]] = set()
        for name, shown in account_names.items():
            self._add_company(name, "" if shown == name else shown)
        for person in people:
            self._add(person)
        for words, mark in sorted(others):
            self._add_other(_words(words), mark)
        every_part = (part for parts in self._parts.values() for part in parts)
        own_parts = (part for parts in self._own_parts.values() for part in parts)
        # A text with none of these words names nobody, whoever wrote it.
        self._words = {*self._names, *every_part, *own_parts, *self._titled, *self._joined}

    def text(self, text: str, account_id: str = "", person: str = "") -> str:
        """The text with pseudonyms instead of people; `person` is the pseudonym of who wrote it."""
        clean, may_name = self._without_addresses(text)
        if may_name:
            clean = self._without_names(clean, self._parts_for(account_id, person))
        return self._without_strangers(clean)

    def column(
        self,
        texts: pd.Series,
        account_ids: pd.Series | None = None,
        people: pd.Series | None = None,
    ) -> pd.Series:
        """A column of texts with pseudonyms instead of people, each text read once."""
        accounts = [""] * len(texts) if account_ids is None else account_ids.tolist()
        writers = [""] * len(texts) if people is None else people.tolist()
        received = texts.tolist()
        read = {text: self._without_addresses(text) for text in dict.fromkeys(received)}
        read |= {
            text: (self._without_strangers(plain), False)
            for text, (plain, may_name) in read.items()
            if not may_name
        }
        named: dict[tuple[str, str, str], str] = {}
        clean = []
        for text, account, writer in zip(received, accounts, writers, strict=True):
            plain, may_name = read[text]
            if may_name:
                pair = (text, account, writer)
                if pair not in named:
                    known = self._without_names(plain, self._parts_for(account, writer))
                    named[pair] = self._without_strangers(known)
                plain = named[pair]
            clean.append(plain)
        return pd.Series(clean, index=texts.index, dtype="str")

    def _without_addresses(self, text: str) -> tuple[str, bool]:
        """The text without what is known whoever wrote it, and whether it may name somebody."""
        if not text or text.isdigit():
            return text, False
        clean = without_addresses(
            text, mails=self._mails, phones=self._phones, regions=self._regions
        )
        clean = without_whereabouts(clean)
        for name, pseudonym in self._unspaced.items():
            clean = clean.replace(name, pseudonym)
        return clean, not self._words.isdisjoint(map(_folded, _WORD.findall(clean)))

    def _without_strangers(self, text: str) -> str:
        return without_strangers(text, is_company=self._is_company)

    def _is_company(self, words: Sequence[str]) -> bool:
        return tuple(word for said in words for word in _words(said)) in self._companies

    def _add_company(self, name: str, pseudonym: str) -> None:
        self._companies.add(tuple(_words(name)))
        self._add_name(_words(name), pseudonym)
        short = _words(without_legal_form(name)) if pseudonym else []
        if short and tuple(short) not in self._companies:
            self._companies.add(tuple(short))
            self._with_capitals.add(tuple(short))
            self._add_name(short, pseudonym)

    def _add_other(self, words: list[str], mark: str) -> None:
        # A word alone ("Cologne", "Bob") is too often a word of its own.
        if 1 < len(words) <= _LONGEST_NAME and tuple(words) not in self._companies:
            self._add_name(words, mark)
            self._with_capitals.add(tuple(words))

    def _add(self, person: Person) -> None:
        if person.mail:
            self._mails.setdefault(person.mail.lower(), person.pseudonym)
        if phone_key(person.phone):
            self._phones.setdefault(phone_key(person.phone), person.pseudonym)
        unspaced = person.name.strip()
        if len(unspaced) > 1 and min(unspaced) >= _FIRST_UNSPACED:
            self._unspaced.setdefault(unspaced, person.pseudonym)
        words = _given_name_first(person.name) or _name_in_mail(person.mail)
        if len(words) > 1:
            given, family = words[0], words[-1]
            for form in (words, [given, family]):
                self._add_name(form, person.pseudonym)
            for turned in ([family, given], [family, *words[:-1]]):
                self._add_name(turned, person.pseudonym)
                self._with_capitals.add(tuple(turned))
            for form in (words, [given, family], [family, given]):
                self._joined.setdefault("".join(form), person.pseudonym)
            self._titled.setdefault(family, person.pseudonym)
            if person.is_staff:
                self._working.setdefault(family, person.pseudonym)
        for part in words:
            if len(part) >= _SHORTEST_PART and not part.isdigit():
                self._parts[person.account_id].setdefault(part, person.pseudonym)
                self._own_parts[person.pseudonym].setdefault(part, person.pseudonym)

    def _parts_for(self, account_id: str, person: str) -> dict[str, str]:
        of_account = self._parts.get(account_id, {}) if account_id else {}
        own = self._own_parts.get(person, {}) if person else {}
        return of_account | own

    def _reads_as_name(
        self, words: tuple[str, ...], text: str, found: list[tuple[int, int, str]]
    ) -> bool:
        capital = all(word[0].isupper() or word[0].isdigit() for _, _, word in found)
        return (capital or words not in self._with_capitals) and _are_neighbours(
            text, found, _BETWEEN_OF_COMPANY if words in self._companies else _BETWEEN
        )

    def _add_name(self, words: Sequence[str], pseudonym: str) -> None:
        if words:
            self._names[words[0]].setdefault(tuple(words), pseudonym)

    def _without_names(self, text: str, parts: dict[str, str]) -> str:
        found = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        folded = [_folded(word) for _, _, word in found]
        clean, kept_to, place = [], 0, 0
        while place < len(found):
            length, pseudonym = self._name_at(text, found, folded, place, parts)
            if pseudonym:
                start, end = found[place][0], found[place + length - 1][1]
                clean += [text[kept_to:start], pseudonym]
                kept_to = end
            place += length
        return "".join([*clean, text[kept_to:]]) if clean else text

    def _name_at(
        self,
        text: str,
        found: list[tuple[int, int, str]],
        folded: list[str],
        place: int,
        parts: dict[str, str],
    ) -> tuple[int, str]:
        names = self._names.get(folded[place])
        if names:
            for length in range(min(_LONGEST_NAME, len(found) - place), 0, -1):
                words = tuple(folded[place : place + length])
                here = found[place : place + length]
                if words in names and self._reads_as_name(words, text, here):
                    return length, names[words]
        word = found[place][2]
        if folded[place] in self._joined and _is_camel_case(word):
            return 1, self._joined[folded[place]]
        if word[0].isupper() and folded[place] in parts:
            return 1, parts[folded[place]]
        if not place or not word[0].isupper():
            return 1, ""
        if folded[place - 1] in TITLES_BEFORE:
            return 1, self._titled.get(folded[place], "")
        if folded[place] in self._working and is_work(folded[place - 1]):
            beside = _are_neighbours(text, found[place - 1 : place + 1], _AFTER_WORK)
            return 1, self._working[folded[place]] if beside else ""
        return 1, ""


def look_up(pseudonym: str, key_file: Path | None = None) -> str:
    """Who stands behind a pseudonym, as the local key files know it: "name, mail, phone".

    Parameters
    ----------
    pseudonym
        As a table or a page shows it.
    key_file
        The key file to look in; else all key files of this user.

    Raises
    ------
    ParameterProblem
        No key file knows the pseudonym, or `key_file` is not there.
    RecordProblem
        A file among them is no key file.
    """
    key_file = key_file or named_key_file()
    if key_file:
        require_file(key_file)
    paths = [key_file] if key_file else sorted(keys_folder().glob("*.json"))
    known: dict[str, dict[str, str]] = {}
    for path in paths:
        known |= read_keyring(path).people
    if pseudonym not in known:
        where = f"{key_file}" if key_file else f"{keys_folder()} ({len(paths)} key files)"
        raise ParameterProblem(
            f"{pseudonym!r} is not in {where}. {did_you_mean(pseudonym, known)}A pseudonym can be "
            "looked up only where the engagement's data were read, or with that key file."
        )
    person = known[pseudonym]
    in_order = ("name", "mail", "phone", "id")
    return ", ".join(person[what] for what in in_order if person.get(what))


def _given_name_first(name: str) -> list[str]:
    family, comma, given = name.partition(",")
    in_order = f"{given} {family}" if comma else name
    return [word for word in _words(in_order) if word not in TITLES_BEFORE]


def _name_in_mail(mail: str) -> list[str]:
    # Two words joined by a point are a person's; "info" and "shop.berlin" of a desk are not.
    words = mail.partition("@")[0].split(".")
    is_name = len(words) == 2 and all(word.isalpha() for word in words)
    return _words(" ".join(words)) if is_name and not _DESKS & {*map(str.lower, words)} else []


def _words(name: str) -> list[str]:
    return [_folded(word) for word in _WORD.findall(name)]


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    if len(word) > 2 and word[-2] in _APOSTROPHES and word[-1] == "s":
        word = word[:-2]
    apart = unicodedata.normalize("NFKD", word.translate(_PLAIN_LETTERS))
    return "".join(letter for letter in apart if letter.isalnum()).casefold()


def _are_neighbours(text: str, words: list[tuple[int, int, str]], between: re.Pattern[str]) -> bool:
    gaps = pairwise(words)
    return all(between.fullmatch(text[before[1] : after[0]]) for before, after in gaps)


def _is_camel_case(word: str) -> bool:
    return any(first.islower() and second.isupper() for first, second in pairwise(word))

"""The made-up accounts of the retail point-of-sale world, and the people who work there."""

import math
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from cxworkbench.worlds.chance import Chance
from cxworkbench.worlds.names import (
    CHAIN_WORDS,
    FIRST_NAMES,
    FRANCHISE_WORDS,
    HOSPITALITY_WORDS,
    INDEPENDENT_WORDS,
    LAST_NAMES,
    PLACE_WORDS,
)
from cxworkbench.worlds.places import (
    AS_OF,
    KINDS,
    PAINS,
    SHORT_FORM,
    SILENT_KIND,
    STAGE_OF,
    UNHEARD_ROLE,
    Kind,
)

DEPARTMENTS: Final = {
    "initiator": "Store operations",
    "user": "Shop floor",
    "influencer": "IT",
    "decider": "Management",
    "approver": "Finance",
    "buyer": "Purchasing",
    "gatekeeper": "Front office",
}
ROLES_OF_KIND: Final = {
    "anchor": {"initiator": 0.6, "user": 1.0, "influencer": 0.9, "decider": 1.0, "approver": 1.0,
               "buyer": 0.9, "gatekeeper": 0.6},
    "climber": {"initiator": 0.4, "user": 1.0, "influencer": 0.5, "decider": 1.0, "approver": 0.6,
                "buyer": 0.5, "gatekeeper": 0.3},
    "corner": {"initiator": 0.1, "user": 0.7, "influencer": 0.1, "decider": 1.0, "approver": 0.15,
               "buyer": 0.1},
    "drifter": {"user": 0.6, "influencer": 0.2, "decider": 1.0, "approver": 0.4, "buyer": 0.3},
}  # fmt: skip
COUNTRIES: Final = {"GB": 9, "IE": 3, "DE": 4, "NL": 2, "AT": 1, "ES": 1, "FR": 1}
LEGAL_FORMS: Final = {"GB": "Ltd", "IE": "Ltd", "DE": "GmbH", "AT": "GmbH", "NL": "B.V.",
                      "ES": "S.L.", "FR": "SARL"}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """One contact; mail and phone lie in ranges reserved for examples."""

    number: str
    name: str
    mail: str
    phone: str
    role: str
    influence: int


@dataclass(frozen=True)
class Account:
    """One buying company with all that the rest of the world needs to know about it."""

    number: str
    name: str
    domain: str
    type: str
    country: str
    group: str
    kind: str  # planted
    revenue: float
    margin: float
    services: int
    usage: float
    tills: int
    customer_since: date
    contract_start: date
    contract_end: date
    renewals: int
    liking: float  # how kindly this account answers, about -1 to +1
    pains: frozenset[str]  # codes of the pains it has
    busy_day_failed: bool
    people: tuple[Person, ...] = field(default=())

    def has(self, code: str) -> bool:
        """Whether the account has this pain."""
        return code in self.pains

    def asked_about(self, touchpoint: str) -> bool:
        """Whether it is ever asked about this touchpoint; small accounts got the short form."""
        return (self.kind, STAGE_OF[touchpoint]) != SHORT_FORM

    def speaking(self) -> tuple[Person, ...]:
        """The people who may be heard: nobody ever asked the approvers."""
        return tuple(person for person in self.people if person.role != UNHEARD_ROLE)


def heard(accounts: list[Account]) -> list[Account]:
    """The accounts that anybody ever listened to."""
    return [account for account in accounts if account.kind != SILENT_KIND]


def make_accounts(seed: int, accounts: int) -> list[Account]:
    """All accounts in the order of their numbers, kinds mixed, shares of kinds as planned."""
    chance = Chance(seed, "accounts")
    kinds = chance.shuffled(_kinds_for(accounts))
    names = _names(chance, accounts)
    made = []
    number = 1007
    for kind, draw in zip(kinds, names, strict=True):
        number += chance.whole(1, 19)
        made.append(_account(chance, f"{number:06d}", kind, draw))
    return made


def _kinds_for(accounts: int) -> list[Kind]:
    counts = [math.floor(kind.share * accounts) for kind in KINDS]
    counts[2] += accounts - sum(counts)
    return [kind for kind, count in zip(KINDS, counts, strict=True) for _ in range(count)]


def _account(chance: Chance, number: str, kind: Kind, words: tuple[str, str]) -> Account:
    family, place = words
    of_type = chance.weighted(kind.types)
    country = chance.weighted(COUNTRIES)
    name = _name(chance, of_type, family, place)
    domain = f"{_plain(name)}.example"
    revenue = round(kind.revenue * math.exp(chance.normal(0, kind.revenue_spread)), 2)
    share = chance.normal(0.24, 0.07) if chance.yes(0.93) else chance.between(-0.22, -0.02)
    mean, spread, least, most = kind.usage
    services = chance.whole(*kind.services)
    since = AS_OF - timedelta(days=chance.whole(420, 4100))
    start, end, renewals = _contract(chance, since)
    return Account(
        number=number,
        name=f"{name} {LEGAL_FORMS[country]}" if chance.yes(0.6) else name,
        domain=domain,
        type=of_type,
        country=country,
        group="Harbourlight Group" if of_type == "chain" and chance.yes(0.15) else "",
        kind=kind.key,
        revenue=revenue,
        margin=round(revenue * share, 2),
        services=services,
        usage=round(min(max(chance.normal(mean, spread), least), most), 1),
        tills=max(1, round(revenue / 2600 * chance.between(0.7, 1.3))),
        customer_since=since,
        contract_start=start,
        contract_end=end,
        renewals=renewals,
        liking=chance.normal(0, 0.35),
        pains=frozenset(p.code for p in PAINS if chance.yes(p.rates.get(kind.key, 0))),
        busy_day_failed=chance.yes(0.3),
        people=_people(chance, number, kind.key, domain, country),
    )


def _contract(chance: Chance, since: date) -> tuple[date, date, int]:
    term = chance.pick((2, 3, 3, 4)) * 365
    start, renewals = since, 0
    while start + timedelta(days=term) < AS_OF - timedelta(days=200):
        start, renewals = start + timedelta(days=term), renewals + 1
    return start, start + timedelta(days=term), renewals


def _people(
    chance: Chance, number: str, kind: str, domain: str, country: str
) -> tuple[Person, ...]:
    people: list[Person] = []
    for role, probability in ROLES_OF_KIND[kind].items():
        twice = kind == "anchor" and role == "user"
        for _ in range(2 if twice else 1):
            if chance.yes(probability):
                people.append(_person(chance, f"{number}-{len(people) + 1}", role, domain, country))
    return tuple(people)


def _person(chance: Chance, number: str, role: str, domain: str, country: str) -> Person:
    first, last = chance.pick(FIRST_NAMES), chance.pick(LAST_NAMES)
    # Ranges set aside for films and examples: Ofcom's 01632 960, the Bundesnetzagentur's 030 23125.
    phone = (
        f"+49 30 23125 {chance.whole(0, 999):03d}"
        if country in ("DE", "AT")
        else f"+44 1632 960{chance.whole(0, 999):03d}"
    )
    mail = f"{_plain(first)}.{_plain(last)}.{number[-3:].replace('-', '')}@{domain}"
    influence = {"decider": 5, "approver": 4, "buyer": 3, "influencer": 3}.get(role, 2)
    return Person(number, f"{first} {last}", mail, phone, role, influence)


def _names(chance: Chance, accounts: int) -> list[tuple[str, str]]:
    """A family name and a place for each account; no pair twice while there are enough."""
    pairs = [(family, place) for family in LAST_NAMES for place in PLACE_WORDS]
    return (chance.shuffled(pairs) * (accounts // len(pairs) + 1))[:accounts]


def _name(chance: Chance, of_type: str, family: str, place: str) -> str:
    words = {
        "chain": CHAIN_WORDS,
        "franchise": FRANCHISE_WORDS,
        "hospitality": HOSPITALITY_WORDS,
        "independent": INDEPENDENT_WORDS,
    }[of_type]
    return chance.pick(words).format(family=family, place=place)


def _plain(text: str) -> str:
    """The text as it may stand in a mail address: letters and digits only."""
    spelt = text.replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    letters = unicodedata.normalize("NFKD", spelt.lower()).encode("ascii", "ignore").decode()
    return "".join(letter for letter in letters if letter.isalnum())

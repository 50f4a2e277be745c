"""What is heard in the made-up world beside the survey: tickets, interviews, observations.

Drifters and approvers are never heard, small accounts not about research, and nothing is ever asked
about two touchpoints: these are the world's planted holes. Every table is text, as an office would
have exported it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import pandas as pd

from cxworkbench.worlds.accounts import Account, heard
from cxworkbench.worlds.chance import Chance
from cxworkbench.worlds.places import (
    AS_OF,
    FIRST_VOICE,
    GAINS,
    MOMENT,
    PAINS,
    PLACE_NAMES,
    PLANTED_PAINS,
    UNPLACED_CATEGORIES,
    Pain,
)
from cxworkbench.worlds.sentences import gain_sentence, pain_message, pain_sentence, sentence
from cxworkbench.worlds.texts import ACTION_TEXTS, BUSY_DAY_TEXTS, NEED_TEXTS, SEEN_TEXTS

FEELINGS: Final = {-2: "angry", -1: "annoyed", 0: "indifferent", 1: "pleased", 2: "delighted"}
BAD_TICKET_DATES: Final = ("30/02/2026 09:15", "yesterday")
NO_SUCH_CUSTOMER: Final = "999999"

TICKET_HEADERS: Final = (
    "Ticket no.", "Opened", "Customer no.", "E-mail", "Category", "Priority", "Message", "State",
)  # fmt: skip
INTERVIEW_HEADERS: Final = (
    "Note", "Talk", "Date", "Customer no.", "Company", "E-mail", "Role", "About", "Kind", "Topic",
    "Severity (1-5)", "Feeling", "Feeling (-2 to 2)", "In their words", "May be quoted",
)  # fmt: skip
OBSERVATION_HEADERS: Final = (
    "Visit", "Seen on", "Customer no.", "Company", "Watched", "Kind", "Topic", "Severity (1-5)",
    "Feeling (-2 to 2)", "What was seen",
)  # fmt: skip


@dataclass(frozen=True)
class Ticket:
    """One ticket as the support desk holds it."""

    account: Account
    opened: datetime
    mail: str
    category: str
    priority: str
    message: str


def make_tickets(seed: int, accounts: list[Account]) -> list[Ticket]:
    """A year of tickets: a planted pain brings up to four, another up to two."""
    chance = Chance(seed, "tickets")
    tickets: list[Ticket] = []
    for account in heard(accounts):
        for pain in PAINS:
            if account.has(pain.code):
                # Not everybody who has a pain writes; who does, often writes again.
                most = 4 if pain.planted else 2
                tickets += [_ticket(chance, account, pain) for _ in range(chance.whole(0, most))]
        if chance.yes(0.07):
            other = chance.pick(PAINS)
            sorted_by_nobody = chance.pick(UNPLACED_CATEGORIES)
            tickets.append(_ticket(chance, account, other, sorted_by_nobody))
    return sorted(tickets, key=lambda ticket: (ticket.opened, ticket.account.number))


def _ticket(chance: Chance, account: Account, pain: Pain, category: str = "") -> Ticket:
    users = [p for p in account.speaking() if p.role in ("user", "decider", "influencer")]
    person = chance.pick(users) if users else None
    writer = (
        {}
        if person is None
        else {
            "name": person.name,
            "mail": person.mail,
            "phone": person.phone,
        }
    )
    message = pain_message(chance, pain.code, account.country, **writer)
    day = chance.day(FIRST_VOICE, AS_OF)
    opened = datetime(day.year, day.month, day.day, chance.whole(7, 19), chance.whole(0, 59))
    priority = _priority(chance.normal(pain.severity, 0.6))
    return Ticket(account, opened, person.mail if person else "", category or pain.category,
                  priority, message)  # fmt: skip


def _priority(severity: float) -> str:
    steps = ((4.4, "urgent"), (3.4, "high"), (2.0, "normal"))
    return next((word for least, word in steps if severity >= least), "low")


def tickets_table(seed: int, tickets: list[Ticket]) -> pd.DataFrame:
    """The support desk's export, with two dates that are none and one number of nobody."""
    chance = Chance(seed, "tickets table")
    rows = [
        (f"T{10400 + 3 * number}", ticket.opened.strftime("%d/%m/%Y %H:%M"), ticket.account.number,
         ticket.mail, ticket.category, ticket.priority, ticket.message,
         "open" if chance.yes(0.06) else "closed")
        for number, ticket in enumerate(tickets)
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=TICKET_HEADERS, dtype="str")
    third = max(1, len(table) // 3)
    for place, wrong in zip((third, 2 * third), BAD_TICKET_DATES, strict=True):
        table.loc[min(place, len(table) - 1), "Opened"] = wrong
    table.loc[third // 2, ["Customer no.", "E-mail"]] = (NO_SUCH_CUSTOMER, "")
    return table


@dataclass(frozen=True)
class Note:
    """One thing noted in a talk or on a visit."""

    about: str  # touchpoint id
    kind: str
    topic: str
    severity: str
    feeling: int
    words: str


def interviews_table(seed: int, accounts: list[Account]) -> pd.DataFrame:
    """Notes from talks with about a third of the accounts that are heard."""
    chance = Chance(seed, "interviews")
    talkers = chance.some(heard(accounts), max(4, round(len(accounts) * 0.32)))
    rows: list[tuple[str, ...]] = []
    for talk, account in enumerate(talkers):
        person = chance.pick(account.speaking())
        day = chance.day(FIRST_VOICE, AS_OF - timedelta(days=20))
        quoted = chance.weighted({"anonymous": 6, "none": 3, "named": 1})
        notes = list(_talk_notes(chance, account, talk))
        for note in [one for one in notes if account.asked_about(one.about)]:
            rows.append((
                f"N{len(rows) + 1:03d}", f"Talk {talk + 1}", day.isoformat(), account.number,
                account.name, person.mail, person.role, PLACE_NAMES[note.about], note.kind,
                note.topic, note.severity, FEELINGS[note.feeling], str(note.feeling), note.words,
                quoted,
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=INTERVIEW_HEADERS, dtype="str")


def _talk_notes(chance: Chance, account: Account, talk: int) -> Iterator[Note]:
    for pain in PAINS:
        if account.has(pain.code) and chance.yes(0.8):
            yield _pain_note(chance, account, pain)
    for gain in GAINS:
        if chance.yes(gain.rates.get(account.kind, 0)):
            words = gain_sentence(chance, gain.code)
            yield Note(gain.touchpoint, "gain", gain.code, "", chance.pick((1, 2, 2)), words)
    need = chance.pick(list(NEED_TEXTS))
    at, templates = NEED_TEXTS[need]
    yield Note(at, "need", need, "", chance.pick((-1, 0)), sentence(chance, templates))
    # Every touchpoint that people act at is asked about in turn, so that none is left out by luck.
    for place in {list(ACTION_TEXTS)[talk % len(ACTION_TEXTS)]: 0, "tp-peer-talk": 0}:
        words = sentence(chance, ACTION_TEXTS[place])
        yield Note(place, "action", "", "", chance.pick((-1, 0, 0, 1)), words)
    failed = account.busy_day_failed
    words = sentence(chance, BUSY_DAY_TEXTS[failed])
    yield Note(MOMENT, "thought", "", "", -2 if failed else chance.pick((1, 2)), words)


def _pain_note(chance: Chance, account: Account, pain: Pain) -> Note:
    severity = min(5, max(1, round(chance.normal(pain.severity, 0.6))))
    words = pain_sentence(chance, pain.code, account.country)
    return Note(
        pain.touchpoint, "pain", pain.code, str(severity), -2 if severity > 3 else -1, words
    )


def observations_table(seed: int, accounts: list[Account]) -> pd.DataFrame:
    """What observers and test buyers noted; they see, and do not know who in the company spoke."""
    chance = Chance(seed, "observations")
    rows: list[tuple[str, ...]] = []
    for account in chance.some(heard(accounts), max(3, len(accounts) // 5)):
        day = chance.day(FIRST_VOICE, AS_OF)
        note = _seen(chance, account)
        rows.append((
            f"V{len(rows) + 1:03d}", day.isoformat(), account.number, account.name,
            PLACE_NAMES[note.about], note.kind, note.topic, note.severity, str(note.feeling),
            note.words,
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=OBSERVATION_HEADERS, dtype="str")


def _seen(chance: Chance, account: Account) -> Note:
    mine = [pain for pain in PLANTED_PAINS if account.has(pain.code)]
    if mine and chance.yes(0.4):
        note = _pain_note(chance, account, chance.pick(mine))
        return replace(note, words=f'We were told at the counter: "{note.words}"')
    place = chance.pick(list(SEEN_TEXTS))
    words = sentence(chance, SEEN_TEXTS[place])
    return Note(place, "action", "", "", chance.pick((-1, 0, 1)), words)

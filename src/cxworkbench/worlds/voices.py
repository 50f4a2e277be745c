"""What is heard in the made-up world: survey, tickets, interviews, observations.

Drifters and approvers are never heard, small accounts not about research, and nothing is ever asked
about two touchpoints: these are the world's planted holes. Every table is text, as an office would
have exported it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import pandas as pd

from cxworkbench.worlds.accounts import Account, Person
from cxworkbench.worlds.chance import Chance
from cxworkbench.worlds.places import (
    AS_OF,
    FIRST_VOICE,
    GAINS,
    MOMENT,
    PAINS,
    PLACES,
    PLANTED_PAINS,
    SHORT_FORM,
    SILENT_KIND,
    UNPLACED_CATEGORIES,
    Pain,
)
from cxworkbench.worlds.questions import NPS_HEADER, QUESTIONS, Question
from cxworkbench.worlds.texts import (
    ACTION_TEXTS,
    BUSY_DAY_TEXTS,
    COMMENT_TEXTS,
    GAIN_TEXTS,
    NEED_TEXTS,
    SEEN_TEXTS,
    SIGN_OFFS,
    pain_sentence,
    sentence,
)

ANSWERING: Final = {"anchor": 0.85, "climber": 0.72, "corner": 0.52}
FEELINGS: Final = {-2: "angry", -1: "annoyed", 0: "indifferent", 1: "pleased", 2: "delighted"}
STAGE_OF: Final = {place.id: place.stage for place in PLACES}
PLACE_NAMES: Final = {place.id: place.name for place in PLACES}
BAD_TICKET_DATES: Final = ("30/02/2026 09:15", "yesterday")
NO_SUCH_CUSTOMER: Final = "999999"
STRANGER: Final = ("Bellwether Garden Centre", "office@bellwether-gardens.example")

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


def heard(accounts: list[Account]) -> list[Account]:
    """The accounts that anybody ever listened to."""
    return [account for account in accounts if account.kind != SILENT_KIND]


def left_out(account: Account, touchpoint: str) -> bool:
    """Whether this account is not asked about this touchpoint: it got the short form."""
    return (account.kind, STAGE_OF[touchpoint]) == SHORT_FORM


def survey_table(seed: int, accounts: list[Account]) -> pd.DataFrame:
    """One row per answer sheet: what each role knows about is filled, the rest is blank."""
    chance = Chance(seed, "survey")
    rows = [
        _answers(chance, account, person)
        for account in heard(accounts)
        if chance.yes(ANSWERING[account.kind])
        for person in account.speaking()
        if chance.yes(0.75)
    ]
    rows.append(_stranger_answers(chance))
    rows = sorted(rows, key=lambda row: (row["Submitted"], row["E-mail"]))
    table = pd.DataFrame(rows, dtype="str").fillna("")
    table.insert(0, "Response", [f"R{number + 1:04d}" for number in range(len(table))])
    return table


def _answers(chance: Chance, account: Account, person: Person) -> dict[str, str]:
    # Some sheets came back without a customer number; name or mail has to do.
    known = chance.unit()
    row = {
        "Submitted": chance.day(FIRST_VOICE, AS_OF).isoformat(),
        "Customer no.": account.number if known > 0.06 else "",
        "Company": account.name.upper() if known < 0.03 else account.name,
        "E-mail": person.mail,
        "Role": person.role,
        NPS_HEADER: str(_recommend(chance, account)),
    }
    for question in QUESTIONS:
        asked = person.role in question.roles and chance.yes(0.9)
        asked = asked and not left_out(account, question.touchpoint)
        row |= _one_answer(chance, account, question) if asked else _no_answer(question)
    topics = [place for place in COMMENT_TEXTS if not left_out(account, place)]
    about = chance.pick(topics) if chance.yes(0.35) else ""
    row["Comment on"] = PLACE_NAMES[about] if about else ""
    row["Comment"] = sentence(chance, chance.pick(COMMENT_TEXTS[about])) if about else ""
    return row


def _one_answer(chance: Chance, account: Account, question: Question) -> dict[str, str]:
    high = 7 if question.metric == "CES" else 5
    mean = question.mean + account.liking
    if question.touchpoint == MOMENT and account.busy_day_failed:
        mean -= 2.9
    here = [p for p in PAINS if p.touchpoint == question.touchpoint and account.has(p.code)]
    mean -= 1.4 if any(p.planted for p in here) else 0.5 if here else 0.0
    row = {question.score_header: _scale(chance.normal(mean, 0.55), high)}
    if question.expected:
        row[question.expected_header] = _scale(chance.normal(question.expected, 0.45), 5)
        row[question.important_header] = _scale(chance.normal(question.important, 0.45), 5)
    return row


def _no_answer(question: Question) -> dict[str, str]:
    headers = [question.score_header]
    if question.expected:
        headers += [question.expected_header, question.important_header]
    return dict.fromkeys(headers, "")


def _stranger_answers(chance: Chance) -> dict[str, str]:
    name, mail = STRANGER
    row = {"Submitted": "2026-02-11", "Customer no.": "", "Company": name, "E-mail": mail,
           "Role": "decider", NPS_HEADER: str(chance.whole(6, 9))}  # fmt: skip
    for question in QUESTIONS:
        row |= _no_answer(question)
    return row | {"Comment on": "", "Comment": ""}


def _recommend(chance: Chance, account: Account) -> int:
    planted = sum(account.has(pain.code) for pain in PLANTED_PAINS)
    mean = 8.8 + 0.9 * account.liking - 0.5 * planted - (3.2 if account.busy_day_failed else 0.0)
    return min(10, max(0, round(chance.normal(mean, 0.9))))


def _scale(value: float, high: int) -> str:
    return str(min(high, max(1, round(value))))


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
    message = pain_sentence(chance, pain.code, account.country)
    if person:
        message += sentence(
            chance, chance.pick(SIGN_OFFS),
            phone=person.phone, mail=person.mail, name=person.name,
        )  # fmt: skip
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
        for note in [one for one in notes if not left_out(account, one.about)]:
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
            words = sentence(chance, chance.pick(GAIN_TEXTS[gain.code]))
            yield Note(gain.touchpoint, "gain", gain.code, "", chance.pick((1, 2, 2)), words)
    need = chance.pick(list(NEED_TEXTS))
    at, templates = NEED_TEXTS[need]
    yield Note(at, "need", need, "", chance.pick((-1, 0)), sentence(chance, chance.pick(templates)))
    # Every touchpoint that people act at is asked about in turn, so that none is left out by luck.
    for place in {list(ACTION_TEXTS)[talk % len(ACTION_TEXTS)]: 0, "tp-peer-talk": 0}:
        words = sentence(chance, chance.pick(ACTION_TEXTS[place]))
        yield Note(place, "action", "", "", chance.pick((-1, 0, 0, 1)), words)
    failed = account.busy_day_failed
    words = sentence(chance, chance.pick(BUSY_DAY_TEXTS[failed]))
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
        return _pain_note(chance, account, chance.pick(mine))
    place = chance.pick(list(SEEN_TEXTS))
    words = sentence(chance, chance.pick(SEEN_TEXTS[place]))
    return Note(place, "action", "", "", chance.pick((-1, 0, 1)), words)

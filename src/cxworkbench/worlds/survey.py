"""The made-up world's survey, answered: one sheet a person, by what each role knows about."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.worlds.accounts import Account, Person, heard
from cxworkbench.worlds.chance import Chance
from cxworkbench.worlds.places import (
    AS_OF,
    FIRST_VOICE,
    MOMENT,
    PAINS,
    PLACE_NAMES,
    PLANTED_PAINS,
)
from cxworkbench.worlds.plants import DRIVER, DRIVER_SPREAD, Plant
from cxworkbench.worlds.questions import NPS_HEADER, QUESTIONS, Question
from cxworkbench.worlds.sentences import comment_sentence
from cxworkbench.worlds.texts import COMMENT_TEXTS

ANSWERING: Final = {"anchor": 0.85, "climber": 0.72, "corner": 0.52}
STRANGER: Final = ("Bellwether Garden Centre", "office@bellwether-gardens.example")


@dataclass(frozen=True)
class _Going:
    """What is planted, and how well the driver goes for each account, in standard deviations."""

    plant: Plant
    driver: dict[str, float]

    def at_driver(self, account: Account) -> float:
        return self.driver.get(account.number, 0.0)


def survey_table(seed: int, accounts: list[Account], plant: Plant | None = None) -> pd.DataFrame:
    """One row per answer sheet: what each role knows about is filled, the rest is blank."""
    going = _going(seed, accounts, plant or Plant())
    chance = Chance(seed, "survey")
    rows = [
        _answers(chance, account, person, going)
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


def _going(seed: int, accounts: list[Account], plant: Plant) -> _Going:
    if plant.driver == 0:
        return _Going(plant, {})
    chance = Chance(seed, "driver")
    return _Going(plant, {account.number: chance.normal(0, 1) for account in accounts})


def _answers(chance: Chance, account: Account, person: Person, going: _Going) -> dict[str, str]:
    # Some sheets came back without a customer number; name or mail has to do.
    known = chance.unit()
    row = {
        "Submitted": chance.day(FIRST_VOICE, AS_OF).isoformat(),
        "Customer no.": account.number if known > 0.06 else "",
        "Company": account.name.upper() if known < 0.03 else account.name,
        "E-mail": person.mail,
        "Role": person.role,
        NPS_HEADER: str(_recommend(chance, account, going)),
    }
    for question in QUESTIONS:
        asked = person.role in question.roles and chance.yes(0.9)
        asked = asked and account.asked_about(question.touchpoint)
        row |= _one_answer(chance, account, question, going) if asked else _no_answer(question)
    topics = [place for place in COMMENT_TEXTS if account.asked_about(place)]
    about = chance.pick(topics) if chance.yes(0.35) else ""
    row["Comment on"] = PLACE_NAMES[about] if about else ""
    row["Comment"] = comment_sentence(chance, about) if about else ""
    return row


def _one_answer(
    chance: Chance, account: Account, question: Question, going: _Going
) -> dict[str, str]:
    high = 7 if question.metric == "CES" else 5
    mean = question.mean + account.liking
    if question.touchpoint == MOMENT and account.busy_day_failed:
        mean -= 2.9
    if question.touchpoint == DRIVER:
        mean += DRIVER_SPREAD * going.at_driver(account)
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


def _recommend(chance: Chance, account: Account, going: _Going) -> int:
    planted = sum(account.has(pain.code) for pain in PLANTED_PAINS)
    lost = going.plant.moment_drop if account.busy_day_failed else 0.0
    mean = 8.8 + 0.9 * account.liking - 0.5 * planted - lost
    mean += going.plant.driver * going.at_driver(account)
    return min(10, max(0, round(chance.normal(mean, 0.9))))


def _scale(value: float, high: int) -> str:
    return str(min(high, max(1, round(value))))

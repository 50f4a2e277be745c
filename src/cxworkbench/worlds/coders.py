"""Two made-up coders who went through the first talks: mostly right, and not always of one mind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.ground.files import safe_name
from cxworkbench.ground.sentence_spans import sentence_spans
from cxworkbench.records.coding import (
    CodeBook,
    Coding,
    Passage,
    code_named,
    in_order,
    passage_hash,
)
from cxworkbench.records.coding_files import BOOK_FILE, CODING_FOLDER
from cxworkbench.records.ids import evidence_id
from cxworkbench.worlds.accounts import Account
from cxworkbench.worlds.chance import Chance
from cxworkbench.worlds.code_book import CODERS, made_code_book
from cxworkbench.worlds.texts import SLOTS

INTERVIEWS: Final = "interviews"  # the received table's name in engagement.toml
FEELINGS: Final = {-2: "angry", -1: "annoyed", 0: "indifferent", 1: "pleased", 2: "delighted"}
_CODED_KINDS: Final = ("pain", "gain", "need")


@dataclass(frozen=True)
class _Habit:
    """How one coder works: how many talks, and how often the note's own topic is seen in it."""

    talks: int
    sees: float  # the code that fits
    mistakes: float  # another code of the same kind; the rest is passed over
    invents: float  # a code where there is none


HABITS: Final = {"mara": _Habit(26, 0.95, 0.03, 0.01), "jonas": _Habit(18, 0.90, 0.06, 0.02)}


def coding_records(
    seed: int, interviews: pd.DataFrame, accounts: Sequence[Account]
) -> dict[str, str]:
    """The code book and both coders' files, by path in the engagement.

    Notes in which somebody of the account is named are left out: there the words that coders see
    hold a pseudonym, whose length is not that of the name.
    """
    book = made_code_book()
    names = _names_of(accounts)
    records = {BOOK_FILE: book.to_text()}
    for coder in CODERS:
        coding = _coded_by(coder, seed, interviews, book, names)
        records[f"{CODING_FOLDER}/{safe_name(coder)}.json"] = coding.to_text()
    return records


def _coded_by(
    coder: str, seed: int, interviews: pd.DataFrame, book: CodeBook, names: Mapping[str, set[str]]
) -> Coding:
    chance, habit = Chance(seed, f"coder {coder}"), HABITS[coder]
    read, passages = [], []
    for note in interviews.to_dict("records"):
        text = str(note["In their words"])
        named = any(name in text for name in names[str(note["Customer no."])])
        if int(str(note["Talk"]).split()[-1]) > habit.talks or named:
            continue
        voice = evidence_id("voice", INTERVIEWS, str(note["Note"]))
        read.append(voice)
        code = _code_seen(chance, habit, book, str(note["Kind"]), str(note["Topic"]))
        if code:
            passages.append(_passage(chance, voice, text, code, note))
    return in_order(Coding(coder=coder, passages=tuple(passages), read=tuple(read)))


def _code_seen(chance: Chance, habit: _Habit, book: CodeBook, kind: str, topic: str) -> str:
    """The id of the code that a coder gives a note; "" for none."""
    drawn = chance.unit()
    if kind not in _CODED_KINDS:
        return chance.pick(book.codes).id if drawn < habit.invents else ""
    fits = code_named(book, topic)
    if drawn < habit.sees:
        return fits.id
    others = [code.id for code in book.codes if code.kind == kind and code.id != fits.id]
    return chance.pick(others) if drawn < habit.sees + habit.mistakes else ""


def _passage(
    chance: Chance, voice: str, text: str, code: str, note: Mapping[object, object]
) -> Passage:
    """The first sentence, now and then with what follows; feeling and severity near the note's."""
    spans = sentence_spans(text)
    last = spans[-1] if chance.yes(0.12) else spans[0]
    start, end = spans[0][0], last[1]
    feeling = min(
        2, max(-2, int(str(note["Feeling (-2 to 2)"])) + chance.pick((0, 0, 0, 0, 1, -1)))
    )
    severity = str(note["Severity (1-5)"])
    rated = min(5, max(1, int(severity) + chance.pick((0, 0, 0, 1, -1)))) if severity else None
    return Passage(
        voice_id=voice,
        start=start,
        end=end,
        text_hash=passage_hash(text[start:end]),
        code=code,
        emotion=float(feeling),
        emotion_word=FEELINGS[feeling],
        severity=None if rated is None else float(rated),
    )


def _names_of(accounts: Sequence[Account]) -> dict[str, set[str]]:
    """For each account the words of its people's names, and the first names that texts draw."""
    drawn = set(SLOTS["person"])
    return {
        account.number: drawn | {part for one in account.people for part in one.name.split()}
        for account in accounts
    }

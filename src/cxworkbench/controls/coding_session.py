"""One coder at work on the voices of an engagement, without a screen: what the control does.

Everything done with the coding control can be done here, and in the coder's file.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.controls.coding_fields import passage_fields
from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.files import sha256_of
from cxworkbench.ground.sentence_spans import sentence_spans
from cxworkbench.intake.case import Case
from cxworkbench.intake.coded import fits
from cxworkbench.records.coding import (
    CodeBook,
    Coding,
    Passage,
    add_code,
    passage_hash,
    with_passage,
    without_passage,
)
from cxworkbench.records.coding_files import (
    BOOK_FILE,
    coder_file,
    load_code_book,
    load_coding,
    save_code_book,
    save_coding,
)
from cxworkbench.voice.coding_units import coded_sentences, is_in_sentence
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.suggestion_quality import SuggestionQuality, suggestion_quality
from cxworkbench.voice.suggestions import Suggester, Suggestion
from cxworkbench.voice.words import count_of, percent

OPEN, MINE, EVERY = "not yet gone through", "coded by me", "all"
SHOWN: Final = (OPEN, MINE, EVERY)
LEAST_SCORE: Final = 0.3  # suggestions below are not offered
Place = tuple[str, int, int, str]


@dataclass(frozen=True)
class Offer:
    """A suggestion for one sentence of a voice."""

    start: int
    end: int
    suggestion: Suggestion


@dataclass(frozen=True)
class _State:
    """What undo goes back to."""

    book: CodeBook
    coding: Coding


class CodingSession:
    """The voices with words, one coder's passages in them, and the code book.

    Nothing is written before `save`. Suggestions learn from this coder's own passages and from the
    key words of the code book, never from another coder: two readings stay independent.

    Parameters
    ----------
    case
        The opened engagement.
    coder
        Who codes; the coder's file is read where there is one.

    Raises
    ------
    ParameterProblem
        The name cannot be a coder's.
    RecordProblem
        The code book or the coder's file cannot be read.
    """

    def __init__(self, case: Case, coder: str) -> None:
        self.case = case
        self.folder = case.folder
        self._path = coder_file(case.folder, coder)
        spoken = received_voices(case.evidence.voices)
        self.voices = spoken[spoken["text"].str.strip() != ""].set_index("voice_id", drop=False)
        self._names = dict(
            zip(case.evidence.accounts["account_id"], case.evidence.accounts["name"], strict=True)
        )
        self._load(coder)

    def _load(self, coder: str) -> None:
        self.book = load_code_book(self.folder)
        self.coding = load_coding(self.folder, coder)
        self._saved = _State(self.book, self.coding)
        self._seen = _digest(self._path)
        self._seen_book = _digest(self.folder / BOOK_FILE)
        self._before: list[_State] = []
        self._learnt: tuple[_State, Suggester, SuggestionQuality] | None = None

    @property
    def unsaved(self) -> bool:
        """Whether something was changed and not saved."""
        return _State(self.book, self.coding) != self._saved

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._before)

    def statements(
        self, *, method: str = "", account: str = "", show: str = OPEN, search: str = ""
    ) -> list[str]:
        """The ids of the voices that fit, in the order of the evidence.

        Parameters
        ----------
        method, account
            Only of this method or account; "" for any.
        show
            "not yet gone through", "coded by me" or "all".
        search
            Letters that stand in the words, or in the account's id or name; any case.
        """
        if show not in SHOWN:
            raise ParameterProblem(
                f"show is {show!r}. {did_you_mean(show, SHOWN)}It is one of: {', '.join(SHOWN)}."
            )
        voices = self.voices
        if method:
            voices = voices[voices["method"] == method]
        if account:
            voices = voices[voices["account_id"] == account]
        if show == OPEN:
            voices = voices[~voices["voice_id"].isin(self._gone_through())]
        elif show == MINE:
            voices = voices[voices["voice_id"].isin(self._coded())]
        if search.strip():
            voices = voices[self._found(voices, search.strip().casefold())]
        ids: list[str] = voices["voice_id"].tolist()
        return ids

    def text_of(self, voice_id: str) -> str:
        """The words of a voice.

        Raises
        ------
        ParameterProblem
            There is no such voice with words.
        """
        if voice_id not in self.voices.index:
            raise ParameterProblem(
                f"There is no voice {voice_id!r} with words in this period. Choose one that is "
                "listed."
            )
        return str(self.voices.loc[voice_id, "text"])

    def about(self, voice_id: str) -> str:
        """Where a voice comes from, in a line: method, account, day, place, and its own code."""
        self.text_of(voice_id)
        voice = dict(self.voices.loc[voice_id].items())
        account = str(voice["account_id"])
        name = self._names.get(account, "")
        day = "" if pd.isna(voice["said_at"]) else voice["said_at"].date().isoformat()
        places = {place.id: place.name for place in self.case.touchpoints}
        place = places.get(str(voice["touchpoint_id"]), str(voice["stage"]))
        code = f"the table says: {voice['code']}" if voice["code"] else ""
        who = f"{name} ({account})" if name and name != account else account
        said = [str(voice["method"]), who, str(voice["role"]), day, place, code]
        return " · ".join(part for part in said if part)

    def passages(self, voice_id: str) -> list[Passage]:
        """The coder's passages of a voice, rejected suggestions left out, in order."""
        return [
            one
            for one in self.coding.passages
            if one.voice_id == voice_id and one.status != "rejected"
        ]

    def still_fits(self, passage: Passage) -> bool:
        """Whether the words of a passage are those that were marked."""
        return fits(passage, self.text_of(passage.voice_id))

    def mark(self, voice_id: str, start: int, end: int, **fields: object) -> Passage:
        """The passage from letter `start` up to `end`, with what was read in it.

        Blanks at both ends are left out. The same words with the same code are replaced.

        Parameters
        ----------
        voice_id
            Whose words.
        start, end
            Letters of its text, counted from 0; `end` is the one after the last.
        fields
            `code` (id or name), `stage`, `touchpoint_id`, `emotion_word`, `emotion`, `action`,
            `severity`, `status`, `note`, as in `records.coding.Passage`.

        Raises
        ------
        ParameterProblem
            No words are marked, nothing is said about them, or a field does not fit.
        """
        text = self.text_of(voice_id)
        start, end = _trimmed(text, start, end)
        known = passage_fields(fields, self.book, self.case)
        passage = Passage(
            voice_id=voice_id, start=start, end=end, text_hash=passage_hash(text[start:end]),
            **known,
        )  # fmt: skip
        self._change(coding=with_passage(self.coding, passage))
        return passage

    def mark_sentences(self, voice_id: str, first: int, last: int, **fields: object) -> Passage:
        """The passage from one sentence to another, counted from 1; else as `mark`."""
        spans = sentence_spans(self.text_of(voice_id))
        if not 1 <= first <= last <= len(spans):
            raise ParameterProblem(
                f"Sentences {first} to {last} are asked for, and this voice has {len(spans)}. "
                "Sentences are counted from 1."
            )
        return self.mark(voice_id, spans[first - 1][0], spans[last - 1][1], **fields)

    def replace(self, place: Place, start: int, end: int, **fields: object) -> Passage:
        """Another passage in place of one; both are one step to undo."""
        before = len(self._before)
        kept = without_passage(self.coding, place)
        old = self.coding
        self.coding = kept
        try:
            passage = self.mark(place[0], start, end, **fields)
        except ParameterProblem:
            self.coding = old
            raise
        self._before[before:] = [_State(self.book, old)]
        return passage

    def remove(self, place: Place) -> None:
        """Take a passage out."""
        self._change(coding=without_passage(self.coding, place))

    def gone_through(self, voice_id: str, done: bool = True) -> None:
        """State that a voice was gone through to the end, or was not."""
        self.text_of(voice_id)
        kept = [one for one in self.coding.read if one != voice_id]
        read = tuple([*kept, voice_id] if done else kept)
        self._change(coding=self.coding.model_copy(update={"read": tuple(sorted(read))}))

    def is_read(self, voice_id: str) -> bool:
        """Whether a voice was stated to be gone through."""
        return voice_id in self.coding.read

    def add_code(self, name: str, **fields: Any) -> str:  # noqa: ANN401 - of a Code
        """The id of one more code in the code book, which all coders share."""
        self._change(book=add_code(self.book, name=name, **fields))
        return self.book.codes[-1].id

    def offers(self, voice_id: str) -> list[Offer]:
        """Suggested codes for the sentences that have none of them yet and were not rejected."""
        text = self.text_of(voice_id)
        spans = sentence_spans(text)
        suggester, _ = self._suggester()
        found = suggester.for_sentences([text[start:end] for start, end in spans])
        mine = [one for one in self.coding.passages if one.voice_id == voice_id]
        return [
            Offer(start, end, one)
            for (start, end), sentence in zip(spans, found, strict=True)
            for one in sentence
            if one.score >= LEAST_SCORE
            and not any(p.code == one.code and is_in_sentence(p, start, end) for p in mine)
        ]

    def quality(self) -> SuggestionQuality:
        """How good suggestions are on accounts held out, by this coder's own codes."""
        return self._suggester()[1]

    def accept(self, voice_id: str, offer: Offer, **fields: object) -> Passage:
        """Take a suggestion as one's own reading."""
        return self.mark(voice_id, offer.start, offer.end, code=offer.suggestion.code, **fields)

    def reject(self, voice_id: str, offer: Offer) -> None:
        """Leave a suggestion; it is remembered, and not offered again."""
        self.mark(
            voice_id, offer.start, offer.end, code=offer.suggestion.code, status="rejected",
            note=f"suggested by {offer.suggestion.method}",
        )  # fmt: skip

    def undo(self) -> bool:
        """Take back the last change; False where there is none."""
        if not self._before:
            return False
        state = self._before.pop()
        self.book, self.coding = state.book, state.coding
        return True

    def save(self) -> Path:
        """Where the coder's file was written; the code book too, where it was changed.

        Raises
        ------
        RecordProblem
            Somebody else has saved the same file meanwhile. What was entered stays here.
        """
        if self.book != self._saved.book:
            save_code_book(self.folder, self._merged_book())
            self.book = load_code_book(self.folder)
            self._seen_book = _digest(self.folder / BOOK_FILE)
        path = save_coding(self.folder, self.coding, seen=self._seen)
        self._seen = _digest(path)
        self._saved = _State(self.book, self.coding)
        return path

    def progress(self) -> str:
        """How much was gone through, in a sentence."""
        done, every = len(self._gone_through() & set(self.voices.index)), len(self.voices)
        accepted = sum(one.status == "accepted" for one in self.coding.passages)
        share = percent(done / every if every else 0.0)
        return (
            f"{done:,} of {count_of(every, 'voice')} gone through ({share}), "
            f"{count_of(accepted, 'passage')} marked."
        )

    def _merged_book(self) -> CodeBook:
        """The code book with the codes added here, also where others have added some meanwhile."""
        if _digest(self.folder / BOOK_FILE) == self._seen_book:
            return self.book
        theirs = load_code_book(self.folder)
        had = {code.id for code in self._saved.book.codes}
        ids = {code.id for code in theirs.codes}
        new = [code for code in self.book.codes if code.id not in had | ids]
        return theirs.model_copy(update={"codes": (*theirs.codes, *new)})

    def _suggester(self) -> tuple[Suggester, SuggestionQuality]:
        state = _State(self.book, self.coding)
        if self._learnt is None or self._learnt[0] != state:
            table = self.voices.reset_index(drop=True)
            known = coded_sentences(table, self.book, [self.coding])
            quality = suggestion_quality(known, self.book, seed=self.case.seed)
            self._learnt = (state, Suggester(self.book, known), quality)
        return self._learnt[1:]

    def _gone_through(self) -> set[str]:
        return set(self.coding.read) | self._coded()

    def _coded(self) -> set[str]:
        return {one.voice_id for one in self.coding.passages if one.status == "accepted"}

    def _found(self, voices: pd.DataFrame, letters: str) -> pd.Series:
        names = pd.Series([self._names.get(i, "") for i in voices["account_id"]], voices.index)
        said: pd.Series = voices["text"] + "\n" + voices["account_id"] + "\n" + names.astype("str")
        return said.str.casefold().str.contains(letters, regex=False)

    def _change(self, *, book: CodeBook | None = None, coding: Coding | None = None) -> None:
        before = _State(self.book, self.coding)
        after = replace(before, book=book or self.book, coding=coding or self.coding)
        if after != before:
            self._before.append(before)
            self.book, self.coding = after.book, after.coding


def _digest(path: Path) -> str:
    return sha256_of(path) if path.is_file() else ""


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[max(start, 0) : max(end, 0)]
    if not words.strip():
        raise ParameterProblem(
            f"Letters {start} to {end} hold no words; the text has {len(text)}. Mark some words "
            "first."
        )
    begin = max(start, 0) + len(words) - len(words.lstrip())
    return begin, begin + len(words.strip())

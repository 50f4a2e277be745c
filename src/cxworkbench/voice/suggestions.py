"""Codes suggested for a sentence, by key words and by likeness to what people coded; no network.

A suggestion is never a code: a person takes it or leaves it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cxworkbench.ground.language import say
from cxworkbench.records.coding import CodeBook

BY_WORDS: Final = "key words"
BY_LIKENESS: Final = "like coded passages"
FEWEST_CODED: Final = 10  # passages to learn from; fewer resemble each other by chance
NEIGHBOURS: Final = 3
LEAST_LIKE: Final = 0.10  # cosine; below, two sentences share no more than common words
LONGEST_WHY: Final = 70  # letters of a passage that a reason shows
_WORD: Final = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True)
class Suggestion:
    """A code for a sentence: how likely it is (0 to 1, not a probability), by what, and why."""

    code: str  # id
    score: float
    method: str
    why: str


class Suggester:
    """Suggests codes for sentences, from a code book and passages that people coded.

    Parameters
    ----------
    book
        The code book; a code's key words suggest it.
    coded
        Passages to learn from: `text`, and `codes`, the ids of the codes that people gave them.

    Examples
    --------
    >>> from cxworkbench.records.coding import add_code
    >>> book = add_code(CodeBook(), name="Late delivery", keywords=("late", "too late"))
    >>> suggest = Suggester(book, pd.DataFrame({"text": [], "codes": []}))
    >>> [one] = suggest.for_sentence("It came too late again.")
    >>> one.code, round(one.score, 2), one.why
    ('code-late-delivery', 0.67, 'says “late”, “too late”')
    """

    def __init__(self, book: CodeBook, coded: pd.DataFrame) -> None:
        self._words = {
            code.id: [(word, _pattern(word)) for word in code.keywords if _WORD.search(word)]
            for code in book.codes
        }
        known = {code.id for code in book.codes}
        self._coded = [
            (str(text), tuple(code for code in codes if code in known))
            for text, codes in zip(coded["text"], coded["codes"], strict=True)
        ]
        self._index: tuple[Any, Any] | None = None

    def for_sentence(self, text: str, *, most: int = 3) -> list[Suggestion]:
        """The likeliest codes for one sentence, the likeliest first; often none."""
        return self.for_sentences([text], most=most)[0]

    def for_sentences(
        self, texts: Sequence[str], *, most: int = 3, by: Sequence[str] = (BY_WORDS, BY_LIKENESS)
    ) -> list[list[Suggestion]]:
        """The likeliest codes for each sentence; the better of two reasons for one code stands."""
        nothing: list[list[Suggestion]] = [[] for _ in texts]
        alike = self._by_likeness(texts) if BY_LIKENESS in by else nothing
        worded = [self._by_words(text) for text in texts] if BY_WORDS in by else nothing
        return [_best([*said, *near], most) for said, near in zip(worded, alike, strict=True)]

    def _by_words(self, text: str) -> list[Suggestion]:
        found = []
        for code, keywords in self._words.items():
            here = [word for word, pattern in keywords if pattern.search(text)]
            if here:
                why = say("says ") + ", ".join(f"“{word}”" for word in here)
                found.append(Suggestion(code, len(here) / (len(here) + 1), BY_WORDS, why))
        return found

    def _by_likeness(self, texts: Sequence[str]) -> list[list[Suggestion]]:
        if sum(bool(codes) for _, codes in self._coded) < FEWEST_CODED or not texts:
            return [[] for _ in texts]
        if self._index is None:
            self._index = _indexed([text for text, _ in self._coded])
        vectorizer, known = self._index
        likeness = np.asarray((vectorizer.transform(texts) @ known.T).todense())
        return [self._nearest(row) for row in likeness]

    def _nearest(self, likeness: NDArray[np.float64]) -> list[Suggestion]:
        """Codes of the nearest coded sentences, each by its share of their likeness.

        A near sentence that people left without a code speaks against all of them.
        """
        order = np.argsort(-likeness, kind="stable")[:NEIGHBOURS]
        near = [(int(place), float(likeness[place])) for place in order]
        near = [(place, like) for place, like in near if like >= LEAST_LIKE]
        scores: dict[str, float] = {}
        reason: dict[str, int] = {}
        for place, like in near:
            for code in self._coded[place][1]:
                scores[code] = scores.get(code, 0.0) + like
                reason.setdefault(code, place)
        total = sum(like for _, like in near)
        best = near[0][1] if near else 0.0
        return [
            Suggestion(code, score / total * best**0.5, BY_LIKENESS,
                       say("like “{short}”", short=_short(self._coded[reason[code]][0])))
            for code, score in scores.items()
        ]  # fmt: skip


def _indexed(texts: list[str]) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(strip_accents="unicode", ngram_range=(1, 2), sublinear_tf=True)
    return vectorizer, vectorizer.fit_transform(texts)


def _best(found: list[Suggestion], most: int) -> list[Suggestion]:
    by_code: dict[str, Suggestion] = {}
    for one in found:
        if one.code not in by_code or one.score > by_code[one.code].score:
            by_code[one.code] = one
    return sorted(by_code.values(), key=lambda one: (-one.score, one.code))[:most]


def _pattern(keyword: str) -> re.Pattern[str]:
    """The key word's words one after the other; with a * at its end any ending will do."""
    words = r"[\W_]+".join(re.escape(word) for word in _WORD.findall(keyword))
    ending = r"\w*" if keyword.rstrip().endswith("*") else ""
    return re.compile(rf"\b{words}{ending}\b", re.IGNORECASE)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_WHY else f"{text[:LONGEST_WHY].rstrip()}…"

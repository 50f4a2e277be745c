"""Phrases found in short texts, word by word: fast enough to look at every cell on each edit."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*|[%;?/]")
_OWN = frozenset({"our", "my", "own", "their", "your", "his", "her"})


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters; a sign that matters (% ; ? /) is a word of its own.

    Examples
    --------
    >>> words_of("The lead's quote: 40 % off?")
    ('the', "lead's", 'quote', '40', '%', 'off', '?')
    """
    return tuple(_WORD.findall(text.lower()))


@lru_cache(maxsize=50_000)
def searched(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first place where the pattern fits the text, remembered for the next edit."""
    return pattern.search(text)


class Phrases:
    """A list of phrases; a word that ends in * stands for all words that begin so.

    Parameters
    ----------
    text
        Phrases with commas between them.

    Examples
    --------
    >>> inside = Phrases("lead qualif*, closed won")
    >>> inside.find("Lead qualification by phone"), inside.find("It leads to quality")
    ('lead qualification', '')
    """

    def __init__(self, text: str) -> None:
        self._whole: dict[str, list[tuple[str, ...]]] = {}
        self._begins: dict[str, list[tuple[str, ...]]] = {}
        for phrase in _split(text):
            first = phrase[0]
            if first.endswith("*"):
                self._begins.setdefault(first[:3], []).append(phrase)
            else:
                self._whole.setdefault(first, []).append(phrase)
        self._known: dict[tuple[str, bool], str] = {}

    def find(self, text: str, *, own: bool = True) -> str:
        """The first phrase in the text as it stands there, empty for none.

        `own` false passes over phrases after our, my, their …: those are the customer's own.
        """
        key = (text, own)
        if key not in self._known:
            if len(self._known) > 20_000:  # an editor that runs for days
                self._known.clear()
            self._known[key] = self._find(words_of(text), own=own)
        return self._known[key]

    def _find(self, words: tuple[str, ...], *, own: bool) -> str:
        return next(self._each(words, own=own), "")

    def all(self, text: str) -> set[str]:
        """All phrases of the list that the text holds."""
        return set(self._each(words_of(text), own=True))

    def _each(self, words: tuple[str, ...], *, own: bool) -> Iterator[str]:
        for place, word in enumerate(words):
            phrases = self._whole.get(word, [])
            if self._begins:
                phrases = [*phrases, *self._begins.get(word[:3], [])]
            for phrase in phrases:
                rest = words[place : place + len(phrase)]
                if _fits(phrase, rest) and (own or not _is_own(words, place)):
                    yield " ".join(rest)

    def only(self, text: str, *, besides: Collection[str] = ()) -> bool:
        """Whether the text holds nothing but one-word phrases of the list and the words beside."""
        words = words_of(text)
        return bool(words) and all(
            word in besides or (word,) in self._whole.get(word, []) for word in words
        )


def _split(text: str) -> Iterable[tuple[str, ...]]:
    for phrase in text.split(","):
        if phrase.strip():
            yield tuple(phrase.split())


def _fits(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return len(phrase) == len(words) and all(
        word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
        for wanted, word in zip(phrase, words, strict=True)
    )


def _is_own(words: tuple[str, ...], place: int) -> bool:
    return any(word in _OWN for word in words[max(0, place - 2) : place])

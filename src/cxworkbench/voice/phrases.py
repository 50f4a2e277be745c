"""Phrases as a person writes them into a word list, and where they stand in a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from cxworkbench.ground.errors import DataProblem, did_you_mean

LONGEST_GAP: Final = 4  # words that "..." may stand for
# A gap ends where another thought begins, or where it is turned around.
_NEW_THOUGHT: Final = frozenset((
    "but", "although", "though", "however", "because", "which", "while", "whereas", "and", "so",
    "not", "no", "never", "nobody", "without",
))  # fmt: skip
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]|_")
_PHRASE: Final = re.compile(r"\[[^\]]*\]|\([^)]*\)|\S+")
_NUMBERS: Final = frozenset((
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "ninety", "hundred", "hundreds",
    "several", "many", "half", "dozen", "dozens", "couple", "countless", "thousand",
))  # fmt: skip
_SHORT: Final = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
}
_ENDS: Final = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
_IS: Final = frozenset(
    ("it's", "that's", "there's", "he's", "she's", "what's", "who's", "here's", "everything's")
)


@dataclass(frozen=True)
class Token:
    """One word or sign: as it counts (small letters, contractions written out), and where."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """A phrase that was found: its key, and the tokens from `first` up to `last`, not included."""

    key: int
    first: int
    last: int


@dataclass(frozen=True)
class _Element:
    """One place of a phrase: words, beginnings of words, a number, any word, or a gap."""

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    number: bool = False
    anything: bool = False
    gap: bool = False
    optional: bool = False

    def fits(self, word: str) -> bool:
        if word in self.words or (bool(self.beginnings) and word.startswith(self.beginnings)):
            return True
        if self.endings and word.endswith(self.endings):
            return True
        if self.number and (word in _NUMBERS or word[:1].isdigit()):
            return True
        return self.anything and word[:1].isalnum()


class Phrases:
    """Phrases that can be looked for all at once; each has the key of its place in the list.

    A phrase is words with blanks between them. `renew*` is every word that begins so, `*ing` every
    word that ends so, `(bad|poor)` one of several, `[very]` may be there or not, `#` a number from
    two on in digits or words, `?` any one word, `...` up to four words within one thought, `<time>`
    any word of a named class. Small and capital letters are the same; `can't` and `cannot` are
    `can not`, `didn't` is `did not`.

    Parameters
    ----------
    phrases
        In order; of two that fit equally well the earlier is taken.
    classes
        Name of each class and its words.

    Raises
    ------
    DataProblem
        A phrase is empty, begins with a gap, or names a class that is not there.

    Examples
    --------
    >>> phrases = Phrases(["not ... <fix>", "late"], {"fix": ["fixed", "repair*"]})
    >>> text = "The pump was not properly repaired and came late."
    >>> [text[one.start : one.end] for one in tokens_of(text)][3:6]
    ['not', 'properly', 'repaired']
    >>> phrases.find(tokens_of(text))
    [Found(key=0, first=3, last=6), Found(key=1, first=8, last=9)]
    """

    def __init__(
        self, phrases: Iterable[str], classes: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._written = list(phrases)
        self._classes = classes or {}
        self._begin_with: dict[str, list[int]] = {}  # word -> places in _read, as they are met

    @cached_property
    def _read(self) -> list[tuple[int, tuple[_Element, ...]]]:
        """Every phrase ready for matching, with its key; choices of several words stand apart."""
        return [
            (key, self._elements(spelled, phrase))
            for key, phrase in enumerate(self._written)
            for spelled in _spellings(phrase)
        ]

    @cached_property
    def _by_word(self) -> tuple[dict[str, list[int]], dict[str, list[int]], list[int]]:
        """Places in `_read` by first word, by first two letters of a beginning, and of others."""
        words, letters, others = defaultdict(list), defaultdict(list), []
        for key, (_, elements) in enumerate(self._read):
            first = elements[0]
            for word in first.words:
                words[word].append(key)
            for beginning in first.beginnings:
                letters[beginning[:2]].append(key)
            if first.number or first.anything or first.endings:
                others.append(key)
        return dict(words), dict(letters), others

    def find(self, tokens: Sequence[Token]) -> list[Found]:
        """Phrases found from left to right, none inside another; the most definite one first."""
        found, place = [], 0
        while place < len(tokens):
            best = self._best(tokens, place)
            if best is not None:
                found.append(best)
            place = best.last if best else place + 1
        return found

    def find_all(self, tokens: Sequence[Token]) -> list[Found]:
        """Every phrase wherever it stands, those inside another too."""
        return [one for place in range(len(tokens)) for _, one in self._at(tokens, place)]

    def _candidates(self, word: str) -> list[int]:
        """Places in `_read` of the phrases that may begin with this word."""
        words, letters, others = self._by_word
        near = {*words.get(word, ()), *letters.get(word[:2], ()), *others}
        return [at for at in sorted(near) if self._read[at][1][0].fits(word)]

    def _best(self, tokens: Sequence[Token], place: int) -> Found | None:
        def rank(one: tuple[int, Found]) -> tuple[int, int, int]:
            definite, found = one
            return (-definite, found.last, found.key)

        at = sorted(self._at(tokens, place), key=rank)
        return at[0][1] if at else None

    def _at(self, tokens: Sequence[Token], place: int) -> Iterator[tuple[int, Found]]:
        word = tokens[place].word
        if word not in self._begin_with:
            self._begin_with[word] = self._candidates(word)
        for at in self._begin_with[word]:
            key, elements = self._read[at]
            end = _match(elements, 0, tokens, place)
            if end is not None:
                definite = sum(not (part.gap or part.anything) for part in elements)
                yield min(definite, end - place), Found(key, place, end)

    def _elements(self, parts: Sequence[str], phrase: str) -> tuple[_Element, ...]:
        elements = tuple(element for part in parts for element in self._spelled_out(part, phrase))
        if not elements or elements[0].gap or elements[0].optional:
            raise DataProblem(
                f"The phrase {phrase!r} of a word list does not begin with a word. "
                "Begin it with a word, a choice in brackets, a number sign or a class."
            )
        return elements

    def _spelled_out(self, part: str, phrase: str) -> list[_Element]:
        if part == "...":
            return [_Element(gap=True)]
        if part[0] in "([":
            words = [word for word in part[1:-1].split("|") if word]
            return [self._element(words, phrase, optional=part[0] == "[")]
        if part[0] in "<#?*" or part.endswith("*"):
            return [self._element([part], phrase)]
        plain = part.isalpha() and part != "cannot"
        words = [part] if plain else [token.word for token in tokens_of(part)]
        return [_Element(words=frozenset([word])) for word in words]

    def _element(self, words: list[str], phrase: str, *, optional: bool = False) -> _Element:
        every = [one for word in words for one in self._of_class(word, phrase)]
        return _Element(
            words=frozenset(word for word in every if word not in "#?" and "*" not in word),
            beginnings=tuple(word[:-1] for word in every if len(word) > 1 and word[-1] == "*"),
            endings=tuple(word[1:] for word in every if len(word) > 1 and word[0] == "*"),
            number="#" in every,
            anything="?" in every,
            optional=optional,
        )

    def _of_class(self, word: str, phrase: str) -> Sequence[str]:
        if not word.startswith("<"):
            return [word]
        name = word.strip("<>")
        if name not in self._classes:
            raise DataProblem(
                f"The phrase {phrase!r} of a word list names the class {name!r}, which is not "
                f"there. {did_you_mean(name, self._classes)}Classes: {', '.join(self._classes)}."
            )
        return self._classes[name]


def _spellings(phrase: str) -> list[list[str]]:
    """The parts of a phrase; where a choice holds several words, one list for each of them.

    Examples
    --------
    >>> _spellings("was (late|in the rain) [again]")
    [['was', '(late)', '[again]'], ['was', 'in', 'the', 'rain', '[again]']]
    """
    spellings: list[list[str]] = [[]]
    parts = _PHRASE.findall(phrase.lower())
    if not any(part[0] in "([" and " " in part for part in parts) and "cannot" not in phrase:
        return [parts]
    for part in parts:
        choices = part[1:-1].split("|") if part[0] in "([" else []
        several = [words for one in choices if len(words := _plain_words(one)) > 1]
        single = "|".join(one for one in choices if len(_plain_words(one)) < 2)
        ways = [[f"{part[0]}{single}{part[-1]}"] if several and single else [part]]
        if several:
            ways = [*(ways if single or part[0] == "[" else []), *several]
            ways = [[] if way == ["[]"] else way for way in ways]
        spellings = [[*before, *way] for before in spellings for way in ways]
    return spellings


def _plain_words(choice: str) -> list[str]:
    """The words of one choice, contractions written out; a sign of the phrase language stays."""
    words: list[str] = []
    for one in choice.split():
        sign = one[0] in "<#?*" or one[-1] == "*"
        words += [one] if sign else [token.word for token in tokens_of(one)]
    return words


def tokens_of(text: str) -> list[Token]:
    """The words and signs of a text in order, contractions written out.

    Examples
    --------
    >>> [one.word for one in tokens_of("It isn’t here; 14:30, re-check!")]
    ['it', 'is', 'not', 'here', ';', '14:30', ',', 're-check', '!']
    """
    return [
        Token(word, found.start(), found.end())
        for found in _TOKEN.finditer(text)
        for word in _written_out(found.group().lower().replace("’", "'"))
    ]


def _written_out(word: str) -> tuple[str, ...]:
    if "'" not in word and word != "cannot":
        return (word,)
    if word in _SHORT:
        return _SHORT[word]
    if word in _IS:
        return (word[:-2], "is")
    for end, full in _ENDS.items():
        if word.endswith(end):
            return (word.removesuffix(end), full)
    return (word.removesuffix("'s"),)


def _match(
    elements: tuple[_Element, ...], at: int, tokens: Sequence[Token], place: int
) -> int | None:
    """Where the phrase ends when it begins at `place`; None where it does not fit."""
    if at == len(elements):
        return place
    element = elements[at]
    if element.gap:
        return _match_gap(elements, at, tokens, place)
    if place < len(tokens) and element.fits(tokens[place].word):
        end = _match(elements, at + 1, tokens, place + 1)
        if end is not None:
            return end
    return _match(elements, at + 1, tokens, place) if element.optional else None


def _match_gap(
    elements: tuple[_Element, ...], at: int, tokens: Sequence[Token], place: int
) -> int | None:
    for skipped in range(LONGEST_GAP + 1):
        end = _match(elements, at + 1, tokens, place + skipped)
        if end is not None:
            return end
        if place + skipped >= len(tokens):
            return None
        word = tokens[place + skipped].word
        if not word[0].isalnum() or word in _NEW_THOUGHT:
            return None
    return None

"""What customers talk about: known themes by their words, and what speaks of none of them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from cxworkbench.ground.errors import DataProblem
from cxworkbench.voice.phrases import Found, Phrases, tokens_of

NO_THEME: Final = ""
NO_THEME_SHOWN: Final = "no known theme"
COUNTS: Final = {"strong": 3, "words": 2, "weak": 1}  # what a phrase of each list counts
FEWEST: Final = 2  # a theme must reach so much: one weak word says nothing
BESIDE: Final = 0.6  # a further theme counts where it has this share of the first's count ...
ENOUGH: Final = COUNTS["strong"]  # ... or so much by itself


@dataclass(frozen=True)
class Mention:
    """A theme that a text speaks of, how much speaks for it, and the words that do."""

    theme: str
    count: int
    words: tuple[str, ...]


class ThemeReader:
    """Finds known themes by word lists; the theme that most words speak for comes first.

    Parameters
    ----------
    own
        An engagement's own themes and their phrases, in any language. A theme named as a built-in
        one adds to it.
    built_in
        Whether the built-in themes are looked for too.

    Raises
    ------
    DataProblem
        A theme has no name or no phrase, or a phrase cannot be read.

    Examples
    --------
    >>> reader = ThemeReader({"Cold chain": ["thaw*", "temperature"]})
    >>> [one.theme for one in reader.read("The truck came late and the fish had thawed.")]
    ['Delivery and dates', 'Cold chain']
    >>> reader.read("We expected more.")
    []
    """

    def __init__(
        self, own: Mapping[str, Sequence[str]] | None = None, *, built_in: bool = True
    ) -> None:
        given = own or {}
        empty = [name for name, phrases in given.items() if not name.strip() or not phrases]
        if empty:
            raise DataProblem(
                f"{len(empty)} of {len(given)} own themes have no name or no words: "
                f"{', '.join(map(repr, empty[:3]))}. "
                "Write a list of words behind each theme under [text.themes] of engagement.toml."
            )
        self._english = _known_themes() if built_in else _WordLists((), Phrases([]))
        self._own = _own_lists(given)
        self.names = tuple(dict.fromkeys([*built_in_themes(), *given] if built_in else given))

    def read(self, text: str, *, english: bool = True) -> list[Mention]:
        """The themes a text speaks of, the one with most behind it first.

        Parameters
        ----------
        text
            What was said.
        english
            Whether the built-in word lists fit; an engagement's own are looked for in any case.
        """
        lists = [self._own, *([self._english] if english else [])]
        tokens = tokens_of(text)
        counts: dict[str, int] = {}
        words: dict[str, list[str]] = {}
        first: dict[str, int] = {}
        for known in lists:
            for found in _longest(known.phrases.find_all(tokens), known):
                theme, count = known.means[found.key]
                said = text[tokens[found.first].start : tokens[found.last - 1].end]
                if said.lower() in (word.lower() for word in words.get(theme, [])):
                    continue
                counts[theme] = counts.get(theme, 0) + count
                words.setdefault(theme, []).append(said)
                first[theme] = min(first.get(theme, found.first), found.first)
        ranked = sorted(
            counts, key=lambda theme: (-counts[theme], theme in _general(), first[theme])
        )
        most = counts[ranked[0]] if ranked else 0
        return [
            Mention(theme, counts[theme], tuple(words[theme]))
            for theme in ranked
            if counts[theme] >= max(FEWEST, min(ENOUGH, BESIDE * most))
        ]


@dataclass(frozen=True)
class _WordLists:
    """Phrases of themes; `means[key]` is the theme and what the phrase counts for it."""

    means: tuple[tuple[str, int], ...]
    phrases: Phrases


def built_in_themes() -> tuple[str, ...]:
    """The names of the themes that come with the workbench, in their order."""
    return tuple(theme["name"] for theme in _content()["theme"])


def shown_theme(theme: str) -> str:
    """A theme as it is shown; what speaks of none stays visible as such."""
    return theme or NO_THEME_SHOWN


def _longest(found: Sequence[Found], known: _WordLists) -> list[Found]:
    """What was found without phrases of the same theme inside longer ones."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.first - one.last, one.first, one.key)):
        theme = known.means[one.key][0]
        inside = any(
            other.first <= one.first and one.last <= other.last
            for other in kept
            if known.means[other.key][0] == theme
        )
        if not inside:
            kept.append(one)
    return kept


def _own_lists(own: Mapping[str, Sequence[str]]) -> _WordLists:
    rows = [(theme, phrase) for theme, phrases in own.items() for phrase in phrases]
    means = tuple((theme, COUNTS["strong"]) for theme, _ in rows)
    return _WordLists(means, Phrases([phrase for _, phrase in rows]))


@cache
def _general() -> frozenset[str]:
    """Themes of which nearly everything speaks a little: of two alike they come second."""
    return frozenset(theme["name"] for theme in _content()["theme"] if theme.get("general"))


@cache
def _known_themes() -> _WordLists:
    content = _content()
    rows = [
        (theme["name"], COUNTS[kind], phrase)
        for theme in content["theme"]
        for kind in COUNTS
        for phrase in theme.get(kind, ())
    ]
    phrases = Phrases([phrase for *_, phrase in rows])
    return _WordLists(tuple((theme, count) for theme, count, _ in rows), phrases)


@cache
def _content() -> dict[str, Any]:
    text = files("cxworkbench.voice").joinpath("theme_words.toml").read_text("utf-8")
    return tomllib.loads(text)

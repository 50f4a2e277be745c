"""The words that feelings are read from: VADER's, with an overlay of business words of our own."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from cxworkbench.ground.errors import DataProblem
from cxworkbench.voice.phrases import Phrases

EMOTIONS: Final = (
    "angry", "frustrated", "disappointed", "worried", "confused", "relieved", "pleased",
    "confident",
)  # fmt: skip
STRONGEST: Final = 4.0  # ends of the scale of values, as in VADER's lexicon
OWN: Final = "own words"  # the group of words that an engagement adds


@dataclass(frozen=True)
class WordGroup:
    """Phrases that say the same: their value, -4 to +4, and the feeling behind them."""

    name: str
    value: float
    emotion: str = ""
    turns: bool = False  # turns the next feeling around, as "not" does
    settles: bool = False  # says that something was put right


@dataclass(frozen=True)
class Overlay:
    """The overlay ready for use: `group_of[n]` is the group of the phrase with key n."""

    phrases: Phrases
    group_of: tuple[WordGroup, ...]
    neutral: frozenset[str]  # words of VADER's lexicon that are no feelings here


def built_in_overlay() -> Overlay:
    """The overlay that comes with the workbench, from `sentiment_words.toml`."""
    return _overlay(())


def overlay_with(own: Mapping[str, float]) -> Overlay:
    """The built-in overlay with an engagement's own phrases before it.

    Parameters
    ----------
    own
        Phrase and its value, -4 to +4; 0 makes a phrase neutral.

    Raises
    ------
    DataProblem
        A value is outside the scale, or a phrase cannot be read.

    Examples
    --------
    >>> overlay = overlay_with({"white glove": 2.5})
    >>> overlay.group_of[0]
    WordGroup(name='own words', value=2.5, emotion='pleased', turns=False, settles=False)
    """
    outside = [word for word, value in own.items() if not -STRONGEST <= value <= STRONGEST]
    if outside:
        raise DataProblem(
            f"{len(outside)} of {len(own)} own words have a value outside -4 to 4: "
            f"{', '.join(f'{word!r} ({own[word]:g})' for word in outside[:3])}. "
            "Give every word under [text.words] of engagement.toml a value from -4 (worst) to 4."
        )
    return _overlay(tuple(own.items()))


@cache
def _overlay(own: tuple[tuple[str, float], ...]) -> Overlay:
    content = _content()
    groups = [(phrase, _own_group(value)) for phrase, value in own]
    for group in content["group"]:
        of = WordGroup(
            group["name"],
            float(group.get("value", 0.0)),
            group.get("emotion", ""),
            bool(group.get("turns", False)),
            bool(group.get("settles", False)),
        )
        groups += [(phrase, of) for phrase in group["phrases"]]
    return Overlay(
        Phrases([phrase for phrase, _ in groups], content["classes"]),
        tuple(group for _, group in groups),
        frozenset(content["neutral"].split()),
    )


def _own_group(value: float) -> WordGroup:
    emotion = "" if value == 0 else "pleased" if value > 0 else "frustrated"
    return WordGroup(OWN, float(value), emotion)


@cache
def _content() -> dict[str, Any]:
    text = files("cxworkbench.voice").joinpath("sentiment_words.toml").read_text("utf-8")
    return tomllib.loads(text)

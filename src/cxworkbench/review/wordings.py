"""Texts of a map as its makers worded them, and where each stands."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cxworkbench.review.phrases import Phrases
from cxworkbench.review.seen import Found, Seen

OF_OURS: Final = re.compile(r"\b(?:we|us|our|ours|my|i|me)\b", re.IGNORECASE)


def texts_of(seen: Seen) -> Iterator[tuple[str, str]]:
    """Where a text stands and the text: labels first, then what is said in the customer's lanes."""
    yield from seen.labels
    yield from ((one.at, one.text) for one in seen.own_words)


def spoken(
    seen: Seen, texts: Iterable[tuple[str, str]], phrases: Phrases, what: str, *, own: bool = True
) -> Iterator[Found]:
    """Where one of the phrases stands in the texts; `own` false passes over the customer's own."""
    for at, text in texts:
        phrase = phrases.find(text, own=own)
        if phrase:
            yield Found(at, f"{where(seen, at, text)} {what} {phrase!r}.")


def where(seen: Seen, at: str, text: str) -> str:
    """The text with its place, as messages name it."""
    name = seen.name(at)
    return f"The name {text!r}" if name == text else f"{text!r} at {name}"

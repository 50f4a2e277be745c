"""Sentences of the made-up world: a text, its slots filled, with what stands around it."""

from cxworkbench.worlds.chance import Chance
from cxworkbench.worlds.complaints import (
    COMPLAINT_TAILS,
    OPENERS,
    OTHER_TONGUES,
    PAIN_TEXTS,
    SIGN_OFFS,
)
from cxworkbench.worlds.texts import COMMENT_TAILS, COMMENT_TEXTS, GAIN_TEXTS, PRAISE_TAILS, SLOTS


def sentence(chance: Chance, texts: tuple[str, ...], **known: str) -> str:
    """One of the texts with its slots filled, each from its list unless it is given."""
    text = chance.pick(texts)
    drawn = {slot: chance.pick(words) for slot, words in SLOTS.items()}
    filled = text.format(**(drawn | known))
    return filled[:1].upper() + filled[1:]


def pain_sentence(chance: Chance, code: str, country: str) -> str:
    """What somebody says about a pain, now and then in the country's own tongue."""
    return _in_tongue(chance, code, _tongue(chance, code, country))


def pain_message(chance: Chance, code: str, country: str, **writer: str) -> str:
    """What somebody writes about a pain: greeting, words, and sign-off where the writer is known.

    `writer` holds `name`, `mail` and `phone`, or nothing.
    """
    tongue = _tongue(chance, code, country)
    opener = "" if tongue else sentence(chance, OPENERS)
    sign_off = sentence(chance, SIGN_OFFS[tongue], **writer) if writer else ""
    return opener + _in_tongue(chance, code, tongue) + sign_off


def gain_sentence(chance: Chance, code: str) -> str:
    """What somebody says about a gain."""
    return sentence(chance, GAIN_TEXTS[code]) + sentence(chance, PRAISE_TAILS)


def comment_sentence(chance: Chance, touchpoint: str) -> str:
    """What somebody writes at the end of a survey about a touchpoint."""
    return sentence(chance, COMMENT_TEXTS[touchpoint]) + sentence(chance, COMMENT_TAILS)


def _tongue(chance: Chance, code: str, country: str) -> str:
    """The country in whose tongue a pain is told now and then; "" is English."""
    return country if code in OTHER_TONGUES.get(country, {}) and chance.yes(0.6) else ""


def _in_tongue(chance: Chance, code: str, tongue: str) -> str:
    if tongue:
        return sentence(chance, OTHER_TONGUES[tongue][code])
    return sentence(chance, PAIN_TEXTS[code]) + sentence(chance, COMPLAINT_TAILS)

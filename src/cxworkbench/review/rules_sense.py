"""Rules of sense: whether what stands on the map says something that can be found out and used."""

import re
from collections.abc import Iterator
from typing import Final

from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Statement
from cxworkbench.review import sentence_forms as forms
from cxworkbench.review import word_lists as words
from cxworkbench.review.people_words import people_of
from cxworkbench.review.phrases import searched, words_of
from cxworkbench.review.rules import Shelf
from cxworkbench.review.seen import Found, Seen
from cxworkbench.review.wordings import OF_OURS, spoken, texts_of, where

SHELF: Final = Shelf("sense")
_LIST_OF_NOUNS: Final = re.compile(
    r",.*(?:\band\b|\bor\b|&|\+)|\bor\b.*\band\b|\band\b.*\bor\b|\bas well as\b", re.IGNORECASE
)
LONG: Final = 61  # letters from which two clauses joined by and are two statements
LONGEST: Final = 160  # letters of one statement; a second sentence is a second statement
_CAPITALS: Final = re.compile(r"\b[A-Z][A-Z0-9&]{2,6}\b")
_EVERYDAY: Final = frozenset((
    "VAT", "PDF", "CSV", "USB", "PIN", "FAQ", "NPS", "CES", "CSAT", "GPS", "USA", "SMS", "LED",
    "DIY", "CEO", "CFO", "XML", "DNA", "TIME", "ASAP", "API", "RFP", "RFQ", "EUR", "USD", "GBP",
    "ISO", "TUV",
))  # fmt: skip


@SHELF.rule(
    "solution instead of a need", "serious",
    why="A portal is an answer. Written as the need or the pain it closes the question: nobody "
    "asks any more what the customer could not get done, and other answers are not looked for.",
    remedy="Ask what the customer could not do without it, and write that; the solution is an "
    "idea, in its own lane.",
)  # fmt: skip
def _solution(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("needs", "pains", "expectations"):
        far = 6 if searched(forms.WISHES, one.text) else 3
        wished = one.lane != "pains" and bool(set(words_of(one.text)[:far]) & _SOLUTIONS)
        wished = (wished or bool(searched(forms.OFFERED, one.text))) and not searched(
            forms.IRON, one.text
        )
        if wished or asks_for_solution(one.text):
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} is a solution, among the {lane}.",
                    text=one.text,
                    name=seen.name(one.at),
                    lane=one.lane,
                ),
            )


@SHELF.rule(
    "says next to nothing", "serious",
    why="'Bad service' fits every company. Nobody can act on it, and nobody can say whether it "
    "has become better.",
    remedy="Write what happened, to whom and how long it took, as somebody told it.",
)  # fmt: skip
def _vague(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("needs", "pains", "gains", "expectations"):
        said = words_of(one.text)
        bare = 0 < len(said) <= 6 and words.VAGUE.only(one.text, besides=forms.SMALL)
        if (
            bare
            or searched(forms.TROUBLE, one.text)
            or searched(forms.JUDGED, one.text.strip().rstrip("."))
            or (len(said) == 2 and words.VAGUE.only(said[1]))
        ):  # Unpleasant handling
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} says next to nothing.",
                    text=one.text,
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "sales talk", "slight", bare=True,
    why="Customers do not call a delivery seamless. Words of advertising on a map are wishes of "
    "the firm, and hide what was really said.",
    remedy="Use the words customers use, or take the sentence out.",
)  # fmt: skip
def _sales_talk(seen: Seen) -> Iterator[Found]:
    yield from spoken(seen, texts_of(seen), words.SALES_TALK, "is sales talk:")
    for at, text in texts_of(seen):
        if searched(forms.EXCEEDED, text) and not words.SALES_TALK.find(text):
            yield Found(
                at,
                say("{where} is sales talk: expectations exceeded.", where=where(seen, at, text)),
            )


@SHELF.rule(
    "leading words", "slight",
    why="'Obviously' tells the reader not to ask. What is obvious needs no word for it, and what "
    "needs the word is an opinion.",
    remedy="Take the word out; if the sentence then sounds bare, look for the evidence.",
)  # fmt: skip
def _leading(seen: Seen) -> Iterator[Found]:
    said = ((at, text) for at, text in texts_of(seen) if not searched(forms.TOLD, text))
    yield from spoken(seen, said, words.LEADING, say("leads the reader:"))
    for one in seen.own_words:
        if searched(forms.EVERYBODY_SEES, one.text):
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} leads the reader: it says that everybody sees it.",
                    text=one.text,
                    name=seen.name(one.at),
                ),
            )
        if searched(forms.QUESTION, one.text):
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} leads the reader: it asks for a yes.",
                    text=one.text,
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "said of all without exception", "serious", general=True,
    why="No sample shows what every customer thinks. The first exception makes the whole map "
    "look careless.",
    remedy="Say how many accounts it is true of, out of how many asked.",
)  # fmt: skip
def _absolute(seen: Seen) -> Iterator[Found]:
    said = ((one.at, one.text) for one in seen.own_words)
    yield from spoken(
        seen, said, words.ABSOLUTES, say("is said of all without exception:"), own=False
    )
    of_all = forms.of_all("|".join(people_of(seen)))
    for one in seen.own_words:
        if words.ABSOLUTES.find(one.text, own=False):
            continue
        if searched(forms.OF_ALL, one.text) or of_all.search(one.text):
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} is said of all without exception.",
                    text=one.text,
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "jargon", "slight", bare=True,
    why="Who does not know the word nods and reads on. A customer should be able to read the map "
    "and say that is us.",
    remedy="Say it in plain words; write an abbreviation out.",
)  # fmt: skip
def _jargon(seen: Seen) -> Iterator[Found]:
    yield from spoken(seen, texts_of(seen), words.JARGON, "is jargon:")
    for at, text in texts_of(seen):
        if text.lower() == text:
            continue
        short = [one for one in _CAPITALS.findall(text) if one not in _EVERYDAY]
        if short and not text.isupper() and not words.SYSTEMS.find(short[0]):
            yield Found(
                at,
                say(
                    "{where} has an abbreviation that nobody wrote out: {sample_of}.",
                    where=where(seen, at, text),
                    sample_of=sample_of(short),
                ),
            )


@SHELF.rule(
    "placeholder left in", "slight", bare=True,
    why="A cell that waits to be filled looks filled: it counts as said and hides that nobody "
    "knows.",
    remedy='Fill it, or write "unknown", which the map counts as a question to ask.',
)  # fmt: skip
def _placeholder(seen: Seen) -> Iterator[Found]:
    for at, text in _all_texts(seen):
        said = words_of(text)
        phrase = words.PLACEHOLDERS.find(text)
        left = bool(phrase) and len(said) <= len(phrase.split()) + 2 and not searched(OF_OURS, text)
        unfilled = any(
            searched(one, text) for one in (forms.UNFILLED, forms.ASK_WHOM, forms.TO_FILL)
        )
        if left or unfilled or words.NAMELESS.only(text):
            yield Found(at, say("{where} is a placeholder.", where=where(seen, at, text)))


@SHELF.rule(
    "several things in one statement", "slight",
    why="Two pains in one cell cannot be counted, placed or confirmed apart: who agrees with one "
    "seems to agree with both.",
    remedy="Make a statement of each.",
)  # fmt: skip
def _several(seen: Seen) -> Iterator[Found]:
    for one in seen.own_words:
        if one.lane != "actions" and _holds_several(one):
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} holds several {lane}.",
                    text=one.text,
                    name=seen.name(one.at),
                    lane=one.lane,
                ),
            )


@SHELF.rule(
    "several touchpoints in one name", "slight",
    why="Each channel has its own action, feeling and owner. Thrown together, the bad one hides "
    "behind the good one.",
    remedy="Make a touchpoint of each, or name what they have in common.",
)  # fmt: skip
def _joined_names(seen: Seen) -> Iterator[Found]:
    for one in seen.map.touchpoints:
        several = " / " in one.name or ";" in one.name or one.name.count(",") > 1
        several = several or searched(forms.LISTED, one.name) is not None or _two_channels(one.name)
        several = several or searched(_LIST_OF_NOUNS, one.name) is not None
        slash = "/" in one.name and not any(letter.isdigit() for letter in one.name)
        if several or slash or one.name.count(" + ") or one.name.count(" & ") > 1:
            yield Found(one.id, say("The name {name!r} holds several touchpoints.", name=one.name))


@SHELF.rule(
    "feeling among the actions", "slight",
    why="A feeling among the actions is counted nowhere: the curve has a gap where it was felt.",
    remedy="Write what the customer does there, and put the feeling into the lane emotion, with "
    "its value.",
)  # fmt: skip
def _feeling_action(seen: Seen) -> Iterator[Found]:
    said = [
        (one.at, one.text)
        for one in seen.lane("actions")
        if not searched(forms.NO_FEELING, one.text)
    ]
    yield from spoken(seen, said, words.FEELINGS, say("is a feeling among the actions:"))
    for at, text in said:
        if searched(forms.FELT, text) and not words.FEELINGS.find(text):
            yield Found(
                at, say("{where} is a feeling among the actions.", where=where(seen, at, text))
            )


def _all_texts(seen: Seen) -> Iterator[tuple[str, str]]:
    yield from seen.labels
    yield from ((one.at, one.text) for one in seen.known if one.text)


def _holds_several(one: Statement) -> bool:
    text = one.text.strip().rstrip(".")
    sentences = re.split(r"[.!?]\s+[A-Z]", text)
    most = 2 if one.lane == "thoughts" else 1
    joined = any(searched(form, text) for form in (forms.JOINED, forms.CLAUSES))
    joined = joined or (len(text) > LONG and searched(forms.TWO_CLAUSES, text) is not None)
    joined = joined or text.count(" / ") > 1
    return bool(joined) or len(sentences) > most or len(text) > LONGEST


def _two_channels(name: str) -> bool:
    """Whether a name joins two channels by and or or."""
    if not searched(forms.JOINT, name):
        return False
    parts = [part for part in forms.JOINT.split(name) if part.strip()]
    ends = [words_of(part)[-1:] for part in parts]
    return len(parts) > 1 and all(end and words.CHANNELS.only(end[0]) for end in ends)


def asks_for_solution(text: str) -> bool:
    """Whether a text names a solution where a need, a pain or an insight should stand.

    Examples
    --------
    >>> asks_for_solution("We need a portal"), asks_for_solution("We cannot see where the van is")
    (True, False)
    """
    said = words_of(text)
    if not said:
        return False
    lacks, advised = searched(forms.LACKS, text), searched(forms.ADVISES, text)
    orders = said[0] in _DOING and len(said) > 1
    named = lacks is not None and bool(set(words_of(text[lacks.start() :])) & _SOLUTIONS)
    gone = searched(forms.GONE, text)
    named = named or (gone is not None and bool(set(words_of(text[: gone.start()])) & _SOLUTIONS))
    built = any(
        searched(one, text) is not None for one in (forms.BUILDS, forms.NO_FUNCTION, forms.BIGGER)
    )
    if searched(forms.IRON, text):
        return False
    return orders or named or built or (advised is not None and advised[1].lower() in _DOING)


_DOING: Final = frozenset(words.DOING)
_SOLUTIONS: Final = frozenset(words.SOLUTIONS)

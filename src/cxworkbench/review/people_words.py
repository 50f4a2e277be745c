"""Who the customer is on this map: nouns from its title, roles and perspective, in sentences."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from cxworkbench.review.phrases import words_of
from cxworkbench.review.seen import EVERYBODY, Seen

_HOUSES: Final = (
    "practice", "lab", "laboratory", "cannery", "factory", "hospital", "school", "clinic", "hotel",
    "restaurant", "farm", "dealer", "retailer", "grower", "account", "customer", "buyer", "company",
    "plant", "site", "household", "firm", "branch", "brewery", "bakery", "university", "workshop",
)  # fmt: skip
_NO_NOUNS: Final = frozenset(
    words_of(
        "all and who that which with for from its his her their whole own this what where when "
        "together others other both more most some them they then there here head one"
    )
)
_END: Final = re.compile(r"\b(?:who|that|which|and|with|for|from|in|on|at|:|;)\b|[,.;:]")
_NOUN_AFTER: Final = re.compile(r"\b(?:of|at|in|by|for) (?:the |an? )(\w+)$", re.IGNORECASE)
_SHORT: Final = 3  # letters of a noun that can be told from a small word


def _nouns(text: str) -> Iterator[str]:
    """The nouns that name people or a house: the last word before of, and the one after it."""
    head = _END.split(text, maxsplit=1)[0].strip()
    said = words_of(head)
    if "of" in said:
        place = said.index("of")
        yield from said[max(0, place - 1) : place]
        yield said[-1]
    elif said:
        yield said[-1]


@lru_cache(maxsize=256)
def _pattern(nouns: tuple[str, ...], rest: str) -> re.Pattern[str]:
    people = "|".join(re.escape(noun) for noun in nouns)
    which = r"^(?:the |a |an |each |every |some |most |new )?(?:[\w-]+ )?"
    return re.compile(rf"{which}(?:{people})s?{rest}", re.IGNORECASE)


def people_of(seen: Seen) -> tuple[str, ...]:
    """Nouns for the customer and who works there, in the singular, sorted."""
    own = seen.map.perspective
    texts = [own.role, own.segment, own.account_type]
    texts += [text for one in seen.map.roles for text in (one.name, one.definition)]
    found = {noun for text in texts if text != EVERYBODY for noun in _nouns(text)}
    house = _NOUN_AFTER.search(seen.map.title)
    found |= {*_HOUSES, *((house[1].lower(),) if house else ())}
    single = {noun.removesuffix("s") for noun in found - _NO_NOUNS if noun.isalpha()}
    return tuple(sorted(noun for noun in single if len(noun) >= _SHORT))


def people_done_to(seen: Seen) -> re.Pattern[str]:
    """Sentences in which something is done to one of them; the first group is what."""
    return _pattern(people_of(seen), _DONE)


def people_do(seen: Seen) -> re.Pattern[str]:
    """Sentences that begin with one of them and a verb."""
    return _pattern(people_of(seen), _DOES)


def people_tend(seen: Seen) -> re.Pattern[str]:
    """Sentences that say how such people are: tend to trust, usually underestimate."""
    return _pattern(people_of(seen), _TENDS)


def served_by(seen: Seen) -> re.Pattern[str]:
    """Sentences in which we give something to one of the map's own people, who are the customer."""
    return _served(_own_people(seen))


def _own_people(seen: Seen) -> tuple[str, ...]:
    """Nouns for the customer's house that the map's title and perspective themselves use."""
    own = seen.map.perspective
    said = set(words_of(f"{seen.map.title} {own.segment} {own.account_type}"))
    return tuple(sorted(noun for noun in people_of(seen) if said & {noun, f"{noun}s"}))


@lru_cache(maxsize=256)
def _served(nouns: tuple[str, ...]) -> re.Pattern[str]:
    houses = "|".join(map(re.escape, nouns)) or r"(?!)"
    return re.compile(
        rf"^(?:then )?we (?:\w+ly )?(?:send|give|offer|show|hand|bring|ship|courier|train|visit|"
        rf"advise|"
        rf"call|brief|help|inform|remind|ask|audit|equip|supply|fit|teach) (?:the|each|every|new) "
        rf"(?:\w+ )?(?:{houses})s?\b",
        re.IGNORECASE,
    )


_TENDS: Final = (
    r"(?: of the \w+| of a \w+)? (?:(?:usually|often|mostly|generally|typically|rarely|seldom|"
    r"normally|frequently|always|never|sometimes) (?!(?:has|have|had) to\b)[a-z]+|tends? to|"
    r"(?:is|are) (?:very |rather |quite |often |usually |more |less )*(?:sensitive|reluctant|"
    r"afraid|"
    r"unsure|keen|interested|sceptical|skeptical|open|loyal|cautious|conservative|demanding|"
    r"price-sensitive|willing|unwilling|impatient|careful|used|happy|unhappy|satisfied|picky)\b|"
    r"(?:wants?|expects?|prefers?|values?|thinks?|believes?|likes?|trusts?|fears?|underestimates?|"
    r"overestimates?|hates?|loves?|cares?|wish|wishes|doubts?) )"
)
_DONE: Final = (
    r"(?: \w+)? (?:is|are|was|were|gets?|got|being|(?:has|have) been|will be) (?:\w+ly |then )?"
    r"(\w+ed|sent|given|told|shown|led|taken|sold|brought|driven|won|kept|paid|met|rung|taught|"
    r"chosen)\b"
)
_DOES: Final = (
    r"(?: of the \w+| of a \w+)? (?:\w+ly )?(?!(?:is|are|was|were|has|with|for|from|visits?|in|on|"
    r"at|and|or|of|meeting|talk|list|day|days)\b)[a-z]+(?:s|es)?"
    r" (?:the|a|an|his|her|their|its|each|every|all|three|two|lot|for|up|to|by|in|at|on|whether|"
    r"what|when|how|why|if|this|that|these|those|several|some|many|about|over|from|with|again)\b"
)

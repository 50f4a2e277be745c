"""Whose journey a map shows: segment, role and account type, and what is not stated of them."""

from typing import Final

from cxworkbench.ground.language import say, term
from cxworkbench.records.journey_map import JourneyMap

PARTS: Final = {"segment": "segment", "role": "role", "account_type": "account type"}
EVERYBODY: Final = "all"


def unstated_perspective(journey_map: JourneyMap) -> tuple[str, ...]:
    """The parts of its perspective that a map leaves open: segment, role, account type.

    One person has neither a role in a company nor an account type, so a B2C map owes its segment
    alone.

    Examples
    --------
    >>> unstated_perspective(JourneyMap(id="m", title="Shop", stages=()))
    ('segment', 'role', 'account type')
    >>> unstated_perspective(JourneyMap(id="m", title="Shop", mode="B2C", stages=()))
    ('segment',)
    """
    owed = ("segment",) if journey_map.mode == "B2C" else tuple(PARTS)
    return tuple(
        PARTS[part] for part in owed if getattr(journey_map.perspective, part) == EVERYBODY
    )


def describe_perspective(journey_map: JourneyMap, *, account: str = EVERYBODY) -> str:
    """One or two sentences: whose journey the map shows, and what it has to state still.

    The map of one account is that account's journey, and states it by that.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Perspective
    >>> whose = Perspective(segment="Key", role="user", account_type="retailer")
    >>> describe_perspective(JourneyMap(id="m", title="Shop", perspective=whose, stages=()))
    'Whose journey: segment Key, role user, account type retailer.'
    """
    if account != EVERYBODY:
        return say("Whose journey: this account's own.")
    whose = journey_map.perspective
    stated = [
        f"{word} {getattr(whose, part)}"
        for part, word in PARTS.items()
        if getattr(whose, part) != EVERYBODY
    ]
    open_parts = unstated_perspective(journey_map)
    told = (
        say("Whose journey: {stated}.", stated=", ".join(stated))
        if stated
        else say("Nobody's journey in particular.")
    )
    if not open_parts:
        return told
    return say(
        "{told} Not stated: {open_parts}. A map of everybody averages people "
        "who live through different journeys: state them under [perspective] "
        "in engagement.toml.",
        told=told,
        open_parts=", ".join(term(part) for part in open_parts),
    )

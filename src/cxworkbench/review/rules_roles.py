"""Rules of people: whose perspective the map has, and who takes part in the buying."""

import re
from collections.abc import Iterator
from typing import Final

from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Statement
from cxworkbench.review.phrases import words_of
from cxworkbench.review.rules import Shelf
from cxworkbench.review.rules_levels import FEW_TOUCHPOINTS
from cxworkbench.review.seen import CUSTOMER_LANES, EVERYBODY, Found, Seen
from cxworkbench.review.word_lists import DEMOGRAPHIC, DRIVEN
from cxworkbench.voice.words import count_of

_SEVERAL: Final = re.compile(r"\w (?:and|&|\+|/|or) \w|\w, \w")
SHELF: Final = Shelf("people")
_APPROVES: Final = (
    "approv", "decid", "decision", "financ", "board", "director", "owner", "signs", "signator",
    "budget", "chief", "head", "managing", "committee", "council", "legal", "gatekeep", "econom",
    "cfo", "ceo", "releases", "treasur",
)  # fmt: skip


@SHELF.rule(
    "mixed perspective", "grave",
    why="A decider and a user live through different journeys. In one lane they average to a "
    "customer whom nobody has met.",
    remedy="Give each segment or role a map of its own, or speak for all of them.",
)  # fmt: skip
def _mixed(seen: Seen) -> Iterator[Found]:
    role = seen.map.perspective.role
    named = [one.name for one in seen.map.roles]
    if role not in named and _SEVERAL.search(role):
        yield from seen.whole(f"The map's perspective is two roles: {role!r}.")
    for at, said in seen.by_place.items():
        for lane in CUSTOMER_LANES:
            voices = _others([one for one in said if one.lane == lane], seen)
            if voices:
                yield Found(
                    at,
                    say(
                        "The lane {lane} at {name} speaks for others than the map does: "
                        "{sample_of}.",
                        lane=lane,
                        name=seen.name(at),
                        sample_of=sample_of(voices),
                    ),
                )


@SHELF.rule(
    "quotes of others", "serious",
    why="The map says whose journey it is, and the words on it are somebody else's.",
    remedy="Move these words to the map of who said them, or widen the map's perspective.",
)  # fmt: skip
def _foreign_quotes(seen: Seen) -> Iterator[Found]:
    mine = seen.map.perspective
    for one in seen.lane("thoughts"):
        other_role = EVERYBODY not in (mine.role, one.role) and not seen.same_role(
            one.role, mine.role
        )
        other_segment = mine.segment != EVERYBODY and one.segment not in (EVERYBODY, mine.segment)
        if other_role or other_segment:
            speaker = one.role if other_role else one.segment
            map_of = mine.role if other_role else mine.segment
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} was said by {speaker}, on the map of {map_of}.",
                    text=one.text,
                    name=seen.name(one.at),
                    speaker=speaker,
                    map_of=map_of,
                ),
            )


@SHELF.rule(
    "one role only", "serious", late=True, general=True,
    why="In business several people buy, and one of them stops it. A map with one role shows "
    "whom we know.",
    remedy="Ask who else had to agree, and who uses it; add their roles.",
)  # fmt: skip
def _one_role(seen: Seen) -> Iterator[Found]:
    named = [one.name for one in seen.map.roles] + [seen.map.perspective.role]
    named += [one.role for one in seen.map.statements]
    named += [role for one in seen.map.interactions for role in one.roles]
    known = {seen.role(role) for role in named} - {EVERYBODY, ""}
    if seen.b2b and len(seen.map.touchpoints) >= FEW_TOUCHPOINTS and len(known) <= 1:
        who = say("the {next}", next=next(iter(known))) if known else "nobody"
        yield from seen.whole(
            say(
                "The map is {mode}, and of the buying group it knows {who} only.",
                mode=seen.map.mode,
                who=who,
            )
            if known
            else say(
                "The map is {mode}, and it names nobody of the buying group.", mode=seen.map.mode
            )
        )


@SHELF.rule(
    "no approver and no hidden role", "serious", general=True,
    why="Somebody releases the money whom the seller has never met. Where the map has no such "
    "role, deals stop for reasons nobody can name.",
    remedy="Ask the people you know who else has to agree, and add the role, marked as hidden.",
)  # fmt: skip
def _no_approver(seen: Seen) -> Iterator[Found]:
    roles = seen.map.roles
    said = {word for one in roles for word in words_of(f"{one.name} {one.definition}")}
    approves = any(word.startswith(_APPROVES) for word in said)
    silent = not approves and not any(one.hidden for one in roles)
    if seen.b2b and len(roles) > 1 and silent:
        yield from seen.whole(
            say(
                "None of {roles} roles approves or is hidden: {sample_of}.",
                roles=len(roles),
                sample_of=sample_of(one.name for one in roles),
            )
        )


@SHELF.rule(
    "role without a stage", "slight",
    why="A role of which nobody knows when it takes part cannot be met in time.",
    remedy="Say for each stage whether the role leads, takes part or is informed.",
)  # fmt: skip
def _idle_role(seen: Seen) -> Iterator[Found]:
    placed = {one.role_id for one in seen.map.involvements if one.involvement != "none"}
    idle = [one.name for one in seen.map.roles if one.id not in placed]
    if idle:
        yield from seen.whole(
            say(
                "{idle} of {roles} {takes} part in no stage: {sample_of}.",
                idle=len(idle),
                roles=count_of(len(seen.map.roles), "role"),
                takes=say("takes") if len(idle) == 1 else say("take"),
                sample_of=sample_of(idle),
            )
        )


@SHELF.rule(
    "stage without a role", "slight",
    why="Other stages say who takes part. Here it looks as if nobody did.",
    remedy="Ask who at the account works on this stage.",
)  # fmt: skip
def _lonely_stage(seen: Seen) -> Iterator[Found]:
    placed = {one.stage_id for one in seen.map.involvements if one.involvement != "none"}
    if not placed:
        return
    for stage in seen.map.stages:
        if stage.id not in placed:
            yield Found(
                stage.id,
                say("No role takes part in {name}, and others have some.", name=stage.name),
            )


@SHELF.rule(
    "nobody can stop it", "serious",
    why="In every buying group somebody can. A map without them plans for the meeting that goes "
    "well.",
    remedy="Ask for each stage who could end it, and mark it.",
)  # fmt: skip
def _no_veto(seen: Seen) -> Iterator[Found]:
    some = seen.map.involvements
    if seen.b2b and len(seen.map.roles) > 1 and some and not any(one.can_stop for one in some):
        yield from seen.whole(
            say(
                "{roles} roles take part, and none can stop the journey anywhere.",
                roles=len(seen.map.roles),
            )
        )


@SHELF.rule(
    "part of a role without evidence", "serious",
    why="Who leads and who can stop it is called known, and nothing shows it: the sales plan "
    "built on it rests on a guess.",
    remedy="Link the interview or the log that shows it, or call it assumed.",
)  # fmt: skip
def _shown_roles(seen: Seen) -> Iterator[Found]:
    roles = {one.id: one.name for one in seen.map.roles}
    for one in seen.map.involvements:
        if one.basis != "assumed" and not one.evidence:
            yield Found(
                one.stage_id,
                say(
                    "The part of {get} in {name} is called {basis}, and has no evidence.",
                    get=roles.get(one.role_id, one.role_id),
                    name=seen.name(one.stage_id),
                    basis=one.basis,
                ),
            )


@SHELF.rule(
    "who can stop it and how they think", "slight",
    why="Whoever can stop the journey is the one whose attitude should be known first.",
    remedy="Find out whether they are for it, neutral or against.",
)  # fmt: skip
def _attitude(seen: Seen) -> Iterator[Found]:
    stoppers = {one.role_id for one in seen.map.involvements if one.can_stop}
    unread = [o.name for o in seen.map.roles if o.id in stoppers and o.attitude == "unknown"]
    if unread:
        yield from seen.whole(
            say(
                "{sample_of} can stop the journey, and nobody knows whether they are for it.",
                sample_of=sample_of(unread),
            )
        )


@SHELF.rule(
    "influence outside its scale", "serious",
    why="Weighted figures over roles are wrong as soon as one weight is.",
    remedy="Influence runs from 0 to 1; weights are above 0.",
)  # fmt: skip
def _influence(seen: Seen) -> Iterator[Found]:
    for one in seen.map.roles:
        wrong = one.influence is not None and not 0 <= one.influence <= 1
        if wrong or one.weight <= 0:
            figure = (
                say("influence {influence:g}", influence=one.influence)
                if wrong
                else say("weight {weight:g}", weight=one.weight)
            )
            yield from seen.whole(
                say("The role {name} has {figure}.", name=one.name, figure=figure)
            )


@SHELF.rule(
    "buying group on a consumer map", "slight",
    why="Consumers rarely have a buying group. Either the mode is wrong, and rules for business "
    "are not applied, or the roles came from another map.",
    remedy="Set the mode to B2B or B2B2C, or take the roles out.",
)  # fmt: skip
def _consumer_group(seen: Seen) -> Iterator[Found]:
    if seen.map.mode == "B2C" and len(seen.map.roles) > 1:
        yield from seen.whole(
            say("The map is B2C and has {roles} buying roles.", roles=len(seen.map.roles))
        )


@SHELF.rule(
    "demographics only", "slight", bare=True,
    why="Age and hobbies do not say why somebody buys. Two people of the same age want different "
    "things from the same supplier.",
    remedy="Write what they try to get done, what they fear and what they decide by.",
)  # fmt: skip
def _demographics(seen: Seen) -> Iterator[Found]:
    described = [(one.name, one.description) for one in seen.beside.personas]
    described += [(one.name, one.definition) for one in seen.map.roles]
    for name, text in described:
        ages = sum(word.isdigit() and 17 < int(word) < 100 for word in words_of(text))
        if len(DEMOGRAPHIC.all(text)) + ages > 1 and not DRIVEN.find(text):
            yield from seen.whole(
                say("{name} is described by demographics only: {text!r}.", name=name, text=text)
            )


@SHELF.rule(
    "expectations not asked", "serious",
    why="A feeling is what happened measured against what was expected. Without the expectation "
    "nobody knows which of the two to change.",
    remedy="Ask before the touchpoint what customers expect, and put it into the lane "
    "expectations.",
)  # fmt: skip
def _expectations(seen: Seen) -> Iterator[Found]:
    enough = len(seen.map.touchpoints) >= FEW_TOUCHPOINTS and len(seen.feelings) > 0
    if enough and not seen.lane("expectations", "needs"):
        yield from seen.whole(
            say(
                "The map has feelings, and neither an expectation nor a need to "
                "measure them against."
            )
        )


def _others(said: list[Statement], seen: Seen) -> list[str]:
    """For whom the statements of one lane speak, where that is not the map's own perspective."""
    if not said:
        return []
    mine = seen.map.perspective
    segments = (EVERYBODY, mine.segment)
    others = sorted(
        {
            (one.segment, one.role)
            for one in said
            if one.segment not in segments
            or not (one.role == EVERYBODY or seen.same_role(one.role, mine.role))
        }
    )
    return [" / ".join(part for part in pair if part != EVERYBODY) for pair in others]

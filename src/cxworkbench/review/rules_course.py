"""Rules of the course: what kind of map it is, its borders, branches, loops and offerings."""

from collections.abc import Iterator
from typing import Final

from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.review.phrases import words_of
from cxworkbench.review.rules import Shelf
from cxworkbench.review.seen import EVERYBODY, Found, Seen

SHELF: Final = Shelf("course")
COMPLEX: Final = 12  # touchpoints from which hardly any journey is one straight line
_TURNS: Final = ("branch", "join", "loop", "parallel")


@SHELF.rule(
    "one straight line", "serious",
    why="Business customers go back, wait for others and do things side by side. One line tells "
    "the journey that our process would like.",
    remedy="Ask where customers turn back, choose or wait, and draw branches and loops, with the "
    "share of journeys where it was counted.",
)  # fmt: skip
def _straight(seen: Seen) -> Iterator[Found]:
    touchpoints = len(seen.map.touchpoints)
    if touchpoints >= COMPLEX and not any(one.kind in _TURNS for one in seen.map.flows):
        yield from seen.whole(
            say(
                "{touchpoints} touchpoints stand in one straight line, without a "
                "branch, a loop or anything side by side.",
                touchpoints=touchpoints,
            )
        )


@SHELF.rule(
    "branch without condition", "slight",
    why="A fork without its reason cannot be checked with customers or counted in data.",
    remedy="Write when it goes this way, in the customer's words.",
)  # fmt: skip
def _no_condition(seen: Seen) -> Iterator[Found]:
    for one in seen.map.flows:
        if one.kind in ("branch", "loop") and not one.condition.strip():
            yield Found(
                one.from_id,
                say(
                    "The {kind} from {name} to {name_2} does not say when.",
                    kind=one.kind,
                    name=seen.name(one.from_id),
                    name_2=seen.name(one.to_id),
                ),
            )


@SHELF.rule(
    "shares of branches do not fit", "serious",
    why="The ways on from one place are parts of the same journeys: they cannot be more than all.",
    remedy="Count again which share of journeys goes each way; together they are at most 1.",
)  # fmt: skip
def _shares(seen: Seen) -> Iterator[Found]:
    sums: dict[str, float] = {}
    for one in seen.map.flows:
        if one.kind in ("branch", "then") and one.share is not None:
            sums[one.from_id] = sums.get(one.from_id, 0.0) + one.share
    outside = {one.from_id for one in seen.map.flows if not 0 <= (one.share or 0) <= 1}
    for at in dict.fromkeys([*sums, *sorted(outside)]):
        if sums.get(at, 0.0) > 1.01 or at in outside:
            yield Found(
                at,
                say(
                    "The ways on from {name} add up to {get:.2f} of journeys.",
                    name=seen.name(at),
                    get=sums.get(at, 0.0),
                ),
            )


@SHELF.rule(
    "deep dive without parent", "slight", late=True,
    why="A deep dive is a part of a larger journey. Without its place in it nobody sees what "
    "came before and what it leads to.",
    remedy="Name the life-cycle map and the stage that this map looks into.",
)  # fmt: skip
def _no_parent(seen: Seen) -> Iterator[Found]:
    one = seen.map
    if one.kind == "deep dive" and not (one.parent_map.strip() and one.parent_stage.strip()):
        missing = "map" if not one.parent_map.strip() else "stage"
        yield from seen.whole(
            say("This deep dive does not name the {missing} it belongs to.", missing=missing)
        )


@SHELF.rule(
    "borders do not match", "serious",
    why="Where the deep dive begins or ends elsewhere than the stage it looks into, scores and "
    "times of the two do not add up.",
    remedy="Let the deep dive begin and end with the touchpoints that the stage begins and ends "
    "with, or correct the stage it names.",
)  # fmt: skip
def _borders(seen: Seen) -> Iterator[Found]:
    parent = seen.beside.parent
    if seen.map.kind != "deep dive" or parent is None or not seen.map.parent_stage.strip():
        return
    wanted = seen.map.parent_stage
    stage = next((one for one in parent.stages if wanted in (one.id, one.name)), None)
    if stage is None:
        yield from seen.whole(
            say(
                "{title!r} has no stage {wanted!r}, which this deep dive looks into.",
                title=parent.title,
                wanted=wanted,
            )
        )
        return
    missing = _missing_ends(parent, stage.id, seen)
    if missing:
        yield from seen.whole(
            say(
                "The stage {name} begins and ends with touchpoints that this deep "
                "dive does not have: {sample_of}.",
                name=stage.name,
                sample_of=sample_of(missing),
            )
        )


@SHELF.rule(
    "deep dive of another perspective", "serious",
    why="The deep dive shows another segment's or role's journey than the map above it: its "
    "figures must not be read as that stage's.",
    remedy="Take the parent's perspective, or hang the deep dive under a map of the same one.",
)  # fmt: skip
def _other_view(seen: Seen) -> Iterator[Found]:
    parent = seen.beside.parent
    if seen.map.kind == "deep dive" and parent is not None:
        mine, theirs = seen.map.perspective, parent.perspective
        different = [
            say(
                "{name} {getattr!r}, above {getattr_2!r}",
                name=name,
                getattr=getattr(mine, name),
                getattr_2=getattr(theirs, name),
            )
            for name in ("segment", "role", "account_type")
            if getattr(theirs, name) != EVERYBODY
            and not seen.same_role(getattr(theirs, name), getattr(mine, name))
        ]
        if different:
            yield from seen.whole(
                say(
                    "The perspective differs from {title!r}: {different}.",
                    title=parent.title,
                    different="; ".join(different),
                )
            )


@SHELF.rule(
    "to-be without as-is", "serious", bare=True,
    why="Without the journey of today nobody can say what will be different, or whether it was.",
    remedy="Draw the as-is map first and keep it beside this one, or name it as parent.",
)  # fmt: skip
def _no_today(seen: Seen) -> Iterator[Found]:
    one = seen.map
    if one.state == "to-be" and seen.beside.as_is is None and not one.parent_map.strip():
        yield from seen.whole(say("This is a to-be map, and no map of today belongs to it."))


@SHELF.rule(
    "future shown as measured", "grave",
    why="Nobody can have felt or measured what does not exist yet. Figures of today on a to-be "
    "map sell a plan as a result.",
    remedy="Mark these statements as assumed, and leave today's figures on the as-is map.",
)  # fmt: skip
def _measured_future(seen: Seen) -> Iterator[Found]:
    said = [one for one in seen.known if one.basis in ("measured", "observed")]
    if seen.map.state == "to-be" and said:
        yield from seen.whole(
            say(
                "{said} of {known} statements of this to-be map are called measured or observed.",
                said=len(said),
                known=len(seen.known),
            )
        )


@SHELF.rule(
    "offering without a touchpoint", "slight",
    why="An offering on the map that no touchpoint belongs to is a name in a list: its customers' "
    "journey is not shown.",
    remedy="Mark its touchpoints, or take the offering out.",
)  # fmt: skip
def _unused_offering(seen: Seen) -> Iterator[Found]:
    named = {key for one in seen.map.touchpoints for key in one.offering_ids}
    shared = any(not one.offering_ids for one in seen.map.touchpoints)
    for one in seen.map.offerings:
        if one.id not in named and not shared:
            yield from seen.whole(
                say("No touchpoint belongs to the offering {name}.", name=one.name)
            )


@SHELF.rule(
    "chain without partners", "serious", late=True,
    why="Where goods or services go through others, most of what end users meet is done by them. "
    "A map without them blames or praises the wrong company.",
    remedy="Name the company of each touchpoint, or add the lane partners.",
)  # fmt: skip
def _no_partner(seen: Seen) -> Iterator[Found]:
    companies = any(one.company.strip() for one in seen.map.touchpoints)
    if seen.map.mode == "B2B2C" and not companies and not seen.lane("partners"):
        yield from seen.whole(
            say("The map is B2B2C, and no touchpoint belongs to another company.")
        )


@SHELF.rule(
    "settled with a question open", "slight",
    why="A confirmed element with an open remark was confirmed over somebody's head.",
    remedy="Settle the remark with who made it, or set the element back to draft.",
)  # fmt: skip
def _open_comment(seen: Seen) -> Iterator[Found]:
    one_map = seen.map
    places = {one.id: one.at for one in one_map.statements}
    settled = {one.id for one in one_map.statements if one.status == "confirmed"}
    for level in (one_map.stages, one_map.steps, one_map.touchpoints):
        settled |= {one.id for one in level if one.status == "confirmed"}
    for one in seen.map.comments:
        if not one.settled and one.at in settled:
            at = places.get(one.at, one.at)
            what = say("A statement at ") if one.at in places else ""
            yield Found(
                at,
                say(
                    "{what}{name} is confirmed, and a remark on it is open: {text!r}.",
                    what=what,
                    name=seen.name(at),
                    text=one.text,
                ),
            )


def _missing_ends(parent: JourneyMap, stage_id: str, seen: Seen) -> list[str]:
    inside = [one for one in parent.touchpoints if one.stage_id == stage_id]
    if not inside:
        return []
    ids = {one.id for one in seen.map.touchpoints}
    names = {words_of(one.name) for one in seen.map.touchpoints}
    ends = [inside[0], inside[-1]]
    return [one.name for one in ends if one.id not in ids and words_of(one.name) not in names]

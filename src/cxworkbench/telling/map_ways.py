"""How a drawn journey goes on from touchpoint to touchpoint: in order, by branch, loop or join."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Flow, JourneyMap, Touchpoint
from cxworkbench.telling.type_metrics import drawable

INSTEAD: Final = ("then", "branch", "join")  # these replace the way that list order would give


@dataclass(frozen=True)
class Way:
    """One arrow; `number` 0 is plain order, the others are numbered for the list beneath."""

    source: str  # touchpoint ids
    target: str
    number: int = 0
    text: str = ""  # what the list says of it
    assumed: bool = False


def ways_of(journey_map: JourneyMap, order: Sequence[str]) -> list[Way]:
    """The arrows between touchpoints: those the map states, then list order where it states none.

    A flow from a stage or step leaves its last touchpoint, one to a stage or step ends at its
    first. A branch, a join and a "then" take the place of plain order after their touchpoint; a
    loop and a parallel way are drawn beside it.

    Parameters
    ----------
    journey_map
        The record.
    order
        Ids of the touchpoints as they are drawn; "" where a stage has none.
    """
    names = {one.id: drawable(one.name) for one in journey_map.touchpoints}
    stated: list[Way] = []
    moved: set[str] = set()
    for flow in (*journey_map.flows, *_between_interactions(journey_map)):
        source = _end(journey_map, flow.from_id, order, last=True)
        target = _end(journey_map, flow.to_id, order, last=False)
        if not (source and target):
            continue
        text = _told(flow, names[source], names[target])
        stated.append(Way(source, target, len(stated) + 1, text, flow.basis == "assumed"))
        moved |= {source} if flow.kind in INSTEAD else set()
    pairs = {(way.source, way.target) for way in stated}
    plain = [
        Way(one, two)
        for one, two in pairwise(order)
        if one and two and one not in moved and (one, two) not in pairs
    ]
    return [*plain, *stated]


def _between_interactions(journey_map: JourneyMap) -> list[Flow]:
    """Interactions that name the next one at another touchpoint, as flows."""
    at = {one.id: one.touchpoint_id for one in journey_map.interactions}
    links = [(one.id, one.successor_id) for one in journey_map.interactions]
    links += [(one.predecessor_id, one.id) for one in journey_map.interactions]
    pairs = dict.fromkeys(
        (at[a], at[b]) for a, b in links if a in at and b in at and at[a] != at[b]
    )
    known = {(one.from_id, one.to_id) for one in journey_map.flows}
    return [
        Flow(id=f"{a}-{b}", from_id=a, to_id=b, basis="reported")
        for a, b in pairs
        if (a, b) not in known
    ]


def _end(journey_map: JourneyMap, at: str, order: Sequence[str], *, last: bool) -> str:
    """The touchpoint that an end of a flow stands for, "" when there is none to draw."""
    if at in order:
        return at
    points = {one.id: one for one in journey_map.touchpoints}
    inside = [one for one in order if one and at in _places(points[one])]
    return inside[-1 if last else 0] if inside else ""


def _places(touchpoint: Touchpoint) -> tuple[str, str]:
    return (touchpoint.stage_id, touchpoint.step_id)


def _told(flow: Flow, source: str, target: str) -> str:
    kind = "" if flow.kind == "then" else f"{flow.kind}: "  # a way on needs no other word
    parts = [
        say(
            "{kind}{source} to {target}",
            kind=kind,
            source=source or say("(no name)"),
            target=target or say("(no name)"),
        )
    ]
    parts += [say("when {drawable}", drawable=drawable(flow.condition))] if flow.condition else []
    parts += [say("{share:.0%} of journeys", share=flow.share)] if flow.share is not None else []
    parts += ["assumed"] if flow.basis == "assumed" else []
    return ", ".join(parts)


def undrawn_flows(journey_map: JourneyMap, ways: Sequence[Way]) -> int:
    """How many flows have an end without any touchpoint, so that no arrow can show them."""
    stated = sum(way.number > 0 for way in ways)
    return len(journey_map.flows) + len(_between_interactions(journey_map)) - stated


def handoffs(journey_map: JourneyMap, ways: Sequence[Way]) -> int:
    """How many arrows lead from one company to another."""
    company = {one.id: one.company for one in journey_map.touchpoints if one.contact}
    ends = [(company.get(way.source), company.get(way.target)) for way in ways]
    return sum(a is not None and b is not None and a != b for a, b in ends)

"""Several elements of one level made into one that keeps everything the others had.

The ids of the others retire, and the map remembers which element took them in (`merged_ids`), so
that evidence, registers and deep dives that still name them find their way.
"""

from collections.abc import Mapping
from typing import Any, Final

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.adding import add_comment
from cxworkbench.records.journey_map import Flow, JourneyMap, RoleInvolvement, Touchpoint
from cxworkbench.records.map_items import LISTS, PLACES, Item, P, found, items_of, whole

LINKS: Final = ("phase_id", "stage_id", "step_id", "touchpoint_id", "at", "from_id", "to_id",
                "predecessor_id", "successor_id")  # fmt: skip
INVOLVED: Final = ("unknown", "none", "is informed", "takes part", "leads")  # the stronger, later


def merge_elements(journey_map: JourneyMap, kept_id: str, *other_ids: str) -> JourneyMap:
    """The map with several elements of one level merged into the first; nothing of them is lost.

    What was inside the others, said, remarked or decided at them, led to or from them, is the
    kept one's. Fields that it left open are filled from the others; where two say different
    things its own stays, and a comment names the other's. Where a role takes part in two merged
    stages the stronger part stays, with the evidence of both. Ways on between merged elements go,
    but for loops.

    Parameters
    ----------
    journey_map
        The map as it is.
    kept_id
        A phase, stage, step, touchpoint or interaction; its id, name, status and lock stay.
    other_ids
        Elements of the same level, merged into it in this order; their ids retire.

    Raises
    ------
    ParameterProblem
        There is no such element, one is of another level, or an element is merged into itself.
    RecordProblem
        Interactions would follow each other in a circle.

    Notes
    -----
    Two emotions at one place stay two statements: their means rest on accounts that may be the
    same. Building the map again from evidence makes them one.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage, Statement, Touchpoint
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="st-use", name="Use"),),
    ...     touchpoints=(Touchpoint(id="tp-till", name="Till", stage_id="st-use"),
    ...                  Touchpoint(id="tp-desk", name="Desk", stage_id="st-use", channel="shop")),
    ...     statements=(Statement(id="s", at="tp-desk", lane="pains", text="Queue"),))
    >>> one = merge_elements(shop, "tp-till", "tp-desk")
    >>> [(t.id, t.channel) for t in one.touchpoints], one.statements[0].at, one.merged_ids
    ([('tp-till', 'shop')], 'tp-till', {'tp-desk': 'tp-till'})
    """
    level, _ = found(journey_map, kept_id)
    if level not in PLACES:
        raise ParameterProblem(
            f"{kept_id!r} is one of the {level}, and only levels are merged: phases, stages, "
            "steps, touchpoints, interactions."
        )
    for other in other_ids:
        where, _ = found(journey_map, other)
        if where != level or other == kept_id:
            why = "is the one it is merged into" if other == kept_id else f"is one of the {where}"
            raise ParameterProblem(
                f"{other!r} {why}, and {kept_id!r} takes in others of the {level}."
            )
        journey_map = _absorbed(journey_map, level, kept_id, other)
    return whole(journey_map)


def current_id(journey_map: JourneyMap, element_id: str) -> str:
    """The id that an element goes by now: its own, or that of the element that took it in.

    Examples
    --------
    >>> bare = JourneyMap(id="m", title="", stages=(), retired_ids=("a",), merged_ids={"a": "b"})
    >>> current_id(bare, "a"), current_id(bare, "c")
    ('b', 'c')
    """
    return journey_map.merged_ids.get(element_id, element_id)


def _absorbed(journey_map: JourneyMap, level: str, kept_id: str, other_id: str) -> JourneyMap:
    kept, other = found(journey_map, kept_id)[1], found(journey_map, other_id)[1]
    filled, differs = united(kept, other)
    update: dict[str, Any] = {}
    for name in LISTS:
        left = [one for one in items_of(journey_map, name) if one.id != other_id]
        update[name] = tuple(
            filled if one.id == kept_id else _pointed(one, {other_id: kept_id}) for one in left
        )
    merged = {was: kept_id if now == other_id else now for was, now in
              journey_map.merged_ids.items()}  # fmt: skip
    update["merged_ids"] = {**merged, other_id: kept_id}
    update["retired_ids"] = (*journey_map.retired_ids, other_id)
    one_map = journey_map.model_copy(update=update)
    if level == "steps":
        one_map = _in_the_steps_stage(one_map, kept_id)
    one_map = _without_doubles(one_map, kept_id)
    title = getattr(other, "name", other_id)
    told = f"{title!r} ({other_id}) was merged into this."
    return add_comment(one_map, f"{told} It had {differs}." if differs else told, at=kept_id)


def _pointed(item: P, leads: Mapping[str, str]) -> P:
    links: dict[str, Any] = {
        link: leads[getattr(item, link)]
        for link in LINKS
        if link in type(item).model_fields and getattr(item, link) in leads
    }
    # An interaction that was linked to the one merged into it would follow itself.
    own = getattr(item, "id", "")
    if "predecessor_id" in type(item).model_fields:
        links = {link: "" if at == own else at for link, at in links.items()}
    return item.model_copy(update=links) if links else item


def united(kept: Item, other: Item) -> tuple[Item, str]:
    """The kept element with its open fields filled, and in words where the other differs."""
    fields: dict[str, Any] = {}
    differs = []
    places = ("id", "name", "status", "locked", "basis", "stage_id", "step_id", "phase_id",
              "touchpoint_id")  # fmt: skip
    pair = {kept.id, other.id}
    for field, about in type(kept).model_fields.items():
        mine, theirs = getattr(kept, field), getattr(other, field)
        if field in places:
            continue
        if field in ("predecessor_id", "successor_id"):
            mine, theirs = ("" if link in pair else link for link in (mine, theirs))
            fields[field] = mine or theirs
        elif field == "offering_ids":
            fields[field] = _both(mine, theirs) if mine and theirs else ()
        elif isinstance(mine, tuple):
            fields[field] = _both(mine, theirs)
        elif field == "contact":
            fields[field] = mine or theirs
        elif field == "medium_class":
            fields[field] = _medium(mine, theirs)
        elif mine == about.default:
            fields[field] = theirs
        elif theirs not in (mine, about.default):
            differs.append(f"{field} {theirs!r}")
    if isinstance(kept, Touchpoint) and kept.contact != getattr(other, "contact", True):
        differs.append("an action of the customer without us among it")
    return kept.model_copy(update=fields), ", ".join(differs)


def _both(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*mine, *theirs)))


def _medium(mine: str, theirs: str) -> str:
    if "unknown" in (mine, theirs):
        return theirs if mine == "unknown" else mine
    return mine if mine == theirs else "hybrid"


def _in_the_steps_stage(journey_map: JourneyMap, step_id: str) -> JourneyMap:
    stage = next(one.stage_id for one in journey_map.steps if one.id == step_id)
    touchpoints = tuple(
        one.model_copy(update={"stage_id": stage}) if one.step_id == step_id else one
        for one in journey_map.touchpoints
    )
    return journey_map.model_copy(update={"touchpoints": touchpoints})


def _without_doubles(journey_map: JourneyMap, kept_id: str) -> JourneyMap:
    """Involvements of one role in one stage as one, and no way on from an element to itself."""
    flows = [one for one in journey_map.flows if not _is_inside(one, kept_id)]
    parts: dict[tuple[str, str], RoleInvolvement] = {}
    for one in journey_map.involvements:
        key = (one.role_id, one.stage_id)
        parts[key] = stronger(parts[key], one) if key in parts else one
    left = {one.id for one in flows} | {one.id for one in parts.values()}
    there = [one.id for one in journey_map.flows] + [one.id for one in journey_map.involvements]
    gone = [one for one in there if one not in left]
    return journey_map.model_copy(
        update={
            "flows": tuple(flows),
            "involvements": tuple(parts.values()),
            "retired_ids": (*journey_map.retired_ids, *gone),
        }
    )


def _is_inside(flow: Flow, kept_id: str) -> bool:
    return flow.from_id == flow.to_id == kept_id and flow.kind != "loop"


def stronger(first: RoleInvolvement, second: RoleInvolvement) -> RoleInvolvement:
    """The first of two sayings with the stronger part of both and all evidence."""
    strongest = max((first, second), key=lambda one: INVOLVED.index(one.involvement))
    return first.model_copy(
        update={
            "involvement": strongest.involvement,
            "basis": strongest.basis,
            "can_stop": first.can_stop or second.can_stop,
            "n": max(first.n, second.n),  # at least so many: the two may be the same accounts
            "evidence": _both(first.evidence, second.evidence),
        }
    )

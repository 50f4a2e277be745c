"""Several offerings: the map of one, and one map of all in which what is shared stands once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.language import say
from cxworkbench.journey.continuing import woven
from cxworkbench.journey.order import touchpoints_in_order
from cxworkbench.records.base import Part
from cxworkbench.records.edits import LISTS, items_of
from cxworkbench.records.ids import mint_id
from cxworkbench.records.joining import stronger, united
from cxworkbench.records.journey_map import JourneyMap, Offering, Perspective
from cxworkbench.records.map_items import whole
from cxworkbench.records.validity import check_map, map_ids

P = TypeVar("P", bound=Part)
LINKS: Final = ("phase_id", "stage_id", "step_id", "touchpoint_id", "at", "from_id", "to_id",
                "role_id", "predecessor_id", "successor_id")  # fmt: skip
PREFIXES: Final = {"phases": "ph", "stages": "st", "steps": "sp", "touchpoints": "tp",
                   "interactions": "ia", "statements": "sm", "flows": "fl", "roles": "ro",
                   "involvements": "in", "comments": "cm", "decisions": "de"}  # fmt: skip
ORDERED: Final = ("phases", "stages", "steps", "touchpoints")


@dataclass(frozen=True)
class JoinedOfferings:
    """One map of several offerings, and on what their maps differ about shared elements.

    `differences` has one row per shared element and offering that says something else: `id`,
    `name`, `offering`, `differs`, in words; the first map's fields were kept.
    """

    map: JourneyMap
    differences: pd.DataFrame


def offering_map(journey_map: JourneyMap, offering_id: str) -> JourneyMap:
    """The map of one offering: the touchpoints in its journey and what belongs to them.

    A touchpoint that names no offering is in all. Stages stay, also when nothing is left in one.

    Parameters
    ----------
    journey_map
        A map of several offerings.
    offering_id
        One of them.

    Raises
    ------
    ParameterProblem
        The map has no such offering.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage, Touchpoint
    >>> both = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),),
    ...     offerings=(Offering(id="of-a", name="A"), Offering(id="of-b", name="B")),
    ...     touchpoints=(Touchpoint(id="t1", name="Till", stage_id="s"),
    ...                  Touchpoint(id="t2", name="App", stage_id="s", offering_ids=("of-b",))))
    >>> [one.name for one in offering_map(both, "of-a").touchpoints]
    ['Till']
    """
    named = {one.id: one for one in journey_map.offerings}
    if offering_id not in named:
        raise ParameterProblem(
            f"The map {journey_map.id!r} has no offering {offering_id!r}. "
            f"{did_you_mean(offering_id, named)}It has: {sample_of(named) if named else 'none'}."
        )
    gone = {
        one.id
        for one in journey_map.touchpoints
        if one.offering_ids and offering_id not in one.offering_ids
    }
    gone |= {one.id for one in journey_map.interactions if one.touchpoint_id in gone}
    update: dict[str, Any] = {
        name: tuple(_unlinked(one, gone) for one in items_of(journey_map, name)
                    if not _leads_into(one, gone))
        for name in LISTS
    }  # fmt: skip
    offering = named[offering_id]
    update |= {"offerings": (offering,), "id": f"{journey_map.id}-{offering_id}",
               "title": f"{journey_map.title}: {offering.name}"}  # fmt: skip
    return whole(journey_map.model_copy(update=update))


def joined_offerings(maps: Mapping[str, JourneyMap], *, map_id: str, title: str) -> JoinedOfferings:
    """One map of several offerings; a touchpoint that several maps have is one record.

    Stages are the same when their names are; touchpoints when they lie in the same stage and have
    the same id or name; steps, interactions and roles when their place and name are. Words that
    stand at the same place in the same lane for the same people are one statement with the
    evidence of all. Everything else is kept beside the others. A touchpoint says in
    `offering_ids` whose journeys it stands in, and nothing when it is in all.

    Parameters
    ----------
    maps
        Name of the offering -> its map, in the order in which they are to stand.
    map_id, title
        Of the new map.

    Raises
    ------
    ParameterProblem
        Fewer than two maps, or they are not of one mode and state.

    Notes
    -----
    Two emotions at a shared touchpoint stay two statements; measured again from the voices they
    are one, over the accounts of both (`rolled_up_scores`). That two touchpoints have one name in
    one stage does not prove that customers meet the same thing: read `differences`.
    """
    _require_alike(maps)
    bare = JourneyMap(id=map_id, title=title, stages=(), **_common(list(maps.values())))
    differences: list[tuple[str, str, str, str]] = []
    for name, one in maps.items():
        bare = _without_circles(
            bare, _with_offering(bare, name, one, differences), name, differences
        )
    every = {one.id for one in bare.offerings}
    touchpoints = tuple(
        one.model_copy(update={"offering_ids": ()}) if set(one.offering_ids) == every else one
        for one in bare.touchpoints
    )
    joined = whole(bare.model_copy(update={"touchpoints": touchpoints}))
    columns = ["id", "name", "offering", "differs"]
    return JoinedOfferings(joined, pd.DataFrame(differences, columns=columns).astype("str"))


def shared_touchpoints(journey_map: JourneyMap) -> pd.DataFrame:
    """Which touchpoint stands in which offering's journey.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint, in journey order: `touchpoint_id`, `name`, `stage`; one column of
        yes or no for each offering, by its name; `offerings`, in how many; `shared`, in more than
        one.
    """
    stages = {stage.id: stage.name for stage in journey_map.stages}
    names = {one.id: one.name for one in journey_map.offerings}
    rows = []
    for one in touchpoints_in_order(journey_map):
        inside = {name: not one.offering_ids or key in one.offering_ids for key, name in
                  names.items()}  # fmt: skip
        number = sum(inside.values())
        rows.append({"touchpoint_id": one.id, "name": one.name,
                     "stage": stages.get(one.stage_id, ""), **inside, "offerings": number,
                     "shared": number > 1})  # fmt: skip
    columns = ["touchpoint_id", "name", "stage", *names.values(), "offerings", "shared"]
    return pd.DataFrame(rows, columns=columns)


def describe_offerings(table: pd.DataFrame) -> str:
    """One sentence: how many touchpoints there are, and how many several offerings share.

    Examples
    --------
    >>> describe_offerings(pd.DataFrame({"name": ["Till", "App"], "shared": [True, False]}))
    '1 of 2 touchpoints is shared by several offerings: Till.'
    """
    shared = table.loc[table["shared"].astype("bool"), "name"]
    if shared.empty:
        return say("No touchpoint is shared by several offerings.")
    be = say("is") if len(shared) == 1 else say("are")
    names = ", ".join(shared.head(5)) + (" …" if len(shared) > 5 else "")
    return say(
        "{shared} of {table} touchpoints {be} shared by several offerings: {names}.",
        shared=len(shared),
        table=len(table),
        be=be,
        names=names,
    )


def _with_offering(
    whole_map: JourneyMap,
    name: str,
    added: JourneyMap,
    differences: list[tuple[str, str, str, str]],
) -> JourneyMap:
    """The map with one more offering's elements, each under the id it has or gets there."""
    ids = [one.id for one in whole_map.offerings]
    offering = Offering(id=mint_id("of", name, ids), name=name)
    leads: dict[str, str] = {}
    taken = {*map_ids(whole_map), offering.id}
    update: dict[str, Any] = {"offerings": (*whole_map.offerings, offering)}
    for list_name in (one for one in LISTS if one != "offerings"):
        mine: dict[str, Any] = {one.id: one for one in items_of(whole_map, list_name)}
        by_key = {_key(list_name, one): one.id for one in mine.values()}
        by_id = {(_place(one), one.id): one.id for one in mine.values()}
        order, new = [], []
        for item in items_of(added, list_name):
            theirs: Any = _led(item, leads)
            if list_name == "touchpoints":
                theirs = theirs.model_copy(update={"offering_ids": (offering.id,)})
            found = by_key.get(_key(list_name, theirs), "") if _key(list_name, theirs) else ""
            if list_name in ("steps", "touchpoints"):
                found = by_id.get((_place(theirs), theirs.id), found)
            if found:
                mine[found], differs = _one_of(list_name, mine[found], theirs)
                if differs:
                    differences.append((found, getattr(theirs, "name", ""), name, differs))
            else:
                found = theirs.id
                if found in taken:
                    found = mint_id(PREFIXES[list_name], _title(theirs), taken)
                taken.add(found)
                new.append(theirs.model_copy(update={"id": found}))
            leads[item.id] = found
            order.append(found)
        kept = tuple(mine.values())
        new = [_led(one, leads) for one in new]  # interactions may name later ones
        update[list_name] = (
            woven(kept, tuple(new), order) if list_name in ORDERED else (*kept, *new)
        )
    return whole_map.model_copy(update=update)


def _without_circles(
    before: JourneyMap,
    after: JourneyMap,
    offering: str,
    differences: list[tuple[str, str, str, str]],
) -> JourneyMap:
    """The joined map, in which shared interactions keep their order where the new one contradicts.

    What was there before leads only to what was there before, so no circle can be left.
    """
    if not any("go in a circle" in fault for fault in check_map(after)):
        return after
    links = ("predecessor_id", "successor_id")
    was = {one.id: {link: getattr(one, link) for link in links} for one in before.interactions}
    kept = tuple(one.model_copy(update=was.get(one.id, {})) for one in after.interactions)
    differences += [
        (one.id, one.name, offering, say("comes in another order"))
        for one, again in zip(after.interactions, kept, strict=True)
        if one != again
    ]
    return after.model_copy(update={"interactions": kept})


def _one_of(list_name: str, mine: Any, theirs: Any) -> tuple[Any, str]:  # noqa: ANN401 - any item
    """The element both maps have, and in words what the second says differently of it."""
    if list_name == "statements":
        evidence = tuple(dict.fromkeys((*mine.evidence, *theirs.evidence)))
        update = {"evidence": evidence, "n": max(mine.n, theirs.n),
                  "voices": max(mine.voices, theirs.voices)}  # fmt: skip
        return mine.model_copy(update=update), ""
    if list_name == "involvements":
        return stronger(mine, theirs), ""
    if list_name in ("flows", "roles"):
        return mine, ""
    joined, differs = united(mine, theirs)
    if list_name == "touchpoints":
        both = tuple(dict.fromkeys((*mine.offering_ids, *theirs.offering_ids)))
        joined = joined.model_copy(update={"offering_ids": both})
    return joined, differs


def _key(list_name: str, item: Any) -> tuple[object, ...]:  # noqa: ANN401 - any item
    """What makes two items of a list one; nothing for what is always kept beside the others."""
    if list_name in ("comments", "decisions"):
        return ()
    if list_name == "statements":
        words = " ".join(item.text.split()).casefold()
        return (item.at, item.lane, words, item.segment, item.role) if words else ()
    if list_name == "flows":
        return (item.from_id, item.to_id, item.kind, item.condition)
    if list_name == "involvements":
        return (item.role_id, item.stage_id)
    return (_place(item), item.name.casefold())


def _place(item: Any) -> str:  # noqa: ANN401 - any item
    """Where an element lies; a stage is the same in whichever phase, a touchpoint in any step."""
    return str(getattr(item, "touchpoint_id", "") or getattr(item, "stage_id", ""))


def _title(item: Any) -> str:  # noqa: ANN401 - any item
    return str(getattr(item, "name", "") or getattr(item, "text", "") or item.id)


def _led(item: Any, leads: Mapping[str, str]) -> Any:  # noqa: ANN401 - any item
    links = {link: leads[getattr(item, link)] for link in LINKS if getattr(item, link, "") in leads}
    return item.model_copy(update=links) if links else item


def _leads_into(item: Any, gone: set[str]) -> bool:  # noqa: ANN401 - any item
    fields = ("id", "touchpoint_id", "at", "from_id", "to_id")
    return any(getattr(item, field, "") in gone for field in fields)


def _unlinked(item: P, gone: set[str]) -> P:
    links = {
        link: "" for link in ("predecessor_id", "successor_id") if getattr(item, link, "") in gone
    }
    return item.model_copy(update=links) if links else item


def _common(maps: Sequence[JourneyMap]) -> dict[str, Any]:
    """What all maps say of themselves; where their perspectives differ, it is everybody's."""
    first = maps[0]
    said: dict[str, Any] = {"mode": first.mode, "state": first.state, "kind": first.kind}
    said["as_of"] = max(one.as_of for one in maps)
    said["stamp"] = "assumption-based" if all(one.stamp for one in maps) else ""
    parts = {
        field: value if all(getattr(one.perspective, field) == value for one in maps) else "all"
        for field, value in first.perspective.model_dump().items()
    }
    said["perspective"] = Perspective(**parts)
    return said


def _require_alike(maps: Mapping[str, JourneyMap]) -> None:
    if len(maps) < 2:
        raise ParameterProblem(
            f"{len(maps)} maps were given. Name at least two offerings, each with its map."
        )
    for field in ("mode", "state"):
        kinds = {name: str(getattr(one, field)) for name, one in maps.items()}
        if len(set(kinds.values())) > 1:
            told = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
            raise ParameterProblem(
                f"The maps are not of one {field}: {told}. Join maps of the same {field}."
            )

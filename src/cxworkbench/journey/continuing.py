"""A proposed map that goes on from the map people keep: their names, order and additions stay."""

from typing import TypeVar

from cxworkbench.journey.continuing_roles import continued_roles
from cxworkbench.journey.said import MADE_HERE, is_unknown, unknown_statement
from cxworkbench.records.edits import current_id
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import JourneyMap, Lane, Stage, Statement, Step, Touchpoint
from cxworkbench.records.validity import map_ids, place_ids

Inner = TypeVar("Inner", Step, Touchpoint)
Level = TypeVar("Level", Stage, Step, Touchpoint)

ASKED_EVERYWHERE: tuple[Lane, ...] = ("actions", "emotion")


def continue_map(people: JourneyMap, fresh: JourneyMap) -> JourneyMap:
    """What evidence says now, on the map as people keep it.

    Stages, steps and touchpoints are people's, in their order and under their names; what only the
    fresh map has is added where it belongs, unless people removed it. What a person locked,
    confirmed, assumed or worded stays. Counts, intervals and evidence are the fresh ones. The same
    words at the same place in the same lane are one statement, and people's own is kept. Roles,
    ways on, offerings, comments and decisions are people's too. Twice changes nothing more.

    Parameters
    ----------
    people
        The map in the engagement's `maps/`.
    fresh
        A map built from evidence. When it is a map of something else (one account, one segment),
        people's levels are taken, with what they merged into what, and none of their statements:
        those are about everybody.

    Notes
    -----
    A statement from evidence that a person deleted comes back in the proposal; accepting it sees
    the deletion and keeps it.
    """
    same = people.id == fresh.id
    stages, stage_ids = _stages(people, fresh)
    now = fresh.model_copy(
        update={
            "steps": _moved(fresh.steps, stage_ids),
            "touchpoints": _moved(fresh.touchpoints, stage_ids),
            "statements": _under(fresh, {**people.merged_ids, **stage_ids}),
        }
    )
    return with_unknowns(
        now.model_copy(
            update={
                "title": people.title if same else fresh.title,
                "phases": people.phases or fresh.phases,
                "stages": stages,
                "steps": (*people.steps, *_new(people.steps, now.steps, people)),
                "touchpoints": _touchpoints(people, now),
                "interactions": people.interactions or fresh.interactions,
                "statements": _statements(people, now) if same else now.statements,
                "retired_ids": people.retired_ids if same else tuple(people.merged_ids),
                "merged_ids": people.merged_ids,
                "mode": people.mode,
                "kind": people.kind,
                "state": people.state,
                "parent_map": people.parent_map if same else "",
                "parent_stage": people.parent_stage if same else "",
                "offerings": people.offerings or fresh.offerings,
                "flows": people.flows or fresh.flows,
                "comments": people.comments if same else (),
                "decisions": people.decisions if same else (),
                **continued_roles(people, fresh, stage_ids, same=same),
            }
        )
    )


def with_unknowns(journey_map: JourneyMap) -> JourneyMap:
    """The same map where each touchpoint has an action and an emotion, or says "unknown".

    A statement "unknown" goes once something is known beside it, and one whose place is no longer
    on the map goes with the place. The stamp says "assumption-based" when no statement rests on
    evidence.
    """
    places = set(place_ids(journey_map))
    placed = [one for one in journey_map.statements if one.at in places]
    answered = {(one.at, one.lane) for one in placed if not is_unknown(one)}
    kept = [
        one
        for one in placed
        if not is_unknown(one) or one.locked or (one.at, one.lane) not in answered
    ]
    there = {(one.at, one.lane) for one in kept}
    missing = [
        unknown_statement(touchpoint.id, lane)
        for touchpoint in journey_map.touchpoints
        for lane in ASKED_EVERYWHERE
        if (touchpoint.id, lane) not in there
    ]
    said = (*kept, *missing)
    stamp = "" if any(one.evidence for one in said) else "assumption-based"
    return journey_map.model_copy(update={"statements": said, "stamp": stamp})


def _stages(people: JourneyMap, fresh: JourneyMap) -> tuple[tuple[Stage, ...], dict[str, str]]:
    """People's stages and the new ones in their place, and where each fresh stage's id leads."""
    by_name = {stage.name.casefold(): stage.id for stage in people.stages}
    known = {stage.id for stage in people.stages}
    taken = {*map_ids(people), *people.retired_ids}
    filled = {one.stage_id for one in _new(people.touchpoints, fresh.touchpoints, people)}
    leads: dict[str, str] = {}
    added: list[Stage] = []
    for stage in fresh.stages:
        now = current_id(people, stage.id)  # a stage that was merged leads into the other
        found = now if now in known else by_name.get(stage.name.casefold(), "")
        removed = stage.id in people.retired_ids
        # A stage that people removed comes back only with a new touchpoint, and under a new id.
        if not found and (not removed or stage.id in filled):
            found = mint_id("st", stage.name, taken) if removed else stage.id
            added.append(stage.model_copy(update={"id": found}))
        leads[stage.id] = found or stage.id
    order = [leads[stage.id] for stage in fresh.stages]
    return woven(people.stages, tuple(added), order), leads


def _touchpoints(people: JourneyMap, now: JourneyMap) -> tuple[Touchpoint, ...]:
    seen = {touchpoint.id: touchpoint for touchpoint in now.touchpoints}
    kept = tuple(_filled(one, seen.get(one.id)) for one in people.touchpoints)
    added = _new(people.touchpoints, now.touchpoints, people)
    return woven(kept, added, [one.id for one in now.touchpoints])


def woven(mine: tuple[Level, ...], added: tuple[Level, ...], order: list[str]) -> tuple[Level, ...]:
    """People's elements, each new one after the one it follows in `order` or before the next."""
    woven = list(mine)
    for one in added:
        ids = [there.id for there in woven]
        place = order.index(one.id)
        before = next((key for key in reversed(order[:place]) if key in ids), "")
        after = next((key for key in order[place + 1 :] if key in ids), "")
        at = ids.index(before) + 1 if before else ids.index(after) if after else len(ids)
        woven.insert(at, one)
    return tuple(woven)


def _filled(mine: Touchpoint, seen: Touchpoint | None) -> Touchpoint:
    """People's touchpoint, with what they left open taken from evidence."""
    if seen is None or mine.locked:
        return mine
    medium = seen.medium_class if mine.medium_class == "unknown" else mine.medium_class
    return mine.model_copy(
        update={
            "medium_class": medium,
            "channel": mine.channel or seen.channel,
            "owner": mine.owner or seen.owner,
        }
    )


def _new(
    mine: tuple[Level, ...], theirs: tuple[Level, ...], people: JourneyMap
) -> tuple[Level, ...]:
    known = {one.id for one in mine} | set(people.retired_ids)
    return tuple(one for one in theirs if one.id not in known)


def _moved(levels: tuple[Inner, ...], stage_ids: dict[str, str]) -> tuple[Inner, ...]:
    return tuple(
        one.model_copy(update={"stage_id": stage_ids.get(one.stage_id, one.stage_id)})
        for one in levels
    )


def _under(fresh: JourneyMap, leads: dict[str, str]) -> tuple[Statement, ...]:
    """What evidence says, at the places it leads to; "unknown" stays where it was asked."""
    return tuple(
        one if is_unknown(one) else one.model_copy(update={"at": leads.get(one.at, one.at)})
        for one in fresh.statements
    )


def _statements(people: JourneyMap, now: JourneyMap) -> tuple[Statement, ...]:
    fresh = {one.id: one for one in now.statements}
    fresh_by_words = {_words(one): one for one in now.statements if one.text}
    own = {_words(one) for one in people.statements if one.text and not _made_here(one)}
    kept: list[Statement] = []
    for mine in people.statements:
        theirs = fresh.pop(mine.id, None)
        twin = None if _made_here(mine) else fresh_by_words.get(_words(mine))
        if twin is not None:
            fresh.pop(twin.id, None)
            kept.append(_with_evidence(mine, twin))
        elif _made_here(mine) and not mine.locked and _words(mine) in own:
            continue  # the same words at the same place, which people have said themselves
        elif _is_peoples(mine, theirs):
            kept.append(mine)
        elif theirs is not None:
            # Where people put it, as when they split its touchpoint, it stays.
            kept.append(_worded(theirs, mine).model_copy(update={"at": mine.at}))
    return (*kept, *fresh.values())


def _made_here(statement: Statement) -> bool:
    return statement.id.startswith(MADE_HERE)


def _words(statement: Statement) -> tuple[str, Lane, str]:
    """What makes two statements one: where they stand, their lane and their words."""
    return statement.at, statement.lane, " ".join(statement.text.split()).casefold()


def _with_evidence(mine: Statement, theirs: Statement) -> Statement:
    """People's statement; what they only assumed takes the evidence that now stands behind it."""
    fixed = mine.locked or mine.status == "confirmed" or mine.basis != "assumed"
    if fixed or not theirs.evidence:
        return mine
    found = ("basis", "evidence", "n", "voices", "as_of")
    return mine.model_copy(update={name: getattr(theirs, name) for name in found})


def _is_peoples(mine: Statement, theirs: Statement | None) -> bool:
    """Whether a statement is a person's own, and evidence has nothing to put in its place."""
    if mine.locked or mine.status == "confirmed" or not _made_here(mine):
        return True
    assumed = mine.basis == "assumed" and not is_unknown(mine)
    return assumed and (theirs is None or not theirs.evidence)


def _worded(theirs: Statement, mine: Statement) -> Statement:
    if theirs.lane == "emotion" or is_unknown(mine):
        return theirs
    return theirs.model_copy(update={"text": mine.text, "status": mine.status})

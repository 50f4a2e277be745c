"""Buying roles of a proposed map that goes on from people's: theirs stay, counts become fresh."""

from collections.abc import Mapping
from typing import Any

from cxworkbench.journey.roles import role_key
from cxworkbench.records.journey_map import BuyingRole, JourneyMap, RoleInvolvement


def continued_roles(
    people: JourneyMap, fresh: JourneyMap, stage_ids: Mapping[str, str], *, same: bool
) -> dict[str, Any]:
    """`roles` and `involvements` of the proposal, as `model_copy` takes them.

    People's roles keep their words, weight, attitude and influence; roles that only evidence shows
    come after them, unless people removed them. What people said of a role in a stage stays; what
    came from evidence has the fresh counts, and goes when no evidence shows it any more. A map of
    one account or segment takes people's roles and who can stop where, and not what they believe of
    everybody's attitude.

    Parameters
    ----------
    people, fresh
        As in `continue_map`.
    stage_ids
        Where each fresh stage's id leads on people's map.
    same
        Whether the two are maps of the same thing.
    """
    by_name = {role_key(one.name): one.id for one in people.roles}
    ids = {one.id for one in people.roles}  # a role that people renamed keeps its id
    new = tuple(
        one
        for one in fresh.roles
        if role_key(one.name) not in by_name and one.id not in {*ids, *people.retired_ids}
    )
    known = people.roles if same else tuple(_neutral(one) for one in people.roles)
    leads = {one.id: by_name.get(role_key(one.name), one.id) for one in fresh.roles}
    there = {one.id for one in (*known, *new)}
    moved = {
        (leads[one.role_id], stage_ids.get(one.stage_id, one.stage_id)): one
        for one in fresh.involvements
        if leads[one.role_id] in there
    }
    kept = [
        said
        for mine in people.involvements
        if (said := _said(mine, moved.pop((mine.role_id, mine.stage_id), None), same=same))
    ]
    retired = people.retired_ids if same else ()
    added = [
        one.model_copy(update={"role_id": role, "stage_id": stage})
        for (role, stage), one in moved.items()
        if one.id not in retired
    ]
    return {"roles": (*known, *new), "involvements": (*kept, *added)}


def _neutral(role: BuyingRole) -> BuyingRole:
    return role.model_copy(update={"attitude": "unknown", "influence": None, "hidden": False})


def _said(
    mine: RoleInvolvement, theirs: RoleInvolvement | None, *, same: bool
) -> RoleInvolvement | None:
    """People's word on a role in a stage with the evidence of now; None where nothing is left."""
    if not same:
        if theirs is not None:
            return theirs.model_copy(
                update={"id": mine.id, "role_id": mine.role_id, "stage_id": mine.stage_id,
                        "can_stop": mine.can_stop}
            )  # fmt: skip
        bare = {"involvement": "unknown", "basis": "assumed", "n": 0, "evidence": ()}
        return mine.model_copy(update=bare) if mine.can_stop else None
    if theirs is None:
        own = mine.basis == "assumed" or mine.can_stop or mine.involvement != "takes part"
        gone = {"basis": "assumed", "n": 0, "evidence": ()}
        return mine.model_copy(update=gone) if own else None
    found = {name: getattr(theirs, name) for name in ("basis", "n", "evidence")}
    if mine.basis == "assumed" and mine.involvement not in ("unknown", theirs.involvement):
        return mine  # a person said otherwise than evidence shows
    words = theirs.involvement if mine.involvement == "unknown" else mine.involvement
    return mine.model_copy(update=found | {"involvement": words})

"""Emotions of single roles and segments as statements of a map, for its view as curves."""

import pandas as pd

from cxworkbench.journey.group_curves import Group, curves_by
from cxworkbench.journey.role_findings import RoleFindings
from cxworkbench.journey.said import emotion_statements, is_unknown, statement_id
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.voice.feelings import felt_voices


def with_group_emotions(found: RoleFindings) -> JourneyMap:
    """The map with an emotion of each role and segment at each touchpoint known well enough.

    Each carries value, interval, count, distribution, word and evidence as that of everybody does.
    What rests on fewer accounts than the smallest cell is left out. The map of one account stays
    as it is: a role there is one person.

    Parameters
    ----------
    found
        As `role_findings` gives it.
    """
    if found.own:
        return found.journey_map
    groups: list[Group] = ["role", "segment"] if "segment" in found.voices else ["role"]
    said = [one for group in groups for one in _of_groups(found, group)]
    kept = found.journey_map.statements
    known = {one.id for one in kept}
    more = tuple(one for one in said if one.id not in known)
    return found.journey_map.model_copy(update={"statements": (*kept, *more)})


def _of_groups(found: RoleFindings, group: Group) -> list[Statement]:
    curves = curves_by(
        found.voices, found.journey_map, group=group, by="touchpoint", metrics=found.metrics,
        smallest_cell=found.smallest_cell,
    )  # fmt: skip
    felt = felt_voices(found.voices, found.metrics)
    return [
        one
        for name, rows in curves.groupby("group", sort=False)
        for one in _of_one(group, str(name), rows, felt[felt[group] == name])
    ]


def _of_one(group: Group, name: str, curve: pd.DataFrame, felt: pd.DataFrame) -> list[Statement]:
    known = [one for one in emotion_statements(curve, felt) if not is_unknown(one)]
    about = f"{group} {name}"
    return [
        one.model_copy(update={group: name, "id": statement_id(one.at, "emotion", about)})
        for one in known
    ]

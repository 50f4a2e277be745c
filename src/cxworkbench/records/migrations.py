"""How a record written by an earlier version becomes one of today, a version at a time."""

from collections.abc import Callable
from typing import Any, Final

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.base import Record
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.messages import shown

CURRENT_VERSION: Final = 1
Content = dict[str, Any]


def migrate(content: Content, kind: type[Record], *, file: str = "the file") -> Content:
    """The content as the current version of that record has it; the input is left as it is.

    A file that does not say its version is taken for the current one.

    Parameters
    ----------
    content
        What the file holds.
    kind
        The record it is meant to be.
    file
        How a message names it.

    Raises
    ------
    RecordProblem
        The version is newer than any that is known here, is not a version, or is one from which
        this kind of record was never written.
    """
    version = content.get("schema_version", CURRENT_VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 0:
        raise RecordProblem(
            f"{file}, schema_version is {shown(version)}, and a whole number is needed here. "
            f"The current version is {CURRENT_VERSION}. Correct it and save the file."
        )
    if version > CURRENT_VERSION:
        raise RecordProblem(
            f"{file} has schema_version {version}, and this cxworkbench knows versions up to "
            f"{CURRENT_VERSION}. A newer cxworkbench wrote it: install that version to open it. "
            "The file is left as it is."
        )
    for step in range(version, CURRENT_VERSION):
        content = _step(kind, step, file)(content)
    return content


def _step(kind: type[Record], version: int, file: str) -> Callable[[Content], Content]:
    if (kind, version) not in STEPS:
        raise RecordProblem(
            f"{file} has schema_version {version}, and no {kind.__name__} was ever written in "
            f"that version. The current version is {CURRENT_VERSION}. Correct it and save the file."
        )
    return STEPS[kind, version]


def _map_from_nested(old: Content) -> Content:
    """Version 0 of a map held stages, in them touchpoints, in them statements with a `score`.

    Ids were optional then; where they are missing they are minted from the names, in file order.
    """
    stages: list[Content] = []
    touchpoints: list[Content] = []
    statements: list[Content] = []
    taken: set[str] = set()
    for old_stage in old.get("stages", []):
        stage = _element(old_stage, "st", taken, without="touchpoints")
        stages.append(stage)
        for old_touchpoint in old_stage.get("touchpoints", []):
            touchpoint = _element(old_touchpoint, "tp", taken, without="statements")
            touchpoints.append(touchpoint | {"stage_id": stage["id"]})
            for said in old_touchpoint.get("statements", []):
                statement = _statement(said, touchpoint["id"], taken)
                statements.append(statement)
    rest = {name: value for name, value in old.items() if name != "stages"}
    return rest | {
        "schema_version": 1,
        "stages": stages,
        "touchpoints": touchpoints,
        "statements": statements,
    }


def _element(old: Content, prefix: str, taken: set[str], *, without: str) -> Content:
    kept = {name: value for name, value in old.items() if name != without}
    kept["id"] = _id_of(old, prefix, str(old.get("name", "")), taken)
    return kept


def _statement(old: Content, at: str, taken: set[str]) -> Content:
    kept = {name: value for name, value in old.items() if name != "score"}
    name = f"{old.get('lane', '')} {at}"
    kept |= {"id": _id_of(old, "sm", name, taken), "at": at}
    return kept | ({"value": old["score"]} if "score" in old else {})


def _id_of(old: Content, prefix: str, name: str, taken: set[str]) -> str:
    found = str(old["id"]) if "id" in old else mint_id(prefix, name, taken)
    taken.add(found)
    return found


STEPS: Final[dict[tuple[type[Record], int], Callable[[Content], Content]]] = {
    (JourneyMap, 0): _map_from_nested,
}

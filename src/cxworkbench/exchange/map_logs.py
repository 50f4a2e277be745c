"""Maps as event logs in XES, and logs in XES as maps: our own, those of CJML, and any other."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from cxworkbench.exchange.cjml_journeys import FoundJourney
from cxworkbench.exchange.cjml_log import is_cjml, read_cjml_trace
from cxworkbench.exchange.event_logs import Value, write_traces
from cxworkbench.exchange.map_from_activities import map_from_activities
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.event_logs import CASE, log_traces
from cxworkbench.records.base import Part
from cxworkbench.records.edits import LISTS, items_of
from cxworkbench.records.journey_map import JourneyMap, Touchpoint
from cxworkbench.records.messages import joined
from cxworkbench.records.validity import check_record

OURS: Final = "cxw:"  # prefix of the attributes that only this workbench writes
_EXTENSION: Final = {"cxw": ("Journey map", "https://cxworkbench.invalid/journey-map.xesext")}
_TRACE_LISTS: Final = tuple(name for name in LISTS if name != "touchpoints")
_CONTAINERS: Final = (
    "perspective",
    *(name for name, field in JourneyMap.model_fields.items() if field.default_factory is dict),
)
_MARK: Final = "map_schema"

Trace = tuple[dict[str, str], list[dict[str, str]]]


def write_map_log(journey_map: JourneyMap, path: Path) -> None:
    r"""The file at `path`: the map as a log of one trace, its touchpoints as events in order.

    Names, channels and actors stand under keys that other tools know; all else stands beside them
    under the prefix `cxw`, so that the map comes back whole. Signs that XML cannot hold are
    written as \ufffd.
    """
    fields = {
        f"{OURS}{name}": getattr(journey_map, name)
        for name in JourneyMap.model_fields
        if name not in (*LISTS, "perspective", "schema_version")
    }
    of_trace: dict[str, Value] = {
        "concept:name": journey_map.id,
        f"{OURS}{_MARK}": journey_map.schema_version,
        **fields,
        f"{OURS}perspective": _given(journey_map.perspective),
    }
    for name in _TRACE_LISTS:
        of_trace[f"{OURS}{name}"] = [_given(one) for one in items_of(journey_map, name)]
    write_traces([(of_trace, _events(journey_map))], path, extensions=_EXTENSION)


def _events(journey_map: JourneyMap) -> Iterator[dict[str, Value]]:
    stages = {one.id: one.name for one in journey_map.stages}
    for one in touchpoints_in_order(journey_map):
        yield {
            "concept:name": one.name,
            "stage": stages[one.stage_id],
            **{f"{OURS}{name}": value for name, value in _given(one).items() if name != "name"},
        }


def touchpoints_in_order(journey_map: JourneyMap) -> list[Touchpoint]:
    """The touchpoints from the first stage to the last, in their own order inside a stage."""
    place = {stage.id: number for number, stage in enumerate(journey_map.stages)}
    return sorted(journey_map.touchpoints, key=lambda one: place[one.stage_id])


def _given(one: Part) -> dict[str, Value]:
    """What of an element is not as it would be without saying."""
    return {
        name: getattr(one, name)
        for name, field in type(one).model_fields.items()
        if field.is_required() or getattr(one, name) != field.default
    }


def read_map_log(
    path: Path, *, title: str
) -> tuple[list[JourneyMap], list[FoundJourney], list[Problem]]:
    """The maps of a log that this workbench wrote, or the journeys of any other one.

    Of a log of CJML each trace is a journey. Of any other log all traces together are one map:
    its activities are touchpoints, in the order in which they come on average.

    Raises
    ------
    DataProblem
        The log cannot be read, or has more than 200 activities, or is no map any more.
    """
    traces = log_traces(path)
    first = next(traces, None)
    if first is None:
        raise DataProblem(f"{path.name} is a log without traces. Export it again.")
    rest = _again(first, traces)
    if f"{CASE}{OURS}{_MARK}" in first[0]:
        return [_own_map(one, path.name) for one in rest], [], []
    if is_cjml(first):
        return [], [read_cjml_trace(one, path.name) for one in rest], []
    made, problems = map_from_activities(rest, file=path.name, title=title)
    return [made], [], problems


def _again(first: Trace, rest: Iterable[Trace]) -> Iterator[Trace]:
    yield first
    yield from rest


def _own_map(trace: Trace, file: str) -> JourneyMap:
    of_trace, events = trace
    plain = [name for name in JourneyMap.model_fields if name not in (*LISTS, "perspective")]
    keys = {name: f"{CASE}{OURS}{name}" for name in plain}
    try:
        made: dict[str, Any] = {
            name: of_trace[key] for name, key in keys.items() if key in of_trace
        }
        made["retired_ids"] = _texts(made.get("retired_ids", "[]"))
        for name in _CONTAINERS:
            made[name] = _fields(json.loads(of_trace.get(f"{CASE}{OURS}{name}", "[]")))
        for name in _TRACE_LISTS:
            given = json.loads(of_trace.get(f"{CASE}{OURS}{name}", "[]"))
            made[name] = [_fields(one["one"]) for one in given]
        made["touchpoints"] = [_own_touchpoint(event) for event in events]
        journey_map = JourneyMap.model_validate(made)
    except (ValidationError, ValueError, KeyError, TypeError) as broken:
        raise DataProblem(
            f"{file} was a map of this workbench, and was changed so that it is none any more "
            f"({type(broken).__name__}). Export it again."
        ) from broken
    if faults := check_record(journey_map):
        raise DataProblem(joined(f"{file}, {fault}" for fault in faults))
    return journey_map


def _own_touchpoint(event: Mapping[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {"name": event.get("concept:name", "")}
    for key, value in event.items():
        if key.startswith(OURS):
            name = key.removeprefix(OURS)
            fields[name] = _texts(value) if name in _tuples(Touchpoint) else value
    return fields


def _tuples(kind: type[Part]) -> frozenset[str]:
    return frozenset(
        name for name, field in kind.model_fields.items() if isinstance(field.default, tuple)
    )


def _texts(value: str) -> list[str]:
    return [str(one["one"]) for one in json.loads(value)]


def _fields(container: list[dict[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for one in container:
        for key, value in one.items():
            fields[key] = [inside["one"] for inside in value] if isinstance(value, list) else value
    return fields

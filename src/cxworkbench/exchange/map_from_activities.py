"""A map from any event log: its activities in the order in which they come."""

from collections.abc import Iterable, Mapping
from typing import Final

from cxworkbench.exchange.drafting import Draft
from cxworkbench.exchange.headings import medium_of_channel
from cxworkbench.exchange.map_from_list import NOT_PLACED
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem
from cxworkbench.records.journey_map import JourneyMap

_MOST_ACTIVITIES: Final = 200  # more of them are no touchpoints but what a machine logs
Trace = tuple[dict[str, str], list[dict[str, str]]]


def map_from_activities(
    traces: Iterable[Trace], *, file: str, title: str
) -> tuple[JourneyMap, list[Problem]]:
    """The map whose touchpoints are a log's activities, from the first on average to the last.

    Raises
    ------
    DataProblem
        The log has no activities, or more than 200.
    """
    places: dict[tuple[str, str], list[float]] = {}
    channels: dict[tuple[str, str], set[str]] = {}
    for _, events in traces:
        for number, event in enumerate(events):
            name = event.get("concept:name", "").strip()
            if not name:
                continue
            key = (event.get("stage", "").strip(), name)
            total = places.setdefault(key, [0.0, 0.0])
            total[0] += number / max(len(events) - 1, 1)
            total[1] += 1
            channels.setdefault(key, set()).add(event.get("channel", "").strip())
            _require_few(places, file)
    if not places:
        raise DataProblem(
            f"{file} names no activities: no event has a concept:name. Export it with activities."
        )
    ordered = sorted(places, key=lambda key: (places[key][0] / places[key][1], key))
    draft = Draft()
    for stage, name in ordered:
        said = channels[stage, name]
        channel = said.pop() if len(said) == 1 else ""
        medium = medium_of_channel(channel) or "unknown"
        place = draft.stage(stage or NOT_PLACED)
        draft.touchpoint(name, place, channel=channel, medium_class=medium)
    what = f"{len(ordered)} activities, in the order in which they come on average"
    remedy = "give them stages, and the names that customers use"
    note = Problem(file, 0, "concept:name", "is a touchpoint", what, remedy, "note")
    return draft.finished(title), [note]


def _require_few(places: Mapping[tuple[str, str], object], file: str) -> None:
    if len(places) > _MOST_ACTIVITIES:
        raise DataProblem(
            f"{file} has more than {_MOST_ACTIVITIES} activities, which are no touchpoints but "
            "what a machine logs. Put them together into moments of contact first."
        )

"""Journeys of CJML that are kept as an event log in XES: a trace is one, an event a touchpoint."""

from collections.abc import Mapping
from typing import Final

from cxworkbench.exchange.cjml_journeys import FoundJourney, FoundPhase, FoundTouchpoint
from cxworkbench.exchange.headings import yes_or_no
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.event_logs import CASE

Trace = tuple[dict[str, str], list[dict[str, str]]]

# Other words for the keys of CJML in XES, as they were seen in the tools that write it.
_CJML_KEYS: Final = {
    "id": ("Id", "id", "touchpointID"),
    "initiator": ("initiator", "initiatorID"),
    "receiver": ("receiver", "receiverID", "receiversID"),
    "initiator_label": ("initiatorsLabel", "initiatorLabel"),
    "receiver_label": ("receiverLabel", "receiversLabel"),
    "channel": ("channel", "channelName"),
    "comment": ("Comment", "comment"),
    "experience": ("experineceDescription", "experienceDescription"),
    "rating": ("experienceRating",),
    "phase": ("phase", "Phase", "belongsTo"),
}  # fmt: skip
_CJML_TIMES: Final = (
    "timeCompleted", "timestamp", "dateStart", "dateCompleted", "dateOriginated", "dateReceiver",
    "dateConsumed", "Deltadate", "Duration", "time:timestamp",
)  # fmt: skip
_CJML_LEFT_OUT: Final = {
    "journeyStatus": "status of the journey", "reference": "link to a planned journey",
    "compliance": "compliance", "Analysis": "analyses", "AnalysisPrediction": "analyses",
    "EventType": "event types",
}  # fmt: skip


def is_cjml(trace: Trace) -> bool:
    """Whether the events of a trace name who initiates and receives, as CJML does."""
    of_trace, events = trace
    known = {*_CJML_KEYS["initiator_label"], *_CJML_KEYS["initiator"]}
    said = {key for event in events[:5] for key in event}
    return bool(known & said) or f"{CASE}isPlanned" in of_trace


def read_cjml_trace(trace: Trace, file: str) -> FoundJourney:
    """The journey that a trace is; words for its keys differ from tool to tool."""
    of_trace = {key.removeprefix(CASE): value.strip() for key, value in trace[0].items()}
    name = of_trace.get("journey", "") or of_trace.get("concept:name", "")
    found = FoundJourney(
        id=name or of_trace.get("LogID", ""),
        title=of_trace.get("journeyTitle", "") or name,
        planned=yes_or_no(of_trace.get("isPlanned", "")) is True,
        end_user=of_trace.get("enduser", ""),
    )
    summaries = (of_trace.get(f"journey{one}Summary", "") for one in ("Short", "Long"))
    found.summaries = [text for text in summaries if text]
    for key, what in _CJML_LEFT_OUT.items():
        found.left_out[what] += bool(of_trace.get(key, ""))
    if of_trace.get("experienceRating") or of_trace.get("experineceDescription"):
        remedy = "a map has emotions at touchpoints; write it at the one it is about"
        rule = "is about a touchpoint"
        said = of_trace.get("experineceDescription") or of_trace["experienceRating"]
        found.problems.append(Problem(file, 0, "experience", rule, said, remedy, "note"))
    for event in trace[1]:
        _add_event(found, event)
    found.left_out = +found.left_out
    return found


def _add_event(found: FoundJourney, event: Mapping[str, str]) -> None:
    cells = {
        name: next((event[key].strip() for key in keys if event.get(key, "").strip()), "")
        for name, keys in _CJML_KEYS.items()
    }
    one = FoundTouchpoint()
    for name, text in cells.items():
        setattr(one, name, text)
    one.initiator_label = one.initiator_label or event.get("concept:name", "").strip()
    one.contact = bool(one.receiver or one.receiver_label)
    found.left_out["times"] += any(event.get(key, "") for key in _CJML_TIMES)
    for key, what in _CJML_LEFT_OUT.items():
        found.left_out[what] += bool(event.get(key, ""))
    if one.phase and one.phase not in [phase.id for phase in found.phases]:
        found.phases.append(FoundPhase(one.phase, one.phase))
    found.touchpoints.append(one)

"""Maps as CJML 2.0, and CJML 2.0 as maps.

No schema of CJML was published; the elements are those of the sample at cjml.no and of the tools
that write and read it. CJML is licensed CC BY-SA 4.0, and every file written says so.
"""

from pathlib import Path
from typing import Any, Final

from cxworkbench.exchange.cjml_journeys import (
    ANYBODY,
    FoundJourney,
    FoundPhase,
    FoundTouchpoint,
)
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, RecordProblem
from cxworkbench.ground.files import write_bytes
from cxworkbench.ground.xml_files import parse_xml, read_xml_text, xml_safe
from cxworkbench.records.journey_map import JourneyMap, Statement, Touchpoint

ATTRIBUTION: Final = (
    " CJML, the Customer Journey Modelling Language, is described at https://cjml.no "
    "and licensed CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/). "
    "Written by cxworkbench. "
)
_ANYBODY: Final = "Customer"  # the end user of a map that shows nobody's role
_NOT_ON_A_MAP: Final = {
    "timestamps": "times", "compliance": "compliance", "category": "categories",
    "journeyStatus": "status of the journey", "plannedReference": "link to a planned journey",
    "uncertainty": "uncertainties", "message": "messages", "touchPointDuration": "durations",
    "deltaTime": "times",
}  # fmt: skip


def write_cjml(journey_map: JourneyMap, path: Path) -> None:
    """The file at `path`: the map as one journey of CJML 2.0, the same bytes for the same map.

    A map of the state to be is a planned journey; a map as it is is an actual one, which alone can
    hold experiences. Stages are phases; a rating is a whole number from 1 to 5.

    Raises
    ------
    RecordProblem
        Two ids differ in nothing but blanks or signs that XML cannot hold.
    """
    from lxml import etree

    root = etree.Element("CJML", version="2.0")
    root.append(etree.Comment(ATTRIBUTION))
    _write_journey(root, journey_of_map(journey_map))
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    write_bytes(path, text)


def journey_of_map(journey_map: JourneyMap) -> FoundJourney:
    """The map as CJML tells it, in texts that XML can hold."""
    _require_ids(journey_map)
    end_user = _end_user(journey_map)
    planned = journey_map.state == "to-be"
    comments = [one for one in journey_map.comments if _clean(one.text)]
    return FoundJourney(
        id=_clean(journey_map.id),
        title=_clean(journey_map.title),
        planned=planned,
        end_user=end_user,
        phases=[
            FoundPhase(_clean(one.id), _clean(one.name), _clean(one.definition))
            for one in journey_map.stages
        ],
        touchpoints=[
            _touchpoint(journey_map, one, end_user, planned) for one in journey_map.touchpoints
        ],
        summaries=[_clean(one.text) for one in comments if not one.at][:2],
    )


def _touchpoint(
    journey_map: JourneyMap, one: Touchpoint, end_user: str, planned: bool
) -> FoundTouchpoint:
    name, initiator = _clean(one.name), _clean(one.initiator)
    receiver = _clean(one.receivers[0]) if one.receivers else ""
    others = (_clean(i.name) for i in journey_map.interactions if i.touchpoint_id == one.id)
    other = next((text for text in others if text and text != name), name) if one.contact else name
    received = receiver == end_user and initiator != end_user
    said = (_clean(c.text) for c in journey_map.comments if c.at == one.id)
    felt = None if planned else _emotion(journey_map, one.id)
    return FoundTouchpoint(
        id=_clean(one.id), contact=one.contact, phase=_clean(one.stage_id), initiator=initiator,
        receiver=receiver, initiator_label=other if received else name,
        receiver_label=name if received else other, channel=_clean(one.channel),
        comment=next(filter(None, said), ""),
        experience=(_clean(felt.text) or _clean(felt.word)) if felt else "",
        rating=_rating(felt.value) if felt else "",
    )  # fmt: skip


def _emotion(journey_map: JourneyMap, at: str) -> Statement | None:
    """The emotion of everybody at a touchpoint, else the first one there is."""
    found = [one for one in journey_map.statements if one.at == at and one.lane == "emotion"]
    return min(found, key=lambda one: (one.segment, one.role) != ("all", "all"), default=None)


def _rating(value: float | None) -> str:
    # Half away from zero: Python's own rounding would take 0.5 for 0 and 1.5 for 2.
    if value is None or not -2 <= value <= 2:
        return ""
    return str(int(abs(value) + 0.5) * (1 if value > 0 else -1) + 3)


def _end_user(journey_map: JourneyMap) -> str:
    role = _clean(journey_map.perspective.role)
    if role.lower() not in ANYBODY:
        return role
    actors = [text for one in journey_map.touchpoints for text in (one.initiator, *one.receivers)]
    return next((_clean(one) for one in actors if _clean(one).lower() == "customer"), _ANYBODY)


def _require_ids(journey_map: JourneyMap) -> None:
    ids = [one.id for one in (*journey_map.stages, *journey_map.touchpoints)]
    if len({_clean(one) for one in ids}) < len(ids):
        raise RecordProblem(
            "Two ids of the map differ in nothing but blanks or signs that XML cannot hold. "
            "Give one of them another id."
        )


def _clean(text: str) -> str:
    return xml_safe(text).strip()


def _write_journey(root: Any, found: FoundJourney) -> None:  # noqa: ANN401 - lxml has no types
    kind = "planned" if found.planned else "actual"
    journey = _add(root, f"{kind}Journey")
    _add(journey, "journeyID", found.id)
    _add(journey, "journeyTitle", found.title)
    phases = _add(journey, "journeyPhases")
    for phase in found.phases:
        one = _add(phases, "journeyPhase", phaseID=phase.id)
        _add(one, "phaseName", phase.name)
        _add(one, "phaseDescription", phase.description)
    for name, text in zip(("Short", "Long"), found.summaries, strict=False):
        _add(journey, f"journey{name}Summary", text)
    _write_actors(journey, found)
    touchpoints = _add(journey, "touchpoints")
    for touchpoint in found.touchpoints:
        name = "CommunicationPoint" if touchpoint.contact else "Action"
        _write_touchpoint(_add(touchpoints, f"{kind}{name}"), touchpoint)


def _write_actors(journey: Any, found: FoundJourney) -> None:  # noqa: ANN401
    actors = _add(journey, "actors")
    _add(_add(actors, "endUser", actorID=found.end_user), "actorName", found.end_user)
    others = (text for one in found.touchpoints for text in (one.initiator, one.receiver))
    for name in dict.fromkeys(others):
        if name and name != found.end_user:
            _add(_add(actors, "serviceProvider", actorID=name), "companyName", name)


def _write_touchpoint(into: Any, one: FoundTouchpoint) -> None:  # noqa: ANN401
    _add(into, "touchpointID", one.id)
    _add(into, "belongsTo", phaseIDref=one.phase)
    _write_side(into, "initiator", one.initiator, one.initiator_label)
    if one.contact or one.receiver:
        _write_side(into, "receiver", one.receiver, one.receiver_label)
    if one.contact or one.channel:
        _add(_add(into, "channel"), "channelName", one.channel)
    if one.comment:
        _add(into, "comment", one.comment)
    if one.experience or one.rating:
        experience = _add(into, "touchpointExperience")
        _add(experience, "experienceDescription", one.experience)
        if one.rating:
            _add(experience, "experienceRating", one.rating)


def _write_side(into: Any, name: str, actor: str, label: str) -> None:  # noqa: ANN401
    side = _add(into, name)
    if actor:
        _add(side, "refersTo", actorIDref=actor)
    _add(side, f"{name}Label", label)


def _add(into: Any, name: str, text: str = "", **attributes: str) -> Any:  # noqa: ANN401
    from lxml import etree

    one = etree.SubElement(into, name, attributes)
    if text:
        one.text = text
    return one


def read_cjml(path: Path) -> list[FoundJourney]:
    """The journeys of a CJML 2.0 file, planned and actual ones, in their order.

    Read are also files with a bare `&`, with blanks in ids, with the receiver before the initiator,
    and with references to nothing, which are told.

    Raises
    ------
    DataProblem
        The file is no XML, is cut short, declares a DOCTYPE, or is no CJML.
    """
    root, bare = parse_xml(read_xml_text(path), path.name)
    if _tag(root) != "cjml":
        raise DataProblem(
            f"{path.name} is XML, and no CJML: its first element is <{root.tag}>, not <CJML>. "
            "Export the journey as CJML."
        )
    found = [
        _read_journey(one, path.name)
        for one in root
        if _tag(one) in ("plannedjourney", "actualjourney")
    ]
    if bare and found:
        remedy = "taken for the sign itself; nothing to do"
        note = Problem(path.name, 0, "", "writes & as &amp;", f"{bare} times", remedy, "note")
        found[0].problems.append(note)
    return found


def _read_journey(element: Any, file: str) -> FoundJourney:  # noqa: ANN401
    found = FoundJourney(
        id=_text(element, "journeyID"),
        title=_text(element, "journeyTitle"),
        planned=_tag(element) == "plannedjourney",
    )
    actors = _read_actors(element, found)
    for phase in _all(element, "journeyPhases", "journeyPhase"):
        key, named = _attribute(phase, "phaseID"), _first(phase, "phaseName") is not None
        name = _text(phase, "phaseName") if named else key
        found.phases.append(FoundPhase(key, name, _text(phase, "phaseDescription")))
    summaries = (_text(element, f"journey{one}Summary") for one in ("Short", "Long"))
    found.summaries = [text for text in summaries if text]
    _count_left_out(element, found)
    dangling: dict[str, int] = {}
    for one in _all(element, "touchpoints"):
        for touchpoint in one:
            if _tag(touchpoint).endswith(("communicationpoint", "action")):
                found.touchpoints.append(_read_touchpoint(touchpoint, actors, found, dangling))
    for name, times in dangling.items():
        remedy = "kept under this name; list the actor if it is another one"
        rule = "refers to an actor that is listed"
        found.problems.append(Problem(file, 0, name, rule, f"{times} times", remedy, "note"))
    return found


def _read_actors(element: Any, found: FoundJourney) -> dict[str, str]:  # noqa: ANN401
    actors: dict[str, str] = {}
    for container in _all(element, "actors"):
        for actor in container:
            given = _attribute(actor, "actorID")
            key = given or _attribute(actor, "actorIDref")
            name = _text(actor, "actorName") or _text(actor, "companyName") or key
            if given or key not in actors:
                actors[key] = name
            if _tag(actor) == "enduser" and not found.end_user:
                found.end_user = actors[key]
    return actors


def _read_touchpoint(
    element: Any,  # noqa: ANN401
    actors: dict[str, str],
    found: FoundJourney,
    dangling: dict[str, int],
) -> FoundTouchpoint:
    _count_left_out(element, found)
    sides = {}
    for name in ("initiator", "receiver"):
        side = _first(element, name)
        key = _attribute(_first(side, "refersTo"), "actorIDref")
        if key and key not in actors:
            dangling[key] = dangling.get(key, 0) + 1
        sides[name] = (actors.get(key, key), _text(side, f"{name}Label"))
    experience = _first(element, "touchpointExperience")
    return FoundTouchpoint(
        id=_text(element, "touchpointID"),
        contact=_tag(element).endswith("communicationpoint"),
        phase=_attribute(_first(element, "belongsTo"), "phaseIDref"),
        initiator=sides["initiator"][0],
        receiver=sides["receiver"][0],
        initiator_label=sides["initiator"][1],
        receiver_label=sides["receiver"][1],
        channel=_text(_first(element, "channel"), "channelName"),
        comment=_text(element, "comment"),
        experience=_text(experience, "experienceDescription"),
        rating=_text(experience, "experienceRating"),
    )


def _count_left_out(element: Any, found: FoundJourney) -> None:  # noqa: ANN401
    for name, what in _NOT_ON_A_MAP.items():
        there = _first(element, name)
        if there is not None and "".join(there.itertext()).strip():
            found.left_out[what] += 1


def _tag(element: Any) -> str:  # noqa: ANN401
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _first(element: Any, name: str) -> Any:  # noqa: ANN401
    inside = element if element is not None else ()
    return next((one for one in inside if _tag(one) == name.lower()), None)


def _all(element: Any, *names: str) -> list[Any]:  # noqa: ANN401
    found = [element]
    for name in names:
        found = [one for above in found for one in above if _tag(one) == name.lower()]
    return found


def _text(element: Any, name: str) -> str:  # noqa: ANN401
    found = _first(element, name)
    return "" if found is None else "".join(found.itertext()).strip()


def _attribute(element: Any, name: str) -> str:  # noqa: ANN401
    return "" if element is None else str(element.get(name, "")).strip()

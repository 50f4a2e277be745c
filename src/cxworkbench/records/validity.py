"""What must hold inside a record beyond its fields: parents there, ids single, no circles."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from cxworkbench.ground.errors import did_you_mean
from cxworkbench.ground.terms import GENERIC_STAGES
from cxworkbench.records.base import Record
from cxworkbench.records.coding import CodeBook, Coding, check_code_book, check_coding
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.links import circles, ids_of, orphans, twice, unknown
from cxworkbench.records.messages import shown
from cxworkbench.records.partner_checks import check_partners
from cxworkbench.records.partners import Partners
from cxworkbench.records.register import LINKS, Register
from cxworkbench.records.segmentation import SegmentDefinition


def check_record(record: Record) -> tuple[str, ...]:
    """What is wrong inside any record, a sentence each; none for a record that is whole."""
    if isinstance(record, JourneyMap):
        return check_map(record)
    if isinstance(record, Register):
        return check_register(record)
    if isinstance(record, Engagement):
        return check_engagement_record(record)
    if isinstance(record, SegmentDefinition):
        return check_definition(record)
    if isinstance(record, CodeBook):
        return check_code_book(record)
    if isinstance(record, Coding):
        return check_coding(record)
    return check_partners(record) if isinstance(record, Partners) else ()


def check_map(journey_map: JourneyMap) -> tuple[str, ...]:
    """What is wrong inside a map, a sentence each.

    Ids are single and none is a retired one; every parent, statement's place, predecessor and
    successor is there; a touchpoint's step lies in the touchpoint's stage; interactions do not
    follow each other in a circle; a map is not its own parent.
    """
    ids = Counter(map_ids(journey_map))
    stages = {stage.id for stage in journey_map.stages}
    stage_of_step = {step.id: step.stage_id for step in journey_map.steps}
    faults = [
        f"id {one!r} stands there {n} times. Give each its own." for one, n in ids.items() if n > 1
    ]
    faults += [
        f"id {one!r} is retired and in use. Give the element a new id."
        for one in journey_map.retired_ids
        if one in ids
    ]
    faults += orphans(
        "stage", journey_map.stages, "phase_id", ids_of(journey_map.phases), needed=False
    )
    faults += orphans("step", journey_map.steps, "stage_id", stages)
    faults += orphans("touchpoint", journey_map.touchpoints, "stage_id", stages)
    faults += orphans("touchpoint", journey_map.touchpoints, "step_id", stage_of_step, needed=False)
    faults += [
        f"touchpoint {one.id!r} is in stage {one.stage_id!r}, and its step {one.step_id!r} is in "
        f"{stage_of_step[one.step_id]!r}. Move one of them."
        for one in journey_map.touchpoints
        if one.step_id in stage_of_step and stage_of_step[one.step_id] != one.stage_id
    ]
    faults += orphans(
        "interaction", journey_map.interactions, "touchpoint_id", ids_of(journey_map.touchpoints)
    )
    interactions = ids_of(journey_map.interactions)
    faults += orphans(
        "interaction", journey_map.interactions, "predecessor_id", interactions, needed=False
    )
    faults += orphans(
        "interaction", journey_map.interactions, "successor_id", interactions, needed=False
    )
    faults += orphans("statement", journey_map.statements, "at", set(place_ids(journey_map)))
    faults += _check_around(journey_map)
    follows = {one.id: (one.successor_id,) for one in journey_map.interactions}
    faults += circles("interactions", follows)
    before = {one.id: (one.predecessor_id,) for one in journey_map.interactions}
    faults += circles("interactions", before)
    faults += _reasons(journey_map.rules_off)
    if journey_map.parent_map and journey_map.parent_map == journey_map.id:
        faults.append(f"the map {journey_map.id!r} is its own parent_map. Name the map above it.")
    return tuple(dict.fromkeys(faults))


def _check_around(journey_map: JourneyMap) -> list[str]:
    """What is wrong in what stands around the levels: flows, roles, offerings, comments."""
    places = set(place_ids(journey_map)) - ids_of(journey_map.interactions)
    here = {*map_ids(journey_map), *journey_map.retired_ids}
    offerings = ids_of(journey_map.offerings)
    faults = orphans("flow", journey_map.flows, "from_id", places)
    faults += orphans("flow", journey_map.flows, "to_id", places)
    faults += orphans("involvement", journey_map.involvements, "role_id", ids_of(journey_map.roles))
    faults += orphans(
        "involvement", journey_map.involvements, "stage_id", ids_of(journey_map.stages)
    )
    faults += orphans("comment", journey_map.comments, "at", here, needed=False)
    faults += orphans("decision", journey_map.decisions, "at", here, needed=False)
    faults += [
        f"touchpoint {one.id!r} stands in offering {named!r}, which is not there. "
        f"{did_you_mean(named, sorted(offerings))}Correct it, or take it out of offering_ids."
        for one in journey_map.touchpoints
        for named in one.offering_ids
        if named not in offerings
    ]
    faults += [
        f"merged_ids says that {was!r} was merged into {now!r}, and {was!r} is not retired. Put it "
        "among retired_ids, or take it out of merged_ids."
        for was, now in journey_map.merged_ids.items()
        if was not in journey_map.retired_ids
    ]
    faults += [
        f"statement {one.id!r} has {len(one.counts)} counts. It has five, for -2 to +2, or none."
        for one in journey_map.statements
        if len(one.counts) not in (0, 5)
    ]
    pairs = Counter((one.role_id, one.stage_id) for one in journey_map.involvements)
    faults += [
        f"role {role!r} has {n} involvements in stage {stage!r}. Keep one of them."
        for (role, stage), n in pairs.items()
        if n > 1
    ]
    return faults


def check_register(register: Register) -> tuple[str, ...]:
    """What is wrong inside a register: ids not single or retired, a cause that is not there."""
    ids = Counter(entry.id for entry in register.entries)
    faults = [
        f"id {one!r} stands there {n} times. Give each its own." for one, n in ids.items() if n > 1
    ]
    faults += [
        f"id {one!r} is retired and in use. Give the entry a new id."
        for one in register.retired_ids
        if one in ids
    ]
    faults += [
        f"entry {entry.id!r} rests on {cause!r}, which is not there. "
        f"{did_you_mean(cause, ids)}Correct because_of."
        for entry in register.entries
        for cause in entry.because_of
        if cause not in ids
    ]
    faults += _missing_links(register, ids)
    faults += _undecidable(register)
    chains = [{one.id: getattr(one, link) for one in register.entries} for link in LINKS]
    return (*faults, *(fault for chain in chains for fault in circles("entries", chain)))


def _missing_links(register: Register, ids: Iterable[str]) -> list[str]:
    """Root causes and actions that are named and are not there, or are of another kind."""
    kinds = {entry.id: entry.kind for entry in register.entries}
    faults = []
    for link, needed in (("caused_by", "root cause"), ("depends_on", "action")):
        named = [(entry.id, other) for entry in register.entries for other in getattr(entry, link)]
        faults += [
            f"entry {one!r} names {other!r} in {link}, which is not there. "
            f"{did_you_mean(other, ids)}Correct {link}."
            for one, other in named
            if other not in kinds
        ]
        faults += [
            f"entry {one!r} names {other!r} in {link}, which is a {kinds[other]}. "
            f"Name entries of kind {needed!r} there."
            for one, other in named
            if other in kinds and kinds[other] != needed
        ]
    return faults


def _undecidable(register: Register) -> list[str]:
    """Criteria that cannot rank anything, judgements off their scale, days that are no dates."""
    faults = twice("criteria", [one.name for one in register.criteria])
    if register.criteria and not any(one.weight > 0 for one in register.criteria):
        faults.append("criteria all weigh 0. Give one of them a weight, or take them all out.")
    faults += [
        f"entry {one.id!r} is judged {value:g} by {name!r}. Judgements run from 0 to 10."
        for one in register.entries
        for name, value in one.criteria.items()
        if not 0 <= value <= 10
    ]
    return faults + [
        f"entry {one.id!r} has {field} {shown(day)}, which is not a date. Dates are written "
        "2026-12-31."
        for one in register.entries
        for field, day in (("due", one.due), ("decided_on", one.decided_on))
        if day and not _is_date(day)
    ]


def check_definition(definition: SegmentDefinition) -> tuple[str, ...]:
    """What is wrong inside a saved definition: names, numbers that do not fit, unknown segments."""
    segments = definition.segments
    numbers = sum(one.kind == "number" for one in definition.dimensions)
    known = [one.id for one in segments]
    faults = twice("dimensions", [one.column for one in definition.dimensions])
    faults += twice("segments", [one.name for one in segments]) + twice("segment ids", known)
    faults += [
        f"segment {one.id!r} is named {one.name!r}. Give it a name of its own; 'all' and 'other' "
        "have a meaning already."
        for one in segments
        if one.name.strip().lower() in ("", "all", "other")
    ]
    faults += [
        f"segment {one.id!r} has a centre of {len(one.centre)} numbers, and the definition has "
        f"{numbers}. Take the last version that was saved."
        for one in segments
        if len(one.centre) != numbers
    ]
    if definition.method == "mixture":
        square = [numbers] * numbers
        faults += [
            f"segment {one.id!r} has a covariance that is not {numbers} × {numbers}. "
            "Take the last version that was saved."
            for one in segments
            if [len(row) for row in one.covariance] != square
        ]
    missed = sorted({one for one in definition.members.values() if one not in known})
    faults += [
        f"members name the segment {one!r}, which is not there. {did_you_mean(one, known)}"
        for one in missed
    ]
    return tuple(fault.strip() for fault in faults)


def check_engagement_record(engagement: Engagement) -> tuple[str, ...]:
    """What is wrong inside an engagement: names that stand twice, or that nothing answers to."""
    stages = [stage.name for stage in engagement.stages] or list(GENERIC_STAGES)
    touchpoints = [one.id for one in engagement.touchpoints]
    tables = [table.name for table in engagement.tables]
    faults = twice("stages", stages) + twice("touchpoints", touchpoints)
    faults += twice("tables", tables)
    faults += twice("segments", [one.name for one in engagement.segments])
    if engagement.as_of and not _is_date(engagement.as_of):
        faults.append(
            f"as_of is {engagement.as_of!r}, which is not a date. Dates are written 2026-02-28."
        )
    if not engagement.id.strip():
        faults.append("id is empty. It names the key file: give it a short word, such as 'acme'.")
    faults += _outside("segments_from", engagement.segments_from)
    faults += _former_names(engagement)
    if engagement.short_report_below < 0:
        faults.append(
            f"short_report_below is {engagement.short_report_below}. It is a number of voices "
            "from 0 on."
        )
    for one in engagement.touchpoints:
        faults += unknown(f"touchpoints ({one.id!r}).stage", one.stage, stages)
    for table in engagement.tables:
        for header, question in table.questions.items():
            where = f"tables ({table.name!r}).questions[{header!r}]"
            faults += unknown(f"{where}.touchpoint", question.touchpoint, touchpoints)
            faults += unknown(f"{where}.stage", question.stage, stages)
            if question.part != "text" and not question.metric:
                faults.append(
                    f"{where} has no metric. Name the score it asks for, such as metric = "
                    '"CSAT", or say that people answer in words: part = "text".'
                )
        for join in table.joins:
            faults += unknown(f"tables ({table.name!r}).joins.with", join.with_table, tables)
    for table_name, headers in engagement.values.items():
        faults += unknown("values", table_name, tables)
        for header, places in headers.items():
            for value, place in places.items():
                where = f"values[{table_name!r}][{header!r}][{shown(value)}]"
                faults += unknown(f"{where}.touchpoint", place.touchpoint, touchpoints)
                faults += unknown(f"{where}.stage", place.stage, stages)
    faults += [
        f"metrics[{name!r}] runs from {one.low:g} to {one.high:g}. Its low must be below its high."
        for name, one in engagement.metrics.items()
        if one.low >= one.high
    ]
    return (*faults, *_reasons(engagement.rules_off))


def _reasons(rules_off: Mapping[str, str]) -> list[str]:
    """Rules of method that are switched off and do not say why."""
    return [
        f"rules_off[{shown(rule)}] has no reason. Say why this rule does not hold here, or take "
        "the line out."
        for rule, reason in rules_off.items()
        if not reason.strip()
    ]


def _former_names(engagement: Engagement) -> list[str]:
    """Former names of stages that would lead to two stages."""
    leads: dict[str, str] = {}
    faults = []
    for stage in engagement.stages:
        for name in stage.formerly:
            names = [one.name for one in engagement.stages if one.name != stage.name]
            other = name if name in names else leads.get(name, stage.name)
            if other != stage.name:
                faults.append(
                    f"stages: {stage.name!r} was formerly {name!r}, and that name leads to "
                    f"{other!r} already. Take it out of one of them."
                )
            leads.setdefault(name, stage.name)
    return faults


def place_ids(journey_map: JourneyMap) -> list[str]:
    """Ids of all that a statement can stand at, from phases down to interactions."""
    lists: tuple[Sequence[object], ...] = (
        journey_map.phases,
        journey_map.stages,
        journey_map.steps,
        journey_map.touchpoints,
        journey_map.interactions,
    )
    return [str(getattr(one, "id", "")) for elements in lists for one in elements]


def map_ids(journey_map: JourneyMap) -> list[str]:
    """All ids in use in a map, in file order."""
    around: tuple[Sequence[object], ...] = (
        journey_map.statements, journey_map.offerings, journey_map.flows, journey_map.roles,
        journey_map.involvements, journey_map.comments, journey_map.decisions,
    )  # fmt: skip
    return place_ids(journey_map) + [str(getattr(one, "id", "")) for few in around for one in few]


def _outside(field: str, name: str) -> list[str]:
    path = PurePosixPath(name.replace("\\", "/"))
    if not name or (not path.is_absolute() and ".." not in path.parts and ":" not in name):
        return []
    return [f"{field} is {name!r}. It names a file in the engagement's folder: 'segments.json'."]


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

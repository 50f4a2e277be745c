"""Building a map from evidence, and proposing it beside the one that people keep."""

from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.language import say
from cxworkbench.ground.terms import JOURNEY_WORDS
from cxworkbench.intake.case import Case
from cxworkbench.journey.continuing import continue_map, with_unknowns
from cxworkbench.journey.contradicting import with_contradictions
from cxworkbench.journey.frame import map_frame
from cxworkbench.journey.gathering import Said, statements_from
from cxworkbench.journey.led import led_rows, placed_rows
from cxworkbench.journey.role_involvement import map_with_roles
from cxworkbench.journey.roles import with_roles
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.journey_map import JourneyMap, Perspective
from cxworkbench.records.store import load_record, save_record
from cxworkbench.voice.placing import place_accounts
from cxworkbench.voice.profile import account_profile
from cxworkbench.voice.research import recommend_metrics

MAP_FILE: Final = Path("maps") / "journey.map.json"
EVERYBODY: Final = "all"


def build_map(
    case: Case, segments: pd.DataFrame | None = None, *, start: JourneyMap | None = None
) -> JourneyMap:
    """A proposed map: the engagement's stages and touchpoints, and what evidence says at each.

    Every touchpoint has an action and an emotion, or says "unknown"; none is left out because
    nobody spoke of it. A map on which nothing rests on evidence is stamped "assumption-based".

    Parameters
    ----------
    case
        The opened engagement: one account's evidence or all, one segment's or all.
    segments
        `account_id`, `segment`; needed where the case names a segment, and to say whose words a
        quote is.
    start
        The map that people keep (`people_map`): its names, order and additions stay.

    Returns
    -------
    JourneyMap
        Its id is people's map's or else the engagement's, with the account's or segment's where it
        is not of everybody.

    Notes
    -----
    The map says who was heard, and the silent may feel otherwise. Pains and gains are counted, not
    weighed: ranking is the next part's work.
    """
    voices, events = heard_rows(case, segments)
    engagement = case.engagement
    frame = map_frame(case.stages, case.touchpoints, voices, events, people=start)
    acts = events
    if start is not None and start.merged_ids:
        voices, events = led_rows(voices, frame, start), led_rows(events, frame, start)
    said = Said(
        voices=voices,
        events=events,
        segments=segments,
        metrics=engagement.metrics,
        actions={place.id: place.action for place in case.touchpoints},
        smallest_cell=engagement.privacy.smallest_cell,
        own=case.account != EVERYBODY,
        acts=acts,
    )
    empty = JourneyMap(
        id=_map_id(case, start),
        title=_title(case),
        kind=engagement.scope,
        perspective=_perspective(case),
        as_of=case.day,
        stages=frame.stages,
        steps=frame.steps,
        touchpoints=frame.touchpoints,
    )
    built = with_unknowns(empty.model_copy(update={"statements": statements_from(said, empty)}))
    contacts = heard_contacts(case, segments)
    built = map_with_roles(built, contacts, voices, events)
    whole = built if start is None else continue_map(start, built)
    named = with_roles(voices, contacts)
    return with_contradictions(whole, named, segments=segments, metrics=engagement.metrics)


def heard_rows(
    case: Case, segments: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The voices and events that a case's map rests on: its account's, or its perspective's.

    The perspective is the engagement's account type and role, and the case's segment.

    Parameters
    ----------
    case
        The opened engagement.
    segments
        `account_id`, `segment`; needed where the case names a segment.

    Raises
    ------
    ParameterProblem
        The case names a segment that the segments do not have.
    """
    voices, events = case.evidence.voices, case.evidence.events
    if case.account != EVERYBODY:
        voices = voices[voices["account_id"] == case.account]
        events = events[events["account_id"] == case.account]
    if case.segment != EVERYBODY:
        inside = _members(case.segment, segments)
        voices = voices[voices["account_id"].isin(inside)]
        events = events[events["account_id"].isin(inside)]
    of_type = _of_account_type(case)
    if of_type is not None:
        voices = voices[voices["account_id"].isin(of_type)]
        events = events[events["account_id"].isin(of_type)]
    role = case.engagement.perspective.role
    if role != EVERYBODY:
        voices = voices[voices["role"] == role]
    return voices, events


def rows_on_map(
    case: Case, journey_map: JourneyMap, segments: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`heard_rows` as they stand on a map: where places were merged, at the one that is left.

    Stages have the names that they have on the map.

    Parameters
    ----------
    case, segments
        As in `heard_rows`.
    journey_map
        People's map, or one that was built for this case.
    """
    voices, events = heard_rows(case, segments)
    named = {stage.name for stage in journey_map.stages}
    if not journey_map.merged_ids and named >= {stage.name for stage in case.stages}:
        return voices, events
    frame = map_frame(case.stages, case.touchpoints, voices, events, people=journey_map)
    return placed_rows(voices, frame, journey_map), placed_rows(events, frame, journey_map)


def heard_contacts(case: Case, segments: pd.DataFrame | None = None) -> pd.DataFrame:
    """The contacts of the accounts that a case's map is about: `heard_rows` for people.

    Parameters
    ----------
    case, segments
        As in `heard_rows`.
    """
    contacts = case.evidence.contacts
    if case.account != EVERYBODY:
        contacts = contacts[contacts["account_id"] == case.account]
    if case.segment != EVERYBODY:
        contacts = contacts[contacts["account_id"].isin(_members(case.segment, segments))]
    of_type = _of_account_type(case)
    if of_type is not None:
        contacts = contacts[contacts["account_id"].isin(of_type)]
    role = case.engagement.perspective.role
    return contacts if role == EVERYBODY else contacts[contacts["role"] == role]


def _of_account_type(case: Case) -> list[str] | None:
    """The accounts of the type that the map is about; None where it is about all, or about one."""
    kind = case.engagement.perspective.account_type
    if kind == EVERYBODY or case.account != EVERYBODY:
        return None
    accounts = case.evidence.accounts
    inside: list[str] = accounts.loc[accounts["account_type"] == kind, "account_id"].tolist()
    return inside


def account_segments(case: Case) -> pd.DataFrame:
    """The segment of every account by the engagement's rules: `account_id`, `segment`, and why."""
    evidence = case.evidence
    profile = account_profile(
        evidence.accounts, evidence.contacts, evidence.voices, evidence.events, as_of=case.as_of,
        recommend=recommend_metrics(case.engagement.metrics),
    )  # fmt: skip
    return place_accounts(case.folder, case.engagement, profile)


def kept_map_path(case: Case) -> Path:
    """Where people keep the map of everybody: `maps/journey.map.json` in the engagement."""
    return case.folder / MAP_FILE


def people_map(case: Case) -> JourneyMap | None:
    """The map that people keep in the engagement's `maps/`; None while there is none."""
    path = kept_map_path(case)
    return load_record(path, JourneyMap) if path.is_file() else None


def kept_deep_dives(case: Case, journey_map: JourneyMap) -> tuple[JourneyMap, ...]:
    """The deep dives that people keep beside their map, under the map that is looked at.

    Parameters
    ----------
    case
        The opened engagement.
    journey_map
        People's map, or one of an account or segment that goes on from it: its stages are people's.
    """
    people = people_map(case)
    if people is None:
        return ()
    others = sorted(kept_map_path(case).parent.glob("*.map.json"))
    maps = [load_record(one, JourneyMap) for one in others if one != kept_map_path(case)]
    return tuple(
        one.model_copy(update={"parent_map": journey_map.id})
        if one.parent_map == people.id
        else one
        for one in maps
    )


def propose_map(case: Case, journey_map: JourneyMap) -> Path:
    """Where the proposed map was written, beside people's own and never over it.

    Where people keep a map already, the proposal goes on from it.
    """
    people = people_map(case)
    proposed = journey_map
    if people is not None:
        own = journey_map.model_copy(update={"id": people.id}) if _is_common(case) else journey_map
        proposed = continue_map(people, own)
    path = case.out / MAP_FILE
    save_record(proposed, path)
    return path


def _members(segment: str, segments: pd.DataFrame | None) -> list[str]:
    if segments is None:
        raise ParameterProblem(
            f"A map of segment {segment!r} needs to know who is in it. Give build_map the segments."
        )
    known = sorted(set(segments["segment"]))
    if segment not in known:
        raise ParameterProblem(
            f"There is no segment {segment!r}. {did_you_mean(segment, known)}"
            f"Segments: {', '.join(known)}."
        )
    return segments.loc[segments["segment"] == segment, "account_id"].tolist()


def common_map_id(engagement: Engagement) -> str:
    """The id of the map of everybody: the one that people keep."""
    return f"map-{engagement.id}"


def _map_id(case: Case, start: JourneyMap | None) -> str:
    """People's map keeps its id, also when it came from a list of touchpoints."""
    if start is not None and _is_common(case):
        return start.id
    parts = [common_map_id(case.engagement)]
    parts += [name for name in (case.account, case.segment) if name != EVERYBODY]
    return "-".join(parts)


def _is_common(case: Case) -> bool:
    return (case.account, case.segment) == (EVERYBODY, EVERYBODY)


def _title(case: Case) -> str:
    word = JOURNEY_WORDS[case.engagement.journey_word].capitalize()
    who = case.account_name if case.account != EVERYBODY else ""
    if case.segment != EVERYBODY:
        who = f"{who}, {case.segment}" if who else case.segment
    client = case.engagement.client
    return (
        say("{word} with {client}: {who}", word=word, client=client, who=who)
        if who
        else say("{word} with {client}", word=word, client=client)
    )


def _perspective(case: Case) -> Perspective:
    given = case.engagement.perspective
    if case.segment == EVERYBODY:
        return given
    return given.model_copy(update={"segment": case.segment})

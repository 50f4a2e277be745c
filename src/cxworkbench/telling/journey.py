"""Telling the map: what notebook 2 has to say, of all accounts or of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxworkbench.intake.case import Case
from cxworkbench.journey.against import everybodys_curve
from cxworkbench.journey.building import rows_on_map
from cxworkbench.journey.completeness import next_question, next_step
from cxworkbench.journey.emotion import drawn_emotion, emotion_curve
from cxworkbench.journey.inventory import touchpoint_inventory
from cxworkbench.journey.places import named_by, placed_voices
from cxworkbench.journey.quotes import shown_quotes
from cxworkbench.journey.role_findings import RoleFindings, role_findings
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.told import Audience, Section, Told
from cxworkbench.telling.blocks import INSIDE, SAFE
from cxworkbench.telling.consent_words import describe_consent
from cxworkbench.telling.drawn_maps import DrawnMap, draw_map, views_section
from cxworkbench.telling.journey_charts import chart_emotion_against, chart_emotion_curve
from cxworkbench.telling.journey_sections import (
    CURVE_CAVEAT,
    CURVE_TITLE,
    OWN_CAVEAT,
    OWN_TITLE,
    STAGE_TITLE,
    completeness_section,
    curve_section,
    evidence_section,
    inventory_section,
    limits_section,
    map_section,
    own_curve_section,
    quotes_section,
    said_section,
    seen_section,
)
from cxworkbench.telling.journey_tables import arc_table, inventory_table, notes_table
from cxworkbench.telling.journey_words import (
    describe_emotion_against,
    describe_emotion_curve,
    describe_map_evidence,
)
from cxworkbench.telling.map_kind import (
    describe_deep_dives,
    describe_map_kind,
    map_kind_section,
    modes_side_by_side,
)
from cxworkbench.telling.map_review import describe_review, review_case, worst_table
from cxworkbench.telling.part_told import part_told
from cxworkbench.telling.role_sections import own_roles_section, roles_section, spread_section
from cxworkbench.telling.theme import use_theme
from cxworkbench.voice.feelings import felt_voices
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.urgent import hear_first

if TYPE_CHECKING:
    import altair as alt

__all__ = [
    "DrawnMap",
    "arc_table",
    "chart_emotion_against",
    "chart_emotion_curve",
    "chart_feelings",
    "chart_stage_feelings",
    "describe_deep_dives",
    "describe_emotion_against",
    "describe_emotion_curve",
    "describe_feelings",
    "describe_map_evidence",
    "describe_map_kind",
    "describe_review",
    "draw_map",
    "inventory_table",
    "modes_side_by_side",
    "notes_table",
    "review_case",
    "tell_map",
    "use_journey_display",
    "worst_table",
]

EVERYBODY = "all"
TOLD_LANES = ("actions", "thoughts", "expectations", "emotion", "needs", "pains", "gains")


def use_journey_display() -> None:
    """Make charts of this notebook look like the workbench's, and tables show whole sentences."""
    use_theme()
    pd.set_option("display.max_colwidth", None)


def tell_map(
    case: Case,
    journey_map: JourneyMap,
    segments: pd.DataFrame | None = None,
    *,
    roles: RoleFindings | None = None,
    everybody: pd.DataFrame | None = None,
    more: tuple[Section, ...] = (),
) -> Told:
    """All that notebook 2 says: of one account what is its own, of all accounts everything.

    What one account is told of others are means over at least as many other accounts as the
    engagement's smallest cell, and no word of theirs. An account with few voices gets the short
    form: where it was seen, and what to ask it.

    Parameters
    ----------
    case
        The opened engagement.
    journey_map
        As `build_map` made it for this case.
    segments
        `account_id`, `segment`.
    roles
        What was found of the buying roles of this map; found anew where not given.
    everybody
        As `everybodys_curve` gives it for this map; found anew where not given.
    more
        Sections of other measures, told before the limits.
    """
    found = roles or role_findings(case, journey_map, segments)
    one = case.account != EVERYBODY
    short = one and len(received_voices(case.voices_here)) < case.engagement.short_report_below
    sections = (
        _short_sections(case, journey_map, segments)
        if short
        else _own_sections(case, journey_map, segments, found, everybody)
        if one
        else _common_sections(case, journey_map, segments, found)
    )
    return part_told(
        case,
        "map",
        journey_map.title,
        (*sections[:-1], *more, sections[-1]),
        short=short,
        next_step=_next_step(case, journey_map, segments),
    )


def chart_feelings(curve: pd.DataFrame, everybody: pd.DataFrame) -> alt.Chart:
    """The emotion curve; where there is one of all accounts to compare with, over that one."""
    if everybody.empty:
        return chart_emotion_curve(curve, title=CURVE_TITLE, subtitle=CURVE_CAVEAT)
    return chart_emotion_against(curve, everybody, title=OWN_TITLE, subtitle=OWN_CAVEAT)


def describe_feelings(curve: pd.DataFrame, everybody: pd.DataFrame) -> str:
    """The sentence that goes with `chart_feelings`."""
    if everybody.empty:
        return describe_emotion_curve(curve)
    return describe_emotion_against(curve, everybody)


def chart_stage_feelings(curve: pd.DataFrame) -> alt.Chart:
    """The emotion curve by stage."""
    return chart_emotion_curve(curve, title=STAGE_TITLE, subtitle=CURVE_CAVEAT)


def _common_sections(
    case: Case, journey_map: JourneyMap, segments: pd.DataFrame | None, found: RoleFindings
) -> tuple[Section, ...]:
    voices, events = rows_on_map(case, journey_map, segments)
    metrics = case.engagement.metrics
    stage_curve = emotion_curve(voices, journey_map, by="stage", metrics=metrics)
    return (
        evidence_section(voices, events, journey_map, INSIDE),
        map_section(journey_map, INSIDE),
        map_kind_section(journey_map),
        *views_section(journey_map),
        curve_section(drawn_emotion(journey_map), stage_curve, journey_map),
        spread_section(journey_map, voices, metrics),
        roles_section(found),
        inventory_section(touchpoint_inventory(journey_map, voices, events), INSIDE),
        said_section(journey_map, INSIDE),
        _quotes(case, journey_map, voices, segments, INSIDE),
        completeness_section(journey_map, review_case(case, journey_map)),
        limits_section(),
    )


def _own_sections(
    case: Case,
    journey_map: JourneyMap,
    segments: pd.DataFrame | None,
    found: RoleFindings,
    everybody: pd.DataFrame | None,
) -> tuple[Section, ...]:
    voices, events = rows_on_map(case, journey_map, segments)
    own_map = _own_lanes(journey_map)
    own = drawn_emotion(own_map)
    if everybody is None:
        everybody = everybodys_curve(case, own_map, segments)
    return (
        evidence_section(voices, events, own_map, SAFE),
        map_section(own_map, SAFE),
        *views_section(journey_map),
        own_curve_section(own, everybody, own_map),
        own_roles_section(found),
        inventory_section(touchpoint_inventory(own_map, voices, events), SAFE),
        said_section(own_map, SAFE),
        _quotes(case, own_map, voices, segments, SAFE),
        completeness_section(own_map, review_case(case, own_map)),
        limits_section(),
    )


def _short_sections(
    case: Case, journey_map: JourneyMap, segments: pd.DataFrame | None
) -> tuple[Section, ...]:
    voices, events = rows_on_map(case, journey_map, segments)
    own_map = _own_lanes(journey_map)
    inventory = touchpoint_inventory(own_map, voices, events)
    return (
        evidence_section(voices, events, own_map, SAFE),
        seen_section(inventory),
        limits_section(),
    )


def _next_step(case: Case, journey_map: JourneyMap, segments: pd.DataFrame | None) -> str:
    if case.account == EVERYBODY:
        return next_step(journey_map)
    silent = hear_first(case)
    if silent:
        return silent
    inventory = touchpoint_inventory(journey_map, *rows_on_map(case, journey_map, segments))
    return next_question(inventory, case.account_name)


def _own_lanes(journey_map: JourneyMap) -> JourneyMap:
    """The map with the customer's lanes only: no backstage, ideas or plans leave the house.

    Nor does how sure the team is of its stages.
    """
    said = tuple(one for one in journey_map.statements if one.lane in TOLD_LANES)
    stages = tuple(one.model_copy(update={"confidence": None}) for one in journey_map.stages)
    return journey_map.model_copy(update={"statements": said, "stages": stages})


def _quotes(
    case: Case,
    journey_map: JourneyMap,
    voices: pd.DataFrame,
    segments: pd.DataFrame | None,
    audience: Audience,
) -> Section:
    stages = {stage.name: stage.id for stage in journey_map.stages}
    names = {one.id: one.name for one in (*journey_map.stages, *journey_map.touchpoints)}
    placed = placed_voices(voices, [one.id for one in journey_map.touchpoints], stages)
    felt = felt_voices(placed, case.engagement.metrics)["felt"]
    quotes = shown_quotes(
        placed.assign(felt=felt.reindex(placed.index).astype("float64")),
        segments,
        smallest_cell=case.engagement.privacy.smallest_cell,
        own=case.account != EVERYBODY,
    )
    places = {key: place for place, key in enumerate(names)}
    order = quotes.assign(place=[places[at] for at in quotes["at"]])
    if case.account == EVERYBODY:
        order = _most_shared(order, journey_map)
    in_order = order.sort_values("place", kind="stable")
    return quotes_section(in_order, names, audience, consent=describe_consent(voices))


def _most_shared(quotes: pd.DataFrame, journey_map: JourneyMap) -> pd.DataFrame:
    """Of each stage the quote of each side that most accounts share; the map shows the others."""
    stages = {one.id: one.stage_id for one in journey_map.touchpoints}
    stage = named_by(quotes["at"], stages).where(quotes["at"].isin(stages), quotes["at"])
    ranked = quotes.assign(stage=stage).sort_values(
        ["stage", "side", "n", "place"], ascending=[True, True, False, True], kind="stable"
    )
    return ranked.groupby(["stage", "side"], sort=False).head(1)

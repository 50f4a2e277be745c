"""The section of a report about buying roles: of all accounts inside, of one what is safe."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.journey.contradicting import contradicted
from cxworkbench.journey.distribution import emotion_distribution, split_places
from cxworkbench.journey.group_curves import describe_withheld_points
from cxworkbench.journey.peak_end import describe_peak_end, peak_end
from cxworkbench.journey.role_findings import RoleFindings
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.told import Audience, Block, Section
from cxworkbench.telling.blocks import (
    INSIDE,
    SAFE,
    chart_block,
    filled,
    note,
    section_of,
    sentence,
    table_of,
)
from cxworkbench.telling.role_charts import (
    chart_disagreement,
    chart_emotion_distribution,
    chart_involvement,
    chart_role_curves,
    chart_sensitivity,
)
from cxworkbench.telling.role_tables import (
    against_table,
    peak_end_table,
    risk_table,
    roles_table,
    safe_roles_table,
    stops_table,
)
from cxworkbench.telling.role_words import (
    describe_contradicted,
    describe_contrasts,
    describe_disagreement,
    describe_distribution,
    describe_involvement,
    describe_risk,
    describe_role_curves,
    describe_roles,
    describe_sensitivity,
    describe_stops,
)
from cxworkbench.voice.words import count_of

MOST_AGAINST: Final = 10
TITLE: Final = "Who decides with whom"  # said later
LIMIT: Final = (  # said later
    "Roles are those that contacts, voices and events name. Feeling worse is no power, a refusal "
    "in a log is what somebody wrote down, and people who were not asked may think otherwise."
)


def roles_section(found: RoleFindings) -> Section:
    """The buying roles of all accounts: side by side, curves, disagreement, who can stop, weights.

    All of it is for the inside: attitude, blockers and risk go to nobody else.
    """
    blocks: list[Block] = [sentence(describe_roles(found.roles), INSIDE)]
    if len(found.roles):
        blocks.append(_whole(roles_table(found.roles), say("The roles side by side"), INSIDE))
        blocks.append(_chart(chart_involvement(found.involvement),
                             describe_involvement(found.involvement, found.meeting)))  # fmt: skip
        blocks += _curves(found)
        blocks += _apart(found)
        blocks.append(note(LIMIT, INSIDE))
    return section_of("roles", TITLE, blocks)


def spread_section(
    journey_map: JourneyMap, voices: pd.DataFrame, metrics: Mapping[str, Metric]
) -> Section:
    """How feelings are spread, what the peak-end rule makes of them, what speaks against them."""
    spread = emotion_distribution(journey_map)
    split, rule = split_places(spread), peak_end(voices, journey_map, metrics=metrics)
    against = contradicted(journey_map, voices)
    words = describe_distribution(spread, split)
    drawn = _chart(chart_emotion_distribution(spread), words) if len(spread) else sentence(words)
    blocks: list[Block] = [drawn, sentence(describe_peak_end(rule), INSIDE)]
    if len(rule):
        blocks.append(_whole(peak_end_table(rule), say("Peak and end of each account"), INSIDE))
    blocks.append(sentence(describe_contradicted(against), INSIDE))
    if len(against):
        shown = against_table(against.head(MOST_AGAINST))
        blocks.append(_whole(shown, say("What evidence speaks against most"), INSIDE))
    return section_of("spread", say("How feelings are spread, and what speaks against"), blocks)


def own_roles_section(found: RoleFindings) -> Section:
    """The roles of one account: what it may see, and beside it what stays inside."""
    roles = found.roles
    heard = int((roles["voices"] > 0).sum())
    words = say(
        "{heard} of {roles} known at this account ", heard=heard, roles=count_of(len(roles), "role")
    )
    words += say("{was} heard.", was=say("was") if heard == 1 else say("were"))
    silent = roles.loc[roles["voices"] == 0, "role"].tolist()
    if silent and heard:
        words += say(" Not yet heard: the {silent}.", silent=say(" and the ").join(silent[:3]))
    blocks: list[Block] = [sentence(words if len(roles) else describe_roles(roles), SAFE)]
    if len(roles):
        blocks.append(_whole(safe_roles_table(roles), say("Roles at this account"), SAFE))
        for told in (describe_risk(found.risk), describe_stops(found.stops, found.blockers)):
            blocks.append(sentence(told, INSIDE))
        if len(found.stops):
            blocks.append(_whole(stops_table(found.stops), say("Who can stop it here"), INSIDE))
        blocks.append(sentence(describe_sensitivity(found.sensitivity, found.factor), INSIDE))
    return section_of("roles", TITLE, blocks)


def _curves(found: RoleFindings) -> list[Block]:
    words = describe_role_curves(found.curves)
    gone = describe_withheld_points(found.curves, smallest_cell=found.smallest_cell)
    if found.curves.empty:
        return [sentence(words, INSIDE)]
    blocks = [_chart(chart_role_curves(found.curves), words)]
    return [*blocks, note(gone, INSIDE)] if gone else blocks


def _apart(found: RoleFindings) -> list[Block]:
    blocks = [_disagreement(found), sentence(describe_contrasts(found.stage_contrasts), INSIDE)]
    blocks.append(sentence(describe_stops(found.stops, found.blockers), INSIDE))
    if len(found.stops):
        blocks.append(_whole(stops_table(found.stops), say("Who can stop it here"), INSIDE))
    blocks.append(sentence(describe_risk(found.risk), INSIDE))
    if (found.risk["accounts"] > 0).any():
        blocks.append(
            _whole(risk_table(found.risk), say("Where one says no and another yes"), INSIDE)
        )
    return [*blocks, _weights(found)]


def _disagreement(found: RoleFindings) -> Block:
    words = describe_disagreement(found.disagreement)
    if found.disagreement["index"].isna().all():
        return sentence(words, INSIDE)
    return _chart(chart_disagreement(found.disagreement), words)


def _weights(found: RoleFindings) -> Block:
    words = describe_sensitivity(found.sensitivity, found.factor)
    if not (found.sensitivity["roles"] > 1).any():
        return sentence(words, INSIDE)
    return _chart(chart_sensitivity(found.sensitivity, factor=found.factor), words)


def _chart(chart: object, words: str) -> Block:
    return chart_block(chart, words, INSIDE)  # type: ignore[arg-type]


def _whole(table: pd.DataFrame, title: str, audience: Audience) -> Block:
    named = filled(table, {str(name): str(name) for name in table})
    return table_of(table, named, title, audience)

"""Telling the insights: what notebook 3 has to say, of all accounts or of one."""

from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.terms import JOURNEY_WORDS
from cxworkbench.insight.building import Insights
from cxworkbench.insight.cause_trees import cause_pareto
from cxworkbench.insight.deciding import Decisions
from cxworkbench.insight.guard import describe_comparisons
from cxworkbench.insight.key_drivers import KeyDrivers
from cxworkbench.intake.case import Case
from cxworkbench.records.store import save_record
from cxworkbench.records.told import Section, Told
from cxworkbench.telling.cause_charts import chart_pareto
from cxworkbench.telling.cause_sections import (
    causes_section,
    describe_ready,
    orphans_table,
    ready_section,
    ready_table,
)
from cxworkbench.telling.cause_tree import draw_causes
from cxworkbench.telling.cause_words import describe_causes, describe_pareto
from cxworkbench.telling.decision_charts import (
    chart_friction,
    chart_ranks,
    chart_roadmap,
    chart_robustness,
    chart_value_effort,
)
from cxworkbench.telling.decision_sections import (
    decision_sections,
    shown_actions,
    shown_budget,
    shown_priorities,
    shown_roadmap,
    shown_stages,
)
from cxworkbench.telling.decision_words import (
    describe_actions,
    describe_budget,
    describe_friction,
    describe_priorities,
    describe_roadmap,
    describe_robustness,
)
from cxworkbench.telling.driver_telling import (
    build_drivers,
    chart_drivers,
    describe_drivers,
    drivers_section,
    shown_drivers,
)
from cxworkbench.telling.insight_charts import (
    chart_gains,
    chart_gaps,
    chart_moments,
    chart_pains,
)
from cxworkbench.telling.insight_own_sections import (
    own_first_section,
    own_gaps_section,
    own_named_section,
    short_section,
)
from cxworkbench.telling.insight_sections import (
    basis_section,
    first_section,
    first_table,
    gains_section,
    gaps_section,
    insights_table,
    limits_section,
    moments_section,
    pains_section,
    stages_section,
)
from cxworkbench.telling.insight_words import (
    describe_act_first,
    describe_gains,
    describe_gaps,
    describe_insight_basis,
    describe_insights,
    describe_moments,
    describe_pains,
)
from cxworkbench.telling.packs import describe_packs, tell_packs, write_packs
from cxworkbench.telling.part_told import part_told
from cxworkbench.telling.released import released_section
from cxworkbench.telling.stage_evidence import stage_evidence_section
from cxworkbench.telling.theme import use_theme
from cxworkbench.telling.wider_charts import chart_gap_types, chart_served, chart_signals
from cxworkbench.telling.wider_sections import chance_table, truth_table, wider_sections
from cxworkbench.telling.wider_words import (
    describe_chances,
    describe_gap_types,
    describe_needs,
    describe_served,
    describe_signals,
    describe_truths,
)
from cxworkbench.voice.tolerance import describe_dimensions, describe_zones

__all__ = [
    "build_drivers",
    "cause_pareto",
    "chance_table",
    "chart_drivers",
    "chart_friction",
    "chart_gains",
    "chart_gap_types",
    "chart_gaps",
    "chart_moments",
    "chart_pains",
    "chart_pareto",
    "chart_ranks",
    "chart_roadmap",
    "chart_robustness",
    "chart_served",
    "chart_signals",
    "chart_value_effort",
    "describe_act_first",
    "describe_actions",
    "describe_budget",
    "describe_causes",
    "describe_chances",
    "describe_comparisons",
    "describe_dimensions",
    "describe_drivers",
    "describe_friction",
    "describe_gains",
    "describe_gap_types",
    "describe_gaps",
    "describe_insight_basis",
    "describe_insights",
    "describe_moments",
    "describe_needs",
    "describe_packs",
    "describe_pains",
    "describe_pareto",
    "describe_priorities",
    "describe_ready",
    "describe_roadmap",
    "describe_robustness",
    "describe_served",
    "describe_signals",
    "describe_truths",
    "describe_zones",
    "draw_causes",
    "first_table",
    "insights_table",
    "orphans_table",
    "ready_table",
    "shown_actions",
    "shown_budget",
    "shown_drivers",
    "shown_priorities",
    "shown_roadmap",
    "shown_stages",
    "tell_insights",
    "tell_packs",
    "truth_table",
    "use_insight_display",
    "write_insights",
    "write_packs",
]

TOLD_FILE: Final = Path("told") / "3_insights.json"


def tell_insights(
    case: Case,
    insights: Insights,
    decisions: Decisions | None = None,
    drivers: KeyDrivers | None = None,
) -> Told:
    """All that notebook 3 says: of all accounts, of one against all, or short where few were heard.

    What one account may be shown is what it said itself, beside shares that enough other accounts
    stand behind. Scores, revenue, moments of truth and drafts stay inside.

    Parameters
    ----------
    case
        The opened engagement.
    insights
        As `build_insights` made them for this case.
    decisions
        As `build_decisions` made them; without them nothing is said of what to do first, the
        roadmap and the actions.
    drivers
        As `build_drivers` made them; without them, as for one account, nothing is said of them.
    """
    sections = _with_decisions(_with_drivers(_sections(case, insights), drivers), decisions)
    words = JOURNEY_WORDS[case.engagement.journey_word]
    return part_told(
        case,
        "insights",
        say("Insights: what the {words} says to change", words=words),
        sections,
        short=insights.short,
        next_step=insights.next_step,
    )


def use_insight_display() -> None:
    """Make charts of this notebook look like the workbench's, and tables show whole sentences."""
    use_theme()
    pd.set_option("display.max_colwidth", None)


def write_insights(told: Told, out: Path) -> Path:
    """Where the told record of part 3 was written, for reports to be made from."""
    path = out / TOLD_FILE
    save_record(told, path)
    return path


def _with_drivers(sections: tuple[Section, ...], drivers: KeyDrivers | None) -> tuple[Section, ...]:
    """The sections with that of drivers before the moments of truth."""
    if drivers is None:
        return sections
    keys = [section.key for section in sections]
    at = keys.index("moments") if "moments" in keys else len(keys) - 1
    return (*sections[:at], drivers_section(drivers), *sections[at:])


def _with_decisions(
    sections: tuple[Section, ...], decisions: Decisions | None
) -> tuple[Section, ...]:
    """The sections with those of deciding and acting before the last, which says the limits."""
    if decisions is None:
        return sections
    return (*sections[:-1], *decision_sections(decisions), sections[-1])


def _sections(case: Case, insights: Insights) -> tuple[Section, ...]:
    currency = case.engagement.money.currency
    smallest = case.engagement.privacy.smallest_cell
    if insights.short:
        return short_section(insights), limits_section()
    if insights.account == "all":
        return (
            first_section(insights, currency),
            basis_section(insights),
            pains_section(insights),
            gains_section(insights),
            gaps_section(insights),
            moments_section(insights),
            *wider_sections(insights.wider),
            stages_section(insights, case.stages),
            stage_evidence_section(insights, case.stages),
            causes_section(insights),
            ready_section(insights, case.stages),
            *released_section(insights, case.touchpoints, smallest),
            limits_section(),
        )
    return (
        own_first_section(insights, currency),
        basis_section(insights),
        own_named_section(insights, smallest),
        own_gaps_section(insights, smallest),
        *released_section(insights, case.touchpoints, smallest),
        pains_section(insights),
        gains_section(insights),
        moments_section(insights),
        stages_section(insights, case.stages),
        stage_evidence_section(insights, case.stages),
        limits_section(),
    )

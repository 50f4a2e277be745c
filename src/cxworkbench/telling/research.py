"""Telling the research: what notebook 1 has to say, of all accounts or of one."""

from collections.abc import Sequence
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.intake.hidden import describe_hidden
from cxworkbench.records.told import Section, Told
from cxworkbench.telling.account_charts import (
    chart_concentration,
    chart_segments,
    chart_value_loyalty,
)
from cxworkbench.telling.account_words import (
    describe_concentration,
    describe_contracts,
    describe_covered,
    describe_evidence,
    describe_never,
    describe_revenue,
    describe_rfm,
    describe_risks,
    describe_segments,
    describe_value_loyalty,
)
from cxworkbench.telling.asking import describe_errands, write_asking
from cxworkbench.telling.consent_words import describe_consent
from cxworkbench.telling.coverage_charts import (
    chart_believed_stages,
    chart_heard,
    chart_touchpoint_sources,
)
from cxworkbench.telling.coverage_words import (
    describe_believed_stages,
    describe_holes,
    describe_problems,
    describe_silent,
    describe_touchpoint_sources,
)
from cxworkbench.telling.interaction_words import (
    describe_interactions,
    interactions_section,
    own_interactions,
)
from cxworkbench.telling.listening import (
    chart_coverage,
    chart_fields,
    describe_contradictions,
    describe_coverage,
    field_names,
    listening_sections,
)
from cxworkbench.telling.own_sections import (
    account_section,
    ask_section,
    own_scores_section,
    segment_section,
)
from cxworkbench.telling.part_told import part_told
from cxworkbench.telling.research_sections import (
    accounts_section,
    heard_section,
    limits_section,
    problems_section,
    rests_section,
    scores_section,
    segments_section,
    sources_section,
    stages_section,
)
from cxworkbench.telling.score_charts import chart_scores
from cxworkbench.telling.score_check_charts import (
    chart_adjusted,
    chart_pooled,
    chart_response,
    chart_score_kinds,
)
from cxworkbench.telling.score_check_sections import score_checks_section
from cxworkbench.telling.score_check_words import (
    describe_adjusted,
    describe_pooled,
    describe_response,
    describe_scale_use,
    describe_score_kinds,
)
from cxworkbench.telling.score_words import (
    describe_rollups,
    describe_score_groups,
    describe_scores,
)
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.research import ALL, Research
from cxworkbench.voice.stage_tests import describe_stage_tests

__all__ = [
    "chart_adjusted",
    "chart_believed_stages",
    "chart_concentration",
    "chart_coverage",
    "chart_fields",
    "chart_heard",
    "chart_pooled",
    "chart_response",
    "chart_score_kinds",
    "chart_scores",
    "chart_segments",
    "chart_touchpoint_sources",
    "chart_value_loyalty",
    "describe_adjusted",
    "describe_believed_stages",
    "describe_concentration",
    "describe_consent",
    "describe_contracts",
    "describe_contradictions",
    "describe_coverage",
    "describe_covered",
    "describe_errands",
    "describe_evidence",
    "describe_hidden",
    "describe_holes",
    "describe_interactions",
    "describe_never",
    "describe_pooled",
    "describe_problems",
    "describe_response",
    "describe_revenue",
    "describe_rfm",
    "describe_risks",
    "describe_rollups",
    "describe_scale_use",
    "describe_score_groups",
    "describe_score_kinds",
    "describe_scores",
    "describe_segments",
    "describe_silent",
    "describe_stage_tests",
    "describe_touchpoint_sources",
    "describe_value_loyalty",
    "field_names",
    "listening_sections",
    "own_interactions",
    "tell_research",
    "write_asking",
]


_AFTER_MORE: Final = {True: 2, False: 1}  # over all accounts what could not be used comes last, too


def tell_research(case: Case, research: Research, *, more: Sequence[Section] = ()) -> Told:
    """All that notebook 1 says: of all accounts everything, of one account it beside the others.

    An account with fewer voices than the engagement's `short_report_below` gets the short form: its
    own facts, its segment, and what to ask next. What is marked client-safe holds no money, no
    segment, no risk and nothing of any other account but figures over at least as many others as
    the engagement's smallest cell.

    Parameters
    ----------
    case
        The opened engagement.
    research
        As `build_research` made it for this case.
    more
        Further sections, each made by its own measure; they stand before the limits.
    """
    short = (
        case.account != ALL
        and len(received_voices(case.voices_here)) < case.engagement.short_report_below
    )
    sections = (
        _common_sections(case, research)
        if case.account == ALL
        else _short_sections(case, research)
        if short
        else _own_sections(case, research)
    )
    last = sections[-_AFTER_MORE[case.account == ALL] :]
    return part_told(
        case,
        "research",
        _title(case),
        (*sections[: -len(last)], *more, *last),
        short=short,
        next_step=research.next_step,
    )


def _title(case: Case) -> str:
    if case.account != ALL:
        return say("What {account_name} said and did", account_name=case.account_name)
    if case.segment != ALL:
        return say("Who the accounts of {segment} are, and what they said", segment=case.segment)
    return say("Who the accounts are, and what they said")


def _common_sections(case: Case, research: Research) -> tuple[Section, ...]:
    return (
        rests_section(case, research),
        accounts_section(case, research),
        scores_section(case, research),
        score_checks_section(case, research),
        segments_section(case, research),
        stages_section(case, research),
        sources_section(case, research),
        heard_section(research),
        problems_section(case),
        limits_section(case),
    )


def _own_sections(case: Case, research: Research) -> tuple[Section, ...]:
    return (
        rests_section(case, research),
        account_section(case, research),
        own_scores_section(case, research),
        interactions_section(case),
        segment_section(case, research),
        sources_section(case, research),
        ask_section(case, research),
        limits_section(case),
    )


def _short_sections(case: Case, research: Research) -> tuple[Section, ...]:
    return (
        rests_section(case, research),
        account_section(case, research),
        segment_section(case, research),
        ask_section(case, research),
        limits_section(case),
    )

"""The sections that tell insights over all accounts, each block with its reader."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.insight.building import Insights
from cxworkbench.insight.drafts import act_first, insights_of, none_found, stage_ids_of
from cxworkbench.insight.moments import CANDIDATE, MOMENT
from cxworkbench.records.engagement import StageBelief
from cxworkbench.records.register import Entry
from cxworkbench.records.told import Section
from cxworkbench.telling.blocks import SAFE, chart_block, note, section_of, sentence, table_of
from cxworkbench.telling.executive import executive_blocks
from cxworkbench.telling.insight_blocks import (
    FIRST_FIELDS,
    MOST_FIRST,
    claim,
    drafted_claim,
    entries_table,
    insight_block,
    none_block,
)
from cxworkbench.telling.insight_charts import (
    chart_gains,
    chart_gaps,
    chart_moments,
    chart_pains,
)
from cxworkbench.telling.insight_facts import describe_approvals, insight_facts
from cxworkbench.telling.insight_own_sections import own_moments
from cxworkbench.telling.insight_words import (
    describe_act_first,
    describe_gains,
    describe_gaps,
    describe_insight_basis,
    describe_insights,
    describe_moments,
    describe_pains,
    difference_words,
    ranked_words,
)
from cxworkbench.voice.words import count_of

LIMITS: Final = (  # said later
    "Pains and gains are what people named on their own or were asked about; what nobody mentioned "
    "is not absent.",
    "A score says what weighs most, not what is easiest or cheapest to change.",
    "That something goes together with recommending less is no proof that it is the cause, and "
    "accounts were not put into groups by chance.",
    "Accounts that were silent are in no figure here.",
)
RANKED_COLUMNS: Final = {  # said later
    "rank": "rank",
    "code": "named",
    "name": "touchpoint",
    "stage": "stage",
    "accounts": "accounts",
    "share": "share of heard accounts",
    "severity": "severity 1–5",
    "worth": "of their revenue",
    "weight": "score 0–100",
    "method": "how sure",
}
GAP_COLUMNS: Final = {  # said later
    "name": "touchpoint",
    "stage": "stage",
    "metric": "metric",
    "expectation": "expected",
    "perception": "got",
    "difference": "difference",
    "importance": "importance",
    "accounts": "accounts",
    "method": "how sure",
}
MOMENT_COLUMNS: Final = {  # said later
    "name": "touchpoint",
    "stage": "stage",
    "label": "label",
    "importance": "importance −1 to 1",
    "importance_by": "importance by",
    "spread": "spread 0–1",
    "reach": "reach 0–1",
    "score": "score 0–100",
    "grade": "grade 1–4",
    "effect": "effect",
    "position": "where in the journey",
    "bad": "bad experience",
    "accounts": "accounts",
    "difference": "recommendation difference",
}


def first_section(insights: Insights, currency: str = "") -> Section:
    """Where to act first, over all accounts, and what that is worth; a draft until confirmed."""
    found = act_first(insights.register)
    words = drafted_claim(describe_act_first(insights), found[:1], insights.register)
    return section_of(
        "act-first", say("Where to act first"), [words, *executive_blocks(insights, currency)]
    )


def basis_section(insights: Insights) -> Section:
    """What the insights rest on."""
    blocks = [sentence(describe_insight_basis(insights))]
    if insights.account != "all":
        voices = insights.findings.voices
        own = voices.loc[voices["account_id"] == insights.account, "voice_id"]
        words = say("Heard of this account: {voices}.", voices=count_of(len(own), "voice"))
        blocks.append(sentence(words, SAFE, evidence=own))
    return section_of("insights-rest-on", say("What this rests on"), blocks)


def pains_section(insights: Insights) -> Section:
    """Pains by weight over all accounts, those this account named marked; for inside."""
    words = describe_pains(insights.pains)
    blocks = [
        claim(words, insights.pains),
        chart_block(chart_pains(insights.pains, own=insights.own_pains), words),
        table_of(ranked_words(insights.pains), RANKED_COLUMNS, say("All pains")),
    ]
    return section_of("pains", say("Pains"), blocks)


def gains_section(insights: Insights) -> Section:
    """Gains to protect, by weight over all accounts; for inside."""
    words = describe_gains(insights.gains)
    named = RANKED_COLUMNS | {"severity": say("gladness 1–5")}
    blocks = [
        claim(words, insights.gains),
        chart_block(chart_gains(insights.gains, own=insights.own_gains), words),
        table_of(ranked_words(insights.gains), named, say("All gains")),
    ]
    return section_of("gains", say("Gains to protect"), blocks)


def gaps_section(insights: Insights) -> Section:
    """What was expected against what was got, over all accounts; for inside."""
    words = describe_gaps(insights.gaps)
    blocks = [
        claim(words, insights.gaps[insights.gaps["high"] < 0]),
        chart_block(chart_gaps(insights.gaps), words),
        table_of(difference_words(insights.gaps, "gap"), GAP_COLUMNS, say("All gaps")),
    ]
    return section_of("gaps", say("Expected against got"), blocks)


def moments_section(insights: Insights) -> Section:
    """Moments of truth and candidates; of one account also how it went there; for inside."""
    moments = insights.moments
    words = describe_moments(moments)
    named = moments[moments["label"].isin([MOMENT, CANDIDATE])]
    blocks = [
        claim(words, named),
        chart_block(chart_moments(moments), words),
        table_of(
            difference_words(moments, "outcome_difference"), MOMENT_COLUMNS, say("All touchpoints")
        ),
    ]
    if insights.account != "all" and len(named):
        blocks.insert(1, own_moments(insights, named))
    return section_of("moments", say("Moments of truth"), blocks)


def stages_section(insights: Insights, stages: Sequence[StageBelief]) -> Section:
    """The insights of each stage in full, or why there is none; drafts until confirmed."""
    names = {key: name for name, key in stage_ids_of(stages).items()}
    holes = {entry.id for entry in none_found(insights.register)}
    blocks = [sentence(describe_insights(insights.register))]
    approved = describe_approvals(insights.register)
    blocks += [note(approved)] if approved else []
    blocks += [
        none_block(entry)
        if entry.id in holes
        else insight_block(
            entry, names.get(entry.stage_id, ""), insights.register, voices=insights.findings.voices
        )
        for entry in _in_stage_order(insights, stages)
    ]
    return section_of("insights-by-stage", say("Insights, stage by stage"), blocks)


def limits_section() -> Section:
    """What the insights do not show."""
    blocks = [note(text, SAFE) for text in LIMITS]
    return section_of("insights-limits", say("What this does not show"), blocks)


def first_table(insights: Insights) -> pd.DataFrame:
    """Where to act first as a table: the first insights, their owner, confidence and what to do."""
    found = insights.concerning(act_first(insights.register))
    return entries_table(found[:MOST_FIRST], FIRST_FIELDS)


def insights_table(insights: Insights, stages: Sequence[StageBelief]) -> pd.DataFrame:
    """The insights of each stage in full as a table, and why there is none where there is none."""
    found = _in_stage_order(insights, stages)
    names = {key: name for name, key in stage_ids_of(stages).items()}
    rows = [
        {
            say("stage"): names.get(entry.stage_id, ""),
            say("insight"): entry.title,
            say("why it is here"): entry.why,
            **insight_facts(insights.register, entry),
        }
        for entry in found
    ]
    return pd.DataFrame(rows, index=range(1, len(rows) + 1)).fillna("")


def _in_stage_order(insights: Insights, stages: Sequence[StageBelief]) -> list[Entry]:
    register = insights.register
    found = insights.concerning([*insights_of(register), *none_found(register)])
    places = {key: place for place, key in enumerate(stage_ids_of(stages).values())}
    return sorted(found, key=lambda entry: places.get(entry.stage_id, len(places)))

"""The sections that tell the research over all accounts, each answering one question."""

from typing import Final

import pandas as pd

from cxworkbench.ground.checks import cells_of
from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.intake.hidden import describe_hidden
from cxworkbench.records.told import Audience, Block, Section
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
from cxworkbench.telling.insight_blocks import title_of
from cxworkbench.telling.plain_words import plain_rule, with_money
from cxworkbench.telling.score_blocks import score_table_block, scored_voices
from cxworkbench.telling.score_charts import chart_scores
from cxworkbench.telling.score_words import (
    describe_rollups,
    describe_score_groups,
    describe_scores,
)
from cxworkbench.voice.dimensions import INTERNAL_DIMENSIONS
from cxworkbench.voice.research import ALL, Research
from cxworkbench.voice.rollups import COUNTED
from cxworkbench.voice.small_cells import describe_withheld
from cxworkbench.voice.stage_tests import describe_stage_tests

MOST_ROWS: Final = 15  # of a table of single accounts; the words say how many there are in all
LIMITS: Final = (  # said later
    "Who answers is not who was asked: accounts and roles that stayed silent may think otherwise.",
    "An interval says how far chance may carry a score over accounts, not whether the right "
    "question was asked.",
    "Scores of one account are what its contacts said; there is no interval over one account.",
    "Evidence at a touchpoint shows that something happens there, not that it matters.",
    "Nothing here says why; parts 2 and 3 look at that.",
)


def rests_section(case: Case, research: Research) -> Section:
    """What this rests on."""
    said = research.voices if case.account == ALL else case.voices_here
    blocks = [sentence(describe_evidence(case, research), SAFE, evidence=said["voice_id"])]
    if case.account == ALL:
        covered = describe_covered(research)
        blocks += [sentence(covered)] if covered else []
        blocks.append(sentence(describe_revenue(case, research)))
        never = describe_never(case, research)
        blocks += [sentence(never)] if never else []
        blocks.append(sentence(describe_problems(case)))
    consent = describe_consent(case.with_words(said, ["consent", "part_of"]))
    blocks += [sentence(consent)] if consent else []
    return section_of("rests_on", say("What this rests on"), blocks)


def accounts_section(case: Case, research: Research) -> Section:
    """The accounts: figures, concentration, value and loyalty, whom to look at first."""
    spread = {
        "name": "figure",
        "known": "accounts",
        "missing": "missing",
        "least": "least",
        "lower_quarter": say("lower quarter"),
        "median": "median",
        "upper_quarter": say("upper quarter"),
        "most": "most",
    }
    currency = case.engagement.money.currency
    named = say(
        "Business figures of the accounts{currency}",
        currency=say(", money in {currency}", currency=currency) if currency else "",
    )
    known = research.dimensions.loc[research.dimensions["known"] > 0]
    concentration = describe_concentration(research.concentration)
    loyal = describe_value_loyalty(research.value_loyalty)
    valued = bool((research.concentration["share"] > 0).any())
    blocks = [
        table_of(_amounts_in_words(known), spread, named)
        if len(known)
        else note(say("No business figure of the accounts is known.")),
        sentence(concentration),
        *([chart_block(chart_concentration(research.concentration), concentration)] * valued),
        sentence(describe_contracts(research.profile)),
        sentence(loyal),
        *([chart_block(chart_value_loyalty(research.value_loyalty), loyal)] * valued),
        sentence(describe_risks(research.risks, research.profile)),
    ]
    if len(research.risks):
        risks = {
            "account_id": "account",
            "name": "name",
            "value": "value",
            "revenue": "revenue",
            "recommendation": "recommendation",
            "reason": say("why it is listed"),
        }
        blocks.append(
            table_of(
                with_money(research.risks.head(MOST_ROWS), ["revenue"]),
                risks,
                title_of(say("Whom to look at first"), len(research.risks), MOST_ROWS),
            )
        )
    return section_of("accounts", say("The accounts"), blocks)


def scores_section(case: Case, research: Research) -> Section:
    """Scores with intervals: over accounts, counted in several ways, and at each touchpoint."""
    scored = scored_voices(research.voices, case)
    said = describe_scores(research.scores)
    blocks = [sentence(said, SAFE, evidence=scored)]
    if len(research.scores):
        chart = chart_scores(research.scores, title=say("Scores over accounts"))
        blocks += [
            chart_block(chart, said, SAFE),
            score_table_block(research.scores, {}, say("Scores over accounts"), SAFE),
        ]
    if len(research.scores) and (research.scores["single_threaded"] < 1).any():
        blocks += [
            sentence(describe_rollups(research.rollups)),
            score_table_block(
                research.rollups,
                {COUNTED: "counted"},
                say("Counted in other ways"),
                INSIDE,
                left_out=("rule", say("heard through one contact"), say("of revenue")),
            ),
        ]
    if len(research.by_touchpoint):
        names = {place.id: place.name for place in case.touchpoints}
        words = describe_score_groups(research.by_touchpoint, label="touchpoint_id", names=names)
        chart = chart_scores(
            research.by_touchpoint,
            label="touchpoint_id",
            names=names,
            title=say("Scores at each touchpoint, in journey order"),
        )
        blocks += [sentence(words, SAFE, evidence=scored), chart_block(chart, words, SAFE)]
    blocks += _withheld_note(case, research, "touchpoint_id", SAFE)
    return section_of("scores", say("Scores, with how sure they are"), blocks)


def _withheld_note(case: Case, research: Research, what: str, audience: Audience) -> list[Block]:
    words = describe_withheld(
        research.withheld, what, smallest_cell=case.engagement.privacy.smallest_cell
    )
    return [note(words, audience)] if words else []


def segments_section(case: Case, research: Research) -> Section:
    """The segments: their rules, what they hold, and what they say."""
    words = describe_segments(research.summary)
    ruled = with_money(research.summary, ["revenue", "margin"])
    ruled = ruled.assign(rule=[plain_rule(rule) for rule in ruled["rule"]])
    rules = {
        "segment": "segment",
        "rule": "rule",
        "unclear": say("accounts with something missing"),
    }
    held = {
        "segment": "segment",
        "accounts": "accounts",
        "revenue": "revenue",
        "margin": "profit",
        "services": "services",
        "tenure_years": say("tenure, years"),
        "recommendation": say("recommends, 0–10"),
        "accounts_heard": "heard",
        "voices": "voices",
    }
    blocks = [
        sentence(words),
        chart_block(chart_segments(research.summary), words),
        table_of(ruled, rules, say("The rule of each segment")),
        table_of(ruled, filled(ruled, held), say("What each segment holds: sums, then medians")),
    ]
    small = research.summary.loc[research.summary["small"], "segment"].tolist()
    if small:
        blocks.append(note(say("Too small to be told alone: {small}.", small=", ".join(small))))
    if len(research.by_segment) and len(research.summary) > 1:
        order = {name: name for name in research.summary["segment"]}
        said = describe_score_groups(research.by_segment, label="segment", names=order)
        chart = chart_scores(
            research.by_segment, label="segment", names=order, title=say("Scores by segment")
        )
        scored = scored_voices(research.voices, case)
        blocks += [sentence(said, evidence=scored), chart_block(chart, said)]
    blocks += _withheld_note(case, research, "segment", INSIDE)
    blocks.append(sentence(describe_rfm(research.rfm)))
    if len(research.rfm):
        counted = research.rfm.groupby("segment").agg(
            accounts=("account_id", "size"),
            days=("recency_days", "median"),
            events=("frequency", "median"),
            revenue=("monetary", "sum"),
        )
        counted = counted.sort_values(["revenue"], ascending=False, kind="stable").reset_index()
        named = {
            "segment": "segment",
            "accounts": "accounts",
            "days": say("days since last event, median"),
            "events": say("events, median"),
            "revenue": "revenue",
        }
        blocks.append(
            table_of(
                with_money(counted, ["revenue"]), named, say("By how lately, how often, how much")
            )
        )
    return section_of("segments", say("Segments"), blocks)


def stages_section(case: Case, research: Research) -> Section:
    """The stages as the team believes them, and what the evidence says."""
    words = describe_believed_stages(research.stages)
    named = {
        "stage": "stage",
        "basis": "basis",
        "confidence": "confidence",
        "believed_on": say("believed on"),
        "voices": "voices",
        "events": "events",
        "accounts": "accounts",
        "verdict": say("what the evidence says"),
    }
    staged = research.voices.loc[research.voices["stage"] != "", "voice_id"]
    blocks = [
        sentence(words, evidence=staged),
        chart_block(chart_believed_stages(research.stages), words),
        table_of(research.stages, filled(research.stages, named), say("Believed stages")),
        *_stage_tests(research),
    ]
    if not case.engagement.stages:
        blocks.append(
            note(say("The engagement names no stages; these are the generic five, assumed."))
        )
    return section_of("stages", say("The stages, as believed"), blocks)


def _stage_tests(research: Research) -> list[Block]:
    """Who mentions each believed stage, and what fits none of them."""
    mentioned = {
        "stage": "stage",
        "interviews": say("accounts in interviews"),
        "surveys": say("in surveys"),
        "others": "elsewhere",
        "verdict": say("who mentions it"),
    }
    blocks = [
        sentence(describe_stage_tests(research.mentions, research.unfitting)),
        table_of(research.mentions, mentioned, say("Who mentions each stage")),
    ]
    if not research.unfitting.empty:
        found = {
            "what": say("step or tag"),
            "seen_in": say("seen in"),
            "rows": "rows",
            "accounts": "accounts",
            "after": say("mostly after"),
            "before": say("mostly before"),
            "remedy": say("what to do"),
        }
        first = research.unfitting.head(MOST_ROWS)
        blocks.append(table_of(first, filled(first, found), say("What fits no believed stage")))
    return blocks


def sources_section(case: Case, research: Research) -> Section:
    """What is known at each touchpoint, and from which source."""
    words = describe_touchpoint_sources(research.sources)
    said = research.voices if case.account == ALL else case.voices_here
    placed = said.loc[said["touchpoint_id"] != "", "voice_id"]
    chart = chart_touchpoint_sources(research.sources)
    blocks = [sentence(words, SAFE, evidence=placed), chart_block(chart, words, SAFE)]
    return section_of("touchpoint_sources", say("Touchpoints and sources"), blocks)


def heard_section(research: Research) -> Section:
    """Who was heard and who was not."""
    words = describe_holes(research.holes)
    silent = describe_silent(research.silent, research.single, len(research.profile))
    blocks = [
        sentence(words),
    ]
    if len(research.voices):
        blocks += [
            chart_block(chart_heard(research.heard), words),
            chart_block(chart_heard(research.heard, across="segment"), words),
        ]
    if len(research.holes):
        named = {"kind": "kind", "what": "what", "grade": "heard", "why": say("why it is a hole")}
        blocks.append(table_of(research.holes, named, say("Holes in what was heard")))
    blocks.append(sentence(silent))
    if len(research.silent):
        quiet = {
            "account_id": "account",
            "name": "name",
            "revenue": "revenue",
            "contacts_known": say("contacts known"),
            "events": "events",
            "last_event": say("last event"),
        }
        blocks.append(
            table_of(
                with_money(research.silent.head(MOST_ROWS), ["revenue"]),
                quiet,
                title_of(say("Silent accounts"), len(research.silent), MOST_ROWS),
            )
        )
    if len(research.single):
        alone = {"account_id": "account", "name": "name", "revenue": "revenue",
                 "contacts_known": say("contacts known"),
                 "roles_heard": say("role heard")}  # fmt: skip
        blocks.append(
            table_of(
                with_money(research.single.head(MOST_ROWS), ["revenue"]),
                alone,
                title_of(say("Heard through one contact only"), len(research.single), MOST_ROWS),
            )
        )
    return section_of("heard", say("Who was heard and who was not"), blocks)


def _amounts_in_words(known: pd.DataFrame) -> pd.DataFrame:
    """The figures with those in money to the cent, thousands set apart."""
    figures = ["least", "lower_quarter", "median", "upper_quarter", "most"]
    amounts = known["dimension"].isin(INTERNAL_DIMENSIONS)
    table = known.astype(dict.fromkeys(figures, "object"))
    table.loc[amounts, figures] = with_money(known.loc[amounts], figures)[figures]
    return table


def problems_section(case: Case) -> Section:
    """What could not be read or placed, and what of people was hidden, with counts."""
    blocks = [sentence(describe_problems(case))]
    if len(case.problems):
        listed = case.problems.assign(cells=cells_of(case.problems))
        by_rule = listed.groupby(["file", "column", "rule", "severity"])["cells"].sum()
        named = {"file": "file", "column": "column", "rule": say("what must hold"),
                 "severity": "effect", "cells": "cells"}  # fmt: skip
        counted = by_rule.rename("cells").reset_index()
        blocks.append(table_of(counted, named, say("Data problems")))
    if len(case.unplaced):
        named = {"table": "table", "column": "column", "value": "word", "rows": "rows"}
        unplaced = case.unplaced.sort_values(["rows", "value"], ascending=[False, True])
        blocks.append(
            table_of(
                unplaced.head(MOST_ROWS),
                named,
                title_of(say("Words without a place"), len(unplaced), MOST_ROWS),
            )
        )
    blocks.append(sentence(describe_hidden(case.hidden)))
    if len(case.hidden):
        named = {"file": "file", "column": "column", "place": "where", "kind": "what",
                 "count": "count", "became": "became"}  # fmt: skip
        blocks.append(table_of(case.hidden, named, say("What of people was hidden")))
    return section_of("data_problems", say("What could not be used"), blocks)


def limits_section(case: Case) -> Section:
    """What this does not show."""
    blocks = [note(text, SAFE) for text in LIMITS]
    if not case.engagement.role_weights or set(case.engagement.role_weights.values()) == {1.0}:
        blocks.append(
            note(say("Every role weighs the same; the engagement states no other weights."))
        )
    return section_of("research_limits", say("What this does not show"), blocks)

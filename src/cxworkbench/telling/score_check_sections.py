"""The section that says how far to trust the scores over all accounts."""

from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import INSIDE, chart_block, note, section_of, sentence, table_of
from cxworkbench.telling.score_blocks import score_table_block, scored_voices
from cxworkbench.telling.score_check_charts import (
    adjusted_rows,
    chart_adjusted,
    chart_pooled,
    chart_response,
    chart_score_kinds,
)
from cxworkbench.telling.score_check_words import (
    describe_adjusted,
    describe_pooled,
    describe_response,
    describe_scale_use,
    describe_score_kinds,
)
from cxworkbench.telling.score_words import figure
from cxworkbench.voice.research import Research
from cxworkbench.voice.score_checks import ScoreChecks
from cxworkbench.voice.score_kinds import SUMMED_UP

NOT_MENDED: Final = (  # said later
    "Weights mend only what they are made from: accounts alike in segment and revenue may still "
    "differ in why they kept silent, and silence itself may be a sign of leaving."
)


def score_checks_section(case: Case, research: Research) -> Section:
    """Both ways of summing up, fair ranking, habits of answering, the silent; for inside only."""
    checks = research.checks
    scored = scored_voices(research.voices, case)
    blocks = [
        *_kinds(checks, scored),
        *_ranking(case, checks, scored),
        *_habits(checks, scored),
        *_silent(checks, scored),
    ]
    return section_of("score_checks", say("How far to trust the scores"), blocks)


def _kinds(checks: ScoreChecks, scored: pd.Series) -> list[Block]:
    if checks.kinds.empty:
        return []
    words = describe_score_kinds(checks.kinds)
    return [
        sentence(words, evidence=scored),
        chart_block(chart_score_kinds(checks.kinds), words),
        score_table_block(
            checks.kinds,
            {SUMMED_UP: say("summed up as")},
            say("As a share and as a mean"),
            INSIDE,
            left_out=(say("heard through one contact"), say("of revenue")),
        ),
    ]


def _ranking(case: Case, checks: ScoreChecks, scored: pd.Series) -> list[Block]:
    names = {place.id: place.name for place in case.touchpoints}
    if checks.by_touchpoint.empty:
        return []
    words = describe_pooled(checks.by_touchpoint, label="touchpoint_id", names=names)
    chart = chart_pooled(
        checks.by_touchpoint,
        label="touchpoint_id",
        names=names,
        title=say("Touchpoints drawn together, in journey order"),
    )
    return [sentence(words, evidence=scored), chart_block(chart, words)]


def _habits(checks: ScoreChecks, scored: pd.Series) -> list[Block]:
    blocks = [sentence(describe_scale_use(checks), evidence=scored)]
    if int(checks.use_counts["questionnaires"].sum()):
        named = {
            "use": say("use of the scale"),
            "meaning": "meaning",
            "questionnaires": "questionnaires",
            "of": "of",
            "respondents": "respondents",
            "accounts": "accounts",
        }
        blocks.append(table_of(checks.use_counts, named, say("Habits of answering")))
    if len(checks.without):
        rows = checks.without.to_dict("records")
        shown = checks.without.assign(
            all_of=[figure(row["value"], row["unit"], exact=True) for row in rows],
            kept=[figure(row["value_without"], row["unit"], exact=True) for row in rows],
        )
        named = {"metric": "score", "all_of": say("with all"),
                 "kept": say("without straight lines"),
                 "answers_left_out": say("answers left out"), "accounts": "accounts",
                 "accounts_without": say("accounts without them")}  # fmt: skip
        blocks.append(table_of(shown, named, say("Scores without straight lines")))
    return blocks


def _silent(checks: ScoreChecks, scored: pd.Series) -> list[Block]:
    apart = describe_response(checks.response)
    blocks = [sentence(apart)]
    if len(checks.response):
        blocks.append(chart_block(chart_response(checks.response), apart))
    if len(checks.adjusted):
        words = describe_adjusted(checks.adjusted)
        rows = adjusted_rows(checks.adjusted)
        shown = rows.assign(
            shown=[
                figure(v, u, exact=True) for v, u in zip(rows["value"], rows["unit"], strict=True)
            ]
        )
        named = {"metric": "score", "counted": "counted", "shown": "value", "accounts": "accounts"}
        blocks += [
            sentence(words, evidence=scored),
            chart_block(chart_adjusted(checks.adjusted), words),
            table_of(shown, named, say("If the silent accounts were counted in")),
            note(NOT_MENDED),
        ]
    return blocks

"""The sections that tell causes and what insights still lack; for inside."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import later, say
from cxworkbench.insight.actionability import actionability_table, orphan_pains
from cxworkbench.insight.building import Insights
from cxworkbench.insight.cause_trees import cause_pareto
from cxworkbench.insight.guard import describe_comparisons
from cxworkbench.insight.stage_check import check_stages
from cxworkbench.records.engagement import StageBelief
from cxworkbench.records.register import Register
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import (
    INSIDE,
    chart_block,
    note,
    section_of,
    sentence,
    table_of,
)
from cxworkbench.telling.cause_charts import chart_pareto
from cxworkbench.telling.cause_tree import draw_causes
from cxworkbench.telling.cause_words import describe_causes, describe_pareto, status_warnings
from cxworkbench.telling.insight_blocks import evidence_of
from cxworkbench.voice.words import count_of

MISSING_COLUMNS: Final = {
    "insight": later("insight"),
    "score": later("ready, of 100"),
    "missing": later("what is missing"),
}
ORPHAN_COLUMNS: Final = {
    "pain": later("pain"),
    "where": later("touchpoint"),
    "accounts": later("accounts"),
    "score": later("weight"),
}
COMPARED_COLUMNS: Final = {
    "family": later("what was compared"),
    "comparisons": later("comparisons"),
    "hold": later("hold"),
    "guard": later("guarded by"),
}


def causes_section(insights: Insights) -> Section:
    """Why pains are there: the tree, which cause explains most, and what contradicts a status."""
    register = insights.register
    pareto = cause_pareto(register)
    drawn = draw_causes(register)
    causes = [one for one in register.entries if one.kind == "root cause"]
    evidence = evidence_of(one.evidence for one in causes)
    blocks = [
        sentence(describe_causes(register), evidence=evidence),
        *(note(text) for text in status_warnings(register)),
        Block(kind="map", audience=INSIDE, title=say("Cause tree"), text=drawn.text, svg=drawn.svg),
    ]
    if len(pareto):
        words = describe_pareto(pareto)
        blocks += [
            sentence(words, evidence=_pain_evidence(register, pareto)),
            chart_block(chart_pareto(pareto), words),
        ]
    return section_of("causes", say("Why: causes"), blocks)


def ready_section(insights: Insights, stages: Sequence[StageBelief]) -> Section:
    """What is missing before insights can be acted on, what nobody cares for, what was compared."""
    register = insights.register
    ready, orphans = actionability_table(register), orphan_pains(register)
    blocks: list[Block] = [note(text) for text in check_stages(register, stages)]
    blocks.append(sentence(describe_ready(register)))
    if len(ready):
        blocks.append(
            table_of(ready, _said(MISSING_COLUMNS), say("How far each insight can be acted on"))
        )
    if len(orphans):
        where = insights.findings.pains.drop_duplicates("touchpoint_id")
        names = dict(zip(where["touchpoint_id"], where["name"], strict=True))
        shown = orphans.assign(where=[names.get(at, at) for at in orphans["touchpoint_id"]])
        blocks.append(
            table_of(shown, _said(ORPHAN_COLUMNS), say("Pains for which nothing is recommended"))
        )
    blocks.append(sentence(describe_comparisons(insights.comparisons)))
    if len(insights.comparisons):
        blocks.append(
            table_of(insights.comparisons, _said(COMPARED_COLUMNS), say("What was compared"))
        )
    return section_of("ready", say("What is missing before acting"), blocks)


def describe_ready(register: Register) -> str:
    """How many insights lack nothing, what most of them lack, and how many pains are orphans.

    Examples
    --------
    >>> describe_ready(Register())
    'There is no insight to act on.'
    """
    table, orphans = actionability_table(register), orphan_pains(register)
    if table.empty:
        told = say("There is no insight to act on.")
    else:
        lacking = table.loc[table["missing"] != "", "missing"].str.split(", ").explode()
        told = say(
            "Nothing is missing from {whole} of {insights}; the least ready is “{least}” "
            "({score} of 100).",
            whole=int((table["missing"] == "").sum()),
            insights=count_of(len(table), "insight"),
            least=table["insight"].iloc[0],
            score=int(table["score"].iloc[0]),
        )
        if len(lacking):
            counts = lacking.value_counts()
            most = sorted(counts[counts == counts.max()].index)[0]
            told += " " + say(
                "Missing most often is {part}, in {n}.", part=most, n=int(counts.max())
            )
    if orphans.empty:
        return told
    return f"{told} " + say(
        "For {pains} nothing is recommended, the weightiest “{first}”.",
        pains=count_of(len(orphans), "pain"),
        first=orphans["pain"].iloc[0],
    )


def ready_table(register: Register) -> pd.DataFrame:
    """How far each insight can be acted on and what it lacks, the least ready first."""
    shown = actionability_table(register)[list(MISSING_COLUMNS)]
    return shown.rename(columns=_said(MISSING_COLUMNS))


def orphans_table(register: Register) -> pd.DataFrame:
    """Pains for which nothing is recommended, the weightiest first."""
    shown = orphan_pains(register)[["pain", "accounts", "score"]]
    return shown.rename(columns=_said(ORPHAN_COLUMNS))


def _said(named: dict[str, str]) -> dict[str, str]:
    return {key: say(name) for key, name in named.items()}


def _pain_evidence(register: Register, pareto: pd.DataFrame) -> pd.Series:
    ids = {key for found in pareto["pain_ids"] for key in found}
    return evidence_of(one.evidence for one in register.entries if one.id in ids)

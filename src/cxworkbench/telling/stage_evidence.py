"""From stage to evidence: each stage's findings, and below each what people said, row by row."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.insight.building import Insights
from cxworkbench.insight.drafts import stage_ids_of
from cxworkbench.records.engagement import StageBelief
from cxworkbench.records.register import Entry
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import section_of, sentence
from cxworkbench.telling.insight_blocks import as_draft, evidence_of
from cxworkbench.telling.report_content import DRILL

FOUND: Final = ("moment of truth", "pain", "service gap", "unmet need", "gain")


def stage_evidence_section(insights: Insights, stages: Sequence[StageBelief]) -> Section:
    """The findings of each stage, each with its evidence; of one account, with its own alone.

    A page shows it folded: stage, finding, what was said, row of the received file. Each block's
    title is the stage, its text the finding.
    """
    own = _own_ids(insights)
    blocks: list[Block] = []
    for name, key in stage_ids_of(stages).items():
        blocks += [
            _finding(one, name, insights, own)
            for kind in FOUND
            for one in insights.register.entries
            if one.kind == kind
            and one.stage_id == key
            and one.evidence
            and (own is None or own & set(one.evidence))
        ]
    return section_of(DRILL, say("From stage to evidence"), blocks)


def _finding(entry: Entry, stage: str, insights: Insights, own: set[str] | None) -> Block:
    ids = entry.evidence if own is None else tuple(one for one in entry.evidence if one in own)
    text = say("{kind}: {title}. {why}", kind=term(entry.kind).capitalize(), title=entry.title,
               why=entry.why)  # fmt: skip
    block = as_draft(sentence(text, evidence=evidence_of([ids])), [entry], insights.register)
    return block.model_copy(update={"title": stage})


def _own_ids(insights: Insights) -> set[str] | None:
    if insights.account == "all":
        return None
    voices: pd.DataFrame = insights.findings.voices
    return set(voices.loc[voices["account_id"] == insights.account, "voice_id"])

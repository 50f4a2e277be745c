"""Telling the coding: a section of the research, internal, and over all accounts alone."""

from collections.abc import Callable
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.records.told import Section
from cxworkbench.telling.blocks import chart_block, note, section_of, sentence, table_of
from cxworkbench.telling.coding_charts import chart_code_agreement, chart_saturation
from cxworkbench.telling.coding_words import (
    coefficient,
    describe_agreement,
    describe_apart,
    describe_code_agreement,
    describe_coding,
)
from cxworkbench.telling.insight_blocks import title_of
from cxworkbench.voice.coding import CodingResearch
from cxworkbench.voice.suggestion_quality import TOGETHER
from cxworkbench.voice.words import percent

__all__ = [
    "chart_code_agreement",
    "chart_saturation",
    "coding_section",
    "describe_agreement",
    "describe_apart",
    "describe_code_agreement",
    "describe_coding",
]

MOST_ROWS: Final = 15
CODES: Final = {"code": "code", "kind": "kind", "definition": "what falls under it",  # said later
                "passages": "passages", "accounts": "accounts", "coders": "used by"}  # fmt: skip
# said later
AGREED_ON: Final = {"what": "asked", "measure": "measure", "value": "value", "between": "95 %",
                    "units": "sentences", "observed": "alike", "reading": "allows"}  # fmt: skip
# said later
QUALITY: Final = {"threshold": "score from", "suggested": "suggested", "right": "right",
                  "precision": "precision", "between": "95 %", "recall": "recall",
                  "coverage": "coverage"}  # fmt: skip
RULE: Final = (  # said later
    "Where two coders marked the same words, the coder named first in the code book counts; the "
    "other reading stays in that coder's file."
)


def coding_section(coding: CodingResearch) -> tuple[Section, ...]:
    """What is coded, by whom, how far they agree, saturation, and how good suggestions are.

    Of one account there is no such section.
    """
    if not coding.asked:
        return ()
    blocks = [sentence(describe_coding(coding))]
    if len(coding.coders):
        done = {"coder": "coder", "read": say("voices gone through"), "accepted": "passages",
                "suggested": "waiting", "codes": say("codes used")}  # fmt: skip
        used = coding.codes[coding.codes["passages"] > 0]
        blocks += [
            table_of(coding.coders, done, say("Who coded")),
            table_of(used.head(MOST_ROWS), CODES, title_of("Codes", len(used), MOST_ROWS)),
            note(RULE),
            sentence(describe_agreement(coding.agreement)),
        ]
    if len(coding.agreement):
        words = describe_code_agreement(coding.by_code)
        blocks += [
            table_of(agreement_in_words(coding.agreement), AGREED_ON, say("Agreement of coders")),
            chart_block(chart_code_agreement(coding.by_code), words),
            sentence(describe_apart(coding.apart)),
        ]
    saturation = coding.saturation
    blocks.append(chart_block(chart_saturation(saturation), saturation.text))
    if len(coding.coders):
        blocks.append(sentence(coding.quality.text))
    if coding.quality.enough:
        title = say("Suggested codes on accounts held out")
        blocks.append(table_of(quality_in_words(coding.quality.table), QUALITY, title))
    return (section_of("coding", say("Coding"), blocks),)


def agreement_in_words(agreement: pd.DataFrame) -> pd.DataFrame:
    """The agreement with figures as people read them, for a table."""
    return agreement.assign(
        value=agreement["value"].map(coefficient),
        between=_between(agreement, coefficient),
        observed=agreement["observed"].map(percent),
    )


def quality_in_words(table: pd.DataFrame) -> pd.DataFrame:
    """The quality of suggestions, both ways together, with shares as people read them."""
    both = table[table["by"] == TOGETHER]
    return both.assign(
        between=_between(both, percent),
        **{name: both[name].map(percent) for name in ("precision", "recall", "coverage")},
    )


def _between(table: pd.DataFrame, told: Callable[[float], str]) -> pd.Series:
    words = [
        "" if pd.isna(low) else say("{told} to {told_2}", told=told(low), told_2=told(high))
        for low, high in zip(table["low"], table["high"], strict=True)
    ]
    return pd.Series(words, index=table.index, dtype="str")

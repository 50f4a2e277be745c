"""The sections that tell what was found more widely, for inside; all of them over all accounts."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import later, say
from cxworkbench.insight.wider import Wider
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import chart_block, section_of, table_of
from cxworkbench.telling.insight_blocks import claim
from cxworkbench.telling.wider_charts import chart_gap_types, chart_served, chart_signals
from cxworkbench.telling.wider_words import (
    chance_words,
    describe_chances,
    describe_gap_types,
    describe_needs,
    describe_served,
    describe_signals,
    describe_truths,
    gap_type_words,
    served_words,
    signal_words,
    truth_words,
)
from cxworkbench.voice.tolerance import describe_dimensions, describe_zones

NEED_COLUMNS: Final = {
    "code": later("named"),
    "name": later("touchpoint"),
    "accounts": later("accounts"),
    "why": later("why"),
}
SERVED_COLUMNS: Final = {
    "segment": later("segment"),
    "name": later("touchpoint"),
    "metric": later("metric"),
    "accounts": later("accounts"),
    "matters": later("matters"),
    "pleases": later("pleases"),
    "score": later("opportunity 0–20"),
    "verdict": later("verdict"),
}
GAP_TYPE_COLUMNS: Final = {
    "name": later("touchpoint"),
    "kind": later("gap"),
    "verdict": later("verdict"),
    "why": later("why"),
}
SIGNAL_COLUMNS: Final = {
    "name": later("touchpoint"),
    "what": later("signal"),
    "verdict": later("verdict"),
    "why": later("why"),
}
CHANCE_COLUMNS: Final = {
    "what": later("type"),
    "name": later("touchpoint"),
    "expected": later("expected"),
    "got": later("got"),
    "best": later("best-served quarter"),
    "other": later("best alternative"),
    "accounts": later("accounts"),
    "why": later("why"),
}
TRUTH_COLUMNS: Final = {
    "what": later("what it is"),
    "code": later("named"),
    "name": later("touchpoint"),
    "methods": later("sources"),
    "accounts": later("accounts"),
    "against_accounts": later("accounts that speak against it"),
    "verdict": later("verdict"),
}
ZONE_COLUMNS: Final = {
    "name": later("touchpoint"),
    "metric": later("metric"),
    "adequate": later("would put up with"),
    "desired": later("wished"),
    "perceived": later("got"),
    "label": later("verdict"),
    "why": later("why"),
}
DIMENSION_COLUMNS: Final = {
    "dimension": later("dimension"),
    "gap": later("gap"),
    "low": later("from"),
    "high": later("to"),
    "accounts": later("accounts"),
}


def wider_sections(wider: Wider) -> list[Section]:
    """Needs, segments, typed gaps, signals, opportunities, truths; nothing for one account."""
    if not wider.looked:
        return []
    served = describe_served(wider)
    gaps, signals = describe_gap_types(wider), describe_signals(wider)
    return [
        section_of(
            "served",
            say("Needs, and what segments get"),
            [
                claim(describe_needs(wider), wider.needs),
                claim(served, wider.served),
                chart_block(chart_served(wider), served),
                table_of(served_words(wider.served), _said(SERVED_COLUMNS), say("All segments")),
                *_if_any(wider.needs, NEED_COLUMNS, say("All needs")),
            ],
        ),
        section_of(
            "gap-types",
            say("The five service gaps"),
            [
                claim(gaps, wider.gap_types),
                chart_block(chart_gap_types(wider), gaps),
                table_of(
                    gap_type_words(wider.gap_types), _said(GAP_TYPE_COLUMNS), say("Measured gaps")
                ),
                claim(describe_zones(wider.zones), wider.zones),
                *_if_any(wider.zones, ZONE_COLUMNS, say("Zone of tolerance")),
                claim(describe_dimensions(wider.dimensions), wider.dimensions),
                *_if_any(wider.dimensions, DIMENSION_COLUMNS, say("Gaps by SERVQUAL dimension")),
            ],
        ),
        section_of(
            "signals",
            say("Challenge signals"),
            [
                claim(signals, wider.signals),
                chart_block(chart_signals(wider), signals),
                table_of(signal_words(wider.signals), _said(SIGNAL_COLUMNS), say("All signals")),
            ],
        ),
        section_of(
            "opportunities",
            say("Opportunities by type"),
            [
                claim(describe_chances(wider), wider.chances),
                *_if_any(chance_words(wider.chances), CHANCE_COLUMNS, say("All opportunities")),
            ],
        ),
        section_of(
            "truths",
            say("Customer truths"),
            [
                claim(describe_truths(wider), wider.truths),
                *_if_any(truth_words(wider.truths), TRUTH_COLUMNS, say("All that was named")),
            ],
        ),
    ]


def chance_table(wider: Wider) -> pd.DataFrame:
    """The opportunities as a table to look at, numbered from 1."""
    return _shown(chance_words(wider.chances), CHANCE_COLUMNS)


def truth_table(wider: Wider) -> pd.DataFrame:
    """The customer truths and what is none as a table to look at, numbered from 1."""
    return _shown(truth_words(wider.truths), TRUTH_COLUMNS)


def _shown(table: pd.DataFrame, named: Mapping[str, str]) -> pd.DataFrame:
    shown = table[list(named)].rename(columns=_said(named))
    return shown.set_axis(pd.RangeIndex(1, len(shown) + 1))


def _if_any(table: pd.DataFrame, named: Mapping[str, str], title: str) -> list[Block]:
    return [table_of(table, _said(named), title)] if len(table) else []


def _said(named: Mapping[str, str]) -> dict[str, str]:
    return {key: say(name) for key, name in named.items()}

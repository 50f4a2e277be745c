"""Telling journeys from events: the charts of notebook 2 and the section of its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.journey.mining.of_map import EVERYBODY, MinedJourneys
from cxworkbench.journey.mining.variants import Variants
from cxworkbench.records.told import Block, Section
from cxworkbench.telling import journey_mining_charts as charts
from cxworkbench.telling.blocks import chart_block, note, section_of, sentence, table_of
from cxworkbench.telling.journey_mining_words import (
    describe_again,
    describe_against_map,
    describe_durations,
    describe_endings,
    describe_follows,
    describe_mined,
    describe_paths,
    describe_typical,
    describe_waits,
)
from cxworkbench.telling.sentences import Sentences, sentences
from cxworkbench.voice.words import percent

if TYPE_CHECKING:
    import altair as alt

__all__ = [
    "chart_endings",
    "chart_follows",
    "chart_paths",
    "chart_waits",
    "describe_again",
    "describe_against_map",
    "describe_durations",
    "describe_endings",
    "describe_follows",
    "describe_mined",
    "describe_paths",
    "describe_typical",
    "describe_waits",
    "deviations_table",
    "mining_section",
]

CAVEAT = (  # said later
    "Events show what was written down. Accounts that were customers before the window are seen "
    "from the middle of their journey on."
)
DEVIATIONS = 12


def chart_paths(mined: MinedJourneys) -> alt.LayerChart | Sentences:
    """The commonest paths side by side; the path of one account is told in words."""
    if mined.paths is None or mined.account != EVERYBODY:
        return sentences(describe_paths(mined.paths))
    return charts.chart_paths(mined.paths, mined.touchpoints)


def chart_follows(mined: MinedJourneys) -> alt.LayerChart | Sentences:
    """What follows what, in the order of the map; of one account in words."""
    if mined.paths is None or mined.account != EVERYBODY:
        return sentences(describe_follows(mined.follows))
    return charts.chart_follows(mined.follows, mined.touchpoints)


def chart_waits(mined: MinedJourneys) -> alt.LayerChart | Sentences:
    """How long it takes from one touchpoint to the next; of one account in words."""
    if mined.paths is None or mined.account != EVERYBODY:
        return sentences(describe_waits(mined.follows, mined.touchpoints))
    return charts.chart_waits(mined.follows)


def chart_endings(mined: MinedJourneys) -> alt.LayerChart | Sentences:
    """Where journeys end, in the order of the map; one account has one end, told with its path."""
    if mined.paths is None or mined.account != EVERYBODY:
        return sentences(say("Where journeys end is told over all accounts."))
    return charts.chart_endings(mined.endings, mined.touchpoints)


def deviations_table(mined: MinedJourneys) -> pd.DataFrame:
    """The commonest ways in which journeys part from the map, as a table to read."""
    if mined.against_map is None:
        return pd.DataFrame(columns=["kind", "touchpoint", "accounts", "share", "example"])
    top = mined.against_map.deviations.head(DEVIATIONS)
    return pd.DataFrame(
        {
            "kind": top["kind"],
            "touchpoint": top["activity"],
            "accounts": top["cases"],
            "share": [percent(float(one)) for one in top["share"]],
            "example": top["example"],
        }
    )


def mining_section(mined: MinedJourneys) -> tuple[Section, ...]:
    """What events show of the way through the map, for internal eyes; nothing without events."""
    if mined.visits is None or mined.paths is None:
        return ()
    blocks: list[Block] = [sentence(describe_mined(mined)), note(CAVEAT)]
    paths, follows = describe_paths(mined.paths), describe_follows(mined.follows)
    if mined.account == EVERYBODY:
        blocks += _of_all(mined, mined.paths, paths, follows)
    else:
        waits = describe_waits(mined.follows, mined.touchpoints)
        again = describe_again(mined.again)
        took = describe_durations(mined.journeys)
        blocks += [sentence(one) for one in (paths, took, waits, again) if one]
    return (section_of("journeys", say("Journeys as events show them"), blocks),)


def _of_all(mined: MinedJourneys, found: Variants, paths: str, follows: str) -> list[Block]:
    waits = describe_waits(mined.follows, mined.touchpoints)
    endings = describe_endings(mined.endings)
    blocks = [
        chart_block(charts.chart_paths(found, mined.touchpoints), paths),
        chart_block(charts.chart_follows(mined.follows, mined.touchpoints), follows),
        chart_block(charts.chart_waits(mined.follows), waits),
        sentence(describe_again(mined.again)),
        chart_block(charts.chart_durations(mined.journeys), describe_durations(mined.journeys)),
        chart_block(charts.chart_endings(mined.endings, mined.touchpoints), endings),
        sentence(describe_typical(mined.typical)),
    ]
    if mined.against_map is not None:
        table = deviations_table(mined)
        named = {str(name): str(name) for name in table}
        blocks.append(sentence(describe_against_map(mined)))
        blocks.append(table_of(table, named, say("Where journeys part from the map")))
    return blocks

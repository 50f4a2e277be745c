"""Telling what customers said in words: a section for all accounts, and a short one for one."""

from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.journey.quotes import shown_quotes
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import INSIDE, chart_block, note, section_of, sentence, table_of
from cxworkbench.telling.consent_words import describe_consent
from cxworkbench.telling.journey_sections import quotes_section
from cxworkbench.telling.text_charts import NO_STAGE, chart_theme_stages, chart_themes
from cxworkbench.telling.text_words import describe_found, describe_reading, describe_themes
from cxworkbench.voice.text import ALL, SaidInWords
from cxworkbench.voice.text_accuracy import describe_accuracy
from cxworkbench.voice.themes import shown_theme
from cxworkbench.voice.words import count_of, percent

__all__ = [
    "chart_theme_stages",
    "chart_themes",
    "describe_accuracy",
    "describe_found",
    "describe_quotes",
    "describe_reading",
    "describe_themes",
    "quotes_of_themes",
    "text_sections",
    "themes_as_shown",
]

_FELT: Final = 2.0  # a feeling of -1 to +1 on the scale of -2 to +2 that quotes are ranked by
_THEMES: Final = {  # said later
    "theme": "theme",
    "statements": "statements",
    "accounts": "accounts",
    "share": "share of statements",
    "negative": "read as negative",
    "positive": "read as positive",
    "sentiment": "mean feeling, −1 to +1",
    "low": "from",
    "high": "to",
}
_STAGES: Final = {  # said later
    "theme": "theme",
    "stage": "stage",
    "statements": "statements",
    "accounts": "accounts",
    "sentiment": "mean feeling, −1 to +1",
}
_FOUND: Final = {  # said later
    "solution": "themes looked for",
    "theme": "no.",
    "words": "words that make it",
    "statements": "statements",
    "accounts": "accounts",
    "stability": "stability, 0–1",
}


def text_sections(
    case: Case, said: SaidInWords, segments: pd.DataFrame | None = None
) -> tuple[Section, ...]:
    """What was said in words, in themes; for inside, as it is a machine's reading.

    Parameters
    ----------
    case
        The opened engagement.
    said
        As `voice.text.build_text` made it.
    segments
        `account_id`, `segment`, for naming whose words a quote is; of one account none is named.
    """
    reading = sentence(describe_reading(said), evidence=said.statements["voice_id"])
    if said.statements.empty:
        return (section_of("themes", say("What they said, in themes"), [reading]),)
    themes = describe_themes(said)
    blocks: list[Block] = [reading, note(describe_accuracy()), sentence(themes)]
    if said.account == ALL:
        blocks.append(chart_block(chart_themes(said.themes), themes))
        blocks.append(table_of(themes_as_shown(said.themes), _THEMES, say("Themes")))
        stages = [stage.name for stage in case.stages]
        blocks.append(chart_block(chart_theme_stages(said.by_stage, stages), themes))
        blocks.append(
            table_of(themes_as_shown(said.by_stage), _STAGES, say("Themes in each stage"))
        )
        blocks += _found_blocks(said)
    else:
        own = {name: _THEMES[name] for name in ("theme", "statements", "negative", "positive")}
        blocks.append(table_of(themes_as_shown(said.themes), own, say("Themes at this account")))
    quotes = quotes_of_themes(case, said, segments)
    if len(quotes):
        places = {theme: shown_theme(theme) for theme in said.themes["theme"]}
        told = quotes_section(quotes, places, INSIDE).blocks
        # A page shows who speaks, not the title of a quote: the theme goes with it.
        blocks += [
            one.model_copy(update={"said_by": f"{one.title}: {one.said_by}"}) for one in told
        ]
    else:
        blocks.append(sentence(describe_quotes(said, quotes)))
    return (section_of("themes", say("What they said, in themes"), blocks),)


def quotes_of_themes(
    case: Case, said: SaidInWords, segments: pd.DataFrame | None = None
) -> pd.DataFrame:
    """For each theme the strongest words for and against that may be shown, by the map's rules.

    A statement stands under its first theme. Only words with consent, and only where enough
    accounts speak of the theme; segment and role are named where enough share them.

    Returns
    -------
    pandas.DataFrame
        As `journey.quotes.shown_quotes`; `at` is the theme, `theme` how it is shown; themes in the
        order of their table.
    """
    felt = said.statements.rename(columns={"theme": "at"})
    felt = felt.assign(felt=felt["sentiment"] * _FELT)
    quotes = shown_quotes(
        felt,
        segments,
        smallest_cell=case.engagement.privacy.smallest_cell,
        own=case.account != ALL,
    )
    place = {theme: number for number, theme in enumerate(said.themes["theme"])}
    order = quotes.assign(
        _place=[place[at] for at in quotes["at"]], theme=[shown_theme(at) for at in quotes["at"]]
    )
    return order.sort_values("_place", kind="stable").drop(columns="_place").reset_index(drop=True)


def describe_quotes(said: SaidInWords, quotes: pd.DataFrame) -> str:
    """How many quotes stand beside the themes, or why there are none."""
    consent = describe_consent(said.statements)
    if quotes.empty:
        few = say("Of what may be quoted, too few accounts speak of one theme.")
        return (
            say("No words are shown. {consent} {few}", consent=consent, few=few) if consent else ""
        )
    shown = count_of(len(quotes), "quote")
    return say(
        "{shown}, of each theme the strongest of each side. {consent}", shown=shown, consent=consent
    )


def themes_as_shown(table: pd.DataFrame) -> pd.DataFrame:
    """A table of themes as people read it: shares in per cent, "no known theme", "no stage"."""
    shown = table.assign(theme=[shown_theme(theme) for theme in table["theme"]])
    if "share" in shown:
        shown["share"] = [percent(share) for share in shown["share"]]
    if "stage" in shown:
        shown["stage"] = shown["stage"].replace("", NO_STAGE)
    return shown


def _found_blocks(said: SaidInWords) -> list[Block]:
    blocks = [sentence(describe_found(said.found))]
    if len(said.found.table):
        blocks.append(table_of(said.found.table, _FOUND, say("Found themes, three solutions")))
    return blocks

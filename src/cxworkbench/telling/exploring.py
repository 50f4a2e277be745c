"""Telling the figures of accounts one by one: spread, outliers, gaps, cross-tabs, months."""

from collections.abc import Mapping
from typing import Final, cast

import altair as alt
import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.intake.case import Case
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import chart_block, filled, note, section_of, sentence, table_of
from cxworkbench.telling.chart_parts import (
    ACROSS,
    WIDEST_CELL,
    count_matrix,
    layered,
    nothing_to_draw,
    wrapped_labels,
)
from cxworkbench.telling.insight_blocks import title_of
from cxworkbench.telling.theme import FOCAL, GREYS, PAPER, finish
from cxworkbench.voice.crossing import cross_tab, monthly
from cxworkbench.voice.exploring import (
    distributions,
    examined_categories,
    missingness,
    outliers,
)
from cxworkbench.voice.hierarchy import account_hierarchy
from cxworkbench.voice.personas import buying_groups, personas
from cxworkbench.voice.research import ALL, Research
from cxworkbench.voice.words import count_of, number, percent

SMALL_WIDTH: Final = 215  # pixels for one of several distributions
SMALL_HEIGHT: Final = 96
IN_A_ROW: Final = 3
MOST_ROWS: Final = 12


def chart_distributions(table: pd.DataFrame) -> alt.ConcatChart | alt.LayerChart:
    """How many accounts lie in each step of each figure, a small chart each.

    Parameters
    ----------
    table
        As `voice.exploring.distributions` makes it.
    """
    title = say("How the figures are spread over accounts")
    if table.empty:
        return nothing_to_draw(title, say("No business figure of the accounts is known."))
    small = [_histogram(group) for _, group in table.groupby("dimension", sort=False)]
    charts = alt.concat(*small, columns=IN_A_ROW, spacing=26)
    return charts.properties(
        title=alt.Title(title, subtitle=say("Accounts in each step of the figure"))
    )


def chart_monthly(table: pd.DataFrame) -> alt.LayerChart:
    """Events and accounts with an event in each month; a month that is cut is hollow.

    Parameters
    ----------
    table
        As `voice.crossing.monthly` makes it.
    """
    title = say("What happened in each month")
    if table.empty:
        return nothing_to_draw(title, say("Nothing that was received has a date."))
    rows = table.assign(whole=table["whole"].astype("bool"))
    base = alt.Chart(rows).encode(
        x=alt.X("month:T", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=6))
    )
    events = alt.Y("events:Q", title=say("events"), axis=alt.Axis(format=",d"))
    bars = base.mark_bar(size=12).encode(
        y=events, color=alt.condition("datum.whole", alt.value(GREYS[1]), alt.value(GREYS[2]))
    )
    line = base.mark_line(color=FOCAL, point=True).encode(y=alt.Y("accounts:Q"))
    return finish(
        layered(bars, line),
        title=title,
        subtitle=say("Bars: events; line: accounts with any; a month that is cut off is paler"),
        width=ACROSS + 200,
        height=190,
    )


def chart_cross(table: pd.DataFrame, *, down: str, across: str) -> alt.LayerChart:
    """Accounts in each field of two columns.

    Parameters
    ----------
    table
        As `voice.crossing.cross_tab` makes it.
    down, across
        What the two columns are called.
    """
    title = say("Accounts: {down} by {across}", down=term(down), across=term(across))
    if table.empty:
        return nothing_to_draw(title, say("No account has both."))
    rows, columns = (list(dict.fromkeys(table[name])) for name in ("down", "across"))
    labels = dict(zip(rows, wrapped_labels(rows), strict=True))
    heads = dict(zip(columns, wrapped_labels(columns, WIDEST_CELL - 14), strict=True))
    cells = [
        (labels[row], heads[column], int(count))
        for row, column, count in zip(
            table["down"], table["across"], table["accounts"], strict=True
        )
    ]
    subtitle = say("{accounts:,} accounts; dashed: none", accounts=int(table["accounts"].sum()))
    return count_matrix(cells, list(labels.values()), list(heads.values()), title, subtitle)


def describe_outliers(table: pd.DataFrame) -> str:
    """How many accounts have a figure far outside the others', and the farthest."""
    if table.empty:
        return say("No account has a figure far outside what others have.")
    first = table.iloc[0]
    accounts = count_of(table["account_id"].nunique(), "account")
    far = say("{accounts} with a figure far outside the others'", accounts=accounts)
    return say(
        "{far}: first {account}, {why}.", far=far, account=first["account"], why=first["why"]
    )


def describe_missing(table: pd.DataFrame) -> str:
    """How many figures are missing for some accounts, and the one most often missing."""
    if table.empty:
        return say("Every figure is known for every account.")
    first = table.iloc[0]
    return say(
        "{figures} missing for some accounts; most often {name}, for "
        "{accounts} ({share}), and most in the segment {segment} "
        "({segment_share}).",
        figures=count_of(len(table), "figure"),
        name=first["name"],
        accounts=count_of(int(first["missing"]), "account"),
        share=percent(first["share"]),
        segment=first["segment"],
        segment_share=percent(first["segment_share"]),
    )


def describe_months(table: pd.DataFrame) -> str:
    """Events in the last three whole months beside the three before."""
    whole = table.loc[table["whole"], "events"]
    if len(whole) < 6:
        return say("Too few whole months to tell a change.")
    last, before = int(whole.iloc[-3:].sum()), int(whole.iloc[-6:-3].sum())
    return say(
        "In the last three whole months {events}, {before:,} in the three "
        "before. Seasons are not taken out.",
        events=count_of(last, "event"),
        before=before,
    )


def describe_hierarchy(table: pd.DataFrame) -> str:
    """How many accounts belong to a group, and the largest group."""
    if table.empty:
        return say("No account names another, or a group, above it.")
    tops = table.loc[table["depth"] == 0].sort_values(
        ["accounts", "node_id"], ascending=[False, True]
    )
    first = tops.iloc[0]
    below = int(table.loc[table["kind"] == "account"].shape[0])
    return say(
        "{accounts} in {groups}; the largest, {name}, has {accounts_2}, of "
        "which {accounts_heard} were heard.",
        accounts=count_of(below, "account"),
        groups=count_of(len(tops), "group"),
        name=first["name"],
        accounts_2=count_of(int(first["accounts"]), "account"),
        accounts_heard=int(first["accounts_heard"]),
    )


def describe_personas(table: pd.DataFrame) -> str:
    """How many personas there are, and which of those whose feeling is sure feels least well."""
    enough = table.loc[table["enough"].astype("bool")]
    if enough.empty:
        return say("Too few accounts of any segment and role were heard to draw a persona.")
    behind = "it" if len(enough) == 1 else "them"
    words = say(
        "{personas} with enough accounts behind {behind}",
        personas=count_of(len(enough), "persona"),
        behind=behind,
    )
    felt = enough.loc[enough["low"].notna()]
    if len(felt) < 2:
        have = say("one has") if len(felt) else say("none has")
        return say(
            "{words}; {have} a feeling with an interval, too few to compare.",
            words=words,
            have=have,
        )
    worst = felt.sort_values(["feeling", "name"]).iloc[0]
    called = "worst" if worst["feeling"] <= 0 else "lowest"
    hurt = say("; most named: {pain}", pain=worst["pain"]) if worst["pain"] else ""
    interval = say("{low} to {high}", low=number(worst["low"]), high=number(worst["high"]))
    return say(
        "{words}. Of the {felt} whose feeling has an interval, {called} is "
        "{name}: {feeling} on −2 to +2 ({interval}, {accounts}){hurt}.",
        words=words,
        felt=len(felt),
        called=called,
        name=worst["name"],
        feeling=number(worst["feeling"]),
        interval=interval,
        accounts=count_of(int(worst["accounts"]), "account"),
        hurt=hurt,
    )


def exploring_sections(case: Case, research: Research) -> tuple[Section, ...]:
    """The figures of accounts one by one, their groups, and personas; none for one account."""
    if case.account != ALL:
        return ()
    profile, groups = research.profile, research.segments
    spread, far, gaps = (
        distributions(profile), outliers(profile), missingness(profile, groups),
    )  # fmt: skip
    evidence = case.evidence
    months = monthly(evidence.lean("events"), evidence.lean("voices"), as_of=case.as_of)
    blocks: list[Block] = [
        chart_block(chart_distributions(spread), describe_outliers(far)),
        sentence(describe_outliers(far)),
        *_table(far, _FAR, say("Figures far outside the others'")),
        sentence(describe_missing(gaps)),
        *_table(gaps, _GAPS, say("Figures that are missing")),
        chart_block(chart_monthly(months), describe_months(months)),
    ]
    for category in examined_categories(profile)[:2]:
        table = cross_tab(segmented(research), "segment", category)
        named = category.replace("_", " ")
        chart = chart_cross(table, down="segment", across=named)
        blocks.append(chart_block(chart, say("Segments by {named}.", named=named)))
    above = account_hierarchy(profile)
    blocks += [
        sentence(describe_hierarchy(above)),
        *_table(above, _ABOVE, say("Groups of accounts")),
    ]
    return (
        section_of("explored", say("The figures one by one"), blocks),
        _personas_section(case, research),
    )


def segmented(research: Research) -> pd.DataFrame:
    """The accounts in scope with their segment, in the engagement's order, beside their figures."""
    groups = research.segments[["account_id", "segment"]]
    table = research.profile.merge(groups, on="account_id", how="left")
    return table.astype(
        {"segment": pd.CategoricalDtype(list(research.segment_order), ordered=True)}
    )


def personas_of(case: Case, research: Research) -> pd.DataFrame:
    """The personas of a case, with the names that people gave them."""
    return personas(
        research.voices if case.account == ALL else case.voices_here,
        research.segments,
        case.engagement.metrics,
        case.engagement.personas,
        smallest_cell=case.engagement.privacy.smallest_cell,
    )


def _personas_section(case: Case, research: Research) -> Section:
    table = personas_of(case, research)
    enough = table.loc[table["enough"].astype("bool")]
    members = buying_groups(case.evidence.contacts, research.voices, research.segments)
    few = len(table) - len(enough)
    blocks = [
        sentence(describe_personas(table)),
        *_table(enough, _PERSONAS, say("Personas: what each role of a segment feels and says")),
        *([note(say("{few} more of too few accounts to be drawn.", few=few))] if few else []),
        *_table(members, _MEMBERS, say("Who takes part in each segment")),
    ]
    return section_of("personas", say("Buying groups and personas"), blocks)


def _table(table: pd.DataFrame, named: Mapping[str, str], title: str) -> list[Block]:
    if table.empty:
        return []
    shown = table.head(MOST_ROWS)
    return [table_of(shown, filled(shown, named), title_of(title, len(table), MOST_ROWS))]


# said later
_FAR: Final = {"account": "account", "name": "figure", "value": "value", "median": "median of all"}
# said later
_GAPS: Final = {"name": "figure", "missing": "accounts without", "segment": "most often in"}
_ABOVE: Final = {  # said later
    "name": "group or account", "depth": "level", "accounts": "accounts", "revenue": "revenue",
    "voices": "voices", "contacts": "contacts", "accounts_heard": "accounts heard",
}  # fmt: skip
_PERSONAS: Final = {  # said later
    "name": "persona", "accounts": "accounts", "contacts_heard": "people heard",
    "feeling": "feeling", "low": "from", "high": "to", "pain": "what hurts", "gain": "what pleases",
    "stages": "speaks of",
}  # fmt: skip
_MEMBERS: Final = {  # said later
    "segment": "segment", "role": "role", "contacts": "contacts", "accounts": "accounts",
    "influence": "influence", "heard": "heard", "size": "contacts per account",
}  # fmt: skip


def _histogram(group: pd.DataFrame) -> alt.Chart:
    first = group.iloc[0]
    scale = alt.Scale(type="log" if first["log"] else "linear", zero=False, nice=False)
    large = float(group["high"].max()) >= 10_000
    zero = "datum.value == 0 ? '0' : datum.label"
    digits = "~s" if large else ",.6~g"
    axis = alt.Axis(format=digits, tickCount=4, labelOverlap=True, labelExpr=zero)
    name = say("{name} (log scale)", name=first["name"]) if first["log"] else str(first["name"])
    bars = alt.Chart(group[["low", "high", "accounts"]]).mark_bar(color=GREYS[1], stroke=PAPER)
    encoded = bars.encode(
        x=alt.X("low:Q", scale=scale, axis=axis, title=None),
        x2="high:Q",
        y2=alt.datum(0),
        y=alt.Y("accounts:Q", title=say("accounts"), axis=alt.Axis(format=",d", tickCount=3)),
    )
    title = alt.Title(name, fontSize=13)
    return cast(alt.Chart, encoded.properties(width=SMALL_WIDTH, height=SMALL_HEIGHT, title=title))

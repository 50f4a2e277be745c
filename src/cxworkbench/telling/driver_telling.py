"""Key drivers told: shares with their intervals, the places they may take, sentences, a section."""

from typing import Final

import altair as alt
import numpy as np
import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.insight.building import Insights
from cxworkbench.insight.drivers import CANNOT_TELL, CLEAR, LIKELY, Drivers
from cxworkbench.insight.key_drivers import STAGE, KeyDrivers, key_drivers
from cxworkbench.intake.case import Case
from cxworkbench.records.told import Section
from cxworkbench.telling.blocks import chart_block, note, section_of, sentence, table_of
from cxworkbench.telling.chart_parts import (
    ACROSS,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    wrapped_labels,
)
from cxworkbench.telling.theme import FOCAL, GREYS, MUTED, PAPER, finish
from cxworkbench.voice.words import count_of, number, percent

ROW: Final = 34
MOST: Final = 12
COLUMNS: Final = {  # said later
    "name": "driver",
    "shown_share": "share of what is explained",
    "shown_rank": "place",
    "p_top": "first in so many draws",
    "shown_tier": "how sure",
    "shown_correlation": "correlation with recommending",
}


def build_drivers(case: Case, insights: Insights) -> KeyDrivers | None:
    """The key drivers of recommending over all accounts; None in a run for one account."""
    return key_drivers(case, insights.findings.voices, insights.findings.profile)


def chart_drivers(drivers: KeyDrivers | None) -> alt.LayerChart:
    """Each driver's share with its interval, filled where first is clear or likely.

    Where shares cannot be told the marks are hollow and show the correlation with recommending.
    """
    title = say("What goes with recommending most")
    if drivers is None or drivers.best.table.empty:
        return nothing_to_draw(title, _why_none(drivers))
    found = drivers.best
    what = "share" if found.told else "correlation"
    rows = _chart_rows(found, what)
    subtitle = (
        say(
            "{accounts:,} accounts; bars: 95 % interval; filled: first in at least 70 % of draws",
            accounts=found.answers.accounts,
        )
        if found.told
        else say("Shares cannot be told: correlations with their 95 % interval")
    )
    axis = (
        alt.Axis(format="%", title=say("share of the explained differences"))
        if found.told
        else alt.Axis(title=say("correlation, −1 to 1"))
    )
    order = rows["label"].tolist()
    base = alt.Chart(rows).encode(y=alt.Y("label:N", sort=order, title=None, axis=names_axis()))
    scale = alt.Scale(domainMin=0) if found.told else alt.Scale(domain=[-1, 1])
    x = alt.X("value:Q", axis=axis, scale=scale)
    interval = base.mark_rule(color=GREYS[2], strokeWidth=4).encode(
        x=alt.X("low:Q", axis=axis, scale=scale), x2="high:Q"
    )
    filled = base.transform_filter("datum.sure").mark_point(
        color=FOCAL, filled=True, size=130, opacity=1
    )
    hollow = base.transform_filter("!datum.sure").mark_point(
        stroke=FOCAL, fill=PAPER, size=110, strokeWidth=2, opacity=1
    )
    aside = base.mark_text(align="left", dx=10, color=MUTED).encode(
        x=alt.value(ACROSS), text="aside:N"
    )
    return finish(
        layered(interval, hollow.encode(x=x), filled.encode(x=x), aside),
        title=title,
        subtitle=subtitle,
        width=ACROSS,
        height=rows_height(rows["label"], ROW),
    )


def describe_drivers(drivers: KeyDrivers | None) -> str:
    """The first driver and how sure that is, how much all explain, and what was left out."""
    if drivers is None:
        return _why_none(drivers)
    found = drivers.best
    told = _first_words(found) if found.told else _untold_words(found)
    if drivers.level == STAGE and found.told:
        told += say(
            " By stage, because by touchpoint it cannot be told: {why}.",
            why=drivers.by_touchpoint.why,
        )
    return told + _left_words(found) + _flag_words(found)


def shown_drivers(drivers: KeyDrivers | None) -> pd.DataFrame:
    """The drivers as a table with words for people."""
    table = pd.DataFrame(columns=list(COLUMNS)) if drivers is None else _shown(drivers.best)
    return table[list(COLUMNS)].rename(columns={k: say(v) for k, v in COLUMNS.items()})


def drivers_section(drivers: KeyDrivers | None) -> Section:
    """What drives loyalty, for inside."""
    words = describe_drivers(drivers)
    if drivers is None:
        return section_of("drivers", say("What drives loyalty"), [note(words)])
    evidence = drivers.evidence
    blocks = [
        sentence(words, evidence=evidence),
        chart_block(chart_drivers(drivers), words, evidence=evidence),
        table_of(_shown(drivers.best), COLUMNS, say("All drivers"), evidence=evidence),
        note(
            say(
                "Going together is not causing: who likes a supplier rates everything higher. "
                "Where intervals overlap the order is open."
            )
        ),
    ]
    return section_of("drivers", say("What drives loyalty"), blocks)


def _why_none(drivers: KeyDrivers | None) -> str:
    if drivers is None:
        return say(
            "Drivers are looked at over all accounts with answers on a scale; they stand in the "
            "report of all accounts."
        )
    return say("Nothing can be told of drivers: {why}.", why=drivers.best.why)


def _first_words(found: Drivers) -> str:
    first = found.table.iloc[0]
    sure = {
        CLEAR: say("it is clearly first"),
        LIKELY: say("it is likely first"),
    }.get(str(first["tier"]), say("whether it is first is open"))
    return say(
        "“{driver}” goes with recommending most: {share} of what is explained ({low} to {high}); "
        "{sure}, in {top} of draws over {accounts}. All together explain {fit} of the differences.",
        driver=first["driver"],
        share=percent(first["share"]),
        low=percent(first["share_low"]),
        high=percent(first["share_high"]),
        sure=sure,
        top=percent(first["p_top"]),
        accounts=count_of(found.answers.accounts, "account"),
        fit=percent(found.fit),
    )


def _untold_words(found: Drivers) -> str:
    told = say("What drives recommending cannot be told: {why}.", why=found.why)
    first = found.table.iloc[0] if len(found.table) else None
    if first is None or not (first["correlation_low"] > 0 or first["correlation_high"] < 0):
        return told
    return told + say(
        " Looked at one by one, “{driver}” goes with it most: {value} ({low} to {high}) on "
        "−1 to 1.",
        driver=first["driver"],
        value=number(first["correlation"], 2),
        low=number(first["correlation_low"], 2),
        high=number(first["correlation_high"], 2),
    )


def _left_words(found: Drivers) -> str:
    answers = found.answers
    told = ""
    if answers.incomplete:
        told += say(
            " Left out: {accounts} that did not rate all of them.",
            accounts=count_of(answers.incomplete, "account"),
        )
    if answers.left_out:
        told += say(
            " Rated by fewer than half, so in no share: {names}.", names=", ".join(answers.left_out)
        )
    if answers.groups:
        told += say(
            " Too alike to be told apart, so put together: {names}.",
            names="; ".join(" + ".join(items) for items in answers.groups),
        )
    return told


def _flag_words(found: Drivers) -> str:
    flagged = found.table.loc[found.table["flagged"], "driver"].tolist()
    if not flagged:
        return ""
    return say(
        " A regression would turn the sign of {names}: that is a flag, not a finding.",
        names=", ".join(f"“{name}”" for name in flagged),
    )


def _shown(found: Drivers) -> pd.DataFrame:
    rows = found.table
    return rows.assign(
        name=rows["driver"],
        shown_share=_with_ends(rows, "share", percent),
        shown_rank=[
            "" if np.isnan(low) else f"{low:.0f}–{high:.0f}"
            for low, high in rows[["rank_low", "rank_high"]].to_numpy(float)
        ],
        p_top=["" if np.isnan(value) else percent(value) for value in rows["p_top"]],
        shown_tier=[term(str(one)) for one in rows["tier"]],
        shown_correlation=_with_ends(rows, "correlation", lambda value: number(value, 2)),
    )


def _with_ends(rows: pd.DataFrame, name: str, shown: object) -> list[str]:
    said = shown if callable(shown) else str
    told = []
    for value, low, high in rows[[name, f"{name}_low", f"{name}_high"]].to_numpy(float):
        if np.isnan(value):
            told.append("")
        elif np.isnan(low):
            told.append(said(value))
        else:
            told.append(
                say("{value} ({low} to {high})", value=said(value), low=said(low), high=said(high))
            )
    return told


def _chart_rows(found: Drivers, what: str) -> pd.DataFrame:
    rows = found.table.head(MOST)
    rows = rows[rows[what].notna()]
    aside = [
        "" if one == CANNOT_TELL else say("first: {top}", top=percent(top))
        for one, top in zip(rows["tier"], rows["p_top"], strict=True)
    ]
    return pd.DataFrame(
        {
            "label": wrapped_labels(rows["driver"].tolist()),
            "value": rows[what].to_numpy(float),
            "low": rows[f"{what}_low"].to_numpy(float),
            "high": rows[f"{what}_high"].to_numpy(float),
            "sure": rows["tier"].isin([CLEAR, LIKELY]).to_numpy(),
            "aside": aside,
        }
    )

"""Charts of insights: pains and gains by weight, expected against got, moments of truth."""

from collections.abc import Sequence
from typing import Final, Literal

import altair as alt
import numpy as np
import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.insight.moments import MOMENT
from cxworkbench.telling.chart_parts import (
    ACROSS,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    wrapped_labels,
)
from cxworkbench.telling.theme import FOCAL, GAIN, GREYS, INK, MUTED, PAIN, PAPER, finish
from cxworkbench.telling.type_metrics import drawable
from cxworkbench.voice.words import number, percent

ROW: Final = 34
MOST: Final = 12  # rows of a chart; its table has the rest
MOST_GAPS: Final = 24
COLOURS: Final = {"pain": PAIN, "gain": GAIN}
TITLES: Final = {  # said later
    "pain": "Pains by accounts × severity × revenue",
    "gain": "Gains by accounts × gladness × revenue",
}


def chart_pains(
    ranked: pd.DataFrame, *, own: pd.DataFrame | None = None, kind: Literal["pain", "gain"] = "pain"
) -> alt.LayerChart:
    """Pains by their score with its interval; hollow where too few tell; at the right the factors.

    Parameters
    ----------
    ranked
        As `insight.pains.rank_pains` makes it.
    own
        What the account of the report named itself, as `insight.pains.pains_of` makes it: a
        diamond, and words that say so.
    kind
        "pain", or "gain" for a table of gains.
    """
    title = TITLES[kind]
    if ranked.empty:
        return nothing_to_draw(title, say("No {kind} was named by any account.", kind=kind))
    rows = _weights(ranked.head(MOST), own, "severity" if kind == "pain" else "gladness")
    base = _rows(rows)
    x = alt.X("value:Q", scale=alt.Scale(domainMin=0, nice=True), title=say("score, 0 to 100"))
    low = alt.X("low:Q", scale=alt.Scale(domainMin=0, nice=True), title=say("score, 0 to 100"))
    interval = base.transform_filter("datum.sure").mark_rule(color=GREYS[2], strokeWidth=4)
    marks = _marks(base, x, COLOURS[kind], own=bool(rows["own"].any()))
    aside = base.mark_text(align="left", dx=10, color=MUTED).encode(
        x=alt.value(ACROSS), text="aside:N"
    )
    heard = int(ranked["heard"].max())
    more = (
        say("; the first {most} of {ranked}", most=MOST, ranked=len(ranked))
        if len(ranked) > MOST
        else ""
    )
    return finish(
        layered(interval.encode(x=low, x2="high:Q"), *marks, aside),
        title=title,
        subtitle=say(
            "{heard:,} heard accounts; bars: 95 % interval; hollow: too few to tell{more}",
            heard=heard,
            more=more,
        ),
        width=ACROSS,
        height=rows_height(rows["label"], ROW),
    )


def chart_gains(ranked: pd.DataFrame, *, own: pd.DataFrame | None = None) -> alt.LayerChart:
    """Gains by their score; see `chart_pains`."""
    return chart_pains(ranked, own=own, kind="gain")


def chart_gaps(
    gaps: pd.DataFrame, *, means: str = "Means over accounts"
) -> alt.VConcatChart | alt.LayerChart:
    """What was expected (hollow) and what was got (filled), a panel a metric.

    The line between the two is coloured as a pain where it falls short by more than chance.

    Parameters
    ----------
    gaps
        As `voice.gaps.service_gaps` makes it.
    means
        What the marks are, for the subtitle.
    """
    title = say("What was expected, and what was got")
    if gaps.empty:
        return nothing_to_draw(
            title, say("Nobody was asked both what was expected and what was got.")
        )
    shown = gaps.loc[gaps["gap"].nsmallest(MOST_GAPS).index.sort_values()]
    panels = [_gap_panel(rows, str(metric)) for metric, rows in shown.groupby("metric", sort=True)]
    more = (
        say("; the {most_gaps} lowest of {gaps}", most_gaps=MOST_GAPS, gaps=len(gaps))
        if len(gaps) > MOST_GAPS
        else ""
    )
    stacked: alt.VConcatChart = alt.vconcat(*panels, spacing=26).resolve_scale(x="independent")
    return finish(
        stacked,
        title=title,
        subtitle=say(
            "{means}; hollow: expected, filled: got; at the right the difference{more}",
            means=means,
            more=more,
        ),
    )


def chart_moments(moments: pd.DataFrame) -> alt.LayerChart:
    """How much less accounts recommend after a bad experience, touchpoint by touchpoint.

    Parameters
    ----------
    moments
        As `insight.moments.moment_candidates` makes it; touchpoints nobody rated are left out.
    """
    title = say("Recommendation after a bad experience, against the others")
    told = moments[moments["accounts"] > 0].head(MOST)
    if told.empty:
        return nothing_to_draw(
            title, say("No account both rated a touchpoint and said a recommendation.")
        )
    rows = pd.DataFrame(
        {
            "label": wrapped_labels(told["name"]),
            "value": told["outcome_difference"].round(4).to_numpy(),
            "low": told["low"].round(4).to_numpy(),
            "high": told["high"].round(4).to_numpy(),
            "sure": told["low"].notna().to_numpy(),
            "moment": (told["label"] == MOMENT).to_numpy(),
            "aside": [
                say(
                    "{label} (n {bad} and {accounts})",
                    label=term(label),
                    bad=bad,
                    accounts=accounts - bad,
                )
                for label, bad, accounts in zip(
                    told["label"], told["bad"], told["accounts"], strict=True
                )
            ],
        }
    )
    base = _rows(rows)
    axis = say("points of recommendation, 0 to 10: less at the left, more at the right")
    x = alt.X("value:Q", title=axis)
    sure = base.transform_filter("datum.sure")
    interval = sure.mark_rule(color=GREYS[2], strokeWidth=4).encode(
        x=alt.X("low:Q", title=axis), x2="high:Q"
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=GREYS[1])
    colour = alt.condition("datum.moment", alt.value(PAIN), alt.value(GREYS[0]))
    aside = base.mark_text(align="left", dx=10, color=MUTED).encode(
        x=alt.value(ACROSS), text="aside:N"
    )
    values = sure.mark_text(dy=-12, color=INK).encode(x=x, text=alt.Text("value:Q", format="+.1f"))
    return finish(
        layered(
            zero.encode(x=alt.X("zero:Q", title=axis)),
            interval,
            sure.mark_point(filled=True, size=80).encode(x=x, color=colour),
            values,
            aside,
        ),
        title=title,
        subtitle=say(
            "Bars: 95 % intervals, true for all touchpoints at once; no bar: too few to tell"
        ),
        width=ACROSS,
        height=rows_height(rows["label"], ROW),
    )


def _weights(ranked: pd.DataFrame, own: pd.DataFrame | None, rating: str) -> pd.DataFrame:
    names = [f"{code} ({name})" for code, name in zip(ranked["code"], ranked["name"], strict=True)]
    named = set() if own is None else set(zip(own["code"], own["touchpoint_id"], strict=True))
    mine = [one in named for one in zip(ranked["code"], ranked["touchpoint_id"], strict=True)]
    asides = [
        say(
            "n {accounts:,}, {rating} {severity}, {value} of revenue",
            accounts=row.accounts,
            rating=rating,
            severity=number(float(str(row.severity))),
            value=percent(float(str(row.value))),
        )
        for row in ranked.itertuples()
    ]
    return pd.DataFrame(
        {
            "label": wrapped_labels(names),
            "value": ranked["score"].round(4).to_numpy(),
            "low": ranked["low"].round(4).to_numpy(),
            "high": ranked["high"].round(4).to_numpy(),
            "sure": ranked["low"].notna().to_numpy(),
            "own": mine,
            "aside": [
                say("{aside}; this account too", aside=aside) if one else aside
                for aside, one in zip(asides, mine, strict=True)
            ],
        }
    )


def _marks(base: alt.Chart, x: alt.X, colour: str, *, own: bool) -> Sequence[alt.Chart]:
    sure = base.transform_filter("datum.sure && !datum.own")
    bare = base.transform_filter("!datum.sure && !datum.own")
    marks = [
        sure.mark_point(color=colour, filled=True, size=80).encode(x=x),
        bare.mark_point(color=colour, filled=False, fill=PAPER, size=80).encode(x=x),
    ]
    if own:
        diamonds = base.transform_filter("datum.own")
        marks.append(
            diamonds.mark_point(shape="diamond", color=FOCAL, filled=True, size=130).encode(x=x)
        )
    return marks


def _gap_panel(group: pd.DataFrame, metric: str) -> alt.LayerChart:
    rows = pd.DataFrame(
        {
            "label": wrapped_labels(group["name"]),
            "expected": group["expectation"].round(4).to_numpy(),
            "got": group["perception"].round(4).to_numpy(),
            "short": np.asarray(group["high"] < 0),
            "aside": [
                _difference(*figures)
                for figures in zip(
                    group["gap"], group["low"], group["high"], group["accounts"], strict=True
                )
            ],
        }
    )
    base = _rows(rows)
    scale = alt.Scale(zero=False, nice=True, padding=12)
    expected = alt.X(
        "expected:Q", scale=scale, title=say("{drawable}, on its scale", drawable=drawable(metric))
    )
    got = alt.X(
        "got:Q", scale=scale, title=say("{drawable}, on its scale", drawable=drawable(metric))
    )
    colour = alt.condition("datum.short", alt.value(PAIN), alt.value(GREYS[1]))
    aside = base.mark_text(align="left", dx=10, color=MUTED).encode(
        x=alt.value(ACROSS), text="aside:N"
    )
    return layered(
        base.mark_rule(strokeWidth=3).encode(x=expected, x2="got:Q", color=colour),
        base.mark_point(color=INK, filled=False, fill=PAPER, size=80).encode(x=expected),
        base.mark_point(filled=True, size=80).encode(x=got, color=colour),
        aside,
    ).properties(width=ACROSS, height=rows_height(rows["label"], ROW))


def _rows(rows: pd.DataFrame) -> alt.Chart:
    order = rows["label"].tolist()
    chart: alt.Chart = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=order, title=None, axis=names_axis())
    )
    return chart


def _difference(gap: float, low: float, high: float, accounts: int) -> str:
    ends = (
        "" if np.isnan(low) else say(" ({low} to {high})", low=number(low, 2), high=number(high, 2))
    )
    return f"{number(gap, 2)}{ends}, n {accounts:,}"

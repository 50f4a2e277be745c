"""The chart of themes: how often each is spoken of, and how accounts feel about it."""

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.telling.chart_parts import (
    ROW,
    WIDEST_CELL,
    count_matrix,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    wrapped_labels,
)
from cxworkbench.telling.theme import FOCAL, GAIN, GREYS, INK, MUTED, PAIN, PAPER, SHADE, finish
from cxworkbench.voice.themes import shown_theme
from cxworkbench.voice.words import number

COUNTS_ACROSS: Final = 250
FEELS_ACROSS: Final = 210
NO_STAGE: Final = "no stage"  # said later
SIGNED: Final = "datum.value == 0 ? '0' : format(datum.value, '+.1f')"
_KINDS: Final = {"negative": PAIN, "neutral or not scored": GREYS[3], "positive": GAIN}


def chart_themes(themes: pd.DataFrame) -> alt.HConcatChart | alt.LayerChart:
    """Statements of each theme by how a machine reads them, beside the mean feeling of accounts.

    Parameters
    ----------
    themes
        As `voice.theme_tables.theme_table` makes it.
    """
    title = say("What they said, in themes")
    if themes.empty:
        return nothing_to_draw(title, say("No statement in words was received."))
    labels = wrapped_labels([shown_theme(theme) for theme in themes["theme"]])
    height = rows_height(labels, ROW + 6)
    counts = _counts(themes, labels).properties(
        width=COUNTS_ACROSS,
        height=height,
        title=_heading(say("statements, by how a machine reads them")),
    )
    feels = _feelings(themes, labels).properties(
        width=FEELS_ACROSS, height=height, title=_heading(say("mean over accounts, 95 % interval"))
    )
    both: alt.HConcatChart = alt.hconcat(counts, feels, spacing=24)
    return finish(
        both,
        title=title,
        subtitle=say(
            "Machine, unverified; a statement may speak of several themes (hollow: too few)"
        ),
    )


def chart_theme_stages(by_stage: pd.DataFrame, stages: Sequence[str]) -> alt.LayerChart:
    """How many statements speak of each theme in each stage: the more the darker, none dashed.

    Parameters
    ----------
    by_stage
        As `voice.theme_tables.theme_stages` makes it.
    stages
        Names of the stages, in order; what stands in none comes last.
    """
    title = say("Themes in each stage")
    if by_stage.empty:
        return nothing_to_draw(title, say("No statement in words was received."))
    known = set(by_stage["stage"])
    columns = [*stages, *([""] if "" in known else [])]
    themes = list(dict.fromkeys(by_stage["theme"]))
    counts = {
        (theme, stage): int(count)
        for theme, stage, count in zip(
            by_stage["theme"], by_stage["stage"], by_stage["statements"], strict=True
        )
    }
    down = wrapped_labels([shown_theme(theme) for theme in themes])
    across = wrapped_labels([stage or NO_STAGE for stage in columns], WIDEST_CELL)
    cells = [
        (label, head, counts.get((theme, stage), 0))
        for theme, label in zip(themes, down, strict=True)
        for stage, head in zip(columns, across, strict=True)
    ]
    return count_matrix(
        cells, down, across, title, say("Statements; one may speak of several themes")
    )


def _counts(themes: pd.DataFrame, labels: list[str]) -> alt.LayerChart:
    rows = []
    for label, row in zip(labels, themes.to_dict("records"), strict=True):
        rest = row["statements"] - row["negative"] - row["positive"]
        parts = zip(_KINDS, (row["negative"], rest, row["positive"]), strict=True)
        start = 0
        for kind, count in parts:
            rows.append({"label": label, "kind": kind, "from": start, "to": start + count,
                         "count": count})  # fmt: skip
            start += count
    ends = pd.DataFrame({
        "label": labels,
        "to": themes["statements"],
        "words": [f"{n:,}" for n in themes["statements"]],
    })  # fmt: skip
    y = alt.Y("label:N", sort=labels, title=None, axis=names_axis())
    most = float(themes["statements"].max())
    scale = alt.Scale(domain=[0, 1.16 * most], nice=False)
    x = alt.X("from:Q", scale=scale, axis=None)
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(_KINDS), range=list(_KINDS.values())),
        legend=alt.Legend(title=None, orient="bottom", direction="horizontal", columns=3),
    )
    bars = (
        alt.Chart(pd.DataFrame(rows))
        .transform_filter("datum.count > 0")
        .mark_bar(height=15, stroke=PAPER, strokeWidth=1)
        .encode(y=y, x=x, x2="to:Q", color=colour)
    )
    words = (
        alt.Chart(ends)
        .mark_text(align="left", dx=5, color=INK)
        .encode(y=y, x=alt.X("to:Q", scale=scale, axis=None), text="words:N")
    )
    return layered(bars, words)


def _feelings(themes: pd.DataFrame, labels: list[str]) -> alt.LayerChart:
    rows = pd.DataFrame({
        "label": labels,
        "value": themes["sentiment"].round(4),
        "low": themes["low"].round(4),
        "high": themes["high"].round(4),
        "sure": themes["low"].notna(),
        "shown": [number(value, 2) for value in themes["sentiment"]],
        "n": [f"n {n:,}" for n in themes["scored_accounts"]],
    })  # fmt: skip
    rows = rows.loc[rows["value"].notna()].reset_index(drop=True)
    scale = alt.Scale(domain=[-1.05, 1.05], nice=False)
    axis = alt.Axis(values=[-1, -0.5, 0, 0.5, 1], labelFlush=False, labelExpr=SIGNED)
    base = alt.Chart(rows).encode(y=alt.Y("label:N", sort=labels, title=None, axis=None))
    x = alt.X("value:Q", scale=scale, axis=axis, title=None)
    zero = alt.Chart(pd.DataFrame({"at": [0]})).mark_rule(color=SHADE, strokeWidth=2)
    rule = base.transform_filter("datum.sure").mark_rule(color=GREYS[1], strokeWidth=3)
    point = base.mark_point(color=FOCAL, size=65, opacity=1)
    return layered(
        zero.encode(x=alt.X("at:Q", scale=scale, axis=axis, title=None)),
        rule.encode(x=alt.X("low:Q", scale=scale, axis=axis, title=None), x2="high:Q"),
        point.transform_filter("datum.sure").encode(x=x, fill=alt.value(FOCAL)),
        point.transform_filter("!datum.sure").encode(x=x, fill=alt.value(PAPER)),
        base.mark_text(dy=-11, color=INK).encode(x=x, text="shown:N"),
        base.mark_text(align="left", color=MUTED).encode(x=alt.value(FEELS_ACROSS + 6), text="n:N"),
    )


def _heading(text: str) -> alt.TitleParams:
    return alt.TitleParams(text=text, fontSize=12.5, fontWeight=500, offset=6, anchor="start")

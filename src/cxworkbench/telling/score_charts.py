"""Charts of scores: points with their intervals, and how many accounts stand behind each."""

from collections.abc import Mapping
from typing import Final

import altair as alt
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.telling.chart_parts import (
    ACROSS,
    ROW,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    widest_label,
    wrapped_labels,
)
from cxworkbench.telling.theme import FOCAL, GREYS, INK, MUTED, PAPER, finish
from cxworkbench.telling.type_metrics import drawable
from cxworkbench.voice.research import HERE, WHOSE
from cxworkbench.voice.visits import heard_in_words
from cxworkbench.voice.words import number, percent

# The ends of the axis, a little beyond the scale: a figure at its end stays clear of the names.
WHOLE: Final = {"points": (-110.0, 110.0), "share": (-0.06, 1.06)}
MARKS: Final[Mapping[str, list[float]]] = {
    "points": [-100, -50, 0, 50, 100],
    "share": [0, 0.25, 0.5, 0.75, 1],
}
TICKS: Final = {"points": "format(datum.value, 'd')", "share": "format(datum.value, '.0%')"}


def chart_scores(
    scores: pd.DataFrame,
    *,
    label: str = WHOSE,
    names: Mapping[str, str] | None = None,
    title: str = "Scores with their intervals",
    scales: Mapping[str, tuple[float, float]] | None = None,
) -> alt.VConcatChart | alt.LayerChart:
    """Scores as points with their 95 % intervals and the number of accounts, a panel a metric.

    Where only one row stands for each metric, metrics on one scale share a panel.

    Parameters
    ----------
    scores
        As `voice.scores.score_table` makes it, in the order to be drawn.
    label
        The column that tells the rows of one metric apart.
    names
        What to write for a value of that column, and in which order; the value itself and the
        table's order where not given.
    title
        The subject.
    scales
        Rule -> ends of its scale, for means that are to be seen on the whole of it.
    """
    if scores.empty:
        return nothing_to_draw(title, say("No answer was given on any scale."))
    rows = _as_drawn(scores, label, names)
    together = int(scores.groupby("metric").size().max()) == 1
    keys = ["unit", "rule"] if together else ["metric"]
    whole = dict(scales or {})
    widest = widest_label(wrapped_labels(rows["text"]))
    panels = [
        _panel(group, _panel_title(group, together), _ends(rows, group, whole), widest)
        for _, group in rows.groupby(keys, sort=False)
    ]
    stacked: alt.VConcatChart = alt.vconcat(*panels, spacing=26).resolve_scale(x="independent")
    return finish(
        stacked,
        title=title,
        subtitle=say(
            "Mean over accounts, 95 % interval (hollow: none), and the accounts behind it"
        ),
    )


def _as_drawn(scores: pd.DataFrame, label: str, names: Mapping[str, str] | None) -> pd.DataFrame:
    given = names or {}
    together = int(scores.groupby("metric").size().max()) == 1
    place = {name: place for place, name in enumerate(given)}
    order = scores[label].map(place).fillna(len(place)).to_numpy()
    rows = scores.assign(_order=order).sort_values("_order", kind="stable")
    named = [str(given.get(value, value)) for value in rows[label]]
    one_place = together and label == WHOSE
    said = [
        metric if one_place else f"{metric}, {name}" if together else name
        for metric, name in zip(rows["metric"], named, strict=True)
    ]
    decimals = {"points": 0, "share": None, "scale": 2}
    return pd.DataFrame(
        {
            "metric": rows["metric"],
            "unit": rows["unit"],
            "rule": rows["rule"],
            "text": said,
            "value": rows["value"].round(4),
            "low": rows["low"].round(4),
            "high": rows["high"].round(4),
            "sure": rows["low"].notna(),
            "shown": [
                _figure(value, decimals[unit])
                for value, unit in zip(rows["value"], rows["unit"], strict=True)
            ],
            "n": [
                heard_in_words(people, seen) if name == HERE else f"n {n:,}"
                for name, n, people, seen in zip(
                    rows[label], rows["accounts"], rows["respondents"], rows["visits"], strict=True
                )
            ],
        }
    )


def _figure(value: float, decimals: int | None) -> str:
    return percent(value) if decimals is None else number(value, decimals)


def _panel_title(group: pd.DataFrame, together: bool) -> str:
    rule = str(group["rule"].iloc[0])
    return rule if together else f"{drawable(str(group['metric'].iloc[0]))}: {rule}"


def _ends(
    rows: pd.DataFrame, group: pd.DataFrame, whole: Mapping[str, tuple[float, float]]
) -> tuple[float, float]:
    """The ends of the axis: the whole scale, or room for all that is counted by the same rule."""
    unit, rule = str(group["unit"].iloc[0]), str(group["rule"].iloc[0])
    if unit in WHOLE:
        return WHOLE[unit]
    if rule in whole:
        low, high = whole[rule]
        return low - 0.05 * (high - low), high + 0.05 * (high - low)
    alike = rows.loc[rows["rule"] == group["rule"].iloc[0], ["value", "low", "high"]]
    least, most = float(alike.min().min()), float(alike.max().max())
    room = 0.15 * (most - least) or 0.5
    return round(least - room, 3), round(most + room, 3)


def _panel(
    group: pd.DataFrame, title: str, ends: tuple[float, float], widest: float
) -> alt.LayerChart:
    rows = group.reset_index(drop=True)
    rows["label"] = wrapped_labels(rows["text"])
    unit = str(rows["unit"].iloc[0])
    axis = (
        alt.Axis(labelExpr=TICKS[unit], values=MARKS[unit], labelFlush=False)
        if unit in TICKS
        else alt.Axis(tickCount=6, labelFlush=False)
    )
    scale = alt.Scale(domain=list(ends), nice=False)
    base = alt.Chart(rows.drop(columns=["metric", "unit", "rule", "text"])).encode(
        y=alt.Y("label:N", sort=rows["label"].tolist(), title=None, axis=names_axis(widest))
    )
    x = alt.X("value:Q", scale=scale, axis=axis, title=None)
    rule = base.mark_rule(color=GREYS[1], strokeWidth=3).encode(
        x=alt.X("low:Q", scale=scale, axis=axis, title=None), x2="high:Q"
    )
    sure = base.transform_filter("datum.sure").mark_point(
        color=FOCAL, filled=True, size=75, opacity=1
    )
    bare = base.transform_filter("!datum.sure").mark_point(
        color=FOCAL, filled=False, size=75, fill=PAPER, opacity=1
    )
    value = base.mark_text(dy=-11, color=INK).encode(x=x, text="shown:N")
    edge = base.mark_text(align="left", dx=ACROSS / 2 + 8, color=MUTED).encode(
        x=alt.value(ACROSS / 2), text="n:N"
    )
    layers = [rule.transform_filter("datum.sure"), sure.encode(x=x), bare.encode(x=x), value, edge]
    heading = alt.TitleParams(text=title, fontSize=12.5, fontWeight=500, offset=12, anchor="start")
    return layered(*layers).properties(
        width=ACROSS, height=rows_height(rows["label"], ROW + 8), title=heading
    )

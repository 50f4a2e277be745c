"""Charts of behavioural segments: what tells them apart, and where the accounts lie."""

from typing import Final

import altair as alt
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.telling.chart_parts import (
    LABEL,
    LINE_HEIGHT,
    LINES,
    depth,
    heads_axis,
    layered,
    names_axis,
    nothing_to_draw,
    wrapped_labels,
)
from cxworkbench.telling.theme import FOCAL, GREYS, INK, PAPER, finish
from cxworkbench.telling.type_metrics import wrap
from cxworkbench.voice.behaviour import Behaviour
from cxworkbench.voice.dimensions import DIMENSIONS
from cxworkbench.voice.words import count_of, number, percent

HEAD: Final = 96  # pixels for a figure's name
FIELD: Final = 104
FIELD_HEIGHT: Final = 46
SCATTER: Final = 400
SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
MARKS: Final = (FOCAL, GREYS[1], GREYS[0], GREYS[2], INK, GREYS[1])
MOST_FIGURES: Final = 7


def chart_segment_traits(traits: pd.DataFrame, told: pd.DataFrame) -> alt.LayerChart:
    """Each segment against the rest in each figure: standardised difference, and its median.

    Parameters
    ----------
    traits
        As `voice.traits.segment_traits` makes it.
    told
        As `voice.traits.segment_profile` makes it.
    """
    title = say("What tells the segments apart")
    if told.empty:
        return nothing_to_draw(title, say("There are no segments to tell apart."))
    labels = dict(zip(told["segment"], wrapped_labels(_named(told)), strict=True))
    rows = traits.loc[traits["difference"].notna()].drop_duplicates(["segment", "feature"])
    order = rows.groupby("feature")["difference"].agg(lambda part: part.abs().max())
    used = rows.groupby("feature")["used"].any()
    shown = [*order[used].sort_values(ascending=False).index[:MOST_FIGURES]]
    rows = rows.loc[rows["feature"].isin(shown)].copy()
    heads = {name: "\n".join(wrap(DIMENSIONS.get(name, name), HEAD, 12.0)) for name in shown}
    fields = pd.DataFrame(
        {
            "label": [labels[one] for one in rows["segment"]],
            "column": [heads[one] for one in rows["feature"]],
            "size": rows["difference"].abs().round(4).tolist(),
            "words": [
                _field(kind, value, inside, difference)
                for kind, value, inside, difference in zip(
                    rows["kind"], rows["value"], rows["inside"], rows["difference"], strict=True
                )
            ],
        }
    )
    base = alt.Chart(fields).encode(
        x=alt.X("column:N", sort=list(heads.values()), title=None, axis=heads_axis(heads.values())),
        y=alt.Y("label:N", sort=list(labels.values()), title=None, axis=names_axis()),
    )
    return finish(
        layered(
            base.mark_rect(stroke=PAPER, strokeWidth=2).encode(color=depth("size")),
            base.mark_text(lineBreak="\n", dy=-LINE_HEIGHT / 2, color=INK).encode(text="words:N"),
        ),
        title=title,
        subtitle=say("Standard deviations from the rest, and the segment's median (or share)"),
        width=FIELD * len(shown),
        height=FIELD_HEIGHT * len(told),
    )


def chart_segment_scatter(
    behaviour: Behaviour, traits: pd.DataFrame, told: pd.DataFrame
) -> alt.LayerChart:
    """The accounts by the two figures that tell the segments apart most, a sign for each segment.

    Parameters
    ----------
    behaviour
        As `voice.behaviour.behavioural_segments` makes it.
    traits, told
        As in `chart_segment_traits`.
    """
    title = say("The accounts in their segments")
    numbers = [one for one in behaviour.features.dimensions if one.kind == "number"]
    apart = traits.loc[traits["used"] & (traits["kind"] == "number")]
    size = apart.groupby("feature")["difference"].agg(lambda part: part.abs().sum())
    axes = [*size.sort_values(ascending=False, kind="stable").index[:2]]
    if behaviour.grouping is None or told.empty or len(axes) < 2:
        why = say("A picture needs two figures that are numbers, and segments.")
        return nothing_to_draw(title, why)
    scales: dict[str, str] = {one.column: one.scale for one in numbers}
    names = dict(zip(told["segment"], wrapped_labels(_named(told), LABEL + 60), strict=True))
    values = behaviour.features.values
    rows = pd.DataFrame(
        {
            "x": values[axes[0]].to_numpy(),
            "y": values[axes[1]].to_numpy(),
            "label": [names[int(one)] for one in behaviour.grouping.labels],
        }
    ).dropna()
    # A logarithm has no place for nothing; the accounts without any are counted in the subtitle.
    drawn = rows
    for place, name in zip("xy", axes, strict=True):
        if scales.get(name) == "log":
            drawn = drawn.loc[drawn[place] > 0]
    left = len(rows) - len(drawn)
    shown = list(names.values())
    legend = alt.Legend(
        title=None, orient="right", labelLimit=LABEL + 80, labelExpr=LINES, rowPadding=8
    )
    points = alt.Chart(drawn).mark_point(filled=True, size=60, opacity=0.8).encode(
        x=_axis("x", axes[0], scales),
        y=_axis("y", axes[1], scales),
        shape=alt.Shape(
            "label:N", scale=alt.Scale(domain=shown, range=list(SHAPES[: len(shown)])),
            legend=legend,
        ),
        color=alt.Color(
            "label:N", scale=alt.Scale(domain=shown, range=list(MARKS[: len(shown)])), legend=legend
        ),
    )  # fmt: skip
    note = (
        say("; {accounts} with nothing not drawn", accounts=count_of(left, "account"))
        if left
        else ""
    )
    return finish(
        layered(points),
        title=title,
        subtitle=say(
            "{accounts}, by the figures that differ most{note}",
            accounts=count_of(len(drawn), "account"),
            note=note,
        ),
        width=SCATTER,
        height=280,
    )


def _axis(place: str, name: str, scales: dict[str, str]) -> alt.X | alt.Y:
    kind = alt.X if place == "x" else alt.Y
    logged = scales.get(name) == "log"
    scale = alt.Scale(type="log") if logged else alt.Scale(zero=False)
    told = f"{DIMENSIONS.get(name, name)}{', logarithmic' if logged else ''}"
    axis = alt.Axis(format="~s", tickCount=5) if logged else alt.Axis(tickCount=6)
    return kind(f"{place}:Q", scale=scale, title=told, axis=axis)


def _named(told: pd.DataFrame) -> list[str]:
    return [
        f"{name} ({accounts})"
        for name, accounts in zip(told["name"], told["accounts"], strict=True)
    ]


def _field(kind: str, value: str, inside: float, difference: float) -> str:
    sign = "+" if difference > 0 else ""
    held = f"{value} {percent(inside)}" if kind == "category" else _short(inside)
    return f"{sign}{number(difference, 1)}\n{held}"


def _short(value: float) -> str:
    return number(value, 0 if abs(value) >= 100 or value == round(value) else 1)

"""Charts of the coding: the saturation curve, and agreement code by code."""

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
    wrapped_labels,
)
from cxworkbench.telling.coding_words import coefficient
from cxworkbench.telling.theme import FOCAL, GREYS, INK, MUTED, PAPER, SHADE, finish
from cxworkbench.voice.agreement import RELY, TENTATIVE
from cxworkbench.voice.saturation import FEWEST, Saturation
from cxworkbench.voice.words import count_of


def chart_saturation(saturation: Saturation) -> alt.LayerChart:
    """How many different codes so many interviews bring: in order of date, and in any order.

    Parameters
    ----------
    saturation
        As `voice.saturation.saturation_curve` makes it.
    """
    title = say("New codes from further interviews")
    if saturation.interviews < 2 or not saturation.codes:
        return nothing_to_draw(title, saturation.text)
    table = saturation.table
    base = alt.Chart(table).encode(
        x=alt.X("interviews:Q", title=say("interviews"), axis=_whole(saturation.interviews),
                scale=alt.Scale(domain=[1, saturation.interviews], nice=False)),
    )  # fmt: skip
    codes = alt.Axis(format="d", tickCount=min(saturation.codes, 6))
    layers = [
        base.mark_area(color=GREYS[3], opacity=0.7).encode(
            y=alt.Y("low:Q", title=say("different codes"), axis=codes), y2="high:Q"
        ),
        base.mark_line(color=GREYS[1], strokeDash=[5, 3]).encode(y="mean:Q"),
        base.mark_line(color=FOCAL, interpolate="step-after").encode(
            y="codes:Q", tooltip=["interviews", "new", "codes"]
        ),
    ]
    if saturation.reached:
        at = pd.DataFrame({"at": [saturation.reached], "words": [say("few new codes from here")]})
        mark = alt.Chart(at).encode(x="at:Q")
        layers += [
            mark.mark_rule(color=MUTED, strokeDash=[2, 3]),
            mark.mark_text(color=MUTED, align="left", dx=6, dy=-6).encode(
                text="words:N", y=alt.value(236)
            ),
        ]
    few = (
        ""
        if saturation.interviews >= FEWEST
        else say("; fewer than {fewest} tell nothing", fewest=FEWEST)
    )
    return finish(
        layered(*layers),
        title=f"{title}: {count_of(saturation.interviews, 'interview')}",
        subtitle=say(
            "Line: in order of date; dashed: mean of all orders; band: 9 in 10 orders{few}", few=few
        ),
        width=ACROSS + 120,
        height=250,
    )


def chart_code_agreement(by_code: pd.DataFrame) -> alt.LayerChart:
    """Agreement on each code with its interval, the one that coders differ on most first.

    Parameters
    ----------
    by_code
        As `voice.coding_agreement.agreement_by_code` makes it.
    """
    title = say("How far coders agree on each code")
    told = by_code[by_code["value"].notna()].reset_index(drop=True)
    if told.empty:
        return nothing_to_draw(
            title, say("No code stands in enough sentences that two went through.")
        )
    labels = wrapped_labels(told["code"])
    rows = told.assign(
        label=labels,
        words=[
            say(
                "{coefficient}, {both} of {sentences} alike",
                coefficient=coefficient(value),
                both=both,
                sentences=count_of(both + some, "sentence"),
            )
            for value, both, some in zip(told["value"], told["both"], told["some"], strict=True)
        ],
    )
    scale = alt.Scale(domain=[-0.2, 1.0], clamp=True)
    axis = alt.Axis(values=[0, TENTATIVE, RELY, 1], format=".2f", grid=False)
    base = alt.Chart(rows).encode(y=alt.Y("label:N", sort=labels, title=None, axis=names_axis()))
    x = alt.X(
        "value:Q", title=say("Krippendorff’s alpha: 0 chance, 1 perfect"), scale=scale, axis=axis
    )
    marks = alt.Chart(pd.DataFrame({"at": [TENTATIVE, RELY]})).encode(x=alt.X("at:Q", scale=scale))
    bands = rows.dropna(subset=["low"])
    ranges = alt.Chart(bands).encode(y=alt.Y("label:N", sort=labels, title=None))
    return finish(
        layered(
            marks.mark_rule(color=SHADE, strokeWidth=2),
            ranges.mark_rule(color=GREYS[2], strokeWidth=5).encode(
                x=alt.X("low:Q", scale=scale), x2="high:Q"
            ),
            base.mark_point(color=FOCAL, filled=True, size=80, stroke=PAPER).encode(x=x),
            base.mark_text(align="left", color=INK, dx=10).encode(
                text="words:N", x=alt.value(ACROSS)
            ),
        ),
        title=title,
        subtitle=say("95 % intervals over voices; tentative from .67, to be relied on from .80"),
        width=ACROSS,
        height=rows_height(labels, ROW),
    )


def _whole(most: int) -> alt.Axis:
    return alt.Axis(format="d", tickCount=min(most, 10), grid=False)

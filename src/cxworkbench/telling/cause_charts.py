"""The Pareto chart of causes: pains that each explains, and how many are explained so far."""

from typing import Final

import altair as alt
import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.telling.chart_parts import (
    ACROSS,
    ROW,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    wrapped_labels,
)
from cxworkbench.telling.theme import GAIN, GREYS, INK, PAPER, finish
from cxworkbench.voice.words import percent

MOST: Final = 12


def chart_pareto(pareto: pd.DataFrame) -> alt.LayerChart:
    """Pains that each cause explains, the dark part those that no cause above explains.

    Parameters
    ----------
    pareto
        As `insight.cause_trees.cause_pareto` makes it; the first 12 are drawn.
    """
    title = say("Pains explained per cause")
    if pareto.empty:
        return nothing_to_draw(title, say("No cause that people entered explains a pain yet."))
    shown = pareto.head(MOST)
    names = [f"{row['cause']} ({', '.join(_about(row))})" for _, row in shown.iterrows()]
    labels = wrapped_labels(names)
    table = pd.DataFrame(
        {
            "label": labels,
            "pains": shown["pains"],
            "added": shown["added"],
            "supported": shown["status"] == "supported",
            "words": [
                say("{explained} explained so far, {share} of all", explained=explained,
                    share=percent(share))
                for explained, share in zip(shown["explained"], shown["share"], strict=True)
            ],
        }
    )  # fmt: skip
    widest = int(table["pains"].max())
    base = alt.Chart(table).encode(
        y=alt.Y("label:N", sort=labels, title=None, axis=names_axis()),
    )
    across = alt.X(
        "pains:Q",
        title=say("pains"),
        scale=alt.Scale(domain=[0, widest * 1.9]),
        axis=alt.Axis(values=list(range(0, widest + 1, max(1, widest // 5))), format="d"),
    )
    every = base.mark_bar(color=GREYS[3], height=16).encode(x=across)
    new = base.mark_bar(color=GREYS[0], height=16).encode(x=alt.X("added:Q"))
    sign = base.mark_point(size=90, strokeWidth=2, opacity=1).encode(
        x="pains:Q",
        shape=alt.condition("datum.supported", alt.value("circle"), alt.value("diamond")),
        fill=alt.condition("datum.supported", alt.value(GAIN), alt.value(PAPER)),
        stroke=alt.condition("datum.supported", alt.value(GAIN), alt.value(INK)),
    )
    words = base.mark_text(align="left", dx=14, color=INK, fontSize=12).encode(
        x="pains:Q", text="words:N"
    )
    subtitle = say(
        "dark: not explained by a cause above; circle: supported; hollow: hypothesis\n"
        "what a cause explains is what people entered; each pain counts once"
    )
    return finish(
        layered(every, new, sign, words),
        title=title,
        subtitle=subtitle,
        width=ACROSS + 120,
        height=rows_height(labels, ROW),
    )


def _about(row: pd.Series) -> list[str]:
    kind = term(row["kind"]) if row["kind"] else say("kind not said")
    return [kind, term(row["status"])]

"""The pieces that charts of tables are made of: wrapped names, matrices of counts, empty charts."""

from collections.abc import Iterable, Sequence
from typing import Final, cast

import altair as alt
import pandas as pd

from cxworkbench.telling.theme import GREYS, INK, MUTED, PAPER, SHADE, finish
from cxworkbench.telling.type_metrics import drawable, text_width, wrap

LABEL: Final = 220  # pixels for a name at the left
ROW: Final = 26  # pixels for a row of one line
LINE_HEIGHT: Final = 15
ACROSS: Final = 400  # pixels for a measure
CELL: Final = 78  # pixels for a field of a matrix
WIDEST_CELL: Final = 120
LINES: Final = r"split(datum.label, '\n')"
TWO_LINES: Final = r"indexof(datum.value, '\n') >= 0"


def layered(*layers: alt.Chart) -> alt.LayerChart:
    """The charts drawn over each other, the last on top."""
    return cast(alt.LayerChart, alt.layer(*layers))


def count_matrix(
    cells: Sequence[tuple[str, str, int]],
    down: Sequence[str],
    across: Sequence[str],
    title: str,
    subtitle: str,
) -> alt.LayerChart:
    """Counts in rows and columns: the more the darker, none dashed.

    Parameters
    ----------
    cells
        Row, column and count of every field.
    down, across
        The rows and columns in order, wrapped.
    title, subtitle
        The subject, and the caveat.
    """
    rows = pd.DataFrame(cells, columns=["label", "column", "count"])
    rows["words"] = [f"{count:,}" for count in rows["count"]]
    base = alt.Chart(rows).encode(
        x=alt.X("column:N", sort=list(across), title=None, axis=heads_axis(across)),
        y=alt.Y("label:N", sort=list(down), title=None, axis=names_axis()),
    )
    some, none = base.transform_filter("datum.count > 0"), base.transform_filter("datum.count == 0")
    return finish(
        layered(
            some.mark_rect(stroke=PAPER, strokeWidth=2).encode(color=depth("count")),
            none.mark_rect(fillOpacity=0, stroke=GREYS[1], strokeDash=[3, 3], strokeWidth=1),
            some.mark_text(color=INK).encode(text="words:N"),
            none.mark_text(color=MUTED).encode(text="words:N"),
        ),
        title=title,
        subtitle=subtitle,
        width=cell_width(across) * max(len(across), 1),
        height=rows_height(down, ROW),
    )


def depth(field: str) -> alt.Color:
    """The colour that says how much there is: light for little, never too dark to read on."""
    scale = alt.Scale(type="sqrt", range=[SHADE, GREYS[2]])
    return alt.Color(f"{field}:Q", scale=scale, legend=None)


def heads_axis(heads: Iterable[str] = ()) -> alt.Axis:
    """The axis of column heads: at the top, upright, in lines as wrapped."""
    lines = max((head.count("\n") for head in heads), default=0)
    # Vega draws the second line of a head downwards, over the first row: room is made above.
    return alt.Axis(
        orient="top",
        labelAngle=0,
        labelExpr=LINES,
        labelLimit=WIDEST_CELL,
        labelPadding=6 + LINE_HEIGHT * lines,
        domain=False,
        ticks=False,
    )


def cell_width(heads: Iterable[str]) -> float:
    """The pixels a column needs for its head, within limits."""
    widest = max((text_width(line, 12.0) for head in heads for line in head.split("\n")), default=0)
    return max(CELL, min(widest + 14, WIDEST_CELL))


def names_axis(widest: float = 0) -> alt.Axis:
    """The axis of names at the left, in lines as wrapped, with room for at least so many pixels.

    Panels one below the other stand in line when each has room for the widest name of all.
    """
    # Vega puts the first of several lines where a single one would stand; two lines stand around
    # the middle when the first has its foot there.
    baseline = {"condition": {"test": TWO_LINES, "value": "bottom"}, "value": "middle"}
    return alt.Axis(
        labelExpr=LINES,
        labelLimit=LABEL + 30,
        labelBaseline=baseline,
        minExtent=widest or alt.Undefined,
    )


def widest_label(labels: Iterable[str]) -> float:
    """The pixels that the widest line of all these names needs at the left."""
    lines = (line.rstrip("\u200b") for label in labels for line in label.split("\n"))
    return max((text_width(line, 12.0) for line in lines), default=0.0) + 8


def wrapped_labels(names: Iterable[object], width: float = LABEL) -> list[str]:
    """Names wrapped to the room at the left, all different, and none a word of JavaScript.

    Each ends in a blank of no width, equal ones in more of them: Vega fails on a category named
    "constructor" when the order of rows is given (seen with vl-convert 1.9).
    """
    seen: dict[str, int] = {}
    labels = []
    for name in names:
        text = "\n".join(wrap(drawable(str(name)), width, 12.0)) or " "
        labels.append(text + "\u200b" * (1 + seen.get(text, 0)))
        seen[text] = seen.get(text, 0) + 1
    return labels


def rows_height(labels: Iterable[str], row: float) -> float:
    """The pixels that so many rows need when each is as high as the longest name asks for."""
    lines = [label.count("\n") + 1 for label in labels]
    return len(lines) * max(row, LINE_HEIGHT * max(lines, default=1) + 12)


def nothing_to_draw(title: str, why: str) -> alt.LayerChart:
    """A chart that says in words why there is none."""
    words = alt.Chart(pd.DataFrame({"why": [why]})).mark_text(
        align="left", color=MUTED, fontSize=13
    )
    shown = words.encode(x=alt.value(0), y=alt.value(14), text="why:N")
    return finish(layered(shown), title=title, width=ACROSS, height=28)

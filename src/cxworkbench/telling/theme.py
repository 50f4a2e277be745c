"""The look of everything that is drawn: one font, few colours that each mean one thing, quiet axes.

Brand colours of a client frame a page and never stand for data. No colour speaks alone: beside it
there is always a shape, a dash, a sign or a word.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from cxworkbench.ground.language import term

if TYPE_CHECKING:
    import altair as alt

FONT: Final = "Inter"
FONT_STACK: Final = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"

PAIN: Final = "#b8430f"
GAIN: Final = "#1668a7"
FOCAL: Final = "#0f2238"
INK: Final = "#1f2730"  # words
MUTED: Final = "#56616c"  # second words: captions, axes, counts
LINE: Final = "#c9d0d6"  # rules and grids
SHADE: Final = "#eef1f3"  # bands behind things, intervals
PAPER: Final = "#ffffff"
PAIN_TINT: Final = "#fbeee7"  # behind words about a pain
GAIN_TINT: Final = "#e8f1f8"
GREYS: Final = ("#46525e", "#7b8791", "#aab3bb", "#d5dbe0")  # the rest, dark to light

SMALLEST_SCREEN: Final = 12.0  # pixels
SMALLEST_PAPER: Final = 9.0  # points

DASHES: Final[dict[str, list[int]]] = {
    "assumed": [4, 3],
    "reported": [1, 0],
    "observed": [1, 0],
    "measured": [1, 0],
}  # basis -> stroke dash of lines and cards
SHAPES: Final = {
    "digital": "circle",
    "physical": "square",
    "hybrid": "diamond",
    "unknown": "cross",
}  # medium class -> mark

CONFIG: Final[dict[str, Any]] = {
    "font": FONT_STACK,
    "background": PAPER,
    "padding": {"left": 0, "top": 4, "right": 8, "bottom": 4},
    "view": {"stroke": None, "continuousWidth": 560, "continuousHeight": 260},
    "title": {
        "anchor": "start",
        "color": INK,
        "fontSize": 15,
        "fontWeight": 600,
        "subtitleColor": MUTED,
        "subtitleFontSize": 12.5,
        "subtitlePadding": 4,
        "offset": 12,
        "frame": "bounds",
    },
    "axis": {
        "domainColor": LINE,
        "gridColor": SHADE,
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 260,
        "labelPadding": 5,
        "tickColor": LINE,
        "tickSize": 4,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": 400,
        "titlePadding": 8,
    },
    "axisY": {"domain": False, "ticks": False},
    "legend": {
        "labelColor": INK,
        "labelFontSize": 12,
        "orient": "top",
        "symbolSize": 90,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": 400,
    },
    "header": {"labelColor": INK, "labelFontSize": 12.5, "titleColor": MUTED, "titleFontSize": 12},
    "text": {"color": INK, "fontSize": 12},
    "bar": {"color": GREYS[1]},
    "point": {"color": GREYS[0], "filled": True, "size": 80},
    "line": {"color": GREYS[0], "strokeWidth": 2},
    "rule": {"color": GREYS[1]},
    "errorband": {"band": {"color": GREYS[2], "opacity": 0.4}},
    "range": {"category": [*GREYS[:3]]},
}  # a Vega-Lite config

ChartT = TypeVar("ChartT", bound="alt.TopLevelMixin")


def finish(
    chart: ChartT,
    *,
    title: str,
    subtitle: str = "",
    width: float | None = None,
    height: float | None = None,
) -> ChartT:
    """The same chart with its title, its caveat, and the workbench's look inside its own spec.

    The look travels with the chart: it is the same in a notebook, on a page and in a file,
    whichever Altair theme is active. The chart that was given is left as it was.

    Parameters
    ----------
    chart
        A chart of any kind: single, layered, concatenated or faceted.
    title
        The subject of the finding, as a phrase.
    subtitle
        The caveat: whose voices, how many, since when; in several lines where it has line breaks.
    width, height
        Of the drawing without axes and title, pixels; left as they are when not given.
    """
    import altair as alt

    title, subtitle = term(title), term(subtitle)
    given: Any = chart
    finished = given.copy(deep=False)  # only what stands at its top is set below
    lines: Any = subtitle.split("\n") if "\n" in subtitle else subtitle
    finished.title = alt.TitleParams(text=title, subtitle=lines) if subtitle else title
    finished.config = _config()
    spoken = subtitle.replace("\n", ". ")
    finished.description = f"{title}. {spoken}".strip() if subtitle else title
    if width is not None:
        finished.width = width
    if height is not None:
        finished.height = height
    return finished  # type: ignore[no-any-return]


@cache
def _config() -> alt.Config:
    """The look as Altair's own value, checked once in a process and not at every chart."""
    import altair as alt

    return alt.Config.from_dict(CONFIG)


def basis_dash(field: str = "basis") -> alt.StrokeDash:
    """The encoding that draws what is assumed dashed and everything with evidence solid."""
    import altair as alt

    scale = alt.Scale(domain=list(DASHES), range=list(DASHES.values()))
    return alt.StrokeDash(field, type="nominal", scale=scale, legend=None)


def medium_shape(field: str = "medium_class") -> alt.Shape:
    """The encoding that tells digital, physical, hybrid and unknown apart by shape."""
    import altair as alt

    scale = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    return alt.Shape(field, type="nominal", scale=scale, title="where it takes place")


def use_theme() -> None:
    """Make every chart of this notebook look like the workbench's and draw without a network.

    Altair's own renderer writes a random id and a script address into each output, so the same
    notebook would differ from run to run and need the network. JupyterLab 4.6 draws Vega-Lite
    by itself, but knows versions up to 5; Altair 6 writes version 6. A chart without the few new
    words of version 6 is the same in both, so outputs carry the type that JupyterLab knows.
    """
    import altair as alt

    alt.renderers.register("cxworkbench", _for_jupyterlab)
    alt.renderers.enable("cxworkbench")
    alt.theme.register("cxworkbench", enable=True)(_as_theme)


def _as_theme() -> alt.theme.ThemeConfig:
    return {"config": CONFIG}  # type: ignore[typeddict-item]


def _for_jupyterlab(spec: dict[str, Any], **_: object) -> dict[str, Any]:
    schema = "https://vega.github.io/schema/vega-lite/v5.json"  # a name; nothing is fetched
    text = spec.get("description") or "A chart; open the notebook in JupyterLab to see it."
    return {"application/vnd.vegalite.v5+json": {**spec, "$schema": schema}, "text/plain": text}

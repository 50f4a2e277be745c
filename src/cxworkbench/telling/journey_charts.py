"""Charts of the journey: the emotion curve with its interval, and one account's against all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.telling.basis_look import basis_legend, basis_look
from cxworkbench.telling.theme import FOCAL, GAIN, GREYS, INK, LINE, MUTED, PAIN, PAPER, finish
from cxworkbench.telling.type_metrics import drawable, wrap
from cxworkbench.voice.feelings import TELLING
from cxworkbench.voice.words import count_of

if TYPE_CHECKING:
    import altair as alt

MOST_ACROSS: Final = 8  # places side by side; more stand one below the other, so names stay whole
COLUMN: Final = 100  # pixels for each place side by side
NAMES: Final = 240  # pixels for the names beside the rows
ROW: Final = 34  # pixels for each place one below the other
SMALL: Final = 10  # fewer accounts than this are written on the mark
# said later
ENDS: Final = {-2: "−2 very bad", -1: "−1", 0: "0 neutral", 1: "+1", 2: "+2 very good"}
LINES: Final = r"split(datum.label, '\n')"


def chart_emotion_curve(curve: pd.DataFrame, *, title: str, subtitle: str = "") -> alt.Chart:
    """The emotion curve: a mark for each place, its interval, and a gap where nothing is known.

    Marks are filled where the feeling was measured, rings where it was reported, rings with a dot
    where it was observed, dashed rings where somebody assumed it; the subtitle says which are
    there. Fewer than ten accounts are written on the mark. More than eight places stand one below
    the other.

    Parameters
    ----------
    curve
        As `emotion_curve` or `drawn_emotion` gives it.
    title, subtitle
        The subject, and the caveat.
    """
    rows = _drawn(curve)
    layers = [_neutral(rows), _band(rows), *_stage_names(rows), _line(rows, GREYS[0])]
    layers += [_intervals(rows, GREYS[1]), *_counts(rows), _marks(rows), *_dots(rows)]
    legend = basis_legend(rows.loc[rows["value"].notna(), "basis"])
    return _finished(layers, rows, title, "\n".join(one for one in (subtitle, legend) if one))


def chart_emotion_against(
    own: pd.DataFrame, everybody: pd.DataFrame, *, title: str, subtitle: str = ""
) -> alt.Chart:
    """One account's emotion curve as dark marks, over the grey curve of all accounts.

    Parameters
    ----------
    own
        The account's curve; its marks carry the number of voices.
    everybody
        The curve of all accounts, same places in the same order; values withheld are missing.
    title, subtitle
        The subject, and the caveat.
    """
    rows = _drawn(everybody)
    mine = _drawn(own).assign(on_mark=_voices(own))
    layers = [_neutral(rows), _band(rows), *_stage_names(rows), _line(rows, GREYS[1])]
    layers += [_intervals(rows, GREYS[2]), _line(mine, FOCAL), *_counts(mine), _own_marks(mine)]
    return _finished(layers, rows, title, subtitle)


def _drawn(curve: pd.DataFrame) -> pd.DataFrame:
    """The curve as its chart encodes it: labels that all differ, and what stands on marks."""
    rows = curve.reset_index(drop=True)
    across = len(rows) <= MOST_ACROSS
    names = [_label(name, across) for name in rows["name"]]
    seen: dict[str, int] = {}
    labels = []
    for name in names:
        # Two places may have one name, and Vega fails on one called "constructor": blanks of no
        # width keep them apart on the axis, and from being a word of JavaScript.
        labels.append(name + "\u200b" * (1 + seen.get(name, 0)))
        seen[name] = seen.get(name, 0) + 1
    firsts = rows["stage"].ne(rows["stage"].shift())
    return rows.assign(
        label=labels,
        place=[drawable(name) for name in rows["name"]],
        stage=[drawable(name) for name in rows["stage"]],
        word=[drawable(word) for word in rows["word"]],
        first=firsts,
        rises=rows["value"].shift(-1) > rows["value"],
        fell=rows["value"].shift(1) > rows["value"],
        kind=[_kind(value) for value in rows["value"]],
        on_mark=[
            f"n {n}" if 0 < n < SMALL else "assumed" if basis == "assumed" else ""
            for n, basis in zip(rows["accounts"], rows["basis"], strict=True)
        ],
    ).round({"value": 4, "low": 4, "high": 4})


def _label(name: str, across: bool) -> str:
    """A name in lines that fit; one that needs more lines than there is room for ends in "…"."""
    width, most = (COLUMN - 6, 4) if across else (NAMES, 2)
    lines = wrap(drawable(name), width, 12.0)
    return "\n".join(lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"])


def _voices(curve: pd.DataFrame) -> list[str]:
    return [count_of(n, "voice") if n else "" for n in curve["voices"]]


def _kind(value: float) -> str:
    if pd.isna(value) or abs(value) < TELLING:
        return "neither"
    return "good" if value > 0 else "bad"


def _base(rows: pd.DataFrame) -> alt.Chart:
    import altair as alt

    shown = rows.drop(columns=["method", "name"])
    return alt.Chart(shown)


def _across(rows: pd.DataFrame) -> bool:
    return len(rows) <= MOST_ACROSS


def _at(rows: pd.DataFrame, *, band: float = 0.5) -> dict[str, Any]:
    """The channel that tells the places apart: across, or down where there are many."""
    import altair as alt

    channel: Any = alt.X if _across(rows) else alt.Y
    # Vega (6.1, in vl-convert 1.9) cuts a label that is too long in the middle of an emoji and then
    # cannot draw it: names are cut here, letter by letter, and Vega is told not to.
    axis = alt.Axis(
        labelExpr=LINES, labelAngle=0, labelLimit=0, grid=False, ticks=False, title=None
    )
    made = channel(
        "label:N",
        sort=None,
        scale=alt.Scale(type="band", domain=rows["label"].tolist()),
        axis=axis,
        bandPosition=band,
    )
    return {"x" if _across(rows) else "y": made}


def _value(rows: pd.DataFrame, field: str = "value") -> dict[str, Any]:
    import altair as alt

    channel: Any = alt.Y if _across(rows) else alt.X
    words = "; ".join(f"datum.value == {end} ? '{word}'" for end, word in ENDS.items())
    axis = alt.Axis(values=list(ENDS), labelExpr=f"{words.replace('; ', ' : ')} : ''", title=None)
    scale = alt.Scale(domain=[-2, 2], nice=False)
    return {"y" if _across(rows) else "x": channel(f"{field}:Q", scale=scale, axis=axis)}


def _range(rows: pd.DataFrame) -> dict[str, Any]:
    import altair as alt

    second: Any = alt.Y2 if _across(rows) else alt.X2
    return _value(rows, "low") | {"y2" if _across(rows) else "x2": second("high")}


def _neutral(rows: pd.DataFrame) -> alt.Chart:
    import altair as alt

    rule = alt.Chart(pd.DataFrame({"value": [0.0]})).mark_rule(color=LINE, strokeWidth=1.5)
    return _encoded(rule, **_value(rows))


def _band(rows: pd.DataFrame) -> alt.Chart:
    orient: Any = "vertical" if _across(rows) else "horizontal"
    band = _base(rows).mark_area(color=GREYS[2], opacity=0.35, orient=orient, interpolate="linear")
    return _encoded(band, **_at(rows), **_range(rows))


def _line(rows: pd.DataFrame, colour: str) -> alt.Chart:
    """The line between neighbours that are both known, dashed where one of them is assumed."""
    import altair as alt

    pieces = []
    known = rows["value"].notna()
    for place in range(len(rows) - 1):
        if known.iloc[place] and known.iloc[place + 1]:
            pair = rows.iloc[place : place + 2]
            basis = "assumed" if "assumed" in set(pair["basis"]) else "measured"
            pieces.append(pair[["label", "value"]].assign(piece=place, drawn=basis))
    none = rows.iloc[:0][["label", "value"]].assign(piece=0, drawn="")
    table = pd.concat(pieces) if pieces else none
    dash = alt.StrokeDash(
        "drawn:N",
        scale=alt.Scale(domain=["assumed", "measured"], range=[[4, 3], [1, 0]]),
        legend=None,
    )
    line = alt.Chart(table).mark_line(color=colour, strokeWidth=2, interpolate="linear")
    return _encoded(line, **_at(rows), **_value(rows), detail="piece:N", strokeDash=dash)


def _intervals(rows: pd.DataFrame, colour: str) -> alt.Chart:
    rule = _base(rows[rows["low"].notna()]).mark_rule(color=colour, strokeWidth=1.5)
    return _encoded(rule, **_at(rows), **_range(rows))


def _marks(rows: pd.DataFrame) -> alt.Chart:
    import altair as alt

    known = rows[rows["value"].notna()]
    scale = alt.Scale(domain=["good", "bad", "neither"], range=[GAIN, PAIN, GREYS[0]])
    mark = _base(known).mark_point(size=95, strokeWidth=2, opacity=1)
    filled: Any = alt.condition(
        alt.datum.basis != "measured",
        alt.value(PAPER),
        alt.Fill("kind:N", scale=scale, legend=None),
    )
    return _encoded(
        mark,
        **_at(rows),
        **_value(rows),
        fill=filled,
        stroke=alt.Stroke("kind:N", scale=scale, legend=None),
        **_mark_dash(),
        tooltip=_tooltip(),
    )


def _dots(rows: pd.DataFrame) -> list[alt.Chart]:
    """The dot in the rings of what was observed."""
    import altair as alt

    seen = rows[rows["value"].notna() & (rows["basis"] == "observed")]
    if seen.empty:
        return []
    scale = alt.Scale(domain=["good", "bad", "neither"], range=[GAIN, PAIN, GREYS[0]])
    dot = _base(seen).mark_circle(size=14, opacity=1)
    kind: Any = alt.Fill("kind:N", scale=scale, legend=None)
    return [_encoded(dot, **_at(rows), **_value(rows), fill=kind)]


def _mark_dash() -> dict[str, Any]:
    """The dash of a mark's rim; no scale of its own, which layers would share with the lines'."""
    import altair as alt

    dash = list(basis_look("assumed", GREYS[0]).dash)
    chosen = alt.condition(alt.datum.basis == "assumed", alt.value(dash), alt.value([1, 0]))
    return {"strokeDash": chosen}


def _own_marks(mine: pd.DataFrame) -> alt.Chart:
    known = mine[mine["value"].notna()]
    mark = _base(known).mark_point(size=110, color=FOCAL, fill=FOCAL, shape="diamond", opacity=1)
    return _encoded(mark, **_at(mine), **_value(mine), tooltip=_tooltip())


def _counts(rows: pd.DataFrame) -> list[alt.Chart]:
    """What stands on each mark, on the side the line does not leave to, with a rim of paper."""
    import altair as alt

    known = _base(rows[rows["value"].notna() & (rows["on_mark"] != "")])
    place: dict[str, Any] = {"align": "left", "dx": 9, "dy": alt.expr("datum.rises ? 12 : -10")}
    if not _across(rows):
        place = {"align": alt.expr("datum.fell ? 'right' : 'left'"), "dy": -8}
        place["dx"] = alt.expr("datum.fell ? -9 : 9")
    where = {**_at(rows), **_value(rows), "text": "on_mark:N"}
    rim = known.mark_text(**place, fontSize=12, color=PAPER, stroke=PAPER, strokeWidth=3)
    return [
        _encoded(rim, **where),
        _encoded(known.mark_text(**place, fontSize=12, color=MUTED), **where),
    ]


def _stage_names(rows: pd.DataFrame) -> list[alt.Chart]:
    """The name of each stage where it begins, and a rule before it; none when places are stages."""
    import altair as alt

    if (rows["stage"] == rows["place"]).all():
        return []
    firsts = rows[rows["first"]]
    rule = _base(firsts.iloc[1:]).mark_rule(color=LINE)
    if _across(rows):
        words = _base(firsts).mark_text(align="left", baseline="bottom", dx=3, dy=-5, color=INK)
        across = {"y": alt.value(0)}
    else:
        words = _base(firsts).mark_text(align="left", baseline="top", dx=8, dy=3, color=INK)
        across = {"x": alt.value("width")}
    begin = _at(rows, band=0)
    return [_encoded(rule, **begin), _encoded(words, **begin, **across, text="stage:N")]


def _encoded(mark: alt.Chart, **channels: object) -> alt.Chart:
    plain: Any = mark  # the checker wants every channel by its own name
    chart: alt.Chart = plain.encode(**channels)
    return chart


def _tooltip() -> list[Any]:
    import altair as alt

    return [
        alt.Tooltip("place:N", title=say("where")),
        alt.Tooltip("value:Q", title=say("feeling, −2 to +2"), format="+.2f"),
        alt.Tooltip("low:Q", format="+.2f"),
        alt.Tooltip("high:Q", format="+.2f"),
        alt.Tooltip("accounts:Q"),
        alt.Tooltip("voices:Q"),
        alt.Tooltip("word:N"),
        alt.Tooltip("basis:N"),
    ]


def _finished(layers: list[alt.Chart], rows: pd.DataFrame, title: str, subtitle: str) -> alt.Chart:
    import altair as alt

    layered: Any = alt.layer(*layers)
    width = max(360, COLUMN * len(rows)) if _across(rows) else 420
    height = 240 if _across(rows) else max(160, ROW * len(rows))
    chart: alt.Chart = finish(layered, title=title, subtitle=subtitle, width=width, height=height)
    return chart

"""Charts of deciding and acting: value against effort, robustness, waves, friction."""

from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from cxworkbench.ground.language import later, say, term
from cxworkbench.insight.deciding import Decisions
from cxworkbench.insight.friction import PARTS
from cxworkbench.insight.roadmap import Roadmap
from cxworkbench.insight.robustness import Robustness
from cxworkbench.telling.chart_parts import (
    ACROSS,
    count_matrix,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    wrapped_labels,
)
from cxworkbench.telling.decision_words import NOTHING, OVER_ALL
from cxworkbench.telling.label_places import label_places
from cxworkbench.telling.theme import FOCAL, GREYS, INK, MUTED, PAPER, finish
from cxworkbench.telling.type_metrics import drawable, text_width, wrap
from cxworkbench.voice.words import count_of, number, percent

MOST: Final = 15  # actions in the matrix; the table has the rest
MOST_ROWS: Final = 12
FIELD: Final = 420.0  # pixels of the matrix, each way
LIST_WIDTH: Final = 300.0
LINE_STEP: Final = 16.0
EDGE: Final = 0.9  # of the value's scale, above and below, for the names of the quarters
RADII: Final = (6.0, 16.0)
SHAPES: Final = {
    later("accepted"): "circle",
    later("later"): "diamond",
    later("not decided"): "square",
}
QUARTERS: Final = (
    (0.02, "top", "left", later("quick wins")),
    (0.98, "top", "right", later("big bets")),
    (0.02, "foot", "left", later("perhaps")),
    (0.98, "foot", "right", later("time sinks")),
)
MATRIX: Final = later("What acting is worth, and what it takes")
ROBUST: Final = later("How far the order hangs on the weights")
RANKS: Final = later("Ranks under all settings of the weights, % of settings")
WAVES: Final = later("Roadmap by waves")
FRICTION: Final = later("Friction now, and as expected")
PART_WORDS: Final = {
    "effort": later("effort {value}"),
    "repeats": later("repeats {value}"),
    "hand_offs": later("hand-offs {value}"),
    "errors": later("errors {value}"),
}


def chart_value_effort(decisions: Decisions) -> alt.LayerChart:
    """Actions by value and effort, numbered by rank, the titles at the right.

    A bar is the interval of the value; the larger a mark, the more it costs; a hollow mark's cost
    is unknown. The shape says what was decided.
    """
    if decisions.account != "all":
        return nothing_to_draw(say(MATRIX), say(OVER_ALL))
    ranked = decisions.ranked
    placed = ranked[ranked["effort"].notna() & _value(ranked).notna()].head(MOST)
    if placed.empty:
        return nothing_to_draw(say(MATRIX), say(NOTHING))
    rows = _matrix_rows(placed, ranked)
    return _matrix(rows, _missing_words(ranked, placed))


def chart_robustness(robustness: Robustness) -> alt.LayerChart:
    """For each action the share of weight settings under which it is first, and among the first.

    Bars: among the first five; diamonds: first; figures of both at the right.
    """
    shares = robustness.shares.head(MOST_ROWS)
    if shares.empty:
        return nothing_to_draw(say(ROBUST), say(NOTHING))
    rows = pd.DataFrame(
        {
            "label": wrapped_labels(
                f"{rank}. {title}"
                for rank, title in zip(shares["rank"], shares["title"], strict=True)
            ),
            "top": shares["top"].round(4).to_numpy(),
            "first": shares["first"].round(4).to_numpy(),
            "aside": [
                say("{top}; first {first}", top=percent(top), first=percent(first))
                for top, first in zip(shares["top"], shares["first"], strict=True)
            ],
        }
    )
    base = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=rows["label"].tolist(), title=None, axis=names_axis())
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(format="%", tickCount=5)
    title = say("share of weight settings")
    aside = base.mark_text(align="left", dx=10, color=MUTED).encode(
        x=alt.value(ACROSS), text="aside:N"
    )
    return finish(
        layered(
            base.mark_bar(color=GREYS[2], height=12).encode(
                x=alt.X("top:Q", scale=scale, axis=axis, title=title)
            ),
            base.mark_point(shape="diamond", color=FOCAL, filled=True, size=110).encode(
                x=alt.X("first:Q", scale=scale, axis=axis, title=title)
            ),
            aside,
        ),
        title=say(ROBUST),
        subtitle=say(
            "{draws:,} settings of the weights of {criteria}, each as likely\n"
            "bars: among the first {top}; diamonds: first",
            draws=robustness.draws,
            criteria=", ".join(term(one) for one in robustness.criteria),
            top=robustness.top_of,
        ),
        width=ACROSS,
        height=rows_height(rows["label"], 34),
    )


def chart_ranks(robustness: Robustness) -> alt.LayerChart:
    """For each action and rank the share of weight settings that give it, in per cent."""
    shares = robustness.shares.head(MOST_ROWS)
    if shares.empty:
        return nothing_to_draw(say(RANKS), say(NOTHING))
    labels = dict(zip(shares["action_id"], wrapped_labels(shares["title"]), strict=True))
    last = int(robustness.ranks.loc[robustness.ranks["share"] > 0, "rank"].max())
    cells = [
        (labels[str(row.action_id)], str(row.rank), round(100 * float(str(row.share))))
        for row in robustness.ranks.itertuples()
        if row.action_id in labels and int(str(row.rank)) <= last
    ]
    return count_matrix(
        cells,
        list(labels.values()),
        [str(rank) for rank in range(1, last + 1)],
        say(RANKS),
        say("dashed: under half a per cent"),
    )


def chart_roadmap(plan: Roadmap) -> alt.LayerChart:
    """The waves one after another, each action in its own with its person-days; who does it aside.

    A wave that a person set and that cannot hold is drawn dashed.
    """
    if plan.waves.empty:
        return nothing_to_draw(say(WAVES), say("There is nothing to plan yet."))
    loads = plan.loads.fillna({"effort": 0.0})
    heads = {
        wave: say(
            "Wave {wave}\n{effort} of {days} days",
            wave=wave,
            effort=number(effort, 0),
            days=number(plan.capacity, 0),
        )
        for wave, effort in zip(loads["wave"].tolist(), loads["effort"].tolist(), strict=True)
    }
    rows = pd.DataFrame(
        {
            "label": wrapped_labels(plan.waves["title"]),
            "head": [heads[wave] for wave in plan.waves["wave"]],
            "days": [
                count_of(round(effort), "day") if pd.notna(effort) else say("unknown")
                for effort in plan.waves["effort"]
            ],
            "clash": plan.waves["clash"].ne("").to_numpy(),
            "aside": [
                drawable(say("after “{title}”", title=_short(after)) if after else owner)
                for after, owner in zip(_after(plan), plan.waves["owner"], strict=True)
            ],
        }
    )
    across = 118 * len(heads)
    lines = alt.Axis(
        orient="top", labelAngle=0, labelExpr=r"split(datum.label, '\n')", labelLimit=116,
        labelPadding=22, domain=False, ticks=False,
    )  # fmt: skip
    base = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=rows["label"].tolist(), title=None, axis=names_axis()),
    )
    x = alt.X("head:N", sort=list(heads.values()), title=None, axis=lines)
    holds, clash = base.transform_filter("!datum.clash"), base.transform_filter("datum.clash")
    aside = base.mark_text(align="left", dx=10, color=MUTED).encode(
        x=alt.value(across), text="aside:N"
    )
    return finish(
        layered(
            holds.mark_rect(color=FOCAL, height=24, cornerRadius=3).encode(x=x),
            clash.mark_rect(fill=PAPER, stroke=FOCAL, strokeDash=[4, 3], height=24).encode(x=x),
            holds.mark_text(color=PAPER).encode(x=x, text="days:N"),
            clash.mark_text(color=INK).encode(x=x, text="days:N"),
            aside,
        ),
        title=say(WAVES),
        subtitle=say("Each action after all it waits for; at the right what that is, or who acts"),
        width=across,
        height=rows_height(rows["label"], 36),
    )


def chart_friction(friction: pd.DataFrame) -> alt.LayerChart:
    """Friction of each touchpoint now, and where a change is predicted the expected one, hollow.

    At the right the parts that are known.
    """
    known = friction[friction["index"].notna()] if len(friction) else friction
    if known.empty:
        return nothing_to_draw(
            say(FRICTION), say("No touchpoint has two of the parts of friction measured.")
        )
    rows = pd.DataFrame(
        {
            "label": wrapped_labels(known["name"]),
            "now": known["index"].round(2).to_numpy(),
            "then": known["expected"].round(2).to_numpy(),
            "low": known["low"].round(2).to_numpy(),
            "high": known["high"].round(2).to_numpy(),
            "moved": known["expected"].notna().to_numpy(),
            "aside": [_parts_words(row) for _, row in known.iterrows()],
        }
    )
    base = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=rows["label"].tolist(), title=None, axis=names_axis())
    )
    scale, title = alt.Scale(domain=[0, 100]), say("friction, 0 to 100")
    moved = base.transform_filter("datum.moved")
    aside = base.mark_text(align="left", dx=10, color=MUTED).encode(
        x=alt.value(ACROSS), text="aside:N"
    )
    return finish(
        layered(
            moved.mark_rule(color=GREYS[2], strokeWidth=4).encode(
                x=alt.X("low:Q", scale=scale, title=title), x2="high:Q"
            ),
            base.mark_point(filled=True, color=GREYS[0], size=80).encode(
                x=alt.X("now:Q", scale=scale, title=title)
            ),
            moved.mark_point(filled=False, fill=PAPER, color=FOCAL, size=80).encode(
                x=alt.X("then:Q", scale=scale, title=title)
            ),
            aside,
        ),
        title=say(FRICTION),
        subtitle=say("Filled: now; hollow with its range: assumed after accepted actions"),
        width=ACROSS,
        height=rows_height(rows["label"], 30),
    )


def value_scale(ranked: pd.DataFrame) -> float:
    """What the value 10 of the matrix stands for: the largest computed value, 1 where none is."""
    known = ranked["value"].dropna()
    return float(known.max()) if len(known) and known.max() > 0 else 1.0


def _value(ranked: pd.DataFrame) -> pd.Series:
    """Value from 0 to 10: as judged, else computed with the largest at 10."""
    computed: pd.Series = 10 * ranked["value"] / value_scale(ranked)
    return ranked["judged"].fillna(computed)


def _matrix_rows(placed: pd.DataFrame, ranked: pd.DataFrame) -> pd.DataFrame:
    largest = float(placed["effort"].max()) or 1.0
    most = largest * 1.08
    value = _value(ranked).loc[placed.index].to_numpy(dtype=float)
    computed = placed["judged"].isna().to_numpy()
    scale = 10 / value_scale(ranked)
    cost = placed["cost"].to_numpy(dtype=float)
    dearest = np.nanmax(cost) if not np.isnan(cost).all() else 0.0
    radius = [
        RADII[0] if np.isnan(one) or not dearest
        else RADII[0] + (RADII[1] - RADII[0]) * float(np.sqrt(one / dearest))
        for one in cost
    ]  # fmt: skip
    words = [str(place) for place in range(1, len(placed) + 1)]
    x = placed["effort"].to_numpy(dtype=float) / most * FIELD
    lows, highs = (
        np.where(computed, placed[end].to_numpy(dtype=float) * scale, np.nan)
        for end in ("low", "high")
    )
    top = float(np.nanmax([10.0, *highs]))
    y = _pixel(value, top)
    sizes = [(text_width(word, 12.0, 600) + 4, 14.0) for word in words]
    places = label_places(list(zip(x, y, radius, strict=True)), sizes, width=FIELD, height=FIELD)
    decided = placed["decision"].where(placed["decision"] != "", "not decided")
    return pd.DataFrame(
        {
            "number": words,
            "title": placed["title"].tolist(),
            "x": x.round(2), "y": y.round(2),
            "low": _pixel(lows, top), "high": _pixel(highs, top),
            "size": [round(float(np.pi * one**2), 1) for one in radius],
            "decided": [term(one) for one in decided],
            "priced": ~np.isnan(cost),
            "label_x": [round(place[0], 2) for place in places],
            "label_y": [round(place[1], 2) for place in places],
            "most": most, "highest": top,
        }
    )  # fmt: skip


def _pixel(value: np.ndarray, top: float) -> np.ndarray:
    """How far from the upper edge a value stands, on a scale from 0 to `top` with both edges."""
    pixels: np.ndarray = (FIELD - (value + EDGE) / (top + 2 * EDGE) * FIELD).round(2)
    return pixels


def _matrix(rows: pd.DataFrame, subtitle: str) -> alt.LayerChart:
    most = float(rows["most"].iloc[0])
    across = alt.Scale(domain=[0, FIELD], range=[0, FIELD], nice=False, zero=False)
    down = alt.Scale(domain=[0, FIELD], range=[0, FIELD], nice=False, zero=False)
    steps = _steps(most)
    x_axis = alt.Axis(
        values=[step / most * FIELD for step in steps], labelExpr=_expr(steps, most),
        grid=True, domain=True, title=say("effort, person-days"),
    )  # fmt: skip
    top = float(rows["highest"].iloc[0])
    levels = np.arange(0, top + 0.01, 2)
    y_axis = alt.Axis(
        values=_pixel(levels, top).tolist(),
        labelExpr=f"format({top + EDGE} - datum.value * {top + 2 * EDGE} / {FIELD}, '.0f')",
        grid=True, title=say("value, 10: the largest"),
    )  # fmt: skip
    base = alt.Chart(rows.drop(columns=["most", "highest"]))
    x = alt.X("x:Q", scale=across, axis=x_axis)
    y = alt.Y("y:Q", scale=down, axis=y_axis)
    shape = alt.Shape(
        "decided:N",
        scale=alt.Scale(domain=[term(one) for one in SHAPES], range=list(SHAPES.values())),
        legend=alt.Legend(title=None, orient="top"),
    )
    size = alt.Size("size:Q", scale=None, legend=None)
    priced, unpriced = base.transform_filter("datum.priced"), base.transform_filter("!datum.priced")
    names = pd.DataFrame(
        [
            {"qx": share * FIELD, "qy": 9.0 if end == "top" else FIELD - 9.0, "side": side,
             "name": say(name)}
            for share, end, side, name in QUARTERS
        ]
    )  # fmt: skip
    quarters = [
        alt.Chart(names[names["side"] == side])
        .mark_text(align=side, baseline="middle", color=MUTED)
        .encode(x=alt.X("qx:Q", scale=across, axis=x_axis),
                y=alt.Y("qy:Q", scale=down, axis=y_axis), text="name:N")
        for side in ("left", "right")
    ]  # fmt: skip
    leads = base.mark_rule(color=GREYS[2], strokeWidth=1).encode(
        x=x, y=y, x2="label_x:Q", y2="label_y:Q"
    )
    interval = base.transform_filter("isValid(datum.low)").mark_rule(
        color=GREYS[3], strokeWidth=3
    ).encode(x=x, y=alt.Y("low:Q", scale=down, axis=y_axis), y2="high:Q")  # fmt: skip
    halos = base.mark_text(fontWeight=600, stroke=PAPER, strokeWidth=3).encode(
        x=alt.X("label_x:Q", scale=across, axis=x_axis),
        y=alt.Y("label_y:Q", scale=down, axis=y_axis), text="number:N",
    )  # fmt: skip
    numbers = base.mark_text(fontWeight=600, color=INK).encode(
        x=alt.X("label_x:Q", scale=across, axis=x_axis),
        y=alt.Y("label_y:Q", scale=down, axis=y_axis), text="number:N",
    )  # fmt: skip
    listed = _listed(rows)
    titles = (
        alt.Chart(listed)
        .mark_text(align="left", baseline="top", clip=False)
        .encode(x=alt.value(FIELD + 26), y=alt.Y("at:Q", scale=down, axis=y_axis), text="line:N")
    )
    return finish(
        layered(
            *quarters, interval, leads,
            priced.mark_point(filled=True, color=FOCAL, opacity=1).encode(
                x=x, y=y, shape=shape, size=size),
            unpriced.mark_point(filled=False, fill=PAPER, color=FOCAL, strokeWidth=2).encode(
                x=x, y=y, shape=shape, size=size),
            halos, numbers, titles,
        ),
        title=say(MATRIX),
        subtitle=subtitle,
        width=FIELD,
        height=FIELD,
    )  # fmt: skip


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    """The titles below each other, wrapped; more lines than fit end in one that says so."""
    lines: list[str] = []
    most = int(FIELD // LINE_STEP)
    for number_, title in zip(rows["number"], rows["title"], strict=True):
        wrapped = wrap(drawable(f"{number_}  {title}"), LIST_WIDTH, 12.0)
        if len(lines) + len(wrapped) > most:
            lines[-1:] = [say("… and more; all stand in the table")]
            break
        lines += wrapped
    return pd.DataFrame({"line": lines, "at": [LINE_STEP * place for place in range(len(lines))]})


def _steps(most: float) -> list[float]:
    rough = most / 5
    power = 10 ** np.floor(np.log10(rough))
    step = next(float(one * power) for one in (1, 2, 5, 10) if one * power >= rough)
    return [step * place for place in range(int(most // step) + 1)]


def _expr(steps: list[float], most: float) -> str:
    return f"format(datum.value * {most / FIELD}, '{'.0f' if steps[1] >= 1 else '.1f'}')"


def _missing_words(ranked: pd.DataFrame, placed: pd.DataFrame) -> str:
    return say(
        "{number} of {all} actions; numbers: order; bars: 95 % interval of what the value is "
        "counted from\nthe larger the dearer, hollow: cost unknown",
        number=len(placed),
        all=len(ranked),
    )


def _after(plan: Roadmap) -> list[str]:
    titles = dict(zip(plan.waves["action_id"], plan.waves["title"], strict=True))
    return [", ".join(titles.get(one, one) for one in after) for after in plan.waves["after"]]


def _short(title: str, most: int = 46) -> str:
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"


def _parts_words(row: Any) -> str:  # noqa: ANN401 - a row of a table
    said = []
    for part in PARTS:
        if pd.isna(row[part]):
            continue
        value = float(row[part])
        shown = number(value, 0) if part == "hand_offs" else percent(value)
        days = count_of(round(value), "day")
        said.append(days if part == "time_days" else say(PART_WORDS[part], value=shown))
    return ", ".join(said)

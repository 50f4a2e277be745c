"""Charts of buying roles: side by side, curves, disagreement, weights; the spread of feelings."""

from typing import Any, Final

import altair as alt
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.journey.distribution import STEP_WORDS
from cxworkbench.journey.role_weights import UNSTABLE
from cxworkbench.telling.chart_parts import (
    ACROSS,
    CELL,
    ROW,
    cell_width,
    count_matrix,
    depth,
    heads_axis,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    wrapped_labels,
)
from cxworkbench.telling.theme import (
    GAIN,
    GAIN_TINT,
    GREYS,
    INK,
    LINE,
    MUTED,
    PAIN,
    PAIN_TINT,
    PAPER,
    finish,
)
from cxworkbench.voice.feelings import TELLING
from cxworkbench.voice.words import count_of, number

PANEL_COLUMN: Final = 112  # pixels for each place of a panel
COUNT: Final[dict[str, Any]] = {"align": "left", "dx": 8, "dy": -9}
MOST_ROWS: Final = 15  # accounts in the chart of weights
TINTS: Final = [PAIN_TINT, PAPER, GAIN_TINT]
KINDS: Final = ["bad", "neither", "good"]  # said later
SIGNED: Final = "datum.value > 0 ? '+' + datum.label : datum.label"


def chart_involvement(involvement: pd.DataFrame, subtitle: str = "") -> alt.LayerChart:
    """Roles side by side: in how many of its accounts each takes part in each stage.

    Parameters
    ----------
    involvement
        As `role_involvement` gives it. What people entered is written out in words.
    subtitle
        A caveat of its own; else what the fields mean.
    """
    title = say("Which role takes part in which stage")
    if involvement.empty:
        return nothing_to_draw(title, say("No role is known."))
    rows, down, across = _fields(involvement, "role", "stage")
    rows["words"] = [
        _involved(stated, words, accounts, of)
        for stated, words, accounts, of in zip(
            involvement["stated"], involvement["involvement"], involvement["accounts"],
            involvement["of"], strict=True,
        )
    ]  # fmt: skip
    rows["share"] = involvement["share"].fillna(0.0).to_numpy()
    base = _matrix(rows, down, across)
    some = base.transform_filter("datum.words != '–'")
    none = base.transform_filter("datum.words == '–'")
    told = subtitle or say(
        "Accounts in which the role was seen, of those that have it; dashed: unknown"
    )
    return finish(
        layered(
            some.mark_rect(stroke=PAPER, strokeWidth=2).encode(color=depth("share")),
            none.mark_rect(fillOpacity=0, stroke=GREYS[1], strokeDash=[3, 3], strokeWidth=1),
            some.mark_text(color=INK).encode(text="words:N"),
            none.mark_text(color=MUTED).encode(text="words:N"),
        ),
        title=title,
        subtitle=told,
        width=cell_width(across) * len(across),
        height=rows_height(down, ROW),
    )


def chart_group_curves(curves: pd.DataFrame, *, what: str = "role") -> alt.LayerChart:
    """How each role or segment feels at each place: a field for each, with its count.

    Bad fields are tinted and marked with a triangle pointing down, good ones with one pointing up;
    a value whose interval is not known is in brackets. Nothing known is a dash, too few to show a
    dot.

    Parameters
    ----------
    curves
        As `curves_by` gives them.
    what
        "role" or "segment".
    """
    title = say("How each {what} feels, from very bad (−2) to very good (+2)", what=what)
    if curves.empty:
        return nothing_to_draw(title, say("No {what} was heard.", what=what))
    rows, down, across = _fields(curves, "name", "group")
    rows["words"] = [
        _felt(value, low, accounts, withheld)
        for value, low, accounts, withheld in zip(
            curves["value"], curves["low"], curves["accounts"], curves["withheld"], strict=True
        )
    ]
    rows["feels"] = [_kind(value) for value in curves["value"]]
    base = _matrix(rows, down, across)
    some = base.transform_filter("datum.feels != 'unknown'")
    none = base.transform_filter("datum.feels == 'unknown'")
    colour: Any = alt.Color("feels:N", scale=alt.Scale(domain=KINDS, range=TINTS), legend=None)
    subtitle = say(
        "Mean over accounts, and how many; in brackets: fewer than five, no "
        "interval\n▼ bad, ▲ good; – nothing known; · too few accounts to "
        "show; {whats}",
        whats=count_of(len(across), what),
    )
    return finish(
        layered(
            some.mark_rect(stroke=LINE, strokeWidth=1).encode(color=colour),
            none.mark_rect(fillOpacity=0, stroke=GREYS[1], strokeDash=[3, 3], strokeWidth=1),
            some.mark_text(color=INK).encode(text="words:N"),
            none.mark_text(color=MUTED).encode(text="words:N"),
        ),
        title=title,
        subtitle=subtitle,
        width=max(cell_width(across), 96) * len(across),
        height=rows_height(down, ROW + 4),
    )


def chart_role_curves(curves: pd.DataFrame, *, what: str = "role") -> Any:  # noqa: ANN401
    """The emotion curve of each role or segment in a panel of its own, over that of everybody.

    More than eight places do not fit into panels: then the same is drawn as fields.

    Parameters
    ----------
    curves, what
        As in `chart_group_curves`.
    """
    places = curves["id"].nunique()
    if curves.empty or places > 8:
        return chart_group_curves(curves, what=what)
    rows = _panels(curves)
    order = list(dict.fromkeys(rows["label"]))
    names = list(dict.fromkeys(rows["panel"]))
    x: Any = alt.X(
        "label:N", sort=None, scale=alt.Scale(domain=order), title=None,
        axis=alt.Axis(labelExpr=r"split(datum.label, '\n')", labelAngle=0, labelLimit=0,
                      grid=False, ticks=False),
    )  # fmt: skip
    axis = alt.Axis(values=[-2, 0, 2], labelExpr=SIGNED, title=None)
    scale = alt.Scale(domain=[-2, 2], nice=False)
    y: Any = alt.Y("value:Q", scale=scale, axis=axis)
    base = alt.Chart(rows).encode(x=x)
    known = base.transform_filter("isValid(datum.value)")
    colour = alt.Scale(domain=KINDS, range=[PAIN, GREYS[0], GAIN])
    stroke: Any = alt.Stroke("feels:N", scale=colour, legend=None)
    fill: Any = alt.condition(
        "isValid(datum.low)", alt.Fill("feels:N", scale=colour, legend=None), alt.value(PAPER)
    )
    common = base.mark_line(color=GREYS[2], strokeWidth=2, strokeDash=[5, 3]).encode(
        y=alt.Y("common:Q", scale=scale, axis=axis), detail="run_common:N"
    )
    parts = [
        common.transform_filter("isValid(datum.common)"),
        known.mark_line(color=GREYS[0], strokeWidth=2).encode(y=y, detail="run:N"),
        base.transform_filter("isValid(datum.low)")
        .mark_rule(color=GREYS[1], strokeWidth=1.5)
        .encode(y=alt.Y("low:Q", scale=scale, axis=axis), y2="high:Q"),
        known.mark_point(size=70, strokeWidth=2, opacity=1).encode(
            y=y, stroke=stroke, fill=fill,
            tooltip=["panel:N", "name:N", "value:Q", "low:Q", "high:Q", "accounts:Q", "voices:Q"],
        ),
        known.mark_text(**COUNT, color=PAPER, stroke=PAPER, strokeWidth=3).encode(
            y=y, text="count:N"
        ),
        known.mark_text(**COUNT, color=MUTED).encode(y=y, text="count:N"),
    ]  # fmt: skip
    panel = layered(*parts).properties(width=max(PANEL_COLUMN * len(order), 300), height=92)
    header = alt.Header(labelOrient="top", labelAnchor="start", labelFontWeight=600, title=None)
    facet: Any = panel.facet(row=alt.Row("panel:N", sort=names, header=header))
    return finish(
        facet,
        title=say("How each {what} feels along the journey", what=what),
        subtitle=say(
            "means over accounts with 95 % intervals; hollow: too few for one; a "
            "gap: nothing known or shown\ndashed grey: everybody"
        ),
    )


def chart_disagreement(table: pd.DataFrame) -> alt.LayerChart:
    """The disagreement index at each place with its interval and count.

    Parameters
    ----------
    table
        As `disagreement` gives it.
    """
    title = say("How far the roles of one account disagree")
    if table["index"].isna().all():
        return nothing_to_draw(title, say("No account has two roles that spoke of the same place."))
    rows = table.rename(columns={"index": "apart"}).assign(label=wrapped_labels(table["name"]))
    rows["count"] = [f"n {n}" if n else say("no two roles heard") for n in rows["accounts"]]
    rows["at"] = rows["high"].fillna(rows["apart"]).fillna(0.0)
    y: Any = alt.Y("label:N", sort=rows["label"].tolist(), title=None, axis=names_axis())
    domain = [0, min(1.0, max(0.5, float(rows["at"].max()) + 0.1))]
    scale = alt.Scale(domain=domain, nice=False)
    ticks = alt.Axis(tickCount=5, format=".1f")
    x: Any = alt.X(
        "apart:Q", scale=scale, axis=ticks, title=say("0: all feel the same; 1: at opposite ends")
    )
    base = alt.Chart(rows[["label", "apart", "low", "high", "count", "at", "accounts"]]).encode(y=y)
    fill: Any = alt.condition("isValid(datum.low)", alt.value(GREYS[0]), alt.value(PAPER))
    return finish(
        layered(
            base.transform_filter("isValid(datum.low)")
            .mark_rule(color=GREYS[1], strokeWidth=2)
            .encode(x=alt.X("low:Q", scale=scale, axis=ticks), x2="high:Q"),
            base.transform_filter("isValid(datum.apart)")
            .mark_point(size=80, stroke=GREYS[0], strokeWidth=2, opacity=1)
            .encode(
                x=x, fill=fill, tooltip=["label:N", "apart:Q", "low:Q", "high:Q", "accounts:Q"]
            ),
            base.mark_text(align="left", dx=8, color=MUTED).encode(
                x=alt.X("at:Q", scale=scale, axis=ticks), text="count:N"
            ),
        ),
        title=title,
        subtitle=say(
            "Distance of two roles at the same touchpoint, mean over accounts; "
            "bars: 95 % intervals; hollow: too few accounts"
        ),
        width=ACROSS,
        height=rows_height(rows["label"], ROW),
    )


def chart_sensitivity(table: pd.DataFrame, *, factor: float) -> alt.LayerChart:
    """Each account's score, and where it may lie when role weights are others.

    Unstable verdicts are thick and have a diamond; at most 15 accounts, the lowest first.

    Parameters
    ----------
    table
        As `role_weight_sensitivity` gives it, with `name` for each account where there is one.
    factor
        The factor it was made with.
    """
    title = say("Account scores when roles weigh more or less")
    several = table[table["roles"] > 1]
    if several.empty:
        return nothing_to_draw(title, say("No account has two roles heard: weights cannot matter."))
    named = several["name"] if "name" in several else several["account_id"]
    rows = several.assign(label=wrapped_labels(named)).head(MOST_ROWS)
    y: Any = alt.Y("label:N", sort=rows["label"].tolist(), title=None, axis=names_axis())
    shown = rows[["label", "value", "lowest", "highest", "verdict", "turned_by", "roles"]]
    base = alt.Chart(shown.round(4)).encode(y=y)
    scale = alt.Scale(domain=[-2, 2], nice=False)
    axis = alt.Axis(values=[-2, -1, 0, 1, 2], labelExpr=SIGNED)
    x: Any = alt.X("value:Q", scale=scale, axis=axis, title=say("feeling, −2 to +2"))
    turns = f"datum.verdict == '{UNSTABLE}'"
    limits = alt.Chart(pd.DataFrame({"value": [-TELLING, TELLING]}))
    return finish(
        layered(
            limits.mark_rule(color=GREYS[2], strokeDash=[3, 3]).encode(x=x),
            base.mark_rule(strokeWidth=2, color=GREYS[1]).encode(
                x=alt.X("lowest:Q", scale=scale, axis=axis),
                x2="highest:Q",
                size=alt.condition(turns, alt.value(5), alt.value(2)),
                color=alt.condition(turns, alt.value(PAIN), alt.value(GREYS[1])),
            ),
            base.mark_point(size=130, filled=True, opacity=1, stroke=PAPER, strokeWidth=1).encode(
                x=x,
                shape=alt.condition(turns, alt.value("diamond"), alt.value("circle")),
                color=alt.condition(turns, alt.value(PAIN), alt.value(GREYS[0])),
                tooltip=["label:N", "value:Q", "lowest:Q", "highest:Q", "verdict:N", "turned_by:N"],
            ),
        ),
        title=title,
        subtitle=say(
            "Weights from 1/{factor:g} to {factor:g} times as stated; dashed "
            "lines: bad and good begin\nthick with a diamond: the verdict hangs "
            "on weights; {rows} of {accounts} with two roles or more",
            factor=factor,
            rows=len(rows),
            accounts=count_of(len(several), "account"),
        ),
        width=ACROSS,
        height=rows_height(rows["label"], 22),
    )


def chart_emotion_distribution(distribution: pd.DataFrame) -> alt.LayerChart:
    """How many accounts feel very bad to very good at each touchpoint.

    Parameters
    ----------
    distribution
        As `emotion_distribution` gives it.
    """
    title = say("How feelings are spread at each touchpoint")
    if distribution.empty:
        return nothing_to_draw(title, say("No emotion on this map keeps its distribution."))
    keys = distribution.drop_duplicates("id")
    labels = dict(zip(keys["id"], wrapped_labels(keys["name"]), strict=True))
    heads = [f"{number(step, 0) if step <= 0 else f'+{step}'}\n{word}"
             for step, word in STEP_WORDS.items()]  # fmt: skip
    column = dict(zip(STEP_WORDS, heads, strict=True))
    cells = [
        (labels[key], column[step], int(accounts))
        for key, step, accounts in zip(
            distribution["id"], distribution["step"], distribution["accounts"], strict=True
        )
    ]
    subtitle = say("Accounts at each step, by the mean of their contacts; dashed: none")
    return count_matrix(cells, list(labels.values()), heads, title, subtitle)


def _fields(table: pd.DataFrame, down: str, across: str) -> tuple[pd.DataFrame, Any, Any]:
    rows = list(dict.fromkeys(table[down]))
    columns = list(dict.fromkeys(table[across]))
    labels = dict(zip(rows, wrapped_labels(rows), strict=True))
    heads = dict(zip(columns, wrapped_labels(columns, CELL + 30), strict=True))
    fields = pd.DataFrame(
        {
            "label": [labels[one] for one in table[down]],
            "column": [heads[one] for one in table[across]],
        }
    )
    return fields, list(labels.values()), list(heads.values())


def _matrix(rows: pd.DataFrame, down: list[str], across: list[str]) -> alt.Chart:
    return alt.Chart(rows).encode(
        x=alt.X("column:N", sort=across, title=None, axis=heads_axis(across)),
        y=alt.Y("label:N", sort=down, title=None, axis=names_axis()),
    )


def _involved(stated: bool, words: str, accounts: int, of: int) -> str:
    if stated:
        return f"{words} *"
    return say("{accounts} of {of}", accounts=accounts, of=of) if accounts else "–"


def _felt(value: float, low: float, accounts: int, withheld: bool) -> str:
    if withheld:
        return "·"
    if pd.isna(value):
        return "–"
    sign = {"bad": "▼ ", "good": "▲ ", "neither": ""}[_kind(value)]
    shown = f"+{number(value)}" if value >= 0.05 else number(value)
    return f"{sign}{shown}, n {accounts}" if pd.notna(low) else f"{sign}({shown}), n {accounts}"


def _kind(value: float) -> str:
    if pd.isna(value):
        return "unknown"
    if abs(value) < TELLING:
        return "neither"
    return "good" if value > 0 else "bad"


def _panels(curves: pd.DataFrame) -> pd.DataFrame:
    places = curves.drop_duplicates("id")
    labels = dict(zip(places["id"], wrapped_labels(places["name"], PANEL_COLUMN - 8), strict=True))
    rows = curves.assign(
        label=[labels[key] for key in curves["id"]],
        panel=curves["group"],
        feels=[_kind(value) for value in curves["value"]],
        count=[f"n {n}" if n else "" for n in curves["accounts"]],
        run=_runs(curves["value"], curves["group"]),
        run_common=_runs(curves["common"], curves["group"]),
    )
    kept = ["label", "panel", "name", "value", "low", "high", "common", "accounts", "voices",
            "feels", "count", "run", "run_common"]  # fmt: skip
    return rows[kept].round(4)


def _runs(values: pd.Series, groups: pd.Series) -> pd.Series:
    """A number for each run of known values, so that no line is drawn across a gap."""
    begins = values.isna() | (groups != groups.shift())
    return begins.cumsum().astype("int64")

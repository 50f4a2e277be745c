"""Charts of what stands behind the scores: fair ranking, who answered, the whole list."""

from collections.abc import Mapping
from typing import Any, Final

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
from cxworkbench.telling.score_charts import MARKS, TICKS, WHOLE, chart_scores
from cxworkbench.telling.score_words import figure
from cxworkbench.telling.theme import FOCAL, GREYS, INK, MUTED, PAPER, SHADE, finish
from cxworkbench.telling.type_metrics import drawable
from cxworkbench.voice.research import EVERYBODY, WHOSE
from cxworkbench.voice.response import LARGE
from cxworkbench.voice.rollups import COUNTED
from cxworkbench.voice.score_kinds import SUMMED_UP
from cxworkbench.voice.words import number, percent

ONLY_ALL: Final = "Made over all accounts only."  # said later
GUESSES: Final = {  # said later
    "adjusted": "weighed to the whole list",
    "if_lowest_quarter": "if the silent were like the worst quarter",
    "if_worst": "if the silent all gave the worst answer",
}
FARTHEST: Final = 1.5  # standard deviations; what lies beyond is drawn at the edge
NAMES_OF_FIGURES: Final = {  # said later
    "tenure_years": "tenure, years",
    "days_since_ticket": "days since the last ticket",
    "account_type": "account type",
}


def chart_score_kinds(kinds: pd.DataFrame) -> alt.VConcatChart | alt.LayerChart:
    """Each score as a share and as a mean, a panel for each rule.

    Parameters
    ----------
    kinds
        As `voice.score_kinds.score_kinds` makes it.
    """
    title = say("The same answers as a share and as a mean")
    if kinds.empty:
        return nothing_to_draw(title, ONLY_ALL)
    named = [f"{row['metric']}, {row[SUMMED_UP]}" for row in kinds.to_dict("records")]
    table = kinds.drop(columns=[SUMMED_UP]).assign(metric=named)
    table.insert(0, WHOSE, EVERYBODY)
    scales = {
        str(row["rule"]): (float(row["scale_low"]), float(row["scale_high"]))
        for row in kinds.to_dict("records")
    }
    return chart_scores(table, title=title, scales=scales)


def chart_pooled(
    scores: pd.DataFrame, *, label: str, names: Mapping[str, str], title: str
) -> alt.VConcatChart | alt.LayerChart:
    """Scores drawn together, with their intervals and the chance that each is the worst.

    Parameters
    ----------
    scores
        As `voice.pooled_scores.pooled_scores` makes it.
    label
        The column that tells the groups apart.
    names
        What to write for each of its values, and in which order.
    title
        The subject.
    """
    if scores.empty:
        return nothing_to_draw(title, ONLY_ALL)
    known = scores.loc[scores["shrunken"].notna()]
    sizes = known.groupby("metric").size()
    several = known.loc[known["metric"].isin(sizes.loc[sizes >= 2].index)]
    if several.empty:
        return nothing_to_draw(title, say("No score has two groups with an interval."))
    place = {name: at for at, name in enumerate(names)}
    order = several[label].map(place).fillna(len(place))
    rows = several.assign(_order=order).sort_values("_order", kind="stable")
    rows["_label"] = [str(names.get(key, key)) for key in rows[label]]
    widest = widest_label(wrapped_labels(rows["_label"]))
    panels = [_pooled_panel(group, widest) for _, group in rows.groupby("metric", sort=False)]
    stacked: alt.VConcatChart = alt.vconcat(*panels, spacing=26).resolve_scale(x="independent")
    return finish(
        stacked,
        title=title,
        subtitle=say(
            "Filled: drawn together, 95 % interval; ring: as answered; right: "
            "chance of being truly the worst"
        ),
    )


def chart_response(response: pd.DataFrame) -> alt.LayerChart:
    """How far the accounts that answered stand from the silent ones, in standard deviations.

    Figures are always drawn; levels of a column only where they are not alike.

    Parameters
    ----------
    response
        As `voice.response.answering_against_silent` makes it.
    """
    title = say("Accounts that answered against the silent ones")
    if response.empty:
        return nothing_to_draw(title, say("All accounts answered, or none did, or one was chosen."))
    known = response.loc[response["difference"].notna()]
    drawn = known.loc[(known["level"] == "") | (known["verdict"] != "alike")]
    if drawn.empty:
        return nothing_to_draw(title, say("Too few accounts on one side to compare."))
    rows = pd.DataFrame(
        {
            "label": wrapped_labels([label_of(row) for row in drawn.to_dict("records")]),
            "value": drawn["difference"].clip(-FARTHEST, FARTHEST).round(3).to_numpy(),
            "low": drawn["low"].clip(-FARTHEST, FARTHEST).round(3).to_numpy(),
            "high": drawn["high"].clip(-FARTHEST, FARTHEST).round(3).to_numpy(),
            "apart": (drawn["verdict"] == "apart").to_numpy(),
            "sides": [sides_of(row) for row in drawn.to_dict("records")],
        }
    )
    scale = alt.Scale(domain=[-FARTHEST - 0.1, FARTHEST + 0.1], nice=False)
    axis = alt.Axis(
        values=[-1.5, -1, -0.5, 0, 0.5, 1, 1.5],
        title=say("standard deviations: silent higher (left), answering higher (right)"),
    )
    base = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=rows["label"].tolist(), title=None, axis=names_axis())
    )
    x = alt.X("value:Q", scale=scale, axis=axis)
    band = alt.Chart(pd.DataFrame({"from": [-LARGE], "to": [LARGE]})).mark_rect(color=SHADE)
    line = base.mark_rule(color=GREYS[1], strokeWidth=3).encode(
        x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q"
    )
    points = [
        base.transform_filter(test)
        .mark_point(color=FOCAL, filled=filled, size=75, opacity=1, fill=FOCAL if filled else PAPER)
        .encode(x=x)
        for test, filled in (("datum.apart", True), ("!datum.apart", False))
    ]
    words = base.mark_text(align="left", dx=ACROSS / 2 + 8, color=MUTED).encode(
        x=alt.value(ACROSS / 2), text="sides:N"
    )
    shade = band.encode(x=alt.X("from:Q", scale=scale, axis=axis), x2="to:Q")
    return finish(
        layered(shade, line, *points, words),
        title=title,
        subtitle=say(
            "Standardised difference, 95 % interval; filled: a quarter or more "
            "apart; right: answering against silent"
        ),
        width=ACROSS,
        height=rows_height(rows["label"], ROW),
    )


def chart_adjusted(adjusted: pd.DataFrame) -> alt.VConcatChart | alt.LayerChart:
    """Scores as answered, weighed to the whole list, and under two guesses about the silent.

    Parameters
    ----------
    adjusted
        As `voice.response.adjusted_scores` makes it.
    """
    title = say("If the silent accounts were counted in")
    if adjusted.empty:
        return nothing_to_draw(title, ONLY_ALL)
    return chart_scores(adjusted_rows(adjusted), label=COUNTED, title=title)


def adjusted_rows(adjusted: pd.DataFrame) -> pd.DataFrame:
    """The same figures one below the other: `counted` says which; those not known are left out."""
    shared = ["metric", "rule", "unit"]
    answered = adjusted[[*shared, "value", "low", "high"]].assign(
        counted=say("as answered"), accounts=adjusted["answering"]
    )
    parts = [answered]
    for column, name in GUESSES.items():
        ends = ["adjusted_low", "adjusted_high"] if column == "adjusted" else []
        part = adjusted[[*shared, column, *ends]].rename(
            columns={column: "value", "adjusted_low": "low", "adjusted_high": "high"}
        )
        parts.append(part.assign(counted=name, accounts=adjusted["answering"]))
    rows = pd.concat(parts).reset_index(names="place").sort_values("place", kind="stable")
    rows = rows.loc[rows["value"].notna()].drop(columns=["place"]).reset_index(drop=True)
    return rows.assign(respondents=rows["accounts"], visits=0)


def label_of(row: Mapping[Any, Any]) -> str:
    """What is compared, as it stands at the left and in sentences."""
    what = NAMES_OF_FIGURES.get(str(row["what"]), str(row["what"]))
    return f"{what}: {row['level']}" if row["level"] else what


def sides_of(row: Mapping[Any, Any]) -> str:
    """The two sides of a comparison: means of a figure, or shares at a level."""
    sides = (float(row["answering"]), float(row["silent"]))
    if row["level"]:
        return say(" against ").join(percent(side) for side in sides)
    digits = 0 if max(abs(side) for side in sides) >= 100 else 1
    return say(" against ").join(number(side, digits) for side in sides)


def _pooled_panel(group: pd.DataFrame, widest: float) -> alt.LayerChart:
    unit = str(group["unit"].iloc[0])
    rows = pd.DataFrame(
        {
            "label": wrapped_labels(group["_label"]),
            "raw": group["value"].round(4).to_numpy(),
            "value": group["shrunken"].round(4).to_numpy(),
            "low": group["shrunken_low"].round(4).to_numpy(),
            "high": group["shrunken_high"].round(4).to_numpy(),
            "shown": [figure(value, unit) for value in group["shrunken"]],
            "worst": [say("n {n:,} · worst {share}", n=n, share=percent(share)) for n, share in
                      zip(group["accounts"], group["worst"], strict=True)],
        }
    )  # fmt: skip
    scale = alt.Scale(domain=list(_ends(rows, unit)), nice=False)
    axis = (
        alt.Axis(labelExpr=TICKS[unit], values=MARKS[unit], labelFlush=False)
        if unit in TICKS
        else alt.Axis(tickCount=6, labelFlush=False)
    )

    base = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=rows["label"].tolist(), title=None, axis=names_axis(widest))
    )

    def at(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=axis, title=None)

    layers = [
        base.mark_rule(color=GREYS[1], strokeWidth=3).encode(x=at("low"), x2="high:Q"),
        base.mark_point(color=GREYS[0], filled=False, size=55, opacity=1).encode(x=at("raw")),
        base.mark_point(color=FOCAL, filled=True, size=75, opacity=1).encode(x=at("value")),
        base.mark_text(dy=-11, color=INK).encode(x=at("value"), text="shown:N"),
        base.mark_text(align="left", dx=ACROSS / 2 + 8, color=MUTED).encode(
            x=alt.value(ACROSS / 2), text="worst:N"
        ),
    ]
    heading = alt.TitleParams(
        text=f"{drawable(str(group['metric'].iloc[0]))}: {group['rule'].iloc[0]}",
        fontSize=12.5, fontWeight=500, offset=6, anchor="start",
    )  # fmt: skip
    return layered(*layers).properties(
        width=ACROSS, height=rows_height(rows["label"], ROW + 8), title=heading
    )


def _ends(rows: pd.DataFrame, unit: str) -> tuple[float, float]:
    if unit in WHOLE:
        return WHOLE[unit]
    least = float(rows[["low", "raw"]].min().min())
    most = float(rows[["high", "raw"]].max().max())
    room = 0.06 * (most - least) or 0.5
    return round(least - room, 3), round(most + room, 3)

"""Charts of what was found more widely: segments served, the five gaps, challenge signals."""

from typing import Final

import altair as alt
import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.ground.uncertainty import TOO_FEW
from cxworkbench.insight.gap_types import GAP, GAPS, NO_GAP, NOT_MEASURED
from cxworkbench.insight.needs import OVER, UNDER
from cxworkbench.insight.signals import SIGNAL, WAITING
from cxworkbench.insight.wider import Wider
from cxworkbench.telling.chart_parts import (
    ACROSS,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    wrapped_labels,
)
from cxworkbench.telling.theme import FOCAL, GREYS, INK, MUTED, PAIN, PAPER, finish
from cxworkbench.telling.type_metrics import drawable
from cxworkbench.voice.words import number

ROW: Final = 32
MOST_SEGMENTS: Final = 6
MOST_SIGNALS: Final = 14


def chart_served(wider: Wider) -> alt.VConcatChart | alt.LayerChart:
    """To how many it matters (hollow) and how many it pleases (filled), a panel a segment.

    The line is coloured where a segment is under-served, and a diamond stands where it is
    over-served; what is too few to tell is not drawn.

    Parameters
    ----------
    wider
        As `insight.wider.look_wider` makes it.
    """
    title = say("What matters to a segment, and what pleases it")
    told = wider.served[wider.served["field"] != TOO_FEW]
    if told.empty:
        return nothing_to_draw(
            title, say("No segment has 5 accounts that said how much it matters and how it went.")
        )
    segments = told["segment"].drop_duplicates().tolist()
    panels = [_served_panel(told[told["segment"] == one], one) for one in segments[:MOST_SEGMENTS]]
    more = (
        say("; the first {most} of {all} segments", most=MOST_SEGMENTS, all=len(segments))
        if len(segments) > MOST_SEGMENTS
        else ""
    )
    stacked: alt.VConcatChart = alt.vconcat(*panels, spacing=26)
    return finish(
        stacked,
        title=title,
        subtitle=say(
            "Shares of the two best boxes over accounts; hollow: matters, filled: pleases{more}",
            more=more,
        ),
    )


def chart_gap_types(wider: Wider) -> alt.LayerChart:
    """At each touchpoint which of the five gaps is open, closed, or not measured.

    Parameters
    ----------
    wider
        As `insight.wider.look_wider` makes it.
    """
    title = say("The five service gaps, touchpoint by touchpoint")
    table = wider.gap_types
    measured = table[table["label"] != NOT_MEASURED]
    if measured.empty:
        return nothing_to_draw(title, say("None of the five gaps is measured anywhere."))
    told = table[table["touchpoint_id"].isin(measured["touchpoint_id"])]
    rank = {GAP: 0, TOO_FEW: 1, NO_GAP: 2, NOT_MEASURED: 3}
    told = told.assign(place=told["label"].map(rank)).sort_values("place", kind="stable")
    told = told.drop_duplicates(["touchpoint_id", "gap"]).sort_index()
    names = told.drop_duplicates("touchpoint_id")
    labels = dict(zip(names["touchpoint_id"], wrapped_labels(names["name"]), strict=True))
    rows = pd.DataFrame(
        {
            "label": [labels[at] for at in told["touchpoint_id"]],
            "gap": [str(one) for one in told["gap"]],
            "state": told["label"].to_numpy(),
        }
    )
    order = rows["label"].drop_duplicates().tolist()
    heads = [str(one) for one in GAPS]
    base = alt.Chart(rows).encode(
        x=alt.X(
            "gap:N",
            sort=heads,
            title=say("gap 1 knowledge, 2 standards, 3 delivery, 4 communication, 5 expectation"),
            axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False, titlePadding=8),
        ),
        y=alt.Y("label:N", sort=order, title=None, axis=names_axis()),
    )

    def state(name: str) -> alt.Chart:
        return base.transform_filter(alt.datum.state == name)

    return finish(
        layered(
            state(GAP).mark_point(shape="circle", filled=True, size=170, color=PAIN),
            state(NO_GAP).mark_point(
                shape="circle", filled=False, fill=PAPER, size=150, color=GREYS[0]
            ),
            state(TOO_FEW).mark_point(shape="triangle-up", filled=False, size=120, color=GREYS[0]),
            state(NOT_MEASURED).mark_text(text="–", color=MUTED, fontSize=14),
        ),
        title=title,
        subtitle=say(
            "Filled: open beyond chance; ring: no gap shown; triangle: too few to tell; dash: "
            "not measured"
        ),
        width=ACROSS,
        height=rows_height(rows["label"].drop_duplicates(), ROW),
    )


def chart_signals(wider: Wider) -> alt.VConcatChart | alt.LayerChart:
    """Where behaviour is harder than at the same accounts' other touchpoints, with intervals.

    Parameters
    ----------
    wider
        As `insight.wider.look_wider` makes it.
    """
    title = say("Challenge signals: here (filled) against the other touchpoints (hollow)")
    found = wider.signals[wider.signals["label"] == SIGNAL].head(MOST_SIGNALS)
    if found.empty:
        return nothing_to_draw(
            title, say("No touchpoint is harder than the others by more than chance.")
        )
    days = found["signal"] == WAITING
    panels = [
        _signal_panel(rows, axis, scale)
        for rows, axis, scale in (
            (found[~days], say("share, per cent"), 100.0),
            (found[days], say("days"), 1.0),
        )
        if len(rows)
    ]
    stacked: alt.VConcatChart = alt.vconcat(*panels, spacing=26).resolve_scale(x="independent")
    return finish(
        stacked,
        title=title,
        subtitle=say(
            "Means over accounts; at the right the difference with its 95 % interval, true for "
            "all comparisons at once"
        ),
    )


def _served_panel(rows: pd.DataFrame, segment: str) -> alt.LayerChart:
    table = pd.DataFrame(
        {
            "label": wrapped_labels(rows["name"]),
            "matters": (100 * rows["importance"]).round(2).to_numpy(),
            "pleases": (100 * rows["satisfaction"]).round(2).to_numpy(),
            "under": (rows["field"] == UNDER).to_numpy(),
            "over": (rows["field"] == OVER).to_numpy(),
            "aside": [
                say(
                    "{field}; opportunity {score}, n {accounts}",
                    field=term(field),
                    score=number(score),
                    accounts=accounts,
                )
                for field, score, accounts in zip(
                    rows["field"], rows["opportunity"], rows["accounts"], strict=True
                )
            ],
        }
    )
    base = alt.Chart(table).encode(
        y=alt.Y("label:N", sort=table["label"].tolist(), title=None, axis=names_axis())
    )
    scale = alt.Scale(domain=[0, 100])
    axis = say("{segment}: per cent of accounts", segment=drawable(segment))
    matters = alt.X("matters:Q", scale=scale, title=axis)
    pleases = alt.X("pleases:Q", scale=scale, title=axis)
    colour = alt.condition("datum.under", alt.value(PAIN), alt.value(GREYS[1]))
    plain = base.transform_filter("!datum.over")
    over = base.transform_filter("datum.over")
    return layered(
        base.mark_rule(strokeWidth=3).encode(x=matters, x2="pleases:Q", color=colour),
        base.mark_point(color=INK, filled=False, fill=PAPER, size=80).encode(x=matters),
        plain.mark_point(filled=True, size=80).encode(x=pleases, color=colour),
        over.mark_point(filled=True, size=130, shape="diamond", color=FOCAL).encode(x=pleases),
        base.mark_text(align="left", dx=10, color=MUTED).encode(
            x=alt.value(ACROSS), text="aside:N"
        ),
    ).properties(width=ACROSS, height=rows_height(table["label"], ROW))


def _signal_panel(rows: pd.DataFrame, axis: str, scale: float) -> alt.LayerChart:
    digits = 1 if scale == 1 else 0
    names = [f"{name}: {term(kind)}" for name, kind in zip(rows["name"], rows["signal"],
                                                           strict=True)]  # fmt: skip
    table = pd.DataFrame(
        {
            "label": wrapped_labels(names),
            "here": (scale * rows["value"]).round(3).to_numpy(),
            "elsewhere": (scale * rows["baseline"]).round(3).to_numpy(),
            "aside": [
                say(
                    "+{value} ({low} to {high}), n {accounts}",
                    value=number(scale * value, digits),
                    low=number(scale * low, digits),
                    high=number(scale * high, digits),
                    accounts=int(accounts),
                )
                for value, low, high, accounts in rows[
                    ["difference", "low", "high", "accounts"]
                ].to_numpy()
            ],
        }
    )
    base = alt.Chart(table).encode(
        y=alt.Y("label:N", sort=table["label"].tolist(), title=None, axis=names_axis())
    )
    here, elsewhere = alt.X("here:Q", title=axis), alt.X("elsewhere:Q", title=axis)
    return layered(
        base.mark_rule(strokeWidth=3, color=PAIN).encode(x=elsewhere, x2="here:Q"),
        base.mark_point(color=INK, filled=False, fill=PAPER, size=80).encode(x=elsewhere),
        base.mark_point(color=PAIN, filled=True, size=80).encode(x=here),
        base.mark_text(align="left", dx=10, color=MUTED).encode(
            x=alt.value(ACROSS), text="aside:N"
        ),
    ).properties(width=ACROSS, height=rows_height(table["label"], ROW))

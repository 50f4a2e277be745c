"""Charts of accounts: what they are worth, how loyal they are, and their segments."""

import altair as alt
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.telling.chart_parts import (
    ACROSS,
    depth,
    heads_axis,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    wrapped_labels,
)
from cxworkbench.telling.theme import FOCAL, GREYS, INK, PAIN, PAPER, finish
from cxworkbench.voice.value import LOYALTY, UNKNOWN, VALUE_TIERS
from cxworkbench.voice.words import count_of, percent


def chart_concentration(concentration: pd.DataFrame) -> alt.LayerChart:
    """How much of all revenue the largest accounts make up, with the accounts behind half of it.

    Parameters
    ----------
    concentration
        As `voice.value.concentration` makes it.
    """
    known = concentration.loc[concentration["share"].notna()]
    title = say("How much revenue the largest accounts make up")
    if known.empty:
        return nothing_to_draw(title, say("The revenue of no account is known."))
    rows = known[["account_share", "cumulative_share"]].round(5)
    start = pd.DataFrame({"account_share": [0.0], "cumulative_share": [0.0]})
    curve = alt.Chart(pd.concat([start, rows], ignore_index=True)).encode(
        x=alt.X(
            "account_share:Q",
            axis=alt.Axis(format="%"),
            title=say("share of accounts, largest first"),
        ),
        y=alt.Y("cumulative_share:Q", axis=alt.Axis(format="%"), title=say("share of revenue")),
    )
    marks = _reached(known)
    at = alt.Chart(marks).encode(x="account_share:Q", y="cumulative_share:Q")
    even = pd.DataFrame({"account_share": [0.0, 1.0], "cumulative_share": [0.0, 1.0]})
    return finish(
        layered(
            alt.Chart(even)
            .mark_line(strokeDash=[3, 3], color=GREYS[2], strokeWidth=1)
            .encode(x="account_share:Q", y="cumulative_share:Q"),
            curve.mark_line(color=FOCAL, interpolate="linear"),
            at.mark_point(color=FOCAL, size=70, filled=True),
            at.mark_text(align="left", baseline="top", dx=9, dy=3, color=INK).encode(
                text="words:N"
            ),
        ),
        title=title,
        subtitle=say(
            "{accounts} with known revenue; dashed: if all were alike",
            accounts=count_of(len(known), "account"),
        ),
        width=ACROSS,
        height=240,
    )


def chart_value_loyalty(matrix: pd.DataFrame) -> alt.LayerChart:
    """Accounts in each field of value by loyalty; detractors of high and middle value stand out.

    Parameters
    ----------
    matrix
        As `voice.value.value_loyalty` makes it.
    """
    rows = matrix.assign(
        words=[
            f"{n:,}" + (f" · {percent(share)}" if n and share == share else "")
            for n, share in zip(matrix["accounts"], matrix["revenue_share"], strict=True)
        ],
        risk=(matrix["loyalty"] == "detractor") & matrix["value"].isin(["high", "middle"]),
    )
    rows["risk"] &= rows["accounts"] > 0
    base = alt.Chart(rows[["value", "loyalty", "accounts", "words", "risk"]]).encode(
        x=alt.X("loyalty:N", sort=list(LOYALTY), title=None, axis=heads_axis()),
        y=alt.Y("value:N", sort=[*VALUE_TIERS, UNKNOWN], title=say("value")),
    )
    fields = base.mark_rect(stroke=PAPER, strokeWidth=2).encode(color=depth("accounts"))
    risky = base.transform_filter("datum.risk").mark_rect(
        fillOpacity=0, stroke=PAIN, strokeWidth=2.5
    )
    words = base.mark_text(color=INK).encode(text="words:N")
    return finish(
        layered(fields, risky, words),
        title=say("Accounts by value and loyalty"),
        subtitle=say(
            "Accounts · share of revenue; framed: valuable accounts that would not recommend"
        ),
        width=4 * 108,
        height=4 * 34,
    )


def chart_segments(summary: pd.DataFrame) -> alt.LayerChart:
    """Each segment's share of accounts and of revenue, side by side.

    Parameters
    ----------
    summary
        As `voice.segments.segment_summary` makes it.
    """
    title = say("Segments by number and by revenue")
    if summary.empty:
        return nothing_to_draw(title, say("There are no accounts."))
    labels = wrapped_labels(summary["segment"])
    parts = [
        pd.DataFrame({"label": labels, "what": what, "share": summary[column]})
        for what, column in (("accounts", "account_share"), ("revenue", "revenue_share"))
    ]
    rows = pd.concat(parts, ignore_index=True).dropna(subset="share")
    amounts = dict(zip(labels, summary["accounts"], strict=True))
    rows["words"] = [
        f"{percent(share)}" + (f" ({amounts[label]})" if what == "accounts" else "")
        for label, what, share in zip(rows["label"], rows["what"], rows["share"], strict=True)
    ]
    base = alt.Chart(rows.round({"share": 5})).encode(
        x=alt.X("share:Q", axis=alt.Axis(format="%"), title=say("share of the total")),
        y=alt.Y("label:N", sort=labels, title=None, axis=names_axis()),
        yOffset=alt.YOffset("what:N", sort=["accounts", "revenue"]),
    )
    colours = alt.Scale(domain=["accounts", "revenue"], range=[GREYS[2], FOCAL])
    bars = base.mark_bar(height=13).encode(
        color=alt.Color("what:N", scale=colours, title=None, sort=["accounts", "revenue"])
    )
    words = base.mark_text(align="left", dx=5, color=INK).encode(text="words:N")
    return finish(
        layered(bars, words),
        title=title,
        subtitle=say(
            "{accounts}, their number in brackets",
            accounts=count_of(int(summary["accounts"].sum()), "account"),
        ),
        width=ACROSS,
        height=rows_height(labels, 2 * 17 + 10),
    )


def _reached(known: pd.DataFrame) -> pd.DataFrame:
    reached = []
    for share in list(VALUE_TIERS.values())[:2]:
        first = known.loc[known["cumulative_share"] >= share - 1e-9].iloc[0]
        words = f"{count_of(int(first['rank']), 'account')}: {percent(first['cumulative_share'])}"
        reached.append((first["account_share"], first["cumulative_share"], words))
    marks = pd.DataFrame(reached, columns=["account_share", "cumulative_share", "words"])
    return marks.drop_duplicates("account_share").round(5)

"""Charts of journeys from events: the commonest paths, what follows what, how long, where it ends.

Each takes the table a measure made and shows touchpoints in the order it is given, the map's.
"""

from collections.abc import Sequence
from typing import Final

import altair as alt
import numpy as np
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.journey.mining.variants import Variants
from cxworkbench.telling.chart_parts import (
    ACROSS,
    ROW,
    cell_width,
    depth,
    heads_axis,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    wrapped_labels,
)
from cxworkbench.telling.theme import FOCAL, GREYS, INK, LINE, MUTED, PAIN, PAPER, finish
from cxworkbench.voice.words import count_of, number, percent

MOST_PATHS: Final = 7
MOST_MOVES: Final = 18
MOST_WAITS: Final = 12
NUMBERED: Final = 8  # of the moves drawn, those with their count beside them
NODE_ROW: Final = 40
BOW: Final = 250  # pixels to each side of the touchpoints, for the bows
_CURVE: Final = 25  # points of a bow


def chart_paths(paths: Variants, order: Sequence[str], noun: str = "account") -> alt.LayerChart:
    """The commonest paths side by side: in each column the place at which a step came.

    Parameters
    ----------
    paths
        As `variants` gives them.
    order
        Steps from top to bottom; those that no shown path has are left out.
    noun
        What a case is.
    """
    title = say("The commonest paths")
    shown = min(MOST_PATHS, len(paths))
    if not shown:
        return nothing_to_draw(title, say("No events lie at the map's touchpoints."))
    heads, cells = [], []
    for at in range(shown):
        share = paths.cases[at] / len(paths.log.cases)
        head = f"{count_of(int(paths.cases[at]), noun)}\n{percent(float(share))}"
        heads.append(head + "\u200b" * (1 + at))
        for place, name in enumerate(paths.path(at), 1):
            cells.append((name, heads[-1], place))
    rows = pd.DataFrame(cells, columns=["name", "column", "place"])
    steps = [name for name in order if name in set(rows["name"])]
    steps += [name for name in dict.fromkeys(rows["name"]) if name not in set(steps)]
    labels = dict(zip(steps, wrapped_labels(steps), strict=True))
    grouped = rows.groupby(["name", "column"], sort=False, as_index=False).agg(
        place=("place", "min"), words=("place", _places)
    )
    grouped["label"] = grouped["name"].map(labels)
    base = alt.Chart(grouped).encode(
        x=alt.X("column:N", sort=heads, title=None, axis=heads_axis(heads)),
        y=alt.Y("label:N", sort=list(labels.values()), title=None, axis=names_axis()),
    )
    together = int(paths.cases[:shown].sum())
    total = count_of(len(paths.log.cases), noun)
    return finish(
        layered(
            base.mark_rect(stroke=PAPER, strokeWidth=2).encode(color=depth("place")),
            base.mark_text(color=INK).encode(text="words:N"),
        ),
        title=title,
        subtitle=say(
            "Numbers: in which order; {shown} of {paths}, taken by {together:,} of {total}",
            shown=shown,
            paths=count_of(len(paths), "path"),
            together=together,
            total=total,
        ),
        width=cell_width(heads) * shown,
        height=rows_height(labels.values(), ROW),
    )


def chart_follows(follows: pd.DataFrame, order: Sequence[str]) -> alt.LayerChart:
    """What comes right after what: bows to the right go on, dashed ones to the left go back.

    Parameters
    ----------
    follows
        As `directly_follows` or `waiting_times` gives it.
    order
        Steps from top to bottom.
    """
    title = say("What follows what")
    told = follows[follows["first"] != follows["then"]]
    if told.empty:
        return nothing_to_draw(title, say("No touchpoint comes after another one."))
    moves = told.head(MOST_MOVES)
    present = {*moves["first"], *moves["then"]}
    steps = [name for name in order if name in present]
    steps += sorted(present - set(steps))
    labels = wrapped_labels(steps)
    place = {name: at for at, name in enumerate(steps)}
    bows, tips = _bows(moves, place)
    high = NODE_ROW * len(steps)
    down = alt.Scale(domain=[len(steps) - 0.5, -0.5], nice=False)
    across = alt.Scale(domain=[-1, 1], nice=False)
    shown = [f"{label}" for label in labels]
    nodes = pd.DataFrame({"x": 0.0, "y": np.arange(len(steps)), "label": shown})
    x = alt.X("x:Q", scale=across, axis=None)
    y = alt.Y("y:Q", scale=down, axis=None)
    apex = alt.X("apex:Q", scale=across, axis=None)
    middle = alt.Y("middle:Q", scale=down, axis=None)
    way = alt.Scale(domain=["on", "back"], range=[FOCAL, PAIN])
    colour = alt.Color("way:N", scale=way, legend=None)
    width = alt.Size("moves:Q", scale=alt.Scale(range=[1, 7], zero=True), legend=None)
    lines = (
        alt.Chart(bows)
        .mark_line(opacity=0.55, interpolate="linear")
        .encode(
            x=x, y=y, order="at:Q", detail="move:N", color=colour, size=width,
            strokeDash=alt.StrokeDash(
                "way:N", scale=alt.Scale(domain=["on", "back"], range=[[1, 0], [5, 3]]), legend=None
            ),
        )
    )  # fmt: skip
    heads = (
        alt.Chart(tips)
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=alt.X("tip:Q", scale=across, axis=None), y=y, color=colour,
            shape=alt.Shape(
                "way:N", legend=None,
                scale=alt.Scale(domain=["on", "back"], range=["triangle-left", "triangle-right"]),
            ),
        )
    )  # fmt: skip
    counts = (
        alt.Chart(tips.head(NUMBERED))
        .mark_text(color=INK, stroke=PAPER, strokeWidth=4, strokeJoin="round")
        .encode(x=apex, y=middle, text="words:N")
    )
    again = counts.mark_text(color=INK)
    names = (
        alt.Chart(nodes)
        .mark_text(lineBreak="\n", align="right", color=INK, baseline="middle", dx=-BOW - 12)
        .encode(x=x, y=y, text="label:N")
    )
    dots = alt.Chart(nodes).mark_point(filled=True, size=60, color=INK, opacity=1).encode(x=x, y=y)
    rules = (
        alt.Chart(nodes.assign(start=-1.0))
        .mark_rule(color=LINE, strokeDash=[1, 3])
        .encode(x=alt.X("start:Q", scale=across, axis=None), x2="x:Q", y=y)
    )
    part = moves["moves"].sum() / told["moves"].sum()
    return finish(
        layered(rules, lines, heads, dots, counts, again, names),
        title=title,
        subtitle=say(
            "{moves} of {ways} from one to the next, {part} of {moves_2:,} "
            "moves; right: on, left: back",
            moves=len(moves),
            ways=count_of(len(told), "way"),
            part=percent(float(part)),
            moves_2=int(told["moves"].sum()),
        ),
        width=2 * BOW,
        height=high,
    )


def chart_waits(follows: pd.DataFrame) -> alt.LayerChart:
    """How long it takes from one step to the next: the middle one, and nine of ten.

    Parameters
    ----------
    follows
        As `waiting_times` gives it; the most frequent moves with a known wait are shown.
    """
    title = say("How long it takes to the next touchpoint")
    known = follows[follows["median_hours"].notna()].head(MOST_WAITS) if len(follows) else follows
    if known.empty:
        return nothing_to_draw(
            title, say("No move occurs three times; a median would say nothing.")
        )
    names = known["first"] + " →\n" + known["then"]
    labels = wrapped_labels(names)
    rows = pd.DataFrame(
        {
            "label": labels,
            "median": (known["median_hours"] / 24).round(2).tolist(),
            "most": (known["p90_hours"] / 24).round(2).tolist(),
            "moves": [count_of(int(n), "move") for n in known["moves"]],
        }
    )
    y = alt.Y("label:N", sort=labels, title=None, axis=names_axis())
    days = alt.Axis(tickCount=5, format="~s")
    base = alt.Chart(rows).encode(y=y, tooltip=["median", "most", "moves"])
    return finish(
        layered(
            base.mark_rule(strokeWidth=3, color=GREYS[2]).encode(
                x=alt.X("median:Q", title=say("days"), axis=days), x2="most:Q"
            ),
            base.mark_tick(thickness=2, size=12, color=GREYS[0]).encode(x="most:Q"),
            base.mark_point(filled=True, size=80, color=FOCAL, opacity=1).encode(x="median:Q"),
        ),
        title=title,
        subtitle=say(
            "Point: median; line to the tick: nine of ten took no longer; the commonest moves"
        ),
        width=ACROSS,
        height=rows_height(labels, ROW),
    )


def chart_durations(journeys: pd.DataFrame, noun: str = "account") -> alt.LayerChart:
    """How long journeys took from first to last event, with their median.

    Parameters
    ----------
    journeys
        As `journey_table` gives it.
    noun
        What a case is.
    """
    title = say("How long journeys take")
    if len(journeys) < 2:
        return nothing_to_draw(
            title, say("One journey has one duration; there is nothing to compare.")
        )
    days = journeys["days"].to_numpy(dtype=float)
    counts, edges = np.histogram(days, bins=min(20, max(5, int(np.sqrt(len(days))))))
    rows = pd.DataFrame({"start": edges[:-1].round(2), "end": edges[1:].round(2), "n": counts})
    median = pd.DataFrame({"median": [float(np.median(days))]})
    median["words"] = say("median {np} days", np=number(float(np.median(days)), 0))
    bars = alt.Chart(rows).mark_bar(color=GREYS[1], stroke=PAPER, binSpacing=0).encode(
        x=alt.X("start:Q", title=say("days from first to last event"), bin="binned"),
        x2="end:Q",
        y=alt.Y("n:Q", title=f"{noun}s", axis=alt.Axis(tickMinStep=1, format="d")),
        tooltip=["start", "end", "n"],
    )  # fmt: skip
    rule = alt.Chart(median).mark_rule(color=FOCAL, strokeWidth=2).encode(x="median:Q")
    words = (
        alt.Chart(median)
        .mark_text(align="left", dx=6, color=INK, baseline="bottom")
        .encode(x="median:Q", y=alt.value(-3), text="words:N")
    )
    return finish(
        layered(bars, rule, words),
        title=title,
        subtitle=say(
            "{nouns}; those that go on are counted as long as they are",
            nouns=count_of(len(days), noun),
        ),
        width=ACROSS + 120,
        height=200,
    )


def chart_endings(
    endings: pd.DataFrame, order: Sequence[str], noun: str = "account"
) -> alt.LayerChart:
    """Where journeys stand: how many came to each step, and for how many it was the last.

    Parameters
    ----------
    endings
        As `drop_off` gives it.
    order
        Steps from top to bottom.
    noun
        What a case is.
    """
    title = say("Where journeys end")
    if endings.empty:
        return nothing_to_draw(title, say("One journey has one end; look at its path."))
    by_name = endings.set_index("activity")
    steps = [name for name in order if name in by_name.index]
    steps += [name for name in endings["activity"] if name not in set(steps)]
    labels = wrapped_labels(steps)
    kinds = [say("no further"), say("may go on"), say("went on")]
    ended, fresh = by_name["ended"].reindex(steps), by_name["may_go_on"].reindex(steps)
    went = by_name["cases"].reindex(steps) - ended - fresh
    rows = pd.concat(
        [
            pd.DataFrame({"label": labels, "kind": kind, "n": counts.tolist(), "rank": rank})
            for rank, (kind, counts) in enumerate(zip(kinds, (ended, fresh, went), strict=True))
        ]
    )
    share = [f"{int(n)} ({percent(float(s))})" if n else "" for n, s in
             zip(ended, by_name["share"].reindex(steps), strict=True)]  # fmt: skip
    words = pd.DataFrame({"label": labels, "n": by_name["cases"].reindex(steps).tolist()})
    words["words"] = share
    y = alt.Y("label:N", sort=labels, title=None, axis=names_axis())
    colours = alt.Scale(domain=kinds, range=[PAIN, PAPER, GREYS[2]])
    dashes = alt.Scale(domain=kinds, range=[[1, 0], [3, 2], [1, 0]])
    bars = alt.Chart(rows).mark_bar(stroke=GREYS[1], strokeWidth=1).encode(
        x=alt.X("n:Q", title=say("{noun}s that came here", noun=noun), stack="zero"),
        y=y,
        order="rank:Q",
        color=alt.Color("kind:N", scale=colours, sort=kinds, title=None),
        strokeDash=alt.StrokeDash("kind:N", scale=dashes, sort=kinds, title=None),
        tooltip=["kind", "n"],
    )  # fmt: skip
    text = (
        alt.Chart(words)
        .mark_text(align="left", dx=6, color=MUTED)
        .encode(x="n:Q", y=y, text="words:N")
    )
    return finish(
        layered(bars, text),
        title=title,
        subtitle=say("In figures: for how many it was the last, of those that are not too fresh"),
        width=ACROSS,
        height=rows_height(labels, ROW),
    )


def _places(places: pd.Series) -> str:
    """At which places a step came: "2, 5"; of many the first ones."""
    told = [str(one) for one in places]
    return ", ".join(told) if len(told) <= 3 else f"{', '.join(told[:2])} …"


def _bows(moves: pd.DataFrame, place: dict[str, int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The points of each bow, and of each the place of its tip and of its count."""
    longest = max(len(place) - 1, 1)
    turn = np.linspace(0, np.pi, _CURVE)
    bows, tips = [], []
    for at, (first, then, n) in enumerate(
        zip(moves["first"], moves["then"], moves["moves"], strict=True)
    ):
        start, end = place[first], place[then]
        way = "on" if end > start else "back"
        side = 1 if end > start else -1
        reach = side * (0.12 + 0.8 * np.sqrt(abs(end - start) / longest))
        bows.append(
            pd.DataFrame(
                {
                    "move": at, "at": np.arange(_CURVE), "moves": int(n), "way": way,
                    "x": (reach * np.sin(turn)).round(4),
                    "y": ((start + end) / 2 - (end - start) / 2 * np.cos(turn)).round(4),
                }
            )
        )  # fmt: skip
        tips.append((way, end, 0.03 * side, round(reach, 4), (start + end) / 2, f"{int(n):,}"))
    columns = ["way", "y", "tip", "apex", "middle", "words"]
    return pd.concat(bows, ignore_index=True), pd.DataFrame(tips, columns=columns)

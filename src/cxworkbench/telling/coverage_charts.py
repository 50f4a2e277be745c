"""Charts of coverage: what is known at each touchpoint, who was heard, and the believed stages."""

import altair as alt
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.telling.chart_parts import (
    ACROSS,
    ROW,
    WIDEST_CELL,
    count_matrix,
    layered,
    names_axis,
    nothing_to_draw,
    rows_height,
    wrapped_labels,
)
from cxworkbench.telling.theme import GREYS, INK, finish
from cxworkbench.voice.words import count_of


def chart_touchpoint_sources(sources: pd.DataFrame) -> alt.LayerChart:
    """How much each source says at each touchpoint, in journey order.

    Parameters
    ----------
    sources
        As `voice.coverage.touchpoint_sources` makes it.
    """
    fixed = ("touchpoint_id", "name", "stage", "total", "accounts")
    methods = [str(name) for name in sources if name not in fixed]
    title = say("What is known at each touchpoint, and from where")
    if sources.empty:
        return nothing_to_draw(title, say("The engagement names no touchpoint."))
    labels = wrapped_labels(sources["name"])
    cells = [
        (label, method, int(count))
        for method in methods
        for label, count in zip(labels, sources[method], strict=True)
    ]
    subtitle = say(
        "Voices and events, {total:,} in all; dashed: none", total=int(sources["total"].sum())
    )
    return count_matrix(cells, labels, methods, title, subtitle)


def chart_heard(heard: pd.DataFrame, *, across: str = "stage") -> alt.LayerChart:
    """How many voices each role has in each stage, or in each segment.

    Parameters
    ----------
    heard
        As `voice.coverage.heard` makes it.
    across
        "stage" or "segment".
    """
    title = say("Who was heard: role by {across}", across=across)
    if heard.empty:
        return nothing_to_draw(title, say("No voice was received."))
    counts = heard.groupby(["role", across], sort=False)["voices"].sum()
    roles = list(dict.fromkeys(heard["role"]))
    columns = list(dict.fromkeys(heard[across]))
    labels = dict(zip(roles, wrapped_labels(roles), strict=True))
    heads = dict(zip(columns, wrapped_labels(columns, WIDEST_CELL - 14), strict=True))
    cells = [
        (labels[role], heads[column], int(counts[(role, column)]))
        for role in roles
        for column in columns
    ]
    subtitle = say("Voices, {voices:,} in all; dashed: nobody", voices=int(heard["voices"].sum()))
    return count_matrix(cells, list(labels.values()), list(heads.values()), title, subtitle)


def chart_believed_stages(stages: pd.DataFrame) -> alt.LayerChart:
    """How many accounts have evidence in each believed stage; hollow where there is none.

    Parameters
    ----------
    stages
        As `voice.stages.believed_stages` makes it.
    """
    title = say("Believed stages, and the accounts with evidence in each")
    if stages.empty:
        return nothing_to_draw(title, say("The engagement names no stage."))
    labels = wrapped_labels(stages["stage"])
    rows = pd.DataFrame(
        {
            "label": labels,
            "accounts": stages["accounts"],
            "words": [
                f"{count_of(accounts, 'account')}, {count_of(voices, 'voice')}, "
                f"{count_of(events, 'event')}"
                if accounts
                else say("no evidence: believed only")
                for accounts, voices, events in zip(
                    stages["accounts"], stages["voices"], stages["events"], strict=True
                )
            ],
        }
    )
    base = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=labels, title=None, axis=names_axis()),
        x=alt.X("accounts:Q", title=say("accounts with a voice or an event"), axis=_whole(rows)),
    )
    return finish(
        layered(
            base.mark_bar(height=15, color=GREYS[1]),
            base.mark_text(align="left", dx=6, color=INK).encode(text="words:N"),
        ),
        title=title,
        subtitle=say("Evidence says that something happens there, not that customers see a stage"),
        width=ACROSS,
        height=rows_height(labels, ROW),
    )


def _whole(rows: pd.DataFrame) -> alt.Axis:
    most = int(rows["accounts"].max())
    return alt.Axis(format=",d", tickCount=min(max(most, 1), 6))

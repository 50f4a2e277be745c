"""Telling how far listening has come: coverage, fields, contradictions, and what to ask next."""

from collections.abc import Hashable, Mapping
from typing import Final

import altair as alt
import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.intake.case import Case
from cxworkbench.records.told import Section
from cxworkbench.telling.asking import describe_errands
from cxworkbench.telling.blocks import chart_block, note, section_of, sentence, table_of
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
from cxworkbench.telling.insight_blocks import title_of
from cxworkbench.telling.theme import GREYS, INK, finish
from cxworkbench.voice.contradictions import COMPLAINING
from cxworkbench.voice.listening import FIELDS, WAYS, Listening
from cxworkbench.voice.research import ALL
from cxworkbench.voice.words import count_of, percent

MOST_ROWS: Final = 15
SCORE_RULE: Final = (  # said later
    "The coverage score is the mean over segments, roles, stages, touchpoints and ways of "
    "listening: each counts the share of its names that at least three accounts spoke for, a name "
    "with fewer a half. It does not say that enough was asked."
)
_COVERED: Final = {  # said later
    "dimension": "dimension",
    "wanted": "should be heard",
    "well": "well heard",
    "thin": "thinly",
    "unheard": "not at all",
    "missing": "which",
}
_DISAGREE: Final = {  # said later
    "name": "touchpoint",
    "method": "kinder",
    "value": "feeling",
    "accounts": "accounts",
    "other_method": "harder",
    "other_value": "feeling there",
    "other_accounts": "accounts there",
    "low": "difference from",
    "high": "to",
}
_ASK: Final = {  # said later
    "order": "no.",
    "method": "how",
    "whom": "whom",
    "touchpoint": "touchpoint",
    "stage": "stage",
    "why": "because",
}


def chart_coverage(coverage: pd.DataFrame) -> alt.LayerChart:
    """How much of each dimension was heard: dark well, light thinly, dashed not at all.

    Parameters
    ----------
    coverage
        As `voice.listening.coverage_by_dimension` makes it.
    """
    title = say("How far listening has come")
    if coverage.empty:
        return nothing_to_draw(title, say("There is nothing that should be heard."))
    labels = wrapped_labels(coverage["dimension"])
    cells = [
        (label, row["well"] / row["wanted"], 1 - row["unheard"] / row["wanted"], _parts(row))
        for label, row in zip(labels, coverage.to_dict("records"), strict=True)
    ]
    rows = pd.DataFrame(cells, columns=["label", "well", "heard", "words"])
    base = alt.Chart(rows).encode(y=alt.Y("label:N", sort=labels, title=None, axis=names_axis()))
    scale, axis = alt.Scale(domain=[0, 1]), alt.Axis(format="%", tickCount=5)
    across = alt.X("heard:Q", scale=scale, axis=axis, title=say("share heard"))
    return finish(
        layered(
            base.mark_bar(height=16, fillOpacity=0, stroke=GREYS[1], strokeDash=[3, 3])
            .encode(x=alt.X("all:Q", scale=scale))
            .transform_calculate(all="1"),
            base.mark_bar(height=16, color=GREYS[2]).encode(x=across),
            base.mark_bar(height=16, color=GREYS[0]).encode(x=alt.X("well:Q", scale=scale)),
            base.mark_text(align="left", dx=8, color=INK)
            .encode(x=alt.X("all:Q", scale=scale), text="words:N")
            .transform_calculate(all="1"),
        ),
        title=title,
        subtitle=say("Dark: by three accounts or more; light: by fewer; dashed: by nobody"),
        width=ACROSS,
        height=rows_height(labels, ROW),
    )


def chart_fields(
    fields: pd.DataFrame, down: str, across: str, names: Mapping[str, Mapping[str, str]]
) -> alt.LayerChart:
    """How many accounts were heard in each field of two dimensions.

    Parameters
    ----------
    fields
        As `voice.listening.heard_fields` makes it.
    down, across
        Two of "segment", "role", "stage", "touchpoint_id", "way".
    names
        Of a dimension, key -> name in the order to be shown, heard or not; others follow as they
        are.
    """
    title = say(
        "Accounts heard: {words} by {words_2}",
        words=term(_WORDS[down]),
        words_2=term(_WORDS[across]),
    )
    if fields.empty:
        return nothing_to_draw(title, say("Nothing was received."))
    counts = fields.groupby([down, across])["account_id"].nunique()
    rows = _in_order(fields[down], names.get(down, {}))
    columns = _in_order(fields[across], names.get(across, {}))
    labels = dict(zip(rows, wrapped_labels(rows.values()), strict=True))
    shown = wrapped_labels(columns.values(), WIDEST_CELL - 14)
    heads = dict(zip(columns, shown, strict=True))
    cells = [
        (labels[row], heads[column], int(counts.get((row, column), 0)))
        for row in rows
        for column in columns
    ]
    subtitle = say(
        "{accounts} in all; dashed: none",
        accounts=count_of(fields["account_id"].nunique(), "account"),
    )
    return count_matrix(cells, list(labels.values()), list(heads.values()), title, subtitle)


def describe_coverage(listening: Listening) -> str:
    """The coverage score, and what of each dimension was not heard."""
    lacking = listening.coverage.loc[listening.coverage["missing"] != ""]
    words = [
        f"{term(one)}: {names}"
        for one, names in zip(lacking["dimension"], lacking["missing"], strict=True)
    ]
    start = say("Coverage score {score}.", score=percent(listening.score))
    return (
        say("{start} Not or thinly heard: {words}.", start=start, words="; ".join(words))
        if words
        else start
    )


def describe_contradictions(listening: Listening) -> str:
    """How many of the compared pairs of methods contradict each other, and the widest."""
    found, pairs = listening.contradictions, count_of(listening.compared, "pair")
    if not listening.compared:
        words = say(
            "Too few to tell whether methods agree: no touchpoint has five accounts by each."
        )
    elif found.empty:
        words = say("No contradiction among {pairs} of methods.", pairs=pairs)
    else:
        kinder = found["method"].value_counts()
        words = say(
            "{found} of {pairs} of methods disagree, in {iloc} of them the "
            "{index} is the kinder. The widest: {iloc_2}",
            found=len(found),
            pairs=pairs,
            iloc=int(kinder.iloc[0]),
            index=term(str(kinder.index[0])),
            iloc_2=found.sort_values("difference")["why"].iloc[-1],
        )
    return " ".join([words, *listening.loud["why"].head(1)])


def listening_sections(case: Case, listening: Listening, plan: pd.DataFrame) -> tuple[Section, ...]:
    """How far listening has come, where methods disagree, what to ask next; none for one account.

    An account's report says whom of it to ask next in a section of its own.
    """
    if case.account != ALL:
        return ()
    names = field_names(case)
    covered, told = describe_coverage(listening), describe_contradictions(listening)
    chart = chart_fields(listening.fields, "touchpoint_id", "way", names)
    blocks = [
        sentence(covered),
        chart_block(chart_coverage(listening.coverage), covered),
        table_of(listening.coverage, _COVERED, say("Coverage by dimension")),
        note(SCORE_RULE),
        chart_block(chart, covered),
        sentence(told),
    ]
    if len(listening.contradictions):
        blocks.append(table_of(listening.contradictions, _DISAGREE, say("Where methods disagree")))
    left_out = say(" and ").join(f"{method}s" for method in COMPLAINING)
    blocks += [
        note(
            say(
                "Feelings on −2 to +2; {left_out} are left out of the comparison, "
                "because who writes one has a problem. Methods reach different "
                "people: a contradiction is a question.",
                left_out=left_out,
            )
        ),
        sentence(describe_errands(plan)),
    ]
    if len(plan):
        title = title_of(say("What to ask next"), len(plan), MOST_ROWS)
        blocks.append(table_of(plan.head(MOST_ROWS), _ASK, title))
    return (section_of("listening", say("How far listening has come"), blocks),)


def field_names(case: Case) -> dict[str, dict[str, str]]:
    """What should be heard of stages, touchpoints and ways: key -> name, in their order."""
    return {
        "way": {way: way for way in WAYS},
        "stage": {stage.name: stage.name for stage in case.stages},
        "touchpoint_id": {place.id: place.name for place in case.touchpoints},
    }


_WORDS: Final = dict(
    zip(FIELDS, ("segment", "role", "stage", "touchpoint", "way of listening"), strict=True)
)


def _in_order(found: pd.Series, names: Mapping[str, str]) -> dict[str, str]:
    more = sorted(set(found) - set(names))
    return {**names, **{key: key or say("no touchpoint") for key in more}}


def _parts(row: Mapping[Hashable, int]) -> str:
    well, thin, none = row["well"], row["thin"], row["unheard"]
    parts = (
        [say("{well} well", well=well)]
        + [say("{thin} thinly", thin=thin)] * bool(thin)
        + [say("{none} not", none=none)] * bool(none)
    )
    return ", ".join(parts)

"""Sentences about coverage: stages, touchpoints, who was heard, and what could not be read."""

import pandas as pd

from cxworkbench.ground.checks import cells_of
from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.telling.account_words import some_of
from cxworkbench.voice.coverage import EVENTS
from cxworkbench.voice.holes import NOT_PLACED
from cxworkbench.voice.words import count_of, percent


def describe_believed_stages(stages: pd.DataFrame) -> str:
    """How many believed stages have evidence, which have none, and where order does not hold."""
    believed = stages.loc[stages["order"] > 0]
    bare = believed.loc[believed["accounts"] == 0, "stage"].tolist()
    there = count_of(len(believed), "believed stage")
    words = say(
        "{believed} of {there} have evidence", believed=len(believed) - len(bare), there=there
    )
    if bare:
        words += say("; none for {bare}", bare=", ".join(bare))
    unlisted = stages.loc[stages["order"] == 0, "stage"].tolist()
    if unlisted:
        words += say("; evidence names {unlisted} as well", unlisted=", ".join(unlisted))
    late = believed.loc[believed["verdict"].str.contains("but only"), "stage"].tolist()
    if late:
        words += say("; the order is in doubt at {late}", late=", ".join(late))
    return words + "."


def describe_touchpoint_sources(sources: pd.DataFrame) -> str:
    """How many touchpoints have evidence, which have none, and what is not placed."""
    placed = sources.loc[sources["name"] != NOT_PLACED]
    bare = placed.loc[placed["total"] == 0, "name"].tolist()
    single = placed.loc[placed["total"] == placed.get(EVENTS, 0), "name"].tolist()
    quiet = [name for name in single if name not in bare]
    words = say(
        "{placed} of {touchpoints} have evidence",
        placed=len(placed) - len(bare),
        touchpoints=count_of(len(placed), "touchpoint"),
    )
    if bare:
        words += say("; none at {bare}", bare=some_of(bare))
    if quiet:
        words += say("; events but no voice at {quiet}", quiet=some_of(quiet))
    lost = int(sources.loc[sources["name"] == NOT_PLACED, "total"].sum())
    if lost:
        words += say("; {lost:,} voices or events are not placed", lost=lost)
    return words + "."


def describe_holes(holes: pd.DataFrame) -> str:
    """The widest holes in what was heard."""
    if holes.empty:
        return say("Every stage, role and segment was heard.")
    wide = holes.loc[holes["grade"] == "none"]
    pairs = zip(wide["what"].head(3), wide["why"].head(3), strict=True)
    first = [f"{what} ({why})" for what, why in pairs]
    thin = len(holes) - len(wide)
    words = (
        say("Not heard: {first}", first="; ".join(first))
        if first
        else say("Nobody was left out altogether")
    )
    more = len(wide) - len(first)
    tail = [
        say("{more} more", more=more) if more > 0 else "",
        say("{thin} thinly heard", thin=thin) if thin else "",
    ]
    listed = say(" and ").join(part for part in tail if part)
    return (
        say("{words}; {listed} in the table.", words=words, listed=listed)
        if listed
        else f"{words}."
    )


def describe_silent(silent: pd.DataFrame, single: pd.DataFrame, accounts: int) -> str:
    """How many accounts were not heard at all, and how many through one contact only."""
    share = float(silent["revenue_share"].sum())
    worth = say(" ({share} of revenue)", share=percent(share)) if share > 0 else ""
    return say(
        "{silent:,} of {accounts} said nothing{worth}; {single:,} were heard "
        "through one contact only.",
        silent=len(silent),
        accounts=count_of(accounts, "account"),
        worth=worth,
        single=len(single),
    )


def describe_problems(case: Case) -> str:
    """How many data problems the received files have, and what could not be placed."""
    cells = cells_of(case.problems)
    refused = int(cells[case.problems["severity"] == "refused"].sum())
    notes = int(cells.sum()) - refused
    unplaced = int(case.unplaced["rows"].sum()) if len(case.unplaced) else 0
    return say(
        "{data_problems} where something could not be used, {notes} where "
        "all was used; {rows} with a word that has no place yet; {rows_2} of "
        "no known account.",
        data_problems=count_of(refused, "data problem"),
        notes=count_of(notes, "note"),
        rows=count_of(unplaced, "row"),
        rows_2=count_of(len(case.unmatched), "row"),
    )

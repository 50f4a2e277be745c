"""Sentences about coverage: stages, touchpoints, who was heard, and what could not be read."""

import pandas as pd

from cxworkbench.ground.checks import cells_of
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
    words = f"{len(believed) - len(bare)} of {there} have evidence"
    if bare:
        words += f"; none for {', '.join(bare)}"
    unlisted = stages.loc[stages["order"] == 0, "stage"].tolist()
    if unlisted:
        words += f"; evidence names {', '.join(unlisted)} as well"
    late = believed.loc[believed["verdict"].str.contains("but only"), "stage"].tolist()
    if late:
        words += f"; the order is in doubt at {', '.join(late)}"
    return words + "."


def describe_touchpoint_sources(sources: pd.DataFrame) -> str:
    """How many touchpoints have evidence, which have none, and what is not placed."""
    placed = sources.loc[sources["name"] != NOT_PLACED]
    bare = placed.loc[placed["total"] == 0, "name"].tolist()
    single = placed.loc[placed["total"] == placed.get(EVENTS, 0), "name"].tolist()
    quiet = [name for name in single if name not in bare]
    words = f"{len(placed) - len(bare)} of {count_of(len(placed), 'touchpoint')} have evidence"
    if bare:
        words += f"; none at {some_of(bare)}"
    if quiet:
        words += f"; events but no voice at {some_of(quiet)}"
    lost = int(sources.loc[sources["name"] == NOT_PLACED, "total"].sum())
    if lost:
        words += f"; {lost:,} voices or events are not placed"
    return words + "."


def describe_holes(holes: pd.DataFrame) -> str:
    """The widest holes in what was heard."""
    if holes.empty:
        return "Every stage, role and segment was heard."
    wide = holes.loc[holes["grade"] == "none"]
    pairs = zip(wide["what"].head(3), wide["why"].head(3), strict=True)
    first = [f"{what} ({why})" for what, why in pairs]
    thin = len(holes) - len(wide)
    words = f"Not heard: {'; '.join(first)}" if first else "Nobody was left out altogether"
    more = len(wide) - len(first)
    tail = [f"{more} more" if more > 0 else "", f"{thin} thinly heard" if thin else ""]
    listed = " and ".join(part for part in tail if part)
    return f"{words}; {listed} in the table." if listed else f"{words}."


def describe_silent(silent: pd.DataFrame, single: pd.DataFrame, accounts: int) -> str:
    """How many accounts were not heard at all, and how many through one contact only."""
    share = float(silent["revenue_share"].sum())
    worth = f" ({percent(share)} of revenue)" if share > 0 else ""
    return (
        f"{len(silent):,} of {count_of(accounts, 'account')} said nothing{worth}; "
        f"{len(single):,} were heard through one contact only."
    )


def describe_problems(case: Case) -> str:
    """How many data problems the received files have, and what could not be placed."""
    cells = cells_of(case.problems)
    refused = int(cells[case.problems["severity"] == "refused"].sum())
    notes = int(cells.sum()) - refused
    unplaced = int(case.unplaced["rows"].sum()) if len(case.unplaced) else 0
    return (
        f"{count_of(refused, 'data problem')} where something could not be used, "
        f"{count_of(notes, 'note')} where all was used; {count_of(unplaced, 'row')} with a word "
        f"that has no place yet; {count_of(len(case.unmatched), 'row')} of no known account."
    )

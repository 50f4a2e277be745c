"""Sentences about causes, made from the same tables as their charts."""

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.insight.cause_trees import cause_table, pains_without_cause
from cxworkbench.records.register import Register
from cxworkbench.voice.words import count_of, percent


def describe_causes(register: Register) -> str:
    """How many causes there are, of which status, and which pains nobody asked why for.

    Examples
    --------
    >>> describe_causes(Register())
    'No cause is entered, and no pain is there to ask why for.'
    """
    table, bare = cause_table(register), pains_without_cause(register)
    if table.empty and not bare:
        return say("No cause is entered, and no pain is there to ask why for.")
    known = table[~table["suggested"]]
    if known.empty:
        told = say(
            "No cause was entered by a person yet; {suggestions} from what goes together, which is "
            "no evidence.",
            suggestions=count_of(len(table), "suggestion"),
        )
    else:
        told = _told(known, len(table) - len(known))
    if not bare:
        return told
    left = say(
        "For {pains} nobody entered why, the weightiest “{first}”.",
        pains=count_of(len(bare), "pain"),
        first=bare[0].title,
    )
    return f"{told} {left}"


def _told(known: pd.DataFrame, suggestions: int) -> str:
    counts = known["status"].value_counts()
    return say(
        "{causes} entered by people ({supported} supported, {hypotheses} not shown yet, {refuted} "
        "refuted), and {suggestions} from what goes together, which is no evidence.",
        causes=count_of(len(known), "cause"),
        supported=int(counts.get("supported", 0)),
        hypotheses=int(counts.get("hypothesis", 0)),
        refuted=int(counts.get("refuted", 0)),
        suggestions=count_of(suggestions, "suggestion"),
    )


def describe_pareto(pareto: pd.DataFrame) -> str:
    """Which cause explains the most pains, and how many causes explain most of them.

    Examples
    --------
    >>> describe_pareto(pd.DataFrame())
    'No cause that people entered explains a pain yet.'
    """
    if pareto.empty:
        return say("No cause that people entered explains a pain yet.")
    first = pareto.iloc[0]
    told = say(
        "“{cause}” explains the most: {pains}, {share} of all.",
        cause=first["cause"],
        pains=count_of(int(first["pains"]), "pain"),
        share=percent(first["share"]),
    )
    if len(pareto) == 1:
        return told
    last = pareto.iloc[-1]
    every = say(
        "All {causes} together explain {pains} ({share}), each counted once.",
        causes=count_of(len(pareto), "cause"),
        pains=count_of(int(last["explained"]), "pain"),
        share=percent(last["share"]),
    )
    return f"{told} {every}"


def status_warnings(register: Register) -> list[str]:
    """A sentence for each cause whose evidence does not agree with what it is called."""
    table = cause_table(register)
    told = table[table["warning"] != ""]
    return [f"“{row['cause']}”: {row['warning']}" for _, row in told.iterrows()]

"""Sentences and tables of needs, segments served, typed gaps, signals, opportunities and truths."""

import numpy as np
import pandas as pd

from cxworkbench.ground.language import capital, say, term
from cxworkbench.ground.uncertainty import TOO_FEW
from cxworkbench.insight.chances import ORDER
from cxworkbench.insight.gap_types import GAP, GAPS, NOT_MEASURED
from cxworkbench.insight.needs import OVER, UNDER
from cxworkbench.insight.signals import SIGNAL
from cxworkbench.insight.truths import CONTESTED, TRUTH
from cxworkbench.insight.wider import Wider
from cxworkbench.voice.words import count_of, number, percent


def describe_needs(wider: Wider) -> str:
    """The need that weighs most, and how many there are."""
    if not wider.looked:
        return _only_over_all()
    if wider.needs.empty:
        return say("No need was named by any account.")
    first = wider.needs.iloc[0]
    return say(
        "{needs} named; the weightiest is “{code}” ({place}). {why}",
        needs=count_of(len(wider.needs), "need"),
        code=first["code"],
        place=first["name"],
        why=first["why"],
    )


def describe_served(wider: Wider) -> str:
    """Where a segment gets too little for what matters to it, and where more than matters."""
    if not wider.looked:
        return _only_over_all()
    table = wider.served
    if table.empty:
        return say("Nobody was asked both how much it matters and how it went.")
    under = table[table["field"] == UNDER].sort_values("opportunity", ascending=False)
    told = [_most_under(under)]
    over = table[table["field"] == OVER]
    if len(over):
        names = ", ".join(f"{row['name']} ({row['segment']})" for _, row in over.iterrows())
        told.append(say("Over-served, so candidates for saving: {names}.", names=names))
    else:
        told.append(say("Nowhere is more done than matters by more than chance."))
    few = int((table["field"] == TOO_FEW).sum())
    if few:
        told.append(
            say(
                "{touchpoints} of a segment have too few accounts to tell.",
                touchpoints=count_of(few, "touchpoint"),
            )
        )
    return " ".join(told)


def describe_gap_types(wider: Wider) -> str:
    """How many of the five gaps are measured, and at how many touchpoints each is open."""
    if not wider.looked:
        return _only_over_all()
    table = wider.gap_types
    told = []
    for gap in GAPS:
        here = table[table["gap"] == gap]
        measured = here[here["label"] != NOT_MEASURED]
        if measured.empty:
            told.append(say("Gap {gap} is not measured anywhere.", gap=gap))
        else:
            told.append(
                say(
                    "Gap {gap} is open at {open} of {touchpoints} where it is measured.",
                    gap=gap,
                    open=measured.loc[measured["label"] == GAP, "touchpoint_id"].nunique(),
                    touchpoints=count_of(measured["touchpoint_id"].nunique(), "touchpoint"),
                )
            )
    return " ".join(told)


def describe_signals(wider: Wider) -> str:
    """Where behaviour is hardest against the same accounts' other touchpoints."""
    if not wider.looked:
        return _only_over_all()
    found = wider.signals[wider.signals["label"] == SIGNAL]
    looked = count_of(len(wider.signals), "comparison")
    if found.empty:
        return say(
            "In {looked} no touchpoint is harder than the others by more than chance.",
            looked=looked,
        )
    first = found.iloc[0]
    return say(
        "{signals} in {looked}. {place}: {why}",
        signals=count_of(len(found), "challenge signal"),
        looked=looked,
        place=first["name"],
        why=first["why"],
    )


def describe_chances(wider: Wider) -> str:
    """How many opportunities there are of each type, and what is not known of competitors."""
    if not wider.looked:
        return _only_over_all()
    counts = wider.chances["type"].value_counts()
    told = ", ".join(f"{term(kind)} {int(counts.get(kind, 0))}" for kind in ORDER)
    unknown = "" if wider.chances["competitor"].notna().any() else say(
        " No figure of a competitor is known, so nothing is said to differ; unknown is not zero."
    )  # fmt: skip
    return say("Opportunities by type: {told}.{unknown}", told=told, unknown=unknown)


def describe_truths(wider: Wider) -> str:
    """How many customer truths there are, and which of them are contested."""
    if not wider.looked:
        return _only_over_all()
    table = wider.truths
    found = table[table["label"] == TRUTH]
    contested = int((table["label"] == CONTESTED).sum())
    few = len(table) - len(found) - contested
    told = say(
        "{truths}, {contested} contested, {few} with too few sources.",
        truths=count_of(len(found), "customer truth"),
        contested=contested,
        few=few,
    )
    if found.empty:
        return told
    first = found.iloc[0]
    why = first["why"]
    return say("{told} “{code}” ({place}). {why}", told=told, code=first["code"],
               place=first["name"], why=why)  # fmt: skip


def served_words(table: pd.DataFrame) -> pd.DataFrame:
    """The segments' table with shares and scores in words, each with its interval."""
    return table.assign(
        matters=_shares(table, "importance"),
        pleases=_shares(table, "satisfaction"),
        score=[_ends(*one) for one in table[["opportunity", "low", "high"]].to_numpy()],
        verdict=[capital(term(one)) for one in table["field"]],
    )


def gap_type_words(table: pd.DataFrame) -> pd.DataFrame:
    """The measured gaps with their names and figures in words."""
    told = table[table["label"] != NOT_MEASURED]
    return told.assign(
        kind=[f"{gap}: {say(GAPS[gap])}" for gap in told["gap"]],
        verdict=[capital(term(one)) for one in told["label"]],
    )


def truth_words(table: pd.DataFrame) -> pd.DataFrame:
    """The truths with kind and label as they are shown."""
    return table.assign(
        what=[capital(term(one)) for one in table["kind"]],
        verdict=[capital(term(one)) for one in table["label"]],
    )


def chance_words(table: pd.DataFrame) -> pd.DataFrame:
    """The opportunities with type as it is shown; missing figures are dashes."""
    return table.assign(
        what=[capital(term(one)) for one in table["type"]],
        expected=[number(one, 2) for one in table["expectation"]],
        got=[number(one, 2) for one in table["perception"]],
        best=[number(one, 2) for one in table["reachable"]],
        other=[
            say("not known") if np.isnan(one) else number(one, 2) for one in table["competitor"]
        ],
    )


def signal_words(table: pd.DataFrame) -> pd.DataFrame:
    """The signals with their names as they are shown."""
    return table.assign(
        what=[capital(term(one)) for one in table["signal"]],
        verdict=[capital(term(one)) for one in table["label"]],
    )


def _only_over_all() -> str:
    return say("This is looked at over all accounts together, in the run for all of them.")


def _most_under(under: pd.DataFrame) -> str:
    if under.empty:
        return say("In no segment does anything matter more than it pleases by more than chance.")
    first = under.iloc[0]
    return say(
        "Under-served in {count:,} cases of a touchpoint in a segment, the most {place}. {why}",
        count=len(under),
        place=first["name"],
        why=first["why"],
    )


def _shares(table: pd.DataFrame, name: str) -> list[str]:
    """Shares with their ends; of too few accounts none, for it would be theirs."""
    return [
        say("{value} ({low} to {high})", value=percent(value), low=percent(low),
            high=percent(high))
        if field != TOO_FEW
        else "–"
        for value, low, high, field in zip(
            table[name], table[f"{name}_low"], table[f"{name}_high"], table["field"], strict=True
        )
    ]  # fmt: skip


def _ends(value: float, low: float, high: float) -> str:
    if np.isnan(low):
        return "–"
    ends = {"value": number(value), "low": number(low), "high": number(high)}
    return say("{value} ({low} to {high})", **ends)

"""Sentences about insights, made from the same tables as their charts."""

import numpy as np
import pandas as pd

from cxworkbench.ground.uncertainty import TOO_FEW
from cxworkbench.insight.building import Insights
from cxworkbench.insight.drafts import act_first, insights_of, none_found
from cxworkbench.insight.moments import CANDIDATE, MOMENT
from cxworkbench.insight.own_entries import own_part
from cxworkbench.records.register import Register
from cxworkbench.telling.plain_words import plain_method
from cxworkbench.voice.parts import origin_of, received_voices
from cxworkbench.voice.words import count_of, number, percent


def describe_insight_basis(insights: Insights) -> str:
    """What the insights rest on: accounts, voices, and how many of them were coded or rated."""
    voices = insights.findings.voices
    received = received_voices(voices)
    known = received[received["account_id"] != ""]
    named = voices[(voices["account_id"] != "") & (voices["code"] != "")]
    coded = origin_of(named[named["code_kind"].isin(["pain", "gain"])]).nunique()
    told = (
        f"{count_of(len(known), 'voice')} of {count_of(known['account_id'].nunique(), 'account')} "
        f"out of {len(insights.findings.profile):,}; {coded:,} name a pain or a gain."
    )
    lost = len(received) - len(known)
    if lost:
        told += f" Left out: {count_of(lost, 'voice')} of no known account."
    if insights.account == "all":
        return told
    own = received[received["account_id"] == insights.account]
    return f"{told} {count_of(len(own), 'voice')} of them from this account."


def describe_pains(ranked: pd.DataFrame, *, noun: str = "pain") -> str:
    """The heaviest pain (or gain), how far its place is sure, and how many there are.

    Examples
    --------
    >>> describe_pains(pd.DataFrame())
    'No pain was named by any account.'
    """
    if ranked.empty:
        return f"No {noun} was named by any account."
    first = ranked.iloc[0]
    ties = int((ranked["rank"] == first["rank"]).sum())
    shared = f", level with {ties - 1} more" if ties > 1 else ""
    what = f"The heaviest {noun} is “{first['code']}” ({first['name']}){shared}"
    if first["method"].startswith(TOO_FEW):
        place = "Which is heaviest is too few to tell."
    elif first["rank_worst"] == 1:
        place = "Its first place is sure."
    else:
        place = f"Intervals leave open any place from 1 to {first['rank_worst']} for it."
    noun_all = (
        f"{count_of(len(ranked), noun)} {'was' if len(ranked) == 1 else 'were'} named in all."
    )
    why = first["why"][:1].lower() + first["why"][1:]
    return f"{what}: {why} {place} {noun_all}"


def describe_gains(ranked: pd.DataFrame) -> str:
    """The heaviest gain, how far its place is sure, and how many there are."""
    return describe_pains(ranked, noun="gain")


def describe_gaps(gaps: pd.DataFrame) -> str:
    """The widest gap that is more than chance, and how many touchpoints fall short.

    Examples
    --------
    >>> describe_gaps(pd.DataFrame())
    'Nobody was asked both what was expected and what was got.'
    """
    if gaps.empty:
        return "Nobody was asked both what was expected and what was got."
    short = gaps[gaps["high"] < 0]
    unsure = int(gaps["low"].isna().sum())
    few = f" At {unsure} of them too few were asked to tell." if unsure else ""
    if short.empty:
        return (
            f"{count_of(len(gaps), 'touchpoint')} asked about, and none falls short of what was "
            f"expected by more than chance.{few}"
        )
    worst = short.sort_values("gap", kind="stable").iloc[0]
    return (
        f"{worst['name']} falls short the most: {count_of(int(worst['accounts']), 'account')} "
        f"expected {number(worst['expectation'], 2)} and got {number(worst['perception'], 2)} "
        f"({worst['metric']}; {number(worst['gap'], 2)}, {number(worst['low'], 2)} to "
        f"{number(worst['high'], 2)}). {len(short)} of {count_of(len(gaps), 'touchpoint')} asked "
        f"about fall short by more than chance.{few}"
    )


def describe_moments(moments: pd.DataFrame) -> str:
    """Which touchpoints are moments of truth, which are candidates, and how many cannot be told."""
    found = moments[moments["label"] == MOMENT]
    candidates = moments[moments["label"] == CANDIDATE]
    unsure = int((moments["label"] == TOO_FEW).sum())
    few = f" At {count_of(unsure, 'touchpoint')} there are too few to tell." if unsure else ""
    maybe = ""
    if len(candidates):
        names = ", ".join(candidates["name"])
        noun = "Candidate" if len(candidates) == 1 else "Candidates"
        maybe = f" {noun}: {names}."
    if found.empty:
        return f"No touchpoint is shown to be a moment of truth.{maybe}{few}"
    first = found.iloc[0]
    more = f" {count_of(len(found) - 1, 'more moment')} of truth listed." if len(found) > 1 else ""
    return f"{first['name']} is a moment of truth: {first['why']}{more}{maybe}{few}"


def describe_insights(register: Register) -> str:
    """How many insights there are, how many are confirmed, and where none were found."""
    found, holes = insights_of(register), none_found(register)
    confirmed = sum(entry.status == "confirmed" for entry in found)
    none = ", ".join(entry.title.removeprefix("None found in ") for entry in holes)
    state = "none confirmed yet" if not confirmed else f"{confirmed} of them confirmed"
    told = f"{count_of(len(found), 'insight')}, {state}."
    return f"{told} None found in: {none}." if holes else told


def describe_act_first(insights: Insights) -> str:
    """The first thing to act on, with who and why; of one account, of what touches it."""
    first = next(iter(insights.concerning(act_first(insights.register))), None)
    if first is None and insights.account != "all":
        return "This account is part of no insight so far."
    if first is None:
        return "Nothing to act on was found: the evidence names no pain, gap or moment of truth."
    return (
        f"Act first on “{first.title}” ({count_of(first.n, 'account')}, owner: "
        f"{first.owner_function}). {first.consequence}"
    )


def describe_own_first(insights: Insights) -> str:
    """The one thing to do first for an account: talk about its heaviest insight, and why that."""
    found = insights.concerning(act_first(insights.register))
    if not found:
        return insights.next_step
    first = found[0]
    part = own_part(insights.findings, insights.register, first, insights.account)
    among = f", and it comes first of the {len(found)} insights that concern it"
    why = f"{part[:1].lower()}{part[1:]}{among if len(found) > 1 else ''}"
    return (
        f"Do this first: talk with this account about “{first.title}” (owner: "
        f"{first.owner_function}), because {why}."
    )


def describe_own(own: pd.DataFrame, *, noun: str = "pain") -> str:
    """What one account named itself, the heaviest over all accounts first."""
    if own.empty:
        return f"This account named no {noun}."
    named = [
        f"“{row['code']}” ({count_of(int(row['own_voices']), 'time')}"
        + (
            ""
            if np.isnan(row["own_severity"])
            else f", severity {number(row['own_severity'])} of 5"
        )
        + ")"
        for _, row in own.head(3).iterrows()
    ]
    rest = f" and {len(own) - 3} more" if len(own) > 3 else ""
    return f"This account named {count_of(len(own), noun)}: {', '.join(named)}{rest}."


def describe_own_gaps(own: pd.DataFrame) -> str:
    """Where one account got less than it expected; one account has no interval."""
    if own.empty:
        return "This account was not asked both what it expected and what it got."
    short = own[own["gap"] < 0].sort_values("gap", kind="stable")
    if short.empty:
        where = own["name"].iloc[0] if len(own) == 1 else f"all {len(own)} touchpoints"
        return f"At {where} this account got what it expected or more."
    worst = short.iloc[0]
    return (
        f"This account got less than it expected at {len(short)} of "
        f"{count_of(len(own), 'touchpoint')}, the most at {worst['name']} (expected "
        f"{number(worst['expectation'], 2)}, got {number(worst['perception'], 2)}, "
        f"{worst['metric']})."
    )


def others_share(row: pd.Series, smallest_cell: int) -> str:
    """The share of all heard accounts that say the same, withheld where too few others do."""
    others = int(row["accounts"]) - 1
    return percent(row["frequency"]) if others >= smallest_cell else "too few to show"


def ranked_words(ranked: pd.DataFrame) -> pd.DataFrame:
    """The table of pains with shares and scores in words, each with its interval.

    Returns
    -------
    pandas.DataFrame
        As `ranked`, with `share`, `worth` and `weight` as text.
    """
    figures = ["frequency", "frequency_low", "frequency_high"]
    shares = ranked[figures].itertuples(index=False)
    weights = ranked[["score", "low", "high"]].itertuples(index=False)
    return ranked.assign(
        share=[
            f"{percent(value)} ({percent(low)} to {percent(high)})" for value, low, high in shares
        ],
        worth=[percent(value) for value in ranked["value"]],
        weight=[_with_ends(*one, digits=1) for one in weights],
        method=[plain_method(method) for method in ranked["method"]],
    )


def difference_words(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """The table with `difference`, that column with its interval, as text."""
    figures = table[[column, "low", "high"]].itertuples(index=False)
    return table.assign(
        difference=[_with_ends(*one, digits=2) for one in figures],
        method=[plain_method(method) for method in table["method"]],
    )


def _with_ends(value: float, low: float, high: float, *, digits: int) -> str:
    ends = "" if np.isnan(low) else f" ({number(low, digits)} to {number(high, digits)})"
    return f"{number(value, digits)}{ends}"

"""Sentences about insights, made from the same tables as their charts."""

import numpy as np
import pandas as pd

from cxworkbench.ground.language import inside, say, term
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
    told = say(
        "{voices} of {accounts} out of {profile:,}; {coded:,} name a pain or a gain.",
        voices=count_of(len(known), "voice"),
        accounts=count_of(known["account_id"].nunique(), "account"),
        profile=len(insights.findings.profile),
        coded=coded,
    )
    lost = len(received) - len(known)
    if lost:
        told += say(" Left out: {voices} of no known account.", voices=count_of(lost, "voice"))
    if insights.account == "all":
        return told
    own = received[received["account_id"] == insights.account]
    return say(
        "{told} {voices} of them from this account.", told=told, voices=count_of(len(own), "voice")
    )


def describe_pains(ranked: pd.DataFrame, *, noun: str = "pain") -> str:
    """The heaviest pain (or gain), how far its place is sure, and how many there are.

    Examples
    --------
    >>> describe_pains(pd.DataFrame())
    'No pain was named by any account.'
    """
    if ranked.empty:
        return say("No {noun} was named by any account.", noun=term(noun))
    first = ranked.iloc[0]
    ties = int((ranked["rank"] == first["rank"]).sum())
    shared = say(", level with {ties} more", ties=ties - 1) if ties > 1 else ""
    what = say(
        "The heaviest {noun} is “{code}” ({name}){shared}",
        noun=term(noun),
        code=first["code"],
        name=first["name"],
        shared=shared,
    )
    if first["method"].startswith(TOO_FEW):
        place = say("Which is heaviest is too few to tell.")
    elif first["rank_worst"] == 1:
        place = say("Its first place is sure.")
    else:
        place = say(
            "Intervals leave open any place from 1 to {rank_worst} for it.",
            rank_worst=first["rank_worst"],
        )
    noun_all = say(
        "{nouns} {was} named in all.",
        nouns=count_of(len(ranked), noun),
        was=say("was") if len(ranked) == 1 else say("were"),
    )
    why = inside(first["why"])
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
        return say("Nobody was asked both what was expected and what was got.")
    short = gaps[gaps["high"] < 0]
    unsure = int(gaps["low"].isna().sum())
    few = say(" At {unsure} of them too few were asked to tell.", unsure=unsure) if unsure else ""
    if short.empty:
        return say(
            "{touchpoints} asked about, and none falls short of what was "
            "expected by more than chance.{few}",
            touchpoints=count_of(len(gaps), "touchpoint"),
            few=few,
        )
    worst = short.sort_values("gap", kind="stable").iloc[0]
    return say(
        "{name} falls short the most: {accounts} expected {expectation} and "
        "got {perception} ({metric}; {gap}, {low} to {high}). {short} of "
        "{touchpoints} asked about fall short by more than chance.{few}",
        name=worst["name"],
        accounts=count_of(int(worst["accounts"]), "account"),
        expectation=number(worst["expectation"], 2),
        perception=number(worst["perception"], 2),
        metric=worst["metric"],
        gap=number(worst["gap"], 2),
        low=number(worst["low"], 2),
        high=number(worst["high"], 2),
        short=len(short),
        touchpoints=count_of(len(gaps), "touchpoint"),
        few=few,
    )


def describe_moments(moments: pd.DataFrame) -> str:
    """Which touchpoints are moments of truth, which are candidates, and how many cannot be told."""
    found = moments[moments["label"] == MOMENT]
    candidates = moments[moments["label"] == CANDIDATE]
    unsure = int((moments["label"] == TOO_FEW).sum())
    few = (
        say(
            " At {touchpoints} there are too few to tell.",
            touchpoints=count_of(unsure, "touchpoint"),
        )
        if unsure
        else ""
    )
    maybe = ""
    if len(candidates):
        names = ", ".join(candidates["name"])
        noun = say("Candidate") if len(candidates) == 1 else say("Candidates")
        maybe = f" {noun}: {names}."
    if found.empty:
        return say(
            "No touchpoint is shown to be a moment of truth.{maybe}{few}", maybe=maybe, few=few
        )
    first = found.iloc[0]
    more = (
        say(
            " {more_moments} of truth listed.", more_moments=count_of(len(found) - 1, "more moment")
        )
        if len(found) > 1
        else ""
    )
    return say(
        "{name} is a moment of truth: {why}{more}{maybe}{few}",
        name=first["name"],
        why=first["why"],
        more=more,
        maybe=maybe,
        few=few,
    )


def describe_insights(register: Register) -> str:
    """How many insights there are, how many are confirmed, and where none were found."""
    found, holes = insights_of(register), none_found(register)
    confirmed = sum(entry.status == "confirmed" for entry in found)
    none = ", ".join(entry.title.removeprefix("None found in ") for entry in holes)
    state = (
        say("none confirmed yet")
        if not confirmed
        else say("{confirmed} of them confirmed", confirmed=confirmed)
    )
    told = f"{count_of(len(found), 'insight')}, {state}."
    return say("{told} None found in: {none}.", told=told, none=none) if holes else told


def describe_act_first(insights: Insights) -> str:
    """The first thing to act on, with who and why; of one account, of what touches it."""
    first = next(iter(insights.concerning(act_first(insights.register))), None)
    if first is None and insights.account != "all":
        return say("This account is part of no insight so far.")
    if first is None:
        return say(
            "Nothing to act on was found: the evidence names no pain, gap or moment of truth."
        )
    return say(
        "Act first on “{title}” ({accounts}, owner: {owner_function}). {consequence}",
        title=first.title,
        accounts=count_of(first.n, "account"),
        owner_function=first.owner_function,
        consequence=first.consequence,
    )


def describe_own_first(insights: Insights) -> str:
    """The one thing to do first for an account: talk about its heaviest insight, and why that."""
    found = insights.concerning(act_first(insights.register))
    if not found:
        return insights.next_step
    first = found[0]
    part = own_part(insights.findings, insights.register, first, insights.account)
    among = say(", and it comes first of the {found} insights that concern it", found=len(found))
    why = f"{inside(part)}{among if len(found) > 1 else ''}"
    return say(
        "Do this first: talk with this account about “{title}” (owner: "
        "{owner_function}), because {why}.",
        title=first.title,
        owner_function=first.owner_function,
        why=why,
    )


def describe_own(own: pd.DataFrame, *, noun: str = "pain") -> str:
    """What one account named itself, the heaviest over all accounts first."""
    if own.empty:
        return say("This account named no {noun}.", noun=term(noun))
    named = [
        f"“{row['code']}” ({count_of(int(row['own_voices']), 'time')}"
        + (
            ""
            if np.isnan(row["own_severity"])
            else say(", severity {own_severity} of 5", own_severity=number(row["own_severity"]))
        )
        + ")"
        for _, row in own.head(3).iterrows()
    ]
    rest = say(" and {own} more", own=len(own) - 3) if len(own) > 3 else ""
    return say(
        "This account named {nouns}: {named}{rest}.",
        nouns=count_of(len(own), noun),
        named=", ".join(named),
        rest=rest,
    )


def describe_own_gaps(own: pd.DataFrame) -> str:
    """Where one account got less than it expected; one account has no interval."""
    if own.empty:
        return say("This account was not asked both what it expected and what it got.")
    short = own[own["gap"] < 0].sort_values("gap", kind="stable")
    if short.empty:
        where = own["name"].iloc[0] if len(own) == 1 else say("all {own} touchpoints", own=len(own))
        return say("At {where} this account got what it expected or more.", where=where)
    worst = short.iloc[0]
    return say(
        "This account got less than it expected at {short} of {touchpoints}, "
        "the most at {name} (expected {expectation}, got {perception}, "
        "{metric}).",
        short=len(short),
        touchpoints=count_of(len(own), "touchpoint"),
        name=worst["name"],
        expectation=number(worst["expectation"], 2),
        perception=number(worst["perception"], 2),
        metric=worst["metric"],
    )


def others_share(row: pd.Series, smallest_cell: int) -> str:
    """The share of all heard accounts that say the same, withheld where too few others do."""
    others = int(row["accounts"]) - 1
    return percent(row["frequency"]) if others >= smallest_cell else say("too few to show")


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
            say(
                "{value} ({low} to {high})",
                value=percent(value),
                low=percent(low),
                high=percent(high),
            )
            for value, low, high in shares
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
    ends = (
        ""
        if np.isnan(low)
        else say(" ({low} to {high})", low=number(low, digits), high=number(high, digits))
    )
    return f"{number(value, digits)}{ends}"

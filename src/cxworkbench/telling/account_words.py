"""Sentences about accounts: what the research rests on, value, loyalty, risk and segments."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from cxworkbench.ground.language import day, say, term
from cxworkbench.intake.case import Case
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.research import ALL, Research
from cxworkbench.voice.value import CONTRACT_ENDS_SOON_DAYS
from cxworkbench.voice.words import count_of, money, percent

MOST_NAMES: Final = 12  # accounts that one sentence names
HARDLY: Final = 0.2  # share of a segment's accounts heard
ORDER_WORDS: Final = ("order", "bestell", "purchase", "commande", "pedido")


def describe_evidence(case: Case, research: Research) -> str:
    """What the research rests on: accounts, voices, events, and the days they cover."""
    period = say("{days} to {as_of}", days=count_of(case.window_days, "day"), as_of=day(case.as_of))
    profile = research.profile
    if case.account != ALL:
        own = profile.loc[profile["account_id"] == case.account].iloc[0]
        heard, known = int(own["contacts_heard"]), int(own["contacts_known"])
        return say(
            "{by_method} from {contacts} of this account ({known} known) and {events}; {period}.",
            by_method=_by_method(case.voices_here),
            contacts=count_of(heard, "contact"),
            known=known,
            events=count_of(int(own["events"]), "event"),
            period=period,
        )
    heard, events = int((profile["voices"] > 0).sum()), int(profile["events"].sum())
    return say(
        "{accounts}, of which {heard:,} were heard; {by_method}; {events}; {period}.",
        accounts=count_of(len(profile), "account"),
        heard=heard,
        by_method=_by_method(research.voices),
        events=count_of(events, "event"),
        period=period,
    )


def describe_revenue(case: Case, research: Research) -> str:
    """Total revenue over the accounts in scope, to the cent, with currency and period."""
    revenue = research.profile["revenue"]
    known, period = int(revenue.notna().sum()), case.engagement.money.period
    if not known:
        return say(
            "The revenue of none of {accounts} is known.",
            accounts=count_of(len(revenue), "account"),
        )
    missing = len(revenue) - known
    left = (
        say("; {accounts} without a known revenue", accounts=count_of(missing, "account"))
        if missing
        else ""
    )
    when = f", {period}" if period else ""
    amount = money(float(revenue.sum()), case.engagement.money.currency, exact=True)
    return say(
        "Total revenue of {accounts}: {amount}{when}{left}.",
        accounts=count_of(known, "account"),
        amount=amount,
        when=when,
        left=left,
    )


def describe_covered(research: Research) -> str:
    """The share of revenue that the heard accounts hold; empty where revenue is not known."""
    profile = research.profile
    if not profile["revenue"].sum() > 0 or not profile["voices"].any():
        return ""
    silent = float(research.silent["revenue_share"].sum())
    return say("The accounts that were heard hold {silent} of revenue.", silent=percent(1 - silent))


def describe_contracts(profile: pd.DataFrame) -> str:
    """How many contracts are over, end soon, end later, or are not known."""
    left = profile["days_to_contract_end"]
    if left.isna().all():
        return say("No account has a known end of contract.")
    soon = left.between(0, CONTRACT_ENDS_SOON_DAYS)
    return say(
        "Contracts: {value:,} are over, {soon:,} end within "
        "{contract_ends_soon_days} days, {value_2:,} later, {isna:,} not "
        "known.",
        value=int((left < 0).sum()),
        soon=int(soon.sum()),
        contract_ends_soon_days=CONTRACT_ENDS_SOON_DAYS,
        value_2=int((left > CONTRACT_ENDS_SOON_DAYS).sum()),
        isna=int(left.isna().sum()),
    )


def describe_never(case: Case, research: Research) -> str:
    """Which accounts have no order or other event on record at all; empty when all have one."""
    never = research.never
    if never.empty or len(never) == len(research.profile):
        return ""
    activities = " ".join(set(case.evidence.lean("events")["activity"])).lower()
    ordered = any(word in activities for word in ORDER_WORDS)
    bought = bool((never["revenue"].fillna(0) != 0).any())
    verb = say("never ordered") if ordered and not bought else say("have no event on record")
    if len(never) == 1:
        verb = verb.replace("have", "has")
    return f"{count_of(len(never), 'account')} {verb}: {_names(never)}."


def describe_concentration(concentration: pd.DataFrame) -> str:
    """How few accounts make up half and four fifths of revenue."""
    known = concentration.loc[concentration["share"].notna()]
    if known.empty:
        return say(
            "The revenue of the accounts is not known, so they cannot be put in order of value."
        )
    half, most = (int((known["cumulative_share"] < share - 1e-9).sum()) + 1 for share in (0.5, 0.8))
    return say(
        "{accounts} of {known:,} make up half of all revenue, {most:,} make "
        "up four fifths; the largest has {iloc}.",
        accounts=count_of(half, "account"),
        known=len(known),
        most=most,
        iloc=percent(float(known["share"].iloc[0])),
    )


def describe_value_loyalty(matrix: pd.DataFrame) -> str:
    """How many valuable accounts would not recommend, and how many were never asked."""
    valuable = matrix.loc[matrix["value"].isin(["high", "middle"])]
    if not int(valuable["accounts"].sum()):
        return say("Value is not known, so value and loyalty cannot be laid side by side.")
    if not (valuable.loc[valuable["loyalty"] != "unknown", "accounts"] > 0).any():
        return say("No account of high or middle value has said whether it would recommend us.")
    against = valuable.loc[valuable["loyalty"] == "detractor"]
    there = count_of(int(valuable["accounts"].sum()), "account")
    unasked = int(valuable.loc[valuable["loyalty"] == "unknown", "accounts"].sum())
    return say(
        "{accounts} of {there} of high or middle value would not recommend "
        "({revenue_share} of revenue); {unasked} were not asked or did not "
        "answer.",
        accounts=int(against["accounts"].sum()),
        there=there,
        revenue_share=percent(float(against["revenue_share"].sum())),
        unasked=unasked,
    )


def describe_risks(risks: pd.DataFrame, profile: pd.DataFrame) -> str:
    """How many accounts to look at first, and the largest of them."""
    if profile[["recommendation", "days_to_contract_end"]].isna().all(axis=None):
        return say(
            "No recommendation and no end of contract is known: no account can be singled out."
        )
    if risks.empty:
        return say(
            "No account of high or middle value is a detractor or at the end of its contract."
        )
    first = risks.iloc[0]
    return say(
        "{accounts} of high or middle value to look at first: detractors, or "
        "a contract that is over or ends within {contract_ends_soon_days} "
        "days without a promoter. The largest is {name}: {reason}.",
        accounts=count_of(len(risks), "account"),
        contract_ends_soon_days=CONTRACT_ENDS_SOON_DAYS,
        name=first["name"] or first["account_id"],
        reason=first["reason"],
    )


def describe_segments(summary: pd.DataFrame) -> str:
    """The segment with most revenue, those hardly heard, and accounts that fit none."""
    if summary.empty:
        return say("There are no accounts to put into segments.")
    first = summary.iloc[0]
    share = float(first["revenue_share"])
    worth = "" if pd.isna(share) else say(", {share} of revenue", share=percent(share))
    words = [
        say(
            "{segments}; {segment} stands first with {accounts}{worth}",
            segments=count_of(len(summary), "segment"),
            segment=first["segment"],
            accounts=count_of(int(first["accounts"]), "account"),
            worth=worth,
        )
    ]
    quiet = summary.loc[summary["heard_share"] < HARDLY, "segment"].tolist()
    if quiet and summary["voices"].any():
        words.append(say("hardly heard: {quiet}", quiet=", ".join(quiet)))
    unclear = int(summary["unclear"].sum())
    if unclear:
        words.append(
            say(
                "{accounts} with a missing figure may belong elsewhere",
                accounts=count_of(unclear, "account"),
            )
        )
    return "; ".join(words) + "."


def describe_rfm(rfm: pd.DataFrame) -> str:
    """The commonest segments by recency, frequency and value; or why there are none."""
    if rfm.empty:
        return say(
            "Segments by recency, frequency and value need dated events of at "
            "least 20 accounts with a known revenue."
        )
    named = ", ".join(
        f"{term(str(name))} {count}" for name, count in rfm["segment"].value_counts().items()
    )
    return say(
        "By how lately, how often and for how much: {named} (of {rfm:,} accounts).",
        named=named,
        rfm=len(rfm),
    )


def some_of(names: Iterable[str], most: int = 4) -> str:
    """The first few names, and how many more there are."""
    listed = list(names)
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (say(" and {rest:,} more", rest=rest) if rest > 0 else "")


def _names(accounts: pd.DataFrame) -> str:
    shown = [
        f"{name} ({key})" if name and name != key else str(key)
        for key, name in zip(accounts["account_id"], accounts["name"], strict=True)
    ]
    return some_of(shown, MOST_NAMES)


def _by_method(voices: pd.DataFrame) -> str:
    voices = received_voices(voices)
    counted = voices["method"].value_counts()
    by = ", ".join(
        f"{term(str(name)) or say('no method named')} {count:,}" for name, count in counted.items()
    )
    return count_of(len(voices), "voice") + (f" ({by})" if by else "")

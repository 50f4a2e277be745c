"""Sentences about accounts: what the research rests on, value, loyalty, risk and segments."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

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
    period = f"{count_of(case.window_days, 'day')} to {case.as_of.isoformat()}"
    profile = research.profile
    if case.account != ALL:
        own = profile.loc[profile["account_id"] == case.account].iloc[0]
        heard, known = int(own["contacts_heard"]), int(own["contacts_known"])
        return (
            f"{_by_method(case.voices_here)} from {count_of(heard, 'contact')} of this account "
            f"({known} known) and {count_of(int(own['events']), 'event')}; {period}."
        )
    heard, events = int((profile["voices"] > 0).sum()), int(profile["events"].sum())
    return (
        f"{count_of(len(profile), 'account')}, of which {heard:,} were heard; "
        f"{_by_method(research.voices)}; {count_of(events, 'event')}; {period}."
    )


def describe_revenue(case: Case, research: Research) -> str:
    """Total revenue over the accounts in scope, to the cent, with currency and period."""
    revenue = research.profile["revenue"]
    known, period = int(revenue.notna().sum()), case.engagement.money.period
    if not known:
        return f"The revenue of none of {count_of(len(revenue), 'account')} is known."
    missing = len(revenue) - known
    left = f"; {count_of(missing, 'account')} without a known revenue" if missing else ""
    when = f", {period}" if period else ""
    amount = money(float(revenue.sum()), case.engagement.money.currency, exact=True)
    return f"Total revenue of {count_of(known, 'account')}: {amount}{when}{left}."


def describe_covered(research: Research) -> str:
    """The share of revenue that the heard accounts hold; empty where revenue is not known."""
    profile = research.profile
    if not profile["revenue"].sum() > 0 or not profile["voices"].any():
        return ""
    silent = float(research.silent["revenue_share"].sum())
    return f"The accounts that were heard hold {percent(1 - silent)} of revenue."


def describe_contracts(profile: pd.DataFrame) -> str:
    """How many contracts are over, end soon, end later, or are not known."""
    left = profile["days_to_contract_end"]
    if left.isna().all():
        return "No account has a known end of contract."
    soon = left.between(0, CONTRACT_ENDS_SOON_DAYS)
    return (
        f"Contracts: {int((left < 0).sum()):,} are over, {int(soon.sum()):,} end within "
        f"{CONTRACT_ENDS_SOON_DAYS} days, {int((left > CONTRACT_ENDS_SOON_DAYS).sum()):,} later, "
        f"{int(left.isna().sum()):,} not known."
    )


def describe_never(case: Case, research: Research) -> str:
    """Which accounts have no order or other event on record at all; empty when all have one."""
    never = research.never
    if never.empty or len(never) == len(research.profile):
        return ""
    activities = " ".join(set(case.evidence.lean("events")["activity"])).lower()
    ordered = any(word in activities for word in ORDER_WORDS)
    bought = bool((never["revenue"].fillna(0) != 0).any())
    verb = "never ordered" if ordered and not bought else "have no event on record"
    if len(never) == 1:
        verb = verb.replace("have", "has")
    return f"{count_of(len(never), 'account')} {verb}: {_names(never)}."


def describe_concentration(concentration: pd.DataFrame) -> str:
    """How few accounts make up half and four fifths of revenue."""
    known = concentration.loc[concentration["share"].notna()]
    if known.empty:
        return "The revenue of the accounts is not known, so they cannot be put in order of value."
    half, most = (int((known["cumulative_share"] < share - 1e-9).sum()) + 1 for share in (0.5, 0.8))
    return (
        f"{count_of(half, 'account')} of {len(known):,} make up half of all revenue, "
        f"{most:,} make up four fifths; the largest has {percent(float(known['share'].iloc[0]))}."
    )


def describe_value_loyalty(matrix: pd.DataFrame) -> str:
    """How many valuable accounts would not recommend, and how many were never asked."""
    valuable = matrix.loc[matrix["value"].isin(["high", "middle"])]
    if not int(valuable["accounts"].sum()):
        return "Value is not known, so value and loyalty cannot be laid side by side."
    if not (valuable.loc[valuable["loyalty"] != "unknown", "accounts"] > 0).any():
        return "No account of high or middle value has said whether it would recommend us."
    against = valuable.loc[valuable["loyalty"] == "detractor"]
    there = count_of(int(valuable["accounts"].sum()), "account")
    unasked = int(valuable.loc[valuable["loyalty"] == "unknown", "accounts"].sum())
    return (
        f"{int(against['accounts'].sum())} of {there} of high or middle value would not recommend "
        f"({percent(float(against['revenue_share'].sum()))} of revenue); {unasked} were not asked "
        "or did not answer."
    )


def describe_risks(risks: pd.DataFrame, profile: pd.DataFrame) -> str:
    """How many accounts to look at first, and the largest of them."""
    if profile[["recommendation", "days_to_contract_end"]].isna().all(axis=None):
        return "No recommendation and no end of contract is known: no account can be singled out."
    if risks.empty:
        return "No account of high or middle value is a detractor or at the end of its contract."
    first = risks.iloc[0]
    return (
        f"{count_of(len(risks), 'account')} of high or middle value to look at first: detractors, "
        f"or a contract that is over or ends within {CONTRACT_ENDS_SOON_DAYS} days without a "
        "promoter. "
        f"The largest is {first['name'] or first['account_id']}: {first['reason']}."
    )


def describe_segments(summary: pd.DataFrame) -> str:
    """The segment with most revenue, those hardly heard, and accounts that fit none."""
    if summary.empty:
        return "There are no accounts to put into segments."
    first = summary.iloc[0]
    share = float(first["revenue_share"])
    worth = "" if pd.isna(share) else f", {percent(share)} of revenue"
    words = [
        f"{count_of(len(summary), 'segment')}; {first['segment']} stands first with "
        f"{count_of(int(first['accounts']), 'account')}{worth}"
    ]
    quiet = summary.loc[summary["heard_share"] < HARDLY, "segment"].tolist()
    if quiet and summary["voices"].any():
        words.append(f"hardly heard: {', '.join(quiet)}")
    unclear = int(summary["unclear"].sum())
    if unclear:
        words.append(f"{count_of(unclear, 'account')} with a missing figure may belong elsewhere")
    return "; ".join(words) + "."


def describe_rfm(rfm: pd.DataFrame) -> str:
    """The commonest segments by recency, frequency and value; or why there are none."""
    if rfm.empty:
        return (
            "Segments by recency, frequency and value need dated events of at least 20 accounts "
            "with a known revenue."
        )
    named = ", ".join(f"{name} {count}" for name, count in rfm["segment"].value_counts().items())
    return f"By how lately, how often and for how much: {named} (of {len(rfm):,} accounts)."


def some_of(names: Iterable[str], most: int = 4) -> str:
    """The first few names, and how many more there are."""
    listed = list(names)
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def _names(accounts: pd.DataFrame) -> str:
    shown = [
        f"{name} ({key})" if name and name != key else str(key)
        for key, name in zip(accounts["account_id"], accounts["name"], strict=True)
    ]
    return some_of(shown, MOST_NAMES)


def _by_method(voices: pd.DataFrame) -> str:
    voices = received_voices(voices)
    counted = voices["method"].value_counts()
    by = ", ".join(f"{name or 'no method named'} {count:,}" for name, count in counted.items())
    return count_of(len(voices), "voice") + (f" ({by})" if by else "")

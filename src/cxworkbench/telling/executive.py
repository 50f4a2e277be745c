"""The executive page: where to act first, what it may bring, how sure, what doing nothing costs.

Every figure is one of the register's, and its block rests on the evidence of those entries. Amounts
are never added up: the same account can stand behind several findings.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import later, say, term
from cxworkbench.insight.building import Insights
from cxworkbench.insight.drafts import act_first, insights_of
from cxworkbench.records.register import Entry
from cxworkbench.records.told import Block
from cxworkbench.telling.blocks import filled, note, table_of
from cxworkbench.telling.insight_blocks import (
    MOST_FIRST,
    as_draft,
    drafted_claim,
    evidence_of,
    title_of,
)
from cxworkbench.voice.words import count_of, money, number

COLUMNS: Final = {
    "insight": later("insight"),
    "owner": later("owner"),
    "effect": later("expected effect"),
    "confidence": later("confidence"),
    "stake": later("at stake a year"),
    "due": later("by when"),
}
FORMULA: Final = later(
    "At stake a year = revenue of the accounts heard to have it + their share of the heard "
    "revenue × revenue of the accounts that were not heard; the interval is that of the share. "
    "It is what these accounts bring, not what is lost, and amounts of two rows hold the same "
    "accounts, so they are not added up."
)
NOT_KNOWN: Final = later("not known")


def executive_blocks(insights: Insights, currency: str, title: str = "") -> list[Block]:
    """What a person who decides reads first, after the first sentence; drafts until confirmed.

    Parameters
    ----------
    insights
        Of all accounts, or of one: then only what touches it, with the figures of all accounts.
    currency
        Of the amounts, as shown; empty where nobody stated it.
    title
        Of the table; where there is none, its usual one.
    """
    register = insights.register
    found = insights.concerning(act_first(register))
    if not found:
        return []
    table = executive_table(found[:MOST_FIRST], currency)
    named = {key: say(name) for key, name in filled(table, COLUMNS).items()}
    heading = title_of(title or say("What to do first, and what it is worth"), len(found))
    rests = evidence_of(entry.evidence for entry in found[:MOST_FIRST])
    blocks = [
        drafted_claim(say("First step: {step}", step=found[0].recommendation), found[:1], register),
        as_draft(table_of(table, named, heading, evidence=rests), found[:MOST_FIRST], register),
        drafted_claim(describe_effect(found), found[:MOST_FIRST], register),
        drafted_claim(describe_doing_nothing(found, currency), found, register),
    ]
    if any(entry.money is not None for entry in found):
        blocks.append(as_draft(note(say(FORMULA)), found, register))
    if insights.account == "all":
        blocks.append(drafted_claim(describe_why_map(insights), insights_of(register), register))
    return blocks


def executive_table(found: Sequence[Entry], currency: str = "") -> pd.DataFrame:
    """The insights to act on, one row each, in the words of a page.

    Returns
    -------
    pandas.DataFrame
        `insight`; `owner`; `effect`, the metric and by how much it should move, with its
        interval; `confidence`; `stake`, money a year with its interval; `due`. What
        nobody knows says so.
    """
    rows = [
        {
            "insight": one.title,
            "owner": one.owner_function or say(NOT_KNOWN),
            "effect": effect_of(one),
            "confidence": term(one.confidence) if one.confidence else say(NOT_KNOWN),
            "stake": stake_of(one, currency),
            "due": one.due,
        }
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def effect_of(entry: Entry) -> str:
    """By how much an insight's metric should move, with its interval.

    Examples
    --------
    >>> effect_of(Entry(id="i", kind="insight", title="x", metric="CES", change=0.8,
    ...                 change_low=0.3, change_high=1.3))
    'CES up by 0.8 (0.3 to 1.3)'
    >>> effect_of(Entry(id="i", kind="insight", title="x", metric="CES"))
    'CES, by how much is not known'
    """
    if entry.change is None:
        known = say("{metric}, by how much is not known", metric=entry.metric)
        return known if entry.metric else say(NOT_KNOWN)
    if entry.change_low is None or entry.change_high is None:
        return say(
            "{metric} up by {change}; no interval",
            metric=entry.metric, change=number(entry.change),
        )  # fmt: skip
    return say(
        "{metric} up by {change} ({low} to {high})",
        metric=entry.metric,
        change=number(entry.change),
        low=number(entry.change_low),
        high=number(entry.change_high),
    )


def stake_of(entry: Entry, currency: str = "") -> str:
    """What is at stake a year while nothing is done, with its interval.

    Examples
    --------
    >>> stake_of(Entry(id="i", kind="insight", title="x", money=2400.0, money_low=2000.0,
    ...                money_high=3100.0), "EUR")
    '2,400 EUR (2,000 to 3,100)'
    >>> stake_of(Entry(id="i", kind="insight", title="x"))
    'not known'
    """
    if entry.money is None:
        return say(NOT_KNOWN)
    if entry.money_low is None or entry.money_high is None:
        return say("{value} or more", value=money(entry.money, currency))
    return say(
        "{value} ({low} to {high})",
        value=money(entry.money, currency),
        low=money(entry.money_low),
        high=money(entry.money_high),
    )


def describe_effect(found: Sequence[Entry]) -> str:
    """What acting on the first insights may bring, and how sure that is.

    Examples
    --------
    >>> describe_effect([Entry(id="i", kind="insight", title="x", metric="CES", change=0.8,
    ...                        change_low=0.3, change_high=1.3, confidence="low")])
    'Expected effect of the first: CES up by 0.8 (0.3 to 1.3), confidence low. It is the difference between accounts with and without the finding, so the most that mending it can be expected to bring; nothing here was tried yet.'
    """  # noqa: E501 - the sentence is one line
    first = next((one for one in found[:MOST_FIRST] if one.change is not None), None)
    if first is None:
        return say(
            "Expected effect: not known. No metric is known to differ between the accounts with "
            "these findings and the others."
        )
    which = say("of the first") if first is found[0] else say("of “{title}”", title=first.title)
    return say(
        "Expected effect {which}: {effect}, confidence {confidence}. It is the difference between "
        "accounts with and without the finding, so the most that mending it can be expected to "
        "bring; nothing here was tried yet.",
        which=which,
        effect=effect_of(first),
        confidence=term(first.confidence) if first.confidence else say(NOT_KNOWN),
    )


def describe_doing_nothing(found: Sequence[Entry], currency: str = "") -> str:
    """What is at stake while nothing is done: the largest amount, and how many have none.

    Examples
    --------
    >>> describe_doing_nothing([Entry(id="i", kind="insight", title="x")])
    'Cost of doing nothing: not known, because no revenue of the accounts behind these insights is known.'
    """  # noqa: E501 - the sentence is one line
    with_money = [one for one in found if one.money is not None]
    if not with_money:
        return say(
            "Cost of doing nothing: not known, because no revenue of the accounts behind these "
            "insights is known."
        )
    largest = max(with_money, key=lambda one: one.money or 0.0)
    without = len(found) - len(with_money)
    rest = say(" For {without} of them it is not known.", without=without) if without else ""
    return say(
        "Cost of doing nothing: of {insights} to act on, “{title}” has the most at stake, {stake} "
        "a year.{rest}",
        insights=count_of(len(found), "insight"),
        title=largest.title,
        stake=stake_of(largest, currency),
        rest=rest,
    )


def describe_why_map(insights: Insights) -> str:
    """Why map at all: over how many functions and stages the insights are spread.

    No one function owns all of them; only the journey as a whole shows them side by side.
    """
    found = [one for one in insights_of(insights.register) if one.owner_function]
    if not found:
        return say("Why map at all: no insight has an owner yet, so this cannot be told.")
    functions = pd.Series([one.owner_function for one in found]).value_counts()
    stages = {one.stage_id for one in found if one.stage_id}
    return say(
        "Why map at all: the {insights} lie in {stages} and with {functions}; {most} is the most "
        "that any one of these owns ({whose}). {heard} of {known} accounts were heard.",
        insights=count_of(len(found), "insight"),
        stages=count_of(len(stages), "stage"),
        functions=count_of(len(functions), "function"),
        most=int(functions.iloc[0]),
        whose=", ".join(sorted(functions.index[functions == functions.iloc[0]])),
        heard=int(insights.findings.voices["account_id"].replace("", None).nunique()),
        known=len(insights.findings.profile),
    )

"""One insight as questions and answers: what was seen, why, what follows, who, and by when."""

from typing import Final

import pandas as pd

from cxworkbench.ground.language import later, say, term
from cxworkbench.insight.actionability import actionability, causes_behind
from cxworkbench.records.approving import approval_of
from cxworkbench.records.register import Entry, Register
from cxworkbench.voice.words import count_of, money, number

LONGEST_QUOTE: Final = 240  # letters; a longer one is not cut but left to the table of voices
MOST_QUOTES: Final = 2
QUESTIONS: Final = (
    later("what was seen"),
    later("in their words"),
    later("why, perhaps"),
    later("why"),
    later("what goes with it"),
    later("what to do"),
    later("who"),
    later("measured by"),
    later("it should move by"),
    later("by when"),
    later("confidence"),
    later("ready to act on"),
    later("status"),
)


def insight_facts(
    register: Register, entry: Entry, *, voices: pd.DataFrame | None = None
) -> dict[str, str]:
    """Question -> answer of one insight, for inside; what nobody knows is left out.

    Parameters
    ----------
    register
        Where it stands, for its causes and approvals.
    entry
        The insight, or the entry that says why a stage has none.
    voices
        Evidence table `voices`, for its words with consent; None: none are quoted.
    """
    people = people_causes(register, entry)
    told = actionability(register, entry) if entry.recommendation and entry.observation else None
    answers = {
        "what was seen": entry.observation,
        "in their words": " ".join(quotes_of(entry, voices)) if voices is not None else "",
        "why, perhaps": "" if people else entry.cause,
        "why": "; ".join(people),
        "what goes with it": entry.consequence,
        "what to do": entry.recommendation,
        "who": entry.owner_function,
        "measured by": _metric(entry),
        "it should move by": change_words(entry),
        "by when": entry.due,
        "confidence": term(entry.confidence) if entry.confidence else "",
        "ready to act on": _ready(told.score, told.missing) if told else "",
        "status": status_words(register, entry),
    }
    return {say(question): answers[question] for question in QUESTIONS if answers[question]}


def people_causes(register: Register, entry: Entry) -> list[str]:
    """The causes that people entered for what an insight rests on, each with status and evidence.

    Refuted ones and suggestions are left out.
    """
    return [
        say(
            "“{cause}” ({kind}, {status}: {n} for, {against} against)",
            cause=one.title,
            kind=term(one.cause_kind) if one.cause_kind else say("kind not said"),
            status=term(one.cause_status or "hypothesis"),
            n=len(one.evidence),
            against=len(one.against),
        )
        for one in causes_behind(register, entry)
        if not one.suggested
    ]


def quotes_of(entry: Entry, voices: pd.DataFrame) -> list[str]:
    """Up to two whole quotes of an insight's evidence that have consent, in evidence order."""
    words = voices.set_index("voice_id")
    known = words[words["consent"].isin(["anonymous", "named"]) & (words["text"].str.strip() != "")]
    texts = [known["text"].loc[key] for key in entry.evidence if key in known.index]
    short = [text.strip() for text in dict.fromkeys(texts) if len(text) <= LONGEST_QUOTE]
    return [f"“{text}”" for text in short[:MOST_QUOTES]]


def change_words(entry: Entry) -> str:
    """By how much the metric should move, with the interval; empty where nobody knows."""
    if entry.change is None:
        return ""
    if entry.change_low is None or entry.change_high is None:
        return number(entry.change)
    return say(
        "{change} ({low} to {high}) at most, going by accounts without it",
        change=number(entry.change),
        low=number(entry.change_low),
        high=number(entry.change_high),
    )


def money_words(entry: Entry, currency: str = "") -> str:
    """What is at stake with its interval; empty where nobody knows."""
    if entry.money is None:
        return ""
    amount = money(entry.money, currency)
    if entry.money_low is None or entry.money_high is None or entry.money_low == entry.money_high:
        return amount
    return say(
        "{amount} ({low} to {high})",
        amount=amount,
        low=money(entry.money_low),
        high=money(entry.money_high),
    )


def status_words(register: Register, entry: Entry) -> str:
    """Draft, confirmed, or read by approval of the rule that drafted it, with who and when."""
    word = approval_of(register, entry)
    if entry.status == "confirmed" or word is None or entry.suggested:
        return term(entry.status)
    return say("drafted by a rule that {by} approved on {on}", by=word.by, on=word.on)


def describe_approvals(register: Register) -> str:
    """Which rules people approved, so that their drafts count as read; empty where none.

    Examples
    --------
    >>> describe_approvals(Register())
    ''
    """
    return " ".join(
        say(
            "{by} approved the rule “{rule}” on {on}{why}: its drafts count as read "
            "({drafts} now).",
            by=one.by,
            rule=one.rule,
            on=one.on,
            why=f" ({one.reason})" if one.reason else "",
            drafts=count_of(
                sum(entry.made_by == one.rule and entry.status != "confirmed"
                    for entry in register.entries),
                "draft",
            ),
        )
        for one in register.approvals
    )  # fmt: skip


def _metric(entry: Entry) -> str:
    if not entry.metric:
        return ""
    if not entry.moves:
        return entry.metric
    return say("{metric}, which tells {moves}", metric=entry.metric, moves=term(entry.moves))


def _ready(score: int, missing: tuple[str, ...]) -> str:
    if not missing:
        return say("{score} of 100: nothing is missing", score=score)
    named = ", ".join(missing)
    return say("{score} of 100: missing is {missing}", score=score, missing=named)

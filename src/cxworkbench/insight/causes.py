"""What else goes with a pain: a hypothesis about its cause, never a proof."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.ground.comparisons import exact_p
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS, newcombe_difference
from cxworkbench.voice.words import percent

UNKNOWN_CAUSE: Final = (
    "Not known: nothing else in the evidence goes with it. Ask the accounts that said it what "
    "happened just before."
)


@dataclass(frozen=True)
class Companion:
    """Something that accounts with a pain have more often than the others."""

    what: str
    among: str  # which accounts could have it at all: only they are counted
    behind: int  # all accounts with the pain, also those that could not
    group: tuple[int, int]  # of the accounts with the pain: with it, and all that could
    rest: tuple[int, int]
    difference: float
    low: float
    high: float
    p: float = float("nan")  # of chance parting the two groups so far or further


def event_companions(
    events: pd.DataFrame, touchpoint_id: str, accounts: Collection[str]
) -> list[Companion]:
    """Each outcome in the event log at a touchpoint, against having a pain there.

    Parameters
    ----------
    events
        Evidence table `events`; rows with an `outcome` at the touchpoint count.
    touchpoint_id
        Where the pain is.
    accounts
        Ids of the accounts that have it.

    Returns
    -------
    list of Companion
        By name; none where fewer than 5 accounts on either side have an event there. Which of them
        hold is for `insight.guard.holding_companions` to say, over all that a run looks at.
    """
    here = events[(events["touchpoint_id"] == touchpoint_id) & (events["outcome"] != "")]
    outcomes = {
        say("“{outcome}” in the event log there", outcome=outcome): set(rows["account_id"])
        for outcome, rows in here.groupby("outcome")
    }
    among = say("with an outcome in the event log there")
    return _companions(outcomes, set(here["account_id"]), set(accounts), among)


def pain_companions(
    voices: pd.DataFrame, code: str, touchpoint_id: str, accounts: Collection[str]
) -> list[Companion]:
    """Each other pain, against having this one; as `event_companions`.

    Parameters
    ----------
    voices
        Evidence table `voices`.
    code, touchpoint_id
        The pain that is to be explained.
    accounts
        Ids of the accounts that have it.
    """
    coded = voices[(voices["code_kind"] == "pain") & (voices["code"] != "")]
    itself = (coded["code"] == code) & (coded["touchpoint_id"] == touchpoint_id)
    others = {
        say("the pain “{other}”", other=other): set(rows["account_id"])
        for other, rows in coded[~itself].groupby("code")
        if other != code
    }
    heard = set(voices["account_id"]) - {""}
    return _companions(others, heard, set(accounts), say("that were heard"))


def describe_cause(companion: Companion | None) -> str:
    """The hypothesis as a sentence, with the counts on both sides.

    Examples
    --------
    >>> late = Companion("“late”", "with an order", 12, (8, 10), (5, 50), 0.7, 0.4, 0.9)
    >>> print(describe_cause(late))
    Hypothesis: it goes with “late”. 10 of the 12 accounts behind this are accounts with an order,
    and 8 of them have it (80 %); of the 50 other accounts with an order 5 (10 %). Which comes first
    is not known.
    """
    if companion is None:
        return UNKNOWN_CAUSE
    (have, group), (others, rest) = companion.group, companion.rest
    counted = (
        say("Of the {group} accounts behind this {have} have it", group=group, have=have)
        if group == companion.behind
        else say(
            "{group} of the {behind} accounts behind this are accounts {among}, "
            "and {have} of them have it",
            group=group,
            behind=companion.behind,
            among=companion.among,
            have=have,
        )
    )
    return say(
        "Hypothesis: it goes with {what}. {counted} ({have}); of the {rest} "
        "other accounts {among} {others} ({others_2}). Which comes first is "
        "not known.",
        what=companion.what,
        counted=counted,
        have=percent(have / group),
        rest=rest,
        among=companion.among,
        others=others,
        others_2=percent(others / rest),
    )


def _companions(
    having: dict[str, set[str]], everyone: set[str], accounts: set[str], among: str
) -> list[Companion]:
    group, rest = accounts & everyone, everyone - accounts
    if min(len(group), len(rest)) < FEWEST_ACCOUNTS:
        return []
    found = []
    for what in sorted(having):
        first = len(having[what] & group), len(group)
        second = len(having[what] & rest), len(rest)
        if first[0] + second[0] < FEWEST_ACCOUNTS:  # too rare to be named whatever it goes with
            continue
        difference = newcombe_difference(first, second)
        p = exact_p(first, second)
        found.append(Companion(what, among, len(accounts), first, second, *difference, p))
    return found

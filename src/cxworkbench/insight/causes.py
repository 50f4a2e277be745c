"""What else goes with a pain: a hypothesis about its cause, never a proof."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import pandas as pd

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
    group: tuple[int, int]  # of the accounts with the pain: with it, and all
    rest: tuple[int, int]
    difference: float
    low: float
    high: float


def event_companion(
    events: pd.DataFrame, touchpoint_id: str, accounts: Collection[str]
) -> Companion | None:
    """The outcome in the event log that most goes with having a pain at that touchpoint.

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
    Companion or None
        None where no outcome is commoner among them by more than chance, where fewer than 5 of them
        have it, or where fewer than 5 accounts on either side have an event there.
    """
    here = events[(events["touchpoint_id"] == touchpoint_id) & (events["outcome"] != "")]
    outcomes = {
        f"“{outcome}” in the event log there": set(rows["account_id"])
        for outcome, rows in here.groupby("outcome")
    }
    return _strongest(outcomes, set(here["account_id"]), set(accounts))


def pain_companion(
    voices: pd.DataFrame, code: str, touchpoint_id: str, accounts: Collection[str]
) -> Companion | None:
    """The other pain that most goes with having this one; None as in `event_companion`.

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
        f"the pain “{other}”": set(rows["account_id"])
        for other, rows in coded[~itself].groupby("code")
        if other != code
    }
    heard = set(voices["account_id"]) - {""}
    return _strongest(others, heard, set(accounts))


def describe_cause(companion: Companion | None) -> str:
    """The hypothesis as a sentence, with the counts on both sides.

    Examples
    --------
    >>> print(describe_cause(Companion("“late” in the log", (8, 10), (5, 50), 0.7, 0.4, 0.9)))
    Hypothesis: it goes with “late” in the log, which 8 of these 10 accounts have (80 %) and 5 of
    the other 50 (10 %). Which comes first is not known.
    """
    if companion is None:
        return UNKNOWN_CAUSE
    (have, group), (others, rest) = companion.group, companion.rest
    return (
        f"Hypothesis: it goes with {companion.what}, which {have} of these {group} accounts have "
        f"({percent(have / group)}) and {others} of the other {rest} ({percent(others / rest)}). "
        "Which comes first is not known."
    )


def _strongest(
    having: dict[str, set[str]], everyone: set[str], accounts: set[str]
) -> Companion | None:
    group, rest = accounts & everyone, everyone - accounts
    if min(len(group), len(rest)) < FEWEST_ACCOUNTS:
        return None
    found = []
    for what in sorted(having):
        first = len(having[what] & group), len(group)
        second = len(having[what] & rest), len(rest)
        companion = Companion(what, first, second, *newcombe_difference(first, second))
        if companion.low > 0 and first[0] >= FEWEST_ACCOUNTS:
            found.append(companion)
    return max(found, key=lambda one: one.difference, default=None)

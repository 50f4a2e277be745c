"""What to do about a finding: who acts, with whom to begin, and how to see whether it helped."""

from collections.abc import Sequence
from typing import Final, Literal

from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS
from cxworkbench.insight.consequences import SOON_DAYS, ending_soon
from cxworkbench.insight.findings import Findings
from cxworkbench.records.register import Entry
from cxworkbench.voice.words import count_of

SURE_ACCOUNTS: Final = 20
NOBODY: Final = "not named"
Confidence = Literal["low", "medium", "high"]


def recommendation(
    findings: Findings,
    main: Entry,
    *,
    where: str,
    owner: str,
    accounts: Sequence[str],
    metric: str,
) -> str:
    """Who should do what, with whom to begin, and how to see whether it helped.

    Parameters
    ----------
    findings
        For the contracts of the accounts in scope.
    main
        The finding that the insight is built on.
    where
        The touchpoint's name.
    owner
        The function that owns it, or "not named".
    accounts
        Ids of the accounts that it touches.
    metric
        The metric that is asked at the touchpoint; empty: none.
    """
    soon = ending_soon(findings.profile, accounts)
    first = (
        f"the {_how_many(soon)} whose contract ends within {SOON_DAYS} days"
        if soon
        else "those of the accounts that bring the most revenue"
    )
    measure = f"{metric} there" if metric else "how it feels there"
    if main.kind == "pain":
        act = f"Have {named(owner)} find the cause of “{main.title}” at “{where}” and remove it."
        after = f"Compare {measure} and the share of accounts that name it before and after."
    elif main.kind == "moment of truth":
        act = (
            f"Have {named(owner)} make sure that “{where}” goes well, and step in where it did not."
        )
        after = f"Compare {measure} and recommendation before and after."
    else:
        act = (
            f"Have {named(owner)} bring “{where}” up to what is expected, or promise less before "
            "it."
        )
        after = f"Ask for expectation and {metric} again afterwards, of the same people."
    return f"{act} Begin with {first}, and tell all {len(accounts)} what was done. {after}"


def confidence_of(accounts: int, methods: set[str]) -> Confidence:
    """High: 20 accounts or more, heard in two ways. Low: fewer than 5. Medium: all between."""
    if accounts >= SURE_ACCOUNTS and len(methods - {""}) > 1:
        return "high"
    return "medium" if accounts >= FEWEST_ACCOUNTS else "low"


def named(owner: str) -> str:
    """The owner as a sentence names it."""
    return "its owner (none is named yet)" if owner == NOBODY else owner


def _how_many(accounts: Sequence[str]) -> str:
    return "account" if len(accounts) == 1 else count_of(len(accounts), "account")

"""What to do about a finding: who acts, with whom to begin, and how to see whether it helped."""

from collections.abc import Sequence
from typing import Final, Literal

from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS
from cxworkbench.insight.consequences import SOON_DAYS, contracts_over, ending_soon
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
    return f"{act} {begin_with(findings, accounts)} {after}"


def begin_with(findings: Findings, accounts: Sequence[str]) -> str:
    """With which of the accounts to begin: those whose contract is over or ends soon."""
    return f"Begin with {_pressed(findings, accounts)}, and tell all {len(accounts)} what was done."


def begin_here(findings: Findings, accounts: Sequence[str], account_id: str) -> str:
    """The same for one account: whether it is one of those to begin with; empty where it is not."""
    over, soon = (find(findings.profile, accounts) for find in (contracts_over, ending_soon))
    if account_id in over:
        return f"Begin here: this account's contract is {_among(over, 'is over', 'are over')}."
    if account_id in soon:
        within = f"within {SOON_DAYS} days"
        return (
            f"Begin here: this account's contract is "
            f"{_among(soon, f'ends {within}', f'end {within}')}."
        )
    return ""


def confidence_of(accounts: int, methods: set[str]) -> Confidence:
    """High: 20 accounts or more, heard in two ways. Low: fewer than 5. Medium: all between."""
    if accounts >= SURE_ACCOUNTS and len(methods - {""}) > 1:
        return "high"
    return "medium" if accounts >= FEWEST_ACCOUNTS else "low"


def named(owner: str) -> str:
    """The owner as a sentence names it."""
    return "its owner (none is named yet)" if owner == NOBODY else owner


def _pressed(findings: Findings, accounts: Sequence[str]) -> str:
    over, soon = (len(find(findings.profile, accounts)) for find in (contracts_over, ending_soon))
    if not over + soon:
        return "those of the accounts that bring the most revenue"
    whose = f"whose contract is over or ends within {SOON_DAYS} days"
    if over and soon:
        return f"the {over + soon} accounts {whose} ({over} over, {soon} ending)"
    which = "is over" if over else f"ends within {SOON_DAYS} days"
    return f"the {_how_many(range(over + soon))} whose contract {which}"


def _among(accounts: Sequence[str], one: str, more: str) -> str:
    if len(accounts) == 1:
        return f"the only one of those behind this that {one}"
    return f"among the {len(accounts)} behind this that {more}"


def _how_many(accounts: Sequence[object]) -> str:
    return "account" if len(accounts) == 1 else count_of(len(accounts), "account")

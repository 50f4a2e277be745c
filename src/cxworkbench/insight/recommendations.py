"""What to do about a finding: who acts, with whom to begin, and how to see whether it helped."""

from collections.abc import Sequence
from typing import Final, Literal

from cxworkbench.ground.language import say
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
    measure = say("{metric} there", metric=metric) if metric else say("how it feels there")
    if main.kind == "pain":
        act = say(
            "Have {named} find the cause of “{title}” at “{where}” and remove it.",
            named=named(owner),
            title=main.title,
            where=where,
        )
        after = say(
            "Compare {measure} and the share of accounts that name it before and after.",
            measure=measure,
        )
    elif main.kind == "moment of truth":
        act = say(
            "Have {named} make sure that “{where}” goes well, and step in where it did not.",
            named=named(owner),
            where=where,
        )
        after = say("Compare {measure} and recommendation before and after.", measure=measure)
    else:
        act = say(
            "Have {named} bring “{where}” up to what is expected, or promise less before it.",
            named=named(owner),
            where=where,
        )
        after = say(
            "Ask for expectation and {metric} again afterwards, of the same people.", metric=metric
        )
    return f"{act} {begin_with(findings, accounts)} {after}"


def begin_with(findings: Findings, accounts: Sequence[str]) -> str:
    """With which of the accounts to begin: those whose contract is over or ends soon."""
    return say(
        "Begin with {pressed}, and tell all {accounts} what was done.",
        pressed=_pressed(findings, accounts),
        accounts=len(accounts),
    )


def begin_here(findings: Findings, accounts: Sequence[str], account_id: str) -> str:
    """The same for one account: whether it is one of those to begin with; empty where it is not."""
    over, soon = (find(findings.profile, accounts) for find in (contracts_over, ending_soon))
    if account_id in over:
        return say(
            "Begin here: this account's contract is {among}.",
            among=_among(over, say("is over"), say("are over")),
        )
    if account_id in soon:
        within = say("within {soon_days} days", soon_days=SOON_DAYS)
        return say(
            "Begin here: this account's contract is {among}.",
            among=_among(
                soon, say("ends {within}", within=within), say("end {within}", within=within)
            ),
        )
    return ""


def confidence_of(accounts: int, methods: set[str]) -> Confidence:
    """High: 20 accounts or more, heard in two ways. Low: fewer than 5. Medium: all between."""
    if accounts >= SURE_ACCOUNTS and len(methods - {""}) > 1:
        return "high"
    return "medium" if accounts >= FEWEST_ACCOUNTS else "low"


def named(owner: str) -> str:
    """The owner as a sentence names it."""
    return say("its owner (none is named yet)") if owner == NOBODY else owner


def _pressed(findings: Findings, accounts: Sequence[str]) -> str:
    over, soon = (len(find(findings.profile, accounts)) for find in (contracts_over, ending_soon))
    if not over + soon:
        return say("those of the accounts that bring the most revenue")
    whose = say("whose contract is over or ends within {soon_days} days", soon_days=SOON_DAYS)
    if over and soon:
        return say(
            "the {over} accounts {whose} ({over_2} over, {soon} ending)",
            over=over + soon,
            whose=whose,
            over_2=over,
            soon=soon,
        )
    which = say("is over") if over else say("ends within {soon_days} days", soon_days=SOON_DAYS)
    return say(
        "the {how_many} whose contract {which}", how_many=_how_many(range(over + soon)), which=which
    )


def _among(accounts: Sequence[str], one: str, more: str) -> str:
    if len(accounts) == 1:
        return say("the only one of those behind this that {one}", one=one)
    return say("among the {accounts} behind this that {more}", accounts=len(accounts), more=more)


def _how_many(accounts: Sequence[object]) -> str:
    return "account" if len(accounts) == 1 else count_of(len(accounts), "account")

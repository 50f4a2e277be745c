"""The index of a batch: one row for each account, what was counted, and what did not come about."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.files import write_text
from cxworkbench.ground.language import figures, say, use_language
from cxworkbench.ground.terms import AUDIENCES
from cxworkbench.records.engagement import Brand
from cxworkbench.telling.audience import TITLES
from cxworkbench.telling.pages import money_text, page
from cxworkbench.voice.words import count_of


@dataclass(frozen=True)
class IndexRow:
    """One account of a batch, and where its report is."""

    account_id: str
    name: str
    status: Literal["ready", "short", "failed"]
    why: str = ""  # why the report is short or is not there
    report: str = ""  # from the index's folder, with forward slashes; empty when there is none
    beside: tuple[tuple[str, str], ...] = ()  # further files of the report: format, link
    segment: str = ""
    voices: int = 0
    metric: str = ""  # the headline score's name; empty when the account has none
    unit: str = "scale"  # of its value: "points", "share" or "scale"
    value: float | None = None
    answers: int = 0  # behind the value
    revenue: float | None = None
    urgent: str = ""  # what to look at first
    silent: bool = False  # no event on record


@dataclass(frozen=True)
class IndexFacts:
    """What is told of the engagement as a whole. Amounts are as the research part told them."""

    engagement: str
    client: str
    as_of: str = ""
    journey_word: str = "customer journey"
    language: str = "en"
    whole: str = ""  # the report over all accounts, linked as those of the rows; empty without one
    accounts: int = 0  # of the engagement, of which the rows may be a few; 0 when not told
    revenue: float | None = None  # over all accounts
    currency: str = ""
    period: str = ""
    events: bool = True  # whether any were received
    without_events: tuple[str, ...] = ()  # names of accounts without any event
    problems: int = 0  # data problems in received files
    inputs: Mapping[str, str] = field(default_factory=dict)  # received file -> sha256
    version: str = ""


def write_index(
    rows: Sequence[IndexRow],
    into: Path,
    *,
    facts: IndexFacts,
    audience: str = "internal",
    brand: Brand | None = None,
) -> Path:
    """The path of `index.html`: all accounts by name, totals, and every report that is missing.

    A client-safe index holds no revenue, segment, urgency, reason of a failure, or name of a silent
    account, and says nothing of accounts that are not in it.

    Parameters
    ----------
    rows
        One for each account of the batch, in any order.
    into
        The folder that the index is written to; links to reports are relative to it.
    facts
        About the engagement as a whole.
    audience
        "internal" or "client-safe".
    brand
        The client's frame.

    Raises
    ------
    ParameterProblem
        There is no such audience, or an account stands twice.
    """
    if audience not in AUDIENCES:
        raise ParameterProblem(
            f"There is no audience {audience!r}. {did_you_mean(audience, AUDIENCES)}"
            f"An index is {sample_of(AUDIENCES)}."
        )
    times = Counter(row.account_id for row in rows)
    if twice := sorted(account for account, count in times.items() if count > 1):
        raise ParameterProblem(
            f"{len(twice)} of {len(times)} accounts stand twice in the index: "
            f"{sample_of(twice)}. Each account has one row. Remove the second."
        )
    if audience == "client-safe":
        rows, facts = [_safe_row(row) for row in rows], _safe_facts(facts)
    ordered = sorted(rows, key=lambda row: (row.name.casefold(), row.name, row.account_id))
    counts = {status: sum(row.status == status for row in rows) for status in _STATUSES}
    path = into / "index.html"
    with use_language(facts.language):
        text = page(
            "index.html",
            rows=ordered,
            facts=facts,
            counts=counts,
            totals=_totals(rows, facts),
            events=_events(facts, any(row.silent for row in rows)),
            audience=audience,
            audience_title=say(TITLES[audience]),
            brand=brand or Brand(),
        )
    write_text(path, text)
    return path


_STATUSES: Final = ("ready", "short", "failed")
MOST_NAMES: Final = 10  # of accounts without events, in one sentence


def _totals(rows: Sequence[IndexRow], facts: IndexFacts) -> list[tuple[str, str]]:
    """Figures and what each is: accounts, and the revenue of all beside that of those shown."""
    here, there = len(rows), max(facts.accounts, len(rows))
    totals = [
        (
            figures(f"{here:,}")
            if here == there
            else say("{here:,} of {there:,}", here=here, there=there),
            say("accounts"),
        )
    ]
    if facts.revenue is None:
        return totals
    whole = say("revenue of all {accounts}", accounts=count_of(there, "account"))
    totals.append((money_text(facts.revenue), _joined(whole, facts.currency, facts.period)))
    known = [row.revenue for row in rows if row.revenue is not None]
    if here < there and known:
        totals.append((money_text(math.fsum(known)), say("of it {these}", these=_these(here))))
    return totals


def _these(count: int) -> str:
    return say("this account") if count == 1 else say("these {count:,}", count=count)


def _joined(*pieces: str) -> str:
    return ", ".join(piece for piece in pieces if piece)


def _events(facts: IndexFacts, marked: bool) -> tuple[str, str]:
    """How many accounts have no events, and their first names; empty where each has one."""
    if not facts.events:
        return say("No events were received."), ""
    count = len(facts.without_events)
    if not count:
        return "", ""
    names = "; ".join(facts.without_events[:MOST_NAMES])
    more = say("; and {count:,} more", count=count - MOST_NAMES) if count > MOST_NAMES else ""
    where = say("Those listed below are marked; all") if marked else "They"
    verb = say("has") if count == 1 else say("have")
    return (
        say("{accounts} {verb} no events:", accounts=count_of(count, "account"), verb=verb),
        say("{names}{more}. {where} are in the totals.", names=names, more=more, where=where),
    )


def _safe_row(row: IndexRow) -> IndexRow:
    return replace(row, segment="", revenue=None, why="", urgent="", silent=False)


def _safe_facts(facts: IndexFacts) -> IndexFacts:
    return replace(
        facts, accounts=0, revenue=None, events=True, without_events=(), inputs={}, problems=0
    )

"""The index of a batch: one row for each account, what was counted, and what did not come about."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.files import write_text
from cxworkbench.ground.terms import AUDIENCES
from cxworkbench.records.engagement import Brand
from cxworkbench.telling.pages import page


@dataclass(frozen=True)
class IndexRow:
    """One account of a batch, and where its report is."""

    account_id: str
    name: str
    status: Literal["ready", "short", "failed"]
    why: str = ""  # why the report is short or is not there
    report: str = ""  # from the index's folder, with forward slashes; empty when there is none
    segment: str = ""
    voices: int = 0
    metric: str = ""  # the headline score's name; empty when the account has none
    value: float | None = None
    low: float | None = None
    high: float | None = None
    revenue: float | None = None


@dataclass(frozen=True)
class IndexFacts:
    """What is told of the engagement as a whole. Amounts are as the research part told them."""

    engagement: str
    client: str
    as_of: str = ""
    journey_word: str = "customer journey"
    revenue: float | None = None  # over all accounts
    currency: str = ""
    period: str = ""
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

    A client-safe index holds no revenue, segment, reason of a failure or name of a silent account.

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
    text = page(
        "index.html",
        rows=ordered,
        facts=facts,
        counts=counts,
        audience=audience,
        brand=brand or Brand(),
    )
    write_text(path, text)
    return path


_STATUSES = ("ready", "short", "failed")


def _safe_row(row: IndexRow) -> IndexRow:
    return replace(row, segment="", revenue=None, why="")


def _safe_facts(facts: IndexFacts) -> IndexFacts:
    return replace(facts, revenue=None, without_events=(), inputs={}, problems=0)

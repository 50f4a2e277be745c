"""The register: what was found and what is to be done, each entry linked to its evidence."""

from typing import Final, Literal

from pydantic import Field

from cxworkbench.records.base import Part, Record
from cxworkbench.records.journey_map import Basis, Status

EntryKind = Literal[
    "pain", "gain", "unmet need", "service gap", "moment of truth", "root cause",
    "opportunity", "insight", "action", "prediction", "result", "challenge signal",
]  # fmt: skip


LINKS: Final = ("because_of", "caused_by", "depends_on")  # fields that name other entries

CauseKind = Literal["", "people", "process", "policy", "technology", "partner", "information"]
CauseStatus = Literal["", "hypothesis", "supported", "refuted"]
OpportunityType = Literal["", "fix", "meet", "exceed", "differentiate"]
Moves = Literal["", "satisfaction", "loyalty"]
MomentEffect = Literal["", "make", "break", "delight"]
Decision = Literal["", "accepted", "rejected", "later"]
Progress = Literal["", "open", "in progress", "blocked", "done", "dropped"]


class Approval(Part):
    """A person's word, given once for an engagement, that drafts of one rule may count as read."""

    rule: str  # as in Entry.made_by
    by: str
    on: str  # ISO date
    reason: str = ""


class Criterion(Part):
    """One criterion by which actions are ranked; values stand in Entry.criteria, 0 to 10."""

    name: str
    weight: float = Field(default=1.0, ge=0)
    more_is_better: bool = True


class Entry(Part):
    """One entry of the register; which fields are filled depends on its kind.

    An insight fills those from `observation` on, a root cause those from `cause_kind` on, a moment
    of truth `grade` and `effect`, an opportunity `opportunity_type`, an action those from
    `decision` on. What is not known is None or empty, never 0.
    """

    id: str
    kind: EntryKind
    title: str
    stage_id: str = ""
    touchpoint_ids: tuple[str, ...] = ()
    segment: str = "all"
    basis: Basis = "assumed"
    status: Status = "draft"
    locked: bool = False
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()  # evidence that speaks against it
    because_of: tuple[str, ...] = ()  # ids of entries this one rests on
    n: int = 0  # accounts
    value: float | None = None  # score the ranking used
    low: float | None = None
    high: float | None = None
    why: str = ""  # why the entry is on the list
    observation: str = ""
    cause: str = ""
    consequence: str = ""
    recommendation: str = ""
    owner_function: str = ""
    metric: str = ""
    moves: Moves = ""  # which of the two `metric` tells
    due: str = ""  # ISO date
    confidence: Literal["", "low", "medium", "high"] = ""
    made_by: str = ""  # rule that drafted it; empty: a person wrote it
    suggested: bool = False  # by co-occurrence alone; not evidence
    money: float | None = None  # a year, in the engagement's currency: at stake, or to be won
    money_low: float | None = None
    money_high: float | None = None
    change: float | None = None  # by how much `metric` should move, in its own unit
    change_low: float | None = None
    change_high: float | None = None
    cause_kind: CauseKind = ""
    cause_status: CauseStatus = ""
    caused_by: tuple[str, ...] = ()  # root causes behind it, one why further
    backstage_ids: tuple[str, ...] = ()  # statements of the map in its backstage lanes
    company_interactions: tuple[str, ...] = ()  # exchanges with partners that it lies in
    grade: int = Field(default=0, ge=0, le=4)  # of a moment of truth; 0: not graded
    effect: MomentEffect = ""
    opportunity_type: OpportunityType = ""
    competitor: float | None = None  # the best alternative's score there
    decision: Decision = ""
    decided_by: str = ""
    decided_on: str = ""  # ISO date
    decided_because: str = ""
    criteria: dict[str, float] = Field(default_factory=dict)  # criterion -> 0 to 10
    effort: float | None = Field(default=None, ge=0)  # person-days
    cost: float | None = Field(default=None, ge=0)  # once, in the engagement's currency
    depends_on: tuple[str, ...] = ()  # actions that must be done before
    wave: int = Field(default=0, ge=0)  # of the roadmap; 0: not planned
    owner: str = ""  # the person or role that answers for it
    progress: Progress = ""
    blocked_by: str = ""  # what it waits for, in words
    shown: Literal["internal", "client-safe"] = "internal"  # of an action: may accounts be told


class Register(Record):
    """All entries of one engagement, in the order a person put them."""

    entries: tuple[Entry, ...] = ()
    approvals: tuple[Approval, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    budget: float | None = Field(default=None, ge=0)  # for all accepted actions together
    capacity: float | None = Field(default=None, gt=0)  # person-days of one wave of the roadmap
    retired_ids: tuple[str, ...] = ()

"""The journey map: phases, stages, steps, touchpoints, interactions, and what is said at each.

Elements stand in flat lists, each with its own id and its parent's: a move changes one line of the
file, and two versions compare and merge element by element. Order inside a parent is list order.
"""

from typing import Literal

from pydantic import Field

from cxworkbench.records.base import Part, Record

Basis = Literal["assumed", "reported", "observed", "measured"]
Status = Literal["open", "draft", "confirmed"]
MediumClass = Literal["digital", "physical", "hybrid", "unknown"]
Mode = Literal["B2C", "B2B", "B2B2C"]
FlowKind = Literal["then", "branch", "join", "loop", "parallel"]
Involvement = Literal["leads", "takes part", "is informed", "none", "unknown"]
Attitude = Literal["for", "neutral", "against", "unknown"]
Lane = Literal[
    "actions", "thoughts", "expectations", "emotion", "needs", "pains", "gains",
    "moments of truth", "metrics", "backstage", "systems", "partners", "ideas",
]  # fmt: skip


class Perspective(Part):
    """Whose journey the map shows; a map has exactly one."""

    segment: str = "all"
    role: str = "all"
    account_type: str = "all"


class Element(Part):
    """What every level has: an id that is minted once, a name, and how far it is agreed."""

    id: str
    name: str
    status: Status = "draft"
    locked: bool = False


class Phase(Element):
    """A broad milestone that groups stages; may be left out."""


class Stage(Element):
    """A key part of the relationship, in the customer's words."""

    phase_id: str = ""
    definition: str = ""
    basis: Basis = "assumed"  # assumed: believed by the team
    confidence: float | None = None  # 0 to 1, as stated; None: not stated
    believed_on: str = ""  # ISO date


class Step(Element):
    """Something the customer gets done within a stage; may be left out."""

    stage_id: str


class Touchpoint(Element):
    """A moment of contact, or an action of the customer without us (`contact` false).

    `stage_id` is always given; `step_id` only where the map has steps. `owner` is the department or
    function that answers for it, `company` the company it belongs to, empty for the client itself.
    `offering_ids` says in which offerings' journeys it stands, none named: in all.
    """

    stage_id: str
    step_id: str = ""
    medium_class: MediumClass = "unknown"
    channel: str = ""
    contact: bool = True
    owner: str = ""
    company: str = ""
    offering_ids: tuple[str, ...] = ()
    initiator: str = ""
    receivers: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    location: str = ""
    frequency: str = ""
    duration: str = ""


class Interaction(Element):
    """One exchange at a touchpoint."""

    touchpoint_id: str
    direction: Literal["to customer", "from customer", "both", "unknown"] = "unknown"
    content: str = ""
    roles: tuple[str, ...] = ()
    medium: str = ""
    predecessor_id: str = ""
    successor_id: str = ""


class Offering(Part):
    """Something the client sells whose journey this map shows, alone or beside others."""

    id: str
    name: str


class Flow(Part):
    """How the journey goes on from one element to another where list order does not say it.

    `share` is the part of journeys that go this way, 0 to 1; None: not counted.
    """

    id: str
    from_id: str  # id of a stage, step or touchpoint
    to_id: str
    kind: FlowKind = "then"
    condition: str = ""  # when it goes this way, in the customer's words
    share: float | None = None
    basis: Basis = "assumed"


class BuyingRole(Part):
    """A role in the buying group, one of the usual seven or an own one; `weight` starts at 1."""

    id: str
    name: str
    definition: str = ""
    weight: float = 1.0
    attitude: Attitude = "unknown"
    influence: float | None = None  # 0 to 1; None: not known
    hidden: bool = False  # it decides with others, and the client has never met it


class RoleInvolvement(Part):
    """How far a role takes part in a stage, and whether it can stop the journey there."""

    id: str
    role_id: str
    stage_id: str
    involvement: Involvement = "unknown"
    can_stop: bool = False
    basis: Basis = "assumed"
    n: int = 0  # accounts behind it
    evidence: tuple[str, ...] = ()


class Comment(Part):
    """What somebody remarks about an element; `at` is empty for the whole map.

    An element that was removed keeps its comments: `at` may be a retired id.
    """

    id: str
    at: str = ""
    text: str
    by: str = ""
    on: str = ""  # ISO date
    settled: bool = False


class Decision(Part):
    """What was decided about an element or the whole map, by whom and when; places as `Comment`."""

    id: str
    at: str = ""
    text: str
    by: str = ""
    on: str = ""  # ISO date


class Statement(Part):
    """One thing said in one lane at one element, with where it comes from and how sure it is.

    For lane `emotion`: `value` -2 to +2 is the mean over accounts, `low` and `high` its 95 %
    interval, `n` the accounts behind it, `word` the commonest word said. `n` is 0 for what a person
    assumed. Missing stays None and is drawn as a gap, never as 0.
    """

    id: str
    at: str  # id of a stage, step, touchpoint or interaction
    lane: Lane
    text: str = ""
    basis: Basis = "assumed"
    status: Status = "draft"
    locked: bool = False
    evidence: tuple[str, ...] = ()  # evidence ids
    segment: str = "all"
    role: str = "all"
    n: int = 0
    voices: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    word: str = ""
    counts: tuple[int, ...] = ()  # lane `emotion`: accounts at -2, -1, 0, +1 and +2, or none
    against: tuple[str, ...] = ()  # evidence ids that contradict it
    code: str = ""  # the pain's or gain's code, where it has one
    as_of: str = ""  # ISO date of the newest evidence


class JourneyMap(Record):
    """A whole map. `stamp` is "assumption-based" when no statement rests on evidence."""

    id: str
    title: str
    kind: Literal["life cycle", "deep dive"] = "life cycle"
    state: Literal["as-is", "to-be"] = "as-is"
    mode: Mode = "B2B"
    parent_map: str = ""
    parent_stage: str = ""
    stamp: Literal["", "assumption-based"] = ""
    perspective: Perspective = Perspective()
    as_of: str = ""
    phases: tuple[Phase, ...] = ()
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    statements: tuple[Statement, ...] = ()
    offerings: tuple[Offering, ...] = ()
    flows: tuple[Flow, ...] = ()
    roles: tuple[BuyingRole, ...] = ()
    involvements: tuple[RoleInvolvement, ...] = ()
    comments: tuple[Comment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rules_off: dict[str, str] = Field(default_factory=dict)  # rule of method -> why it is off
    retired_ids: tuple[str, ...] = ()  # never given to anything else
    merged_ids: dict[str, str] = Field(default_factory=dict)  # retired id -> what took it in

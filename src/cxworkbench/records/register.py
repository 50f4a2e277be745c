"""The register: what was found and what is to be done, each entry linked to its evidence."""

from typing import Literal

from cxworkbench.records.base import Part, Record
from cxworkbench.records.journey_map import Basis, Status

EntryKind = Literal[
    "pain", "gain", "unmet need", "service gap", "moment of truth", "root cause",
    "opportunity", "insight", "action", "prediction", "result",
]  # fmt: skip


class Entry(Part):
    """One entry of the register; an insight fills the fields from `observation` on."""

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
    due: str = ""  # ISO date
    confidence: Literal["", "low", "medium", "high"] = ""


class Register(Record):
    """All entries of one engagement, in the order a person put them."""

    entries: tuple[Entry, ...] = ()
    retired_ids: tuple[str, ...] = ()

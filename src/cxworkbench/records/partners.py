"""The partner chain: companies between client and end user, and what they owe each other."""

from typing import Literal

from cxworkbench.records.base import Part, Record
from cxworkbench.records.journey_map import Basis


class Company(Part):
    """One company of the chain. `tier` counts companies between it and the end user."""

    id: str
    name: str
    role: str = ""
    tier: int | None = None
    maps_its_experience: Literal["yes", "no", "unknown"] = "unknown"
    data: Literal["joined", "survey", "judgement", "none"] = "none"


class CompanyInteraction(Part):
    """An exchange between two companies that a sub-process needs."""

    id: str
    provider: str  # company id
    recipient: str  # company id
    sub_process: str
    phase: Literal["integrate", "operate"] = "operate"
    expectation: str = ""
    unit: str = ""
    promised: float | None = None
    basis: Basis = "assumed"
    touchpoint_ids: tuple[str, ...] = ()


class Partners(Record):
    """The whole chain, seen from `focal`, the company whose engagement this is."""

    focal: str = ""
    companies: tuple[Company, ...] = ()
    company_interactions: tuple[CompanyInteraction, ...] = ()

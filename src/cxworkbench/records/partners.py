"""The partner chain: companies between client and end user, and what they owe each other."""

from typing import Literal

from pydantic import Field

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


Operator = Literal["and", "or", "k of n", "noisy and", "mix", "power", "min", "table"]


class Rate(Part):
    """A share of occasions, 0 to 1, and how far it is known.

    With `n` occasions it was counted; with `low` and `high` but no `n` people judged it; with
    neither nothing is known of its spread.
    """

    value: float | None = Field(default=None, ge=0, le=1)
    low: float | None = Field(default=None, ge=0, le=1)
    high: float | None = Field(default=None, ge=0, le=1)
    n: float = Field(default=0, ge=0)  # occasions
    basis: Basis = "assumed"
    evidence: tuple[str, ...] = ()


class Needs(Part):
    """What a company interaction or a gate takes in.

    `criticality` is the share of the input's failures that are passed on, 1 minus what recovery
    and slack absorb. `weight` is the share of volume, or of importance, in a mix or power gate.
    """

    of: str  # id of a company interaction or a gate
    criticality: float = Field(default=1.0, ge=0, le=1)
    criticality_low: float | None = Field(default=None, ge=0, le=1)
    criticality_high: float | None = Field(default=None, ge=0, le=1)
    weight: float = Field(default=1.0, ge=0)


class Gate(Part):
    """How several steps of the chain combine into one.

    `coincidence` (theta) is the share of perfectly coinciding failures: 0 independent, 1 together.
    `table` gives a share for each pattern of inputs, first input as the highest bit, all failed
    first.
    """

    id: str
    name: str
    operator: Operator
    needs: tuple[Needs, ...]
    coincidence: float = Field(default=0.0, ge=0, le=1)
    k: int = Field(default=1, ge=1)  # of n
    leak: float = Field(default=1.0, ge=0, le=1)  # of a noisy and, all inputs right
    exponent: float = 1.0  # of a power gate
    table: tuple[float, ...] = ()


class CompanyInteraction(Part):
    """An exchange between two companies that a sub-process needs.

    `own` is how often the provider does its part when what it needs was right; `delivered` how
    often the recipient got what it expected, upstream failures included. Surveys and tickets
    measure `delivered`.
    """

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
    own: Rate = Rate()
    delivered: Rate = Rate()
    needs: tuple[Needs, ...] = ()
    cap: float = Field(default=1.0, ge=0, le=1)  # the best own rate that can be reached
    ease: float = Field(default=1.0, gt=0)  # of improving: own = cap - (cap - own) exp(-ease x)
    volume: float = Field(default=1.0, ge=0)  # occasions, relative to the others


class Partners(Record):
    """The whole chain, seen from `focal`, the company whose engagement this is."""

    focal: str = ""
    companies: tuple[Company, ...] = ()
    company_interactions: tuple[CompanyInteraction, ...] = ()
    gates: tuple[Gate, ...] = ()
    value: str = ""  # id of the gate or interaction that is the end user's value
    value_name: str = "end-user value"
    semantics: Literal["rate", "graded"] = "rate"  # shares of occasions, or levels

"""A saved definition of segments: how accounts were grouped, so that others are placed alike."""

from typing import Annotated, Literal

from pydantic import Field

from cxworkbench.records.base import Part, Record

Method = Literal["k-means", "mixture", "hierarchical", "mixed"]
Verdict = Literal["stable", "barely stable", "not stable"]


class ScaledDimension(Part):
    """One figure of an account and how it was made comparable: (f(value) - centre) / spread.

    `f` is the logarithm of value + shift where `scale` is "log". What lies further than `limit`
    spreads from the centre counts as lying there. A category has no numbers.
    """

    column: str  # of the account profile
    kind: Literal["number", "category"] = "number"
    weight: Annotated[float, Field(gt=0)] = 1.0
    scale: Literal["as it is", "log"] = "as it is"
    shift: float = 0.0
    centre: float = 0.0
    spread: Annotated[float, Field(gt=0)] = 1.0
    limit: Annotated[float, Field(gt=0)] = 3.0


class DefinedSegment(Part):
    """One segment: its name, its middle, and what it held when it was made."""

    id: str
    name: str
    description: str = ""
    named_by: Literal["proposal", "person"] = "proposal"
    rule: str = ""  # a two-step rule in the language of segment rules, to place one by hand
    accounts: Annotated[int, Field(ge=0)] = 0
    revenue_share: float | None = None
    centre: tuple[float, ...] = ()  # of the numbers, scaled, in the order of the dimensions
    # of a mixture: the share of accounts expected and the covariance around the centre
    expected: float = 0.0
    covariance: tuple[tuple[float, ...], ...] = ()
    # of mixed data: category column -> value -> share of the segment's accounts
    shares: dict[str, dict[str, float]] = Field(default_factory=dict)
    within: float = 0.0  # mean distance of its accounts from the centre, scaled


class SegmentDefinition(Record):
    """The whole of a definition, usually `segments.json` in the engagement."""

    title: str = ""
    method: Method
    dimensions: tuple[ScaledDimension, ...]
    segments: tuple[DefinedSegment, ...]
    seed: int
    as_of: str = ""
    resamples: int = 0  # how often stability was tried
    stability: float | None = None  # mean adjusted Rand index over resamples
    verdict: Verdict = "not stable"
    reasons: tuple[str, ...] = ()  # what was found, in words
    left_out: dict[str, str] = Field(default_factory=dict)  # dimension -> why it was not used
    members: dict[str, str] = Field(default_factory=dict)  # account_id -> segment's id, when made
    unplaced: tuple[str, ...] = ()  # accounts that lacked a figure then

"""Small chains with known answers, for examples, lessons and tests."""

from collections.abc import Sequence

from cxworkbench.ecosystem.chain import Chain, chain_of
from cxworkbench.records.partners import (
    Company,
    CompanyInteraction,
    Gate,
    Needs,
    Operator,
    Partners,
    Rate,
)


def series(*rates: float) -> Chain:
    """Companies a, b, c … that all must do their part.

    Examples
    --------
    >>> series(0.9, 0.8).companies
    ('a', 'b')
    """
    return gated("and", rates)


def gated(
    operator: Operator,
    rates: Sequence[float],
    *,
    weights: Sequence[float] | None = None,
    criticality: Sequence[float] | None = None,
    coincidence: float = 0.0,
    exponent: float = 1.0,
) -> Chain:
    """Companies a, b, c … with one interaction each under one gate; `power` counts levels."""
    ids = [chr(ord("a") + n) for n in range(len(rates))]
    needs = tuple(
        Needs(of=f"{one}-does", weight=weight, criticality=passed)
        for one, weight, passed in zip(
            ids,
            [1.0] * len(ids) if weights is None else weights,
            [1.0] * len(ids) if criticality is None else criticality,
            strict=True,
        )
    )
    gate = Gate(
        id="value", name="value", operator=operator, needs=needs, coincidence=coincidence,
        exponent=exponent,
    )  # fmt: skip
    record = Partners(
        companies=tuple(Company(id=one, name=one.upper()) for one in ids),
        company_interactions=tuple(
            CompanyInteraction(
                id=f"{one}-does",
                provider=one,
                recipient=one,
                sub_process="part",
                own=Rate(value=rate),
            )
            for one, rate in zip(ids, rates, strict=True)
        ),
        gates=(gate,),
        value="value",
        semantics="graded" if operator == "power" else "rate",
    )
    return chain_of(record)

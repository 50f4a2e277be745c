"""How far an answer depends on what cannot be seen: coinciding failures, and the operator."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from cxworkbench.ecosystem.chain import Chain
from cxworkbench.ecosystem.outcome import outcome_of
from cxworkbench.ecosystem.reach import IMPROVEMENT, three_ways
from cxworkbench.records.partners import Operator

COINCIDENCES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
FOR_OPERATORS: Final[tuple[Operator, ...]] = ("and", "noisy and", "mix", "min", "or")


def coincidence_band(
    chain: Chain,
    improvement: float = IMPROVEMENT,
    *,
    coincidences: Sequence[float] = COINCIDENCES,
) -> pd.DataFrame:
    """Value and reach of each company at several coincidences of failures, at every gate at once.

    Returns
    -------
    pandas.DataFrame
        One row a coincidence and company: `coincidence`, 0 independent to 1 all together; `value`;
        `company`; `reaches`, `stopped`, `never_at_stake`.

    Notes
    -----
    Where only each partner's own share is known, nothing tells which row is right: show the band.

    Examples
    --------
    >>> from cxworkbench.ecosystem.chains import series
    >>> band = coincidence_band(series(0.8, 0.9), coincidences=(0, 1))
    >>> band[["coincidence", "company", "value", "reaches"]].round(2)
       coincidence company  value  reaches
    0            0       a   0.72      0.9
    1            0       b   0.72      0.8
    2            1       a   0.80      1.0
    3            1       b   0.80      0.0
    """
    tables = [
        _told(_with(chain, coincidence=theta), improvement).assign(coincidence=theta)
        for theta in coincidences
    ]
    return _ordered(pd.concat(tables, ignore_index=True), "coincidence")


def operator_band(
    chain: Chain,
    gate: str,
    improvement: float = IMPROVEMENT,
    operators: Sequence[Operator] = FOR_OPERATORS,
) -> pd.DataFrame:
    """Value and reach of each company when one gate combined in another way; `operator` first."""
    tables = [
        _told(_with(chain, gate=gate, operator=one), improvement).assign(operator=one)
        for one in operators
    ]
    return _ordered(pd.concat(tables, ignore_index=True), "operator")


def frechet_bounds(rates: Sequence[float]) -> tuple[float, float]:
    """The least and the most that "all go right" can be when only each rate alone is known.

    Examples
    --------
    >>> low, high = frechet_bounds([0.9, 0.8])
    >>> round(low, 2), high
    (0.7, 0.8)
    """
    return max(0.0, sum(rates) - len(rates) + 1), min(rates)


def _told(chain: Chain, improvement: float) -> pd.DataFrame:
    value = float(outcome_of(chain).value[0])
    return three_ways(chain, improvement).assign(value=value)


def _ordered(table: pd.DataFrame, first: str) -> pd.DataFrame:
    return table[[first, "company", "value", "reaches", "stopped", "never_at_stake"]]


def _with(
    chain: Chain,
    *,
    gate: str = "",
    coincidence: float | None = None,
    operator: Operator | None = None,
) -> Chain:
    """The chain with one gate, or all, of another coincidence or operator."""
    change: dict[str, object] = {}
    if coincidence is not None:
        change["coincidence"] = coincidence
    if operator is not None:
        change["operator"] = operator
    nodes = tuple(
        replace(node, gate=node.gate.model_copy(update=change))
        if node.gate is not None and gate in ("", node.id)
        else node
        for node in chain.nodes
    )
    return replace(chain, nodes=nodes)

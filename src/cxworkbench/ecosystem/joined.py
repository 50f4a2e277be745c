"""Own rates, criticality and coincidence from joined records: one order followed over all firms."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cxworkbench.ecosystem.chain import Chain, Node
from cxworkbench.ecosystem.gates import Floats
from cxworkbench.ecosystem.outcome import outcome_of
from cxworkbench.ecosystem.reach import IMPROVEMENT, splits
from cxworkbench.ecosystem.settings import Settings
from cxworkbench.ground.errors import DataProblem, sample_of

FEWEST_RECORDS: Final = 200  # joined orders; with fewer, .05 cannot be told from .25
REPLICATES: Final = 400
CERTAINTY: Final = 0.9
_TURNS: Final = 30  # of the criticalities of several inputs against each other


@dataclass(frozen=True)
class Joined:
    """Outcomes of joined orders: one row an order, one column a node of the chain.

    `met` is 1 where the recipient's expectation was met, 0 where not, NaN where the order did not
    pass there or nobody knows. `cluster` numbers the orders that belong together (one company's),
    which are drawn together.
    """

    met: Floats
    cluster: NDArray[np.intp]


def joined_of(chain: Chain, records: pd.DataFrame, cluster: str = "") -> Joined:
    """The records of a table as outcomes of the chain's nodes.

    Parameters
    ----------
    chain
        As `chain_of` makes it; its own rates are not used.
    records
        One row an order; a column for each interaction and, where it was seen, for a gate, named
        by its id, true, false or missing.
    cluster
        A column that says whose order it is; empty when each order stands for itself.

    Raises
    ------
    DataProblem
        An interaction has no column: its own rate cannot be told from these records.
    """
    missing = [one for one in chain.interactions if one not in records]
    if missing:
        raise DataProblem(
            f"{len(missing)} company interactions have no column in the joined records: "
            f"{sample_of(missing)}. Their own rates cannot be told from these records; join what "
            "their providers wrote down, or take them from people's judgement and say so."
        )
    met = np.full((len(records), len(chain.nodes)), np.nan)
    for place, node in enumerate(chain.nodes):
        if node.id in records:
            met[:, place] = pd.to_numeric(records[node.id].astype("Float64")).to_numpy(
                dtype=float, na_value=np.nan
            )
    for place, node in enumerate(chain.nodes):
        if node.gate is not None and node.id not in records:
            met[:, place] = _of_gate(node, met)
    whose = records[cluster] if cluster else pd.Series(range(len(records)))
    return Joined(met, whose.astype("category").cat.codes.to_numpy().astype(np.intp))


def estimated(chain: Chain, joined: Joined, *, replicates: int = 0, seed: int = 1) -> Settings:
    """What the records say of own rates, criticality and coincidence, and of redrawn records.

    Returns
    -------
    Settings
        First column: the records as they are; then one for each replicate, in which whole clusters
        of orders were drawn anew. An own rate is the share met on occasions whose inputs were all
        right; a criticality is how much rarer it is met when that input failed; a coincidence is
        how far "all right" lies between the product and the weakest.

    Notes
    -----
    Association, not cause: a season or a lane that makes two firms late together shows as
    criticality. Drawing only the own rates anew would make ranges far too narrow.
    """
    weights = _redrawn(joined.cluster, replicates, seed)
    own = np.empty((len(chain.interactions), len(weights)))
    passed_on: dict[int, Floats] = {}
    coincidence: dict[int, Floats] = {}
    for place, node in enumerate(chain.nodes):
        if node.interaction is not None:
            own[node.own], found = _interaction(joined.met, place, node, weights)
            if len(found):
                passed_on[place] = found
    for place, node in enumerate(chain.nodes):
        if node.gate is not None and node.gate.operator == "and":
            known = Settings(own, passed_on, coincidence)
            found = _coincidence(chain, joined.met, place, weights, known)
            coincidence = {**coincidence, place: found}
    return Settings(own, passed_on, coincidence)


def reach_ranges(
    chain: Chain,
    joined: Joined,
    improvement: float = IMPROVEMENT,
    *,
    replicates: int = REPLICATES,
    seed: int = 1,
    fewest: int = FEWEST_RECORDS,
) -> pd.DataFrame:
    """The three ways of each company's improvement with 90 % ranges, from joined records.

    Returns
    -------
    pandas.DataFrame
        One row a company: `company`, `records`; `reaches`, `stopped`, `never_at_stake`, shares of
        the improvement, each with `_low` and `_high`; `told`, "yes", or "cannot tell" when there
        are fewer than 200 joined records, with every figure NaN.

    Notes
    -----
    With 200 records a reach of .14 is known to about .12 either way, with 1,000 to .05.
    """
    names = ("reaches", "stopped", "never_at_stake")
    records = int(np.isfinite(joined.met).any(axis=1).sum())
    table = pd.DataFrame({"company": chain.companies, "records": records})
    if records < fewest:
        blank = {f"{name}{end}": np.nan for name in names for end in ("", "_low", "_high")}
        return table.assign(**blank, told="cannot tell")
    settings = estimated(chain, joined, replicates=replicates, seed=seed)
    parts = splits(chain, settings, improvement, list(chain.companies))
    ends = ((1 - CERTAINTY) / 2, (1 + CERTAINTY) / 2)
    for name in names:
        low, high = np.nanquantile(parts[name][:, 1:], ends, axis=1)
        table[name], table[f"{name}_low"], table[f"{name}_high"] = parts[name][:, 0], low, high
    return table.assign(told="yes")


def _redrawn(cluster: NDArray[np.intp], replicates: int, seed: int) -> Floats:
    """How often each order counts: once each, then as whole clusters fall when drawn anew."""
    many = int(cluster.max()) + 1 if len(cluster) else 0
    drawn = np.random.default_rng(seed).multinomial(many, np.full(many, 1 / many), size=replicates)
    return np.concatenate([np.ones((1, len(cluster))), drawn[:, cluster].astype(float)])


def _interaction(met: Floats, place: int, node: Node, weights: Floats) -> tuple[Floats, Floats]:
    """Own rate and criticality of each input, one column a replicate."""
    inputs = met[:, list(node.inputs)]
    seen = np.isfinite(met[:, place]) & np.isfinite(inputs).all(axis=1)
    ok, failed = met[seen, place], 1 - inputs[seen]
    weight = weights[:, seen]
    free = failed.sum(axis=1) == 0
    own = _share(weight[:, free] @ ok[free], weight[:, free].sum(axis=1))
    passed = np.zeros((len(node.inputs), len(weights)))
    for _ in range(_TURNS if len(node.inputs) > 1 else 1):
        before = passed.copy()
        for k in range(len(node.inputs)):
            passed[k] = _passed_on(ok, failed, weight, own, passed, k)
        if np.abs(passed - before).max(initial=0.0) < 1e-9:
            break
    return own, passed


def _passed_on(
    ok: Floats, failed: Floats, weight: Floats, own: Floats, passed: Floats, k: int
) -> Floats:
    """One input's criticality when the others' are taken as known."""
    hit = failed[:, k] == 1
    if not hit.any():
        same: Floats = passed[k]
        return same
    others = [j for j in range(failed.shape[1]) if j != k]
    kept = np.ones((weight.shape[0], int(hit.sum())))
    for j in others:
        kept *= 1 - passed[j][:, None] * failed[hit, j]
    expected = own * (weight[:, hit] * kept).sum(axis=1)
    got = weight[:, hit] @ ok[hit]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(expected > 0, got / expected, 1 - passed[k])
    passed_now: Floats = np.clip(1 - ratio, 0.0, 1.0)
    return passed_now


def _coincidence(chain: Chain, met: Floats, place: int, weights: Floats, known: Settings) -> Floats:
    """How far "all right" lies between what the chain says without and with coinciding failures.

    A supplier that the inputs share makes them fail together without any coincidence; the chain
    knows that already.
    """
    inputs = met[:, list(chain.nodes[place].inputs)]
    seen = np.isfinite(inputs).all(axis=1)
    weight = weights[:, seen]
    together = _share(weight @ inputs[seen].prod(axis=1), weight.sum(axis=1))
    up_to = chain.up_to(place)
    many = len(weights)
    apart, least = (
        outcome_of(up_to, replace(known, coincidence={**known.coincidence, place: theta})).value
        for theta in (np.zeros(many), np.ones(many))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        theta = np.where(least - apart > 1e-9, (together - apart) / (least - apart), 0.0)
    bounded: Floats = np.clip(theta, 0.0, 1.0)
    if many > 1 and np.quantile(bounded[1:], (1 - CERTAINTY) / 2) <= 0:
        return np.zeros(many)
    return bounded


def _share(met: Floats, of: Floats) -> Floats:
    """Beta(1/2, 1/2) mean: never 0 or 1, and 1/2 when nothing was seen."""
    share: Floats = (met + 0.5) / (of + 1.0)
    return share


def _of_gate(node: Node, met: Floats) -> Floats:
    """What a gate's inputs say of it, order by order, when nobody wrote it down itself."""
    inputs = met[:, list(node.inputs)]
    known = np.isfinite(inputs)
    if node.gate is None or node.gate.operator not in ("and", "min", "or", "mix"):
        return np.full(len(met), np.nan)
    if node.gate.operator == "mix":  # an order goes one way
        met_there: Floats = np.where(known, inputs, 0.0).sum(axis=1)
        return np.where(known.sum(axis=1) == 1, met_there, np.nan)
    ends: Floats = inputs.max(axis=1) if node.gate.operator == "or" else inputs.min(axis=1)
    return np.where(known.all(axis=1), ends, np.nan)

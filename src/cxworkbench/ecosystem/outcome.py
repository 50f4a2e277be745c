"""What arrives at each step of the chain and at the end user, for many settings at once."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from cxworkbench.ecosystem.chain import Chain, Node
from cxworkbench.ecosystem.gates import Floats, combined, slopes

MOST_TRIED: Final = 10  # shared steps, of which all 2^10 outcomes are gone through
SAMPLES: Final = 2_000
AT_ONCE: Final = 400_000  # settings times outcomes that are held in memory for one step

Way = Literal["plain", "exact", "sampled", "products"]


@dataclass(frozen=True)
class Outcome:
    """The end user's value for each setting, and how steps with several users were handled.

    `way` is "plain" when no step feeds two others, "exact" when all outcomes of those that do
    were gone through, "sampled" when they were drawn, "products" when they were taken for
    independent, which is wrong by as much as they matter. `error` is the standard error of each
    value, 0 but for "sampled".
    """

    value: Floats
    way: Way
    error: Floats


def delivered(chain: Chain, own: Floats) -> Floats:
    """What arrives at each step when steps with several users are taken for independent.

    Parameters
    ----------
    chain
        As `chain_of` makes it.
    own
        One row an interaction, the settings along the other axis; 0 to 1.

    Returns
    -------
    numpy.ndarray
        One row a node of the chain, the settings along the other axis; the last row is the value.
    """
    arrived = np.empty((len(chain.nodes), own.shape[1]))
    for place, node in enumerate(chain.nodes):
        arrived[place] = _arrives(node, arrived[list(node.inputs)], own)
    return arrived


def outcome_of(
    chain: Chain,
    own: Floats | None = None,
    *,
    way: Way | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
) -> Outcome:
    """The end user's value at each setting of the own rates, shared suppliers handled rightly.

    A step that feeds two others makes them succeed and fail together; multiplying their rates
    counts its failures twice. Where occasions are counted ("rate"), such steps are held fixed and
    averaged over: all their outcomes for up to 10 of them, drawn ones beyond.

    Parameters
    ----------
    chain
        As `chain_of` makes it.
    own
        One row an interaction, the settings along the other axis; None for the chain's own rates.
    way
        To ask for one way; None takes "plain", "exact" or "sampled", whichever fits.
    samples
        Outcomes drawn for each setting when sampled; the same draws serve all settings.
    seed
        Of the draws.

    Examples
    --------
    One supplier at 0.8 feeds two steps at 0.9, and both are needed: 0.9 x 0.9 x 0.8, not more
    failures than there are.

    >>> from cxworkbench.ecosystem.chain import chain_of
    >>> from cxworkbench.records.partners import (
    ...     Company, CompanyInteraction, Gate, Needs, Partners, Rate)
    >>> def gives(key, own, *needs):
    ...     return CompanyInteraction(id=key, provider="a", recipient="a", sub_process=key,
    ...                               own=Rate(value=own), needs=tuple(Needs(of=n) for n in needs))
    >>> both = Gate(id="both", name="both", operator="and", needs=(Needs(of="x"), Needs(of="y")))
    >>> chain = chain_of(Partners(
    ...     companies=(Company(id="a", name="A"),), gates=(both,), value="both",
    ...     company_interactions=(gives("s", 0.8), gives("x", 0.9, "s"), gives("y", 0.9, "s"))))
    >>> outcome_of(chain).value.round(3), outcome_of(chain, way="products").value.round(3)
    (array([0.648]), array([0.518]))
    """
    given = chain.own[:, None] if own is None else own
    taken = way or fitting_way(chain)
    if taken in ("plain", "products"):
        value = delivered(chain, given)[-1]
        return Outcome(value, taken, np.zeros_like(value))
    drawn = _all_outcomes(chain) if taken == "exact" else _uniform(chain, samples, seed)
    at_once = max(1, AT_ONCE // max(1, drawn.shape[1]))
    parts = [
        _averaged(chain, given[:, first : first + at_once], drawn, exact=taken == "exact")
        for first in range(0, given.shape[1], at_once)
    ]
    value, error = (np.concatenate(one) for one in zip(*parts, strict=True))
    return Outcome(value, taken, error)


def fitting_way(chain: Chain) -> Way:
    """How the chain's value is worked out when nobody asks for a way."""
    if not chain.shared or chain.semantics == "graded":
        return "plain"
    return "exact" if len(chain.shared) <= MOST_TRIED else "sampled"


def gradient(chain: Chain, own: Floats) -> Floats:
    """How much the value changes with each own rate, shared steps taken for independent.

    Returns
    -------
    numpy.ndarray
        Shape of `own`: one row an interaction, the settings along the other axis.
    """
    arrived = delivered(chain, own)
    felt = np.zeros_like(arrived)  # change of the value with what arrives at each node
    felt[-1] = 1.0
    found = np.zeros_like(own)
    for place in range(len(chain.nodes) - 1, -1, -1):
        node = chain.nodes[place]
        inputs = arrived[list(node.inputs)]
        if node.gate is not None:
            passed = slopes(node.gate, inputs)
        else:
            kept = 1 - node.passed_on * (1 - inputs)
            found[node.own] = felt[place] * np.prod(kept, axis=0)
            passed = own[node.own] * node.passed_on * _without_each(kept)
        for one, slope in zip(node.inputs, passed, strict=True):
            felt[one] += felt[place] * slope
    return found


def _without_each(kept: Floats) -> Floats:
    """For each row the product of all others."""
    rows = [np.prod(np.delete(kept, k, axis=0), axis=0) for k in range(len(kept))]
    return np.stack(rows) if rows else kept


def _arrives(node: Node, inputs: Floats, own: Floats) -> Floats:
    if node.gate is not None:
        return combined(node.gate, inputs)
    arrives: Floats = own[node.own] * np.prod(1 - node.passed_on * (1 - inputs), axis=0)
    return arrives


def _all_outcomes(chain: Chain) -> Floats:
    """Every pattern of the shared steps: one row a step, one column a pattern."""
    n = len(chain.shared)
    return ((np.arange(2**n) >> np.arange(n)[:, None]) & 1).astype(float)


def _uniform(chain: Chain, samples: int, seed: int) -> Floats:
    """Uniform draws, each beside its mirror image: one row a shared step."""
    draw = np.random.default_rng(seed).random((len(chain.shared), (samples + 1) // 2))
    return np.concatenate([draw, 1 - draw], axis=1)


def _averaged(chain: Chain, own: Floats, drawn: Floats, *, exact: bool) -> tuple[Floats, Floats]:
    """Value and standard error, the shared steps held at each drawn outcome and averaged over."""
    settings, outcomes = own.shape[1], drawn.shape[1]
    spread = np.repeat(own, outcomes, axis=1)
    weight = np.ones(settings * outcomes)
    arrived: dict[int, Floats] = {}
    uses = _last_uses(chain)
    for place, node in enumerate(chain.nodes):
        inputs = np.array([arrived[one] for one in node.inputs]).reshape(-1, len(weight))
        chance = _arrives(node, inputs, spread)
        if place in chain.shared:
            row = np.tile(drawn[chain.shared.index(place)], settings)
            if exact:
                weight = weight * np.where(row == 1, chance, 1 - chance)
                chance = row
            else:
                chance = (row < chance).astype(float)
        arrived[place] = chance
        for one in uses.get(place, ()):
            del arrived[one]
    value = (arrived[len(chain.nodes) - 1] * weight).reshape(settings, outcomes)
    if exact:
        return value.sum(axis=1), np.zeros(settings)
    half = outcomes // 2
    pairs = (value[:, :half] + value[:, half:]) / 2
    return pairs.mean(axis=1), pairs.std(axis=1, ddof=1) / np.sqrt(half)


def _last_uses(chain: Chain) -> dict[int, list[int]]:
    """Node -> the nodes that nobody needs after it."""
    last = {one: place for place, node in enumerate(chain.nodes) for one in node.inputs}
    freed: dict[int, list[int]] = {}
    for one, place in last.items():
        freed.setdefault(place, []).append(one)
    return freed

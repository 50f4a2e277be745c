"""What arrives at each step of the chain and at the end user, for many settings at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np

from cxworkbench.ecosystem.chain import Chain, Node
from cxworkbench.ecosystem.gates import Floats, combined, slopes
from cxworkbench.ecosystem.settings import Settings, settings_of

MOST_HELD: Final = 10  # steps with several users, of which all 2^10 outcomes are gone through
WORLDS: Final = (
    200_000  # settings times outcomes that are worked out; more settings, fewer steps held
)
SAMPLES: Final = 2_000
AT_ONCE: Final = 20_000  # of them in memory at a time

Way = Literal["plain", "exact", "in part", "sampled", "products"]


@dataclass(frozen=True)
class Outcome:
    """The end user's value for each setting, and how steps with several users were handled.

    `way` is "plain" when no step feeds two others, "exact" when all outcomes of those that do were
    gone through, "in part" when those of the weightiest were and the others were taken for
    independent, "sampled" when outcomes were drawn, "products" when all were taken for independent,
    which is wrong by as much as they matter. `error` is the standard error of each value, 0 but for
    "sampled".
    """

    value: Floats
    way: Way
    error: Floats


def delivered(chain: Chain, own: Settings | Floats) -> Floats:
    """What arrives at each step when steps with several users are taken for independent.

    Parameters
    ----------
    chain
        As `chain_of` makes it.
    own
        Settings, or own rates alone: one row an interaction, the settings along the other axis.

    Returns
    -------
    numpy.ndarray
        One row a node of the chain, the settings along the other axis; the last row is the value.
    """
    given = settings_of(chain, own)
    arrived = np.empty((len(chain.nodes), len(given)))
    for place, node in enumerate(chain.nodes):
        arrived[place] = _arrives(node, place, arrived[list(node.inputs)], given)
    return arrived


def outcome_of(
    chain: Chain,
    own: Settings | Floats | None = None,
    *,
    way: Way | None = None,
    held: int | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
) -> Outcome:
    """The end user's value at each setting of the own rates, shared suppliers handled rightly.

    A step that feeds two others makes them succeed and fail together; multiplying their rates
    counts its failures twice. Where occasions are counted ("rate"), such steps are held fixed and
    averaged over: all of them up to 10; of more, those 10 by which the value would be most wrong.

    Parameters
    ----------
    chain
        As `chain_of` makes it.
    own
        Settings, or own rates alone: one row an interaction, the settings along the other axis;
        None for the chain's own rates.
    way
        To ask for one way; None takes "plain", "exact" or "in part", whichever fits.
    held
        How many steps with several users are held fixed; None for `held_for` of these settings.
        Values that are to be compared need the same number.
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
    given = settings_of(chain, own)
    taken = way or fitting_way(chain)
    if taken in ("plain", "products"):
        value = delivered(chain, given)[-1]
        return Outcome(value, taken, np.zeros_like(value))
    if taken == "sampled":
        return _sampled(chain, given, samples, seed)
    most = held_for(chain, len(given)) if held is None else held
    holds = weightiest(chain)[:most]
    drawn = ((np.arange(2 ** len(holds)) >> np.arange(len(holds))[:, None]) & 1).astype(float)
    value = np.concatenate(
        [_worlds(chain, part, holds, drawn).sum(axis=1) for part in _parts(given, drawn.shape[1])]
    )
    full: Way = "exact" if len(holds) == len(chain.shared) else "in part"
    return Outcome(value, full, np.zeros_like(value))


def fitting_way(chain: Chain) -> Way:
    """How the chain's value is worked out when nobody asks for a way."""
    if not chain.shared or chain.semantics == "graded":
        return "plain"
    return "exact" if len(chain.shared) <= MOST_HELD else "in part"


def held_for(chain: Chain, settings: int) -> int:
    """How many steps with several users are held fixed for so many settings."""
    room = int(np.log2(max(2.0, WORLDS / max(1, settings))))
    return len(chain.shared) if len(chain.shared) <= MOST_HELD else min(MOST_HELD, room)


@lru_cache(maxsize=64)
def weightiest(chain: Chain) -> tuple[int, ...]:
    """The steps with several users, first the one by which products would be most wrong."""
    many = len(chain.shared)
    arrived = np.empty((len(chain.nodes), 2 * many + 1))
    given = settings_of(chain).repeated(2 * many + 1)
    chance = np.zeros(many)
    for place, node in enumerate(chain.nodes):
        arrived[place] = _arrives(node, place, arrived[list(node.inputs)], given)
        if place in chain.shared:
            k = chain.shared.index(place)
            chance[k] = arrived[place, -1]
            arrived[place, 2 * k : 2 * k + 2] = (1.0, 0.0)
    right, wrong, value = arrived[-1, 0:-1:2], arrived[-1, 1:-1:2], arrived[-1, -1]
    off = np.abs(chance * right + (1 - chance) * wrong - value)
    return tuple(chain.shared[k] for k in np.argsort(-off, kind="stable"))


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


def _arrives(node: Node, place: int, inputs: Floats, given: Settings) -> Floats:
    passed_on = given.passed_on.get(place)
    if node.gate is not None:
        return combined(node.gate, inputs, passed_on, given.coincidence.get(place))
    taken = node.passed_on if passed_on is None else passed_on
    arrives: Floats = given.own[node.own] * np.prod(1 - taken * (1 - inputs), axis=0)
    return arrives


def _sampled(chain: Chain, given: Settings, samples: int, seed: int) -> Outcome:
    """Outcomes of all shared steps drawn, each draw beside its mirror image."""
    draw = np.random.default_rng(seed).random((len(chain.shared), (samples + 1) // 2))
    drawn = np.concatenate([draw, 1 - draw], axis=1)
    half = draw.shape[1]
    pairs = np.concatenate(
        [
            (worlds[:, :half] + worlds[:, half:]) / 2
            for part in _parts(given, drawn.shape[1])
            for worlds in [_worlds(chain, part, chain.shared, drawn, by_chance=True)]
        ]
    )
    return Outcome(pairs.mean(axis=1), "sampled", pairs.std(axis=1, ddof=1) / np.sqrt(half))


def _parts(given: Settings, outcomes: int) -> Iterator[Settings]:
    """The settings in parts that fit into memory with all their outcomes."""
    size = max(1, AT_ONCE // outcomes)
    for first in range(0, len(given), size):
        yield given.columns(first, first + size)


def _worlds(
    chain: Chain,
    given: Settings,
    holds: tuple[int, ...],
    drawn: Floats,
    *,
    by_chance: bool = False,
) -> Floats:
    """The value in each world, weighted by its chance: one row a setting, one column an outcome.

    `drawn` has a row for each step that is held: its outcome, or, `by_chance`, a number between 0
    and 1 below which it succeeds; then each world weighs the same.
    """
    settings, outcomes = len(given), drawn.shape[1]
    spread = given.repeated(outcomes)
    weight = np.ones(settings * outcomes)
    arrived: dict[int, Floats] = {}
    uses = _last_uses(chain)
    row_of = {place: row for row, place in enumerate(holds)}
    for place, node in enumerate(chain.nodes):
        inputs = np.array([arrived[one] for one in node.inputs]).reshape(-1, len(weight))
        chance = _arrives(node, place, inputs, spread)
        if place in row_of:
            row = np.tile(drawn[row_of[place]], settings)
            if by_chance:
                chance = (row < chance).astype(float)
            else:
                weight *= np.where(row == 1, chance, 1 - chance)
                chance = row
        arrived[place] = chance
        for one in uses.get(place, ()):
            del arrived[one]
    return (arrived[len(chain.nodes) - 1] * weight).reshape(settings, outcomes)


def _last_uses(chain: Chain) -> dict[int, list[int]]:
    """Node -> the nodes that nobody needs after it."""
    last = {one: place for place, node in enumerate(chain.nodes) for one in node.inputs}
    freed: dict[int, list[int]] = {}
    for one, place in last.items():
        freed.setdefault(place, []).append(one)
    return freed

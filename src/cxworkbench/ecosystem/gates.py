"""How steps of the chain combine: the operators of gates, on many settings at once."""

from collections.abc import Callable, Mapping
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cxworkbench.records.partners import Gate

Floats = NDArray[np.float64]


def combined(
    gate: Gate,
    inputs: Floats,
    passed_on: Floats | None = None,
    coincidence: Floats | float | None = None,
) -> Floats:
    """What a gate lets through, for each setting of its inputs.

    Parameters
    ----------
    gate
        Its `needs` in the order of the inputs.
    inputs
        Rates or levels, 0 to 1; one row an input, the settings along the other axes.
    passed_on
        Criticality of each input of a "noisy and" by setting, shape of `inputs`; None for the
        gate's own.
    coincidence
        Of "and" and "or" by setting; None for the gate's own.

    Returns
    -------
    numpy.ndarray
        Rates or levels, 0 to 1, one for each setting. "and" and "or" with coincidence theta mix
        the independent answer with that of failures that all fall together.

    Notes
    -----
    Read as rates, the inputs are independent but for `coincidence`; inputs that share a supplier
    are not, and the caller must hold that supplier fixed (see `outcome_of`).

    References
    ----------
    Frechet's bounds hold "and" between max(0, sum - n + 1) and the least input.

    Examples
    --------
    >>> from cxworkbench.records.partners import Needs
    >>> needs = (Needs(of="a"), Needs(of="b"))
    >>> two = np.array([[0.9], [0.8]])
    >>> gates = [Gate(id="g", name="g", operator=one, needs=needs) for one in ("and", "or", "min")]
    >>> [round(float(combined(gate, two)[0]), 2) for gate in gates]
    [0.72, 0.98, 0.8]
    """
    theta = gate.coincidence if coincidence is None else coincidence
    if gate.operator == "and":
        return _all_right(inputs, theta)
    if gate.operator == "or":
        return 1 - _all_right(1 - inputs, theta)
    if gate.operator == "noisy and":
        return _noisy_and(gate, inputs, passed_on)
    return _OPERATORS[gate.operator](gate, inputs)


def slopes(gate: Gate, inputs: Floats) -> Floats:
    """How much a gate's answer changes with each input, same shape as the inputs.

    At a weakest link that two inputs share the slope is split between them.
    """
    if gate.operator == "power":
        return _power_slopes(gate, inputs)
    if gate.operator == "min":
        return _least_slopes(inputs)
    if gate.operator in ("and", "or") and gate.coincidence:
        free = gate.model_copy(update={"coincidence": 0.0})
        together = _least_slopes(inputs if gate.operator == "and" else 1 - inputs)
        return (1 - gate.coincidence) * slopes(free, inputs) + gate.coincidence * together
    return np.stack([_rise(gate, inputs, k) for k in range(len(inputs))])


def _rise(gate: Gate, inputs: Floats, k: int) -> Floats:
    """Of an operator that is linear in each input: its answer at 1 less that at 0."""
    at = inputs.copy()
    at[k] = 1.0
    high = combined(gate, at)
    at[k] = 0.0
    return high - combined(gate, at)


def weights_of(gate: Gate) -> Floats:
    """The weights of a gate's inputs, adding up to 1."""
    given = np.array([one.weight for one in gate.needs])
    shares: Floats = given / given.sum()
    return shares


def _all_right(x: Floats, theta: Floats | float) -> Floats:
    free: Floats = np.prod(x, axis=0)
    return (1 - theta) * free + theta * x.min(axis=0) if np.any(theta) else free


def _k_of_n(gate: Gate, x: Floats) -> Floats:
    counts = [np.ones(x.shape[1:])]  # chance of each number of successes so far
    for one in x:
        stay = [count * (1 - one) for count in counts] + [np.zeros_like(one)]
        rise = [np.zeros_like(one)] + [count * one for count in counts]
        counts = [a + b for a, b in zip(stay, rise, strict=True)]
    enough: Floats = np.sum(counts[gate.k :], axis=0)
    return enough


def _noisy_and(gate: Gate, x: Floats, passed_on: Floats | None) -> Floats:
    own = _column([one.criticality for one in gate.needs], x)
    passed = own if passed_on is None else passed_on
    right: Floats = gate.leak * np.prod(1 - passed * (1 - x), axis=0)
    return right


def _mix(gate: Gate, x: Floats) -> Floats:
    mean: Floats = np.sum(_column(weights_of(gate), x) * x, axis=0)
    return mean


def _power(gate: Gate, x: Floats) -> Floats:
    weights, rho = _column(weights_of(gate), x), gate.exponent
    with np.errstate(divide="ignore", invalid="ignore"):
        if rho == 0:
            level: Floats = np.exp(np.sum(weights * np.log(x), axis=0))
            return level
        unit = _min(gate, x) if rho < 0 else np.ones(x.shape[1:])  # no power overflows
        level = unit * np.sum(weights * (x / unit) ** rho, axis=0) ** (1 / rho)
    return np.where(unit > 0, level, 0.0)


def _min(_: Gate, x: Floats) -> Floats:
    least: Floats = x.min(axis=0)
    return least


def _table(gate: Gate, x: Floats) -> Floats:
    total = np.zeros(x.shape[1:])
    for pattern, share in zip(product((0, 1), repeat=len(x)), gate.table, strict=True):
        if share:
            bits = _column(pattern, x)
            total += share * np.prod(np.where(bits == 1, x, 1 - x), axis=0)
    return total


def _least_slopes(x: Floats) -> Floats:
    least = x <= x.min(axis=0)
    shared: Floats = least / least.sum(axis=0)
    return shared


def _power_slopes(gate: Gate, x: Floats) -> Floats:
    floor = np.maximum(x, 1e-12)  # at 0 the slope has no end
    level = combined(gate, floor)
    weights = _column(weights_of(gate), x)
    return weights * (level / floor) ** (1 - gate.exponent)


def _column(values: object, x: Floats) -> Floats:
    return np.asarray(values, float).reshape(-1, *[1] * (x.ndim - 1))


_OPERATORS: Final[Mapping[str, Callable[[Gate, Floats], Floats]]] = {
    "k of n": _k_of_n, "mix": _mix, "power": _power, "min": _min, "table": _table,
}  # fmt: skip

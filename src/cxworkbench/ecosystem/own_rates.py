"""From what was delivered to what a company does of its own, and from judgement to a range."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import betainc

from cxworkbench.ecosystem.gates import Floats
from cxworkbench.ground.errors import DataProblem, ParameterProblem
from cxworkbench.records.partners import Rate

INSIDE: float = 0.8  # of the chance that people give to their range


@dataclass(frozen=True)
class Belief:
    """A Beta distribution of a rate; `occasions` is how many counted ones it is worth."""

    a: float
    b: float

    @property
    def occasions(self) -> float:
        """As many counted occasions would say as much, a + b - 1."""
        return self.a + self.b - 1


def own_from_delivered(
    delivered: float, inputs: dict[str, float], criticality: dict[str, float]
) -> float:
    """The own rate behind a delivered one: what the upstream failures took is given back.

    Parameters
    ----------
    delivered
        Share of occasions on which the recipient got what it expected, 0 to 1.
    inputs
        Upstream step -> its delivered rate.
    criticality
        Upstream step -> share of its failures that are passed on.

    Raises
    ------
    DataProblem
        The own rate would be above 1: the three figures do not go together.

    Notes
    -----
    Surveys and tickets measure what was delivered. Taken for an own rate it counts upstream
    failures twice.

    Examples
    --------
    >>> round(own_from_delivered(0.81, {"till": 0.9}, {"till": 1.0}), 2)
    0.9
    """
    kept = float(np.prod([1 - criticality[one] * (1 - rate) for one, rate in inputs.items()]))
    if delivered > kept + 1e-9:
        raise DataProblem(
            f"A delivered rate of {delivered:.2f} is more than its inputs let through "
            f"({kept:.2f}). One of the figures is wrong, or failures of the inputs are recovered "
            "more often: lower the criticality."
        )
    return min(1.0, delivered / kept) if kept else 0.0


def elicited(low: float, likely: float, high: float, *, inside: float = INSIDE) -> Belief:
    """What people in the know believe of a rate, from their low, likely and high.

    Returns
    -------
    Belief
        The Beta distribution whose mode is `likely` and that has `inside` of its mass from `low`
        to `high`.

    Raises
    ------
    ParameterProblem
        The three are not in order, not strictly between 0 and 1 in the middle, or so wide that
        nothing is said.

    Examples
    --------
    >>> belief = elicited(0.7, 0.85, 0.95)
    >>> round((belief.a - 1) / (belief.a + belief.b - 2), 2), round(belief.occasions)
    (0.85, 13)
    """
    if not 0 <= low < likely < high <= 1:
        raise ParameterProblem(
            f"Low, likely and high are {low}, {likely} and {high}. They rise, from 0 to 1, and "
            "likely lies between the other two."
        )

    def over(strength: float) -> float:
        return _mass(likely, strength, low, high) - inside

    if over(0.0) > 0:
        raise ParameterProblem(
            f"The range from {low} to {high} is so wide that it says nothing. Narrow it, or leave "
            "the rate unknown."
        )
    strength = brentq(over, 0.0, 1e6)
    return Belief(1 + likely * strength, 1 + (1 - likely) * strength)


def belief_of(rate: Rate) -> Belief | None:
    """What is known of a rate as a distribution; None when nothing is known of its spread.

    Counted occasions give Beta(k + 1/2, n - k + 1/2); a judged range the one that fits it.
    """
    if rate.value is None:
        return None
    if rate.n:
        met = rate.value * rate.n
        return Belief(met + 0.5, rate.n - met + 0.5)
    if rate.low is None or rate.high is None or not rate.low < rate.value < rate.high:
        return None
    return elicited(rate.low, rate.value, rate.high)


def pooled_beliefs(beliefs: list[Belief], draws: int, seed: int) -> Floats:
    """Draws from several people's beliefs, each as likely to be right as the others."""
    draw = np.random.default_rng(seed)
    whose = draw.integers(len(beliefs), size=draws)
    a = np.array([one.a for one in beliefs])[whose]
    b = np.array([one.b for one in beliefs])[whose]
    return draw.beta(a, b)


def _mass(likely: float, strength: float, low: float, high: float) -> float:
    a, b = 1 + likely * strength, 1 + (1 - likely) * strength
    return float(betainc(a, b, high) - betainc(a, b, low))

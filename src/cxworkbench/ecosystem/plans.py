"""Where a budget for improving goes: together, each alone, in equal parts, each for itself."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize

from cxworkbench.ecosystem.chain import Chain
from cxworkbench.ecosystem.gates import Floats
from cxworkbench.ecosystem.outcome import fitting_way, gradient, outcome_of
from cxworkbench.ground.errors import ParameterProblem

SMALL: Final = 80  # interactions; up to so many, plans are polished by a general optimizer
ROUNDS: Final = 200
JOINT, EQUAL, FOR_ITSELF = "together", "equal parts", "each for itself"


@dataclass(frozen=True)
class Plan:
    """What is spent on each interaction, in the order of the chain, and what the value becomes."""

    spend: Floats
    value: float


def improved(chain: Chain, spend: Floats) -> Floats:
    """Own rates after spending: cap - (cap - own) exp(-ease x spend), never below what they are.

    How fast money helps (`ease`) and how far (`cap`) is judgement, and so is every plan.
    """
    cap = np.maximum(chain.cap, chain.own)
    better: Floats = cap - (cap - chain.own) * np.exp(-chain.ease * spend)
    return better


def best_plan(chain: Chain, budget: float, *, companies: tuple[str, ...] = ()) -> Plan:
    """The split of a budget that gives the end user most, over all interactions or some companies'.

    Parameters
    ----------
    chain
        As `chain_of` makes it.
    budget
        0 and more, in the unit in which `ease` was judged.
    companies
        Who may be improved; nobody named means all.

    Notes
    -----
    Where all must go right, in a mix and at a weakest link the best is found (the value is concave
    in spending there, or its logarithm is). With back-ups and tables there may be a better one
    that the search does not see.

    Examples
    --------
    >>> from cxworkbench.ecosystem.chains import series
    >>> plan = best_plan(series(0.8, 0.8), 2.0)
    >>> plan.spend.round(3), round(plan.value, 4)
    (array([1., 1.]), 0.8583)
    """
    if budget < 0:
        raise ParameterProblem(f"A budget is 0 or more, and here it is {budget}.")
    mine: NDArray[np.bool_] = np.ones(len(chain.own), bool)
    if companies:
        mine = np.any([chain.of(one) for one in companies], axis=0)
    starts = [_filled(chain, np.zeros_like(chain.own), mine, budget), mine * budget / mine.sum()]
    plans = [_climbed(chain, start, mine, budget) for start in starts]
    if mine.sum() <= SMALL and budget:
        plans += [_polished(chain, plan.spend, mine, budget) for plan in list(plans)]
        plans = [_exchanged(chain, max(plans, key=lambda one: one.value), mine, budget), *plans]
    return max(plans, key=lambda one: one.value)


def equal_plan(chain: Chain, budget: float) -> Plan:
    """Each company spends the same on its own interactions, as well as it can in turn."""
    part = budget / len(chain.companies)
    spend = np.zeros_like(chain.own)
    for _ in range(3):
        for company in chain.companies:
            mine = chain.of(company)
            spend = _climbed(chain, np.where(mine, part / mine.sum(), spend), mine, part).spend
    return Plan(spend, _value(chain, spend))


def plan_for_itself(
    chain: Chain, worth: float, shares: dict[str, float] | None = None, *, rounds: int = ROUNDS
) -> Plan:
    """What companies spend when each pays its own and gets only its share of the value (Nash).

    Parameters
    ----------
    chain
        As `chain_of` makes it.
    worth
        What the whole value 1 is worth to all together, in the unit of the budget.
    shares
        Company -> its share of the worth; equal ones when none are given.
    rounds
        Turns in which each answers the others, until nothing changes.

    References
    ----------
    Moral hazard in teams: Holmstrom (1982).
    """
    given = shares or dict.fromkeys(chain.companies, 1 / len(chain.companies))
    share = np.array([given.get(one, 0.0) for one in chain.companies])[chain.provider]
    room = np.maximum(chain.cap, chain.own) - chain.own
    spend = np.zeros_like(chain.own)
    for _ in range(rounds):
        slope = np.maximum(_slope(chain, improved(chain, spend)), 0.0)
        pull = share * worth * slope * chain.ease * room
        with np.errstate(divide="ignore"):
            answer = np.maximum(0.0, np.log(pull) / chain.ease)
        moved = (spend + answer) / 2
        if np.abs(moved - spend).max() < 1e-12:
            break
        spend = moved
    return Plan(spend, _value(chain, spend))


def compared_plans(chain: Chain, budget: float, *, worth: float | None = None) -> pd.DataFrame:
    """One budget spent together, by each company alone, in equal parts and each for itself.

    Returns
    -------
    pandas.DataFrame
        `plan`, "together", a company's id for it alone, "equal parts", "each for itself" (only
        with `worth`; it spends what pays, not the budget); `spent`; `value`; `gain`, points of
        value; `multiplier`, the joint gain over this one, 1 and more, inf where this one gains
        nothing.

    Notes
    -----
    What cooperation is worth is the joint gain less the best gain of one alone.
    """
    joint = best_plan(chain, budget)
    alone = {one: best_plan(chain, budget, companies=(one,)) for one in chain.companies}
    plans = {JOINT: joint, **alone, EQUAL: equal_plan(chain, budget)}
    if worth is not None:
        plans[FOR_ITSELF] = plan_for_itself(chain, worth)
    base = _value(chain, np.zeros_like(chain.own))
    gain = np.array([one.value - base for one in plans.values()])
    with np.errstate(divide="ignore", invalid="ignore"):
        multiplier = np.where(gain > 1e-12, gain[0] / gain, np.inf if gain[0] > 1e-12 else np.nan)
    return pd.DataFrame(
        {
            "plan": list(plans),
            "spent": [float(one.spend.sum()) for one in plans.values()],
            "value": [one.value for one in plans.values()],
            "gain": gain,
            "multiplier": multiplier,
        }
    )


def plan_table(chain: Chain, plan: Plan) -> pd.DataFrame:
    """A plan by interaction: `interaction`, `company`, `spend`, `own`, `then`; most spent first."""
    table = pd.DataFrame(
        {
            "interaction": chain.interactions,
            "company": [chain.companies[one] for one in chain.provider],
            "spend": plan.spend,
            "own": chain.own,
            "then": improved(chain, plan.spend),
        }
    )
    return table.sort_values("spend", ascending=False, kind="stable", ignore_index=True)


def _filled(chain: Chain, spend: Floats, mine: NDArray[np.bool_], budget: float) -> Floats:
    """The best spending were the value straight in the own rates: money fills up like water."""
    room = np.maximum(chain.cap, chain.own) - chain.own
    slope = np.maximum(_slope(chain, improved(chain, spend)), 0.0)
    pull = np.where(mine, slope * chain.ease * room, 0.0)
    if budget <= 0 or pull.max() <= 0:
        return np.where(mine, budget / mine.sum(), 0.0)
    with np.errstate(divide="ignore"):
        height = np.log(pull)

    def over(level: float) -> float:
        return float(np.sum(np.maximum(0.0, height - level) / chain.ease)) - budget

    top = float(height.max())
    low = top - float(chain.ease.max()) * budget - 1.0
    level = brentq(over, low, top, xtol=1e-13)
    filled: Floats = np.maximum(0.0, height - level) / chain.ease
    return filled


def _climbed(chain: Chain, spend: Floats, mine: NDArray[np.bool_], budget: float) -> Plan:
    """Water filled again and again, each time as far as the value rises."""
    now = _value(chain, spend)
    for _ in range(ROUNDS):
        aim = np.where(mine, _filled(chain, spend, mine, budget), spend)
        tried = [(spend + t * (aim - spend)) for t in (1.0, 0.5, 0.25, 0.1, 0.03, 0.01)]
        values = _values(chain, tried)
        best = int(np.argmax(values))
        if values[best] <= now + 1e-13:
            break
        spend, now = tried[best], float(values[best])
    return Plan(spend, now)


def _polished(chain: Chain, spend: Floats, mine: NDArray[np.bool_], budget: float) -> Plan:
    """The plan as a general optimizer leaves it."""
    places = np.flatnonzero(mine)

    def whole(part: Floats) -> Floats:
        full = np.zeros_like(chain.own)
        full[places] = np.maximum(part, 0.0)
        return full

    def slope(part: Floats) -> Floats:
        full = whole(part)
        better = improved(chain, full)
        cap = np.maximum(chain.cap, chain.own)
        found: Floats = (_slope(chain, better) * chain.ease * (cap - better))[places]
        return -found

    found = minimize(
        lambda part: -_value(chain, whole(part)),
        spend[places],
        jac=slope,
        method="SLSQP",
        bounds=[(0, budget)] * len(places),
        constraints={
            "type": "ineq",
            "fun": lambda part: budget - part.sum(),
            "jac": lambda part: -np.ones_like(part),
        },
        options={"ftol": 1e-14, "maxiter": 300},
    )
    full = whole(found.x)
    full *= min(1.0, budget / full.sum()) if full.sum() else 1.0
    return Plan(full, _value(chain, full))


def _exchanged(chain: Chain, plan: Plan, mine: NDArray[np.bool_], budget: float) -> Plan:
    """Money moved between two interactions while that helps: past kinks of a weakest link."""
    places = [int(one) for one in np.flatnonzero(mine)]
    spend, now, step = plan.spend.copy(), plan.value, budget / 4
    while step > 1e-7 * budget:
        pairs = [(a, b) for a in places if spend[a] > 0 for b in places if b != a]
        tried = [_moved(spend, a, b, min(step, spend[a])) for a, b in pairs]
        values = _values(chain, tried) if tried else np.array([now])
        if values.max() > now + 1e-13:
            spend, now = tried[int(values.argmax())], float(values.max())
        else:
            step /= 2
    return Plan(spend, now)


def _moved(spend: Floats, source: int, sink: int, amount: float) -> Floats:
    moved = spend.copy()
    moved[source] -= amount
    moved[sink] += amount
    return moved


def _slope(chain: Chain, own: Floats) -> Floats:
    """How much the value rises with each own rate, shared suppliers handled as for the value."""
    if fitting_way(chain) == "plain" or len(own) > SMALL:
        return gradient(chain, own[:, None])[:, 0]
    n = len(own)
    both = np.repeat(own[:, None], 2 * n, axis=1)
    both[np.arange(n), np.arange(n)] = 1.0
    both[np.arange(n), n + np.arange(n)] = 0.0
    values = outcome_of(chain, both).value
    return values[:n] - values[n:]


def _value(chain: Chain, spend: Floats) -> float:
    return float(_values(chain, [spend])[0])


def _values(chain: Chain, spends: list[Floats]) -> Floats:
    return outcome_of(chain, np.stack([improved(chain, one) for one in spends], axis=1)).value

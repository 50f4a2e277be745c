"""The best set of actions that a budget pays for, with what each of them waits for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.language import say
from cxworkbench.insight.candidates import candidates
from cxworkbench.insight.worth import Unit, value_unit, worth_parts
from cxworkbench.records.register import Entry, Register

RUNNING: Final = "in progress"
FEWEST_OF_VALUE: Final = 1e-9


@dataclass(frozen=True)
class Choice:
    """One action that can be bought: its cost, what it takes away, and what comes before it."""

    id: str
    cost: float
    worth: Mapping[str, float]  # finding -> its value; one that several take away counts once
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class BestSet:
    """What a budget buys at best.

    `table`: one row an action that can be reckoned with: `action_id`, `title`, `cost`, `alone` (its
    value by itself), `chosen`, `by_rule` (whether the simple rule would take it too). `left_out`:
    `action_id`, `title`, `why` of those that cannot. `value` and `cost` of the set; `rule_value` of
    the simple rule, and `gap`, how much of the best value that rule misses, 0 to 1.
    """

    table: pd.DataFrame
    left_out: pd.DataFrame
    unit: Unit
    budget: float
    value: float
    cost: float
    rule_value: float
    gap: float


def best_set(
    register: Register, *, budget: float | None = None, unit: Unit | None = None
) -> BestSet:
    """The actions of greatest value together that cost no more than the budget, exactly.

    An action comes only with all it waits for. A finding that several actions take away counts
    once. Actions in progress are kept. Found by integer programming; among sets of equal value the
    cheapest.

    Parameters
    ----------
    register
        Its actions that are not done, dropped or rejected.
    budget
        For all of them together; without it the register's own.
    unit
        Of the value; see `insight.worth.value_unit`.

    Raises
    ------
    ParameterProblem
        There is no budget, it is negative, or actions in progress cost more than it.

    Notes
    -----
    The simple rule takes again and again what brings most value for its cost, with what it waits
    for. It is shown because people do it by hand, and can be far off. An action whose cost or
    value is unknown is left out and listed; so is one that waits for such an action.

    References
    ----------
    Knapsack with precedence: Kellerer, Pferschy & Pisinger (2004), Knapsack Problems, ch. 13.
    """
    amount = register.budget if budget is None else budget
    if amount is None:
        raise ParameterProblem(
            "There is no budget to choose within. Set budget in the register, or give one: "
            "--budget 50000."
        )
    if amount < 0:
        raise ParameterProblem(f"The budget is {amount:g}. It is 0 or more.")
    in_unit = unit or value_unit(register)
    entries = candidates(register)
    done = {one.id for one in register.entries if one.progress == "done"}
    choices, left = _choices(register, entries, in_unit, done)
    running = {one.id for one in entries if one.progress == RUNNING}
    kept = {one.id for one in choices} & running
    chosen = choose(choices, amount, keep=kept)
    rule = choose_by_rule(choices, amount, keep=kept)
    worth, by_rule = value_of(choices, chosen), value_of(choices, rule)
    titles = {one.id: one.title for one in entries}
    rows = [
        (
            one.id,
            titles[one.id],
            one.cost,
            sum(one.worth.values()),
            one.id in chosen,
            one.id in rule,
        )
        for one in choices
    ]
    names = ["action_id", "title", "cost", "alone", "chosen", "by_rule"]
    why = [(key, titles[key], reason) for key, reason in left.items()]
    return BestSet(
        table=pd.DataFrame(rows, columns=names),
        left_out=pd.DataFrame(why, columns=["action_id", "title", "why"]),
        unit=in_unit,
        budget=float(amount),
        value=worth,
        cost=sum(one.cost for one in choices if one.id in chosen),
        rule_value=by_rule,
        gap=(worth - by_rule) / worth if worth > 0 else 0.0,
    )


def choose(choices: Sequence[Choice], budget: float, *, keep: Collection[str] = ()) -> set[str]:
    """The ids of the best set; see `best_set`.

    Examples
    --------
    >>> few = [Choice("a", 6, {"x": 9}), Choice("b", 5, {"y": 5}), Choice("c", 5, {"z": 5})]
    >>> sorted(choose(few, 10)), sorted(choose_by_rule(few, 10))
    (['b', 'c'], ['a'])
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    _require_room(choices, budget, keep)
    if not choices:
        return set()
    findings = sorted({key for one in choices for key, value in one.worth.items() if value > 0})
    number, names = len(choices), [one.id for one in choices]
    wide = number + len(findings)
    worth = {key: max(one.worth.get(key, 0.0) for one in choices) for key in findings}
    costs = np.array([*(one.cost for one in choices), *([0.0] * len(findings))])
    gains = np.array([*([0.0] * number), *(worth[key] for key in findings)])
    lows = np.array([*(float(one.id in keep) for one in choices), *([0.0] * len(findings))])
    rules = [costs]
    for place, one in enumerate(choices):
        for other in one.after:
            rule = np.zeros(wide)
            rule[place], rule[names.index(other)] = 1.0, -1.0
            rules.append(rule)
    for place, key in enumerate(findings):
        rule = np.zeros(wide)
        rule[number + place] = 1.0
        rule[:number] = [-1.0 if one.worth.get(key, 0.0) > 0 else 0.0 for one in choices]
        rules.append(rule)
    whole = np.array([1] * number + [0] * len(findings))
    given = {"integrality": whole, "bounds": Bounds(lows, np.ones(wide))}
    most = np.zeros(len(rules))
    most[0] = budget + 1e-9 * max(budget, 1.0)
    within = LinearConstraint(np.array(rules), -np.inf, most)
    best = milp(-gains, constraints=within, options={"mip_rel_gap": 0.0}, **given)
    # Of several best sets the cheapest, so that nothing is bought for no value.
    as_good = LinearConstraint(gains, float(-best.fun) - FEWEST_OF_VALUE * max(1.0, -best.fun))
    cheapest = milp(costs, constraints=[within, as_good], options={"mip_rel_gap": 0.0}, **given)
    found = cheapest if cheapest.x is not None else best
    return {one.id for one, taken in zip(choices, found.x, strict=False) if taken > 0.5}


def choose_by_rule(
    choices: Sequence[Choice], budget: float, *, keep: Collection[str] = ()
) -> set[str]:
    """What the simple rule takes: most value for the cost first, with what it waits for."""
    by_id = {one.id: one for one in choices}
    taken = set().union(*(_with_before(by_id, one) for one in keep)) if keep else set()
    while True:
        offers = []
        for place, one in enumerate(choices):
            more = _with_before(by_id, one.id) - taken
            cost = sum(by_id[key].cost for key in more)
            spent = sum(by_id[key].cost for key in taken)
            gain = value_of(choices, taken | more) - value_of(choices, taken)
            if more and gain > 0 and spent + cost <= budget + 1e-9:
                offers.append((-gain / cost if cost else -np.inf, place, more))
        if not offers:
            return taken
        taken |= min(offers, key=lambda offer: offer[:2])[2]


def value_of(choices: Sequence[Choice], taken: Collection[str]) -> float:
    """What a set is worth: each finding that one of its actions takes away, once."""
    worth: dict[str, float] = {}
    for one in choices:
        if one.id in taken:
            for key, value in one.worth.items():
                worth[key] = max(value, worth.get(key, 0.0))
    return float(sum(worth[key] for key in sorted(worth)))


def _with_before(by_id: Mapping[str, Choice], first: str) -> set[str]:
    needed, waiting = set(), [first]
    while waiting:
        one = waiting.pop()
        if one not in needed:
            needed.add(one)
            waiting += by_id[one].after
    return needed


def _require_room(choices: Sequence[Choice], budget: float, keep: Collection[str]) -> None:
    by_id = {one.id: one for one in choices}
    needed = set().union(*(_with_before(by_id, one) for one in keep)) if keep else set()
    cost = sum(by_id[one].cost for one in needed)
    if cost > budget + 1e-9:
        raise ParameterProblem(
            f"{len(needed)} of the actions are in progress, or waited for by one that is; they "
            f"cost {cost:,.0f}, and the budget is {budget:,.0f}. Raise the budget, or stop one of "
            "them."
        )


def _choices(
    register: Register, entries: Sequence[Entry], unit: Unit, done: Collection[str]
) -> tuple[list[Choice], dict[str, str]]:
    choices: dict[str, Choice] = {}
    left: dict[str, str] = {}
    for one in entries:
        parts = worth_parts(register, one, unit)
        missing = [word for word, known in (("cost", one.cost is not None), ("value", parts))
                   if not known]  # fmt: skip
        if missing or one.cost is None:
            left[one.id] = say("its {missing} is unknown", missing=say(" and ").join(missing))
            continue
        after = tuple(other for other in one.depends_on if other not in done)
        worth = {part.finding_id: max(part.value, 0.0) for part in parts}
        choices[one.id] = Choice(one.id, one.cost, worth, after)
    while True:
        lost = {
            key: other
            for key, one in choices.items()
            for other in one.after[::-1]
            if other not in choices
        }
        if not lost:
            return list(choices.values()), left
        for key, other in lost.items():
            left[key] = say("it waits for {other}, which cannot be chosen", other=other)
            del choices[key]

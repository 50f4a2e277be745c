"""The planned journey against the actual ones: where they part, and in which way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cxworkbench.ground.errors import ParameterProblem, sample_of
from cxworkbench.journey.mining.log import DAY
from cxworkbench.journey.mining.times import cases_of
from cxworkbench.journey.mining.variants import Variants

Ints = NDArray[np.integer[Any]]
MISSING: Final = "missing"
UNEXPECTED: Final = "unexpected"
OUT_OF_ORDER: Final = "out of order"
REPEATED: Final = "repeated"
LATE: Final = "late"
KINDS: Final = (MISSING, UNEXPECTED, OUT_OF_ORDER, REPEATED, LATE)
_BLOCK: Final = 4_000_000  # cells of the table of alignment held at a time


@dataclass(frozen=True)
class PlannedStep:
    """One step of a plan: what happens, whether it may be left out, and by when it is due.

    `within_days` counts from the planned step before it that did happen, for the first one that did
    from the journey's first event; None: any time.
    """

    activity: str
    optional: bool = False
    within_days: float | None = None


@dataclass(frozen=True)
class Alignment:
    """A path laid beside a plan: which planned step each event is, −1 for none, and at what cost.

    The cost counts required steps that did not happen and events that are no planned step.
    """

    cost: int
    step_of: tuple[int, ...]


@dataclass(frozen=True)
class Conformance:
    """Journeys against a plan.

    `journeys`: one row a case: `case`, `variant` from 1, `cost`, `fitness` (1: as planned, 0:
    nothing in common), `late`, the steps that came late. `deviations`: one row a kind and
    activity, the most frequent first: `kind`, `activity`, `cases`, `share` of all, `times`,
    `example`, a case.
    """

    plan: tuple[PlannedStep, ...]
    journeys: pd.DataFrame
    deviations: pd.DataFrame


def align(plan: Sequence[PlannedStep], path: Sequence[str]) -> Alignment:
    """The cheapest way to lay a path beside a plan.

    Each required step that did not happen costs 1, each event that is no planned step costs 1, an
    optional step that did not happen nothing. Of ways that cost the same the one is told that keeps
    the later planned steps: of two steps that changed places the earlier one is out of order.

    Examples
    --------
    >>> plan = [PlannedStep("ask"), PlannedStep("offer"), PlannedStep("buy")]
    >>> align(plan, ["ask", "buy", "help"])
    Alignment(cost=2, step_of=(0, 2, -1))
    """
    known = {name: at for at, name in enumerate(dict.fromkeys((*path, *_names(plan))))}
    steps = np.array([[known[one] for one in path]], dtype=np.int64).reshape(1, len(path))
    saved, gained = _saved(plan, known, steps)
    return Alignment(
        _required(plan) + len(path) - int(saved[-1, 0, -1]),
        tuple(_traced(saved[:, 0], gained[:, 0]).tolist()),
    )


def conformance(found: Variants, plan: Sequence[PlannedStep]) -> Conformance:
    """Each journey laid beside the plan, with every deviation by kind.

    Kinds: "missing", a required step that did not happen; "unexpected", an event the plan does not
    know; "repeated", a planned one again; "out of order", a planned one that happened, and not
    where the plan has it (it is told once, not as missing and unexpected); "late", a step that took
    longer than the plan allows.

    Parameters
    ----------
    found
        The variants of the log; each is aligned once, however many cases took it.
    plan
        The steps in order. One activity may be planned twice.

    Raises
    ------
    ParameterProblem
        The plan has no steps, or allows a step a negative time.

    Notes
    -----
    Where nothing was written down, nothing can be seen: "missing" means missing in the log. A plan
    is what somebody wished, and a journey that parts from it may be the better one.
    """
    _require_plan(plan)
    log = found.log
    known = {name: at for at, name in enumerate(dict.fromkeys((*log.activities, *_names(plan))))}
    costs = np.zeros(len(found), dtype=np.int64)
    late_of = np.zeros(len(log.cases), dtype=np.int64)
    rows: list[tuple[str, str, Ints, int]] = []
    by_variant = np.argsort(found.of_case, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(found.cases)])
    for variant, saved, gained, length in _each(found, plan, known):
        costs[variant] = _required(plan) + length - int(saved[-1, -1])
        cases = by_variant[bounds[variant] : bounds[variant + 1]]
        step_of = _traced(saved, gained)
        path = log.path(int(found.first_case[variant]))
        rows += [(kind, name, cases, n) for kind, name, n in _typed(plan, path, step_of)]
        for name, late in _late(found, plan, cases, step_of):
            rows.append((LATE, name, late, 1))
            late_of[late] += 1
    worst = _required(plan) + log.lengths
    cost = costs[found.of_case]
    journeys = pd.DataFrame(
        {
            "case": pd.Series(log.case_names(), dtype="str"),
            "variant": found.of_case + 1,
            "cost": cost,
            "fitness": 1 - cost / worst,
            "late": late_of,
        }
    )
    return Conformance(tuple(plan), journeys, _deviations(rows, found))


def _names(plan: Sequence[PlannedStep]) -> list[str]:
    return [step.activity for step in plan]


def _required(plan: Sequence[PlannedStep]) -> int:
    return sum(not step.optional for step in plan)


def _saved(plan: Sequence[PlannedStep], known: dict[str, int], steps: Ints) -> tuple[Ints, Ints]:
    """What laying beside each other saves: after each planned step, for each path, by its length.

    A match saves the event's cost, and the step's where it is required. One row of the table needs
    no loop over events: what is saved never falls along a path, so a running maximum carries it.
    """
    saved = np.zeros((len(plan) + 1, len(steps), steps.shape[1] + 1), dtype=np.int32)
    gained = np.zeros((len(plan), len(steps), steps.shape[1]), dtype=np.int8)
    for at, step in enumerate(plan):
        gained[at] = np.where(steps == known[step.activity], 1 if step.optional else 2, 0)
        with_match = np.where(gained[at] > 0, saved[at, :, :-1] + gained[at], 0)
        saved[at + 1] = saved[at]
        np.maximum(saved[at + 1, :, 1:], with_match, out=saved[at + 1, :, 1:])
        np.maximum.accumulate(saved[at + 1], axis=1, out=saved[at + 1])
    return saved, gained


def _traced(saved: Ints, gained: Ints) -> Ints:
    """The planned step of each event, −1 for none, by walking back from the end."""
    step_of = np.full(gained.shape[1], -1, dtype=np.int64)
    step, event = gained.shape
    while step and event:
        gain = gained[step - 1, event - 1]
        if gain and saved[step, event] == saved[step - 1, event - 1] + gain:
            step_of[event - 1] = step - 1
            step, event = step - 1, event - 1
        elif saved[step, event] == saved[step, event - 1]:
            event -= 1
        else:
            step -= 1
    return step_of


def _each(found: Variants, plan: Sequence[PlannedStep], known: dict[str, int]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Every variant with its table, those of like length together in one piece of memory."""
    log = found.log
    lengths = log.lengths[found.first_case]
    order = np.argsort(lengths, kind="stable")
    start = 0
    while start < len(order):
        stop = start + 1
        while (
            stop < len(order)
            and (stop - start + 1) * (int(lengths[order[stop]]) + 1) * (len(plan) + 1) <= _BLOCK
        ):
            stop += 1
        some = order[start:stop]
        steps = np.full((len(some), int(lengths[some[-1]])), -1, dtype=np.int64)
        for row, variant in enumerate(some.tolist()):
            case = int(found.first_case[variant])
            steps[row, : lengths[variant]] = log.steps[log.starts[case] : log.starts[case + 1]]
        saved, gained = _saved(plan, known, steps)
        for row, variant in enumerate(some.tolist()):
            length = int(lengths[variant])
            yield variant, saved[:, row, : length + 1], gained[:, row, :length], length
        start = stop


def _typed(
    plan: Sequence[PlannedStep], path: Sequence[str], step_of: Ints
) -> list[tuple[str, str, int]]:
    """The deviations of one path but lateness: kind, activity, how often."""
    met = set(step_of.tolist())
    missing: dict[str, int] = {}
    for at, step in enumerate(plan):
        if at not in met:
            missing[step.activity] = missing.get(step.activity, 0) + 1
    required = {
        step.activity for at, step in enumerate(plan) if at not in met and not step.optional
    }
    counts: dict[tuple[str, str], int] = {}

    def add(kind: str, name: str) -> None:
        counts[kind, name] = counts.get((kind, name), 0) + 1

    planned = set(_names(plan))
    for name, step in zip(path, step_of.tolist(), strict=True):
        if step >= 0:
            continue
        if name not in planned:
            add(UNEXPECTED, name)
        elif missing.get(name):
            missing[name] -= 1
            add(OUT_OF_ORDER, name)
        else:
            add(REPEATED, name)
    for name in dict.fromkeys(_names(plan)):
        for _ in range(missing.get(name, 0) if name in required else 0):
            add(MISSING, name)
    return [(kind, name, n) for (kind, name), n in counts.items()]


def _late(
    found: Variants, plan: Sequence[PlannedStep], cases: Ints, step_of: Ints
) -> list[tuple[str, Ints]]:
    """Of each planned step with a time limit the cases in which it came late."""
    told = []
    starts, times = found.log.starts[cases], found.log.times
    before = 0
    for event in np.flatnonzero(step_of >= 0).tolist():
        step = plan[int(step_of[event])]
        if step.within_days is not None:
            took = (times[starts + event] - times[starts + before]) / DAY
            late = cases[took > step.within_days]
            if len(late):
                told.append((step.activity, late))
        before = event
    return told


def _deviations(rows: list[tuple[str, str, Ints, int]], found: Variants) -> pd.DataFrame:
    together: dict[tuple[str, str], list[tuple[Ints, int]]] = {}
    for kind, name, cases, times in rows:
        together.setdefault((kind, name), []).append((cases, times))
    told = []
    for (kind, name), parts in together.items():
        cases = np.unique(np.concatenate([one for one, _ in parts]))
        times = sum(len(one) * n for one, n in parts)
        told.append((kind, name, len(cases), times, int(cases[0])))
    table = pd.DataFrame(told, columns=["kind", "activity", "cases", "times", "at"])
    table["example"] = pd.Series(cases_of(found.log, table["at"].to_numpy(np.int64)), dtype="str")
    table.insert(3, "share", table["cases"] / len(found.log.cases))
    order = table.assign(rank=[KINDS.index(kind) for kind in table["kind"]])
    table = order.sort_values(
        ["cases", "rank", "activity"], ascending=[False, True, True], kind="stable"
    ).drop(columns=["rank", "at"])
    return table.reset_index(drop=True)


def _require_plan(plan: Sequence[PlannedStep]) -> None:
    if not plan:
        raise ParameterProblem("A plan without steps says nothing; name at least one.")
    wrong = [
        step.activity for step in plan if step.within_days is not None and step.within_days < 0
    ]
    if wrong:
        raise ParameterProblem(
            f"{len(wrong)} of {len(plan)} planned steps are due in less than no time: "
            f"{sample_of(wrong)}. within_days is 0 or more."
        )

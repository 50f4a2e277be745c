"""The roadmap: actions in waves, each after what it waits for and within what people can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.language import say
from cxworkbench.insight.candidates import candidates
from cxworkbench.insight.priorities import rank_actions
from cxworkbench.records.register import Entry, Register

COLUMNS: Final = ("wave", "action_id", "title", "stage_id", "owner", "effort", "cost", "after",
                  "set_by", "clash")  # fmt: skip
USUAL_CAPACITY: Final = 60.0  # person-days: one person for a quarter
PERSON: Final = "a person"
RULE: Final = "the rule"


@dataclass(frozen=True)
class Roadmap:
    """Waves of actions.

    `waves`: one row a planned action, by wave and then in the order given: `wave` from 1, `effort`
    in person-days, `cost`, `after` (ids it waits for), `set_by` ("a person" or "the rule"), `clash`
    (why a person's wave cannot hold, else empty). `loads`: `wave`, `actions`, `effort`, `cost`,
    `cost_unknown` (actions of unknown cost). `unplanned`: `action_id`, `title`, `why`.
    """

    waves: pd.DataFrame
    loads: pd.DataFrame
    unplanned: pd.DataFrame
    capacity: float


def plan_waves(actions: Sequence[Entry], *, capacity: float, done: Sequence[str] = ()) -> Roadmap:
    """Actions in waves: each in the first wave after all it waits for that has room for it.

    Parameters
    ----------
    actions
        Most important first; where two fit into one wave and it has room for one, the first
        goes there. A wave that a person set (`Entry.wave`) stays.
    capacity
        Person-days of one wave.
    done
        Ids of actions that need not be waited for any more.

    Raises
    ------
    ParameterProblem
        The capacity is not more than 0.

    Notes
    -----
    A wave is a piece of the plan, such as a quarter; what in it comes first is up to people.
    Circles cannot occur: a register with one is refused when it is read. Unknown effort is planned
    nowhere, because it would count as none; neither is what needs more than a whole wave.

    Examples
    --------
    >>> acts = [Entry(id="b", kind="action", title="b", effort=6, depends_on=("a",)),
    ...         Entry(id="a", kind="action", title="a", effort=6),
    ...         Entry(id="c", kind="action", title="c", effort=5),
    ...         Entry(id="d", kind="action", title="d")]
    >>> plan = plan_waves(acts, capacity=10)
    >>> plan.waves[["wave", "action_id", "effort"]].values.tolist()
    [[1, 'a', 6.0], [2, 'b', 6.0], [3, 'c', 5.0]]
    >>> plan.unplanned.values.tolist()
    [['d', 'd', 'its effort is unknown']]
    """
    if not capacity > 0:
        raise ParameterProblem(
            f"A wave has {capacity:g} person-days. It takes more than 0: --capacity 40."
        )
    placed, unplanned = _placed(actions, capacity, set(done))
    rows = [
        (placed[one.id], one.id, one.title, one.stage_id, one.owner or one.owner_function,
         one.effort, one.cost, one.depends_on, PERSON if one.wave else RULE,
         _clash(one, placed, set(done)))
        for one in actions
        if one.id in placed
    ]  # fmt: skip
    waves = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"effort": float, "cost": float})
    waves = waves.sort_values("wave", kind="stable").reset_index(drop=True)
    left = [(one.id, one.title, unplanned[one.id]) for one in actions if one.id in unplanned]
    return Roadmap(
        waves=waves,
        loads=_loads(waves),
        unplanned=pd.DataFrame(left, columns=["action_id", "title", "why"]),
        capacity=float(capacity),
    )


def roadmap_of(register: Register, *, capacity: float | None = None) -> Roadmap:
    """The accepted actions in waves, best ranked first; where none is accepted, all there are.

    Without a capacity it is the register's own, and without one there 60 person-days.
    """
    open_ones = {one.id: one for one in candidates(register)}
    taken = [one for one in open_ones.values() if one.decision == "accepted"]
    place = {key: number for number, key in enumerate(rank_actions(register)["action_id"])}
    chosen = sorted(taken or open_ones.values(), key=lambda one: place[one.id])
    done = [one.id for one in register.entries if one.progress == "done"]
    days = register.capacity or USUAL_CAPACITY if capacity is None else capacity
    return plan_waves(chosen, capacity=days, done=done)


def _placed(
    actions: Sequence[Entry], capacity: float, done: set[str]
) -> tuple[dict[str, int], dict[str, str]]:
    by_id = {one.id: one for one in actions}
    placed = {one.id: one.wave for one in actions if one.wave}
    unplanned = {
        one.id: why for one in actions if not one.wave and (why := _no_room(one, capacity))
    }
    load: dict[int, float] = {}
    for one in actions:
        if one.wave:
            load[one.wave] = load.get(one.wave, 0.0) + (one.effort or 0.0)
    waiting = [one for one in actions if not one.wave and one.id not in unplanned]
    while waiting:
        ready = [one for one in waiting if all(o in placed or o in done for o in one.depends_on)]
        if not ready:
            for one in waiting:
                other = next(o for o in one.depends_on if o not in placed and o not in done)
                known = f"“{by_id[other].title}”" if other in by_id else other
                unplanned[one.id] = say("it waits for {known}, which is not planned", known=known)
            break
        one = ready[0]
        wave = 1 + max((placed[other] for other in one.depends_on if other in placed), default=0)
        effort = one.effort or 0.0
        while load.get(wave, 0.0) + effort > capacity + 1e-9:
            wave += 1
        placed[one.id], load[wave] = wave, load.get(wave, 0.0) + effort
        waiting.remove(one)
    return placed, unplanned


def _no_room(action: Entry, capacity: float) -> str:
    if action.effort is None:
        return say("its effort is unknown")
    if action.effort > capacity:
        return say(
            "it takes {effort:g} person-days and a wave has {capacity:g}: split it",
            effort=action.effort,
            capacity=capacity,
        )
    return ""


def _clash(action: Entry, placed: dict[str, int], done: set[str]) -> str:
    if not action.wave:
        return ""
    for other in action.depends_on:
        if other in done:
            continue
        if other not in placed:
            return say("it waits for {other}, which is not planned", other=other)
        if placed[other] >= action.wave:
            return say(
                "it waits for {other}, which is in wave {placed}", other=other, placed=placed[other]
            )
    return ""


def _loads(waves: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (int(str(number)), len(rows), float(rows["effort"].sum(min_count=1)),
         float(rows["cost"].sum(min_count=1)), int(rows["cost"].isna().sum()),
         int(rows["effort"].isna().sum()))
        for number, rows in waves.groupby("wave", sort=True)
    ]  # fmt: skip
    names = ["wave", "actions", "effort", "cost", "cost_unknown", "effort_unknown"]
    return pd.DataFrame(rows, columns=names)

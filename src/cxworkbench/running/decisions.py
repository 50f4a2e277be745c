"""Deciding and acting on the command line: ranking, plan, map to be, action register, exports."""

import datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.exchange.action_exports import action_format, actions_text
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.files import write_text
from cxworkbench.ground.shell import in_shell
from cxworkbench.ground.terms import GENERIC_STAGES
from cxworkbench.insight.acting import action_register, blocked_actions, overdue_actions, roll_up
from cxworkbench.insight.affordable import BestSet, best_set
from cxworkbench.insight.candidates import candidates, with_action
from cxworkbench.insight.drafts import stage_ids_of
from cxworkbench.insight.priorities import rank_actions
from cxworkbench.insight.roadmap import Roadmap, roadmap_of
from cxworkbench.insight.robustness import rank_robustness
from cxworkbench.insight.to_be import to_be_map
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.deciding import decide
from cxworkbench.records.engagement import Engagement, StageBelief
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register
from cxworkbench.records.register_edits import changed_entry, entry_of
from cxworkbench.records.store import load_engagement, load_record, save_record
from cxworkbench.running.registers import change_register, own_register
from cxworkbench.voice.words import count_of, money, number, percent

TO_BE_FILE: Final = "maps/to-be.map.json"
EXPORTS: Final = "exports"
Rows = list[dict[str, Any]]


def tell_ranking(folder: Path, *, seed: int, near: float = 0.0) -> tuple[dict[str, Any], str]:
    """Actions in order, how far the order hangs on the weights, and what cannot be ranked."""
    register = own_register(folder)
    ranked = rank_actions(register)
    told = rank_robustness(ranked, register, seed=seed, near=near)
    shares = {row["action_id"]: row for row in rows_of(told.shares)}
    lines = []
    for row in rows_of(ranked[ranked["rank"].notna()]):
        own = shares[row["action_id"]]
        lines.append(
            f"{row['rank']:.0f}. {row['title']} (score {number(row['score'])}; first under "
            f"{percent(own['first'])} of weight settings, among the first {told.top_of} under "
            f"{percent(own['top'])}) [{row['action_id']}]"
        )
    lines += [
        f"Not ranked, because {row['missing']} {'are' if ',' in row['missing'] else 'is'} unknown: "
        f"{row['title']} [{row['action_id']}]"
        for row in rows_of(ranked[ranked["rank"].isna()])
    ]
    content = {"actions": rows_of(ranked), "robustness": rows_of(told.shares),
               "criteria": list(told.criteria), "draws": told.draws, "seed": seed}  # fmt: skip
    return content, "\n".join(lines) or "There is nothing to decide about yet."


def decide_in(
    folder: Path, name: str, decision: str, *, by: str = "", on: str = "", because: str = "",
    effort: float | None = None, cost: float | None = None, owner: str = "", due: str = "",
) -> str:  # fmt: skip
    """What was decided about an action or a recommendation, in a sentence."""
    words = {"accept": "accepted", "reject": "rejected", "later": "later", "undecided": ""}
    if decision not in words:
        raise ParameterProblem(f"{decision!r} is no decision. It is one of: {', '.join(words)}.")
    known: dict[str, object] = {"effort": effort, "cost": cost, "owner": owner, "due": due}
    given = {field: value for field, value in known.items() if value not in (None, "")}
    key = _action_id(own_register(folder), name)

    def change(register: Register) -> Register:
        begun = with_action(register, key)
        if given:
            begun = changed_entry(begun, entry_of(begun, key), **given)
        return decide(begun, key, words[decision], by=by, on=on, because=because)

    after = entry_of(change_register(folder, change, "cxworkbench register decide"), key)
    return f"{words[decision] or 'undecided'}: {after.title} [{key}]"


def tell_plan(
    folder: Path, *, capacity: float | None = None, budget: float | None = None
) -> tuple[dict[str, Any], str]:
    """The best set within the budget where there is one, and the roadmap in waves."""
    register = own_register(folder)
    currency = load_engagement(folder).money.currency
    lines: list[str] = []
    content: dict[str, Any] = {}
    if budget is not None or register.budget is not None:
        best = best_set(register, budget=budget)
        lines += _best_lines(best, currency)
        content["best_set"] = {"value": best.value, "cost": best.cost, "unit": best.unit,
                               "gap": best.gap, "actions": rows_of(best.table),
                               "left_out": rows_of(best.left_out)}  # fmt: skip
    plan = roadmap_of(register, capacity=capacity)
    content["waves"] = rows_of(plan.waves)
    content["unplanned"] = rows_of(plan.unplanned)
    return content, "\n".join([*lines, *_plan_lines(plan)])


def tell_actions(folder: Path, *, as_of: str = "") -> tuple[dict[str, Any], str]:
    """The action register: counts by stage, overdue and blocked."""
    register, engagement = own_register(folder), load_engagement(folder)
    actions = action_register(register, as_of=_day(engagement, as_of))
    stages = _stages(engagement)
    rolled = roll_up(actions, stages)
    late, held = overdue_actions(actions), blocked_actions(actions)
    lines = [
        f"{row['stage']}: {count_of(row['actions'], 'action')}, {row['done']} done, "
        f"{row['in_progress']} in progress, {row['open']} open, {row['blocked']} blocked, "
        f"{row['overdue']} overdue"
        for row in rows_of(rolled)
    ]
    lines += [
        f"Overdue by {count_of(int(row['days_over']), 'day')}: {row['title']} "
        f"({row['owner'] or row['function'] or 'no owner'})"
        for row in rows_of(late)
    ]
    lines += [
        f"Blocked by {row['blocked_by'] or 'something nobody named'}: {row['title']}"
        if row["blocked"]
        else f"Waits for {row['waits_for']}: {row['title']}"
        for row in rows_of(held)
    ]
    content = {"actions": rows_of(actions), "stages": rows_of(rolled)}
    return content, "\n".join(lines)


def export_actions(folder: Path, name: str, *, out: Path | None, as_of: str = "") -> str:
    """Where the actions were written, and how far that form is known to be taken in."""
    form = action_format(name)
    register, engagement = own_register(folder), load_engagement(folder)
    text = actions_text(
        register,
        name,
        as_of=_day(engagement, as_of),
        engagement_id=engagement.id,
        stages=_stages(engagement),
    )
    path = out or folder / EXPORTS / form.file
    write_text(path, text)
    return f"Written: {path} ({form.what}; {form.standing})."


def make_to_be(folder: Path, *, out: Path | None) -> tuple[dict[str, Any], str]:
    """Where the map to be was written, and how it differs from today's."""
    register = own_register(folder)
    path = folder / MAP_FILE
    if not path.is_file():
        raise ParameterProblem(
            "People keep no map here yet, and the map to be begins with it. Accept what part 2 "
            f"proposes: cxworkbench map accept {in_shell(folder)}"
        )
    told = to_be_map(load_record(path, JourneyMap), register)
    target = out or folder / TO_BE_FILE
    save_record(told.map, target)
    lines = [
        f"{row['place']}: {row['title']}"
        + (f"; takes away: {row['pains']}" if row["pains"] else "")
        + (f"; {row['expected']}" if row["expected"] else "; nothing is predicted")
        for row in rows_of(told.changes)
    ]
    lines += [f"Names no place of the map: {key}" for key in told.left_out]
    head = f"Written: {target}, {count_of(len(told.diff), 'difference')} to today's map."
    content = {"file": str(target), "changes": rows_of(told.changes), "diff": rows_of(told.diff)}
    return content, "\n".join([head, *lines])


def rows_of(table: pd.DataFrame) -> Rows:
    """The rows of a table as plain values; missing is None."""
    plain = table.astype(object).where(table.notna(), None)
    return [
        {str(key): list(value) if isinstance(value, tuple) else value for key, value in row.items()}
        for row in plain.to_dict("records")
    ]


def _best_lines(best: BestSet, currency: str) -> list[str]:
    worth = money(best.value, currency) if best.unit == "money" else number(best.value)
    chosen = best.table[best.table["chosen"]]
    lines = [
        f"Best within {money(best.budget, currency)}: {count_of(len(chosen), 'action')} for "
        f"{money(best.cost, currency)}, worth {worth}. Taking most value for the cost first would "
        f"miss {percent(best.gap)} of it."
    ]
    lines += [f"  {row['title']} ({money(row['cost'], currency)})" for row in rows_of(chosen)]
    return lines + [
        f"Not reckoned with, because {row['why']}: {row['title']}" for row in rows_of(best.left_out)
    ]


def _plan_lines(plan: Roadmap) -> list[str]:
    lines = []
    for load in rows_of(plan.loads):
        lines.append(
            f"Wave {load['wave']}: {count_of(load['actions'], 'action')}, "
            f"{number(load['effort'] or 0.0, 0)} of {number(plan.capacity, 0)} person-days"
        )
        lines += [
            f"  {row['title']} ({row['owner'] or 'no owner'})"
            + (f"; clash: {row['clash']}" if row["clash"] else "")
            for row in rows_of(plan.waves[plan.waves["wave"] == load["wave"]])
        ]
    lines += [
        f"Not planned, because {row['why']}: {row['title']}" for row in rows_of(plan.unplanned)
    ]
    return lines or ["There is nothing to plan yet."]


def _action_id(register: Register, name: str) -> str:
    """The id of an action or of the draft that a recommendation makes; insights name theirs."""
    for one in candidates(register):
        if name in (one.id, one.title, *one.because_of[:1]) and (
            one.id == name or one.title == name or one.made_by
        ):
            return one.id
    return entry_of(register, name, "action").id


def _day(engagement: Engagement, as_of: str) -> datetime.date:
    said = as_of or engagement.as_of
    if not said:
        raise ParameterProblem(
            "No day is stated to count from. Set as_of in engagement.toml, or give one: "
            "--as-of 2026-06-30."
        )
    try:
        return datetime.date.fromisoformat(said)
    except ValueError as problem:
        raise ParameterProblem(
            f"as-of is {said!r}, which is not a date. Dates are written 2026-06-30."
        ) from problem


def _stages(engagement: Engagement) -> dict[str, str]:
    beliefs = engagement.stages or [StageBelief(name=name) for name in GENERIC_STAGES]
    return {key: name for name, key in stage_ids_of(beliefs).items()}

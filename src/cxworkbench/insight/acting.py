"""The action register: what was accepted, how far it is, what is overdue and what is blocked."""

import datetime
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.insight.candidates import linked
from cxworkbench.records.deciding import accepted_actions
from cxworkbench.records.register import Entry, Register

OVER: Final = ("done", "dropped")
PROGRAMME: Final = "programme"
COLUMNS: Final = {
    "action_id": "str",
    "title": "str",
    "stage_id": "str",
    "function": "str",
    "owner": "str",
    "due": "str",
    "days_over": "float64",
    "progress": "str",
    "effort": "float64",
    "cost": "float64",
    "metric": "str",
    "change": "float64",
    "waits_for": "str",
    "blocked_by": "str",
    "overdue": "bool",
    "blocked": "bool",
    "because": "str",
    "evidence": "object",
}
ROLLED: Final = (
    "stage", "actions", "done", "in_progress", "open", "blocked", "overdue", "no_owner", "no_due",
    "cost", "cost_unknown", "effort", "effort_unknown",
)  # fmt: skip


def action_register(register: Register, *, as_of: datetime.date) -> pd.DataFrame:
    """The accepted actions with what each waits for, and whether it is overdue or blocked.

    Parameters
    ----------
    register
        Its actions that were accepted or begun.
    as_of
        The last day that counts: an action is overdue when it was due before it and is not done.

    Returns
    -------
    pandas.DataFrame
        One row an action, in the order of the register: `action_id`, `title`, `stage_id`,
        `function`, `owner`, `due` (ISO date), `days_over` (days past due, NaN where it is not
        overdue), `progress`, `effort` in person-days, `cost`, `metric`, `change`; `waits_for`, the
        titles of those it depends on that are not done; `blocked_by`, in words; `overdue`,
        `blocked`; `because`, the titles of what it rests on; `evidence`, ids.

    Notes
    -----
    Waiting for another action is not being blocked: blocked is what a person says is. An action
    without a due date is never overdue; `roll_up` counts them.
    """
    by_id = {one.id: one for one in register.entries}
    rows = [_row(one, by_id, register, as_of) for one in accepted_actions(register)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def roll_up(actions: pd.DataFrame, stages: Mapping[str, str]) -> pd.DataFrame:
    """Actions counted by stage, and over the whole programme in the last row.

    Parameters
    ----------
    actions
        As `action_register` makes it; dropped ones are left out.
    stages
        Stage id -> name, in journey order.

    Returns
    -------
    pandas.DataFrame
        One row a stage that has actions, in journey order, then those of no stage, then
        "programme": `stage`, `actions`, `done`, `in_progress`, `open`, `blocked`, `overdue`,
        `no_owner`, `no_due`; `cost` and `effort`, sums of the known, NaN where none is known, with
        `cost_unknown` and `effort_unknown`, how many are not.
    """
    counted = actions[actions["progress"] != "dropped"]
    named = [(name, counted[counted["stage_id"] == key]) for key, name in stages.items()]
    named.append((say("no stage"), counted[~counted["stage_id"].isin(list(stages))]))
    rows = [_counted(name, some) for name, some in named if len(some)]
    rows.append(_counted(PROGRAMME, counted))
    return pd.DataFrame(rows, columns=list(ROLLED))


def overdue_actions(actions: pd.DataFrame) -> pd.DataFrame:
    """The overdue ones, longest over first."""
    late = actions[actions["overdue"]]
    return late.sort_values("days_over", ascending=False, kind="stable").reset_index(drop=True)


def blocked_actions(actions: pd.DataFrame) -> pd.DataFrame:
    """The blocked ones and those that wait for another action, blocked first."""
    held = actions[(actions["blocked"] | (actions["waits_for"] != ""))
                   & ~actions["progress"].isin(OVER)]  # fmt: skip
    return held.sort_values("blocked", ascending=False, kind="stable").reset_index(drop=True)


def _row(
    one: Entry, by_id: Mapping[str, Entry], register: Register, as_of: datetime.date
) -> dict[str, Any]:
    waits = [by_id[key] for key in one.depends_on if by_id[key].progress != "done"]
    is_open = one.progress not in OVER
    over = (as_of - datetime.date.fromisoformat(one.due)).days if one.due else 0
    late = is_open and over > 0
    behind = [way[-1] for way in linked(register, one)]
    return {
        "action_id": one.id,
        "title": one.title,
        "stage_id": one.stage_id,
        "function": one.owner_function,
        "owner": one.owner,
        "due": one.due,
        "days_over": float(over) if late else np.nan,
        "progress": one.progress or "open",
        "effort": one.effort,
        "cost": one.cost,
        "metric": one.metric,
        "change": one.change,
        "waits_for": "; ".join(other.title for other in waits) if is_open else "",
        "blocked_by": one.blocked_by,
        "overdue": late,
        "blocked": is_open and (one.progress == "blocked" or bool(one.blocked_by)),
        "because": "; ".join(dict.fromkeys(other.title for other in behind)),
        "evidence": tuple(dict.fromkeys(
            key for other in (one, *behind) for key in other.evidence)),
    }  # fmt: skip


def _counted(stage: str, rows: pd.DataFrame) -> tuple[Any, ...]:
    progress = rows["progress"]
    running = progress.isin(["in progress"]) & ~rows["blocked"]
    waiting = ~progress.isin(["done", "in progress"]) & ~rows["blocked"]
    return (
        stage, len(rows), int((progress == "done").sum()), int(running.sum()), int(waiting.sum()),
        int(rows["blocked"].sum()), int(rows["overdue"].sum()), int((rows["owner"] == "").sum()),
        int((rows["due"] == "").sum()), rows["cost"].sum(min_count=1),
        int(rows["cost"].isna().sum()), rows["effort"].sum(min_count=1),
        int(rows["effort"].isna().sum()),
    )  # fmt: skip

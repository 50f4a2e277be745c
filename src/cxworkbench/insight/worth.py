"""What acting is worth: the value of each action from the findings it rests on, with interval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from cxworkbench.insight.candidates import candidates, linked
from cxworkbench.records.register import Entry, Register

Unit = Literal["money", "weight"]
WEIGHED: Final = ("pain", "gain")  # findings with a score 0 to 100
NOT_KNOWN: Final = {
    "value": "value",
    "effort": "effort",
    "cost": "cost",
}
COLUMNS: Final = {
    "action_id": "str",
    "title": "str",
    "stage_id": "str",
    "owner_function": "str",
    "decision": "str",
    "drafted": "bool",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "judged": "float64",
    "effort": "float64",
    "cost": "float64",
    "unknown": "str",
    "depends_on": "object",
    "evidence": "object",
}


@dataclass(frozen=True)
class Part:
    """One finding's share in what an action is worth."""

    finding_id: str
    value: float
    low: float | None
    high: float | None


def value_unit(register: Register) -> Unit:
    """In what all actions can be compared: money where each that has a value has it, else weight.

    Sums of money and scores are never mixed in one ranking.
    """
    known = [(_money(register, one), _weight(register, one)) for one in candidates(register)]
    valued = [money for money, weight in known if money or weight]
    return "money" if valued and all(valued) else "weight"


def worth_parts(register: Register, action: Entry, unit: Unit) -> tuple[Part, ...]:
    """What an action is worth, finding by finding; none: nobody knows.

    Money: the action's own, else that of the nearest entries it rests on. Weight: the scores, 0 to
    100, of the pains it takes away and the gains it keeps.
    """
    return _money(register, action) if unit == "money" else _weight(register, action)


def action_worth(register: Register, unit: Unit | None = None) -> pd.DataFrame:
    """What each action that can be decided about is worth, and what it takes.

    Parameters
    ----------
    register
        With actions, or with insights whose recommendations become drafts of actions.
    unit
        "money" or "weight"; without it as `value_unit` says.

    Returns
    -------
    pandas.DataFrame
        One row an action, in the order of `candidates`: `action_id`, `title`, `stage_id`,
        `owner_function`, `decision`; `drafted`, true where it stands in no register yet; `value`
        with `low` and `high`, in money a year or as a sum of scores, NaN where unknown; `judged`,
        0 to 10, the value that a person put on it; `effort` in person-days; `cost`, once;
        `unknown`, what of value, effort and cost nobody knows; `depends_on` and `evidence`, ids.

    Notes
    -----
    Adding the lows and the highs of several findings gives the widest interval there can be: as if
    all erred in the same direction. That an action takes its pains away wholly is assumed by all of
    them alike; a prediction of its own stands in `Entry.change`. Unknown is never 0.

    Examples
    --------
    >>> pain = Entry(id="p", kind="pain", title="Late data", value=8.0, low=5.0, high=11.0)
    >>> act = Entry(id="a", kind="action", title="Repair", because_of=("p",), effort=4)
    >>> action_worth(Register(entries=(pain, act)))[["value", "low", "high", "effort", "unknown"]]
       value  low  high  effort unknown
    0    8.0  5.0  11.0     4.0    cost
    """
    in_unit = unit or value_unit(register)
    taken = {one.id for one in register.entries}
    rows = [_row(register, one, in_unit, taken) for one in candidates(register)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype(COLUMNS)


def _row(register: Register, action: Entry, unit: Unit, taken: Iterable[str]) -> dict[str, Any]:
    parts = worth_parts(register, action, unit)
    judged = action.criteria.get("value")
    known = {
        "value": parts or judged is not None,
        "effort": action.effort is not None,
        "cost": action.cost is not None,
    }
    return {
        "action_id": action.id,
        "title": action.title,
        "stage_id": action.stage_id,
        "owner_function": action.owner_function,
        "decision": action.decision,
        "drafted": action.id not in taken,
        "value": sum(one.value for one in parts) if parts else None,
        "low": _sum([one.low for one in parts]),
        "high": _sum([one.high for one in parts]),
        "judged": judged,
        "effort": action.effort,
        "cost": action.cost,
        "unknown": ", ".join(name for key, name in NOT_KNOWN.items() if not known[key]),
        "depends_on": action.depends_on,
        "evidence": evidence_behind(register, action),
    }


def evidence_behind(register: Register, action: Entry) -> tuple[str, ...]:
    """Evidence of an action and of all it rests on, each id once, nearest first."""
    behind = [action.evidence, *(way[-1].evidence for way in linked(register, action))]
    return tuple(dict.fromkeys(one for some in behind for one in some))


def _sum(values: Sequence[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return sum(known) if known and len(known) == len(values) else None


def _money(register: Register, action: Entry) -> tuple[Part, ...]:
    if action.money is not None:
        return (Part(action.id, action.money, action.money_low, action.money_high),)
    ways = [way for way in linked(register, action) if way[-1].money is not None]
    nearest = [way[-1] for way in ways if not any(one.money is not None for one in way[:-1])]
    return tuple(
        Part(one.id, one.money, one.money_low, one.money_high)
        for one in nearest
        if one.money is not None
    )


def _weight(register: Register, action: Entry) -> tuple[Part, ...]:
    found = [way[-1] for way in linked(register, action) if way[-1].kind in WEIGHED]
    return tuple(
        Part(one.id, one.value, one.low, one.high) for one in found if one.value is not None
    )

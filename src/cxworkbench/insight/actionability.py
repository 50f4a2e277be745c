"""How far an insight can be acted on: which parts it has, and what is still missing."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS
from cxworkbench.insight.cause_trees import PAINS, REFUTED
from cxworkbench.insight.causes import UNKNOWN_CAUSE
from cxworkbench.insight.drafts import insights_of
from cxworkbench.insight.recommendations import NOBODY
from cxworkbench.records.approving import is_read
from cxworkbench.records.register import Entry, Register

HALF: Final = 0.5
COLUMNS: Final = {
    "insight_id": "str", "insight": "str", "stage_id": "str", "score": "int64", "missing": "str",
    "read": "bool",
}  # fmt: skip
ORPHAN_COLUMNS: Final = {
    "pain_id": "str", "pain": "str", "stage_id": "str", "touchpoint_id": "str",
    "accounts": "int64", "score": "float64",
}  # fmt: skip


@dataclass(frozen=True)
class Actionability:
    """Of the ten parts of an insight how much is there, 0 to 100, and what is missing, in words."""

    score: int
    missing: tuple[str, ...]


def actionability(register: Register, insight: Entry) -> Actionability:
    """How far one insight can be acted on.

    Ten parts count the same: observation, evidence, cause, consequence in money, recommendation,
    owner, metric, by how much, by when, confidence. A part that is there without what makes it sure
    counts half: evidence of fewer than 5 accounts, a cause that is a hypothesis or a suggestion,
    money or change without an interval. What is to be kept needs no change.

    Parameters
    ----------
    register
        The register it stands in: its causes are those of the findings it rests on.
    insight
        One of its insights.

    Notes
    -----
    A full score says that nothing is missing, and not that the action is worth doing.

    Examples
    --------
    >>> bare = Entry(id="i", kind="insight", title="Slow till", observation="10 of 20 say so",
    ...              evidence=("v1",), n=10)
    >>> told = actionability(Register(entries=(bare,)), bare)
    >>> told.score, told.missing[:2]
    (20, ('a cause', 'what it is worth in money'))
    """
    parts = _parts(register, insight)
    missing = tuple(words for has, words in parts if has < 1)
    return Actionability(round(100 * sum(has for has, _ in parts) / len(parts)), missing)


def actionability_table(register: Register) -> pd.DataFrame:
    """Each insight with how far it can be acted on, the least first.

    Returns
    -------
    pandas.DataFrame
        One row per insight that says something: `insight_id`, `insight`, `stage_id`; `score`,
        0 to 100; `missing`, in words; `read`, a person confirmed it or approved its rule.
    """
    rows = [
        {
            "insight_id": one.id, "insight": one.title, "stage_id": one.stage_id,
            "score": told.score, "missing": ", ".join(told.missing), "read": is_read(register, one),
        }
        for one in insights_of(register)
        for told in (actionability(register, one),)
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    return table.sort_values("score", kind="stable").reset_index(drop=True)


def orphan_pains(register: Register) -> pd.DataFrame:
    """Pains for which nothing is recommended, the weightiest first.

    A pain is cared for when an insight or opportunity with a recommendation, or an action, rests on
    it, directly or over its causes.

    Returns
    -------
    pandas.DataFrame
        One row per pain: `pain_id`, `pain`; `stage_id`, `touchpoint_id`, where it is;
        `accounts`, a count; `score`, as pains are ranked by, NaN where it has none.
    """
    cared = _cared_for(register)
    rows = [
        {
            "pain_id": one.id, "pain": one.title, "stage_id": one.stage_id,
            "touchpoint_id": " ".join(one.touchpoint_ids), "accounts": one.n,
            "score": float("nan") if one.value is None else one.value,
        }
        for one in register.entries
        if one.kind == "pain" and one.id not in cared
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(ORPHAN_COLUMNS)).astype(ORPHAN_COLUMNS)
    return table.sort_values("score", ascending=False, kind="stable").reset_index(drop=True)


def causes_behind(register: Register, insight: Entry) -> list[Entry]:
    """The causes of the findings that an insight rests on, refuted ones left out."""
    by_id = {one.id: one for one in register.entries}
    named = [*insight.caused_by]
    named += [key for found in insight.because_of if found in by_id
              for key in by_id[found].caused_by]  # fmt: skip
    found = [by_id[key] for key in dict.fromkeys(named) if key in by_id]
    return [one for one in found if one.cause_status != REFUTED]


def _parts(register: Register, one: Entry) -> list[tuple[float, str]]:
    enough = one.n >= FEWEST_ACCOUNTS
    many = say("evidence of {fewest_accounts} accounts or more", fewest_accounts=FEWEST_ACCOUNTS)
    change = 1.0 if _is_kept(register, one) else _sure(one.change, one.change_low)
    return [
        (1.0 * bool(one.observation.strip()), say("an observation")),
        (bool(one.evidence) * (1.0 if enough else HALF), many if one.evidence else "evidence"),
        _cause(register, one),
        (_sure(one.money, one.money_low), _unsure(one.money, say("what it is worth in money"))),
        (1.0 * bool(one.recommendation.strip()), say("a recommendation")),
        (1.0 * (one.owner_function.strip() not in ("", NOBODY)), say("an owner")),
        (1.0 * bool(one.metric.strip() and one.moves), say("a metric that it should move")),
        (change, _unsure(one.change, say("by how much the metric should move"))),
        (1.0 * bool(one.due), say("a day by when")),
        (1.0 * bool(one.confidence), say("how sure it is")),
    ]


def _cause(register: Register, one: Entry) -> tuple[float, str]:
    causes = causes_behind(register, one)
    if any(cause.cause_status == "supported" and cause.evidence for cause in causes):
        return 1.0, ""
    if any(not cause.suggested for cause in causes):
        return HALF, say("evidence that its cause is right")
    if causes or one.cause.strip() not in ("", UNKNOWN_CAUSE):
        return HALF, say("a cause that a person looked at")
    return 0.0, say("a cause")


def _is_kept(register: Register, one: Entry) -> bool:
    """Whether it rests on gains alone, so that its metric is to stay where it is."""
    kinds = {found.kind for found in register.entries if found.id in one.because_of}
    return kinds == {"gain"}


def _sure(value: float | None, low: float | None) -> float:
    if value is None:
        return 0.0
    return HALF if low is None else 1.0


def _unsure(value: float | None, words: str) -> str:
    return words if value is None else say("an interval of {words}", words=words)


def _cared_for(register: Register) -> set[str]:
    """Ids of all findings under something that is recommended."""
    by_id = {one.id: one for one in register.entries}
    waiting = [
        key
        for one in register.entries
        if one.kind == "action"
        or (one.kind in ("insight", "opportunity") and one.recommendation.strip())
        for key in one.because_of
    ]
    found: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in found and key in by_id:
            found.add(key)
            waiting += by_id[key].because_of
    caused = [
        one.id for one in register.entries if one.kind in PAINS and found & set(one.caused_by)
    ]
    return found | set(caused)

"""Drafts of insights for each stage: what was seen, why perhaps, what follows, who does what."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.ground.language import inside, say
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS
from cxworkbench.insight.drafting import (
    NONE_FOUND,
    Ground,
    comparisons_of,
    gain_insight,
    grounded,
    none_insight,
    problem_insight,
    problems_by_weight,
    with_suggestions,
)
from cxworkbench.insight.entries import FEWEST_KEPT, finding_entries
from cxworkbench.insight.findings import Findings
from cxworkbench.records.engagement import Metric, StageBelief, TouchpointPlace
from cxworkbench.records.ids import mint_id
from cxworkbench.records.register import Entry, Register
from cxworkbench.voice.words import count_of

MOST_PER_STAGE: Final = 3
HOW_TO_CONFIRM: Final = (  # said later
    "To confirm one: “cxworkbench map accept” in the engagement's folder writes the insights to "
    "maps/register.json; then “cxworkbench register confirm”. To reject one, delete its entry "
    "there."
)


@dataclass(frozen=True)
class Drafts:
    """A drafted register, and the comparisons that were made for it, as `guard` tables them."""

    register: Register
    comparisons: pd.DataFrame


def draft_insights(
    findings: Findings,
    *,
    stages: Sequence[StageBelief],
    touchpoints: Sequence[TouchpointPlace],
    metrics: Mapping[str, Metric] | None = None,
    as_of: datetime.date | None = None,
    currency: str = "",
    fewest: int = FEWEST_KEPT,
) -> Drafts:
    """The findings as register entries, and for each stage what to do about them, all drafts.

    Each stage has at least one insight, or an entry whose title begins "None found in" and whose
    `why` says the computed reason. An insight joins what was found at one touchpoint: its heaviest
    pain, the expectation that is missed there, and whether it is a moment of truth; without any of
    them a stage's heaviest gain is to be kept.

    Parameters
    ----------
    findings
        As `findings.find` makes them.
    stages, touchpoints
        The engagement's, in journey order.
    metrics
        The engagement's, for what each tells and which way is better.
    as_of
        The last day that counts; actions are to show 180 days after it.
    currency
        Of revenue, as shown.
    fewest
        A finding of fewer accounts makes no insight.

    Returns
    -------
    Drafts
        Its register holds insights by stage, moments of truth first and then by weight, at most 3
        a stage and one gain; after them the findings they rest on, and suggestions of causes. Ids
        are the same whenever the same is found.

    Notes
    -----
    A cause is a hypothesis and a consequence goes together with the finding; neither is proof that
    acting on it helps. A person confirms, changes or rejects each draft.
    """
    stage_ids = stage_ids_of(stages)
    entries = tuple(finding_entries(findings, stage_ids, fewest=fewest))
    found = {one.name: _of_stage(entries, stage_ids[one.name]) for one in stages}
    ground = grounded(
        Ground(
            findings,
            entries,
            {place.id: place for place in touchpoints},
            metrics or {},
            currency,
            as_of,
        ),
        [group for problems, _ in found.values() for group in problems],
        [gain for _, gains in found.values() for gain in gains],
    )
    insights = []
    for stage in stages:
        problems, gains = found[stage.name]
        here = [problem_insight(ground, group) for group in problems]
        here += [gain_insight(ground, gain) for gain in gains]
        insights += here or [none_insight(ground, stage, stage_ids[stage.name], fewest)]
    register = Register(entries=(*insights, *with_suggestions(ground, entries)))
    return Drafts(register, comparisons_of(ground))


def _of_stage(entries: Sequence[Entry], stage_id: str) -> tuple[list[list[Entry]], list[Entry]]:
    """The findings of a stage that become insights: grouped by touchpoint, and its gain to keep."""
    here = [entry for entry in entries if entry.stage_id == stage_id]
    gains = [entry for entry in here if entry.kind == "gain" and entry.n >= FEWEST_ACCOUNTS]
    return problems_by_weight(here)[:MOST_PER_STAGE], gains[:1]


def insights_of(register: Register) -> list[Entry]:
    """The insights of a register that say something, without the entries for "none found"."""
    return [
        entry
        for entry in register.entries
        if entry.kind == "insight" and not entry.title.startswith(NONE_FOUND)
    ]


def act_first(register: Register) -> list[Entry]:
    """The insights in the order in which to act: moments of truth, then pains by weight, the rest.

    Confirmed ones come last among their like: they are already being acted on.
    """
    kinds = {entry.id: entry.kind for entry in register.entries}
    order = ("moment of truth", "pain", "service gap", "gain")

    def place(insight: Entry) -> tuple[int, bool, float]:
        rests_on = {kinds.get(cause, "gain") for cause in insight.because_of}
        first = min((order.index(kind) for kind in rests_on if kind in order), default=len(order))
        return first, insight.status == "confirmed", -abs(insight.value or 0.0)

    return sorted(insights_of(register), key=place)


def none_found(register: Register) -> list[Entry]:
    """The entries that say for which stage nothing was found, and why."""
    return [entry for entry in register.entries if entry.title.startswith(NONE_FOUND)]


def next_step(register: Register) -> str:
    """What to do after this part, from what was drafted.

    Examples
    --------
    >>> next_step(Register())
    'Nothing to act on yet: collect more voices, then run the three parts again.'
    """
    drafts = [entry for entry in insights_of(register) if entry.status != "confirmed"]
    ask = next((hole.recommendation for hole in none_found(register)), "")
    then = say(" Then {ask}", ask=inside(ask)) if ask else ""
    if not insights_of(register):
        return ask or say(
            "Nothing to act on yet: collect more voices, then run the three parts again."
        )
    if not drafts:
        return say(
            "All insights are confirmed: give each action a date and start.{then}", then=then
        )
    first = act_first(register)[0]
    return say(
        "Go through the {drafted_insights} with their owners, beginning with "
        "“{title}” ({owner_function}). {how_to_confirm}{then}",
        drafted_insights=count_of(len(drafts), "drafted insight"),
        title=first.title,
        owner_function=first.owner_function,
        how_to_confirm=say(HOW_TO_CONFIRM),
        then=then,
    )


def stage_ids_of(stages: Sequence[StageBelief]) -> dict[str, str]:
    """Stage name -> id, minted in journey order as the map does.

    Examples
    --------
    >>> stage_ids_of([StageBelief(name="Use"), StageBelief(name="Renew")])
    {'Use': 'st-use', 'Renew': 'st-renew'}
    """
    ids: dict[str, str] = {}
    for stage in stages:
        ids[stage.name] = mint_id("st", stage.name, list(ids.values()))
    return ids

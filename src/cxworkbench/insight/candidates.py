"""What there is to decide about: actions people wrote, and what recommendations would become."""

import re
from collections.abc import Iterator
from typing import Final

from cxworkbench.insight.drafts import insights_of
from cxworkbench.insight.entries import entry_id
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.register_edits import with_new_entry

OVER: Final = ("done", "dropped")  # nothing is left to decide about these
LONGEST_TITLE: Final = 110  # letters


def candidates(register: Register) -> list[Entry]:
    """Actions that are not done, dropped or rejected, and for each insight that has none a draft.

    Actions come in the order of the register, drafts after them in the order of the insights.

    Examples
    --------
    >>> insight = Entry(id="i1", kind="insight", title="Late data (Interface)",
    ...                 recommendation="Have IT find the cause. Begin with two accounts.")
    >>> [(one.kind, one.title, one.because_of) for one in candidates(Register(entries=(insight,)))]
    [('action', 'Have IT find the cause.', ('i1',))]
    """
    actions = [one for one in register.entries if one.kind == "action"]
    open_ones = [one for one in actions if one.progress not in OVER and one.decision != "rejected"]
    return [*open_ones, *drafted_actions(register)]


def drafted_actions(register: Register) -> list[Entry]:
    """What the recommendations that nobody took up yet would become as actions.

    An insight is taken up when an action, decided either way, rests on it or on its main finding.
    """
    by_id = {one.id: one for one in register.entries}
    taken = {
        other
        for one in register.entries
        if one.kind == "action"
        for other in one.because_of
        if other in by_id
    }
    return [
        action_of(one)
        for one in insights_of(register)
        if one.recommendation and not taken & {one.id, *one.because_of[:1]}
    ]


def action_of(insight: Entry) -> Entry:
    """The action that an insight's recommendation would become; nothing about it is decided.

    Its title is the recommendation's first sentence. Effort, cost and owner are in people's hands
    and stay unknown.
    """
    return Entry(
        id=entry_id("action", insight.title, insight.id),
        kind="action",
        title=_first_sentence(insight.recommendation),
        stage_id=insight.stage_id,
        touchpoint_ids=insight.touchpoint_ids,
        segment=insight.segment,
        basis=insight.basis,
        evidence=insight.evidence,
        because_of=(insight.id,),
        n=insight.n,
        recommendation=insight.recommendation,
        owner_function=insight.owner_function,
        metric=insight.metric,
        due=insight.due,
        made_by="recommendation",
    )


def with_action(register: Register, action_id: str) -> Register:
    """The register in which this action is an entry: the same, or with the drafted one added."""
    if any(one.id == action_id for one in register.entries):
        return register
    drafted = {one.id: one for one in drafted_actions(register)}
    return with_new_entry(register, drafted[action_id]) if action_id in drafted else register


def linked(register: Register, entry: Entry) -> Iterator[tuple[Entry, ...]]:
    """The entries that one rests on, each with the way to it, nearest first, each once."""
    by_id = {one.id: one for one in register.entries}
    seen = {entry.id}
    ways: list[tuple[Entry, ...]] = [(entry,)]
    while ways:
        way = ways.pop(0)
        for other in way[-1].because_of:
            if other in by_id and other not in seen:
                seen.add(other)
                ways.append((*way, by_id[other]))
                yield ways[-1][1:]


def _first_sentence(text: str) -> str:
    found = re.match(r".+?[.!?…](?=[”’)]?\s|[”’)]?$)[”’)]?", " ".join(text.split()))
    said = found[0] if found else " ".join(text.split())
    return said if len(said) <= LONGEST_TITLE else f"{said[: LONGEST_TITLE - 1].rstrip()}…"

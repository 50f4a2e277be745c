"""Causes in a register: a why under a pain or under another cause, with evidence and status.

A pain, gain, unmet need, service gap or moment of truth names its causes in `caused_by`; a cause
names there what lies one why further. One cause may stand under many pains.
"""

from collections.abc import Collection, Iterable
from typing import Final, get_args

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.records.ids import mint_id
from cxworkbench.records.register import CauseKind, CauseStatus, Entry, EntryKind, Register
from cxworkbench.records.register_edits import (
    changed_entry,
    entry_of,
    with_new_entry,
    without_entry,
)

CAUSE: Final[EntryKind] = "root cause"
CAUSED: Final[tuple[EntryKind, ...]] = (
    "pain", "gain", "unmet need", "service gap", "moment of truth", CAUSE,
)  # fmt: skip
CAUSE_KINDS: Final = tuple(one for one in get_args(CauseKind) if one)
CAUSE_STATUSES: Final = tuple(one for one in get_args(CauseStatus) if one)


def add_cause(
    register: Register,
    under: str,
    title: str,
    *,
    kind: str = "",
    evidence: Collection[str] = (),
    backstage_ids: Collection[str] = (),
    company_interactions: Collection[str] = (),
) -> Register:
    """The register with a new cause, a hypothesis, one why under an entry.

    Parameters
    ----------
    register
        People's register.
    under
        Id or title of the pain, gain, unmet need, service gap, moment of truth or cause that it is
        to explain.
    title
        The answer to "why?", as a sentence.
    kind
        One of people, process, policy, technology, partner, information; empty: not said yet.
    evidence
        Ids of voices and events that speak for it.
    backstage_ids, company_interactions
        Where it lies: statements in the map's backstage lanes, exchanges with partners.

    Raises
    ------
    ParameterProblem
        There is no such entry, it takes no cause, the title is empty or there already, or the kind
        is none of the six.

    Examples
    --------
    >>> slow = Register(entries=(Entry(id="p", kind="pain", title="Slow till"),))
    >>> told = add_cause(slow, "Slow till", "Prices are looked up one by one", kind="technology")
    >>> told.entries[0].caused_by, told.entries[1].cause_status
    (('cause-prices-are-looked-up-one-by-one',), 'hypothesis')
    """
    above = entry_of(register, under, *CAUSED)
    name = " ".join(title.split())
    if not name:
        raise ParameterProblem("A cause needs words: the answer to “why?”, as a sentence.")
    same = [one for one in causes_of(register) if one.title.casefold() == name.casefold()]
    if same:
        raise ParameterProblem(
            f"There is a cause {same[0].title!r} already, {same[0].id!r}. One cause may explain "
            "many pains: link it to this one instead."
        )
    taken = [*(one.id for one in register.entries), *register.retired_ids]
    cause = Entry(
        id=mint_id("cause", name, taken),
        kind=CAUSE,
        title=name,
        stage_id=above.stage_id,
        touchpoint_ids=above.touchpoint_ids,
        status="confirmed",  # a person wrote it; whether it is true says its cause_status
        evidence=tuple(dict.fromkeys(evidence)),
        cause_kind=_kind(kind),
        cause_status="hypothesis",
        backstage_ids=tuple(dict.fromkeys(backstage_ids)),
        company_interactions=tuple(dict.fromkeys(company_interactions)),
    )
    more = with_new_entry(register, cause)
    return changed_entry(more, above, caused_by=(*above.caused_by, cause.id))


def link_cause(register: Register, cause: str, under: str) -> Register:
    """The register with one of its causes as a why of one more entry.

    Raises
    ------
    ParameterProblem
        One of the two is not there, it is its cause already, or the chain would go in a circle.
    """
    below, above = entry_of(register, cause, CAUSE), entry_of(register, under, *CAUSED)
    if below.id in above.caused_by:
        raise ParameterProblem(f"{below.title!r} is a cause of {above.title!r} already.")
    if above.id == below.id or above.id in _below(register, below):
        raise ParameterProblem(
            f"{below.title!r} cannot be a cause of {above.title!r}: it is explained by it. A chain "
            "of whys does not go in a circle; name what comes first."
        )
    return changed_entry(register, above, caused_by=(*above.caused_by, below.id))


def unlink_cause(register: Register, cause: str, under: str) -> Register:
    """The register with a cause no longer named under an entry; the cause itself stays.

    Raises
    ------
    ParameterProblem
        One of the two is not there, or it is no cause of it.
    """
    below, above = entry_of(register, cause, CAUSE), entry_of(register, under, *CAUSED)
    if below.id not in above.caused_by:
        theirs = [one.title for one in register.entries if one.id in above.caused_by]
        named = f"Its causes: {sample_of(theirs)}." if theirs else "It has no cause yet."
        raise ParameterProblem(f"{below.title!r} is no cause of {above.title!r}. {named}")
    left = tuple(one for one in above.caused_by if one != below.id)
    return changed_entry(register, above, caused_by=left)


def move_cause(register: Register, cause: str, *, of: str, to: str) -> Register:
    """The register with a cause, and all that lies below it, under another entry.

    Raises
    ------
    ParameterProblem
        As `unlink_cause` and `link_cause`; nothing is changed then.
    """
    return link_cause(unlink_cause(register, cause, of), cause, to)


def edit_cause(register: Register, cause: str, **fields: object) -> Register:
    """The register with other values in a cause's title, kind, or where it lies.

    A suggestion that a person edits is none any more.

    Raises
    ------
    ParameterProblem
        There is no such cause, or a field is none of `title`, `cause_kind`, `backstage_ids`,
        `company_interactions`.
    """
    allowed = ("title", "cause_kind", "backstage_ids", "company_interactions")
    for field in fields:
        if field not in allowed:
            raise ParameterProblem(
                f"{field!r} of a cause is not edited. {did_you_mean(field, allowed)}"
                f"It takes: {', '.join(allowed)}."
            )
    if "cause_kind" in fields:
        fields["cause_kind"] = _kind(str(fields["cause_kind"]))
    one = entry_of(register, cause, CAUSE)
    return changed_entry(register, one, suggested=False, status="confirmed", **fields)


def set_cause_status(register: Register, cause: str, status: str) -> Register:
    """The register with a cause called hypothesis, supported or refuted by a person.

    A suggestion is none any more: a person has looked at it. What speaks against the word that was
    set is told by `insight.cause_trees.cause_table`, and never changes it.

    Raises
    ------
    ParameterProblem
        There is no such cause, or the status is none of the three.
    """
    word = status.strip().lower()
    if word not in CAUSE_STATUSES:
        raise ParameterProblem(
            f"A cause cannot be {status!r}. {did_you_mean(word, CAUSE_STATUSES)}"
            f"It is one of: {', '.join(CAUSE_STATUSES)}."
        )
    one = entry_of(register, cause, CAUSE)
    return changed_entry(register, one, cause_status=word, suggested=False, status="confirmed")


def link_evidence(
    register: Register,
    cause: str,
    evidence: Iterable[str],
    *,
    against: bool = False,
    known: Collection[str] | None = None,
) -> Register:
    """The register with evidence that speaks for a cause, or against it.

    Parameters
    ----------
    register, cause
        The register, and the id or title of the cause in it.
    evidence
        Ids of voices and events.
    against
        They speak against it.
    known
        All ids that there are; None: not checked.

    Raises
    ------
    ParameterProblem
        There is no such cause or evidence, none is named, or one speaks for the other side already.
    """
    one, ids = entry_of(register, cause, CAUSE), list(dict.fromkeys(evidence))
    if not ids:
        raise ParameterProblem("Name at least one id of evidence: a voice's or an event's.")
    unknown = [key for key in ids if known is not None and key not in known]
    if unknown:
        raise ParameterProblem(
            f"{len(unknown)} of {len(ids)} ids are no evidence here: {sample_of(unknown)}. "
            f"{did_you_mean(unknown[0], known or ())}Ids stand in the report's list of evidence "
            "and in evidence/."
        )
    field, other = ("against", "evidence") if against else ("evidence", "against")
    both = [key for key in ids if key in getattr(one, other)]
    if both:
        side = "for" if against else "against"
        raise ParameterProblem(
            f"{sample_of(both)} speaks {side} {one.title!r} already. One piece of evidence speaks "
            "for one side; take it out there first."
        )
    named = tuple(dict.fromkeys((*getattr(one, field), *ids)))
    return changed_entry(register, one, **{field: named})


def unlink_evidence(register: Register, cause: str, evidence: Iterable[str]) -> Register:
    """The register with evidence that no longer speaks for or against a cause.

    Raises
    ------
    ParameterProblem
        There is no such cause, or it does not name one of them.
    """
    one, ids = entry_of(register, cause, CAUSE), set(evidence)
    missing = sorted(ids - {*one.evidence, *one.against})
    if missing:
        raise ParameterProblem(f"{one.title!r} does not name {sample_of(missing)} as evidence.")
    left = {
        field: tuple(key for key in getattr(one, field) if key not in ids)
        for field in ("evidence", "against")
    }
    return changed_entry(register, one, **left)


def remove_cause(register: Register, cause: str) -> Register:
    """The register without a cause; what it explained is explained by what lay below it.

    Raises
    ------
    ParameterProblem
        There is no such cause, or it or what it explains is locked.

    Examples
    --------
    >>> chain = Register(entries=(
    ...     Entry(id="p", kind="pain", title="Late", caused_by=("a",)),
    ...     Entry(id="a", kind="root cause", title="Typed twice", caused_by=("b",)),
    ...     Entry(id="b", kind="root cause", title="Two systems"),
    ... ))
    >>> shorter = remove_cause(chain, "Typed twice")
    >>> [(one.id, one.caused_by) for one in shorter.entries]
    [('p', ('b',)), ('b', ())]
    """
    return without_entry(register, entry_of(register, cause, CAUSE))


def causes_of(register: Register) -> list[Entry]:
    """All causes of a register, suggestions among them, in their order."""
    return [one for one in register.entries if one.kind == CAUSE]


def _below(register: Register, cause: Entry) -> set[str]:
    """Ids of all that lies below a cause, at any depth."""
    named = {one.id: one.caused_by for one in register.entries}
    found: set[str] = set()
    waiting = list(cause.caused_by)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += named.get(key, ())
    return found


def _kind(kind: str) -> str:
    word = kind.strip().lower()
    if word and word not in CAUSE_KINDS:
        raise ParameterProblem(
            f"There is no kind of cause {kind!r}. {did_you_mean(word, CAUSE_KINDS)}"
            f"Kinds: {', '.join(CAUSE_KINDS)}."
        )
    return word

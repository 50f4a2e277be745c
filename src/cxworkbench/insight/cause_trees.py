"""Cause trees: why chains, which pains each cause explains, and what speaks against its status."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.records.causes import CAUSE, causes_of
from cxworkbench.records.register import Entry, Register
from cxworkbench.voice.words import count_of

PAINS: Final = ("pain", "unmet need", "service gap")  # what a cause is asked for
REFUTED: Final = "refuted"
CAUSE_COLUMNS: Final = {
    "cause_id": "str", "cause": "str", "kind": "str", "status": "str", "suggested": "bool",
    "evidence_for": "int64", "evidence_against": "int64", "backstage": "int64",
    "partners": "int64", "pains": "int64", "last_why": "bool", "warning": "str",
}  # fmt: skip
PARETO_COLUMNS: Final = {
    "cause_id": "str", "cause": "str", "kind": "str", "status": "str", "suggested": "bool",
    "pains": "int64", "weight": "float64", "added": "int64", "explained": "int64",
    "share": "float64", "weight_share": "float64", "pain_ids": "object",
}  # fmt: skip


def why_chains(register: Register, entry: Entry) -> list[tuple[Entry, ...]]:
    """Every chain of whys that begins at an entry, down to its last why, in the register's order.

    An entry without a cause gives one chain of itself alone.

    Examples
    --------
    >>> register = Register(entries=(
    ...     Entry(id="p", kind="pain", title="Late", caused_by=("a",)),
    ...     Entry(id="a", kind="root cause", title="Typed twice", caused_by=("b",)),
    ...     Entry(id="b", kind="root cause", title="Two systems"),
    ... ))
    >>> [[one.title for one in chain] for chain in why_chains(register, register.entries[0])]
    [['Late', 'Typed twice', 'Two systems']]
    """
    by_id = {one.id: one for one in register.entries}
    return list(_chains(by_id, entry, ()))


def explained_by(register: Register) -> dict[str, tuple[str, ...]]:
    """Cause id -> ids of the pains, unmet needs and service gaps that it explains, at any depth.

    A pain is not explained through a cause that was refuted.
    """
    by_id = {one.id: one for one in register.entries}
    found: dict[str, dict[str, None]] = {one.id: {} for one in causes_of(register)}
    for pain in register.entries:
        if pain.kind in PAINS:
            for cause in _reached(by_id, pain):
                found[cause][pain.id] = None
    return {cause: tuple(pains) for cause, pains in found.items()}


def cause_table(register: Register) -> pd.DataFrame:
    """Each cause with its status, how much speaks for and against it, and a warning.

    Returns
    -------
    pandas.DataFrame
        One row per cause, in the register's order: `cause_id`, `cause`, `kind`, `status`;
        `suggested`, by co-occurrence alone; `evidence_for`, `evidence_against`, counts of voices
        and events; `backstage`, `partners`, counts of where it lies; `pains` it explains;
        `last_why`, nothing lies below it; `warning`, where evidence and status do not agree, else
        empty.

    Notes
    -----
    The status is a person's judgement. Evidence is counted here, not weighed: one decisive
    document may outweigh ten remarks.
    """
    explained = explained_by(register)
    rows = [
        {
            "cause_id": one.id, "cause": one.title, "kind": one.cause_kind,
            "status": one.cause_status or "hypothesis", "suggested": one.suggested,
            "evidence_for": len(one.evidence), "evidence_against": len(one.against),
            "backstage": len(one.backstage_ids), "partners": len(one.company_interactions),
            "pains": len(explained[one.id]), "last_why": not one.caused_by,
            "warning": status_warning(one),
        }
        for one in causes_of(register)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(CAUSE_COLUMNS)).astype(CAUSE_COLUMNS)


def cause_pareto(register: Register) -> pd.DataFrame:
    """Last whys in the order in which each explains the most pains not explained before.

    A pain that several causes explain counts once, at the first of them; refuted causes are left
    out, and so are suggestions, which are no evidence.

    Returns
    -------
    pandas.DataFrame
        One row per cause without a further why: `cause_id`, `cause`, `kind`, `status`,
        `suggested`; `pains` that it explains and `weight`, the sum of their scores; `added`, those
        of them that no cause above explains; `explained`, pains explained by this cause and those
        above; `share` of all pains and `weight_share` of the weight of all pains that these are,
        0 to 1; `pain_ids`.

    Notes
    -----
    That a cause stands under a pain is what somebody entered: the table counts hypotheses along
    with what is supported. Scores are sums of what accounts said, and only their order is meant.
    The order is greedy: it need not be the smallest set of causes that explains as much.

    Examples
    --------
    >>> register = Register(entries=(
    ...     Entry(id="p", kind="pain", title="Late", value=20, caused_by=("a", "b")),
    ...     Entry(id="q", kind="pain", title="Wrong", value=10, caused_by=("a",)),
    ...     Entry(id="r", kind="pain", title="Dear", value=10),
    ...     Entry(id="a", kind="root cause", title="Two systems"),
    ...     Entry(id="b", kind="root cause", title="No stock list"),
    ... ))
    >>> cause_pareto(register)[["cause", "pains", "added", "explained", "weight_share"]]
               cause  pains  added  explained  weight_share
    0    Two systems      2      2          2          0.75
    1  No stock list      1      0          2          0.75
    """
    pains = {one.id: max(one.value or 0.0, 0.0) for one in register.entries if one.kind in PAINS}
    explained = explained_by(register)
    left = [
        one
        for one in causes_of(register)
        if not _open_causes(register, one) and one.cause_status != REFUTED and not one.suggested
    ]
    rows: list[dict[str, object]] = []
    seen: dict[str, None] = {}
    while left:
        first = max(left, key=lambda one: _worth(one, explained[one.id], seen, pains))
        left.remove(first)
        theirs = explained[first.id]
        added = [key for key in theirs if key not in seen]
        seen |= dict.fromkeys(added)
        rows.append(_pareto_row(first, theirs, len(added), list(seen), pains))
    table = pd.DataFrame(rows, columns=list(PARETO_COLUMNS))
    return table[table["pains"] > 0].reset_index(drop=True).astype(PARETO_COLUMNS)


def pains_without_cause(register: Register) -> list[Entry]:
    """Pains that no cause explains but suggestions and refuted ones, the weightiest first."""
    by_id = {one.id: one for one in register.entries}
    found = [
        one
        for one in register.entries
        if one.kind in PAINS and all(by_id[key].suggested for key in _reached(by_id, one))
    ]
    return sorted(found, key=lambda one: -(one.value or 0.0))


def status_warning(cause: Entry) -> str:
    """A sentence where a cause's evidence does not agree with its status; else empty.

    Examples
    --------
    >>> status_warning(Entry(id="c", kind="root cause", title="", cause_status="supported"))
    'Called supported, and no evidence speaks for it.'
    """
    speaks_for, against = len(cause.evidence), len(cause.against)
    more = f"({speaks_for})"
    if cause.cause_status == "supported":
        if not speaks_for:
            return say("Called supported, and no evidence speaks for it.")
        if against > speaks_for:
            return say(
                "Called supported, and more speaks against it ({against}) than for it {more}.",
                against=against,
                more=more,
            )
    if cause.cause_status == REFUTED:
        if speaks_for > against:
            return say(
                "Called refuted, and more speaks for it {more} than against it ({against}).",
                more=more,
                against=against,
            )
        if not against:
            return say("Called refuted, and no evidence speaks against it.")
    return ""


def tree_lines(register: Register, entry: Entry) -> list[str]:
    """An entry with its causes below it as lines of text, each why indented one step further."""
    by_id = {one.id: one for one in register.entries}
    return list(_lines(by_id, entry, 0))


def _lines(by_id: dict[str, Entry], entry: Entry, depth: int) -> Iterator[str]:
    if entry.kind == CAUSE:
        kind = entry.cause_kind or say("kind not said")
        status = "suggestion" if entry.suggested else entry.cause_status or "hypothesis"
        evidence = say(
            "{pieces} for, {against} against",
            pieces=count_of(len(entry.evidence), "piece"),
            against=len(entry.against),
        )
        warning = status_warning(entry)
        yield f"{'  ' * depth}why? {entry.title} ({kind}; {status}; {evidence}) [{entry.id}]"
        if warning:
            yield f"{'  ' * depth}     {warning}"
    else:
        yield f"{'  ' * depth}{entry.title} ({entry.kind}) [{entry.id}]"
    for key in entry.caused_by:
        if key in by_id:
            yield from _lines(by_id, by_id[key], depth + 1)


def _chains(
    by_id: dict[str, Entry], entry: Entry, above: tuple[Entry, ...]
) -> Iterator[tuple[Entry, ...]]:
    chain = (*above, entry)
    below = [by_id[key] for key in entry.caused_by if key in by_id and by_id[key] not in chain]
    if not below:
        yield chain
    for one in below:
        yield from _chains(by_id, one, chain)


def _reached(by_id: dict[str, Entry], pain: Entry) -> list[str]:
    """Ids of the causes of a pain at any depth, nearest first, none through a refuted one."""
    found: dict[str, None] = {}
    waiting = list(pain.caused_by)
    while waiting:
        key = waiting.pop(0)
        cause = by_id.get(key)
        if cause and key not in found and cause.kind == CAUSE and cause.cause_status != REFUTED:
            found[key] = None
            waiting += cause.caused_by
    return list(found)


def _open_causes(register: Register, cause: Entry) -> list[Entry]:
    """What lies one why below a cause and counts: neither refuted nor only suggested."""
    return [
        one
        for one in register.entries
        if one.id in cause.caused_by and one.cause_status != REFUTED and not one.suggested
    ]


def _worth(
    cause: Entry, theirs: tuple[str, ...], seen: dict[str, None], pains: dict[str, float]
) -> tuple[int, float, bool, int]:
    new = [key for key in theirs if key not in seen]
    weight = sum(pains[key] for key in new)
    return len(new), weight, cause.cause_status == "supported", len(theirs)


def _pareto_row(
    cause: Entry, theirs: tuple[str, ...], added: int, seen: list[str], pains: dict[str, float]
) -> dict[str, object]:
    total = sum(pains.values())
    return {
        "cause_id": cause.id, "cause": cause.title, "kind": cause.cause_kind,
        "status": cause.cause_status or "hypothesis", "suggested": cause.suggested,
        "pains": len(theirs), "weight": sum(pains[key] for key in theirs), "added": added,
        "explained": len(seen), "share": len(seen) / len(pains) if pains else float("nan"),
        "weight_share": sum(pains[key] for key in seen) / total if total else float("nan"),
        "pain_ids": theirs,
    }  # fmt: skip

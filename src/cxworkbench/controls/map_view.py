"""A map as the editor's page shows it: plain dictionaries, and only what changed since."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from cxworkbench.records import edits
from cxworkbench.records.base import Part
from cxworkbench.records.evidence import Evidence
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.review.notes import worst_notes
from cxworkbench.voice.words import count_of

SHOWN_LISTS: Final = (
    "phases", "stages", "steps", "touchpoints", "interactions", "statements", "comments",
    "decisions",
)  # fmt: skip
OWN: Final = ("id", "title", "kind", "state", "mode", "stamp", "as_of")
MOST_NOTES: Final = 5
MOST_EVIDENCE: Final = 30  # pieces of evidence in the drawer; the count says how many more
_VOICE: Final = ("voice_id", "file", "row", "account_id", "said_at", "method", "text")
_EVENT: Final = ("event_id", "file", "row", "account_id", "occurred_at", "activity")


def map_view(journey_map: JourneyMap) -> dict[str, Any]:
    """The whole map: `own` fields, and each list with its elements in order.

    Fields at their defaults are left out; evidence is told as counts, `e` for and `a` against.
    """
    lists = {
        name: [item_view(one) for one in edits.items_of(journey_map, name)] for name in SHOWN_LISTS
    }
    return {"own": _own(journey_map), **lists}


def map_changes(old: JourneyMap, new: JourneyMap) -> dict[str, Any]:
    """What to draw anew: list -> elements to `set`, ids that are `gone`, `order` where changed."""
    changes: dict[str, Any] = {} if _own(old) == _own(new) else {"own": _own(new)}
    for name in SHOWN_LISTS:
        before, after = edits.items_of(old, name), edits.items_of(new, name)
        if before is not after and before != after:
            changes[name] = _list_changes(before, after)
    return changes


def item_view(item: Part) -> dict[str, Any]:
    """One element or statement as the page takes it."""
    content = item.model_dump(mode="json", exclude_defaults=True)
    if isinstance(item, Statement):
        content |= {"e": len(item.evidence), "a": len(item.against)}
        content.pop("evidence", None)
        content.pop("against", None)
    return content


def notes_view(journey_map: JourneyMap) -> list[dict[str, str]]:
    """The method notes that matter most, worst first, five at most."""
    return [asdict(one) for one in worst_notes(journey_map, MOST_NOTES)]


def evidence_view(
    journey_map: JourneyMap, ids: Sequence[str], evidence: Evidence | None
) -> list[dict[str, Any]]:
    """For each of these statements what it rests on: words, counts, interval, and its evidence.

    Each piece of evidence has its `id`, and where it can be looked up `where` (file and row, as the
    spreadsheet counts) and `words`; at most 30 are listed, `more` says how many others there are.
    """
    found = [one for one in journey_map.statements if one.id in set(ids)]
    shown = {one.id: (*one.evidence, *one.against)[:MOST_EVIDENCE] for one in found}
    known = _looked_up({key for keys in shown.values() for key in keys}, evidence)
    return [
        {
            "id": one.id,
            "rests": rests_on(one),
            "pieces": [
                {"id": key, "against": key in one.against, **known.get(key, {})}
                for key in shown[one.id]
            ],
            "more": len(one.evidence) + len(one.against) - len(shown[one.id]),
        }
        for one in found
    ]


def rests_on(statement: Statement) -> str:
    """How sure a statement is, in a line: basis, accounts, voices, mean with its interval.

    Examples
    --------
    >>> rests_on(Statement(id="s", at="t", lane="emotion", basis="measured", evidence=("v",),
    ...                    n=6, voices=9, value=-1.25, low=-1.9, high=-0.6, as_of="2026-06-30"))
    'measured; 6 accounts, 9 voices; mean −1.25 (95 % interval −1.90 to −0.60); to 2026-06-30'
    >>> rests_on(Statement(id="s", at="t", lane="pains", text="Slow"))
    'assumed: put in by a person, no evidence'
    """
    if not statement.evidence:
        return f"{statement.basis}: put in by a person, no evidence"
    parts = [
        statement.basis,
        f"{count_of(statement.n, 'account')}, {count_of(statement.voices, 'voice')}",
    ]
    if statement.value is not None:
        spread = (
            f" (95 % interval {_signed(statement.low)} to {_signed(statement.high)})"
            if statement.low is not None and statement.high is not None
            else " (too few accounts for an interval)"
        )
        parts.append(f"mean {_signed(statement.value)}{spread}")
    if statement.as_of:
        parts.append(f"to {statement.as_of}")
    return "; ".join(parts)


def _own(journey_map: JourneyMap) -> dict[str, str]:
    return {name: str(getattr(journey_map, name)) for name in OWN}


def _list_changes(before: Sequence[Part], after: Sequence[Part]) -> dict[str, Any]:
    old = {str(getattr(one, "id", "")): one for one in before}
    new = {str(getattr(one, "id", "")): one for one in after}
    changed = [item_view(one) for key, one in new.items() if old.get(key) != one]
    found: dict[str, Any] = {"set": changed, "gone": [key for key in old if key not in new]}
    kept = [key for key in old if key in new]
    if [*kept, *(key for key in new if key not in old)] != list(new):
        found["order"] = list(new)
    return found


def _looked_up(ids: set[str], evidence: Evidence | None) -> dict[str, dict[str, str]]:
    if evidence is None or not ids:
        return {}
    voices = evidence.only("voices", "voice_id", ids, _VOICE)
    events = evidence.only("events", "event_id", ids, _EVENT)
    found = {}
    for table, key, words in ((voices, "voice_id", "text"), (events, "event_id", "activity")):
        for row in table.to_dict("records"):
            found[str(row[key])] = {
                "where": f"{row['file']}, row {row['row']}",
                "who": str(row["account_id"]),
                "words": str(row[words]),
            }
    return found


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+.2f}".replace("-", "−")

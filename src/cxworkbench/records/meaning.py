"""What changed between two versions of a map, in the words of the people who made it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from cxworkbench.records.base import Part
from cxworkbench.records.changes import Change, map_changes
from cxworkbench.records.diff import as_text
from cxworkbench.records.journey_map import JourneyMap, Statement, Touchpoint
from cxworkbench.records.map_items import LISTS, PARENT_FIELDS, items_of

COLUMNS: Final = ("meaning", "list", "id", "name", "sentence")
MEANINGS: Final = (
    "contradicted", "confirmed", "reopened", "added", "removed", "moved", "reordered", "reworded",
    "evidence gained", "evidence lost", "changed",
)  # fmt: skip
_ONE: Final[Mapping[str, str]] = {
    "phases": "phase", "stages": "stage", "steps": "step", "touchpoints": "touchpoint",
    "interactions": "interaction", "statements": "statement", "offerings": "offering",
    "flows": "way on", "roles": "role", "involvements": "involvement", "comments": "comment",
    "decisions": "decision", "": "map",
}  # fmt: skip
_WORDS: Final = ("name", "text", "title", "definition", "content", "condition", "word", "code")
_MEASURE: Final = ("value", "low", "high", "n", "voices", "counts", "as_of", "basis")
_EVIDENCE: Final = ("evidence", "against")
_REMARKS: Final = ("comments", "decisions")
_LONGEST: Final = 60


def map_meaning(old: JourneyMap, new: JourneyMap) -> pd.DataFrame:
    """What the difference between two versions of a map means, one sentence a row.

    A statement is contradicted when the evidence against it grew, or when its value changed its
    sign and the new 95 % interval lies wholly on the other side of 0.

    Parameters
    ----------
    old, new
        The earlier and the later version.

    Returns
    -------
    pandas.DataFrame
        One row per meaning and element, in the order of `MEANINGS` and then of the map: `meaning`,
        `list`, `id`, empty for the map itself, `name` and `sentence`. What goes with a removed
        element is counted in its sentence, as is what comes with an added one. Elements of one
        parent only are reordered; the order of a file across parents means nothing.

    Notes
    -----
    `diff_maps` tells every changed field; here several fields of one measurement are one row.
    A value can turn by chance: look at the counts behind both versions.

    Examples
    --------
    >>> said = Statement(id="s", at="st", lane="pains", text="Slow", evidence=("v1",))
    >>> from cxworkbench.records.journey_map import Stage
    >>> old = JourneyMap(id="m", title="", stages=(Stage(id="st", name="Use"),), statements=(said,))
    >>> later = said.model_copy(update={"against": ("v7", "v8")})
    >>> new = old.model_copy(update={"statements": (later,)})
    >>> map_meaning(old, new)["sentence"].tolist()
    ["Contradicted: pains 'Slow' at 'Use': 2 pieces of evidence against it are new."]
    """
    told = _Told(old, new)
    changes = [
        one for one in map_changes(old, new) if one.field not in ("retired_ids", "merged_ids")
    ]
    rows = [*told.came_and_went(changes), *told.altered(changes), *told.reordered()]
    order = {meaning: at for at, meaning in enumerate(MEANINGS)}
    rows.sort(key=lambda row: order[row[0]])
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")


def describe_meaning(meaning: pd.DataFrame) -> str:
    """How many changes of each kind there are, in one sentence.

    Examples
    --------
    >>> describe_meaning(pd.DataFrame({"meaning": ["moved", "added", "moved"]}))
    'Between the two versions: 2 moved, 1 added.'
    """
    counts = meaning["meaning"].value_counts(sort=True)
    if counts.empty:
        return "The two versions say the same."
    parts = ", ".join(f"{count} {word}" for word, count in counts.items())
    return f"Between the two versions: {parts}."


class _Told:
    """The two versions by id, and how their elements are called."""

    def __init__(self, old: JourneyMap, new: JourneyMap) -> None:
        self.old, self.new = old, new
        self.before = _by_id(old)
        self.after = _by_id(new)

    def came_and_went(self, changes: Sequence[Change]) -> Iterator[tuple[str, ...]]:
        """A row for each element added or removed, those inside another such one counted there."""
        for kind, items in (("added", self.after), ("removed", self.before)):
            here = {one.id: one for one in changes if one.change == kind}
            inside: dict[str, list[Change]] = {}
            tops = []
            for one in here.values():
                top = self._top(one.id, here, items)
                inside.setdefault(top, []).append(one)
                tops += [one] if top == one.id else []
            for one in tops:
                called = self._called(one.id, items)
                rest = [other for other in inside[one.id] if other is not one]
                more = f", with {_counted(rest)}" if rest else ""
                yield (kind, one.list, one.id, _name(items[one.id]),
                       f"{kind.capitalize()}: {called}{more}.")  # fmt: skip

    def altered(self, changes: Sequence[Change]) -> Iterator[tuple[str, ...]]:
        """Rows for each element that is in both versions: what its changed fields mean together."""
        fields: dict[tuple[str, str], dict[str, Change]] = {}
        for one in changes:
            if one.change in ("changed", "moved"):
                fields.setdefault((one.list, one.id), {})[one.field] = one
        for (name, item_id), changed in fields.items():
            for meaning, words in self._meanings(name, item_id, changed):
                called = self._called(item_id, self.before) if item_id else "the map"
                shown = _name(self.after[item_id]) if item_id else self.new.title
                yield (meaning, name, item_id, shown, f"{meaning.capitalize()}: {called}: {words}.")

    def reordered(self) -> Iterator[tuple[str, ...]]:
        """A row for each parent whose elements stand in another order among themselves."""
        for name in ("phases", "stages", "steps", "touchpoints", "interactions"):
            was, now = _inside(self.old, name), _inside(self.new, name)
            for parent in now:
                both = set(was.get(parent, ())) & set(now[parent])
                old = [one for one in was.get(parent, ()) if one in both]
                new = [one for one in now[parent] if one in both]
                if old != new:
                    where = self._called(parent, self.after) if parent else "the map"
                    order = ", ".join(repr(_cut(_name(self.after[one]))) for one in new)
                    yield ("reordered", name, parent, _name(self.after[parent]) if parent else "",
                           f"Reordered: {name} in {where}: now {order}.")  # fmt: skip

    def _meanings(
        self, name: str, item_id: str, changed: Mapping[str, Change]
    ) -> Iterator[tuple[str, str]]:
        left = dict(changed)
        if name == "statements":
            yield from self._of_statement(item_id, left)
        if "status" in left:
            one = left.pop("status")
            meaning = {"confirmed": "confirmed"}.get(
                one.new, "reopened" if one.old == "confirmed" else "changed"
            )
            yield meaning, f"status was {one.old!r}, is {one.new!r}"
        places = [left.pop(field) for field in list(left) if field in PARENT_FIELDS.get(name, ())]
        if places:
            yield "moved", "; ".join(self._move(one) for one in places)
        words = [left.pop(field) for field in _WORDS if field in left]
        if words:
            yield (
                "reworded",
                "; ".join(f"{_shown(one.old)} is now {_shown(one.new)}" for one in words),
            )
        if left:
            yield (
                "changed",
                "; ".join(
                    f"{one.field} was {_shown(one.old)}, is {_shown(one.new)}"
                    for one in left.values()
                ),
            )

    def _of_statement(self, item_id: str, left: dict[str, Change]) -> Iterator[tuple[str, str]]:
        old, new = self.before[item_id], self.after[item_id]
        against = _news(old.against, new.against)
        reasons = (
            [f"{_pieces(against)} against it {'is' if against == 1 else 'are'} new"]
            if against
            else []
        )
        if _turned(old, new):
            reasons.append(
                f"its value was {old.value:+.2g} and is {new.value:+.2g} "
                f"({new.low:+.2g} to {new.high:+.2g})"
            )
            left.pop("value", None)
        if reasons:
            yield "contradicted", "; ".join(reasons)
        gained, lost = _news(old.evidence, new.evidence), _news(new.evidence, old.evidence)
        if gained:
            yield (
                "evidence gained",
                f"{_pieces(gained)} more, from {_accounts(old)} to {_accounts(new)}",
            )
        if lost:
            yield (
                "evidence lost",
                f"{_pieces(lost)} gone, from {_accounts(old)} to {_accounts(new)}",
            )
        cleared = _news(new.against, old.against)
        if cleared:
            yield "changed", f"{_pieces(cleared)} against it no longer there"
        for field in _EVIDENCE:
            left.pop(field, None)
        measure = [left.pop(field) for field in _MEASURE if field in left]
        if measure and not (gained or lost or reasons):
            yield (
                "changed",
                "; ".join(
                    f"{one.field} was {_shown(one.old)}, is {_shown(one.new)}" for one in measure
                ),
            )

    def _move(self, one: Change) -> str:
        was = self._called(one.old, self.before) if one.old else "none"
        now = self._called(one.new, self.after) if one.new else "none"
        return f"from {was} to {now}"

    def _top(self, one: str, here: Mapping[str, Change], items: Mapping[str, Any]) -> str:
        """The outermost element added or removed together with this one."""
        for field in (
            "touchpoint_id",
            "step_id",
            "stage_id",
            "phase_id",
            "at",
            "role_id",
            "from_id",
        ):
            parent = str(getattr(items[one], field, ""))
            if parent == one or parent not in here or here[parent].list in _REMARKS:
                continue
            if _is_inside(here[one].list, field):
                return self._top(parent, here, items)
        return one

    def _called(self, item_id: str, items: Mapping[str, Any]) -> str:
        item = items.get(item_id)
        if item is None:
            return repr(item_id)
        if isinstance(item, Statement):
            what = f"{item.lane} {_shown(item.text or item.word or item.id)}"
            at = items.get(item.at)
            return f"{what} at {_shown(_name(at))}" if at is not None else what
        kind = _kind(item)
        ends = [_name(items[end]) for end in _ends(item) if end in items]
        name = " > ".join(ends) if ends else _name(item) or item_id
        return f"{kind} {_shown(name)}"


def _by_id(journey_map: JourneyMap) -> dict[str, Any]:
    return {one.id: one for name in LISTS for one in items_of(journey_map, name)}


def _inside(journey_map: JourneyMap, name: str) -> dict[str, list[str]]:
    """Parent -> the elements of one level in it, in order."""
    found: dict[str, list[str]] = {}
    for one in items_of(journey_map, name):
        parent = (one.step_id or one.stage_id) if isinstance(one, Touchpoint) else ""
        if not parent:
            field = {"stages": "phase_id", "steps": "stage_id", "interactions": "touchpoint_id"}
            parent = str(getattr(one, field.get(name, ""), ""))
        found.setdefault(parent, []).append(one.id)
    return found


def _is_inside(name: str, field: str) -> bool:
    return field in PARENT_FIELDS.get(name, ()) or (name in _REMARKS and field == "at")


def _kind(item: Part) -> str:
    kinds = {"BuyingRole": "role", "RoleInvolvement": "involvement", "Flow": "way on"}
    return kinds.get(type(item).__name__, type(item).__name__.lower())


def _ends(item: Part) -> tuple[str, ...]:
    fields = ("from_id", "to_id") if hasattr(item, "from_id") else ("role_id", "stage_id")
    return tuple(getattr(item, field) for field in fields) if hasattr(item, fields[0]) else ()


def _name(item: Part | None) -> str:
    for field in ("name", "text", "title", "word", "id"):
        if getattr(item, field, ""):
            return str(getattr(item, field))
    return ""


def _counted(changes: Iterable[Change]) -> str:
    counts: dict[str, int] = {}
    for one in changes:
        counts[one.list] = counts.get(one.list, 0) + 1
    return ", ".join(
        f"{count} {_ONE[name]}" if count == 1 else f"{count} {_ONE[name].replace('way on', 'way')}s"
        for name, count in counts.items()
    )


def _news(old: Sequence[str], new: Sequence[str]) -> int:
    return len(set(new) - set(old))


def _pieces(count: int) -> str:
    return "1 piece of evidence" if count == 1 else f"{count} pieces of evidence"


def _accounts(statement: Statement) -> str:
    return "1 account" if statement.n == 1 else f"{statement.n} accounts"


def _turned(old: Statement, new: Statement) -> bool:
    """Whether the value is on the other side of 0, with the whole of the new interval."""
    if not old.value or not new.value or new.low is None or new.high is None:
        return False
    return old.value * new.value < 0 and new.low * new.high > 0


def _shown(value: object) -> str:
    return repr(_cut(as_text(value))) if value not in (None, "", ()) else "empty"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"

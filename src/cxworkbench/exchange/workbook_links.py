"""What rows of a map's workbook refer to: found by id or name, or told where it is not there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from cxworkbench.exchange.workbook_reading import Reading, Row
from cxworkbench.ground.errors import did_you_mean
from cxworkbench.records.map_items import LISTS

Rows = dict[str, list[Row]]

_ELEMENTS: Final = ("phases", "stages", "steps", "touchpoints", "interactions")
_ENDS: Final = ("stages", "steps", "touchpoints", "phases")
# List -> field -> lists in which it must be found.
_LINKS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "stages": {"phase_id": ("phases",)},
    "steps": {"stage_id": ("stages",)},
    "touchpoints": {"stage_id": ("stages",), "step_id": ("steps",)},
    "interactions": {"touchpoint_id": ("touchpoints",), "predecessor_id": ("interactions",),
                     "successor_id": ("interactions",)},
    "statements": {"at": _ELEMENTS},
    "flows": {"from_id": _ENDS, "to_id": _ENDS},
    "involvements": {"role_id": ("roles",), "stage_id": ("stages",)},
    "comments": {"at": LISTS},
    "decisions": {"at": LISTS},
}  # fmt: skip
_MAY_BE_EMPTY: Final = frozenset(
    (("stages", "phase_id"), ("touchpoints", "step_id"), ("interactions", "predecessor_id"),
     ("interactions", "successor_id"), ("comments", "at"), ("decisions", "at"))
)  # fmt: skip
_HOLDS: Final = ("steps", "touchpoints")  # they do not go with their stage: it stays


def linked(rows: Rows, reading: Reading) -> Rows:
    """The rows with every reference leading to something that is there.

    A name in the place of an id stands for the only thing of that name. What hangs on a removed
    row goes with it, but a stage or step in which something still stands stays. Each such
    decision is told as a problem or a note of the row.
    """
    named = {name: [by_name(rows, name, row, reading) for row in few] for name, few in rows.items()}
    while True:
        changed = _bring_back_stages(named, reading)
        for name, links in _LINKS.items():
            kept: list[Row] = []
            for row in named[name]:
                new = _settled(named, reading, name, row, links)
                changed |= new is not row
                kept += [new] if new is not None else []
            named[name] = kept
        if not changed:
            break
    named["touchpoints"] = [_in_offerings(named, reading, row) for row in named["touchpoints"]]
    named["touchpoints"] = _in_their_steps(named, reading)
    named["involvements"] = _once_each(named["involvements"], reading)
    _tell_one_name_twice(named["stages"], reading)
    return named


def _ids(rows: Mapping[str, Sequence[Row]], names: Iterable[str]) -> set[str]:
    return {row.item.id for name in names for row in rows[name]}


def by_name(rows: Mapping[str, Sequence[Row]], name: str, row: Row, reading: Reading) -> Row:
    """The row with ids where it calls something in the workbook by its name."""
    found: dict[str, str] = {}
    for field, homes in _LINKS.get(name, {}).items():
        value = getattr(row.item, field)
        if not value or value in reading.base or value in _ids(rows, homes):
            continue
        same = [
            other.item.id
            for home in homes
            for other in rows[home]
            if str(getattr(other.item, "name", "")).strip().casefold() == value.strip().casefold()
        ]
        if len(same) == 1:
            found[field] = same[0]
    return _with(row, found) if found else row


def _settled(
    rows: Rows, reading: Reading, name: str, row: Row, links: Mapping[str, tuple[str, ...]]
) -> Row | None:
    for field, homes in links.items():
        value = str(getattr(row.item, field))
        empty = (name, field) in _MAY_BE_EMPTY
        if (not value and empty) or value in _ids(rows, homes):
            continue
        is_remark = name in ("comments", "decisions")
        if is_remark and (value in reading.retired or value in reading.base):
            continue
        if value in reading.base:
            return _with_the_removed(reading, name, row, field, value, empty=empty)
        return _unknown(rows, reading, name, row, field, homes)
    return row


def _with_the_removed(
    reading: Reading, name: str, row: Row, field: str, value: str, *, empty: bool
) -> Row | None:
    remedy = "left empty" if empty else "removed with it; put the row back if it is to stay"
    reading.add(name, row.number, field, "is there", value, f"Its row was removed: {remedy}.",
                note=True)  # fmt: skip
    return _with(row, {field: ""}) if empty else None


def _unknown(
    rows: Rows, reading: Reading, name: str, row: Row, field: str, homes: Sequence[str]
) -> Row | None:
    value = str(getattr(row.item, field))
    known = _ids(rows, homes)
    before = getattr(reading.base.get(row.item.id), field, "")
    stays = before in known and before != value
    then = (
        "The cell counts as it was exported."
        if stays
        else "The cell counts as empty."
        if (name, field) in _MAY_BE_EMPTY
        else "The row was left out."
    )
    near = did_you_mean(value, sorted(known))
    rule = f"is an id or a name in sheet {' or '.join(homes[:4])}"
    reading.add(name, row.number, field, rule, value, f"{near}Correct the cell. {then}")
    if stays:
        return _with(row, {field: before})
    return _with(row, {field: ""}) if (name, field) in _MAY_BE_EMPTY else None


def _bring_back_stages(rows: Rows, reading: Reading) -> bool:
    """Stages whose row was removed while steps or touchpoints stand in them."""
    there = _ids(rows, ("stages",))
    needed = dict.fromkeys(
        row.item.stage_id for name in _HOLDS for row in rows[name] if row.item.stage_id not in there
    )
    back = [one for one in needed if one in reading.base]
    order = [one for one in reading.base if one in there | set(back)]
    for one in back:
        inside = sum(row.item.stage_id == one for name in _HOLDS for row in rows[name])
        remedy = f"Rows that still stand in it: {inside}. It stays; move or remove them first."
        reading.add("stages", 0, "id", "is empty before it is removed", one, remedy)
        before = [other for other in order[: order.index(one)] if other in there]
        at = 1 + [row.item.id for row in rows["stages"]].index(before[-1]) if before else 0
        rows["stages"].insert(at, Row(0, reading.base[one]))
        there.add(one)
    return bool(back)


def _in_offerings(rows: Rows, reading: Reading, row: Row) -> Row:
    offered = {other.item.name.strip().casefold(): other.item.id for other in rows["offerings"]}
    there = set(offered.values()) | _ids(rows, ("offerings",))
    kept = []
    for one in row.item.offering_ids:
        found = one if one in there else offered.get(one.casefold(), "")
        if found:
            kept.append(found)
            continue
        is_gone = one in reading.base
        why = "Its row was removed" if is_gone else did_you_mean(one, sorted(there)).strip()
        remedy = f"{why or 'It is not there'}. The touchpoint stands without it."
        reading.add("touchpoints", row.number, "offering_ids", "is in sheet offerings", one,
                    remedy.replace("?.", "?"), note=is_gone)  # fmt: skip
    return (
        _with(row, {"offering_ids": tuple(kept)}) if tuple(kept) != row.item.offering_ids else row
    )


def _in_their_steps(rows: Rows, reading: Reading) -> list[Row]:
    stage_of = {row.item.id: row.item.stage_id for row in rows["steps"]}
    found = []
    for row in rows["touchpoints"]:
        item = row.item
        if item.step_id and stage_of[item.step_id] != item.stage_id:
            before = reading.base.get(item.id)
            went = before and before.step_id == item.step_id and before.stage_id != item.stage_id
            new = {"step_id": ""} if went else {"stage_id": stage_of[item.step_id]}
            told = "it leaves its step" if went else "it stands in the stage of its step"
            column = "step_id" if went else "stage_id"
            reading.add("touchpoints", row.number, column, "lies in the stage of its step",
                        getattr(item, column), f"The step is in another stage: {told}.",
                        note=True)  # fmt: skip
            row = _with(row, new)
        found.append(row)
    return found


def _once_each(rows: Sequence[Row], reading: Reading) -> list[Row]:
    kept: dict[tuple[str, str], Row] = {}
    for row in rows:
        pair = (row.item.role_id, row.item.stage_id)
        if pair in kept:
            remedy = f"Row {kept[pair].number} says it already. The row was left out."
            reading.add("involvements", row.number, "stage_id", "is once for a role and a stage",
                        pair[1], remedy)  # fmt: skip
            continue
        kept[pair] = row
    return list(kept.values())


def _tell_one_name_twice(rows: Sequence[Row], reading: Reading) -> None:
    """Stages of one name, which nobody can tell apart; told where it was not so before."""
    first: dict[str, Row] = {}
    for row in rows:
        name = row.item.name.strip().casefold()
        other = first.setdefault(name, row)
        before = [getattr(reading.base.get(one.item.id), "name", "") for one in (other, row)]
        if other is row or all(one.strip().casefold() == name for one in before):
            continue
        where = f"The stage in row {other.number}" if other.number else "Another stage"
        remedy = f"{where} has it too, and both are kept. Rename one of them, or merge the two."
        reading.add("stages", row.number, "name", "is the name of one stage", row.item.name,
                    remedy, note=True)  # fmt: skip


def _with(row: Row, update: Mapping[str, Any]) -> Row:
    return Row(row.number, row.item.model_copy(update=dict(update)), row.review)

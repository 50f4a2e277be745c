"""Ids of the rows of a map's workbook that are new, made as the edits of a map make them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cxworkbench.exchange.workbook_layout import PREFIX
from cxworkbench.exchange.workbook_links import by_name
from cxworkbench.exchange.workbook_reading import Reading, Row
from cxworkbench.records.ids import mint_id

_INSIDE: Final[Mapping[str, str]] = {
    "statements": "at", "flows": "from_id", "involvements": "role_id", "comments": "at",
    "decisions": "at",
}  # fmt: skip


def with_ids(rows: Mapping[str, Sequence[Row]], reading: Reading) -> dict[str, list[Row]]:
    """The same rows, those without an id with a new one made from what they say."""
    taken = {*reading.base, *reading.retired, *reading.given}
    made = {name: list(few) for name, few in rows.items()}
    for name, few in made.items():  # what others stand in comes first
        for at, row in enumerate(few):
            if not row.item.id:
                placed = by_name(made, name, row, reading).item if name in _INSIDE else row.item
                new = row.item.model_copy(update={"id": _new_id(name, placed, taken)})
                taken.add(new.id)
                few[at] = Row(row.number, new, row.review)
    return made


def _new_id(name: str, item: Any, taken: set[str]) -> str:  # noqa: ANN401
    """As the edits of a map make it, so that a row and a click give the same id."""
    said = {"statements": f"{getattr(item, 'lane', '')} {getattr(item, 'text', '')}",
            "flows": getattr(item, "to_id", ""),
            "involvements": getattr(item, "stage_id", "")}  # fmt: skip
    prefix = PREFIX[name]
    if name in _INSIDE:
        prefix = f"{prefix}-{getattr(item, _INSIDE[name]) or 'map'}"
    words = said.get(name, getattr(item, "name", "") or getattr(item, "text", ""))
    return mint_id(prefix, str(words), taken)

"""What of a map a format does not hold, found by comparing the map with the part that fits.

What was written is read back and compared with the map: the losses told are the losses there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from cxworkbench.ground.errors import sample_of
from cxworkbench.records.base import Part
from cxworkbench.records.edits import LISTS, items_of
from cxworkbench.records.journey_map import JourneyMap, Perspective

if TYPE_CHECKING:
    import pandas as pd

_EXAMPLES: Final = 3
_LONGEST: Final = 60  # signs of an example
_APART: Final = (
    "schema_version",
    "perspective",
    *LISTS,
)  # compared in their own way
_NAMED_FIELDS: Final = 4  # in a sentence


@dataclass(frozen=True)
class Fitting:
    """The part of a map that a format holds, as it comes back when the file is read.

    `renamed` has the new id of each element that gets one: old id -> new id.
    """

    map: JourneyMap
    renamed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Loss:
    """One field that a format does not hold: how often it is filled, and examples.

    `field` is `list.field` of the record ("touchpoints.systems"), or the list alone for elements
    that are left out as a whole ("steps").
    """

    field: str
    count: int
    examples: tuple[str, ...]


def losses_between(whole: JourneyMap, fitting: Fitting) -> tuple[Loss, ...]:
    """What the map has and its fitting part has not, or has differently: one entry a field.

    Fields of the map itself come first, then those of its lists, in the order of the record.
    """
    found: dict[str, list[str]] = {}
    for name, example in (*_of_map(whole, fitting.map), *_of_lists(whole, fitting)):
        found.setdefault(name, []).append(example)
    return tuple(
        Loss(name, len(examples), tuple(dict.fromkeys(examples))[:_EXAMPLES])
        for name, examples in found.items()
    )


def loss_table(losses: Iterable[Loss]) -> "pd.DataFrame":
    """The losses as a table: `field`, `count`, `examples` (at most three, `; ` between them)."""
    import pandas as pd

    rows = [(one.field, one.count, "; ".join(one.examples)) for one in losses]
    table = pd.DataFrame(rows, columns=["field", "count", "examples"])
    return table.astype({"field": "str", "count": "int64", "examples": "str"})


def describe_losses(losses: Iterable[Loss], called: str) -> str:
    """One sentence: how many fields of the map a format does not hold, and which.

    Examples
    --------
    >>> describe_losses([Loss("steps", 3, ("Plan",)), Loss("as_of", 1, ("2026-06-30",))], "Mermaid")
    'These 2 fields do not fit Mermaid: steps (3), as_of (1).'
    >>> describe_losses([], "JSON")
    'All of the map fits JSON.'
    """
    fields = [f"{one.field} ({one.count})" for one in losses]
    if not fields:
        return f"All of the map fits {called}."
    shown, more = ", ".join(fields[:_NAMED_FIELDS]), len(fields) - _NAMED_FIELDS
    rest = f" and {more} more" if more > 0 else ""
    which = "This 1 field does" if len(fields) == 1 else f"These {len(fields)} fields do"
    return f"{which} not fit {called}: {shown}{rest}."


def _of_map(whole: JourneyMap, kept: JourneyMap) -> Iterator[tuple[str, str]]:
    for name in JourneyMap.model_fields:
        if name not in _APART and getattr(whole, name) != getattr(kept, name):
            yield from _examples(name, "", getattr(whole, name))
    for name in Perspective.model_fields:
        ours = getattr(whole.perspective, name)
        if ours != getattr(kept.perspective, name):
            yield f"perspective.{name}", _short(ours)


def _of_lists(whole: JourneyMap, fitting: Fitting) -> Iterator[tuple[str, str]]:
    for name in LISTS:
        kept = {one.id: one for one in items_of(fitting.map, name)}
        for one in items_of(whole, name):
            other = kept.get(fitting.renamed.get(one.id, one.id))
            if other is None:
                yield name, _short(_title_of(one))
                continue
            for part in type(one).model_fields:
                if getattr(one, part) != getattr(other, part):
                    yield from _examples(f"{name}.{part}", _title_of(one), getattr(one, part))


def _examples(name: str, of: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    shown = sample_of(value) if isinstance(value, tuple) else str(value)
    yield name, _short(f"{of}: {shown}" if of else shown)


def _title_of(one: Part) -> str:
    return str(getattr(one, "name", "") or getattr(one, "text", "") or getattr(one, "id", ""))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"

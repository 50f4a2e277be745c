"""Which element of a map is which in a map that came back from a file."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from cxworkbench.records.edits import LISTS, items_of
from cxworkbench.records.journey_map import JourneyMap

_PARENTS: Final = (
    "stage_id", "step_id", "touchpoint_id", "at", "lane", "role_id", "from_id", "to_id"
)  # fmt: skip


def renamed_ids(whole: JourneyMap, kept: JourneyMap) -> dict[str, str]:
    """Old id -> id in the map that came back, for elements that got another one.

    Elements are the same where list, parents and id are; else where list, parents and name or text
    are; else the first left of one parent is the first that came back under it.
    """
    renamed: dict[str, str] = {}
    for name in LISTS:
        ours, theirs = list(items_of(whole, name)), list(items_of(kept, name))
        for same in (_by_id, _by_name, _by_parent):
            pairs = _pairs(ours, theirs, same, renamed)
            for mine, other in pairs:
                if mine.id != other.id:
                    renamed[mine.id] = other.id
            found = {id(one) for pair in pairs for one in pair}
            ours = [one for one in ours if id(one) not in found]
            theirs = [one for one in theirs if id(one) not in found]
        # An id that came back for another element must not be taken for this one's.
        renamed |= {one.id: "" for one in ours}
    return renamed


def _pairs(
    ours: Sequence[Any],
    theirs: Sequence[Any],
    same: Callable[[Any, dict[str, str]], tuple[str, ...]],
    renamed: dict[str, str],
) -> list[tuple[Any, Any]]:
    waiting: dict[Any, list[Any]] = {}
    for one in theirs:
        waiting.setdefault(same(one, {}), []).append(one)
    pairs = []
    for one in ours:
        there = waiting.get(same(one, renamed))
        if there:
            pairs.append((one, there.pop(0)))
    return pairs


def _by_parent(one: Any, renamed: dict[str, str]) -> tuple[str, ...]:  # noqa: ANN401
    named = (str(getattr(one, name, "")) for name in _PARENTS)
    return tuple(renamed.get(parent, parent) for parent in named)


def _by_id(one: Any, renamed: dict[str, str]) -> tuple[str, ...]:  # noqa: ANN401
    return (one.id, *_by_parent(one, renamed))


def _by_name(one: Any, renamed: dict[str, str]) -> tuple[str, ...]:  # noqa: ANN401
    said = (str(getattr(one, name, "")) for name in ("name", "text", "word"))
    return (*said, *_by_parent(one, renamed))

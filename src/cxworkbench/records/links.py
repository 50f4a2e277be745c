"""Links inside a record: ids that are there, named once, and go in no circle."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cxworkbench.ground.errors import did_you_mean


def ids_of(elements: Iterable[object]) -> set[str]:
    """The ids of some elements."""
    return {str(getattr(one, "id", "")) for one in elements}


def orphans(
    level: str,
    elements: Iterable[object],
    field: str,
    parents: Iterable[str],
    *,
    needed: bool = True,
) -> list[str]:
    """One sentence for each element whose parent is not there."""
    known = set(parents)
    named = [(str(getattr(one, "id", "")), str(getattr(one, field))) for one in elements]
    return [
        f"{level} {one!r} names {field} {parent!r}, which is not there. "
        f"{did_you_mean(parent, sorted(known))}Correct it, or remove the {level}."
        for one, parent in named
        if (parent or needed) and parent not in known
    ]


def circles(what: str, follows: Mapping[str, Sequence[str]]) -> list[str]:
    """One sentence for each circle, named by its ids from the smallest on."""
    found: dict[tuple[str, ...], None] = {}
    done: set[str] = set()
    for start in follows:
        _walk(start, follows, done, found)
    return [
        f"{what} go in a circle: {' -> '.join((*circle, circle[0]))}. Take one link out."
        for circle in found
    ]


def _walk(
    start: str,
    follows: Mapping[str, Sequence[str]],
    done: set[str],
    found: dict[tuple[str, ...], None],
) -> None:
    """Depth first with a list in place of calls: chains may be longer than calls can nest."""
    path: list[str] = []
    waiting: list[tuple[str, bool]] = [(start, False)]
    while waiting:
        one, left = waiting.pop()
        if left:
            done.add(path.pop())
        elif one in path:
            circle = path[path.index(one) :]
            first = circle.index(min(circle))
            found[tuple(circle[first:] + circle[:first])] = None
        elif one not in done and one in follows:
            path.append(one)
            waiting.append((one, True))
            waiting += [(following, False) for following in reversed(follows[one])]


def twice(field: str, names: Iterable[str]) -> list[str]:
    """One sentence for each name that stands there more than once."""
    return [
        f"{field} has {name!r} {n} times. Each is named once."
        for name, n in Counter(names).items()
        if n > 1
    ]


def unknown(field: str, name: str, known: Sequence[str]) -> list[str]:
    """A sentence when a name is given and not known."""
    if not name or name in known:
        return []
    have = (
        f"Known: {', '.join(known[:8])}{' …' if len(known) > 8 else ''}."
        if known
        else "There is none yet."
    )
    return [f"{field} is {name!r}, which is not there. {did_you_mean(name, known)}{have}"]

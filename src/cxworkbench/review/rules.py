"""A rule of method: its name, how grave it is, why it matters, what to do, and where it speaks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from cxworkbench.review.seen import Found, Seen

Severity = Literal["grave", "serious", "slight"]
SEVERITIES: Final[tuple[Severity, ...]] = ("grave", "serious", "slight")
Finder = Callable[[Seen], Iterable[Found]]


@dataclass(frozen=True)
class Rule:
    """One rule; `id` is its name in plain words.

    grave: a reader would decide wrongly. serious: a part of the journey is missing, or seen from
    inside. slight: it is less clear than it could be. `bare` rules also judge a map without
    touchpoints; `general` ones only a map that speaks for accounts in general; `late` ones only a
    map with some evidence: as long as all is assumed, that is the note.
    """

    id: str
    severity: Severity
    why: str
    remedy: str
    find: Finder
    bare: bool = False
    general: bool = False
    late: bool = False


class Shelf:
    """The rules of one subject, in the order they were written."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.rules: list[Rule] = []

    def rule(
        self,
        name: str,
        severity: Severity,
        *,
        why: str,
        remedy: str,
        bare: bool = False,
        general: bool = False,
        late: bool = False,
    ) -> Callable[[Finder], Finder]:
        """What makes a rule of the function beneath it."""

        def keep(find: Finder) -> Finder:
            self.rules.append(Rule(name, severity, why, remedy, find, bare, general, late))
            return find

        return keep

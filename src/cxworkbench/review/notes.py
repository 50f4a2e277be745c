"""Method notes: what is wrong with a map as a map, why it matters, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import RecordProblem, did_you_mean
from cxworkbench.ground.language import say, term
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.review.registry import BY_ID, RULES
from cxworkbench.review.rules import SEVERITIES, Rule, Severity
from cxworkbench.review.seen import EVERYBODY, FEWEST_ACCOUNTS, Beside, Seen
from cxworkbench.voice.words import count_of

FIRST_COSTS: Final[Mapping[Severity, int]] = {"grave": 10, "serious": 5, "slight": 2}
NOTHING: Final = Beside()
MOST_SHOWN: Final = 5


@dataclass(frozen=True)
class MethodNote:
    """One thing that is wrong with a map as a map.

    `at` is the id it is about, the map's own where it is about the whole; `why` explains the rule
    to somebody who maps for the first time.
    """

    rule: str
    severity: Severity
    at: str
    name: str
    message: str
    why: str
    remedy: str


@dataclass(frozen=True)
class Review:
    """All notes on a map, worst first, how good it is as a map, and the rules that were off."""

    notes: tuple[MethodNote, ...]
    score: int
    judged: int  # rules that could say something about this map
    off: Mapping[str, str]

    def worst(self, most: int = MOST_SHOWN) -> tuple[MethodNote, ...]:
        """The worst notes; of one severity each rule's first before any rule's second."""
        seen: dict[str, int] = {}
        ranked = []
        for note in self.notes:
            seen[note.rule] = seen.get(note.rule, 0) + 1
            ranked.append((SEVERITIES.index(note.severity), seen[note.rule] > 1, note))
        ranked.sort(key=lambda one: one[:2])
        return tuple(note for *_, note in ranked[:most])


def review_of(
    journey_map: JourneyMap,
    *,
    fewest: int = FEWEST_ACCOUNTS,
    beside: Beside = NOTHING,
    off: Mapping[str, str] | None = None,
) -> Review:
    """A map looked at by all rules of method.

    Parameters
    ----------
    journey_map
        Any map; rules that it switches off itself (`rules_off`) are off.
    fewest
        Accounts a claim must rest on; 1 for a map of one account, which claims nothing of others:
        rules about accounts in general then do not judge it.
    beside
        What rules may read beside the map: the register, the scales of scores, the map above.
    off
        Further rules that are off, each with its reason, as `engagement.toml` has them.

    Returns
    -------
    Review
        Notes by severity and then in journey order. `score` starts at 100; the first note of a
        rule takes off 10 (grave), 5 (serious) or 2 (slight), each further note of it 1, together
        at most twice the first; it never falls below 0.

    Raises
    ------
    RecordProblem
        A rule that is switched off does not exist, or has no reason.

    Notes
    -----
    The score compares versions of one map. Between maps it mostly compares how much each dares to
    say: an empty map breaks few rules. Texts are read as English.
    """
    switched = {**(off or {}), **journey_map.rules_off}
    require_reasons(switched)
    seen = Seen(journey_map, beside, fewest)
    judging = [rule for rule in RULES if rule.id not in switched and _judges(rule, seen)]
    notes = [
        MethodNote(
            rule.id,
            rule.severity,
            found.at,
            seen.name(found.at),
            found.message,
            say(rule.why),
            say(rule.remedy),
        )
        for rule in judging
        for found in rule.find(seen)
    ]
    last = len(seen.order)
    notes.sort(key=lambda one: (SEVERITIES.index(one.severity), seen.order.get(one.at, last)))
    return Review(tuple(notes), score_of(notes), len(judging), switched)


def worst_notes(
    journey_map: JourneyMap,
    most: int = MOST_SHOWN,
    *,
    fewest: int = FEWEST_ACCOUNTS,
    beside: Beside = NOTHING,
    off: Mapping[str, str] | None = None,
) -> tuple[MethodNote, ...]:
    """The worst notes on a map, at most so many; fast enough to ask for after each edit.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> bare = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))
    >>> [note.rule for note in worst_notes(bare, 2)]
    ['map without touchpoints', 'assumption-based']
    """
    return review_of(journey_map, fewest=fewest, beside=beside, off=off).worst(most)


def method_notes(
    journey_map: JourneyMap,
    *,
    fewest: int = FEWEST_ACCOUNTS,
    beside: Beside = NOTHING,
    off: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """All method notes of a map, worst first, those of one severity in journey order.

    Parameters
    ----------
    journey_map, fewest, beside, off
        As in `review_of`.

    Returns
    -------
    pandas.DataFrame
        One row per note: `rule`, `severity`, `at`, `name`, `message`, `why`, `remedy`; none for a
        map that follows the method.

    Notes
    -----
    A note does not say that a map is wrong, and no notes do not make it right: they look at its
    form and its counts, not at whether customers would recognise it.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> bare = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))
    >>> method_notes(bare)[["rule", "at"]].values.tolist()[:2]
    [['map without touchpoints', 'm'], ['assumption-based', 'm']]
    """
    return notes_frame(review_of(journey_map, fewest=fewest, beside=beside, off=off).notes)


def notes_frame(notes: Sequence[MethodNote]) -> pd.DataFrame:
    """Notes as a table, one row each, with the fields of `MethodNote`."""
    columns = [field.name for field in fields(MethodNote)]
    return pd.DataFrame([asdict(note) for note in notes], columns=columns).astype("str")


def fewest_accounts(account: str) -> int:
    """How many accounts a claim must rest on: 1 on the map of one account, 5 on that of all.

    Examples
    --------
    >>> fewest_accounts("all"), fewest_accounts("001163")
    (5, 1)
    """
    return FEWEST_ACCOUNTS if account == EVERYBODY else 1


def score_of(notes: Sequence[MethodNote]) -> int:
    """How well a map follows the method, 0 to 100, by the rule `review_of` states.

    Examples
    --------
    >>> note = MethodNote("old evidence", "serious", "t", "Till", "", "", "")
    >>> score_of([]), score_of([note]), score_of([note] * 3), score_of([note] * 50)
    (100, 95, 93, 90)
    """
    costs: dict[str, int] = {}
    for note in notes:
        first = FIRST_COSTS[note.severity]
        costs[note.rule] = min(costs.get(note.rule, first - 1) + 1, 2 * first)
    return max(0, 100 - sum(costs.values()))


def require_reasons(off: Mapping[str, str]) -> None:
    """Refuse switches for rules that do not exist, or that have no reason.

    Raises
    ------
    RecordProblem
        With the rule that was probably meant.
    """
    for rule, reason in off.items():
        if rule not in BY_ID:
            raise RecordProblem(
                f"rules_off names the rule {rule!r}, which does not exist. "
                f"{did_you_mean(rule, BY_ID)}docs/method-notes.md lists all {len(BY_ID)}."
            )
        if not reason.strip():
            raise RecordProblem(
                f"rules_off switches {rule!r} off without a reason. Say why the rule does not hold "
                f'here: "{rule}" = "..."'
            )


def describe_notes(notes: pd.DataFrame) -> str:
    """One sentence: how many notes, and of which kinds.

    Examples
    --------
    >>> describe_notes(pd.DataFrame({"rule": ["few accounts", "few accounts", "thin stage"]}))
    '3 method notes: few accounts (2), thin stage (1).'
    """
    if notes.empty:
        return say("No method notes: the map's form and counts follow the method.")
    counts = notes.groupby("rule", sort=False).size()
    kinds = ", ".join(f"{term(str(rule))} ({count})" for rule, count in counts.items())
    return f"{count_of(len(notes), 'method note')}: {kinds}."


def describe_score(review: Review, *, most: int | None = None) -> str:
    """One sentence: the score, how many notes of which severity, and how many are not shown.

    Examples
    --------
    >>> note = MethodNote("old evidence", "serious", "t", "Till", "", "", "")
    >>> describe_score(Review((note,) * 7, 90, 120, {}), most=5)
    'The map scores 90 of 100 on method: 7 notes (7 serious) by 120 rules; 2 more are not shown.'
    >>> describe_score(Review((), 100, 120, {}))
    'The map scores 100 of 100 on method: no notes by 120 rules.'
    """
    start = say("The map scores {score} of 100 on method: ", score=review.score)
    if not review.notes:
        return say("{start}no notes by {judged} rules.", start=start, judged=review.judged)
    counts = {name: sum(one.severity == name for one in review.notes) for name in SEVERITIES}
    kinds = ", ".join(f"{count} {term(name)}" for name, count in counts.items() if count)
    notes = count_of(len(review.notes), "note")
    hidden = 0 if most is None else len(review.notes) - most
    more = (
        say(
            "; {hidden} more {is_} not shown",
            hidden=hidden,
            is_=say("is") if hidden == 1 else say("are"),
        )
        if hidden > 0
        else ""
    )
    return say(
        "{start}{notes} ({kinds}) by {judged} rules{more}.",
        start=start,
        notes=notes,
        kinds=kinds,
        judged=review.judged,
        more=more,
    )


def describe_off(review: Review) -> tuple[str, ...]:
    """A sentence for each rule that is switched off, with its reason.

    Examples
    --------
    >>> describe_off(Review((), 100, 119, {"one straight line": "A tender has one."}))
    ('Off: one straight line. Reason: A tender has one.',)
    """
    return tuple(
        say("Off: {rule}. Reason: {reason}", rule=rule, reason=reason)
        for rule, reason in review.off.items()
    )


def told_review(review: Review) -> tuple[str, ...]:
    """What a page says above the worst notes: the score, and which rules are off and why."""
    return (describe_score(review, most=MOST_SHOWN), *describe_off(review))


def _judges(rule: Rule, seen: Seen) -> bool:
    bare = bool(seen.map.touchpoints) or rule.bare
    late = seen.rested or not rule.late
    return bare and late and (seen.in_general or not rule.general)

"""What kind of moment of truth a touchpoint is: its grade, effect and place, each with why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.differences import Difference, outcome_difference
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS
from cxworkbench.records.engagement import TouchpointPlace
from cxworkbench.records.register import MomentEffect
from cxworkbench.voice.words import number, percent

GLAD: Final = 1.0  # from here on an experience of -2 to +2 is a glad one: 4 of 5
MANY_PASS: Final = 0.5  # share of accounts from which on a moment is one of most journeys
BEGIN, END, HAND_OFF, PEAK = "begin", "end", "hand-off", "peak"


@dataclass(frozen=True)
class Effect:
    """What a touchpoint does to recommending, and why it is said to: both sides of it tested."""

    kind: MomentEffect
    why: str
    penalty: Difference  # bad experiences against those in between
    reward: Difference  # glad experiences against those in between


def effect_of(
    experience: pd.Series, recommends: pd.Series, *, comparisons: int = 1, shown: bool = False
) -> Effect:
    """Whether a touchpoint can break the relation, delight, or both ("make"), or neither.

    Parameters
    ----------
    experience
        One for each account, -2 to +2.
    recommends
        Recommendation of each account, 0 to 10, by the same index.
    comparisons
        How many touchpoints are looked at together; two tests are made at each.
    shown
        Whether bad experiences are shown to go with recommending less than all the rest: then it is
        at least "break", unless it is the glad ones alone that differ.

    Notes
    -----
    "break": bad experiences (below 0) go with recommending less than those in between (0 up to 1),
    and glad ones (1 and more) not with more. "delight": the other way round. "make": both. Only
    what is beyond chance counts, so a kind that is not told is not shown to be absent.

    References
    ----------
    Penalty and reward: Brandt (1988); here as two Welch differences.

    Examples
    --------
    >>> felt = pd.Series([-1.0] * 5 + [0.5] * 5 + [2.0] * 5)
    >>> told = pd.Series([2, 3, 2, 3, 2, 7, 8, 7, 8, 7, 7, 8, 8, 7, 7])
    >>> effect_of(felt, told).kind
    'break'
    """
    outcome = recommends.reindex(experience.index)
    between = outcome[(experience >= 0) & (experience < GLAD)]
    tests = 2 * max(comparisons, 1)
    penalty = outcome_difference(outcome[experience < 0], between, comparisons=tests)
    reward = outcome_difference(outcome[experience >= GLAD], between, comparisons=tests)
    delights = reward.low > 0
    by_the_rest = shown and not delights and not penalty.high < 0
    breaks = penalty.high < 0 or by_the_rest
    kind: MomentEffect = (
        "make" if breaks and delights else "break" if breaks else "delight" if delights else ""
    )
    why = f"{_penalty(penalty)} {_reward(reward)}"
    if by_the_rest:
        beside = say("It breaks, as a bad experience costs beside all the others together.")
        why = f"{beside} {why}"
    return Effect(kind, why, penalty, reward)


def grade_of(*, shown: bool, candidate: bool, reach: float) -> tuple[int, str]:
    """The grade of a moment of truth, 1 to 4, and why; 0 where it is none and no candidate.

    Shown counts two, passed by half the accounts or more counts one, being a candidate at all one.

    Examples
    --------
    >>> grade_of(shown=True, candidate=False, reach=0.8)
    (4, 'Grade 4 of 4: shown beyond chance, and 80 % of accounts pass it.')
    >>> grade_of(shown=False, candidate=False, reach=0.8)[0]
    0
    """
    if not (shown or candidate):
        return 0, ""
    many = reach >= MANY_PASS
    grade = 1 + 2 * shown + many
    if shown and many:
        text = say("Grade {grade} of 4: shown beyond chance, and {share} of accounts pass it.",
                   grade=grade, share=percent(reach))  # fmt: skip
    elif shown:
        text = say("Grade {grade} of 4: shown beyond chance, but only {share} of accounts pass it.",
                   grade=grade, share=percent(reach))  # fmt: skip
    else:
        text = say("Grade {grade} of 4: only a candidate; {share} of accounts pass it.",
                   grade=grade, share=percent(reach))  # fmt: skip
    return grade, text


def positions(
    touchpoints: Sequence[TouchpointPlace], experiences: Mapping[str, pd.Series]
) -> dict[str, str]:
    """Where in the journey each touchpoint stands, as labels: begin, end, hand-off, peak.

    Begin and end are the first and last touchpoint that accounts were seen at. A hand-off is where
    the owner is another than at the touchpoint before. The peak is where the mean experience is
    furthest from indifferent, of those that 5 accounts or more rated.

    Returns
    -------
    dict
        Touchpoint id -> its labels joined by commas; empty where it has none.

    Notes
    -----
    A label, never a score: that ends and peaks are remembered most (Kahneman and others 1993,
    Psychological Science 4, 401-405) is a hypothesis about this journey, not a finding.
    """
    seen = [place for place in touchpoints if len(experiences.get(place.id, ()))]
    labels: dict[str, list[str]] = {place.id: [] for place in touchpoints}
    if seen:
        labels[seen[0].id].append(BEGIN)
        labels[seen[-1].id].append(END)
    for before, place in pairwise(touchpoints):
        if before.owner and place.owner and before.owner != place.owner:
            labels[place.id].append(HAND_OFF)
    rated = [place.id for place in seen if len(experiences[place.id]) >= FEWEST_ACCOUNTS]
    if rated:
        peak = max(rated, key=lambda at: abs(float(experiences[at].mean())))
        labels[peak].append(PEAK)
    return {at: ", ".join(found) for at, found in labels.items()}


def _penalty(one: Difference) -> str:
    if np.isnan(one.low):
        return say(
            "Whether a bad experience costs anything beside one in between is too few to tell "
            "({bad} and {between} accounts).",
            bad=one.group,
            between=one.rest,
        )
    if one.high < 0:
        return say(
            "A bad experience costs: {value} points beside one in between ({low} to {high}).",
            **_ends(one),
        )
    return say(
        "A bad experience is not shown to cost anything beside one in between: {value} points "
        "({low} to {high}).",
        **_ends(one),
    )


def _reward(one: Difference) -> str:
    if np.isnan(one.low):
        return say(
            "Whether a glad one earns anything is too few to tell ({glad} and {between} accounts).",
            glad=one.group,
            between=one.rest,
        )
    if one.low > 0:
        return say("A glad one earns {value} points ({low} to {high}).", **_ends(one))
    return say(
        "A glad one is not shown to earn anything: {value} points ({low} to {high}).", **_ends(one)
    )


def _ends(one: Difference) -> dict[str, str]:
    return {"value": number(one.value), "low": number(one.low), "high": number(one.high)}

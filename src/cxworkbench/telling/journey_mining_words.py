"""Sentences on journeys from events, each from the table its chart is made from."""

import pandas as pd

from cxworkbench.journey.mining.of_map import QUIET_DAYS, MinedJourneys
from cxworkbench.journey.mining.planned import KINDS, Conformance
from cxworkbench.journey.mining.variants import ARROW, Variants, covering
from cxworkbench.voice.words import count_of, number, percent


def describe_mined(mined: MinedJourneys) -> str:
    """What the journeys rest on: events, accounts, and what was left out and why."""
    missed = "; ".join(
        f"{count_of(n, 'event')} {why.replace('an activity', 'a touchpoint of this map')}"
        for why, n in mined.left_out.items()
        if n
    )
    if mined.visits is None:
        told = "No event lies at a touchpoint of this map."
    else:
        told = (
            f"{count_of(len(mined.visits), 'visit')} of "
            f"{count_of(len(mined.visits.cases), 'account')} to "
            f"{len(mined.visits.activities)} of {count_of(len(mined.touchpoints), 'touchpoint')}."
        )
    return f"{told} Left out: {missed}." if missed else told


def describe_paths(paths: Variants | None, noun: str = "account") -> str:
    """How many paths there are, which is the commonest, and how many it takes for most cases."""
    if paths is None:
        return ""
    total = len(paths.log.cases)
    way = ARROW.join(paths.path(0))
    if total == 1:
        return f"The order of first meetings: {way}."
    if int(paths.cases[0]) == 1:
        return f"No two of {count_of(total, noun)} took the same path."
    share = percent(paths.cases[0] / total)
    return (
        f"{count_of(total, noun)} took {count_of(len(paths), 'path')}; the commonest, by "
        f"{int(paths.cases[0]):,} ({share}): {way}. It takes "
        f"{count_of(covering(paths, 0.8), 'path')} to cover 80 % of them."
    )


def describe_follows(follows: pd.DataFrame) -> str:
    """The commonest move from one step to another, with its count and wait."""
    told = follows[follows["first"] != follows["then"]] if len(follows) else follows
    if told.empty:
        return "No touchpoint comes after another one."
    top = told.iloc[0]
    words = (
        f"The commonest move is {top['first']}{ARROW}{top['then']}: "
        f"{count_of(int(top['moves']), 'time')}, in {count_of(int(top['cases']), 'account')}"
    )
    if pd.notna(top["median_hours"]):
        words += f", after {_days(top['median_hours'] / 24)} at the median"
    return f"{words}."


def describe_waits(follows: pd.DataFrame, order: tuple[str, ...]) -> str:
    """Of the moves onwards that occur often enough, the one that takes longest."""
    place = {name: at for at, name in enumerate(order)}
    known = follows[follows["median_hours"].notna()] if len(follows) else follows
    if known.empty:
        return "No move occurs three times, so no wait can be told."
    on = known[known["first"].map(place) < known["then"].map(place)]
    if on.empty:
        return "No move onwards occurs three times, so no wait can be told."
    often = on[on["moves"] >= on["moves"].max() / 10]
    worst = often.loc[often["median_hours"].idxmax()]
    return (
        f"Of the frequent moves onwards {worst['first']}{ARROW}{worst['then']} takes longest: "
        f"{_days(worst['median_hours'] / 24)} at the median, up to "
        f"{_days(worst['p90_hours'] / 24)} for nine of ten "
        f"({count_of(int(worst['moves']), 'move')})."
    )


def describe_again(again: pd.DataFrame) -> str:
    """What most accounts came back to after something else."""
    if again.empty or not int(again["again"].max()):
        return "No touchpoint was met twice."
    top = again.iloc[0]
    if int(again["cases"].max()) == 1:
        return f"Most often met again: {top['activity']}, {int(top['most'])} times in all."
    return (
        f"Most often met again: {top['activity']}, by {int(top['repeating']):,} of "
        f"{count_of(int(top['cases']), 'account')} ({percent(float(top['share']))}), at most "
        f"{int(top['most'])} times by one. Whether that is use or trouble the events do not say."
    )


def describe_durations(journeys: pd.DataFrame, noun: str = "account") -> str:
    """The median time from first to last event, and the middle half."""
    if journeys.empty:
        return ""
    days = journeys["days"]
    if len(days) < 3:
        return f"From first to last event: {', '.join(_days(one) for one in days)}."
    low, middle, high = days.quantile([0.25, 0.5, 0.75])
    return (
        f"From first to last event {count_of(len(days), noun)} took {_days(middle)} at the median; "
        f"the middle half {number(low, 0)} to {number(high, 0)} days."
    )


def describe_endings(endings: pd.DataFrame, noun: str = "account") -> str:
    """Where most journeys came to rest, and how many are too fresh to tell."""
    if endings.empty:
        return ""
    top = endings.iloc[0]
    fresh = int(endings["may_go_on"].sum())
    note = (
        f" {count_of(fresh, noun)} seen in the last {QUIET_DAYS} days may go on." if fresh else ""
    )
    if not int(top["ended"]):
        return f"No journey is old enough to say that it ended.{note}"
    return (
        f"Most journeys came to rest at {top['activity']}: {int(top['ended']):,} of "
        f"{count_of(int(top['cases']), noun)} that came there ({percent(float(top['share']))} of "
        f"those not too fresh) have gone no further.{note}"
    )


def describe_typical(typical: pd.DataFrame, noun: str = "account") -> str:
    """How many kinds of journeys there are, and the one in the middle of the largest."""
    if typical.empty:
        return ""
    top = typical.iloc[0]
    kinds = "one kind of journey" if len(typical) == 1 else f"{len(typical)} kinds of journeys"
    which = "its" if len(typical) == 1 else "the largest's"
    return (
        f"{kinds[0].upper()}{kinds[1:]}; {which} middle, {count_of(int(top['cases']), noun)} "
        f"({percent(float(top['share']))}): {top['path']}. On average they differ from it in "
        f"{percent(float(top['apart']))} of their steps."
    )


def describe_against_map(mined: MinedJourneys) -> str:
    """How far journeys seen from the start keep to the map's order, and where they part from it."""
    found: Conformance | None = mined.against_map
    if found is None:
        return ""
    as_planned = int(found.journeys["cost"].eq(0).sum())
    parts = [
        f"{count_of(mined.from_start, 'account')} were seen from the map's first stage on; "
        f"{as_planned or 'none'} of them met every touchpoint in the map's order. "
        f"On average they keep {percent(float(found.journeys['fitness'].mean()))} of it."
    ]
    for kind in KINDS:
        of_kind = found.deviations[found.deviations["kind"] == kind]
        if len(of_kind):
            top = of_kind.iloc[0]
            parts.append(f"Most often {kind}: {top['activity']} ({percent(float(top['share']))}).")
    if mined.unseen:
        parts.append(f"No event tells of: {', '.join(mined.unseen)}.")
    return " ".join(parts)


def _days(days: float) -> str:
    return f"{number(float(days), 0 if days >= 10 else 1)} days"

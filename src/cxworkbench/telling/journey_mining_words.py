"""Sentences on journeys from events, each from the table its chart is made from."""

import pandas as pd

from cxworkbench.ground.language import say
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
        told = say("No event lies at a touchpoint of this map.")
    else:
        told = say(
            "{visits} of {accounts} to {activities} of {touchpoints}.",
            visits=count_of(len(mined.visits), "visit"),
            accounts=count_of(len(mined.visits.cases), "account"),
            activities=len(mined.visits.activities),
            touchpoints=count_of(len(mined.touchpoints), "touchpoint"),
        )
    return say("{told} Left out: {missed}.", told=told, missed=missed) if missed else told


def describe_paths(paths: Variants | None, noun: str = "account") -> str:
    """How many paths there are, which is the commonest, and how many it takes for most cases."""
    if paths is None:
        return ""
    total = len(paths.log.cases)
    way = ARROW.join(paths.path(0))
    if total == 1:
        return say("The order of first meetings: {way}.", way=way)
    if int(paths.cases[0]) == 1:
        return say("No two of {nouns} took the same path.", nouns=count_of(total, noun))
    share = percent(paths.cases[0] / total)
    return say(
        "{nouns} took {paths}; the commonest, by {cases:,} ({share}): {way}. "
        "It takes {paths_2} to cover 80 % of them.",
        nouns=count_of(total, noun),
        paths=count_of(len(paths), "path"),
        cases=int(paths.cases[0]),
        share=share,
        way=way,
        paths_2=count_of(covering(paths, 0.8), "path"),
    )


def describe_follows(follows: pd.DataFrame) -> str:
    """The commonest move from one step to another, with its count and wait."""
    told = follows[follows["first"] != follows["then"]] if len(follows) else follows
    if told.empty:
        return say("No touchpoint comes after another one.")
    top = told.iloc[0]
    words = say(
        "The commonest move is {first}{arrow}{then}: {times}, in {accounts}",
        first=top["first"],
        arrow=ARROW,
        then=top["then"],
        times=count_of(int(top["moves"]), "time"),
        accounts=count_of(int(top["cases"]), "account"),
    )
    if pd.notna(top["median_hours"]):
        words += say(", after {days} at the median", days=_days(top["median_hours"] / 24))
    return f"{words}."


def describe_waits(follows: pd.DataFrame, order: tuple[str, ...]) -> str:
    """Of the moves onwards that occur often enough, the one that takes longest."""
    place = {name: at for at, name in enumerate(order)}
    known = follows[follows["median_hours"].notna()] if len(follows) else follows
    if known.empty:
        return say("No move occurs three times, so no wait can be told.")
    on = known[known["first"].map(place) < known["then"].map(place)]
    if on.empty:
        return say("No move onwards occurs three times, so no wait can be told.")
    often = on[on["moves"] >= on["moves"].max() / 10]
    worst = often.loc[often["median_hours"].idxmax()]
    return say(
        "Of the frequent moves onwards {first}{arrow}{then} takes longest: "
        "{days} at the median, up to {days_2} for nine of ten ({moves}).",
        first=worst["first"],
        arrow=ARROW,
        then=worst["then"],
        days=_days(worst["median_hours"] / 24),
        days_2=_days(worst["p90_hours"] / 24),
        moves=count_of(int(worst["moves"]), "move"),
    )


def describe_again(again: pd.DataFrame) -> str:
    """What most accounts came back to after something else."""
    if again.empty or not int(again["again"].max()):
        return say("No touchpoint was met twice.")
    top = again.iloc[0]
    if int(again["cases"].max()) == 1:
        return say(
            "Most often met again: {activity}, {most} times in all.",
            activity=top["activity"],
            most=int(top["most"]),
        )
    return say(
        "Most often met again: {activity}, by {repeating:,} of {accounts} "
        "({share}), at most {most} times by one. Whether that is use or "
        "trouble the events do not say.",
        activity=top["activity"],
        repeating=int(top["repeating"]),
        accounts=count_of(int(top["cases"]), "account"),
        share=percent(float(top["share"])),
        most=int(top["most"]),
    )


def describe_durations(journeys: pd.DataFrame, noun: str = "account") -> str:
    """The median time from first to last event, and the middle half."""
    if journeys.empty:
        return ""
    days = journeys["days"]
    if len(days) < 3:
        return say("From first to last event: {days}.", days=", ".join(_days(one) for one in days))
    low, middle, high = days.quantile([0.25, 0.5, 0.75])
    return say(
        "From first to last event {nouns} took {days} at the median; the "
        "middle half {low} to {high} days.",
        nouns=count_of(len(days), noun),
        days=_days(middle),
        low=number(low, 0),
        high=number(high, 0),
    )


def describe_endings(endings: pd.DataFrame, noun: str = "account") -> str:
    """Where most journeys came to rest, and how many are too fresh to tell."""
    if endings.empty:
        return ""
    top = endings.iloc[0]
    fresh = int(endings["may_go_on"].sum())
    note = (
        say(
            " {nouns} seen in the last {quiet_days} days may go on.",
            nouns=count_of(fresh, noun),
            quiet_days=QUIET_DAYS,
        )
        if fresh
        else ""
    )
    if not int(top["ended"]):
        return say("No journey is old enough to say that it ended.{note}", note=note)
    return say(
        "Most journeys came to rest at {activity}: {ended:,} of {nouns} that "
        "came there ({share} of those not too fresh) have gone no "
        "further.{note}",
        activity=top["activity"],
        ended=int(top["ended"]),
        nouns=count_of(int(top["cases"]), noun),
        share=percent(float(top["share"])),
        note=note,
    )


def describe_typical(typical: pd.DataFrame, noun: str = "account") -> str:
    """How many kinds of journeys there are, and the one in the middle of the largest."""
    if typical.empty:
        return ""
    top = typical.iloc[0]
    kinds = (
        say("one kind of journey")
        if len(typical) == 1
        else say("{typical} kinds of journeys", typical=len(typical))
    )
    which = "its" if len(typical) == 1 else say("the largest's")
    return say(
        "{kinds}{kinds_2}; {which} middle, {nouns} ({share}): {path}. On "
        "average they differ from it in {apart} of their steps.",
        kinds=kinds[0].upper(),
        kinds_2=kinds[1:],
        which=which,
        nouns=count_of(int(top["cases"]), noun),
        share=percent(float(top["share"])),
        path=top["path"],
        apart=percent(float(top["apart"])),
    )


def describe_against_map(mined: MinedJourneys) -> str:
    """How far journeys seen from the start keep to the map's order, and where they part from it."""
    found: Conformance | None = mined.against_map
    if found is None:
        return ""
    as_planned = int(found.journeys["cost"].eq(0).sum())
    parts = [
        say(
            "{accounts} were seen from the map's first stage on; {as_planned} of "
            "them met every touchpoint in the map's order. On average they keep "
            "{fitness} of it.",
            accounts=count_of(mined.from_start, "account"),
            as_planned=as_planned or say("none"),
            fitness=percent(float(found.journeys["fitness"].mean())),
        )
    ]
    for kind in KINDS:
        of_kind = found.deviations[found.deviations["kind"] == kind]
        if len(of_kind):
            top = of_kind.iloc[0]
            parts.append(
                say(
                    "Most often {kind}: {activity} ({share}).",
                    kind=kind,
                    activity=top["activity"],
                    share=percent(float(top["share"])),
                )
            )
    if mined.unseen:
        parts.append(say("No event tells of: {unseen}.", unseen=", ".join(mined.unseen)))
    return " ".join(parts)


def _days(days: float) -> str:
    return say("{days} days", days=number(float(days), 0 if days >= 10 else 1))

"""What is said about deciding and acting: the order and how sure, the budget, the plan, actions."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import later, say, term
from cxworkbench.insight.acting import PROGRAMME
from cxworkbench.insight.affordable import BestSet
from cxworkbench.insight.deciding import Decisions
from cxworkbench.insight.roadmap import Roadmap
from cxworkbench.insight.robustness import Robustness
from cxworkbench.records.register import Entry
from cxworkbench.voice.words import count_of, money, number, percent

OVER_ALL: Final = later("Decisions are made over all accounts; run this part for all of them.")
NOTHING: Final = later("There is nothing to decide about yet.")
MOST_NAMED: Final = 3
# What was missing, in the words of one sentence.
MISSING_WORDS: Final = {
    "value": later("value"),
    "effort": later("effort"),
    "cost": later("cost"),
}


def describe_priorities(decisions: Decisions) -> str:
    """Which action comes first of how many, by what, and how many cannot be ranked."""
    if decisions.account != "all":
        return say(OVER_ALL)
    if decisions.ranked.empty:
        return say(NOTHING)
    known = decisions.ranked[decisions.ranked["rank"].notna()]
    criteria = ", ".join(term(one) for one in decisions.criteria)
    if known.empty:
        return say(
            "None of {actions} can be ranked by {criteria}: {why}",
            actions=count_of(len(decisions.ranked), "action"),
            criteria=criteria,
            why=_unknown(decisions.ranked),
        )
    first = known.iloc[0]
    told = say(
        "By {criteria}, “{title}” comes first of {actions} with a score of {score} of 100.",
        criteria=criteria,
        title=_without_stop(str(first["title"])),
        actions=count_of(len(known), "action"),
        score=number(float(first["score"]), 0),
    )
    return f"{told} {_unknown(decisions.ranked)}".strip()


def describe_robustness(robustness: Robustness) -> str:
    """How often the first is first under all weights, and which of the first five is least sure.

    Examples
    --------
    >>> from cxworkbench.insight.priorities import rank_actions
    >>> from cxworkbench.insight.robustness import rank_robustness
    >>> from cxworkbench.records.register import Register
    >>> describe_robustness(rank_robustness(rank_actions(Register()), Register(), seed=1))
    'No action can be ranked, so there is no order that weights could change.'
    """
    shares = robustness.shares
    if shares.empty:
        return say("No action can be ranked, so there is no order that weights could change.")
    first = shares.iloc[0]
    told = say(
        "“{title}” is first under {first} of {draws:,} settings of the weights, and among the "
        "first {top} under {share}.",
        title=_without_stop(str(first["title"])),
        first=percent(float(first["first"])),
        draws=robustness.draws,
        top=robustness.top_of,
        share=percent(float(first["top"])),
    )
    leading = shares[shares["rank"] <= robustness.top_of]
    if len(shares) <= robustness.top_of:
        return f"{told} " + say("There are no more than {top} to choose from.", top=len(shares))
    least = leading.sort_values("top", kind="stable").iloc[0]
    return f"{told} " + say(
        "Of the first {top}, “{title}” keeps its place there least often: under {share}.",
        top=robustness.top_of,
        title=_without_stop(str(least["title"])),
        share=percent(float(least["top"])),
    )


def describe_budget(decisions: Decisions) -> str:
    """What the budget buys at best, and what taking most value for the cost first would miss."""
    best = decisions.best
    if decisions.account != "all":
        return ""
    if best is None:
        return decisions.no_best or say("No budget is set, so nothing was chosen within one.")
    chosen = best.table[best.table["chosen"]]
    if chosen.empty:
        return say(
            "Nothing can be chosen within {budget}: cost or value of {actions} is unknown, or "
            "none is within it.",
            budget=money(best.budget, decisions.currency),
            actions=count_of(len(best.left_out), "action"),
        )
    told = say(
        "Within {budget}, {actions} for {cost} are worth most together: {titles}.",
        budget=money(best.budget, decisions.currency),
        actions=count_of(len(chosen), "action"),
        cost=money(best.cost, decisions.currency),
        titles=_named(chosen["title"].tolist(), most=len(chosen)),
    )
    rule = say(
        "Taking most value for the cost first would miss {gap} of that worth.",
        gap=percent(best.gap),
    )
    return f"{told} {rule} {_left_out(best)}".strip()


def describe_roadmap(plan: Roadmap) -> str:
    """How many actions in how many waves, and what could not be planned and why."""
    if plan.waves.empty and plan.unplanned.empty:
        return say("There is nothing to plan yet.")
    told = say(
        "{actions} in {waves} of {days} person-days each.",
        actions=count_of(len(plan.waves), "action"),
        waves=count_of(len(plan.loads), "wave"),
        days=number(plan.capacity, 0),
    )
    clashes = plan.waves[plan.waves["clash"] != ""]
    if len(clashes):
        told += " " + say(
            "{actions} set by hand cannot hold: {titles}.",
            actions=count_of(len(clashes), "wave"),
            titles=_named(clashes["title"].tolist()),
        )
    if len(plan.unplanned):
        told += " " + say(
            "Not planned: {titles}.",
            titles=_named(plan.unplanned["title"].tolist(), plan.unplanned["why"].tolist()),
        )
    return told


def describe_actions(decisions: Decisions) -> str:
    """How many actions are taken on and how far they are; which is longest overdue, which blocked.

    Waiting for another action is not being blocked.
    """
    if decisions.account != "all":
        return say(OVER_ALL)
    actions = decisions.actions
    if actions.empty:
        return say("No action is taken on yet.")
    row = decisions.rolled[decisions.rolled["stage"] == PROGRAMME].iloc[0]
    told = say(
        "{actions} are taken on: {done} done, {running} in progress, {open} open, {blocked} "
        "blocked; {overdue} overdue.",
        actions=count_of(int(row["actions"]), "action"),
        done=int(row["done"]),
        running=int(row["in_progress"]),
        open=int(row["open"]),
        blocked=int(row["blocked"]),
        overdue=int(row["overdue"]),
    )
    late = actions[actions["overdue"]]
    if len(late):
        first = late.sort_values("days_over", ascending=False, kind="stable").iloc[0]
        told += " " + say(
            "Longest overdue: “{title}”, by {days}.",
            title=_without_stop(str(first["title"])),
            days=count_of(int(first["days_over"]), "day"),
        )
    missing = int(row["no_owner"]), int(row["no_due"])
    if any(missing):
        told += " " + say(
            "Without an owner: {owner}; without a due date: {due}.",
            owner=missing[0],
            due=missing[1],
        )
    return told


def describe_friction(friction: pd.DataFrame) -> str:
    """Where friction is highest, over how many parts, and where a change of it is expected."""
    known = friction[friction["index"].notna()] if len(friction) else friction
    if known.empty:
        return say("Friction cannot be told: no touchpoint has two of its parts measured.")
    worst = known.sort_values("index", ascending=False, kind="stable").iloc[0]
    told = say(
        "Friction is highest at “{name}”: {index} of 100, from {parts} of 5 parts.",
        name=str(worst["name"]),
        index=number(float(worst["index"]), 0),
        parts=int(worst["known"]),
    )
    moved = known[known["expected"].notna()]
    if moved.empty:
        return f"{told} " + say("No accepted action predicts a change of it.")
    changes = [
        say(
            "“{name}” from {now} to {then}",
            name=str(row["name"]),
            now=number(float(row["index"]), 0),
            then=number(float(row["expected"]), 0),
        )
        for _, row in moved.iterrows()
    ]
    return f"{told} " + say("Assumed after the change: {changes}.", changes="; ".join(changes))


def own_action_words(action: Entry) -> str:
    """What one account is told about an action that touches it: what is done, and by when."""
    if action.progress == "done":
        return say("Done: {title}.", title=_without_stop(action.title))
    if action.due:
        return say("Under way: {title}, by {due}.", title=_without_stop(action.title),
                   due=action.due)  # fmt: skip
    return say("Under way: {title}.", title=_without_stop(action.title))


def _unknown(ranked: pd.DataFrame) -> str:
    missing = ranked[ranked["rank"].isna()]
    if missing.empty:
        return ""
    why = [", ".join(term(one) for one in str(what).split(", ")) for what in missing["missing"]]
    return say(
        "{actions} cannot be ranked, because something is unknown: {titles}.",
        actions=count_of(len(missing), "action"),
        titles=_named(missing["title"].tolist(), why),
    )


def _left_out(best: BestSet) -> str:
    if best.left_out.empty:
        return ""
    return say(
        "Not reckoned with, because cost or value is unknown: {actions}.",
        actions=count_of(len(best.left_out), "action"),
    )


def _named(titles: Sequence[str], why: Sequence[str] = (), most: int = MOST_NAMED) -> str:
    """The first titles in quotation marks, each with its reason behind it, and how many more."""
    shown = [f"“{_without_stop(title)}”" for title in titles[:most]]
    shown = [f"{one} ({reason})" for one, reason in zip(shown, why, strict=False)] or shown
    if len(titles) > most:
        shown.append(say("{number} more", number=len(titles) - most))
    return ", ".join(shown)


def _without_stop(title: str) -> str:
    return title[:-1] if title.endswith(".") else title

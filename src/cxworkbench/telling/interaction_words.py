"""The interactions of one account in a table and a sentence."""

import pandas as pd

from cxworkbench.ground.language import figures, say, term
from cxworkbench.ground.terms import MEDIUM_CLASSES
from cxworkbench.intake.case import Case
from cxworkbench.records.told import Section
from cxworkbench.telling.blocks import INSIDE, section_of, sentence, table_of
from cxworkbench.voice.interaction_log import LOG_COLUMNS, interaction_log
from cxworkbench.voice.words import count_of

NEWEST = 15  # rows of the log that a report shows; the sentence counts all of them
_MEDIUM = {name: name for name in MEDIUM_CLASSES} | {"unknown": "of unknown medium"}  # said later
_SHOWN = {  # said later
    "day": "day", "what": "what", "role": "role", "channel": "channel", "place": "touchpoint",
    "outcome": "outcome", "felt": "felt, −2 to +2",
}  # fmt: skip


def own_interactions(case: Case) -> pd.DataFrame:
    """The log of the chosen account, newest last; empty for all accounts together."""
    if case.account == "all":
        return pd.DataFrame({name: pd.Series(dtype="str") for name in LOG_COLUMNS})
    events = case.evidence.of_account("events", case.account)
    return interaction_log(events, case.voices_here, case.engagement.metrics)


def describe_interactions(log: pd.DataFrame) -> str:
    """How many interactions with how many people, by which medium, and how they felt.

    Examples
    --------
    >>> log = pd.DataFrame({"day": pd.to_datetime(["2026-01-05", "2026-01-07"]),
    ...     "contact_id": ["p", "p"], "medium_class": ["digital", ""], "felt": [None, 0.5]})
    >>> print(describe_interactions(log))
    2 interactions with 1 person from 2026-01-05 to 2026-01-07: 1 digital,
    1 time somebody was heard. 1 of them has a feeling, on average +0.5 on −2 to +2.
    """
    if log.empty:
        return say("No interaction is listed: none is on record, or no account is chosen.")
    people = log.loc[log["contact_id"] != "", "contact_id"].nunique()
    days = log["day"].dropna()
    when = (
        say(" from {days:%Y-%m-%d} to {days_2:%Y-%m-%d}", days=days.min(), days_2=days.max())
        if len(days)
        else say(", without a day")
    )
    counts = log["medium_class"].value_counts()
    parts = [f"{counts[name]} {term(_MEDIUM[name])}" for name in MEDIUM_CLASSES if name in counts]
    heard = int(counts.get("", 0))
    parts += [say("{times} somebody was heard", times=count_of(heard, "time"))] if heard else []
    felt = log["felt"].dropna()
    first = say(
        "{interactions} with {n1_person}{when}: {parts}.",
        interactions=count_of(len(log), "interaction"),
        n1_person=say("1 person") if people == 1 else say("{people} people", people=people),
        when=when,
        parts=", ".join(parts),
    )
    if felt.empty:
        return say("{first} None of them has a feeling.", first=first)
    has = say("has") if len(felt) == 1 else say("have")
    mean = figures(f"{felt.mean():+.1f}").replace("-", "−")
    return say(
        "{first} {felt} of them {has} a feeling, on average {mean} on −2 to +2.",
        first=first,
        felt=len(felt),
        has=has,
        mean=mean,
    )


def interactions_section(case: Case) -> Section:
    """The newest interactions with the account, for the people who work with it."""
    log = own_interactions(case)
    blocks = [sentence(describe_interactions(log), INSIDE, evidence=log["evidence_id"])]
    if len(log):
        places = {place.id: place.name for place in case.touchpoints}
        newest = log[log["day"].notna()].tail(NEWEST).iloc[::-1]
        shown = newest.assign(
            day=newest["day"].dt.strftime("%Y-%m-%d"),
            place=newest["touchpoint_id"].map(places).fillna(""),
            felt=newest["felt"].round(1),
        )
        blocks.append(table_of(shown, _SHOWN, say("The newest interactions"), INSIDE))
    return section_of("interactions", say("Interactions with this account"), blocks)

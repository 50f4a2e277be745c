"""One draft of an insight: from what was found at a touchpoint, or that nothing was."""

import datetime
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS
from cxworkbench.insight.causes import (
    UNKNOWN_CAUSE,
    Companion,
    describe_cause,
    event_companions,
    pain_companions,
)
from cxworkbench.insight.consequences import Consequence, consequence_of
from cxworkbench.insight.draft_rules import (
    FROM_GAIN,
    FROM_GAP,
    FROM_MOMENT,
    FROM_PAIN,
    NOTHING_FOUND,
    SUGGESTED,
)
from cxworkbench.insight.entries import entry_id
from cxworkbench.insight.findings import Findings
from cxworkbench.insight.guard import comparison_table, holding_companions
from cxworkbench.insight.moments import MOMENT
from cxworkbench.insight.reach import accounts_behind, voices_behind
from cxworkbench.insight.recommendations import NOBODY, confidence_of, named, recommendation
from cxworkbench.insight.shifts import asked_most
from cxworkbench.records.engagement import Metric, StageBelief, TouchpointPlace
from cxworkbench.records.register import Entry
from cxworkbench.voice.words import count_of

NONE_FOUND: Final = "None found in "
DUE_DAYS: Final = 180  # half a year: two usual waves of a survey, so that a change can show
PROBLEMS: Final = (
    "moment of truth",
    "pain",
    "service gap",
)  # what an insight is built on, in order
MADE_BY: Final = {"pain": FROM_PAIN, "moment of truth": FROM_MOMENT, "service gap": FROM_GAP}


@dataclass(frozen=True)
class Ground:
    """What every draft of one case rests on."""

    findings: Findings
    entries: tuple[Entry, ...]
    places: Mapping[str, TouchpointPlace]
    metrics: Mapping[str, Metric]
    currency: str
    as_of: datetime.date | None
    comparisons: int = 1  # differences that are told together
    looked_at: Mapping[Hashable, Sequence[Companion]] = field(default_factory=dict)
    companions: Mapping[Hashable, Companion | None] = field(default_factory=dict)
    consequences: Mapping[str, Consequence] = field(default_factory=dict)  # by finding


def grounded(ground: Ground, problems: Sequence[Sequence[Entry]], gains: Sequence[Entry]) -> Ground:
    """The same with what follows from each finding, and with what goes with each problem.

    Both are looked at for all of them together, so that chance is guarded against once.
    """
    mains = [main_of(group) for group in problems]
    told = [*mains, *gains]
    many = replace(ground, comparisons=2 * max(len(told), 1))
    follows = {one.id: _consequence(many, one) for one in told}
    return _with_companions(replace(many, consequences=follows), mains)


def _with_companions(ground: Ground, mains: Sequence[Entry]) -> Ground:
    events = {one.id: _events(ground, one) for one in mains}
    pains = {one.id: _pains(ground, one) for one in mains if one.kind == "pain"}
    looked_at: dict[Hashable, list[Companion]] = {("event", key): f for key, f in events.items()}
    looked_at |= {("pain", key): found for key, found in pains.items()}
    held = holding_companions(looked_at)
    best: dict[Hashable, Companion | None] = {
        one.id: held[("event", one.id)] or held.get(("pain", one.id)) for one in mains
    }
    return replace(ground, looked_at=looked_at, companions=best)


def comparisons_of(ground: Ground) -> pd.DataFrame:
    """Every comparison that was made for the insights and their findings, by family."""
    return comparison_table(
        looked_at=list(ground.looked_at.values()),
        differences=[pair for one in ground.consequences.values() for pair in one.ends],
        gaps=ground.findings.gaps,
        moments=ground.findings.moments,
    )


def with_suggestions(ground: Ground, entries: Sequence[Entry]) -> list[Entry]:
    """The findings, each linked to what it goes with, and those suggestions after them.

    A suggestion goes with several findings where the same goes with them.
    """
    linked, suggested = [], dict[str, Entry]()
    for entry in entries:
        companion = ground.companions.get(entry.id)
        if companion is None:
            linked.append(entry)
            continue
        one = _suggestion(ground, entry, companion)
        before = suggested.get(one.id)
        both = {"why": f"{before.why} {one.why}", "n": max(before.n, one.n)} if before else {}
        suggested[one.id] = one.model_copy(update=both)
        linked.append(entry.model_copy(update={"caused_by": (one.id,)}))
    return [*linked, *suggested.values()]


def _suggestion(ground: Ground, main: Entry, companion: Companion) -> Entry:
    place = ground.places.get(" ".join(main.touchpoint_ids))
    where = say("at “{name}”", name=place.name) if place else "there"
    title = say("Perhaps {removesuffix}", removesuffix=companion.what.removesuffix("there")).strip()
    title = (
        f"{title} {where}"
        if companion.what.endswith("there")
        else say("{title} or what is behind it", title=title)
    )
    return Entry(
        id=entry_id("root cause", title),
        kind="root cause",
        title=title,
        stage_id=main.stage_id,
        touchpoint_ids=main.touchpoint_ids,
        n=companion.group[0],
        why=f"“{main.title}”: {describe_cause(companion)}",
        cause_status="hypothesis",
        suggested=True,
        made_by=SUGGESTED,
    )


def _events(ground: Ground, main: Entry) -> list[Companion]:
    at, accounts = " ".join(main.touchpoint_ids), accounts_behind(ground.findings, main)
    return event_companions(ground.findings.events, at, accounts)


def _pains(ground: Ground, main: Entry) -> list[Companion]:
    at, accounts = " ".join(main.touchpoint_ids), accounts_behind(ground.findings, main)
    return pain_companions(ground.findings.voices, main.title, at, accounts)


def main_of(found: Sequence[Entry]) -> Entry:
    """The finding that an insight is named after."""
    return _used(found)[0]


def problems_by_weight(here: Sequence[Entry]) -> list[list[Entry]]:
    """What was found at each touchpoint of a stage that has a problem, the weightiest first."""
    at: dict[str, list[Entry]] = {}
    for entry in here:
        at.setdefault(" ".join(entry.touchpoint_ids), []).append(entry)
    problems = [found for found in at.values() if any(_is_problem(entry) for entry in found)]
    return sorted(problems, key=_weight, reverse=True)


def _is_problem(entry: Entry) -> bool:
    if entry.kind == "moment of truth":
        return entry.why.lower().startswith(MOMENT)
    return entry.kind in PROBLEMS


def _weight(found: Sequence[Entry]) -> tuple[bool, float, float]:
    """A moment of truth before all, then the heaviest pain, then the widest gap."""
    moment = any(_is_problem(entry) and entry.kind == "moment of truth" for entry in found)
    pains = [entry.value or 0.0 for entry in found if entry.kind == "pain"]
    gaps = [-(entry.value or 0.0) for entry in found if entry.kind == "service gap"]
    return moment, max(pains, default=0.0), max(gaps, default=0.0)


def problem_insight(ground: Ground, found: Sequence[Entry]) -> Entry:
    """The draft of an insight from all that was found at one touchpoint."""
    used = _used(found)
    main = main_of(found)
    place = ground.places.get(" ".join(main.touchpoint_ids))
    where = place.name if place else say("no touchpoint yet")
    owner = (place.owner if place else "") or NOBODY
    accounts = accounts_behind(ground.findings, main)
    voices = voices_behind(ground.findings, main)
    moment = any(entry.kind == "moment of truth" for entry in used)
    return Entry(
        id=entry_id("insight", main.title, *main.touchpoint_ids, main.stage_id),
        kind="insight",
        title=_title(main, where),
        stage_id=main.stage_id,
        touchpoint_ids=main.touchpoint_ids,
        basis=main.basis,
        evidence=main.evidence,
        because_of=tuple(entry.id for entry in used),
        n=len(accounts),
        value=main.value,
        low=main.low,
        high=main.high,
        why=say("It is a moment of truth.")
        if moment
        else say("It is the heaviest finding at “{where}”.", where=where),
        observation=f"{' '.join(_observed(entry) for entry in used)} {_sources(voices)}".strip(),
        cause=_cause(ground, main),
        recommendation=recommendation(
            ground.findings,
            main,
            where=where,
            owner=owner,
            accounts=accounts,
            metric=asked_most(ground.findings.voices, main.touchpoint_ids),
        ),
        owner_function=owner,
        due=_due(ground),
        confidence=confidence_of(main.n, set(voices["method"])),
        made_by=MADE_BY[main.kind],
        **ground.consequences[main.id].fields(),
    )


def gain_insight(ground: Ground, gain: Entry) -> Entry:
    """The draft of an insight to keep a gain."""
    place = ground.places.get(" ".join(gain.touchpoint_ids))
    where = place.name if place else say("no touchpoint yet")
    owner = (place.owner if place else "") or NOBODY
    voices = voices_behind(ground.findings, gain)
    return Entry(
        id=entry_id("insight", f"Keep {gain.title}", *gain.touchpoint_ids, gain.stage_id),
        kind="insight",
        title=say("Keep: {title} ({where})", title=gain.title, where=where),
        stage_id=gain.stage_id,
        touchpoint_ids=gain.touchpoint_ids,
        basis=gain.basis,
        evidence=gain.evidence,
        because_of=(gain.id,),
        n=gain.n,
        value=gain.value,
        low=gain.low,
        high=gain.high,
        why=say("It is the heaviest gain of the stage."),
        observation=say(
            "“{title}” at “{where}”. {why} {sources}",
            title=gain.title,
            where=where,
            why=gain.why,
            sources=_sources(voices),
        ).strip(),
        cause=say(
            "Hypothesis: it is what {named} does there. Ask what exactly makes it so.",
            named=named(owner),
        ),
        recommendation=(
            say(
                "Have {named} write down what is done at “{where}”, keep it when "
                "things change, and try the same where the stage has its pains.",
                named=named(owner),
                where=where,
            )
        ),
        owner_function=owner,
        due=_due(ground),
        confidence=confidence_of(gain.n, set(voices["method"])),
        made_by=FROM_GAIN,
        **ground.consequences[gain.id].fields(),
    )


def none_insight(ground: Ground, stage: StageBelief, stage_id: str, fewest: int) -> Entry:
    """Why nothing was found in a stage, and what to ask there."""
    ids = {place.id for place in ground.places.values() if place.stage == stage.name}
    voices = ground.findings.voices
    here = voices[voices["touchpoint_id"].isin(ids) | (voices["stage"] == stage.name)]
    accounts = int(here.loc[here["account_id"] != "", "account_id"].nunique())
    if here.empty:
        why = say("None found, because no voice speaks of this stage.")
    elif accounts < FEWEST_ACCOUNTS:
        why = say(
            "None found, because only {accounts} spoke of this stage, and it "
            "takes {fewest_accounts} to tell anything.",
            accounts=count_of(accounts, "account"),
            fewest_accounts=FEWEST_ACCOUNTS,
        )
    else:
        why = say(
            "None found, because {accounts} spoke of this stage, no pain was "
            "named by {fewest} of them or more, no gain by {fewest_accounts}, "
            "and no expectation was missed by more than chance.",
            accounts=count_of(accounts, "account"),
            fewest=fewest,
            fewest_accounts=FEWEST_ACCOUNTS,
        )
    names = [f"“{place.name}”" for place in ground.places.values() if place.stage == stage.name]
    about = say(", most of all about {names}", names=", ".join(names[:3])) if names else ""
    return Entry(
        id=entry_id("insight", f"{NONE_FOUND}{stage.name}", stage_id),
        kind="insight",
        title=f"{NONE_FOUND}{stage.name}",
        stage_id=stage_id,
        touchpoint_ids=tuple(place for place in ground.places if place in ids),
        n=accounts,
        why=why,
        recommendation=(
            say(
                "Ask {fewest_accounts} accounts or more how {name} was for them{about}.",
                fewest_accounts=FEWEST_ACCOUNTS,
                name=stage.name,
                about=about,
            )
        ),
        owner_function=NOBODY,
        made_by=NOTHING_FOUND,
    )


def _observed(entry: Entry) -> str:
    return f"“{entry.title}”: {entry.why}" if entry.kind == "pain" else entry.why


def _used(found: Sequence[Entry]) -> list[Entry]:
    """What an insight rests on, its main finding first: two pains at most, moment, gap."""
    by_kind = {
        kind: [entry for entry in found if entry.kind == kind and _is_problem(entry)]
        for kind in PROBLEMS
    }
    return [*by_kind["pain"][:2], *by_kind["moment of truth"], *by_kind["service gap"]]


def _title(main: Entry, where: str) -> str:
    if main.kind == "moment of truth":
        return say("{where} goes with whether they recommend us", where=where)
    return f"{main.title} ({where})" if main.kind == "pain" else main.title


def _cause(ground: Ground, main: Entry) -> str:
    companion = ground.companions.get(main.id)
    return UNKNOWN_CAUSE if companion is None else describe_cause(companion)


def _consequence(ground: Ground, main: Entry) -> Consequence:
    return consequence_of(
        ground.findings,
        main,
        accounts_behind(ground.findings, main),
        metrics=ground.metrics,
        currency=ground.currency,
        comparisons=ground.comparisons,
    )


def _sources(voices: pd.DataFrame) -> str:
    """By which methods it was heard, and in how many voices."""
    methods = sorted(set(voices["method"]) - {""})
    if not methods:
        return ""
    return say(
        "Heard in {voices}, by {methods}.",
        voices=count_of(len(voices), "voice"),
        methods=say(" and ").join(methods),
    )


def _due(ground: Ground) -> str:
    if ground.as_of is None:
        return ""
    return (ground.as_of + datetime.timedelta(days=DUE_DAYS)).isoformat()

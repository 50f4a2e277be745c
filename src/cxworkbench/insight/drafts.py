"""Drafts of insights for each stage: what was seen, why perhaps, what follows, who does what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS
from cxworkbench.insight.causes import describe_cause, event_companion, pain_companion
from cxworkbench.insight.consequences import consequence
from cxworkbench.insight.entries import FEWEST_KEPT, entry_id, finding_entries
from cxworkbench.insight.findings import Findings
from cxworkbench.insight.moments import MOMENT
from cxworkbench.insight.reach import accounts_behind, voices_behind
from cxworkbench.insight.recommendations import NOBODY, confidence_of, named, recommendation
from cxworkbench.records.engagement import StageBelief, TouchpointPlace
from cxworkbench.records.ids import mint_id
from cxworkbench.records.register import Entry, Register
from cxworkbench.voice.words import count_of

MOST_PER_STAGE: Final = 3
HOW_TO_CONFIRM: Final = (
    "To confirm one: “cxworkbench map accept” in the engagement's folder writes the insights to "
    'maps/register.json; set "status": "confirmed" there. To reject one, delete its entry there.'
)
NONE_FOUND: Final = "None found in "
PROBLEMS: Final = (
    "moment of truth",
    "pain",
    "service gap",
)  # what an insight is built on, in order


@dataclass(frozen=True)
class _Ground:
    """What every draft of one case rests on."""

    findings: Findings
    entries: tuple[Entry, ...]
    places: Mapping[str, TouchpointPlace]
    currency: str


def draft_insights(
    findings: Findings,
    *,
    stages: Sequence[StageBelief],
    touchpoints: Sequence[TouchpointPlace],
    currency: str = "",
    fewest: int = FEWEST_KEPT,
) -> Register:
    """The findings as register entries, and for each stage what to do about them, all drafts.

    Each stage has at least one insight, or an entry whose title begins "None found in" and whose
    `why` says the computed reason. An insight joins what was found at one touchpoint: its heaviest
    pain, the expectation that is missed there, and whether it is a moment of truth; without any of
    them a stage's heaviest gain is to be kept.

    Parameters
    ----------
    findings
        As `findings.find` makes them.
    stages, touchpoints
        The engagement's, in journey order.
    currency
        Of revenue, as shown.
    fewest
        A finding of fewer accounts makes no insight.

    Returns
    -------
    Register
        Insights by stage, moments of truth first and then by weight, at most 3 a stage and one
        gain; after them the findings they rest on. Ids are the same whenever the same is found.

    Notes
    -----
    A cause is a hypothesis and a consequence goes together with the finding; neither is proof that
    acting on it helps. A person confirms, changes or rejects each draft.
    """
    stage_ids = stage_ids_of(stages)
    entries = tuple(finding_entries(findings, stage_ids, fewest=fewest))
    places = {place.id: place for place in touchpoints}
    ground = _Ground(findings, entries, places, currency)
    insights = [
        insight for stage in stages for insight in _of_stage(ground, stage, stage_ids, fewest)
    ]
    return Register(entries=(*insights, *entries))


def insights_of(register: Register) -> list[Entry]:
    """The insights of a register that say something, without the entries for "none found"."""
    return [
        entry
        for entry in register.entries
        if entry.kind == "insight" and not entry.title.startswith(NONE_FOUND)
    ]


def act_first(register: Register) -> list[Entry]:
    """The insights in the order in which to act: moments of truth, then pains by weight, the rest.

    Confirmed ones come last among their like: they are already being acted on.
    """
    kinds = {entry.id: entry.kind for entry in register.entries}
    order = ("moment of truth", "pain", "service gap", "gain")

    def place(insight: Entry) -> tuple[int, bool, float]:
        rests_on = {kinds.get(cause, "gain") for cause in insight.because_of}
        first = min((order.index(kind) for kind in rests_on if kind in order), default=len(order))
        return first, insight.status == "confirmed", -abs(insight.value or 0.0)

    return sorted(insights_of(register), key=place)


def none_found(register: Register) -> list[Entry]:
    """The entries that say for which stage nothing was found, and why."""
    return [entry for entry in register.entries if entry.title.startswith(NONE_FOUND)]


def next_step(register: Register) -> str:
    """What to do after this part, from what was drafted.

    Examples
    --------
    >>> next_step(Register())
    'Nothing to act on yet: collect more voices, then run the three parts again.'
    """
    drafts = [entry for entry in insights_of(register) if entry.status != "confirmed"]
    ask = next((hole.recommendation for hole in none_found(register)), "")
    then = f" Then {ask[:1].lower()}{ask[1:]}" if ask else ""
    if not insights_of(register):
        return ask or "Nothing to act on yet: collect more voices, then run the three parts again."
    if not drafts:
        return f"All insights are confirmed: give each action a date and start.{then}"
    first = act_first(register)[0]
    return (
        f"Go through the {count_of(len(drafts), 'drafted insight')} with their owners, beginning "
        f"with “{first.title}” ({first.owner_function}). {HOW_TO_CONFIRM}{then}"
    )


def stage_ids_of(stages: Sequence[StageBelief]) -> dict[str, str]:
    """Stage name -> id, minted in journey order as the map does.

    Examples
    --------
    >>> stage_ids_of([StageBelief(name="Use"), StageBelief(name="Renew")])
    {'Use': 'st-use', 'Renew': 'st-renew'}
    """
    ids: dict[str, str] = {}
    for stage in stages:
        ids[stage.name] = mint_id("st", stage.name, list(ids.values()))
    return ids


def _of_stage(
    ground: _Ground, stage: StageBelief, stage_ids: Mapping[str, str], fewest: int
) -> list[Entry]:
    here = [entry for entry in ground.entries if entry.stage_id == stage_ids[stage.name]]
    at: dict[str, list[Entry]] = {}
    for entry in here:
        at.setdefault(" ".join(entry.touchpoint_ids), []).append(entry)
    problems = [found for found in at.values() if any(_is_problem(entry) for entry in found)]
    problems.sort(key=_weight, reverse=True)
    insights = [_problem_insight(ground, found) for found in problems[:MOST_PER_STAGE]]
    gains = [entry for entry in here if entry.kind == "gain" and entry.n >= FEWEST_ACCOUNTS]
    insights += [_gain_insight(ground, gain) for gain in gains[:1]]
    return insights or [_none_found(ground, stage, stage_ids[stage.name], fewest)]


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


def _problem_insight(ground: _Ground, found: Sequence[Entry]) -> Entry:
    used = _used(found)
    main = used[0]
    place = ground.places.get(" ".join(main.touchpoint_ids))
    where = place.name if place else "no touchpoint yet"
    owner = (place.owner if place else "") or NOBODY
    accounts = accounts_behind(ground.findings, main)
    voices = voices_behind(ground.findings, main)
    metric = _metric(ground, main)
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
        why="It is a moment of truth." if moment else f"It is the heaviest finding at “{where}”.",
        observation=" ".join(_observed(entry) for entry in used),
        cause=_cause(ground, main, accounts),
        consequence=consequence(ground.findings, accounts, ground.currency),
        recommendation=recommendation(
            ground.findings, main, where=where, owner=owner, accounts=accounts, metric=metric
        ),
        owner_function=owner,
        metric=metric,
        confidence=confidence_of(main.n, set(voices["method"])),
    )


def _gain_insight(ground: _Ground, gain: Entry) -> Entry:
    place = ground.places.get(" ".join(gain.touchpoint_ids))
    where = place.name if place else "no touchpoint yet"
    owner = (place.owner if place else "") or NOBODY
    accounts = accounts_behind(ground.findings, gain)
    return Entry(
        id=entry_id("insight", f"Keep {gain.title}", *gain.touchpoint_ids, gain.stage_id),
        kind="insight",
        title=f"Keep: {gain.title} ({where})",
        stage_id=gain.stage_id,
        touchpoint_ids=gain.touchpoint_ids,
        basis=gain.basis,
        evidence=gain.evidence,
        because_of=(gain.id,),
        n=gain.n,
        value=gain.value,
        low=gain.low,
        high=gain.high,
        why="It is the heaviest gain of the stage.",
        observation=f"“{gain.title}” at “{where}”. {gain.why}",
        cause=f"Hypothesis: it is what {named(owner)} does there. Ask what exactly makes it so.",
        consequence=consequence(ground.findings, accounts, ground.currency),
        recommendation=(
            f"Have {named(owner)} write down what is done at “{where}”, keep it when things "
            "change, and try the same where the stage has its pains."
        ),
        owner_function=owner,
        metric=_metric(ground, gain),
        confidence=confidence_of(gain.n, set(voices_behind(ground.findings, gain)["method"])),
    )


def _none_found(ground: _Ground, stage: StageBelief, stage_id: str, fewest: int) -> Entry:
    ids = {place.id for place in ground.places.values() if place.stage == stage.name}
    voices = ground.findings.voices
    here = voices[voices["touchpoint_id"].isin(ids) | (voices["stage"] == stage.name)]
    accounts = int(here.loc[here["account_id"] != "", "account_id"].nunique())
    if here.empty:
        why = "None found, because no voice speaks of this stage."
    elif accounts < FEWEST_ACCOUNTS:
        why = (
            f"None found, because only {count_of(accounts, 'account')} spoke of this stage, and "
            f"it takes {FEWEST_ACCOUNTS} to tell anything."
        )
    else:
        why = (
            f"None found, because {count_of(accounts, 'account')} spoke of this stage, no pain was "
            f"named by {fewest} of them or more, no gain by {FEWEST_ACCOUNTS}, and no expectation "
            "was missed by more than chance."
        )
    names = [f"“{place.name}”" for place in ground.places.values() if place.stage == stage.name]
    about = f", most of all about {', '.join(names[:3])}" if names else ""
    return Entry(
        id=entry_id("insight", f"{NONE_FOUND}{stage.name}", stage_id),
        kind="insight",
        title=f"{NONE_FOUND}{stage.name}",
        stage_id=stage_id,
        touchpoint_ids=tuple(place for place in ground.places if place in ids),
        n=accounts,
        why=why,
        recommendation=(
            f"Ask {FEWEST_ACCOUNTS} accounts or more how {stage.name} was for them{about}."
        ),
        owner_function=NOBODY,
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
        return f"{where} goes with whether they recommend us"
    return f"{main.title} ({where})" if main.kind == "pain" else main.title


def _cause(ground: _Ground, main: Entry, accounts: list[str]) -> str:
    at = " ".join(main.touchpoint_ids)
    logged = event_companion(ground.findings.events, at, accounts)
    if logged is not None or main.kind != "pain":
        return describe_cause(logged)
    return describe_cause(pain_companion(ground.findings.voices, main.title, at, accounts))


def _metric(ground: _Ground, entry: Entry) -> str:
    """The metric that is asked most often at the entry's touchpoint."""
    voices = ground.findings.voices
    here = voices[voices["touchpoint_id"].isin(entry.touchpoint_ids) & voices["score"].notna()]
    counts = here.loc[here["metric"] != "", "metric"].value_counts()
    return min((-int(n), str(name)) for name, n in counts.items())[1] if len(counts) else ""

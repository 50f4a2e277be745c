"""How far listening has come: by segment, role, stage, touchpoint and method, and as a score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.terms import UNPLACED
from cxworkbench.intake.case import Case
from cxworkbench.records.engagement import TouchpointPlace
from cxworkbench.voice.contradictions import contradictions, loud_places
from cxworkbench.voice.holes import NO_ROLE, NOT_PLACED, THIN_BELOW
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.research import ALL, Research
from cxworkbench.voice.words import count_of

# The ways of listening, and the methods that belong to each.
WAYS: Final = {
    "feedback": ("survey", "ticket", "review"),
    "interviews": ("interview",),
    "observation": ("observation",),
    "analytics": ("analytics", "crm", "events"),
}
FIELDS: Final = ("segment", "role", "stage", "touchpoint_id", "way")
DIMENSIONS: Final = ("segments", "roles", "stages", "touchpoints", "ways of listening")
HALF: Final = 0.5  # what a thinly heard one counts
GAP_COLUMNS: Final = ("kind", "what", "stage", "touchpoint_id", "way", "why")


@dataclass(frozen=True)
class Listening:
    """How far listening has come in one case, over all accounts in scope."""

    fields: pd.DataFrame
    coverage: pd.DataFrame
    score: float  # 0 to 1
    gaps: pd.DataFrame
    contradictions: pd.DataFrame
    compared: int  # pairs of methods that could be compared at a place
    loud: pd.DataFrame


def build_listening(case: Case, research: Research) -> Listening:
    """The fields heard, the coverage score, the gaps, and where methods contradict each other.

    Of one account it looks at that account alone: one account contradicts nobody.

    Parameters
    ----------
    case
        The opened engagement.
    research
        As `build_research` made it for this case.
    """
    own = case.account != ALL
    voices = received_voices(case.voices_here if own else research.voices)
    accounts = in_scope(research)
    accounts = accounts[accounts["account_id"] == case.account] if own else accounts
    evidence = case.evidence
    events = evidence.of_account("events", case.account) if own else evidence.lean("events")
    fields = heard_fields(voices, events, accounts)
    wanted = {
        "segments": {name: name for name in accounts["segment"]},
        "roles": {role: role for role in research.heard["role"] if role != NO_ROLE},
        "stages": {stage.name: stage.name for stage in case.stages},
        "touchpoints": {place.id: place.name for place in case.touchpoints},
        "ways of listening": {way: way for way in WAYS},
    }
    sizes = {str(name): int(size) for name, size in accounts["segment"].value_counts().items()}
    fewest = 1 if own else THIN_BELOW
    coverage = coverage_by_dimension(fields, wanted, sizes, fewest=fewest)
    found, compared = contradictions(voices, case.engagement.metrics, case.touchpoints)
    return Listening(
        fields=fields,
        coverage=coverage,
        score=coverage_score(coverage),
        gaps=listening_gaps(fields, case.touchpoints, list(wanted["stages"])),
        contradictions=found,
        compared=compared,
        loud=loud_places(voices, case.engagement.metrics, case.touchpoints),
    )


def in_scope(research: Research) -> pd.DataFrame:
    """The accounts in scope with their segment: `account_id`, `segment`."""
    there = research.segments["account_id"].isin(research.profile["account_id"])
    return research.segments.loc[there, ["account_id", "segment"]]


def heard_fields(
    voices: pd.DataFrame, events: pd.DataFrame, segments: pd.DataFrame
) -> pd.DataFrame:
    """What each account said or did in each field: segment, role, stage, touchpoint, way.

    Parameters
    ----------
    voices, events
        The evidence tables; an event counts as analytics.
    segments
        `account_id` and `segment` of each account; rows of other accounts are left out.

    Returns
    -------
    pandas.DataFrame
        One row per account and field that is not empty: `account_id`; `segment`, `role` ("role not
        stated"), `stage` ("not placed"), `touchpoint_id` ("" where none), `way` (see `WAYS`);
        `statements`, voices and events.

    Notes
    -----
    With five dimensions nearly all fields are empty, in any study. Look at two at a time, and at
    `coverage_by_dimension`.

    Examples
    --------
    >>> voices = pd.DataFrame({"account_id": ["x", "x", "y"], "role": ["user", "user", ""],
    ...     "stage": "Use", "touchpoint_id": "", "method": ["survey", "ticket", "interview"]})
    >>> none = voices.iloc[:0].assign(method="")
    >>> groups = pd.DataFrame({"account_id": ["x", "y"], "segment": "large"})
    >>> heard_fields(voices, none, groups)[["account_id", "role", "way", "statements"]]
      account_id             role         way  statements
    0          x             user    feedback           2
    1          y  role not stated  interviews           1
    """
    way_of = {method: way for way, methods in WAYS.items() for method in methods}
    places = ["account_id", "role", "stage", "touchpoint_id"]
    said = voices[places].assign(way=voices["method"].map(way_of).fillna("feedback").astype("str"))
    done = events[places].assign(way="analytics")
    counted = [table.groupby([*places, "way"]).size() for table in (said, done)]
    both = pd.concat(counted).rename("statements").reset_index()
    both = both.merge(segments[["account_id", "segment"]], on="account_id", how="inner")
    both["role"] = both["role"].where(both["role"] != "", NO_ROLE)
    both["stage"] = both["stage"].where(both["stage"] != UNPLACED, NOT_PLACED)
    return both[["account_id", *FIELDS, "statements"]].reset_index(drop=True)


def coverage_by_dimension(
    fields: pd.DataFrame,
    wanted: Mapping[str, Mapping[str, str]],
    sizes: Mapping[str, int],
    *,
    fewest: int = THIN_BELOW,
) -> pd.DataFrame:
    """How much of each dimension was heard: well, thinly, or not at all.

    Parameters
    ----------
    fields
        As `heard_fields` makes it. What accounts did counts as a way of listening; that a segment,
        role, stage or touchpoint was heard takes a voice.
    wanted
        For each of `DIMENSIONS` what should be heard, key -> name; one without any is left out.
    sizes
        Segment -> its accounts: a small one is well heard when all of them are.
    fewest
        Accounts from which on a name counts as well heard.

    Returns
    -------
    pandas.DataFrame
        One row per dimension: `dimension`; `wanted`, `well`, `thin` and `unheard`, counts;
        `share`, 0 to 1, a thin one counting a half; `missing`, the names not heard and the thin
        ones, joined by a comma.
    """
    spoken = fields.loc[fields["way"] != "analytics"]
    rows = []
    for dimension, column in zip(DIMENSIONS, FIELDS, strict=True):
        names = wanted.get(dimension, {})
        if not names:
            continue
        heard = (fields if column == "way" else spoken).groupby(column)["account_id"].nunique()
        counts = {name: int(heard.get(name, 0)) for name in names}
        enough = {name: min(fewest, sizes.get(name, fewest)) for name in names}
        none = [shown for name, shown in names.items() if not counts[name]]
        thin = [shown for name, shown in names.items() if 0 < counts[name] < enough[name]]
        well = len(names) - len(none) - len(thin)
        share = (well + HALF * len(thin)) / len(names)
        rows.append((dimension, len(names), well, len(thin), len(none), share, [*none, *thin]))
    columns = ["dimension", "wanted", "well", "thin", "unheard", "share", "missing"]
    table = pd.DataFrame(rows, columns=columns)
    table["missing"] = [", ".join(names) for names in table["missing"]]
    return table.astype({"dimension": "str", "missing": "str", "share": "float64"})


def coverage_score(coverage: pd.DataFrame) -> float:
    """One number for how far listening has come: the mean share over the dimensions, 0 to 1.

    Each dimension weighs the same, however many names it has. 1 means that every segment, role,
    stage, touchpoint and way of listening was heard through at least three accounts; it does not
    mean that they were heard together, nor that enough was asked.

    Examples
    --------
    >>> coverage_score(pd.DataFrame({"share": [1.0, 0.5, 0.75]}))
    0.75
    """
    return float(coverage["share"].mean()) if len(coverage) else 0.0


def listening_gaps(
    fields: pd.DataFrame, touchpoints: Sequence[TouchpointPlace], stages: Sequence[str]
) -> pd.DataFrame:
    """Touchpoints and stages that nobody speaks of, or that are listened to in one way only.

    Parameters
    ----------
    fields
        As `heard_fields` makes it.
    touchpoints, stages
        The engagement's, in journey order.

    Returns
    -------
    pandas.DataFrame
        One row per gap, in journey order: `kind`, "touchpoint" or "stage by way"; `what`, in
        words; `stage`; `touchpoint_id`, `way`, where they apply; `why`, a phrase.
    """
    spoken = fields["way"] != "analytics"
    voiced = fields.loc[spoken].groupby("touchpoint_id")["statements"].sum()
    happened = fields.loc[~spoken].groupby("touchpoint_id")["statements"].sum()
    rows: list[dict[str, Any]] = []
    for place in touchpoints:
        if voiced.get(place.id, 0):
            continue
        events = int(happened.get(place.id, 0))
        seen = (
            say("{events}, no voice", events=count_of(events, "event"))
            if events
            else say("no voice and no event")
        )
        rows.append(_gap("touchpoint", place.name, place.stage, seen, touchpoint_id=place.id))
    by_way = fields.groupby(["stage", "way"])["statements"].sum()
    for stage in stages:
        ways = {way for way in WAYS if by_way.get((stage, way), 0)}
        told = sorted(ways - {"analytics"})
        if len(told) == 1:
            wanting = [way for way in ("interviews", "observation") if way not in told]
            why = say("only {told} speaks about it", told=told[0])
            rows.append(
                _gap(
                    say("stage by way"),
                    say("the stage {stage}", stage=stage),
                    stage,
                    why,
                    way=wanting[0],
                )
            )
    return pd.DataFrame(rows, columns=list(GAP_COLUMNS)).astype("str")


def _gap(kind: str, what: str, stage: str, why: str, **more: str) -> dict[str, Any]:
    places = {"touchpoint_id": more.get("touchpoint_id", ""), "way": more.get("way", "")}
    return {"kind": kind, "what": what, "stage": stage, **places, "why": why}

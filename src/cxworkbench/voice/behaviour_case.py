"""The behavioural segments of a case: found over all accounts, or read from a saved definition."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.records.segmentation import SegmentDefinition
from cxworkbench.records.store import load_record
from cxworkbench.voice.behaviour import Behaviour, behavioural_segments
from cxworkbench.voice.definition_file import DEFINITION_FILE
from cxworkbench.voice.definitions import defined_segments
from cxworkbench.voice.drift import Drift, segment_drift
from cxworkbench.voice.features import usual_dimensions
from cxworkbench.voice.traits import (
    example_accounts,
    labels_of,
    segment_profile,
    segment_traits,
)

ALL = "all"
FIGURES_NEEDED = 2  # usual dimensions from which grouping is worth a try


@dataclass(frozen=True)
class BehaviourFound:
    """What behaviour says of segments.

    `behaviour` is None where it was not looked for, `why_not` then says why. `told` and `traits`
    are of the segments found; `saved` is the definition kept in the engagement, with its `drift`
    over all accounts; `own` is the saved segment of the one account, in words.
    """

    behaviour: Behaviour | None
    told: pd.DataFrame
    traits: pd.DataFrame
    labels: pd.Series
    saved: SegmentDefinition | None
    drift: Drift | None
    own: str
    why_not: str


def find_behaviour(case: Case, profile: pd.DataFrame) -> BehaviourFound:
    """The behavioural segments of all accounts; for one account only its place in those saved.

    Parameters
    ----------
    case
        The opened engagement.
    profile
        All its accounts, as `voice.profile.account_profile` makes it.

    Raises
    ------
    RecordProblem
        The saved definition cannot be read.
    """
    saved = kept_definition(case)
    usable = saved is not None and _has_columns(profile, saved)
    if (case.account, case.segment) != (ALL, ALL):
        own = ""
        if usable and saved is not None and case.account != ALL:
            own = _own(case, profile, saved)
        return _nothing(saved, say("looked for over all accounts together only"), own)
    drift = segment_drift(saved, profile) if usable and saved is not None else None
    weights = usual_dimensions(profile)
    if len(weights) < FIGURES_NEEDED:
        why = say(
            "at least two of revenue, usage, services, tenure, renewals, repeat "
            "purchases and recommendation must be known of most accounts"
        )
        return _nothing(saved, why, "", drift)
    try:
        behaviour = behavioural_segments(profile, dict.fromkeys(weights, 1.0), seed=case.seed)
    except ParameterProblem as problem:
        return _nothing(saved, str(problem), "", drift)
    told, traits, labels = told_segments(behaviour, profile)
    return BehaviourFound(behaviour, told, traits, labels, saved, drift, "", "")


def told_segments(
    behaviour: Behaviour, profile: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """The segments told, with examples and steadiness; their traits; the label of each account."""
    labels = labels_of(behaviour, profile)
    used = [one.column for one in behaviour.features.dimensions]
    traits = segment_traits(profile, labels, used)
    if behaviour.grouping is None:
        return pd.DataFrame(columns=["segment", "name", "accounts"]), traits, labels
    told = segment_profile(profile, labels, used)
    names = dict(zip(profile["account_id"], profile["name"], strict=True))
    examples = example_accounts(behaviour.features, behaviour.grouping)
    told["examples"] = [
        ", ".join(str(names.get(one) or one) for one in examples[int(segment)])
        for segment in told["segment"]
    ]
    told["steadiness"] = list(behaviour.steadiness)
    return told, traits, labels


def kept_definition(case: Case) -> SegmentDefinition | None:
    """The definition that the engagement goes by, or keeps under the usual name; else None."""
    path = case.folder / (case.engagement.segments_from or DEFINITION_FILE)
    return load_record(path, SegmentDefinition) if path.is_file() else None


def _has_columns(profile: pd.DataFrame, saved: SegmentDefinition) -> bool:
    return all(one.column in profile for one in saved.dimensions)


def _own(case: Case, profile: pd.DataFrame, saved: SegmentDefinition) -> str:
    here = profile.loc[profile["account_id"] == case.account].reset_index(drop=True)
    row = defined_segments(here, saved).iloc[0]
    if not row["segment"]:
        return say(
            "By the saved segments it cannot be placed, for want of {missing}.",
            missing=row["missing"],
        )
    [segment] = [one for one in saved.segments if one.id == row["segment_id"]]
    then = saved.members.get(case.account, "")
    before = {one.id: one.name for one in saved.segments}.get(then, "")
    moved = (
        say(" When they were made it was {before}.", before=before)
        if before and then != segment.id
        else ""
    )
    said = trait_summary(segment.description)
    return say(
        "By the saved segments it is {name}{said}.{moved}",
        name=segment.name,
        said=said,
        moved=moved,
    )


def trait_summary(description: str) -> str:
    """A segment's description behind its name, in brackets; nothing where there is none."""
    return f" ({description})" if description else ""


def _nothing(
    saved: SegmentDefinition | None, why: str, own: str, drift: Drift | None = None
) -> BehaviourFound:
    empty = pd.DataFrame(columns=["segment", "name", "accounts"])
    labels = pd.Series([], dtype=np.float64)
    return BehaviourFound(None, empty, pd.DataFrame(), labels, saved, drift, own, why)

"""Whom to ask what next: one errand for each hole in what was heard."""

from collections.abc import Iterator, Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.records.engagement import StageBelief, TouchpointPlace
from cxworkbench.voice.listening import Listening

INTERVIEW: Final = "interview"
OBSERVATION: Final = "observation"
SURVEY: Final = "survey"
ERRAND_COLUMNS: Final = (
    "order", "method", "whom", "stage", "touchpoint_id", "touchpoint", "hole", "why",
)  # fmt: skip
_ANYBODY: Final = "anybody who has been there"  # said later
_BOTH: Final = "people who spoke kindly, and people who did not"  # said later


def errands(
    holes: pd.DataFrame,
    listening: Listening,
    stages: Sequence[StageBelief],
    touchpoints: Sequence[TouchpointPlace],
) -> pd.DataFrame:
    """One errand for each hole: by which method to ask whom about what, widest holes first.

    Whole roles and segments are interviewed; a physical touchpoint without a voice is watched, a
    digital one surveyed; where methods contradict each other people are asked in person why,
    once for each touchpoint.

    Parameters
    ----------
    holes
        As `coverage_holes` makes it.
    listening
        As `build_listening` makes it.
    stages, touchpoints
        The engagement's, in journey order.

    Returns
    -------
    pandas.DataFrame
        One row per errand: `order`, from 1; `method`, "interview", "observation" or "survey";
        `whom`, segment and role in words; `stage`, empty for all; `touchpoint_id` and
        `touchpoint`, empty for all of the stage; `hole`, in words; `why`.
    """
    rows = [
        *_of_holes(holes, [stage.name for stage in stages]),
        *_of_gaps(listening.gaps, touchpoints),
        *_of_contradictions(listening.contradictions),
    ]
    numbered = [(place, *row) for place, row in enumerate(dict.fromkeys(rows), start=1)]
    table = pd.DataFrame(numbered, columns=list(ERRAND_COLUMNS))
    return table.astype({name: "int64" if name == "order" else "str" for name in ERRAND_COLUMNS})


_Row = tuple[str, str, str, str, str, str, str]


def _of_holes(holes: pd.DataFrame, stages: Sequence[str]) -> Iterator[_Row]:
    for hole in holes.to_dict("records"):
        stage = hole["stage"] if hole["stage"] in stages else ""
        whom = _whom(hole["segment"], hole["role"])
        yield (INTERVIEW, whom, stage, "", "", hole["what"], hole["why"])


def _of_gaps(gaps: pd.DataFrame, touchpoints: Sequence[TouchpointPlace]) -> Iterator[_Row]:
    places = {place.id: place for place in touchpoints}
    for gap in gaps.to_dict("records"):
        told = gap["what"], gap["why"]
        place = places.get(gap["touchpoint_id"])
        if place is None:
            method = OBSERVATION if gap["way"] == "observation" else INTERVIEW
            yield (method, _ANYBODY, gap["stage"], "", "", *told)
            continue
        watched = place.contact and place.medium_class in ("physical", "hybrid")
        method = OBSERVATION if watched else SURVEY if place.contact else INTERVIEW
        yield (method, _ANYBODY, gap["stage"], place.id, place.name, *told)


def _of_contradictions(found: pd.DataFrame) -> Iterator[_Row]:
    for _, pairs in found.groupby("touchpoint_id", sort=False):
        one = pairs.sort_values("difference", kind="stable").iloc[-1]
        hole = say(
            "{method} against {other_method}",
            method=one["method"],
            other_method=one["other_method"],
        )
        place = str(one["touchpoint_id"]), str(one["name"])
        yield (INTERVIEW, _BOTH, str(one["stage"]), *place, hole, str(one["why"]).rstrip("."))


def _whom(segment: str, role: str) -> str:
    who = say("contacts in the role {role}", role=role) if role else say("contacts in any role")
    return say("{who}, segment {segment}", who=who, segment=segment) if segment else who

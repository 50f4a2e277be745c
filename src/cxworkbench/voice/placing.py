"""The engagement's segments: by its rules, or by a saved definition that it names."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import ParameterProblem, RecordProblem, WorkbenchError
from cxworkbench.ground.language import say
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.segmentation import SegmentDefinition
from cxworkbench.records.store import load_record
from cxworkbench.voice.definitions import defined_segments
from cxworkbench.voice.segments import (
    OTHER,
    SEGMENT_COLUMNS,
    problems_of_rules,
    segment_accounts,
    segment_names,
)


def place_accounts(folder: Path, engagement: Engagement, profile: pd.DataFrame) -> pd.DataFrame:
    """The segment of every account, as the engagement wants it.

    Where `segments_from` names a saved definition, accounts go by it, and those that lack a figure
    are "other"; else by the rules, as `voice.segments.segment_accounts` has it.

    Parameters
    ----------
    folder
        The engagement's folder.
    engagement
        Its `engagement.toml`.
    profile
        As `voice.profile.account_profile` makes it.

    Returns
    -------
    pandas.DataFrame
        One row per account: `account_id`, `segment`, `rule`, `missing`.

    Raises
    ------
    RecordProblem
        A rule or the saved definition cannot be read, or asks for a column that is not there.
    """
    definition = saved_definition(folder, engagement)
    if definition is None:
        return segment_accounts(profile, engagement.segments)
    try:
        placed = defined_segments(profile, definition)
    except ParameterProblem as problem:
        raise RecordProblem(f"{engagement.segments_from}: {problem}") from problem
    told = {one.name: _why(one.description, definition) for one in definition.segments}
    placed["segment"] = placed["segment"].replace("", OTHER).astype("str")
    placed["rule"] = [
        told.get(name, "lacks a figure of the saved segments") for name in placed["segment"]
    ]
    placed["rule"] = placed["rule"].astype("str")
    return placed[list(SEGMENT_COLUMNS)]


def names_in_order(folder: Path, engagement: Engagement) -> list[str]:
    """The segments there can be, in the order they are told, "other" last."""
    definition = saved_definition(folder, engagement)
    if definition is None:
        return segment_names(engagement.segments)
    return [*(one.name for one in definition.segments), OTHER]


def saved_definition(folder: Path, engagement: Engagement) -> SegmentDefinition | None:
    """The saved definition that the engagement names; None where it goes by rules.

    Raises
    ------
    RecordProblem
        The file is not there or cannot be read.
    """
    if not engagement.segments_from:
        return None
    path = folder / engagement.segments_from
    if not path.is_file():
        raise RecordProblem(
            f"engagement.toml, segments_from is {engagement.segments_from!r}, and there is no such "
            "file in the engagement. Save segments under this name, or take the line out to go "
            "by rules."
        )
    return load_record(path, SegmentDefinition)


def problems_of_segments(
    folder: Path, engagement: Engagement, profile: pd.DataFrame
) -> Sequence[Problem]:
    """What keeps accounts from being put into segments: faulty rules, or a definition's fault."""
    if not engagement.segments_from:
        return problems_of_rules(profile, engagement.segments)
    try:
        place_accounts(folder, engagement, profile)
    except WorkbenchError as problem:
        name = engagement.segments_from
        return [
            Problem("engagement.toml", 0, "segments_from", say("is a saved definition"), name,
                    str(problem))
        ]  # fmt: skip
    return []


def _why(description: str, definition: SegmentDefinition) -> str:
    return description or say("by {method} over the accounts' figures", method=definition.method)

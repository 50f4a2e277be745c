"""How a proposal becomes people's map at the first change a person makes in it."""

from pathlib import Path

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.journey.building import common_map_id
from cxworkbench.records.accepting import MAP_FILE, accept_map
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_engagement


def begin_with_proposal(path: Path, proposal: Path, shown: JourneyMap) -> None:
    """Nothing; the proposal that was shown is people's map at `path` from now on.

    Raises
    ------
    RecordProblem
        People have a map there meanwhile, the file is no engagement's map, or the proposal is of
        one account or segment.
    """
    if path.is_file():
        raise RecordProblem(
            f"{path.name} has been saved by somebody else since the proposal was shown. "
            "Nothing was written. Load it again and enter the change anew."
        )
    folder = path.parent.parent
    if path != folder / MAP_FILE:
        raise RecordProblem(
            f"{path} is not an engagement's map. A proposal is accepted into {MAP_FILE}."
        )
    if shown.id != common_map_id(load_engagement(folder)):
        raise RecordProblem(
            f"The map {shown.title!r} is of one account or segment, and people keep one "
            "map of all. Run this notebook for all accounts and segments first."
        )
    accept_map(folder, proposal)

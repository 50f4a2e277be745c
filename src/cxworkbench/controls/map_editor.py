"""A control in which people edit a whole map: touchpoints, steps, stages and notes in its lanes."""

from pathlib import Path
from typing import TYPE_CHECKING

from cxworkbench.intake.case import Case

if TYPE_CHECKING:
    from cxworkbench.controls.map_widget import MapEditor

ALL = "all"
ONLY_OVER_ALL = "The map editor opens over all accounts and segments: people keep one map of all."


def map_editor(case: Case, *, proposal: Path | None = None, by: str = "") -> "MapEditor | str":
    """A control over the map that people keep in an engagement; every gesture is saved at once.

    Everything is done with the mouse and with the keyboard alike. The same is done without a screen
    by `map_session.MapSession`. `open_map_editor` opens any other map file.

    Parameters
    ----------
    case
        The opened engagement. For one account or segment there is a sentence instead: people keep
        one map of all, and a batch over hundreds of accounts needs no control in each.
    proposal
        Shown while people keep no map; the first gesture makes it theirs.
    by
        Who edits; stands beside comments and decisions.

    Raises
    ------
    RecordProblem
        There is neither a map nor a proposal, or it cannot be read.
    """
    if case.account != ALL or case.segment != ALL:
        return ONLY_OVER_ALL
    from cxworkbench.controls.map_session import MapSession
    from cxworkbench.controls.map_widget import MapEditor
    from cxworkbench.journey.building import kept_map_path

    session = MapSession(kept_map_path(case), proposal=proposal, by=by)
    return MapEditor(session, evidence=case.evidence)


def open_map_editor(path: Path | str, *, by: str = "") -> "MapEditor":
    """A control over any map file, such as a deep dive or a map to be.

    Parameters
    ----------
    path
        The map's file.
    by
        Who edits.

    Raises
    ------
    RecordProblem
        There is no such file, or it is not a map.
    """
    from cxworkbench.controls.map_session import MapSession
    from cxworkbench.controls.map_widget import MapEditor

    return MapEditor(MapSession(Path(path), by=by))

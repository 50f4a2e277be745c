"""A map file saved so that the engagement whose map it is keeps its stages by the same names."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkbench.ground.locking import only_one
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import ENGAGEMENT_FILE, save_record

if TYPE_CHECKING:
    from cxworkbench.intake.following import Follower

ALONE = "Only this map was changed: it is not the map that an engagement keeps."
ONLY_ON_MAP = "Only the map was changed: engagement.toml has nothing to change for it."


class MapFile:
    """Writes one map file; the stages of its engagement follow, where there is one.

    Parameters
    ----------
    path
        The map's file. It is an engagement's when it lies where people keep their map of all,
        beside an `engagement.toml`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._follower: Follower | None = None

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else changes the map, or the engagement that keeps it, inside the `with`."""
        folder = self._path.resolve().parent
        is_kept = folder.parent / MAP_FILE == self._path.resolve()
        place = folder.parent if is_kept else folder
        place.mkdir(parents=True, exist_ok=True)
        return only_one(place, "the map editor")

    def save(
        self,
        before: JourneyMap,
        after: JourneyMap,
        *,
        by: str = "",
        on: str = "",
        taken_back: bool = False,
    ) -> str:
        """What became of stages that were renamed or reordered, in words; empty without such.

        Raises
        ------
        ParameterProblem
            The engagement cannot have a stage of that name; nothing is written.
        RecordProblem
            The map does not hold together, or the engagement cannot be read; nothing is written.
        """
        if not _stages_differ(before, after):
            save_record(after, self._path)
            return ""
        folder = self._path.resolve().parent.parent
        kept = self._path.resolve() == folder / MAP_FILE and (folder / ENGAGEMENT_FILE).is_file()
        if not kept:
            save_record(after, self._path)
            return ALONE
        if self._follower is None:
            # Loaded with the first stage that is renamed: it needs all of the intake.
            from cxworkbench.intake.following import Follower

            self._follower = Follower(folder)
        changes = self._follower.save(
            before,
            after,
            lambda: save_record(after, self._path),
            by=by,
            on=on,
            taken_back=taken_back,
        )
        return " ".join(one.told() for one in changes) or ONLY_ON_MAP


def _stages_differ(before: JourneyMap, after: JourneyMap) -> bool:
    """Whether stages that both have go by other names or in another order."""
    first = {one.id: one.name for one in before.stages}
    second = {one.id: one.name for one in after.stages}
    mine = [(key, name) for key, name in first.items() if key in second]
    return mine != [(key, name) for key, name in second.items() if key in first]

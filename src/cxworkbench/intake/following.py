"""`engagement.toml` as it follows people's map while stages on it are renamed and put in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tomlkit import TOMLDocument

from cxworkbench.ground.files import write_text
from cxworkbench.intake.retagging import StageChange, note_changes
from cxworkbench.intake.stage_edits import rename_in, reorder_in, require_name
from cxworkbench.intake.values import stage_names
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import JourneyMap, Stage
from cxworkbench.records.store import ENGAGEMENT_FILE, load_engagement, save_engagement_edits


@dataclass
class Follower:
    """What keeps the stages of an engagement's file and trail with those of people's map.

    A name that a person gave and took back at once, as a slip of the pen, is forgotten: it is no
    former name of the stage.

    Parameters
    ----------
    folder
        The engagement's folder.
    """

    folder: Path
    _new_names: set[str] = field(default_factory=set)

    def save(
        self,
        before: JourneyMap,
        after: JourneyMap,
        write: Callable[[], None],
        *,
        by: str = "",
        on: str = "",
        taken_back: bool = False,
    ) -> list[StageChange]:
        """What was changed in `engagement.toml` and noted, after `write` has written the map.

        Stages are the same by name, by a former name, or by the id that their name gave them; a
        stage that is only on the map changes nothing. When `write` fails, the file is as it was.

        Parameters
        ----------
        before, after
            People's map as the file has it, and as it is to be.
        write
            Writes the map.
        by, on
            Who changed it, and the day as an ISO date.
        taken_back
            Whether this undoes an earlier change; the trail says so.

        Raises
        ------
        ParameterProblem
            A new name is taken by another stage of the engagement, or is a former one of it.
        RecordProblem
            The engagement cannot be read, or the map is refused.

        Notes
        -----
        Evidence is not made again here, so voices and events are not counted; it is made again
        when the engagement is next opened.
        """
        engagement = load_engagement(self.folder)
        places = _places(engagement, before.stages)
        names = {one.id: one.name for one in after.stages}
        renamed = {
            place: names[key] for key, place in places.items() if names.get(key, place) != place
            and names[key] != _name(before, key)
        }  # fmt: skip
        for old, new in renamed.items():
            require_name(engagement, old, new)
        known = [renamed.get(name, name) for name in stage_names(engagement)]
        order = known
        if _order(before, after) != _order(after, before):
            now = {key: renamed.get(place, place) for key, place in places.items()}
            order = _ordered(known, [now[one.id] for one in after.stages if one.id in now])
        if not renamed and order == known:
            write()
            return []
        about: dict[str, Any] = {
            "voices": None, "events": None, "on_map": True, "by": by, "on": on,
            "taken_back": taken_back,
        }  # fmt: skip
        changes = [StageChange("rename stage", old, new, **about) for old, new in renamed.items()]
        if order != known:
            told = (" > ".join(known), " > ".join(order))
            changes.append(StageChange("reorder stages", *told, **about))
        moved = [] if order == known else order
        path = self.folder / ENGAGEMENT_FILE
        was = path.read_text(encoding="utf-8")
        save_engagement_edits(
            self.folder, lambda document: self._change(document, renamed, moved, taken_back)
        )
        try:
            write()
        except BaseException:
            write_text(path, was)
            raise
        former = {name for one in engagement.stages for name in one.formerly}
        self._new_names |= set(renamed.values()) - former
        note_changes(self.folder, changes)
        return changes

    def _change(
        self, document: TOMLDocument, renamed: dict[str, str], order: Sequence[str], back: bool
    ) -> None:
        for old, new in renamed.items():
            rename_in(document, old, new)
            if back and old in self._new_names:
                _forget(document, new, old)
        if order:
            reorder_in(document, order)


def _places(engagement: Engagement, stages: Sequence[Stage]) -> dict[str, str]:
    """Id of each stage on the map that the engagement has -> its name there."""
    names = stage_names(engagement)
    former = {was: one.name for one in engagement.stages for was in one.formerly}
    minted = {mint_id("st", name, ()): name for name in names}
    minted |= {mint_id("st", was, ()): name for was, name in former.items()}
    found = {one.id: one.name for one in stages if one.name in names}
    for one in stages:
        place = former.get(one.name) or minted.get(one.id, "")
        if one.id not in found and place and place not in found.values():
            found[one.id] = place
    return found


def _name(journey_map: JourneyMap, stage_id: str) -> str:
    return next(one.name for one in journey_map.stages if one.id == stage_id)


def _order(journey_map: JourneyMap, other: JourneyMap) -> list[str]:
    """The stages that both maps have, in the order of the first."""
    there = {one.id for one in other.stages}
    return [one.id for one in journey_map.stages if one.id in there]


def _ordered(known: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """All that are known, those wanted in their order at the places that they take together."""
    left = iter(wanted)
    return [next(left) if name in wanted else name for name in known]


def _forget(document: TOMLDocument, stage_name: str, former: str) -> None:
    for stage in document["stages"]:
        if stage["name"] == stage_name:
            left = [str(one) for one in stage["formerly"] if str(one) != former]
            if left:
                stage["formerly"] = left
            else:
                del stage["formerly"]

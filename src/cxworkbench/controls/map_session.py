"""A map file as it is edited, without a screen: every gesture, undo and redo, and two people.

This is what the map editor does; anything done there can be done here, with the same file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.controls.first_map import begin_with_proposal
from cxworkbench.controls.map_choice import with_theirs
from cxworkbench.controls.map_following import MapFile
from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.ground.files import sha256_of
from cxworkbench.records import edits, gestures
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.merge import merge_maps
from cxworkbench.records.store import load_record
from cxworkbench.records.threeway import conflicts_table
from cxworkbench.records.validity import map_ids

ASSUMED: Final = "assumption-based"


@dataclass(frozen=True)
class _State:
    """A map as it was, and how many merges had come in by then."""

    map: JourneyMap
    merges: int


class MapSession:
    """A map file, what was done to it since it was opened, and what undo goes back to.

    Every gesture is written at once, whole or not at all. When somebody else has saved the file
    meanwhile, nothing is overwritten: the gesture is kept here, `waiting` is true, and `merge` puts
    both together. In an engagement's own map `engagement.toml` follows stages that are renamed or
    put in another order; `told` says so after each gesture.

    Parameters
    ----------
    path
        The map's file.
    proposal
        Shown while there is no file at `path`; the first gesture makes it people's map.
    by
        Who edits; stands beside comments and decisions.

    Raises
    ------
    RecordProblem
        There is neither a map nor a proposal, or it cannot be read.
    """

    def __init__(self, path: Path, *, proposal: Path | None = None, by: str = "") -> None:
        self.path = path
        self.by = by
        self._proposal = proposal
        self.map, self._seen = self._load()
        self._base = self.map
        self._theirs = self.map
        self._past: list[_State] = []
        self._future: list[_State] = []
        self._merges: list[tuple[JourneyMap, JourneyMap]] = []
        self.conflicts = conflicts_table([])
        self._file = MapFile(path)
        self.told = ""
        self.on = ""  # ISO date of what is done, as given; stands in the trail of stages

    @property
    def waiting(self) -> bool:
        """Whether something was done that the file does not hold yet."""
        return self.map is not self._base

    @property
    def undos(self) -> int:
        """How many gestures can be taken back."""
        return len(self._past)

    @property
    def redos(self) -> int:
        """How many gestures that were taken back can be done again."""
        return len(self._future)

    def add_stage(self, name: str, *, before: str = "") -> tuple[str, ...]:
        """The id of one more stage, before the one named or last."""
        return self._do(edits.add_stage(self.map, name, before=before))

    def add_step(self, name: str, *, stage_id: str, before: str = "") -> tuple[str, ...]:
        """The id of one more step in a stage."""
        return self._do(edits.add_step(self.map, name, stage_id=stage_id, before=before))

    def add_touchpoint(
        self, name: str, *, stage_id: str, step_id: str = "", before: str = ""
    ) -> tuple[str, ...]:
        """The id of one more touchpoint, before the one named or last."""
        return self._do(
            edits.add_touchpoint(self.map, name, stage_id=stage_id, step_id=step_id, before=before)
        )

    def add_notes(self, lines: Sequence[str], *, at: str, lane: str) -> tuple[str, ...]:
        """The ids of one note for each line; all together are one step to undo."""
        return self._do(gestures.add_notes(self.map, lines, at=at, lane=lane))

    def reword(self, item_id: str, words: str) -> None:
        """Other words for an element, a note, a comment or a decision."""
        self._do(gestures.reword(self.map, item_id, words))

    def change(self, ids: Sequence[str], **fields: object) -> None:
        """The same values in some fields of several things, such as `status` or `locked`."""
        self._do(gestures.change(self.map, ids, **fields))

    def place(
        self, ids: Sequence[str], *, into: str = "", lane: str = "", before: str = ""
    ) -> None:
        """Stages, steps, touchpoints or notes elsewhere; see `records.gestures.place`."""
        self._do(gestures.place(self.map, ids, into=into, lane=lane, before=before))

    def take_out(self, ids: Sequence[str]) -> None:
        """Take things out, with what is said at them; see `records.gestures.take_out`."""
        self._do(gestures.take_out(self.map, ids))

    def split(self, item_id: str, name: str, *, takes: Sequence[str] = ()) -> tuple[str, ...]:
        """The id of the second of two that one became; see `records.edits.split_element`."""
        return self._do(edits.split_element(self.map, item_id, _said(name), takes=takes))

    def join(self, kept_id: str, others: Sequence[str]) -> None:
        """Several elements of one level as one; see `records.edits.merge_elements`."""
        self._do(edits.merge_elements(self.map, kept_id, *others))

    def comment(self, text: str, *, at: str = "", on: str = "") -> tuple[str, ...]:
        """The id of a comment on an element, or on the whole map; `on` an ISO date."""
        return self._do(edits.add_comment(self.map, _said(text), at=at, by=self.by, on=on))

    def decide(self, text: str, *, at: str = "", on: str = "") -> tuple[str, ...]:
        """The id of a decision in the log, about an element or the whole map."""
        return self._do(edits.add_decision(self.map, _said(text), at=at, by=self.by, on=on))

    def undo(self) -> bool:
        """Take back the last gesture; False where there is none. What others did stays."""
        return self._back_to(self._past, self._future, taken_back=True)

    def redo(self) -> bool:
        """Do again what was taken back; False where there is none."""
        return self._back_to(self._future, self._past)

    def look(self) -> bool:
        """Whether the file holds something new that somebody else saved; then it is shown here.

        While something waits here, nothing is taken over: `merge` does that.
        """
        if self._digest() == self._seen or self.waiting:
            return False
        theirs, self._seen = self._load()
        self._merges.append((self._base, theirs))
        self.map = self._base = theirs
        return True

    def merge(self) -> pd.DataFrame:
        """What both sides changed, one row each, after theirs and ours were put together and saved.

        Where both changed the same thing ours stays; `take_theirs` takes the other. Columns as
        `records.merge.Merged` has them; no rows: nothing was in the way.
        """
        with self._file.alone():
            return self._merged()

    def _merged(self) -> pd.DataFrame:
        if not self.path.is_file():
            self._save()
            self.conflicts = conflicts_table([])
            return self.conflicts
        theirs, seen = load_record(self.path, JourneyMap), sha256_of(self.path)
        merged = merge_maps(self._base, self.map, theirs)
        self._merges.append((self._base, theirs))
        self.map, self._seen, self._theirs, self._base = merged.map, seen, theirs, theirs
        self.conflicts = merged.conflicts
        self._save()
        return self.conflicts

    def take_theirs(self, number: int) -> None:
        """For one of the `conflicts`, counted from 0, what the other side made of it."""
        if not 0 <= number < len(self.conflicts):
            raise ParameterProblem(
                f"Conflict {number} is asked for, and there are {len(self.conflicts)}. They are "
                "counted from 0."
            )
        row = self.conflicts.iloc[number]
        self._do(with_theirs(self.map, self._theirs, str(row["id"]), str(row["field"])))
        self.conflicts = self.conflicts.drop(self.conflicts.index[number]).reset_index(drop=True)

    def standing(self) -> str:
        """Whether the file holds what is shown, in plain words."""
        if not self.waiting:
            return f"Saved in {self.path.name}."
        if self._digest() == self._seen:
            return f"{self.path.name} could not be written. What you did is kept here."
        what = "is gone" if not self.path.is_file() else "was saved by somebody else meanwhile"
        return (
            f"{self.path.name} {what}. Your last changes are kept here and are not in the file "
            "yet. Merge puts both together; where both changed the same thing, yours stays and "
            "is listed."
        )

    def write(self, *, taken_back: bool = False) -> None:
        """Write what waits, if nobody else has saved the file meanwhile."""
        self.told = ""
        if not self.waiting:
            return
        with self._file.alone():
            first = self._seen == "" and not self.path.is_file()
            if first and self._proposal is not None:
                begin_with_proposal(self.path, self._proposal, self._base)
                self._seen = sha256_of(self.path)
            if self._digest() == self._seen:
                self._save(taken_back=taken_back)

    def _do(self, changed: JourneyMap) -> tuple[str, ...]:
        after = _stamped(changed)
        new = tuple(dict.fromkeys(one for one in map_ids(after) if one not in self._ids()))
        if after == self.map:
            return ()
        before = (self.map, list(self._past), list(self._future))
        self._past.append(_State(self.map, len(self._merges)))
        self._future.clear()
        self.map = after
        self._written_or(before)
        return new

    def _back_to(
        self, states: list[_State], others: list[_State], *, taken_back: bool = False
    ) -> bool:
        if not states:
            return False
        before = (self.map, list(self._past), list(self._future))
        others.append(_State(self.map, len(self._merges)))
        state = states.pop()
        back = state.map
        for base, theirs in self._merges[state.merges :]:
            back = merge_maps(base, back, theirs).map
        self.map = back
        self._written_or(before, taken_back=taken_back)
        return True

    def _written_or(
        self, before: tuple[JourneyMap, list[_State], list[_State]], *, taken_back: bool = False
    ) -> None:
        """Write; a gesture that the file refuses for good is as if it had not been done."""
        try:
            self.write(taken_back=taken_back)
        except (ParameterProblem, RecordProblem):
            self.map, self._past[:], self._future[:] = before
            raise
        except OSError as problem:
            raise RecordProblem(
                f"{self.path.name} could not be written: {problem.strerror or problem}. What you "
                "did is kept here; make room or set the rights, and it goes with the next change."
            ) from problem

    def _save(self, *, taken_back: bool = False) -> None:
        self.told = self._file.save(
            self._base, self.map, by=self.by, on=self.on, taken_back=taken_back
        )
        self._seen, self._base = sha256_of(self.path), self.map

    def _load(self) -> tuple[JourneyMap, str]:
        if self.path.is_file() or self._proposal is None:
            journey_map = load_record(self.path, JourneyMap)
            return journey_map, sha256_of(self.path)
        return load_record(self._proposal, JourneyMap), ""

    def _digest(self) -> str:
        return sha256_of(self.path) if self.path.is_file() else ""

    def _ids(self) -> set[str]:
        return set(map_ids(self.map))


def _stamped(journey_map: JourneyMap) -> JourneyMap:
    """The map with the stamp that its statements call for."""
    bare = bool(journey_map.statements) and not any(one.evidence for one in journey_map.statements)
    stamp = ASSUMED if bare else ""
    if stamp == journey_map.stamp or not journey_map.statements:
        return journey_map
    return journey_map.model_copy(update={"stamp": stamp})


def _said(text: str) -> str:
    words = text.strip()
    if not words:
        raise ParameterProblem("There are no words. Type some first.")
    return words

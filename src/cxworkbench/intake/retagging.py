"""A stage renamed or put in another order everywhere at once, with a trail of what was changed.

`engagement.toml` is changed, so that evidence made again stays with the stage, and people's map
beside it. Received files and codings are left as they are: a stage keeps its former names, and
what still uses them is placed under the new one.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.ground.files import write_bytes, write_text
from cxworkbench.ground.locking import only_one
from cxworkbench.intake.building import current_evidence, key_in_use
from cxworkbench.intake.keys import open_keyring
from cxworkbench.intake.stage_edits import (
    rename_in,
    reorder_in,
    require_name,
    require_order,
)
from cxworkbench.intake.values import stage_names
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.edits import rename_stage as renamed_on_map
from cxworkbench.records.edits import reorder
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import (
    ENGAGEMENT_FILE,
    load_engagement,
    load_record,
    save_engagement_edits,
    save_record,
)

TRAIL: Final = "maps/changes.jsonl"


@dataclass(frozen=True)
class StageChange:
    """One line of the trail: what was changed, from what to what, and what was tagged anew."""

    what: str  # "rename stage", "reorder stages"
    before: str  # of an order the names, joined by " > "
    after: str
    voices: int | None  # evidence in the stage, or in all stages of a new order, after the change
    events: int | None  # None: not counted, as when the map is edited by hand
    on_map: bool  # whether people's map was changed with it
    by: str = ""
    on: str = ""  # ISO date, as given
    taken_back: bool = False  # whether this undid an earlier change

    def told(self) -> str:
        """The change in a sentence."""
        said = f"{self.before} is now {self.after}"
        if self.what == "reorder stages":
            said = f"The stages are now {self.after}"
        if self.taken_back:
            said = f"Taken back: {said}"
        if self.voices is None:
            return f"{said}, in engagement.toml too. Evidence follows when it is next opened."
        there = "the map with it" if self.on_map else "no map is kept yet"
        return f"{said}: {self.voices} voices and {self.events} events stand there, {there}."


def rename_stage(folder: Path, old: str, new: str, *, by: str = "", on: str = "") -> StageChange:
    """A stage under a new name: in engagement.toml, in the evidence and on people's map.

    Everything that engagement.toml places in the stage is placed in it under its new name. The old
    name is kept as a former one, so that columns, interviews and codings that use it still arrive.

    Parameters
    ----------
    folder
        The engagement's folder.
    old, new
        The stage's name now and then.
    by, on
        Who changed it, and the day as an ISO date; they stand in the trail as given.

    Raises
    ------
    ParameterProblem
        There is no stage of the old name, or the new one is empty, taken, or a former name of
        another stage.
    RecordProblem
        A record cannot be read; nothing is changed then.
    """
    with _all_or_nothing(folder):
        return _renamed(folder, old, new, by, on)


def _renamed(folder: Path, old: str, new: str, by: str, on: str) -> StageChange:
    engagement = load_engagement(folder)
    require_name(engagement, old, new)
    people = _people_map(folder)
    stage = next((one for one in people.stages if one.name == old), None) if people else None
    before = _counts(folder, [old])
    save_engagement_edits(folder, lambda document: rename_in(document, old, new))
    if people is not None and stage is not None:
        save_record(renamed_on_map(people, stage.id, new), folder / MAP_FILE)
    after = _counts(folder, [new])
    if after != before:
        raise RecordProblem(
            f"{before[0]} voices and {before[1]} events were in {old!r}, and {after[0]} and "
            f"{after[1]} are in {new!r} now. Something else was changed at the same time: run "
            "`cxworkbench check` and look at what is not placed."
        )
    change = StageChange("rename stage", old, new, *after, stage is not None, by, on)
    note_changes(folder, [change])
    return change


def reorder_stages(
    folder: Path, names: Sequence[str], *, by: str = "", on: str = ""
) -> StageChange:
    """The stages in another order: in engagement.toml and on people's map.

    Evidence keeps its stage; what is measured along the order (who came later, how far accounts
    got) follows the new one.

    Parameters
    ----------
    folder
        The engagement's folder.
    names
        All stages by name, in their new order.
    by, on
        As `rename_stage` takes them.

    Raises
    ------
    ParameterProblem
        A stage is missing, unknown or named twice.
    """
    with _all_or_nothing(folder):
        return _reordered(folder, names, by, on)


def _reordered(folder: Path, names: Sequence[str], by: str, on: str) -> StageChange:
    engagement = load_engagement(folder)
    known = stage_names(engagement)
    require_order(known, names)
    people = _people_map(folder)
    save_engagement_edits(folder, lambda document: reorder_in(document, names))
    on_map = False
    if people is not None:
        ids = {stage.name: stage.id for stage in people.stages}
        order = [ids[name] for name in names if name in ids]
        on_map = len(order) > 1
        save_record(reorder(people, order), folder / MAP_FILE)
    change = StageChange(
        "reorder stages", " > ".join(known), " > ".join(names), *_counts(folder, names), on_map,
        by, on,
    )  # fmt: skip
    note_changes(folder, [change])
    return change


def stage_changes(folder: Path) -> pd.DataFrame:
    """The trail of an engagement's stages, oldest first; columns as `StageChange` has fields.

    Raises
    ------
    RecordProblem
        A line of the trail cannot be read.
    """
    path = folder / TRAIL
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    rows = []
    for number, line in enumerate(lines, start=1):
        try:
            rows.append(StageChange(**json.loads(line)))
        except (ValueError, TypeError) as problem:
            raise RecordProblem(
                f"{TRAIL}, line {number} cannot be read: {line[:60]!r}. Take the last version of "
                "the file that was saved, or remove the line."
            ) from problem
    columns = list(StageChange.__dataclass_fields__)
    table = pd.DataFrame([asdict(one) for one in rows], columns=columns)
    return table.astype({"voices": "Int64", "events": "Int64"})


def note_changes(folder: Path, changes: Sequence[StageChange]) -> None:
    """Nothing; the changes are the last lines of the trail."""
    path = folder / TRAIL
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    lines = [json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in changes]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, "".join([before, *lines]))


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[None]:
    """One change of the engagement at a time; where it stops, its file and map are as they were."""
    engagement = load_engagement(folder)
    with only_one(folder, "a stage renamed or put in another order"):
        # The evidence is made again afterwards, which needs the key: better asked before.
        open_keyring(engagement.id, folder, made_with=key_in_use(folder))
        there = [folder / name for name in (ENGAGEMENT_FILE, MAP_FILE)]
        was = {path: path.read_bytes() for path in there if path.is_file()}
        try:
            yield
        except BaseException:
            for path, content in was.items():
                if path.read_bytes() != content:
                    write_bytes(path, content)
            raise


def _people_map(folder: Path) -> JourneyMap | None:
    path = folder / MAP_FILE
    return load_record(path, JourneyMap) if path.is_file() else None


def _counts(folder: Path, stages: Sequence[str]) -> tuple[int, int]:
    """Voices and events of the evidence in these stages, made again where it has changed."""
    evidence = current_evidence(folder).evidence
    voices = evidence.columns("voices", ["stage"])["stage"].isin(list(stages)).sum()
    events = evidence.columns("events", ["stage"])["stage"].isin(list(stages)).sum()
    return int(voices), int(events)

"""Stages of an engagement on the command line: renamed, reordered, and templates of a map."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from cxworkbench.exchange.stage_templates import (
    ENDING,
    load_stage_template,
    names,
    save_stage_template,
)
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.files import safe_name
from cxworkbench.ground.locking import only_one
from cxworkbench.ground.shell import in_shell
from cxworkbench.intake.retagging import rename_stage, reorder_stages
from cxworkbench.journey.deep_dives import describe_drill_down, drill_down, split_off
from cxworkbench.journey.modes import as_b2b, describe_mode, require_mode
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.edits import merge_elements
from cxworkbench.records.journey_map import JourneyMap, Mode
from cxworkbench.records.store import load_record, save_record
from cxworkbench.running.planning import require_engagement
from cxworkbench.voice.words import count_of

MAPS = "maps"


def change_stage_name(folder: Path, old: str, new: str, *, by: str = "", on: str = "") -> str:
    """What was renamed, in a sentence; `on` is an ISO date, empty for no date in the trail."""
    require_engagement(folder)
    return rename_stage(folder, old, new, by=by, on=_require_day(on)).told()


def change_stage_order(folder: Path, order: Sequence[str], *, by: str = "", on: str = "") -> str:
    """What the order is now, in a sentence; arguments as `change_stage_name`."""
    require_engagement(folder)
    return reorder_stages(folder, order, by=by, on=_require_day(on)).told()


def merge_stages(folder: Path, kept: str, others: Sequence[str]) -> str:
    """What became one stage on the engagement's map, in two lines.

    `engagement.toml` stays: the map remembers what took in what, and evidence follows.

    Parameters
    ----------
    folder
        The engagement's folder.
    kept, others
        Names or ids of stages of its map; the others go into the first.

    Raises
    ------
    ParameterProblem
        No map is kept, it has no such stage, or one is named twice.
    """
    path = _kept_map(folder)
    with only_one(folder if folder.is_dir() else folder.parent, "cxworkbench map stage merge"):
        return _merged_stages(folder, path, kept, others)


def _merged_stages(folder: Path, path: Path, kept: str, others: Sequence[str]) -> str:
    before = load_record(path, JourneyMap)
    named = {one.name: one.id for one in before.stages}
    ids = [named.get(one, one) for one in (kept, *others)]
    known = [one.id for one in before.stages]
    for name, key in zip((kept, *others), ids, strict=True):
        if key not in known or ids.count(key) > 1:
            what = "is named twice" if key in known else "is no stage of the map"
            raise ParameterProblem(f"{name!r} {what}. Stages: {', '.join(named)}.")
    after = merge_elements(before, *ids)
    save_record(after, path)
    inside = sum(one.stage_id == ids[0] for one in after.touchpoints)
    return (
        f"On the map {kept} has taken in {', '.join(others)}: {count_of(inside, 'touchpoint')}. "
        "engagement.toml stays as it is; evidence follows when the map is built again.\n"
        f"Build it again: cxworkbench run {in_shell(folder)} --part map"
    )


def split_off_stage(folder: Path, stage: str, *, fold: bool = False) -> str:
    """What was split off, in two lines; the deep dive is a map of its own in `maps/`.

    Parameters
    ----------
    folder
        The engagement's folder.
    stage
        Name or id of a stage of its map.
    fold
        Leave only the stage's first and last touchpoint on the map.

    Raises
    ------
    ParameterProblem
        No map is kept, it has no such stage, or the deep dive is there already.
    """
    _kept_map(folder)
    with only_one(folder, "cxworkbench map stage dive"):
        return _split_off(folder, stage, fold=fold)


def _split_off(folder: Path, stage: str, *, fold: bool) -> str:
    parent = load_record(_kept_map(folder), JourneyMap)
    named = {one.name: one.id for one in parent.stages}
    left, child = split_off(parent, named.get(stage, stage), fold=fold)
    path = folder / MAPS / f"{safe_name(child.id)}{ENDING}"
    if path.exists():
        raise ParameterProblem(f"{path} is there already. Change that one, or remove it first.")
    # The deep dive first: stopped in between, everything stands on the life cycle still.
    save_record(child, path)
    if fold:
        save_record(left, folder / MAP_FILE)
    return (
        f"Deep dive: {path}, {count_of(len(child.stages), 'stage')}, "
        f"{count_of(len(child.touchpoints), 'touchpoint')}.\n{describe_stages(stage_list(folder))}"
    )


def stage_list(folder: Path) -> pd.DataFrame:
    """The stages of an engagement's map with their deep dives, as `drill_down` gives them."""
    parent = load_record(_kept_map(folder), JourneyMap)
    others = sorted((folder / MAPS).glob(f"*{ENDING}"))
    return drill_down(parent, [load_record(one, JourneyMap) for one in others])


def describe_stages(table: pd.DataFrame) -> str:
    """The stages and their deep dives, a line each, and whether their borders agree."""
    lines = [
        f"{row['stage']}: {row['title']}, {count_of(row['touchpoints'], 'touchpoint')}, borders "
        f"{row['borders']}" + (f". {row['message']}" if row["message"] else "")
        if row["map_id"]
        else f"{row['stage']}"
        for row in table.to_dict("records")
    ]
    return "\n".join([*lines, describe_drill_down(table)])


def set_mode(folder: Path, mode: str) -> str:
    """What the engagement's map is now, in two lines; nothing on it goes.

    A map that becomes B2B or B2B2C gets the usual buying roles that it does not have.

    Raises
    ------
    ParameterProblem
        There is no such mode, or no map is kept.
    """
    path, chosen = _kept_map(folder), require_mode(mode)
    with only_one(folder if folder.is_dir() else folder.parent, "cxworkbench map mode"):
        return _with_mode(folder, path, chosen)


def _with_mode(folder: Path, path: Path, chosen: Mode) -> str:
    kept = load_record(path, JourneyMap)
    if chosen == "B2C":
        changed = kept.model_copy(update={"mode": chosen})
    else:
        changed = as_b2b(kept, joined=chosen == "B2B2C")
    save_record(changed, path)
    added = len(changed.roles) - len(kept.roles)
    rest = f" {count_of(added, 'buying role')} came in." if added else ""
    return f"{describe_mode(changed)}{rest}\nReview it: cxworkbench map review {in_shell(folder)}"


def template_list() -> pd.DataFrame:
    """The templates that ship with the package: `name`, `title`, `stages`, `touchpoints`."""
    maps = {name: load_stage_template(name) for name in names()}
    rows = [(name, m.title, len(m.stages), len(m.touchpoints)) for name, m in maps.items()]
    return pd.DataFrame(rows, columns=["name", "title", "stages", "touchpoints"])


def describe_templates(table: pd.DataFrame) -> str:
    """The templates, one a line, and how to start from one."""
    lines = [
        f"{row['name']}: {row['title']}, {count_of(row['stages'], 'stage')}, "
        f"{count_of(row['touchpoints'], 'touchpoint')}"
        for row in table.to_dict("records")
    ]
    return "\n".join([*lines, "Start from one: cxworkbench new NAME --template TEMPLATE"])


def save_template(where: Path, to: Path, *, title: str = "") -> str:
    """What was saved as a template, in two lines.

    Parameters
    ----------
    where
        A map, or an engagement's folder for the map that people keep.
    to
        The template's file.
    title
        Its name; empty for the map's.
    """
    made = save_stage_template(load_record(_kept_map(where), JourneyMap), to, title=title)
    return (
        f"Template: {to}, {count_of(len(made.stages), 'stage')}, "
        f"{count_of(len(made.touchpoints), 'touchpoint')}, without evidence and what was found "
        f"out.\nStart from it: cxworkbench new NAME --template {in_shell(to)}"
    )


def _kept_map(where: Path) -> Path:
    path = where / MAP_FILE if where.is_dir() else where
    if not path.is_file():
        raise ParameterProblem(
            f"{path} is not there. Name a map, or an engagement's folder in which one is kept "
            "(cxworkbench map accept)."
        )
    return path


def _require_day(on: str) -> str:
    try:
        return datetime.date.fromisoformat(on).isoformat() if on else ""
    except ValueError as problem:
        raise ParameterProblem(
            f"--on is {on!r}, which is not a date. Dates are written 2026-02-28."
        ) from problem

"""Stages of an engagement on the command line: renamed, reordered, and templates of a map."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from cxworkbench.exchange.stage_templates import load_stage_template, names, save_stage_template
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.intake.retagging import rename_stage, reorder_stages
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_record
from cxworkbench.running.planning import require_engagement
from cxworkbench.voice.words import count_of


def change_stage_name(folder: Path, old: str, new: str, *, by: str = "", on: str = "") -> str:
    """What was renamed, in a sentence; `on` is an ISO date, empty for no date in the trail."""
    require_engagement(folder)
    return rename_stage(folder, old, new, by=by, on=_require_day(on)).told()


def change_stage_order(folder: Path, order: Sequence[str], *, by: str = "", on: str = "") -> str:
    """What the order is now, in a sentence; arguments as `change_stage_name`."""
    require_engagement(folder)
    return reorder_stages(folder, order, by=by, on=_require_day(on)).told()


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
    path = where / MAP_FILE if where.is_dir() else where
    if not path.is_file():
        raise ParameterProblem(
            f"{path} is not there. Name a map, or an engagement's folder in which one is kept "
            "(cxworkbench map accept)."
        )
    made = save_stage_template(load_record(path, JourneyMap), to, title=title)
    return (
        f"Template: {to}, {count_of(len(made.stages), 'stage')}, "
        f"{count_of(len(made.touchpoints), 'touchpoint')}, without evidence and what was found "
        f"out.\nStart from it: cxworkbench new NAME --template {to}"
    )


def _require_day(on: str) -> str:
    try:
        return datetime.date.fromisoformat(on).isoformat() if on else ""
    except ValueError as problem:
        raise ParameterProblem(
            f"--on is {on!r}, which is not a date. Dates are written 2026-02-28."
        ) from problem

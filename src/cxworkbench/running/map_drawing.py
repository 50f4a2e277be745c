"""The engagement's map as picture files, on the command line."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from cxworkbench.journey.elapsed import elapsed_times
from cxworkbench.records.evidence import EVIDENCE_FOLDER
from cxworkbench.records.stored_evidence import open_evidence
from cxworkbench.running.maps import map_at
from cxworkbench.telling.map_pictures import write_layout
from cxworkbench.telling.map_views import layout_view

EVENT_COLUMNS = ("account_id", "touchpoint_id", "occurred_at")


def draw_map_files(
    where: Path,
    out: Path | None = None,
    *,
    view: str = "matrix",
    page: str = "screen",
    lanes: Sequence[str] = (),
    stages: Sequence[str] = (),
    media: Sequence[str] = (),
) -> str:
    """What was drawn, and to which files, in a few lines.

    Parameters
    ----------
    where
        A map's file, or an engagement's folder for people's own map or the newest proposal.
    out
        The picture's file; its suffix says what kind. `map-<view>.pdf` in the working directory
        when not given.
    view, page, lanes, stages, media
        As for `layout_view`. A timeline takes its times from the engagement's events where there
        are any, else from the durations in the map.

    Raises
    ------
    ParameterProblem
        There is no map, or a word is not known.
    """
    layout = layout_view(
        map_at(where),
        view=view,
        page=page,
        lanes=lanes,
        stages=stages,
        media=media,
        times=event_times(where) if view == "timeline" else None,
    )
    files = write_layout(layout, out or Path(f"map-{view}.pdf"), page=page)
    return "\n".join([layout.description, *(str(file) for file in files)])


def event_times(where: Path) -> pd.DataFrame | None:
    """When accounts were at each touchpoint by the engagement's events; None without any."""
    if not (where / EVIDENCE_FOLDER / "events.parquet").is_file():
        return None
    events = open_evidence(where).columns("events", EVENT_COLUMNS)
    times = elapsed_times(events)
    return None if times.empty else times

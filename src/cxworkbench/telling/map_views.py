"""Every way of drawing a map: one record, six views, four sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.telling.map_blueprint import blueprint, describe_blueprint
from cxworkbench.telling.map_emotions import curves, describe_curves
from cxworkbench.telling.map_inventory import describe_inventory_picture, inventory_picture
from cxworkbench.telling.map_layout import describe_map, matrix
from cxworkbench.telling.map_network import describe_network, network
from cxworkbench.telling.map_pages import PAPERS, fitted
from cxworkbench.telling.map_selection import selected, selection_notes
from cxworkbench.telling.map_shapes import MapLayout, Sheet, sheet_named, within_margins
from cxworkbench.telling.map_timeline import describe_timeline, timeline

if TYPE_CHECKING:
    import pandas as pd

DESCRIBED: Final[dict[str, Callable[[JourneyMap], str]]] = {
    "matrix": describe_map,
    "curve": describe_curves,
    "network": describe_network,
    "blueprint": describe_blueprint,
    "inventory": describe_inventory_picture,
    "timeline": describe_timeline,
}
VIEWS: Final = tuple(DESCRIBED)
MARGINS: Final = {"screen": 16.0}  # the sheets of paper get theirs with their pages


def layout_view(
    journey_map: JourneyMap,
    *,
    view: str = "matrix",
    page: str = "screen",
    width: float | None = None,
    lanes: Sequence[str] = (),
    stages: Sequence[str] = (),
    media: Sequence[str] = (),
    times: pd.DataFrame | None = None,
) -> MapLayout:
    """The map in one view as plain shapes, ready for any painter.

    Parameters
    ----------
    journey_map
        The record; it is drawn as it stands.
    view
        "matrix": stages across, lanes as rows. "curve": the emotion curve of everybody and of each
        role. "network": touchpoints in the lanes of companies, with branches and loops.
        "blueprint": a service blueprint with its three lines. "inventory": a table of touchpoints.
        "timeline": touchpoints on an axis of elapsed time.
    page
        "screen" in px; "a4", "slide" and "a0" in pt. On "a0" the type is as large as one sheet
        allows, from 36 to 11 points.
    width
        Of the drawing, in the sheet's unit; the sheet's own when not given. On "screen" 16 px of
        it at each side are margin.
    lanes
        Only these lanes, where a view has lanes: matrix, blueprint and inventory.
    stages, media
        Only these stages; only touchpoints that take place so: "digital", "physical", "hybrid" or
        "unknown". The picture says in its heading what was left out.
    times
        For the timeline, as `journey.elapsed.elapsed_times` gives them; the durations in the map
        when not given.

    Returns
    -------
    MapLayout
        Rows from top to bottom; `pages_of` breaks it into pages.

    Raises
    ------
    ParameterProblem
        There is no such view, sheet, lane, stage or medium, or the width is too small.
    DataProblem
        The times cannot be used.
    """
    require_view(view)
    whole = sheet_named(page, width)
    margin = MARGINS.get(page, 0.0)
    sheet = replace(whole, width=whole.width - 2 * margin)
    notes = selection_notes(lanes=lanes, stages=stages, media=media)
    shown = selected(journey_map, stages=stages, media=media)

    def draw(on: Sheet) -> MapLayout:
        if view == "timeline":
            return timeline(shown, on, times=times, notes=notes)
        if view == "curve":
            return curves(shown, on, notes=notes)
        if view == "network":
            return network(shown, on, notes=notes)
        with_lanes = {"matrix": matrix, "blueprint": blueprint, "inventory": inventory_picture}
        return with_lanes[view](shown, on, lanes=lanes, notes=notes)

    drawn = fitted(draw, sheet, PAPERS["a0"].room) if page == "a0" else draw(sheet)
    return within_margins(drawn, margin) if margin else drawn


def require_view(view: str) -> None:
    """Refuse a view that there is not.

    Raises
    ------
    ParameterProblem
        There is no such view.
    """
    if view not in VIEWS:
        raise ParameterProblem(
            f"There is no view {view!r} of a map. {did_you_mean(view, VIEWS)}A map is drawn as "
            f"{sample_of(VIEWS, most=len(VIEWS))}."
        )


def describe_view(journey_map: JourneyMap, view: str = "matrix") -> str:
    """What a view shows, in one sentence: the alternative text of its picture.

    Raises
    ------
    ParameterProblem
        There is no such view.
    """
    require_view(view)
    return DESCRIBED[view](journey_map)

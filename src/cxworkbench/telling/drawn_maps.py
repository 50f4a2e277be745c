"""Maps painted for a notebook and for a report: one record in the view that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cxworkbench.ground.language import say
from cxworkbench.journey.said import is_unknown
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import INSIDE
from cxworkbench.telling.map_svg import paint
from cxworkbench.telling.map_views import describe_view, layout_view

if TYPE_CHECKING:
    import pandas as pd

NOTEBOOK_WIDTH: Final = 1000.0  # pixels: JupyterLab with its file list open, in a window of 1440
BEHIND: Final = ("backstage", "systems", "partners")


@dataclass(frozen=True)
class DrawnMap:
    """A map painted for a notebook, with its alternative text."""

    svg: str
    text: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": self.text}


def draw_map(
    journey_map: JourneyMap,
    *,
    view: str = "matrix",
    lanes: Sequence[str] = (),
    stages: Sequence[str] = (),
    media: Sequence[str] = (),
    times: pd.DataFrame | None = None,
) -> DrawnMap:
    """The map in one view, as wide as a notebook shows it without scrolling.

    Parameters
    ----------
    journey_map, view, lanes, stages, media
        As for `layout_view`.
    times
        For the timeline, as `elapsed_times` gives them; where there are none, the durations that
        stand in the map.

    Raises
    ------
    ParameterProblem
        There is no such view, lane, stage or medium.
    """
    known = times if times is not None and len(times) else None
    layout = layout_view(
        journey_map,
        view=view,
        width=NOTEBOOK_WIDTH,
        lanes=lanes,
        stages=stages,
        media=media,
        times=known,
    )
    return DrawnMap(paint(layout), layout.description)


def views_section(journey_map: JourneyMap) -> tuple[Section, ...]:
    """The service blueprint and the swimlane network, those of the two that have anything to show.

    Both stay inside: they tell what goes on behind the line of visibility, and how often.
    """
    views = [("blueprint", say("Service blueprint"))] if has_backstage(journey_map) else []
    views += (
        [("network", say("Who does what, and how it goes on"))] if has_ways(journey_map) else []
    )
    blocks = tuple(
        Block(
            kind="map",
            audience=INSIDE,
            title=title,
            text=describe_view(journey_map, view),
            svg=paint(layout_view(journey_map, view=view, page="a4")),
        )
        for view, title in views
    )
    if not blocks:
        return ()
    return (
        Section(key="map_views", title=say("The same journey, drawn otherwise"), blocks=blocks),
    )


def has_backstage(journey_map: JourneyMap) -> bool:
    """Whether anything is known behind the line of visibility: work, systems or partners."""
    said = any(one.lane in BEHIND and not is_unknown(one) for one in journey_map.statements)
    return said or any(one.systems for one in journey_map.touchpoints)


def has_ways(journey_map: JourneyMap) -> bool:
    """Whether more than one company meets the customer, or a branch, loop or join is stated."""
    companies = {one.company for one in journey_map.touchpoints if one.contact}
    return len(companies) > 1 or bool(journey_map.flows)

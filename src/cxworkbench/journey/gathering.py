"""All that evidence says on the levels of a map, gathered lane by lane and put in place order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from cxworkbench.journey.emotion import emotion_curve
from cxworkbench.journey.places import placed_voices
from cxworkbench.journey.quotes import quote_statements, shown_quotes
from cxworkbench.journey.said import (
    action_statements,
    coded_statements,
    emotion_statements,
)
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.voice.feelings import felt_voices


@dataclass(frozen=True)
class Said:
    """The evidence a map is built from: whose voices and events, and what goes with them."""

    voices: pd.DataFrame
    events: pd.DataFrame
    segments: pd.DataFrame | None = None  # account_id, segment
    metrics: Mapping[str, Metric] | None = None
    actions: Mapping[str, str] | None = None  # touchpoint id -> what is done there, by a person
    smallest_cell: int = 3
    own: bool = False  # all of it is one account's
    acts: pd.DataFrame | None = None  # the same events where they were before places were merged


def statements_from(said: Said, journey_map: JourneyMap) -> tuple[Statement, ...]:
    """All that evidence says on a map's levels: actions, emotion, pains, gains, needs, thoughts.

    Parameters
    ----------
    said
        The evidence.
    journey_map
        Its stages and touchpoints take what is said; what it says already is not read.
    """
    ids = [touchpoint.id for touchpoint in journey_map.touchpoints]
    placed = placed_voices(said.voices, ids, {stage.name: stage.id for stage in journey_map.stages})
    felt = felt_voices(placed, said.metrics)
    at_touchpoints = felt[felt["touchpoint_id"].isin(ids)]
    curve = emotion_curve(at_touchpoints, journey_map, metrics=said.metrics)
    quotes = shown_quotes(
        placed.assign(felt=felt["felt"].reindex(placed.index).astype("float64")),
        said.segments,
        smallest_cell=said.smallest_cell,
        own=said.own,
    )
    found = [
        *_actions(said, ids),
        *emotion_statements(curve, at_touchpoints),
        *coded_statements(placed),
        *quote_statements(quotes),
    ]
    return in_place_order(found, journey_map)


def _actions(said: Said, ids: Sequence[str]) -> list[Statement]:
    """What is done; a person's words keep the events of the touchpoint they were written for."""
    words = {key: text for key, text in (said.actions or {}).items() if key in ids and text}
    acts = said.events if said.acts is None else said.acts
    told = acts["touchpoint_id"].isin(list(words))
    rest = said.events[~told]
    rest = rest[rest["touchpoint_id"].isin(ids)]
    return [*action_statements(acts[told], words), *action_statements(rest, {})]


def in_place_order(said: Sequence[Statement], journey_map: JourneyMap) -> tuple[Statement, ...]:
    """The same statements by their place on the map; at one place in the order they came."""
    places = [stage.id for stage in journey_map.stages]
    places += [touchpoint.id for touchpoint in journey_map.touchpoints]
    order = {key: place for place, key in enumerate(places)}
    return tuple(sorted(said, key=lambda one: order.get(one.at, len(order))))

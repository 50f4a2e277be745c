"""What kind of map it is: whose journey, of which mode, how complex."""

from collections.abc import Mapping, Sequence

import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.journey.complexity import describe_complexity, map_complexity
from cxworkbench.journey.deep_dives import describe_drill_down, drill_down
from cxworkbench.journey.modes import mode_table
from cxworkbench.journey.perspective import describe_perspective
from cxworkbench.journey.rollup import describe_rollup, rolled_up_scores
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.told import Section
from cxworkbench.telling.blocks import sentence, table_of

# said later
COMPLEXITY: dict[str, str] = {"what": "what", "count": "on this map", "limit": "one sheet carries",
                              "why": "why"}  # fmt: skip


def modes_side_by_side() -> pd.DataFrame:
    """How mapping differs between B2C, B2B and B2B2C, and why: a row per aspect."""
    return mode_table().set_index("aspect")


def describe_map_kind(journey_map: JourneyMap, *, account: str = "all") -> tuple[str, str, str]:
    """Three lines: the mode, whose journey it is or fails to state, and how complex it is."""
    mode = say(
        "This is a {mode} {kind} map, {state}.",
        mode=journey_map.mode,
        kind=term(journey_map.kind),
        state=term(journey_map.state),
    )
    whose = describe_perspective(journey_map, account=account)
    return mode, whose, describe_complexity(map_complexity(journey_map), journey_map.kind)


def describe_deep_dives(
    journey_map: JourneyMap,
    dives: Sequence[JourneyMap],
    voices: pd.DataFrame,
    metrics: Mapping[str, Metric],
) -> tuple[str, ...]:
    """Which stages have deep dives, whether these fit, and the lowest stage rolled up from them.

    One sentence where there is no deep dive.
    """
    listed = drill_down(journey_map, dives)
    words = describe_drill_down(listed)
    if (listed["map_id"] == "").all():
        return (words,)
    rolled = rolled_up_scores(journey_map, dives, voices, metrics=metrics)
    rule = say("Rolled up over contacts, then touchpoints heard, then accounts, each alike.")
    return (words, *listed.loc[listed["message"] != "", "message"], describe_rollup(rolled), rule)


def map_kind_section(journey_map: JourneyMap) -> Section:
    """The same for a report over all accounts, with the counts behind it."""
    complexity = map_complexity(journey_map)
    blocks = (
        *(sentence(line) for line in describe_map_kind(journey_map)),
        table_of(complexity, COMPLEXITY, say("How complex the map is")),
    )
    return Section(key="map_kind", title=say("What kind of map this is"), blocks=blocks)

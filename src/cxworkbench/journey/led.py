"""Evidence at touchpoints and stages that people merged, led to the ones that took them in."""

import pandas as pd

from cxworkbench.journey.frame import Frame
from cxworkbench.records.edits import current_id
from cxworkbench.records.journey_map import JourneyMap


def led_rows(rows: pd.DataFrame, frame: Frame, people: JourneyMap) -> pd.DataFrame:
    """The same rows, each at the touchpoint and in the stage that its own were merged into.

    Parameters
    ----------
    rows
        Evidence table `voices` or `events`.
    frame
        The levels as the engagement names them; their ids are the ones that were merged.
    people
        The map that people keep, which remembers what they merged.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> frame = Frame((Stage(id="st-buy", name="Buy"), Stage(id="st-pay", name="Pay")), (), ())
    >>> people = JourneyMap(id="m", title="", stages=frame.stages[:1],
    ...                     retired_ids=("st-pay", "b"), merged_ids={"st-pay": "st-buy", "b": "a"})
    >>> rows = pd.DataFrame({"touchpoint_id": ["b", ""], "stage": ["Pay", "Pay"]})
    >>> led_rows(rows, frame, people).values.tolist()
    [['a', 'Buy'], ['', 'Buy']]
    """
    names = {stage.id: stage.name for stage in frame.stages}
    stages = {
        stage.name: names.get(current_id(people, stage.id), stage.name) for stage in frame.stages
    }
    return rows.assign(
        touchpoint_id=_mapped(rows["touchpoint_id"], people.merged_ids),
        stage=_mapped(rows["stage"], stages),
    )


def placed_rows(rows: pd.DataFrame, frame: Frame, journey_map: JourneyMap) -> pd.DataFrame:
    """`led_rows`, with each stage under the name that it has on the map.

    Parameters
    ----------
    rows, frame
        As in `led_rows`.
    journey_map
        The map that the rows are put on.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> frame = Frame((Stage(id="st-buy", name="Buy"), Stage(id="st-pay", name="Pay")), (), ())
    >>> shop = JourneyMap(id="m", title="", stages=(Stage(id="st-buy", name="Purchase"),),
    ...                   retired_ids=("st-pay",), merged_ids={"st-pay": "st-buy"})
    >>> rows = pd.DataFrame({"touchpoint_id": ["", ""], "stage": ["Pay", "Buy"]})
    >>> placed_rows(rows, frame, shop)["stage"].tolist()
    ['Purchase', 'Purchase']
    """
    names = {stage.id: stage.name for stage in journey_map.stages}
    stages = {
        stage.name: names.get(current_id(journey_map, stage.id), stage.name)
        for stage in frame.stages
    }
    return rows.assign(
        touchpoint_id=_mapped(rows["touchpoint_id"], journey_map.merged_ids),
        stage=_mapped(rows["stage"], stages),
    )


def _mapped(column: pd.Series, names: dict[str, str]) -> pd.Series:
    led = {one: names.get(str(one), str(one)) for one in column.unique()}
    return column.map(led).astype("str")

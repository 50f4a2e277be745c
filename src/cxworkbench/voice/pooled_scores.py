"""Scores of small groups drawn together, so that a ranking of them is not one of chance."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.pooling import pooled_groups
from cxworkbench.ground.uncertainty import Z_95
from cxworkbench.records.engagement import Metric

POOLED: Final = ("shrunken", "shrunken_low", "shrunken_high", "pulled", "worst")
ENDS: Final = {"points": (-100.0, 100.0), "share": (0.0, 1.0)}


def pooled_scores(scores: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """The same table with each score drawn to the others of its metric, and the chance it is worst.

    The less sure a score is, the further it is drawn. Rank groups by this and not by `value`: the
    smallest groups stand at both ends of a raw ranking by chance.

    Parameters
    ----------
    scores
        As `score_table` makes it, split by touchpoint or segment: `metric`, `value`, `low`, `high`,
        `unit`.
    metrics
        Name of each metric; where a low mean is the good one, the worst is the highest.

    Returns
    -------
    pandas.DataFrame
        The table with five columns more, missing where a score has no interval: `shrunken`, with
        `shrunken_low` and `shrunken_high`, its 95 % interval on the scale; `pulled`, 0 to 1, how
        far towards the common mean; `worst`, the chance that it is truly the worst of its metric,
        which sum to 1 within each.

    Notes
    -----
    With three groups or fewer nothing is drawn. One account may stand in several touchpoints; the
    groups are treated as independent, which makes the chances a little too even.

    References
    ----------
    As in `ground.pooling.pooled_groups`.
    """
    table = scores.assign(**dict.fromkeys(POOLED, float("nan")))
    sure = table.loc[table["low"].notna()]
    for name, group in sure.groupby("metric", sort=False):
        metric = metrics[str(name)]
        errors = ((group["high"] - group["low"]) / (2 * Z_95)).tolist()
        pooled = pooled_groups(group["value"].tolist(), errors)
        least, most = ENDS.get(str(group["unit"].iloc[0]), (metric.low, metric.high))
        downward = metric.kind == "mean" and not metric.higher_is_better
        table.loc[group.index, "shrunken"] = pooled.value
        table.loc[group.index, "shrunken_low"] = pooled.low.clip(least, most)
        table.loc[group.index, "shrunken_high"] = pooled.high.clip(least, most)
        table.loc[group.index, "pulled"] = pooled.pull
        table.loc[group.index, "worst"] = pooled.highest if downward else pooled.lowest
    return table

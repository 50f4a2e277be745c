"""What a voice feels, on one scale: said in so many words, or moved there from its score."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.records.engagement import Metric

LOWEST: Final = -2.0
HIGHEST: Final = 2.0
TELLING: Final = 0.5  # a value nearer to 0 is neither good nor bad, and a neutral word fits it
SAID: Final = "said"  # the voice carries an emotion of its own
RESCALED: Final = "rescaled"  # made from a score


def felt_voices(
    voices: pd.DataFrame,
    metrics: Mapping[str, Metric] | None = None,
    *,
    checklists: bool = False,
) -> pd.DataFrame:
    """The voices that say how something felt, each with that feeling on -2 to +2.

    A voice with an emotion is taken at its word. One with only a score has it moved linearly from
    its metric's scale to -2 to +2, turned round where a low score is the better one. A score whose
    metric has no known scale says nothing here, nor does a metric that is not felt: a checklist.

    Parameters
    ----------
    voices
        Evidence table `voices`.
    metrics
        Scale of each metric, as in the engagement.
    checklists
        Take scores that are not felt too, to hold what was observed against what was said.

    Returns
    -------
    pandas.DataFrame
        The rows kept, in their order, with `felt`, -2 to +2, and `felt_from`, "said" or "rescaled".

    Notes
    -----
    A satisfaction score is not a feeling; rescaled values are a stand-in and are counted apart.

    Examples
    --------
    >>> voices = pd.DataFrame({"metric": ["CSAT", "CSAT", ""], "score": [5, 3, None],
    ...                        "emotion": [None, -2, None]})
    >>> felt_voices(voices, {"CSAT": Metric(kind="mean", low=1, high=5)})[["felt", "felt_from"]]
       felt felt_from
    0   2.0  rescaled
    1  -2.0      said
    """
    said = voices["emotion"].astype("float64")
    said = said.where(said.between(LOWEST, HIGHEST))
    rescaled = pd.Series(np.nan, index=voices.index)
    for name, metric in (metrics or {}).items():
        if metric.least_of or not (metric.felt or checklists):
            continue
        scores = voices["score"].astype("float64").where(voices["metric"] == name)
        rescaled = rescaled.fillna(_rescaled(scores, metric))
    felt = voices.assign(
        felt=said.fillna(rescaled),
        felt_from=np.where(said.notna(), SAID, RESCALED),
    )
    return felt[felt["felt"].notna()].astype({"felt_from": "str"})


def _rescaled(scores: pd.Series, metric: Metric) -> pd.Series:
    if metric.high <= metric.low:
        return scores * np.nan
    share = (scores.where(scores.between(metric.low, metric.high)) - metric.low) / (
        metric.high - metric.low
    )
    return LOWEST + (HIGHEST - LOWEST) * (share if metric.higher_is_better else 1 - share)

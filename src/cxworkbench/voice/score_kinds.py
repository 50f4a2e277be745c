"""One question summed up as a mean and as a share side by side, each always named."""

from collections.abc import Mapping
from typing import Final, Literal

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.records.engagement import Metric
from cxworkbench.voice.answers import two_points
from cxworkbench.voice.lookups import numbers_for
from cxworkbench.voice.scores import score_table

FEWEST_POINTS: Final = 4  # of a scale whose top two boxes say something: of fewer, they are most
SUMMED_UP: Final = "summed_up"  # the column that says how
Kind = Literal["nps", "top-2-box", "mean", "ces"]
NAMES: Final[Mapping[Kind, str]] = {
    "nps": "NPS",
    "top-2-box": "top-2-box",
    "ces": "share who find it easy",
    "mean": "mean",
}


def score_kinds(
    voices: pd.DataFrame, metrics: Mapping[str, Metric], *, accounts: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Each metric as the engagement sums it up and as the other way: share and mean.

    A mean hides whether many are a little unhappy or a few very; a share hides how unhappy. Two
    figures called CSAT differ for no other reason.

    Parameters
    ----------
    voices, metrics, accounts
        As in `score_table`.

    Returns
    -------
    pandas.DataFrame
        As `score_table`, two rows a metric, with `summed_up` before the metric: the engagement's
        own way first, then "mean", or "top-2-box" for a metric that is a mean (none on a scale of
        fewer than four points, whose top two boxes are the whole or most of it); last
        `scale_low` and `scale_high`, the ends of the scale.

    Examples
    --------
    >>> said = pd.DataFrame({"voice_id": list("abcde"), "account_id": list("uvwxy"), "role": "",
    ...     "contact_id": "", "metric": "CSAT", "score": [1.0, 4, 4, 5, 5]})
    >>> kinds = score_kinds(said, {"CSAT": Metric(kind="top-2-box", low=1, high=5)})
    >>> kinds[["summed_up", "value"]].values.tolist()
    [['top-2-box', 0.8], ['mean', 3.8]]
    """
    other = {
        name: metric.model_copy(update={"kind": kind})
        for name, metric in metrics.items()
        if (kind := _other(metric)) is not None
    }
    tables = []
    for ways in (metrics, other):
        table = score_table(voices, ways, accounts=accounts)
        named = [_name(ways[name]) for name in table["metric"]]
        table.insert(0, SUMMED_UP, pd.Series(named, table.index, dtype="str"))
        table["scale_low"] = [metrics[name].low for name in table["metric"]]
        table["scale_high"] = [metrics[name].high for name in table["metric"]]
        tables.append(table)
    together = pd.concat(tables, ignore_index=True)
    place = numbers_for(together["metric"], {name: place for place, name in enumerate(metrics)})
    return together.loc[place.sort_values(kind="stable").index].reset_index(drop=True)


def _name(metric: Metric) -> str:
    only_best = metric.kind == "top-2-box" and two_points(metric)
    return say("share of the best answer") if only_best else NAMES[metric.kind]


def _other(metric: Metric) -> Kind | None:
    if metric.kind != "mean":
        return "mean"
    return "top-2-box" if metric.high - metric.low + 1 >= FEWEST_POINTS else None

"""Scores of groups drawn together, and the chance that each is the worst."""

import numpy as np
import pandas as pd
import pytest
from tests.voice.test_scores import METRICS

from cxworkbench.voice.pooled_scores import pooled_scores


def scores(metric="Overall", unit="scale", *, values, half):
    """A row for each value with an interval that reaches half as far on both sides."""
    table = pd.DataFrame({"metric": metric, "unit": unit, "value": values})
    return table.assign(low=table["value"] - half, high=table["value"] + half)


def test_an_unsure_group_is_drawn_to_the_mean_of_its_metric():
    table = scores(values=[1.0, 5.0, 5.2, 4.8, 5.0], half=[4.0, 0.2, 0.2, 0.2, 0.2])
    unknown = scores(values=[9.0], half=[np.nan])

    pooled = pooled_scores(pd.concat([table, unknown], ignore_index=True), METRICS)

    assert pooled["shrunken"][0] > 2.5
    assert pooled["pulled"][0] > pooled["pulled"][1]
    assert pooled["shrunken"][2] == pytest.approx(5.2, abs=0.15)
    assert pooled.loc[5, ["shrunken", "shrunken_low", "worst"]].isna().all()


def test_the_worst_is_the_lowest_and_chances_sum_to_one():
    pooled = pooled_scores(scores(values=[4.0, 6.0, 6.1, 6.2, 6.0], half=0.5), METRICS)

    assert pooled["worst"].idxmax() == 0
    assert pooled["worst"][0] > 0.95
    assert pooled["worst"].sum() == pytest.approx(1)


def test_where_low_is_good_the_worst_is_the_highest():
    pooled = pooled_scores(scores("Effort", values=[1.0, 2.0, 2.1, 4.0], half=0.5), METRICS)

    assert pooled["worst"].idxmax() == 3


def test_intervals_stay_on_the_scale():
    pooled = pooled_scores(
        scores("NPS", "points", values=[95.0, 90.0, 99.0, 98.0], half=20.0), METRICS
    )

    assert pooled["shrunken_high"].max() == 100


def test_metrics_are_drawn_apart_and_rows_stay_where_they_were():
    low = scores("Overall", values=[2.0, 2.5, 3.0, 3.5], half=1.0)
    high = scores("CSAT", "share", values=[0.8, 0.7, 0.9, 0.6], half=0.1)
    together = pd.concat([low, high]).sort_values("value", ignore_index=True)
    before = together.copy(deep=True)

    pooled = pooled_scores(together, METRICS)

    assert pooled["value"].tolist() == together["value"].tolist()
    assert pooled.loc[pooled["metric"] == "CSAT", "shrunken"].between(0.5, 1).all()
    pd.testing.assert_frame_equal(together, before)


def test_no_score_gives_the_columns_and_no_row():
    empty = scores(values=[], half=[])

    assert pooled_scores(empty, METRICS).columns[-1] == "worst"

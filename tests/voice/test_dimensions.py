"""Business figures with their spread, and one account beside the others."""

import numpy as np
import pandas as pd

from cxworkbench.voice.dimensions import DIMENSIONS, account_against, account_dimensions

PROFILE = pd.DataFrame(
    {
        "account_id": ["a", "b", "c", "d"],
        "revenue": [10.0, 20.0, 60.0, np.nan],
        "services": [1.0, 1.0, 2.0, 4.0],
    }
)


def test_every_figure_has_a_row_also_one_that_nobody_has():
    table = account_dimensions(PROFILE).set_index("dimension")

    assert table.index.tolist() == list(DIMENSIONS)
    assert table.loc["usage", ["known", "missing"]].tolist() == [0, 4]
    assert np.isnan(table.loc["usage", "total"])


def test_missing_is_counted_and_never_nought():
    revenue = account_dimensions(PROFILE).set_index("dimension").loc["revenue"]

    assert revenue[["known", "missing", "total", "least", "median", "most"]].tolist() == [
        3, 1, 90, 10, 20, 60,
    ]  # fmt: skip


def test_one_account_stands_beside_its_segment_and_all():
    table = account_against(PROFILE, PROFILE.iloc[[0, 2]], "c").set_index("dimension")

    assert table.index.tolist() == ["revenue", "services"]
    assert table.loc["revenue"].tolist() == ["revenue", 60, 35, 2, 20, 3]

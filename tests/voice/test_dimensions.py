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


def test_years_of_relationship_that_are_those_of_tenure_are_shown_once():
    same = PROFILE.assign(tenure_years=[1.0, 2.0, 3.0, np.nan])
    same = same.assign(relationship_years=same["tenure_years"])
    longer = same.assign(relationship_years=[1.0, 2.0, 3.0, 4.0])

    assert "relationship_years" not in account_dimensions(same)["dimension"].tolist()
    assert "relationship_years" not in account_against(same, same, "c")["dimension"].tolist()
    assert "relationship_years" in account_dimensions(longer)["dimension"].tolist()
    # of two peers with equal years the others' rows stay beside their own figure
    beside = account_against(longer, longer.iloc[:2], "b").set_index("dimension")
    assert beside.loc["relationship_years", "segment_median"] == 1.5

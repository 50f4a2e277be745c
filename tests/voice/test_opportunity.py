"""Opportunity from importance and satisfaction, against published examples."""

import pandas as pd
import pytest

from cxworkbench.voice.opportunity import opportunities


@pytest.mark.parametrize(
    ("importance", "satisfaction", "score", "band"),
    [
        (0.9, 0.3, 15.0, "solid"),  # Ulwick (2005): 9 and 3 give 15
        (0.9, 0.9, 9.0, "served"),  # 9 and 9 give 9
        (0.9, 0.2, 16.0, "extreme"),  # above 15
        (0.7, 0.3, 11.0, "some"),
        (0.5, 1.0, 5.0, "served"),  # nothing is taken off for more than is wanted
    ],
)
def test_importance_counts_twice_where_satisfaction_falls_short(
    importance, satisfaction, score, band
):
    table = pd.DataFrame({"importance": [importance], "satisfaction": [satisfaction]})

    found = opportunities(table)

    assert found["opportunity"].tolist() == [pytest.approx(score)]
    assert found["band"].tolist() == [band]

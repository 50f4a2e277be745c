"""The four fields of importance and performance."""

import pandas as pd

from cxworkbench.voice.four_fields import four_fields


def test_each_corner_has_its_name():
    # The names are those of Martilla and James (1977), figure 1.
    corners = pd.DataFrame(
        {"derived": [9, 9, 1, 1.0], "stated": [1, 9, 9, 1.0], "performance": [1, 9, 1, 9.0]}
    )

    found = four_fields(corners)

    assert found["field"].tolist() == [
        "Concentrate here", "Keep up the good work", "Low priority", "Possible overkill"
    ]  # fmt: skip
    assert found["agree"].tolist() == [False, True, False, True]


def test_a_missing_figure_has_no_field():
    found = four_fields(
        pd.DataFrame({"derived": [9, None, 1], "stated": [1, 9, 5], "performance": [1, 9, 1.0]})
    )

    assert found["field"].tolist()[1] == ""
    assert found["stated_field"].tolist()[1] != ""

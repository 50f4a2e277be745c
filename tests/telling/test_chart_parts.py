"""Names as labels of an axis: all different, and none a word that Vega stumbles over."""

import altair as alt
import pandas as pd
import pytest

from cxworkbench.telling.chart_parts import wrapped_labels
from cxworkbench.telling.figures import chart_svg


def test_equal_names_get_different_labels():
    labels = wrapped_labels(["Support", "Support", "Order"])

    assert len(set(labels)) == 3
    assert [label.strip("\u200b") for label in labels] == ["Support", "Support", "Order"]


@pytest.mark.parametrize("name", ["constructor", "toString", "valueOf", "hasOwnProperty"])
def test_a_name_that_is_a_word_of_javascript_is_drawn(name):
    labels = wrapped_labels([name, "Order"])
    table = pd.DataFrame({"label": labels, "value": [1, 2]})
    chart = alt.Chart(table).mark_bar().encode(x="value:Q", y=alt.Y("label:N", sort=labels))

    assert name in chart_svg(chart.to_dict())


def test_the_second_line_of_a_label_begins_where_the_first_does():
    table = pd.DataFrame({"label": ["one\ntwo"], "value": [1]})
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')")
    chart = alt.Chart(table).mark_bar().encode(x="value:Q", y=alt.Y("label:N", axis=axis))

    svg = chart_svg(chart.to_dict())

    assert svg.count('<tspan x="0"') == 1  # the first line begins where the label does

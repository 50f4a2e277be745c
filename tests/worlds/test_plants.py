"""What of a made-up world can be set, and that the rest of it stays as it was."""

import pandas as pd
import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.worlds.plants import DRIVER, Plant
from cxworkbench.worlds.pos_engagement import SURVEY_FILE
from cxworkbench.worlds.questions import NPS_HEADER
from cxworkbench.worlds.retail_pos import make_world


def recommends(plant=None):
    survey = make_world(3, 60, plant).tables[SURVEY_FILE]
    return pd.to_numeric(survey[NPS_HEADER])


def test_a_world_with_nothing_set_is_the_one_of_before():
    plain, again = make_world(3, 12), make_world(3, 12, Plant())

    assert plain.truth == again.truth
    assert plain.engagement_toml == again.engagement_toml
    pd.testing.assert_frame_equal(plain.tables[SURVEY_FILE], again.tables[SURVEY_FILE])


def test_a_driver_changes_the_survey_alone_and_stands_in_the_truth():
    plain, driven = make_world(3, 12), make_world(3, 12, Plant(driver=2.0))

    changed = [name for name in plain.tables if not plain.tables[name].equals(driven.tables[name])]
    assert changed == [SURVEY_FILE]
    assert driven.truth["driver"] == {"touchpoint": DRIVER, "effect": 2.0}
    assert "driver" not in plain.truth
    assert driven.truth["pains"] == plain.truth["pains"]


def test_a_larger_drop_lowers_recommending():
    assert recommends(Plant(moment_drop=0)).mean() > recommends(Plant(moment_drop=6)).mean() + 0.5


def test_an_effect_beyond_the_scale_is_refused():
    with pytest.raises(ParameterProblem) as caught:
        Plant(driver=11)

    assert str(caught.value) == (
        "driver is 11. It is a number of points of recommendation, 0 to 10."
    )

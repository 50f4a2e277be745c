"""The figures of accounts on one scale, and what was left out."""

import numpy as np
import pandas as pd
import pytest
from tests.voice.grouped import chance, profile_of

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.voice.features import (
    describe_features,
    possible_dimensions,
    scale_by,
    scaled_features,
    usual_dimensions,
)


def skewed(accounts=50):
    rng = chance("skewed")
    return profile_of(np.column_stack([np.exp(rng.normal(10, 1.5, accounts)),
                                       rng.normal(size=accounts)]))  # fmt: skip


def test_a_skewed_figure_is_logged_and_another_is_not():
    features = scaled_features(skewed(), {"revenue": 1, "usage": 1})

    assert [one.scale for one in features.dimensions] == ["log", "as it is"]
    assert features.numbers.mean(axis=0).round(1).tolist() == [0, 0]


def test_a_figure_with_credits_is_never_logged():
    table = skewed().assign(revenue=lambda t: t["revenue"] - 1_000)

    [only] = scaled_features(table, {"revenue": 1}).dimensions

    assert (only.scale, only.shift) == ("as it is", 0.0)


def test_a_zero_has_a_logarithm_and_the_lowest_place():
    table = skewed()
    table.loc[3, "revenue"] = 0.0

    features = scaled_features(table, {"revenue": 1})

    assert features.dimensions[0].shift == table.loc[table["revenue"] > 0, "revenue"].min() / 2
    assert features.numbers[:, 0].argmin() == 3
    assert np.isfinite(features.numbers).all()


def test_nothing_lies_further_than_three_standard_deviations():
    table = profile_of(np.append(chance("outlier").normal(size=60), 90.0).reshape(-1, 1))

    assert np.abs(scaled_features(table, {"revenue": 1}).numbers).max() <= 3


def test_accounts_that_lack_a_figure_are_left_out_and_named():
    table = skewed()
    table.loc[[4, 9], "usage"] = np.nan

    features = scaled_features(table, {"revenue": 1, "usage": 1})

    assert features.unplaced == ("a004", "a009")
    assert len(features.numbers) == 48


def test_a_figure_that_few_accounts_have_is_left_out_and_says_why():
    table = skewed()
    table.loc[:20, "usage"] = np.nan

    features = scaled_features(table, {"revenue": 1, "usage": 1})

    assert features.left_out == {"usage": "known of 29 of 50 accounts, under 80 %"}
    assert features.unplaced == ()
    assert "usage left out: known of 29 of 50 accounts" in describe_features(features)


def test_mixed_data_keep_accounts_with_half_of_their_figures():
    table = skewed().assign(Region="north", services=2.0)
    table.loc[:9, "Region"] = "south"
    table.loc[0, ["revenue", "usage"]] = np.nan
    table.loc[1, "usage"] = np.nan

    features = scaled_features(table, {"revenue": 1, "usage": 1, "Region": 1}, mixed=True)

    assert features.unplaced == ("a000",)
    assert features.categories["Region"].tolist()[:2] == ["south", "south"]


def test_the_saved_scale_gives_the_same_numbers_again():
    table = skewed()
    features = scaled_features(table, {"revenue": 1, "usage": 1})

    assert np.allclose(scale_by(table, features.dimensions), features.numbers)


def test_the_usual_figures_are_those_that_most_accounts_have():
    table = skewed().assign(recommendation=[9.0] * 10 + [np.nan] * 40)

    assert usual_dimensions(table) == ["revenue", "usage"]


def test_names_dates_and_what_is_the_same_for_all_are_no_dimensions():
    table = skewed().assign(signed=pd.Timestamp("2026-01-01"), country="DE", Region="north")
    table.loc[0, "Region"] = "south"

    assert possible_dimensions(table) == {
        "revenue": "number", "usage": "number", "Region": "category"
    }  # fmt: skip


def test_an_unknown_dimension_is_refused_with_the_nearest_one():
    with pytest.raises(ParameterProblem) as refused:
        scaled_features(skewed(), {"revenu": 1})

    assert str(refused.value) == (
        "Accounts have no figure 'revenu' to be grouped by. Did you mean 'revenue'? "
        "There are: revenue, usage."
    )


def test_a_category_is_refused_where_numbers_are_needed():
    table = skewed().assign(Region=["n", "s"] * 25)

    with pytest.raises(ParameterProblem) as refused:
        scaled_features(table, {"Region": 1})

    assert str(refused.value) == (
        "'Region' is a category, and this method takes numbers only. Leave it out, or choose the "
        'method "mixed".'
    )


def test_a_weight_of_nothing_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        scaled_features(skewed(), {"usage": 0})

    assert str(refused.value) == (
        "The weight of usage is 0. A weight is a number above 0; leave the dimension out where it "
        "should not count."
    )


def test_no_dimension_left_says_why():
    table = skewed().assign(services=2.0)

    with pytest.raises(ParameterProblem) as refused:
        scaled_features(table, {"services": 1})

    assert str(refused.value) == (
        "No dimension is left to group accounts by. services: the same for all accounts. Choose "
        "figures that most accounts have."
    )


def test_the_accounts_are_left_as_they_were():
    table = skewed()
    before = table.copy()

    scaled_features(table, {"revenue": 1, "usage": 1})

    pd.testing.assert_frame_equal(table, before)

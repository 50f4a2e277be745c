"""Every comparison of a run looked at together: what holds, and how that is said."""

import numpy as np
import pandas as pd

from cxworkbench.insight.causes import Companion
from cxworkbench.insight.guard import (
    comparison_table,
    describe_comparisons,
    holding_companions,
    holding_gaps,
    with_families,
)

NO_GAPS = pd.DataFrame(
    {name: pd.Series(dtype="float64") for name in ("gap", "low", "high", "accounts")}
)
NO_MOMENTS = pd.DataFrame({"label": pd.Series(dtype="str")})


def companion(p, difference=0.5, have=8):
    return Companion("x", "y", 10, (have, 10), (2, 10), difference, 0.1, 0.9, p)


def gaps(*rows):
    return pd.DataFrame(rows, columns=["gap", "low", "high", "accounts"])


def test_what_holds_alone_may_not_hold_among_many():
    alone = holding_companions({"pain": [companion(0.03)]})
    among = holding_companions({"pain": [companion(0.03), *[companion(0.5)] * 9]})

    assert alone["pain"] is not None
    assert among["pain"] is None


def test_the_widest_of_those_that_hold_is_named_and_never_one_that_few_have():
    wide, narrow = companion(0.001, 0.7), companion(0.0001, 0.3)
    few, less = companion(0.0001, 0.9, have=4), companion(0.0001, -0.9)

    assert holding_companions({"pain": [narrow, wide, few, less]}) == {"pain": wide}
    assert holding_companions({"pain": []}) == {"pain": None}


def test_a_gap_that_holds_alone_may_not_hold_among_many():
    near = [-0.5, -0.98, -0.02, 20]
    nothing = [0.01, -0.5, 0.52, 20]

    assert holding_gaps(gaps(near)).tolist() == [True]
    assert holding_gaps(gaps(near, *[nothing] * 9)).tolist() == [False] * 10
    assert holding_gaps(gaps([-1.0, -1.1, -0.9, 20], [np.nan] * 3 + [2])).tolist() == [True, False]


def test_an_even_gap_without_spread_and_no_gap_at_all_are_no_trouble():
    assert holding_gaps(gaps([-1.0, -1.0, -1.0, 20])).tolist() == [True]
    assert holding_gaps(NO_GAPS).tolist() == []


def test_every_family_says_how_many_were_compared_and_hold():
    table = comparison_table(
        looked_at=[[companion(0.001), companion(0.4)], []],
        differences=[(0.2, 1.0), (-1.0, 1.0), (np.nan, np.nan)],
        gaps=gaps([-1.0, -1.1, -0.9, 20]),
        moments=pd.DataFrame({"label": ["moment of truth", "candidate", "too few to tell"]}),
    )

    assert table["comparisons"].tolist() == [2, 2, 1, 2]
    assert table["hold"].tolist() == [1, 1, 1, 1]
    assert describe_comparisons(table) == (
        "This run made 7 comparisons, and chance has as many chances; so they were looked at "
        "together. By Benjamini-Hochberg (of those that hold one in twenty may be chance): 1 of 2 "
        "of what goes with a finding, 1 of 1 of expected against got hold. By Bonferroni (their "
        "intervals hold for all of them at once): 1 of 2 of metrics of accounts with and without a "
        "finding, 1 of 2 of moments of truth hold."
    )


def test_more_families_are_counted_with_those_that_have_an_interval():
    ends = pd.Series([0.1, -1.0, np.nan]), pd.Series([0.5, 1.0, np.nan])
    none = pd.Series(dtype="float64"), pd.Series(dtype="float64")
    empty = comparison_table(looked_at=[], differences=[], gaps=NO_GAPS, moments=NO_MOMENTS)
    table = with_families(empty, {"signals": [ends, ends], "zones": [none]})

    assert table[["family", "comparisons", "hold"]].values.tolist() == [["signals", 4, 2]]
    assert with_families(table, {"zones": [none]}) is table

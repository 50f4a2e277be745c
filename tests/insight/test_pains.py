"""Pains and gains in the order in which they matter."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import stdtrit
from tests.insight.cases import PLACES, accounts_worth, answer, pain, said

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.pains import pains_of, rank_gains, rank_pains


def worth(**revenue):
    return accounts_worth(revenue)


def test_the_score_is_frequency_times_severity_times_value():
    voices = said([pain("a", severity=5.0), pain("a", severity=3.0), answer("b", 4.0)])

    [row] = rank_pains(voices, worth(a=30, b=10), PLACES).to_dict("records")

    assert (row["accounts"], row["voices"], row["heard"]) == (1, 2, 2)
    assert (row["frequency"], row["severity"], row["value"]) == (0.5, 4.0, 0.75)
    assert row["score"] == pytest.approx(100 * 0.5 * 4 / 5 * 0.75)
    assert (row["name"], row["stage"], row["methods"]) == ("Till", "Use", "ticket")
    assert row["evidence"] == ["v000", "v001"]


def test_a_small_account_that_writes_often_counts_once():
    voices = said([*[pain("a")] * 9, pain("b", code="Dear")])

    ranked = rank_pains(voices, worth(a=10, b=10), PLACES)

    assert ranked["score"].tolist() == [20.0, 20.0]
    assert ranked["rank"].tolist() == [1, 1]


def test_the_pain_of_the_accounts_worth_more_comes_first():
    voices = said([pain("a", code="Dear"), pain("b", code="Late")])

    assert rank_pains(voices, worth(a=1, b=9), PLACES)["code"].tolist() == ["Late", "Dear"]


def test_few_accounts_give_a_score_without_an_interval():
    voices = said([pain(name) for name in "abcd"] + [answer("e", 5.0)])

    [row] = rank_pains(voices, worth(a=1, b=1, c=1, d=1, e=1), PLACES).to_dict("records")

    assert np.isnan(row["low"])
    assert row["method"] == "too few to tell: 4 accounts"
    assert row["why"] == (
        "Said by 4 of 5 heard accounts (80 %, 38 % to 96 %), with 80 % of their revenue; severity "
        "4.0 of 5; too few to tell: 4 accounts."
    )


def test_the_interval_is_the_jackknife_of_the_logarithm_done_by_hand():
    revenue = {f"a{n}": 10.0 + 7 * n for n in range(12)}
    names = list(revenue)[:7]
    voices = said(
        [pain(name, severity=2.0 + n % 4) for n, name in enumerate(names)]
        + [answer(name, 5.0) for name in revenue]
    )

    def score(kept):
        some = voices[voices["account_id"].isin(kept)]
        return rank_pains(some, accounts_worth(revenue), PLACES)["score"].item()

    left_out = [np.log(score([one for one in revenue if one != name])) for name in revenue]
    error = np.sqrt(11 / 12 * ((np.array(left_out) - np.mean(left_out)) ** 2).sum())
    whole = score(list(revenue))
    [row] = rank_pains(voices, accounts_worth(revenue), PLACES).to_dict("records")

    assert row["low"] == pytest.approx(whole / np.exp(stdtrit(6, 0.975) * error))
    assert row["high"] == pytest.approx(min(whole * np.exp(stdtrit(6, 0.975) * error), 100))
    assert row["method"] == "jackknife over 12 accounts, t with df 6"


def test_a_severity_nobody_rated_is_read_from_the_emotion():
    voices = said([pain("a", severity=None, emotion=-2.0), pain("b", severity=None, emotion=-1.0)])

    [row] = rank_pains(voices, worth(a=1, b=1), PLACES).to_dict("records")

    assert (row["severity"], row["rated"]) == (4.0, 2)


def test_a_severity_nobody_knows_spans_the_whole_scale():
    names = [f"a{n}" for n in range(60)]
    rows = [pain(name, severity=None) for name in names[:6]] + [answer(n, 5.0) for n in names]
    rated = [pain(name, severity=3.0) for name in names[:6]] + [answer(n, 5.0) for n in names]
    revenue = accounts_worth({name: 5.0 + int(name[1:]) for name in names})

    unknown = rank_pains(said(rows), revenue, PLACES).iloc[0]
    known = rank_pains(said(rated), revenue, PLACES).iloc[0]

    assert np.isnan(unknown["severity"])
    assert unknown["score"] == known["score"]
    assert unknown["low"] == pytest.approx(known["low"] / 3)
    assert unknown["high"] > known["high"]
    assert "severity not rated" in unknown["why"]


def test_without_any_revenue_the_value_is_left_out_and_missing():
    [row] = rank_pains(said([pain("a")]), worth(a=float("nan")), PLACES).to_dict("records")

    assert np.isnan(row["value"])
    assert row["score"] == 80.0
    assert "revenue" not in row["why"]


def test_a_negative_revenue_counts_as_none():
    voices = said([pain("a"), answer("b", 3.0), pain("b", code="Dear")])

    ranked = rank_pains(voices, worth(a=-50, b=50), PLACES).set_index("code")

    assert ranked["value"].to_dict() == {"Dear": 1.0, "Slow till": 0.0}


def test_a_pain_of_accounts_without_known_revenue_comes_last():
    voices = said([pain("a"), pain("b", code="Dear", severity=1.0)])

    ranked = rank_pains(voices, worth(a=float("nan"), b=5), PLACES)

    assert ranked["code"].tolist() == ["Dear", "Slow till"]
    assert np.isnan(ranked["score"].iloc[1])


def test_places_left_open_by_the_intervals_are_stated():
    names = [f"a{n:02}" for n in range(30)]
    rows = [pain(name, severity=5.0) for name in names[:24]]
    rows += [pain(name, code="Dear", severity=2.0) for name in names[:6]]
    rows += [pain(name, code="Late", severity=2.0) for name in names[6:12]]
    ranked = rank_pains(said(rows), accounts_worth(dict.fromkeys(names, 1.0)), PLACES)

    assert ranked["code"].tolist() == ["Slow till", "Dear", "Late"]
    assert ranked["rank"].tolist() == [1, 2, 2]
    assert ranked["rank_best"].tolist() == [1, 2, 2]
    assert ranked["rank_worst"].tolist() == [1, 3, 3]


def test_voices_of_no_account_and_other_codes_do_not_count():
    voices = said([pain("a"), pain(""), pain("b", code_kind="thought"), pain("b", code="")])

    ranked = rank_pains(voices, worth(a=1, b=1), PLACES)

    assert ranked[["code", "accounts", "voices", "heard"]].to_numpy().tolist() == [
        ["Slow till", 1, 1, 2]
    ]


def test_a_pain_without_a_touchpoint_keeps_the_stage_it_names():
    [row] = rank_pains(said([pain("a", at="", stage="Use")]), worth(a=1), PLACES).to_dict("records")

    assert (row["name"], row["stage"]) == ("not placed", "Use")


def test_gains_go_by_how_glad_people_are():
    glad = {"code_kind": "gain", "code": "Kind", "severity": None, "emotion": 2.0}
    [row] = rank_gains(said([pain("a", **glad)]), worth(a=1), PLACES).to_dict("records")

    assert row["severity"] == 5.0
    assert "gladness 5.0 of 5" in row["why"]


def test_row_order_does_not_matter_and_inputs_stay():
    rows = [pain(name, code=code) for name in "abcdef" for code in ("Late", "Dear")]
    voices, profile = said(rows), worth(a=1, b=2, c=3, d=4, e=5, f=6)
    before = voices.copy()
    shuffled = voices.sample(frac=1, random_state=1)

    ranked = rank_pains(voices, profile, PLACES)

    pd.testing.assert_frame_equal(rank_pains(shuffled, profile, PLACES), ranked)
    pd.testing.assert_frame_equal(voices, before)


def test_no_pain_gives_an_empty_table_with_the_same_columns():
    some = rank_pains(said([pain("a")]), worth(a=1), PLACES)
    none = rank_pains(said([answer("a", 5.0)]), worth(a=1), PLACES)

    assert none.empty
    assert none.columns.tolist() == some.columns.tolist()


def test_another_kind_is_refused():
    with pytest.raises(ParameterProblem) as caught:
        rank_pains(said([pain("a")]), worth(a=1), PLACES, kind="thought")

    assert str(caught.value) == "kind is 'thought'. It is 'pain', 'gain' or 'need'."


def test_the_pains_of_one_account_are_its_own_voices_beside_all():
    voices = said(
        [pain("a", severity=5.0), pain("a", severity=4.0), pain("b"), pain("b", code="X")]
    )
    ranked = rank_pains(voices, worth(a=1, b=1), PLACES)

    [own] = pains_of("a", ranked, voices).to_dict("records")

    assert (own["code"], own["accounts"], own["own_voices"]) == ("Slow till", 2, 2)
    assert (own["own_severity"], own["own_evidence"]) == (4.5, ["v000", "v001"])
    assert pains_of("nobody", ranked, voices).empty

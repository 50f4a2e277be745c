"""Agreement of coders: published cases, a second method, properties, edges, refusals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.ground.errors import DataProblem, ParameterProblem
from cxworkbench.voice.agreement import (
    Agreement,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    reading_of,
)

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, sections C and D: four observers,
# twelve units, seven codes missing.
OBSERVERS = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}
# Fleiss (1971), as Wikipedia's article on Fleiss' kappa works it: 10 subjects, 14 raters, 5 codes.
SUBJECTS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip


def yes_and_no(both, first_only, second_only, neither):
    pairs = [("yes", "yes")] * both + [("yes", "no")] * first_only
    pairs += [("no", "yes")] * second_only + [("no", "no")] * neither
    return (pd.Series([pair[n] for pair in pairs]) for n in (0, 1))


@pytest.mark.parametrize(
    ("level", "published"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_is_krippendorff_s_own(level, published):
    found = krippendorff_alpha(pd.DataFrame(OBSERVERS), level=level)

    assert round(found.value, 3) == published
    assert found.units == 11  # one unit has a single code


def test_kappa_is_the_worked_example_s():
    # Wikipedia, Cohen's kappa, worked example: 20, 5, 10, 15; p_o .70, p_e .50.
    found = cohen_kappa(*yes_and_no(20, 5, 10, 15))

    assert found.value == pytest.approx(0.40)
    assert found.observed == pytest.approx(0.70)


def test_fleiss_kappa_is_the_worked_example_s():
    found = fleiss_kappa(pd.DataFrame(SUBJECTS))

    assert round(found.value, 3) == 0.210
    assert round(found.observed, 3) == 0.378


@pytest.mark.parametrize("weights", ["none", "linear", "quadratic"])
def test_kappa_is_scikit_learn_s(weights):
    from sklearn.metrics import cohen_kappa_score

    generator = np.random.default_rng(3)
    first = generator.integers(1, 6, 80)
    second = np.clip(first + generator.integers(-1, 2, 80), 1, 5)
    named = None if weights == "none" else weights

    found = cohen_kappa(pd.Series(first), pd.Series(second), weights=weights)

    assert found.value == pytest.approx(cohen_kappa_score(first, second, weights=named))


def test_two_coders_alpha_nears_scott_s_pi_as_units_grow():
    # Krippendorff (2011): with two coders and nominal codes alpha is 1 - (1 - pi)(n - 1)/n.
    first, second = yes_and_no(20, 5, 10, 15)
    share = (25 + 30) / 100
    chance = share**2 + (1 - share) ** 2
    pi = (0.7 - chance) / (1 - chance)

    found = krippendorff_alpha(pd.DataFrame({"a": first, "b": second}))

    assert found.value == pytest.approx(1 - (1 - pi) * 99 / 100)


codings = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=12, max_size=40
)


@settings(max_examples=25, deadline=None)
@given(codings)
def test_who_is_first_does_not_matter_and_nothing_is_above_one(pairs):
    first, second = (pd.Series([pair[n] for pair in pairs]) for n in (0, 1))
    one, other = cohen_kappa(first, second), cohen_kappa(second, first)
    alpha = krippendorff_alpha(pd.DataFrame({"a": first, "b": second}))

    assert one.value == pytest.approx(other.value, nan_ok=True)
    assert not one.value > 1
    assert not alpha.value > 1
    if not np.isnan(alpha.low):
        assert alpha.low <= alpha.value + 1e-9 or alpha.observed == 1


def test_the_same_seed_gives_the_same_interval_and_another_one_another():
    codes = pd.DataFrame(OBSERVERS)
    first = krippendorff_alpha(codes, seed=1)

    assert first == krippendorff_alpha(codes, seed=1)
    assert first.low != krippendorff_alpha(codes, seed=2).low
    assert first.low < first.value < first.high
    assert first.method == "bootstrap over 11 units, 1,000 draws"


def test_the_interval_narrows_with_more_units():
    few, many = (cohen_kappa(*yes_and_no(8 * n, n, n, 5 * n)) for n in (2, 30))

    assert many.value == pytest.approx(few.value)
    assert many.high - many.low < (few.high - few.low) / 2


def test_the_interval_holds_as_often_as_it_says():
    # 200 samples of 60 units from coders whose kappa is .6: both say "yes" to half.
    generator = np.random.default_rng(7)
    held = 0
    for _ in range(200):
        first = generator.random(60) < 0.5
        second = np.where(generator.random(60) < 0.8, first, ~first)
        found = cohen_kappa(pd.Series(first), pd.Series(second))
        held += found.low <= 0.6 <= found.high

    assert 0.90 <= held / 200 <= 0.98


def test_sentences_of_one_voice_are_drawn_together():
    # Ten voices of six equal sentences each: sixty units that tell no more than ten.
    alone = yes_and_no(4, 1, 1, 4)
    repeated = [pd.Series(np.repeat(side.to_numpy(), 6)) for side in alone]
    voices = pd.Series(np.repeat(range(10), 6))

    apart = cohen_kappa(*repeated)
    together = cohen_kappa(*repeated, groups=voices)

    assert together.value == apart.value
    assert together.high - together.low > 1.8 * (apart.high - apart.low)
    assert together.method == "bootstrap over 10 voices, 1,000 draws"


def test_perfect_agreement_of_few_is_not_certainty():
    found = cohen_kappa(*yes_and_no(6, 0, 0, 6))

    assert (found.value, found.high) == (1.0, 1.0)
    # Wilson's low end of 12 of 12 is .7575; by chance half of the pairs differ.
    assert found.low == pytest.approx(1 - (1 - 0.7575) / 0.5, abs=1e-3)


def test_fewer_than_ten_units_have_no_interval():
    found = cohen_kappa(*yes_and_no(4, 1, 1, 3))

    assert np.isnan(found.low)
    assert found.method == "too few to tell: 9 units, and an interval takes 10"


def test_nobody_coded_the_same_unit():
    found = krippendorff_alpha(pd.DataFrame({"a": ["pain", ""], "b": ["", "pain"]}))

    assert found.units == 0
    assert np.isnan(found.value)
    assert found.method == "too few to tell: no unit was coded by two"


def test_one_code_only_leaves_nothing_to_agree_about():
    found = cohen_kappa(*yes_and_no(20, 0, 0, 0))

    assert np.isnan(found.value)
    assert reading_of(found) == "says nothing: there is nothing to disagree about"


def test_the_readings_turn_at_the_thresholds():
    def reading(value):
        return reading_of(Agreement("alpha", value, value, value, 40, 0.9, ""))

    assert reading(0.80) == "can be relied on"
    assert reading(0.799) == reading(0.667) == "tentative conclusions only"
    assert reading(0.666).startswith("too low to conclude anything")


def test_an_unknown_level_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        krippendorff_alpha(pd.DataFrame(OBSERVERS), level="cardinal")

    assert str(refused.value) == (
        "level is 'cardinal'. It is one of: nominal, ordinal, interval, ratio."
    )


def test_words_on_an_interval_scale_are_refused():
    with pytest.raises(DataProblem) as refused:
        krippendorff_alpha(pd.DataFrame({"a": ["low"], "b": ["high"]}), level="interval")

    assert str(refused.value) == (
        "2 codes are words: 'high', 'low'. Level 'interval' takes numbers. Use nominal or ordinal "
        "for words."
    )


def test_units_with_other_numbers_of_coders_are_refused_by_fleiss():
    with pytest.raises(DataProblem) as refused:
        fleiss_kappa(pd.DataFrame([[2, 0], [1, 2]]))

    assert str(refused.value) == (
        "2 units have from 2 to 3 codes each. Fleiss' kappa takes the same number for every unit, "
        "two or more. Use krippendorff_alpha, which takes missing codes."
    )


def test_the_codes_are_left_as_they_were():
    codes = pd.DataFrame(OBSERVERS)
    before = codes.copy(deep=True)

    krippendorff_alpha(codes)

    pd.testing.assert_frame_equal(codes, before)

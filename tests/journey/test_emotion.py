"""The emotion curve: values, intervals, gaps, and who counts how much."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.emotion import (
    account_feelings,
    commonest_word,
    drawn_emotion,
    emotion_curve,
)
from cxworkbench.records.engagement import Metric
from cxworkbench.records.evidence import conform
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.voice.feelings import felt_voices

CSAT = Metric(kind="mean", low=1, high=5)
EFFORT = Metric(kind="ces", low=1, high=7, higher_is_better=False)


def shop(*statements):
    stages = (Stage(id="st-buy", name="Buy"), Stage(id="st-use", name="Use"))
    touchpoints = (
        Touchpoint(id="till", name="Till", stage_id="st-use"),
        Touchpoint(id="offer", name="Offer", stage_id="st-buy"),
        Touchpoint(id="call", name="Call", stage_id="st-use"),
    )
    return JourneyMap(
        id="m", title="Shop", stages=stages, touchpoints=touchpoints, statements=statements
    )


def voices_feeling(*rows, at="till"):
    """One voice a row: account, contact, emotion."""
    table = pd.DataFrame(rows, columns=["account_id", "contact_id", "emotion"])
    table["voice_id"] = [f"v{n}" for n in range(len(table))]
    table["touchpoint_id"] = at
    table["method"] = "interview"
    return conform(table, "voices")


def scores(metric, *values):
    table = pd.DataFrame({"score": values})
    table["metric"] = metric
    table["account_id"] = [f"a{n}" for n in range(len(values))]
    table["touchpoint_id"] = "till"
    table["method"] = "survey"
    return conform(table, "voices")


def test_an_account_that_writes_more_does_not_count_for_more():
    voices = voices_feeling(("a", "p", 2), ("a", "p", 2), ("a", "p", 2), ("b", "q", -1))

    curve = emotion_curve(voices, shop())

    assert curve.set_index("id").loc["till", "value"] == 0.5


def test_contacts_are_averaged_before_their_account():
    felt = felt_voices(voices_feeling(("a", "p", 2), ("a", "p", 2), ("a", "q", -1)))

    assert account_feelings(felt).to_dict() == {"a": 0.5}


def test_voices_without_a_contact_are_a_person_each():
    felt = felt_voices(voices_feeling(("a", "", 2), ("a", "", -1), ("a", "p", 2)))

    assert account_feelings(felt).to_dict() == {"a": 1.0}


def test_the_interval_is_wilsons_on_the_scale_of_feelings():
    voices = voices_feeling(*((f"a{n}", f"p{n}", value) for n, value in enumerate([0, 0, 1, 1, 1])))

    till = emotion_curve(voices, shop()).set_index("id").loc["till"]

    # by hand: 0.6 on -2 to 2 is 0.65 of the way, its variance 0.3 / 16 / 5, so the trials are
    # 0.65 * 0.35 / 0.00375 = 60.67; t(4) = 2.776445 reaches, 1.959964 draws to the middle
    assert [till["value"], till["low"], till["high"]] == pytest.approx(
        [0.6, -0.097196, 1.225736], abs=1e-6
    )
    assert till["method"] == "Wilson on the scale over 5 accounts with t, df 4"


def test_an_interval_stays_on_the_scale():
    voices = voices_feeling(*((f"a{n}", f"p{n}", value) for n, value in enumerate([2, 2, 2, 2, 0])))

    till = emotion_curve(voices, shop()).set_index("id").loc["till"]

    assert till["high"] == 2.0
    assert till["low"] < till["value"]


def test_one_account_has_a_value_and_no_interval():
    till = emotion_curve(voices_feeling(("a", "p", 1)), shop()).set_index("id").loc["till"]

    assert till["value"] == 1.0
    assert np.isnan(till["low"])
    assert np.isnan(till["high"])
    assert till["method"] == "too few to tell: 1 account"


def test_where_nobody_was_heard_the_value_is_missing_and_never_zero():
    call = emotion_curve(voices_feeling(("a", "p", 1)), shop()).set_index("id").loc["call"]

    assert np.isnan(call["value"])
    assert [call["accounts"], call["voices"], call["basis"]] == [0, 0, "assumed"]


def test_no_voice_at_all_gives_every_touchpoint_a_gap():
    curve = emotion_curve(voices_feeling(), shop())

    assert curve["value"].isna().all()
    assert len(curve) == 3


def test_the_curve_follows_the_stages_of_the_map():
    assert emotion_curve(voices_feeling(), shop())["id"].tolist() == ["offer", "till", "call"]


def test_a_stage_takes_the_voices_of_its_touchpoints_and_those_that_only_name_it():
    voices = voices_feeling(("a", "p", 2), ("b", "q", -2))
    only_stage = voices_feeling(("c", "r", -1), at="").assign(stage="USE", voice_id="v9")

    curve = emotion_curve(pd.concat([voices, only_stage]), shop(), by="stage").set_index("name")

    assert curve.loc["Use", ["value", "accounts", "voices"]].tolist() == [-1 / 3, 3, 3]
    assert np.isnan(curve.loc["Buy", "value"])


def test_a_touchpoint_that_people_moved_takes_its_voices_to_the_new_stage():
    voices = voices_feeling(("a", "p", 2)).assign(stage="Buy")

    curve = emotion_curve(voices, shop(), by="stage").set_index("name")

    assert curve["voices"].to_dict() == {"Buy": 0, "Use": 1}


def test_voices_without_an_account_are_left_out():
    curve = emotion_curve(voices_feeling(("", "p", 2), ("b", "q", 0)), shop()).set_index("id")

    assert curve.loc["till", ["value", "accounts", "voices"]].tolist() == [0.0, 1, 1]


def test_a_score_is_moved_linearly_to_the_scale_of_feelings():
    felt = felt_voices(scores("CSAT", 1, 2, 3, 5), {"CSAT": CSAT})

    assert felt["felt"].tolist() == [-2.0, -1.0, 0.0, 2.0]


def test_a_score_where_low_is_better_is_turned_round():
    felt = felt_voices(scores("effort", 1, 7, 4), {"effort": EFFORT})

    assert felt["felt"].tolist() == [2.0, -2.0, 0.0]


def test_a_score_outside_its_scale_says_nothing():
    assert felt_voices(scores("CSAT", 6, 0), {"CSAT": CSAT}).empty


def test_a_score_of_an_unknown_metric_says_nothing():
    assert felt_voices(scores("mood", 5), {"CSAT": CSAT}).empty


def test_an_emotion_outruns_the_score_beside_it():
    voices = scores("CSAT", 5).assign(emotion=-1.0)

    felt = felt_voices(voices, {"CSAT": CSAT})

    assert felt[["felt", "felt_from"]].values.tolist() == [[-1.0, "said"]]


def test_the_method_counts_the_rescaled_voices():
    voices = pd.concat([scores("CSAT", 5, 4), voices_feeling(("a0", "p", 1))])

    till = emotion_curve(voices, shop(), metrics={"CSAT": CSAT}).set_index("id").loc["till"]

    assert till["method"] == (
        "too few to tell: 2 accounts; 2 of 3 voices from scores moved to -2 to +2"
    )


def words(*said):
    """Words as triples of account, feeling and word."""
    return pd.DataFrame(said, columns=["account_id", "felt", "emotion_word"])


def test_the_word_is_the_one_that_most_accounts_used():
    felt = words(("a", 1, "glad"), ("a", 1, "glad"), ("a", 1, "glad"), ("b", 1, "calm"),
                 ("c", 2, "calm"))  # fmt: skip

    assert commonest_word(felt, 1.0) == "calm"


def test_a_good_point_does_not_carry_the_word_of_its_unhappy_voices():
    felt = words(("a", -2, "angry"), ("b", -2, "angry"), ("c", 1, "glad"))

    assert commonest_word(felt, 0.4) == "glad"
    assert commonest_word(felt, -0.4) == "angry"


def test_a_neutral_word_goes_with_a_point_near_zero_and_no_other():
    said = words(("a", 0, "indifferent"), ("b", 0, "indifferent"), ("c", 1, "glad"))

    assert commonest_word(said, -0.4) == "indifferent"
    assert commonest_word(said, 0.4) == "indifferent"
    assert commonest_word(said, 0.6) == "glad"


def test_without_words_there_is_no_word():
    assert commonest_word(words(("a", 1, "")), 1.0) == ""


def test_row_order_does_not_matter():
    voices = voices_feeling(*((f"a{n % 7}", f"p{n}", n % 5 - 2) for n in range(40)))

    shuffled = voices.sample(frac=1, random_state=3)

    pd.testing.assert_frame_equal(emotion_curve(voices, shop()), emotion_curve(shuffled, shop()))


def test_the_voices_are_left_as_they_were():
    voices = voices_feeling(("a", "p", 1))
    before = voices.copy(deep=True)

    emotion_curve(voices, shop(), metrics={"CSAT": CSAT})

    pd.testing.assert_frame_equal(voices, before)


def test_another_way_of_putting_voices_together_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        emotion_curve(voices_feeling(), shop(), by="stages")

    assert str(refused.value) == (
        "by is 'stages'. Did you mean 'stage'? It is 'touchpoint' or 'stage'."
    )


def test_the_drawn_curve_holds_what_people_assumed():
    assumed = Statement(id="x", at="call", lane="emotion", value=1.5, word="hopeful")

    call = drawn_emotion(shop(assumed)).set_index("id").loc["call"]

    assert call[["value", "accounts", "word", "basis"]].tolist() == [1.5, 0, "hopeful", "assumed"]


def test_the_drawn_curve_leaves_out_what_one_segment_felt():
    of_segment = Statement(id="x", at="call", lane="emotion", value=1.5, segment="Key accounts")

    assert drawn_emotion(shop(of_segment))["value"].isna().all()

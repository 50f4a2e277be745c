"""Feelings in business customers' words: the overlay, where words stand, and own words."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.exchange.emotion_words import word_value
from cxworkbench.ground.errors import DataProblem
from cxworkbench.voice.sentiment import LABELS, NEGATIVE, NEUTRAL, POSITIVE, SentimentReader
from cxworkbench.voice.sentiment_words import EMOTIONS, built_in_overlay
from cxworkbench.voice.text_accuracy import measured_accuracy
from cxworkbench.voice.vader import vader_compound

SET = Path(__file__).parents[2] / "benchmarks" / "text_accuracy"
READER = SentimentReader()


# Sentences on which plain VADER was seen to go wrong, with what it says.
@pytest.mark.parametrize(
    ("text", "label", "vader"),
    [
        ("Support closed the ticket without fixing it", NEGATIVE, 0.4019),
        ("resolved the critical error within an hour", POSITIVE, -0.5106),
        ("Delivery late again", NEGATIVE, 0.0),
        ("We would not renew", NEGATIVE, 0.0),
    ],
)
def test_business_words_are_read_where_vader_goes_wrong(text, label, vader):
    assert READER.read(text).label == label
    assert vader_compound(text) == vader


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The delivery was late.", NEGATIVE),
        ("The delivery was never late.", POSITIVE),
        ("The delivery was not on time.", NEGATIVE),
        ("Please send the second box.", NEUTRAL),
        ("What happens if the sensor fails?", NEUTRAL),
        ("If there is an outage, the data is stored locally.", NEUTRAL),
        ("We have had three outages this quarter.", NEGATIVE),
        ("Your people are friendly, but nobody could fix it.", NEGATIVE),
        ("It broke down, but it was fixed within the hour.", POSITIVE),
        ("", NEUTRAL),
        ("14:30", NEUTRAL),
    ],
)
def test_where_a_word_stands_decides(text, label):
    assert READER.read(text).label == label


def test_a_feeling_says_which_words_decided_and_how_strongly():
    feeling = READER.read("Nobody answers the hotline and the pump is broken!")

    assert feeling.why[:2] == ("broken", "Nobody answers")
    assert feeling.emotion == "frustrated"
    assert feeling.intensity == abs(feeling.value) > 0.5


def test_both_sides_strong_is_mixed():
    assert READER.read("The machine is excellent. The invoice was wrong twice.").mixed
    assert not READER.read("The invoice was wrong twice.").mixed


def test_own_words_come_first():
    reader = SentimentReader({"white glove": 2.5, "late": 0})

    assert reader.read("White glove service.").label == POSITIVE
    assert reader.read("The late shift was here.").label == NEUTRAL


def test_a_value_off_the_scale_is_refused():
    with pytest.raises(DataProblem) as problem:
        SentimentReader({"awful": -7, "fine": 1})

    assert str(problem.value) == (
        "1 of 2 own words have a value outside -4 to 4: 'awful' (-7). Give every word under "
        "[text.words] of engagement.toml a value from -4 (worst) to 4."
    )


def test_every_emotion_of_the_overlay_is_a_plain_word_that_is_known():
    emotions = {group.emotion for group in built_in_overlay().group_of} - {""}

    assert emotions <= set(EMOTIONS)
    assert [word for word in EMOTIONS if word_value(word) is None] == []


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_has_a_value_on_the_scale(text):
    feeling = READER.read(text)

    assert -1 <= feeling.value <= 1
    assert feeling.label in LABELS
    assert (feeling.emotion == "") == (feeling.label == NEUTRAL)


def test_the_stated_accuracy_is_that_of_the_shipped_word_lists():
    sentences = pd.read_csv(SET / "sentences.csv").merge(
        pd.read_csv(SET / "gold.csv"), on="sentence_id"
    )
    said = pd.Series([READER.read(text).label for text in sentences["sentence"]])
    right = said == sentences["sentiment"]
    complaints = sentences["sentiment"] == NEGATIVE

    told = measured_accuracy()
    assert right.mean() == pytest.approx(told.right)
    assert int((right & complaints).sum()) == told.complaints_found
    assert told.right > told.vader_right + 0.2
    assert told.complaints_found > 2 * told.vader_complaints_found

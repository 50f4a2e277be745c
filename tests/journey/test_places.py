"""Where a voice stands on a map."""

import pandas as pd

from cxworkbench.journey.places import named_by, placed_voices
from cxworkbench.records.evidence import conform


def placed(*rows):
    """The places of voices given as pairs of touchpoint and stage."""
    table = conform(pd.DataFrame(rows, columns=["touchpoint_id", "stage"]), "voices")
    return placed_voices(table, ["till", "call"], {"Use": "st-use"})["at"].tolist()


def test_a_voice_at_a_touchpoint_stands_there():
    assert placed(("till", "Use")) == ["till"]


def test_a_voice_that_only_names_a_stage_stands_at_the_stage():
    assert placed(("", "Use"), ("gone", "Use")) == ["st-use", "st-use"]


def test_a_voice_that_names_no_known_place_is_not_placed():
    assert placed(("", ""), ("gone", ""), ("", "Elsewhere")) == []


def test_no_voices_have_no_places():
    assert placed() == []


def test_keys_without_a_name_get_the_other_word_as_text():
    named = named_by(pd.Series(["x", "y"]), {})

    assert named.tolist() == ["", ""]
    assert named.dtype == "str"

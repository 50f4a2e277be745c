"""One touchpoint of a map file, changed without a screen."""

import pytest

from cxworkbench.controls.touchpoint_file import (
    edit_touchpoint_file,
    emotion_rests_on,
    touchpoint_fields,
    with_touchpoint_fields,
)
from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.ground.files import sha256_of
from cxworkbench.journey.completeness import completeness
from cxworkbench.journey.continuing import with_unknowns
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.records.store import load_record, save_record

SHOP = with_unknowns(
    JourneyMap(
        id="map-shop",
        title="Shop",
        stages=(Stage(id="st-buy", name="Buy"), Stage(id="st-use", name="Use")),
        touchpoints=(
            Touchpoint(id="till", name="Till", stage_id="st-use"),
            Touchpoint(id="call", name="Call", stage_id="st-use"),
        ),
        statements=(
            Statement(id="say-a", at="till", lane="actions", text="order_scan", basis="observed",
                      evidence=("e1",), n=4),
            Statement(id="say-e", at="till", lane="emotion", value=-0.42, low=-1.0, high=0.2, n=9,
                      voices=12, word="tired", basis="measured", evidence=("v1",)),
        ),
    )
)  # fmt: skip


def kept(folder):
    path = folder / "maps" / "journey.map.json"
    save_record(SHOP, path)
    return path


def said(journey_map, at, lane):
    return [one for one in journey_map.statements if (one.at, one.lane) == (at, lane)]


def test_the_fields_of_a_touchpoint_are_a_plain_dictionary():
    assert touchpoint_fields(SHOP, "till") == {
        "touchpoint_id": "till", "name": "Till", "stage_id": "st-use", "medium_class": "unknown",
        "channel": "", "owner": "", "action": "order_scan", "emotion": -0.42, "word": "tired",
        "status": "draft", "locked": False,
    }  # fmt: skip


def test_what_is_unknown_is_empty_and_none():
    fields = touchpoint_fields(SHOP, "call")

    assert (fields["action"], fields["emotion"], fields["word"]) == ("", None, "")


def test_plain_fields_are_changed_and_the_id_stays():
    changed = with_touchpoint_fields(
        SHOP,
        "till",
        {"name": "Check-out", "medium_class": "hybrid", "channel": "till", "owner": "Shop",
         "status": "confirmed", "locked": True},
    )  # fmt: skip

    assert changed.touchpoints[0] == Touchpoint(
        id="till", name="Check-out", stage_id="st-use", medium_class="hybrid", channel="till",
        owner="Shop", status="confirmed", locked=True,
    )  # fmt: skip


def test_a_touchpoint_moves_to_another_stage():
    changed = with_touchpoint_fields(SHOP, "till", {"stage_id": "st-buy"})

    assert {one.id: one.stage_id for one in changed.touchpoints} == {
        "till": "st-buy", "call": "st-use",
    }  # fmt: skip


def test_an_action_worded_anew_keeps_its_evidence():
    [action] = said(
        with_touchpoint_fields(SHOP, "till", {"action": "We scan the order"}), "till", "actions"
    )

    assert (action.text, action.n, action.evidence, action.basis) == (
        "We scan the order", 4, ("e1",), "observed",
    )  # fmt: skip


def test_an_unknown_action_becomes_what_a_person_assumes():
    changed = with_touchpoint_fields(SHOP, "call", {"action": "We ring"})

    [action] = said(changed, "call", "actions")
    assert (action.text, action.basis, action.n, action.status) == (
        "We ring",
        "assumed",
        0,
        "draft",
    )


def test_an_action_taken_away_is_unknown_again():
    changed = with_touchpoint_fields(SHOP, "till", {"action": " "})

    [action] = said(changed, "till", "actions")
    assert (action.text, action.evidence, action.status) == ("unknown", (), "open")


def test_an_assumed_emotion_has_a_value_a_word_and_nobody_behind_it():
    changed = with_touchpoint_fields(SHOP, "call", {"emotion": 1.0, "word": "hopeful"})

    [emotion] = said(changed, "call", "emotion")
    assert (emotion.value, emotion.word, emotion.text) == (1.0, "hopeful", "")
    assert (emotion.basis, emotion.n, emotion.low, emotion.status) == ("assumed", 0, None, "draft")
    assert completeness(changed).set_index("touchpoint_id").loc["call", "has_emotion"]


def test_an_emotion_of_zero_is_neutral_and_not_unknown():
    changed = with_touchpoint_fields(SHOP, "call", {"emotion": 0.0})

    assert touchpoint_fields(changed, "call")["emotion"] == 0.0


def test_an_assumed_emotion_taken_away_is_unknown_again():
    assumed = with_touchpoint_fields(SHOP, "call", {"emotion": 1.0, "word": "hopeful"})

    assert with_touchpoint_fields(assumed, "call", {"emotion": None, "word": ""}) == SHOP


def test_an_emotion_that_rests_on_evidence_is_not_replaced_by_an_opinion():
    assert emotion_rests_on(SHOP, "till") == 9

    with pytest.raises(ParameterProblem) as refused:
        with_touchpoint_fields(SHOP, "till", {"emotion": 2.0})

    assert str(refused.value) == (
        "The emotion at 'Till' rests on evidence of 9 accounts, and no opinion replaces it. Write "
        "what you think of it among the ideas."
    )


def test_a_measured_emotion_given_back_unchanged_is_no_change():
    assert with_touchpoint_fields(SHOP, "till", touchpoint_fields_without_id("till")) == SHOP


def touchpoint_fields_without_id(key):
    return {name: value for name, value in touchpoint_fields(SHOP, key).items()
            if name != "touchpoint_id"}  # fmt: skip


def test_an_emotion_off_the_scale_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        with_touchpoint_fields(SHOP, "call", {"emotion": 3})

    assert str(refused.value) == "emotion is 3. It is a number from -2 to +2, or None."


def test_an_unknown_field_is_refused_with_the_nearest():
    with pytest.raises(ParameterProblem) as refused:
        with_touchpoint_fields(SHOP, "call", {"chanel": "mail"})

    assert str(refused.value) == (
        "A touchpoint has no field 'chanel'. Did you mean 'channel'? It has: name, stage_id, "
        "medium_class, channel, owner, action, emotion, word, status, locked."
    )


def test_an_unknown_choice_is_refused_with_the_nearest():
    with pytest.raises(ParameterProblem) as refused:
        with_touchpoint_fields(SHOP, "call", {"medium_class": "digtal"})

    assert str(refused.value) == (
        "medium_class is 'digtal'. Did you mean 'digital'? It is one of: digital, physical, "
        "hybrid, unknown."
    )


def test_a_stage_that_is_not_there_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        with_touchpoint_fields(SHOP, "call", {"stage_id": "st-by"})

    assert str(refused.value) == (
        "stage_id is 'st-by'. Did you mean 'st-buy'? It is one of: st-buy, st-use."
    )


def test_an_unknown_touchpoint_is_refused_with_the_nearest():
    with pytest.raises(ParameterProblem) as refused:
        touchpoint_fields(SHOP, "tll")

    assert str(refused.value) == (
        "The map has no touchpoint 'tll'. Did you mean 'till'? It has: 'till', 'call'."
    )


def test_the_file_holds_what_was_changed(tmp_path):
    path = kept(tmp_path)

    changed = edit_touchpoint_file(path, "call", name="Hotline", emotion=-1.0)

    assert load_record(path, JourneyMap) == changed
    assert touchpoint_fields(changed, "call")["name"] == "Hotline"


def test_a_refused_change_leaves_the_file_as_it_was(tmp_path):
    path = kept(tmp_path)
    before = path.read_bytes()

    with pytest.raises(ParameterProblem):
        edit_touchpoint_file(path, "call", name="Hotline", emotion=9)

    assert path.read_bytes() == before


def test_a_file_that_changed_since_it_was_read_is_not_overwritten(tmp_path):
    path = kept(tmp_path)
    seen = sha256_of(path)
    edit_touchpoint_file(path, "till", name="Somebody else's")
    before = path.read_bytes()

    with pytest.raises(RecordProblem) as refused:
        edit_touchpoint_file(path, "till", seen=seen, name="Mine")

    assert path.read_bytes() == before
    assert str(refused.value) == (
        "journey.map.json has changed on disk since it was read; somebody else has saved it. "
        "Nothing was written. Load it again and enter the change anew."
    )


def test_the_map_that_was_given_is_left_as_it_was():
    before = SHOP.to_text()

    with_touchpoint_fields(SHOP, "call", {"name": "Hotline", "emotion": 1.0, "action": "We ring"})

    assert SHOP.to_text() == before

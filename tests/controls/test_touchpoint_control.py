"""The touchpoint control, made, set and read without a browser."""

import json

import pytest

from cxworkbench.controls.touchpoint_control import touchpoint_control
from cxworkbench.controls.touchpoint_file import FIELDS, edit_touchpoint_file, touchpoint_fields
from cxworkbench.ground.errors import RecordProblem
from cxworkbench.journey.continuing import with_unknowns
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.records.store import load_record, save_record


def shop(**fields):
    return with_unknowns(
        JourneyMap(
            **{"id": "map-shop", "title": "Shop", **fields},
            stages=(Stage(id="st-buy", name="Buy"), Stage(id="st-use", name="Use")),
            touchpoints=(
                Touchpoint(id="till", name="Till", stage_id="st-use"),
                Touchpoint(id="call", name="Till", stage_id="st-buy", channel="phone"),
            ),
            statements=(
                Statement(id="say-e", at="till", lane="emotion", value=-0.42, n=9, basis="measured",
                          evidence=("v1",)),
            ),
        )
    )  # fmt: skip


@pytest.fixture
def path(tmp_path):
    (tmp_path / "engagement.toml").write_text('id = "shop"\nname = "Shop"\nclient = "Till Works"\n')
    return tmp_path / "maps" / "journey.map.json"


@pytest.fixture
def control(path):
    save_record(shop(), path)
    return touchpoint_control(path)


def saved(path):
    return load_record(path, JourneyMap)


def field(control, name):
    [found] = [one for one in control.children if getattr(one, "description", "") == name]
    return found


def test_it_opens_on_the_first_touchpoint(control):
    assert control.value == touchpoint_fields(shop(), "till")
    assert field(control, "name").value == "Till"


def test_its_value_is_plain(control):
    assert json.loads(json.dumps(control.value)) == control.value


def test_choosing_another_touchpoint_shows_that_one(control):
    control.chooser.value = "call"

    assert control.value == touchpoint_fields(shop(), "call")
    assert field(control, "channel").value == "phone"
    assert field(control, "stage").value == "st-buy"


def test_touchpoints_of_one_name_are_told_apart(control):
    control.chooser.index = 1

    assert control.value["touchpoint_id"] == "call"


def test_what_is_entered_is_in_its_value_and_not_yet_in_the_file(control, path):
    before = path.read_bytes()

    field(control, "name").value = "Check-out"

    assert control.value["name"] == "Check-out"
    assert control.changes() == {"name": "Check-out"}
    assert path.read_bytes() == before


def test_setting_its_value_fills_the_fields(control):
    control.value = {**control.value, "name": "Check-out", "locked": True}

    assert field(control, "name").value == "Check-out"
    assert control.changes() == {"name": "Check-out", "locked": True}


def test_setting_its_value_to_another_touchpoint_chooses_it(control):
    control.value = touchpoint_fields(shop(), "call")

    assert control.chooser.value == "call"


def test_saving_writes_what_its_twin_would_write(control, path, tmp_path):
    control.chooser.value = "call"
    field(control, "name").value = "Hotline"
    field(control, "emotion").value = 1.0
    field(control, "in a word").value = "hopeful"
    field(control, "customers do").value = "We ring"
    other = tmp_path / "other.map.json"
    save_record(shop(), other)
    edit_touchpoint_file(other, "call", name="Hotline", emotion=1.0, word="hopeful",
                         action="We ring")  # fmt: skip

    assert control.save()

    assert path.read_bytes() == other.read_bytes()
    assert control.message.value == "Saved: name, action, emotion, word."
    assert control.chooser.value == "call"


def test_saving_by_its_button_is_saving(control, path):
    field(control, "name").value = "Check-out"

    control.save_button.click()

    assert saved(path).touchpoints[0].name == "Check-out"


def test_every_field_can_be_changed_by_it(control):
    entered = {
        "name": "N", "stage_id": "st-use", "medium_class": "digital", "channel": "C", "owner": "O",
        "action": "We A", "emotion": 2.0, "word": "W", "status": "confirmed", "locked": True,
    }  # fmt: skip
    control.chooser.value = "call"

    control.value = {**control.value, **entered}

    assert control.changes() == entered
    assert set(entered) == set(FIELDS)


def test_nothing_changed_is_nothing_written(control, path):
    stamp = path.stat().st_mtime_ns

    assert control.save()

    assert path.stat().st_mtime_ns == stamp
    assert control.message.value == "Nothing has changed."


def test_a_file_that_somebody_else_saved_is_not_overwritten(control, path):
    edit_touchpoint_file(path, "till", name="Theirs")
    field(control, "name").value = "Mine"

    assert not control.save()

    assert saved(path).touchpoints[0].name == "Theirs"
    assert control.message.value.startswith("✗ journey.map.json has changed on disk since")
    assert control.value["name"] == "Mine"


def test_loading_again_shows_what_somebody_else_saved(control, path):
    edit_touchpoint_file(path, "till", name="Theirs", stage_id="st-buy")

    control.reload_button.click()

    assert (control.value["name"], field(control, "stage").value) == ("Theirs", "st-buy")
    assert control.changes() == {}


def test_loading_again_keeps_the_stage_that_is_shown(control):
    control.reload()

    assert field(control, "stage").value == "st-use"


def test_a_measured_emotion_is_shown_and_cannot_be_changed(control):
    assert field(control, "emotion").value == -0.42
    assert field(control, "emotion").disabled
    assert control.note.value == "The emotion comes from 9 accounts and is not changed by hand."

    control.chooser.value = "call"

    assert not field(control, "emotion").disabled
    assert control.note.value == ""


def test_while_people_keep_no_map_the_proposal_is_shown_and_the_first_save_keeps_it(path, tmp_path):
    proposal = tmp_path / "work" / "maps" / "journey.map.json"
    save_record(shop(), proposal)
    before = proposal.read_bytes()
    control = touchpoint_control(path, proposal=proposal)

    field(control, "name").value = "Check-out"
    assert not path.exists()
    assert control.save()

    assert saved(path).touchpoints[0].name == "Check-out"
    assert proposal.read_bytes() == before


def test_a_proposal_for_one_account_does_not_become_the_map_of_all(path, tmp_path):
    proposal = tmp_path / "work" / "maps" / "journey.map.json"
    save_record(shop(id="map-shop-a1", title="Of Ada"), proposal)
    control = touchpoint_control(path, proposal=proposal)
    field(control, "name").value = "Check-out"

    assert not control.save()

    assert not path.exists()
    assert control.message.value == (
        "✗ The map &#x27;Of Ada&#x27; is of one account or segment, and people keep one map of "
        "all. Run this notebook for all accounts and segments first."
    )


def test_a_map_that_appeared_meanwhile_is_not_overwritten(path, tmp_path):
    proposal = tmp_path / "work" / "maps" / "journey.map.json"
    save_record(shop(), proposal)
    control = touchpoint_control(path, proposal=proposal)
    save_record(shop(title="Theirs"), path)
    field(control, "name").value = "Check-out"

    assert not control.save()

    assert saved(path) == shop(title="Theirs")


def test_a_refused_first_save_leaves_no_map_behind(path, tmp_path):
    proposal = tmp_path / "work" / "maps" / "journey.map.json"
    save_record(shop(), proposal)
    control = touchpoint_control(path, proposal=proposal)
    control.value = {**control.value, "emotion": 2.0}

    assert not control.save()

    assert not path.exists()


def test_without_map_or_proposal_there_is_nothing_to_show(path):
    with pytest.raises(RecordProblem):
        touchpoint_control(path)


def test_a_map_without_touchpoints_says_so(path):
    save_record(JourneyMap(id="map-shop", title="Shop", stages=()), path)

    control = touchpoint_control(path)

    assert control.message.value == "journey.map.json has no touchpoint yet."
    assert control.save_button.disabled


def test_a_message_is_words_and_never_markup(control, path):
    edit_touchpoint_file(path, "till", name="<img src=x onerror=alert(1)>")
    control.reload()
    control.value = {**control.value, "emotion": 1.0}

    control.save()

    assert "<img" not in control.message.value
    assert "&lt;img" in control.message.value

"""A map edited without a screen: every gesture in the file at once, undo, redo, and two people."""

import contextlib
import json
import random

import pytest
from tests.records.maps import map_with

from cxworkbench.controls.map_choice import describe_merge
from cxworkbench.controls.map_session import MapSession
from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.records import edits
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_record, save_record


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.map.json"
    save_record(map_with("Order", "Delivery"), path)
    return path


@pytest.fixture
def session(path):
    return MapSession(path, by="Kim")


def in_file(path):
    return load_record(path, JourneyMap)


def names(touchpoints):
    return [one.name for one in touchpoints]


def test_every_gesture_is_in_the_file_at_once(session, path):
    [stage] = session.add_stage("Leave", before="st-renew")
    [step] = session.add_step("Cancel", stage_id=stage)
    [place] = session.add_touchpoint("Call", stage_id=stage, step_id=step)
    [first, second] = session.add_notes(["We call", "  ", "We wait"], at=place, lane="actions")
    session.reword(second, "We wait long")
    session.place([first], before="")
    session.change([place, "tp-order"], status="confirmed", locked=True)
    session.comment("Ask them", at=place, on="2026-06-30")
    session.decide("We keep it", at=stage)
    session.take_out(["tp-delivery"])

    now = in_file(path)
    assert now == session.map
    assert [one.name for one in now.stages] == ["Use", "Leave", "Renew"]
    assert names(now.touchpoints) == ["Order", "Call"]
    assert [one.text for one in now.statements] == ["We wait long", "We call"]
    assert all(one.locked and one.status == "confirmed" for one in now.touchpoints)
    assert (now.comments[0].by, now.comments[0].on) == ("Kim", "2026-06-30")
    assert now.decisions[0].text == "We keep it"
    assert "tp-delivery" in now.retired_ids


def test_undo_and_redo_go_any_way_back_and_the_file_goes_with_them(session, path):
    files = [path.read_bytes()]
    for number in range(30):
        session.add_notes([f"note {number}"], at="tp-order", lane="pains")
        files.append(path.read_bytes())
    seen = []
    while session.undo():
        seen.append(path.read_bytes())
    assert seen == files[-2::-1]
    again = []
    while session.redo():
        again.append(path.read_bytes())

    assert again == files[1:]
    assert not session.redo()


def test_a_new_gesture_ends_what_could_be_done_again(session):
    session.reword("tp-order", "Ordering")
    session.undo()
    session.reword("tp-order", "Buying")

    assert (session.undos, session.redos) == (1, 0)


def test_a_pasted_list_is_one_step_to_undo(session):
    session.add_notes([f"line {n}" for n in range(12)], at="tp-order", lane="ideas")
    assert len(session.map.statements) == 12
    session.undo()

    assert session.map.statements == ()


def test_what_somebody_else_saved_is_not_overwritten_and_can_be_merged(session, path):
    theirs = edits.rename(in_file(path), "tp-delivery", "Arrival")
    save_record(theirs, path)
    session.reword("tp-order", "Ordering")

    assert session.waiting
    assert in_file(path) == theirs
    assert session.standing() == (
        "a.map.json was saved by somebody else meanwhile. Your last changes are kept here and are "
        "not in the file yet. Merge puts both together; where both changed the same thing, yours "
        "stays and is listed."
    )
    assert session.merge().empty
    assert not session.waiting
    assert names(in_file(path).touchpoints) == ["Ordering", "Arrival"]


def test_both_changed_the_same_is_named_and_theirs_can_be_taken(session, path):
    save_record(edits.rename(in_file(path), "tp-order", "Purchase"), path)
    session.reword("tp-order", "Ordering")
    conflicts = session.merge()

    assert conflicts[["id", "field", "ours", "theirs"]].values.tolist() == [
        ["tp-order", "name", "Ordering", "Purchase"]
    ]
    assert describe_merge(conflicts) == (
        "Merged and saved. 1 thing both changed: yours stayed; the list says what the other has."
    )
    session.take_theirs(0)
    assert names(in_file(path).touchpoints) == ["Purchase", "Delivery"]
    assert session.conflicts.empty


def test_what_the_other_removed_is_named_and_can_go(session, path):
    save_record(edits.remove_touchpoint(in_file(path), "tp-order"), path)
    session.reword("tp-order", "Ordering")
    assert session.merge()["id"].tolist() == ["tp-order"]
    session.take_theirs(0)

    assert names(in_file(path).touchpoints) == ["Delivery"]


def test_what_i_removed_and_the_other_changed_can_come_back(session, path):
    save_record(edits.rename(in_file(path), "tp-order", "Purchase"), path)
    session.take_out(["tp-order"])
    assert session.merge()["id"].tolist() == ["tp-order"]
    session.take_theirs(0)

    assert names(in_file(path).touchpoints) == ["Purchase", "Delivery"]
    assert "tp-order" not in session.map.retired_ids


def test_undo_after_a_merge_takes_back_mine_and_leaves_theirs(session, path):
    session.add_notes(["mine first"], at="tp-order", lane="pains")
    save_record(edits.rename(in_file(path), "tp-delivery", "Arrival"), path)
    session.reword("tp-order", "Ordering")
    session.merge()
    session.undo()
    assert names(in_file(path).touchpoints) == ["Order", "Arrival"]
    session.undo()
    assert in_file(path).statements == ()
    assert names(in_file(path).touchpoints) == ["Order", "Arrival"]
    session.redo()
    session.redo()

    assert names(in_file(path).touchpoints) == ["Ordering", "Arrival"]
    assert [one.text for one in in_file(path).statements] == ["mine first"]


def test_what_somebody_else_saved_is_shown_when_nothing_waits(session, path):
    assert not session.look()
    save_record(edits.rename(in_file(path), "tp-order", "Purchase"), path)

    assert session.look()
    assert session.map.touchpoints[0].name == "Purchase"
    assert not session.waiting


def test_a_file_that_is_gone_is_told_and_written_again(session, path):
    path.unlink()
    session.reword("tp-order", "Ordering")
    assert session.standing().startswith("a.map.json is gone.")
    session.merge()

    assert in_file(path) == session.map


def test_a_file_that_cannot_be_written_keeps_the_change_here(session, path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("cxworkbench.controls.map_following.save_record", full)
        with pytest.raises(RecordProblem, match=r"a\.map\.json could not be written: No space"):
            session.reword("tp-order", "Ordering")
    assert session.waiting
    assert session.standing() == "a.map.json could not be written. What you did is kept here."
    session.add_notes(["later"], at="tp-order", lane="pains")

    assert in_file(path).touchpoints[0].name == "Ordering"


def test_what_is_refused_changes_nothing(session, path):
    before = path.read_bytes()
    refused = [
        (lambda: session.reword("tp-order", "  "), "There are no words."),
        (lambda: session.add_notes(["", " "], at="tp-order", lane="pains"), "There are no words"),
        (lambda: session.add_notes(["5 angry"], at="tp-order", lane="emotion"), "feelings go from"),
        (lambda: session.place(["tp-order", "st-use"], into="st-renew"), "things of 2 kinds"),
        (lambda: session.place(["tp-order"], into="tp-delivery"), "does not go into"),
        (lambda: session.comment(" "), "There are no words."),
        (lambda: session.take_theirs(0), "there are 0"),
    ]
    for gesture, words in refused:
        with pytest.raises(ParameterProblem, match=words):
            gesture()
    with pytest.raises(RecordProblem) as problem:
        session.take_out(["st-use"])

    assert str(problem.value) == (
        "2 elements are in the stage: 'Order', 'Delivery'. Move or delete them first, or select "
        "them too."
    )
    assert path.read_bytes() == before
    assert session.undos == 0


def test_a_note_takes_the_place_of_unknown(session, path):
    session.add_notes(["unknown"], at="tp-order", lane="actions")
    session.add_notes(["We ring"], at="tp-order", lane="actions")

    assert [one.text for one in in_file(path).statements] == ["We ring"]


def test_a_feeling_is_a_number_and_a_word(session, path):
    [note] = session.add_notes(["-1 annoyed"], at="tp-order", lane="emotion")
    session.reword(note, "−2 furious")

    [felt] = in_file(path).statements
    assert (felt.value, felt.word, felt.basis, felt.text) == (-2.0, "furious", "assumed", "")


def test_a_feeling_from_evidence_is_not_changed_by_hand(path):
    measured = edits.add_statement(
        in_file(path), at="tp-order", lane="emotion", value=-1.0, n=6, evidence=("v1",)
    )
    save_record(measured, path)
    session = MapSession(path)

    with pytest.raises(ParameterProblem) as problem:
        session.reword(measured.statements[0].id, "2")
    assert str(problem.value) == (
        "This emotion comes from 6 accounts and is not changed by hand. Comment on it, or add what "
        "was heard to the evidence."
    )


def test_the_stamp_says_when_nothing_rests_on_evidence(session):
    session.add_notes(["We ring"], at="tp-order", lane="actions")

    assert session.map.stamp == "assumption-based"


def test_a_step_takes_its_touchpoints_along_and_leaves_them_when_it_goes(session):
    [step] = session.add_step("Buy", stage_id="st-use")
    session.place(["tp-order"], into=step)
    session.place([step], into="st-renew")
    moved = edits.item_with(session.map, "tp-order")
    assert (moved.stage_id, moved.step_id) == ("st-renew", step)
    session.take_out([step])

    left = edits.item_with(session.map, "tp-order")
    assert (left.stage_id, left.step_id) == ("st-renew", "")


def test_one_is_split_and_two_are_joined_without_a_loss(session, path):
    session.add_notes(["We order"], at="tp-order", lane="actions")
    [paid] = session.add_notes(["We pay"], at="tp-order", lane="actions")
    [second] = session.split("tp-order", "Payment", takes=[paid])
    assert [(one.at, one.text) for one in session.map.statements] == [
        ("tp-order", "We order"), (second, "We pay"),
    ]  # fmt: skip
    session.join("tp-delivery", ["tp-order", second])

    assert names(in_file(path).touchpoints) == ["Delivery"]
    assert [(one.at, one.text) for one in in_file(path).statements] == [
        ("tp-delivery", "We order"), ("tp-delivery", "We pay"),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_any_gestures_are_undone_to_the_first_file_and_done_again_to_the_last(session, path, seed):
    chance = random.Random(f"gestures {seed}")
    first = path.read_bytes()
    for number in range(60):
        with contextlib.suppress(ParameterProblem, RecordProblem):
            any_gesture(session, chance, number)
        assert in_file(path) == session.map
    last, done = path.read_bytes(), session.undos
    while session.undo():
        pass
    assert path.read_bytes() == first
    while session.redo():
        pass
    assert path.read_bytes() == last
    assert done >= 30


def any_gesture(session, chance, number):
    now = session.map
    things = [one.id for one in (*now.stages, *now.steps, *now.touchpoints, *now.statements)]
    one, other = chance.choice(things), chance.choice(things)
    stage = chance.choice(now.stages).id
    lane = chance.choice(["actions", "pains", "emotion"])
    gestures = [
        lambda: session.add_stage(f"Stage {number}"),
        lambda: session.add_step(f"Step {number}", stage_id=stage),
        lambda: session.add_touchpoint(f"Place {number}", stage_id=stage),
        lambda: session.add_notes([f"-1 note {number}", "1"], at=one, lane=lane),
        lambda: session.reword(one, f"Words {number}"),
        lambda: session.change([one], status="confirmed"),
        lambda: session.place([one], into=other),
        lambda: session.place([one], before=other),
        lambda: session.take_out([one]),
        lambda: session.comment(f"Remark {number}", at=one),
        lambda: session.split(one, f"Half {number}"),
        lambda: session.join(one, [other]),
    ]
    chance.choice(gestures)()


def test_several_are_placed_together_in_their_order(path):
    save_record(map_with("A", "B", "C", "D"), path)
    session = MapSession(path)
    session.place(["tp-d", "tp-b"], into="st-renew")
    session.place(["tp-b", "tp-d"], before="tp-a")

    assert names(session.map.touchpoints) == ["B", "D", "A", "C"]
    assert [one.stage_id for one in session.map.touchpoints[:2]] == ["st-renew", "st-renew"]


def test_the_first_gesture_makes_the_proposal_peoples_map(tmp_path):
    (tmp_path / "engagement.toml").write_text('id = "acme"\nname = "A"\nclient = "A"\n')
    proposal = tmp_path / "run" / "journey.map.json"
    save_record(map_with("Order").model_copy(update={"id": "map-acme"}), proposal)
    kept = tmp_path / "maps" / "journey.map.json"
    session = MapSession(kept, proposal=proposal)
    assert not kept.exists()
    session.reword("tp-order", "Ordering")

    assert names(in_file(kept).touchpoints) == ["Ordering"]
    assert json.loads((kept.parent / ".base" / kept.name).read_text())["id"] == "map-acme"

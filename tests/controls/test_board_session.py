"""The priority board without a screen: same file as its face, undo, two people, refusals."""

import json

import pytest
from tests.insight.cases import busy_engagement, case_with

from cxworkbench.controls.board_control import ONLY_OVER_ALL, decision_board
from cxworkbench.controls.board_session import BoardSession
from cxworkbench.controls.board_widget import DecisionBoard
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.building import build_insights
from cxworkbench.records.accepting import base_of
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.store import load_record, save_record


def register():
    return Register(
        entries=(
            Entry(id="p", kind="pain", title="Late", value=8.0),
            Entry(id="i", kind="insight", title="Late", recommendation="Repair it.",
                  because_of=("p",)),
            Entry(id="a", kind="action", title="Call back", effort=4, because_of=("p",)),
            Entry(id="b", kind="action", title="Write", effort=9),
        )
    )  # fmt: skip


@pytest.fixture
def path(tmp_path):
    where = tmp_path / "maps" / "register.json"
    save_record(register(), where)
    return where


def saved(path):
    return {one.id: one for one in load_record(path, Register).entries}


def test_a_placed_card_is_in_the_file_at_once(path):
    session = BoardSession(path)
    session.place("a", value=7.5, effort=12)

    assert (saved(path)["a"].criteria, saved(path)["a"].effort) == ({"value": 7.5}, 12)
    assert session.standing() == "Saved in register.json."


def test_effort_alone_leaves_the_counted_value(path):
    BoardSession(path).place("a", effort=6)

    assert saved(path)["a"].criteria == {}


def test_a_judgement_is_taken_back_and_the_counted_value_shows_again(path):
    session = BoardSession(path)
    session.place("a", value=3)
    session.change("a", value=None)

    assert saved(path)["a"].criteria == {}


def test_the_face_writes_the_same_file_as_its_twin(path, tmp_path):
    other = tmp_path / "twin" / "register.json"
    save_record(register(), other)
    board = DecisionBoard(BoardSession(path, by="Ada", on="2026-06-30"))
    twin = BoardSession(other, by="Ada", on="2026-06-30")
    assert board.do("place", card="a", value=6, effort=3)
    assert board.do("change", card="a", cost=100, owner="Ada", due="2026-09-01", value=6.5)
    assert board.do("decide", card="a", decision="accepted")
    assert board.do("undo")
    assert board.do("redo")
    twin.place("a", value=6, effort=3)
    twin.change("a", cost=100, owner="Ada", due="2026-09-01", value=6.5)
    twin.decide("a", "accepted")

    assert path.read_bytes() == other.read_bytes()
    assert saved(path)["a"].decided_by == "Ada"


def test_undo_goes_back_to_the_bytes_it_began_with_and_redo_forward(path):
    session = BoardSession(path)
    before = path.read_bytes()
    session.place("a", value=2)
    session.decide("b", "rejected")
    after = path.read_bytes()

    assert (session.undo(), session.undo(), session.undo()) == (True, True, False)
    assert path.read_bytes() == before
    assert (session.redo(), session.redo(), session.redo()) == (True, True, False)
    assert path.read_bytes() == after


def test_what_somebody_else_saved_is_never_overwritten_and_merges(path):
    session, other = BoardSession(path), BoardSession(path)
    other.place("b", effort=1)
    session.place("a", effort=5)

    assert session.waiting
    assert "saved by somebody else" in session.standing()
    assert saved(path)["a"].effort == 4
    assert session.merge().empty
    assert (saved(path)["a"].effort, saved(path)["b"].effort) == (5, 1)
    assert session.undo()
    assert (saved(path)["a"].effort, saved(path)["b"].effort) == (4, 1)


def test_looking_shows_what_somebody_else_saved(path):
    session = BoardSession(path)
    BoardSession(path).place("b", effort=1)

    assert session.look()
    assert not session.look()
    assert {one.id: one.effort for one in session.register.entries}["b"] == 1


def test_a_refusal_is_shown_and_changes_nothing(path):
    board, before = DecisionBoard(BoardSession(path)), path.read_bytes()

    assert not board.do("change", card="a", due="soon")
    assert board.view["refused"]
    assert board.view["message"] == (
        "Nothing was changed: entry 'a' has due 'soon', which is not a date. Dates are written "
        "2026-12-31."
    )
    assert not board.do("place", card="a", value=11)
    assert (board.view["undos"], path.read_bytes()) == (0, before)


def test_only_the_fields_of_the_board_are_changed_there(path):
    with pytest.raises(ParameterProblem) as refused:
        BoardSession(path).change("a", evidence=("v1",))
    assert str(refused.value) == (
        "'evidence' is not changed here. It is one of: value, title, effort, cost, owner, "
        "owner_function, due, progress, blocked_by."
    )


def test_its_view_is_plain_and_unknown_is_none(path):
    board = DecisionBoard(BoardSession(path))
    cards = {card["id"]: card for card in board.view["cards"]}

    assert json.loads(json.dumps(board.view)) == board.view
    assert (cards["a"]["value"], cards["a"]["judged"]) == (10, None)
    assert cards["b"]["value"] is None


def test_the_first_change_makes_a_proposal_people_s_register(tmp_path):
    rows, revenue, events = busy_engagement()
    (tmp_path / "engagement.toml").write_text('id = "t"\nname = "T"\nclient = "C"\n')
    case = case_with(rows, revenue=revenue, events=events, folder=tmp_path, out=tmp_path / "out")
    board = decision_board(case, build_insights(case))
    path = tmp_path / "maps" / "register.json"
    draft = board.view["cards"][0]
    assert draft["drafted"]
    assert not path.exists()
    assert board.do("decide", card=draft["id"], decision="accepted")

    assert saved(path)[draft["id"]].decision == "accepted"
    assert base_of(path).is_file()
    assert draft["id"] not in {one.id for one in load_record(base_of(path), Register).entries}


def test_for_one_account_there_is_a_sentence(tmp_path):
    rows, revenue, events = busy_engagement()
    case = case_with(rows, revenue=revenue, events=events, account="a00", folder=tmp_path)

    assert decision_board(case, None) == ONLY_OVER_ALL

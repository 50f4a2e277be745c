"""The action register, the map to be and friction: worked by hand, edges, what must not change."""

import datetime

import pandas as pd
import pytest
from tests.insight.cases import METRICS, PLACES, answer, happened, pain, said

from cxworkbench.insight.acting import (
    action_register,
    blocked_actions,
    overdue_actions,
    roll_up,
)
from cxworkbench.insight.friction import friction_expected, friction_now
from cxworkbench.insight.to_be import to_be_map
from cxworkbench.records.deciding import decide
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.validity import check_map

DAY = datetime.date(2026, 6, 30)
STAGES = {"st-use": "Use", "st-renew": "Renew"}
CES = METRICS | {"CES": Metric(kind="ces", low=1, high=7)}


def accepted(key, **fields):
    return Entry(id=key, kind="action", title=f"Do {key}", decision="accepted", **fields)


def register_of(*entries):
    return Register(entries=entries)


def some_actions():
    return register_of(
        Entry(id="i", kind="insight", title="Late data", evidence=("v1",)),
        accepted(
            "a", due="2026-06-29", stage_id="st-use", because_of=("i",), cost=100.0, owner="Ada"
        ),
        accepted("b", due="2026-06-30", stage_id="st-use", depends_on=("a",)),
        accepted(
            "c", progress="blocked", blocked_by="the supplier", stage_id="st-renew", effort=3.0
        ),
        accepted("d", progress="done", due="2026-01-01"),
        accepted("e", progress="dropped", due="2026-01-01"),
        Entry(id="f", kind="action", title="Not decided"),
        Entry(id="g", kind="action", title="No", decision="rejected", progress="open"),
    )


def test_only_what_was_accepted_or_begun_is_in_the_action_register():
    assert action_register(some_actions(), as_of=DAY)["action_id"].tolist() == list("abcde")


def test_overdue_begins_the_day_after_and_ends_with_being_done():
    late = overdue_actions(action_register(some_actions(), as_of=DAY))

    assert late[["action_id", "days_over"]].values.tolist() == [["a", 1.0]]


def test_blocked_and_waiting_are_told_apart():
    held = blocked_actions(action_register(some_actions(), as_of=DAY))

    assert held[["action_id", "blocked", "blocked_by", "waits_for"]].values.tolist() == [
        ["c", True, "the supplier", ""],
        ["b", False, "", "Do a"],
    ]


def test_an_action_names_what_it_rests_on_and_its_evidence():
    first = action_register(some_actions(), as_of=DAY).iloc[0]

    assert (first["because"], first["evidence"]) == ("Late data", ("v1",))


def test_stages_and_the_programme_add_up_and_unknown_is_no_nought():
    told = roll_up(action_register(some_actions(), as_of=DAY), STAGES).set_index("stage")

    assert told.index.tolist() == ["Use", "Renew", "no stage", "programme"]
    counts = ["actions", "done", "in_progress", "open", "blocked", "overdue", "no_owner", "no_due"]
    assert told.loc["programme", counts].tolist() == [4, 1, 0, 2, 1, 1, 3, 1]
    assert told.loc["programme", counts].tolist() == told.iloc[:3][counts].sum().tolist()
    assert (told.loc["Use", "cost"], told.loc["Use", "cost_unknown"]) == (100, 1)
    assert pd.isna(told.loc["Renew", "cost"])


def test_no_action_gives_a_programme_of_none():
    told = roll_up(action_register(register_of(), as_of=DAY), STAGES)

    assert told[["stage", "actions", "overdue"]].values.tolist() == [["programme", 0, 0]]
    assert told["cost"].isna().all()


def test_an_accepted_action_is_open_and_a_person_stands_behind_it():
    register = register_of(Entry(id="a", kind="action", title="A"))
    decided = decide(register, "a", "accepted", by="Ada", on="2026-06-30", because="quick")
    [entry] = decided.entries

    assert (entry.progress, entry.status, entry.decided_by) == ("open", "confirmed", "Ada")
    assert register.entries[0].decision == ""


def today():
    def note(key, lane, text, **fields):
        return Statement(id=key, at="tp-till", lane=lane, text=text, **fields)

    return JourneyMap(
        id="m", title="Tills", stages=(Stage(id="st-use", name="Use"),),
        touchpoints=(Touchpoint(id="tp-till", name="Till", stage_id="st-use"),),
        statements=(
            note("s1", "pains", "Slow till", code="Slow till", evidence=("v1",), basis="reported"),
            note("s2", "pains", "Cold shop"),
            note("s3", "emotion", "", value=-1.0, low=-1.4, high=-0.6, n=9, evidence=("v2",),
                 basis="reported"),
        ),
    )  # fmt: skip


def slow_till():
    return Entry(id="p", kind="pain", title="Slow till", touchpoint_ids=("tp-till",))


def test_the_map_to_be_takes_the_pain_away_and_predicts_nothing_by_itself():
    act = accepted("a", because_of=("p",), touchpoint_ids=("tp-till",))
    told = to_be_map(today(), register_of(slow_till(), act))
    new = told.map

    assert (new.id, new.state) == ("m-to-be", "to-be")
    assert [(one.lane, one.text, one.basis) for one in new.statements] == [
        ("pains", "Cold shop", "assumed"),
        ("emotion", "", "reported"),
        ("ideas", "Do a", "assumed"),
    ]
    assert new.statements[1] == today().statements[2]
    assert told.changes[["place", "pains", "expected"]].values.tolist() == [
        ["Till", "Slow till", ""]
    ]
    assert sorted(told.diff["change"].unique()) == ["added", "changed", "removed"]
    assert check_map(new) == ()


def test_an_emotion_is_expected_only_where_the_action_predicts_it_and_stays_on_the_scale():
    act = accepted("a", touchpoint_ids=("tp-till",), metric="emotion", change=2.0, change_low=1.0,
                   change_high=9.0, due="2026-12-31")  # fmt: skip
    told = to_be_map(today(), register_of(act))
    felt = next(one for one in told.map.statements if one.lane == "emotion")

    assert (felt.value, felt.low, felt.high) == (1.0, 0.0, 2.0)
    assert (felt.basis, felt.n, felt.evidence) == ("assumed", 0, ())
    assert told.changes["expected"].tolist() == [
        "emotion: expected to change by +2 (+1 to +9) by 2026-12-31; assumed"
    ]


def test_what_is_done_rejected_or_of_no_place_changes_nothing():
    acts = (
        accepted("a", because_of=("p",), progress="done"),
        Entry(id="b", kind="action", title="B", because_of=("p",), decision="later"),
        accepted("c", touchpoint_ids=("tp-gone",)),
    )
    told = to_be_map(today(), register_of(slow_till(), *acts))

    assert told.map.statements == today().statements
    assert told.left_out == ("c",)


def felt_and_waited():
    voices = said(
        [
            answer("a1", 1.0, metric="CES"), answer("a2", 4.0, metric="CES"),
            pain("a1"), answer("a3", 5.0),
        ]
    )  # fmt: skip
    days = (
        ("a1", "tp-order", 1),
        ("a1", "tp-till", 8),
        ("a1", "tp-till", 20),
        ("a2", "tp-till", 3),
    )
    events = happened(
        [
            {"account_id": who, "touchpoint_id": at, "occurred_at": pd.Timestamp(2026, 1, day)}
            for who, at, day in days
        ]
    )
    return friction_now(voices, events, PLACES, metrics=CES).set_index("touchpoint_id")


def test_each_part_of_friction_is_worked_by_hand():
    till = felt_and_waited().loc["tp-till"]

    # effort (1 + 1/2) / 2; 7 days after the order; a1 of two came back within 14 days; another
    # function than at the order; a1 of the three heard names a pain.
    parts = ["effort", "time_days", "repeats", "hand_offs", "errors"]
    assert till[parts].tolist() == pytest.approx([0.75, 7, 0.5, 1, 1 / 3])
    assert till["index"] == pytest.approx(100 * (0.75 + 0.5 + 0.5 + 0.5 + 1 / 3) / 5)
    assert till["known"] == 5


def test_what_nobody_measured_is_missing_and_one_part_gives_no_index():
    help_desk = felt_and_waited().loc["tp-help"]

    assert help_desk[["effort", "time_days", "repeats", "errors", "index"]].isna().all()


def test_friction_is_expected_to_change_only_where_somebody_said_by_how_much():
    now = felt_and_waited().reset_index()
    said_so = accepted("a", touchpoint_ids=("tp-till",), metric="time_days", change=-7.0,
                       change_low=-7.0, change_high=0.0)  # fmt: skip
    silent = accepted("b", touchpoint_ids=("tp-order",), metric="time_days")
    told = friction_expected(now, [said_so, silent], metrics=CES).set_index("touchpoint_id")

    assert told.loc["tp-till", "expected"] == pytest.approx(told.loc["tp-till", "index"] - 10)
    assert told.loc["tp-till", "high"] == pytest.approx(told.loc["tp-till", "index"])
    assert told.loc["tp-till", "action_ids"] == ("a",)
    assert told.drop("tp-till")["expected"].isna().all()


def test_a_point_of_an_effort_score_is_a_sixth_of_its_scale():
    now = felt_and_waited().reset_index()
    act = accepted("a", touchpoint_ids=("tp-till",), metric="CES", change=3.0)
    told = friction_expected(now, [act], metrics=CES).set_index("touchpoint_id").loc["tp-till"]

    assert told["expected"] == pytest.approx(told["index"] - 10)
    assert pd.isna(told["low"])


def test_nothing_received_gives_nothing_but_hand_offs():
    nobody = said([answer("", 1.0)]), happened([{"account_id": ""}])
    told = friction_now(*nobody, PLACES, metrics=CES)

    assert told["index"].isna().all()
    assert len(told) == len(PLACES)

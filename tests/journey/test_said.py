"""What evidence says in each lane, as statements with their counts."""

import pandas as pd

from cxworkbench.journey.emotion import emotion_curve
from cxworkbench.journey.places import placed_voices
from cxworkbench.journey.said import (
    action_statements,
    coded_statements,
    emotion_statements,
    is_unknown,
    statement_id,
    unknown_statement,
)
from cxworkbench.records.evidence import conform
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint
from cxworkbench.voice.feelings import felt_voices


def voices(*rows, **same):
    """One voice a row: account, touchpoint, kind, code."""
    table = pd.DataFrame(rows, columns=["account_id", "touchpoint_id", "code_kind", "code"])
    table["voice_id"] = [f"v{n}" for n in range(len(table))]
    return conform(table.assign(**{"method": "interview", **same}), "voices")


def events(*rows):
    """One event a row: account, touchpoint, activity, day."""
    table = pd.DataFrame(rows, columns=["account_id", "touchpoint_id", "activity", "occurred_at"])
    table["occurred_at"] = pd.to_datetime(table["occurred_at"]).astype("datetime64[us]")
    table["event_id"] = [f"e{n}" for n in range(len(table))]
    return conform(table, "events")


def map_with(*touchpoints):
    return JourneyMap(
        id="m",
        title="",
        stages=(Stage(id="st-use", name="Use"),),
        touchpoints=tuple(Touchpoint(id=key, name=key, stage_id="st-use") for key in touchpoints),
    )


def placed(table):
    return placed_voices(table, ["till", "call"], {"Use": "st-use"})


def test_a_pain_counts_accounts_once_and_voices_each_time():
    said = coded_statements(
        placed(voices(("a", "till", "pain", "slow"), ("a", "till", "pain", "slow"),
                      ("b", "till", "pain", "slow")))
    )  # fmt: skip

    assert [(one.n, one.voices, one.evidence) for one in said] == [(2, 3, ("v0", "v1", "v2"))]


def test_pains_that_more_accounts_name_come_first():
    said = coded_statements(
        placed(voices(("a", "till", "pain", "dear"), ("a", "till", "pain", "slow"),
                      ("b", "till", "pain", "slow")))
    )  # fmt: skip

    assert [one.text for one in said] == ["slow", "dear"]


def test_each_kind_of_code_has_its_lane():
    kinds = ("pain", "gain", "need", "action", "thought")

    said = coded_statements(placed(voices(*(("a", "till", kind, kind) for kind in kinds))))

    assert {one.text: one.lane for one in said} == {
        "pain": "pains", "gain": "gains", "need": "needs", "action": "actions",
        "thought": "thoughts",
    }  # fmt: skip


def test_an_id_does_not_change_with_the_count():
    [once] = coded_statements(placed(voices(("a", "till", "pain", "slow"))))
    [twice] = coded_statements(
        placed(voices(("a", "till", "pain", "slow"), ("b", "till", "pain", "slow")))
    )

    assert once.id == twice.id


def test_ids_differ_by_place_lane_and_subject():
    ids = {
        statement_id("till", "pains", "slow"),
        statement_id("call", "pains", "slow"),
        statement_id("till", "gains", "slow"),
        statement_id("till", "pains", "dear"),
    }

    assert len(ids) == 4


def test_the_newest_day_of_the_evidence_is_its_age():
    table = voices(("a", "till", "pain", "slow"), ("b", "till", "pain", "slow"))
    table["said_at"] = pd.to_datetime(["2026-01-05", "2026-03-01"]).astype("datetime64[us]")

    assert coded_statements(placed(table))[0].as_of == "2026-03-01"


def test_an_activity_stands_as_the_log_names_it():
    said = action_statements(events(("a", "till", "Order placed", "2026-01-01")), {})

    assert [(one.text, one.basis, one.n, one.evidence) for one in said] == [
        ("Order placed", "observed", 1, ("e0",))
    ]


def test_a_persons_words_stand_with_the_accounts_seen_behind_them():
    log = events(("a", "till", "order_create", "2026-01-01"), ("b", "till", "order", "2026-01-02"))

    said = action_statements(log, {"till": "We place an order"})

    assert [(one.text, one.basis, one.n) for one in said] == [("We place an order", "observed", 2)]


def test_a_persons_words_without_anyone_seen_are_assumed():
    [said] = action_statements(events(), {"till": "We place an order"})

    assert (said.basis, said.n, said.evidence) == ("assumed", 0, ())


def test_evidence_of_an_action_is_the_newest_event_of_each_account():
    log = events(("a", "till", "Order", "2026-03-01"), ("a", "till", "Order", "2026-01-01"),
                 ("b", "till", "Order", "2026-02-01"))  # fmt: skip

    [said] = action_statements(log, {})

    assert (said.evidence, said.n, said.as_of) == (("e0", "e2"), 2, "2026-03-01")


def test_an_event_without_an_activity_says_no_action():
    assert action_statements(events(("a", "till", "", "2026-01-01")), {}) == []


def test_every_touchpoint_of_a_curve_has_one_emotion_or_says_unknown():
    table = voices(("a", "till", "", ""), ("b", "till", "", "")).assign(emotion=[1.0, -0.5])
    use = map_with("till", "call")

    till, call = emotion_statements(emotion_curve(table, use), felt_voices(table))

    assert (till.value, till.n, till.voices, till.basis) == (0.25, 2, 2, "reported")
    assert (till.low, till.high, till.evidence) == (None, None, ("v0", "v1"))
    assert (call.value, call.text, call.status) == (None, "unknown", "open")


def test_an_unknown_emotion_has_the_id_of_the_emotion_that_is_found_later():
    table = voices(("a", "till", "", "")).assign(emotion=[1.0])
    use = map_with("till")

    [known] = emotion_statements(emotion_curve(table, use), felt_voices(table))

    assert unknown_statement("till", "emotion").id == known.id


def test_a_customer_who_says_unknown_is_not_taken_for_a_gap():
    [said] = coded_statements(placed(voices(("a", "till", "action", "unknown"))))

    assert not is_unknown(said)
    assert is_unknown(unknown_statement("till", "actions"))

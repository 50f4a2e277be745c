"""Challenge signals, each against the same accounts' other touchpoints."""

import pandas as pd
from tests.insight.cases import PLACES, answer, happened, pain, said

from cxworkbench.insight.signals import challenge_signals
from cxworkbench.records.evidence import empty

AS_OF = pd.Timestamp("2026-06-30")
NAMES = [f"a{n}" for n in range(8)]


def journey(account, steps, *, start="2026-01-05"):
    """Events of one account: (touchpoint, day from the start)."""
    first = pd.Timestamp(start)
    return [
        {"account_id": account, "touchpoint_id": at, "activity": at,
         "occurred_at": first + pd.Timedelta(days=day), "event_id": f"{account}-{n}"}
        for n, (at, day) in enumerate(steps)
    ]  # fmt: skip


def signals(events=(), rows=()):
    voices = said(rows) if rows else empty("voices")
    logged = happened(events) if events else empty("events")
    table = challenge_signals(voices, logged, PLACES, as_of=AS_OF)
    return table.set_index(["signal", "touchpoint_id"])


def several(steps, others):
    """Six accounts that go one way and two that go another, so that there is spread."""
    events = [row for name in NAMES[:6] for row in journey(name, steps)]
    return events + [row for name in NAMES[6:] for row in journey(name, others)]


CALM = [("tp-order", 0), ("tp-till", 2), ("tp-help", 3), ("tp-talk", 100)]


def test_the_same_event_again_at_once_is_a_repeat():
    table = signals(
        several([("tp-order", 0), ("tp-help", 1), ("tp-help", 2), ("tp-talk", 9)], CALM)
    )

    row = table.loc[("repeats", "tp-help")]
    assert row["label"] == "signal"
    assert (row["value"], row["baseline"], row["accounts"]) == (0.375, 0.0, 8)
    assert row["why"].startswith(
        "Share of events followed at once by the same one again: 38 % here against 0 % at the "
        "other touchpoints of the same 8 accounts (difference "
    )


def test_going_back_to_what_was_left_in_the_stage_is_a_loop():
    back = [("tp-order", 0), ("tp-till", 1), ("tp-help", 2), ("tp-till", 3), ("tp-talk", 9)]

    table = signals(several(back, CALM))

    assert table.loc[("loops", "tp-help"), "label"] == "signal"
    assert table.loc[("loops", "tp-help"), "value"] == 0.75


def test_a_new_order_in_another_stage_is_no_loop():
    again = [("tp-order", 0), ("tp-till", 1), ("tp-order", 50), ("tp-till", 51)]

    table = signals(several(again, CALM))

    assert (table.loc["loops"]["value"] == 0).all()


def test_waiting_counts_forward_moves_inside_a_stage_only():
    slow = [("tp-order", 0), ("tp-till", 2), ("tp-help", 42), ("tp-talk", 100)]

    table = signals(several(slow, CALM))

    # Only tp-till -> tp-help lies inside a stage, so nothing stands beside it to compare with.
    assert "waiting" not in table.index.get_level_values("signal")


def test_who_was_last_seen_long_ago_dropped_off_there():
    old = [row for name in NAMES[:7] for row in journey(name, CALM[:3], start="2025-01-01")]
    new = journey(NAMES[7], CALM, start="2026-03-01")

    table = signals(old + new)

    row = table.loc[("drop-off", "tp-help")]
    assert row["value"] == 0.875
    assert row["label"] == "signal"


def test_complaints_and_their_escalation_stand_against_other_touchpoints():
    rows = [pain(name, severity=5.0) for name in NAMES[:6]]
    rows += [pain(name, severity=3.0) for name in NAMES[6:]]
    rows += [answer(name, 4.0, at="tp-order") for name in NAMES]
    rows += [pain(name, "Wrong order", at="tp-order", severity=1.0) for name in NAMES]

    table = signals(rows=rows)

    assert table.loc[("escalations", "tp-till"), "label"] == "signal"
    assert table.loc[("escalations", "tp-till"), "value"] == 0.75
    assert table.loc[("complaint share", "tp-till"), "value"] == 1.0
    assert table.loc[("complaint share", "tp-till"), "baseline"] == 0.5


def test_fewer_than_five_accounts_are_too_few_to_tell():
    events = [row for name in NAMES[:4] for row in journey(name, CALM)]

    assert set(signals(events)["label"]) == {"too few to tell"}


def test_one_touchpoint_alone_has_no_baseline():
    assert signals([row for name in NAMES for row in journey(name, CALM[:1])]).empty


def test_row_order_does_not_matter():
    events = several([("tp-order", 0), ("tp-help", 1), ("tp-help", 2), ("tp-talk", 9)], CALM)

    pd.testing.assert_frame_equal(signals(events), signals(events[::-1]))

"""Events written as XES are what was read, and what XES cannot hold is said."""

import pandas as pd

from cxworkbench.exchange.event_logs import write_event_log
from cxworkbench.ground.event_logs import read_event_log
from cxworkbench.records.evidence import conform


def events(*rows):
    table = pd.DataFrame(rows, columns=["account_id", "occurred_at", "activity", "outcome"])
    days = pd.to_datetime(table["occurred_at"], format="ISO8601")
    return conform(table.assign(occurred_at=days), "events")


def written(table, path):
    losses = write_event_log(table, path)
    return read_event_log(path)[0], losses


def test_a_log_holds_one_trace_an_account_with_its_events_in_order(tmp_path):
    table = events(
        ("B", "2026-02-01", "paid", ""),
        ("A", "2026-01-02 09:30:00.250", "called", 'said "no" & <left>\nthen\twrote'),
        ("A", "2026-01-01", "ordered", ""),
    )

    frame, losses = written(table, tmp_path / "log.xes")

    assert losses == ()
    assert frame["case:concept:name"].tolist() == ["A", "A", "B"]
    assert frame["concept:name"].tolist() == ["ordered", "called", "paid"]
    assert frame["time:timestamp"][2] == "2026-01-02T09:30:00.250"
    assert frame["outcome"][2] == 'said "no" & <left>\nthen\twrote'


def test_packed_or_not_it_is_the_same_log_and_the_same_bytes(tmp_path):
    table = events(("A", "2026-01-01", "ordered", ""))
    frames = [written(table, tmp_path / name)[0] for name in ("a.xes", "b.xes.gz", "c.xes.gz")]

    assert frames[0].equals(frames[1])
    assert (tmp_path / "b.xes.gz").read_bytes() == (tmp_path / "c.xes.gz").read_bytes()


def test_what_a_log_cannot_hold_is_said(tmp_path):
    table = events(("", "2026-01-01", "bell\x07", ""), ("A", None, "ordered", ""))

    frame, losses = written(table, tmp_path / "log.xes")

    assert frame["concept:name"].tolist() == ["bell\ufffd", "ordered"]
    assert losses == (
        "texts with signs that XML cannot hold, each replaced by \ufffd: 1",
        "events of no account, in one trace without a name: 1",
        "events without a time, last in their trace: 1",
    )

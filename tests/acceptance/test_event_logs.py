"""Public event logs are read whole: their known numbers of events, cases and activities."""

import pytest

from cxworkbench.ground.event_logs import read_event_log
from cxworkbench.ground.tables import read_table, typed


@pytest.mark.real_data
def test_the_running_example_is_the_same_as_xes_and_as_csv(real_data):
    logs = real_data / "event_logs"
    xes, _ = typed(read_table(logs / "running-example.xes"))
    csv, _ = typed(read_table(logs / "running-example.csv"))

    assert len(xes) == 42
    assert xes["case:concept:name"].nunique() == 6
    for name in xes:
        assert xes[name].tolist() == csv[name].tolist()


@pytest.mark.real_data
@pytest.mark.slow
def test_the_loan_applications_have_their_known_size(real_data):
    frame, problems = read_event_log(real_data / "event_logs" / "bpic2012.xes.gz")

    assert (len(frame), frame["case:concept:name"].nunique()) == (262_200, 13_087)
    assert frame["concept:name"].nunique() == 24
    assert (frame["concept:name"] + frame["lifecycle:transition"]).nunique() == 36
    variants = frame.groupby("case:concept:name", sort=False)["concept:name"].agg(tuple)
    assert variants.value_counts().iloc[0] == 3_429
    assert problems == ()

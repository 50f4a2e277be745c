"""Public event logs give the journeys that their papers and another library count."""

import pytest

from cxworkbench.journey.mining.follows import directly_follows, first_and_last, waiting_times
from cxworkbench.journey.mining.reading import read_journeys
from cxworkbench.journey.mining.variants import variants, variants_table

# van der Aalst, Process Mining (2016), and the .dfg file that pm4py keeps of the same log
RUNNING_EXAMPLE = {
    ("check ticket", "decide"): 6, ("check ticket", "examine casually"): 2,
    ("check ticket", "examine thoroughly"): 1, ("decide", "pay compensation"): 3,
    ("decide", "reinitiate request"): 3, ("decide", "reject request"): 3,
    ("examine casually", "check ticket"): 4, ("examine casually", "decide"): 2,
    ("examine thoroughly", "check ticket"): 2, ("examine thoroughly", "decide"): 1,
    ("register request", "check ticket"): 2, ("register request", "examine casually"): 3,
    ("register request", "examine thoroughly"): 1, ("reinitiate request", "check ticket"): 1,
    ("reinitiate request", "examine casually"): 1, ("reinitiate request", "examine thoroughly"): 1,
}  # fmt: skip


def graph_of(log):
    table = directly_follows(log)
    pairs = zip(table["first"], table["then"], strict=True)
    return dict(zip(pairs, table["moves"].tolist(), strict=True))


@pytest.mark.real_data
@pytest.mark.parametrize("file", ["running-example.xes", "running-example.csv"])
def test_the_running_example_has_its_published_graph(real_data, file):
    log = read_journeys(real_data / "event_logs" / file)

    assert (len(log.cases), len(log), len(log.activities), len(variants(log))) == (6, 42, 8, 6)
    assert graph_of(log) == RUNNING_EXAMPLE
    ends = first_and_last(log).set_index("activity")
    assert ends["begins"]["register request"] == 6
    assert ends["ends"][["pay compensation", "reject request"]].tolist() == [3, 3]
    waits = waiting_times(log).set_index(["first", "then"])["median_hours"]
    assert waits["decide", "pay compensation"] == pytest.approx(6 * 24 + 50 / 60)
    assert waits["register request", "examine casually"] == pytest.approx(1 + 4 / 60)


@pytest.mark.real_data
def test_the_building_permits_have_their_known_variants(real_data):
    log = read_journeys(real_data / "event_logs" / "receipt.csv")
    found = variants(log)

    assert (len(log), len(log.cases), len(log.activities), len(found)) == (8_577, 1_434, 27, 116)
    assert variants_table(found)["cases"].sum() == 1_434
    assert directly_follows(log)["moves"].sum() == 8_577 - 1_434


@pytest.mark.real_data
@pytest.mark.slow
def test_the_loan_applications_have_their_known_variants(real_data):
    log = read_journeys(real_data / "event_logs" / "bpic2012.xes.gz")
    found = variants(log)

    assert (len(log), len(log.cases), len(log.activities), len(found)) == (
        262_200, 13_087, 24, 4_366
    )  # fmt: skip
    assert int(found.cases[0]) == 3_429
    assert found.path(0) == ("A_SUBMITTED", "A_PARTLYSUBMITTED", "A_DECLINED")

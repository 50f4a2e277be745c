"""The engagement's map drawn to files on the command line."""

import pandas as pd
import pytest
from tests.running.test_maps import proposed

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.files import write_parquet
from cxworkbench.ground.terms import EVIDENCE_TABLES
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.evidence import EVIDENCE_FOLDER, conform, empty
from cxworkbench.records.store import save_record
from cxworkbench.running.map_drawing import draw_map_files, event_times
from cxworkbench.worlds.made_maps import made_map


def test_the_map_is_drawn_to_the_file_asked_for_and_told_in_words(mini, tmp_path):
    save_record(made_map(3, 5), mini / MAP_FILE)

    told = draw_map_files(mini, tmp_path / "net.svg", view="network")

    said, file = told.splitlines()
    assert said.startswith('Swimlane network of "How a retailer buys and runs its tills": 5 touch')
    assert file == str(tmp_path / "net.svg")
    assert (tmp_path / "net.svg").read_text("utf-8").startswith("<svg ")


def test_without_a_map_of_people_the_newest_proposal_is_drawn(mini, tmp_path):
    proposed(mini, "one", "2026-01-01T00:00:00", "Call")

    assert '"Journey": 1 stage (Decision), 1 touchpoint' in draw_map_files(mini, tmp_path / "m.svg")


def test_what_is_told_is_what_was_drawn(mini, tmp_path):
    save_record(made_map(3, 5), mini / MAP_FILE)

    told = draw_map_files(mini, tmp_path / "m.svg", view="inventory", stages=["Use"])

    assert told.splitlines()[0].endswith(": 1 touchpoint, 1 digital.")


def test_a_timeline_takes_its_times_from_the_events_of_the_engagement(mini, tmp_path):
    drawn = made_map(3, 5)
    save_record(drawn, mini / MAP_FILE)
    rows = [("A", "2026-01-01"), ("A", "2026-01-08")]
    events = pd.DataFrame(
        [{"account_id": a, "occurred_at": pd.Timestamp(day), "touchpoint_id": one.id}
         for (a, day), one in zip(rows, drawn.touchpoints[:2], strict=True)]
    )  # fmt: skip
    for name in EVIDENCE_TABLES:
        write_parquet(empty(name), mini / EVIDENCE_FOLDER / f"{name}.parquet")
    write_parquet(conform(events, "events"), mini / EVIDENCE_FOLDER / "events.parquet")

    told = draw_map_files(mini, tmp_path / "m.svg", view="timeline")

    assert "7 days by the times of 2 of 5 touchpoints" in told


def test_without_evidence_there_are_no_times_from_events(mini):
    assert event_times(mini) is None


def test_without_any_map_nothing_is_drawn(mini, tmp_path):
    with pytest.raises(ParameterProblem):
        draw_map_files(mini, tmp_path / "m.svg")

    assert not (tmp_path / "m.svg").exists()

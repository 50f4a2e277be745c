"""Tables larger than memory: read in parts they give the evidence and the lists of the whole."""

import itertools
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cxworkbench.ground.large_tables import Sizes
from cxworkbench.ground.terms import EVIDENCE_TABLES
from cxworkbench.intake.building import LISTS, build_evidence, current_evidence, write_evidence
from cxworkbench.records.evidence import read_evidence
from cxworkbench.records.stored_evidence import StoredEvidence, open_evidence

IN_PARTS = Sizes(text_bytes=1, parquet_cells=1, part_cells=1)  # a part is 1000 rows
SETTINGS = """
schema_version = 1
id = "large"
name = "Large"
client = "Client"
as_of = "2026-06-30"
[metrics.NPS]
kind = "nps"
low = 0
high = 10
[metrics.CSAT]
kind = "top-2-box"
low = 1
high = 5
[[stages]]
name = "Use"
[[touchpoints]]
id = "tp-order"
name = "Order"
stage = "Use"
channel = "mail"
medium_class = "digital"
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
[[tables]]
name = "log"
file = "log.csv"
feeds = "events"
skip_when_empty = ["activity"]
[[tables]]
name = "answers"
file = "answers.csv"
feeds = "voices"
columns.key = "no"
[tables.questions]
"Recommend (0-10)" = { metric = "NPS", overall = true }
"Delivery (1-5)" = { metric = "CSAT", touchpoint = "tp-order" }
[[tables]]
name = "tickets"
file = "tickets.parquet"
feeds = "voices"
method = "ticket"
columns.said_at = "opened"
[values.log.activity]
"Ordered" = { touchpoint = "tp-order" }
[values.tickets.category]
"Spam" = { ignore = true }
"Late" = { touchpoint = "tp-order", kind = "pain" }
"""


def turned(values, count):
    return list(itertools.islice(itertools.cycle(values), count))


def engagement(folder: Path, count: int = 2600) -> Path:
    """An engagement whose tables decide late, repeat keys, and hold what cannot be used."""
    data = folder / "data"
    data.mkdir(parents=True)
    (folder / "engagement.toml").write_text(SETTINGS, encoding="utf-8")
    accounts = pd.DataFrame({"account_id": [f"A{n}" for n in range(7)], "name": list("PQRSTUV")})
    accounts.to_csv(data / "crm.csv", index=False)
    people = [f"ada.n{n}@shop{n % 5}.example" for n in range(40)]
    days = turned(["03/04/2026", "05/06/2026 10:30", "", "soon"], count)
    days[-1] = "25/04/2026"  # only here it is known that the day comes first
    pd.DataFrame(
        {
            "account_id": turned([*accounts["account_id"], "nobody"], count),
            "email": turned([*people, ""], count),
            "timestamp": days,
            "activity": turned(["Ordered", "Called", "", "Ordered"], count),
            "channel": turned(["mail", "by pigeon"], count),
            "medium_class": turned(["digital", "odd", ""], count),
        }
    ).to_csv(data / "log.csv", index=False)
    pd.DataFrame(
        {
            "no": turned([str(n) for n in range(count - 300)], count),
            "email": turned(people, count),
            "Date": turned(["2026-03-01", "2026-03-02 08:00:00"], count),
            "Recommend (0-10)": turned(["9", "10 - extremely likely", "n/a", "12", "often"], count),
            "Delivery (1-5)": turned(["5", "4", ""], count),
            "comment": turned(["fine", "", "write to ada.n1@shop1.example, +49 221 123456"], count),
        }
    ).to_csv(data / "answers.csv", index=False, sep=";")
    tickets = {
        "account_id": turned(accounts["account_id"].tolist(), count),
        "email": turned(people, count),
        "opened": pd.date_range("2026-01-01", periods=count, freq="h"),
        "category": turned(["Late", "Spam", "Other"], count),
        "metric": turned(["", "Mood"], count),
        "score": turned(["", "3"], count),
        "text": turned([f"It came late {n % 11}" for n in range(50)], count),
    }
    pq.write_table(pa.table(tickets), data / "tickets.parquet")
    return folder


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The intake of one engagement, its tables read whole and read in parts, with one key."""
    folder = tmp_path_factory.mktemp("large")
    made, key = engagement(folder / "engagement"), folder / "key.json"
    whole = build_evidence(made, key_file=key)
    return made, whole, build_evidence(made, key_file=key, sizes=IN_PARTS)


@pytest.mark.parametrize("name", EVIDENCE_TABLES)
def test_the_evidence_is_that_of_the_whole(both, name):
    _, whole, in_parts = both

    assert in_parts.evidence.is_large(name) == (name in ("voices", "events"))
    pd.testing.assert_frame_equal(getattr(in_parts.evidence, name), getattr(whole.evidence, name))
    assert in_parts.evidence.rows(name) == len(getattr(whole.evidence, name))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_what_was_done_is_that_of_the_whole(both, name):
    _, whole, in_parts = both

    pd.testing.assert_frame_equal(getattr(in_parts, name), getattr(whole, name))
    assert in_parts.keyring.people == whole.keyring.people


def test_the_example_has_what_is_hard_to_read_in_parts(both):
    _, whole, _ = both
    rules = set(whole.problems["rule"])

    assert rules >= {
        "is a date",
        "is no exact copy of an earlier row",
        "counts as a voice",
        "is a score whose scale is known",
        "is on the scale of NPS, 0 to 10",
    }
    assert whole.evidence.events["occurred_at"].max() == pd.Timestamp("2026-06-05 10:30")
    assert whole.evidence.voices["voice_id"].is_unique
    assert set(whole.hidden["kind"]) >= {"mail", "known contact"}
    assert len(whole.unmatched)


def test_what_is_written_is_opened_from_its_file_and_reads_as_before(both):
    folder, whole, in_parts = both
    write_evidence(in_parts, folder)

    opened, read = open_evidence(folder, large=1000), read_evidence(folder)

    assert isinstance(opened, StoredEvidence)
    for name in EVIDENCE_TABLES:
        pd.testing.assert_frame_equal(getattr(opened, name), getattr(whole.evidence, name))
        pd.testing.assert_frame_equal(getattr(read, name), getattr(whole.evidence, name))


def test_evidence_in_files_gives_the_rows_that_evidence_in_memory_gives(both):
    folder, whole, in_parts = both
    write_evidence(in_parts, folder)
    since, until = pd.Timestamp("2026-03-02"), pd.Timestamp("2026-04-01")
    stored = open_evidence(folder, large=1000).within(since, until)
    kept = whole.evidence.within(since, until)

    assert stored.rows("voices") == kept.rows("voices") > 0
    pd.testing.assert_frame_equal(stored.voices, kept.voices)
    pd.testing.assert_frame_equal(
        stored.of_account("events", "A3"), kept.of_account("events", "A3").reset_index(drop=True)
    )
    pd.testing.assert_frame_equal(
        stored.columns("voices", ["score", "role"]), kept.columns("voices", ["score", "role"])
    )
    assert "text" not in stored.lean("voices")
    assert stored.with_table("voices", kept.voices).is_large("events")


def test_nothing_of_what_was_put_aside_is_left(tmp_path, monkeypatch):
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(aside))
    made = engagement(tmp_path / "engagement", 1100)

    intake = build_evidence(made, key_file=tmp_path / "key.json", sizes=IN_PARTS)
    [folder] = aside.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    del intake

    assert list(aside.iterdir()) == []


def test_evidence_is_read_again_where_nothing_changed(tmp_path, monkeypatch):
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))
    made = engagement(tmp_path / "engagement", 1100)

    first = current_evidence(made)
    again = current_evidence(made)

    pd.testing.assert_frame_equal(first.evidence.voices, again.evidence.voices)

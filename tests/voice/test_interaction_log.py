"""The log of interactions: each event once, each hearing once, in order of days."""

import pandas as pd

from cxworkbench.records.engagement import Metric
from cxworkbench.records.evidence import conform
from cxworkbench.voice.feelings import felt_voices
from cxworkbench.voice.interaction_log import LOG_COLUMNS, interaction_log

CSAT = {"CSAT": Metric(kind="mean", low=1, high=5)}


def events_on(*days, **more):
    ids = [f"e{place}" for place in range(len(days))]
    dates = pd.Series(pd.to_datetime(list(days)), dtype="datetime64[us]")
    rows = {"event_id": ids, "account_id": "a", "contact_id": "p", "activity": "Call",
            "occurred_at": dates, "source": "crm", **more}  # fmt: skip
    return conform(pd.DataFrame(rows, index=range(len(days))), "events")


def answers(*rows):
    table = pd.DataFrame(rows, columns=["voice_id", "contact_id", "said_at", "score", "part_of"])
    table["said_at"] = pd.to_datetime(table["said_at"]).astype("datetime64[us]")
    table = table.assign(account_id="a", metric="CSAT", method="survey", source="pulse")
    return conform(table.astype({"score": "float64"}), "voices")


def test_answers_of_one_person_on_one_day_are_one_interaction_with_their_mean_feeling():
    log = interaction_log(
        events_on(),
        answers(
            ("v2", "p", "2026-01-07 09:00", 5, ""),
            ("v1", "p", "2026-01-07 10:00", 2, ""),
            ("v3", "q", "2026-01-07 10:00", 1, ""),
            ("v4", "p", "2026-01-08 10:00", 3, ""),
        ),
        CSAT,
    )

    assert log[["day", "contact_id", "felt", "evidence_id"]].values.tolist() == [
        [pd.Timestamp("2026-01-07"), "p", 0.5, "v1"],
        [pd.Timestamp("2026-01-07"), "q", -2.0, "v3"],
        [pd.Timestamp("2026-01-08"), "p", 0.0, "v4"],
    ]


def test_every_event_stands_in_it_once_and_those_without_a_day_come_last():
    log = interaction_log(events_on("2026-02-01", None, "2026-01-01"), answers())

    assert log["evidence_id"].tolist() == ["e2", "e0", "e1"]
    assert log.columns.tolist() == list(LOG_COLUMNS)
    assert log["felt"].isna().all()


def test_a_coded_passage_is_no_interaction_more_and_its_feeling_counts():
    log = interaction_log(
        events_on(),
        answers(("v1", "p", "2026-01-07", None, ""), ("c1", "p", "2026-01-07", 5, "v1")),
        CSAT,
    )

    assert log[["evidence_id", "felt"]].values.tolist() == [["v1", 2.0]]


def test_a_checklist_says_how_it_went_and_not_how_it_felt():
    seen = answers(("v1", "p", "2026-01-07", 5, ""))
    metrics = {"CSAT": Metric(kind="mean", low=1, high=5, felt=False)}

    assert interaction_log(events_on(), seen, metrics)["felt"].isna().all()
    assert felt_voices(seen, metrics, checklists=True)["felt"].tolist() == [2.0]


def test_order_of_rows_does_not_matter_and_the_input_is_left_as_it_was():
    events = events_on("2026-01-03", "2026-01-01", "2026-01-02")
    before = events.copy()

    log = interaction_log(events, answers())

    assert log.equals(interaction_log(events.iloc[::-1], answers()))
    assert events.equals(before)


def test_nothing_at_all_is_an_empty_log():
    assert interaction_log(events_on(), answers()).empty

"""Event logs in XES feed events: which attributes say the account, the activity and the time."""

import gzip

from cxworkbench.exchange.event_logs import write_event_log
from cxworkbench.intake.building import build_evidence
from cxworkbench.intake.checking import proposed_toml
from cxworkbench.intake.columns import best_feed

ORDERS = """<log><trace><string key="concept:name" value="order 7"/>
<string key="customer id" value="001040"/>
<event><string key="concept:name" value="delivered"/><string key="org:resource" value="Pete"/>
<date key="time:timestamp" value="2026-03-01T10:00:00.000+01:00"/></event></trace></log>"""
JOURNEY = """<log><extension name="CJML" prefix="org" uri="http://cjml.no/x.xesext"/>
<trace><string key="journey" value="J1"/><string key="enduser" value="U7"/>
<event><string key="Id" value="T1"/><string key="org:initiatorLabel" value="Order a till"/>
<string key="org:channel" value="email"/>
<string key="timeCompleted" value="2021-08-20 15:03:01.611"/></event></trace></log>"""


def evidence_of(engagement, log, toml=""):
    folder = engagement()
    (folder / "data" / "log.xes").write_text(log, encoding="utf-8")
    path = folder / "engagement.toml"
    path.write_text(path.read_text() + (toml or proposed_toml(folder)), encoding="utf-8")
    return build_evidence(folder)


def test_a_log_is_proposed_as_events_with_its_account_from_the_trace(engagement):
    intake = evidence_of(engagement, ORDERS)
    [event] = intake.evidence.events.to_dict("records")

    assert (event["account_id"], event["activity"]) == ("001040", "delivered")
    assert str(event["occurred_at"]) == "2026-03-01 10:00:00"
    assert (event["source"], event["file"], event["row"]) == ("log", "log.xes", 1)


def test_the_traces_name_is_the_account_where_the_table_says_so(engagement):
    toml = (
        '\n[[tables]]\nname = "log"\nfile = "log.xes"\nfeeds = "events"\n'
        'columns.account_id = "case:concept:name"\n'
    )
    intake = evidence_of(engagement, ORDERS, toml)

    assert intake.evidence.events["account_id"].tolist() == ["order 7"]


def test_who_did_the_work_is_masked_in_the_preview(engagement):
    mapping = evidence_of(engagement, ORDERS).mapping.set_index("header")

    assert mapping.loc["org:resource", "samples"] == "•••"


def test_customer_journeys_in_xes_are_known_by_their_own_keys(engagement):
    intake = evidence_of(engagement, JOURNEY)
    [event] = intake.evidence.events.to_dict("records")

    assert (event["account_id"], event["activity"]) == ("J1", "Order a till")
    assert (event["channel"], str(event["occurred_at"])) == (
        "email", "2021-08-20 15:03:01.611000",
    )  # fmt: skip
    assert event["contact_id"].startswith("contact-")


def test_headers_of_a_log_that_was_saved_as_csv_are_known():
    headers = ["", "concept:name", "time:timestamp", "case:concept:name"]

    assert best_feed(headers) == (
        "events",
        {"account_id": "case:concept:name", "occurred_at": "time:timestamp",
         "activity": "concept:name"},
    )  # fmt: skip


def test_events_that_were_written_as_a_log_are_the_same_when_read_again(engagement):
    events = evidence_of(engagement, JOURNEY).evidence.events
    folder = engagement()
    write_event_log(events, folder / "data" / "log.xes")
    path = folder / "engagement.toml"
    path.write_text(path.read_text() + proposed_toml(folder), encoding="utf-8")
    again = build_evidence(folder).evidence.events

    same = ["account_id", "occurred_at", "activity", "channel", "medium_class"]
    assert again[same].equals(events[same])


def test_only_the_ends_of_work_count_where_the_table_says_so(engagement):
    work = ORDERS.replace("<event>", "<event><string key='lifecycle:transition' value='start'/>", 1)
    ended = work.replace("</trace>", "<event><string key='lifecycle:transition' value='complete'/>"
                         "<string key='concept:name' value='packed'/></event></trace>")  # fmt: skip
    toml = (
        '\n[[tables]]\nname = "log"\nfile = "log.xes"\nfeeds = "events"\n'
        "set_aside = [\"lifecycle_transition != 'complete'\"]\n"
    )
    events = evidence_of(engagement, ended, toml).evidence.events

    assert events["activity"].tolist() == ["packed"]


def test_a_packed_log_is_called_after_its_name_without_endings(engagement):
    folder = engagement()
    (folder / "data" / "orders.xes.gz").write_bytes(gzip.compress(ORDERS.encode()))

    assert 'name = "orders"' in proposed_toml(folder)

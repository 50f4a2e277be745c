"""Events and company interactions: what happened, whether by the day promised."""

import pandas as pd

from cxworkbench.intake.building import build_evidence

PLACES = """
[[touchpoints]]
id = "tp-order"
name = "Order"
stage = "Decision"
medium_class = "digital"
channel = "portal"
"""
ORDERS = """
[[tables]]
name = "ordered"
file = "orders.csv"
feeds = "events"
columns = { key = "order", occurred_at = "day", due_at = "" }
constants = { activity = "Ordered", touchpoint = "tp-order" }
[[tables]]
name = "shipped"
file = "orders.csv"
feeds = "events"
columns = { key = "order", occurred_at = "shipped", due_at = "due" }
constants = { activity = "Shipped" }
skip_when_empty = ["occurred_at"]
"""
ROWS = (
    "account_id,order,day,due,shipped\n"
    "A,1,2026-01-01,2026-01-05,2026-01-05 18:00\n"
    "A,2,2026-01-02,2026-01-05,2026-01-06\n"
    "A,3,2026-01-03,2026-01-05,\n"
)


def built(engagement, toml=ORDERS, **files):
    return build_evidence(engagement(PLACES + toml, **{"orders": ROWS, **files}))


def test_one_file_feeds_two_kinds_of_events_and_an_open_order_is_not_shipped(engagement):
    events = built(engagement).evidence.events

    assert events.groupby("activity").size().to_dict() == {"Ordered": 3, "Shipped": 2}
    assert events["event_id"].is_unique


def test_an_event_on_a_later_day_than_it_was_due_is_late(engagement):
    events = built(engagement).evidence.events

    assert events["outcome"].tolist() == ["", "", "", "on time", "late"]


def test_channel_and_medium_come_from_the_touchpoint_where_the_file_has_none(engagement):
    events = built(engagement).evidence.events

    assert events[["channel", "medium_class", "stage"]].drop_duplicates().values.tolist() == [
        ["portal", "digital", "Decision"],
        ["", "unknown", ""],
    ]


def test_an_activity_without_a_place_is_listed_once_with_its_rows(engagement):
    assert built(engagement).unplaced.values.tolist() == [["shipped", "activity", "Shipped", 2]]


def test_an_activity_is_placed_by_the_column_it_fills_or_by_its_header(engagement):
    placed = '[values.shipped.activity]\n"Shipped" = { stage = "Implementation" }\n'

    events = built(engagement, ORDERS + placed).evidence.events

    assert events["stage"].tolist() == ["Decision"] * 3 + ["Implementation"] * 2


CHAIN = """
[[tables]]
name = "chain"
file = "chain.csv"
feeds = "company_interactions"
"""


def test_a_promise_is_met_as_the_file_says_or_by_its_dates_and_else_unknown(engagement):
    rows = (
        "provider,recipient,promised,delivered,date,due date,met\n"
        "Q,A,5,9,,,\nQ,A,5,9,,,yes\nQ,A,5,9,2026-01-09,2026-01-05,\nQ,A,5,4,2026-01-04,2026-01-05,no\n"
    )

    met = built(engagement, CHAIN, chain=rows).evidence.company_interactions["met"]

    assert met.tolist() == [pd.NA, True, False, False]


def test_a_flag_that_is_neither_yes_nor_no_is_listed(engagement):
    rows = "provider,recipient,met\nQ,A,perhaps\n"

    intake = built(engagement, CHAIN, chain=rows)

    listed = intake.problems[["column", "rule", "value"]].values.tolist()
    assert ["met", "is yes or no", "perhaps"] in listed
    assert intake.evidence.company_interactions["met"].isna().all()

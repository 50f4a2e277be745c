"""A small engagement made by hand, for the tests of the research and of its telling."""

import datetime
from pathlib import Path

import pandas as pd

from cxworkbench.ground.checks import Problem, problems_table
from cxworkbench.intake.case import Case
from cxworkbench.records.engagement import (
    Engagement,
    Metric,
    Money,
    SegmentRule,
    StageBelief,
    TouchpointPlace,
)
from cxworkbench.records.evidence import Evidence, conform, empty

AS_OF = datetime.date(2026, 6, 30)
LARGE = [f"a{n:02}" for n in range(6)]  # revenue 100, one user and one decider heard
SMALL = [f"a{n:02}" for n in range(6, 11)]  # revenue 10, one user heard
SILENT = ["a11", "a12"]  # revenue 20 and unknown; a12 has no event either
ENGAGEMENT = Engagement(
    id="shop",
    name="Shop",
    client="Client",
    money=Money(currency="EUR", period="2026"),
    metrics={
        "NPS": Metric(kind="nps", low=0, high=10),
        "CSAT": Metric(kind="top-2-box", low=1, high=5),
    },
    segments=(
        SegmentRule(name="large", rule="revenue >= 50"),
        SegmentRule(name="small", rule="revenue < 50"),
    ),
    stages=(StageBelief(name="Buy", confidence=0.5), StageBelief(name="Use")),
    touchpoints=(
        TouchpointPlace(id="tp-order", name="Order", stage="Buy"),
        TouchpointPlace(id="tp-help", name="Help", stage="Use"),
        TouchpointPlace(id="tp-till", name="Till", stage="Use"),
    ),
)


def accounts():
    ids = [*LARGE, *SMALL, *SILENT]
    revenue = [100.0] * 6 + [10.0] * 5 + [20.0, None]
    table = {"account_id": ids, "name": [f"Firm {key}" for key in ids], "revenue": revenue}
    return conform(pd.DataFrame({**table, "margin": 7.5, "services": 2.0}), "accounts")


def contacts():
    rows = [(f"{key}-u", key, "user") for key in [*LARGE, *SMALL, *SILENT]]
    rows += [(f"{key}-d", key, "decider") for key in [*LARGE, *SILENT]]
    rows += [(f"{key}-b", key, "approver") for key in LARGE]
    return conform(pd.DataFrame(rows, columns=["contact_id", "account_id", "role"]), "contacts")


def voices():
    rows = []
    for key in [*LARGE, *SMALL]:
        rows.append((key, f"{key}-u", "user", "NPS", 3.0 if key in LARGE[:2] else 9.0, "", ""))
        rows.append((key, f"{key}-u", "user", "CSAT", 5.0, "tp-help", "Use"))
        rows.append((key, f"{key}-u", "user", "CSAT", 2.0, "tp-order", "Buy"))
    for key in LARGE:
        rows.append((key, f"{key}-d", "decider", "CSAT", 4.0, "tp-order", "Buy"))
        rows.append((key, f"{key}-d", "decider", "CSAT", 4.0, "tp-help", "Use"))
    columns = ["account_id", "contact_id", "role", "metric", "score", "touchpoint_id", "stage"]
    table = pd.DataFrame(rows, columns=columns)
    table["voice_id"] = [f"voice-{place:03}" for place in range(len(table))]
    said = pd.Timestamp("2026-05-01")
    return conform(
        table.assign(
            method="survey", file="survey.csv", row=range(2, len(table) + 2), said_at=said
        ),
        "voices",
    )


def events():
    ids = [*LARGE, *SMALL, "a11"]
    table = pd.DataFrame({"account_id": ids, "activity": "Order placed", "stage": "Buy"})
    table["event_id"] = [f"event-{place:03}" for place in range(len(table))]
    day = pd.Timestamp("2026-03-01")
    return conform(table.assign(touchpoint_id="tp-order", occurred_at=day, file="e.csv"), "events")


def case_of(folder: Path, *, account="all", segment="all", engagement=ENGAGEMENT, **evidence):
    tables = {
        "accounts": accounts(),
        "contacts": contacts(),
        "voices": voices(),
        "events": events(),
        "company_interactions": empty("company_interactions"),
    }
    bad = Problem("survey.csv", 7, "score", "is a number", "many", "write a number")
    words = pd.DataFrame({"table": ["t"], "column": ["c"], "value": ["misc"], "rows": [3]})
    return Case(
        folder=folder,
        engagement=engagement,
        evidence=Evidence(**{**tables, **evidence}),
        account=account,
        segment=segment,
        as_of=AS_OF,
        window_days=365,
        seed=1,
        out=folder / "work",
        problems=problems_table([bad]),
        unplaced=words,
        unmatched=pd.DataFrame({"file": ["x.csv"], "row": [3], "name": ["?"], "nearest": [""]}),
        proposed_matches=pd.DataFrame(),
        inputs={"data/survey.csv": "0" * 64},
        mapping=pd.DataFrame(),
    )


def nothing_but_accounts(folder: Path, **more):
    """The same accounts of which nothing else is known."""
    gone = {name: empty(name) for name in ("contacts", "voices", "events")}
    return case_of(folder, **{**gone, **more})

"""Small engagements made by hand, for the tests of insights and of their telling."""

import datetime
from pathlib import Path

import pandas as pd

from cxworkbench.intake.case import Case
from cxworkbench.records.engagement import Engagement, Metric, StageBelief, TouchpointPlace
from cxworkbench.records.evidence import Evidence, conform, empty

STAGES = tuple(StageBelief(name=name) for name in ("Buy", "Use", "Renew"))
PLACES = (
    TouchpointPlace(id="tp-order", name="Order", stage="Buy", owner="Sales"),
    TouchpointPlace(id="tp-till", name="Till", stage="Use", owner="Service"),
    TouchpointPlace(id="tp-help", name="Helpdesk", stage="Use"),
    TouchpointPlace(id="tp-talk", name="Renewal talk", stage="Renew", owner="Sales"),
)
METRICS = {
    "NPS": Metric(kind="nps", low=0, high=10),
    "CSAT": Metric(kind="mean", low=1, high=5),
}


def said(rows):
    """Evidence table of voices from dicts; ids and dates are made where they are missing."""
    table = pd.DataFrame([{"voice_id": f"v{n:03}", "method": "survey"} | row
                          for n, row in enumerate(rows)])  # fmt: skip
    if "said_at" in table:
        table["said_at"] = pd.to_datetime(table["said_at"])
    return conform(table, "voices")


def pain(account, code="Slow till", at="tp-till", **more):
    """One voice of an account that names a pain."""
    return {"account_id": account, "code_kind": "pain", "code": code, "touchpoint_id": at,
            "severity": 4.0, "method": "ticket"} | more  # fmt: skip


def answer(account, score, at="tp-till", metric="CSAT", **more):
    """One survey answer of an account."""
    return {"account_id": account, "score": score, "touchpoint_id": at, "metric": metric} | more


def nps(account, score):
    """One answer of an account to the recommendation question."""
    return answer(account, score, at="", metric="NPS")


def happened(rows):
    """Evidence table of events from dicts."""
    table = pd.DataFrame([{"event_id": f"e{n:03}"} | row for n, row in enumerate(rows)])
    return conform(table, "events")


def accounts_worth(revenue, **columns):
    """Evidence table of accounts: id -> revenue."""
    table = pd.DataFrame({"account_id": list(revenue), "name": [f"Company {a}" for a in revenue],
                          "revenue": [float(v) for v in revenue.values()], **columns})  # fmt: skip
    return conform(table, "accounts")


def case_with(rows, *, revenue, events=(), account="all", folder=Path(), out=Path("out"), **more):
    """An opened engagement with these voices and events."""
    evidence = Evidence(
        accounts=accounts_worth(revenue),
        contacts=empty("contacts"),
        voices=said(rows),
        events=happened(events) if events else empty("events"),
        company_interactions=empty("company_interactions"),
    )
    engagement = Engagement(
        id="t", name="T", client="Client", stages=STAGES, touchpoints=PLACES, metrics=METRICS,
        **more,
    )  # fmt: skip
    nothing = pd.DataFrame()
    return Case(
        folder=folder, engagement=engagement, evidence=evidence, account=account, segment="all",
        as_of=datetime.date(2026, 6, 30), window_days=365, seed=1, out=out, problems=nothing,
        unplaced=nothing, unmatched=nothing, proposed_matches=nothing, inputs={}, mapping=nothing,
    )  # fmt: skip


def busy_engagement():
    """Twenty accounts: ten name a slow till, five of them failed there and recommend less.

    Account a00 to a09 name the pain; a00 to a05 rate the till 1 and recommend 2, the others rate it
    5 and recommend 9. All expected 5. a19 is glad of the helpdesk with a15 to a18. Nobody speaks of
    renewing.
    """
    names = [f"a{n:02}" for n in range(20)]
    rows = [pain(name, severity=5.0 if name < "a05" else 3.0) for name in names[:10]]
    rows += [answer(name, 1.0 if name < "a06" else 5.0, expectation=5.0) for name in names]
    rows += [nps(name, 2.0 if name < "a06" else 9.0 + (name > "a12")) for name in names]
    rows += [
        {"account_id": name, "code_kind": "gain", "code": "Kind people", "emotion": 2.0,
         "touchpoint_id": "tp-help", "method": "interview"}
        for name in names[15:]
    ]  # fmt: skip
    rows.append(answer("a00", 3.0, at="tp-order"))
    events = [
        {"account_id": name, "touchpoint_id": "tp-till",
         "outcome": "stopped" if name < "a06" else "smooth"}
        for name in names
    ]  # fmt: skip
    return rows, dict.fromkeys(names, 100.0), events

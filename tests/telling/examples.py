"""Maps and told records made by hand, for the tests of what is drawn and written."""

import random

import altair as alt
import pandas as pd

from cxworkbench.records.journey_map import (
    Interaction,
    JourneyMap,
    Perspective,
    Phase,
    Stage,
    Statement,
    Step,
    Touchpoint,
)
from cxworkbench.records.told import Block, Section, Source, Told
from cxworkbench.telling.map_layout import layout_map
from cxworkbench.telling.map_svg import paint
from cxworkbench.telling.theme import finish

STAGE_NAMES = (
    "Awareness", "Research", "Decision", "Implementation", "Post-Purchase", "Renewal",
    "Expansion", "Support", "Training", "Invoicing", "Return of goods", "Recommendation",
)  # fmt: skip
TOUCHPOINT_NAMES = (
    "Trade fair stand", "Product page", "Sales call", "Pilot in one store", "Tender documents",
    "Contract signature", "Delivery of terminals", "Installation on site", "Training day",
    "Hotline", "Monthly invoice", "Service portal", "Spare part order", "Quarterly review",
    "Peer recommendation", "Comparing offers internally", "Software update at night",
)  # fmt: skip
CHANNELS = {
    "digital": ("web", "e-mail", "portal"),
    "physical": ("visit", "shipment", "store"),
    "hybrid": ("workshop", "phone and screen"),
    "unknown": ("",),
}
SAYINGS = {
    "actions": ("Compares three vendors", "Signs off the budget with the finance department",
                "Unpacks the terminals before opening hours"),
    "thoughts": ("Will it run on the day we open?", "Who do I call when it does not?"),
    "expectations": ("Answer within four hours", "One contact for hardware and software"),
    "needs": ("Know the delivery date a week ahead", "Certainty that data arrive"),
    "pains": ("Delivery later than promised", "Three invoices for one order, and none of them "
              "names the store it was for", "Hotline does not know our set-up"),
    "gains": ("Technician knows the store", "Portal shows every shipment"),
    "moments of truth": ("First day with customers at the till",),
    "metrics": ("CSAT 3.4 of 5",),
    "backstage": ("Logistics books the carrier",),
    "systems": ("ERP", "Ticket system"),
    "partners": ("Carrier B hands over to the installer",),
    "ideas": ("Send the tracking link by text message",),
}  # fmt: skip
WORDS = {-2: "angry", -1: "frustrated", 0: "neutral", 1: "content", 2: "delighted"}


def journey_map(
    stages=5, touchpoints=20, *, lanes=("actions", "needs", "pains", "gains"), steps=False,
    seed="a map", texts=None, assumed=False, phases=False,
):  # fmt: skip
    """A map of any size; `texts`, where given, replace every name and every statement."""
    draw = random.Random(seed)
    text = (lambda _kind, known: draw.choice(texts)) if texts else (lambda _, known: known)
    stage_list = tuple(
        Stage(
            id=f"st-{n}",
            name=text("stage", STAGE_NAMES[n % 12]),
            basis="assumed" if assumed or n % 2 else "measured",
            confidence=0.6 if n == 1 else None,
            phase_id=("ph-1" if n < stages // 2 else "ph-2") if phases else "",
        )
        for n in range(stages)
    )
    step_list = tuple(
        Step(id=f"sp-{n}-{k}", name=text("step", f"Step {k + 1} of {STAGE_NAMES[n % 12].lower()}"),
             stage_id=f"st-{n}")
        for n in range(stages) for k in range(2)
    ) if steps else ()  # fmt: skip
    points = tuple(_touchpoint(n, stages, draw, text, steps) for n in range(touchpoints))
    points = tuple(sorted(points, key=lambda one: int(one.stage_id[3:])))
    statements = [
        said for point in points for said in _statements(point, lanes, draw, text, assumed)
    ]
    return JourneyMap(
        id="map",
        title=text("title", "How a retailer buys and runs its tills"),
        perspective=Perspective(segment="mid-size chains"),
        as_of="2026-06-30",
        stamp="assumption-based" if assumed else "",
        phases=(Phase(id="ph-1", name="Before"), Phase(id="ph-2", name="After")) if phases else (),
        stages=stage_list,
        steps=step_list,
        touchpoints=points,
        interactions=tuple(
            Interaction(id=f"in-{point.id}", name="call", touchpoint_id=point.id)
            for point in points[:2]
        ),
        statements=tuple(statements),
    )


def _touchpoint(n, stages, draw, text, steps):
    stage = draw.randrange(stages)
    medium = draw.choice(("digital", "physical", "hybrid", "unknown", "digital", "physical"))
    return Touchpoint(
        id=f"tp-{n}",
        name=text("touchpoint", TOUCHPOINT_NAMES[n % len(TOUCHPOINT_NAMES)]),
        stage_id=f"st-{stage}",
        step_id=f"sp-{stage}-{draw.randrange(2)}" if steps else "",
        medium_class=medium,
        channel=draw.choice(CHANNELS[medium]),
        contact=draw.random() > 0.15,
    )


def _statements(point, lanes, draw, text, assumed):
    for lane in lanes:
        if lane == "emotion":
            continue
        for k in range(draw.choice((0, 1, 1, 1, 2, 5))):
            n = 0 if assumed or draw.random() < 0.25 else draw.randrange(1, 40)
            yield Statement(
                id=f"{point.id}-{lane}-{k}",
                at=point.id,
                lane=lane,
                text=text("statement", draw.choice(SAYINGS[lane])),
                basis="reported" if n else "assumed",
                role=draw.choice(("all", "all", "user")),
                n=n,
            )
    if draw.random() > 0.2:
        value = round(draw.uniform(-1.9, 1.9), 2)
        spread = draw.uniform(0.1, 0.8)
        n = 0 if assumed else draw.randrange(2, 30)
        yield Statement(
            id=f"{point.id}-emotion",
            at=point.id,
            lane="emotion",
            word=text("word", WORDS[round(value)]),
            value=value,
            low=None if assumed else max(-2, value - spread),
            high=None if assumed else min(2, value + spread),
            basis="assumed" if assumed else "measured",
            n=n,
        )


def told_records(account="a-1", *, name="Brightmart Stores", short=False, texts=None, seed="told"):
    """The three told records of one account, with every kind of block."""
    draw = random.Random(seed)
    say = (lambda _known: draw.choice(texts)) if texts else (lambda known: known)
    drawn = journey_map(5, 12, texts=texts, seed=seed)
    common = {
        "account_id": account,
        "account_name": say(name) if account != "all" else "",
        "client": "Tillworks Hardware",
        "as_of": "2026-06-30",
        "version": "0.1.0",
        "short": short,
        "parameters": {"engagement": ".", "account": account, "as_of": "2026-06-30",
                       "window_days": 365, "seed": 1, "out": "/somewhere/deep/runs"},
        "inputs": {"data/survey.csv": "ab" * 32, "data/tickets.csv": "cd" * 32},
        "sources": tuple(
            Source(evidence_id=f"voice-{n:012x}", file="survey.csv" if n % 3 else "tickets.csv",
                   row=n + 2, pseudonym=f"P-{n:04x}", date="2026-05-04",
                   account_id=account if n % 2 else "a-2")
            for n in range(40)
        ),
    }  # fmt: skip
    parts = (_research(say), _mapped(say, drawn), _insights(say, account))
    titles = ("Who was heard and what they said", "The journey as it is", "What to change")
    steps = ("Ask the two silent deciders of Brightmart.", "Confirm four drafted touchpoints.",
             "Confirm the first insight with Logistics.")  # fmt: skip
    return [
        Told(part=part, title=title, sections=sections, next_step=step, **common)
        for part, title, sections, step in zip(
            ("research", "map", "insights"), titles, parts, steps, strict=True
        )
    ]


def _research(say):
    return (
        Section(
            key="scores",
            title=say("How content they are"),
            blocks=(
                Block(kind="sentence", audience="client-safe", evidence=some_evidence(9),
                      text=say("NPS is −12 (−40 to 18, 14 accounts): too few to tell it from 0.")),
                Block(kind="chart", audience="client-safe", chart=bar_chart(say),
                      text="Bars of three scores with their intervals.",
                      evidence=some_evidence(3), evidence_count=120),
                Block(kind="note", text=say("Deciders gave 2 of 14 answers.")),
            ),
        ),
        Section(
            key="segments",
            title=say("Where the account stands"),
            blocks=(
                Block(kind="table", title=say("Accounts by segment"),
                      columns=("segment", "accounts", "revenue_eur", "nps", "low", "high"),
                      rows=(("large chains", 12, 812345.5, -0.124, -0.4, 0.18),
                            ("mid-size chains", 40, 1265793.04, 0.311, 0.1, 0.52),
                            (say("single stores"), 108, None, None, None, None)),
                      text="A dash where nothing is known."),
                Block(kind="quote", audience="client-safe", account_id="a-1", consent="anonymous",
                      text=say("When a till is down on a Saturday, four hours is a lifetime."),
                      said_by="mid-size chain, store manager, n 7", evidence=some_evidence(1)),
            ),
        ),
    )  # fmt: skip


def _mapped(say, drawn):
    svg = paint(layout_map(drawn, page="a4"))
    return (
        Section(
            key="map",
            title=say("The map"),
            blocks=(
                Block(kind="sentence", audience="client-safe",
                      text=say("12 touchpoints; 9 have an action and an emotion.")),
                Block(kind="map", audience="client-safe", svg=svg, text="The journey map."),
            ),
        ),
    )  # fmt: skip


def _insights(say, account):
    return (
        Section(
            key="act-first",
            title="Where to act first",
            blocks=(
                Block(kind="sentence", evidence=some_evidence(12), evidence_count=52,
                      audience="client-safe", account_id=account,
                      text=say("Keep the promised delivery day: late terminals are the pain of 9 "
                               "of 14 accounts (64 %, 39 to 84 %), and hold 41 % of revenue.")),
                Block(kind="table", columns=("do", "who", "by when", "how sure"),
                      rows=((say("Confirm the carrier's slot a week ahead"), "Logistics",
                             "2026-09-30", "medium: 9 accounts, 21 voices"),
                            (say("Give each store one invoice"), "Finance", "2026-12-31",
                             "low: 3 accounts")),
                      draft=True, evidence=some_evidence(4)),
            ),
        ),
        Section(
            key="pains",
            title=say("Pains, ranked"),
            blocks=(Block(kind="sentence", text=say("Three pains account for most tickets.")),),
        ),
    )  # fmt: skip


def some_evidence(count):
    return tuple(f"voice-{n:012x}" for n in range(count))


def bar_chart(say=str):
    """A finished chart specification: three scores with their intervals."""
    table = pd.DataFrame(
        {
            "name": [say("Delivery"), say("Installation on site"), say("Hotline")],
            "value": [3.1, 4.2, 3.6],
            "low": [2.7, 3.9, 2.9],
            "high": [3.5, 4.5, 4.3],
        }
    )
    base = alt.Chart(table).encode(y=alt.Y("name", title=None, sort=None))
    bars = base.mark_bar(size=14).encode(x=alt.X("value", title="mean, 1 to 5"))
    ends = base.mark_rule(color="#1f2730").encode(x="low", x2="high")
    chart = finish(bars + ends, title=say("Satisfaction"), subtitle="per account first, n 14",
                   width=420)  # fmt: skip
    return chart.to_dict()

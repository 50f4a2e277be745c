"""Maps and told records made by hand, for the tests of what is drawn and written."""

import random

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

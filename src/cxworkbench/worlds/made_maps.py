"""A made-up journey map of any size, to try out and to show how maps are drawn."""

import random
from collections.abc import Callable, Sequence
from typing import Final

from cxworkbench.records.journey_map import (
    BuyingRole,
    Flow,
    Interaction,
    JourneyMap,
    Lane,
    MediumClass,
    Perspective,
    Phase,
    Stage,
    Statement,
    Touchpoint,
)

# stage -> its touchpoints: name, medium, channel, company, duration
JOURNEY: Final[dict[str, tuple[tuple[str, MediumClass, str, str, str], ...]]] = {
    "Awareness": (
        ("Trade fair stand", "physical", "fair", "", "1 day"),
        ("Article in the trade press", "digital", "web", "", ""),
        ("Recommendation by a peer", "unknown", "", "", ""),
        ("Webinar on self-checkout", "digital", "video", "", "1 hour"),
        ("Mailing with reference stores", "physical", "post", "", ""),
    ),
    "Research": (
        ("Product page", "digital", "web", "", "20 minutes"),
        ("Comparing offers internally", "unknown", "", "", "2 weeks"),
        ("First call with sales", "hybrid", "phone and screen", "", "1 hour"),
        ("Visit to a reference store", "physical", "visit", "Brightmart", "1 day"),
        ("Questions by e-mail", "digital", "e-mail", "", "3 days"),
    ),
    "Tender": (
        ("Tender documents", "digital", "portal", "", "4 weeks"),
        ("Clarification meeting", "hybrid", "workshop", "", "1 day"),
        ("Presentation to the board", "physical", "visit", "", "2 hours"),
        ("Security questionnaire", "digital", "portal", "", "5 days"),
        ("Scoring the bids", "unknown", "", "", "2 weeks"),
    ),
    "Trial": (
        ("Pilot in one store", "physical", "store", "Fitwell Installers", "6 weeks"),
        ("Test account for the portal", "digital", "portal", "", "1 day"),
        ("Weekly review of the pilot", "hybrid", "video", "", "6 weeks"),
        ("Collecting cashiers' opinions", "unknown", "", "", "1 week"),
        ("Pilot report", "digital", "e-mail", "", "2 days"),
    ),
    "Decision": (
        ("Price negotiation", "hybrid", "meeting", "", "2 weeks"),
        ("Business case for the CFO", "unknown", "", "", "1 week"),
        ("Contract signature", "digital", "e-signature", "", "1 day"),
        ("Leasing agreement", "digital", "portal", "Cityfin Leasing", "8 days"),
        ("Announcement to the stores", "digital", "intranet", "", ""),
    ),
    "Delivery": (
        ("Order confirmation", "digital", "e-mail", "", "1 day"),
        ("Delivery of terminals", "physical", "shipment", "Northline Carriers", "10 days"),
        ("Delivery notice by text message", "digital", "text message", "Northline Carriers", ""),
        ("Unpacking and checking the goods", "unknown", "", "", "3 hours"),
        ("Return of damaged goods", "physical", "shipment", "Northline Carriers", "2 weeks"),
    ),
    "Installation": (
        ("Installation on site", "physical", "visit", "Fitwell Installers", "2 days"),
        ("Connection to the payment network", "digital", "remote", "Paygrid", "1 day"),
        ("Acceptance test at the till", "hybrid", "visit", "Fitwell Installers", "4 hours"),
        ("Network cabling by our own people", "physical", "", "", "1 week"),
        ("Sign-off of the store", "digital", "app", "", "1 day"),
    ),
    "Training": (
        ("Training day for cashiers", "physical", "workshop", "", "1 day"),
        ("Learning videos", "digital", "web", "", "30 minutes"),
        ("First day with customers", "physical", "store", "", "1 day"),
        ("Learning from a colleague", "unknown", "", "", ""),
        ("Quick guide at the till", "physical", "paper", "", ""),
    ),
    "Use": (
        ("Daily closing of the till", "digital", "terminal", "", "15 minutes"),
        ("Software update at night", "digital", "remote", "", "1 hour"),
        ("Card payment", "hybrid", "terminal", "Paygrid", "1 minute"),
        ("Sales report in the portal", "digital", "portal", "", ""),
        ("Spare roll of paper", "physical", "store", "", ""),
    ),
    "Support": (
        ("Hotline", "hybrid", "phone", "", "25 minutes"),
        ("Ticket in the service portal", "digital", "portal", "", "2 days"),
        ("Technician's visit", "physical", "visit", "Fitwell Installers", "1 day"),
        ("Replacement terminal", "physical", "shipment", "Northline Carriers", "3 days"),
        ("Restarting the till ourselves", "physical", "", "", "10 minutes"),
    ),
    "Invoicing": (
        ("Monthly invoice", "digital", "e-mail", "", "1 month"),
        ("Invoice query", "hybrid", "phone", "", "4 days"),
        ("Checking invoices against contracts", "unknown", "", "", "2 days"),
        ("Settlement of card payments", "digital", "bank", "Paygrid", "1 day"),
        ("Reminder", "physical", "post", "", ""),
    ),
    "Renewal": (
        ("Quarterly review", "hybrid", "meeting", "", "2 hours"),
        ("Talk about new stores", "physical", "visit", "", "1 hour"),
        ("Renewal offer", "digital", "e-mail", "", "2 weeks"),
        ("Deciding whether to stay", "unknown", "", "", "1 month"),
        ("Reference visit for others", "physical", "visit", "", "1 day"),
    ),
}  # fmt: skip
PICKS: Final = {
    3: ("Research", "Delivery", "Use"),
    5: ("Awareness", "Research", "Decision", "Installation", "Use"),
    8: ("Awareness", "Research", "Trial", "Decision", "Delivery", "Installation", "Use", "Renewal"),
}
SAID: Final[dict[Lane, tuple[str, ...]]] = {
    "actions": ("Compares three vendors", "Asks the stores what they need", "Signs off the budget "
                "with the finance department", "Unpacks before opening hours"),
    "needs": ("Know the date a week ahead", "One contact for hardware and software"),
    "pains": ("Later than promised", "Three invoices for one order, and none of them names the "
              "store it was for", "Nobody knew our set-up"),
    "gains": ("Technician knows the store", "Portal shows every shipment"),
    "backstage": ("Logistics books the carrier", "Second line looks into the log"),
    "systems": ("ERP", "Ticket system"),
    "partners": ("Carrier hands over to the installer",),
}  # fmt: skip
FEELINGS: Final = {-2: "angry", -1: "frustrated", 0: "neutral", 1: "content", 2: "delighted"}
OWNERS: Final = ("Sales", "Logistics", "Service", "Finance", "Marketing")
SPOKEN: Final = ("store manager", "buyer")
Text = Callable[[str], str]


def made_map(
    stages: int, touchpoints: int, *, seed: str = "a made-up map", texts: Sequence[str] = ()
) -> JourneyMap:
    """A map of a made-up retailer that buys and runs its tills, of the size asked for.

    It has companies, interactions, ways on, roles, durations and gaps, so that each way of drawing
    has something to show. The same arguments give the same map.

    Parameters
    ----------
    stages
        1 to 12.
    touchpoints
        Spread evenly over the stages; names come again when there are more than five in a stage.
    seed
        A phrase for the random draws.
    texts
        Where given, they replace every text, to see how a drawing bears them.

    Examples
    --------
    >>> small = made_map(3, 5)
    >>> [stage.name for stage in small.stages], len(small.touchpoints)
    (['Research', 'Delivery', 'Use'], 5)
    """
    draw = random.Random(seed)  # noqa: S311 - a made-up map
    text: Text = (lambda _: draw.choice(texts)) if texts else (lambda known: known)
    names = PICKS.get(stages, tuple(JOURNEY)[:stages])
    points = _touchpoints(names, touchpoints, draw, text)
    contacts = [one for one in points if one.contact]
    return JourneyMap(
        id="made-map",
        title=text("How a retailer buys and runs its tills"),
        perspective=Perspective(segment="mid-size chains"),
        as_of="2026-06-30",
        phases=(
            Phase(id="ph-before", name=text("Before the contract")),
            Phase(id="ph-after", name=text("With the contract")),
        ),
        stages=tuple(_stage(n, name, len(names), text) for n, name in enumerate(names)),
        touchpoints=points,
        interactions=tuple(_interaction(one, draw, text) for one in contacts[::2]),
        statements=tuple(said for one in points for said in _said(one, draw, text)),
        flows=_flows(points, text),
        roles=tuple(BuyingRole(id=f"ro-{n}", name=name) for n, name in enumerate(SPOKEN)),
    )


def _stage(place: int, name: str, count: int, text: Text) -> Stage:
    return Stage(
        id=f"st-{place}",
        name=text(name),
        phase_id="ph-before" if place < count / 2 else "ph-after",
        basis="assumed" if place % 4 == 3 else "measured",
        confidence=0.6 if place % 4 == 3 else None,
    )


def _touchpoints(
    names: Sequence[str], count: int, draw: random.Random, text: Text
) -> tuple[Touchpoint, ...]:
    found: list[Touchpoint] = []
    for place, stage in enumerate(names):
        here = count // len(names) + (place < count % len(names))
        for number in range(here):
            name, medium, channel, company, duration = JOURNEY[stage][number % 5]
            again = f" ({number // 5 + 1})" if number >= 5 else ""
            contact = medium != "unknown" and "ourselves" not in name and "our own" not in name
            found.append(
                Touchpoint(
                    id=f"tp-{place}-{number}",
                    name=text(name + again),
                    stage_id=f"st-{place}",
                    medium_class=medium,
                    channel=text(channel) if channel else "",
                    contact=contact,
                    owner=text(draw.choice(OWNERS)) if contact and not company else "",
                    company=text(company) if company else "",
                    initiator=draw.choice(("customer", "", "us")),
                    systems=(text("CRM"),) if draw.random() < 0.3 else (),
                    duration=duration,
                    frequency=draw.choice(("", "", "once", "monthly")),
                )
            )
    return tuple(found)


def _interaction(point: Touchpoint, draw: random.Random, text: Text) -> Interaction:
    direction = draw.choice(("to customer", "from customer", "both"))
    content = {"to customer": "dates and prices", "from customer": "the order", "both": "questions"}
    return Interaction(
        id=f"in-{point.id}",
        name=text("exchange"),
        touchpoint_id=point.id,
        direction=direction,
        content=text(content[direction]),
    )


def _flows(points: Sequence[Touchpoint], text: Text) -> tuple[Flow, ...]:
    """A branch over two touchpoints, a join, and a loop back, where there is room for them."""
    flows = []
    ids = [one.id for one in points]
    for start in range(1, len(ids) - 3, 9):
        flows += [
            Flow(id=f"fl-{start}-a", from_id=ids[start], to_id=ids[start + 2], kind="branch",
                 condition=text("it is a small order"), share=0.3, basis="observed"),
            Flow(id=f"fl-{start}-b", from_id=ids[start], to_id=ids[start + 1], kind="branch",
                 share=0.7, basis="observed"),
            Flow(id=f"fl-{start}-c", from_id=ids[start + 3], to_id=ids[start + 1], kind="loop",
                 condition=text("something is missing")),
        ]  # fmt: skip
        if start + 4 < len(ids):
            flows += [
                Flow(id=f"fl-{start}-d", from_id=ids[start - 1], to_id=ids[start + 4],
                     kind="parallel", basis="observed"),
                Flow(id=f"fl-{start}-e", from_id=ids[start + 4], to_id=ids[start], kind="loop",
                     condition=text("the next store opens"), share=0.2, basis="observed"),
            ]  # fmt: skip
    return tuple(flows)


def _said(point: Touchpoint, draw: random.Random, text: Text) -> list[Statement]:
    said = []
    for lane, known in SAID.items():
        likely = 0.55 if lane in ("actions", "pains", "gains") else 0.25
        if lane in ("backstage", "systems", "partners") and not point.contact:
            continue
        if draw.random() < likely:
            n = draw.choice((0, 3, 8, 21))
            said.append(
                Statement(
                    id=f"{point.id}-{lane}", at=point.id, lane=lane, text=text(draw.choice(known)),
                    basis="reported" if n else "assumed", n=n, voices=2 * n,
                    evidence=(f"{point.id}-{lane}-1",) if n else (),
                )
            )  # fmt: skip
    for role in ("all", *SPOKEN):
        if draw.random() < (0.8 if role == "all" else 0.45):
            said.append(_feeling(point, role, draw, text))
    return said


def _feeling(point: Touchpoint, role: str, draw: random.Random, text: Text) -> Statement:
    value = round(draw.uniform(-1.8, 1.8), 2)
    spread, n = draw.uniform(0.15, 0.7), draw.choice((0, 4, 9, 17))
    basis = draw.choice(("measured", "reported", "observed")) if n else "assumed"
    return Statement(
        id=f"{point.id}-emotion-{role}",
        at=point.id,
        lane="emotion",
        role=role,
        value=value,
        low=max(-2.0, value - spread) if n else None,
        high=min(2.0, value + spread) if n else None,
        n=n,
        basis=basis,
        word=text(FEELINGS[round(value)]),
    )

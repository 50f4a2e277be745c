"""What stands fixed in the retail point-of-sale world: stages, touchpoints, partners, plants."""

from dataclasses import dataclass
from datetime import date
from typing import Final

AS_OF: Final = date(2026, 6, 30)
FIRST_VOICE: Final = date(2025, 7, 7)
FIRST_EVENT: Final = date(2024, 7, 1)
CLIENT: Final = "Kestrel Till Works"

STAGES: Final = {
    "Awareness": ("Our tills get old or a new shop opens; we hear who could help.", 0.5),
    "Research": ("We ask around, see a till at work and find out what it would cost.", 0.6),
    "Decision": ("We compare offers, get the money approved and order.", 0.8),
    "Implementation": ("Boxes arrive, tills go in, data flow, people learn; we open.", 0.9),
    "Post-Purchase": ("We trade every day, need help now and then, and extend or leave.", 0.7),
}


@dataclass(frozen=True)
class Place:
    """One touchpoint of the world, as the consultant wrote it into the engagement."""

    id: str
    name: str
    stage: str
    medium_class: str
    channel: str
    owner: str
    action: str
    contact: bool = True


PLACES: Final = (
    Place("tp-trade-fair", "Stand at the trade fair", "Awareness", "physical", "fair",
          "Marketing", "We try tills on the stand and take a card."),
    Place("tp-website", "Website and product pages", "Awareness", "digital", "web",
          "Marketing", "We look for devices that fit our counter."),
    Place("tp-peer-talk", "Asking other retailers", "Research", "physical", "conversation",
          "", "We ask shop owners we know what they use.", contact=False),
    Place("tp-demo", "Demonstration in our shop", "Research", "physical", "visit",
          "Sales", "We let our own staff ring up a sale on a test till."),
    Place("tp-configurator", "Price and configuration tool", "Research", "digital", "web",
          "Sales", "We put tills, readers and services together and see a price."),
    Place("tp-quote", "Quote and contract", "Decision", "digital", "mail",
          "Sales", "We compare the offer line by line."),
    Place("tp-approval", "Approval inside our company", "Decision", "hybrid", "meeting",
          "", "We explain the spending to those who sign.", contact=False),
    Place("tp-order", "Order and date confirmation", "Decision", "digital", "portal",
          "Order desk", "We order and plan the changeover around the date."),
    Place("tp-delivery", "Delivery of the devices", "Implementation", "physical", "carrier",
          "Logistics", "We take in the boxes and count them."),
    Place("tp-installation", "Installation day", "Implementation", "physical", "visit",
          "Field service", "We clear the counter and stand by."),
    Place("tp-data-transfer", "Data transfer to our systems", "Implementation", "digital",
          "interface", "Partner management", "We check that sales reach stock and accounts."),
    Place("tp-training", "Training at the till", "Implementation", "physical", "visit",
          "Field service", "We practise returns, vouchers and the day's end."),
    Place("tp-first-busy-day", "First busy day with the new tills", "Implementation", "physical",
          "shop floor", "Field service", "We open on a Saturday and hope."),
    Place("tp-support", "Support line", "Post-Purchase", "digital", "phone and portal",
          "Support", "We call or write when a till stands still."),
    Place("tp-exchange", "Exchange of a broken device", "Post-Purchase", "physical", "carrier",
          "Support", "We pack the broken one and wait for the other."),
    Place("tp-invoice", "Invoices and statements", "Post-Purchase", "digital", "mail",
          "Finance", "We match the invoice to what we ordered."),
    Place("tp-renewal", "Renewal talk", "Post-Purchase", "hybrid", "visit and mail",
          "Account management", "We decide whether to stay and for how long."),
    Place("tp-old-devices", "Return of the old devices", "Post-Purchase", "physical", "carrier",
          "Logistics", "We stack the old tills and ask who takes them."),
)  # fmt: skip

STAGE_OF: Final = {place.id: place.stage for place in PLACES}
PLACE_NAMES: Final = {place.id: place.name for place in PLACES}

PARTNERS: Final = {
    "hw-kestrel": (CLIENT, "POS hardware"),
    "sw-ledgerline": ("Ledgerline Software", "POS software"),
    "ec-basketbridge": ("Basketbridge", "e-commerce"),
    "lo-fernweg": ("Fernweg Freight", "logistics"),
    "lo-quayside": ("Quayside Parcel", "logistics"),
    "lo-nordlane": ("Nordlane Couriers", "logistics"),
    "lo-citydrop": ("Citydrop Last Mile", "logistics"),
    "retailers": ("The retailers (our accounts)", "retail chain"),
    "shoppers": ("Shoppers", "end user"),
}


@dataclass(frozen=True)
class Kind:
    """One planted behavioural segment: how its accounts are drawn."""

    key: str
    share: float
    revenue: float  # EUR a year, median
    revenue_spread: float  # of the logarithm
    services: tuple[int, int]
    usage: tuple[float, float, float, float]  # mean, spread, least, most; % of tills in daily use
    orders: tuple[int, int]  # in two years
    types: dict[str, float]


KINDS: Final = (
    Kind("anchor", 0.14, 190_000, 0.26, (5, 8), (86, 5, 60, 99), (4, 6),
         {"chain": 6, "franchise": 2, "hospitality": 2}),
    Kind("climber", 0.30, 52_000, 0.26, (3, 5), (79, 7, 52, 97), (2, 4),
         {"chain": 2, "franchise": 4, "hospitality": 3, "independent": 2}),
    Kind("corner", 0.38, 9_500, 0.34, (1, 2), (74, 8, 50, 96), (1, 2),
         {"independent": 7, "hospitality": 3, "franchise": 1}),
    Kind("drifter", 0.18, 24_000, 0.55, (1, 3), (19, 7, 3, 33), (1, 1),
         {"independent": 4, "franchise": 3, "chain": 1, "hospitality": 3}),
)  # fmt: skip


@dataclass(frozen=True)
class Pain:
    """One pain: at which touchpoint, how many accounts of each kind have it, how bad it is."""

    code: str
    touchpoint: str
    category: str  # the ticket desk's word for it
    rates: dict[str, float]  # kind -> share of accounts
    severity: float  # mean, 1 to 5
    planted: bool = False


def _everywhere(rate: float) -> dict[str, float]:
    return {"anchor": rate, "climber": rate, "corner": rate}


PAINS: Final = (
    Pain("Sales data arrive late or twice", "tp-data-transfer", "Data transfer",
         {"anchor": 0.80, "climber": 0.35, "corner": 0.08}, 4.1, planted=True),
    Pain("A part is missing on installation day", "tp-installation", "Installation incomplete",
         {"anchor": 0.30, "climber": 0.75, "corner": 0.12}, 4.0, planted=True),
    Pain("Nobody answers while a till stands still", "tp-support", "Waiting for help",
         {"anchor": 0.25, "climber": 0.25, "corner": 0.72}, 4.5, planted=True),
    Pain("Card reader drops the connection", "tp-support", "Card reader", _everywhere(0.22), 2.5),
    Pain("Receipts print badly", "tp-support", "Printer", _everywhere(0.16), 1.7),
    Pain("Invoice does not match the order", "tp-invoice", "Invoice", _everywhere(0.24), 2.2),
    Pain("Update comes during opening hours", "tp-support", "Update", _everywhere(0.12), 2.4),
    Pain("Delivery date moves without notice", "tp-delivery", "Delivery date",
         _everywhere(0.18), 2.5),
    Pain("Replacement has to be set up by ourselves", "tp-exchange", "Exchange",
         _everywhere(0.10), 2.3),
    Pain("Login and rights are hard to get", "tp-order", "Login", _everywhere(0.15), 1.8),
    Pain("Prices in the tool and in the quote differ", "tp-quote", "Quote",
         _everywhere(0.10), 2.1),
)  # fmt: skip
PLANTED_PAINS: Final = tuple(pain for pain in PAINS if pain.planted)


@dataclass(frozen=True)
class Gain:
    """One gain: what people are glad about, and how many accounts of each kind are."""

    code: str
    touchpoint: str
    rates: dict[str, float]
    planted: bool = False


GAINS: Final = (
    Gain("The trainer stays until everyone can do it", "tp-training",
         {"anchor": 0.45, "climber": 0.60, "corner": 0.55}, planted=True),
    Gain("The replacement is there next morning", "tp-exchange",
         {"anchor": 0.55, "climber": 0.40, "corner": 0.40}, planted=True),
    Gain("The test till convinced our own staff", "tp-demo", _everywhere(0.15)),
    Gain("One clear page of prices", "tp-configurator", _everywhere(0.12)),
    Gain("The driver carries it to the counter", "tp-delivery", _everywhere(0.12)),
)  # fmt: skip

MOMENT: Final = "tp-first-busy-day"
SILENT_KIND: Final = "drifter"
UNHEARD_ROLE: Final = "approver"
SHORT_FORM: Final = ("corner", "Research")  # small accounts were never asked about this stage
UNHEARD_PLACES: Final = ("tp-approval", "tp-old-devices")

UNPLACED_CATEGORIES: Final = ("Sonstiges", "misc", "To be sorted")
UNPLACED_ACTIVITIES: Final = ("System note", "Import 2024")

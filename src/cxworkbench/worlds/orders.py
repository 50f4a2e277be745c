"""What happens in the made-up world: orders, the parts they need, and the log of events."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import pandas as pd

from cxworkbench.worlds.accounts import Account
from cxworkbench.worlds.chance import Chance
from cxworkbench.worlds.places import (
    AS_OF,
    FIRST_EVENT,
    KINDS,
    PLANTED_PAINS,
    UNPLACED_ACTIVITIES,
)

DATA_PAIN, PARTS_PAIN, _ = (pain.code for pain in PLANTED_PAINS)
CARRIERS: Final = {"lo-fernweg": (5, 0.94), "lo-quayside": (3, 0.90), "lo-nordlane": (2, 0.82)}
BAD_EVENT_DATE: Final = "31.06.2025"

EVENT_HEADERS: Final = (
    "Event no.", "When", "Customer no.", "E-mail", "Activity", "Channel", "Order no.", "Carrier",
    "Result",
)  # fmt: skip
PART_HEADERS: Final = (
    "Line", "Order no.", "Customer no.", "Order date", "From", "To", "Part", "Promised (days)",
    "Delivered (days)", "In time",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One company's part of an order: promised and delivered days; None where nobody wrote it."""

    provider: str
    recipient: str
    sub_process: str
    promised: int
    delivered: int | None

    @property
    def met(self) -> bool | None:
        """Whether it came in time; None where that is not known."""
        return None if self.delivered is None else self.delivered <= self.promised


@dataclass(frozen=True)
class Order:
    """One order of one account; complete only when all its parts arrived in time."""

    number: str
    account: Account
    placed: date
    kind: str  # store or online
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Event:
    """One line of the event log."""

    account: Account
    when: datetime
    activity: str
    role: str = ""
    channel: str = ""
    order: str = ""
    carrier: str = ""
    result: str = ""


def make_orders(seed: int, accounts: list[Account]) -> list[Order]:
    """All orders of two years, numbered by day; drifters ordered in the first year only."""
    chance = Chance(seed, "orders")
    spans = {kind.key: kind.orders for kind in KINDS}
    drawn: list[tuple[date, Account]] = []
    for account in accounts:
        last = AS_OF - timedelta(days=400 if account.kind == "drifter" else 45)
        for _ in range(chance.whole(*spans[account.kind])):
            drawn.append((chance.day(FIRST_EVENT, last), account))
    drawn.sort(key=lambda order: (order[0], order[1].number))
    return [
        _order(chance, f"K{26000 + number}", placed, account)
        for number, (placed, account) in enumerate(drawn)
    ]


def _order(chance: Chance, number: str, placed: date, account: Account) -> Order:
    online = chance.yes(0.5 if account.services >= 3 else 0.15)
    parts_rate = 0.72 if account.has(PARTS_PAIN) else 0.93
    data_rate = 0.60 if account.has(DATA_PAIN) else 0.92
    # A bad week hits several companies at once: failures coincide more than by chance.
    drag = 0.18 if chance.yes(0.12) else 0.0
    plan = [
        ("hw-kestrel", "retailers", "hardware", 10, parts_rate + 0.04),
        ("sw-ledgerline", "hw-kestrel", "software configuration", 7, parts_rate),
        ("sw-ledgerline", "retailers", "data transfer", 14, data_rate),
        *_way(chance),
    ]
    if online:
        plan.append(("ec-basketbridge", "retailers", "web shop link", 12, 0.91))
    parts = tuple(_part(chance, *line, drag) for line in plan)
    return Order(number, account, placed, "online" if online else "store", parts)


def _way(chance: Chance) -> list[tuple[str, str, str, int, float]]:
    """The carrier's line; Nordlane hands every other box over for the last mile."""
    carrier = chance.weighted({name: weight for name, (weight, _) in CARRIERS.items()})
    rate = CARRIERS[carrier][1]
    if carrier == "lo-nordlane" and chance.yes(0.5):
        return [
            (carrier, "lo-citydrop", "delivery", 2, rate),
            ("lo-citydrop", "retailers", "last mile", 1, 0.88),
        ]
    return [(carrier, "retailers", "delivery", 3, rate)]


def _part(
    chance: Chance, provider: str, recipient: str, part: str, promised: int, rate: float,
    drag: float,
) -> Part:  # fmt: skip
    if chance.yes(0.02):
        return Part(provider, recipient, part, promised, None)
    if chance.yes(rate - drag):
        early = chance.whole(0, max(0, promised // 3))
        return Part(provider, recipient, part, promised, promised - early)
    return Part(provider, recipient, part, promised, promised + 1 + chance.count(promised * 0.4))


def parts_table(orders: list[Order]) -> pd.DataFrame:
    """The partner desk's list: one row per part of each order, as text."""
    rows = []
    for order in orders:
        for part in order.parts:
            late = {None: "", True: "yes", False: "no"}[part.met]
            days = "" if part.delivered is None else str(part.delivered)
            rows.append((
                f"{order.number}-{order.parts.index(part) + 1}", order.number,
                order.account.number, order.placed.isoformat(), part.provider, part.recipient,
                part.sub_process, str(part.promised), days, late,
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=PART_HEADERS, dtype="str")


def make_events(
    seed: int, accounts: list[Account], orders: list[Order], tickets: list[tuple[Account, datetime]]
) -> list[Event]:
    """The whole log in order of time: from lead to renewal, tickets among it."""
    chance = Chance(seed, "events")
    events = [event for order in orders for event in _order_events(chance, order)]
    for account in accounts:
        events += _account_events(chance, account)
    events += [Event(account, when, "Ticket opened", "user", "portal") for account, when in tickets]
    until = datetime.combine(AS_OF, datetime.max.time())
    kept = [event for event in events if event.when <= until]
    return sorted(kept, key=lambda event: (event.when, event.account.number, event.activity))


def _order_events(chance: Chance, order: Order) -> Iterator[Event]:
    account, number = order.account, order.number

    def at(
        days: int, activity: str, role: str, channel: str, *, carrier: str = "", result: str = ""
    ) -> Event:
        clock = timedelta(days=days, hours=chance.whole(8, 17), minutes=chance.whole(0, 11) * 5)
        when = datetime.combine(order.placed, datetime.min.time()) + clock
        return Event(account, when, activity, role, channel, number, carrier, result)

    if chance.yes(0.25):
        yield at(-chance.whole(60, 110), "Lead from fair", "initiator", "fair")
    if chance.yes(0.5):
        yield at(-chance.whole(45, 70), "Web enquiry", "influencer", "web")
    if chance.yes(0.5):
        yield at(-chance.whole(25, 44), "Demonstration held", "user", "visit")
    if chance.yes(0.6):
        yield at(-chance.whole(15, 24), "Configuration saved", "influencer", "web")
    yield at(-chance.whole(5, 14), "Quote sent", "buyer", "mail", result="accepted")
    yield at(0, "Order placed", "buyer", "portal", result=order.kind)
    days = [part.delivered if part.delivered is not None else part.promised for part in order.parts]
    carriers = [part.provider for part in order.parts if part.provider.startswith("lo-")]
    arrived = days[0] + 3
    yield at(days[0], "Shipped", "", "carrier", carrier=carriers[0])
    yield at(arrived, "Delivered", "user", "carrier", carrier=carriers[-1])
    complete = all(part.met is not False for part in order.parts)
    installed = arrived + chance.whole(2, 6) + (0 if complete else chance.whole(4, 12))
    result = "complete" if complete else "incomplete"
    yield at(installed, "Installed", "user", "visit", result=result)
    yield at(installed + max(1, days[2] - 10), "Data transfer live", "influencer", "interface")
    yield at(installed + 1, "Staff trained", "user", "visit")
    result = "tills stopped" if account.busy_day_failed else "smooth"
    to_saturday = 5 - (order.placed + timedelta(days=installed + 3)).weekday()
    busy = installed + 3 + to_saturday % 7
    yield at(busy, "First busy day", "user", "shop floor", result=result)


def _account_events(chance: Chance, account: Account) -> Iterator[Event]:
    stays = 0.45 if account.busy_day_failed else 0.93
    if account.kind == "drifter":
        stays = 0.10

    def on(day: date, activity: str, role: str, channel: str, result: str = "") -> Event:
        clock = timedelta(hours=chance.whole(8, 17), minutes=chance.whole(0, 11) * 5)
        when = datetime.combine(day, datetime.min.time()) + clock
        return Event(account, when, activity, role, channel, result=result)

    # Every account talks about its contract once a year; the outcome follows the first busy day.
    talk = chance.day(AS_OF - timedelta(days=300), AS_OF - timedelta(days=5))
    result = "renewed" if chance.yes(stays) else "not renewed"
    yield on(talk, "Renewal talk", "decider", "visit", result)
    if account.kind != "drifter" and chance.yes(0.35):
        yield on(_recent(chance), "Device exchanged", "user", "carrier")
    for _ in range(2 if account.kind == "anchor" else 1):
        yield on(_recent(chance), "Statement sent", "buyer", "mail")
    if chance.yes(0.06):
        yield on(_recent(chance), chance.pick(UNPLACED_ACTIVITIES), "", "")


def _recent(chance: Chance) -> date:
    return chance.day(AS_OF - timedelta(days=330), AS_OF)


def events_table(seed: int, events: list[Event]) -> pd.DataFrame:
    """The log as it was exported: text, one date that cannot be."""
    chance = Chance(seed, "events table")
    rows = []
    for number, event in enumerate(events):
        people = [person for person in event.account.people if person.role == event.role]
        mail = people[0].mail if people and chance.yes(0.7) else ""
        rows.append((
            f"E{number + 1:05d}", event.when.strftime("%Y-%m-%d %H:%M"), event.account.number, mail,
            event.activity, event.channel, event.order, event.carrier, event.result,
        ))  # fmt: skip
    table = pd.DataFrame(rows, columns=EVENT_HEADERS, dtype="str")
    table.loc[len(table) // 3, "When"] = BAD_EVENT_DATE
    return table

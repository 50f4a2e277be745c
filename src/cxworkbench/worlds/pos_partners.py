"""The partner chain of the retail point-of-sale world, from terminal maker to shopper."""

from typing import Final

from cxworkbench.records.partners import Company, CompanyInteraction, Partners
from cxworkbench.worlds.places import PARTNERS

_TIERS: Final = {
    "hw-kestrel": 2, "sw-ledgerline": 2, "ec-basketbridge": 2, "lo-fernweg": 2, "lo-quayside": 2,
    "lo-nordlane": 3, "lo-citydrop": 2, "retailers": 1, "shoppers": 0,
}  # fmt: skip

# id, provider, recipient, sub-process, what is expected, promised, unit, touchpoints
_EXCHANGES: Final = (
    ("ci-hardware", "hw-kestrel", "retailers", "hardware", "All devices of the order are on hand",
     10.0, "days", ("tp-delivery", "tp-installation")),
    ("ci-configuration", "sw-ledgerline", "hw-kestrel", "software configuration",
     "Keys and layouts are loaded before the devices leave", 7.0, "days", ("tp-installation",)),
    ("ci-data-transfer", "sw-ledgerline", "retailers", "data transfer",
     "Every sale is in stock and accounts once, the same night", 14.0, "days",
     ("tp-data-transfer",)),
    ("ci-web-shop", "ec-basketbridge", "retailers", "web shop link",
     "Shop and till show the same stock", 12.0, "days", ("tp-data-transfer",)),
    ("ci-fernweg", "lo-fernweg", "retailers", "delivery", "All boxes on the day", 3.0, "days",
     ("tp-delivery",)),
    ("ci-quayside", "lo-quayside", "retailers", "delivery", "All boxes on the day", 3.0, "days",
     ("tp-delivery",)),
    ("ci-nordlane", "lo-nordlane", "retailers", "delivery", "All boxes on the day", 3.0, "days",
     ("tp-delivery",)),
    ("ci-hand-over", "lo-nordlane", "lo-citydrop", "delivery", "Boxes are at the depot by night",
     2.0, "days", ("tp-delivery",)),
    ("ci-last-mile", "lo-citydrop", "retailers", "last mile", "To the counter before opening",
     1.0, "days", ("tp-delivery",)),
    ("ci-store-sale", "retailers", "shoppers", "store sale", "Paid within a minute", None, "", ()),
    ("ci-online-sale", "retailers", "shoppers", "online sale",
     "What was shown in stock is sent", None, "", ()),
)  # fmt: skip


def pos_partners() -> Partners:
    """All companies of the chain and what each owes the next, seen from the hardware vendor."""
    companies = tuple(
        Company(
            id=key, name=name, role=role, tier=_TIERS[key],
            maps_its_experience="yes" if key == "hw-kestrel" else "unknown",
            data="none" if key == "shoppers" else "joined",
        )
        for key, (name, role) in PARTNERS.items()
    )  # fmt: skip
    exchanges = tuple(
        CompanyInteraction(
            id=key, provider=provider, recipient=recipient, sub_process=part, expectation=expected,
            promised=promised, unit=unit, touchpoint_ids=places,
            phase="operate" if recipient == "shoppers" else "integrate",
            basis="assumed" if promised is None else "reported",
        )
        for key, provider, recipient, part, expected, promised, unit, places in _EXCHANGES
    )  # fmt: skip
    return Partners(focal="hw-kestrel", companies=companies, company_interactions=exchanges)

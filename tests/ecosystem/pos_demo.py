"""The worked point-of-sale example: nine interactions of six companies, by workshop judgement."""

from cxworkbench.records.partners import (
    Company,
    CompanyInteraction,
    Gate,
    Needs,
    Partners,
    Rate,
)

# id, provider, recipient, own rate, occasions behind it, inputs with criticality
EXCHANGES = (
    ("terminal up", "pos-hw", "pos-sw", 0.97, 400, {}),
    ("device support", "pos-hw", "retailer", 0.85, 60, {}),
    ("transaction ok", "pos-sw", "retailer", 0.93, 500, {"terminal up": 0.9}),
    ("stock sync", "pos-sw", "ecom", 0.88, 120, {}),
    ("web order ok", "ecom", "retailer", 0.95, 300, {"stock sync": 0.6}),
    ("deliver A", "carrier-a", "shopper", 0.90, 200, {}),
    ("deliver B", "carrier-b", "shopper", 0.78, 90, {}),
    ("checkout service", "retailer", "shopper", 0.90, 250,
     {"transaction ok": 0.8, "device support": 0.25}),
    ("pick and pack", "retailer", "shopper", 0.87, 250, {"web order ok": 0.9}),
)  # fmt: skip
COMPANIES = ("pos-hw", "pos-sw", "ecom", "carrier-a", "carrier-b", "retailer", "shopper")


def pos_demo(**changes):
    return Partners(
        companies=tuple(Company(id=one, name=one) for one in COMPANIES),
        company_interactions=tuple(
            CompanyInteraction(
                id=key, provider=provider, recipient=recipient, sub_process=key,
                own=Rate(value=own, n=n),
                needs=tuple(Needs(of=one, criticality=c) for one, c in inputs.items()),
            )
            for key, provider, recipient, own, n, inputs in EXCHANGES
        ),
        gates=(
            Gate(id="delivery", name="Delivery", operator="mix",
                 needs=(Needs(of="deliver A", weight=0.6), Needs(of="deliver B", weight=0.4))),
            Gate(id="online", name="Online purchase", operator="noisy and",
                 needs=(Needs(of="pick and pack"), Needs(of="delivery", criticality=0.7))),
            Gate(id="value", name="End-user value", operator="mix",
                 needs=(Needs(of="checkout service", weight=0.55),
                        Needs(of="online", weight=0.45))),
        ),
        value="value",
        **changes,
    )  # fmt: skip

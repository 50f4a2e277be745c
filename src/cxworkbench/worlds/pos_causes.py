"""Made-up causes of the retail point-of-sale world: whys that people entered, none shown yet."""

from typing import Final

from cxworkbench.records.causes import add_cause, link_cause
from cxworkbench.records.register import Register

# cause -> (what it explains, its kind); the first it explains it is entered under
CAUSES: Final = {
    "Each partner ships by itself": (
        ("A part is missing on installation day", "Delivery date moves without notice"),
        "partner",
    ),
    "No list says which parts belong together": (("Each partner ships by itself",), "information"),
    "Orders are split by partner when they are typed in": (
        ("No list says which parts belong together",),
        "process",
    ),
    "A moved date is told to us and not to the shop": (
        ("Delivery date moves without notice",),
        "process",
    ),
    "The support line has one shift": (("Nobody answers while a till stands still",), "policy"),
    "Calls are taken in the order in which they come": (
        ("Nobody answers while a till stands still",),
        "process",
    ),
    "Nobody keeps the opening hours of shops": (
        ("The support line has one shift", "Update comes during opening hours"),
        "information",
    ),
    "Readers run many versions of their software": (
        ("Card reader drops the connection",),
        "technology",
    ),
}


def with_causes(register: Register) -> Register:
    """The register with these causes, each a hypothesis under what it may explain."""
    for cause, (explains, kind) in CAUSES.items():
        register = add_cause(register, explains[0], cause, kind=kind)
        for more in explains[1:]:
            register = link_cause(register, cause, more)
    return register

"""Made-up actions of the retail point-of-sale world: decided, planned, running, late and open."""

import hashlib
import json
from typing import Any, Final

from cxworkbench.records.ids import mint_id
from cxworkbench.records.register import Criterion, Entry, Register
from cxworkbench.worlds.places import PAINS, STAGE_OF
from cxworkbench.worlds.pos_causes import with_causes

CRITERIA: Final = (
    Criterion(name="value", weight=3),
    Criterion(name="effort", weight=2, more_is_better=False),
    Criterion(name="soon to be felt", weight=1),
)
BUDGET: Final = 60_000.0
CAPACITY: Final = 40.0
DECIDED: Final = {"decision": "accepted", "decided_by": "Steering group", "status": "confirmed",
                  "decided_on": "2026-05-12"}  # fmt: skip
# key -> (pain it takes away, what is done and known about it)
ACTIONS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "check-before": ("A part is missing on installation day", {
        "title": "Check with all partners a week before that every part is on its way",
        "owner_function": "Field service", "owner": "Head of field service",
        "effort": 15, "cost": 6_000, "due": "2026-06-15", "progress": "in progress",
        "metric": "emotion", "change": 0.8, "change_low": 0.3, "change_high": 1.2,
        "criteria": {"soon to be felt": 8}, "shown": "client-safe",
    }),
    "who-answers": ("Sales data arrive late or twice", {
        "title": "Agree with the software partner who answers for the transfer",
        "owner_function": "Partner management", "owner": "Partner manager",
        "effort": 6, "cost": 0, "due": "2026-07-31", "progress": "blocked",
        "blocked_by": "the partner's contract, which is being renewed",
        "criteria": {"soon to be felt": 3},
    }),
    "daily-check": ("Sales data arrive late or twice", {
        "title": "Check every night that the data arrived, and alarm ourselves before the shop",
        "owner_function": "Partner management", "owner": "Partner manager",
        "effort": 25, "cost": 18_000, "due": "2026-09-30", "progress": "open",
        "metric": "errors", "change": -0.15, "change_low": -0.25, "change_high": -0.05,
        "depends_on": ("who-answers",), "criteria": {"soon to be felt": 7},
    }),
    "call-back": ("Nobody answers while a till stands still", {
        "title": "Call back within ten minutes where a till stands still",
        "owner_function": "Support", "owner": "Head of support",
        "effort": 12, "cost": 4_000, "due": "2026-05-31", "progress": "done",
        "criteria": {"soon to be felt": 9}, "shown": "client-safe",
    }),
    "second-shift": ("Nobody answers while a till stands still", {
        "title": "Have a second shift at the support line in the evening and on Saturdays",
        "owner_function": "Support", "owner": "Head of support",
        "effort": 40, "cost": 45_000, "due": "2026-10-31", "progress": "open",
        "metric": "CES", "change": 0.8, "change_low": 0.2, "change_high": 1.4,
        "criteria": {"soon to be felt": 8},
    }),
    "tell-moved-dates": ("Delivery date moves without notice", {
        "title": "Tell a moved delivery date on the same day, with the new one",
        "owner_function": "Logistics", "effort": 8, "cost": 2_000,
        "criteria": {"soon to be felt": 7},
    }),
    "reader-software": ("Card reader drops the connection", {
        "title": "Bring all card readers to the newest software",
        "owner_function": "Support", "effort": 18, "cost": 9_000,
        "criteria": {"soon to be felt": 5},
    }),
    "match-invoices": ("Invoice does not match the order", {
        "title": "Match each invoice with its order before it is sent",
        "owner_function": "Finance", "cost": 3_000, "criteria": {"soon to be felt": 6},
    }),
    "ask-before-updates": ("Update comes during opening hours", {
        "title": "Ask the shop before an update is installed",
        "owner_function": "Support", "effort": 5, "cost": 500, "decision": "later",
        "decided_by": "Steering group", "decided_on": "2026-05-12",
        "decided_because": "it needs the newest reader software first",
        "depends_on": ("reader-software",), "criteria": {"soon to be felt": 6},
    }),
    "new-printers": ("Receipts print badly", {
        "title": "Replace all printers that are older than five years",
        "owner_function": "Logistics", "effort": 60, "cost": 140_000, "decision": "rejected",
        "decided_by": "Steering group", "decided_on": "2026-05-12",
        "decided_because": "cost far beyond what the pain weighs",
        "criteria": {"soon to be felt": 4},
    }),
}  # fmt: skip
TAKEN_ON: Final = ("check-before", "who-answers", "daily-check", "call-back", "second-shift")


def pos_pains() -> Register:
    """The pains that actions rest on, as stubs that a proposal fills in."""
    named = {pain for pain, _ in ACTIONS.values()}
    return Register(
        entries=tuple(
            Entry(
                id=_found_id("pain", pain.code, pain.touchpoint, STAGE_OF[pain.touchpoint]),
                kind="pain",
                title=pain.code,
                stage_id=mint_id("st", STAGE_OF[pain.touchpoint], ()),
                touchpoint_ids=(pain.touchpoint,),
            )
            for pain in PAINS
            if pain.code in named
        )
    )


def pos_register() -> Register:
    """Those pains with causes and made-up actions: accepted, late, blocked, done, refused, open."""
    pains = {one.title: one for one in pos_pains().entries}
    actions = tuple(_action(key, pains[pain], said) for key, (pain, said) in ACTIONS.items())
    return with_causes(
        Register(
            entries=(*actions, *pains.values()), criteria=CRITERIA, budget=BUDGET, capacity=CAPACITY
        )
    )


def _action(key: str, pain: Entry, said: dict[str, Any]) -> Entry:
    decided = DECIDED if key in TAKEN_ON else {}
    before = tuple(f"action-{other}" for other in said.get("depends_on", ()))
    content = decided | said | {"depends_on": before}
    return Entry(
        id=f"action-{key}",
        kind="action",
        stage_id=pain.stage_id,
        touchpoint_ids=pain.touchpoint_ids,
        because_of=(pain.id,),
        **content,
    )


def _found_id(kind: str, title: str, *about: str) -> str:
    """The id that the same finding gets when it is found; a test holds the two together."""
    text = json.dumps([kind, *about, title], ensure_ascii=False)
    digits = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{mint_id(kind, title, ())}-{digits}"

"""Made-up buying groups with planted truth: a role that blocks, one that is hidden, one that leads.

Accounts with seven roles, of which each knows its own stages. Planted are a blocker (a role that
feels worse than the others of its account, in one stage, and refuses there), a hidden role (at work
everywhere, never asked), and the stage where all meet. A world may also be made without a blocker.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import pandas as pd

from cxworkbench.ground.terms import BUYING_ROLES
from cxworkbench.records.evidence import Evidence, conform
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint
from cxworkbench.worlds.chance import Chance

STAGES: Final = ("Need", "Offers", "Decision", "Installation", "Use")
MEETING: Final = "Decision"  # where every role takes part
KNOWS: Final = {
    "initiator": ("Need", "Offers", "Decision"),
    "user": ("Need", "Decision", "Installation", "Use"),
    "influencer": ("Offers", "Decision", "Installation"),
    "decider": ("Offers", "Decision"),
    "approver": ("Decision",),
    "buyer": ("Offers", "Decision", "Use"),
    "gatekeeper": ("Need", "Decision"),
}
PLACES: Final = 2  # touchpoints in each stage
FIRST_DAY: Final = date(2026, 1, 5)


@dataclass(frozen=True)
class BuyingGroups:
    """A made-up world of buying groups: its map, its evidence, and what was planted in it."""

    journey_map: JourneyMap
    evidence: Evidence
    blocker: str  # the role that feels worse and refuses; "" where none was planted
    hidden: str  # the role that is at work and was never asked; "" where all were
    stage: str  # id of the stage where the blocker blocks and where all meet


def buying_groups(
    seed: int,
    *,
    accounts: int = 40,
    blocker: str = "buyer",
    hidden: str = "approver",
    depth: float = 1.5,
    answering: float = 0.6,
) -> BuyingGroups:
    """The world of a seed: the same seed gives the same rows.

    Parameters
    ----------
    seed
        Of every draw.
    accounts
        How many buying companies.
    blocker
        The role that feels worse by `depth` in the stage where all meet, and in two of five
        accounts refuses there; "" plants none.
    hidden
        The role that is among contacts and in the log and that nobody ever asked; "" for none.
    depth
        On -2 to +2, before the ends of the scale cut it.
    answering
        Chance that a contact answers about a touchpoint of a stage it knows.
    """
    chance = Chance(seed, "buying groups")
    contacts, voices, events = [], [], []
    for number in range(accounts):
        account = f"a{number:03d}"
        liking = chance.normal(0.4, 0.45)
        for role in BUYING_ROLES:
            if not chance.yes(0.85):
                continue
            person = f"{account}-{role}"
            contacts.append((person, account, role))
            for stage in KNOWS[role]:
                blocks = role == blocker and stage == MEETING
                events.append((account, person, role, stage, _outcome(chance, blocks=blocks)))
                if role == hidden:
                    continue
                for place in range(PLACES):
                    mean = liking + _pull(stage, place) - (depth if blocks else 0.0)
                    felt = round(min(2.0, max(-2.0, chance.normal(mean, 0.55))))
                    if chance.yes(answering):
                        voices.append((account, person, role, _place(stage, place), felt))
    return BuyingGroups(
        journey_map=_map(),
        evidence=_evidence(contacts, voices, events),
        blocker=blocker,
        hidden=hidden,
        stage=_id(MEETING),
    )


def _pull(stage: str, place: int) -> float:
    """What a touchpoint does to everybody: some are worse for all, which makes nobody a blocker."""
    return (-0.6, 0.3, 0.0, -0.4, 0.5)[STAGES.index(stage)] + 0.3 * place


def _outcome(chance: Chance, *, blocks: bool) -> str:
    refused = chance.yes(0.4 if blocks else 0.02)
    return "rejected" if refused else "done"


def _id(stage: str) -> str:
    return f"st-{stage.lower()}"


def _place(stage: str, place: int) -> str:
    return f"tp-{stage.lower()}-{place + 1}"


def _map() -> JourneyMap:
    return JourneyMap(
        id="map-buying-groups",
        title="How these companies buy",
        stages=tuple(Stage(id=_id(name), name=name) for name in STAGES),
        touchpoints=tuple(
            Touchpoint(id=_place(name, place), name=f"{name} {place + 1}", stage_id=_id(name))
            for name in STAGES
            for place in range(PLACES)
        ),
    )


def _evidence(
    contacts: list[tuple[str, str, str]],
    voices: list[tuple[str, str, str, str, int]],
    events: list[tuple[str, str, str, str, str]],
) -> Evidence:
    people = pd.DataFrame(contacts, columns=["contact_id", "account_id", "role"])
    names = sorted(set(people["account_id"]))
    said = pd.DataFrame(
        voices, columns=["account_id", "contact_id", "role", "touchpoint_id", "emotion"]
    )
    done = pd.DataFrame(events, columns=["account_id", "contact_id", "role", "stage", "outcome"])
    return Evidence(
        accounts=conform(pd.DataFrame({"account_id": names, "name": names}), "accounts"),
        contacts=conform(people, "contacts"),
        voices=conform(
            said.assign(
                voice_id=[f"v{n:05d}" for n in range(len(said))],
                method="survey",
                said_at=_days(len(said)),
                emotion=said["emotion"].astype("float64"),
            ),
            "voices",
        ),
        events=conform(
            done.assign(
                event_id=[f"e{n:05d}" for n in range(len(done))],
                activity="took part",
                occurred_at=_days(len(done)),
            ),
            "events",
        ),
        company_interactions=conform(
            pd.DataFrame({"company_interaction_id": pd.Series(dtype="str")}),
            "company_interactions",
        ),
    )


def _days(rows: int) -> pd.Series:
    first = pd.Timestamp(FIRST_DAY)
    return pd.Series([first + timedelta(days=n % 150) for n in range(rows)], dtype="datetime64[us]")

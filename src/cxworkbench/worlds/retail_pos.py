"""The retail point-of-sale world: a maker of till hardware, its partners and 168 retailers.

The truth that is planted: which accounts behave alike, three pains, two gains, one moment of truth
and what nobody was ever asked. The engagement's files hold the evidence, `World.truth` the truth.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.worlds.accounts import DEPARTMENTS, Account, make_accounts
from cxworkbench.worlds.chance import Chance
from cxworkbench.worlds.coders import coding_records
from cxworkbench.worlds.orders import events_table, make_events, make_orders, parts_table
from cxworkbench.worlds.places import (
    AS_OF,
    GAINS,
    MOMENT,
    PLANTED_PAINS,
    SHORT_FORM,
    SILENT_KIND,
    UNHEARD_PLACES,
    UNHEARD_ROLE,
)
from cxworkbench.worlds.plants import DRIVER, Plant
from cxworkbench.worlds.pos_actions import pos_pains, pos_register
from cxworkbench.worlds.pos_card import card_text
from cxworkbench.worlds.pos_engagement import (
    ACCOUNT_MAPPING,
    ACCOUNTS_FILE,
    CONTACT_MAPPING,
    CONTACTS_FILE,
    EVENTS_FILE,
    INTERVIEWS_FILE,
    OBSERVATIONS_FILE,
    PARTS_FILE,
    SURVEY_FILE,
    TICKETS_FILE,
    engagement_text,
)
from cxworkbench.worlds.pos_partners import pos_partners
from cxworkbench.worlds.survey import survey_table
from cxworkbench.worlds.voices import (
    interviews_table,
    make_tickets,
    observations_table,
    tickets_table,
)
from cxworkbench.worlds.world import FileForm, World, write_truth, write_world

SAMPLE_SEED: Final = 2026
SAMPLE_NAME: Final = "retail-pos"
SAMPLE_ACCOUNTS: Final = 168
TITLE: Final = "Retail point of sale"
FEWEST: Final = 8  # with fewer accounts a kind would be missing
# The engagement's segment that most accounts of a kind fall into.
SEGMENT_OF_KIND: Final = {"drifter": "Slipping away", "corner": "Corner shops"}
REGIONS: Final = ("North", "South", "East", "West")
DEMO: Final = {"anchor": 6, "climber": 7, "corner": 7, "drifter": 4}
FORMS: Final = {
    ACCOUNTS_FILE: FileForm(encoding="utf-8", delimiter=";"),
    CONTACTS_FILE: FileForm(encoding="utf-8-sig"),
    TICKETS_FILE: FileForm(encoding="cp1252"),
    INTERVIEWS_FILE: FileForm(
        title="Talks with customers, notes by the field researcher",
        dates=("Date",),
        numbers=("Severity (1-5)", "Feeling (-2 to 2)"),
    ),
}


def make_world(seed: int, accounts: int = SAMPLE_ACCOUNTS, plant: Plant | None = None) -> World:
    """A whole engagement with planted truth; the same seed and size give the same world.

    Parameters
    ----------
    seed
        Any whole number from 0.
    accounts
        How many retailers, at least 8.
    plant
        How much the moment of truth weighs, and a driver; None: as in the shipped sample.

    Raises
    ------
    ParameterProblem
        There are too few accounts for every kind to occur.
    """
    if accounts < FEWEST:
        raise ParameterProblem(
            f"A world of {accounts} accounts is too small. It takes at least {FEWEST}, so that "
            "each kind of account occurs. Ask for more accounts."
        )
    # Each world has its own key file of pseudonyms, named by its id.
    plant = plant or Plant()
    shipped = (seed, accounts, plant) == (SAMPLE_SEED, SAMPLE_ACCOUNTS, Plant())
    identity = SAMPLE_NAME if shipped else f"{SAMPLE_NAME}-{accounts}-{seed}{plant.name}"
    return _world(seed, make_accounts(seed, accounts), identity, plant)


def make_tiny_world(seed: int) -> World:
    """The same world with 12 accounts: all files and all awkwardness, in a fraction of the time."""
    return make_world(seed, accounts=12)


def write_sample(samples: Path) -> None:
    """The shipped sample and, in `instructor/`, its truth."""
    world = make_world(SAMPLE_SEED)
    write_world(world, samples / SAMPLE_NAME)
    write_truth(world, samples / "instructor" / f"{SAMPLE_NAME}.truth.json")


def _world(seed: int, accounts: list[Account], identity: str, plant: Plant) -> World:
    orders = make_orders(seed, accounts)
    tickets = make_tickets(seed, accounts)
    events = make_events(seed, accounts, orders, [(t.account, t.opened) for t in tickets])
    tables = {
        ACCOUNTS_FILE: _accounts_table(seed, accounts),
        CONTACTS_FILE: _contacts_table(accounts),
        SURVEY_FILE: survey_table(seed, accounts, plant),
        TICKETS_FILE: tickets_table(seed, tickets),
        INTERVIEWS_FILE: interviews_table(seed, accounts),
        OBSERVATIONS_FILE: observations_table(seed, accounts),
        EVENTS_FILE: events_table(seed, events),
        PARTS_FILE: parts_table(orders),
    }
    demo = "".join(f"{number}\n" for number in _demo_accounts(accounts))
    records = {
        "partners.json": pos_partners().to_text(),
        # What people decided, and beside it the proposal they had before them: the pains alone.
        "maps/register.json": pos_register().to_text(),
        "maps/.base/register.json": pos_pains().to_text(),
        "accounts-demo.csv": f"account_id\n{demo}",
        "card.md": card_text(TITLE, seed, tables),
        **coding_records(seed, tables[INTERVIEWS_FILE], accounts),
    }
    truth = _truth(seed, accounts) | _truth_of(plant)
    return World(tables, engagement_text(identity, TITLE), truth, FORMS, records)


def _accounts_table(seed: int, accounts: list[Account]) -> pd.DataFrame:
    chance = Chance(seed, "accounts table")
    rows = [_account_row(chance, account) for account in accounts]
    headers = [*ACCOUNT_MAPPING.values(), "Tills", "Region"]
    table = pd.DataFrame(rows, columns=headers, dtype="str")
    last = len(table) - 1
    table.loc[last // 2, "Revenue EUR"] = ""
    table.loc[last // 3, "Tills in use %"] = ""
    return table


def _account_row(chance: Chance, account: Account) -> list[str]:
    def comma(amount: float, digits: int) -> str:
        return f"{amount:.{digits}f}".replace(".", ",")

    repeats = chance.count(2.5) if account.kind != "drifter" else chance.count(0.6)
    return [
        account.number, account.name, account.domain if chance.yes(0.94) else "", account.group,
        account.type, account.country, comma(account.revenue, 2),
        comma(account.margin, 2) if chance.yes(0.92) else "", str(account.services),
        comma(account.usage, 1), str(chance.whole(4, 10)) if chance.yes(0.3) else "",
        account.customer_since.strftime("%d.%m.%Y") if chance.yes(0.98) else "",
        account.contract_start.strftime("%d.%m.%Y"), account.contract_end.strftime("%d.%m.%Y"),
        str(account.renewals), str(repeats), str(account.tills), chance.pick(REGIONS),
    ]  # fmt: skip


def _contacts_table(accounts: list[Account]) -> pd.DataFrame:
    rows = [
        (person.number, account.number, person.name, person.mail, person.phone, person.role,
         DEPARTMENTS[person.role], str(person.influence))
        for account in accounts
        for person in account.people
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(CONTACT_MAPPING.values()), dtype="str")


def _demo_accounts(accounts: list[Account]) -> list[str]:
    """The first few of each kind: large and small, some of whom little or nothing was heard."""
    chosen = [
        account.number
        for kind, most in DEMO.items()
        for account in [one for one in accounts if one.kind == kind][:most]
    ]
    return sorted(chosen)


def _truth(seed: int, accounts: list[Account]) -> dict[str, Any]:
    return {
        "seed": seed,
        "as_of": AS_OF.isoformat(),
        "segments": {account.number: account.kind for account in accounts},
        "pains": [
            {key: asdict(pain)[key] for key in ("code", "touchpoint", "rates", "severity")}
            | {"accounts": [one.number for one in accounts if one.has(pain.code)]}
            for pain in PLANTED_PAINS
        ],
        "gains": [
            {key: asdict(gain)[key] for key in ("code", "touchpoint", "rates")}
            for gain in GAINS
            if gain.planted
        ],
        "moment_of_truth": {
            "touchpoint": MOMENT,
            "failed": [one.number for one in accounts if one.busy_day_failed],
            "effect": "after it stops the tills 45 % renew instead of 93 %, and answers fall by 3",
        },
        "holes": {
            "role": UNHEARD_ROLE,
            "touchpoints": list(UNHEARD_PLACES),
            "accounts_never_heard": [one.number for one in accounts if one.kind == SILENT_KIND],
            "segment": SEGMENT_OF_KIND[SILENT_KIND],
            "segment_and_stage": [SEGMENT_OF_KIND[SHORT_FORM[0]], SHORT_FORM[1]],
        },
    }


def _truth_of(plant: Plant) -> dict[str, Any]:
    """What was set otherwise than in the shipped sample; nothing where nothing was."""
    if plant == Plant():
        return {}
    set_to = {"moment_drop": plant.moment_drop, "driver": plant.driver}
    driver = {"driver": {"touchpoint": DRIVER, "effect": plant.driver}} if plant.driver else {}
    return {"plant": set_to} | driver

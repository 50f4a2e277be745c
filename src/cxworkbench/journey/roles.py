"""The buying group of the accounts: which roles there are, which were heard, which stay hidden."""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.terms import BUYING_ROLES
from cxworkbench.ground.uncertainty import wilson_interval
from cxworkbench.journey.role_words import MEANINGS, roles_in_texts
from cxworkbench.records.journey_map import BuyingRole, JourneyMap
from cxworkbench.voice.lookups import values_for
from cxworkbench.voice.parts import origin_of
from cxworkbench.voice.words import count_of

FEW: Final = 3  # a role must take part in so many accounts before its silence is a finding
NO_ROLE: Final = ""
ROLE_COLUMNS: Final = {
    "role": "str", "built_in": "bool", "definition": "str", "weight": "float64", "attitude": "str",
    "influence": "float64", "accounts": "int64", "of": "int64", "share": "float64",
    "low": "float64", "high": "float64", "contacts": "int64", "heard": "int64", "voices": "int64",
    "events": "int64", "named": "int64", "hidden": "bool", "why": "str",
}  # fmt: skip


def with_roles(rows: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """The same voices or events, each with a role: its own, else that of its contact.

    Parameters
    ----------
    rows
        Evidence table `voices` or `events`.
    contacts
        Evidence table `contacts`.

    Examples
    --------
    >>> rows = pd.DataFrame({"contact_id": ["p", "p", ""], "role": ["", "user", ""]})
    >>> contacts = pd.DataFrame({"contact_id": ["p"], "role": ["buyer"]})
    >>> with_roles(rows, contacts)["role"].tolist()
    ['buyer', 'user', '']
    """
    known = contacts[contacts["contact_id"] != ""].drop_duplicates("contact_id")
    of_contact = values_for(rows["contact_id"], known.set_index("contact_id")["role"])
    found = of_contact.astype("str").fillna("").astype("str")
    return rows.assign(role=rows["role"].where(rows["role"] != "", found))


def in_role_order(roles: Iterable[str]) -> list[str]:
    """Roles once each: the usual seven in their order, then own ones by name.

    Examples
    --------
    >>> in_role_order(["works council", "user", "decider", "user", ""])
    ['user', 'decider', 'works council']
    """
    there = set(roles) - {NO_ROLE}
    return [role for role in BUYING_ROLES if role in there] + sorted(there - set(BUYING_ROLES))


def role_key(role: object) -> str:
    """What makes two names one role: blanks and capitals do not count.

    Examples
    --------
    >>> role_key("Works  Council ") == role_key("works council")
    True
    """
    return " ".join(str(role).split()).casefold()


def role_of(journey_map: JourneyMap) -> dict[str, BuyingRole]:
    """The roles a map states, by the name that evidence has them under."""
    return {role_key(one.name): one for one in journey_map.roles}


def role_weights(
    roles: Iterable[str], journey_map: JourneyMap, stated: Mapping[str, float] | None = None
) -> dict[str, float]:
    """How much each role weighs: as the engagement states it, else as the map does, else 1.

    Parameters
    ----------
    roles
        The roles that occur.
    journey_map
        Its roles have a weight, 1 where nobody changed it.
    stated
        The engagement's `role_weights`.

    Notes
    -----
    No source gives evidence for particular weights. They start at 1, and whoever changes one should
    look at `role_weight_sensitivity`.
    """
    on_map = {key: one.weight for key, one in role_of(journey_map).items()}
    given = {role_key(role): weight for role, weight in (stated or {}).items()}
    return {role: given.get(role_key(role), on_map.get(role_key(role), 1.0)) for role in roles}


def buying_roles(
    contacts: pd.DataFrame,
    voices: pd.DataFrame,
    events: pd.DataFrame,
    journey_map: JourneyMap,
    *,
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """The roles of the buying group side by side: where they take part, and who was heard.

    A role takes part in an account that has a contact, a voice or an event in it. It is hidden when
    it takes part in at least three accounts (in the one, where there is only one) and no voice was
    ever heard from it; when customers name it in at least three accounts that have no contact of
    that role; or when people say so on the map.

    Parameters
    ----------
    contacts, voices, events
        Evidence tables, of the accounts that are meant; `text` may be left out of `voices`.
    journey_map
        Roles that people entered stand here too, with their weight, attitude and influence.
    weights
        The engagement's `role_weights`.

    Returns
    -------
    pandas.DataFrame
        One row per role, the usual seven first: `role`; `built_in`; `definition`; `weight`, at
        least 0; `attitude`, `influence` (0 to 1), as people state them; `accounts` that the role
        takes part in, out of `of`; `share` of them, with `low` and `high`, its 95 % Wilson
        interval; `contacts`; `heard`, accounts with a voice of the role; `voices`; `events`;
        `named`, accounts that name the role and have no contact of it; `hidden`, and `why`.

    Notes
    -----
    Contacts are those that the client knows. A role that nobody wrote down anywhere is not found
    here, however much it decides. Attitude is somebody's belief about people: it stays inside.

    Examples
    --------
    >>> from cxworkbench.records.evidence import conform
    >>> from cxworkbench.records.journey_map import Stage
    >>> contacts = conform(pd.DataFrame({"contact_id": ["p", "q"], "account_id": "a",
    ...                                  "role": ["user", "approver"]}), "contacts")
    >>> voices = conform(pd.DataFrame({"voice_id": ["v"], "account_id": "a", "contact_id": "p"}),
    ...                  "voices")
    >>> events = conform(pd.DataFrame({"event_id": []}, dtype="str"), "events")
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))
    >>> buying_roles(contacts, voices, events, shop)[["role", "accounts", "heard", "hidden"]]
           role  accounts  heard  hidden
    0      user         1      1   False
    1  approver         1      0    True
    """
    said, done = with_roles(voices, contacts), with_roles(events, contacts)
    tables = {"contacts": contacts, "voices": said, "events": done}
    accounts = {key for table in tables.values() for key in table["account_id"]} - {""}
    named = _named_only(voices, tables)
    stated = role_of(journey_map)
    occur = [*contacts["role"], *said["role"], *done["role"], *named["role"]]
    own = [one.name for key, one in stated.items() if key not in {role_key(role) for role in occur}]
    roles = in_role_order([*occur, *own])
    weigh = role_weights(roles, journey_map, weights)
    rows = [
        _row(role, tables, named, stated.get(role_key(role)), len(accounts), weigh[role])
        for role in roles
    ]
    table = pd.DataFrame(rows, columns=list(ROLE_COLUMNS)).astype(ROLE_COLUMNS)
    table["low"], table["high"] = wilson_interval(table["accounts"], table["of"])
    return table


def _row(
    role: str,
    tables: Mapping[str, pd.DataFrame],
    named: pd.DataFrame,
    stated: BuyingRole | None,
    accounts: int,
    weight: float,
) -> dict[str, object]:
    mine = {name: table[table["role"] == role] for name, table in tables.items()}
    there = {key for table in mine.values() for key in table["account_id"]} - {""}
    heard = len(set(mine["voices"]["account_id"]) - {""})
    only_named = int((named["role"] == role).sum())
    why = _why_hidden(len(there), accounts, heard, only_named, stated)
    return {
        "role": role,
        "built_in": role in BUYING_ROLES,
        "definition": (stated.definition if stated else "") or MEANINGS.get(role, ""),
        "weight": weight,
        "attitude": stated.attitude if stated else "unknown",
        "influence": stated.influence if stated else None,
        "accounts": len(there),
        "of": accounts,
        "share": len(there) / accounts if accounts else float("nan"),
        "contacts": mine["contacts"]["contact_id"].nunique(),
        "heard": heard,
        "voices": origin_of(mine["voices"]).nunique(),
        "events": len(mine["events"]),
        "named": only_named,
        "hidden": bool(why),
        "why": why,
    }


def _why_hidden(
    there: int, accounts: int, heard: int, named: int, stated: BuyingRole | None
) -> str:
    enough = max(1, min(FEW, accounts))
    if accounts == 1 and there and not heard:
        return say("is known here and was never heard")
    if there >= enough and not heard:
        return say(
            "takes part in {there} of {accounts} and was never heard",
            there=there,
            accounts=count_of(accounts, "account"),
        )
    if named >= enough:
        return say(
            "named by {accounts} that {have} no contact in this role",
            accounts=count_of(named, "account"),
            have=_have(named),
        )
    return say("people say so on the map") if stated is not None and stated.hidden else ""


def _have(count: int) -> str:
    return say("has") if count == 1 else say("have")


def _named_only(voices: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Accounts that name a role of which they have no contact, no voice and no event."""
    if "text" not in voices:
        return pd.DataFrame({"account_id": [], "role": [], "voice_id": []}, dtype="str")
    named = roles_in_texts(voices)
    there = pd.concat([table[["account_id", "role"]] for table in tables.values()])
    marked = named.merge(there.drop_duplicates().assign(there=True), how="left")
    return marked.loc[marked["there"].isna(), list(named)].reset_index(drop=True)

"""Which role takes part in which stage: from evidence, and from what people entered on the map."""

from typing import Any, Final

import pandas as pd

from cxworkbench.ground.uncertainty import wilson_interval
from cxworkbench.journey.places import named_by
from cxworkbench.journey.role_words import MEANINGS
from cxworkbench.journey.roles import in_role_order, role_key, role_of, with_roles
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import BuyingRole, JourneyMap, RoleInvolvement
from cxworkbench.records.validity import map_ids

TAKES_PART: Final = ("leads", "takes part")
INVOLVEMENT_COLUMNS: Final = {
    "role": "str", "stage_id": "str", "stage": "str", "accounts": "int64", "of": "int64",
    "share": "float64", "low": "float64", "high": "float64", "voices": "int64", "events": "int64",
    "involvement": "str", "can_stop": "bool", "basis": "str", "stated": "bool",
}  # fmt: skip


def role_involvement(
    contacts: pd.DataFrame, voices: pd.DataFrame, events: pd.DataFrame, journey_map: JourneyMap
) -> pd.DataFrame:
    """Role by stage: how many accounts show that role at work there, and what people say of it.

    A role takes part in a stage of an account that has a voice or an event of it placed there. What
    people entered on the map comes before what evidence shows, and is marked as stated.

    Parameters
    ----------
    contacts, voices, events
        Evidence tables of the accounts that are meant.
    journey_map
        Its stages, and the roles and involvements that people entered.

    Returns
    -------
    pandas.DataFrame
        One row per role and stage, roles in their usual order, stages in the map's: `role`,
        `stage_id`, `stage`; `accounts` that show it, out of `of` accounts that have the role;
        `share` with `low` and `high`, its 95 % Wilson interval; `voices`, `events`; `involvement`:
        "leads", "takes part", "is informed", "none" or "unknown"; `can_stop`, as people state it;
        `basis`; `stated`, whether people entered it.

    Notes
    -----
    No voice and no event is no proof of absence: who decides in a meeting leaves no trace in a log.
    A share says how often a role was seen, not how much it weighs.

    Examples
    --------
    >>> from cxworkbench.records.evidence import conform
    >>> from cxworkbench.records.journey_map import Stage
    >>> contacts = conform(pd.DataFrame({"contact_id": ["p"], "account_id": "a",
    ...                                  "role": "user"}), "contacts")
    >>> voices = conform(pd.DataFrame({"voice_id": ["v"], "account_id": "a", "contact_id": "p",
    ...                                "stage": "Use"}), "voices")
    >>> events = conform(pd.DataFrame({"event_id": []}, dtype="str"), "events")
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="s1", name="Buy"),
    ...                                                 Stage(id="s2", name="Use")))
    >>> table = role_involvement(contacts, voices, events, shop)
    >>> table[["role", "stage", "accounts", "of", "involvement"]]
       role stage  accounts  of involvement
    0  user   Buy         0   1     unknown
    1  user   Use         1   1  takes part
    """
    said = _staged(with_roles(voices, contacts), journey_map)
    done = _staged(with_roles(events, contacts), journey_map)
    traces = _traces(said, done)
    having = pd.concat(
        [table[["account_id", "role"]] for table in (contacts, said, done)], ignore_index=True
    )
    having = having[having["account_id"] != ""].drop_duplicates()
    stated = _stated(journey_map)
    roles = in_role_order([*having["role"], *(role for role, _ in stated)])
    seen = dict(list(traces.groupby(["role", "stage_id"], sort=False)))
    rows = [
        {
            "role": role,
            "stage_id": stage.id,
            "stage": stage.name,
            "of": int((having["role"] == role).sum()),
            **_cell(seen.get((role, stage.id), traces.iloc[:0]), stated.get((role, stage.id))),
        }
        for role in roles
        for stage in journey_map.stages
    ]
    table = pd.DataFrame(rows, columns=list(INVOLVEMENT_COLUMNS)).astype(INVOLVEMENT_COLUMNS)
    table["share"] = (table["accounts"] / table["of"]).where(table["of"] > 0)
    table["low"], table["high"] = wilson_interval(table["accounts"], table["of"])
    return table


def role_tracks(involvement: pd.DataFrame) -> pd.DataFrame:
    """The parallel tracks of the roles: from which stage to which each takes part.

    Parameters
    ----------
    involvement
        As `role_involvement` gives it.

    Returns
    -------
    pandas.DataFrame
        One row per role: `role`; `stages`, how many it takes part in; `first`, `last`, their names,
        empty where it takes part in none; `track`, the names in order.
    """
    rows = []
    for role, cells in involvement.groupby("role", sort=False):
        names = cells.loc[cells["involvement"].isin(TAKES_PART), "stage"].tolist()
        ends = (names[0], names[-1]) if names else ("", "")
        rows.append((role, len(names), *ends, ", ".join(names)))
    columns = ["role", "stages", "first", "last", "track"]
    return pd.DataFrame(rows, columns=columns).astype({"stages": "int64"})


def consensus_stage(involvement: pd.DataFrame) -> str:
    """The id of the stage where most roles meet; empty where no one stage stands out.

    It is where to look for the step in which they have to agree. Whether they do is for people to
    say, and `add_consensus_step` puts it on the map.

    Parameters
    ----------
    involvement
        As `role_involvement` gives it.
    """
    part = involvement[involvement["involvement"].isin(TAKES_PART)]
    meeting = part.groupby("stage_id", sort=False)["role"].nunique()
    best = meeting[meeting == meeting.max()]
    return str(best.index[0]) if len(best) == 1 and best.iloc[0] >= 2 else ""


def map_with_roles(
    journey_map: JourneyMap, contacts: pd.DataFrame, voices: pd.DataFrame, events: pd.DataFrame
) -> JourneyMap:
    """The map with the roles that evidence shows, and where each takes part.

    What is entered on the map already stays as it is; only what is missing is added. Each new
    involvement carries the newest evidence of each account.

    Parameters
    ----------
    journey_map
        The map as it is.
    contacts, voices, events
        Evidence tables of the accounts that are meant.
    """
    said = _staged(with_roles(voices, contacts), journey_map)
    done = _staged(with_roles(events, contacts), journey_map)
    traces = _traces(said, done)
    known = role_of(journey_map)
    taken = {*map_ids(journey_map), *journey_map.retired_ids}
    roles = list(journey_map.roles)
    for role in in_role_order([*contacts["role"], *said["role"], *done["role"]]):
        if role_key(role) not in known:
            new = mint_id("ro", role, taken)
            taken.add(new)
            roles.append(BuyingRole(id=new, name=role, definition=MEANINGS.get(role, "")))
            known[role_key(role)] = roles[-1]
    ids = {key: one.id for key, one in known.items()}
    there = {(one.role_id, one.stage_id) for one in journey_map.involvements}
    added = []
    known_rows = traces.assign(key=[role_key(role) for role in traces["role"]])
    for (named, stage_id), rows in known_rows.groupby(["key", "stage_id"], sort=True):
        key = (ids[str(named)], str(stage_id))
        if key not in there:
            minted = mint_id(f"in-{key[0]}", key[1], taken)
            taken.add(minted)
            there.add(key)
            added.append(_involved(minted, *key, rows))
    ordered = [*(one.id for one in roles), *(one.id for one in journey_map.stages)]
    order = {key: place for place, key in enumerate(ordered)}
    added.sort(key=lambda one: (order[one.role_id], order[one.stage_id]))
    return journey_map.model_copy(
        update={"roles": tuple(roles), "involvements": (*journey_map.involvements, *added)}
    )


def _staged(rows: pd.DataFrame, journey_map: JourneyMap) -> pd.DataFrame:
    """Rows with `stage_id`: that of their touchpoint on this map, else of the stage they name."""
    by_touchpoint = {one.id: one.stage_id for one in journey_map.touchpoints}
    by_name = {one.name.casefold(): one.id for one in journey_map.stages}
    at_touchpoint = named_by(rows["touchpoint_id"], by_touchpoint)
    named = named_by(rows["stage"].str.casefold(), by_name)
    return rows.assign(stage_id=at_touchpoint.where(at_touchpoint != "", named))


def _traces(said: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    """Voices and events of a role at a stage in one table: account, role, stage, id, day, kind."""
    names = {"voice_id": "id", "said_at": "day", "event_id": "id", "occurred_at": "day"}
    both = [
        table[["account_id", "role", "stage_id", key, day]]
        .rename(columns=names)
        .assign(voice=key == "voice_id")
        for table, key, day in ((said, "voice_id", "said_at"), (done, "event_id", "occurred_at"))
    ]
    rows = pd.concat(both, ignore_index=True)
    kept = (rows["account_id"] != "") & (rows["role"] != "") & (rows["stage_id"] != "")
    return rows[kept]


def _cell(rows: pd.DataFrame, stated: RoleInvolvement | None) -> dict[str, Any]:
    accounts = rows["account_id"].nunique()
    basis = "observed" if (~rows["voice"].astype("bool")).any() else "reported"
    cell: dict[str, Any] = {
        "accounts": accounts,
        "voices": int(rows["voice"].sum()),
        "events": int((~rows["voice"].astype("bool")).sum()),
        "involvement": "takes part" if accounts else "unknown",
        "can_stop": False,
        "basis": basis if accounts else "assumed",
        "stated": False,
    }
    if stated is None:
        return cell
    cell["can_stop"] = stated.can_stop
    if stated.involvement == "unknown":
        return cell
    return cell | {
        "involvement": stated.involvement,
        "basis": stated.basis,
        "stated": stated.basis == "assumed" or not accounts,
    }


def _stated(journey_map: JourneyMap) -> dict[tuple[str, str], RoleInvolvement]:
    names = {one.id: one.name for one in journey_map.roles}
    return {(names[one.role_id], one.stage_id): one for one in journey_map.involvements}


def _involved(new: str, role_id: str, stage_id: str, rows: pd.DataFrame) -> RoleInvolvement:
    newest = rows.sort_values(["day", "id"], kind="stable", na_position="first")
    shown = newest.drop_duplicates("account_id", keep="last")
    return RoleInvolvement(
        id=new,
        role_id=role_id,
        stage_id=stage_id,
        involvement="takes part",
        basis="reported" if rows["voice"].all() else "observed",
        n=rows["account_id"].nunique(),
        evidence=tuple(sorted(shown["id"])),
    )

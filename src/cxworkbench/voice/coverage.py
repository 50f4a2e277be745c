"""Who was heard and who was not: sources at each touchpoint, roles, segments, stages, accounts."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.terms import METHODS, UNPLACED
from cxworkbench.records.engagement import TouchpointPlace
from cxworkbench.voice.holes import NO_ROLE, NOT_PLACED
from cxworkbench.voice.holes import THIN_BELOW as THIN_BELOW
from cxworkbench.voice.holes import coverage_holes as coverage_holes
from cxworkbench.voice.holes import next_step as next_step
from cxworkbench.voice.lookups import counts_for
from cxworkbench.voice.parts import origin_of, told_once

EVENTS: Final = "events"


def touchpoint_sources(
    voices: pd.DataFrame, events: pd.DataFrame, touchpoints: Sequence[TouchpointPlace]
) -> pd.DataFrame:
    """How many voices and events each source has at each touchpoint.

    Parameters
    ----------
    voices, events
        The evidence tables.
    touchpoints
        The engagement's, in journey order.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint in the order given, then one "not placed" where there is any:
        `touchpoint_id`, `name`, `stage`; a column of counts for each method that occurs at all, and
        `events`; `total`; `accounts`, those with a voice or an event there.

    Examples
    --------
    >>> voices = pd.DataFrame({"voice_id": ["v", "w"], "account_id": ["x", "y"],
    ...     "touchpoint_id": ["tp-a", ""], "method": ["survey", "ticket"]})
    >>> events = pd.DataFrame({"account_id": ["x"], "touchpoint_id": ["tp-a"]})
    >>> touchpoint_sources(voices, events, [TouchpointPlace(id="tp-a", name="A", stage="Use")])
      touchpoint_id        name stage  survey  ticket  events  total  accounts
    0          tp-a           A   Use       1       0       1      2         1
    1                not placed             0       1       0      1         1
    """
    places = pd.DataFrame(
        {
            "touchpoint_id": [place.id for place in touchpoints] + [UNPLACED],
            "name": [place.name for place in touchpoints] + [NOT_PLACED],
            "stage": [place.stage for place in touchpoints] + [UNPLACED],
        },
        dtype="str",
    )
    known = set(places["touchpoint_id"])
    voices = told_once(voices)
    said = _placed(voices, known)
    done = _placed(events, known)
    once = ~pd.DataFrame({"at": said, "of": origin_of(voices)}).duplicated()
    counts = pd.crosstab(said[once], voices.loc[once, "method"])
    methods = [method for method in METHODS if method in counts]
    methods += sorted(str(name) for name in counts if name not in METHODS)
    for method in methods:
        places[method] = counts_for(places["touchpoint_id"], counts[method])
    places[EVENTS] = counts_for(places["touchpoint_id"], done.value_counts())
    places["total"] = places[[*methods, EVENTS]].sum(axis=1)
    touched = pd.concat(
        [
            pd.DataFrame({"at": said, "account_id": voices["account_id"]}),
            pd.DataFrame({"at": done, "account_id": events["account_id"]}),
        ]
    )
    reach = touched.loc[touched["account_id"] != ""].groupby("at")["account_id"].nunique()
    places["accounts"] = counts_for(places["touchpoint_id"], reach)
    shown = (places["touchpoint_id"] != UNPLACED) | (places["total"] > 0)
    return places.loc[shown].reset_index(drop=True)


def heard(
    voices: pd.DataFrame,
    contacts: pd.DataFrame,
    segments: pd.DataFrame,
    stages: Iterable[str],
    roles: Iterable[str],
) -> pd.DataFrame:
    """Who spoke about what: each segment by role by stage, with the empty fields.

    Parameters
    ----------
    voices, contacts
        The evidence tables.
    segments
        `account_id` and `segment` of each account.
    stages
        The journey's stages in order; voices at none of them are counted as "not placed".
    roles
        The roles to look for; further ones in voices and contacts are added, sorted, and "role not
        stated" last where it occurs.

    Returns
    -------
    pandas.DataFrame
        One row per field: `segment`, `role`, `stage`; `voices`; `accounts_heard`;
        `contacts_heard`, named ones; `accounts_known` of the segment; `contacts_known` of that role
        in the segment, at whatever stage; `segment_accounts`, `role_accounts`, `stage_accounts`,
        the accounts heard in the whole of each.
    """
    placed = told_once(voices).merge(
        segments[["account_id", "segment"]], on="account_id", how="inner"
    )
    placed["role"] = _role(placed["role"])
    order = list(dict.fromkeys(stages))
    placed["stage"] = placed["stage"].where(placed["stage"].isin(order), NOT_PLACED)
    people = contacts.merge(segments[["account_id", "segment"]], on="account_id", how="inner")
    people["role"] = _role(people["role"])
    fields = pd.MultiIndex.from_product(
        [
            list(dict.fromkeys(segments["segment"])),
            _roles(roles, placed["role"], people["role"]),
            [*order, *([NOT_PLACED] if (placed["stage"] == NOT_PLACED).any() else [])],
        ],
        names=["segment", "role", "stage"],
    )
    named = placed["contact_id"].where(placed["contact_id"] != "")
    counted = (
        placed.assign(named=named, origin=origin_of(placed))
        .groupby(["segment", "role", "stage"])
        .agg(
            voices=("origin", "nunique"),
            accounts_heard=("account_id", "nunique"),
            contacts_heard=("named", "nunique"),
        )
    )
    table = counted.reindex(fields, fill_value=0).reset_index()
    table["accounts_known"] = counts_for(table["segment"], segments["segment"].value_counts())
    known = people.groupby(["segment", "role"]).size()
    table["contacts_known"] = [
        int(known.get(key, 0)) for key in zip(table["segment"], table["role"], strict=True)
    ]
    for name in ("segment", "role", "stage"):
        whole = placed.groupby(name)["account_id"].nunique()
        table[f"{name}_accounts"] = counts_for(table[name], whole)
    return table


def silent_accounts(profile: pd.DataFrame) -> pd.DataFrame:
    """Accounts without a single voice, largest revenue first.

    Parameters
    ----------
    profile
        As `account_profile` makes it.

    Returns
    -------
    pandas.DataFrame
        One row per account: `account_id`, `name`, `revenue`, `revenue_share` of all known revenue,
        `contacts_known`, `events`, `last_event`.

    Notes
    -----
    Silence is itself a sign: accounts that have stopped answering leave more often than others.
    """
    columns = ["account_id", "name", "revenue", "contacts_known", "events", "last_event"]
    silent = profile.loc[profile["voices"] == 0, columns]
    total = float(profile["revenue"].sum())
    share = silent["revenue"] / total if total > 0 else np.nan
    table = silent.assign(revenue_share=share)
    table = table.sort_values(["revenue", "account_id"], ascending=[False, True], kind="stable")
    return table[[*columns[:3], "revenue_share", *columns[3:]]].reset_index(drop=True)


def single_threaded(profile: pd.DataFrame) -> pd.DataFrame:
    """Accounts heard through one contact only, largest revenue first.

    Returns
    -------
    pandas.DataFrame
        One row per account: `account_id`, `name`, `revenue`, `voices`, `contacts_known`,
        `roles_heard`.
    """
    columns = ["account_id", "name", "revenue", "voices", "contacts_known", "roles_heard"]
    named = profile["contacts_known"] > 0  # without names nobody can say how many they were
    alone = profile.loc[(profile["contacts_heard"] == 1) & named, columns]
    alone = alone.sort_values(["revenue", "account_id"], ascending=[False, True], kind="stable")
    return alone.reset_index(drop=True)


def _placed(table: pd.DataFrame, known: set[str]) -> pd.Series:
    at: pd.Series = table["touchpoint_id"]
    return at.where(at.isin(known), UNPLACED)


def _role(role: pd.Series) -> pd.Series:
    return role.where(role != "", NO_ROLE)


def _roles(wanted: Iterable[str], *found: pd.Series) -> list[str]:
    there = set().union(*(names.unique() for names in found))
    order = list(dict.fromkeys(wanted))
    further = sorted(there - set(order) - {NO_ROLE})
    return [*order, *further, *([NO_ROLE] if NO_ROLE in there else [])]

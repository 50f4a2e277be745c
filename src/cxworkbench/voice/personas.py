"""Buying groups and personas: who of each segment takes part, and what they say and feel."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import clustered_mean
from cxworkbench.records.engagement import Metric, Persona
from cxworkbench.voice.feelings import HIGHEST, LOWEST, felt_voices
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.visits import respondents

PERSONA_COLUMNS: Final = (
    "name", "segment", "role", "description", "accounts", "contacts_heard", "voices", "feeling",
    "low", "high", "pain", "pain_accounts", "gain", "gain_accounts", "stages", "enough",
)  # fmt: skip


def buying_groups(
    contacts: pd.DataFrame, voices: pd.DataFrame, segments: pd.DataFrame
) -> pd.DataFrame:
    """Who takes part in each segment: roles with their contacts, accounts, and who was heard.

    Parameters
    ----------
    contacts, voices
        The evidence tables.
    segments
        `account_id`, `segment`.

    Returns
    -------
    pandas.DataFrame
        One row per segment and role that any contact or voice has, sorted: `segment`, `role`;
        `contacts` known; `accounts` in which the role is known, and `account_share` of the
        segment's accounts, 0 to 1; `influence`, the mean of what the contact list states, missing
        without; `heard`, contacts that spoke; `size`, contacts per account of the segment that has
        any, all roles together.

    Notes
    -----
    A contact list names whom the client knows. A role that decides unseen is in no list.

    Examples
    --------
    >>> contacts = pd.DataFrame({"contact_id": ["p", "q"], "account_id": ["a", "a"],
    ...     "role": ["user", "decider"], "influence": [2.0, 5.0]})
    >>> voices = pd.DataFrame({"account_id": ["a"], "contact_id": ["p"], "role": ["user"]})
    >>> groups = pd.DataFrame({"account_id": ["a", "b"], "segment": "large"})
    >>> buying_groups(contacts, voices, groups)[["role", "contacts", "account_share", "heard"]]
          role  contacts  account_share  heard
    0  decider         1            0.5      0
    1     user         1            0.5      1
    """
    known = contacts.merge(segments[["account_id", "segment"]], on="account_id", how="inner")
    spoke = set(voices["contact_id"]) - {""}
    known = known.loc[known["role"] != ""]
    known = known.assign(heard=known["contact_id"].isin(spoke))
    table = known.groupby(["segment", "role"], sort=True).agg(
        contacts=("contact_id", "nunique"),
        accounts=("account_id", "nunique"),
        influence=("influence", "mean"),
        heard=("heard", "sum"),
    )
    table = table.reset_index()
    sizes = segments["segment"].value_counts()
    per_account = known.groupby(["segment", "account_id"]).size().groupby("segment").mean()
    table["account_share"] = table["accounts"] / table["segment"].map(sizes).astype("float64")
    table["size"] = table["segment"].map(per_account).astype("float64")
    return table[
        ["segment", "role", "contacts", "accounts", "account_share", "influence", "heard", "size"]
    ]


def personas(
    voices: pd.DataFrame,
    segments: pd.DataFrame,
    metrics: Mapping[str, Metric],
    named: Sequence[Persona] = (),
    *,
    smallest_cell: int,
) -> pd.DataFrame:
    """Each segment's roles as drawn types: what they feel, what hurts and pleases them, where.

    A persona is bound to a segment and a role, and so is the map that shows its journey: run part 2
    for that segment, with the role as the engagement's perspective.

    Parameters
    ----------
    voices
        The evidence table.
    segments
        `account_id`, `segment`.
    metrics
        Name of each metric and its scale; scores count as feelings where nobody said theirs.
    named
        Names and descriptions that people gave; others are called by segment and role.
    smallest_cell
        With fewer accounts a persona would be a person: `enough` is false, and what it feels and
        says is left out.

    Returns
    -------
    pandas.DataFrame
        One row per segment and role that was heard, most accounts first: `name`, `segment`, `role`,
        `description`; `accounts`, `contacts_heard`, `voices`; `feeling`, -2 to +2 over accounts,
        with its 95 % interval `low`, `high`; `pain` and `gain`, the ones most accounts name, with
        their accounts; `stages` it spoke of, joined by a comma; `enough`.

    Notes
    -----
    A persona is a way to speak of many, not a person, and not everybody of its kind.
    """
    said = voices.merge(segments[["account_id", "segment"]], on="account_id", how="inner")
    said = said.loc[said["role"] != ""]
    given = {(one.segment, one.role): one for one in named}
    rows = []
    for (segment, role), group in said.groupby(["segment", "role"], sort=True):
        key = str(segment), str(role)
        rows.append(_persona(group, *key, metrics, given.get(key), smallest_cell))
    table = pd.DataFrame(rows, columns=list(PERSONA_COLUMNS))
    order = table.sort_values("accounts", ascending=False, kind="stable")
    return order.reset_index(drop=True)


def _persona(
    group: pd.DataFrame,
    segment: str,
    role: str,
    metrics: Mapping[str, Metric],
    given: Persona | None,
    smallest_cell: int,
) -> tuple[Any, ...]:
    accounts = group["account_id"].nunique()
    enough = accounts >= smallest_cell
    heard = received_voices(group)
    people = int(heard.loc[heard["contact_id"] != "", "contact_id"].nunique())
    shown = group if enough else group.iloc[:0]
    stages = [stage for stage in dict.fromkeys(shown["stage"]) if stage]
    name = given.name if given else say("{role} in {segment}", role=role, segment=segment)
    return (
        name, segment, role, given.description if given else "", accounts, people, len(heard),
        *_feeling(shown, metrics), *_most_named(shown, "pain"), *_most_named(shown, "gain"),
        ", ".join(sorted(stages)), enough,
    )  # fmt: skip


def _feeling(group: pd.DataFrame, metrics: Mapping[str, Metric]) -> tuple[float, float, float]:
    felt = felt_voices(group, metrics)
    if felt.empty:
        return float("nan"), float("nan"), float("nan")
    person = felt.assign(person=respondents(felt)).groupby(["account_id", "person"])["felt"].mean()
    each = person.groupby("account_id").mean()
    told = clustered_mean(each.to_numpy(), low=LOWEST, high=HIGHEST)
    return told.value, told.low, told.high


def _most_named(group: pd.DataFrame, kind: str) -> tuple[str, int]:
    coded = group.loc[(group["code_kind"] == kind) & (group["code"] != "")]
    by_code = coded.groupby("code")["account_id"].nunique()
    if by_code.empty:
        return "", 0
    best = by_code.sort_index().sort_values(ascending=False, kind="stable")
    return str(best.index[0]), int(best.iloc[0])

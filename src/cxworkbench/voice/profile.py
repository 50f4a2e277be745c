"""The account profile: what each account is worth, holds and uses, and how well it stays."""

import datetime
from collections.abc import Collection
from typing import Final

import pandas as pd

from cxworkbench.ground.terms import ACCOUNT_COLUMNS
from cxworkbench.voice.lookups import counts_for, values_for
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.visits import is_visit, respondents

DAYS_A_YEAR: Final = 365.2425
NPS_METRIC: Final = "NPS"
LEFT_OUT: Final = ("domain",)  # mail domains name people's employers and serve matching only
COMPUTED: Final = (
    "tenure_years",
    "relationship_years",
    "days_to_contract_end",
    "events",
    "last_event",
    "voices",
    "contacts_known",
    "contacts_heard",
    "roles_heard",
    "last_said",
)


def account_profile(
    accounts: pd.DataFrame,
    contacts: pd.DataFrame,
    voices: pd.DataFrame,
    events: pd.DataFrame,
    *,
    as_of: datetime.date,
    recommend: Collection[str] = (NPS_METRIC,),
) -> pd.DataFrame:
    """One row for each account: business figures, loyalty, contract, and who of it was heard.

    Parameters
    ----------
    accounts, contacts, voices, events
        The evidence tables; voices and events already limited to the window that counts.
    as_of
        The last day that counts; ages and days left are measured from it.
    recommend
        The metrics that ask for recommendation on 0 to 10.

    Returns
    -------
    pandas.DataFrame
        One row per account, by `account_id`: the columns of the accounts table but the mail domain;
        `recommendation`, the mean of its contacts' answers, else what the CRM carries, 0 to 10;
        `tenure_years` since `customer_since`; `relationship_years` since the earliest day known;
        `days_to_contract_end`, negative when over; `events`, `voices`, `contacts_known`,
        `contacts_heard`, counts; `roles_heard`, names joined by a comma; `last_event` and
        `last_said`, dates. Missing stays missing; counts of nothing are 0.

    Notes
    -----
    A tenure before `customer_since` is missing, not negative. Where no voice of an account names
    its contact, one contact counts as heard, however many they were.
    What an observer noted on a visit is a voice, and no contact is heard by it.

    Examples
    --------
    >>> from cxworkbench.records.evidence import conform
    >>> accounts = conform(pd.DataFrame({"account_id": ["a1"], "revenue": [100.0]}), "accounts")
    >>> contacts = conform(pd.DataFrame({"contact_id": ["p1"], "account_id": ["a1"]}), "contacts")
    >>> said = {"account_id": ["a1", "a1"], "contact_id": ["p1", "p1"], "metric": "NPS"}
    >>> voices = conform(pd.DataFrame({**said, "score": [9.0, 10.0]}), "voices")
    >>> events = conform(pd.DataFrame({"account_id": ["a1"]}), "events")
    >>> day = datetime.date(2026, 1, 1)
    >>> profile = account_profile(accounts, contacts, voices, events, as_of=day)
    >>> profile[["revenue", "recommendation", "voices", "contacts_heard"]].iloc[0].tolist()
    [100.0, 9.5, 2.0, 1.0]
    """
    table = accounts.drop(columns=[name for name in LEFT_OUT if name in accounts])
    table = table.sort_values("account_id", kind="stable").reset_index(drop=True)
    ids = table["account_id"]
    asked = _recommendations(voices, recommend)
    table["recommendation"] = values_for(ids, asked).fillna(table["recommendation"])
    today = pd.Timestamp(as_of)
    table["tenure_years"] = _years(table["customer_since"], today)
    by_event = events.groupby("account_id")["occurred_at"]
    known = pd.DataFrame(
        {
            "since": table["customer_since"],
            "signed": table["contract_start"],
            "event": _dates(ids, by_event.min()),
        }
    )
    table["relationship_years"] = _years(known.min(axis=1), today)
    table["days_to_contract_end"] = (table["contract_end"] - today).dt.days.astype("float64")
    table["events"] = counts_for(ids, events.groupby("account_id").size())
    table["last_event"] = _dates(ids, by_event.max())
    return _with_heard(table, contacts, voices)


def rule_columns(profile: pd.DataFrame) -> list[str]:
    """The columns a segment rule may name: known ones first, then those the accounts came with.

    Examples
    --------
    >>> rule_columns(pd.DataFrame({"account_id": ["a1"], "region": ["north"], "revenue": [1.0]}))
    ['account_id', 'revenue', 'region']
    """
    known = [name for name in (*ACCOUNT_COLUMNS, *COMPUTED) if name in profile]
    return [*known, *(str(name) for name in profile if name not in known)]


def _with_heard(table: pd.DataFrame, contacts: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    ids, spoke = table["account_id"], voices.groupby("account_id")
    table["voices"] = counts_for(ids, received_voices(voices).groupby("account_id").size())
    table["contacts_known"] = counts_for(ids, contacts.groupby("account_id").size())
    named = voices.loc[voices["contact_id"] != ""].groupby("account_id")["contact_id"].nunique()
    said = received_voices(voices[~is_visit(voices)])
    least = counts_for(ids, said.groupby("account_id").size()).clip(upper=1)
    table["contacts_heard"] = counts_for(ids, named).clip(lower=least)
    each = voices.loc[voices["role"] != "", ["account_id", "role"]].drop_duplicates()
    roles = each.groupby("account_id")["role"]
    joined = {account: ", ".join(sorted(set(names))) for account, names in roles}
    table["roles_heard"] = pd.Series([joined.get(i, "") for i in ids], ids.index, dtype="str")
    table["last_said"] = _dates(ids, spoke["said_at"].max())
    return table


def _recommendations(voices: pd.DataFrame, recommend: Collection[str]) -> pd.Series:
    asked = voices.loc[voices["metric"].isin(list(recommend)) & voices["score"].notna()]
    each = asked.groupby(["account_id", respondents(asked)], sort=True)["score"].mean()
    return each.groupby("account_id").mean()


def _years(since: pd.Series, today: pd.Timestamp) -> pd.Series:
    years = (today - pd.to_datetime(since)).dt.days / DAYS_A_YEAR
    return years.where(years >= 0).astype("float64")


def _dates(ids: pd.Series, dates: pd.Series) -> pd.Series:
    return values_for(ids, dates).astype("datetime64[us]")

"""What an account is worth, holds and uses, and how long it has stayed."""

import datetime

import pandas as pd
import pytest

from cxworkbench.records.evidence import conform
from cxworkbench.voice.profile import account_profile, rule_columns

AS_OF = datetime.date(2026, 6, 30)


def profile_of(accounts, contacts=None, voices=None, events=None):
    tables = {"accounts": accounts, "contacts": contacts, "voices": voices, "events": events}
    evidence = {name: conform(pd.DataFrame(rows or {}), name) for name, rows in tables.items()}
    return account_profile(**evidence, as_of=AS_OF)


def test_a_profile_worked_by_hand():
    profile = profile_of(
        {
            "account_id": ["a2", "a1"],
            "name": ["Two", "One"],
            "revenue": [50.0, None],
            "recommendation": [7.0, None],
            "customer_since": pd.to_datetime(["2024-06-30", None]),
            "contract_end": pd.to_datetime(["2026-07-10", "2026-06-20"]),
        },
        contacts={"contact_id": ["p1", "p2", "p3"], "account_id": ["a2", "a2", "a1"]},
        voices={
            "voice_id": ["v1", "v2", "v3", "v4"],
            "account_id": ["a2", "a2", "a2", "a1"],
            "contact_id": ["p1", "p1", "p2", ""],
            "role": ["user", "user", "decider", ""],
            "metric": ["NPS", "NPS", "NPS", ""],
            "score": [10.0, 8.0, 3.0, None],
            "said_at": pd.to_datetime(["2026-01-01", "2026-02-01", "2026-03-01", None]),
        },
        events={
            "account_id": ["a2", "a2"],
            "occurred_at": pd.to_datetime(["2023-06-30", "2026-05-01"]),
        },
    )

    one, two = profile.to_dict("records")
    assert [one["account_id"], two["account_id"]] == ["a1", "a2"]
    assert two["recommendation"] == pytest.approx((9 + 3) / 2)  # contacts first, not answers
    assert two["tenure_years"] == pytest.approx(2, abs=0.01)
    assert two["relationship_years"] == pytest.approx(3, abs=0.01)
    assert (two["days_to_contract_end"], one["days_to_contract_end"]) == (10, -10)
    assert (two["events"], two["voices"], two["contacts_known"], two["contacts_heard"]) == (
        2,
        3,
        2,
        2,
    )
    assert two["roles_heard"] == "decider, user"
    assert two["last_said"] == pd.Timestamp("2026-03-01")
    assert two["last_event"] == pd.Timestamp("2026-05-01")
    assert (one["voices"], one["contacts_heard"], one["events"]) == (1, 1, 0)
    assert pd.isna(one["revenue"])
    assert pd.isna(one["tenure_years"])
    assert pd.isna(one["recommendation"])


def test_what_the_crm_says_of_recommendation_holds_where_nobody_answered():
    profile = profile_of({"account_id": ["a1"], "recommendation": [4.0]})

    assert profile["recommendation"].tolist() == [4.0]


def test_unnamed_answers_count_one_each():
    profile = profile_of(
        {"account_id": ["a1"]},
        voices={
            "voice_id": ["v1", "v2"],
            "account_id": "a1",
            "metric": "NPS",
            "score": [10.0, 0.0],
        },
    )

    assert profile["recommendation"].tolist() == [5.0]
    assert profile["contacts_heard"].tolist() == [1]


def test_a_start_after_the_last_day_has_no_tenure():
    profile = profile_of({"account_id": ["a1"], "customer_since": pd.to_datetime(["2027-01-01"])})

    assert profile["tenure_years"].isna().all()


def test_mail_domains_stay_out_and_columns_of_the_accounts_own_stay_in():
    profile = profile_of({"account_id": ["a1"], "domain": ["x.example"], "region": ["north"]})

    assert "domain" not in profile
    assert rule_columns(profile)[-1] == "region"


def test_no_account_gives_an_empty_profile():
    assert profile_of({}).empty


def test_the_tables_are_left_as_they_were():
    accounts = conform(pd.DataFrame({"account_id": ["b", "a"]}), "accounts")
    before = accounts.copy(deep=True)

    account_profile(
        accounts,
        *(conform(pd.DataFrame(), name) for name in ("contacts", "voices", "events")),
        as_of=AS_OF,
    )

    pd.testing.assert_frame_equal(accounts, before)

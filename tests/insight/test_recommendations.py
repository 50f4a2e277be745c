"""What follows from a finding, what to do about it, and how sure that is."""

import numpy as np
import pytest
from tests.insight.cases import answer, case_with, nps

from cxworkbench.insight.consequences import (
    consequence_of,
    contracts_over,
    ending_soon,
)
from cxworkbench.insight.findings import find
from cxworkbench.insight.recommendations import (
    begin_here,
    begin_with,
    confidence_of,
    recommendation,
)
from cxworkbench.records.register import Entry

NAMES = [f"a{n}" for n in range(12)]


def findings_with(days, scores, revenue=10.0):
    rows = [answer(name, 4.0) for name in NAMES]
    rows += [nps(name, score) for name, score in zip(NAMES, scores, strict=False)]
    found = find(case_with(rows, revenue=dict.fromkeys(NAMES, revenue)))
    left = [days.get(name, np.nan) for name in found.profile["account_id"]]
    found.profile["days_to_contract_end"] = left
    return found


SLOW = Entry(id="p", kind="pain", title="Slow till", touchpoint_ids=("tp-till",))


def consequence(found, accounts, currency=""):
    return consequence_of(found, SLOW, accounts, metrics={}, currency=currency).words


def test_a_consequence_names_revenue_contracts_that_end_and_the_difference():
    days = {"a0": 30.0, "a1": 180.0, "a2": 181.0, "a3": -1.0}
    found = findings_with(days, [2, 3, 4, 3, 2, 3, 8, 9, 8, 9, 8, 9])

    assert ending_soon(found.profile, NAMES[:6]) == ["a0", "a1"]
    assert contracts_over(found.profile, NAMES[:6]) == ["a3"]
    assert consequence(found, NAMES[:6], "EUR") == (
        "At stake, which is not lost: 60 EUR, the revenue of the accounts that have it; all were "
        "heard. Of their contracts 1 is over and 2 end within 180 days. They recommend us 5.7 "
        "points less than the other accounts heard (difference −6.5 to −4.8 on 0 to 10). By how "
        "much CSAT should move cannot be said (no interval: no spread among 6 and 6 accounts)."
    )


def test_a_difference_that_may_be_chance_or_too_few_accounts_are_said_so():
    alike = findings_with({"a0": 9.0}, [7, 8, 9, 8, 7, 8] * 2, revenue=float("nan"))
    few = findings_with({}, [2, 3])

    assert consequence(alike, NAMES[:6]) == (
        "Of their contracts 1 ends within 180 days. They do not recommend us less than the others "
        "by more than chance (difference −1.0 to 1.0 on 0 to 10). By how much CSAT should move "
        "cannot be said (no interval: no spread among 6 and 6 accounts)."
    )
    assert (
        "Whether they recommend us less cannot be said (too few to tell: 2 and 0 accounts). "
        in consequence(few, NAMES[:6])
    )


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        (
            "moment of truth",
            "Have Service make sure that “Till” goes well, and step in where it did not. Begin "
            "with the account whose contract ends within 180 days, and tell all 3 what was done.",
            "Compare CSAT there and recommendation before and after.",
        ),
        (
            "pain",
            "Have Service find the cause of “Slow” at “Till” and remove it. Begin with the account",
            "Compare CSAT there and the share of accounts that name it before and after.",
        ),
        (
            "service gap",
            "Have Service bring “Till” up to what is expected, or promise less before it. Begin",
            "Ask for expectation and CSAT again afterwards, of the same people.",
        ),
    ],
)
def test_a_recommendation_says_who_does_what_with_whom_to_begin_and_how_to_see(kind, start, end):
    found = findings_with({"a0": 30.0}, [])
    main = Entry(id="x", kind=kind, title="Slow")

    said = recommendation(
        found, main, where="Till", owner="Service", accounts=NAMES[:3], metric="CSAT"
    )

    assert said.startswith(start)
    assert said.endswith(end)


@pytest.mark.parametrize(
    ("days", "whom"),
    [
        ({"a0": 30.0, "a1": -16.0, "a2": -1.0}, "the 3 accounts whose contract is over or ends "
         "within 180 days (2 over, 1 ending)"),
        ({"a1": -16.0, "a2": -1.0}, "the 2 accounts whose contract is over"),
        ({"a1": -16.0}, "the account whose contract is over"),
        ({"a1": 400.0}, "those of the accounts that bring the most revenue"),
    ],
)  # fmt: skip
def test_to_begin_with_come_contracts_that_are_over_as_well_as_those_that_end(days, whom):
    found = findings_with(days, [])

    assert begin_with(found, NAMES[:4]) == (f"Begin with {whom}, and tell all 4 what was done.")


def test_one_account_is_told_whether_it_is_among_those_to_begin_with():
    found = findings_with({"a0": 30.0, "a1": 60.0, "a2": -16.0}, [])

    assert begin_here(found, NAMES[:4], "a0") == (
        "Begin here: this account's contract is among the 2 behind this that end within 180 days."
    )
    assert begin_here(found, NAMES[:4], "a2") == (
        "Begin here: this account's contract is the only one of those behind this that is over."
    )
    assert begin_here(found, NAMES[:4], "a3") == ""


@pytest.mark.parametrize(
    ("accounts", "methods", "confidence"),
    [
        (20, {"survey", "ticket"}, "high"),
        (20, {"survey", ""}, "medium"),
        (19, {"survey", "ticket"}, "medium"),
        (5, {"survey"}, "medium"),
        (4, {"survey", "ticket"}, "low"),
    ],
)
def test_confidence_is_high_only_with_many_accounts_heard_in_two_ways(
    accounts, methods, confidence
):
    assert confidence_of(accounts, methods) == confidence

"""What follows from a finding, what to do about it, and how sure that is."""

import numpy as np
import pytest
from tests.insight.cases import answer, case_with, nps

from cxworkbench.insight.consequences import consequence, ending_soon
from cxworkbench.insight.findings import find
from cxworkbench.insight.recommendations import confidence_of, recommendation
from cxworkbench.records.register import Entry

NAMES = [f"a{n}" for n in range(12)]


def findings_with(days, scores, revenue=10.0):
    rows = [answer(name, 4.0) for name in NAMES]
    rows += [nps(name, score) for name, score in zip(NAMES, scores, strict=False)]
    found = find(case_with(rows, revenue=dict.fromkeys(NAMES, revenue)))
    left = [days.get(name, np.nan) for name in NAMES]
    found.profile["days_to_contract_end"] = left
    return found


def test_a_consequence_names_revenue_contracts_that_end_and_the_difference():
    days = {"a0": 30.0, "a1": 180.0, "a2": 181.0, "a3": -1.0}
    found = findings_with(days, [2, 3, 4, 3, 2, 3, 8, 9, 8, 9, 8, 9])

    assert ending_soon(found.profile, NAMES[:6]) == ["a0", "a1"]
    assert consequence(found, NAMES[:6], "EUR") == (
        "These accounts bring 60 EUR. 2 of their contracts end within 180 days. They recommend us "
        "5.7 points less than the other accounts heard (difference −6.5 to −4.8 on 0 to 10)."
    )


def test_a_difference_that_may_be_chance_or_too_few_accounts_are_said_so():
    alike = findings_with({"a0": 9.0}, [7, 8, 9, 8, 7, 8] * 2, revenue=float("nan"))
    few = findings_with({}, [2, 3])

    assert consequence(alike, NAMES[:6]) == (
        "1 of their contracts ends within 180 days. They do not recommend us less than the others "
        "by more than chance (difference −1.0 to 1.0 on 0 to 10)."
    )
    assert consequence(few, NAMES[:6]).endswith(
        "Whether they recommend us less cannot be said (too few to tell: 2 and 0 accounts)."
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

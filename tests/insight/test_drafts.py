"""Drafts of insights for each stage."""

import datetime

import pytest
from tests.insight.cases import METRICS, PLACES, STAGES, answer, busy_engagement, case_with, pain

from cxworkbench.insight.cause_trees import cause_pareto
from cxworkbench.insight.drafts import (
    HOW_TO_CONFIRM,
    act_first,
    draft_insights,
    insights_of,
    next_step,
    none_found,
    stage_ids_of,
)
from cxworkbench.insight.entries import entry_id, finding_entries
from cxworkbench.insight.findings import find
from cxworkbench.insight.shifts import metric_shift
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.validity import check_register


def drafted(rows, revenue, events=()):
    findings = find(case_with(rows, revenue=revenue, events=events))
    return draft_insights(findings, stages=STAGES, touchpoints=PLACES, metrics=METRICS,
                          as_of=datetime.date(2026, 6, 30), currency="EUR").register  # fmt: skip


@pytest.fixture(scope="module")
def register():
    return drafted(*busy_engagement())


def test_every_stage_has_an_insight_or_the_reason_why_not(register):
    at = {entry.stage_id for entry in register.entries if entry.kind == "insight"}

    assert at == {"st-buy", "st-use", "st-renew"}
    assert [(entry.title, entry.why) for entry in none_found(register)] == [
        (
            "None found in Buy",
            "None found, because only 1 account spoke of this stage, and it takes 5 to tell "
            "anything.",
        ),
        ("None found in Renew", "None found, because no voice speaks of this stage."),
    ]
    assert none_found(register)[1].recommendation == (
        "Ask 5 accounts or more how Renew was for them, most of all about “Renewal talk”."
    )


def test_a_stage_that_was_heard_and_has_nothing_says_how_many_spoke():
    rows = [answer(f"a{n}", 4.0) for n in range(6)] + [pain("a0"), pain("a1")]
    register = drafted(rows, {f"a{n}": 1 for n in range(6)})

    assert [entry.why for entry in none_found(register)][1] == (
        "None found, because 6 accounts spoke of this stage, no pain was named by 3 of them or "
        "more, no gain by 5, and no expectation was missed by more than chance."
    )


def test_an_insight_says_what_why_what_follows_who_and_how_sure(register):
    insight = insights_of(register)[0]

    assert insight.title == "Slow till (Till)"
    assert insight.why == "It is a moment of truth."
    assert insight.observation.startswith(
        "“Slow till”: Said by 10 of 20 heard accounts (50 %, 30 % to 70 %), with 50 % of their "
        "revenue; severity 4.0 of 5. Moment of truth: 6 of 20 accounts with a "
        "rating here and a recommendation had a bad experience "
    )
    assert insight.cause == (
        "Hypothesis: it goes with “stopped” in the event log there. Of the 10 accounts behind this "
        "6 have it (60 %); of the 10 other accounts with an outcome in the event log there 0 "
        "(0 %). Which comes first is not known."
    )
    assert insight.consequence.startswith(
        "At stake, which is not lost: 1,000 EUR, the revenue of the accounts that have it; all "
        "were heard. They recommend us 4.9 points less than the other accounts "
    )
    assert insight.recommendation == (
        "Have Service find the cause of “Slow till” at “Till” and remove it. Begin with those of "
        "the accounts that bring the most revenue, and tell all 10 what was done. Compare CSAT "
        "there and the share of accounts that name it before and after."
    )
    assert (insight.owner_function, insight.metric, insight.status) == ("Service", "CSAT", "draft")
    assert (insight.confidence, insight.n) == ("medium", 10)


def test_a_gain_of_enough_accounts_is_to_be_kept(register):
    keep = insights_of(register)[1]

    assert keep.title == "Keep: Kind people (Helpdesk)"
    assert keep.owner_function == "not named"
    assert keep.recommendation.startswith("Have its owner (none is named yet) write down what is")


def test_insights_rest_on_entries_that_are_there_and_on_evidence(register):
    by_id = {entry.id: entry for entry in register.entries}

    assert check_register(register) == ()
    assert [by_id[cause].kind for cause in insights_of(register)[0].because_of] == [
        "pain",
        "moment of truth",
        "service gap",
    ]
    assert all(entry.evidence for entry in insights_of(register))
    assert {entry.status for entry in register.entries} == {"draft"}


def test_the_same_findings_have_the_same_ids_whatever_else_is_said(register):
    rows, revenue, events = busy_engagement()
    more = drafted([*rows, pain("a19", code="Dear", at="tp-order")], revenue, events)

    assert {one.id for one in register.entries} <= {one.id for one in more.entries}
    assert entry_id("pain", "Late", "tp-a") != entry_id("pain", "Late", "tp-b")


def test_a_pain_of_two_accounts_makes_no_entry():
    rows = [pain("a"), pain("b"), *(answer(name, 4.0) for name in "cdefg")]
    findings = find(case_with(rows, revenue=dict.fromkeys("abcdefg", 1)))

    assert finding_entries(findings, stage_ids_of(STAGES)) == []
    assert [one.title for one in finding_entries(findings, {}, fewest=2)] == ["Slow till"]


def test_a_touchpoint_that_only_falls_short_asks_to_deliver_or_to_promise_less():
    rows = [answer(f"a{n}", 2.0 + n % 2, expectation=5.0, at="tp-order") for n in range(8)]
    [insight] = insights_of(drafted(rows, {f"a{n}": 1 for n in range(8)}))

    assert insight.title == "Order falls short of what is expected (CSAT)"
    assert insight.observation == (
        "8 accounts expected 5.00 and got 2.50 (CSAT; gap −2.50, −2.95 to −2.05). Heard in 8 "
        "voices, by survey."
    )
    assert insight.recommendation.startswith(
        "Have Sales bring “Order” up to what is expected, or promise less before it. Begin with"
    )


def test_a_gap_that_may_be_chance_makes_no_entry():
    rows = [answer(f"a{n}", 4.0 + n % 2, expectation=4.6) for n in range(8)]
    register = drafted(rows, {f"a{n}": 1 for n in range(8)})

    assert insights_of(register) == []


def test_at_most_three_problems_a_stage_become_insights():
    codes = {f"Pain {n}": f"tp-{n}" for n in range(5)}
    rows = [pain(f"a{n}", code=code, at=at) for n in range(6) for code, at in codes.items()]
    findings = find(case_with(rows, revenue={f"a{n}": 1 for n in range(6)}))
    places = [PLACES[1].model_copy(update={"id": at, "name": at}) for at in codes.values()]
    findings.pains["stage"] = "Use"

    register = draft_insights(findings, stages=STAGES, touchpoints=places).register

    assert len(insights_of(register)) == 3


def test_moments_of_truth_come_first_and_confirmed_insights_last_among_their_like():
    def insight(name, cause, value, status="draft"):
        return Entry(id=name, kind="insight", title=name, because_of=(cause,), value=value,
                     status=status)  # fmt: skip

    causes = [
        Entry(id="p", kind="pain", title="p"),
        Entry(id="m", kind="moment of truth", title="m"),
    ]
    register = Register(
        entries=(
            insight("light", "p", 1.0),
            insight("done", "p", 90.0, "confirmed"),
            insight("heavy", "p", 50.0),
            insight("moment", "m", -0.5),
            *causes,
        )
    )

    assert [one.id for one in act_first(register)] == ["moment", "heavy", "light", "done"]


def test_the_next_step_is_computed_from_what_was_drafted(register):
    assert next_step(register) == (
        "Go through the 2 drafted insights with their owners, beginning with “Slow till "
        f"(Till)” (Service). {HOW_TO_CONFIRM} Then ask 5 accounts or more how Buy was for "
        "them, most of all about “Order”."
    )
    confirmed = tuple(
        one.model_copy(update={"status": "confirmed"})
        for one in register.entries
        if not one.title.startswith("None found")
    )
    assert next_step(Register(entries=confirmed)) == (
        "All insights are confirmed: give each action a date and start."
    )
    only_holes = Register(entries=tuple(none_found(register)))
    assert next_step(only_holes) == (
        "Ask 5 accounts or more how Buy was for them, most of all about “Order”."
    )


def test_an_insight_says_what_is_at_stake_what_should_move_and_by_when(register):
    insight = insights_of(register)[0]

    assert (insight.money, insight.money_low, insight.money_high) == (1000.0, 1000.0, 1000.0)
    assert (insight.metric, insight.moves, insight.due) == ("CSAT", "satisfaction", "2026-12-27")
    assert insight.change_low < insight.change < insight.change_high
    assert insight.change == pytest.approx(2.4)
    assert [one.made_by for one in insights_of(register)] == [
        "insight from a pain",
        "insight from a gain",
    ]
    assert {one.made_by for one in none_found(register)} == {"stage without insight"}


def test_a_gap_asks_for_what_is_missing_to_the_expectation():
    rows = [answer(f"a{n}", 2.0 + n % 2, expectation=5.0, at="tp-order") for n in range(8)]
    [insight] = insights_of(drafted(rows, {f"a{n}": 1 for n in range(8)}))

    assert (insight.metric, insight.moves, insight.change) == ("CSAT", "satisfaction", 2.5)
    assert insight.consequence.endswith(
        "To meet what is expected, CSAT has to be 2.5 better there (2.1 to 2.9)."
    )


def test_what_goes_with_a_pain_is_a_suggested_cause_and_no_evidence(register):
    [cause] = [one for one in register.entries if one.kind == "root cause"]
    pains = [one for one in register.entries if one.kind == "pain"]

    assert cause.title == "Perhaps “stopped” in the event log at “Till”"
    assert (cause.suggested, cause.cause_status, cause.evidence) == (True, "hypothesis", ())
    assert cause.why.startswith("“Slow till”: Hypothesis: it goes with “stopped” in the event log")
    assert [one.caused_by for one in pains] == [(cause.id,)]
    assert cause_pareto(register).empty


def test_a_change_is_only_named_where_accounts_without_it_do_better_by_more_than_chance(register):
    keep = insights_of(register)[1]
    alike = [pain(f"a{n}") for n in range(8)] + [answer(f"a{n}", 3.0 + n % 2) for n in range(16)]
    [insight] = insights_of(drafted(alike, {f"a{n}": 1 for n in range(16)}))

    assert (keep.change, keep.change_low) == (None, None)
    assert (insight.metric, insight.change) == ("CSAT", None)
    assert insight.consequence.endswith("a change may not show there.")


def test_intervals_of_all_insights_hold_at_once(register):
    insight = insights_of(register)[0]
    rows, revenue, events = busy_engagement()
    findings = find(case_with(rows, revenue=revenue, events=events))
    alone, told = (
        metric_shift(findings, ["tp-till"], [f"a{n:02}" for n in range(10)], metrics=METRICS,
                     comparisons=many).difference
        for many in (1, 2 * len(insights_of(register)))
    )  # fmt: skip

    assert insight.change_low == pytest.approx(told.low)
    assert told.low < alone.low

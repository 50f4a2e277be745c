"""What of insights may leave the house, and that nothing does before a person released it."""

import json

import pytest
from tests.insight.cases import busy_engagement, case_with

from cxworkbench.insight.building import build_insights
from cxworkbench.insight.draft_rules import FROM_GAIN, FROM_PAIN, RULES
from cxworkbench.insight.drafts import insights_of
from cxworkbench.records.approving import approve_rule, confirm_entry
from cxworkbench.records.causes import (
    add_cause,
    edit_cause,
    link_evidence,
    set_cause_status,
)
from cxworkbench.records.store import save_record
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.insight_facts import describe_approvals, insight_facts, status_words
from cxworkbench.telling.insights import tell_insights
from cxworkbench.telling.released import safe_causes

ROWS, REVENUE, EVENTS = busy_engagement()
FULL = {"short_report_below": 1}


def drafted():
    return build_insights(case_with(ROWS, revenue=REVENUE, events=EVENTS)).proposal


def approved(register, rule=FROM_PAIN):
    return approve_rule(register, rule, by="Anna", on="2026-07-01", rules=RULES, reason="Read ten")


def told_with(register, folder, account="a00", **more):
    save_record(register, folder / "maps" / "register.json")
    case = case_with(ROWS, revenue=REVENUE, events=EVENTS, account=account, folder=folder,
                     **FULL, **more)  # fmt: skip
    return tell_insights(case, build_insights(case))


def safe_words(told):
    safe = for_audience(told, "client-safe")
    return json.dumps(safe.model_dump(mode="json", include={"sections"}), ensure_ascii=False)


def released(told):
    [section] = [one for one in told.sections if one.key == "released"]
    return section.blocks


def test_before_a_person_released_anything_no_insight_leaves(tmp_path):
    told = told_with(drafted(), tmp_path)

    assert "released" not in [section.key for section in told.sections]
    assert "looks after" not in safe_words(told)


def test_an_approved_rule_releases_its_drafts_and_the_page_says_by_whom_inside(tmp_path):
    told = told_with(approved(drafted()), tmp_path)
    table, words = released(for_audience(told, "client-safe"))

    assert table.columns == ("what was heard", "where", "heard from", "who looks after it",
                             "measured by", "by")  # fmt: skip
    assert table.rows == (
        ("Slow till", "Till", "you and 9 other accounts", "Service", "CSAT", "2026-12-27"),
    )
    assert words.text == (
        "Not each line here was read by a person: a person approved the rule that drafts them, on "
        "2026-07-01."
    )
    assert "Anna approved the rule “insight from a pain” on 2026-07-01 (Read ten): its drafts" in (
        told.model_dump_json()
    )


def test_neither_money_nor_risk_nor_words_of_others_nor_other_drafts_leave(tmp_path):
    register = approved(drafted())
    words = safe_words(told_with(register, tmp_path))

    for secret in ("stake", "1,000", "contract", "Begin with", "moment of truth", "Anna",
                   "recommend us", "Hypothesis", "stopped", "Kind people"):  # fmt: skip
        assert secret not in words


def test_an_account_that_has_no_part_in_an_insight_is_told_nothing_of_it(tmp_path):
    told = told_with(approved(drafted()), tmp_path, account="a12")

    assert "released" not in [section.key for section in told.sections]


def test_a_confirmed_insight_leaves_alone_and_needs_no_rule(tmp_path):
    register = drafted()
    keep = next(one for one in insights_of(register) if one.title.startswith("Keep"))
    told = told_with(confirm_entry(register, keep.id), tmp_path, account="a16")

    [table] = released(for_audience(told, "client-safe"))
    assert [row[0] for row in table.rows] == ["Kind people"]


def test_few_others_are_not_counted(tmp_path):
    told = told_with(approved(drafted(), FROM_GAIN), tmp_path, account="a16",
                     privacy={"smallest_cell": 5})  # fmt: skip
    table = released(told)[0]

    assert table.rows[0][table.columns.index("heard from")] == "you"


def with_cause(register, title="Prices are looked up one by one", kind="technology", **more):
    pain = next(one for one in register.entries if one.kind == "pain")
    register = add_cause(register, pain.id, title, kind=kind)
    key = register.entries[-1].id
    if more.get("evidence", True):
        register = link_evidence(register, key, pain.evidence[:1])
    return set_cause_status(register, key, more.get("status", "supported"))


@pytest.mark.parametrize(
    ("cause", "shown"),
    [
        ({}, ["Prices are looked up one by one"]),
        ({"status": "hypothesis"}, []),
        ({"status": "refuted"}, []),
        ({"evidence": False}, []),
        ({"kind": "people"}, []),
        ({"kind": "policy"}, []),
        ({"kind": "partner"}, []),
        ({"kind": ""}, []),
        ({"title": "Company a03 has its own price list"}, []),
    ],
)
def test_of_causes_only_supported_ones_leave_that_name_neither_people_policy_nor_others(
    cause, shown
):
    register = with_cause(drafted(), **cause)
    companies = [f"Company {one}" for one in REVENUE]

    assert safe_causes(register, insights_of(register)[0], companies) == shown


def test_a_cause_that_became_policy_leaves_no_longer():
    register = with_cause(drafted())
    register = edit_cause(register, register.entries[-1].id, cause_kind="policy")

    assert safe_causes(register, insights_of(register)[0]) == []


def test_a_cause_that_people_entered_stands_in_place_of_the_drafted_one():
    register = drafted()
    before = insight_facts(register, insights_of(register)[0])
    after = insight_facts(with_cause(register), insights_of(register)[0])

    assert before["why, perhaps"].startswith("Hypothesis: it goes with “stopped”")
    assert "why, perhaps" not in after
    assert after["why"] == (
        "“Prices are looked up one by one” (technology, supported: 1 for, 0 against)"
    )
    assert before["ready to act on"] == ("95 of 100: missing is a cause that a person looked at")
    assert after["ready to act on"] == "100 of 100: nothing is missing"
    assert before["it should move by"].endswith("at most, going by accounts without it")
    assert before["measured by"] == "CSAT, which tells satisfaction"


def test_the_status_says_who_approved_what(tmp_path):
    register = approved(drafted())

    assert status_words(register, insights_of(register)[0]) == (
        "drafted by a rule that Anna approved on 2026-07-01"
    )
    assert status_words(register, insights_of(register)[1]) == "draft"
    assert describe_approvals(register) == (
        "Anna approved the rule “insight from a pain” on 2026-07-01 (Read ten): its drafts count "
        "as read (1 draft now)."
    )


def test_a_stage_without_insight_or_reason_is_told_on_the_page(tmp_path):
    register = drafted()
    left = tuple(one for one in register.entries if one.title != "None found in Buy")
    gone = [one.id for one in register.entries if one.title == "None found in Buy"]
    register = register.model_copy(update={"entries": left, "retired_ids": tuple(gone)})
    told = told_with(register, tmp_path, account="all")

    [ready] = [section for section in told.sections if section.key == "ready"]
    assert ready.blocks[0].text == (
        "The stage Buy has no insight, and nothing says why none was found."
    )

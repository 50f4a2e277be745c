"""The insights of a case: for all accounts, a segment or one account."""

import dataclasses

import pytest
from tests.insight.cases import answer, busy_engagement, case_with, pain

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.building import build_insights, propose_register
from cxworkbench.insight.drafts import act_first, insights_of
from cxworkbench.insight.findings import find
from cxworkbench.records.accepting import accept_register
from cxworkbench.records.engagement import SegmentRule
from cxworkbench.records.register import Register
from cxworkbench.records.store import load_record, save_record
from cxworkbench.voice.research import build_research

ROWS, REVENUE, EVENTS = busy_engagement()


def busy(**more):
    return case_with(ROWS, revenue=REVENUE, events=EVENTS, **more)


def test_one_account_is_set_against_all_and_not_against_itself():
    everybody, one = build_insights(busy()), build_insights(busy(account="a07"))

    assert one.pains.drop(columns="evidence").equals(everybody.pains.drop(columns="evidence"))
    assert one.own_pains["own_voices"].tolist() == [1]
    assert everybody.own_pains.empty


def test_an_account_that_named_another_pain_at_the_touchpoint_is_not_part_of_the_insight():
    rows = [*ROWS, *(pain(f"a{n}", code="Dear paper") for n in (12, 13, 14))]
    insights = build_insights(
        case_with(rows, revenue=REVENUE, events=EVENTS, account="a12", short_report_below=1)
    )
    [insight] = [one for one in insights_of(insights.register) if "Slow till" in one.title]

    assert "“Dear paper”" in insight.observation
    assert insights.concerning([insight]) == []
    assert "Slow till" not in insights.next_step


def test_what_to_do_is_told_of_the_account_and_not_of_all_others():
    everybody, one = build_insights(busy()), build_insights(busy(account="a07"))
    [told] = one.concerning(insights_of(one.register))
    [whole] = [same for same in insights_of(everybody.register) if same.id == told.id]

    assert "tell all 10 what was done" in whole.recommendation
    assert "tell all" not in told.recommendation
    assert "This account named it 1 time." in told.recommendation


def test_insights_concern_an_account_that_the_main_finding_touches():
    def titles(account):
        insights = build_insights(busy(account=account))
        return [one.title for one in insights.concerning(act_first(insights.register))]

    assert titles("a00") == ["Slow till (Till)"]
    assert titles("a12") == []
    assert titles("a19") == ["Keep: Kind people (Helpdesk)"]


def test_an_account_with_few_voices_is_short_and_is_asked_more():
    insights = build_insights(busy(account="a12"))

    assert insights.short
    assert insights.next_step == (
        "Ask Company a12 about “Order”, where it said nothing: 2 voices of it were heard, too few "
        "to tell."
    )


def test_an_account_nobody_heard_is_asked_too():
    case = case_with(ROWS, revenue=REVENUE | {"quiet": 5}, account="quiet")
    insights = build_insights(case)

    assert insights.short
    assert insights.next_step == (
        "Hear Company quiet first: nobody there has said anything in this period."
    )
    assert insights.next_step == build_research(case).next_step


def test_an_account_with_enough_voices_is_talked_with_about_its_heaviest_insight():
    insights = build_insights(busy(account="a00", short_report_below=4))

    assert not insights.short
    assert insights.next_step == (
        "Talk with Company a00 about “Slow till (Till)”, and ask it about “Helpdesk”, where it "
        "said nothing."
    )


def test_a_segment_is_looked_at_alone():
    rows = [pain("a"), pain("b", code="Dear"), answer("c", 4.0)]
    rules = (SegmentRule(name="large", rule="revenue >= 50"),)
    case = case_with(rows, revenue={"a": 100, "b": 10, "c": 70}, segments=rules)

    findings = find(dataclasses.replace(case, segment="large"))

    assert findings.pains[["code", "heard"]].to_numpy().tolist() == [["Slow till", 2]]
    with pytest.raises(ParameterProblem) as caught:
        find(dataclasses.replace(case, segment="larg"))
    assert str(caught.value).startswith(
        "No account is in the segment 'larg'. Did you mean 'large'? Segments with accounts: large"
    )


def test_the_proposal_is_written_beside_peoples_register_and_their_word_is_shown(tmp_path):
    folder, out = tmp_path / "acme", tmp_path / "out"
    case = busy(folder=folder, out=out)
    accept_register(folder, propose_register(case, build_insights(case)))
    own_path = folder / "maps" / "register.json"
    own = load_record(own_path, Register)
    mine = own.entries[1].model_copy(update={"status": "confirmed", "recommendation": "Hire."})
    save_record(
        own.model_copy(update={"entries": (own.entries[0], mine, *own.entries[2:])}), own_path
    )
    before = own_path.read_bytes()

    insights = build_insights(case)
    propose_register(case, insights)

    assert own_path.read_bytes() == before
    assert insights_of(insights.register)[0].recommendation == "Hire."
    assert insights_of(insights.proposal)[0].status == "draft"
    assert load_record(out / "register.json", Register) == insights.proposal


def test_an_insight_deleted_from_peoples_register_does_not_come_back_in_the_next_run(tmp_path):
    folder = tmp_path / "acme"
    case = busy(folder=folder, out=tmp_path / "out")
    first = build_insights(case)
    accept_register(folder, propose_register(case, first))
    path = folder / "maps" / "register.json"
    own = load_record(path, Register)
    gone = insights_of(own)[0]
    left = tuple(entry for entry in own.entries if entry.id != gone.id)
    save_record(own.model_copy(update={"entries": left}), path)

    again = build_insights(case)

    assert gone.title in [entry.title for entry in insights_of(first.register)]
    assert gone.title not in [entry.title for entry in insights_of(again.register)]

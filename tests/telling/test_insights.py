"""Telling the insights: charts, sentences, and who may see what."""

import json

import pytest
from tests.insight.cases import answer, busy_engagement, case_with, pain, said

from cxworkbench.insight.building import build_insights, propose_register
from cxworkbench.insight.draft_rules import RULES
from cxworkbench.insight.pains import rank_pains
from cxworkbench.insight.wider import not_looked
from cxworkbench.records.accepting import accept_register
from cxworkbench.records.store import load_record
from cxworkbench.records.told import Told
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.figures import chart_svg
from cxworkbench.telling.insights import (
    chart_gains,
    chart_gap_types,
    chart_gaps,
    chart_moments,
    chart_pains,
    chart_served,
    chart_signals,
    describe_act_first,
    describe_gains,
    describe_gaps,
    describe_insight_basis,
    describe_insights,
    describe_moments,
    describe_pains,
    describe_signals,
    first_table,
    insights_table,
    tell_insights,
    write_insights,
)

ROWS, REVENUE, EVENTS = busy_engagement()
FULL = {"short_report_below": 1}


def busy(**more):
    return case_with(ROWS, revenue=REVENUE, events=EVENTS, **more)


@pytest.fixture(scope="module")
def insights():
    return build_insights(busy())


def data_of(chart):
    """The table behind a chart's marks."""
    datasets = chart.to_dict()["datasets"]
    return max(datasets.values(), key=len)


def words_of(told):
    return json.dumps(told.model_dump(mode="json", include={"sections", "sources", "next_step"}))


def test_the_chart_of_pains_shows_score_interval_and_factors(insights):
    chart = chart_pains(insights.pains)
    [row] = data_of(chart)

    assert row["value"] == pytest.approx(insights.pains["score"].item(), abs=1e-4)
    assert row["low"] < row["value"] < row["high"]
    assert row["aside"] == "n 10, severity 4.0, 50 % of revenue"
    assert chart.title.subtitle == "20 heard accounts; bars: 95 % interval; hollow: too few to tell"


def test_a_pain_that_the_account_named_itself_is_marked_in_words_and_shape():
    rows = [*ROWS, pain("a01", at="tp-help")]
    one = build_insights(case_with(rows, revenue=REVENUE, account="a07"))
    chart = chart_pains(one.pains, own=one.own_pains)

    assert [row["aside"].endswith("; this account too") for row in data_of(chart)] == [True, False]
    assert "diamond" in json.dumps(chart.to_dict())
    assert "diamond" not in json.dumps(chart_pains(one.pains).to_dict())


def test_the_chart_of_gaps_is_coloured_only_where_it_falls_short_by_more_than_chance():
    rows = [answer(f"a{n}", 2.0 + n % 2, expectation=5.0) for n in range(8)]
    rows += [answer(f"a{n}", 4.0 + n % 2, at="tp-help", expectation=4.5) for n in range(8)]
    gaps = build_insights(case_with(rows, revenue={f"a{n}": 1 for n in range(8)})).gaps

    drawn = data_of(chart_gaps(gaps))

    assert [(row["short"], row["aside"]) for row in drawn] == [
        (True, "−2.50 (−2.95 to −2.05), n 8"),
        (False, "0.00 (−0.45 to 0.45), n 8"),
    ]


def test_the_chart_of_moments_says_the_label_and_leaves_out_what_nobody_rated(insights):
    drawn = data_of(chart_moments(insights.moments))

    assert [row["aside"] for row in drawn] == [
        "moment of truth (n 6 and 14)",
        "too few to tell (n 0 and 1)",
        "too few to tell (n 0 and 5)",
    ]


@pytest.mark.parametrize(
    "draw",
    [
        lambda i: chart_pains(i.pains),
        lambda i: chart_gains(i.gains, own=i.gains),
        lambda i: chart_gaps(i.gaps),
        lambda i: chart_moments(i.moments),
    ],
)
def test_every_chart_draws_to_a_picture_also_from_an_empty_table(draw, insights):
    empty = build_insights(case_with([answer("a", 4.0)], revenue={"a": 1}))

    assert chart_svg(draw(insights).to_dict()).startswith("<svg")
    assert chart_svg(draw(empty).to_dict()).startswith("<svg")


@pytest.mark.parametrize("name", ["constructor", "__proto__", "hasOwnProperty", "<b>&", "\u202e"])
def test_a_touchpoint_or_pain_may_have_any_name(name):
    names = [f"a{n}" for n in range(6)]
    rows = [pain(one, code=name, at=name) for one in names]
    rows += [answer(one, 2.0, at=name, expectation=4.0) for one in names]
    odd = build_insights(case_with(rows, revenue=dict.fromkeys(names, 1)))

    for chart in (chart_pains(odd.pains, own=odd.pains), chart_gaps(odd.gaps)):
        assert "<svg" in chart_svg(chart.to_dict())


def test_the_chart_of_many_gaps_shows_the_lowest_and_says_so():
    rows = [answer("a", 3.0, at=f"tp-{n:02}", expectation=3.0 + n / 10) for n in range(30)]
    chart = chart_gaps(build_insights(case_with(rows, revenue={"a": 1})).gaps)

    assert len(data_of(chart)) == 24
    assert chart.title.subtitle.endswith("; the 24 lowest of 30")


def test_sentences_say_the_heaviest_and_how_sure_it_is(insights):
    assert describe_pains(insights.pains) == (
        "The heaviest pain is “Slow till” (Till): said by 10 of 20 heard accounts (50 %, 30 % to "
        "70 %), with 50 % of their revenue; severity 4.0 of 5. Its first place is sure. 1 pain was "
        "named in all."
    )
    assert describe_gains(insights.gains).startswith(
        "The heaviest gain is “Kind people” (Helpdesk): said by 5 of 20 heard accounts (25 %, "
    )
    assert describe_gaps(insights.gaps).startswith(
        "Till falls short the most: 20 accounts expected 5.00 and got 3.80 (CSAT; −1.20, "
    )
    assert describe_moments(insights.moments).startswith(
        "Till is a moment of truth: 6 of 20 accounts with a rating here and a recommendation had a "
        "bad experience and recommend "
    )
    assert describe_insights(insights.register) == (
        "2 insights, none confirmed yet. None found in: Buy, Renew."
    )
    assert describe_insight_basis(insights) == (
        "56 voices of 20 accounts out of 20; 15 name a pain or a gain."
    )
    assert describe_act_first(insights).startswith(
        "Act first on “Slow till (Till)” (10 accounts, owner: Service). At stake, which is not "
        "lost: 1,000, the revenue of the accounts that have it; all were heard. They recommend "
    )


def test_a_tie_at_the_head_and_too_few_accounts_are_said():
    rows = [pain("a"), pain("b", code="Dear")]
    ranked = rank_pains(said(rows), case_with(rows, revenue={"a": 1, "b": 1}).evidence.accounts, [])

    assert describe_pains(ranked) == (
        "The heaviest pain is “Dear” (tp-till), level with 1 more: said by 1 of 2 heard accounts "
        "(50 %, 9 % to 91 %), with 50 % of their revenue; severity 4.0 of 5; too few to tell: 1 "
        "account. Which is heaviest is too few to tell. 2 pains were named in all."
    )


def test_nothing_found_is_said_and_not_left_blank():
    nothing = build_insights(case_with([answer("a", 4.0)], revenue={"a": 1}))

    assert describe_pains(nothing.pains) == "No pain was named by any account."
    assert describe_gaps(nothing.gaps) == (
        "Nobody was asked both what was expected and what was got."
    )
    assert describe_moments(nothing.moments) == (
        "No touchpoint is shown to be a moment of truth. At 4 touchpoints there are too few to "
        "tell."
    )
    assert describe_act_first(nothing).startswith("Nothing to act on was found")
    assert first_table(nothing).empty


def test_touchpoints_that_do_not_fall_short_or_were_asked_of_few_are_said():
    rows = [answer(f"a{n}", 4.0 + n % 2, expectation=4.5) for n in range(8)]
    rows += [answer("a0", 1.0, at="tp-help", expectation=5.0)]
    gaps = build_insights(case_with(rows, revenue={f"a{n}": 1 for n in range(8)})).gaps

    assert describe_gaps(gaps) == (
        "2 touchpoints asked about, and none falls short of what was expected by more than chance. "
        "At 1 of them too few were asked to tell."
    )


def test_an_account_that_got_what_it_expected_is_told_so():
    rows = [answer("a", 5.0, expectation=4.0), pain("", code="x")]
    case = case_with(rows, revenue={"a": 1}, account="a", short_report_below=1)
    insights = build_insights(case)
    told = tell_insights(case, insights)

    assert told.sections[0].blocks[-1].text == (
        "At Till this account got what it expected or more."
    )
    assert describe_insight_basis(insights) == (
        "1 voice of 1 account out of 1; 0 name a pain or a gain. Left out: 1 voice of no known "
        "account. 1 voice of them from this account."
    )
    assert describe_act_first(insights) == "This account is part of no insight so far."


def test_tables_hold_whole_sentences_in_stage_order(insights):
    table = insights_table(insights, busy().stages)

    assert table["stage"].tolist() == ["Buy", "Use", "Use", "Renew"]
    assert table["what to do"].iloc[1].startswith("Have Service find the cause")
    assert first_table(insights)["insight"].tolist() == [
        "Slow till (Till)",
        "Keep: Kind people (Helpdesk)",
    ]


def test_all_accounts_are_told_every_section_with_evidence(insights):
    told = tell_insights(busy(), insights)

    assert [section.key for section in told.sections] == [
        "act-first",
        "insights-rest-on",
        "pains",
        "gains",
        "gaps",
        "moments",
        "served",
        "gap-types",
        "signals",
        "opportunities",
        "truths",
        "insights-by-stage",
        "stage-evidence",
        "causes",
        "ready",
        "insights-limits",
    ]
    assert told.sections[2].blocks[0].evidence_count == 10
    assert {source.evidence_id for source in told.sources} == {
        key for section in told.sections for block in section.blocks for key in block.evidence
    }
    assert told.next_step == insights.next_step


def test_every_block_about_an_insight_is_a_draft_until_a_person_confirms(insights):
    told = tell_insights(busy(), insights)
    first = told.sections[0]
    [by_stage] = [one for one in told.sections if one.key == "insights-by-stage"]

    assert all(block.draft for block in first.blocks)
    assert [block.draft for block in by_stage.blocks if block.kind == "table"] == [True, True]


def test_an_insight_confirmed_by_hand_is_no_draft_in_the_next_run_and_still_stays_inside(tmp_path):
    folder = tmp_path / "acme"
    more = {"folder": folder, "account": "a00", "out": tmp_path / "out", **FULL}
    case = busy(**more)
    accept_register(folder, propose_register(case, build_insights(case)))
    path = folder / "maps" / "register.json"
    path.write_text(path.read_text().replace('"status": "draft"', '"status": "confirmed"'))

    told = tell_insights(case, build_insights(case))
    outside = words_of(for_audience(told, "client-safe"))

    assert "Do this first" in words_of(told)
    assert not any(block.draft for section in told.sections for block in section.blocks)
    assert "Slow till" in outside  # what it said itself
    assert "Have Service find the cause" not in outside
    assert "would not recommend" not in outside


def test_outside_go_only_the_accounts_own_words_and_no_money_or_draft():
    rows = [*ROWS, pain("a07", code="Only theirs"), pain("a01", code="Secret of a01")]
    case = case_with(rows, revenue=REVENUE, events=EVENTS, account="a07", **FULL)
    told = tell_insights(case, build_insights(case))
    outside = for_audience(told, "client-safe")

    assert "Secret of a01" in words_of(told)
    assert "Only theirs" in words_of(outside)
    for hidden in (
        "Secret of a01",
        "revenue",
        "EUR",
        "contract",
        "Have Service",
        "moment of truth",
    ):
        assert hidden.lower() not in words_of(outside).lower()
    assert not any(block.draft for section in outside.sections for block in section.blocks)
    assert {source.account_id for source in outside.sources} == {"a07"}


def test_a_share_with_too_few_others_behind_it_is_withheld():
    rows = [*ROWS, *(pain(f"a0{n}", code="Rare") for n in (7, 8, 9))]
    case = case_with(rows, revenue=REVENUE, account="a07", **FULL)
    told = tell_insights(case, build_insights(case))
    [table] = [b for b in told.sections[2].blocks if b.title == "Pains this account named"]

    assert {row[0]: row[-1] for row in table.rows} == {
        "Slow till": "50 %",
        "Rare": "too few to show",
    }


def test_the_gap_of_all_is_withheld_where_too_few_others_were_asked():
    def beside(others):
        rows = [answer(name, 2.0, expectation=4.0) for name in ["a", *others]]
        case = case_with(rows, revenue={"a": 1}, account="a", short_report_below=1)
        told = tell_insights(case, build_insights(case))
        [table] = [b for b in told.sections[3].blocks if b.kind == "table"]
        return [row[-1] for row in table.rows]

    assert beside("bc") == [None]
    assert beside("bcd") == [-2]


def test_one_account_is_told_its_own_first_and_how_it_went_at_moments_of_truth():
    told = tell_insights(busy(account="a00", **FULL), build_insights(busy(account="a00", **FULL)))
    keys = [section.key for section in told.sections]
    moments = told.sections[keys.index("moments")]

    assert keys[:4] == ["act-first", "insights-rest-on", "own-named", "own-gaps"]
    assert told.sections[0].blocks[0].text == (
        "This account would not recommend us (NPS −100, 1 answer)."
    )
    assert told.sections[0].blocks[0].audience == "internal"
    assert told.sections[0].blocks[1].text == (
        "Do this first: talk with this account about “Slow till (Till)” (owner: Service), because "
        "this account named it 1 time."
    )
    assert told.sections[0].blocks[2].text == (
        "This account named 1 pain: “Slow till” (1 time, severity 5.0 of 5)."
    )
    assert told.sections[0].blocks[3].text == (
        "This account got less than it expected at 1 of 1 touchpoint, the most at Till (expected "
        "5.00, got 1.00, CSAT)."
    )
    assert moments.blocks[1].rows == (("Till", "moment of truth", "badly"),)


def test_an_account_with_few_voices_gets_its_own_facts_and_what_to_ask():
    case = busy(account="a12")
    told = tell_insights(case, build_insights(case))

    assert told.short
    assert [section.key for section in told.sections] == ["act-first", "insights-limits"]
    assert told.sections[0].blocks[-1].text.startswith("Ask Company a12 about “Order”")
    assert "Slow till" not in words_of(told)


def test_an_account_nobody_heard_is_told_just_that():
    case = case_with(ROWS, revenue=REVENUE | {"quiet": 5}, account="quiet")
    told = tell_insights(case, build_insights(case))

    assert [block.text for block in told.sections[0].blocks] == [
        "No voice of this account was received.",
        "Hear Company quiet first: nobody there has said anything in this period.",
    ]


def test_what_is_told_is_written_and_read_back_the_same(insights, tmp_path):
    told = tell_insights(busy(), insights)
    path = write_insights(told, tmp_path)

    assert path == tmp_path / "told" / "3_insights.json"
    assert load_record(path, Told) == told


def test_what_is_looked_at_over_all_is_not_made_for_one_account():
    one = build_insights(busy(account="a00"))

    assert not one.wider.looked
    assert one.wider.signals.empty
    assert describe_signals(one.wider) == (
        "This is looked at over all accounts together, in the run for all of them."
    )
    assert "signals" not in [
        section.key for section in tell_insights(busy(account="a00"), one).sections
    ]


@pytest.mark.parametrize("draw", [chart_served, chart_gap_types, chart_signals])
def test_charts_of_nothing_say_so(draw):
    assert "mark" in str(draw(not_looked()).to_dict())


def test_what_was_found_more_widely_stands_in_the_register_with_its_rule(insights):
    wider = [
        entry
        for entry in insights.proposal.entries
        if entry.kind in ("opportunity", "unmet need", "challenge signal")
    ]

    assert all(entry.made_by in RULES and entry.why and entry.status == "draft" for entry in wider)

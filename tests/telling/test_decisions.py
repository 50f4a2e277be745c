"""Telling decisions and actions: charts as data, sentences, and who may see what."""

import json

import pytest
from tests.insight.cases import busy_engagement, case_with

from cxworkbench.insight.building import build_insights
from cxworkbench.insight.deciding import build_decisions
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.store import save_record
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.figures import chart_svg
from cxworkbench.telling.insights import (
    chart_friction,
    chart_ranks,
    chart_roadmap,
    chart_robustness,
    chart_value_effort,
    describe_actions,
    describe_budget,
    describe_friction,
    describe_priorities,
    describe_roadmap,
    describe_robustness,
    shown_actions,
    shown_budget,
    shown_priorities,
    shown_roadmap,
    shown_stages,
    tell_insights,
)
from cxworkbench.telling.label_places import Box, label_places

ROWS, REVENUE, EVENTS = busy_engagement()


def action(key, **fields):
    return Entry(id=key, kind="action", title=f"Do {key}.", **fields)


def taken(key, **fields):
    return action(key, decision="accepted", status="confirmed", **fields)


PAIN = Entry(id="own-pain", kind="pain", title="Own pain", value=4.0, low=2.0, high=9.0)
ACTIONS = (
    taken("a", because_of=("own-pain",), effort=4, cost=100, due="2026-06-01",
          touchpoint_ids=("tp-till",), shown="client-safe", progress="in progress"),
    taken("b", because_of=("own-pain",), effort=4, cost=50, depends_on=("a",), owner="Secret Ada",
          touchpoint_ids=("tp-till",)),
    action("c", because_of=("own-pain",), cost=10),
)  # fmt: skip


@pytest.fixture
def decided(tmp_path):
    def made(account="all", actions=ACTIONS, **fields):
        register = Register(entries=(PAIN, *actions), **{"budget": 120.0} | fields)
        save_record(register, tmp_path / "maps" / "register.json")
        case = case_with(ROWS, revenue=REVENUE, events=EVENTS, account=account, folder=tmp_path,
                         short_report_below=1)  # fmt: skip
        insights = build_insights(case)
        return case, insights, build_decisions(case, insights)

    return made


def test_the_matrix_numbers_what_is_known_and_leaves_out_the_rest(decided):
    _, _, decisions = decided()
    datasets = chart_value_effort(decisions).to_dict()["datasets"].values()
    rows = next(rows for rows in datasets if "number" in rows[0])

    assert [one["number"] for one in rows] == ["1", "2"]
    assert {one["decided"] for one in rows} == {"accepted"}
    assert len({(one["label_x"], one["label_y"]) for one in rows}) == 2


def test_the_sentence_names_the_first_and_what_is_unknown(decided):
    _, _, decisions = decided()
    told = describe_priorities(decisions)

    assert told.startswith("By value, effort, “Do a” comes first of 2 actions with a score of 10")
    assert "cannot be ranked, because something is unknown: “Do c” (effort)" in told


def test_robustness_plan_budget_and_actions_are_said(decided):
    _, _, decisions = decided()

    assert describe_robustness(decisions.robustness) == (
        "“Do a” is first under 100 % of 10,000 settings of the weights, and among the first 5 "
        "under 100 %. There are no more than 2 to choose from."
    )
    assert describe_roadmap(decisions.plan) == "2 actions in 2 waves of 60 person-days each."
    assert describe_actions(decisions) == (
        "2 actions are taken on: 0 done, 1 in progress, 1 open, 0 blocked; 1 overdue. Longest "
        "overdue: “Do a”, by 29 days. Without an owner: 1; without a due date: 1."
    )
    assert describe_budget(decisions).startswith(
        "Within 120, 1 action for 100 are worth most together: “Do a”."
    )
    assert describe_friction(decisions.friction).endswith("predicts a change of it.")


def test_a_budget_below_what_runs_is_said_and_stops_nothing(decided):
    _, _, decisions = decided(budget=5.0)

    assert describe_budget(decisions).startswith("1 of the actions are in progress")


@pytest.mark.parametrize("account", ["all", "a00"])
def test_every_chart_and_table_is_made_over_all_and_for_one(decided, account):
    _, _, decisions = decided(account)
    charts = (
        chart_value_effort(decisions),
        chart_robustness(decisions.robustness),
        chart_ranks(decisions.robustness),
        chart_roadmap(decisions.plan),
        chart_friction(decisions.friction),
    )

    for chart in charts:
        assert chart.to_dict()["title"]
        assert "<svg" in chart_svg(chart.to_dict())
    for table in (shown_priorities, shown_budget, shown_roadmap, shown_actions, shown_stages):
        some = len(table(decisions))
        assert some > 0 if account == "all" or table is shown_stages else some == 0


def test_nobody_outside_is_told_of_decisions_over_all_accounts(decided):
    case, insights, decisions = decided()
    told = tell_insights(case, insights, decisions)
    keys = [section.key for section in told.sections]
    safe = for_audience(told, "client-safe")

    assert keys[-4:] == ["do-first", "roadmap", "actions", "insights-limits"]
    text = json.dumps(safe.model_dump(mode="json"))
    assert "Do a" not in text
    assert "Secret Ada" not in text


def test_one_account_is_told_only_what_a_person_marked_and_that_touches_it(decided):
    case, insights, decisions = decided("a00")
    safe = for_audience(tell_insights(case, insights, decisions), "client-safe")
    [section] = [one for one in safe.sections if one.key == "what-we-do"]

    assert [block.text for block in section.blocks] == ["Under way: Do a, by 2026-06-01."]


@pytest.mark.parametrize(
    "other",
    [
        {"decision": "later"},
        {"status": "draft"},
        {"shown": "internal"},
        {"progress": "dropped"},
        {"touchpoint_ids": ("tp-talk",)},
    ],
)
def test_what_is_undecided_unread_internal_dropped_or_elsewhere_is_not_told(decided, other):
    changed = ACTIONS[0].model_copy(update=other)
    _, _, decisions = decided("a00", actions=(changed,))

    assert decisions.told == ()


def test_without_actions_there_is_nothing_to_say_and_nothing_breaks(decided):
    _, insights, decisions = decided(actions=(), budget=None)

    assert decisions.actions.empty
    assert describe_actions(decisions) == "No action is taken on yet."
    assert describe_budget(decisions) == "No budget is set, so nothing was chosen within one."
    assert insights.account == "all"


def test_labels_stand_apart_however_close_their_marks_are():
    marks = [(100.0 + n % 3, 100.0 + n // 3, 8.0) for n in range(15)]
    sizes = [(18.0, 14.0)] * 15
    places = label_places(marks, sizes, width=200, height=200)
    boxes = [Box(x, y, *size) for (x, y), size in zip(places, sizes, strict=True)]

    assert not any(one.meets(other) for n, one in enumerate(boxes) for other in boxes[:n])
    assert all(9 <= one.x <= 191 and 7 <= one.y <= 193 for one in boxes)

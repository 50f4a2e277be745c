"""How far insights can be acted on, pains that nobody cares for, and stages without a word."""

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.actionability import (
    actionability,
    actionability_table,
    causes_behind,
    orphan_pains,
)
from cxworkbench.insight.stage_check import check_stages, say_none_found
from cxworkbench.records.engagement import StageBelief
from cxworkbench.records.register import Entry, Register

STAGES = [StageBelief(name="Buy"), StageBelief(name="Use")]
FULL = Entry(
    id="i", kind="insight", title="Slow till", observation="10 of 20 say so", evidence=("v1",),
    n=10, because_of=("p",), money=100.0, money_low=80.0, money_high=120.0, metric="CSAT",
    moves="satisfaction", change=1.0, change_low=0.5, change_high=1.5, recommendation="Mend it",
    owner_function="Service", due="2026-12-31", confidence="high", stage_id="st-use",
)  # fmt: skip


def register(insight=FULL, **cause):
    given = {"cause_status": "supported", "evidence": ("v2",)} | cause
    return Register(entries=(
        insight,
        Entry(id="p", kind="pain", title="Slow till", caused_by=("c",), value=20.0, n=10),
        Entry(id="c", kind="root cause", title="Two systems", **given),
    ))  # fmt: skip


def test_an_insight_with_every_part_scores_100_and_lacks_nothing():
    told = actionability(register(), FULL)

    assert (told.score, told.missing) == (100, ())


@pytest.mark.parametrize(
    ("fields", "score", "missing"),
    [
        ({"owner_function": "not named"}, 90, "an owner"),
        ({"change_low": None}, 95, "an interval of by how much the metric should move"),
        ({"change": None}, 90, "by how much the metric should move"),
        ({"n": 4}, 95, "evidence of 5 accounts or more"),
        ({"evidence": ()}, 90, "evidence"),
        ({"moves": ""}, 90, "a metric that it should move"),
        ({"money": None, "money_low": None}, 90, "what it is worth in money"),
        ({"due": ""}, 90, "a day by when"),
    ],
)
def test_each_part_that_is_missing_costs_and_is_named(fields, score, missing):
    told = actionability(register(), FULL.model_copy(update=fields))

    assert (told.score, told.missing) == (score, (missing,))


@pytest.mark.parametrize(
    ("cause", "score", "missing"),
    [
        ({"cause_status": "hypothesis"}, 95, "evidence that its cause is right"),
        ({"evidence": ()}, 95, "evidence that its cause is right"),
        ({"suggested": True, "cause_status": "hypothesis"}, 95, "a cause that a person looked at"),
        ({"cause_status": "refuted"}, 90, "a cause"),
    ],
)
def test_a_cause_counts_whole_only_when_it_is_supported_with_evidence(cause, score, missing):
    told = actionability(register(**cause), FULL)

    assert (told.score, told.missing) == (score, (missing,))


def test_the_least_actionable_insight_stands_first():
    bare = Entry(id="j", kind="insight", title="Dear", observation="Two said so")
    hole = Entry(id="k", kind="insight", title="None found in Buy", why="Nobody spoke of it.")
    whole = register()
    table = actionability_table(whole.model_copy(update={"entries": (*whole.entries, bare, hole)}))

    assert table[["insight", "score", "read"]].values.tolist() == [
        ["Dear", 10, False], ["Slow till", 100, False],
    ]  # fmt: skip


def test_a_refuted_cause_is_behind_nothing():
    assert [one.id for one in causes_behind(register(), FULL)] == ["c"]
    assert causes_behind(register(cause_status="refuted"), FULL) == []


def test_pains_are_orphans_until_something_is_recommended_for_them_or_their_cause():
    late = Entry(id="q", kind="pain", title="Late", value=30.0, caused_by=("c",))
    dear = Entry(id="r", kind="pain", title="Dear")
    whole = register()
    whole = whole.model_copy(update={"entries": (*whole.entries, dear, late)})
    assert orphan_pains(whole)["pain"].tolist() == ["Late", "Dear"]

    act = Entry(id="a", kind="action", title="One system", because_of=("c",))
    more = whole.model_copy(update={"entries": (*whole.entries, act)})
    assert orphan_pains(more)["pain"].tolist() == ["Dear"]

    silent = FULL.model_copy(update={"recommendation": " "})
    assert orphan_pains(register(silent))["pain"].tolist() == ["Slow till"]


def test_a_stage_without_insight_or_reason_fails_the_check():
    assert check_stages(register(), STAGES) == (
        "The stage Buy has no insight, and nothing says why none was found.",
    )
    mended = say_none_found(register(), STAGES, "Buy", "Nobody bought in this year.")
    assert check_stages(mended, STAGES) == ()
    assert mended.entries[-1].why == "None found, because nobody bought in this year."


@pytest.mark.parametrize(
    ("stage", "because", "message"),
    [
        ("Bye", "So", "There is no stage 'Bye'. Did you mean 'Buy'? Stages: 'Buy', 'Use'."),
        ("Buy", " ", "Say why nothing was found, in a sentence."),
        ("Use", "So", "The stage Use has an insight or a reason already."),
    ],
)
def test_a_reason_for_nothing_is_refused_where_it_is_none(stage, because, message):
    with pytest.raises(ParameterProblem) as told:
        say_none_found(register(), STAGES, stage, because)

    assert str(told.value) == message

"""The best set within a budget, and the roadmap: against brute force, properties, refusals."""

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.affordable import Choice, best_set, choose, choose_by_rule, value_of
from cxworkbench.insight.roadmap import plan_waves
from cxworkbench.records.register import Entry, Register


def action(key, **fields):
    return Entry(id=key, kind="action", title=f"Do {key}", **fields)


def by_brute_force(choices, budget):
    """The highest value of any set that the budget pays for and that is whole."""
    every = chain.from_iterable(combinations(choices, n) for n in range(len(choices) + 1))
    whole_sets = [
        some
        for some in every
        if sum(one.cost for one in some) <= budget
        and all(other in {one.id for one in some} for one in some for other in one.after)
    ]
    return max(value_of(choices, {one.id for one in some}) for some in whole_sets)


@st.composite
def some_choices(draw):
    number = draw(st.integers(1, 7))
    made = []
    for place in range(number):
        findings = draw(st.lists(st.sampled_from("pqrst"), max_size=3, unique=True))
        after = (
            draw(st.lists(st.sampled_from(range(place)), max_size=2, unique=True)) if place else []
        )
        worth = {key: float("pqrst".index(key) + 1) for key in findings}
        made.append(Choice(f"a{place}", float(draw(st.integers(0, 9))), worth,
                           tuple(f"a{other}" for other in after)))  # fmt: skip
    return made, float(draw(st.integers(0, 25)))


@settings(max_examples=60, deadline=None)
@given(some_choices())
def test_no_set_of_all_that_there_are_is_worth_more(given_choices):
    choices, budget = given_choices
    chosen, rule = choose(choices, budget), choose_by_rule(choices, budget)

    assert value_of(choices, chosen) == pytest.approx(by_brute_force(choices, budget))
    assert value_of(choices, rule) <= value_of(choices, chosen) + 1e-9
    for taken in (chosen, rule):
        assert sum(one.cost for one in choices if one.id in taken) <= budget
        assert all(other in taken for one in choices if one.id in taken for other in one.after)


def test_a_pain_that_two_actions_take_away_counts_once():
    choices = [Choice("a", 1, {"p": 5}), Choice("b", 1, {"p": 5}), Choice("c", 1, {"q": 2})]

    assert "c" in choose(choices, 2)
    assert value_of(choices, choose(choices, 2)) == 7


def test_of_two_best_sets_the_cheaper_is_taken():
    assert choose([Choice("a", 9, {"p": 5}), Choice("b", 2, {"p": 5})], 20) == {"b"}


def register_with_budget(budget=10.0, **extra):
    pains = [Entry(id=key, kind="pain", title=key, value=value)
             for key, value in (("p", 9.0), ("q", 5.0), ("r", 5.0))]  # fmt: skip
    return Register(
        entries=(
            *pains,
            action("a", because_of=("p",), cost=6.0),
            action("b", because_of=("q",), cost=5.0),
            action("c", because_of=("r",), cost=5.0),
            action("d", because_of=("r",)),
            action("e", cost=1.0),
            action("f", because_of=("p",), cost=1.0, depends_on=("d",)),
            *extra.get("more", ()),
        ),
        budget=budget,
    )


def test_the_gap_of_the_simple_rule_is_told_and_what_is_left_out_says_why():
    told = best_set(register_with_budget())

    assert told.table.loc[told.table["chosen"], "action_id"].tolist() == ["b", "c"]
    assert told.table.loc[told.table["by_rule"], "action_id"].tolist() == ["a"]
    assert (told.value, told.rule_value, told.cost) == (10, 9, 10)
    assert told.gap == pytest.approx(0.1)
    assert dict(zip(told.left_out["action_id"], told.left_out["why"], strict=True)) == {
        "d": "its cost is unknown",
        "e": "its value is unknown",
        "f": "it waits for d, which cannot be chosen",
    }


def test_what_is_done_need_not_be_bought_again_and_what_runs_is_kept():
    register = register_with_budget()
    entries = tuple(
        one.model_copy(update={"progress": {"d": "done", "a": "in progress"}.get(one.id, "")})
        for one in register.entries
    )
    told = best_set(register.model_copy(update={"entries": entries}))

    assert told.table.loc[told.table["chosen"], "action_id"].tolist() == ["a"]
    assert "f" in told.table["action_id"].tolist()


def test_without_a_budget_it_says_where_to_set_one():
    with pytest.raises(ParameterProblem) as refused:
        best_set(register_with_budget(budget=None))
    assert str(refused.value) == (
        "There is no budget to choose within. Set budget in the register, or give one: "
        "--budget 50000."
    )


def test_a_budget_below_what_runs_is_refused():
    running = action("g", because_of=("p",), cost=50.0, progress="in progress")

    with pytest.raises(ParameterProblem) as refused:
        best_set(register_with_budget(more=(running,)))
    assert str(refused.value) == (
        "1 of the actions are in progress, or waited for by one that is; they cost 50, and the "
        "budget is 10. Raise the budget, or stop one of them."
    )


@st.composite
def some_actions(draw):
    number = draw(st.integers(1, 9))
    return [
        action(
            f"a{place}",
            effort=draw(st.one_of(st.none(), st.integers(0, 14).map(float))),
            depends_on=tuple(
                f"a{other}"
                for other in draw(st.lists(st.sampled_from(range(number)), max_size=2, unique=True))
                if other < place
            ),
        )
        for place in range(number)
    ]


@settings(max_examples=60, deadline=None)
@given(some_actions())
def test_every_action_comes_after_what_it_waits_for_and_no_wave_is_too_full(actions):
    plan = plan_waves(actions, capacity=10)
    wave = dict(zip(plan.waves["action_id"], plan.waves["wave"], strict=True))

    assert set(wave) | set(plan.unplanned["action_id"]) == {one.id for one in actions}
    assert all(wave[o] < wave[one.id] for one in actions if one.id in wave for o in one.depends_on)
    assert (plan.loads["effort"] <= 10).all()
    known = [one for one in actions if one.effort is not None and one.effort <= 10]
    assert set(wave) <= {one.id for one in known}


def test_a_wave_that_a_person_set_stays_and_its_clash_is_told():
    plan = plan_waves(
        [action("a", effort=4, wave=1, depends_on=("b",)), action("b", effort=9)], capacity=10
    )

    assert plan.waves[["wave", "action_id", "set_by"]].values.tolist() == [
        [1, "a", "a person"],
        [2, "b", "the rule"],
    ]
    assert plan.waves["clash"].tolist() == ["it waits for b, which is in wave 2", ""]


def test_a_capacity_of_nothing_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        plan_waves([], capacity=0)
    assert str(refused.value) == "A wave has 0 person-days. It takes more than 0: --capacity 40."

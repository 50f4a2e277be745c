"""Planned against actual journeys, typical journeys, and touchpoints from low-level events."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journey.mined import log_of

from cxworkbench.ground.errors import DataProblem, ParameterProblem
from cxworkbench.journey.mining.abstraction import (
    as_touchpoints,
    first_visits,
    proposed_touchpoints,
)
from cxworkbench.journey.mining.planned import PlannedStep, align, conformance
from cxworkbench.journey.mining.typical import typical_journeys
from cxworkbench.journey.mining.variants import variants

letters = st.lists(st.sampled_from("abcd"), max_size=6)
planned = st.lists(
    st.builds(PlannedStep, st.sampled_from("abcd"), st.booleans()), min_size=1, max_size=5
)


def plan_of(words, *, within=None, optional=""):
    return [PlannedStep(one, one in optional, (within or {}).get(one)) for one in words]


def cheapest(plan, path):
    """The cost by trying every choice of steps and of events that could be matched."""
    best = None
    for count in range(min(len(plan), len(path)) + 1):
        for steps in combinations(range(len(plan)), count):
            for events in combinations(range(len(path)), count):
                if all(plan[a].activity == path[b] for a, b in zip(steps, events, strict=True)):
                    undone = sum(not plan[a].optional for a in set(range(len(plan))) - set(steps))
                    cost = undone + len(path) - count
                    best = cost if best is None else min(best, cost)
    return best


@given(planned, letters)
def test_the_cost_is_that_of_trying_every_way(plan, path):
    found = align(plan, path)

    assert found.cost == cheapest(plan, path)
    met = [step for step in found.step_of if step >= 0]
    assert met == sorted(set(met))
    assert all(plan[a].activity == path[b] for b, a in enumerate(found.step_of) if a >= 0)
    undone = sum(not step.optional for at, step in enumerate(plan) if at not in met)
    assert found.cost == undone + found.step_of.count(-1)


@settings(max_examples=40, deadline=None)
@given(planned, st.lists(letters.filter(bool), min_size=1, max_size=5))
def test_each_journey_costs_what_it_costs_alone(plan, paths):
    found = conformance(variants(log_of(*paths)), plan)

    assert found.journeys["cost"].tolist() == [align(plan, path).cost for path in paths]
    assert found.journeys["fitness"].between(0, 1).all()
    typed = found.deviations.loc[found.deviations["kind"] != "late"]
    twice = typed.loc[typed["kind"] == "out of order", "times"].sum()  # put in and left out
    optional = sum(step.optional for step in plan)
    total = typed["times"].sum() + twice
    assert total - optional * len(paths) <= sum(found.journeys["cost"]) <= total


def test_each_kind_of_deviation_is_told():
    log = log_of("abc", "ac", "acb", "abbc", "abxc", days=[0, 1, 2, 0, 2, 0, 2, 3, 0, 1, 2, 3,
                                                           0, 1, 2, 9])  # fmt: skip
    found = conformance(variants(log), plan_of("abc", within={"c": 5}))

    assert found.deviations[["kind", "activity", "cases", "times", "example"]].values.tolist() == [
        ["missing", "b", 1, 1, "a1"],
        ["unexpected", "x", 1, 1, "a4"],
        ["out of order", "b", 1, 1, "a2"],
        ["repeated", "b", 1, 1, "a3"],
        ["late", "c", 1, 1, "a4"],
    ]
    assert found.journeys["cost"].tolist() == [0, 1, 2, 1, 1]
    assert found.journeys["late"].tolist() == [0, 0, 0, 0, 1]
    assert found.journeys["fitness"].tolist()[0] == 1


def test_an_optional_step_is_not_missed():
    found = conformance(variants(log_of("ac", "c")), plan_of("abc", optional="b"))

    assert found.deviations[["kind", "activity", "cases"]].values.tolist() == [["missing", "a", 1]]


def test_a_journey_as_planned_has_no_deviations():
    found = conformance(variants(log_of("abc", "abc")), plan_of("abc"))

    assert found.deviations.empty
    assert found.deviations.columns.tolist() == [
        "kind", "activity", "cases", "share", "times", "example"
    ]  # fmt: skip


def test_a_plan_without_steps_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        conformance(variants(log_of("a")), [])

    assert str(refused.value) == "A plan without steps says nothing; name at least one."


def test_a_step_due_before_it_can_happen_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        conformance(variants(log_of("a")), plan_of("ab", within={"b": -1}))

    assert str(refused.value) == (
        "1 of 2 planned steps are due in less than no time: 'b'. within_days is 0 or more."
    )


def test_journeys_of_two_kinds_make_two_groups_with_a_real_one_in_the_middle():
    two = ["abcdef", "abcdef", "abcdf", "abdef", "uvwxyz", "uvwxyz", "uvxyz", "uvwyz", "uvwxz"]
    table = typical_journeys(variants(log_of(*two)))

    assert table["path"].tolist() == ["u → v → w → x → y → z", "a → b → c → d → e → f"]
    assert table["cases"].tolist() == [5, 4]
    assert table["share"].sum() == 1
    assert table["variants"].tolist() == [4, 3]
    assert table["apart"].between(0, 0.2).all()


def test_journeys_that_are_all_alike_make_one_group():
    table = typical_journeys(variants(log_of("abc", "abc", "abc")))

    assert table[["group", "path", "cases", "apart"]].values.tolist() == [
        [1, "a → b → c", 3, 0.0]
    ]  # fmt: skip


def test_rare_paths_join_the_typical_one_they_are_nearest_to():
    paths = ["abcd"] * 5 + ["wxyz"] * 4 + ["abc", "xyz"]
    table = typical_journeys(variants(log_of(*paths)), groups=2, most_paths=2)

    assert table["cases"].tolist() == [6, 5]
    assert table["apart"].tolist() == pytest.approx([1 / 7 / 6, 1 / 7 / 5])


def test_events_become_visits_and_nothing_unmapped_is_lost():
    log = log_of(["login", "click", "click", "call", "login"], ["ping"])
    told, how = as_touchpoints(log, {"login": "Portal", "click": "Portal", "ping": ""})

    assert told.path(0) == ("Portal", "call", "Portal")
    assert told.case_names() == ["a0"]
    assert told.rows.tolist() == [0, 3, 4]
    assert how[["activity", "how", "events"]].values.tolist() == [
        ["login", "mapped", 2], ["click", "mapped", 2], ["call", "own name", 1],
        ["ping", "left out", 1],
    ]  # fmt: skip
    every, _ = as_touchpoints(log, {"login": "Portal", "click": "Portal"}, visits=False)
    assert every.path(0) == ("Portal", "Portal", "Portal", "call", "Portal")


def test_a_mapping_of_unknown_activities_is_refused():
    with pytest.raises(DataProblem) as refused:
        as_touchpoints(log_of(["login"]), {"logn": "Portal"})

    assert str(refused.value) == (
        "1 of 1 mapped activities are not in the log: 'logn'. Did you mean 'login'? It has "
        "'login'. Correct the mapping."
    )


def test_a_mapping_that_leaves_nothing_is_refused():
    with pytest.raises(DataProblem) as refused:
        as_touchpoints(log_of(["login"]), {"login": ""})

    assert str(refused.value) == (
        "The mapping leaves out every event. Map one activity to a touchpoint."
    )


def test_first_visits_keep_each_touchpoint_once():
    assert first_visits(log_of("abacb", "bb")).path(0) == ("a", "b", "c")


def test_touchpoints_are_proposed_by_names_and_by_what_occurs_together_and_applied_nowhere():
    paths = [["Offer sent", "Offer signed", "scan", "stamp"]] * 6 + [["Offer sent", "Calls"]]
    log = log_of(*paths)
    table = proposed_touchpoints(log)

    assert table[["first", "second", "why"]].values.tolist() == [
        ["Offer sent", "Offer signed", "names begin alike"],
        ["Offer signed", "scan", "occur together"],
        ["scan", "stamp", "occur together"],
    ]
    assert table["cases"].tolist() == [7, 6, 6]
    assert isinstance(table, pd.DataFrame)
    assert log.activities[0] == "Offer sent"

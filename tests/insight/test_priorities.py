"""Worth, order and robustness of actions: hand-worked cases, properties, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.candidates import candidates, with_action
from cxworkbench.insight.priorities import rank_actions
from cxworkbench.insight.robustness import rank_robustness
from cxworkbench.insight.worth import action_worth, value_unit
from cxworkbench.records.deciding import decide
from cxworkbench.records.register import Criterion, Entry, Register
from cxworkbench.records.register_edits import changed_entry
from cxworkbench.records.validity import check_register


def action(key, **fields):
    return Entry(id=key, kind="action", title=f"Do {key}", **fields)


def pain(key, value, low=None, high=None):
    return Entry(
        id=key, kind="pain", title=key, value=value, low=low, high=high, evidence=(f"v-{key}",)
    )


def register_of(*entries, **fields):
    register = Register(entries=entries, **fields)
    assert check_register(register) == ()
    return register


def judged(**values):
    """Actions judged by own criteria: a=(value, risk) and so on."""
    criteria = (Criterion(name="worth"), Criterion(name="risk", more_is_better=False))
    return register_of(
        *(action(key, criteria={"worth": w, "risk": r}) for key, (w, r) in values.items()),
        criteria=criteria,
    )


def test_an_action_is_worth_the_pains_it_rests_on_directly_or_through_an_insight():
    insight = Entry(id="i", kind="insight", title="i", because_of=("p2",))
    both = action("a", because_of=("p1", "i"), effort=3)
    worth = action_worth(register_of(pain("p1", 8, 5, 11), pain("p2", 2, 1, 4), insight, both))

    row = worth.iloc[0]
    assert (row["value"], row["low"], row["high"]) == (10, 6, 15)
    assert row["evidence"] == ("v-p1", "v-p2")
    assert row["unknown"] == "cost"


def test_one_bound_that_nobody_knows_makes_the_bound_of_the_sum_unknown():
    worth = action_worth(
        register_of(pain("p", 8, 5, 11), pain("q", 2), action("a", because_of=("p", "q")))
    )

    assert worth["value"].tolist() == [10]
    assert worth[["low", "high"]].isna().all(axis=None)


def test_money_is_the_unit_only_where_every_valued_action_has_it():
    priced = action("a", money=1000.0, because_of=("p",))
    weighed = action("b", because_of=("p",))

    assert value_unit(register_of(pain("p", 8), priced)) == "money"
    assert value_unit(register_of(pain("p", 8), priced, weighed)) == "weight"


def test_money_of_the_nearest_entry_counts_and_is_not_counted_again_behind_it():
    deep = pain("p", 8).model_copy(update={"money": 700.0})
    near = Entry(id="i", kind="insight", title="i", because_of=("p",), money=500.0)
    worth = action_worth(register_of(deep, near, action("a", because_of=("i",))), "money")

    assert worth["value"].tolist() == [500]


def test_what_is_unknown_has_no_rank_and_is_never_zero():
    ranked = rank_actions(register_of(pain("p", 8), action("a", because_of=("p",)),
                                      action("b", effort=2)))  # fmt: skip

    assert ranked["missing"].tolist() == ["effort", "value"]
    assert ranked[["score", "rank"]].isna().all(axis=None)


def test_a_judged_value_comes_before_the_computed_one():
    known = pain("p", 8)
    ranked = rank_actions(
        register_of(known, action("a", because_of=("p",), effort=4, criteria={"value": 2.0}))
    )

    assert ranked["value"].tolist() == [8]
    assert ranked["good_value"].tolist() == [0.2]


def test_own_criteria_and_weights_make_the_score():
    register = judged(a=(10, 10), b=(4, 0))
    heavy = register.model_copy(
        update={"criteria": (Criterion(name="worth", weight=3), register.criteria[1])}
    )

    assert rank_actions(register)["action_id"].tolist() == ["b", "a"]
    ranked = rank_actions(heavy)
    assert ranked["action_id"].tolist() == ["a", "b"]
    assert ranked["score"].tolist() == [75, 55]


def test_ties_share_the_better_rank():
    ranked = rank_actions(judged(a=(5, 5), b=(5, 5), c=(1, 9)))

    assert ranked["rank"].tolist() == [1, 1, 3]


def test_a_recommendation_nobody_took_up_stands_as_a_draft_and_becomes_an_entry_once():
    insight = Entry(id="i", kind="insight", title="Late", recommendation="Repair it. Then look.",
                    because_of=("p",), owner_function="IT")  # fmt: skip
    register = register_of(pain("p", 8), insight)
    [draft] = candidates(register)

    after = with_action(register, draft.id)
    assert [one.id for one in candidates(after)] == [draft.id]
    assert with_action(after, draft.id) is after
    assert (draft.title, draft.owner_function, draft.effort) == ("Repair it.", "IT", None)


def test_a_rejected_recommendation_is_not_offered_again():
    insight = Entry(id="i", kind="insight", title="Late", recommendation="Repair it.")
    register = register_of(insight)
    [draft] = candidates(register)

    assert candidates(decide(with_action(register, draft.id), draft.id, "rejected")) == []


# Reference cases: shares of the weight simplex that can be worked out by hand.
def test_with_two_criteria_the_share_is_a_length_of_the_line():
    # a: (1, 0), b: (0, 1/2); a is first where w > (1 - w) / 2, that is w > 1/3.
    register = judged(a=(10, 10), b=(0, 5))
    told = rank_robustness(rank_actions(register), register, seed=4).shares.set_index("action_id")

    assert told.loc["a", "first"] == pytest.approx(2 / 3, abs=0.015)
    assert told.loc["a", "first_low"] < 2 / 3 < told.loc["a", "first_high"]


def test_with_three_criteria_each_specialist_is_first_in_a_third():
    criteria = tuple(Criterion(name=name) for name in "xyz")
    entries = [action(n, criteria={c: 10.0 * (c == n) for c in "xyz"}) for n in "xyz"]
    register = register_of(*entries, criteria=criteria)
    told = rank_robustness(rank_actions(register), register, seed=2)

    assert told.shares["first"].tolist() == pytest.approx([1 / 3] * 3, abs=0.02)
    assert told.ranks.groupby("action_id")["share"].sum().tolist() == pytest.approx([1, 1, 1])


def test_what_is_best_by_every_criterion_is_first_under_all_weights():
    register = judged(a=(9, 1), b=(5, 5), c=(4, 6))
    told = rank_robustness(rank_actions(register), register, seed=3).shares

    assert told["first"].tolist() == [1, 0, 0]
    assert (told["best"].tolist(), told["worst"].tolist()) == ([1, 2, 3], [1, 2, 3])


def test_each_of_the_first_five_has_its_share_of_staying_there():
    values = {f"a{n}": (10 - n, (7 * n) % 11) for n in range(8)}
    register = judged(**values)
    told = rank_robustness(rank_actions(register), register, seed=1, draws=2000).shares

    assert len(told) == 8
    assert told["top"].sum() == pytest.approx(5, abs=0.2)
    assert (told["top_low"] <= told["top"]).all()
    assert (told["top"] <= told["top_high"]).all()


def test_settings_near_the_stated_weights_move_less():
    register = judged(a=(10, 10), b=(0, 4))
    ranked = rank_actions(register)
    wide = rank_robustness(ranked, register, seed=1).shares["first"].max()
    near = rank_robustness(ranked, register, seed=1, near=50).shares["first"].max()

    assert near > wide


def test_the_same_seed_gives_the_same_shares():
    register = judged(a=(6, 3), b=(5, 2), c=(4, 1))
    ranked = rank_actions(register)
    first, second = (rank_robustness(ranked, register, seed=7).shares for _ in range(2))

    assert first.equals(second)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=1, max_size=6))
def test_shares_lie_between_the_ends_and_ranks_add_up(values):
    register = judged(**{f"a{n}": pair for n, pair in enumerate(values)})
    told = rank_robustness(rank_actions(register), register, seed=1, draws=50)

    assert told.shares["top"].between(0, 1).all()
    assert (told.shares["first"] <= told.shares["top"]).all()
    assert np.isclose(told.ranks.groupby("action_id")["share"].sum(), 1).all()


def test_nothing_to_rank_gives_empty_tables():
    register = register_of()
    told = rank_robustness(rank_actions(register), register, seed=1)

    assert told.shares.empty
    assert told.ranks.empty


def test_a_circle_of_actions_is_refused():
    register = register_of(action("a", depends_on=("b",)), action("b"))

    with pytest.raises(ParameterProblem) as refused:
        changed_entry(register, register.entries[1], depends_on=("a",))
    assert str(refused.value) == (
        "Nothing was changed: entries go in a circle: a -> b -> a. Take one link out."
    )


def test_what_cannot_rank_anything_is_refused():
    faulty = Register(
        entries=(action("a", criteria={"risk": 11.0}, due="end of May"),),
        criteria=(Criterion(name="risk", weight=0), Criterion(name="risk", weight=0)),
    )

    assert list(check_register(faulty)) == [
        "criteria has 'risk' 2 times. Each is named once.",
        "criteria all weigh 0. Give one of them a weight, or take them all out.",
        "entry 'a' is judged 11 by 'risk'. Judgements run from 0 to 10.",
        "entry 'a' has due 'end of May', which is not a date. Dates are written 2026-12-31.",
    ]

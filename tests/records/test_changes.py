"""The smallest set of changes between two versions, and the later version made from them."""

import sys
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from tests.records.edit_sequences import edit_sequence
from tests.records.maps import map_with, versions

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records import edits
from cxworkbench.records.changes import apply_diff, list_changes, map_changes
from cxworkbench.records.diff import diff_maps
from cxworkbench.records.journey_map import Phase
from cxworkbench.records.validity import check_map

NAMES = ("x", "y")


def figures_of(seeds):
    """For each sequence: edits made, rows of the difference, and whether it gives the new map."""
    for seed in seeds:
        old, new, made = edit_sequence(seed)
        yield made, len(diff_maps(old, new)), apply_diff(old, map_changes(old, new)) == new


def small_case(seed):
    """Two versions of a list of at most four phases, each named x or y, of at most five ids."""
    random = Random(seed)
    ids = ["a", "b", "c", "d", "e"]
    old, new = (
        tuple((one, random.choice(NAMES)) for one in random.sample(ids, random.randint(0, 4)))
        for _ in range(2)
    )
    return old, new


def steps_needed(old, new):
    """The fewest single edits from one list to another, found by trying all, breadth first.

    An id that was taken out never comes back, as ids are not given twice.
    """
    final = dict(new)
    seen, edge, steps = {old}, [old], 0
    while new not in seen:
        steps += 1
        edge = [one for state in edge for one in neighbours(state, final) if one not in seen]
        seen |= set(edge)
        edge = list(dict.fromkeys(edge))
    return steps


def neighbours(state, final):
    for at, (one, name) in enumerate(state):
        rest = state[:at] + state[at + 1 :]
        for other in NAMES:
            if other != name:
                yield (*state[:at], (one, other), *state[at + 1 :])
        for place in range(len(rest) + 1):
            yield (*rest[:place], (one, name), *rest[place:])
        if one not in final:
            yield rest
    there = {one for one, _ in state}
    for one, name in final.items():
        if one not in there:
            for place in range(len(state) + 1):
                yield (*state[:place], (one, name), *state[place:])


def phases(state):
    return [Phase(id=one, name=name) for one, name in state]


def test_random_edits_are_told_by_no_more_rows_than_they_were():
    for made, rows, right in figures_of(range(60)):
        assert rows <= made
        assert right


def test_on_small_lists_no_smaller_set_of_changes_exists():
    for seed in range(40):
        old, new = small_case(seed)
        found = list_changes(phases(old), phases(new), "phases")
        assert len(found) == steps_needed(old, new), (old, new)


@pytest.mark.slow
def test_a_thousand_sequences_of_random_edits_are_told_right_and_shortest(capsys):
    found = list(figures_of(range(1_000)))
    small = [small_case(seed) for seed in range(400)]
    shortest = [
        (len(list_changes(phases(old), phases(new), "phases")), steps_needed(old, new))
        for old, new in small
    ]

    with capsys.disabled():
        edits_made, rows = sum(f[0] for f in found), sum(f[1] for f in found)
        sys.stdout.write(
            f"\n{len(found)} sequences, {edits_made} edits, {rows} rows; "
            f"{sum(f[2] for f in found)} give the new map; "
            f"{sum(f[1] > f[0] for f in found)} with more rows than edits; "
            f"{sum(a == b for a, b in shortest)} of {len(shortest)} small ones as short as "
            "a search of all ways\n"
        )
    assert all(right and count <= made for made, count, right in found)
    assert all(ours == least for ours, least in shortest)


def test_every_order_of_four_comes_back():
    old = map_with("A", "B", "C", "D")
    for order in permutations(old.touchpoints):
        new = old.model_copy(update={"touchpoints": order})
        assert apply_diff(old, map_changes(old, new)) == new


@settings(max_examples=150, deadline=None)
@given(versions(fixing=True))
def test_the_changes_lead_from_any_version_to_any_other(three):
    base, ours, theirs = three

    assert apply_diff(base, map_changes(base, ours)) == ours
    assert apply_diff(ours, map_changes(ours, theirs)) == theirs
    assert map_changes(ours, ours) == ()


def test_random_edits_leave_maps_whole():
    assert [check_map(edit_sequence(seed)[1]) for seed in range(40)] == [()] * 40


def test_changes_of_another_version_are_refused():
    old = map_with("Order", "Invoice")
    changes = map_changes(old, edits.rename(old, "tp-invoice", "Bill"))

    with pytest.raises(ParameterProblem) as caught:
        apply_diff(edits.remove_touchpoint(old, "tp-invoice"), changes)

    assert str(caught.value) == (
        "'tp-invoice' was changed, and it is not there. "
        "Apply a difference to the version that it was made from."
    )

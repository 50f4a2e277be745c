"""The corpus of maps with seeded errors: nearly every error is found, and clean maps stay clean."""

from collections import Counter
from functools import cache

import pytest
from tests.review.corpus_reading import gold, reviewed, seeded, seeds

from cxworkbench.exchange.stage_templates import load_stage_template, names
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.validity import check_map
from cxworkbench.review.notes import review_of
from cxworkbench.review.registry import RULES

TRUE_OF_TEMPLATES = {  # a template rests on nothing yet, which is what these say
    "assumption-based", "map without touchpoints", "no action of the customer's own",
    "one straight line",
}  # fmt: skip
CLEAN = gold()


@cache
def found_in(name):
    """For each seed its rule and whether a review of the seeded map names the rule."""
    told = [(seed["rule"], reviewed(*seeded(seed, CLEAN)).notes) for seed in seeds(name)]
    return [(rule, any(note.rule == rule for note in notes)) for rule, notes in told]


@pytest.mark.parametrize("name", ["seeds-1", "seeds-2", "seeds-3"])
def test_at_least_95_of_100_seeded_errors_are_found(name):
    found = found_in(name)

    assert len(found) > 100
    assert sum(hit for _, hit in found) / len(found) >= 0.95


@pytest.mark.parametrize(
    ("name", "seeded_errors", "missed"),
    [("seeds-4", 135, 5), ("seeds-5", 170, 4), ("seeds-6", 225, 5), ("seeds-7", 139, 6)],
)
def test_errors_that_a_stranger_seeded_are_found_as_well_as_the_page_says(
    name, seeded_errors, missed
):
    found = found_in(name)

    assert len(found) == seeded_errors
    assert sum(not hit for _, hit in found) <= missed


@pytest.mark.parametrize(("name", "texts"), [("clean-4", 263), ("clean-6", 171), ("clean-7", 103)])
def test_no_rule_speaks_about_a_strangers_clean_sentences(name, texts):
    reviews = [(seed["edits"], reviewed(*seeded(seed, CLEAN)).notes) for seed in seeds(name)]

    assert len(reviews) == texts
    assert [(edits, notes[0].rule) for edits, notes in reviews if notes] == []


@pytest.mark.parametrize("name", ["seeds-1", "seeds-2"])
def test_each_rule_has_at_least_four_seeds_and_finds_most_of_them(name):
    found = found_in(name)
    there = Counter(rule for rule, _ in found)
    hits = Counter(rule for rule, hit in found if hit)

    assert {rule.id: there[rule.id] for rule in RULES if there[rule.id] < 4} == {}
    assert {rule: hits[rule] for rule in there if hits[rule] < 0.75 * there[rule]} == {}


@pytest.mark.parametrize("name", sorted(CLEAN))
def test_a_clean_map_has_no_note(name):
    journey_map, register = CLEAN[name]

    assert check_map(JourneyMap.model_validate(journey_map)) == ()
    assert [(note.rule, note.message) for note in reviewed(journey_map, register).notes] == []


@pytest.mark.parametrize("name", names())
def test_a_template_is_told_only_what_is_true_of_every_template(name):
    notes = review_of(load_stage_template(name)).notes

    assert {note.rule for note in notes} <= TRUE_OF_TEMPLATES


def test_a_seeded_map_is_still_a_whole_map():
    broken = [
        (seed["rule"], faults)
        for name in ("seeds-1", "seeds-2", "seeds-3", "seeds-4", "seeds-5", "clean-4")
        for seed in seeds(name)
        if (faults := check_map(JourneyMap.model_validate(seeded(seed, CLEAN)[0])))
    ]

    assert broken == []

"""The rules as a whole: their number, their words, switches, the score, and how fast they are."""

import time

import pytest
from tests.review.corpus_reading import gold, reviewed

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.validity import check_map
from cxworkbench.review.notes import (
    describe_off,
    describe_score,
    notes_frame,
    review_of,
    score_of,
    worst_notes,
)
from cxworkbench.review.registry import RULES, SHELVES
from cxworkbench.review.rules import SEVERITIES

CLEAN = gold()


def steel(**changes):
    return JourneyMap.model_validate(CLEAN["steel"][0] | changes)


def large(touchpoints):
    """A map of so many touchpoints, each with what is said at those of the steel map."""
    base = steel()
    points, said = [], []
    for n in range(touchpoints):
        one = base.touchpoints[n % len(base.touchpoints)]
        points.append(one.model_copy(update={"id": f"tp-l{n}", "name": f"{one.name} {n}"}))
        said += [
            s.model_copy(update={"id": f"{s.id}-{n}", "at": f"tp-l{n}", "text": f"{s.text} {n}"})
            for s in base.statements
            if s.at == one.id
        ]
    return base.model_copy(
        update={"touchpoints": tuple(points), "statements": tuple(said), "flows": ()}
    )


def messy():
    """A large map that calls measured what nothing shows."""
    one = large(60)
    unproved = {"evidence": (), "basis": "measured"}
    said = tuple(statement.model_copy(update=unproved) for statement in one.statements)
    return one.model_copy(update={"statements": said})


def test_there_are_at_least_sixty_rules_each_with_a_name_of_its_own():
    names = [rule.id for rule in RULES]

    assert len(names) >= 60
    assert len(set(names)) == len(names)
    assert sum(len(shelf.rules) for shelf in SHELVES) == len(names)


def test_each_rule_explains_itself_and_says_what_to_do():
    short = [rule.id for rule in RULES if len(rule.why) < 30 or len(rule.remedy) < 20]
    open_ended = [
        rule.id for rule in RULES if not (rule.why + " " + rule.remedy).rstrip().endswith(".")
    ]

    assert short == []
    assert open_ended == []


def test_a_rule_that_is_off_says_nothing_and_is_listed_with_its_reason():
    bare = steel(flows=[])
    on = review_of(bare)
    off = review_of(bare, off={"one straight line": "We map one order only."})

    assert [note.rule for note in on.notes] == ["one straight line"]
    assert off.notes == ()
    assert off.judged == on.judged - 1
    assert describe_off(off) == ("Off: one straight line. Reason: We map one order only.",)


def test_a_map_switches_rules_off_for_itself():
    own = steel(flows=[], rules_off={"one straight line": "We map one order only."})

    assert check_map(own) == ()
    assert review_of(own).notes == ()


def test_a_switch_without_a_reason_is_refused():
    with pytest.raises(RecordProblem) as refused:
        review_of(steel(), off={"old evidence": " "})

    assert str(refused.value) == (
        "rules_off switches 'old evidence' off without a reason. Say why the rule does not hold "
        'here: "old evidence" = "..."'
    )
    assert check_map(steel(rules_off={"old evidence": ""})) == (
        "rules_off['old evidence'] has no reason. Say why this rule does not hold here, or take "
        "the line out.",
    )


def test_a_switch_for_a_rule_that_does_not_exist_is_refused():
    with pytest.raises(RecordProblem) as refused:
        review_of(steel(), off={"old evidense": "It is fine."})

    assert str(refused.value) == (
        "rules_off names the rule 'old evidense', which does not exist. Did you mean "
        f"'old evidence'? docs/method-notes.md lists all {len(RULES)}."
    )


def test_the_score_falls_with_each_note_and_never_below_zero():
    notes = review_of(messy()).notes

    scores = [score_of(notes[:n]) for n in range(len(notes) + 1)]
    assert scores[0] == 100
    assert scores == sorted(scores, reverse=True)
    assert score_of(notes * 40) >= 0


def test_the_worst_notes_are_the_gravest_and_of_different_rules():
    journey_map, register = CLEAN["dental"]
    broken = journey_map | {
        "as_of": "",
        "statements": [one | {"evidence": [], "basis": "measured"}
                       for one in journey_map["statements"]],
    }  # fmt: skip
    worst = reviewed(broken, register).worst(3)

    assert {note.rule for note in worst} == {
        "assumption-based", "assumed emotion shown as measured", "basis without evidence",
    }  # fmt: skip
    assert {note.severity for note in worst} == {"grave"}


def test_a_slight_note_never_stands_before_a_grave_one():
    shown = review_of(messy()).worst(9)
    grades = [SEVERITIES.index(note.severity) for note in shown]

    assert grades == sorted(grades)
    assert len({note.rule for note in shown if note.severity == "grave"}) > 1


def test_one_account_is_not_judged_by_rules_about_accounts_in_general():
    few = steel(statements=[one | {"n": 1, "voices": 1} for one in CLEAN["steel"][0]["statements"]])

    assert {note.rule for note in review_of(few).notes} == {"few accounts"}
    assert review_of(few, fewest=1).notes == ()


def test_what_is_not_given_beside_the_map_is_not_judged():
    journey_map, _ = CLEAN["dental"]

    assert review_of(JourneyMap.model_validate(journey_map)).notes == ()


def test_the_map_is_left_as_it_was_and_notes_are_the_same_twice():
    one = large(40)
    before = one.to_text()

    first, second = review_of(one), review_of(one)

    assert one.to_text() == before
    assert first.notes == second.notes
    assert notes_frame(first.notes).equals(notes_frame(second.notes))


def test_the_sentence_counts_what_is_not_shown():
    review = review_of(messy())

    assert describe_score(review, most=5).endswith(f"; {len(review.notes) - 5} more are not shown.")


def test_a_large_map_is_reviewed_while_somebody_types():
    one = large(200)
    worst_notes(one)
    spent = []
    for _ in range(5):
        start = time.process_time()
        worst_notes(one, 5)
        spent.append(time.process_time() - start)

    assert min(spent) < 0.05

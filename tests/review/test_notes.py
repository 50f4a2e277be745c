"""What is wrong with a map as a map: each rule is seen to speak, and to be silent."""

import pandas as pd

from cxworkbench.records.journey_map import JourneyMap, Perspective, Stage, Statement, Touchpoint
from cxworkbench.review.notes import describe_notes, method_notes

DIVE = {"kind": "deep dive", "parent_map": "all", "parent_stage": "Use"}
ASSUMED = {"evidence": (), "basis": "assumed"}
USE = Stage(id="st-use", name="Use", definition="We use it.")


def said(at, lane, text="", **fields):
    return Statement(id=f"{at}-{lane}-{text}-{fields.get('role', '')}", at=at, lane=lane, text=text,
                     **{"evidence": ("v1",), "n": 9, "basis": "reported", **fields})  # fmt: skip


def good_map(*more, media=("digital", "physical"), **fields):
    """A small map that no rule has anything to say about, plus what is added."""
    touchpoints = tuple(
        Touchpoint(id=f"t{n}", name=f"T{n}", stage_id="st-use", medium_class=medium, owner="Shop")
        for n, medium in enumerate(media)
    )
    acts = tuple(said(one.id, "actions", "We pay") for one in touchpoints)
    return JourneyMap(
        **{"id": "m", "title": "Shop", "as_of": "2026-06-30", **DIVE, "stages": (USE,), **fields},
        touchpoints=touchpoints,
        statements=(*acts, *more),
    )


def rules(journey_map, **options):
    return method_notes(journey_map, **options)[["rule", "at"]].values.tolist()


def test_a_map_that_follows_the_method_has_no_notes():
    notes = method_notes(good_map())

    assert notes.empty
    assert describe_notes(notes) == "No method notes: the map's form and counts follow the method."


def test_a_map_without_evidence_is_based_on_assumptions():
    built = good_map()
    assumed = built.model_copy(
        update={"statements": tuple(one.model_copy(update=ASSUMED) for one in built.statements)}
    )

    assert rules(assumed) == [["assumption-based", "m"]]
    assert method_notes(assumed)["message"][0] == "None of 2 statements rests on evidence."


def test_a_map_of_digital_touchpoints_only_is_noted():
    assert rules(good_map(media=("digital", "digital"))) == [["digital only", "m"]]


def test_a_contact_whose_medium_nobody_stated_is_noted():
    assert ["medium not known", "m"] in rules(good_map(media=("digital", "unknown")))


def test_a_map_of_physical_touchpoints_only_is_noted():
    notes = method_notes(good_map(media=("physical",)))

    assert notes["message"].tolist() == ["All touchpoints whose medium is known are physical."]


def test_a_hybrid_touchpoint_is_both_media():
    assert rules(good_map(media=("digital", "hybrid"))) == []


def test_a_map_of_unknown_media_is_neither_digital_nor_physical():
    assert rules(good_map(media=("unknown",))) == [["medium not known", "m"]]


def test_a_stage_without_touchpoint_is_noted():
    stages = (USE, Stage(id="st-renew", name="Renew", definition="We renew."))

    assert rules(good_map(stages=stages)) == [["stage without touchpoint", "st-renew"]]


def test_a_touchpoint_without_action_is_noted():
    built = good_map()
    silent = built.model_copy(update={"statements": built.statements[:1]})

    assert rules(silent) == [["touchpoint without action", "st-use"], ["orphan touchpoint", "t1"]]
    assert method_notes(silent)["message"][0] == (
        "Nobody knows what customers do at 1 of 2 touchpoints in Use: 'T1'."
    )


def test_touchpoints_without_action_are_one_note_a_stage():
    built = good_map(media=("digital", "physical", "hybrid")).model_copy(update={"statements": ()})

    assert rules(built)[:2] == [["assumption-based", "m"], ["touchpoint without action", "st-use"]]


def test_a_moment_of_truth_without_evidence_is_noted():
    claimed = said("t0", "moments of truth", "Here we decide", evidence=(), basis="assumed")

    assert rules(good_map(claimed)) == [["moment of truth without evidence", "t0"]]


def test_a_moment_of_truth_with_evidence_is_not():
    assert rules(good_map(said("t0", "moments of truth", "They decide here"))) == []


def test_claims_on_few_accounts_are_one_note_a_touchpoint():
    notes = method_notes(
        good_map(said("t0", "pains", "queue", n=4), said("t0", "gains", "kind", n=1))
    )

    assert notes["rule"].tolist() == ["few accounts"]
    assert notes["message"][0] == ("2 claims at T0 rest on fewer than 5 accounts: 'queue', 'kind'.")


def test_a_claim_on_five_accounts_is_not_few():
    assert rules(good_map(said("t0", "pains", "queue", n=5))) == []


def test_what_a_person_assumed_is_no_claim_about_counts():
    assert rules(good_map(said("t0", "pains", "queue", n=0, evidence=(), basis="assumed"))) == []


def test_a_map_of_one_account_claims_nothing_of_others():
    assert rules(good_map(said("t0", "pains", "queue", n=1)), fewest=1) == []


def test_a_lane_that_speaks_for_a_role_among_everybody_is_mixed():
    mixed = (
        said("t0", "pains", "queue", role="user"),
        said("t0", "pains", "dear", role="buyer"),
    )

    notes = method_notes(good_map(*mixed))

    assert notes[["rule", "at"]].values.tolist() == [["mixed perspective", "t0"]]
    assert notes["message"][0] == (
        "The lane pains at T0 speaks for others than the map does: 'buyer', 'user'."
    )


def test_a_lane_that_speaks_for_the_maps_own_role_is_not_mixed():
    own = good_map(said("t0", "pains", "queue", role="user"), perspective=Perspective(role="user"))

    assert rules(own) == []


def test_quotes_name_their_own_speaker():
    assert rules(good_map(said("t0", "thoughts", "It is slow", role="user"))) == []


def test_every_note_says_why_and_what_to_do():
    bare = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))

    notes = method_notes(bare)

    assert len(notes) == 4
    assert (notes[["message", "why", "remedy"]].map(len) > 20).all(axis=None)


def test_the_sentence_counts_the_kinds():
    assert describe_notes(pd.DataFrame({"rule": ["thin stage"]})) == (
        "1 method note: thin stage (1)."
    )


def test_a_short_action_with_a_verb_is_an_action_and_a_bare_thing_is_none():
    noted = {
        text: "channel as an action" in set(method_notes(with_action(text))["rule"])
        for text in ("Signs", "Answers NPS", "Phone", "Price list")
    }

    assert noted == {"Signs": False, "Answers NPS": False, "Phone": True, "Price list": True}


def with_action(text):
    """A map of one touchpoint at which customers do this."""
    stage = Stage(id="st-use", name="Use")
    place = Touchpoint(id="tp-order", name="Order", stage_id="st-use")
    done = Statement(id="sm-1", at="tp-order", lane="actions", text=text)
    return JourneyMap(
        id="m", title="Shop", stages=(stage,), touchpoints=(place,), statements=(done,)
    )

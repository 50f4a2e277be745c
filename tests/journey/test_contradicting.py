"""Evidence against statements: who contradicts what, and who does not."""

import pandas as pd

from cxworkbench.journey.contradicting import contradicted, with_contradictions
from cxworkbench.records.evidence import conform
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint


def shop(*statements):
    return JourneyMap(
        id="m", title="Shop", stages=(Stage(id="s", name="Use"),), statements=statements,
        touchpoints=(Touchpoint(id="till", name="Till", stage_id="s"),),
    )  # fmt: skip


def voices(*rows):
    """Account, feeling, kind of code, code, role."""
    names = ["account_id", "emotion", "code_kind", "code", "role"]
    table = pd.DataFrame([(*row, *[""] * (5 - len(row))) for row in rows], columns=names)
    table["voice_id"] = [f"v{n}" for n in range(len(table))]
    return conform(table.assign(touchpoint_id="till").astype({"emotion": "float64"}), "voices")


def against(statement, said, **options):
    return with_contradictions(shop(statement), said, **options).statements[0].against


def felt(value, **fields):
    return Statement(id="e", at="till", lane="emotion", value=value, **fields)


def test_a_good_emotion_is_contradicted_by_clearly_bad_voices_alone():
    said = voices(("a", 2.0), ("b", -2.0), ("c", -0.4), ("d", -0.5))

    assert against(felt(1.0), said) == ("v1", "v3")
    assert against(felt(-1.0), said) == ("v0",)


def test_a_neutral_or_unknown_emotion_is_contradicted_by_nothing():
    said = voices(("a", 2.0), ("b", -2.0))

    assert against(felt(0.2), said) == ()
    assert against(felt(None), said) == ()


def test_what_a_person_assumed_is_contradicted_too():
    assert against(felt(1.5, locked=True, status="confirmed"), voices(("a", -1.0))) == ("v0",)


def test_a_pain_is_contradicted_by_its_own_account_and_by_whoever_calls_it_a_gain():
    pain = Statement(id="p", at="till", lane="pains", text="slow", code="slow", evidence=("v0",))
    said = voices(
        ("a", -1.0, "pain", "slow"),
        ("a", 1.0),  # the same account feels good there
        ("b", 2.0),  # another account does: it has no such pain
        ("c", None, "gain", "slow"),  # calls the same thing good
        ("d", None, "gain", "polite"),
    )

    assert against(pain, said) == ("v1", "v3")


def test_a_gain_is_contradicted_the_other_way_round():
    gain = Statement(id="g", at="till", lane="gains", text="fast", code="fast", evidence=("v0",))
    said = voices(("a", 2.0, "gain", "fast"), ("a", -1.0), ("b", None, "pain", "fast"))

    assert against(gain, said) == ("v1", "v2")


def test_a_roles_statement_is_contradicted_by_that_role_alone():
    said = voices(("a", -2.0, "", "", "user"), ("b", -2.0, "", "", "buyer"))

    assert against(felt(1.0, role="user"), said) == ("v0",)


def test_a_segments_statement_is_contradicted_by_that_segment_alone():
    segments = pd.DataFrame({"account_id": ["a", "b"], "segment": ["big", "small"]})
    said = voices(("a", -2.0), ("b", -2.0))

    assert against(felt(1.0, segment="small"), said, segments=segments) == ("v1",)
    assert against(felt(1.0, segment="small"), said) == ()


def test_other_lanes_keep_what_they_had():
    need = Statement(id="n", at="till", lane="needs", text="quiet", against=("old",))

    assert against(need, voices(("a", -2.0))) == ("old",)


def test_the_table_lists_what_has_most_against_it_first():
    said = voices(("a", 2.0), ("b", -2.0), ("c", -1.0))
    found = with_contradictions(shop(felt(1.0, n=3, word="glad")), said)

    [row] = contradicted(found, said).to_dict("records")

    assert row == {
        "id": "e", "stage": "Use", "name": "Till", "lane": "emotion", "said": "+1.0 glad",
        "accounts": 3, "against": 2, "against_accounts": 2,
        "how": "voices at the same place feel the other way",
    }  # fmt: skip
    assert contradicted(shop(felt(1.0)), said).empty

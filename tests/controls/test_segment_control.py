"""The segment explorer, made, set and read without a browser; and its headless twin."""

import json

import pandas as pd
import pytest
from tests.voice.cases import case_of
from tests.voice.grouped import in_no_groups, in_three_groups

from cxworkbench.controls.segment_control import ONLY_OVER_ALL, segment_control
from cxworkbench.controls.segment_file import (
    SegmentChoice,
    explore_segments,
    rules_in,
    save_explored,
)
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.segmentation import SegmentDefinition
from cxworkbench.records.store import load_engagement, load_record

TOML = """id = "shop"
name = "Shop"
client = "Till Works"

[[segments]]
name = "large"
rule = "revenue >= 22"
description = "Those we know by name."
"""
KMEANS = SegmentChoice("k-means", {"revenue": 1.0, "usage": 1.0, "services": 1.0}, k=3)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "engagement.toml").write_text(TOML)
    return tmp_path


def accounts(profile):
    """What a summary of segments asks for besides the three figures."""
    return profile.assign(margin=1.0, tenure_years=1.0, recommendation=8.0, voices=1)


@pytest.fixture
def profile():
    return accounts(in_three_groups(accounts=60, apart=8)[0])


@pytest.fixture
def control(folder, profile):
    return segment_control(case_of(folder), profile)


def chosen(control, **more):
    control.value = {"way": "k-means", "weights": dict(KMEANS.weights), "k": 3, "seed": 1,
                     "rules": "", **more}  # fmt: skip
    return control


def words_of(widget):
    return widget.value.replace("<div style='max-width:54rem;line-height:1.4'>", "").replace(
        "</div>", ""
    )


def shown_fields(control, start):
    return [
        one for one in control.result.children if getattr(one, "description", "").startswith(start)
    ]


def test_it_opens_with_the_usual_figures_and_says_what_to_do(control):
    assert control.value["way"] == "mixture"
    assert list(control.value["weights"]) == ["revenue", "usage", "services"]
    assert words_of(control.message) == (
        "60 accounts. Type a way (rules, mixture, k-means, hierarchical, mixed) and how many "
        "segments (0: as the accounts decide), then press Compute; it takes seconds."
    )
    assert control.result.children == ()


def test_its_value_is_plain(control):
    assert json.loads(json.dumps(control.value)) == control.value


def test_setting_its_value_fills_the_fields(control):
    chosen(control, weights={"usage": 2.5}, seed=7)

    assert (control.way.value, control.k.value, control.seed.value) == ("k-means", 3, 7)
    assert [name for name, tick in control._ticks.items() if tick.value] == ["usage"]
    assert control._weights["usage"].value == 2.5


def test_a_field_is_in_its_value(control):
    control.way.value = "k-means"
    control._weights["usage"].value = 4
    control._ticks["services"].value = False

    assert control.value["weights"] == {"revenue": 1.0, "usage": 4.0}


def test_a_mixture_has_no_weights_and_numbers_only(folder, profile):
    table = profile.assign(Region=["n", "s"] * 30)
    control = segment_control(case_of(folder), table)

    assert control._weights["usage"].disabled
    assert control._ticks["Region"].disabled
    control.way.value = "mixed"
    assert not control._ticks["Region"].disabled
    assert not control._weights["usage"].disabled


def test_nothing_is_computed_before_it_is_asked(control):
    chosen(control)

    assert control.explored is None
    assert not control.save()
    assert words_of(control.save_message) == (
        "✗ Nothing has been computed yet. Press Compute first."
    )


def test_compute_shows_the_verdict_tables_charts_and_names(control):
    chosen(control).compute_button.click()

    assert words_of(control.message).startswith("By k-means: 3 stable segments. Why: ")
    assert len(shown_fields(control, "name")) == 3
    pictures = [one for one in control.result.children if hasattr(one, "outputs")]
    titles = [
        one.outputs[0]["data"]["application/vnd.vegalite.v5+json"]["title"]["text"]
        for one in pictures
    ]
    assert titles == ["What tells the segments apart", "The accounts in their segments"]


def test_names_are_edited_and_saved_and_the_engagement_goes_by_them(control, folder):
    chosen(control).compute()
    first, second = shown_fields(control, "name")[:2]
    first.value = "Our favourites"
    shown_fields(control, "in a line")[1].value = "Those who use us most."
    control.use.value = True

    assert control.save()

    saved = load_record(folder / "segments.json", SegmentDefinition)
    assert [one.name for one in saved.segments][:2] == ["Our favourites", second.value]
    assert saved.segments[1].description == "Those who use us most."
    assert [one.named_by for one in saved.segments] == ["person", "person", "proposal"]
    assert load_engagement(folder).segments_from == "segments.json"
    assert "Saved to segments.json: Our favourites" in words_of(control.save_message)


def test_saving_writes_what_its_twin_would_write(control, folder, profile, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "engagement.toml").write_text(TOML)
    explored = explore_segments(profile, KMEANS)
    save_explored(other, profile, explored, names={0: "One"}, as_of="2026-06-30")
    chosen(control).compute()
    shown_fields(control, "name")[0].value = "One"

    assert control.save()

    assert (folder / "segments.json").read_bytes() == (other / "segments.json").read_bytes()


def test_a_choice_changed_since_it_was_computed_is_not_saved(control, folder):
    chosen(control).compute()
    control.seed.value = 5

    assert not control.save()

    assert not (folder / "segments.json").exists()
    assert words_of(control.save_message) == (
        "✗ The choice has changed since it was computed. Press Compute again, then save."
    )


def test_no_stable_segments_is_an_answer_and_leaves_nothing_to_save(folder):
    table = accounts(in_no_groups(accounts=90))
    control = segment_control(case_of(folder), table)

    assert control.compute()

    assert words_of(control.message).startswith("By Gaussian mixture: no stable segments. Why: ")
    assert shown_fields(control, "name") == []


def test_what_is_not_stable_is_saved_only_when_that_is_ticked(folder):
    table = accounts(in_no_groups(accounts=90))
    control = segment_control(case_of(folder), table)
    control.k.value = 3
    control.compute()

    assert not control.save()
    assert words_of(control.save_message).startswith("✗ 3 segments are not stable: ")
    control.anyway.value = True
    assert control.save()
    assert load_record(folder / "segments.json", SegmentDefinition).verdict == "not stable"


def test_a_mistake_is_told_in_words(control):
    chosen(control, weights={})

    assert not control.compute()

    assert words_of(control.message) == (
        "✗ No dimension is named to group accounts by. Choose some of: revenue, usage, services."
    )
    assert not control.compute_button.disabled


def test_rules_are_tried_and_saved_with_their_descriptions(control, folder):
    control.way.value = "rules"
    control.rules.value = "large: revenue >= 24\nused: usage >= 24"

    assert control.compute()
    assert control.save()

    rules = load_engagement(folder).segments
    assert [(one.name, one.rule, one.description) for one in rules] == [
        ("large", "revenue >= 24", "Those we know by name."),
        ("used", "usage >= 24", ""),
    ]


def test_a_rule_that_cannot_be_read_is_told_in_words(control):
    control.way.value = "rules"
    control.rules.value = "large: revnue >= 24"

    assert not control.compute()

    assert "Did you mean &#x27;revenue&#x27;?" in control.message.value


def test_a_line_without_a_rule_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        rules_in("large: revenue >= 5\n\nsmall")

    assert str(refused.value) == (
        "Line 3 of the rules is 'small'. Write a name, a colon and a rule: large: revenue >= 50000."
    )


def test_a_file_outside_the_engagement_is_refused(folder, profile):
    with pytest.raises(ParameterProblem, match="Give a name that ends in"):
        save_explored(folder, profile, explore_segments(profile, KMEANS), file="../x.json")


def test_names_from_data_are_words_and_never_markup(folder, profile):
    named = profile.assign(name="<img src=x onerror=alert(1)>")
    control = segment_control(case_of(folder), named)
    chosen(control).compute()

    tables = "".join(one.value for one in control.result.children if isinstance(
        getattr(one, "value", None), str) and "<table" in one.value)  # fmt: skip
    assert "&lt;img" in tables
    assert "<img" not in tables


def test_for_one_account_it_is_a_sentence(folder, profile):
    assert segment_control(case_of(folder, account="a00"), profile) == ONLY_OVER_ALL


def test_the_accounts_are_left_as_they_were(profile):
    before = profile.copy()

    explore_segments(profile, KMEANS)

    pd.testing.assert_frame_equal(profile, before)

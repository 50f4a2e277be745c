"""Saved definitions: made, applied again without scikit-learn, renamed, kept."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from tests.voice.grouped import THREE, chance, in_no_groups, in_three_groups

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.records.engagement import Engagement, SegmentRule
from cxworkbench.records.segmentation import SegmentDefinition
from cxworkbench.records.store import load_record, save_record
from cxworkbench.voice.behaviour import behavioural_segments
from cxworkbench.voice.clusters import METHODS
from cxworkbench.voice.definition_file import rename_segment, save_definition
from cxworkbench.voice.definitions import define_segments, defined_segments
from cxworkbench.voice.drift import segment_drift
from cxworkbench.voice.placing import names_in_order, place_accounts, problems_of_segments
from cxworkbench.voice.traits import labels_of, segment_profile, segment_rule, segment_traits

EACH = dict.fromkeys(THREE, 1.0)


def grouped(method="k-means", apart=8.0):
    profile, _ = in_three_groups(accounts=60, apart=apart)
    found = behavioural_segments(profile, EACH, method=method, k=3, seed=1, resamples=2)
    return profile, found


@pytest.fixture(scope="module")
def made():
    profile, found = grouped()
    return profile, found, define_segments(found, profile, as_of="2026-06-30")


def at_seven(segment, definition):
    return next(one.name for one in definition.segments if one.id == segment)


@pytest.mark.parametrize("method", METHODS)
def test_applying_a_definition_places_its_own_accounts_where_they_were(method):
    profile, found = grouped(method)
    definition = define_segments(found, profile)

    placed = defined_segments(profile, definition)

    assert dict(zip(placed["account_id"], placed["segment_id"], strict=True)) == definition.members
    same = placed["segment_id"] == [f"seg-{int(one) + 1}" for one in labels_of(found, profile)]
    assert same.mean() > 0.95


def test_a_definition_comes_back_from_its_file_byte_for_byte(made, tmp_path):
    path = tmp_path / "segments.json"
    save_definition(made[2], path)
    before = path.read_bytes()

    again = load_record(path, SegmentDefinition)
    save_definition(again, path)

    assert again == made[2]
    assert path.read_bytes() == before


def test_applying_needs_no_scikit_learn():
    code = (
        "import sys, cxworkbench.voice.placing, cxworkbench.voice.drift; "
        "print([name for name in ('sklearn', 'scipy') if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert out.stdout.strip() == "[]"


def test_an_account_that_lacks_a_figure_is_not_placed_and_says_which(made):
    profile = made[0].copy()
    profile.loc[0, ["usage", "services"]] = np.nan

    row = defined_segments(profile, made[2]).iloc[0]

    assert (row["segment"], row["missing"]) == ("", "usage, services")


def test_mixed_data_place_an_account_by_what_is_known():
    profile, found = grouped("mixed")
    definition = define_segments(found, profile)
    profile.loc[0, "usage"] = np.nan

    row = defined_segments(profile, definition).iloc[0]

    assert row["segment_id"] == definition.members["a000"]
    assert row["missing"] == "usage"


def test_categories_are_placed_by_their_shares():
    rng = chance("category")
    profile, groups = in_three_groups(accounts=60, apart=8)
    profile["Region"] = np.array(["n", "s", "w"])[groups]
    weights = EACH | {"Region": 1.0}
    found = behavioural_segments(profile, weights, method="mixed", k=3, seed=1, resamples=2)
    definition = define_segments(found, profile)
    shuffled = profile.sample(frac=1, random_state=int(rng.integers(99))).reset_index(drop=True)

    placed = defined_segments(shuffled, definition)

    assert {one.shares["Region"].get("n", 0.0) for one in definition.segments} == {0.0, 1.0}
    assert dict(zip(placed["account_id"], placed["segment_id"], strict=True)) == definition.members


def test_a_column_that_is_gone_is_refused(made):
    with pytest.raises(ParameterProblem) as refused:
        defined_segments(made[0].drop(columns="usage"), made[2])

    assert str(refused.value) == (
        "The saved segments need 'usage', which accounts do not have now. Fill the column, or "
        "group the accounts anew."
    )


def test_what_is_not_stable_is_defined_only_when_wanted_all_the_same():
    profile = in_no_groups(accounts=90)
    found = behavioural_segments(profile, k=3, seed=1, resamples=2)

    with pytest.raises(ParameterProblem, match=r"^3 segments are not stable: .* Nothing was saved"):
        define_segments(found, profile)

    assert define_segments(found, profile, anyway=True).verdict == "not stable"


def test_without_a_grouping_there_is_nothing_to_define():
    profile = in_no_groups(accounts=90)

    with pytest.raises(ParameterProblem, match=r"^No stable segments were found: .* use rules"):
        define_segments(behavioural_segments(profile, seed=1, resamples=2), profile)


def test_a_persons_name_survives_a_new_fit(made, tmp_path):
    profile, found, definition = made
    path = tmp_path / "segments.json"
    save_definition(rename_segment(definition, "seg-2", name="Our favourites"), path)

    saved = save_definition(define_segments(found, profile), path)

    second = saved.segments[1]
    assert (second.name, second.named_by) == ("Our favourites", "person")
    assert saved.segments[0].named_by == "proposal"


def test_a_persons_segment_without_a_successor_is_not_written_over(made, tmp_path):
    profile, found, definition = made
    path = tmp_path / "segments.json"
    save_definition(rename_segment(definition, "seg-2", name="Our favourites"), path)
    before = path.read_bytes()
    others = profile.assign(account_id=[f"b{n}" for n in range(len(profile))])

    with pytest.raises(RecordProblem) as refused:
        save_definition(define_segments(found, profile).model_copy(
            update={"members": dict.fromkeys(others["account_id"], "seg-1")}), path)  # fmt: skip

    assert path.read_bytes() == before
    assert str(refused.value) == (
        "segments.json has the segment 'Our favourites', named by a person, and none of the new "
        "segments holds the same accounts. Nothing was written. Save the new segments under "
        "another file name, or move the old file away."
    )


@pytest.mark.parametrize("name", ["other", "All", "{first}"])
def test_a_name_that_is_taken_is_refused(made, name):
    wanted = name.format(first=made[2].segments[0].name)

    with pytest.raises(ParameterProblem, match="cannot be named"):
        rename_segment(made[2], "seg-2", name=wanted)


def test_a_definition_that_does_not_fit_together_is_refused(made, tmp_path):
    first = made[2].segments[0].model_copy(update={"centre": (1.0,), "name": "other"})
    wrong = made[2].model_copy(update={"segments": (first, *made[2].segments[1:])})

    with pytest.raises(RecordProblem) as refused:
        save_record(wrong, tmp_path / "segments.json")

    assert "segment 'seg-1' is named 'other'. Give it a name of its own" in str(refused.value)
    assert "has a centre of 1 numbers, and the definition has 3" in str(refused.value)


def test_the_same_accounts_have_not_drifted(made):
    drift = segment_drift(made[2], made[0])

    assert (drift.share_moved, drift.fits, len(drift.moved)) == (0, True, 0)
    assert drift.stretch == pytest.approx(1)
    assert drift.flows["accounts"].sum() == 60


def test_who_moved_came_and_went_is_named(made):
    profile, _, definition = made
    later = profile.drop(index=[5]).reset_index(drop=True)
    donor = later.loc[later["account_id"] == "a001", list(THREE)].iloc[0]
    later.loc[later["account_id"] == "a000", list(THREE)] = donor.to_numpy()
    later.loc[later["account_id"] == "a003", "account_id"] = "b003"

    drift = segment_drift(definition, later)

    assert drift.moved["account_id"].tolist() == ["a000"]
    assert drift.share_moved == pytest.approx(1 / 58)
    assert drift.fits
    assert drift.text.startswith(
        "By the segments saved of 2026-06-30, 1 account moved to another segment (2 % of those "
        "placed then and now); 1 account came, 2 went; "
    )


def test_a_shift_of_all_accounts_makes_the_definition_unfit(made):
    later = made[0].assign(usage=made[0]["usage"] + 6)

    drift = segment_drift(made[2], later)

    assert not drift.fits
    assert drift.segments["shifted"].tolist() == ["usage"] * 3
    assert drift.text.endswith("Make the segments anew: they fit no longer.")


def engagement(**more):
    return Engagement(id="shop", name="Shop", client="Client", **more)


def test_an_engagement_goes_by_the_definition_it_names(made, tmp_path):
    profile = made[0].copy()
    save_definition(made[2], tmp_path / "segments.json")
    profile.loc[0, "usage"] = np.nan

    placed = place_accounts(tmp_path, engagement(segments_from="segments.json"), profile)

    assert list(placed) == ["account_id", "segment", "rule", "missing"]
    assert placed.iloc[0].tolist()[1:] == [
        "other", "lacks a figure of the saved segments", "usage"
    ]  # fmt: skip
    assert placed["segment"].iloc[1] == at_seven(made[2].members["a001"], made[2])
    assert names_in_order(tmp_path, engagement(segments_from="segments.json")) == [
        *(one.name for one in made[2].segments), "other"
    ]  # fmt: skip


def test_without_a_definition_an_engagement_goes_by_its_rules(made, tmp_path):
    by = engagement(segments=(SegmentRule(name="used", rule="usage > 24"),))

    placed = place_accounts(tmp_path, by, made[0])

    assert set(placed["segment"]) == {"used", "other"}


def test_a_definition_that_is_not_there_is_a_problem_of_the_engagement(made, tmp_path):
    [problem] = problems_of_segments(tmp_path, engagement(segments_from="segmnts.json"), made[0])

    assert problem.remedy == (
        "engagement.toml, segments_from is 'segmnts.json', and there is no such file in the "
        "engagement. Save segments under this name, or take the line out to go by rules."
    )


def test_a_definition_outside_the_engagement_is_refused(tmp_path):
    with pytest.raises(RecordProblem, match="It names a file in the engagement's folder"):
        save_record(engagement(segments_from="../segments.json"), tmp_path / "engagement.json")


def test_a_segment_is_told_with_its_rule_and_what_distinguishes_it(made):
    profile, found, _ = made

    told = segment_profile(profile, labels_of(found, profile), list(THREE))

    assert told["accounts"].tolist() == [20, 20, 20]
    assert told["revenue_share"].sum() == pytest.approx(1)
    assert (told["precision"] >= 0.95).all()
    assert (told["coverage"] >= 0.95).all()
    assert told["rule"].str.count(" and ").max() <= 1
    assert told["name"].is_unique
    assert told["distinguished_by"].str.contains("sd").all()


def test_the_difference_is_cohens_d_worked_by_hand():
    profile = pd.DataFrame({"account_id": list("abcd"), "usage": [1.0, 3.0, 7.0, 9.0]})

    traits = segment_traits(profile, pd.Series(["low", "low", "high", "high"]), ["usage"])

    # Means 2 and 8, pooled variance (2 + 2) / 2 = 2.
    assert traits.set_index("segment").loc["low", "difference"] == pytest.approx(-6 / 2**0.5)


def test_a_rule_is_one_comparison_where_one_is_enough():
    profile = pd.DataFrame({"account_id": range(40), "usage": np.arange(40.0),
                            "services": np.tile([1.0, 2.0], 20)})  # fmt: skip

    told = segment_rule(profile, profile["usage"] >= 30, ["usage", "services"])

    assert told == {"rule": "usage >= 29.5", "precision": 1.0, "coverage": 1.0}


def test_a_small_segment_is_marked_as_such():
    profile = pd.DataFrame({"account_id": range(40), "revenue": [100.0] * 36 + [1.0] * 4})

    told = segment_profile(profile, (profile["revenue"] < 50).astype(int), ["revenue"])

    assert told["small"].tolist() == [False, True]

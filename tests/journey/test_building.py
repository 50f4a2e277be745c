"""A map built from a case, and proposed beside people's own."""

import datetime
from dataclasses import replace

import pandas as pd
import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.intake.case import Case
from cxworkbench.journey.building import (
    build_map,
    heard_rows,
    kept_deep_dives,
    people_map,
    propose_map,
    rows_on_map,
)
from cxworkbench.journey.completeness import completeness
from cxworkbench.journey.continuing import continue_map
from cxworkbench.journey.deep_dives import split_off
from cxworkbench.records.accepting import accept_map
from cxworkbench.records.edits import (
    add_comment,
    add_role,
    add_touchpoint,
    edit_touchpoint,
    merge_elements,
    rename_stage,
    split_element,
)
from cxworkbench.records.engagement import (
    Engagement,
    Metric,
    Perspective,
    Privacy,
    StageBelief,
    TouchpointPlace,
)
from cxworkbench.records.evidence import Evidence, conform, empty
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.records.store import load_record, save_record
from cxworkbench.records.validity import check_map

NOTHING = pd.DataFrame()
SEGMENTS = pd.DataFrame({"account_id": ["a", "b", "c"], "segment": ["Key", "Key", "Small"]})
SHOP = Engagement(
    id="shop",
    name="Shop",
    client="Till Works",
    stages=(StageBelief(name="Buy"), StageBelief(name="Use")),
    touchpoints=(
        TouchpointPlace(id="offer", name="Offer", stage="Buy", action="We compare offers"),
        TouchpointPlace(id="till", name="Till", stage="Use"),
        TouchpointPlace(id="visit", name="Visit", stage="Use"),
    ),
    metrics={"CSAT": Metric(kind="mean", low=1, high=5)},
)


def voices():
    rows = [
        ("a", "p1", "user", "survey", "CSAT", 1.0, "", "", ""),
        ("b", "p2", "user", "survey", "CSAT", 2.0, "", "", ""),
        ("c", "p3", "buyer", "interview", "", None, "pain", "slow till", "It takes for ever."),
        ("a", "p1", "user", "interview", "", None, "pain", "slow till", "We queue every day."),
        ("b", "p2", "user", "ticket", "", None, "need", "a second till", ""),
    ]
    names = ["account_id", "contact_id", "role", "method", "metric", "score", "code_kind", "code",
             "text"]  # fmt: skip
    table = pd.DataFrame(rows, columns=names).assign(touchpoint_id="till", stage="Use",
                                                     consent="anonymous")  # fmt: skip
    table["voice_id"] = [f"v{n}" for n in range(len(table))]
    table["said_at"] = pd.to_datetime("2026-03-01")
    return conform(table.astype({"said_at": "datetime64[us]"}), "voices")


def events():
    rows = [("a", "Order scanned"), ("b", "Order scanned"), ("b", "Receipt printed")]
    table = pd.DataFrame(rows, columns=["account_id", "activity"]).assign(
        touchpoint_id="till", stage="Use", channel="shop", medium_class="physical",
        occurred_at=pd.to_datetime("2026-02-01"),
    )  # fmt: skip
    table["event_id"] = [f"e{n}" for n in range(len(table))]
    return conform(table.astype({"occurred_at": "datetime64[us]"}), "events")


def case(folder, *, engagement=SHOP, account="all", segment="all", silent=False):
    accounts = conform(
        pd.DataFrame({"account_id": ["a", "b", "c"], "name": ["Ada", "Bo", "Cy"]}), "accounts"
    )
    evidence = Evidence(
        accounts,
        empty("contacts"),
        empty("voices") if silent else voices(),
        empty("events") if silent else events(),
        empty("company_interactions"),
    )
    return Case(
        folder=folder, engagement=engagement, evidence=evidence, account=account, segment=segment,
        as_of=datetime.date(2026, 6, 30), window_days=365, seed=1, out=folder / "work",
        problems=NOTHING, unplaced=NOTHING, unmatched=NOTHING, proposed_matches=NOTHING,
        inputs={}, mapping=NOTHING,
    )  # fmt: skip


def said(journey_map, at, lane):
    return [one for one in journey_map.statements if (one.at, one.lane) == (at, lane)]


def test_a_map_stands_on_the_engagements_own_stages(tmp_path):
    built = build_map(case(tmp_path))

    assert [stage.name for stage in built.stages] == ["Buy", "Use"]
    assert [one.id for one in built.touchpoints] == ["offer", "till", "visit"]
    assert (built.id, built.title, built.as_of) == (
        "map-shop", "Customer journey with Till Works", "2026-06-30",
    )  # fmt: skip


def test_without_stages_of_its_own_a_map_has_the_generic_five(tmp_path):
    bare = SHOP.model_copy(update={"stages": (), "touchpoints": ()})

    assert [stage.name for stage in build_map(case(tmp_path, engagement=bare)).stages] == [
        "Awareness", "Research", "Decision", "Implementation", "Post-Purchase",
    ]  # fmt: skip


def test_each_lane_holds_what_evidence_says(tmp_path):
    built = build_map(case(tmp_path))

    [feeling] = said(built, "till", "emotion")
    assert (feeling.value, feeling.n, feeling.voices, feeling.basis) == (-1.5, 2, 2, "measured")
    assert [one.text for one in said(built, "till", "actions")] == [
        "Order scanned", "Receipt printed",
    ]  # fmt: skip
    assert [(one.text, one.n) for one in said(built, "till", "pains")] == [("slow till", 2)]
    assert [one.text for one in said(built, "till", "needs")] == ["a second till"]
    assert [one.text for one in said(built, "till", "thoughts")] == ["It takes for ever."]


def test_every_touchpoint_has_an_action_and_an_emotion_or_says_unknown(tmp_path):
    table = completeness(build_map(case(tmp_path))).set_index("touchpoint_id")

    assert table["says_unknown"].to_dict() == {
        "offer": "emotion", "till": "", "visit": "emotion, actions",
    }  # fmt: skip


def test_a_built_map_is_a_whole_record(tmp_path):
    assert check_map(build_map(case(tmp_path))) == ()


def test_the_same_case_gives_the_same_text(tmp_path):
    first = build_map(case(tmp_path)).to_text()
    here = case(tmp_path)
    turned = replace(here.evidence, voices=here.evidence.voices.iloc[::-1])
    mixed = replace(here, evidence=turned)

    assert build_map(mixed).to_text() == first


def test_a_map_without_evidence_is_stamped(tmp_path):
    built = build_map(case(tmp_path, silent=True))

    assert built.stamp == "assumption-based"
    assert [one.text for one in said(built, "offer", "actions")] == ["We compare offers"]


def test_a_map_of_one_account_holds_its_own_evidence_only(tmp_path):
    built = build_map(case(tmp_path, account="c"))

    assert (built.id, built.title) == ("map-shop-c", "Customer journey with Till Works: Cy")
    used = {key for one in built.statements for key in one.evidence}
    assert used == {"v2"}


def test_a_map_of_one_segment_names_it_as_its_perspective(tmp_path):
    built = build_map(case(tmp_path, segment="Small"), SEGMENTS)

    assert built.perspective == Perspective(segment="Small")
    assert [(one.text, one.n) for one in said(built, "till", "pains")] == [("slow till", 1)]


def test_a_segment_without_members_known_is_refused(tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        build_map(case(tmp_path, segment="Small"))

    assert str(refused.value) == (
        "A map of segment 'Small' needs to know who is in it. Give build_map the segments."
    )


def test_an_unknown_segment_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        build_map(case(tmp_path, segment="Smal"), SEGMENTS)

    assert str(refused.value) == (
        "There is no segment 'Smal'. Did you mean 'Small'? Segments: Key, Small."
    )


def test_a_map_of_one_role_hears_that_role_only(tmp_path):
    of_buyers = SHOP.model_copy(update={"perspective": Perspective(role="buyer")})

    heard, seen = heard_rows(case(tmp_path, engagement=of_buyers))

    assert heard["voice_id"].tolist() == ["v2"]
    assert len(seen) == 3


def test_no_quote_is_shown_where_too_few_accounts_were_heard(tmp_path):
    strict = SHOP.model_copy(update={"privacy": Privacy(smallest_cell=4)})

    assert said(build_map(case(tmp_path, engagement=strict)), "till", "thoughts") == []


def test_quotes_name_segment_and_role_where_the_cell_is_large_enough(tmp_path):
    open_house = SHOP.model_copy(update={"privacy": Privacy(smallest_cell=1)})

    [quote] = said(build_map(case(tmp_path, engagement=open_house), SEGMENTS), "till", "thoughts")

    assert (quote.segment, quote.role, quote.n) == ("Small", "buyer", 2)


def test_while_people_keep_no_map_there_is_none(tmp_path):
    assert people_map(case(tmp_path)) is None


def test_a_proposal_is_written_beside_peoples_map_and_never_over_it(tmp_path):
    here = case(tmp_path)
    kept = tmp_path / "maps" / "journey.map.json"
    save_record(rename_stage(build_map(here), "st-use", "Run the shop"), kept)
    before = kept.read_bytes()

    path = propose_map(here, build_map(here))

    assert path == tmp_path / "work" / "maps" / "journey.map.json"
    assert kept.read_bytes() == before
    assert load_record(path, JourneyMap).stages[1].name == "Run the shop"


def test_a_second_proposal_merges_cleanly_with_what_people_changed(tmp_path):
    here = case(tmp_path)
    accept_map(tmp_path, propose_map(here, build_map(here)))
    kept = tmp_path / "maps" / "journey.map.json"
    mine = edit_touchpoint(load_record(kept, JourneyMap), "till", name="Check-out")
    mine = add_touchpoint(mine, "Peer call", stage_id="st-buy", contact=False)
    save_record(mine, kept)

    merged = accept_map(tmp_path, propose_map(here, build_map(here, start=people_map(here))))

    assert merged.conflicts.empty
    assert [one.name for one in merged.map.touchpoints] == [
        "Offer", "Check-out", "Visit", "Peer call",
    ]  # fmt: skip
    assert len({one.id for one in merged.map.statements}) == len(merged.map.statements)


def test_a_map_that_came_from_a_list_of_touchpoints_keeps_its_id_and_what_it_says(tmp_path):
    here = case(tmp_path)
    listed = JourneyMap(
        id="map-of-our-list",
        title="Our list",
        stages=(Stage(id="st-use", name="Use"),),
        touchpoints=(Touchpoint(id="till", name="Our till", stage_id="st-use"),),
        statements=(Statement(id="sm-1", at="till", lane="ideas", text="A second till"),),
    )
    save_record(listed, tmp_path / "maps" / "journey.map.json")

    for start in (people_map(here), None):
        merged = accept_map(tmp_path, propose_map(here, build_map(here, start=start)))

        assert merged.map.id == "map-of-our-list"
        assert [one.text for one in said(merged.map, "till", "ideas")] == ["A second till"]
        assert [one.name for one in merged.map.touchpoints] == ["Offer", "Our till", "Visit"]


def test_a_proposal_without_change_accepted_twice_changes_nothing(tmp_path):
    here = case(tmp_path)
    once = accept_map(tmp_path, propose_map(here, build_map(here))).map

    assert accept_map(tmp_path, propose_map(here, build_map(here))).map == once


def test_evidence_at_merged_touchpoints_and_stages_comes_to_the_one_that_is_left(tmp_path):
    first = build_map(case(tmp_path))
    people = merge_elements(merge_elements(first, "visit", "till"), "st-buy", "st-use")
    again = build_map(case(tmp_path), start=people)

    [feeling] = [one for one in said(again, "visit", "emotion") if one.value is not None]
    assert (feeling.value, feeling.n, feeling.evidence) == (-1.5, 2, ("v0", "v1"))
    assert [(one.text, one.n) for one in said(again, "visit", "pains")] == [("slow till", 2)]
    assert [one.id for one in again.touchpoints] == ["offer", "visit"]
    assert [one.id for one in again.stages] == ["st-buy"]
    assert again.merged_ids == {"till": "visit", "st-use": "st-buy"}
    assert build_map(case(tmp_path), start=again) == again


def test_a_map_of_one_account_has_what_was_said_at_merged_touchpoints(tmp_path):
    merged = merge_elements(build_map(case(tmp_path)), "visit", "till")
    people = merge_elements(merged, "st-buy", "st-use")
    here = case(tmp_path, account="a")
    of_one = build_map(here, start=people)
    save_record(people, tmp_path / "maps" / "journey.map.json")
    proposed = load_record(propose_map(here, build_map(here)), JourneyMap)

    assert of_one.merged_ids == {"till": "visit", "st-use": "st-buy"}
    assert not check_map(of_one)
    for one in (of_one, proposed):
        assert [pain.text for pain in said(one, "visit", "pains")] == ["slow till"]
        assert [place.id for place in one.touchpoints] == ["offer", "visit"]
    assert continue_map(people, of_one) == of_one


@pytest.mark.parametrize("account", ["all", "a"])
def test_a_stage_renamed_and_then_merged_loses_nothing_and_does_not_come_back(tmp_path, account):
    people = rename_stage(build_map(case(tmp_path)), "st-use", "Daily work")
    people = merge_elements(rename_stage(people, "st-buy", "Purchase"), "st-buy", "st-use")
    renamed = SHOP.model_copy(
        update={
            "stages": (
                StageBelief(name="Purchase", formerly=("Buy",)),
                StageBelief(name="Daily work", formerly=("Use",)),
            ),
            "touchpoints": tuple(
                one.model_copy(
                    update={"stage": {"Buy": "Purchase", "Use": "Daily work"}[one.stage]}
                )
                for one in SHOP.touchpoints
            ),
        }
    )
    opened = case(tmp_path, engagement=renamed, account=account)
    tables = {
        name: getattr(opened.evidence, name).replace(
            {"stage": {"Buy": "Purchase", "Use": "Daily work"}}
        )
        for name in ("voices", "events")
    }
    evidence = opened.evidence.with_table("voices", tables["voices"])
    opened = replace(opened, evidence=evidence.with_table("events", tables["events"]))
    again = build_map(opened, start=people)

    assert [(one.id, one.name) for one in again.stages] == [("st-buy", "Purchase")]
    assert {one.at for one in again.statements} <= {"st-buy", "offer", "till", "visit"}
    expected = build_map(case(tmp_path, account=account), start=people)
    assert [one.model_dump() for one in again.statements] == [
        one.model_dump() for one in expected.statements
    ]


@pytest.mark.parametrize("account", ["all", "a"])
def test_the_words_for_what_is_done_keep_their_events_after_a_merge(tmp_path, account):
    place = SHOP.touchpoints[1].model_copy(update={"action": "We pay"})
    shop = SHOP.model_copy(
        update={"touchpoints": (SHOP.touchpoints[0], place, SHOP.touchpoints[2])}
    )
    first = build_map(case(tmp_path, engagement=shop))
    people = merge_elements(first, "offer", "till")
    here = case(tmp_path, engagement=shop, account=account)

    def done(journey_map):
        seen = [one for one in journey_map.statements if one.lane == "actions" and one.evidence]
        return sorted((one.text, one.n, one.evidence) for one in seen)

    again = build_map(here, start=people)
    assert done(again) == done(build_map(here, start=first)) != []
    assert build_map(here, start=people if account == "a" else again) == again


@pytest.mark.parametrize("account", ["all", "a"])
def test_rows_on_a_map_are_where_it_merged_and_named_them(tmp_path, account):
    here = case(tmp_path, account=account)
    people = rename_stage(build_map(case(tmp_path)), "st-buy", "Purchase")
    people = merge_elements(merge_elements(people, "visit", "till"), "st-buy", "st-use")
    heard, on_map = heard_rows(here), rows_on_map(here, build_map(here, start=people))

    for before, after in zip(heard, on_map, strict=True):
        assert after.drop(columns=["touchpoint_id", "stage"]).equals(
            before.drop(columns=["touchpoint_id", "stage"])
        )
        assert "till" not in set(after["touchpoint_id"])
        assert set(after["stage"]) <= {"Purchase", ""}
    assert (
        (on_map[0]["touchpoint_id"] == "visit").sum()
        == (heard[0]["touchpoint_id"].isin(["till", "visit"])).sum()
        > 0
    )


def test_what_people_put_at_the_second_half_of_a_touchpoint_stays_there(tmp_path):
    first = build_map(case(tmp_path))
    [pain] = said(first, "till", "pains")
    people = split_element(first, "till", "Queue", takes=[pain.id])
    again = build_map(case(tmp_path), start=people)

    assert [one.id for one in said(again, "tp-queue", "pains")] == [pain.id]
    assert said(again, "till", "pains") == []


def test_a_stated_account_type_keeps_the_evidence_of_others_out(tmp_path):
    whose = SHOP.model_copy(update={"perspective": Perspective(account_type="chain")})
    opened = case(tmp_path, engagement=whose)
    accounts = opened.evidence.accounts.assign(account_type=["chain", "single", "chain"])
    opened = replace(opened, evidence=opened.evidence.with_table("accounts", accounts))

    heard, seen = heard_rows(opened)

    assert set(heard["account_id"]) == {"a", "c"}
    assert set(seen["account_id"]) == {"a"}


def test_what_only_people_put_on_a_map_goes_on_in_the_proposal(tmp_path):
    first = build_map(case(tmp_path))
    people = add_comment(add_role(first, "user"), "Ask again", at="till")
    people = people.model_copy(update={"mode": "B2B2C", "kind": "deep dive"})
    again = build_map(case(tmp_path), start=people)
    of_one = build_map(case(tmp_path, account="a"), start=people)

    assert (again.mode, again.kind) == ("B2B2C", "deep dive")
    assert people.roles[0].id in [one.id for one in again.roles]
    assert again.comments == people.comments
    assert (of_one.mode, of_one.comments) == ("B2B2C", ())


def test_deep_dives_hang_under_the_map_that_is_looked_at(tmp_path):
    opened = case(tmp_path)
    assert kept_deep_dives(opened, build_map(opened)) == ()

    (tmp_path / "maps").mkdir()
    parent, child = split_off(build_map(opened), "st-use")
    save_record(parent, tmp_path / "maps" / "journey.map.json")
    save_record(child, tmp_path / "maps" / "use.map.json")
    of_one = build_map(case(tmp_path, account="a"), start=parent)

    assert [one.parent_map for one in kept_deep_dives(opened, of_one)] == [of_one.id]
    assert kept_deep_dives(opened, parent) == (child,)

"""What notebook 2 says: of everybody, of one account, and to whom it may be shown."""

import datetime
import json
from dataclasses import replace

import pandas as pd
import pytest

from cxworkbench.intake.case import Case
from cxworkbench.journey.against import everybodys_curve
from cxworkbench.journey.building import build_map
from cxworkbench.records.edits import add_statement, merge_elements
from cxworkbench.records.engagement import (
    Engagement,
    Metric,
    Privacy,
    StageBelief,
    TouchpointPlace,
)
from cxworkbench.records.evidence import Evidence, conform, empty
from cxworkbench.records.store import load_record, save_record
from cxworkbench.records.told import Source, Told
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.journey import draw_map, tell_map

NOTHING = pd.DataFrame()
SEGMENTS = pd.DataFrame({"account_id": [f"a{n}" for n in range(6)], "segment": ["Secret tier"] * 6})
SHOP = Engagement(
    id="shop",
    name="Shop",
    client="Till Works",
    stages=(StageBelief(name="Buy", confidence=0.31), StageBelief(name="Use")),
    touchpoints=(
        TouchpointPlace(id="offer", name="Offer", stage="Buy", owner="Sales backroom"),
        TouchpointPlace(id="till", name="Till", stage="Use", owner="Sales backroom"),
        TouchpointPlace(id="rare", name="Rare visit", stage="Use"),
    ),
    metrics={"CSAT": Metric(kind="mean", low=1, high=5)},
    privacy=Privacy(smallest_cell=3),
    short_report_below=3,
)


def voices():
    """Six accounts speak of the till, each in its own words; a0 and a1 also of the rare visit."""
    rows = []
    for n in range(6):
        rows.append((f"a{n}", "till", "CSAT", 1.0 + n % 3, "", "", ""))
        rows.append((f"a{n}", "till", "", None, "pain", f"pain of a{n}", f"words of a{n}."))
    rows += [("a0", "rare", "CSAT", 5.0, "", "", ""), ("a1", "rare", "CSAT", 1.0, "", "", "")]
    names = ["account_id", "touchpoint_id", "metric", "score", "code_kind", "code", "text"]
    table = pd.DataFrame(rows, columns=names).assign(
        consent="anonymous", method="interview", role="user", stage="Use", file="said.csv", row=7,
        said_at=pd.to_datetime("2026-03-01"),
    )  # fmt: skip
    table["contact_id"] = "contact-" + table["account_id"]
    table["voice_id"] = [f"voice-{n}" for n in range(len(table))]
    return conform(table.astype({"said_at": "datetime64[us]"}), "voices")


def events():
    table = pd.DataFrame({"account_id": ["a0", "a9"], "activity": "Order", "touchpoint_id": "till",
                          "stage": "Use", "event_id": ["event-0", "event-9"],
                          "occurred_at": pd.to_datetime("2026-02-01")})  # fmt: skip
    return conform(table.astype({"occurred_at": "datetime64[us]"}), "events")


def case(folder, *, account="all", engagement=SHOP):
    ids = [*(f"a{n}" for n in range(6)), "a9"]
    accounts = conform(
        pd.DataFrame({"account_id": ids, "name": [f"Name of {one}" for one in ids]}), "accounts"
    )
    evidence = Evidence(accounts, empty("contacts"), voices(), events(),
                        empty("company_interactions"))  # fmt: skip
    return Case(
        folder=folder, engagement=engagement, evidence=evidence, account=account, segment="all",
        as_of=datetime.date(2026, 6, 30), window_days=365, seed=1, out=folder / "work",
        problems=NOTHING, unplaced=NOTHING, unmatched=NOTHING, proposed_matches=NOTHING,
        inputs={"said.csv": "0" * 64}, mapping=NOTHING,
    )  # fmt: skip


def told_of(folder, account="all"):
    here = case(folder, account=account)
    return tell_map(here, build_map(here, SEGMENTS), SEGMENTS)


def voices_told(told):
    """How many voices the inventory names, touchpoint by touchpoint."""
    tables = [one for one in blocks(told, "table") if "voices" in one.columns]
    [table] = [one for one in tables if "touchpoint" in one.columns and "events" in one.columns]
    return [row[table.columns.index("voices")] for row in table.rows]


def keys(told):
    return [section.key for section in told.sections]


def blocks(told, kind):
    return [block for section in told.sections for block in section.blocks if block.kind == kind]


def test_of_everybody_every_section_is_told(tmp_path):
    told = told_of(tmp_path)

    assert keys(told) == [
        "map_rests_on", "map", "map_kind", "emotion", "spread", "roles", "touchpoints", "said",
        "quotes",
        "completeness", "map_limits",
    ]  # fmt: skip
    assert (told.part, told.short, told.account_id) == ("map", False, "all")
    assert told.title == "Customer journey with Till Works"
    assert told.next_step == "Ask how customers feel at Offer: nothing is known there."


def test_a_curve_of_all_found_before_is_told_as_one_found_anew(tmp_path):
    here = case(tmp_path, account="a0")
    built = build_map(here, SEGMENTS)
    found = everybodys_curve(here, built, SEGMENTS)

    assert tell_map(here, built, SEGMENTS, everybody=found) == told_of(tmp_path, "a0")


def test_a_map_on_which_nothing_is_known_is_told_without_empty_pictures(tmp_path):
    here = case(tmp_path)
    silent = replace(here.evidence, voices=empty("voices"), events=empty("events"))
    here = replace(here, evidence=silent)

    told = tell_map(here, build_map(here))

    assert blocks(told, "chart") == []
    assert [block.title for block in blocks(told, "table")] == [
        "How complex the map is", "Touchpoints", "Method notes",
    ]  # fmt: skip
    notes = [block.text for block in blocks(told, "note")]
    assert notes[0] == "This map is assumption-based: nothing on it rests on evidence yet."


def test_of_one_account_its_curve_stands_against_all(tmp_path):
    told = told_of(tmp_path, "a0")

    [chart] = blocks(told, "chart")
    assert (told.account_name, told.short) == ("Name of a0", False)
    assert chart.text == (
        "This account spoke of 2 of 3 places. It differs most from all accounts at Till: −2.0 from "
        "1 voice here, −1.0 over 6 accounts."
    )


def test_of_one_account_only_who_is_known_and_heard_of_its_roles_goes_out(tmp_path):
    told = told_of(tmp_path, "a0")

    [own] = [one for one in told.sections if one.key == "roles"]
    assert [block.audience for block in own.blocks[:2]] == ["client-safe"] * 2
    assert {block.audience for block in own.blocks[2:]} == {"internal"}
    safe = for_audience(told, "client-safe")
    [shown] = [one for one in safe.sections if one.key == "roles"]
    assert shown.blocks[0].text == "1 of 1 role known at this account was heard."
    assert shown.blocks[1].columns == ("role", "what it does", "people known", "voices")
    for secret in ("stop", "weight", "attitude", "feels bad", "average"):
        assert secret not in str(shown)


def test_nobody_outside_sees_the_roles_of_all_accounts(tmp_path):
    told = told_of(tmp_path)

    [roles] = [one for one in told.sections if one.key == "roles"]
    assert {block.audience for block in roles.blocks} == {"internal"}


def test_an_account_with_few_voices_gets_the_short_form(tmp_path):
    told = told_of(tmp_path, "a2")

    assert told.short
    assert keys(told) == ["map_rests_on", "seen", "map_limits"]


def test_an_account_that_only_events_know_is_told_where_it_was_seen(tmp_path):
    told = told_of(tmp_path, "a9")

    sentences = [block.text for block in blocks(told, "sentence")]
    assert "This account was seen or heard at 1 of 3 touchpoints." in sentences
    assert told.next_step == (
        "Hear Name of a9 first: nobody there has said anything in this period. "
        "Ask how it was at “Till”, where it was seen."
    )


@pytest.mark.parametrize("account", ["a0", "a2", "a9"])
def test_client_safe_holds_no_word_of_another_account(tmp_path, account):
    text = for_audience(told_of(tmp_path, account), "client-safe").to_text()

    for other in {f"a{n}" for n in range(6)} - {account}:
        assert f"words of {other}" not in text
        assert f"pain of {other}" not in text
        assert f"Name of {other}" not in text
        assert f"contact-{other}" not in text


def test_client_safe_holds_the_accounts_own_words(tmp_path):
    told = for_audience(told_of(tmp_path, "a0"), "client-safe")

    assert [block.text for block in blocks(told, "quote")] == ["words of a0."]
    assert "pain of a0" in told.to_text()


def test_client_safe_holds_no_owner_segment_or_doubt_of_ours(tmp_path):
    here = case(tmp_path, account="a0")
    built = build_map(here, SEGMENTS)
    for lane in ("backstage", "systems", "ideas", "moments of truth", "metrics", "partners"):
        built = add_statement(built, at="till", lane=lane, text=f"hidden {lane}")

    text = for_audience(tell_map(here, built, SEGMENTS), "client-safe").to_text()

    assert "hidden" not in text
    for secret in ("Sales backroom", "Secret tier", "31% sure", "31 % sure", "0.31"):
        assert secret not in text


def test_client_safe_holds_no_method_note_and_no_next_step(tmp_path):
    told = for_audience(told_of(tmp_path, "a0"), "client-safe")

    assert "completeness" not in keys(told)
    assert told.next_step == ""


def test_of_everybody_nothing_but_the_limits_is_client_safe(tmp_path):
    assert keys(for_audience(told_of(tmp_path), "client-safe")) == ["map_limits"]


def test_points_that_few_other_accounts_made_are_withheld_from_one(tmp_path):
    told = told_of(tmp_path, "a0")

    [chart] = blocks(told, "chart")
    rows = [row for table in chart.chart["datasets"].values() for row in table
            if row.get("place") == "Rare visit" and row.get("accounts", 0) > 1]  # fmt: skip
    assert rows == []
    assert "Rare visit" in json.dumps(chart.chart)


def test_every_evidence_id_that_is_named_has_its_source(tmp_path):
    told = told_of(tmp_path)

    named = {key for section in told.sections for block in section.blocks for key in block.evidence}
    assert named
    assert {source.evidence_id for source in told.sources} == named
    source = next(one for one in told.sources if one.evidence_id == "voice-0")
    assert source == Source(
        evidence_id="voice-0", file="said.csv", row=7, pseudonym="contact-a0", date="2026-03-01",
        account_id="a0", said="CSAT 1.0",
    )  # fmt: skip


def test_a_told_map_is_saved_and_read_back_the_same(tmp_path):
    told = told_of(tmp_path)
    path = tmp_path / "told" / "2_map.json"

    save_record(told, path)

    assert load_record(path, Told) == told


def test_the_same_case_is_told_in_the_same_bytes(tmp_path):
    assert told_of(tmp_path, "a0").to_text() == told_of(tmp_path, "a0").to_text()


def test_a_told_map_holds_no_path_of_this_machine(tmp_path):
    assert str(tmp_path) not in told_of(tmp_path).to_text()


def test_a_drawn_map_is_a_picture_with_its_text(tmp_path):
    bundle = draw_map(build_map(case(tmp_path)))._repr_mimebundle_()

    assert bundle["image/svg+xml"].startswith("<svg")
    assert bundle["text/plain"].startswith('Journey map "Customer journey with Till Works"')


@pytest.mark.parametrize("account", ["all", "a0"])
def test_what_was_said_at_merged_touchpoints_is_told_at_the_one_that_is_left(tmp_path, account):
    here = case(tmp_path, account=account)
    before = build_map(case(tmp_path), SEGMENTS)
    people = merge_elements(before, "till", "rare")
    told = tell_map(here, build_map(here, SEGMENTS, start=people), SEGMENTS)
    alone = tell_map(here, build_map(here, SEGMENTS, start=before), SEGMENTS)

    assert sum(voices_told(told)) == sum(voices_told(alone)) > 0
    assert len(voices_told(told)) == len(voices_told(alone)) - 1

"""The retail point-of-sale world: the same each time, well-formed, and as it was planted."""

import tomllib

import pandas as pd
import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.terms import BUYING_ROLES, EVIDENCE_TABLES
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.partners import Partners
from cxworkbench.worlds.complaints import OTHER_TONGUES, PAIN_TEXTS
from cxworkbench.worlds.places import PAINS, PLANTED_PAINS
from cxworkbench.worlds.retail_pos import make_tiny_world, make_world
from cxworkbench.worlds.texts import GAIN_TEXTS
from cxworkbench.worlds.world import write_truth, write_world

SPOKEN = ("survey.csv", "tickets.csv", "interviews.xlsx", "observations.csv")


@pytest.fixture(scope="module")
def world():
    return make_world(4)


@pytest.fixture(scope="module")
def engagement(world):
    return Engagement.model_validate(tomllib.loads(world.engagement_toml))


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    write_world(make_tiny_world(9), tmp_path / "one")
    write_world(make_tiny_world(9), tmp_path / "two")

    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_another_seed_gives_other_accounts_and_another_id():
    one, two = make_tiny_world(1), make_tiny_world(2)

    assert one.truth["segments"] != two.truth["segments"]
    assert one.engagement_toml != two.engagement_toml


def test_the_truth_is_not_in_the_engagement_s_folder(world, tmp_path):
    write_world(world, tmp_path)
    words = b"".join(content for name, content in files_of(tmp_path).items() if ".xlsx" not in name)

    assert not any(kind.encode() in words for kind in ("anchor", "climber", "drifter", "planted_"))
    assert not list(tmp_path.rglob("*truth*"))


def test_the_truth_is_written_where_one_says(world, tmp_path):
    write_truth(world, tmp_path / "deep" / "truth.json")

    assert '"moment_of_truth"' in (tmp_path / "deep" / "truth.json").read_text(encoding="utf-8")


def test_fewer_accounts_than_kinds_need_are_refused():
    with pytest.raises(ParameterProblem) as refused:
        make_world(1, accounts=7)

    assert str(refused.value) == (
        "A world of 7 accounts is too small. It takes at least 8, so that each kind of account "
        "occurs. Ask for more accounts."
    )


def test_account_numbers_and_names_and_domains_are_unique(world):
    crm = world.tables["crm-accounts.csv"]
    domains = crm.loc[crm["Web domain"] != "", "Web domain"]

    assert len(crm) == 168
    assert crm["Customer no."].is_unique
    assert crm["Company"].is_unique
    assert domains.is_unique
    assert domains.str.endswith(".example").all()


def test_every_mapped_header_is_in_its_file(world, engagement):
    for table in engagement.tables:
        headers = set(world.tables[table.file].columns)
        mapped = {*table.columns.values(), *table.questions, *table.extra}
        mapped |= {question.of for question in table.questions.values() if question.of}
        assert mapped <= headers, table.name


def test_every_received_header_is_mapped_or_known_to_stay_behind(world, engagement):
    used: dict[str, set[str]] = {}
    for table in engagement.tables:
        mapped = {*table.columns.values(), *table.questions, *table.extra}
        used.setdefault(table.file, set()).update(mapped)
    left = {file: set(world.tables[file].columns) - headers for file, headers in used.items()}

    assert {file: names for file, names in left.items() if names} == {
        "tickets.csv": {"State"},
        "interviews.xlsx": {"Talk"},
        "events.csv": {"Order no."},
    }
    assert set(used) == set(world.tables)


def test_every_place_that_values_name_is_a_touchpoint_of_a_stage(engagement):
    stages = {stage.name for stage in engagement.stages}
    places = {place.id for place in engagement.touchpoints}
    named = {
        value.touchpoint
        for headers in engagement.values.values()
        for words in headers.values()
        for value in words.values()
    }

    assert len(stages) == 5
    assert 14 <= len(places) <= 18
    assert {place.stage for place in engagement.touchpoints} == stages
    assert named <= places
    assert sum(not place.contact for place in engagement.touchpoints) == 2
    assert {"digital", "physical"} <= {place.medium_class for place in engagement.touchpoints}


def test_only_a_few_words_are_left_unplaced(world, engagement):
    categories = world.tables["tickets.csv"]["Category"]
    activities = world.tables["events.csv"]["Activity"]
    tickets = ~categories.isin(engagement.values["tickets"]["Category"])
    events = ~activities.isin(engagement.values["events"]["Activity"])

    assert 0 < tickets.sum() < 30
    assert 0 < events.sum() < 30
    assert set(categories[tickets]) <= {"Sonstiges", "misc", "To be sorted"}
    assert set(activities[events]) <= {"System note", "Import 2024"}


def test_evidence_columns_are_those_of_the_terms_or_of_matching(engagement):
    matching = {"key", "account_name", "contact_name", "contact_mail", "contact_phone", "category",
                "priority", "touchpoint"}  # fmt: skip
    for table in engagement.tables:
        assert set(table.columns) <= set(EVIDENCE_TABLES[table.feeds]) | matching, table.name


def test_segments_by_rule_mostly_agree_with_how_accounts_were_made(world):
    crm = world.tables["crm-accounts.csv"]
    numbers = {
        name: crm[name].str.replace(",", ".").replace("", "nan").astype(float)
        for name in ("Revenue EUR", "Services", "Tills in use %")
    }
    idle = numbers["Tills in use %"] < 40
    small = (numbers["Revenue EUR"] < 25000) & ~idle
    kinds = crm["Customer no."].map(world.truth["segments"])

    assert (idle == (kinds == "drifter")).mean() > 0.99
    assert (small == (kinds == "corner")).mean() > 0.97


@pytest.mark.parametrize("pain", PLANTED_PAINS, ids=lambda pain: pain.touchpoint)
def test_a_planted_pain_is_in_the_tickets_of_the_accounts_that_have_it(world, pain):
    tickets = world.tables["tickets.csv"]
    with_it = set(tickets.loc[tickets["Category"] == pain.category, "Customer no."]) - {"999999"}
    [planted] = [one for one in world.truth["pains"] if one["code"] == pain.code]

    assert with_it <= set(planted["accounts"])
    assert len(with_it) >= 0.6 * len(planted["accounts"])


def test_planted_pains_are_at_different_touchpoints_and_every_code_has_its_own_words():
    assert len({pain.touchpoint for pain in PLANTED_PAINS}) == len(PLANTED_PAINS) == 3
    assert {pain.code for pain in PAINS} == set(PAIN_TEXTS)
    assert {code for own in OTHER_TONGUES.values() for code in own} <= set(PAIN_TEXTS)
    assert len({*sum((*PAIN_TEXTS.values(), *GAIN_TEXTS.values()), ())}) >= 60


def test_what_is_said_does_not_look_copied(world):
    messages = world.tables["tickets.csv"]["Message"]

    assert messages.nunique() > 0.9 * len(messages)
    assert not messages.str.contains(r"[{}]").any()


def test_nobody_asked_the_approvers_or_heard_the_silent_accounts(world):
    contacts = world.tables["contacts.csv"]
    approvers = set(contacts.loc[contacts["Role"] == "approver", "E-mail"])
    silent = set(world.truth["holes"]["accounts_never_heard"])

    assert len(approvers) > 20
    assert len(silent) > 20
    for file in SPOKEN:
        table = world.tables[file]
        assert not silent & set(table["Customer no."]), file
        assert not approvers & set(table.get("E-mail", [])), file


def test_nobody_asked_small_accounts_about_research(world, engagement):
    kinds = world.truth["segments"]
    names = {place.name for place in engagement.touchpoints if place.stage == "Research"}
    survey, talks = world.tables["survey.csv"], world.tables["interviews.xlsx"]
    small = {number for number, kind in kinds.items() if kind == "corner"}
    asked = survey.loc[survey["Customer no."].isin(small), ["Demonstration: satisfied (1-5)",
                                                            "Price tool: ease (1-7)"]]  # fmt: skip
    about = talks[talks["About"].isin(names)]

    assert len(asked) > 20
    assert (asked == "").all(axis=None)
    assert len(about) > 20
    assert not small & set(about["Customer no."])
    assert world.truth["holes"]["segment_and_stage"] == ["Corner shops", "Research"]


def test_all_other_roles_and_touchpoints_are_heard(world, engagement):
    survey, talks = world.tables["survey.csv"], world.tables["interviews.xlsx"]
    asked = {
        question.touchpoint
        for table in engagement.tables
        for header, question in table.questions.items()
        if (survey[header] != "").any()
    }
    names = {place.name: place.id for place in engagement.touchpoints}
    silent = {place.id for place in engagement.touchpoints} - asked
    silent -= {names[name] for name in talks["About"]}

    assert set(survey["Role"]) == set(BUYING_ROLES) - {"approver"}
    assert silent == set(world.truth["holes"]["touchpoints"])


def test_after_a_failed_first_busy_day_fewer_renew(world):
    events = world.tables["events.csv"]
    talks = events[events["Activity"] == "Renewal talk"].set_index("Customer no.")["Result"]
    talks = talks.drop(world.truth["holes"]["accounts_never_heard"])
    failed = talks.index.isin(world.truth["moment_of_truth"]["failed"])

    assert (talks[~failed] == "renewed").mean() - (talks[failed] == "renewed").mean() > 0.25


def test_the_awkward_rows_are_there_on_purpose(world):
    dates = pd.concat([world.tables["tickets.csv"]["Opened"], world.tables["events.csv"]["When"]])
    margins = world.tables["crm-accounts.csv"]["Margin EUR"]
    known = set(world.tables["crm-accounts.csv"]["Customer no."])

    assert dates.isin(["30/02/2026 09:15", "yesterday", "31.06.2025"]).sum() == 3
    assert (~world.tables["tickets.csv"]["Customer no."].isin(known)).sum() == 1
    assert (world.tables["survey.csv"]["Company"] == "Bellwether Garden Centre").sum() == 1
    assert 3 <= margins.str.startswith("-").sum() <= 25
    assert (margins == "").sum() >= 3


def test_every_order_has_the_four_parts_and_partners_know_every_company(world):
    parts = world.tables["order-parts.csv"]
    partners = Partners.model_validate_json(world.records["partners.json"])
    companies = {company.id for company in partners.companies}
    chain = {
        (one.provider, one.recipient, one.sub_process) for one in partners.company_interactions
    }
    needed = {"hardware", "software configuration", "data transfer", "delivery"}

    assert parts.groupby("Order no.")["Part"].agg(lambda have: needed <= set(have)).all()
    assert set(parts["From"]) | set(parts["To"]) <= companies
    assert set(zip(parts["From"], parts["To"], parts["Part"], strict=True)) <= chain
    assert partners.focal in companies


def test_the_demo_accounts_are_24_of_all_sizes_and_some_were_never_heard(world):
    demo = world.records["accounts-demo.csv"].split()[1:]
    kinds = [world.truth["segments"][number] for number in demo]

    assert len(set(demo)) == 24
    assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {
        "anchor": 6, "climber": 7, "corner": 7, "drifter": 4,
    }  # fmt: skip


def test_a_tiny_world_has_the_same_files_and_every_kind(world):
    tiny = make_tiny_world(1)

    assert list(tiny.tables) == list(world.tables)
    assert len(tiny.truth["segments"]) == 12
    assert len(set(tiny.truth["segments"].values())) == 4
    assert all(len(table) > 0 for table in tiny.tables.values())

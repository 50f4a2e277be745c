"""Evidence as a folder: what is in it, when it is made again, and who cannot be read from it."""

import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from cxworkbench.ground.errors import DataProblem, RecordProblem
from cxworkbench.intake.building import build_evidence, current_evidence, write_evidence
from cxworkbench.intake.redaction import look_up
from cxworkbench.records.evidence import read_evidence
from cxworkbench.worlds.naughty import make_naughty_world
from cxworkbench.worlds.world import write_world

TABLES = """
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
extra = ["Remark"]
[[tables]]
name = "people"
file = "people.csv"
feeds = "contacts"
[[tables]]
name = "tickets"
file = "tickets.csv"
feeds = "voices"
method = "ticket"
[[tables]]
name = "log"
file = "log.csv"
feeds = "events"
"""
FILES = {
    "crm": "account_id,name,phone,Remark\nA,Acme Ltd,+44 20 7946 0999,ask Ada Lovelace\nB,Bolt,,\n",
    "people": (
        "contact_id,account_id,name,email,phone,role\n"
        "C1,A,Ada Lovelace,ada@acme.example,+44 20 7946 0101,decider\n"
        "C2,B,Grace Hopper,grace@bolt.example,(503) 555-9831,user\n"
        "C2,B,Grace Hopper,grace@bolt.example,(503) 555-9831,user\n"
        ",A,,,,user\n"
    ),
    "tickets": (
        "ticket_id,requester,email,created,category,priority,description\n"
        "T1,Ada Lovelace,ADA@acme.example,2026-01-05,Billing,high,"
        '"Ada here, ring +44 20 7946 0101 or mail ada@acme.example. Grace Hopper agrees."\n'
        "T2,New Person,new@acme.example,ada@acme.example,New Person,New Person,"
        "Regards New Person 0171 1234567\n"
        "T3,,x@nowhere.example,2026-01-05,Ada Lovelace,,lost\n"
    ),
    "log": (
        "account_id,timestamp,activity,outcome\n"
        "A,2026-01-02,Call with Ada Lovelace,grace@bolt.example\n"
    ),
}
PEOPLE = ["ada lovelace", "lovelace", "grace hopper", "hopper", "new person", "acme.example",
          "ada@", "grace@", "new@", "79460101", "7946 0101", "7946 0999", "5559831", "555-9831",
          "1234567", "x@nowhere"]  # fmt: skip


def built(engagement, toml=TABLES, **files):
    return build_evidence(engagement(toml, **{**FILES, **files}))


def everything_in(folder):
    """Every text in every file of evidence/, Parquet read back, as one text in small letters."""
    texts = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            texts.append(pd.read_parquet(path).to_csv())
        elif path.is_file():
            texts.append(path.read_text(encoding="utf-8-sig"))
        texts.append(path.name)
    return "\n".join(texts).lower()


def test_no_name_mail_or_phone_of_anybody_is_in_any_file_of_evidence(engagement):
    folder = engagement(TABLES, **FILES)

    current_evidence(folder)

    text = everything_in(folder / "evidence")
    assert "contact-" in text
    assert [word for word in PEOPLE if word in text] == []


def test_raw_parquet_bytes_hold_nobody_either(engagement):
    folder = engagement(TABLES, **FILES)
    current_evidence(folder)

    raw = b"".join(path.read_bytes() for path in sorted((folder / "evidence").rglob("*.parquet")))

    assert [word for word in PEOPLE if word.encode() in raw.lower()] == []


def test_one_person_has_one_pseudonym_over_files_and_is_looked_up_by_it(engagement):
    folder = engagement(TABLES, **FILES)
    evidence = current_evidence(folder).evidence

    ada = evidence.contacts["contact_id"].iloc[0]
    assert evidence.voices["contact_id"].iloc[0] == ada
    assert look_up(ada) == "Ada Lovelace, ada@acme.example, +44 20 7946 0101, C1"
    assert ada in evidence.voices["text"].iloc[0]


def test_who_was_heard_and_is_on_no_list_becomes_a_contact(engagement):
    evidence = built(engagement).evidence

    assert evidence.contacts["role"].tolist()[:2] == ["decider", "user"]
    heard = set(evidence.voices["contact_id"]) - {""}
    assert heard <= set(evidence.contacts["contact_id"])


def test_a_voice_has_the_account_and_role_of_its_contact(engagement):
    voices = built(engagement).evidence.voices

    assert voices[["account_id", "role"]].values.tolist() == [
        ["A", "decider"],
        ["A", ""],
        ["", ""],
    ]


def test_blank_and_double_contacts_are_listed_with_their_values_masked(engagement):
    problems = built(engagement).problems

    about = problems[problems["file"] == "people.csv"][["row", "rule", "value"]]
    assert about.values.tolist() == [
        [4, "has each contact once", "•••"],
        [5, "names a contact", ""],
    ]


def test_a_mail_address_in_a_date_column_is_not_shown_in_the_problem(engagement):
    problems = built(engagement).problems

    [value] = problems.loc[problems["rule"] == "is a date", "value"]
    assert value.startswith("contact-")


def test_an_unmatched_row_shows_the_domain_and_not_the_person(engagement):
    assert built(engagement).unmatched.values.tolist() == [
        ["tickets.csv", 4, "nowhere.example", ""]
    ]


def test_in_strict_privacy_account_names_are_nowhere_either(engagement):
    folder = engagement(
        '[privacy]\naccount_names = "strict"\n' + TABLES,
        **{**FILES, "log": "account_id,timestamp,activity\nA,2026-01-02,Acme Ltd called\n"},
    )

    evidence = current_evidence(folder).evidence

    assert evidence.accounts["name"].str.fullmatch("account-[0-9a-f]{12}").all()
    assert evidence.events["activity"].tolist() == [f"{evidence.accounts['name'].iloc[0]} called"]
    assert "acme ltd" not in everything_in(folder / "evidence")
    assert look_up(evidence.accounts["name"].iloc[0]) == "Acme Ltd"


def test_an_account_known_by_a_mail_address_gets_a_pseudonym_for_its_id(engagement):
    folder = engagement(
        TABLES.split("[[tables]]\nname = \"people\"")[0].replace('extra = ["Remark"]\n', ""),
        crm="account_id,name\nshop@acme.example,Acme\n",
    )  # fmt: skip

    evidence = current_evidence(folder).evidence

    assert evidence.accounts["account_id"].str.startswith("account-").all()
    assert "shop@" not in everything_in(folder / "evidence")


def test_all_files_that_cannot_be_read_are_named_in_one_message_each_with_its_cause(engagement):
    folder = engagement(TABLES, **{**FILES, "people": ""})
    (folder / "data" / "log.csv").unlink()
    (folder / "data" / "logs.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(DataProblem) as refused:
        build_evidence(folder)

    assert str(refused.value) == (
        "2 files that engagement.toml declares cannot be read. people.csv is empty: it has no "
        "bytes. Export it again. log.csv: there is no such file in data/. Did you mean "
        "'logs.csv'? Put it there, or take its table out."
    )


def test_a_file_outside_the_engagement_is_not_read(engagement, tmp_path):
    (tmp_path / "secret.csv").write_text("account_id\nA\n", encoding="utf-8")
    folder = engagement('[[tables]]\nname="x"\nfile="../../secret.csv"\nfeeds="accounts"\n')

    with pytest.raises(DataProblem, match="leads out of the folder data"):
        build_evidence(folder)


def test_wrong_headers_of_engagement_toml_are_all_named_in_one_message(engagement):
    toml = TABLES + 'columns.occurred_at = "Tme"\ncolumns.actvity = "activity"\n'

    with pytest.raises(RecordProblem) as refused:
        built(engagement, toml)

    assert "tables.log.actvity" in str(refused.value)
    assert "tables.log.Tme" in str(refused.value)


def test_one_unreadable_row_stops_nothing_and_is_listed_with_file_row_and_column(engagement):
    log = FILES["log"] + "A,not a day,Call,\n"

    intake = built(engagement, log=log)

    assert len(intake.evidence.events) == 2
    listed = intake.problems[["file", "row", "column", "value"]].values.tolist()
    assert ["log.csv", 3, "timestamp", "not a day"] in listed


def test_evidence_is_read_back_as_it_was_built(engagement):
    folder = engagement(TABLES, **FILES)
    first = build_evidence(folder)
    write_evidence(first, folder)

    again = read_evidence(folder)

    for name in ("accounts", "contacts", "voices", "events", "company_interactions"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(first.evidence, name))


def test_evidence_is_made_again_only_when_an_input_has_changed(engagement):
    folder = engagement(TABLES, **FILES)
    current_evidence(folder)
    marked = folder / "evidence" / "problems.csv"
    marked.write_text("not made again", encoding="utf-8")

    kept = current_evidence(folder)
    untouched = marked.read_text(encoding="utf-8")
    with (folder / "data" / "crm.csv").open("a", encoding="utf-8") as file:
        file.write("C,Cole,,\n")
    made_again = current_evidence(folder)

    assert untouched == "not made again"
    assert len(kept.evidence.accounts) == 2
    assert len(made_again.evidence.accounts) == 3
    assert marked.read_text(encoding="utf-8-sig").startswith("file,row,column")


def test_what_is_kept_says_the_same_as_what_was_built(engagement):
    folder = engagement(TABLES, **FILES)
    built_now, kept = current_evidence(folder), current_evidence(folder)

    for name in ("problems", "unplaced", "unmatched", "proposed_matches", "mapping"):
        pd.testing.assert_frame_equal(getattr(built_now, name), getattr(kept, name))
    assert kept.inputs == built_now.inputs


def test_damaged_evidence_is_made_again(engagement):
    folder = engagement(TABLES, **FILES)
    current_evidence(folder)
    (folder / "evidence" / "accounts.parquet").write_bytes(b"PAR1 damaged")

    assert len(current_evidence(folder).evidence.accounts) == 2


def test_the_same_inputs_give_the_same_bytes(engagement):
    folder = engagement(TABLES, **FILES)
    bytes_of = lambda: {  # noqa: E731 - one line reads better here
        path.name: path.read_bytes() for path in (folder / "evidence").rglob("*") if path.is_file()
    }
    write_evidence(build_evidence(folder), folder)
    first = bytes_of()

    write_evidence(build_evidence(folder), folder)

    assert bytes_of() == first


def test_many_that_open_at_once_all_get_whole_evidence(engagement):
    folder = engagement(TABLES, **FILES)

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: len(current_evidence(folder).evidence.voices), range(8)))

    assert counts == [3] * 8
    assert not list((folder / "evidence").glob(".*"))


def test_received_files_are_never_changed(engagement):
    folder = engagement(TABLES, **FILES)
    before = {path.name: path.read_bytes() for path in (folder / "data").iterdir()}

    current_evidence(folder)

    assert {path.name: path.read_bytes() for path in (folder / "data").iterdir()} == before


def test_the_list_of_problems_opens_in_a_spreadsheet_without_running_anything(engagement):
    folder = engagement(TABLES, **{**FILES, "log": "account_id,timestamp,activity\nA,=1+1,x\n"})
    current_evidence(folder)

    text = (folder / "evidence" / "problems.csv").read_text(encoding="utf-8-sig")

    assert "'=1+1" in pd.read_csv(io.StringIO(text))["value"].tolist()


def test_inputs_name_every_file_with_its_hash(engagement):
    folder = engagement(TABLES, **FILES)
    current_evidence(folder)

    content = json.loads((folder / "evidence" / "inputs.json").read_text(encoding="utf-8"))

    assert list(content["inputs"]) == [
        "engagement.toml", "data/crm.csv", "data/log.csv", "data/people.csv", "data/tickets.csv",
    ]  # fmt: skip
    assert {len(digits) for digits in content["inputs"].values()} == {64}


def test_an_engagement_without_tables_has_empty_evidence(engagement):
    evidence = current_evidence(engagement()).evidence

    assert evidence.accounts.empty
    assert evidence.voices.empty


@pytest.mark.real_data
def test_515_naughty_strings_are_kept_to_the_letter(tmp_path):
    root = os.environ.get("CXWORKBENCH_REAL_DATA", "")
    strings = Path(root, "awkward", "blns.json")
    if not root or not strings.exists():
        pytest.skip("CXWORKBENCH_REAL_DATA names no folder with awkward/blns.json")
    world = make_naughty_world(json.loads(strings.read_text(encoding="utf-8")))
    write_world(world, tmp_path)

    evidence = current_evidence(tmp_path).evidence

    names = evidence.accounts.set_index("account_id")["name"].to_dict()
    expected = {one: name if name.strip() else one for one, name in world.truth["names"].items()}
    assert names == expected
    assert set(evidence.voices["text"]) - {""} <= set(world.truth["names"].values())

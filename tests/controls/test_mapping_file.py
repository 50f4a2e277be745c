"""How headers are used, changed in engagement.toml without a screen."""

import tomllib

import pytest

from cxworkbench.controls.mapping_file import PREVIOUS_FILE, edit_mapping, undo_mapping
from cxworkbench.controls.mapping_view import QUESTION, read_mappings
from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.intake.building import build_evidence
from cxworkbench.voice.words import percent

TOML = """\
# What a person wrote at the top.
id = "trial"
name = "Trial"
client = "Acme"
as_of = "2026-06-30"   # the last day

[[touchpoints]]
id = "tp-till"
name = "Till"
stage = "Awareness"

[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"     # our customers
columns.usage = "Tills"   # as agreed

[[tables]]
name = "people"
file = "people.csv"
feeds = "contacts"

[[tables]]
name = "tickets"
file = "tickets.csv"
feeds = "voices"
method = "ticket"
[tables.questions]
"Delivery (1-5)" = { metric = "CSAT", overall = true }  # on the sheet
"""
CRM = "account_id,name,Tills,Seats,Colour\nA,Acme Ltd,3,9,red\nB,Bolt,4,x,blue\n"
PEOPLE = "account_id,contact_id,name,email\nA,p1,Bill Price,bill@acme.example\n"
TICKETS = (
    "ticket,account_id,Opened,Closed,Delivery (1-5),Category,Note\n"
    "t1,A,05.01.2026,06.01.2026,5,Spam,Bill Price rang 0171 1234567\n"
    "t2,B,31.01.2026,late,4,Parts,ok\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))
    place = tmp_path / "trial"
    (place / "data").mkdir(parents=True)
    (place / "engagement.toml").write_text(TOML, "utf-8")
    for name, text in (("crm", CRM), ("people", PEOPLE), ("tickets", TICKETS)):
        (place / "data" / f"{name}.csv").write_text(text, "utf-8")
    return place


def text_of(folder):
    return (folder / "engagement.toml").read_text("utf-8")


def table_in(folder, name):
    tables = tomllib.loads(text_of(folder))["tables"]
    return next(one for one in tables if one["name"] == name)


def test_every_header_is_shown_with_its_use_why_and_how_well_it_fits(folder):
    shown = read_mappings(folder).header_table("crm").set_index("header")

    assert shown["column"].to_dict() == {
        "account_id": "account_id", "name": "name", "Tills": "usage", "Seats": "", "Colour": "",
    }  # fmt: skip
    assert shown["why"].to_dict() == {
        "account_id": "by its usual name",
        "name": "by its usual name",
        "Tills": f"as engagement.toml says; {percent(1.0)} of its cells are numbers",
        "Seats": "nothing knows this name",
        "Colour": "nothing knows this name",
    }
    assert shown["samples"]["Colour"] == "red; blue"


def test_the_preview_reads_dates_and_hides_people(folder):
    mappings = read_mappings(folder)

    tickets, people = mappings.preview("tickets"), mappings.preview("people")

    assert tickets["said_at"].tolist() == ["2026-01-05", "2026-01-31"]
    assert tickets["text"].str.fullmatch(r"contact-[0-9a-f]{12} rang \[phone\]").tolist() == [
        True, False,
    ]  # fmt: skip
    assert people[["contact_name", "contact_mail"]].values.tolist() == [["•••", "•••"]]
    assert mappings.used("tickets")["Delivery (1-5)"] == QUESTION


def test_another_header_fills_a_column_and_everything_else_stays(folder):
    mappings = edit_mapping(folder, "crm", columns={"Seats": "usage", "Tills": ""})

    assert mappings.used("crm")["Seats"] == "usage"
    assert mappings.used("crm")["Tills"] == ""
    assert text_of(folder) == TOML.replace(
        'columns.usage = "Tills"   # as agreed', 'columns.usage = "Seats"   # as agreed'
    )


def test_a_header_that_is_known_by_its_name_can_be_left_out(folder):
    edit_mapping(folder, "tickets", columns={"Category": "", "Opened": "", "Closed": "said_at"})

    columns = table_in(folder, "tickets")["columns"]
    assert columns == {"said_at": "Closed", "category": ""}
    assert read_mappings(folder).used("tickets")["Opened"] == ""


def test_a_question_a_scale_and_the_place_of_a_word_are_written(folder):
    edit_mapping(
        folder, "tickets",
        questions={"Delivery (1-5)": {"metric": "Mood", "touchpoint": "tp-till", "overall": False}},
        metrics={"Mood": {"kind": "mean", "low": 1, "high": 5}},
        values={"Category": {"Spam": {"ignore": True}, "Parts": {"touchpoint": "tp-till",
                                                                 "kind": "pain"}}},
    )  # fmt: skip

    voices = build_evidence(folder).evidence.voices
    assert voices["metric"].tolist()[0] == "Mood"
    assert set(voices["account_id"]) == {"B"}  # A's row is ignored as spam
    assert set(voices["touchpoint_id"]) == {"tp-till"}
    assert read_mappings(folder).open_words().empty
    assert TOML.split('"Delivery')[0] in text_of(folder)


def test_words_without_a_place_are_listed_with_their_rows(folder):
    words = read_mappings(folder).open_words()

    assert words[["column", "value", "rows"]].values.tolist() == [
        ["Category", "Parts", 1], ["Category", "Spam", 1],
    ]  # fmt: skip


def test_a_question_can_be_taken_back(folder):
    edit_mapping(folder, "tickets", questions={"Delivery (1-5)": {}})

    assert (
        "questions" not in table_in(folder, "tickets")
        or not table_in(folder, "tickets")["questions"]
    )


def test_undo_puts_the_version_before_back_and_undo_again_the_newer_one(folder):
    edit_mapping(folder, "crm", columns={"Seats": "services"})
    newer = text_of(folder)

    undo_mapping(folder)
    older = text_of(folder)
    undo_mapping(folder)

    assert (older, text_of(folder)) == (TOML, newer)


def test_nothing_changed_is_nothing_written(folder):
    edit_mapping(folder, "crm", columns={"Tills": "usage"})

    assert text_of(folder) == TOML
    assert not (folder / PREVIOUS_FILE).exists()


@pytest.mark.parametrize(
    ("table", "changes", "message"),
    [
        (
            "crm", {"columns": {"Seat": "usage"}},
            "There is no header of crm 'Seat'. Did you mean 'Seats'? There are: account_id, name, "
            "Tills, Seats, Colour.",
        ),
        (
            "crm", {"columns": {"Seats": "services", "Colour": "services"}},
            "2 headers of crm are to fill the column 'services': 'Seats', 'Colour'. One header "
            "fills a column. Choose one of them.",
        ),
        (
            "tickets", {"columns": {"Closed": "said_at"}},
            "2 headers of tickets are to fill the column 'said_at': 'Opened', 'Closed'. One "
            "header fills a column. Choose one of them.",
        ),
        (
            "ticket", {"columns": {}},
            "There is no table 'ticket'. Did you mean 'tickets'? There are: crm, people, tickets.",
        ),
        (
            "crm", {"column": {}},
            "There is no change 'column'. Did you mean 'columns'? There are: feeds, method, "
            "columns, questions, values, metrics.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(folder, table, changes, message):
    with pytest.raises(ParameterProblem) as refused:
        edit_mapping(folder, table, **changes)

    assert str(refused.value) == message
    assert text_of(folder) == TOML


def test_a_column_that_the_new_content_does_not_take_is_refused(folder):
    with pytest.raises(ParameterProblem) as refused:
        edit_mapping(folder, "crm", feeds="contacts")

    assert str(refused.value).startswith(
        "1 words of crm would fit no longer. 'usage' is not a column that contacts takes."
    )
    assert text_of(folder) == TOML


def test_a_place_that_is_not_there_is_refused_by_the_engagement_itself(folder):
    with pytest.raises(RecordProblem):
        edit_mapping(folder, "tickets", values={"Category": {"Spam": {"touchpoint": "tp-none"}}})

    assert text_of(folder) == TOML


def test_a_file_that_somebody_else_saved_is_not_overwritten(folder):
    seen = read_mappings(folder).seen
    (folder / "engagement.toml").write_text(TOML + "\n# theirs\n", "utf-8")

    with pytest.raises(RecordProblem) as refused:
        edit_mapping(folder, "crm", seen=seen, columns={"Seats": "services"})

    assert str(refused.value) == (
        "engagement.toml has changed on disk since it was read. Nothing was written. Load it again "
        "and enter the change anew."
    )


def test_without_a_version_before_there_is_nothing_to_undo(folder):
    with pytest.raises(ParameterProblem, match="There is no version before"):
        undo_mapping(folder)

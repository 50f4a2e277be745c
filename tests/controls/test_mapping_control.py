"""The mapping control, made, set and read without a browser."""

import pytest
from tests.controls.test_mapping_file import CRM, TOML, folder, text_of

from cxworkbench.controls.mapping_control import ONLY_OVER_ALL, mapping_control
from cxworkbench.controls.mapping_file import edit_mapping

__all__ = ["folder"]


@pytest.fixture
def control(folder):
    return mapping_control(folder)


def test_for_one_account_it_is_a_sentence(folder):
    assert mapping_control(folder, account="a00") == ONLY_OVER_ALL


def choose(control, name):
    control.chooser.value = name
    return control


def test_no_file_is_read_before_one_is_chosen(control):
    assert control.body.children == ()
    assert [label for label, _ in control.chooser.options] == [
        "choose one", "crm.csv as crm", "people.csv as people", "tickets.csv as tickets",
    ]  # fmt: skip
    assert control.message.value == "Choose a file to see how its columns are used."


def test_a_chosen_file_shows_each_header_and_what_it_fills(control):
    choose(control, "crm")

    assert control.columns == {
        "account_id": "account_id", "name": "name", "Tills": "usage", "Seats": "", "Colour": "",
    }  # fmt: skip
    assert control.feeds.value == "accounts"
    assert control.changes() == {}
    assert control.message.value == "Every file in data is described in engagement.toml."


def test_nothing_of_anybody_is_in_what_it_shows(control):
    for name in ("people", "tickets"):
        choose(control, name)
        held = [control.preview.value, *(row.children[2].value for row in control.headers.children)]

        assert [text for text in held if "Bill" in text or "0171" in text or "bill@" in text] == []
    assert "contact-" in control.preview.value


def test_saving_writes_what_its_twin_would_write(control, folder, tmp_path):
    choose(control, "crm").columns = {"Tills": "", "Seats": "usage"}
    assert control.changes() == {"columns": {"Tills": "", "Seats": "usage"}}

    assert control.save()

    written = text_of(folder)
    (folder / "engagement.toml").write_text(TOML, "utf-8")
    edit_mapping(folder, "crm", columns={"Tills": "", "Seats": "usage"})
    assert written == text_of(folder)
    assert control.message.value == (
        "Saved: columns. Run the notebook again to see what follows from it."
    )
    assert control.changes() == {}


def test_a_question_and_a_word_are_entered_and_saved(control, folder):
    choose(control, "tickets")
    assert control.questions.header.value == "Delivery (1-5)"
    assert (control.questions.metric.value, control.questions.high.value) == ("CSAT", 5.0)

    control.questions.metric.value = "Mood"
    control.questions.touchpoint.value = "tp-till"
    control.words.word.value = ("Category", "Spam")
    control.words.ignore.value = True

    assert control.changes() == {
        "questions": {
            "Delivery (1-5)": {"metric": "Mood", "part": "", "touchpoint": "tp-till",
                               "overall": False}
        },
        "values": {"Category": {"Spam": {"touchpoint": "", "stage": "", "kind": "",
                                         "ignore": True}}},
        "metrics": {"Mood": {"kind": "mean", "low": 1.0, "high": 5.0}},
    }  # fmt: skip
    assert control.save(), control.message.value
    assert '"Delivery (1-5)" = {metric = "Mood", touchpoint = "tp-till"}' in text_of(folder)
    assert "Spam = {ignore = true}" in text_of(folder)
    assert [label for label, _ in control.words.word.options] == ["Parts — 1 row in Category"]


def test_a_refusal_is_told_in_words_and_what_was_entered_stays(control, folder):
    choose(control, "crm").columns = {"Seats": "services", "Colour": "services"}

    assert not control.save()

    assert control.message.value.startswith("✗ 2 headers of crm are to fill the column")
    assert control.columns["Colour"] == "services"
    assert text_of(folder) == TOML


def test_undo_is_a_button(control, folder):
    choose(control, "crm").columns = {"Seats": "services"}
    control.save_button.click()

    control.undo_button.click()

    assert text_of(folder) == TOML
    assert control.columns["Seats"] == ""


def test_another_content_offers_its_columns(control):
    choose(control, "crm").feeds.value = "contacts"

    assert "role" in [value for _, value in control.headers.children[0].children[1].options]
    assert control.columns["Tills"] == ""
    assert control.changes()["feeds"] == "contacts"


def test_new_files_are_described_on_demand(control, folder):
    (folder / "data" / "more.csv").write_text(CRM.replace("Tills", "Revenue"), "utf-8")
    choose(control, "crm").reload()
    control.new_button.click()

    assert ("more.csv as more", "more") in control.chooser.options
    assert control.message.value.startswith("1 table written into engagement.toml as a proposal.")
    choose(control, "more")
    assert control.columns["Revenue"] == "revenue"


def test_what_a_file_holds_is_words_and_never_markup(control, folder):
    text = CRM.replace("Colour", "<img src=x>").replace("red", "<b onclick=x>red")
    (folder / "data" / "crm.csv").write_text(text, "utf-8")

    choose(control, "crm")

    shown = "".join(cell.value for row in control.headers.children for cell in (
        row.children[0], row.children[2]))  # fmt: skip
    assert "<img" not in shown
    assert "&lt;img" in shown
    assert "<b onclick" not in shown

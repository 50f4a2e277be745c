"""The head of a transcript: which lines it has, and what they say."""

import pytest

from cxworkbench.ground.documents import Line
from cxworkbench.intake.head_blocks import read_head
from cxworkbench.intake.written_names import Someone, someone


def lines(text):
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]


def head_of(text, *labels):
    return read_head(lines(text), labels=labels)


ENGLISH = """Interview 7
Company: Acme Ltd
Account: 001040
Interviewee: Anna Schmidt, Head of IT
Date: 2026-03-12
Interviewer: Carl Berg
Consent: anonymous
Topic: Decision

I: How was it?
R: Fine."""
GERMAN = """Firma: Acme Ltd
Kundennummer: 001040
Gesprächspartnerin: Frau Dr. Anna Schmidt (Head of IT)
Datum: 2026-03-12
Interviewt von: Carl Berg
Einwilligung: anonymous
Phase: Decision

F: Wie war es?
A: Gut."""


@pytest.mark.parametrize("text", [ENGLISH, GERMAN])
def test_a_head_is_read_in_english_and_german(text):
    head = head_of(text, "i", "r", "f", "a")

    assert dict(head.fields) == {
        "company": "Acme Ltd", "account": "001040", "date": "2026-03-12",
        "consent": "anonymous", "stage": "Decision",
    }  # fmt: skip
    assert head.respondents == (Someone(name="Anna Schmidt", role="Head of IT"),)
    assert head.interviewers == (Someone(name="Carl Berg"),)


def test_a_head_ends_where_somebody_speaks_or_prose_begins():
    spoken = head_of("Company: Acme\nI: Date: which?\nDate: tomorrow", "i")
    prose = head_of("Company: Acme\nThen we talked.\nDate: tomorrow")

    assert (dict(spoken.fields), dict(prose.fields)) == ({"company": "Acme"}, {"company": "Acme"})


def test_a_word_that_stands_before_turns_is_no_field_where_a_sentence_follows():
    head = head_of("Company: Acme\nKunde: Es war gut, sagen wir so.\nKunde: Ja.", "kunde")

    assert dict(head.fields) == {"company": "Acme"}


def test_respondents_of_a_group_have_labels_and_roles():
    head = head_of("R1: Anna Schmidt, IT\nR2: Bob Meyer (Einkauf)\nI: Carl Berg\n\nI: And?",
                   "r1", "r2", "i")  # fmt: skip

    assert head.respondents == (
        Someone("R1", "Anna Schmidt", "IT"), Someone("R2", "Bob Meyer", "Einkauf"),
    )  # fmt: skip
    assert head.interviewers == (Someone("I", "Carl Berg"),)


def test_several_in_one_line_are_several():
    head = head_of("Participants: Anna Schmidt (IT), Bob Meyer (buyer)\nAlso present: Eva Lang")

    assert [one.name for one in head.respondents] == ["Anna Schmidt", "Bob Meyer"]
    assert head.others == ("Eva Lang",)


def test_front_matter_is_a_head_and_its_numbers_keep_their_zeros():
    head = head_of(
        '---\naccount: 001040\ncompany: "Acme"\nrespondents:\n  - name: Anna Schmidt\n'
        "    role: IT\n  - R2: Bob Meyer\nmood: fine\n---\ntext", "r2",
    )  # fmt: skip

    assert dict(head.fields) == {"account": "001040", "company": "Acme"}
    assert head.respondents == (
        Someone("", "Anna Schmidt", "IT"), Someone("R2", "Bob Meyer", ""),
    )  # fmt: skip
    assert head.unused == (8,)


def test_the_rows_of_a_table_are_lines_of_a_head():
    row = Line(1, "Company\tAcme", cells=("Company", "Acme", "Date", "2026-01-02"))

    assert dict(read_head([row]).fields) == {"company": "Acme", "date": "2026-01-02"}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Anna Schmidt", "Anna Schmidt", ""),
        ("Schmidt, Anna", "Anna Schmidt", ""),
        ("Schmidt, Dr. Anna (IT)", "Anna Schmidt", "IT"),
        ("Anna, Einkauf", "Anna", "Einkauf"),
        ("Herr Prof. Max Berg – Leitung", "Max Berg", "Leitung"),
    ],
)
def test_a_person_is_a_name_and_a_role(text, name, role):
    assert someone(text) == Someone(name=name, role=role)


def test_an_account_in_brackets_behind_the_company_is_the_account():
    head = head_of("Firma: Acme Ltd (Kundennr. 001040)\nDatum: 2026-01-01")
    other = head_of("Firma: Acme Ltd (formerly Bolt)\nDatum: 2026-01-01")

    assert (head.fields["company"], head.fields["account"]) == ("Acme Ltd", "001040")
    assert other.fields["company"] == "Acme Ltd (formerly Bolt)"

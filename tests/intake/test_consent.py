"""Consent: asked once where no file says so, kept in engagement.toml, and told in the problems."""

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.intake.building import build_evidence
from cxworkbench.intake.consent import settle_consent, tables_without_consent
from cxworkbench.records.store import load_engagement

SURVEY = '[[tables]]\nname = "survey"\nfile = "survey.csv"\nfeeds = "voices"\nmethod = "survey"\n'
TICKETS = '[[tables]]\nname = "tickets"\nfile = "tickets.csv"\nfeeds = "voices"\n'
UNSTATED = "[privacy]\nsmallest_cell = 3  # a remark\n"
ROWS = "account_id,date,comment\nA,2026-01-05,Slow\nA,2026-01-06,\nA,2026-01-07,Fine\n"
WITH_CONSENT = "account_id,date,method,consent,comment\nA,2026-01-05,ticket,named,Slow\n"


@pytest.fixture
def unstated(engagement):
    return engagement(UNSTATED + SURVEY + TICKETS, survey=ROWS, tickets=WITH_CONSENT)


def test_only_a_table_without_any_word_on_consent_is_asked_about(unstated):
    asked = []

    answer = settle_consent(unstated, ask=lambda question: asked.append(question) or "Anonymous")

    assert answer == "anonymous"
    [question] = asked
    assert question.startswith("May people's words in survey be quoted? No file says so.\n")
    assert load_engagement(unstated).privacy.consent == "anonymous"
    assert "# a remark" in (unstated / "engagement.toml").read_text(encoding="utf-8")


def test_it_is_asked_once(unstated):
    settle_consent(unstated, ask=lambda _: "none")

    assert tables_without_consent(unstated) == []
    assert settle_consent(unstated, ask=pytest.fail) == ""


def test_without_anybody_to_ask_nothing_is_written(unstated):
    before = (unstated / "engagement.toml").read_bytes()

    assert settle_consent(unstated) == ""
    assert (unstated / "engagement.toml").read_bytes() == before


def test_an_answer_in_other_words_is_refused_and_nothing_is_written(unstated):
    before = (unstated / "engagement.toml").read_bytes()

    with pytest.raises(ParameterProblem) as refused:
        settle_consent(unstated, given="yes")

    assert str(refused.value) == "consent is 'yes'. It is one of none, anonymous, named."
    assert (unstated / "engagement.toml").read_bytes() == before


def test_an_answer_stands_where_there_was_no_heading_for_it(engagement):
    folder = engagement(UNSTATED + SURVEY, survey=ROWS)
    path = folder / "engagement.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(UNSTATED, ""), encoding="utf-8")

    settle_consent(folder, given="named")

    assert load_engagement(folder).privacy.consent == "named"
    assert [table.name for table in load_engagement(folder).tables] == ["survey"]


def test_words_nobody_spoke_of_are_quoted_nowhere_and_a_note_says_how_many(unstated):
    intake = build_evidence(unstated)

    words = intake.evidence.voices.set_index("text")["consent"]
    assert words[["Slow", "Fine"]].tolist() == ["none", "named", "none"]
    [note] = intake.problems[intake.problems["column"] == "consent"].to_dict("records")
    assert (note["file"], note["value"], note["severity"]) == (
        "survey.csv", "2 statements in words", "note",
    )  # fmt: skip
    assert note["remedy"] == (
        "Until somebody says so, none is quoted. Ask whoever collected them, and write consent "
        "under [privacy], or constants.consent for survey: none, anonymous, named."
    )


def test_a_table_of_its_own_may_say_more_than_the_others(engagement):
    toml = '[privacy]\nconsent = "none"\n' + SURVEY + 'constants.consent = "anonymous"\n' + TICKETS

    voices = build_evidence(
        engagement(
            toml, survey=ROWS, tickets="account_id,date,method,text\nA,2026-01-05,ticket,x\n"
        )
    ).evidence.voices

    assert voices.groupby("source")["consent"].unique().map(list).to_dict() == {
        "survey": ["anonymous"], "tickets": ["none"],
    }  # fmt: skip

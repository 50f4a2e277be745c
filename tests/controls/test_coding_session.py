"""The coding session, the headless twin of the coding control: mark, suggest, undo, save."""

import pandas as pd
import pytest
from tests.voice.cases import ENGAGEMENT, case_of

from cxworkbench.controls.coding_session import EVERY, MINE, OPEN, CodingSession
from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.intake.coded import judged_passages
from cxworkbench.records.coding import CodeBook, Coding, add_code, place_of
from cxworkbench.records.coding_files import (
    load_code_book,
    load_coding,
    save_code_book,
    save_coding,
)
from cxworkbench.records.evidence import conform

LATE, CALM = "code-late", "code-calm"
TEXT = "It came too late. Nobody said why. The fitter was calm."
BOOK = add_code(
    add_code(CodeBook(), name="Late", keywords=("late",)), name="Calm", kind="gain"
)  # fmt: skip


def spoken(*texts):
    count = len(texts)
    table = {
        "voice_id": [f"v{n}" for n in range(count)], "account_id": [f"a0{n}" for n in range(count)],
        "text": texts, "method": ["interview", "ticket"] * count,
    }  # fmt: skip
    table["method"] = table["method"][:count]
    return conform(pd.DataFrame(table), "voices")


@pytest.fixture
def case(tmp_path):
    save_code_book(tmp_path, BOOK)
    return case_of(tmp_path, voices=spoken(TEXT, "We rang. 👩‍💻 late reply.", ""))


@pytest.fixture
def session(case):
    return CodingSession(case, "anna")


def test_only_voices_with_words_are_there(session):
    assert session.statements() == ["v0", "v1"]
    assert session.statements(show=EVERY) == ["v0", "v1"]


def test_statements_are_found_by_method_account_and_letters(session):
    assert session.statements(method="ticket") == ["v1"]
    assert session.statements(account="a00") == ["v0"]
    assert session.statements(search="NOBODY said") == ["v0"]
    assert session.statements(search="firm a01") == ["v1"]
    assert session.statements(search=".*") == []


def test_what_was_gone_through_or_coded_leaves_the_list(session):
    session.mark("v0", 0, 17, code="Late")
    session.gone_through("v1")

    assert session.statements(show=OPEN) == []
    assert session.statements(show=MINE) == ["v0"]


def test_marked_words_become_a_passage_that_intake_counts(session, case):
    session.mark("v0", 0, 17, code="late", emotion="-1", severity=4, touchpoint_id="tp-order")
    session.save()
    judged = judged_passages(case.evidence.voices, BOOK, [load_coding(case.folder, "anna")])

    assert judged[["text", "code", "state"]].to_numpy().tolist() == [
        ["It came too late.", "Late", "counts"]
    ]
    assert judged["emotion"].tolist() == [-1.0]


def test_blanks_at_both_ends_are_left_out(session):
    passage = session.mark("v0", 17, 35, code=CALM)

    assert TEXT[passage.start : passage.end] == "Nobody said why."


def test_sentences_are_marked_by_their_number(session):
    passage = session.mark_sentences("v0", 2, 3, code=CALM)

    assert TEXT[passage.start : passage.end] == "Nobody said why. The fitter was calm."


@pytest.mark.parametrize(
    ("start", "end", "fields", "message"),
    [
        (0, 0, {"code": LATE}, "Letters 0 to 0 hold no words; the text has 55. Mark some words "
         "first."),
        (90, 99, {"code": LATE}, "Letters 90 to 99 hold no words; the text has 55. Mark some words "
         "first."),
        (0, 5, {}, "Nothing is said about these words. Choose a code, or an emotion, or write what "
         "the customer does."),
        (0, 5, {"code": "Lat"}, "The code book has no code 'Lat'. Did you mean 'Late'? It has: "
         "Late, Calm."),
        (0, 5, {"code": LATE, "emotion": 3}, "emotion is not a number from -2 to 2. Correct it."),
        (0, 5, {"code": LATE, "severity": "bad"}, "severity is not a number from 1 to 5. Correct "
         "it."),
        (0, 5, {"code": LATE, "stage": "Bui"}, "stage is 'Bui'. Did you mean 'Buy'? It is one of: "
         "Buy, Use."),
        (0, 5, {"colour": "red"}, "A passage has no field 'colour'. It has: action, code, emotion, "
         "emotion_word, note, severity, stage, status, touchpoint_id."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_marked(session, start, end, fields, message):
    with pytest.raises(ParameterProblem) as refused:
        session.mark("v0", start, end, **fields)

    assert str(refused.value) == message
    assert not session.unsaved


def test_undo_goes_back_a_step_at_a_time(session):
    session.mark("v0", 0, 17, code=LATE)
    session.mark("v0", 0, 17, code=LATE, severity=5)
    session.gone_through("v0")

    assert session.undo()
    assert session.undo()
    assert [one.severity for one in session.passages("v0")] == [None]
    assert session.undo()
    assert not session.undo()
    assert not session.unsaved


def test_a_passage_is_replaced_and_undone_in_one_step(session):
    old = session.mark("v0", 0, 17, code=LATE)
    session.replace(place_of(old), 18, 34, code=CALM)

    assert [one.code for one in session.passages("v0")] == [CALM]
    session.undo()
    assert [one.code for one in session.passages("v0")] == [LATE]


def test_a_replacement_that_does_not_fit_leaves_the_old_one(session):
    old = session.mark("v0", 0, 17, code=LATE)

    with pytest.raises(ParameterProblem):
        session.replace(place_of(old), 18, 34, code="nothing")

    assert session.passages("v0") == [old]


def test_a_suggestion_is_no_passage_until_a_person_accepts_it(session):
    [offer] = session.offers("v0")

    assert (offer.suggestion.code, TEXT[offer.start : offer.end]) == (LATE, "It came too late.")
    assert session.passages("v0") == []
    session.accept("v0", offer)
    assert [one.status for one in session.passages("v0")] == ["accepted"]
    assert session.offers("v0") == []


def test_a_suggestion_that_was_left_is_not_offered_again(session, case):
    [offer] = session.offers("v0")
    session.reject("v0", offer)
    session.save()
    again = CodingSession(case, "anna")

    assert again.offers("v0") == []
    assert again.passages("v0") == []
    assert [one.status for one in again.coding.passages] == ["rejected"]


def test_another_coder_s_passages_teach_nothing(case, session):
    other = CodingSession(case, "ben")
    for start in range(12):
        other.mark("v0", start, 55, code=CALM)
    other.save()

    assert [one.suggestion.code for one in session.offers("v0")] == [LATE]


def test_nothing_is_written_before_it_is_saved(session, case):
    session.mark("v0", 0, 17, code=LATE)
    session.add_code("Odd", kind="thought")

    assert load_coding(case.folder, "anna").passages == ()
    assert load_code_book(case.folder) == BOOK
    session.save()
    assert len(load_coding(case.folder, "anna").passages) == 1
    assert load_code_book(case.folder).codes[-1].name == "Odd"
    assert not session.unsaved


def test_codes_that_two_coders_add_are_both_kept(case):
    one, other = CodingSession(case, "anna"), CodingSession(case, "ben")
    one.add_code("From Anna")
    other.add_code("From Ben")
    one.save()
    other.save()

    names = [code.name for code in load_code_book(case.folder).codes]
    assert names == ["Late", "Calm", "From Anna", "From Ben"]


def test_a_file_that_was_saved_elsewhere_is_not_overwritten(session, case):
    session.mark("v0", 0, 17, code=LATE)
    session.save()
    save_coding(case.folder, Coding(coder="anna", read=("v1",)))
    session.mark("v0", 18, 34, code=CALM)

    with pytest.raises(RecordProblem) as refused:
        session.save()

    assert "has changed on disk since it was read" in str(refused.value)
    assert load_coding(case.folder, "anna").read == ("v1",)
    assert len(session.passages("v0")) == 2


def test_changed_words_are_shown_as_changed(session, case):
    session.mark("v0", 0, 17, code=LATE)
    session.save()
    changed = case_of(case.folder, voices=spoken(TEXT.replace("late", "soon"), "x"))
    [passage] = CodingSession(changed, "anna").passages("v0")

    assert not CodingSession(changed, "anna").still_fits(passage)


def test_progress_is_told(session):
    session.mark("v0", 0, 17, code=LATE)

    assert session.progress() == "1 of 2 voices gone through (50 %), 1 passage marked."


def test_where_a_voice_comes_from_is_told(session):
    assert session.about("v0") == "interview · Firm a00 (a00)"


def test_an_engagement_without_stages_knows_the_generic_ones(tmp_path):
    bare = ENGAGEMENT.model_copy(update={"stages": (), "touchpoints": ()})
    save_code_book(tmp_path, BOOK)
    session = CodingSession(case_of(tmp_path, engagement=bare, voices=spoken(TEXT)), "anna")

    assert session.mark("v0", 0, 17, code=LATE, stage="Research").stage == "Research"

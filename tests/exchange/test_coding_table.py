"""Codings in a spreadsheet: laid out by sentence, filled in, read back row by row."""

import pandas as pd
import pytest

from cxworkbench.exchange.coding_table import coding_sheet, read_coding_sheet, with_sheet
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.files import write_csv
from cxworkbench.records.coding import CodeBook, Coding, Passage, add_code, passage_hash
from cxworkbench.records.evidence import conform

TEXT = "=It came late. Nobody said why."
BOOK = add_code(add_code(CodeBook(), name="Late"), name="Silence")
LATE, SILENCE = (code.id for code in BOOK.codes)
VOICES = conform(
    pd.DataFrame(
        {"voice_id": ["v1", "v2"], "account_id": ["007", "a2"], "method": "interview",
         "text": [TEXT, ""]}
    ), "voices",
)  # fmt: skip


def mark(start, end, code, **more):
    words = passage_hash(TEXT[start:end])
    return Passage(voice_id="v1", start=start, end=end, text_hash=words, code=code, **more)


def read_back(tmp_path, sheet):
    write_csv(sheet, tmp_path / "sheet.csv")
    return read_coding_sheet(
        tmp_path / "sheet.csv", "anna", BOOK, VOICES, stages=["Buy"], touchpoints={"tp-a": "Till"}
    )


@pytest.fixture
def sheet():
    return coding_sheet(VOICES, BOOK, Coding(coder="anna"))


def test_there_is_a_row_for_each_sentence_of_voices_with_words(sheet):
    assert sheet["text"].tolist() == ["=It came late.", "Nobody said why."]
    assert sheet["account"].tolist() == ["007", "007"]
    assert (sheet["code"] == "").all()


def test_what_was_coded_comes_back_as_it_was(tmp_path):
    coding = Coding(
        coder="anna", read=("v1",),
        passages=(
            mark(0, 14, LATE, emotion=-1.0, emotion_word="cross", severity=4.0, stage="Buy"),
            mark(0, 14, SILENCE), mark(3, 14, LATE, action="We wait", touchpoint_id="tp-a"),
        ),
    )  # fmt: skip

    found = read_back(tmp_path, coding_sheet(VOICES, BOOK, coding))

    assert found.problems == ()
    assert found.coding == coding
    assert with_sheet(Coding(coder="anna"), found) == coding


def test_a_sheet_filled_in_by_hand_is_read(tmp_path, sheet):
    sheet.loc[0, ["code", "emotion", "touchpoint", "severity"]] = ["LATE", "−1,5", "till", "3"]
    [passage] = read_back(tmp_path, sheet).coding.passages

    assert passage == mark(0, 14, LATE, emotion=-1.5, touchpoint_id="tp-a", severity=3.0)


@pytest.mark.parametrize(
    ("column", "value", "remedy"),
    [
        ("code", "Lat", "Did you mean 'Late'? Correct it, or add the code to "
         "coding/codebook.json."),
        ("stage", "Bui", "Did you mean 'Buy'? Correct it, or leave it empty."),
        ("touchpoint", "Tills", "Did you mean 'Till'? Correct it, or leave it empty."),
        ("emotion", "angry", "Correct it, or leave it empty."),
        ("severity", "9", "Correct it, or leave it empty."),
        ("voice_id", "v9", "The row was left out. Export the sheet anew, or put the voice_id "
         "back."),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_listed_and_the_others_are_read(
    tmp_path, sheet, column, value, remedy
):
    sheet["code"] = ["Late", "Silence"]
    sheet.loc[1, column] = value

    found = read_back(tmp_path, sheet)
    [problem] = found.problems

    assert (problem.row, problem.column, problem.value, problem.remedy) == (
        3, column, value, remedy,
    )  # fmt: skip
    assert [one.code for one in found.coding.passages] == [LATE]


def test_words_that_were_changed_in_the_sheet_are_refused(tmp_path, sheet):
    sheet["code"] = "Late"
    sheet.loc[1, "text"] = "Somebody said why."

    [problem] = read_back(tmp_path, sheet).problems

    assert (problem.column, problem.rule) == ("text", "holds the words from start to end")


def test_a_place_alone_says_nothing(tmp_path, sheet):
    sheet.loc[0, "stage"] = "Buy"

    [problem] = read_back(tmp_path, sheet).problems

    assert problem.remedy == "Give a code, an emotion or an action; a place alone says nothing."


def test_rows_left_blank_take_nothing_away(tmp_path, sheet):
    before = Coding(coder="anna", passages=(mark(0, 14, LATE),), read=("v7",))

    assert with_sheet(before, read_back(tmp_path, sheet)) == before


def test_a_row_that_could_not_be_used_leaves_what_was_there(tmp_path, sheet):
    before = Coding(coder="anna", passages=(mark(15, 31, SILENCE),))
    sheet["code"] = ["Late", "Sillence"]

    after = with_sheet(before, read_back(tmp_path, sheet))

    assert [one.code for one in after.passages] == [LATE, SILENCE]


def test_a_sheet_without_the_places_is_refused(tmp_path, sheet):
    write_csv(sheet.drop(columns=["start", "end"]), tmp_path / "s.csv")

    with pytest.raises(DataProblem) as refused:
        read_coding_sheet(
            tmp_path / "s.csv", "anna", BOOK, VOICES, stages=[], touchpoints={}
        )  # fmt: skip

    assert str(refused.value) == (
        "s.csv has no column start, end. A coding sheet is what `cxworkbench coding export` "
        "writes; keep its columns."
    )

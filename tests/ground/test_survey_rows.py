"""Survey tools' exports: which rows are the header, what columns are called and what they ask."""

import openpyxl
import pytest

from cxworkbench.ground.survey_rows import survey_rows
from cxworkbench.ground.tables import read_table

IDS = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Finished", "ResponseId", "Q1"]
TEXTS = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Finished",
         "Response ID", "How likely are you\nto recommend us?"]  # fmt: skip
IMPORTS = [f'{{"ImportId":"{name}","timeZone":"Z"}}' for name in IDS]
ANSWER = ["2026-03-02 10:15:00", "2026-03-02 10:19:00", "IP Address", "203.0.113.7", "100", "True",
          "R_1", "9"]  # fmt: skip
QUESTIONS = ["Respondent ID", "Collector ID", "Date Created", "How satisfied are you with", "",
             "What could we do better?"]  # fmt: skip
OPTIONS = ["", "", "", "Delivery", "Help desk", "Open-Ended Response"]
SAID = ["114", "9", "03/02/2026 10:15:00 AM", "4", "2", "Answer the phone"]


def as_csv(rows, mark=","):
    return "\n".join(mark.join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row) for row in rows)


def read(tmp_path, text, name="survey.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_table(path)


@pytest.mark.parametrize("header", [[IDS, TEXTS, IMPORTS], [IDS, TEXTS], [IDS, IMPORTS]])
def test_a_qualtrics_column_is_called_by_its_field_id_whatever_rows_are_left(tmp_path, header):
    received = read(tmp_path, as_csv([*header, ANSWER, ANSWER]))

    assert received.tool == "Qualtrics"
    assert received.frame.columns.tolist() == IDS
    assert received.frame.index.tolist() == [len(header) + 1, len(header) + 2]
    asked = {"Q1": "How likely are you to recommend us?"} if TEXTS in header else {}
    assert {name: text for name, text in received.asked.items() if name == "Q1"} == asked


@pytest.mark.parametrize(
    ("mark", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "cp1252")]
)
def test_a_survey_export_is_known_with_any_separator_and_encoding(tmp_path, mark, encoding):
    received = read(tmp_path, as_csv([IDS, TEXTS, IMPORTS, ANSWER], mark), encoding=encoding)

    assert (received.tool, received.header_row, len(received.frame)) == ("Qualtrics", 3, 1)


def test_a_workbook_is_known_too_and_a_title_above_is_left_out(tmp_path):
    workbook = openpyxl.Workbook()
    for row in [["Relationship survey 2026"], IDS, TEXTS, IMPORTS, ANSWER]:
        workbook.active.append(row)
    workbook.save(tmp_path / "survey.xlsx")

    received = read_table(tmp_path / "survey.xlsx")

    assert (received.tool, received.frame.loc[5, "Q1"]) == ("Qualtrics", "9")
    assert [problem.value for problem in received.problems] == [
        "1 row above the header was left out: 'Relationship survey 2026'",
        "rows 2 to 4 are the header of a Qualtrics export",
    ]


def test_one_header_row_of_ids_is_an_ordinary_table(tmp_path):
    received = read(tmp_path, as_csv([IDS, ANSWER, ANSWER]))

    assert (received.tool, received.asked, len(received.frame)) == ("", {}, 2)


def test_a_surveymonkey_question_reaches_over_its_options(tmp_path):
    received = read(tmp_path, as_csv([QUESTIONS, OPTIONS, SAID]))

    assert received.tool == "SurveyMonkey"
    assert received.frame.columns.tolist() == [
        "Respondent ID", "Collector ID", "Date Created", "How satisfied are you with - Delivery",
        "How satisfied are you with - Help desk", "What could we do better?",
    ]  # fmt: skip
    assert list(received.asked) == received.frame.columns.tolist()[3:]
    assert received.frame.loc[3].tolist() == SAID


def test_a_surveymonkey_export_whose_options_were_taken_out_is_an_ordinary_table():
    assert survey_rows([QUESTIONS, SAID]) is None


def test_an_ordinary_table_is_no_survey_export():
    assert survey_rows([["id", "status", "finished"], ["1", "open", "no"]]) is None
    assert survey_rows([]) is None

"""Voices: one for each statement, with its scale, its place, its severity and its consent."""

import pandas as pd
import pytest

from cxworkbench.intake.building import build_evidence

CRM = '[[tables]]\nname = "crm"\nfile = "crm.csv"\nfeeds = "accounts"\n'
ACCOUNTS = "account_id,name\nA,Acme\nB,Bolt\n"
PLACES = """
[[touchpoints]]
id = "tp-help"
name = "Help desk"
stage = "Post-Purchase"
[[touchpoints]]
id = "tp-install"
name = "Installation day"
stage = "Implementation"
[metrics.CSAT]
kind = "top-2-box"
low = 1
high = 5
"""
SURVEY = """
[[tables]]
name = "survey"
file = "survey.csv"
feeds = "voices"
[tables.questions]
"How likely?" = { metric = "NPS", overall = true }
"Help" = { metric = "CSAT", touchpoint = "tp-help", text = "How was our help desk?" }
"Help expected" = { metric = "CSAT", part = "expectation", of = "Help" }
"Help important" = { metric = "CSAT", part = "importance", of = "Help" }
"Price" = { metric = "CSAT", text = "How are our prices?" }
"""
TICKETS = """
[[tables]]
name = "tickets"
file = "tickets.csv"
feeds = "voices"
method = "ticket"
"""


def built(engagement, toml, **files):
    return build_evidence(engagement(PLACES + toml, crm=ACCOUNTS, **files))


def problems(intake):
    columns = ["file", "row", "column", "rule", "value"]
    return intake.problems[columns].values.tolist()


def survey(engagement, *rows):
    head = "account_id,date,How likely?,Help,Help expected,Help important,Price,comment\n"
    return built(engagement, CRM + SURVEY, survey=head + "\n".join(rows) + "\n")


def test_a_wide_survey_gives_a_voice_for_each_answer_and_one_for_the_comment(engagement):
    voices = survey(engagement, "A,2026-01-05,9,4,5,3,,Fine").evidence.voices

    assert voices[["metric", "text", "touchpoint_id", "stage"]].values.tolist() == [
        ["NPS", "", "", ""],
        ["CSAT", "", "tp-help", "Post-Purchase"],
        ["", "Fine", "", ""],
    ]
    assert voices.loc[1, ["score", "expectation", "importance"]].tolist() == [4.0, 5.0, 3.0]
    assert set(voices["method"]) == {"survey"}
    assert voices["voice_id"].is_unique


def test_a_question_without_a_place_is_listed_and_one_about_everything_is_not(engagement):
    unplaced = survey(engagement, "A,2026-01-05,9,,,,4,", "B,2026-01-05,9,,,,2,").unplaced

    assert unplaced.values.tolist() == [["survey", "Price", "How are our prices?", 2]]


def test_an_answer_outside_the_scale_is_listed_and_not_clipped(engagement):
    intake = survey(engagement, "A,2026-01-05,11,6,,,,", "B,2026-01-05,10,1,,,,")

    assert intake.evidence.voices["score"].tolist() == [10.0, 1.0]
    assert problems(intake) == [
        ["survey.csv", 2, "Help", "is on the scale of CSAT, 1 to 5", "6"],
        ["survey.csv", 2, "How likely?", "is on the scale of NPS, 0 to 10", "11"],
    ]


def test_a_score_without_a_known_scale_is_a_problem_that_says_what_to_write(engagement):
    toml = CRM + SURVEY.replace(
        '"How likely?" = { metric = "NPS"', '"How likely?" = { metric = "Mood"'
    )
    rows = "account_id,date,How likely?,Help,Help expected,Help important,Price,comment\n"

    listed = built(engagement, toml, survey=rows + "A,2026-01-05,9,,,,,\n").problems

    assert listed[["column", "value", "severity"]].values.tolist() == [
        ["How likely?", "Mood", "refused"]
    ]
    assert "1 score is in no report. Write [metrics.Mood]" in listed["remedy"].item()


def test_an_unreadable_date_leaves_the_voice_undated_and_is_listed(engagement):
    intake = survey(engagement, "A,31.02.2026,9,,,,,", "B,2026-01-05,8,,,,,")

    assert intake.evidence.voices["score"].tolist() == [9.0, 8.0]
    assert intake.evidence.voices["said_at"].isna().tolist() == [True, False]
    assert problems(intake) == [["survey.csv", 2, "date", "is a date", "31.02.2026"]]


def test_an_answer_that_is_no_number_is_listed_and_the_rest_of_the_row_is_kept(engagement):
    intake = survey(engagement, "A,2026-01-05,often,3,,,,")

    assert intake.evidence.voices["metric"].tolist() == ["CSAT"]
    rule = "is an answer whose number is known"
    assert problems(intake) == [["survey.csv", 2, "How likely?", rule, "often"]]


LONG = """
[[tables]]
name = "survey"
file = "survey.csv"
feeds = "voices"
method = "survey"
[values.survey.question]
"How was our help desk?" = { touchpoint = "tp-help", metric = "CSAT" }
"""


def test_a_long_survey_is_placed_by_its_questions(engagement):
    rows = "account_id,question,answer\nA,how was our help desk,4\nA,And the price?,2\n"

    intake = built(engagement, CRM + LONG, survey=rows)

    assert intake.evidence.voices[["touchpoint_id", "metric"]].values.tolist() == [
        ["tp-help", "CSAT"],
        ["", ""],
    ]
    assert intake.unplaced.values.tolist() == [["survey", "question", "And the price?", 1]]
    assert ["survey.csv", 0, "answer", "is a score whose scale is known", ""] in problems(intake)


PLACED = """
[values.tickets.category]
"Installation" = { touchpoint = "tp-install", kind = "pain", code = "Parts are missing" }
"Waiting" = { stage = "Post-Purchase", kind = "pain", severity = 4 }
"Spam" = { ignore = true }
"""


def tickets(engagement, *rows, toml=PLACED):
    head = "account_id,created,category,priority,text\n"
    return built(engagement, CRM + TICKETS + toml, tickets=head + "\n".join(rows) + "\n")


def test_a_category_places_a_ticket_and_names_its_pain(engagement):
    voices = tickets(
        engagement, "A,2026-01-05,installation,,no cable", "A,2026-01-06,Waiting,,an hour"
    ).evidence.voices

    columns = ["touchpoint_id", "stage", "code_kind", "code"]
    assert voices[columns].values.tolist() == [
        ["tp-install", "Implementation", "pain", "Parts are missing"],
        ["", "Post-Purchase", "pain", "Waiting"],
    ]
    assert pd.isna(voices["severity"].iloc[0])
    assert voices["severity"].iloc[1] == 4.0


def test_what_is_placed_nowhere_on_purpose_is_set_aside_and_counted(engagement):
    intake = tickets(
        engagement, "A,2026-01-05,Spam,,buy", "A,2026-01-05,Other,,x", "A,2026-01-06,spam,,more"
    )

    assert intake.evidence.voices["text"].tolist() == ["x"]
    assert intake.unplaced.values.tolist() == [["tickets", "category", "Other", 1]]
    [note] = intake.problems.to_dict("records")
    assert (note["rule"], note["severity"]) == ("counts as a voice", "note")
    assert note["remedy"].startswith("2 rows of tickets set aside")


def test_a_table_without_a_day_is_noted_unless_it_says_that_it_has_none(engagement):
    rows = "account_id,seen,text\nA,2026-01-05,x\n"

    noted = built(engagement, CRM + TICKETS, tickets=rows)
    said = built(engagement, CRM + TICKETS + 'columns.said_at = ""\n', tickets=rows)

    assert problems(noted) == [["tickets.csv", 0, "said_at", "has the day of each statement", ""]]
    assert problems(said) == []


def test_a_row_without_a_voice_says_which_columns_were_not_used(engagement):
    rows = "account_id,date,How was it (1-5),text\nA,2026-01-05,4,\nA,2026-01-05,3,x\n"

    intake = built(engagement, CRM + TICKETS, tickets=rows)

    [listed] = intake.problems.to_dict("records")
    assert (listed["row"], listed["severity"]) == (2, "refused")
    assert "Not used are How was it (1-5): " in listed["remedy"]


def test_a_priority_in_words_gives_the_severity_and_a_number_does_not(engagement):
    intake = tickets(
        engagement, "A,2026-01-05,Other,Urgent,x", "A,2026-01-05,Other,3 - low,x",
        "A,2026-01-05,Other,1,x", "A,2026-01-05,Waiting,urgent,x",
    )  # fmt: skip

    assert intake.evidence.voices["severity"].fillna(-1).tolist() == [5.0, 2.0, -1.0, 4.0]
    assert problems(intake) == [
        ["tickets.csv", 4, "priority", "is a priority whose severity is known", "1"]
    ]


def test_the_customers_words_are_kept_to_the_letter(engagement):
    words = ['"  two blanks  "', "nan", "=1+1", "<script>alert(1)</script>", "'quoted'", "NA"]

    voices = tickets(engagement, *(f"A,2026-01-05,Other,,{one}" for one in words)).evidence.voices

    assert voices["text"].tolist() == [
        "  two blanks  ", "nan", "=1+1", "<script>alert(1)</script>", "'quoted'", "NA",
    ]  # fmt: skip


def test_a_row_that_says_nothing_is_no_voice_and_is_listed(engagement):
    intake = tickets(engagement, "A,2026-01-05,Other,,", "A,2026-01-05,Other,,late")

    assert intake.evidence.voices["text"].tolist() == ["late"]
    assert problems(intake) == [["tickets.csv", 2, "text", "says something", ""]]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("named", "named"),
        ("Yes", "anonymous"),
        ("no", "none"),
        ("", "anonymous"),
        ("maybe", "none"),
    ],
)
def test_consent_is_never_more_than_was_said(engagement, said, means):
    toml = TICKETS + '[privacy]\nconsent = "anonymous"\n'

    voices = built(
        engagement, CRM + toml, tickets=f"account_id,created,consent,text\nA,2026-01-05,{said},x\n"
    ).evidence.voices

    assert voices["consent"].tolist() == [means]


def test_a_touchpoint_column_is_read_by_id_or_name_and_an_unknown_one_is_listed(engagement):
    rows = "account_id,touchpoint,text\nA,tp-help,x\nA,installation DAY,x\nA,Fair,x\n"

    intake = built(engagement, CRM + TICKETS, tickets=rows)

    assert intake.evidence.voices["touchpoint_id"].tolist() == ["tp-help", "tp-install", ""]
    assert intake.unplaced.values.tolist() == [["tickets", "touchpoint", "Fair", 1]]


def test_emotion_and_severity_outside_their_scales_are_listed(engagement):
    rows = "account_id,date,emotion,severity,text\nA,2026-01-05,3,0,x\nA,2026-01-05,-2,5,y\n"

    intake = built(engagement, CRM + TICKETS, tickets=rows)

    assert intake.evidence.voices["emotion"].fillna(9).tolist() == [9.0, -2.0]
    assert [row[2:] for row in problems(intake)] == [
        ["emotion", "is from -2 to 2", "3"],
        ["severity", "is from 1 to 5", "0"],
    ]


def test_a_voice_keeps_its_id_when_rows_before_it_come_and_go(engagement):
    one = tickets(engagement, "A,2026-01-05,Spam,,late").evidence.voices["voice_id"].tolist()
    two = tickets(engagement, "B,2026-01-01,Spam,,early", "A,2026-01-05,Spam,,late")

    assert two.evidence.voices["voice_id"].tolist()[1:] == one


WORDY = (
    '[[tables]]\nname = "survey"\nfile = "survey.csv"\nfeeds = "voices"\n'
    "words = { Ja = 5, Nein = 1 }\n[tables.questions]\n"
    'Q1 = { metric = "CSAT", touchpoint = "tp-help", text = "How was our help desk?", '
    'words = { "Very good" = 5, "Poor" = 2 } }\n'
    'Q2 = { metric = "CSAT", stage = "Decision" }\n'
    'Pros = { part = "text", kind = "gain", overall = true, text = "What do you like?" }\n'
)


def test_answers_in_words_are_the_numbers_that_the_settings_state(engagement):
    rows = "account_id,date,Q1,Q2,Pros\nA,2026-01-05,very good,ja,\nB,2026-01-05,Poor,Vielleicht,\n"

    intake = built(engagement, CRM + WORDY, survey=rows)

    voices = intake.evidence.voices
    assert voices[["question", "score"]].values.tolist() == [
        ["How was our help desk?", 5.0], ["Q2", 5.0], ["How was our help desk?", 2.0],
    ]  # fmt: skip
    assert problems(intake) == [
        ["survey.csv", 3, "Q2", "is an answer whose number is known", "Vielleicht"]
    ]


def test_an_open_question_is_a_voice_of_its_own_in_the_words_received(engagement):
    rows = "account_id,date,Q1,Q2,Pros\nA,2026-01-05,Poor,, The app \nB,2026-01-05,,,\n"

    voices = built(engagement, CRM + WORDY, survey=rows).evidence.voices

    words = voices[voices["text"] != ""]
    assert words[["question", "text", "code_kind", "metric"]].values.tolist() == [
        ["What do you like?", " The app ", "gain", ""]
    ]
    assert len(voices) == 2
    assert voices["voice_id"].is_unique


@pytest.mark.parametrize(
    ("subject", "body", "text"),
    [
        ("Broken till", "It died at noon.", "Broken till\nIt died at noon."),
        ("Broken till", "", "Broken till"),
        ("", "It died.", "It died."),
        ("It died", "It died at noon.", "It died at noon."),
    ],
)
def test_a_title_stands_above_the_text_where_the_two_differ(engagement, subject, body, text):
    rows = f"account_id,created,subject,description\nA,2026-01-05,{subject},{body}\n"

    assert built(engagement, CRM + TICKETS, tickets=rows).evidence.voices["text"].tolist() == [text]


def test_who_visited_is_a_pseudonym_of_a_kind_of_its_own_and_no_contact(engagement):
    rows = (
        "account_id,visit date,store,visitor,checklist item,score,comment,IP address\n"
        "A,2026-01-05,Store 12,Dora Quick,Greeted,4,Dora Quick was greeted,203.0.113.7\n"
        "A,2026-01-05,Store 12,Dora Quick,Queue short,2,,203.0.113.7\n"
    )
    toml = TICKETS + '\nconstants.metric = "CSAT"\n'

    intake = built(engagement, CRM + toml, tickets=rows)

    voices = intake.evidence.voices
    assert voices["site"].tolist() == ["Store 12", "Store 12"]
    assert voices["question"].tolist() == ["Greeted", "Queue short"]
    [observer] = voices["observer_id"].unique()
    assert observer.startswith("observer-")
    assert voices["text"].tolist() == [f"{observer} was greeted", ""]
    assert (voices["contact_id"] == "").all()
    assert intake.evidence.contacts.empty
    written = "".join(getattr(intake, name).to_csv() for name in ("problems", "mapping"))
    written += voices.to_csv()
    assert "Dora" not in written
    assert "203.0.113" not in written

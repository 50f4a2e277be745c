"""A visit is one visit, however many items its checklist has, and no contact of the account."""

import datetime

import pandas as pd
import pytest

from cxworkbench.records.engagement import Metric
from cxworkbench.records.evidence import conform
from cxworkbench.voice.profile import account_profile
from cxworkbench.voice.rollups import score_rollups
from cxworkbench.voice.scores import account_scores, score_table
from cxworkbench.voice.visits import respondents

CHECKLIST = {"Checklist": Metric(kind="mean", low=0, high=1, felt=False)}
ACCOUNTS = conform(pd.DataFrame({"account_id": ["a"], "name": ["A"]}), "accounts")


def items(*scores, **more):
    seen = {
        "voice_id": [f"v{n}" for n in range(len(scores))], "account_id": "a", "file": "visits.csv",
        "method": "observation", "observer_id": "o", "site": "Leeds", "metric": "Checklist",
        "said_at": pd.Timestamp("2026-06-17"), "row": range(2, len(scores) + 2), "score": scores,
    }  # fmt: skip
    return conform(pd.DataFrame(seen | more), "voices")


def test_the_items_of_one_visit_are_one_visit_and_no_contact():
    [row] = score_table(items(0.2, 0.0, 0.0, 0.0, 1.0), CHECKLIST).to_dict("records")

    assert row["value"] == pytest.approx(0.24)
    assert (row["voices"], row["respondents"], row["visits"]) == (5, 1, 1)
    assert pd.isna(row["single_threaded"])  # no contact was heard


@pytest.mark.parametrize(
    ("more", "visits"),
    [
        ({}, 1),
        ({"site": ["Leeds", "Leeds", "York", "York"]}, 2),
        ({"observer_id": ["o", "o", "p", "p"]}, 2),
        ({"said_at": pd.to_datetime(["2026-06-17 09:00", "2026-06-17 11:00", None, None])}, 2),
        ({"observer_id": "", "site": "", "said_at": pd.NaT, "row": [2, 2, 3, 3]}, 2),
        ({"observer_id": "", "site": "", "said_at": pd.NaT, "row": 0, "file": ""}, 4),
        ({"contact_id": ["p", "p", "", ""]}, 2),
        ({"method": "survey"}, 4),
    ],
)  # fmt: skip
def test_observer_site_and_day_make_a_visit_else_the_row(more, visits):
    assert respondents(items(1.0, 0.0, 0.0, 0.0, **more)).nunique() == visits


def test_no_item_and_no_visit_speaks_as_the_worst_contact():
    seen = items(0.0, 1.0)
    said = items(0.4, 0.8, voice_id=["s", "t"], method="survey", contact_id=["p", "q"])

    counted = score_rollups(seen, CHECKLIST, ACCOUNTS)["counted"].tolist()
    both = account_scores(pd.concat([seen, said]), CHECKLIST, contacts="worst")

    assert counted == ["each account the same", "each respondent the same"]
    assert both["value"].tolist() == [0.4]
    assert account_scores(seen, CHECKLIST, contacts="worst")["value"].tolist() == [0.5]


def test_a_visit_hears_no_contact():
    nobody, nothing = conform(pd.DataFrame({}), "contacts"), conform(pd.DataFrame({}), "events")

    day = datetime.date(2026, 6, 30)
    profile = account_profile(ACCOUNTS, nobody, items(0.0, 1.0), nothing, as_of=day)

    assert profile[["voices", "contacts_heard"]].iloc[0].tolist() == [2, 0]


def survey_rows(**more):
    """Two rows of a survey without names, two answers in each."""
    rows = {"voice_id": ["v1", "v2", "v3", "v4"], "contact_id": "", "account_id": "a",
            "method": "survey", "file": "survey.csv", "row": [2, 2, 3, 3]}  # fmt: skip
    return pd.DataFrame(rows | more)


def test_answers_of_one_row_without_a_name_are_of_one_respondent():
    assert respondents(survey_rows()).nunique() == 2
    assert respondents(survey_rows(file=["a.csv", "a.csv", "b.csv", "b.csv"], row=2)).nunique() == 2


def test_a_row_that_is_not_known_leaves_each_voice_its_own_respondent():
    assert respondents(survey_rows(row=0)).nunique() == 4
    assert respondents(survey_rows(file="")).nunique() == 4


def test_a_transcript_without_known_speakers_is_one_respondent():
    assert respondents(survey_rows(method="interview", row=[2, 4, 6, 9])).nunique() == 1


def test_a_coded_passage_is_of_the_respondent_whose_words_it_is():
    rows = survey_rows(voice_id=["v1", "v2", "v3", "c1"], part_of=["", "", "", "v1"],
                       file=["s.csv", "s.csv", "s.csv", "coding/anna.json"])  # fmt: skip
    who = respondents(rows)

    assert who[3] == who[0] == who[1] != who[2]

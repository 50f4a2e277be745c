"""An engagement opened: words checked, window cut, samples copied."""

import datetime

import pandas as pd
import pytest

from cxworkbench import open_engagement
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.resources import shipped
from cxworkbench.ground.terms import GENERIC_STAGES

TABLES = """
[[segments]]
name = "large"
rule = "revenue >= 100"
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
[[tables]]
name = "tickets"
file = "tickets.csv"
feeds = "voices"
method = "ticket"
"""
FILES = {
    "crm": "account_id,name,revenue\nA-001,Acme,$500\nB-002,Bolt,$7\n",
    "tickets": (
        "account_id,created,text\n"
        "A-001,2026-06-30 23:59,last day\nA-001,2026-07-01,after\nA-001,2026-06-21,first day\n"
        "A-001,2026-06-20,before\nB-002,,undated\nZ,2026-06-25,of nobody\n"
    ),
}


def opened(engagement, tmp_path, **parameters):
    return open_engagement(
        str(engagement(TABLES, **FILES)), out=str(tmp_path / "work"), **parameters
    )


def test_the_window_ends_with_as_of_and_keeps_what_has_no_date(engagement, tmp_path):
    case = opened(engagement, tmp_path, window_days=10)

    assert case.as_of == datetime.date(2026, 6, 30)
    assert case.evidence.voices["text"].tolist() == [
        "last day",
        "first day",
        "undated",
        "of nobody",
    ]
    assert len(case.evidence.accounts) == 2


def test_as_of_is_an_argument_and_moves_the_window(engagement, tmp_path):
    case = opened(engagement, tmp_path, as_of="2026-06-20", window_days=1)

    assert case.evidence.voices["text"].tolist() == ["before", "undated"]


def test_without_as_of_the_last_day_in_the_evidence_counts(engagement, tmp_path):
    folder = engagement(TABLES, **FILES)
    toml = (folder / "engagement.toml").read_text(encoding="utf-8")
    (folder / "engagement.toml").write_text(toml.replace("2026-06-30", ""), encoding="utf-8")

    assert open_engagement(str(folder)).as_of == datetime.date(2026, 7, 1)


def test_where_nothing_was_received_no_day_is_needed(engagement):
    folder = engagement("")
    toml = (folder / "engagement.toml").read_text(encoding="utf-8")
    (folder / "engagement.toml").write_text(toml.replace("2026-06-30", ""), encoding="utf-8")

    assert open_engagement(str(folder)).day == ""
    assert open_engagement(str(folder), as_of="2026-11-20").day == "2026-11-20"


def test_with_received_rows_and_no_date_anywhere_a_day_must_be_stated(engagement):
    folder = engagement(TABLES, crm=FILES["crm"], tickets="account_id,created,text\n")
    toml = (folder / "engagement.toml").read_text(encoding="utf-8")
    (folder / "engagement.toml").write_text(toml.replace("2026-06-30", ""), encoding="utf-8")

    with pytest.raises(ParameterProblem, match="as_of is not given"):
        open_engagement(str(folder))
    assert open_engagement(str(folder), as_of="2026-11-20").day == "2026-11-20"


def test_one_account_has_its_name_and_its_voices(engagement, tmp_path):
    case = opened(engagement, tmp_path, account="B-002")

    assert case.account_name == "Bolt"
    assert case.voices_here["text"].tolist() == ["undated"]


def test_all_accounts_have_all_voices_those_of_nobody_too(engagement, tmp_path):
    case = opened(engagement, tmp_path)

    assert case.account_name == "all accounts"
    assert "of nobody" in case.voices_here["text"].tolist()


def test_stages_are_the_generic_five_where_the_engagement_names_none(engagement, tmp_path):
    case = opened(engagement, tmp_path)

    assert [stage.name for stage in case.stages] == list(GENERIC_STAGES)
    assert {stage.basis for stage in case.stages} == {"assumed"}


def test_the_currency_of_the_cells_is_the_currency_of_the_case(engagement, tmp_path):
    assert opened(engagement, tmp_path).engagement.money.currency == "USD"


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (
            {"account": "A-01"},
            "trial has no account 'A-01'. Did you mean 'A-001'? There are: all, A-001, B-002.",
        ),
        (
            {"segment": "larg"},
            "trial has no segment 'larg'. Did you mean 'large'? There are: all, large.",
        ),
        (
            {"as_of": "30.06.2026"},
            "as_of is '30.06.2026', which is not a date. Dates are written 2026-02-28.",
        ),
        ({"window_days": 0}, "window_days is 0. It is a number of days from 1 on."),
    ],
)
def test_a_wrong_word_is_refused_with_the_nearest_right_one(
    engagement, tmp_path, parameters, message
):
    with pytest.raises(ParameterProblem) as refused:
        opened(engagement, tmp_path, **parameters)

    assert str(refused.value) == message


def test_a_folder_that_is_not_there_is_refused_with_the_nearest_one(engagement):
    folder = engagement()

    with pytest.raises(ParameterProblem) as refused:
        open_engagement(str(folder.parent / "trail"))

    assert "Did you mean 'trial'?" in str(refused.value)


def test_an_unknown_sample_is_refused_with_the_nearest_one(tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        open_engagement("sample:retail-poss", out=str(tmp_path))

    assert "Did you mean 'retail-pos'?" in str(refused.value)


def test_a_sample_is_copied_once_and_then_kept(tmp_path):
    first = open_engagement("sample:retail-pos", out=str(tmp_path))
    remark = first.folder / "data" / "remark.txt"
    remark.write_text("mine", encoding="utf-8")

    second = open_engagement("sample:retail-pos", out=str(tmp_path))

    assert second.folder == first.folder == tmp_path / "retail-pos"
    assert remark.read_text(encoding="utf-8") == "mine"
    assert not (shipped("samples") / "retail-pos" / "evidence").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["retail-pos"]


def test_the_sample_says_all_it_planted_about_its_own_files(tmp_path):
    case = open_engagement("sample:retail-pos", out=str(tmp_path))

    assert len(case.evidence.accounts) >= 160
    assert case.evidence.accounts["account_id"].str.startswith("00").all()
    assert not case.unplaced.empty
    assert not case.unmatched.empty
    assert "is a date" in set(case.problems["rule"])
    # Beside dates that are none, nothing of the sample is refused.
    assert set(case.problems.loc[case.problems["severity"] == "refused", "rule"]) == {"is a date"}


def test_nobody_of_the_sample_is_in_its_evidence(tmp_path):
    case = open_engagement("sample:retail-pos", out=str(tmp_path))
    people = pd.read_csv(case.folder / "data" / "contacts.csv", dtype="str")

    texts = "\n".join(
        pd.read_parquet(path).to_csv() for path in (case.folder / "evidence").rglob("*.parquet")
    )

    assert [mail for mail in people["E-mail"].dropna() if mail in texts] == []
    assert [phone for phone in people["Phone"].dropna() if phone in texts] == []
    # Family names stand in companies' names too, which stay.
    assert [name for name in people["Name"].dropna() if name in texts] == []


def test_an_account_given_as_a_number_is_refused_in_words(engagement, tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        open_engagement(str(engagement), account=1052, out=str(tmp_path))

    assert str(refused.value) == (
        "account is 1052, which is not text. Write it in quotation marks, with its leading "
        'zeros: account="1052"; with papermill, -r account 1052.'
    )


ASKED = """
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
[[tables]]
name = "survey"
file = "survey.csv"
feeds = "voices"
[tables.questions]
"Recommend" = { metric = "NPS", overall = true }
"Content" = { metric = "CSAT", overall = true }
"""
ANSWERS = "account_id,date,Recommend,Content\nA,2026-01-05,9,4\n"


@pytest.mark.parametrize("stated", ["", '[metrics.CSAT]\nkind = "top-2-box"\nlow = 1\nhigh = 5\n'])
def test_a_score_that_everybody_knows_counts_without_a_stated_scale(engagement, stated):
    folder = engagement(ASKED + stated, crm="account_id,name\nA,Acme\n", survey=ANSWERS)

    metrics = open_engagement(folder).engagement.metrics

    assert list(metrics) == ["NPS", "CSAT"]
    assert (metrics["NPS"].kind, metrics["NPS"].low, metrics["NPS"].high) == ("nps", 0, 10)


def test_a_stated_scale_stands_before_the_usual_one(engagement):
    stated = '[metrics.CSAT]\nkind = "mean"\nlow = 1\nhigh = 4\n'
    folder = engagement(ASKED + stated, crm="account_id,name\nA,Acme\n", survey=ANSWERS)

    assert open_engagement(folder).engagement.metrics["CSAT"].high == 4


def test_rows_outside_the_window_are_counted_in_a_note_for_each_table(engagement, tmp_path):
    toml = """
[[tables]]
name = "survey"
file = "survey.csv"
feeds = "voices"
questions.nps = { metric = "NPS" }
"""
    days = ("2026-07-01", "2026-08-01", "2026-06-30", "2024-01-01")
    rows = "".join(f"A,{day},9\n" for day in days)
    folder = engagement(toml, survey="account_id,date,nps\n" + rows)

    problems = open_engagement(str(folder), out=str(tmp_path)).problems

    told = problems[problems["file"] == "survey.csv"][["column", "value", "severity"]]
    assert told.values.tolist() == [
        ["said_at", "1 row is before 2025-07-01: not counted", "note"],
        ["said_at", "2 rows are after as_of 2026-06-30: not counted", "note"],
    ]

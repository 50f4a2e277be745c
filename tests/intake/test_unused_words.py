"""Words that customers said: an open question is proposed, and words used for nothing are named."""

import tomllib

import pytest

from cxworkbench.intake.checking import check_engagement, proposed_toml
from cxworkbench.intake.folders import write_proposal

HEAD = "Respondent,Customer ID,Date,NPS,{question}\n"
COMMENTS = (
    "Ordering spare parts in the portal is easy.", "The invoice was wrong twice, we are annoyed.",
    "Very quiet units, our shoppers like the light.", "The team left everything clean.", "ok",
)  # fmt: skip
WHY = "What is the main reason for your score?"
RULE = "is used for something, as it holds words"


def survey(answers, question=WHY):
    rows = [f'R{n},A,2026-01-05,{n % 11},"{one}"\n' for n, one in enumerate(answers)]
    return HEAD.format(question=question) + "".join(rows)


def proposed(engagement, answers, question=WHY):
    [table] = tomllib.loads(proposed_toml(engagement(survey=survey(answers, question))))["tables"]
    return table.get("questions", {}).get(question)


def test_an_open_question_is_proposed_where_comments_repeat_or_are_left_out(engagement):
    answers = [*COMMENTS[:4] * 8, *COMMENTS[4:], "n/a", "", "", "The hotline music is far too long"]

    assert proposed(engagement, answers) == {"part": "text", "overall": True}


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        (["Price of the parts", "Quality of the service", "Speed of the delivery", "Our own staff"],
         WHY),
        (["We compare three offers.", "We call a dealer we know.", "We ask for a tender first.",
          "We buy what we had before."], "How do you choose a new supplier?"),
    ],
)  # fmt: skip
def test_options_that_are_chosen_again_and_again_are_no_open_question(
    engagement, answers, question
):
    assert proposed(engagement, answers * 9, question) is None


def test_words_whose_use_is_unsure_are_named_in_the_proposal_and_the_check(engagement):
    folder = engagement(survey=survey([one + " now" for one in COMMENTS[:4]] * 9, "Q5"))
    line = "# Q5 holds words and is used for nothing: look at it, it may be what customers say\n"

    assert line in proposed_toml(folder)
    problems = check_engagement(folder).problems
    [note] = problems[problems["rule"] == RULE].to_dict("records")
    assert (note["file"], note["column"], note["severity"]) == ("survey.csv", "Q5", "note")
    assert note["remedy"] == (
        'If customers say it, add columns.text = "Q5", or questions."Q5" = { part = "text", '
        "overall = true }. Else nothing."
    )


def test_they_stay_named_until_a_table_of_the_file_uses_them(engagement):
    folder = engagement(survey=survey([one + " now" for one in COMMENTS[:4]] * 9, "Q5"))
    write_proposal(folder)
    rules = check_engagement(folder).problems["rule"]
    settings = folder / "engagement.toml"

    assert rules.eq(RULE).sum() == 1
    with settings.open("a", encoding="utf-8") as file:
        file.write('questions."Q5" = { part = "text", overall = true }\n')
    assert not check_engagement(folder).problems["rule"].eq(RULE).any()


def test_names_of_people_and_labels_are_no_words_to_be_named(engagement):
    rows = "1,A,2026-01-05,Late,x y z,Ada King Lovelace,Key Account\n" * 4

    head = "ticket_id,customer_id,created,category,description,agent name,group\n"
    assert RULE not in check_engagement(engagement(tickets=head + rows)).problems["rule"].tolist()

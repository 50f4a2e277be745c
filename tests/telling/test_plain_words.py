"""Rules, methods and amounts as a reader outside statistics can read them."""

import pandas as pd
import pytest

from cxworkbench.telling.insight_blocks import title_of
from cxworkbench.telling.plain_words import plain_method, plain_rule, with_money
from cxworkbench.telling.score_words import describe_scores


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("jackknife over 135 accounts, t with df 54", "95 % interval between 135 accounts "
         "(jackknife, t, 54 degrees of freedom)"),
        ("Wilson over 5 accounts with t, df 4", "95 % interval between 5 accounts (Wilson, 4 "
         "degrees of freedom)"),
        ("Wilson on the scale over 5 accounts with t, df 4; contacts by mean", "95 % interval "
         "between 5 accounts (Wilson, 4 degrees of freedom); contacts by mean"),
        ("adjusted Wald over 11 accounts; contacts by mean", "95 % interval between 11 accounts "
         "(adjusted Wald); contacts by mean"),
        ("too few to tell: 2 accounts", "too few to tell: 2 accounts"),
    ],
)  # fmt: skip
def test_a_method_keeps_its_name_behind_plain_words(method, said):
    assert plain_method(method) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("tenure_years < 2.5 or country == 'New Land'", "tenure years below 2.5 or country of New "
         "Land"),
        ("not margin != -3", "not margin other than -3"),
        ("fits no rule", "fits no rule"),
    ],
)  # fmt: skip
def test_a_rule_is_said_in_words(rule, said):
    assert plain_rule(rule) == said


def test_amounts_have_two_decimals_and_thousands_set_apart_and_missing_is_a_dash():
    table = pd.DataFrame({"revenue": [57710.5, 1e6, float("nan")], "n": [1, 2, 3]})

    assert with_money(table, ["revenue"])["revenue"].tolist() == ["57,710.50", "1,000,000.00", "–"]


def test_a_table_that_ends_early_says_so():
    assert title_of("Whom to look at first", 16, 15) == "Whom to look at first: the first 15 of 16"
    assert title_of("Whom to look at first", 15, 15) == "Whom to look at first"


def test_each_score_of_one_account_says_how_many_contacts_gave_it():
    row = {"unit": "scale", "low": float("nan"), "accounts": 1, "whose": "this account"}
    scores = pd.DataFrame(
        [row | {"metric": "CES", "value": 5.25, "respondents": 4, "visits": 0},
         row | {"metric": "NPS", "value": 3.0, "respondents": 3, "visits": 0}]
    )  # fmt: skip

    assert describe_scores(scores) == (
        "CES 5.25 here by 4 contacts; NPS 3.00 here by 3 contacts. One account has no interval."
    )


def test_a_visit_is_called_a_visit_and_no_contact():
    row = {"whose": "this account", "metric": "Checklist", "value": 0.24, "low": None, "high": None,
           "unit": "scale", "accounts": 1, "respondents": 1, "visits": 1}  # fmt: skip

    assert describe_scores(pd.DataFrame([row])) == (
        "Checklist 0.24 here by 1 visit. One account has no interval."
    )

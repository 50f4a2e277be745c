"""Amounts: one currency, one unit, negatives kept, margin apart from revenue."""

import pytest

from cxworkbench.intake.building import build_evidence

CRM = '[[tables]]\nname = "crm"\nfile = "crm.csv"\nfeeds = "accounts"\n'


def built(engagement, crm, money=""):
    return build_evidence(engagement(money + CRM, crm=crm))


def amounts(intake, column="revenue"):
    return intake.evidence.accounts[column].fillna(-1).tolist()


def test_amounts_are_multiplied_by_their_unit_and_negatives_stay(engagement):
    intake = built(
        engagement, "account_id,revenue,margin\nA,1.5,-0.5\nB,(2),1\n", "[money]\nunit = 1000.0\n"
    )

    assert amounts(intake) == [1500.0, -2000.0]
    assert amounts(intake, "margin") == [-500.0, 1000.0]


def test_margin_is_never_made_from_revenue(engagement):
    assert amounts(built(engagement, "account_id,revenue\nA,5\n"), "margin") == [-1]


def test_one_currency_in_the_cells_is_the_currency(engagement):
    intake = built(engagement, 'account_id,revenue\nA,"€ 1.200,50"\nB,"7,25 EUR"\n')

    assert amounts(intake) == [1200.5, 7.25]
    assert intake.currency == "EUR"


@pytest.mark.parametrize(
    ("crm", "money", "named"),
    [
        ("account_id,revenue\nA,$5\nB,€7\nC,€8\n", "", "EUR (2 rows), USD (1 row)"),
        ("account_id,revenue,currency\nA,5,EUR\nB,7,usd\n", "", "EUR (1 row), USD (1 row)"),
        ("account_id,revenue,currency\nA,5,USD\n", '[money]\ncurrency = "EUR"\n',
         "EUR (money.currency), USD (1 row)"),
    ],
)  # fmt: skip
def test_mixed_currencies_are_refused_and_named(engagement, crm, money, named):
    intake = built(engagement, crm, money)

    assert set(amounts(intake)) == {-1}
    [problem] = intake.problems.itertuples()
    assert (problem.column, problem.row, problem.rule, problem.value, problem.severity) == (
        "revenue", 0, "has one currency", named, "refused",
    )  # fmt: skip

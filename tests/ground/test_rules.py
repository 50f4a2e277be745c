"""The language of rules over rows: segments, rows set aside."""

import pandas as pd
import pytest

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.ground.rules import judge_rule

TABLE = pd.DataFrame(
    {
        "revenue": [10.0, 90.0, float("nan")],
        "services": [1, 4, 2],
        "country": pd.Series(["DE", "FR", ""], dtype="str"),
        "contract_end": pd.to_datetime(["2026-05-01", "2027-01-01", None]),
        "Region name": pd.Series(["north", "south", "north"], dtype="str"),
    }
)


def judged(rule):
    return [None if fits is pd.NA else bool(fits) for fits in judge_rule(rule, TABLE).fits]


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ("revenue >= 50", [False, True, None]),
        ("not revenue >= 50", [True, False, None]),
        ("revenue >= 50 and services >= 3", [False, True, False]),
        ("revenue >= 50 or services >= 2", [False, True, True]),
        ("(revenue < 50 or services == 2) and not country == 'FR'", [True, False, None]),
        ("5 < revenue <= 10", [True, False, None]),
        ("revenue > -1", [True, True, None]),
        ("country != 'DE'", [False, True, None]),
        ("contract_end < '2026-12-31'", [True, False, None]),
        ("revenue > services", [True, True, None]),
        ("Region_name == 'north'", [True, False, True]),
        ("1 < 2", [True, True, True]),
    ],
)
def test_a_rule_fits_is_false_or_stays_open(rule, fits):
    assert judged(rule) == fits


def test_a_rule_tells_which_columns_it_names():
    assert judge_rule("revenue > 1 and services > 1 or revenue < 0", TABLE).columns == (
        "revenue",
        "services",
    )


LANGUAGE = (
    "A rule is made of column names, numbers, quoted text, < <= > >= == !=, and, or, not, brackets."
)
COLUMNS = "Columns there are: revenue, services, country, contract_end, Region_name."


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            "revnue >= 50",
            f"which names 'revnue', a column that is not there. Did you mean 'revenue'? {COLUMNS}",
        ),
        ("revenue >=", f"which cannot be read. {LANGUAGE}"),
        ("revenue", f"of which 'revenue' is no comparison. {LANGUAGE}"),
        ("open('x')", f"of which \"open('x')\" is no comparison. {LANGUAGE}"),
        ("revenue.real > 1", f"of which 'revenue.real' is not known. {LANGUAGE}"),
        ("revenue + 1 > 1", f"of which 'revenue + 1' is not known. {LANGUAGE}"),
        ("revenue in (1, 2)", f"of which '(1, 2)' is not known. {LANGUAGE}"),
        ("revenue is services", f"of which 'revenue is services' is not known. {LANGUAGE}"),
        ("revenue > True", f"of which 'True' is not known. {LANGUAGE}"),
        (
            "revenue > 'much'",
            "of which \"revenue > 'much'\" compares a number with a text. "
            "Quote a text, do not quote a number, and write a date as '2026-12-31'.",
        ),
        (
            "country == 1",
            "of which 'country == 1' compares a text with a number. "
            "Quote a text, do not quote a number, and write a date as '2026-12-31'.",
        ),
        (
            "country < 'F'",
            "of which \"country < 'F'\" puts texts in order. Texts take == and != only.",
        ),
        (
            "contract_end > '31.12.2026'",
            "of which '31.12.2026' is not a date. Dates are written '2026-12-31'.",
        ),
    ],
)
def test_what_is_not_in_the_language_is_refused(rule, message):
    with pytest.raises(RecordProblem) as refused:
        judge_rule(rule, TABLE, name="large")

    assert str(refused.value) == f"Segment 'large' has the rule {rule!r}, {message}"


@pytest.mark.parametrize("rule", ["not " * 3000 + "revenue > 1", "revenue < " + "9" * 400])
def test_what_is_too_deep_or_too_large_is_refused_and_does_not_crash(rule):
    with pytest.raises(RecordProblem):
        judge_rule(rule, TABLE)

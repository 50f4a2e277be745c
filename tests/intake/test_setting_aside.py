"""Rows that engagement.toml sets aside: out of every table and sum, with counts, nothing lost."""

import pytest

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.intake.building import build_evidence

LINES = """id,when,pieces,price
A,2026-01-02,6,2.5
A,2026-01-02,6,2.5
A,2026-01-02,-6,2.5
,2026-01-03,1,9.0
B,2026-01-04,3,0
C,2026-01-05,-1,4.0
"""
ASIDE = 'set_aside = ["id == \'\'", "pieces <= 0", "value <= 0"]'
TABLES = f"""
[[tables]]
name = "lines"
file = "lines.csv"
feeds = "lookup"
computed.value = "pieces * price"
{ASIDE}
[[tables]]
name = "accounts"
file = "lines.csv"
feeds = "accounts"
repeated = true
set_aside = ["id == ''", "pieces <= 0", "revenue == ''"]
columns = {{ account_id = "id", name = "id", revenue = "revenue" }}
[[tables.joins]]
with = "lines"
on = "id"
sum = {{ revenue = "value" }}
[[tables]]
name = "orders"
file = "lines.csv"
feeds = "events"
repeated = true
computed.value = "pieces * price"
{ASIDE}
columns = {{ account_id = "id", occurred_at = "when" }}
constants = {{ activity = "ordered" }}
"""


@pytest.fixture
def built(engagement):
    return build_evidence(engagement(TABLES, lines=LINES))


def test_rows_set_aside_are_in_no_account_sum_or_event(built):
    accounts, events = built.evidence.accounts, built.evidence.events

    assert accounts[["account_id", "revenue"]].values.tolist() == [["A", 30.0]]
    assert events[["account_id", "activity"]].values.tolist() == [["A", "ordered"]]


def test_each_rule_says_how_many_rows_it_set_aside_and_the_first_that_fits_is_the_reason(built):
    told = built.problems[built.problems["rule"].str.startswith("counts,")]

    assert told[["column", "value"]].drop_duplicates().values.tolist() == [
        ["id == ''", "1 row"],
        ["pieces <= 0", "2 rows"],
        ["revenue == ''", "1 row"],
        ["value <= 0", "1 row"],
    ]
    assert set(told["severity"]) == {"note"}


def test_no_key_of_a_row_set_aside_is_looked_for(built):
    assert built.problems.loc[built.problems["rule"] == "has a row in lines", "value"].tolist() == [
        "B"
    ]


def test_exact_copies_are_counted_and_kept(built):
    [note] = built.problems[built.problems["rule"] == "is no exact copy of an earlier row"].values

    assert note[:5].tolist() == [
        "lines.csv", 3, "", "is no exact copy of an earlier row", "1 row",
    ]  # fmt: skip


def test_a_rule_that_cannot_be_read_names_the_table_and_what_there_is(engagement):
    folder = engagement(TABLES.replace("pieces <= 0", "peices <= 0"), lines=LINES)

    with pytest.raises(RecordProblem) as refused:
        build_evidence(folder)

    assert (
        "Table 'lines' has the rule 'peices <= 0', which names 'peices', a column that is not "
        "there. Did you mean 'pieces'? Columns there are: id, when, pieces, price."
        in str(refused.value)
    )


def test_a_rule_that_fits_no_row_says_so(engagement):
    folder = engagement(TABLES.replace("pieces <= 0", "pieces <= -100"), lines=LINES)

    problems = build_evidence(folder).problems

    of_rule = problems[problems["column"] == "pieces <= -100"]
    assert set(of_rule["remedy"]) == {"No row fits this rule. Take it out, or correct it."}

"""Columns joined from other tables and computed ones, and the keys that are in no sum."""

import pandas as pd
import pytest

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.intake.building import build_evidence

SHOP = """
[[tables]]
name = "lines"
file = "lines.csv"
feeds = "lookup"
computed.line_value = "unit_price * quantity * (1 - discount)"

[[tables]]
name = "orders"
file = "orders.csv"
feeds = "lookup"
[[tables.joins]]
with = "lines"
on = "order"
sum = { value = "line_value" }

[[tables]]
name = "customers"
file = "customers.csv"
feeds = "accounts"
columns.account_id = "id"
columns.repurchases = "orders"
columns.customer_since = "first"
[[tables.joins]]
with = "orders"
on = "id"
other = "customer"
sum = { revenue = "value" }
count = { orders = "order" }
min = { first = "day" }
"""
FILES = {
    "lines": "order,unit_price,quantity,discount\n1,10,2,0.5\n1,1,1,0\n2,5,1,0\n9,100,1,0\n",
    "orders": "order,customer,day\n1,A,2026-02-03\n2,A,2026-01-05\n3,Z,2026-01-06\n",
    "customers": "id,name\nA,Acme\nB,Bolt\n",
}


def built(engagement, toml=SHOP, **files):
    return build_evidence(engagement(toml, **{**FILES, **files}))


def rules(intake):
    columns = ["file", "row", "column", "rule", "value", "severity"]
    return intake.problems[columns].values.tolist()


def test_revenue_is_summed_over_orders_that_sum_computed_lines(engagement):
    accounts = built(engagement).evidence.accounts.set_index("account_id")

    assert accounts.loc["A", "revenue"] == 16.0
    assert accounts.loc["A", "repurchases"] == 2.0
    assert accounts.loc["A", "customer_since"] == pd.Timestamp("2026-01-05")


def test_an_account_without_orders_is_kept_with_no_revenue_and_no_orders(engagement):
    accounts = built(engagement).evidence.accounts.set_index("account_id")

    assert pd.isna(accounts.loc["B", "revenue"])
    assert accounts.loc["B", "repurchases"] == 0.0


def test_keys_that_meet_no_partner_are_listed_on_both_sides(engagement):
    assert rules(built(engagement)) == [
        ["customers.csv", 3, "id", "has a row in orders", "B", "note"],
        ["lines.csv", 5, "order", "has a row in orders", "9", "refused"],
        ["orders.csv", 4, "customer", "has a row in customers", "Z", "refused"],
        ["orders.csv", 4, "order", "has a row in lines", "3", "note"],
    ]


def test_a_blank_key_joins_nothing(engagement):
    intake = built(engagement, orders="order,customer,day\n,A,2026-02-03\n",
                   lines="order,unit_price,quantity,discount\n,10,2,0\n")  # fmt: skip

    assert pd.isna(intake.evidence.accounts.loc[0, "revenue"])


def test_dates_in_arithmetic_are_days(engagement):
    toml = """
[[tables]]
name = "deliveries"
file = "deliveries.csv"
feeds = "company_interactions"
columns = { provider = "by", recipient = "to", promised = "promised", delivered = "taken" }
computed = { promised = "due - ordered", taken = "done - ordered" }
"""
    rows = "by,to,ordered,due,done\nQuick,Acme,2026-01-01,2026-01-11,2026-01-15\n"

    interactions = built(engagement, toml, deliveries=rows).evidence.company_interactions

    assert interactions[["promised", "delivered"]].values.tolist() == [[10.0, 14.0]]


TAKING = """
[[tables]]
name = "carriers"
file = "carriers.csv"
feeds = "lookup"
[[tables]]
name = "events"
file = "events.csv"
feeds = "events"
columns = { partner_id = "name" }
[[tables.joins]]
with = "carriers"
on = "by"
other = "id"
take = ["name"]
"""


def test_a_column_is_taken_by_key_and_a_missing_key_is_a_problem_of_its_row(engagement):
    events = "account_id,timestamp,activity,by\nA,2026-01-01,sent,1\nA,2026-01-02,sent,7\n"

    intake = built(engagement, TAKING, events=events, carriers="id,name\n1,Quick\n1,Slow\n")

    assert intake.evidence.events["partner_id"].tolist() == ["Quick", ""]
    assert [row for row in rules(intake) if row[0] != "engagement.toml"] == [
        ["carriers.csv", 3, "id", "has each key once", "1", "refused"],
        ["events.csv", 3, "by", "has a row in carriers", "7", "refused"],
    ]


def test_tables_that_join_each_other_are_refused(engagement):
    toml = SHOP.replace('feeds = "lookup"\ncomputed', (
        'feeds = "lookup"\njoins = [{ with = "orders", on = "order", take = ["day"] }]\ncomputed'
    ))  # fmt: skip

    with pytest.raises(RecordProblem, match="joins no table that joins it"):
        built(engagement, toml)


def test_a_join_by_a_header_that_is_not_there_names_the_nearest(engagement):
    with pytest.raises(RecordProblem) as refused:
        built(engagement, SHOP.replace('other = "customer"', 'other = "custmer"'))

    assert "'custmer'" in str(refused.value)
    assert "Did you mean 'customer'?" in str(refused.value)


def test_a_computed_column_that_is_no_arithmetic_is_refused_before_anything_is_read_from_it(
    engagement,
):
    with pytest.raises(RecordProblem, match="arithmetic over columns"):
        built(engagement, SHOP.replace("unit_price * quantity", "open('x')"))


def test_rows_divided_by_nothing_or_too_large_are_listed_with_their_file_and_rows(engagement):
    toml = """
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
columns.usage = "each"
computed.each = "tills / shops"
computed.vast = "tills * 1e300 * 1e300"
"""
    rows = "account_id,tills,shops\n" + "".join(f"a{n},4,{n % 2}\n" for n in range(1, 15))
    intake = build_evidence(engagement(toml, crm=rows))

    listed = intake.problems.loc[intake.problems["rule"] == "has a finite result"]
    assert listed[["file", "row", "column", "value"]].values.tolist() == [
        ["crm.csv", 2, "vast", "14 rows: 2, 3, 4, 5, 6 and 9 more"],
        ["crm.csv", 3, "each", "7 rows: 3, 5, 7, 9, 11 and 2 more"],
    ]
    assert "tables.crm.computed.each" in listed["remedy"].iloc[1]


@pytest.mark.parametrize("expression", ["tills +", "tilts * 2", "f(tills)", "1 + " * 400 + "x"])
def test_a_bad_expression_names_its_table_and_file_and_is_cut(engagement, expression):
    toml = (
        f'[[tables]]\nname = "crm"\nfile = "c.csv"\nfeeds = "accounts"\ncomputed.x = "{expression}"'
    )

    with pytest.raises(RecordProblem) as refused:
        build_evidence(engagement(toml, c="account_id,tills\na,1\n"))

    assert "tables.crm.computed.x" in str(refused.value)
    assert "table 'crm', from c.csv" in str(refused.value)
    assert "1 + " * 40 not in str(refused.value)

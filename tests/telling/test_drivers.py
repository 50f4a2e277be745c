"""Key drivers told: the chart, the sentence and the table say the same."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.insight.drivers import drivers_of
from cxworkbench.insight.key_drivers import KeyDrivers
from cxworkbench.telling.driver_telling import (
    chart_drivers,
    describe_drivers,
    drivers_section,
    shown_drivers,
)


def told_of(accounts, seed=1):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(accounts, 3)) + rng.normal(size=(accounts, 1))
    table = pd.DataFrame(values, columns=["Delivery", "Invoices", "<b>Support</b>"])
    table["recommendation"] = values @ [1.5, 0.4, 0.0] + rng.normal(size=accounts)
    found = drivers_of(table, "recommendation", list(table)[:3], draws=200)
    return KeyDrivers(found, None, pd.Series(["v-1", "v-2"]))


def test_the_sentence_says_the_first_driver_how_sure_and_of_how_many():
    drivers = told_of(120)

    first = drivers.best.table.iloc[0]
    assert describe_drivers(drivers).startswith(
        "“Delivery” goes with recommending most: "
        f"{100 * first['share']:.0f} % of what is explained "
        f"({100 * first['share_low']:.0f} % to {100 * first['share_high']:.0f} %); "
        "it is clearly first, in 100 % of draws over 120 accounts."
    )
    assert shown_drivers(drivers).iloc[0]["driver"] == "Delivery"


def test_too_few_are_told_as_correlations():
    drivers = told_of(12)

    assert describe_drivers(drivers).startswith(
        "What drives recommending cannot be told: 12 accounts answered everything; 3 drivers ask "
        "for at least 15. Looked at one by one, “Delivery” goes with it most: "
    )
    assert set(shown_drivers(drivers)["how sure"]) == {"cannot tell"}
    assert "correlation, −1 to 1" in chart_drivers(drivers).to_json()


@pytest.mark.parametrize("accounts", [12, 120])
def test_the_chart_holds_every_driver_of_the_table(accounts):
    drivers = told_of(accounts)
    data = next(iter(chart_drivers(drivers).to_dict()["datasets"].values()))

    assert [row["label"].rstrip("\u200b") for row in data] == drivers.best.table["driver"].tolist()


def test_one_account_has_none_of_it():
    assert describe_drivers(None) == (
        "Drivers are looked at over all accounts with answers on a scale; they stand in the report "
        "of all accounts."
    )
    assert shown_drivers(None).empty
    assert chart_drivers(None).to_dict()


def test_the_section_stays_inside_and_leads_to_its_evidence():
    section = drivers_section(told_of(120))

    assert {block.audience for block in section.blocks} == {"internal"}
    assert all(b.evidence == ("v-1", "v-2") for b in section.blocks if b.kind != "note")

"""The five gaps, each measured by what evidence there is of it, or not measured."""

import pandas as pd
from tests.insight.cases import METRICS, PLACES, answer, said

from cxworkbench.insight.gap_types import typed_gaps
from cxworkbench.records.evidence import conform, empty
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.records.partners import Company, CompanyInteraction, Partners
from cxworkbench.voice.gaps import service_gaps

NAMES = [f"a{n}" for n in range(6)]
CHAIN = Partners(
    focal="maker",
    companies=(
        Company(id="maker", name="Maker"),
        Company(id="carrier", name="Carrier"),
        Company(id="shops", name="Shops"),
    ),
    company_interactions=(
        CompanyInteraction(id="hand-over", provider="maker", recipient="carrier",
                           sub_process="pick up", touchpoint_ids=("tp-order",)),
        CompanyInteraction(id="delivery", provider="carrier", recipient="shops",
                           sub_process="delivery", touchpoint_ids=("tp-order",)),
    ),
)  # fmt: skip


def promises(provider, recipient, part, met):
    return [
        {"company_interaction_id": f"{provider}-{n}", "account_id": name, "provider": provider,
         "recipient": recipient, "sub_process": part, "met": kept}
        for n, (name, kept) in enumerate(zip(NAMES, met, strict=True))
    ]  # fmt: skip


def gaps_of(rows=(), interactions=(), **more):
    voices = said(rows) if rows else empty("voices")
    exchanged = (
        conform(pd.DataFrame(interactions), "company_interactions")
        if interactions
        else empty("company_interactions")
    )
    five = service_gaps(voices, PLACES, metrics=METRICS)
    table = typed_gaps(five, voices, exchanged, PLACES, metrics=METRICS, **more)
    return table.set_index(["touchpoint_id", "gap"])


def test_nothing_on_file_is_not_measured_and_says_why():
    table = gaps_of()

    assert set(table["label"]) == {"not measured"}
    assert len(table) == 5 * len(PLACES)
    assert table.loc[("tp-till", 5), "why"] == (
        "Nobody was asked here both what was expected and what was got."
    )


def test_promises_backstage_are_delivery_and_those_to_accounts_communication():
    rows = promises("maker", "carrier", "pick up", [False] * 4 + [True] * 2)
    rows += promises("carrier", "shops", "delivery", [True] * 6)

    table = gaps_of(interactions=rows, partners=CHAIN)

    assert table.loc[("tp-order", 3), "label"] == "gap"
    assert table.loc[("tp-order", 3), "value"] == 4 / 6
    assert table.loc[("tp-order", 4), "value"] == 0
    assert table.loc[("tp-order", 4), "label"] == "no gap shown"
    assert table.loc[("tp-order", 3), "evidence"] == ["maker-0", "maker-1", "maker-2", "maker-3"]


def test_promises_whose_outcome_nobody_wrote_down_do_not_count():
    rows = promises("maker", "carrier", "pick up", [None] * 2 + [True] * 4)

    assert gaps_of(interactions=rows, partners=CHAIN).loc[("tp-order", 4), "accounts"] == 4


def test_what_was_expected_and_got_is_gap_five_and_guarded():
    scores = [2, 3, 2, 3, 2, 3]
    rows = [answer(name, s, expectation=5.0) for name, s in zip(NAMES, scores, strict=True)]

    row = gaps_of(rows).loc[("tp-till", 5)]

    assert (row["label"], row["value"], row["metric"]) == ("gap", -2.5, "CSAT")


def test_assumed_statements_of_the_map_that_voices_contradict_are_gap_one():
    believed = JourneyMap(
        id="m", title="Shop", stages=(Stage(id="st", name="Use"),),
        touchpoints=(Touchpoint(id="tp-till", name="Till", stage_id="st"),),
        statements=(
            Statement(id="e", at="tp-till", lane="emotion", value=2.0),
            Statement(id="p", at="tp-till", lane="pains", text="Slow"),
        ),
    )  # fmt: skip
    rows = [answer(name, 1.0) for name in NAMES]

    row = gaps_of(rows, journey_map=believed).loc[("tp-till", 1)]

    assert (row["label"], row["value"], row["accounts"]) == ("gap", 0.5, 6)
    assert row["why"] == (
        "1 of 2 statements that people assumed here are contradicted, by 6 accounts."
    )

"""What notebook 1 tells: of all accounts, of one, and of one with too few voices."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from tests.voice.cases import ENGAGEMENT, LARGE, accounts, case_of, nothing_but_accounts

from cxworkbench.records.engagement import Privacy
from cxworkbench.records.store import load_record, save_record
from cxworkbench.records.told import Told
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.research import tell_research
from cxworkbench.voice.research import build_research


@cache
def told_of(account="all", *, make=case_of, smallest_cell=3):
    privacy = Privacy(smallest_cell=smallest_cell)
    engagement = ENGAGEMENT.model_copy(update={"privacy": privacy})
    case = make(Path("a-shop"), account=account, engagement=engagement)
    return tell_research(case, build_research(case))


def keys(told):
    return [section.key for section in told.sections]


def blocks(told, kind):
    return [block for section in told.sections for block in section.blocks if block.kind == kind]


def words(told):
    return [block.text for block in blocks(told, "sentence")]


def table(told, title):
    [block] = [block for block in blocks(told, "table") if block.title == title]
    return block


def test_of_all_accounts_every_section_is_told():
    assert keys(told_of()) == [
        "rests_on", "accounts", "scores", "score_checks", "segments", "stages",
        "touchpoint_sources", "heard", "data_problems", "research_limits",
    ]  # fmt: skip


def test_total_revenue_stands_to_the_cent_with_currency_and_period():
    assert (
        "Total revenue of 12 accounts: 670.00 EUR, 2026; 1 account without a known revenue."
        in words(told_of())
    )


def test_accounts_that_never_ordered_are_named():
    assert "1 account never ordered: Firm a12 (a12)." in words(told_of())


def test_of_one_account_it_stands_beside_the_others():
    told = told_of("a00")

    assert keys(told) == [
        "rests_on", "account", "scores", "interactions", "segment", "touchpoint_sources",
        "ask_next", "research_limits",
    ]  # fmt: skip
    assert told.title == "What Firm a00 said and did"
    assert not told.short


def test_an_account_with_few_voices_gets_the_short_form():
    told = told_of("a06")

    assert told.short
    assert keys(told) == ["rests_on", "account", "segment", "ask_next", "research_limits"]


def test_every_score_has_its_rule_interval_counts_and_method():
    scores = table(told_of(), "Scores over accounts")

    rows = [dict(zip(scores.columns, row, strict=True)) for row in scores.rows]
    assert rows[0] == {
        "score": "NPS",
        "rule": "share answering 9–10 less share answering 0–6, in points",
        "value": "63.6",
        "95 % interval": "8.0 to\u00a092.0",
        "accounts": 11,
        "answers": 11,
        "heard through one contact": "100 %",
        "method": "95 % interval between 11 accounts (adjusted Wald); contacts by mean; accounts "
        "weigh the same",
    }


def test_claims_name_their_first_evidence_and_count_all_of_it():
    told = told_of()
    [claim] = [block for block in blocks(told, "sentence") if block.text.startswith("NPS 64 (")]

    assert claim.evidence_count == 45
    assert claim.evidence == tuple(f"voice-{place:03}" for place in range(8))


def test_every_id_that_a_block_names_has_its_source():
    told = told_of()
    named = {key for section in told.sections for block in section.blocks for key in block.evidence}
    by_id = {source.evidence_id: source for source in told.sources}

    assert named == set(by_id)
    first = by_id["voice-000"]
    assert (first.file, first.row, first.pseudonym, first.date, first.account_id) == (
        "survey.csv", 2, "a00-u", "2026-05-01", "a00",
    )  # fmt: skip


def test_every_chart_says_in_words_what_it_shows():
    charts = blocks(told_of(), "chart")

    assert len(charts) == 14
    for chart in charts:
        assert len(chart.text) > 20
        assert chart.title
        assert chart.chart["$schema"]


@pytest.mark.parametrize("account", ["all", "a00", "a06"])
def test_what_leaves_the_house_holds_no_money_risk_segment_or_other_account(account):
    told = for_audience(told_of(account), "client-safe")

    text = told.to_text()
    assert keys(told)
    for word in ("670", "Total revenue", "profit", " 7.5", '"7.5', "EUR", "would not recommend us"):
        assert word not in text
    for segment in ("large", "revenue >= 50"):
        assert segment not in text
    others = {f"Firm {key}" for key in [*LARGE, "a06", "a11", "a12"]} - {f"Firm {account}"}
    assert not [name for name in others if name in text]
    assert {source.account_id for source in told.sources} <= {account}


def test_figures_over_too_few_other_accounts_are_withheld():
    told = told_of("a00", smallest_cell=6)

    scores = table(told, "Scores with how they are counted")
    assert {row[1] for row in scores.rows} == {"this account", "all accounts"}
    beside = table(told, "This account beside the others")
    services = next(row for row in beside.rows if row[0] == "services held")
    assert services == ("services held", "2", "too few to show", "2 (n 13)")


def test_margin_stays_in_a_table_of_its_own_inside_the_house():
    money = table(told_of("a00"), "Money, EUR")

    assert money.audience == "internal"
    assert [row[0] for row in money.rows] == ["revenue", "profit"]


def test_when_contracts_of_others_end_stays_inside_the_house():
    ends = accounts().assign(contract_end=pd.Timestamp("2026-09-01"))
    told = told_of("a00", make=lambda folder, **more: case_of(folder, accounts=ends, **more))

    contract = table(told, "Contract")

    assert contract.audience == "internal"
    assert [row[0] for row in contract.rows] == ["days to contract end"]
    beside = table(told, "This account beside the others")
    assert "days to contract end" not in [row[0] for row in beside.rows]


def test_a_valuable_detractor_is_on_the_list_inside_the_house():
    risks = table(told_of(), "Whom to look at first")

    assert [row[0] for row in risks.rows] == ["a00", "a01"]
    assert risks.audience == "internal"
    assert words(told_of("a00")).count(
        "On the list of accounts to look at first: would not recommend us."
    ) == 1  # fmt: skip


def test_data_problems_are_counted_by_what_must_hold():
    told = told_of()

    assert (
        "1 data problem where something could not be used, 0 notes where all was used; "
        "3 rows with a word that has no place yet; 1 row of no known account."
    ) in words(told)
    assert table(told, "Data problems").rows == (
        ("survey.csv", "score", "is a number", "refused", 1),
    )


@pytest.mark.parametrize("account", ["all", "a03"])
def test_an_engagement_of_accounts_alone_is_told_all_the_same(account):
    told = told_of(account, make=nothing_but_accounts)

    assert told.short == (account != "all")
    assert told.next_step
    assert told.sources == ()


def test_the_same_case_is_told_in_the_same_bytes_and_can_be_kept(tmp_path):
    first, second = told_of(), told_of.__wrapped__()

    save_record(first, tmp_path / "told" / "1_research.json")

    assert first.to_text() == second.to_text()
    assert load_record(tmp_path / "told" / "1_research.json", Told) == first


def test_what_was_asked_for_stands_in_the_record_without_a_path():
    told = told_of()

    assert told.parameters == {
        "account": "all", "segment": "all", "as_of": "2026-06-30", "window_days": 365, "seed": 1,
    }  # fmt: skip
    assert "a-shop" not in told.to_text()


def test_interactions_of_one_account_are_told_inside_the_house_only():
    told = told_of("a00")
    [section] = [one for one in told.sections if one.key == "interactions"]

    assert "interactions with" in section.blocks[0].text
    assert {block.audience for block in section.blocks} == {"internal"}
    assert "interactions" not in keys(for_audience(told, "client-safe"))

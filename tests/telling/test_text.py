"""Telling what was said in words: sentences, charts, quotes, and what stays inside."""

import pandas as pd
import pytest
from tests.voice.cases import case_of

from cxworkbench.records.evidence import conform
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.figures import chart_svg
from cxworkbench.telling.research import tell_research
from cxworkbench.telling.text import (
    chart_theme_stages,
    chart_themes,
    describe_accuracy,
    describe_found,
    describe_quotes,
    describe_reading,
    describe_themes,
    quotes_of_themes,
    text_sections,
)
from cxworkbench.voice.research import build_research
from cxworkbench.voice.text import build_text

LATE = "The pallets came two weeks late."
BILL = "The invoices are correct and easy to read."


def voices(consent="anonymous"):
    rows = [(f"a{n:02}", LATE, "Buy") for n in range(6)]
    rows += [(f"a{n:02}", BILL, "Use") for n in range(5)]
    rows += [("a00", "We are a family firm.", "Use"), ("a01", "Alles wunderbar, danke dafür!", "")]
    table = pd.DataFrame(rows, columns=["account_id", "text", "stage"])
    table["voice_id"] = [f"v{n:02}" for n in range(len(table))]
    return conform(
        table.assign(method="survey", consent=consent, said_at=pd.Timestamp("2026-05-01")),
        "voices",
    )


def telling_of(folder, consent="anonymous", **how):
    case = case_of(folder, voices=voices(consent), **how)
    return case, build_text(case)


def test_the_sentences_say_how_many_what_and_in_which_language(tmp_path):
    _, said = telling_of(tmp_path)

    assert describe_reading(said) == (
        "12 statements in English, read by machine and not verified: 50 % negative, 8 % neutral, "
        "42 % positive. 1 in other languages are not scored (German 1); they have a theme only "
        "where the engagement gives words for it."
    )
    assert describe_themes(said).startswith(
        "Most is said about Delivery and dates: 6 of 13 statements, 6 accounts, 6 read as negative "
        "and 0 as positive. "
    )
    assert describe_themes(said).endswith("2 of 13 statements (15 %) speak of no known theme.")
    assert describe_found(said.found) == (
        "Themes are looked for from 150 different statements in English on; there are 3."
    )


def test_the_chart_holds_the_counts_of_the_table(tmp_path):
    _, said = telling_of(tmp_path)
    spec = chart_themes(said.themes).to_dict()
    counts = [row["count"] for rows in spec["datasets"].values() for row in rows if "kind" in row]

    assert sum(counts) == said.themes["statements"].sum()
    assert "no known theme" in chart_svg(spec)
    assert chart_svg(chart_theme_stages(said.by_stage, ["Buy", "Use"]).to_dict()).count("<svg") == 1


def test_where_nothing_was_said_charts_and_sentences_say_so(tmp_path):
    case = case_of(tmp_path)
    said = build_text(case)

    assert describe_reading(said) == "No statement in words was received in this period."
    assert describe_themes(said) == "No statement in words was received in this period."
    assert "No statement in words was received." in chart_svg(chart_themes(said.themes).to_dict())
    assert [b.kind for b in text_sections(case, said)[0].blocks] == ["sentence"]


def test_quotes_need_consent_and_enough_accounts(tmp_path):
    case, said = telling_of(tmp_path)
    quotes = quotes_of_themes(case, said)
    silent_case, silent = telling_of(tmp_path, consent="none")

    assert quotes["at"].tolist() == ["Delivery and dates", "Invoices and payment"]
    assert quotes["side"].tolist() == ["pain", "gain"]
    assert describe_quotes(said, quotes) == (
        "2 quotes, of each theme the strongest of each side. All 13 statements in words may be "
        "quoted, without a name."
    )
    assert describe_quotes(silent, quotes_of_themes(silent_case, silent)) == (
        "No words are shown. 13 of 13 statements in words may not be quoted: no consent is stated "
        "for them. Of what may be quoted, too few accounts speak of one theme."
    )


@pytest.mark.parametrize("account", ["all", "a00"])
def test_a_machines_reading_never_leaves_the_house(account, tmp_path):
    case, said = telling_of(tmp_path, account=account)
    [section] = text_sections(case, said)
    told = tell_research(case, build_research(case), more=[section])

    assert describe_accuracy() in [block.text for block in section.blocks]
    assert {block.audience for block in section.blocks} == {"internal"}
    assert "themes" not in [one.key for one in for_audience(told, "client-safe").sections]


def test_one_account_is_told_its_own_words_without_charts(tmp_path):
    case, said = telling_of(tmp_path, account="a00")
    [section] = text_sections(case, said)

    assert {block.kind for block in section.blocks} == {"sentence", "note", "table", "quote"}
    quotes = [block for block in section.blocks if block.kind == "quote"]
    assert {block.account_id for block in quotes} == {"a00"}
    assert quotes[0].said_by.startswith(f"{quotes[0].title}: ")

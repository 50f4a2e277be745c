"""What leaves the house: no margin, risk, blocker, unapproved draft or other account's words."""

import html
import re

import pytest
from tests.telling.office_files import office_words

from cxworkbench.insight.building import build_insights
from cxworkbench.intake.opening import open_engagement
from cxworkbench.journey.building import account_segments, build_map, people_map
from cxworkbench.telling.insights import tell_insights
from cxworkbench.telling.journey import tell_map
from cxworkbench.telling.report import write_report
from cxworkbench.telling.report_formats import FORMATS
from cxworkbench.telling.research import tell_research
from cxworkbench.voice.research import build_research
from cxworkbench.worlds.retail_pos import make_tiny_world, make_world
from cxworkbench.worlds.world import write_world

pytestmark = pytest.mark.slow
INTERNAL_WORDS = re.compile(
    r"\b(margin|profit|at risk|risk list|days to contract end|blocker|blocked|draft)\b", re.I
)
WORDS_TO_TELL_BY = 25  # letters: shorter texts may be said by anybody


def told_of(folder, account, out):
    case = open_engagement(str(folder), account=account, out=str(out))
    segments = account_segments(case)
    insights = build_insights(case)
    journey_map = build_map(case, segments, start=people_map(case))
    told = (
        tell_research(case, build_research(case)),
        tell_map(case, journey_map, segments),
        tell_insights(case, insights),
    )
    return case, insights, told


def words_of(page):
    shown = re.sub(r"<style.*?</style>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", shown)))


def pages_of(folder, accounts, tmp_path):
    for account in accounts:
        case, insights, told = told_of(folder, account, tmp_path / "out")
        into = tmp_path / "reports" / folder.name / account
        for path in write_report(
            told, formats=list(FORMATS), audience="client-safe", into=into,
            brand=case.engagement.brand,
        ):  # fmt: skip
            if path.suffix != ".pdf":
                yield case, insights, account, text_of(path)


def text_of(path):
    """All words of a report's file."""
    if path.suffix == ".html":
        return words_of(path.read_text("utf-8"))
    return office_words(path.read_bytes())


def others_words(case, account):
    voices = case.evidence.voices
    own = "\n".join(voices.loc[voices["account_id"] == account, "text"])
    return {text for text in voices["text"] if len(text) >= WORDS_TO_TELL_BY and text not in own}


def figures(amounts):
    for amount in amounts.dropna():
        yield from (f"{amount:,.2f}", f"{amount:.2f}", f"{amount:,.1f}")


@pytest.mark.parametrize("seed", [12, 13])
def test_every_account_of_a_small_world(seed, tmp_path):
    folder = tmp_path / f"tiny-{seed}"
    write_world(make_tiny_world(seed), folder)
    accounts = open_engagement(str(folder)).evidence.accounts["account_id"].tolist()

    for case, insights, account, text in pages_of(folder, ["all", *accounts], tmp_path):
        look_through(case, insights, account, text)


def test_some_accounts_of_a_whole_world(tmp_path):
    folder = tmp_path / "whole"
    write_world(make_world(31, accounts=60), folder)
    accounts = open_engagement(str(folder)).evidence.accounts["account_id"].tolist()

    for case, insights, account, text in pages_of(folder, ["all", *accounts[::20]], tmp_path):
        look_through(case, insights, account, text)


def look_through(case, insights, account, text):
    table = case.evidence.accounts
    others = table[table["account_id"] != account]

    assert INTERNAL_WORDS.findall(text) == []
    assert [words for words in others_words(case, account) if words in text] == []
    assert [figure for figure in figures(table["margin"]) if figure in text] == []
    assert [name for name in others["name"] if name and name in text] == []
    drafts = [entry for entry in insights.register.entries if entry.status != "confirmed"]
    assert drafts
    assert [e.recommendation for e in drafts if e.recommendation and e.recommendation in text] == []


def test_the_internal_page_does_hold_what_the_other_leaves_out(tmp_path):
    folder = tmp_path / "tiny"
    write_world(make_tiny_world(11), folder)
    _case, insights, told = told_of(folder, "all", tmp_path / "out")

    [path] = write_report(told, audience="internal", into=tmp_path / "internal")

    text = words_of(path.read_text("utf-8"))
    assert INTERNAL_WORDS.search(text)
    assert any(e.recommendation in text for e in insights.register.entries if e.recommendation)

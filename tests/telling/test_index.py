"""The index of a batch."""

import re

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.telling.index import IndexFacts, IndexRow, write_index

FACTS = IndexFacts(
    engagement="Retail point of sale",
    client="Tillworks",
    as_of="2026-06-30",
    revenue=1265793.0447,
    currency="USD",
    without_events=("FISSA Fabrica", "Paris spécialités"),
    problems=1,
    inputs={"orders.csv": "ab" * 32},
    version="0.1.0",
)


def row(account, name, status="ready", **fields):
    report = "" if status == "failed" else f"{account}/report.html"
    return IndexRow(account_id=account, name=name, status=status, report=report, **fields)


ROWS = [
    row("a-2", "Zeta", segment="mid", voices=1200, metric="NPS", value=-0.125, low=-0.4, high=0.15),
    row("a-1", "alpha & sons", "short", why="2 voices; a full report needs 5", revenue=1234.5),
    row("a-3", "Omega", "failed", why="events.csv cannot be read"),
]


def index(tmp_path, rows=ROWS, **fields):
    path = write_index(rows, tmp_path, **{"facts": FACTS, **fields})
    assert path == tmp_path / "index.html"
    return path.read_text(encoding="utf-8")


def test_accounts_stand_by_name_whatever_order_they_ran_in(tmp_path):
    names = re.findall(r'data-label="Account"[^>]*><div>(?:<a [^>]*>)?([^<]*)', index(tmp_path))

    assert names == ["alpha &amp; sons", "Omega", "Zeta"]
    assert index(tmp_path, ROWS[::-1]) == index(tmp_path)


def test_totals_are_told_as_research_told_them(tmp_path):
    text = index(tmp_path)

    assert "<b>1,265,793.04</b>" in text
    assert "revenue, USD" in text
    assert "<b>3</b><span>accounts</span>" in text
    assert "<b>2</b><span>reports, 1 of them short</span>" in text
    assert "1</b><span>without a report</span>" in text


def test_accounts_without_events_are_named_and_not_dropped(tmp_path):
    text = index(tmp_path)

    assert "2 accounts have no events:</b> FISSA Fabrica; Paris spécialités." in text


def test_a_score_has_its_interval_or_says_that_it_has_none(tmp_path):
    lonely = row("a-4", "Solo", metric="NPS", value=1.0)
    text = index(tmp_path, [*ROWS, lonely])

    assert 'NPS −0.125 <span class="note">(−0.4 to 0.15)</span>' in text
    assert 'NPS 1 <span class="note">(no interval)</span>' in text


def test_a_report_that_is_missing_says_why(tmp_path):
    text = index(tmp_path)

    assert re.search(r"no report</span><br><span class=\"note\">events.csv cannot be read", text)
    assert "short report<br>" in text
    assert text.count("href=") == 2


def test_links_lead_to_the_reports_from_where_the_index_lies(tmp_path):
    assert 'href="./a-2/report.html"' in index(tmp_path)


def test_a_client_safe_index_holds_no_revenue_segment_reason_or_silent_account(tmp_path):
    text = index(tmp_path, audience="client-safe")

    for inside in ("1,265,793", "1,234.50", ">mid<", "cannot be read", "FISSA", "orders.csv"):
        assert inside not in text
    assert "no report" in text
    assert ">client-safe<" in text


def test_an_index_without_accounts_is_a_page(tmp_path):
    assert "<b>0</b><span>accounts</span>" in index(tmp_path, [])


def test_hostile_names_are_names(tmp_path):
    text = index(tmp_path, [row("a", "<script>alert(1)</script>\x07")])

    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_an_account_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        index(tmp_path, [ROWS[0], ROWS[0]])

    assert str(refused.value) == (
        "1 of 1 accounts stand twice in the index: 'a-2'. Each account has one row. "
        "Remove the second."
    )


def test_an_unknown_audience_is_refused(tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        index(tmp_path, audience="all")

    assert str(refused.value) == (
        "There is no audience 'all'. An index is 'internal', 'client-safe'."
    )

"""The index of a batch."""

import re
from dataclasses import replace

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
    row("a-2", "Zeta", segment="mid", voices=1200, metric="NPS", value=-12.5),
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

    assert "<b>1,265,793.04</b><span>revenue of all 3 accounts, USD</span>" in text
    assert "<b>3</b><span>accounts</span>" in text
    assert "<b>2</b><span>reports, 1 of them short</span>" in text
    assert "1</b><span>without a report</span>" in text
    assert "of it these" not in text


def test_a_batch_of_some_accounts_says_of_how_many_and_which_revenue_is_whose(tmp_path):
    few = [row("a-1", "alpha", revenue=0.1), row("a-2", "Zeta", revenue=1000.2)]

    text = index(tmp_path, few, facts=replace(FACTS, accounts=168, period="2025"))

    assert "<b>2 of 168</b><span>accounts</span>" in text
    assert "<b>1,265,793.04</b><span>revenue of all 168 accounts, USD, 2025</span>" in text
    assert "<b>1,000.30</b><span>of it these 2</span>" in text


@pytest.mark.parametrize("audience", ["internal", "client-safe"])
def test_the_report_over_all_accounts_is_linked_at_the_top(tmp_path, audience):
    text = index(tmp_path, facts=replace(FACTS, whole="report.html"), audience=audience)

    link = '<a href="./report.html">All accounts together</a>'
    assert link in text
    assert text.index(link) < text.index('class="totals"')
    assert "All accounts together" not in index(tmp_path)


def test_accounts_without_events_are_named_and_not_dropped(tmp_path):
    text = index(tmp_path)

    assert "2 accounts have no events:</b> FISSA Fabrica; Paris spécialités. They are" in text


def test_of_many_accounts_without_events_ten_are_named_and_those_shown_are_marked(tmp_path):
    names = tuple(f"Shop {n:02}" for n in range(13))
    rows = [row("a-1", "Shop 00", silent=True), row("a-2", "Zeta")]

    text = index(tmp_path, rows, facts=replace(FACTS, without_events=names))

    assert "13 accounts have no events:</b> Shop 00; " in text
    assert "; Shop 09; and 3 more. Those listed below are marked; all are in the totals." in text
    assert "Shop 10" not in text
    assert text.count('<span class="note">no events</span>') == 1


def test_where_no_events_were_received_no_account_is_blamed(tmp_path):
    text = index(tmp_path, facts=replace(FACTS, events=False))

    assert "No events were received." in text
    assert "FISSA" not in text


def test_a_score_is_written_by_its_kind_with_the_answers_behind_it(tmp_path):
    rows = [
        row("a-4", "Solo", metric="NPS", unit="points", value=-66.667, answers=3),
        row("a-5", "Twice", metric="CSAT", unit="share", value=0.1667, answers=1),
    ]
    text = index(tmp_path, rows)

    assert 'NPS −67 <span class="note">(3 answers)</span>' in text
    assert 'CSAT 17 % <span class="note">(1 answer)</span>' in text
    assert "A score of one account has no interval over accounts" in text


def test_what_to_look_at_first_stays_inside(tmp_path):
    rows = [row("a-1", "alpha", urgent="contract over; late delivery (3 voices)", silent=True)]

    assert "contract over; late delivery (3 voices)" in index(tmp_path, rows)
    safe = index(tmp_path, rows, audience="client-safe")
    assert "contract over" not in safe
    assert "no events" not in safe


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


def test_a_client_safe_index_does_not_say_how_many_accounts_there_are_beside_it(tmp_path):
    text = index(tmp_path, facts=replace(FACTS, accounts=168), audience="client-safe")

    assert "168" not in re.sub(r"<style>.*?</style>", "", text, flags=re.S)


def test_the_label_is_the_same_as_that_of_the_reports(tmp_path):
    label = '<span class="label" title="for the team of this engagement only">internal</span>'

    assert label in index(tmp_path)


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

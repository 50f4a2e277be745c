"""Actions in other tools' forms: read back, dangerous text made plain, same bytes each time."""

import csv
import datetime
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.exchange.action_exports import FORMATS, actions_text
from cxworkbench.exchange.calendar_file import actions_calendar
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.register import Entry, Register

DAY = datetime.date(2026, 6, 30)
STAGES = {"st-use": "Use"}


def accepted(key, **fields):
    return Entry(id=key, kind="action", decision="accepted", **({"title": f"Do {key}"} | fields))


def written(name, *entries):
    return actions_text(
        Register(entries=entries), name, as_of=DAY, engagement_id="acme", stages=STAGES
    )


def rows_of(name, *entries):
    return list(csv.DictReader(io.StringIO(written(name, *entries), newline="")))


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_form_holds_the_open_action_and_is_the_same_each_time(form):
    entry = accepted("a", due="2026-09-01", stage_id="st-use", owner="Ada", cost=5.0)
    first, second = written(form.name, entry), written(form.name, entry)

    assert "Do a" in first
    assert first == second


def test_the_table_holds_every_accepted_action_with_unknown_left_empty():
    [done, other] = rows_of(
        "csv",
        accepted("a", progress="done", cost=1200.0, depends_on=(), stage_id="st-use"),
        accepted("b", depends_on=("a",), blocked_by="money, and time"),
    )

    assert (done["progress"], done["cost"], done["stage"]) == ("done", "1200", "Use")
    assert (other["cost"], other["depends on"]) == ("", "a")
    assert other["blocked by"] == "money, and time"


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("jira", ["Summary", "Description", "Issue Type", "Due Date", "Labels"]),
        ("gitlab", ["title", "description", "due_date"]),
        ("azure", ["Work Item Type", "Title", "Description"]),
        ("asana", ["Name", "Description", "Section", "Assignee", "Collaborators", "Start Date",
                   "Due Date"]),
        ("trello", ["Name", "Description", "List", "Due Date", "Labels"]),
    ],
)  # fmt: skip
def test_trackers_get_their_own_headings_and_only_what_is_open(name, heads):
    rows = rows_of(name, accepted("a", due="2026-09-01"), accepted("b", progress="done"))

    assert [list(row) for row in rows] == [heads]


def test_text_that_a_spreadsheet_would_reckon_is_neutralised_in_every_table():
    evil = accepted("a", title='=HYPERLINK("http://x")', recommendation="+1+1", owner="@SUM(A1)")
    for form in FORMATS:
        if not form.file.endswith(".csv"):
            continue
        cells = [cell for row in csv.reader(io.StringIO(written(form.name, evil), newline=""))
                 for cell in row]  # fmt: skip
        assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []


def test_a_tracker_calls_nobody_and_runs_no_command():
    evil = accepted("a", recommendation="/close\n@everyone fixes #12 and !3")
    [row] = rows_of("gitlab", evil)
    [issue] = json.loads(written("github", evil))

    for text in (row["description"], issue["body"]):
        assert not any(line.startswith("/") for line in text.split("\n"))
        assert "@everyone" not in text
        assert "#12" not in text
        assert text.replace("\u200b", "").startswith("/close\n@everyone fixes #12 and !3")


def test_a_calendar_holds_the_due_day_and_no_clock():
    text = written("ics", accepted("a", due="2026-09-01", stage_id="st-use"), accepted("b"))
    lines = unfolded(text)

    assert [line for line in lines if line.startswith(("UID", "DTSTAMP", "DTSTART", "CATEG"))] == [
        "UID:a@acme.cxworkbench",
        "DTSTAMP:20260630T000000Z",
        "DTSTART;VALUE=DATE:20260901",
        "CATEGORIES:Use",
    ]
    assert lines.count("BEGIN:VEVENT") == 1


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_title_is_folded_at_75_octets_and_comes_back(title):
    text = actions_calendar(
        Register(entries=(accepted("a", title=title, due="2026-09-01"),)),
        as_of=DAY,
        engagement_id="acme",
    )
    lines = text.split("\r\n")
    [summary] = [line for line in unfolded(text) if line.startswith("SUMMARY:")]

    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(sign in text.replace("\r\n", "") for sign in "\r\n\x00")
    back = summary.removeprefix("SUMMARY:Due: ")
    plain, at = "", 0
    while at < len(back):
        step = 2 if back[at] == "\\" else 1
        plain += {"\\n": "\n"}.get(back[at : at + step], back[at + step - 1])
        at += step
    kept = title.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        letter for letter in kept if letter in "\n\t" or (letter >= " " and letter != "\x7f")
    )
    assert plain == kept


def test_an_unknown_form_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        written("jirra")
    assert str(refused.value) == (
        "'jirra' is no form of actions. Did you mean 'jira'? There are: csv, ics, jira, gitlab, "
        "github, azure, asana, trello."
    )

"""The fill-in tables are read without a problem, are known to intake, and the workbook is fresh."""

import importlib.util
import re
from pathlib import Path

import pytest

from cxworkbench.exchange.headings import columns_of
from cxworkbench.exchange.map_files import read_map_file
from cxworkbench.ground.resources import shipped
from cxworkbench.ground.tables import read_table, typed
from cxworkbench.intake.aliases import ALIASES
from cxworkbench.intake.interviews import read_interviews
from cxworkbench.intake.kinds import known_kind
from cxworkbench.intake.words import plain

FEEDS = {
    "accounts": "accounts",
    "contacts": "contacts",
    "survey": "voices",
    "tickets": "voices",
    "events": "events",
    "interviews": "voices",
    "observations": "voices",
    "secret-shopping": "voices",
    "reviews": "voices",
    "usage": "events",
}
TOOL = Path(__file__).parents[2] / "tools" / "make_intake_workbook.py"


@pytest.fixture(scope="module")
def maker():
    spec = importlib.util.spec_from_file_location("make_intake_workbook", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def template(name):
    return shipped("templates") / "intake" / name


@pytest.mark.parametrize("name", [*FEEDS, "touchpoints"])
def test_a_fill_in_table_has_two_rows_and_no_problem(name):
    received = read_table(template(f"{name}.csv"))
    _, problems = typed(received)

    assert len(received.frame) == 2
    assert (received.problems, problems) == ((), ())


@pytest.mark.parametrize("name", FEEDS)
def test_intake_knows_every_column_of_a_fill_in_table(name):
    frame = read_table(template(f"{name}.csv")).frame
    kind = known_kind(frame)
    columns = [*ALIASES[FEEDS[name]].items(), *(kind.columns.items() if kind else ())]
    known = {plain(word) for column, words in columns for word in (column, *words)}
    headers = [header for header in frame.columns if header not in ("pros", "cons")]

    assert [header for header in headers if plain(header) not in known] == []


def test_every_column_of_the_touchpoint_table_has_a_place_on_a_map():
    headers = list(read_table(template("touchpoints.csv")).frame.columns)
    journey_map, problems = read_map_file(template("touchpoints.csv"))

    assert sorted(heading for found in columns_of(headers).values() for heading in found) == sorted(
        headers
    )
    assert len(journey_map.statements) == 16
    assert problems == ()


def test_the_workbook_is_what_the_tables_give_and_the_same_each_time(maker):
    first, second = maker.workbook_bytes(), maker.workbook_bytes()

    assert first == second
    assert template("intake.xlsx").read_bytes() == first


@pytest.mark.parametrize("name", [*FEEDS, "touchpoints"])
def test_a_sheet_of_the_workbook_holds_its_table(name):
    sheet = read_table(template("intake.xlsx"), sheet=name).frame

    assert sheet.equals(read_table(template(f"{name}.csv")).frame)


def test_the_workbook_explains_every_column(maker):
    guide = read_table(template("intake.xlsx"), sheet="how to fill in").frame
    explained = set(zip(guide["sheet"], guide["column"], strict=True))
    columns = {
        (name, column)
        for name in maker.TABLES
        for column in read_table(template(f"{name}.csv")).frame.columns
    }

    assert columns <= explained
    assert (guide["what to write"] != "").all()


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("interview-guide.md", "interviews.csv"),
        ("observation-sheet.md", "observations.csv"),
        ("secret-shopping-sheet.md", "secret-shopping.csv"),
    ],
)
def test_a_guide_names_only_columns_that_its_table_has(name, table):
    headers = set(read_table(template(table)).frame.columns)
    text = template(name).read_text(encoding="utf-8")
    named = {word for word in re.findall(r"`([a-z_]+)`", text) if "_" in word}

    assert named <= headers
    assert table in text


def test_the_transcript_to_fill_in_is_read_as_it_is():
    folder = template("interview.md").parent
    interviews = read_interviews(folder, ["interview.md"])
    rows = interviews.frame.to_dict("records")

    assert [problem for problem in interviews.problems if problem.severity != "note"] == []
    assert [row["stage"] for row in rows] == ["Decision", "Implementation"]
    assert {row["account id"] for row in rows} <= set(
        read_table(template("accounts.csv")).frame["account_id"]
    )
    assert {row["contact name"] for row in rows} <= set(
        read_table(template("contacts.csv")).frame["contact_name"]
    )
    assert {row["consent"] for row in rows} == {"anonymous"}

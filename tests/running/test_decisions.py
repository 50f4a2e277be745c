"""Deciding and acting on the command line: what is told, written and refused."""

import json

import pytest
from typer.testing import CliRunner

from cxworkbench.cli import app
from cxworkbench.commands.action_commands import FORMS
from cxworkbench.exchange.action_exports import FORMATS
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.store import load_record, save_record

TOML = 'id = "t"\nname = "T"\nclient = "C"\nas_of = "2026-06-30"\n[[stages]]\nname = "Use"\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "engagement.toml").write_text(TOML, encoding="utf-8")
    entries = (
        Entry(id="p", kind="pain", title="Late", value=8.0, stage_id="st-use"),
        Entry(id="i", kind="insight", title="Late (Till)", because_of=("p",),
              recommendation="Repair the till. Then ask."),
        Entry(id="a", kind="action", title="Call back", because_of=("p",), effort=4, cost=10,
              decision="accepted", due="2026-06-01", stage_id="st-use"),
    )  # fmt: skip
    save_record(Register(entries=entries, budget=20), tmp_path / "maps" / "register.json")
    return tmp_path


def said(*words):
    done = CliRunner().invoke(app, ["register", *(str(word) for word in words)])
    return done.exit_code, done.output


def register_in(folder):
    return load_record(folder / "maps" / "register.json", Register)


def test_the_ranking_tells_shares_and_what_is_unknown(folder):
    code, text = said("rank", folder)

    assert code == 0
    assert text.splitlines() == [
        "1. Call back (score 50.0; first under 100 % of weight settings, among the first 5 under "
        "100 %) [a]"
    ]


def test_an_accepted_recommendation_becomes_an_action(folder):
    entries = [one for one in register_in(folder).entries if one.id != "a"]
    save_record(Register(entries=tuple(entries)), folder / "maps" / "register.json")

    code, text = said("decide", folder, "i", "accept", "--by", "Ada", "--on", "2026-07-01",
                      "--effort", "3")  # fmt: skip

    made = register_in(folder).entries[-1]
    assert (code, text) == (0, f"accepted: Repair the till. [{made.id}]\n")
    assert (made.kind, made.effort, made.progress, made.because_of) == ("action", 3, "open", ("i",))


def test_a_day_that_is_none_changes_nothing(folder):
    before = (folder / "maps" / "register.json").read_bytes()
    code, text = said("decide", folder, "a", "later", "--on", "soon")

    assert code == 2
    assert text == (
        "Nothing was changed: entry 'a' has decided_on 'soon', which is not a date. Dates are "
        "written 2026-12-31.\n"
    )
    assert (folder / "maps" / "register.json").read_bytes() == before


def test_a_decision_that_is_none_is_refused(folder):
    assert said("decide", folder, "a", "perhaps") == (
        2,
        "'perhaps' is no decision. It is one of: accept, reject, later, undecided.\n",
    )


def test_the_plan_tells_the_best_set_and_the_waves(folder):
    code, text = said("plan", folder, "--capacity", "10")

    assert code == 0
    assert text.splitlines() == [
        "Best within 20: 1 action for 10, worth 8.0. Taking most value for the cost first would "
        "miss 0 % of it.",
        "  Call back (10)",
        "Wave 1: 1 action, 4 of 10 person-days",
        "  Call back (no owner)",
    ]


def test_the_action_register_tells_what_is_overdue(folder):
    code, text = said("actions", folder)

    assert code == 0
    assert text.splitlines() == [
        "Use: 1 action, 0 done, 0 in progress, 1 open, 0 blocked, 1 overdue",
        "programme: 1 action, 0 done, 0 in progress, 1 open, 0 blocked, 1 overdue",
        "Overdue by 29 days: Call back (no owner)",
    ]


def test_answers_for_scripts_are_json(folder):
    for command in ("rank", "plan", "actions"):
        code, text = said(command, folder, "--json")
        assert code == 0
        assert "a" in json.dumps(json.loads(text))


def test_the_command_s_list_of_forms_is_what_is_written():
    assert [form.name for form in FORMATS] == list(FORMS)


def test_an_export_says_how_far_it_was_tried(folder):
    code, text = said("export", folder, "--format", "gitlab", "--out", folder / "x.csv")

    assert code == 0
    assert text.endswith("as the vendor documents it; not tried in the vendor's product).\n")
    assert (folder / "x.csv").read_text(encoding="utf-8").startswith("title,description,due_date")


def test_without_a_map_there_is_no_map_to_be(folder):
    code, text = said("to-be", folder)

    assert code == 2
    assert text.startswith("People keep no map here yet, and the map to be begins with it.")

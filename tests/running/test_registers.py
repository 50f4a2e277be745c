"""The register on the command line: causes, approvals, and what is missing."""

import pytest
from typer.testing import CliRunner

from cxworkbench.cli import app
from cxworkbench.intake.building import current_evidence
from cxworkbench.records.approving import is_read
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.store import load_record, save_record
from cxworkbench.running.manifest import Line, append_line
from cxworkbench.running.registers import own_register


@pytest.fixture
def acme(tmp_path, monkeypatch):
    """An engagement of two stages with one voice and a register of two pains and an insight."""
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))
    folder = tmp_path / "acme"
    (folder / "data").mkdir(parents=True)
    (folder / "engagement.toml").write_text(
        'schema_version = 1\nid = "acme"\nname = "Acme"\nclient = "Acme"\nas_of = "2026-06-30"\n'
        '[[stages]]\nname = "Buy"\n[[stages]]\nname = "Use"\n'
        '[[tables]]\nname = "accounts"\nfile = "accounts.csv"\nfeeds = "accounts"\n'
        '[[tables]]\nname = "survey"\nfile = "survey.csv"\nfeeds = "voices"\nmethod = "survey"\n'
        '[tables.columns]\naccount_id = "account_id"\nsaid_at = "said_at"\ntext = "text"\n'
    )
    (folder / "data" / "accounts.csv").write_text("account_id,name\nA-1,Anton\n")
    (folder / "data" / "survey.csv").write_text("account_id,said_at,text\nA-1,2026-05-01,Slow\n")
    save_record(
        Register(
            entries=(
                Entry(id="p", kind="pain", title="Slow till", value=20.0),
                Entry(id="q", kind="pain", title="Wrong bill", value=10.0),
                Entry(id="i", kind="insight", title="Till", stage_id="st-use", because_of=("p",),
                      recommendation="Mend it", made_by="insight from a pain"),
            )
        ),
        folder / "maps" / "register.json",
    )  # fmt: skip
    return folder


def done(*words):
    """Exit status and what is printed, whichever way."""
    told = CliRunner().invoke(app, ["register", *(str(word) for word in words)])
    return told.exit_code, (told.stdout + told.stderr).strip()


def test_whys_are_entered_linked_and_judged_and_read_back(acme):
    voice = current_evidence(acme).evidence.voices["voice_id"].item()
    done("cause", "add", acme, "Slow till", "Typed twice", "--kind", "process")
    done("cause", "add", acme, "Typed twice", "Two systems", "--kind", "technology")
    assert done("cause", "link", acme, "Two systems", "Wrong bill") == (
        0, "Linked: it explains 'Wrong bill' too.",
    )  # fmt: skip
    done("cause", "evidence", acme, "Two systems", voice)

    assert done("cause", "change", acme, "Two systems", "--status", "supported") == (
        0, "why? Two systems (technology; supported; 1 piece for, 0 against) [cause-two-systems]",
    )  # fmt: skip
    assert done("why", acme, "Slow till") == (
        0,
        "Slow till (pain) [p]\n"
        "  why? Typed twice (process; hypothesis; 0 pieces for, 0 against) [cause-typed-twice]\n"
        "    why? Two systems (technology; supported; 1 piece for, 0 against) [cause-two-systems]",
    )
    assert done("causes", acme) == (
        0,
        "1. Two systems (technology; supported): 2 pains, 2 of them not explained above; 2 "
        "explained so far (100 % of all).",
    )


def test_a_removed_cause_says_what_follows_it_and_its_links_are_counted(acme):
    done("cause", "add", acme, "Slow till", "Typed twice")
    done("cause", "add", acme, "Typed twice", "Two systems")

    assert done("cause", "remove", acme, "Typed twice") == (
        0,
        "'Typed twice' is out of the register, with its 0 links to evidence. What it explained is "
        "explained by what lay below it.",
    )
    assert done("cause", "move", acme, "Two systems", "Slow till", "Wrong bill")[0] == 0
    assert done("cause", "unlink", acme, "Two systems", "Wrong bill")[0] == 0
    assert [one.caused_by for one in own_register(acme).entries] == [()] * 4


def test_what_is_refused_changes_no_file(acme):
    before = (acme / "maps" / "register.json").read_bytes()

    assert done("cause", "add", acme, "Slow till", "Why", "--evidence", "v9") == (
        2,
        "1 id of no evidence here: 'v9'. Ids of voices and events stand in the report's list of "
        "evidence and in evidence/.",
    )
    assert done("cause", "change", acme, "Why")[0] == 2
    assert done("approve", acme, "insight from a pain")[0] == 2
    assert (acme / "maps" / "register.json").read_bytes() == before


def test_an_approved_rule_and_a_confirmed_entry_are_kept_in_the_file(acme):
    told = done("approve", acme, "insight from a pain", "--by", "Anna", "--on", "2026-07-01")

    assert told == (
        0,
        "Anna approved “insight from a pain” on 2026-07-01: its drafts count as read (1 draft now)"
        ", and so will those of later runs. Pages say so.",
    )
    register = load_record(acme / "maps" / "register.json", Register)
    assert is_read(register, register.entries[2])
    assert "Approved by Anna on 2026-07-01." in done("rules", acme)[1]
    assert "insight: Till (draft, its rule is approved) [i]" in done("list", acme)[1]
    done("withdraw", acme, "insight from a pain")
    assert done("confirm", acme, "Till") == (0, "1 entry confirmed.")
    assert "insight: Till (confirmed) [i]" in done("list", acme, "--kind", "insight")[1]


def test_the_check_stops_until_each_stage_has_a_word(acme):
    status, told = done("check", acme)

    assert status == 1
    assert told.splitlines()[0] == (
        "The stage Buy has no insight, and nothing says why none was found."
    )
    assert "Nothing is recommended for: Wrong bill" in told
    assert done("none", acme, "Buy", "--because", "Nobody bought in this year") == (
        0, "Buy: None found, because nobody bought in this year",
    )  # fmt: skip
    assert done("check", acme)[0] == 0


def test_the_tree_is_drawn_to_a_file(acme, tmp_path):
    done("cause", "add", acme, "Slow till", "Typed twice")

    status, told = done("tree", acme, "--out", tmp_path / "tree.svg")

    assert (status, told.splitlines()[0]) == (
        0, "1 cause under 1 finding, up to 1 why deep: 0 supported, 0 refuted, 0 only suggested.",
    )  # fmt: skip
    assert "Typed twice" in (tmp_path / "tree.svg").read_text("utf-8")


def test_drafts_of_a_run_come_in_and_what_people_did_stays(acme):
    assert done("accept", acme) == (
        2,
        f"No run of {acme} drafted insights. Run part 3 first: cxworkbench run {acme} --part "
        "insights",
    )
    run = acme / "runs" / "r1"
    save_record(
        Register(entries=(
            Entry(id="p", kind="pain", title="Slow till", value=30.0),
            Entry(id="n", kind="insight", title="New", recommendation="Do"),
        )),
        run / "all" / "register.json",
    )  # fmt: skip
    line = Line("all", "k", "ok", 1.0, "2026-07-01T00:00:00+00:00")
    append_line(run / "manifest.jsonl", line)
    done("confirm", acme, "Slow till")

    status, told = done("accept", acme)
    assert (status, told.splitlines()[0]) == (
        0, "The register holds 4 entries, 2 insights among them.",
    )  # fmt: skip
    assert own_register(acme).entries[0].value == 20.0


def test_a_folder_without_a_register_says_what_to_do(acme):
    (acme / "maps" / "register.json").unlink()

    assert done("why", acme) == (
        2,
        f"{acme} keeps no register yet. Run part 3 and accept what it drafts: cxworkbench register "
        f"accept {acme}",
    )

"""The door: commands, their answers, their exit status, and how they say what is wrong."""

import json
import re
import subprocess
import sys

import pandas as pd
import pytest
from typer.testing import CliRunner

from cxworkbench.cli import app
from cxworkbench.intake.building import current_evidence
from cxworkbench.intake.keys import open_keyring, use_key_file

COMMANDS = (
    "demo",
    "new",
    "check",
    "status",
    "run",
    "batch",
    "lab",
    "who",
    "doctor",
    "map import",
    "map export",
    "map picture",
    "map accept",
    "map workbook",
    "map diff",
    "map merge",
    "map review",
    "map mode",
    "map stage",
    "map template",
    "coding export",
    "coding import",
    "coding agreement",
    "register list",
    "register why",
    "register causes",
    "register accept",
    "register confirm",
    "register import",
    "register rules",
    "register approve",
    "register withdraw",
    "register check",
    "register none",
    "register tree",
    "register rank",
    "register decide",
    "register plan",
    "register actions",
    "register export",
    "register to-be",
    "register cause",
)
GROUPS = ("map", "coding", "register")  # commands with commands below them
DEEPER = ("map stage rename", "map stage reorder", "map stage merge", "map stage changes",
          "map stage list", "map stage dive", "map template list",
          "map template save", "register cause add", "register cause change",
          "register cause evidence", "register cause link", "register cause unlink",
          "register cause move", "register cause remove")  # fmt: skip


def said(*words):
    """What a command answers: exit status, what it prints, what it says is wrong."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(autouse=True)
def _own_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))


@pytest.fixture
def acme(tmp_path):
    """An engagement of one account and one answer."""
    folder = tmp_path / "acme"
    (folder / "data").mkdir(parents=True)
    (folder / "engagement.toml").write_text(
        'schema_version = 1\nid = "acme"\nname = "Acme"\nclient = "Acme"\nas_of = "2026-06-30"\n'
        '[[tables]]\nname = "accounts"\nfile = "accounts.csv"\nfeeds = "accounts"\n'
        '[[tables]]\nname = "survey"\nfile = "survey.csv"\nfeeds = "voices"\nmethod = "survey"\n'
        '[tables.columns]\naccount_id = "account_id"\nsaid_at = "said_at"\ntext = "text"\n'
    )
    (folder / "data" / "accounts.csv").write_text("account_id,name\nA-1,Anton\n")
    (folder / "data" / "survey.csv").write_text(
        "account_id,said_at,text\nA-1,2026-05-01,Slow\nA-1,31.02.2026,Slower\n"
    )
    return folder


@pytest.mark.parametrize("command", [*COMMANDS, *DEEPER])
def test_every_command_has_help_with_an_example_of_itself(command):
    status, text, _ = said(*command.split(), "--help")

    assert status == 0
    assert f"Example: cxworkbench {command}" in text


def test_the_list_of_commands_is_the_one_that_is_tested():
    _, text, _ = said("--help")
    listed = _commands_in(text)
    below = [
        f"{group} {name}" for group in GROUPS for name in _commands_in(said(group, "--help")[1])
    ]

    assert listed[-len(GROUPS) :] == list(GROUPS)
    assert [*listed[: -len(GROUPS)], *below] == list(COMMANDS)
    for group in ("map stage", "map template"):
        named = [f"{group} {name}" for name in _commands_in(said(*group.split(), "--help")[1])]
        assert named == [one for one in DEEPER if one.startswith(group)]


def _commands_in(text):
    return re.findall(r"^  ([a-z-]+)  ", text.split("Commands:")[1], re.MULTILINE)


def test_help_is_quick_and_loads_nothing_heavy():
    code = (
        "import sys; from typer.testing import CliRunner; from cxworkbench.cli import app;"
        "CliRunner().invoke(app, ['--help']);"
        "print(sorted({'pandas','pydantic','numpy','papermill','altair'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_the_version_is_told():
    assert said("--version") == (0, "0.1.0\n", "")


def test_a_misspelt_command_is_answered_with_the_right_one():
    status, _, wrong = said("bach")

    assert status == 2
    assert "No such command 'bach'. Did you mean 'batch'?" in wrong


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (
            ["batch", "{acme}", "--jobs", "0"],
            2,
            "jobs is 0, and at least 1 is needed. Leave it out for 2.",
        ),
        (
            ["batch", "{acme}", "--formats", "odp"],
            2,
            "There is no format 'odp'. There is html, pdf, deck, workbook, poster.",
        ),
        (
            ["batch", "{acme}", "--audience", "clients"],
            2,
            "There is no audience 'clients'. Did you mean 'client-safe'? "
            "There is internal, client-safe.",
        ),
        (
            ["batch", "{acme}", "--engagements", "{acme}"],
            2,
            "--engagements makes one report for each engagement, so it takes no folder, no "
            "--accounts, no --key and no --resume. Leave those out, or leave --engagements out.",
        ),
        (
            ["batch", "--engagements", "{acme}"],
            2,
            "{acme} holds no engagements: no folder in it has an engagement.toml. "
            "Give the folder that holds the engagements' folders.",
        ),
        (
            ["run", "{acme}", "--part", "reserch"],
            2,
            "There is no part 'reserch'. Did you mean 'research'? "
            "The parts are research, map, insights.",
        ),
        (
            ["run", "{acme}", "-p", "segmnt=mid"],
            2,
            "1_segment_data.ipynb, 2_build_map.ipynb and 3_generate_insights.ipynb have no "
            "parameter 'segmnt'. Did you mean 'segment'? They take: engagement, account, segment, "
            "as_of, window_days, seed, out.",
        ),
        (
            ["run", "{acme}", "-p", "account=A1"],
            2,
            "acme has no account 'A1'. Did you mean 'A-1'? There are: all, A-1.",
        ),
        (
            ["map", "accept", "{acme}"],
            2,
            "No run of {acme} proposes a map. Run cxworkbench run {acme} first, or give a map "
            "with --proposal.",
        ),
        (
            ["status", "{acme}/data"],
            2,
            "{acme}/data holds no engagement.toml, so it is no engagement. "
            "Give an engagement's folder, or make one with cxworkbench new.",
        ),
        (
            ["batch", "{acme}", "--accounts", "{acme}/data/survey.csv"],
            2,
            "survey.csv: 1 of 1 account ids stand there more than once: 'A-1'. "
            "Each account gets one report. Keep one row of each.",
        ),
    ],
)
def test_what_is_wrong_is_one_message_and_no_traceback(words, status, message, acme):
    words = [word.format(acme=acme) for word in words]

    assert said(*words) == (status, "", message.format(acme=acme) + "\n")


@pytest.mark.parametrize(
    "words",
    [
        ["batch", "{acme}", "--accounts", "{acme}/no.csv"],
        ["new", "{acme}/new", "--touchpoints", "{acme}/no.csv"],
        ["map", "import", "{acme}/no.csv", "{acme}"],
        ["who", "contact-1", "--key", "{acme}/no.csv"],
    ],
)
def test_a_file_named_in_a_command_that_is_not_there_is_a_wrong_word(words, acme):
    status, _, wrong = said(*(word.format(acme=acme) for word in words))

    assert status == 2
    assert wrong == f"There is no file {acme}/no.csv. Check its name and its folder.\n"


def test_reports_that_cannot_be_written_are_told_before_anything_runs(acme):
    status, _, wrong = said("batch", acme, "--out", acme / "engagement.toml")

    assert status == 2
    assert wrong.startswith(f"Reports cannot be written to {acme / 'engagement.toml'}: ")
    assert not (acme / "runs").exists()


def test_jobs_that_are_no_number_are_refused(acme):
    assert said("batch", acme, "--jobs", "abc") == (
        2,
        "",
        "--jobs is 'abc'. It is a whole number from 1 on.\n",
    )


def test_a_check_that_is_stopped_says_so(acme, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("cxworkbench.running.checks.check_all", stop)

    assert said("check", acme) == (
        130,
        "",
        "Stopped: cxworkbench check. What was finished stays, and nothing is half written. "
        "Give the command again to do the rest.\n",
    )


def test_debug_shows_where_it_stopped(acme):
    done = CliRunner().invoke(app, ["batch", str(acme), "--jobs", "0", "--debug"])

    assert type(done.exception).__name__ == "ParameterProblem"


def test_a_file_that_cannot_be_opened_is_a_message(acme):
    (acme / "engagement.toml").unlink()
    (acme / "engagement.toml").mkdir()

    status, text, wrong = said("check", acme)

    assert (status, text) == (1, "")
    assert "Traceback" not in wrong
    assert "engagement.toml" in wrong


def test_check_names_file_row_column_and_remedy_and_ends_with_1(acme):
    status, text, _ = said("check", acme)

    assert status == 1
    assert (
        "survey.csv, row 3, said_at: '31.02.2026'. Rule: is a date. "
        "To do: write the day as YEAR-MONTH-DAY, for example 2026-02-28" in text
    )
    assert "survey.csv, consent: '2 statements in words'" in text
    assert text.startswith("1 could not be used; 1 note.\n")
    assert text.endswith("1 could not be used; 1 note.\n")


def test_check_as_json_holds_every_list(acme):
    status, text, _ = said("check", acme, "--json")

    found = json.loads(text)
    assert status == 1
    assert found["refused"] == 1
    refused = [one["row"] for one in found["problems"] if one["severity"] == "refused"]
    assert refused == [3]
    assert {row["header"]: row["column"] for row in found["mapping"]}["said_at"] == "said_at"


def test_consent_is_written_where_it_is_said_and_never_asked_of_a_script(acme):
    assert "Consent" not in said("check", acme, "--write")[1]

    text = said("check", acme, "--write", "--consent", "anonymous")[1]

    assert text.startswith("Consent: anonymous, in engagement.toml under [privacy].\n")
    assert "may be quoted" not in text
    assert 'consent = "anonymous"' in (acme / "engagement.toml").read_text(encoding="utf-8")


def test_consent_is_asked_in_a_terminal_until_the_answer_is_one_of_the_words(acme, monkeypatch):
    monkeypatch.setattr("cxworkbench.cli._in_terminal", lambda: True)

    done = CliRunner().invoke(app, ["check", str(acme), "--write"], input="maybe\nNamed\n")

    assert done.stdout.startswith(
        "May people's words in survey be quoted? No file says so.\n"
        "  none       their words are counted and read, and quoted nowhere\n"
    )
    assert "Answer with one of none, anonymous, named.\n" in done.stdout
    assert "Consent: named, in engagement.toml under [privacy].\n" in done.stdout
    again = CliRunner().invoke(app, ["check", str(acme), "--write"])
    assert "May people's words" not in again.stdout


def test_consent_in_other_words_or_without_write_is_refused(acme):
    before = (acme / "engagement.toml").read_bytes()

    assert said("check", acme, "--write", "--consent", "anonymus")[2] == (
        "consent is 'anonymus'. Did you mean 'anonymous'? It is one of none, anonymous, named.\n"
    )
    assert said("check", acme, "--consent", "none")[::2] == (
        2,
        "--consent is written into engagement.toml, and a check only looks. Give --write too.\n",
    )
    assert (acme / "engagement.toml").read_bytes() == before


def test_check_ends_with_0_when_everything_was_used(acme):
    path = acme / "data" / "survey.csv"
    path.write_text(path.read_text().replace("31.02.2026", "2026-05-02"))

    assert said("check", acme)[0] == 0


def test_doctor_says_what_there_is(tmp_path):
    status, text, _ = said("doctor")

    assert status == 0
    assert f"ok        key folder: {tmp_path / 'keys'}" in text
    found = json.loads(said("doctor", "--json")[1])
    assert {one["state"] for one in found} <= {"ok", "optional"}


def test_a_told_command_quotes_a_path_with_a_blank(tmp_path):
    folder = tmp_path / "na me"

    status, text, _ = said("new", folder, "--template", "renewal")

    assert (status, text) == (0, f"Engagement: {folder}\nNext: cxworkbench check '{folder}'\n")
    assert f"Run cxworkbench run '{folder}' first" in said("map", "accept", folder)[2]


def test_new_lays_down_a_folder_and_says_what_is_next(tmp_path):
    folder = tmp_path / "new"

    status, text, _ = said("new", folder, "--template", "renewal")

    assert (status, text) == (0, f"Engagement: {folder}\nNext: cxworkbench check {folder}\n")
    assert (folder / "maps" / "journey.map.json").is_file()


def test_new_with_own_notebooks_names_them(tmp_path):
    folder = tmp_path / "new"

    _, text, _ = said("new", folder, "--copy-notebooks")

    assert f"Notebook: {folder / 'notebooks' / '2_build_map.ipynb'}" in text.splitlines()


def test_a_list_of_touchpoints_becomes_the_map_and_a_second_one_a_proposal(acme, tmp_path):
    listed = tmp_path / "ours.csv"
    listed.write_text("stage,touchpoint\nDecision,Quote\nPost-Purchase,Support line\n")

    first = said("map", "import", listed, acme)
    second = said("map", "import", listed, acme)

    assert first[0] == 0
    assert first[1].startswith("ours.csv: 2 touchpoints in ")
    proposal = acme / "runs" / "imported" / "ours.map.json"
    assert f"Accept:  cxworkbench map accept {acme} --proposal {proposal}" in second[1]
    assert said("map", "diff", acme, proposal)[1] == "The two versions say the same.\n"
    assert said("map", "diff", acme, proposal, "--fields")[1] == "0 differences.\n"
    assert said("map", "accept", acme, "--proposal", proposal)[0] == 0


def test_a_map_is_reviewed(acme, tmp_path):
    listed = tmp_path / "ours.csv"
    listed.write_text("stage,touchpoint\nDecision,Quote\nPost-Purchase,Support line\n")
    said("map", "import", listed, acme)

    status, text, _ = said("map", "review", acme)
    review = json.loads(said("map", "review", acme, "--json")[1])
    notes = review["notes"]

    assert status == 1  # nothing on the map rests on evidence, which is grave
    assert notes[0]["rule"] == "assumption-based"
    assert text.startswith(f"The map scores {review['score']} of 100 on method: {len(notes)} notes")
    assert len(text.splitlines()) == 1 + len(notes)


def test_a_rule_of_method_is_off_with_its_reason_and_never_without(acme, tmp_path):
    listed = tmp_path / "ours.csv"
    listed.write_text("stage,touchpoint\nDecision,Quote\nPost-Purchase,Support line\n")
    said("map", "import", listed, acme)
    file = acme / "engagement.toml"
    before = file.read_text("utf-8")

    file.write_text(before + '\n[rules_off]\n"assumption-based" = "A first workshop."\n', "utf-8")
    status, text, _ = said("map", "review", acme)
    file.write_text(before + '\n[rules_off]\n"assumption-base" = "A workshop."\n', "utf-8")
    unknown = said("map", "review", acme)
    file.write_text(before + '\n[rules_off]\n"assumption-based" = " "\n', "utf-8")
    bare = said("map", "review", acme)

    assert text.endswith("Off: assumption-based. Reason: A first workshop.\n")
    assert (
        "rules_off names the rule 'assumption-base', which does not exist. Did you mean "
        in (unknown[2])
    )
    assert "rules_off['assumption-based'] has no reason." in bare[2]
    assert (status, unknown[0], bare[0]) == (0, 1, 1)


def test_who_is_looked_up_in_the_key_file(acme):
    status, _, wrong = said("who", "contact-1")

    assert status == 2
    assert wrong.startswith("'contact-1' is not in ")


CONTACTS = (
    '[[tables]]\nname = "people"\nfile = "people.csv"\nfeeds = "contacts"\n',
    "account_id,contact_id,name,email,role\nA-1,p1,Ada Lovelace,ada@x.example,user\n",
)


@pytest.fixture
def people(acme, monkeypatch):
    """The engagement with one contact, and no key named yet."""
    monkeypatch.setenv("CXWORKBENCH_KEY", "")
    toml = acme / "engagement.toml"
    toml.write_text(toml.read_text() + CONTACTS[0])
    (acme / "data" / "people.csv").write_text(CONTACTS[1])
    return acme


def pseudonym_in(folder):
    return pd.read_parquet(folder / "evidence" / "contacts.parquet")["contact_id"].item()


def test_a_key_of_ones_own_makes_the_pseudonyms_and_looks_them_up(people, tmp_path, monkeypatch):
    key = tmp_path / "safe" / "acme.json"
    use_key_file(key, people)
    current_evidence(people)
    monkeypatch.setenv("CXWORKBENCH_KEY", "")

    status, text, _ = said("who", pseudonym_in(people), "--key", key)

    assert (status, text) == (0, "Ada Lovelace, ada@x.example, p1\n")
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize(
    "words", [["check"], ["status"], ["run"], ["batch"], ["lab", "--no-browser"]]
)
def test_a_key_inside_the_engagement_is_refused_by_every_command(people, words):
    key = people / "key.json"

    status, _, wrong = said(words[0], people, *words[1:], "--key", key)

    assert status == 2
    assert wrong == (
        f"The key file {key} lies inside the engagement {people}. Whoever is given the folder "
        "could undo every pseudonym. Choose a place elsewhere (--key or CXWORKBENCH_KEYS).\n"
    )


def test_a_new_engagement_says_which_key_goes_with_it(tmp_path, monkeypatch):
    monkeypatch.setenv("CXWORKBENCH_KEY", "")
    folder, key = tmp_path / "acme", tmp_path / "acme.json"

    _, text, _ = said("new", folder, "--key", key)
    status, _, wrong = said("new", tmp_path / "other", "--key", tmp_path / "other" / "key.json")

    assert text.endswith(f"Next: cxworkbench check {folder} --key {key}\n")
    assert status == 2
    assert "lies inside the engagement" in wrong


def test_a_key_that_was_lost_or_moved_is_told_with_two_ways_out(people, tmp_path, monkeypatch):
    key = tmp_path / "acme.json"
    use_key_file(key, people)
    current_evidence(people)
    key.rename(tmp_path / "moved.json")

    status, _, wrong = said("run", people, "--key", key)
    _, text, _ = said("who", pseudonym_in(people), "--key", tmp_path / "moved.json")

    assert status == 2
    assert wrong == (
        f"The key file of this engagement is not at {key}, and the pseudonyms in "
        f"{people / 'evidence'} were made with it. If you have it elsewhere, name it: --key FILE. "
        "If it is lost, remove the folder evidence: new pseudonyms are made, and those in reports "
        "made so far can be looked up no more.\n"
    )
    assert text.startswith("Ada Lovelace")


def test_the_key_of_another_engagement_and_another_key_are_refused(people, tmp_path, monkeypatch):
    monkeypatch.setenv("CXWORKBENCH_KEY", "")
    current_evidence(people)
    open_keyring("acme", people, key_file=tmp_path / "wrong.json")
    open_keyring("other", people, key_file=tmp_path / "other.json")

    _, _, wrong = said("run", people, "--key", tmp_path / "wrong.json")
    _, _, others = said("check", people, "--key", tmp_path / "other.json")

    assert wrong.startswith(
        f"The key file {tmp_path / 'wrong.json'} is not the one that made the pseudonyms in "
        f"{people / 'evidence'}. If you have it elsewhere, name it: --key FILE. "
    )
    assert others == (
        f"The key file {tmp_path / 'other.json'} is of the engagement 'other', and this one is "
        "'acme'. Each has a key of its own, so that nobody can be followed from one to the other. "
        "Name another file with --key.\n"
    )


def test_an_engagement_that_was_handed_on_opens_without_its_key(people, monkeypatch, tmp_path):
    monkeypatch.setenv("CXWORKBENCH_KEY", "")
    current_evidence(people)
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "of-a-colleague"))

    status, _, wrong = said("status", people)

    assert (status, wrong) == (0, "")
    assert not (tmp_path / "of-a-colleague").exists()


@pytest.mark.parametrize("words", [["--help"], ["map", "--help"]])
def test_no_command_is_told_by_half_a_sentence(words):
    commands = CliRunner().invoke(app, words).stdout.partition("Commands:")[2]

    assert commands
    assert "..." not in commands

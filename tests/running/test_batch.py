"""A batch makes one report for each account, and an index, whatever happens to one of them."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.running import planning
from cxworkbench.running.batch import run_batch
from cxworkbench.running.manifest import read_lines
from cxworkbench.running.planning import plan_run, prepare_reports
from cxworkbench.running.summary import batch_summary, describe_batch

pytestmark = pytest.mark.notebooks


@pytest.fixture(autouse=True)
def _same_versions(monkeypatch):
    """The code may be edited between two runs of a test; its hash is tested by itself."""
    monkeypatch.setattr(planning, "versions", lambda: {"cxworkbench": "as tested"})


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.jsonl"
    }


def test_one_account_that_fails_is_told_and_the_others_have_their_report(mini):
    done = run_batch(mini, jobs=2)

    assert [(line.account, line.status) for line in done.lines] == [
        ("A-1", "ok"),
        ("BAD", "failed"),
        ("007", "ok"),
    ]
    reports = {path.relative_to(mini).as_posix() for path in (mini / "reports").rglob("*.html")}
    assert reports == {
        "reports/index.html",
        "reports/report.html",
        "reports/007/report.html",
        "reports/A-1_/report.html",
    }
    index = (mini / "reports" / "index.html").read_text("utf-8")
    assert "only one segment has accounts, and a comparison needs two" in index
    assert "Bad &amp; Sons" in index
    assert "This is about A-1." in (mini / "reports" / "A-1_" / "report.html").read_text("utf-8")
    assert describe_batch(done) == (
        "2 of 3 account reports, and one of all accounts together.\n"
        "1 failed:\n"
        '  BAD: 2_build_map.ipynb stopped in cell 5 ("## Segments side by side"): '
        "only one segment has accounts, and a comparison needs two. The run so far is in "
        f"runs/{done.run.name}/accounts/BAD_/2_build_map.stopped.ipynb.\n"
        f"All accounts together: {mini / 'reports' / 'report.html'}\n"
        f"Index: {done.index}"
    )
    assert batch_summary(done)["all_accounts"] == str(mini / "reports" / "report.html")
    assert '<a href="./report.html">All accounts together</a>' in index
    assert batch_summary(done)["failed"][0]["account"] == "BAD"


def test_the_manifest_tells_inputs_parameters_versions_seed_status_seconds_and_outputs(mini):
    done = run_batch(mini, accounts=["007"])

    whole, one = read_lines(done.manifest)
    assert (whole.account, one.account) == ("all", "007")
    assert set(one.inputs) == {"data/accounts.csv", "data/survey.csv", "engagement.toml"}
    assert one.parameters == {
        "account": "007",
        "segment": "all",
        "as_of": "",
        "window_days": 365,
        "seed": 1,
    }
    assert (one.seed, one.status, one.error) == (1, "ok", "")
    assert one.versions == {"cxworkbench": "as tested"}
    assert one.seconds > 0
    run = f"runs/{done.run.name}/accounts/007"
    assert set(one.outputs) == {
        f"{run}/1_segment_data.ipynb",
        f"{run}/2_build_map.ipynb",
        f"{run}/3_generate_insights.ipynb",
        f"{run}/told/1_research.json",
        "reports/007/report.html",
    }


def test_the_same_batch_twice_writes_the_same_bytes(mini):
    run_batch(mini, accounts=["A-1", "007"])
    first = files_of(mini)

    run_batch(mini, accounts=["A-1", "007"], jobs=1)

    assert files_of(mini) == first
    assert len([name for name in first if name.endswith("report.html")]) == 3


def test_resume_does_only_what_is_not_done(mini):
    run_batch(mini)
    (mini / "reports" / "007" / "report.html").write_text("changed by hand")
    planned = []

    done = run_batch(mini, resume=True, on_plan=planned.append)

    # 007's report was changed and BAD had failed; A-1 and all accounts together are as they were.
    assert planned == [2]
    assert done.skipped == 1
    assert [line.status for line in done.lines] == ["ok", "failed", "ok"]
    assert "changed by hand" not in (mini / "reports" / "007" / "report.html").read_text()


def test_resume_begins_anew_when_an_input_changed(mini):
    run_batch(mini, accounts=["007"])
    with (mini / "data" / "survey.csv").open("a") as file:
        file.write("007,2026-05-03,Better\n")
    planned = []

    run_batch(mini, accounts=["007"], resume=True, on_plan=planned.append)

    assert planned == [2]


def test_a_failed_account_leaves_no_report_of_an_earlier_run(mini):
    old = mini / "reports" / "BAD_" / "report.html"
    old.parent.mkdir(parents=True)
    old.write_text("from last year")

    run_batch(mini, accounts=["BAD"])

    assert not old.exists()


def test_reports_go_elsewhere_and_the_index_leads_to_them(mini, tmp_path):
    done = run_batch(mini, accounts=["007"], reports=tmp_path / "out")

    assert done.index == tmp_path / "out" / "index.html"
    assert 'href="./007/report.html"' in done.index.read_text("utf-8")
    assert not (mini / "reports").exists()


def test_client_safe_reports_lie_in_a_folder_of_their_own(mini):
    run_batch(mini, accounts=["007"])
    before = files_of(mini / "reports")

    done = run_batch(mini, accounts=["007"], audience="client-safe")

    place = mini / "reports" / "client-safe"
    assert done.index == place / "index.html"
    assert (place / "007" / "report.html").is_file()
    after = files_of(mini / "reports")
    assert {k: v for k, v in after.items() if not k.startswith("client-safe/")} == before
    assert plan_run(mini).job("client-safe").reports != place


def test_a_folder_with_reports_of_the_other_audience_is_refused(mini):
    prepare_reports(mini / "out", "internal")
    prepare_reports(mini / "out", "internal")

    with pytest.raises(ParameterProblem) as refused:
        run_batch(mini, accounts=["007"], audience="client-safe", reports=mini / "out")

    assert str(refused.value).startswith(
        f"{mini / 'out'} holds internal reports, and these are client-safe. "
    )
    assert not (mini / "runs").exists()


def test_an_account_called_all_fails_by_its_row_and_the_others_go_on(mini):
    with (mini / "data" / "accounts.csv").open("a") as file:
        file.write("all,All & Co,5\n")

    done = run_batch(mini)

    assert [line.status for line in (done.whole, *done.lines)] == [
        "ok", "ok", "failed", "ok", "failed",
    ]  # fmt: skip
    assert done.lines[-1].message == (
        "accounts.csv, row 5: an account has the id 'all', which here means every account, so it "
        "has no report of its own. Give that account another id in the received files."
    )
    assert [line.account for line in read_lines(done.manifest)].count("all") == 1


def test_every_account_is_checked_before_the_first_is_begun(mini):
    with pytest.raises(ParameterProblem) as refused:
        run_batch(mini, accounts=["007", "A-2"])

    assert str(refused.value) == (
        "1 of the accounts asked for is not in the engagement: 'A-2'. Did you mean 'A-1'? "
        "There are 3: 'A-1', 'BAD', '007'. Correct the list and start again; nothing was begun."
    )
    assert not (mini / "runs").exists()


def test_a_kernel_that_is_killed_fails_one_account(tmp_path, make_engagement):
    folder = make_engagement(tmp_path / "mini", "ends_its_process")

    done = run_batch(folder, accounts=["BAD", "007"])

    assert [line.status for line in (done.whole, *done.lines)] == ["failed", "failed", "ok"]
    assert "(signal 9, as happens when memory runs out)" in done.lines[0].error


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
def hears_ctrl_c():
    """Undo that a shell lets what it starts in the background hear no Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(tmp_path, make_engagement):
    folder = make_engagement(tmp_path / "mini", "no_parameters", "slow")
    command = [sys.executable, "-m", "cxworkbench.cli", "batch", str(folder)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, preexec_fn=hears_ctrl_c
    ) as process:
        until = time.monotonic() + 60
        first = folder / "runs"
        while not list(first.glob("*/all/1_segment_data.ipynb")) and time.monotonic() < until:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, wrong = process.communicate(timeout=180)

    assert process.returncode == 130
    assert wrong == (
        "Stopped: 0 of 4 runs were done, and they stay. "
        f"To go on: cxworkbench batch {folder} --resume\n"
    )


def test_debug_shows_where_an_account_stopped(mini):
    command = [sys.executable, "-m", "cxworkbench.cli", "run", str(mini), "--part", "map"]
    words = ["-p", "account=BAD", "--debug"]

    done = subprocess.run([*command, *words], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "in to_its_end" in done.stderr


def test_the_command_answers_as_json_and_ends_with_1_when_one_failed(mini):
    done = subprocess.run(
        [sys.executable, "-m", "cxworkbench.cli", "batch", str(mini), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )

    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert done.stderr == ""
    assert (found["accounts"], found["reports"], found["skipped"]) == (3, 2, 0)
    assert [one["account"] for one in found["failed"]] == ["BAD"]

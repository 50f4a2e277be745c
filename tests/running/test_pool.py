"""Worker processes do jobs; one that dies costs one job and is replaced."""

import os
import time

import psutil
import pytest

from cxworkbench.running.pool import run_jobs

pytestmark = pytest.mark.notebooks


def processes_in(folder):
    """Processes whose working folder is this one: kernels of its notebooks."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(folder):
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


def wait_for(condition, seconds=20.0):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    return condition()


def by_account(outcomes):
    return {outcome.name: outcome for outcome in outcomes}


def test_every_job_ends_and_one_that_fails_stops_no_other(job_for):
    jobs = [job_for(name, "breaks_for_one_account") for name in ("a1", "BAD", "a2")]

    found = by_account(run_jobs(jobs, workers=2))

    assert {name: outcome.ok for name, outcome in found.items()} == {
        "a1": True,
        "BAD": False,
        "a2": True,
    }
    assert found["BAD"].message == (
        'breaks_for_one_account.ipynb stopped in cell 5 ("## Segments side by side"): DataProblem: '
        "only one segment has accounts, and a comparison needs two. "
        "The run so far is in runs/r/BAD/breaks_for_one_account.stopped.ipynb."
    )
    assert [path.name for path in found["a1"].outputs] == ["breaks_for_one_account.ipynb"]
    assert found["a1"].seconds > 0


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_worker_that_dies_fails_one_account_and_is_replaced(job_for):
    jobs = [job_for(name, "kills_its_worker") for name in ("BAD", "a1")]

    found = by_account(run_jobs(jobs, workers=1))

    assert found["a1"].ok
    assert found["BAD"].message == (
        "The run of 'BAD' failed: its worker process ended (exit status -9), as happens when "
        "memory runs out or somebody ends it. The others went on. "
        "Run it again; with --resume only what is not done is done."
    )


@pytest.mark.slow
def test_a_job_that_takes_too_long_is_ended_with_its_kernel(job_for, engagement):
    jobs = [job_for("a1", "slow"), job_for("a2", "no_parameters")]

    found = by_account(run_jobs(jobs, workers=1, job_seconds=12))

    assert found["a2"].ok
    assert found["a1"].message.startswith(
        "The run of 'a1' failed: it took longer than 12 seconds and was ended. "
    )
    assert processes_in(engagement) == []


def test_when_the_caller_stops_no_worker_and_no_kernel_is_left(job_for, engagement):
    outcomes = run_jobs([job_for("a1", "no_parameters"), job_for("a2", "slow")], workers=2)
    next(outcomes)
    kernels = wait_for(lambda: processes_in(engagement))

    outcomes.close()

    assert kernels != []
    assert wait_for(lambda: not processes_in(engagement))
    workers = [" ".join(child.cmdline()) for child in psutil.Process().children()]
    assert [command for command in workers if "spawn_main" in command] == []

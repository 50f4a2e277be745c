"""Worker processes do jobs; one that dies costs one job and is replaced."""

import os
import time

import psutil
import pytest

from cxworkbench.running.pool import Crew

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


def outcomes_of(jobs, **options):
    with Crew(**options) as crew:
        return {outcome.name: outcome for outcome in crew.do(jobs)}


def test_every_job_ends_and_one_that_fails_stops_no_other(job_for):
    jobs = [job_for(name, "breaks_for_one_account") for name in ("a1", "BAD", "a2")]

    found = outcomes_of(jobs, size=2)

    assert {name: outcome.ok for name, outcome in found.items()} == {
        "a1": True,
        "BAD": False,
        "a2": True,
    }
    assert found["BAD"].message == (
        'breaks_for_one_account.ipynb stopped in cell 5 ("## Segments side by side"): '
        "only one segment has accounts, and a comparison needs two. "
        "The run so far is in runs/r/BAD/breaks_for_one_account.stopped.ipynb."
    )
    assert [path.name for path in found["a1"].outputs] == ["breaks_for_one_account.ipynb"]
    assert found["a1"].seconds > 0


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_worker_that_dies_fails_one_account_and_is_replaced(job_for):
    jobs = [job_for(name, "kills_its_worker") for name in ("BAD", "a1")]

    found = outcomes_of(jobs, size=1)

    assert found["a1"].ok
    assert found["BAD"].message == (
        "The run of 'BAD' failed: its worker process ended (exit status -9), as happens when "
        "memory runs out or somebody ends it. The others went on. "
        "Run it again; with --resume only what is not done is done."
    )


@pytest.mark.slow
def test_a_job_that_takes_too_long_is_ended_with_its_kernel(job_for, engagement):
    jobs = [job_for("a1", "slow"), job_for("a2", "no_parameters")]

    found = outcomes_of(jobs, size=1, job_seconds=15)

    assert found["a2"].ok
    assert found["a1"].message.startswith(
        "The run of 'a1' failed: it took longer than 15 seconds and was ended. "
    )
    assert processes_in(engagement) == []


def test_when_the_caller_stops_no_worker_and_no_kernel_is_left(job_for, engagement):
    with Crew(2) as crew:
        next(crew.do([job_for("a1", "no_parameters"), job_for("a2", "slow")]))
        kernels = wait_for(lambda: processes_in(engagement))

    assert kernels != []
    assert wait_for(lambda: not processes_in(engagement))
    workers = [" ".join(child.cmdline()) for child in psutil.Process().children()]
    assert [command for command in workers if "spawn_main" in command] == []


def test_workers_are_kept_from_one_lot_to_the_next(job_for):
    with Crew(2) as crew:
        list(crew.do([job_for("a1", "no_parameters")]))
        first = {child.pid for child in psutil.Process().children()}
        list(crew.do([job_for("a2", "no_parameters"), job_for("a3", "no_parameters")]))
        second = {child.pid for child in psutil.Process().children()}

    assert first == second

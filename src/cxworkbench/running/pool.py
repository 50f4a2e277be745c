"""Worker processes: each does one job at a time; one that dies costs one job and is replaced."""

import contextlib
import multiprocessing
import os
import signal
import tempfile
import time
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from cxworkbench.running.account import Job, Outcome, run_account
from cxworkbench.running.lazy_grammar import put_off_grammars

JOB_SECONDS: Final = 1800  # the longest one account may take
_SPAWN: Final = multiprocessing.get_context("spawn")  # a fork would share the kernels' sockets


def run_jobs(
    jobs: Sequence[Job], *, workers: int, job_seconds: float = JOB_SECONDS
) -> Generator[Outcome, None, None]:
    """How each job ended, as they end.

    Parameters
    ----------
    jobs
        In the order in which they are begun.
    workers
        How many run at the same time.
    job_seconds
        The longest one job may take; then its worker is ended and the job counts as failed.

    Notes
    -----
    When the caller stops asking (or is interrupted), every worker and its kernel are ended.
    """
    waiting = deque(jobs)
    with tempfile.TemporaryDirectory(prefix="cx", ignore_cleanup_errors=True) as scratch:
        crew = [_Worker(Path(scratch)) for _ in range(min(workers, len(jobs)))]
        try:
            while waiting or any(worker.job for worker in crew):
                for worker in crew:
                    if waiting and worker.job is None:
                        worker.begin(waiting.popleft())
                yield from _ended(crew, job_seconds)
        finally:
            for worker in crew:
                worker.end()


def _ended(crew: list["_Worker"], job_seconds: float) -> list[Outcome]:
    """Outcomes there are by now; waits until there is one, or something to look after."""
    busy = [worker for worker in crew if worker.job is not None]
    left = min(worker.began + job_seconds for worker in busy) - time.monotonic()
    ready = wait([worker.line for worker in busy], timeout=max(left, 0))
    found = []
    for worker in busy:
        outcome = worker.answer() if worker.line in ready else None
        if outcome is None and worker.job and time.monotonic() - worker.began > job_seconds:
            outcome = worker.failed(f"it took longer than {job_seconds:g} seconds and was ended")
        if outcome is not None:
            found.append(outcome)
    return found


@dataclass
class _Worker:
    """A process, the line to it, and what it is doing."""

    scratch: Path
    job: Job | None = None
    began: float = 0.0
    kernel: int = 0  # process number of the kernel it runs
    line: Connection = field(init=False)
    process: BaseProcess = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.line, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()  # ours would hide that the worker is gone

    def begin(self, job: Job) -> None:
        self.job, self.began = replace(job, scratch=self.scratch), time.monotonic()
        with contextlib.suppress(OSError):  # a worker that is gone is seen when it should answer
            self.line.send(self.job)

    def answer(self) -> Outcome | None:
        """The outcome if the worker sent it; None if it sent its kernel's number."""
        try:
            said = self.line.recv()
        except (EOFError, OSError):
            self.process.join(timeout=5)
            return self.failed(
                f"its worker process ended (exit status {self.process.exitcode}), as happens when "
                "memory runs out or somebody ends it"
            )
        if isinstance(said, int):
            self.kernel = said
            return None
        return self._free(said)

    def failed(self, why: str) -> Outcome:
        """The outcome of a job that cannot go on; a new process takes the worker's place."""
        name = self.job.name if self.job else ""
        self.end()
        self.start()
        message = (
            f"The run of {name!r} failed: {why}. The others went on. "
            "Run it again; with --resume only what is not done is done."
        )
        return self._free(Outcome(name, ok=False, message=message))

    def _free(self, outcome: Outcome) -> Outcome:
        seconds, self.job, self.kernel = time.monotonic() - self.began, None, 0
        return replace(outcome, seconds=seconds)

    def end(self) -> None:
        """The process and its kernel are gone."""
        if self.kernel:
            with contextlib.suppress(OSError):
                os.kill(self.kernel, getattr(signal, "SIGKILL", signal.SIGTERM))
        self.process.kill()
        self.process.join(timeout=5)
        self.line.close()


def work(line: Connection) -> None:
    """A worker's life: jobs come in, outcomes go out, until nobody is at the other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    put_off_grammars()
    with contextlib.suppress(EOFError, OSError):
        while True:
            line.send(run_account(line.recv(), on_kernel=line.send))

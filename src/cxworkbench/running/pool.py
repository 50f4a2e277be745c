"""Worker processes: each does one job at a time; one that dies costs one job and is replaced."""

import contextlib
import multiprocessing
import os
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from cxworkbench.running.account import Job, Outcome, run_account
from cxworkbench.running.lazy_grammar import put_off_grammars

JOB_SECONDS: Final = 1800  # the longest one account may take
BEGUN: Final = 0  # a worker's word for "I have it", where later its kernel's number comes
# What every job needs, imported while the worker has nothing else to do.
WARM: Final = ("cxworkbench.running.execute", "cxworkbench.telling.report")
_SPAWN: Final = multiprocessing.get_context("spawn")  # a fork would share the kernels' sockets


class Crew:
    """Worker processes that are kept from one lot of jobs to the next.

    When the block is left, by its end or by a stop, every worker and its kernel are ended.

    Parameters
    ----------
    size
        How many run at the same time. All start at once, and get ready while the first job runs.
    job_seconds
        The longest one job may take; then its worker is ended and the job counts as failed.
    """

    def __init__(self, size: int, *, job_seconds: float = JOB_SECONDS) -> None:
        self.size, self.job_seconds = size, job_seconds
        self._workers: list[_Worker] = []
        self._scratch = Path()

    def __enter__(self) -> Self:
        self._scratch = Path(tempfile.mkdtemp(prefix="cx"))
        self._workers = [_Worker(self._scratch) for _ in range(self.size)]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.end()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def do(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """How each job ended, as they end; they are begun in their order."""
        waiting = deque(jobs)
        while waiting or any(worker.job for worker in self._workers):
            for worker in self._workers:
                if waiting and worker.job is None:
                    worker.begin(waiting.popleft())
            yield from _ended(self._workers, self.job_seconds)


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
        """The outcome if the worker sent it; None if it sent its kernel's number, 0 before that."""
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
            if said == BEGUN:  # time counts from here, not from when the worker got ready
                self.began = time.monotonic()
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
    for room in WARM:
        import_module(room)
    with contextlib.suppress(EOFError, OSError):
        while True:
            job = line.recv()
            line.send(BEGUN)
            line.send(run_account(job, on_kernel=line.send))

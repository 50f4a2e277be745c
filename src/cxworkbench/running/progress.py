"""How far a long job is: a bar on a terminal, one line in ten where the output goes to a file."""

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self, TextIO

EVERY: Final = 10
READING_EVERY: Final = 5.0  # seconds


def nobody(_: object) -> None:
    """What is told something and does nothing with it."""


class Progress:
    """Counts what is done and shows it with rate and time left.

    Parameters
    ----------
    what
        What is counted, in the plural: "accounts".
    stream
        Where it is shown.
    quiet
        Shows nothing.
    """

    def __init__(self, what: str, *, stream: TextIO | None = None, quiet: bool = False) -> None:
        self.what, self.quiet = what, quiet
        self.stream = stream if stream is not None else sys.stderr
        self.total = self.done = self.failed = 0
        self.began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if not self.quiet and self.stream.isatty():
            self._bar = _bar_on(self.stream)
            self._task = self._bar.add_task(self.what, total=None, note="")
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def of(self, total: int) -> None:
        """How many there are, as soon as that is known."""
        self.total = total
        if self._bar is not None:
            self._bar.update(self._task, total=total)

    def one_more(self, failed: bool = False) -> None:
        """One more is done, or has failed."""
        self.done += 1
        self.failed += failed
        if self._bar is not None:
            so_far = f", {self.failed} failed" if self.failed else ""
            note = f"{pace(self.done, time.monotonic() - self.began)}{so_far}"
            self._bar.update(self._task, advance=1, note=note)
        elif not self.quiet and (self.done % EVERY == 0 or self.done == self.total):
            print(self.line(time.monotonic() - self.began), file=self.stream, flush=True)

    def line(self, elapsed: float) -> str:
        """How far it is after so many seconds, in words.

        Examples
        --------
        >>> progress = Progress("accounts", quiet=True)
        >>> progress.of(24)
        >>> for _ in range(10):
        ...     progress.one_more()
        >>> progress.line(20.0)
        '10 of 24 accounts, 2.0 s each, 28 s left'
        """
        rate = self.done / elapsed if elapsed > 0 else 0.0
        failed = f", {self.failed} failed" if self.failed else ""
        left = (self.total - self.done) / rate if rate else 0.0
        rest = f"{left:.0f} s left" if self.done < self.total else f"{elapsed:.0f} s"
        return (
            f"{self.done} of {self.total} {self.what}{failed}, {pace(self.done, elapsed)}, {rest}"
        )


class ReadingProgress:
    """Says every few seconds how far the reading of a large file is; of short reading nothing.

    Parameters
    ----------
    stream
        Where it is said.
    clock
        Seconds that pass; a test gives its own.
    """

    def __init__(
        self, *, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.stream = stream if stream is not None else sys.stderr
        self._clock = clock
        self._what = ""
        self._began = self._said = clock()

    def __call__(self, what: str, rows: int, share: float) -> None:
        """Take note of how far it is: what is done, rows so far, share of all from 0 to 1."""
        now = self._clock()
        if what != self._what:
            self._what, self._began = what, now
        if now - self._said < READING_EVERY:
            return
        self._said = now
        print(self.line(rows, share, now - self._began), file=self.stream, flush=True)

    def line(self, rows: int, share: float, elapsed: float) -> str:
        """How far it is after so many seconds, in words.

        Examples
        --------
        >>> reading = ReadingProgress()
        >>> reading("reading log.csv", 10, 0.0)
        >>> reading.line(3_000_000, 0.25, 30.0)
        'reading log.csv: 3,000,000 rows, 25 %, 100,000 rows a second, 90 s left'
        """
        told = f"{self._what}: {rows:,} rows, {100 * share:.0f} %"
        if elapsed <= 0 or share <= 0:
            return told
        left = elapsed * (1 - share) / share
        return f"{told}, {rows / elapsed:,.0f} rows a second, {left:.0f} s left"


def pace(done: int, seconds: float) -> str:
    """How fast it goes: seconds for each, or how many a second where one takes less than that.

    Examples
    --------
    >>> pace(2, 28.0), pace(4, 10.0), pace(60, 30.0), pace(0, 5.0)
    ('14 s each', '2.5 s each', '2.0 a second', 'none yet')
    """
    if not done:
        return "none yet"
    each = seconds / done
    if each >= 1:
        return f"{each:.{0 if each >= 10 else 1}f} s each"
    return f"{done / max(seconds, 1e-9):.1f} a second"


def _bar_on(stream: TextIO) -> Any:  # noqa: ANN401 - rich is loaded only when it is seen
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(file=stream),
    )

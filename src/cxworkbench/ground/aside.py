"""A folder for what is put aside while large files are read; it goes when nobody needs it."""

import contextlib
import errno
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import RecordProblem

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class Aside:
    """A folder outside the engagement that only this user can read, made when first needed.

    What is put there is what was received, people's names among it, so it is removed as soon as the
    last table that stands in it is let go, and at the latest when the program ends.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._count = 0

    def folder(self) -> Path:
        """A new empty folder inside."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="cxworkbench-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._count += 1
        inside = self._folder / f"{self._count:03}"
        inside.mkdir()
        return inside


@contextlib.contextmanager
def room_on_disk(path: Path) -> Iterator[None]:
    """Writing inside says in words that the disk is full.

    Raises
    ------
    RecordProblem
        There is no room for the file.
    """
    try:
        yield
    except OSError as fault:
        if fault.errno not in _FULL and "No space left" not in str(fault):
            raise
        raise RecordProblem(
            f"The disk that holds {path.parent} is full, so {path.name} could not be written. "
            "Make room there, or name another folder in TMPDIR, and run again; the received files "
            "are as they were."
        ) from fault

"""A folder that one process at a time changes: the others wait, and are told whom they wait for."""

import contextlib
import errno
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import ParameterProblem

LOCK_FILE: Final = ".cxworkbench.lock"
WAIT: Final = 10.0  # seconds
_PAUSE: Final = 0.05
_BEHIND: Final = 1 << 30  # the byte that Windows locks; far behind the words, so that all read them
_CANNOT: Final = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK}
_mine = threading.local()


@contextlib.contextmanager
def only_one(folder: Path, what: str = "", *, wait: float = WAIT) -> Iterator[None]:
    """Nobody else, who asks so too, changes the folder inside the `with`.

    Whoever holds the folder may ask again. The lock is the system's own on a hidden file, which is
    gone afterwards; of a process that was killed the system takes the lock away.

    Parameters
    ----------
    folder
        The folder, which is there.
    what
        What is done, for those who wait.
    wait
        For how many seconds to wait for somebody else.

    Raises
    ------
    ParameterProblem
        Somebody else holds the folder still; the message says who.
    OSError
        Nothing can be written there.

    Notes
    -----
    A network drive without locks locks nobody out.
    """
    path = folder.resolve() / LOCK_FILE
    held: set[Path] = _mine.__dict__.setdefault("held", set())
    if path in held:
        yield
        return
    number = _taken(path, wait)
    held.add(path)
    try:
        os.ftruncate(number, 0)
        os.write(number, f"{what or 'a change'} (process {os.getpid()})".encode())
        yield
    finally:
        held.discard(path)
        _give_back(path, number)


def _taken(path: Path, wait: float) -> int:
    until = time.monotonic() + wait
    while True:
        number = _opened(path)
        # Whoever held the file before may have taken it away after it was opened here.
        if number is not None and _locks(number) and _is_still(path, number):
            return number
        if number is not None:
            os.close(number)
        if time.monotonic() >= until:
            raise ParameterProblem(
                f"{path.parent} is being changed by somebody else: {_holder(path)}. Nothing was "
                f"changed here. Wait until that has ended, or end it, and try again."
            )
        time.sleep(_PAUSE)


def _opened(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        if sys.platform == "win32":  # the file of the one before is just being taken away
            return None
        raise


def _locks(number: int) -> bool:
    try:
        _lock(number)
    except OSError as problem:
        return problem.errno in _CANNOT
    return True


if sys.platform == "win32":

    def _lock(number: int) -> None:
        import msvcrt

        os.lseek(number, _BEHIND, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        os.lseek(number, 0, os.SEEK_SET)

    def _give_back(path: Path, number: int) -> None:
        os.close(number)
        with contextlib.suppress(OSError):  # the next one has it open already
            path.unlink()

else:

    def _lock(number: int) -> None:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(path: Path, number: int) -> None:
        # Taken away while it is held: nobody else can hold it under this name meanwhile.
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(number)


def _is_still(path: Path, number: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(number))
    except OSError:
        return False


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") or "a change that has just begun"
    except OSError:
        return "a change that has just ended"

"""Kernels: one cold, private Python process for the notebooks of one account."""

import os
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync

LONGEST_SOCKET: Final = 90  # unix socket paths end at 107 characters; the number comes after
# Equal sums whatever the number of cores, and no thread pools fighting over them.
FIXED: Final = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger's remark on frozen modules
}
CLEAR: Final = "get_ipython().reset(new_session=True)"


class _OwnStart(KernelSpecManager):
    """One way to start: our start-up file and this interpreter.

    Whatever "python3" is registered as on this machine, or if it is not registered at all.
    """

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The specification, whatever the name."""
        start = [sys.executable, "-P", "-m", "cxworkbench.running.kernel_start"]
        return KernelSpec(
            argv=[*start, "-f", "{connection_file}", "--IPKernelApp.ignore_cwd=True"],
            display_name=kernel_name,
            language="python",
        )


class Kernel:
    """One kernel process, started at the first notebook and killed when the block is left.

    Its working folder is the engagement's, so that parameters can be relative paths. It reads
    neither the person's IPython profile nor modules that happen to lie in the working folder.

    Parameters
    ----------
    folder
        The engagement's folder.
    scratch
        Where the kernel's own temporary folder is made; None: where the system makes them.
    """

    def __init__(self, folder: Path, *, scratch: Path | None = None) -> None:
        self.folder = folder.resolve()
        self.scratch = scratch
        self.manager: Any = None
        self.client: Any = None
        self._own = ""

    def __enter__(self) -> Self:
        self._own = tempfile.mkdtemp(prefix="cx", dir=self.scratch)
        self.manager = AsyncKernelManager(
            kernel_name="python3", kernel_spec_manager=_OwnStart(), **_transport(self._own)
        )
        self.manager.connection_file = str(Path(self._own) / "kernel.json")
        return self

    @property
    def start_options(self) -> dict[str, Any]:
        """What the kernel is started with: its working folder and its environment."""
        environment = {**os.environ, **FIXED, "IPYTHONDIR": self._own}
        return {"cwd": str(self.folder), "env": environment}

    @property
    def process_id(self) -> int:
        """The kernel's process number; 0 before it has started."""
        provisioner = self.manager.provisioner if self.manager is not None else None
        return int(getattr(provisioner, "pid", None) or 0)

    def how_it_ended(self) -> str:
        """How the process ended, in words: its signal or its exit status, as far as is known."""
        process = getattr(self.manager.provisioner, "process", None)
        status = process.poll() if process is not None else None
        if status is None:
            return "how is not known"
        if status < 0:
            often = ", as happens when memory runs out" if status == -signal.SIGKILL else ""
            return f"signal {-status}{often}"
        return f"exit status {status}"

    def clear(self) -> None:
        """Every name the last notebook made is gone, and cells count from 1 again."""
        if self.client is not None:
            run_sync(self.client.execute_interactive)(CLEAR, silent=True, timeout=60)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.manager.has_kernel:
            run_sync(self.manager.shutdown_kernel)(now=True)
        if self.client is not None:
            self.client.stop_channels()
        shutil.rmtree(self._own, ignore_errors=True)


def _transport(folder: str) -> dict[str, str]:
    """Unix sockets where there are any: two kernels never race for the same free port."""
    base = str(Path(folder) / "k")
    if sys.platform == "win32" or not hasattr(socket, "AF_UNIX") or len(base) > LONGEST_SOCKET:
        return {}
    return {"transport": "ipc", "ip": base}

"""JupyterLab, opened at an engagement."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from cxworkbench.running.notebooks import OWN, copy_notebooks
from cxworkbench.running.planning import require_engagement

# Nothing is asked of the network: no news, no look for updates, no list of extensions.
OFFLINE: Final = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def lab_command(folder: Path, *, browser: bool, port: int | None) -> list[str]:
    """The command that opens JupyterLab at the engagement."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", *OFFLINE]
    command.append(f"--LabApp.default_url=/lab/tree/{OWN}")
    if not browser:
        command.append("--no-browser")
    if port is not None:
        command.append(f"--ServerApp.port={port}")
    return command


def open_lab(folder: Path, *, browser: bool = True, port: int | None = None) -> int:
    """JupyterLab's exit status, after a person has ended it.

    The engagement gets its own copies of the notebooks first, where it has none.

    Raises
    ------
    ParameterProblem
        The folder holds no engagement.
    """
    folder = folder.resolve()
    require_engagement(folder)
    copy_notebooks(folder)
    command = lab_command(folder, browser=browser, port=port)
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own words only

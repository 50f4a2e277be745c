"""What is installed, what is missing, and what to do about it."""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal

from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.ground.resources import shipped

OLDEST_PYTHON: Final = (3, 11)
NEEDED: Final = (
    "altair", "ipykernel", "ipywidgets", "jupyterlab", "nbclient", "openpyxl", "pandas",
    "papermill", "pyarrow", "pydantic", "scipy", "typer", "vl-convert-python",
)  # fmt: skip
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
SHIPPED: Final = ("notebooks", "templates", "samples")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. "optional" is missing, and only some work needs it."""

    what: str
    state: Literal["ok", "missing", "optional"]
    found: str
    remedy: str = ""


def examine() -> tuple[Finding, ...]:
    """Everything that the workbench needs or can use, and whether it is there."""
    return (
        _python(),
        *(_package(name) for name in NEEDED),
        *(_folder_of(kind) for kind in SHIPPED),
        _writable("key folder", _keys()),
        _writable("temporary folder", Path(tempfile.gettempdir())),
        _cores(),
        _program("git", ("git",), "Install git to keep every version of maps and registers."),
        _program(
            "browser for tests",
            BROWSERS,
            "Only the project's own tests need one: install chromium.",
        ),
    )


def describe_findings(findings: Sequence[Finding]) -> str:
    """The findings, one a line, with what to do where something is missing."""
    marks = {"ok": "ok      ", "missing": "MISSING ", "optional": "optional"}
    return "\n".join(
        f"{marks[one.state]}  {one.what}: {one.found}" + (f". {one.remedy}" if one.remedy else "")
        for one in findings
    )


def _python() -> Finding:
    found = platform.python_version()
    if sys.version_info >= OLDEST_PYTHON:
        return Finding("Python", "ok", found)
    return Finding("Python", "missing", found, "Install Python 3.11 or newer.")


def _package(name: str) -> Finding:
    try:
        return Finding(name, "ok", version(name))
    except PackageNotFoundError:
        return Finding(
            name, "missing", "not installed", f"Install it: python -m pip install {name}"
        )


def _folder_of(kind: Literal["notebooks", "templates", "samples"]) -> Finding:
    try:
        return Finding(f"shipped {kind}", "ok", str(shipped(kind)))
    except WorkbenchError as problem:
        return Finding(f"shipped {kind}", "missing", "not found", str(problem))


def _keys() -> Path:
    from cxworkbench.intake.keys import keys_folder

    return keys_folder()


def _writable(what: str, folder: Path) -> Finding:
    there = next(one for one in (folder, *folder.parents) if one.exists())
    if os.access(there, os.W_OK):
        return Finding(what, "ok", str(folder))
    remedy = f"Allow writing in {there}, or set CXWORKBENCH_KEYS to a folder of yours."
    return Finding(what, "missing", f"{folder} cannot be written", remedy)


def _cores() -> Finding:
    count = os.cpu_count() or 1
    return Finding("processor cores", "ok", f"{count}; a batch does well with --jobs {count}")


def _program(what: str, names: tuple[str, ...], remedy: str) -> Finding:
    for name in names:
        path = shutil.which(name)
        if path:
            return Finding(what, "ok", path)
    return Finding(what, "optional", "not found", remedy)

"""The manifest of a run: one line an account, and the only place where time stands."""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, Literal

from cxworkbench.ground.files import sha256_of

NAME: Final = "manifest.jsonl"
KEY_LENGTH: Final = 12
# What the content of a report depends on; the rest only carries it.
PACKAGES: Final = (
    "cxworkbench", "altair", "ipykernel", "ipywidgets", "nbclient", "numpy", "pandas",
    "papermill", "pyarrow", "pydantic", "python-pptx", "scipy", "vl-convert-python",
)  # fmt: skip
# What people and the client put into an engagement; the rest of the folder is derived.
INPUT_FOLDERS: Final = ("data", "maps", "coding")
INPUT_FILES: Final = ("engagement.toml",)


@dataclass(frozen=True)
class Line:
    """What happened to one account (or to "all" of them) in one run."""

    account: str
    key: str  # equal keys mean equal content
    status: Literal["ok", "failed"]
    seconds: float
    ended_at: str  # UTC
    error: str = ""  # first line of the message
    message: str = ""  # the whole message
    short: bool = False  # too few voices: the short report
    report: str = ""  # the report among the outputs
    parameters: dict[str, Any] = field(default_factory=dict)
    seed: int | None = None
    inputs: dict[str, str] = field(default_factory=dict)  # file in the engagement -> sha256
    outputs: dict[str, str] = field(default_factory=dict)  # file -> sha256
    versions: dict[str, str] = field(default_factory=dict)


def append_line(path: Path, line: Line) -> None:
    """The line at the end of the manifest, on the disk before this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(line), ensure_ascii=False, sort_keys=True) + "\n"
    with path.open("ab+") as file:
        if file.tell() and not _ends_whole(file):
            file.write(b"\n")
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _ends_whole(file: Any) -> bool:  # noqa: ANN401 - a binary file
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def read_lines(path: Path) -> tuple[Line, ...]:
    """Every whole line of the manifest, first to last; none when there is no manifest.

    A line that was torn by a stop is left out.
    """
    if not path.is_file():
        return ()
    found = (_line_of(text) for text in path.read_bytes().split(b"\n"))
    return tuple(line for line in found if line is not None)


def _line_of(text: bytes) -> Line | None:
    try:
        return Line(**json.loads(text))
    except (ValueError, TypeError):
        return None


def last_lines(path: Path) -> dict[str, Line]:
    """Account to its last line in the manifest."""
    return {line.account: line for line in read_lines(path)}


def is_done(line: Line | None, key: str, folder: Path) -> bool:
    """Whether the account need not run again.

    Its last run was ok with the same key, and every file it wrote still holds what it wrote.
    """
    if line is None or line.status != "ok" or line.key != key or not line.outputs:
        return False
    return all(
        (folder / name).is_file() and sha256_of(folder / name) == digest
        for name, digest in line.outputs.items()
    )


def hashes_of(paths: Iterable[Path], folder: Path) -> dict[str, str]:
    """Each file's sha256, by its path as seen from `folder`, in the order of the names.

    A file outside `folder` keeps its whole path.
    """
    named = sorted((seen_from(folder, path), path) for path in paths if path.is_file())
    return {name: sha256_of(path) for name, path in named}


def seen_from(folder: Path, path: Path) -> str:
    """The file's path inside `folder`, or its whole path where it lies elsewhere."""
    inside = path.is_relative_to(folder)
    return path.relative_to(folder).as_posix() if inside else path.as_posix()


def inputs_of(folder: Path) -> dict[str, str]:
    """What the engagement rests on, each file with its sha256."""
    paths = [folder / name for name in INPUT_FILES]
    for name in INPUT_FOLDERS:
        paths += [path for path in (folder / name).rglob("*") if not path.name.startswith(".")]
    return hashes_of(paths, folder)


def versions() -> dict[str, str]:
    """Python, the packages that decide what a report says, and a hash of this package's code."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    package = Path(__file__).parents[1]
    found["code"] = key_of(hashes_of(package.rglob("*.py"), package))
    return found


def key_of(content: Mapping[str, Any] | list[Any]) -> str:
    """Twelve hexadecimal digits that stand for the content; equal content, equal key.

    Examples
    --------
    >>> key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    True
    """
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:KEY_LENGTH]

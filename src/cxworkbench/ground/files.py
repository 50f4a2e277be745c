"""Safe files: written whole or not at all, the same bytes each time, under safe names."""

import contextlib
import csv
import hashlib
import json
import os
import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cxworkbench.ground.errors import ParameterProblem, RecordProblem, did_you_mean

# What a spreadsheet takes for the start of a formula: OWASP's list, with the wide forms that
# Japanese and Chinese editions of Excel accept.
FORMULA_STARTS: Final = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_FORMULA: Final = re.compile(f"'*[{re.escape(FORMULA_STARTS)}]")
_NEUTRALISED: Final = re.compile(f"'+[{re.escape(FORMULA_STARTS)}]")
_SIGNED_NUMBER: Final = re.compile(r"[+-]\d+(?:[.,]\d+)*\Z")
_NAME_LENGTH: Final = 80
_RESERVED_ON_WINDOWS: Final = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)


def write_bytes(path: Path, content: bytes) -> None:
    """The file at `path`, holding exactly `content`; a reader sees the old file or the new one.

    Missing folders are made. The bytes go to a file beside it first, reach the disk, and then take
    the name at once, so a stopped run leaves no half file.
    """
    _in_one_step(path, lambda beside: beside.write_bytes(content))


def write_text(path: Path, text: str) -> None:
    """The text as UTF-8, line ends as they are in `text`, written like `write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """The table as Parquet without its index, written like `write_bytes`."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    _in_one_step(path, lambda beside: pq.write_table(table, beside, compression="zstd"))


def write_by(path: Path, write: Callable[[Path], object]) -> None:
    """The file at `path` as `write` makes it under the name that it is given.

    For what is written piece by piece and never held as a whole; as safe as `write_bytes`.
    """
    _in_one_step(path, write)


def copy_file(source: Path, path: Path) -> None:
    """A copy of a file at `path`, written like `write_bytes` without being held in memory."""
    _in_one_step(path, lambda beside: shutil.copyfile(source, beside))


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """The table as CSV that a spreadsheet opens without running anything, without its index.

    UTF-8 with a byte order mark (without it Excel takes the text for Windows-1252), comma, one
    line feed a row; text that a spreadsheet would take for a formula starts with an apostrophe.
    Missing values are empty cells.

    Notes
    -----
    `without_apostrophe` gives the text back as it was.
    """
    safe = frame.rename(columns=_neutral_value)
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = safe[name].map(_neutral_value)
    text = safe.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    write_bytes(path, text.encode("utf-8-sig"))


def neutral(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula.

    A plain signed number stays as it is. Nothing else is changed.

    Examples
    --------
    >>> [neutral(text) for text in ("=1+1", "'=1+1", "-5,20", "Ada")]
    ["'=1+1", "''=1+1", '-5,20', 'Ada']
    """
    looks_like_formula = _FORMULA.match(text) and not _SIGNED_NUMBER.match(text)
    return f"'{text}" if looks_like_formula else text


def without_apostrophe(text: str) -> str:
    """The text that `neutral` was given.

    Examples
    --------
    >>> [without_apostrophe(text) for text in ("'=1+1", "''=1+1", "-5,20", "'s avonds")]
    ['=1+1', "'=1+1", '-5,20', "'s avonds"]
    """
    return text[1:] if _NEUTRALISED.match(text) else text


def sha256_of(path: Path) -> str:
    """The sha256 of the file's bytes, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require_file(path: Path) -> None:
    """Nothing when a file that a person named is there.

    Raises
    ------
    ParameterProblem
        It is not, or it is a folder; the message names the nearest one beside it.
    """
    if path.is_file():
        return
    if path.is_dir():
        raise ParameterProblem(f"{path} is a folder, and a file is needed. Name a file in it.")
    beside = sorted(found.name for found in path.parent.glob("*") if found.is_file())
    raise ParameterProblem(
        f"There is no file {path}. {did_you_mean(path.name, beside)}Check its name and its folder."
    )


def read_json(path: Path, *, called: str = "") -> Any:  # noqa: ANN401 - JSON holds anything
    """What the JSON file holds; a byte order mark in front is no part of it.

    Parameters
    ----------
    path
        The file.
    called
        How messages name it; empty for its name alone.

    Raises
    ------
    RecordProblem
        The file is missing or is not JSON; the message names file, line and column.
    """
    called = called or path.name
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as missing:
        raise RecordProblem(f"There is no file {path}. Check its name and its folder.") from missing
    except UnicodeDecodeError as not_text:
        raise RecordProblem(
            f"{called}: byte {not_text.start} is not UTF-8 text. Save the file as UTF-8."
        ) from not_text
    except json.JSONDecodeError as broken:
        raise RecordProblem(
            f"{called}, line {broken.lineno}, column {broken.colno}: this is not JSON "
            f"({broken.msg}). Correct the line, or take the last version that was saved."
        ) from broken
    except (RecursionError, ValueError) as deep:  # a number of thousands of digits is the latter
        raise RecordProblem(
            f"{called} is nested deeper, or holds a longer number, than any file of the workbench. "
            "Take the last version that was saved."
        ) from deep


def safe_name(text: str) -> str:
    """A name for a file or folder that stands for `text` on any file system.

    Small letters, digits, `-` and `_` stay; a name all in capitals keeps them and ends in `_`, so
    that "acme" and "ACME" stay two where capitals do not count; everything else is cut to what is
    safe and ends in ten digits of its sha256. Two texts never share a name.

    Examples
    --------
    >>> safe_name("a-001"), safe_name("ALFKI"), safe_name("Müller & Söhne")
    ('a-001', 'ALFKI_', 'm-ller-s-hne-6d9a29bd77')
    """
    if _is_plain(text) and not text.endswith("_"):
        return text
    if text.isupper() and _is_plain(text.lower()) and not text.endswith("_"):
        return f"{text}_"
    readable = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40].strip("-")
    digits = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{readable or 'x'}-{digits}"


def _is_plain(text: str) -> bool:
    fits = re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text) and len(text) <= _NAME_LENGTH
    looks_hashed = re.search(r"-[0-9a-f]{10}\Z", text)
    return bool(fits) and not looks_hashed and text not in _RESERVED_ON_WINDOWS


def _neutral_value(value: object) -> object:
    return neutral(value) if isinstance(value, str) else value


def _in_one_step(path: Path, write: Callable[[Path], object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.parent / f".{os.getpid()}-{threading.get_ident()}.tmp"
    try:
        write(beside)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as fault:
        # The system names the file beside it, of which nobody has heard.
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        raise OSError(fault.errno, reason, str(path)) from fault
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)

"""Where records are kept: files read, checked and written whole; what is wrong is said in words."""

import datetime
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import tomlkit
from pydantic import ValidationError
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Table

from cxworkbench.ground import files
from cxworkbench.ground.errors import RecordProblem
from cxworkbench.ground.locking import only_one
from cxworkbench.records.base import Record
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.messages import faults_in, joined
from cxworkbench.records.migrations import migrate
from cxworkbench.records.validity import check_record

ENGAGEMENT_FILE: Final = "engagement.toml"
R = TypeVar("R", bound=Record)

# What tomllib (3.11 to 3.14) says, and what it means to the person who typed the line.
TOML_WORDS: Final = {
    "Invalid value": "the value after the equals sign cannot be read: text stands in quotation "
    'marks, as in name = "Acme", lists in [ ]',
    "Expected '='": 'a name and its value are needed here, as in name = "Acme"',
    "Cannot overwrite a value": "this name stands there a second time",
    "Cannot declare": "this heading stands there a second time; items of a list have [[two]] "
    "brackets",
    "Unescaped": 'a backslash in quotation marks has a meaning of its own: write / or "\\\\"',
    "Illegal character": "this text needs its closing quotation mark on the same line",
    "Unterminated string": "this text needs its closing quotation mark",
    "Expected newline": "something stands after the value; one name and value a line",
    "Invalid statement": "a name and its value are needed here; names other than plain letters, "
    "digits, _ and - stand in quotation marks",
    "Unclosed array": "this list needs its closing ]",
    "Unclosed inline table": "this table needs its closing }",
    "Expected ']": "this heading needs its closing ]",
    "Invalid initial character": "a name is needed here, and names with blanks or signs stand in "
    "quotation marks",
}


def load_record(path: Path, kind: type[R]) -> R:
    """The record that the file holds, in today's version, checked.

    Raises
    ------
    RecordProblem
        The file is missing, is not JSON, is of a newer version, has a field that does not fit, or
        holds elements whose parents are not there.
    """
    name = _named(path)
    return _checked(files.read_json(path, called=name), kind, name)


def save_record(record: Record, path: Path) -> None:
    """The record as JSON at `path`, written whole or not at all; the same record, the same bytes.

    Raises
    ------
    RecordProblem
        The record does not fit its own model (a copy was changed past its checks) or holds
        elements whose parents are not there. Nothing is written then.
    """
    content = record.model_dump(mode="python", by_alias=True)
    files.write_text(path, _checked(content, type(record), _named(path)).to_text())


def load_engagement(folder: Path) -> Engagement:
    """The engagement that the folder's `engagement.toml` describes, checked.

    A date may stand there with or without quotation marks.

    Raises
    ------
    RecordProblem
        The file is missing, a line cannot be read, or a field does not fit.
    """
    path = folder / ENGAGEMENT_FILE
    return _engagement_from(_text_of(path), path.name)


def save_engagement_values(folder: Path, changes: Mapping[str, Any]) -> Engagement:
    """The engagement after these values were changed in its file; comments and order stay.

    Parameters
    ----------
    folder
        The engagement's folder.
    changes
        Field -> new value. A table inside is merged into the one in the file, a list replaces the
        one in the file, and None takes the field out.

    Raises
    ------
    RecordProblem
        The file would no longer be an engagement; it is left as it was.
    """
    return save_engagement_edits(folder, lambda document: _merge_into(document, changes))


def save_engagement_edits(folder: Path, change: Callable[[TOMLDocument], None]) -> Engagement:
    """The engagement after its file was changed in place; comments and order stay.

    Parameters
    ----------
    folder
        The engagement's folder.
    change
        Changes the parsed file that it is given.

    Raises
    ------
    RecordProblem
        The file would no longer be an engagement; it is left as it was.
    """
    path = folder / ENGAGEMENT_FILE
    _text_of(path)
    with only_one(folder, "a change of engagement.toml"):
        text = _text_of(path)
        _engagement_from(text, path.name)
        document = tomlkit.parse(text)
        change(document)
        new = tomlkit.dumps(document)
        engagement = _engagement_from(new, path.name)
        files.write_text(path, new)
    return engagement


def _named(path: Path) -> str:
    """The file as messages name it: seen from its engagement, or its name where it is in none."""
    for parent in path.parents:
        if (parent / ENGAGEMENT_FILE).is_file():
            return path.relative_to(parent).as_posix()
    return path.name


def _checked(content: object, kind: type[R], file: str) -> R:
    if not isinstance(content, dict):
        raise RecordProblem(
            f"{file} holds a {type(content).__name__}, and a {kind.__name__} is an object with "
            "fields: { … }. Take the last version that was saved."
        )
    try:
        record = kind.model_validate(migrate(content, kind, file=file))
    except ValidationError as problem:
        raise RecordProblem(faults_in(problem, kind, file, content)) from problem
    faults = check_record(record)
    if faults:
        raise RecordProblem(joined(f"{file}, {fault}" for fault in faults))
    return record


def _text_of(path: Path) -> str:
    if not path.is_file():
        raise RecordProblem(
            f"{path} is not there. An engagement is a folder with an {ENGAGEMENT_FILE}; "
            "`cxworkbench new NAME` lays one down."
        )
    try:
        # Windows' editor puts a byte order mark in front, which is no part of the text.
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        line = path.read_bytes()[: problem.start].count(b"\n") + 1
        raise RecordProblem(
            f"{path.name}, line {line} is not UTF-8 text. Save the file as UTF-8."
        ) from problem


def _engagement_from(text: str, file: str) -> Engagement:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise RecordProblem(_toml_fault(str(problem), text, file)) from problem
    return _checked(_dates_as_text(content), Engagement, file)


def _toml_fault(said: str, text: str, file: str) -> str:
    lines = text.splitlines() or [""]
    found = re.search(r"\(at line (\d+), column (\d+)\)", said)
    number = min(int(found[1]), len(lines)) if found else len(lines)
    meaning = next((words for start, words in TOML_WORDS.items() if said.startswith(start)), "")
    plain = meaning or re.sub(r" \(at .*", "", said)
    return (
        f"{file}, line {number} cannot be read: {lines[number - 1].strip()!r}. "
        f"{_sentence(plain)} Correct the line and save the file."
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _dates_as_text(value: Any) -> Any:  # noqa: ANN401 - TOML holds anything
    if isinstance(value, dict):
        return {name: _dates_as_text(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(one) for one in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def _merge_into(table: Any, changes: Mapping[str, Any]) -> None:  # noqa: ANN401 - tomlkit's own
    for name, value in changes.items():
        if value is None:
            table.pop(name, None)
        elif isinstance(value, Mapping) and isinstance(table.get(name), Table):
            _merge_into(table[name], value)
        elif isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            table[name] = _list_of_tables(value)
        else:
            table[name] = value


def _list_of_tables(items: list[Mapping[str, Any]]) -> AoT:
    listed = tomlkit.aot()
    for item in items:
        listed.append(tomlkit.item(dict(item)))
    return listed

"""JSON and YAML that another tool wrote, read so that nothing in it can do harm."""

import json
import re
from pathlib import Path
from typing import Any, Final

from cxworkbench.ground.encodings import decode
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.outside_files import outside_bytes

_LARGEST: Final = 50 * 2**20  # bytes; a journey takes a few hundred thousand
_DEEPEST: Final = 60  # levels that a file of YAML may have; a journey has about ten
# What YAML 1.1 does not allow in a file at all.
_UNREADABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def read_text(path: Path) -> str:
    """The text of a file, whatever its encoding.

    Raises
    ------
    DataProblem
        The file is missing, empty, larger than 50 MB, or no text.
    """
    return decode(outside_bytes(path, largest=_LARGEST)).text


def parse_json(text: str, file: str) -> Any:  # noqa: ANN401 - JSON holds anything
    """What the text holds.

    Raises
    ------
    DataProblem
        It is no JSON, or nested too deep to be a journey; the message names line and column.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as broken:
        raise DataProblem(
            f"{file}, line {broken.lineno}, column {broken.colno}: this is not JSON "
            f"({broken.msg}). It may be cut short: export it again."
        ) from broken
    except (RecursionError, ValueError) as deep:
        raise DataProblem(
            f"{file} is nested deeper, or holds a longer number, than any journey. Export it again."
        ) from deep


def parse_yaml(text: str, file: str) -> list[Any]:
    """What each document of the text holds, every value as text.

    Anchors are refused, since a few of them can stand for more than any memory holds.

    Raises
    ------
    DataProblem
        It is no YAML, uses anchors, or is nested too deep to be a journey.
    """
    import yaml

    readable = _UNREADABLE.sub("\ufffd", text)
    loader = yaml.BaseLoader(readable)
    try:
        _require_plain(yaml, readable, file)
        documents = []
        while loader.check_data():
            documents.append(loader.get_data())
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        why = getattr(broken, "problem", None) or "a sign that YAML does not allow"
        raise DataProblem(
            f"{file}{where}: this is not YAML ({why}). It may be cut short: export it again."
        ) from broken
    except RecursionError as deep:
        raise DataProblem(f"{file} is nested deeper than any journey. Export it again.") from deep
    finally:
        loader.dispose()
    return documents


def _require_plain(yaml: Any, text: str, file: str) -> None:  # noqa: ANN401 - a module
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1
            raise DataProblem(
                f"{file}, line {line} refers to an anchor (*{event.anchor}), which is not read: "
                "a few of them can stand for more than any memory holds. Write the value itself."
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise DataProblem(f"{file} is nested deeper than any journey. Export it again.")


def text_of(value: Any) -> str:  # noqa: ANN401 - of any file
    """A value as text on one line: numbers and words; empty for lists, objects and nothing."""
    if value is None or isinstance(value, dict | list):
        return ""
    return " ".join(str(value).split())


def dicts_in(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """The objects in a list; none where there is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def texts_in(value: Any) -> list[str]:  # noqa: ANN401
    """The texts in a list, or the only one; blank ones left out."""
    found = value if isinstance(value, list) else [value]
    return [text for text in map(text_of, found) if text]

"""Event logs in XES (IEEE 1849), plain or packed with gzip, as a table: one event a row."""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem

GZIP: Final = b"\x1f\x8b"
CASE: Final = "case:"  # before the name of a trace's attribute
NESTED: Final = " (nested)"  # after the name of an attribute that has attributes of its own
_SIMPLE: Final = frozenset(("string", "date", "int", "float", "boolean", "id"))
_HEAD: Final = 65_536  # bytes in which a log must show that it is one
_LARGEST: Final = 2**34  # bytes unpacked; beyond it a packed file is taken for a trap


@dataclass
class _Log:
    """What is noted beside the events while a log is read."""

    promised: dict[str, set[str]] = field(default_factory=lambda: {"trace": set(), "event": set()})
    lacking: Counter[str] = field(default_factory=Counter)
    traces: int = 0
    events: int = 0
    without_events: int = 0


def is_event_log(path: Path) -> bool:
    """Whether the file's content is a log in XES, packed or not, whatever its name says."""
    try:
        with _opened(path) as file:
            head = file.read(_HEAD)
    except (OSError, EOFError, zlib.error):
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    return b"<log" in head and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read_event_log(path: Path) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """The events of a log, every attribute as text.

    Columns are named after the attributes' keys, those of the trace with `case:` before them, in
    the order in which they first occur. A list or a container is kept as JSON, and so are
    attributes of an attribute, in a column of their own. Defaults that the log states for all
    events are filled in nowhere: they are examples of a value, not what happened.

    Parameters
    ----------
    path
        A `.xes` or `.xes.gz`.

    Returns
    -------
    pandas.DataFrame
        One row an event, in the log's order; the index counts the events from 1. Missing is "".
    tuple of Problem
        Notes on traces without events, and on attributes that the log promises and some lack.

    Raises
    ------
    DataProblem
        The file is no XES, is cut short, or declares a DOCTYPE, behind which entities can hide.
    """
    log = _Log()
    columns: dict[str, list[str]] = {}
    texts: dict[str, str] = {}  # a log says the same few words a thousand times
    count = 0
    for row in _rows(path, log):
        for name, value in row.items():
            column = columns.get(name)
            if column is None:
                column = columns[name] = []
            column.extend([""] * (count - len(column)))
            column.append(texts.setdefault(value, value))
        count += 1
    for column in columns.values():
        column.extend([""] * (count - len(column)))
    if not count:
        raise DataProblem(f"{path.name} is a log without events. Export it again.")
    index = pd.RangeIndex(1, count + 1, name="row")
    ordered = [name for name in columns if not name.startswith(CASE)]
    ordered += [name for name in columns if name.startswith(CASE)]
    frame = pd.DataFrame(
        {name: pd.Series(columns.pop(name), index=index, dtype="str") for name in ordered}
    )
    return frame, tuple(_notes(path.name, log))


def event_rows(path: Path) -> Iterator[dict[str, str]]:
    """The events of a log one by one, each as attribute -> text, in little memory.

    Raises
    ------
    DataProblem
        As `read_event_log`, at the event where the fault is met.
    """
    return _rows(path, _Log())


def log_traces(path: Path) -> Iterator[tuple[dict[str, str], list[dict[str, str]]]]:
    """The cases of a log one by one, each as its own attributes and those of its events.

    Names and values as in `read_event_log`; an event outside every case is one without attributes.

    Raises
    ------
    DataProblem
        As `read_event_log`, at the case where the fault is met.
    """
    return _traces(path, _Log())


def _rows(path: Path, log: _Log) -> Iterator[dict[str, str]]:
    for of_trace, events in _traces(path, log):
        yield from _told(log, events, of_trace)


def _traces(path: Path, log: _Log) -> Iterator[tuple[dict[str, str], list[dict[str, str]]]]:
    from lxml import etree

    try:
        with _opened(path) as file:
            # Before the parser sees it: it would grow entities in attributes of the first element.
            _refuse_doctype(path, file.read(_HEAD))
            file.seek(0)
            yield from _parsed(path, file, log)
    except etree.XMLSyntaxError as broken:
        raise DataProblem(
            f"{path.name} is cut short or damaged XES: line {broken.lineno} does not go on as it "
            "must. Export it again."
        ) from broken
    except (gzip.BadGzipFile, EOFError, zlib.error) as broken:
        raise DataProblem(
            f"{path.name} is cut short or damaged: it cannot be unpacked ({broken}). Copy it again."
        ) from broken


def _parsed(
    path: Path,
    file: Any,  # noqa: ANN401
    log: _Log,
) -> Iterator[tuple[dict[str, str], list[dict[str, str]]]]:
    from lxml import etree

    walk = etree.iterparse(
        file, events=("start", "end"), tag=("{*}log", "{*}trace", "{*}event", "{*}global"),
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    events: list[dict[str, str]] = []
    within = 0  # depth of nested traces or events: an attribute of that name is none of ours
    first = True
    for moment, element in walk:
        if first:
            _require_log(path, element.getroottree())
            first = False
        kind = etree.QName(element).localname
        if moment == "start":
            within += kind in ("trace", "event")
            continue
        within -= kind in ("trace", "event")
        if kind == "event" and within <= 1:
            events.append(_attributes(element, ""))
            _forget(element)
            if within == 0:  # an event outside every trace
                yield {}, events
                events = []
        elif kind == "trace" and within == 0:
            yield _attributes(element, CASE), events
            log.traces += 1
            log.without_events += not events
            events = []
            _forget(element)
        elif kind == "global":
            keys = _attributes(element, "")
            log.promised.setdefault(element.get("scope", "event"), set()).update(keys)


def _told(
    log: _Log, events: list[dict[str, str]], of_trace: dict[str, str]
) -> Iterator[dict[str, str]]:
    promised = log.promised["event"]
    log.events += len(events)
    for event in events:
        log.lacking.update(promised - event.keys())
        yield event | of_trace
    if events:
        log.lacking.update(f"{CASE}{key}" for key in log.promised["trace"]
                           if f"{CASE}{key}" not in of_trace)  # fmt: skip


def _refuse_doctype(path: Path, head: bytes, *, found: bool = False) -> None:
    start = head.replace(b"\0", b"").partition(b"<log")[0]  # without the zeros of UTF-16
    if found or b"<!DOCTYPE" in start.upper():
        raise DataProblem(
            f"{path.name} declares a DOCTYPE, which no event log needs and in which entities can "
            "hide that grow without end. Take the lines from <!DOCTYPE to ]> out, or export the "
            "log again."
        )


def _require_log(path: Path, tree: Any) -> None:  # noqa: ANN401
    _refuse_doctype(path, b"", found=tree.docinfo.internalDTD is not None)
    root = tree.getroot()
    if str(root.tag).rpartition("}")[2] != "log":
        raise DataProblem(
            f"{path.name} is XML, and no event log: its first element is <{root.tag}>, not <log>. "
            "Export the log as XES."
        )


def _forget(element: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Give the memory back: of what was read only the empty element itself stays for a moment."""
    tag = element.tag
    element.clear()
    before = element.getprevious()
    if before is not None and before.tag == tag:
        element.getparent().remove(before)


def _attributes(element: Any, prefix: str) -> dict[str, str]:  # noqa: ANN401
    found: dict[str, str] = {}
    for one in element:
        tag = one.tag
        if not isinstance(tag, str):
            continue
        kind = tag.rpartition("}")[2]
        key = one.get("key")
        if key is None or kind in ("event", "trace"):
            continue
        name = f"{prefix}{key}"
        if kind in _SIMPLE:
            found[name] = one.get("value", "")
            if len(one):
                found[f"{name}{NESTED}"] = _as_json(one)
        else:
            found[name] = _as_json(one)
    return found


def _as_json(element: Any) -> str:  # noqa: ANN401
    return json.dumps(_content(element), ensure_ascii=False, sort_keys=False)


def _content(element: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """The attributes inside another one, in order: a list may hold one key twice."""
    inside = []
    for one in element:
        if not isinstance(one.tag, str):
            continue
        kind = one.tag.rpartition("}")[2]
        if kind == "values" and one.get("key") is None:  # a list keeps its elements in here
            return _content(one)
        value: Any = one.get("value", "") if kind in _SIMPLE else _content(one)
        inside.append({one.get("key", ""): value})
        if kind in _SIMPLE and len(one):
            inside[-1][NESTED.strip()] = _content(one)
    return inside


def _notes(file: str, log: _Log) -> Iterator[Problem]:
    if log.without_events:
        yield Problem(
            file, 0, "trace", "has an event", f"{log.without_events} of {log.traces}",
            "A case in which nothing happened leaves no row. Nothing to do, if that is so.", "note",
        )  # fmt: skip
    for key, times in sorted(log.lacking.items()):
        of_case = key.startswith(CASE)
        every, total = ("case", log.traces) if of_case else ("event", log.events)
        yield Problem(
            file, 0, key, f"is there in every {every}, as the log says",
            f"missing in {times} of {total}",
            "It is left empty there: the log's own default is no record of what happened.", "note",
        )  # fmt: skip


def _opened(path: Path) -> Any:  # noqa: ANN401 - a file or an unpacking one
    file = path.open("rb")
    start = file.read(2)
    file.seek(0)
    return _Unpacked(file) if start == GZIP else file


class _Unpacked(gzip.GzipFile):
    """A packed file that ends with a message when it unpacks to more than any log is."""

    def __init__(self, packed: IO[bytes]) -> None:
        super().__init__(fileobj=packed)
        self._packed = packed
        self._given = 0

    def read(self, size: int | None = -1) -> bytes:
        content = super().read(size)
        self._given += len(content)
        if self._given > _LARGEST:
            raise DataProblem(
                f"{Path(self._packed.name).name} unpacks to more than {_LARGEST / 2**30:.0f} GB. "
                "Export a shorter period."
            )
        return content

    def close(self) -> None:
        super().close()
        self._packed.close()

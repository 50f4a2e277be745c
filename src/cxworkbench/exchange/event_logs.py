"""Event logs in XES (IEEE 1849), which process-mining tools open, written piece by piece."""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.files import write_by
from cxworkbench.ground.xml_files import xml_safe

Value = str | bool | int | float | Sequence[Any] | Mapping[str, Any]
_KEYS: Final = {"activity": "concept:name", "occurred_at": "time:timestamp"}
_LEFT_OUT: Final = ("account_id", "source", "file", "row")  # the trace's, and where it was received
_NAMESPACE: Final = "http://www.xes-standard.org/"
_EXTENSIONS: Final = ("Concept", "Time")


def write_event_log(events: pd.DataFrame, path: Path) -> tuple[str, ...]:
    """What a log cannot hold, after the events were written as XES: one trace an account.

    Traces stand in the order of account ids, events in the order of their time, those without one
    last; columns without a key of XES keep their name. Missing values are left out. The same
    events give the same bytes.

    Parameters
    ----------
    events
        Evidence of events: `account_id`, `activity`, `occurred_at`, and what else it has.
    path
        Ends in `.xes`, or in `.xes.gz` to be packed.

    Returns
    -------
    tuple of str
        A sentence for each kind of content that was changed or left out; empty for none.

    Notes
    -----
    Evidence has no time zone, and so the log has none.
    """
    ordered = events.sort_values(["account_id", "occurred_at"], kind="stable")
    traces = (
        ({"concept:name": str(account_id)}, _events(of_account))
        for account_id, of_account in ordered.groupby("account_id", sort=True)
    )
    write_traces(traces, path)
    return tuple(_losses(events))


def write_traces(
    traces: Iterable[tuple[Mapping[str, Value], Iterable[Mapping[str, Value]]]],
    path: Path,
    *,
    extensions: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    r"""The log at `path`: each trace as its attributes and its events' attributes, in order.

    Texts, numbers, truth values and times become attributes of that kind, a sequence a `list`, a
    mapping a `container`. Signs that XML cannot hold are written as \ufffd. Nothing but the trace
    at hand is kept in memory.

    Parameters
    ----------
    traces
        One by one; a generator is fine.
    path
        Ends in `.gz` to be packed.
    extensions
        Further ones: prefix -> name and address.
    """
    from lxml import etree

    declared = {name.lower(): (name, f"{_NAMESPACE}{name.lower()}.xesext") for name in _EXTENSIONS}
    declared |= dict(extensions or {})

    def write(beside: Path) -> None:
        with _opened(beside, packed=path.name.endswith(".gz")) as file:
            with etree.xmlfile(file, encoding="UTF-8") as xml:
                xml.write_declaration()
                root = {"xes.version": "1.0", "xes.features": "nested-attributes"}
                with xml.element("log", root, nsmap={None: _NAMESPACE}):
                    for prefix, (name, uri) in declared.items():
                        fields = {"name": name, "prefix": prefix, "uri": uri}
                        _line(xml, etree.Element("extension", fields))
                    keys = {"name": "Activity", "keys": "concept:name"}
                    _line(xml, etree.Element("classifier", keys))
                    for attributes, events in traces:
                        _write_trace(xml, etree, attributes, events)
            file.write(b"\n")

    write_by(path, write)


def _write_trace(
    xml: Any,  # noqa: ANN401 - lxml has no types
    etree: Any,  # noqa: ANN401
    attributes: Mapping[str, Value],
    events: Iterable[Mapping[str, Value]],
) -> None:
    xml.write("\n  ")
    with xml.element("trace"):
        for name, value in attributes.items():
            _line(xml, _attribute(etree, name, value), 4)
        for event in events:
            element = etree.Element("event")
            element.extend([_attribute(etree, name, value) for name, value in event.items()])
            etree.indent(element, level=2)
            _line(xml, element, 4)
        xml.write("\n  ")


def _line(xml: Any, element: Any, indent: int = 2) -> None:  # noqa: ANN401
    xml.write(f"\n{' ' * indent}")
    xml.write(element)


def _attribute(etree: Any, name: str, value: Value) -> Any:  # noqa: ANN401
    kind, text = _kind_and_text(value)
    one = etree.Element(kind, key=xml_safe(name))
    if kind == "container" and isinstance(value, Mapping):
        one.extend([_attribute(etree, key, inside) for key, inside in value.items()])
    elif kind == "list" and not isinstance(value, bool | int | float):
        values = etree.SubElement(one, "values")
        values.extend([_attribute(etree, "one", inside) for inside in value])
    else:
        one.set("value", text)
    return one


def _kind_and_text(value: Any) -> tuple[str, str]:  # noqa: ANN401
    if isinstance(value, str):
        return "string", xml_safe(value)
    if isinstance(value, bool):
        return "boolean", "true" if value else "false"
    if isinstance(value, int):
        return "int", str(value)
    if isinstance(value, float):
        return "float", repr(value)
    if isinstance(value, pd.Timestamp):
        return "date", value.isoformat(timespec="milliseconds")
    if isinstance(value, Mapping):
        return "container", ""
    return ("list", "") if isinstance(value, Sequence) else ("string", xml_safe(str(value)))


@contextmanager
def _opened(path: Path, *, packed: bool) -> Iterator[Any]:
    with path.open("wb") as file:
        if not packed:
            yield file
            return
        # Neither name nor time: the same events are the same bytes.
        with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as inside:
            yield inside


def _events(of_account: pd.DataFrame) -> Iterator[dict[str, Value]]:
    columns = [name for name in of_account.columns if name not in _LEFT_OUT]
    values = (of_account[name].tolist() for name in columns)
    keys = [_KEYS.get(name, name) for name in columns]
    for row in zip(*values, strict=True):
        yield {
            key: value
            for key, value in zip(keys, row, strict=True)
            if not (value is None or value is pd.NaT or value != value or value == "")
        }


def _is_text(column: pd.Series) -> bool:
    kinds = pd.api.types
    return not (kinds.is_datetime64_any_dtype(column.dtype) or kinds.is_numeric_dtype(column.dtype))


def _losses(events: pd.DataFrame) -> Iterable[str]:
    texts = [name for name in events if _is_text(events[name])]
    changed = sum(
        int(events[name].map(lambda text: xml_safe(str(text)) != str(text)).sum()) for name in texts
    )
    unplaced = int(events["account_id"].eq("").sum())
    undated = int(events["occurred_at"].isna().sum())
    counted = (
        ("texts with signs that XML cannot hold, each replaced by \ufffd", changed),
        ("events of no account, in one trace without a name", unplaced),
        ("events without a time, last in their trace", undated),
    )
    return (f"{what}: {count}" for what, count in counted if count)

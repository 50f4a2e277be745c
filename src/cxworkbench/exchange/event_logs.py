"""Events as an event log in XES (IEEE 1849), which process-mining tools open."""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

import pandas as pd

from cxworkbench.ground.files import write_bytes

_KEYS: Final = {"activity": "concept:name", "occurred_at": "time:timestamp"}
_LEFT_OUT: Final = ("account_id", "source", "file", "row")  # the trace's, and where it was received
_EXTENSIONS: Final = ("Concept", "Time")
# What XML 1.0 cannot hold, not even as a reference.
_UNWRITABLE: Final = {
    **dict.fromkeys({*range(32)} - {9, 10, 13}, "\ufffd"),
    **dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


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
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">',
        *(
            f'  <extension name="{name}" prefix="{name.lower()}" '
            f'uri="http://www.xes-standard.org/{name.lower()}.xesext"/>'
            for name in _EXTENSIONS
        ),
        '  <classifier name="Activity" keys="concept:name"/>',
    ]
    for account_id, of_account in ordered.groupby("account_id", sort=True):
        lines += ["  <trace>", _attribute("string", "concept:name", str(account_id), 4)]
        lines += _events(of_account)
        lines.append("  </trace>")
    content = "\n".join([*lines, "</log>", ""])
    losses = tuple(_losses(events))
    raw = content.translate(_UNWRITABLE).encode("utf-8")
    write_bytes(path, gzip.compress(raw, mtime=0) if path.name.endswith(".gz") else raw)
    return losses


def _events(of_account: pd.DataFrame) -> Iterator[str]:
    columns = [name for name in of_account.columns if name not in _LEFT_OUT]
    values = (of_account[name].tolist() for name in columns)
    kinds = [_kind(of_account[name]) for name in columns]
    for row in zip(*values, strict=True):
        yield "    <event>"
        for name, kind, value in zip(columns, kinds, row, strict=True):
            if not (value is None or value is pd.NaT or value != value or value == ""):
                yield _attribute(kind, _KEYS.get(name, name), _text(kind, value), 6)
        yield "    </event>"


def _kind(column: pd.Series) -> str:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return "date"
    return "float" if pd.api.types.is_numeric_dtype(column.dtype) else "string"


def _text(kind: str, value: Any) -> str:  # noqa: ANN401 - a cell holds anything
    return value.isoformat(timespec="milliseconds") if kind == "date" else str(value)


def _attribute(kind: str, key: str, value: str, indent: int) -> str:
    # A line end in an attribute would be read back as a blank.
    safe = quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return f"{' ' * indent}<{kind} key={quoteattr(key)} value={safe}/>"


def _losses(events: pd.DataFrame) -> Iterable[str]:
    texts = [name for name in events if _kind(events[name]) == "string"]
    changed = sum(
        int(events[name].map(lambda text: str(text).translate(_UNWRITABLE) != str(text)).sum())
        for name in texts
    )
    unplaced = int(events["account_id"].eq("").sum())
    undated = int(events["occurred_at"].isna().sum())
    counted = (
        ("texts with signs that XML cannot hold, each replaced by \ufffd", changed),
        ("events of no account, in one trace without a name", unplaced),
        ("events without a time, last in their trace", undated),
    )
    return (f"{what}: {count}" for what, count in counted if count)

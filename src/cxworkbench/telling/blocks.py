"""The blocks a told record is made of, with the evidence behind each claim."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import pandas as pd

from cxworkbench.ground.language import term
from cxworkbench.records.told import Audience, Block, Cell, Section

FIRST_EVIDENCE: Final = 8  # ids that a block names; it counts all
SAFE: Final[Audience] = "client-safe"
INSIDE: Final[Audience] = "internal"
# Columns whose words come from the data: they are never translated.
FROM_DATA: Final = frozenset((
    "account", "account_id", "activity", "code", "contact_id", "file", "examples", "name", "names",
    "persona", "place", "quote", "said", "segment", "source", "stage", "statement", "text", "title",
    "touchpoint", "word", "words",
))  # fmt: skip


class Drawn(Protocol):
    """A chart that gives its own specification."""

    def to_dict(self, validate: bool = True) -> dict[str, object]:
        """The Vega-Lite specification with its data inside."""
        ...


def section_of(key: str, title: str, blocks: Sequence[Block]) -> Section:
    """The blocks under one question."""
    return Section(key=key, title=term(title), blocks=tuple(blocks))


def sentence(text: str, audience: Audience = INSIDE, *, evidence: pd.Series | None = None) -> Block:
    """A claim in words, with the ids of the voices or events it rests on."""
    shown, count = _first(evidence)
    return Block(
        kind="sentence", text=term(text), audience=audience, evidence=shown, evidence_count=count
    )


def note(text: str, audience: Audience = INSIDE) -> Block:
    """A caveat."""
    return Block(kind="note", text=term(text), audience=audience)


def chart_block(
    chart: Drawn, text: str, audience: Audience = INSIDE, *, evidence: pd.Series | None = None
) -> Block:
    """A chart with the sentence that says the same."""
    shown, count = _first(evidence)
    # Checking the specification against the schema takes longer than making it; the tests do it.
    spec = chart.to_dict(validate=False)
    return Block(
        kind="chart",
        chart=spec,
        text=text,
        title=_title(spec),
        audience=audience,
        evidence=shown,
        evidence_count=count,
    )


def table_of(
    table: pd.DataFrame,
    named: Mapping[str, str],
    title: str,
    audience: Audience = INSIDE,
    *,
    evidence: pd.Series | None = None,
) -> Block:
    """A table with the columns named as people read them; missing is left empty."""
    columns = [[_said(value, key) for value in table[key]] for key in named]
    shown, count = _first(evidence)
    return Block(
        kind="table",
        title=term(title),
        columns=tuple(term(name) for name in named.values()),
        rows=tuple(zip(*columns, strict=True)),
        audience=audience,
        evidence=shown,
        evidence_count=count,
    )


def filled(table: pd.DataFrame, named: Mapping[str, str]) -> dict[str, str]:
    """The named columns in which any row holds something; all of them where there are no rows.

    Examples
    --------
    >>> filled(pd.DataFrame({"a": [1.0], "b": [None], "c": ["–"]}), {"a": "A", "b": "B", "c": "C"})
    {'a': 'A'}
    """
    nothing = (None, "", "–")
    return {
        key: name
        for key, name in named.items()
        if table.empty or any(_cell(value) not in nothing for value in table[key])
    }


def _first(evidence: pd.Series | None) -> tuple[tuple[str, ...], int]:
    if evidence is None:
        return (), 0
    return tuple(evidence.head(FIRST_EVIDENCE).tolist()), len(evidence)


def _title(spec: Mapping[str, object]) -> str:
    title = spec.get("title", "")
    return str(title.get("text", "")) if isinstance(title, dict) else str(title)


def _said(value: object, key: str) -> Cell:
    """A cell in the language in use: terms of the workbench's own, words from data as they are."""
    cell = _cell(value)
    return term(cell) if isinstance(cell, str) and key not in FROM_DATA else cell


def _cell(value: object) -> Cell:
    if value is None or (not isinstance(value, str) and bool(pd.isna(value))):  # type: ignore[call-overload]
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, str | bool):
        return value
    figure = float(str(value))
    return int(figure) if figure.is_integer() else round(figure, 2)

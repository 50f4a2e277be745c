"""The pieces of the segment explorer: fields, messages, tables and charts in widgets."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Final

import ipywidgets as widgets
import pandas as pd

from cxworkbench.voice.words import percent

WIDE: Final = {"width": "36rem", "max_width": "100%"}
FULL: Final = {"width": "54rem", "max_width": "100%"}
LABEL: Final = {"description_width": "8rem"}
CHART: Final = "application/vnd.vegalite.v5+json"  # the type that JupyterLab 4 draws by itself
CELL: Final = "text-align:left;vertical-align:top;padding:2px 12px 2px 0"


def made(kind: Callable[..., Any], words: str, **more: object) -> Any:  # noqa: ANN401 - widgets are untyped
    """A field with its words at the left."""
    return kind(description=words, layout=dict(WIDE), style=LABEL, **more)


def said(words: str, *, refused: bool) -> str:
    """A message as markup; words from data stay words."""
    # A sign before the words, so that a refusal is not told by colour alone.
    sign = "✗ " if refused else ""
    return f"<div style='max-width:54rem;line-height:1.4'>{sign}{escape(words)}</div>"


def entered(fields: Iterable[Any]) -> dict[int, str]:
    """What stands in the fields, by place from 0."""
    return {place: str(one.value) for place, one in enumerate(fields)}


def numbered(words: pd.Series) -> list[tuple[int, str]]:
    """The words with their places from 1."""
    return [(place, str(one)) for place, one in enumerate(words, start=1)]


def figure_word(name: str, kinds: dict[str, Any]) -> str:
    """A figure's column, marked where it is a category."""
    return name if kinds.get(name) == "number" else f"{name} (category)"


def rules_table(summary: pd.DataFrame) -> pd.DataFrame:
    """Segments by rules as a table to read."""
    return pd.DataFrame(
        {
            "segment": summary["segment"],
            "rule": summary["rule"],
            "accounts": summary["accounts"],
            "share of revenue": [percent(float(one)) for one in summary["revenue_share"]],
            "heard": [percent(float(one)) for one in summary["heard_share"]],
            "too small to be told alone": ["yes" if one else "" for one in summary["small"]],
        }
    )


def table_of(table: pd.DataFrame) -> Any:  # noqa: ANN401 - widgets are untyped
    """The table in a widget; words from data stay words."""
    heads = "".join(f"<th style='{CELL}'>{escape(str(name))}</th>" for name in table)
    lines = [
        "".join(f"<td style='{CELL}'>{escape(str(cell))}</td>" for cell in row)
        for row in table.itertuples(index=False)
    ]
    rows = "".join(f"<tr>{line}</tr>" for line in lines)
    style = "max-width:54rem;font-size:13px;line-height:1.35;border-collapse:collapse"
    return widgets.HTML(f"<table style='{style}'><thead><tr>{heads}</tr></thead>{rows}</table>")


def picture_of(chart: Any) -> Any:  # noqa: ANN401 - any chart
    """The chart in a widget, drawn by JupyterLab itself."""
    spec = {**chart.to_dict(), "$schema": "https://vega.github.io/schema/vega-lite/v5.json"}
    data = {CHART: spec, "text/plain": spec.get("description", "A chart.")}
    return widgets.Output(outputs=({"output_type": "display_data", "data": data, "metadata": {}},))

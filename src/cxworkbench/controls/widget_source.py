"""The source of a widget's page: the parts that all pages share, and then its own."""

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent


def widget_source(name: str) -> str:
    """The text of one page as a browser runs it; `name` is its file here, such as "map_widget.js".

    Pages are one text each, so that a widget needs no server to fetch a second file from.
    """
    files = (_HERE / "widget_parts.js", _HERE / name)
    return "\n".join(file.read_text(encoding="utf-8") for file in files)

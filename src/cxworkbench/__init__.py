"""A workbench for B2B customer-journey mapping: evidence, segments, map, insights, reports.

The names a notebook needs are fetched when first used, so that `import cxworkbench` costs nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_WHERE: dict[str, str] = {
    "describe_meaning": "cxworkbench.records.meaning",
    "map_meaning": "cxworkbench.records.meaning",
    "open_engagement": "cxworkbench.intake.opening",
    "open_map_editor": "cxworkbench.controls.map_editor",
    "write_map_picture": "cxworkbench.telling.map_pictures",
}

__all__ = ["__version__", *sorted(_WHERE)]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever lives under that name
    """The object of that name, imported from its room at first use."""
    if name not in _WHERE:
        raise AttributeError(f"cxworkbench has no {name!r}; it has: {', '.join(__all__)}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    """The public names, for tab completion."""
    return sorted(__all__)

"""The executed notebook as it is kept: the same run gives the same bytes.

Taken out or numbered anew is only what differs between two equal runs: times and durations, random
ids of cells, widgets, charts and styled tables, process numbers, and the folders of this machine.
"""

import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

VIEW: Final = "application/vnd.jupyter.widget-view+json"
STATE: Final = "application/vnd.jupyter.widget-state+json"
_REFERENCE: Final = re.compile(r"IPY_MODEL_([0-9a-f]{32})")
_RANDOM: Final = (
    re.compile(r"(?P<kept>altair-viz-)(?P<random>[0-9a-f]{32})"),  # altair's HTML renderer
    re.compile(r"(?P<kept>\bT_)(?P<random>[0-9a-f]{5})(?=_|\b)"),  # pandas' styled tables
)
_CELL_FILE: Final = re.compile(r"[^\s'\"]*ipykernel_\d+[/\\]\d+\.py")
_MEMORY: Final = re.compile(r"\bat 0x[0-9a-f]+")


def canonical(notebook: Any, *, folder: Path, parameters: dict[str, Any]) -> Any:  # noqa: ANN401
    """The notebook without what differs between two equal runs.

    Parameters
    ----------
    notebook
        An executed notebook; left as it is.
    folder
        The engagement's folder; its path becomes "." in every output.
    parameters
        What the notebook was given, kept in the notebook's metadata.

    Returns
    -------
    nbformat.NotebookNode
        A new notebook.
    """
    kept = deepcopy(notebook)
    kept.metadata.pop("papermill", None)
    kept.metadata["cxworkbench"] = {"parameters": parameters}
    for number, cell in enumerate(kept.cells, start=1):
        cell["id"] = f"cell-{number}"
        for moment in ("papermill", "execution"):
            cell.metadata.pop(moment, None)
    kept.nbformat, kept.nbformat_minor = 4, 5
    outputs = [output for cell in kept.cells for output in cell.get("outputs", [])]
    _name_widgets_anew(kept, outputs)
    names = _Names(_folders_of_this_machine(folder))
    for output in outputs:
        for field, value in list(output.items()):
            output[field] = names.in_all(value)
    return kept


class _Names:
    """Random names become numbers, in the order in which they are first met."""

    def __init__(self, folders: list[tuple[str, str]]) -> None:
        self.folders = folders
        self.numbers: dict[str, int] = {}

    def in_all(self, value: Any) -> Any:  # noqa: ANN401 - any JSON value
        """The same JSON value with every text in it cleaned."""
        if isinstance(value, str):
            return self.in_text(value)
        if isinstance(value, list):
            return [self.in_all(item) for item in value]
        if isinstance(value, dict):
            return type(value)({key: self.in_all(item) for key, item in value.items()})
        return value

    def in_text(self, text: str) -> str:
        """The text with random names numbered and this machine's folders shortened."""
        text = _CELL_FILE.sub("cell", text)
        text = _MEMORY.sub("at 0x0", text)
        for random in _RANDOM:
            text = random.sub(self._number, text)
        for found, shown in self.folders:
            text = text.replace(found, shown)
        return text

    def _number(self, found: re.Match[str]) -> str:
        number = self.numbers.setdefault(found["random"], len(self.numbers) + 1)
        return f"{found['kept']}{number}"


def _folders_of_this_machine(folder: Path) -> list[tuple[str, str]]:
    """Longest first, so that a folder inside another is not cut in half."""
    package = Path(__file__).parents[1]
    known = {
        str(folder.resolve()): ".",
        str(package): "cxworkbench",
        sys.prefix: "python",
        sys.base_prefix: "python",
        str(Path.home()): "~",
    }
    rooted = [(found, shown) for found, shown in known.items() if len(found) > 1]
    return sorted(rooted, key=lambda pair: -len(pair[0]))


def _name_widgets_anew(notebook: Any, outputs: list[Any]) -> None:  # noqa: ANN401
    """Widget models are numbered as the page meets them: from each view down to its parts."""
    widgets = notebook.metadata.get("widgets", {}).get(STATE)
    state = widgets["state"] if widgets else {}
    views = [output["data"][VIEW] for output in outputs if VIEW in output.get("data", {})]
    new = _widget_numbers([view["model_id"] for view in views], state)
    for view in views:
        view["model_id"] = new[view["model_id"]]
    if widgets:
        named = sorted((new[model], _with_names(held, new)) for model, held in state.items())
        widgets["state"] = type(state)(named)


def _widget_numbers(first: list[str], state: dict[str, Any]) -> dict[str, str]:
    new: dict[str, str] = {}
    # Those that no view leads to come last, in the order in which the notebook made them.
    waiting = [*reversed(state), *reversed(first)]
    while waiting:
        model = waiting.pop()
        if model not in new:
            new[model] = f"{len(new) + 1:032x}"
            waiting.extend(reversed(list(_parts_of(state.get(model, {})))))
    return new


def _parts_of(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        yield from _REFERENCE.findall(value)
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from _parts_of(value[key])
    elif isinstance(value, list):
        for item in value:
            yield from _parts_of(item)


def _with_names(value: Any, new: dict[str, str]) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return _REFERENCE.sub(lambda found: f"IPY_MODEL_{new.get(found[1], found[1])}", value)
    if isinstance(value, dict):
        return type(value)({key: _with_names(item, new) for key, item in value.items()})
    if isinstance(value, list):
        return [_with_names(item, new) for item in value]
    return value

"""Notebooks: which ones a run uses, what each declares, and an engagement's own copies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.files import write_text
from cxworkbench.ground.resources import shipped
from cxworkbench.ground.terms import PARTS

FILES: Final = {
    "research": "1_segment_data.ipynb",
    "map": "2_build_map.ipynb",
    "insights": "3_generate_insights.ipynb",
}
OWN: Final = "notebooks"  # folder of an engagement's own copies
# In a copy that stands in the engagement, "Run All" works on that engagement.
OWN_DEFAULTS: Final = {"engagement": "..", "out": "../runs/by-hand"}


@dataclass(frozen=True)
class Notebook:
    """One notebook of a run; `own` when it is the engagement's copy and not the shipped one."""

    part: str
    path: Path
    own: bool


@dataclass(frozen=True)
class Declared:
    """One parameter as a notebook's parameters cell declares it; `default` is its source text."""

    name: str
    type: str
    default: str
    help: str


def find_notebooks(
    folder: Path | None = None, parts: Sequence[str] = PARTS
) -> tuple[Notebook, ...]:
    """The notebooks of the parts, in the order of the method.

    An engagement's own copy in its `notebooks/` is taken before the shipped one.

    Raises
    ------
    ParameterProblem
        A part is not one of the method's.
    """
    for part in parts:
        if part not in FILES:
            raise ParameterProblem(
                f"There is no part {part!r}. {did_you_mean(part, FILES)}"
                f"The parts are {', '.join(FILES)}."
            )
    return tuple(_notebook_of(part, folder) for part in FILES if part in parts)


def _notebook_of(part: str, folder: Path | None) -> Notebook:
    own = folder / OWN / FILES[part] if folder is not None else None
    if own is not None and own.is_file():
        return Notebook(part, own, own=True)
    return Notebook(part, shipped("notebooks") / FILES[part], own=False)


def read_notebook(path: Path) -> Any:  # noqa: ANN401 - nbformat has no types
    """The notebook as papermill wants it: current format, tags and metadata present.

    Raises
    ------
    ParameterProblem
        The file is missing or is no notebook.
    """
    import nbformat
    from papermill.iorw import load_notebook_node

    # What nbformat 5.10 raises for text that is JSON but no notebook, beside its own errors.
    no_notebook = (ValueError, TypeError, AttributeError, KeyError, nbformat.ValidationError)
    try:
        notebook = nbformat.reads(  # type: ignore[no-untyped-call]
            path.read_text("utf-8"), as_version=4
        )
        nbformat.validate(notebook)
        return load_notebook_node(notebook)
    except FileNotFoundError as missing:
        raise ParameterProblem(
            f"There is no notebook {path}. Check the name and the folder."
        ) from missing
    except no_notebook as broken:
        raise ParameterProblem(
            f"{path.name} is not a notebook that Jupyter can open. Open it in JupyterLab to see "
            "where it is broken, or delete this copy and the shipped notebook is used."
        ) from broken


def describe_parameters(path: Path) -> tuple[Declared, ...]:
    """What the notebook's cell tagged `parameters` declares, in its order.

    Notes
    -----
    Papermill reads the cell as text: a type like `float | None` or a `#` inside a default is not
    understood (seen with papermill 2.7). Write `Optional[float]`, and no `#`.
    """
    return _declared(path, path.read_bytes() if path.is_file() else b"")


@lru_cache(maxsize=64)
def _declared(path: Path, _content: bytes) -> tuple[Declared, ...]:
    """Read once for each content: every account of a batch asks again."""
    from papermill.inspection import inspect_notebook

    found = inspect_notebook(read_notebook(path))
    return tuple(
        Declared(name, one["inferred_type_name"], one["default"], one["help"])
        for name, one in found.items()
    )


def copy_notebooks(folder: Path) -> tuple[Path, ...]:
    """The engagement's own copies of the shipped notebooks; those it has already stay as they are.

    In a copy the default of `engagement` is the folder it stands in.
    """
    return tuple(_own_copy(shipped("notebooks") / name, folder / OWN) for name in FILES.values())


def _own_copy(original: Path, into: Path) -> Path:
    copy = into / original.name
    if not copy.exists():
        text = original.read_text("utf-8")
        for name, value in OWN_DEFAULTS.items():
            # The notebook is JSON: inside it a quotation mark is written \".
            default = re.compile(rf'({name}: str = \\")[^"\\]*(\\")')
            text = default.sub(rf"\g<1>{value}\g<2>", text, count=1)
        write_text(copy, text)
    return copy

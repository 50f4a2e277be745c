"""Where the notebooks, templates and samples that come with the package stand."""

from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from cxworkbench.ground.errors import DataProblem

_IN_A_CHECKOUT: Final = {
    "notebooks": "notebooks",
    "templates": "templates",
    "samples": "data/samples",
}


def shipped(kind: Literal["notebooks", "templates", "samples"]) -> Path:
    """The folder of notebooks, templates or samples that came with the package.

    In a wheel it lies inside the package; in an editable install it is the checkout's own folder.

    Raises
    ------
    DataProblem
        The installation carries no such folder.
    """
    inside = Path(str(files("cxworkbench"))) / "_shipped" / kind
    if inside.is_dir():
        return inside
    in_checkout = Path(__file__).resolve().parents[3] / _IN_A_CHECKOUT[kind]
    if in_checkout.is_dir():
        return in_checkout
    raise DataProblem(
        f"This installation of cxworkbench carries no {kind}. They belong in {inside}. "
        "Install the package again from its wheel or from a whole checkout."
    )

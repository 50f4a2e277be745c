"""How marks show on what they stand: assumed, reported, observed and measured look different."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cxworkbench.ground.terms import BASES
from cxworkbench.telling.theme import PAPER

WORDS: Final = {  # said later
    "assumed": "dashed ring: assumed",
    "reported": "ring: reported",
    "observed": "ring with a dot: observed",
    "measured": "filled: measured",
}


@dataclass(frozen=True)
class BasisLook:
    """Fill, dash of the rim, and colour of the dot in the middle; "" is none."""

    fill: str
    dash: tuple[float, ...]
    dot: str


def basis_look(basis: str, colour: str) -> BasisLook:
    """The look of a mark of that colour: the surer its basis, the more of it is filled.

    Examples
    --------
    >>> basis_look("measured", "#123456").fill, basis_look("observed", "#123456").dot
    ('#123456', '#123456')
    """
    return BasisLook(
        fill=colour if basis == "measured" else PAPER,
        dash=(2.0, 1.5) if basis == "assumed" else (),
        dot=colour if basis == "observed" else "",
    )


def basis_legend(bases: Iterable[str]) -> str:
    """What the marks that are there stand on, in words; the weakest basis first.

    Examples
    --------
    >>> basis_legend(["measured", "assumed", "measured"])
    'dashed ring: assumed; filled: measured'
    """
    there = set(bases)
    return "; ".join(WORDS[basis] for basis in BASES if basis in there)

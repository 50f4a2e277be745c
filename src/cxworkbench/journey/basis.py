"""From the way a voice was heard to the basis of what is said with it."""

from collections.abc import Iterable
from typing import Final

from cxworkbench.ground.terms import BASES
from cxworkbench.records.journey_map import Basis

BASIS_OF_METHOD: Final[dict[str, Basis]] = {
    "survey": "measured",
    "observation": "observed",
    "analytics": "observed",
    "crm": "observed",
    "interview": "reported",
    "ticket": "reported",
    "review": "reported",
}


def basis_of(methods: Iterable[str]) -> Basis:
    """The basis that most of these voices have; of two with equally many the weaker.

    A method that is not known counts as reported: somebody said it, and no more is known.
    Without any voice the basis is assumed.

    Examples
    --------
    >>> basis_of(["survey", "ticket", "survey"])
    'measured'
    >>> basis_of(["survey", "ticket"])
    'reported'
    >>> basis_of([])
    'assumed'
    """
    counts: dict[Basis, int] = {}
    for method in methods:
        basis = BASIS_OF_METHOD.get(method, "reported")
        counts[basis] = counts.get(basis, 0) + 1
    if not counts:
        return "assumed"
    return min(counts, key=lambda basis: (-counts[basis], BASES.index(basis)))

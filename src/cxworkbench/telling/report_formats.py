"""Which files a report can be written as, and how each is called in the account's folder."""

from collections.abc import Sequence
from typing import Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of

# Format -> the name of its file. `report.WRITERS` makes each.
FORMATS: Final[dict[str, str]] = {
    "html": "report.html",
    "pdf": "report.pdf",
    "deck": "deck.pptx",
    "workbook": "workbook.xlsx",
    "poster": "poster.pdf",
}


def require_formats(formats: Sequence[str]) -> None:
    """Nothing, when each format is one that a report can be written in.

    Raises
    ------
    ParameterProblem
        A format is unknown, or there is none.
    """
    for name in formats or ("",):
        if name not in FORMATS:
            raise ParameterProblem(
                f"There is no report format {name!r}. {did_you_mean(name, FORMATS)}"
                f"Formats: {sample_of(FORMATS, most=len(FORMATS))}."
            )

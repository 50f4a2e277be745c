"""A control in which people mark passages of what was said and give them codes."""

from typing import TYPE_CHECKING

from cxworkbench.intake.case import Case

if TYPE_CHECKING:
    from cxworkbench.controls.coding_widget import CodingControl

ALL = "all"
ONLY_OVER_ALL = "The coding control opens over all accounts; its search finds those of one."


def coding_control(case: Case, coder: str = "") -> "CodingControl | str":
    """A control over the voices of an engagement: choose, mark, code, save.

    Mark words with the mouse, or choose sentences with the arrow keys; every part is reached by
    keyboard. The same is done without a screen by `coding_session.CodingSession`.

    Parameters
    ----------
    case
        The opened engagement. For one account there is a sentence instead: a batch over hundreds
        of accounts needs no control in each.
    coder
        Who codes; empty: the control asks.

    Raises
    ------
    RecordProblem
        The code book or a coder's file cannot be read.
    """
    if case.account != ALL:
        return ONLY_OVER_ALL
    from cxworkbench.controls.coding_widget import CodingControl

    return CodingControl(case, coder)

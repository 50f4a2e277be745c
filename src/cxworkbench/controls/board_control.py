"""A control in which people place actions between value and effort, and decide about them."""

from typing import TYPE_CHECKING

from cxworkbench.insight.building import Insights, propose_register
from cxworkbench.intake.case import Case
from cxworkbench.records.accepting import REGISTER_FILE

if TYPE_CHECKING:
    from cxworkbench.controls.board_widget import DecisionBoard

ALL = "all"
ONLY_OVER_ALL = "The board opens over all accounts and segments: people keep one register of all."


def decision_board(case: Case, insights: Insights, *, by: str = "") -> "DecisionBoard | str":
    """A board over the register that people keep; every change is saved at once.

    Everything is done with the mouse and with the keyboard alike. The same is done without a screen
    by `board_session.BoardSession`.

    Parameters
    ----------
    case
        The opened engagement. For one account or segment there is a sentence instead.
    insights
        As `build_insights` made them: their findings give the values, and where people keep no
        register yet, their proposal becomes it with the first change.
    by
        Who decides; stands beside decisions, with the last day that counts.

    Raises
    ------
    RecordProblem
        The register cannot be read.
    """
    if case.account != ALL or case.segment != ALL:
        return ONLY_OVER_ALL
    from cxworkbench.controls.board_session import BoardSession
    from cxworkbench.controls.board_widget import DecisionBoard

    session = BoardSession(
        case.folder / REGISTER_FILE,
        proposal=propose_register(case, insights),
        known=insights.register,
        by=by,
        on=case.day,
    )
    return DecisionBoard(session)

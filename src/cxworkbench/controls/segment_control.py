"""The segment explorer: rules or a method, dimensions with weights, and what that comes to."""

from typing import TYPE_CHECKING

import pandas as pd

from cxworkbench.intake.case import Case

if TYPE_CHECKING:
    from cxworkbench.controls.segment_widget import SegmentControl

ALL = "all"
ONLY_OVER_ALL = "The segment explorer works over all accounts: set account and segment to all."


def segment_control(case: Case, profile: pd.DataFrame) -> "SegmentControl | str":
    """A control over the accounts: choose how to group them, look, name the segments, save them.

    For one account or one segment it is a sentence: segments are made over all accounts. Every
    field is reached by keyboard. The same is done without a screen by
    `controls.segment_file.explore_segments` and `save_explored`.

    Parameters
    ----------
    case
        The opened engagement.
    profile
        All its accounts, as `voice.profile.account_profile` makes it.

    Raises
    ------
    RecordProblem
        The engagement cannot be read.
    """
    if (case.account, case.segment) != (ALL, ALL):
        return ONLY_OVER_ALL
    from cxworkbench.controls.segment_widget import SegmentControl

    return SegmentControl(case, profile)

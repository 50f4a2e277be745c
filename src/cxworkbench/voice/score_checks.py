"""What stands behind the scores: both ways of summing up, scale use, who answered, fair ranking."""

from dataclasses import dataclass

import pandas as pd

from cxworkbench.intake.case import Case
from cxworkbench.voice.pooled_scores import pooled_scores
from cxworkbench.voice.response import adjusted_scores, answering_against_silent, listed_accounts
from cxworkbench.voice.scale_use import (
    in_questionnaires,
    scale_use,
    scale_use_counts,
    scores_without,
)
from cxworkbench.voice.score_kinds import score_kinds
from cxworkbench.voice.small_cells import shown_cells


@dataclass(frozen=True)
class ScoreChecks:
    """The tables that say how far to trust the scores over all accounts.

    For one account nothing of this is made: every table is empty, and `made` is false.
    """

    made: bool
    kinds: pd.DataFrame
    by_touchpoint: pd.DataFrame  # drawn together
    by_segment: pd.DataFrame
    use: pd.DataFrame
    use_counts: pd.DataFrame
    without: pd.DataFrame
    listed: pd.DataFrame
    response: pd.DataFrame
    adjusted: pd.DataFrame


def build_score_checks(
    case: Case,
    voices: pd.DataFrame,
    profile: pd.DataFrame,
    segments: pd.DataFrame,
    by_touchpoint: pd.DataFrame,
    by_segment: pd.DataFrame,
) -> ScoreChecks:
    """Every check of the scores, over the accounts in scope.

    Parameters
    ----------
    case
        The engagement with its evidence.
    voices, profile
        Of the accounts in scope.
    segments
        The segment of every account.
    by_touchpoint, by_segment
        Their scores, as `score_table` splits them.
    """
    metrics, accounts = case.engagement.metrics, case.evidence.accounts
    asked = {name: metrics[name] for name in metrics if (voices["metric"] == name).any()}
    # A recommendation is asked on 0 to 10 and summed up in one way only.
    shown = {name: metric for name, metric in asked.items() if metric.kind != "nps"}
    smallest = case.engagement.privacy.smallest_cell
    answers = in_questionnaires(voices, asked)
    use = scale_use(answers)
    listed = listed_accounts(profile, segments, voices, asked, as_of=case.as_of)
    return ScoreChecks(
        made=True,
        kinds=score_kinds(voices, shown, accounts=accounts),
        # Small groups help to say what is usual, and are not shown.
        by_touchpoint=shown_cells(pooled_scores(by_touchpoint, metrics), smallest_cell=smallest),
        by_segment=shown_cells(pooled_scores(by_segment, metrics), smallest_cell=smallest),
        use=use,
        use_counts=scale_use_counts(use, answers),
        without=scores_without(use, answers, voices, asked, accounts=accounts),
        listed=listed,
        response=answering_against_silent(listed),
        adjusted=adjusted_scores(listed, voices, asked),
    )


def no_score_checks() -> ScoreChecks:
    """The checks of one account: none."""
    nothing = pd.DataFrame()
    return ScoreChecks(False, *[nothing] * 9)

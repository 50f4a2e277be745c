"""The findings of one case: pains, gains, gaps and moments of truth over the accounts in scope."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.insight.moments import moment_candidates
from cxworkbench.insight.pains import rank_gains, rank_pains
from cxworkbench.intake.case import Case
from cxworkbench.voice.gaps import service_gaps
from cxworkbench.voice.placing import place_accounts
from cxworkbench.voice.profile import account_profile
from cxworkbench.voice.research import recommend_metrics

ALL: Final = "all"


@dataclass(frozen=True)
class Findings:
    """What was found over the accounts in scope, and the rows it was found in.

    `voices`, `events` and `profile` are those of all accounts, or of one segment's where the case
    names a segment and no account: one account is always set against all.
    """

    voices: pd.DataFrame
    events: pd.DataFrame
    profile: pd.DataFrame
    pains: pd.DataFrame
    gains: pd.DataFrame
    gaps: pd.DataFrame
    moments: pd.DataFrame


def find(case: Case) -> Findings:
    """Pains and gains in order, service gaps and moments of truth of a case.

    Raises
    ------
    ParameterProblem
        The case names a segment in which there is no account.
    """
    evidence, engagement = case.evidence, case.engagement
    profile = account_profile(
        evidence.accounts,
        evidence.contacts,
        evidence.voices,
        evidence.events,
        as_of=case.as_of,
        recommend=recommend_metrics(engagement.metrics),
    )
    voices, events = evidence.voices, evidence.events
    if case.segment != ALL and case.account == ALL:
        inside = _members(case, profile)
        profile = profile[profile["account_id"].isin(inside)].reset_index(drop=True)
        voices = voices[voices["account_id"].isin(inside)].reset_index(drop=True)
        events = events[events["account_id"].isin(inside)].reset_index(drop=True)
    metrics, places = engagement.metrics, case.touchpoints
    return Findings(
        voices=voices,
        events=events,
        profile=profile,
        pains=rank_pains(voices, profile, places),
        gains=rank_gains(voices, profile, places),
        gaps=service_gaps(voices, places, metrics=metrics),
        moments=moment_candidates(voices, events, profile, places, metrics=metrics),
    )


def _members(case: Case, profile: pd.DataFrame) -> list[str]:
    groups = place_accounts(case.folder, case.engagement, profile)
    inside = groups.loc[groups["segment"] == case.segment, "account_id"].tolist()
    if not inside:
        there = sorted(set(groups["segment"]))
        raise ParameterProblem(
            f"No account is in the segment {case.segment!r}. {did_you_mean(case.segment, there)}"
            f"Segments with accounts: {', '.join(there)}, or all."
        )
    return inside

"""By how much a metric could move: how accounts with a finding differ from those without."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.ground.differences import Difference, outcome_difference
from cxworkbench.ground.language import say
from cxworkbench.insight.findings import Findings
from cxworkbench.records.engagement import Metric
from cxworkbench.records.register import Moves
from cxworkbench.voice.words import number

RECOMMENDATION: Final = "recommendation"  # of no metric of its own: the account's mean, 0 to 10


@dataclass(frozen=True)
class Shift:
    """A metric, which of satisfaction and loyalty it tells, and the difference in it.

    `difference` is accounts without the finding less those with it, turned so that above 0 those
    without are better off: what is won where the finding goes and the difference was its doing.
    """

    metric: str
    moves: Moves
    difference: Difference

    @property
    def told(self) -> bool:
        """Whether there is an interval, and it leaves out 0 on the better side."""
        return self.difference.low > 0


def metric_shift(
    findings: Findings,
    touchpoint_ids: Sequence[str],
    accounts: Collection[str],
    *,
    metrics: Mapping[str, Metric],
    comparisons: int = 1,
) -> Shift:
    """The metric that is asked most at a touchpoint, and how much worse accounts with a finding do.

    Where none is asked there it is recommendation as a whole.

    Parameters
    ----------
    findings
        For voices and profile of the accounts in scope.
    touchpoint_ids
        Where the finding is.
    accounts
        Ids of the accounts that have it.
    metrics
        The engagement's, for their kinds and which way is better.
    comparisons
        How many differences are told together; the interval holds for all of them at once.

    Notes
    -----
    An association: accounts were not put into the two groups by chance, and nobody knows yet
    whether the metric moves when the finding goes.
    """
    name = asked_most(findings.voices, touchpoint_ids)
    if not name:
        scores = findings.profile.set_index("account_id")["recommendation"].dropna()
        return Shift(
            RECOMMENDATION, "loyalty", _difference(scores, accounts, comparisons, better=True)
        )
    voices = findings.voices
    here = voices[
        voices["touchpoint_id"].isin(touchpoint_ids)
        & (voices["metric"] == name)
        & voices["score"].notna()
        & (voices["account_id"] != "")
    ]
    metric = metrics.get(name)
    moves: Moves = "loyalty" if metric is not None and metric.kind == "nps" else "satisfaction"
    better = metric.higher_is_better if metric is not None else True
    scores = here.groupby("account_id")["score"].mean()
    return Shift(name, moves, _difference(scores, accounts, comparisons, better=better))


def asked_most(voices: pd.DataFrame, touchpoint_ids: Sequence[str]) -> str:
    """The metric that is asked most often at these touchpoints; empty where none is."""
    here = voices[voices["touchpoint_id"].isin(touchpoint_ids) & voices["score"].notna()]
    counts = here.loc[here["metric"] != "", "metric"].value_counts()
    return min((-int(n), str(name)) for name, n in counts.items())[1] if len(counts) else ""


def describe_shift(shift: Shift) -> str:
    """By how much the metric should move, or why that cannot be said.

    Examples
    --------
    >>> two = Difference(1.4, 0.6, 2.2, 10, 12, "Welch over 10 and 12 accounts")
    >>> print(describe_shift(Shift("CSAT", "satisfaction", two)))
    CSAT, which tells satisfaction, is 1.4 better (0.6 to 2.2) at the 12 accounts without it than at
    the 10 with it: an association, and the most that may be won.
    """
    one = shift.difference
    name = say("Recommendation (0 to 10)") if shift.metric == RECOMMENDATION else shift.metric
    if pd.isna(one.low):
        return say(
            "By how much {name} should move cannot be said ({method}).",
            name=name,
            method=one.method,
        )
    if not shift.told:
        return say(
            "{name} is not better without it by more than chance (difference "
            "{value}, {low} to {high}): a change may not show there.",
            name=name,
            value=number(one.value),
            low=number(one.low),
            high=number(one.high),
        )
    return say(
        "{name}, which tells {moves}, is {value} better ({low} to {high}) at "
        "the {rest} accounts without it than at the {group} with it: an "
        "association, and the most that may be won.",
        name=name,
        moves=shift.moves,
        value=number(one.value),
        low=number(one.low),
        high=number(one.high),
        rest=one.rest,
        group=one.group,
    )


def describe_kept(shift: Shift) -> str:
    """How much better a metric is where accounts have a gain, or that this cannot be said.

    Examples
    --------
    >>> two = Difference(-1.4, -2.2, -0.6, 10, 12, "Welch over 10 and 12 accounts")
    >>> print(describe_kept(Shift("CSAT", "satisfaction", two)))
    CSAT is 1.4 better (0.6 to 2.2) at the 10 accounts with it than at the 12 without: an
    association, and what is to be kept.
    """
    one = shift.difference
    name = say("Recommendation (0 to 10)") if shift.metric == RECOMMENDATION else shift.metric
    if pd.isna(one.low):
        return say(
            "Whether {name} is better with it cannot be said ({method}).",
            name=name,
            method=one.method,
        )
    if one.high >= 0:
        return say(
            "{name} is not better with it by more than chance (difference {value}, {low} to "
            "{high}).",
            name=name,
            value=number(-one.value),
            low=number(-one.high),
            high=number(-one.low),
        )
    return say(
        "{name} is {value} better ({low} to {high}) at the {group} accounts with it than at the "
        "{rest} without: an association, and what is to be kept.",
        name=name,
        value=number(-one.value),
        low=number(-one.high),
        high=number(-one.low),
        group=one.group,
        rest=one.rest,
    )


def _difference(
    scores: pd.Series, accounts: Collection[str], comparisons: int, *, better: bool
) -> Difference:
    inside = scores.index.isin(list(accounts))
    told = outcome_difference(scores[inside], scores[~inside], comparisons=comparisons)
    if not better:
        return told
    return Difference(-told.value, -told.high, -told.low, told.group, told.rest, told.method)

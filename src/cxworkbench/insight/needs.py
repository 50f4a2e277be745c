"""Opportunity and over-service by segment, from top-2-box shares of importance and satisfaction."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from cxworkbench.ground.differences import Difference, paired_difference
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import (
    FEWEST_ACCOUNTS,
    TOO_FEW,
    clustered_share,
)
from cxworkbench.records.engagement import Metric, TouchpointPlace
from cxworkbench.voice.opportunity import opportunities
from cxworkbench.voice.visits import respondents
from cxworkbench.voice.words import count_of, number, percent

Floats = NDArray[np.float64]

UNDER: Final = "under-served"
OVER: Final = "over-served"
FITS: Final = "served as it matters"
WORTH_A_LOOK: Final = 10.0  # opportunity from which on Ulwick calls a need under-served
MOST: Final = 20.0
COLUMNS: Final = {
    "segment": "str",
    "touchpoint_id": "str",
    "name": "str",
    "stage": "str",
    "metric": "str",
    "accounts": "int64",
    "importance": "float64",
    "importance_low": "float64",
    "importance_high": "float64",
    "satisfaction": "float64",
    "satisfaction_low": "float64",
    "satisfaction_high": "float64",
    "opportunity": "float64",
    "low": "float64",
    "high": "float64",
    "band": "str",
    "field": "str",
    "method": "str",
    "evidence": "object",
    "why": "str",
}


def opportunities_within(
    voices: pd.DataFrame,
    touchpoints: Sequence[TouchpointPlace],
    segments: pd.DataFrame,
    *,
    metrics: Mapping[str, Metric],
) -> pd.DataFrame:
    """What matters much and is done badly, and what is done better than it matters, by segment.

    Shares are of the two best boxes, respondents first and then accounts with equal weight; never
    means of answers, and never over segments: what one segment misses another has too much of.

    Parameters
    ----------
    voices
        Evidence table `voices`; answers with both a score and an importance count.
    touchpoints
        The engagement's, for names, stages and order.
    segments
        One row per account: `account_id`, `segment`.
    metrics
        Scale of each metric; importance is on the same one. Other metrics do not count.

    Returns
    -------
    pandas.DataFrame
        One row per segment, touchpoint and metric, by segment and then in journey order: `segment`,
        `touchpoint_id`, `name`, `stage`, `metric`, `accounts`; `importance`, `satisfaction`, shares
        0 to 1, each with its ends; `opportunity`, 0 to 20, with `low`, `high`; `band`; `field`:
        "under-served" (opportunity above 10 and importance above satisfaction beyond chance),
        "over-served" (satisfaction above importance beyond chance: a candidate for saving), "served
        as it matters", or "too few to tell" under 5 accounts; `method`; `evidence`; `why`.

    Notes
    -----
    Importance counts twice where satisfaction is lower, so the score is not a share of anything.
    Over-served is where one may look for savings, not proof that nobody would miss it.

    References
    ----------
    Ulwick (2005), What Customers Want. Interval of the score: jackknife over accounts (Efron and
    Stein 1981); of satisfaction less importance: paired t, widened for all rows together.

    Examples
    --------
    >>> from cxworkbench.records.evidence import conform
    >>> said = {"voice_id": list("abcdef"), "account_id": list("uvwxyz"), "touchpoint_id": "t",
    ...     "metric": "CSAT", "score": [2, 2, 5, 2, 3, 2], "importance": [5, 5, 5, 4, 5, 3]}
    >>> table = opportunities_within(conform(pd.DataFrame(said), "voices"), [],
    ...     pd.DataFrame({"account_id": list("uvwxyz"), "segment": "Small"}),
    ...     metrics={"CSAT": Metric(kind="top-2-box", low=1, high=5)})
    >>> table[["importance", "satisfaction", "opportunity", "field"]].round(2).values.tolist()
    [[0.83, 0.17, 15.0, 'under-served']]
    """
    asked = _asked(voices, metrics)
    asked = asked.merge(segments[["account_id", "segment"]], on="account_id")
    places = {place.id: place for place in touchpoints}
    order = {place.id: at for at, place in enumerate(touchpoints)}
    groups = [
        (str(segment), str(at), str(metric), group)
        for (segment, at, metric), group in asked.groupby(["segment", "touchpoint_id", "metric"])
    ]
    tested = sum(group["account_id"].nunique() >= FEWEST_ACCOUNTS for *_, group in groups)
    rows = []
    for segment, at, metric, group in sorted(
        groups, key=lambda one: (one[0], order.get(one[1], len(order)), one[1], one[2])
    ):
        place = places.get(at)
        named = {
            "segment": segment,
            "touchpoint_id": at,
            "name": place.name if place else at,
            "stage": place.stage if place else "",
            "metric": metric,
        }
        rows.append(_row(group, named, max(tested, 1)))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _asked(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """Answers with score and importance, each 1 where it is in the two best boxes, else 0."""
    both = voices[
        voices["score"].notna()
        & voices["importance"].notna()
        & (voices["account_id"] != "")
        & voices["metric"].isin(list(metrics))
    ]
    scale = [metrics[name] for name in both["metric"]]
    best = [
        score >= one.high - 1 if one.higher_is_better else score <= one.low + 1
        for score, one in zip(both["score"], scale, strict=True)
    ]
    matters = [
        importance >= one.high - 1
        for importance, one in zip(both["importance"], scale, strict=True)
    ]
    return both.assign(
        who=respondents(both),
        pleased=np.array(best, dtype="float64"),
        matters=np.array(matters, dtype="float64"),
    )


def _row(group: pd.DataFrame, named: dict[str, str], comparisons: int) -> dict[str, object]:
    each = group.groupby(["account_id", "who"])[["matters", "pleased"]].mean()
    account = each.groupby("account_id").mean()
    matters, pleased = account["matters"].to_numpy(), account["pleased"].to_numpy()
    importance, satisfaction = clustered_share(matters), clustered_share(pleased)
    surplus = paired_difference(pleased - matters, comparisons=comparisons)
    shares = pd.DataFrame({"importance": [importance.value], "satisfaction": [satisfaction.value]})
    scored = opportunities(shares).iloc[0]
    low, high = _ends(matters, pleased)
    row: dict[str, object] = {
        **named,
        "accounts": len(account),
        "importance": importance.value,
        "importance_low": importance.low,
        "importance_high": importance.high,
        "satisfaction": satisfaction.value,
        "satisfaction_low": satisfaction.low,
        "satisfaction_high": satisfaction.high,
        "opportunity": float(scored["opportunity"]),
        "low": low,
        "high": high,
        "band": str(scored["band"]),
        "field": _field(len(account), float(scored["opportunity"]), surplus),
        "method": surplus.method,
        "evidence": sorted(group["voice_id"]),
    }
    return row | {"why": _why(row)}


def _ends(matters: Floats, pleased: Floats) -> tuple[float, float]:
    """The ends of the score: each account left out in turn, Student's t."""
    n = len(matters)
    if n < FEWEST_ACCOUNTS:
        return np.nan, np.nan
    without = [
        _score(np.delete(matters, at).mean(), np.delete(pleased, at).mean()) for at in range(n)
    ]
    error = float(np.sqrt((n - 1) / n * ((np.array(without) - np.mean(without)) ** 2).sum()))
    if error == 0:
        return np.nan, np.nan
    score, reach = _score(matters.mean(), pleased.mean()), float(stdtrit(n - 1, 0.975)) * error
    return max(score - reach, 0.0), min(score + reach, MOST)


def _score(importance: float, satisfaction: float) -> float:
    return 10.0 * (importance + max(importance - satisfaction, 0.0))


def _field(accounts: int, opportunity: float, surplus: Difference) -> str:
    if accounts < FEWEST_ACCOUNTS:
        return TOO_FEW
    if surplus.low > 0:
        return OVER
    return UNDER if surplus.high < 0 and opportunity > WORTH_A_LOOK else FITS


def _why(row: dict[str, object]) -> str:
    def figure(name: str) -> float:
        return float(str(row[name]))

    if row["field"] == TOO_FEW:
        return say(
            "Too few to tell: {accounts} of {segment} said how much it matters and how it went.",
            accounts=count_of(int(figure("accounts")), "account"),
            segment=row["segment"],
        )
    return say(
        "In {segment} it matters to {importance} and pleases {satisfaction} of {accounts}: "
        "opportunity {score} of 20 ({low} to {high}).",
        segment=row["segment"],
        importance=percent(figure("importance")),
        satisfaction=percent(figure("satisfaction")),
        accounts=count_of(int(figure("accounts")), "account"),
        score=number(figure("opportunity")),
        low=number(figure("low")),
        high=number(figure("high")),
    )

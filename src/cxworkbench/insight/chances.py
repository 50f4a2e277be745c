"""Opportunities of four types: what to fix, to meet, to exceed, and to be different by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS
from cxworkbench.insight.guard import holding_gaps
from cxworkbench.records.engagement import Metric, TouchpointPlace
from cxworkbench.records.register import OpportunityType
from cxworkbench.voice.words import count_of, number, percent

HIGH_IMPORTANCE: Final = 0.5  # low end of the share to whom it matters that must lie above it
BEST_PART: Final = 0.75  # of accounts: what the quarter above it gets can be reached
ORDER: Final = ("fix", "meet", "exceed", "differentiate")
NO_COMPETITOR: Final = float("nan")
COLUMNS: Final = {
    "touchpoint_id": "str",
    "name": "str",
    "stage": "str",
    "type": "str",
    "metric": "str",
    "need": "str",
    "expectation": "float64",
    "perception": "float64",
    "reachable": "float64",
    "importance_low": "float64",
    "competitor": "float64",
    "accounts": "int64",
    "evidence": "object",
    "why": "str",
}


@dataclass(frozen=True)
class _Place:
    """What is known of one touchpoint and metric."""

    at: TouchpointPlace
    metric: str
    gap: pd.Series  # a row of service gaps
    short: bool  # the gap falls short by more than chance
    importance_low: float  # low end of the share to whom it matters, the highest of the segments
    reachable: float  # what the best quarter of accounts gets
    competitor: float
    sign: float  # 1, or -1 where less is better

    def better(self, one: float, other: float) -> bool:
        """Whether the one score is better than the other; unknown is not."""
        return bool(self.sign * (one - other) > 0)


def typed_opportunities(
    gaps: pd.DataFrame,
    opportunities: pd.DataFrame,
    needs: pd.DataFrame,
    voices: pd.DataFrame,
    touchpoints: Sequence[TouchpointPlace],
    *,
    metrics: Mapping[str, Metric],
    competitors: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """At which touchpoints to fix, to meet, to exceed expectations, or to be different.

    Parameters
    ----------
    gaps
        As `voice.gaps.service_gaps` makes them.
    opportunities
        As `insight.needs.opportunities_within` makes them, for the importance in each segment.
    needs
        As `insight.pains.rank_pains` makes them of needs.
    voices
        Evidence table `voices`, for what the best-served accounts get.
    touchpoints
        The engagement's, in journey order.
    metrics
        Scale of each metric.
    competitors
        Touchpoint id -> the best alternative's score, on the metric's scale, where it is known.

    Returns
    -------
    pandas.DataFrame
        One row per opportunity, by type and then in journey order: `touchpoint_id`, `name`,
        `stage`; `type`; `metric`, or the `need` that is named; `expectation`, `perception` and
        `reachable`, the mean and what the best-served quarter of accounts gets, on its scale;
        `importance_low`, low end of the share of accounts to whom it matters, 0 to 1;
        `competitor`, missing where nobody knows; `accounts`; `evidence`; `why`.

    Notes
    -----
    "fix": what was got falls short of what was expected by more than chance. "meet": a need that 5
    accounts or more name, or a shortfall that may be chance, where it matters to more than half by
    the low end of the interval. "exceed": it matters as much, nothing falls short by more than
    chance, and the best-served quarter already gets more than is expected on average, so more can
    be reached. "differentiate": as "exceed", and the best alternative is known to do worse than we
    do today. An unknown competitor is not one at zero: without a figure nothing differs.
    """
    known = [
        found
        for place in touchpoints
        for found in _places(place, gaps, opportunities, voices, metrics, competitors or {})
    ]
    rows = [row for place in known for row in _typed(place)]
    rows += [_need(row, touchpoints) for row in _records(needs)]
    kept = [row for row in rows if row]
    kept.sort(key=lambda row: ORDER.index(str(row["type"])))
    return pd.DataFrame(kept, columns=list(COLUMNS)).astype(COLUMNS)


def _places(
    place: TouchpointPlace,
    gaps: pd.DataFrame,
    opportunities: pd.DataFrame,
    voices: pd.DataFrame,
    metrics: Mapping[str, Metric],
    competitors: Mapping[str, float],
) -> list[_Place]:
    holds = holding_gaps(gaps)
    here = gaps["touchpoint_id"] == place.id
    return [
        _Place(
            at=place,
            metric=str(row["metric"]),
            gap=row,
            short=bool(short),
            importance_low=_importance(place.id, str(row["metric"]), opportunities),
            reachable=_reachable(place.id, str(row["metric"]), voices, metrics),
            competitor=competitors.get(place.id, NO_COMPETITOR),
            sign=1.0 if metrics[str(row["metric"])].higher_is_better else -1.0,
        )
        for (_, row), short in zip(gaps[here].iterrows(), holds[here], strict=True)
        if row["accounts"] >= FEWEST_ACCOUNTS and str(row["metric"]) in metrics
    ]


def _importance(at: str, metric: str, opportunities: pd.DataFrame) -> float:
    same = (opportunities["touchpoint_id"] == at) & (opportunities["metric"] == metric)
    lows = opportunities.loc[same, "importance_low"].dropna()
    return float(lows.max()) if len(lows) else float("nan")


def _reachable(at: str, metric: str, voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> float:
    there = (voices["touchpoint_id"] == at) & (voices["metric"] == metric)
    rows = voices[there & voices["score"].notna() & (voices["account_id"] != "")]
    each = rows.groupby("account_id")["score"].mean()
    best = BEST_PART if metrics[metric].higher_is_better else 1 - BEST_PART
    return float(each.quantile(best)) if len(each) else float("nan")


def _typed(place: _Place) -> list[dict[str, object]]:
    gap = place.gap
    matters = place.importance_low > HIGH_IMPORTANCE
    if place.short:
        return [_row(place, "fix", _fix_words(gap))]
    if not matters:
        return []
    if gap["gap"] < 0:
        return [_row(place, "meet", _meet_words(gap, place))]
    if not place.better(place.reachable, gap["expectation"]):
        return []
    kind: OpportunityType = "exceed"
    words = _exceed_words(gap, place)
    if place.better(gap["perception"], place.competitor):
        kind = "differentiate"
    return [_row(place, kind, f"{words} {_competitor_words(place)}")]


def _row(place: _Place, kind: OpportunityType, why: str) -> dict[str, object]:
    return {
        "touchpoint_id": place.at.id,
        "name": place.at.name,
        "stage": place.at.stage,
        "type": kind,
        "metric": place.metric,
        "need": "",
        "expectation": float(place.gap["expectation"]),
        "perception": float(place.gap["perception"]),
        "reachable": place.reachable,
        "importance_low": place.importance_low,
        "competitor": place.competitor,
        "accounts": int(place.gap["accounts"]),
        "evidence": place.gap["evidence"],
        "why": why,
    }


def _need(row: dict[str, object], touchpoints: Sequence[TouchpointPlace]) -> dict[str, object]:
    known = {place.id for place in touchpoints}
    accounts = int(str(row["accounts"]))
    if accounts < FEWEST_ACCOUNTS or row["touchpoint_id"] not in known:
        return {}
    nan = float("nan")
    why = say("Meet: {accounts} name the need “{need}”.",
              accounts=count_of(accounts, "account"), need=row["code"])  # fmt: skip
    return {
        "touchpoint_id": row["touchpoint_id"], "name": row["name"], "stage": row["stage"],
        "type": "meet", "metric": "", "need": row["code"],
        "expectation": nan, "perception": nan, "reachable": nan, "importance_low": nan,
        "competitor": nan, "accounts": accounts, "evidence": row["evidence"], "why": why,
    }  # fmt: skip


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def _fix_words(gap: pd.Series) -> str:
    return say(
        "Fix: what was got falls short of what was expected by more than chance ({gap}, {low} to "
        "{high}).",
        gap=number(gap["gap"], 2),
        low=number(gap["low"], 2),
        high=number(gap["high"], 2),
    )


def _meet_words(gap: pd.Series, place: _Place) -> str:
    return say(
        "Meet: it matters to {share} of a segment or more, and what was got is a little less than "
        "what was expected, which may be chance ({gap}, {low} to {high}).",
        share=percent(place.importance_low),
        gap=number(gap["gap"], 2),
        low=number(gap["low"], 2),
        high=number(gap["high"], 2),
    )


def _exceed_words(gap: pd.Series, place: _Place) -> str:
    return say(
        "Exceed: it matters to {share} of a segment or more, {expected} is expected, and the "
        "best-served quarter already gets {reachable} or more.",
        share=percent(place.importance_low),
        expected=number(gap["expectation"], 2),
        reachable=number(place.reachable, 2),
    )


def _competitor_words(place: _Place) -> str:
    if np.isnan(place.competitor):
        return say("Whether it would make a difference is not known: no figure of a competitor is.")
    return say(
        "The best alternative is at {theirs}, we are at {ours}.",
        theirs=number(place.competitor, 2),
        ours=number(place.gap["perception"], 2),
    )

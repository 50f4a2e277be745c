"""Service gaps: what accounts expected of a touchpoint against what they got."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import clustered_mean
from cxworkbench.records.engagement import Metric, TouchpointPlace
from cxworkbench.voice.visits import respondents

COLUMNS: Final = {
    "touchpoint_id": "str",
    "name": "str",
    "stage": "str",
    "metric": "str",
    "expectation": "float64",
    "perception": "float64",
    "gap": "float64",
    "low": "float64",
    "high": "float64",
    "importance": "float64",
    "accounts": "int64",
    "pairs": "int64",
    "method": "str",
    "evidence": "object",
}


def service_gaps(
    voices: pd.DataFrame,
    touchpoints: Sequence[TouchpointPlace],
    *,
    metrics: Mapping[str, Metric] | None = None,
) -> pd.DataFrame:
    """What was got less what was expected, at each touchpoint where the same people said both.

    A pair is one answer with both a score and an expectation on the same scale. The pairs of one
    respondent become their mean, the respondents of one account theirs, and only then accounts are
    put together with equal weight. Below 0 the touchpoint falls short of what was expected.

    Parameters
    ----------
    voices
        Evidence table `voices`; rows without an account or without both figures do not count.
    touchpoints
        The engagement's, for their names, stages and order.
    metrics
        Each metric's scale; where a low score is the better one, the difference is turned round.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint and metric, in journey order, those the engagement does not know
        last: `touchpoint_id`, `name`, `stage`, `metric`; `expectation`, `perception`, `gap` with
        `low` and `high`, its 95 % interval, and `importance` where it was asked, all on the
        metric's scale; `accounts`, `pairs`, counts; `method`; `evidence`, ids of the voices.

    Notes
    -----
    Asked after the event, people remember expectations in the light of what they got, so gaps come
    out smaller than they were. Gaps of two metrics with different scales do not compare.

    References
    ----------
    Perception less expectation: Parasuraman, Zeithaml and Berry (1988), Journal of Retailing 64,
    12-40 (SERVQUAL). Interval: paired t over accounts.

    Examples
    --------
    >>> from cxworkbench.records.evidence import conform
    >>> said = {"voice_id": list("abcde"), "account_id": list("uvwxy"), "touchpoint_id": "tp-till",
    ...         "metric": "CSAT", "score": [3, 2, 4, 3, 3], "expectation": [4, 4, 4, 5, 4]}
    >>> gaps = service_gaps(conform(pd.DataFrame(said), "voices"), [])
    >>> gaps[["expectation", "perception", "gap", "low", "high"]].round(2).values.tolist()
    [[4.2, 3.0, -1.2, -2.24, -0.16]]
    """
    said_both = voices["score"].notna() & voices["expectation"].notna()
    pairs = voices[said_both & (voices["account_id"] != "")]
    pairs = pairs.assign(who=respondents(pairs))
    order = {place.id: number for number, place in enumerate(touchpoints)}
    places = {place.id: place for place in touchpoints}
    found = []
    for (at, metric), group in pairs.groupby(["touchpoint_id", "metric"], sort=True):
        row = _row(group, (metrics or {}).get(str(metric)))
        place = places.get(str(at))
        name, stage = (place.name, place.stage) if place else (str(at), _stage(group))
        place_row = {"touchpoint_id": at, "name": name, "stage": stage, "metric": metric}
        found.append((order.get(str(at), len(order)), place_row | row))
    rows = [row for _, row in sorted(found, key=lambda one: one[0])]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _row(group: pd.DataFrame, metric: Metric | None) -> dict[str, object]:
    figures = ["score", "expectation", "importance"]
    each = group.groupby(["account_id", "who"], sort=True)[figures].mean()
    account = each.groupby("account_id", sort=True).mean()
    sign = -1.0 if metric is not None and not metric.higher_is_better else 1.0
    width = metric.high - metric.low if metric is not None else float("inf")
    difference = sign * (account["score"] - account["expectation"])
    gap = clustered_mean(difference)
    return {
        "expectation": float(account["expectation"].mean()),
        "perception": float(account["score"].mean()),
        "gap": gap.value,
        "low": max(gap.low, -width),
        "high": min(gap.high, width),
        "importance": float(account["importance"].mean()),
        "accounts": gap.n,
        "pairs": len(group),
        "method": say("paired by respondent, account first; {method}", method=gap.method),
        "evidence": group.sort_values("voice_id")["voice_id"].tolist(),
    }


def _stage(group: pd.DataFrame) -> str:
    named = group.loc[group["stage"] != "", "stage"]
    return str(named.mode().iloc[0]) if len(named) else ""

"""Zone of tolerance and SERVQUAL dimensions, where an engagement asked for them."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.differences import Difference, paired_difference
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import TOO_FEW, clustered_mean
from cxworkbench.records.engagement import Metric, TouchpointPlace
from cxworkbench.voice.visits import respondents
from cxworkbench.voice.words import count_of, number

BELOW: Final = "below the zone"
INSIDE: Final = "inside the zone"
ABOVE: Final = "above the zone"
ZONE_COLUMNS: Final = {
    "touchpoint_id": "str",
    "name": "str",
    "metric": "str",
    "adequate": "float64",
    "desired": "float64",
    "perceived": "float64",
    "adequacy": "float64",
    "adequacy_low": "float64",
    "adequacy_high": "float64",
    "superiority": "float64",
    "superiority_low": "float64",
    "superiority_high": "float64",
    "accounts": "int64",
    "label": "str",
    "evidence": "object",
    "why": "str",
}
DIMENSION_COLUMNS: Final = {
    "dimension": "str",
    "gap": "float64",
    "low": "float64",
    "high": "float64",
    "accounts": "int64",
    "method": "str",
    "evidence": "object",
}


def tolerance_zones(
    voices: pd.DataFrame,
    touchpoints: Sequence[TouchpointPlace],
    *,
    metrics: Mapping[str, Metric],
) -> pd.DataFrame:
    """Whether what was got lies below, inside or above what people would put up with and wish.

    The lower end of the zone is the answer on a metric that names the other in `least_of`; the
    upper end is the expectation. Only respondents who said all three at a touchpoint count, and
    accounts with equal weight.

    Parameters
    ----------
    voices
        Evidence table `voices`.
    touchpoints
        The engagement's, for names and order.
    metrics
        Scale of each metric, with `least_of` where the least that would do was asked.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint and metric, in journey order: `touchpoint_id`, `name`, `metric`;
        `adequate`, `desired`, `perceived`, means; `adequacy`, perceived less adequate, and
        `superiority`, perceived less desired, each with its ends, turned round where less is
        better; `accounts`; `label`: "below the zone" where adequacy is below 0 by more than chance,
        "above the zone" where superiority is above 0 by more than chance, "inside the zone" else,
        or "too few to tell"; `evidence`; `why`. No rows where it was not asked.

    Notes
    -----
    "Inside" also means that neither end is left by more than chance: a wide interval lies inside.

    References
    ----------
    Zeithaml, Berry and Parasuraman (1993), Journal of the Academy of Marketing Science 21, 1-12;
    measures of adequacy and superiority: Parasuraman, Zeithaml and Berry (1994), Journal of
    Retailing 70, 201-230. Intervals: paired t, widened for all of the table at once.
    """
    order = {place.id: at for at, place in enumerate(touchpoints)}
    names = {place.id: place.name for place in touchpoints}
    found = [
        (at, str(metric.least_of), group)
        for name, metric in metrics.items()
        if metric.least_of in metrics
        for at, group in _by_place(_all_three(voices, name, metric.least_of))
    ]
    rows = [
        {"touchpoint_id": at, "name": names.get(str(at), str(at)), "metric": metric}
        | _zone(group, metrics[metric], 2 * len(found))
        for at, metric, group in sorted(
            found, key=lambda one: (order.get(str(one[0]), len(order)), one[1])
        )
    ]
    return pd.DataFrame(rows, columns=list(ZONE_COLUMNS)).astype(ZONE_COLUMNS)


def dimension_gaps(voices: pd.DataFrame, *, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """What was got less what was expected, for each SERVQUAL dimension that metrics name.

    Returns
    -------
    pandas.DataFrame
        One row per dimension in the order of `metrics`: `dimension`; `gap` with `low`, `high`, over
        accounts; `accounts`; `method`; `evidence`. No rows where no metric names one.

    Notes
    -----
    Scales of the metrics of one dimension must be alike; the mean of different ones means nothing.

    References
    ----------
    Parasuraman, Zeithaml and Berry (1988), Journal of Retailing 64, 12-40.
    """
    both = voices[voices["score"].notna() & voices["expectation"].notna()]
    both = both[both["account_id"] != ""]
    named = {name: one.dimension for name, one in metrics.items() if one.dimension}
    rows = []
    for dimension in dict.fromkeys(named.values()):
        mine = both[both["metric"].map(named) == dimension]
        if mine.empty:
            continue
        sign = np.array([1.0 if metrics[one].higher_is_better else -1.0 for one in mine["metric"]])
        short = sign * (mine["score"] - mine["expectation"])
        each = mine.assign(who=respondents(mine), short=short)
        person = each.groupby(["account_id", "who"])["short"].mean()
        gap = clustered_mean(person.groupby(level="account_id").mean())
        rows.append(
            {"dimension": dimension, "gap": gap.value, "low": gap.low, "high": gap.high,
             "accounts": gap.n, "method": gap.method, "evidence": sorted(mine["voice_id"])}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(DIMENSION_COLUMNS)).astype(DIMENSION_COLUMNS)


def describe_zones(zones: pd.DataFrame) -> str:
    """At how many touchpoints what was got lies below the zone, and where it does the most.

    Examples
    --------
    >>> describe_zones(pd.DataFrame())
    'The least that would do was not asked, so no zone of tolerance is known.'
    """
    if zones.empty:
        return say("The least that would do was not asked, so no zone of tolerance is known.")
    below = zones[zones["label"] == BELOW].sort_values("adequacy", kind="stable")
    if below.empty:
        return say(
            "Of {touchpoints} none lies below the zone of tolerance by more than chance.",
            touchpoints=count_of(len(zones), "touchpoint"),
        )
    return say(
        "{below} of {touchpoints} below the zone of tolerance, the most {place}: {why}",
        below=len(below),
        touchpoints=count_of(len(zones), "touchpoint"),
        place=below["name"].iloc[0],
        why=below["why"].iloc[0],
    )


def describe_dimensions(gaps: pd.DataFrame) -> str:
    """The widest SERVQUAL gap and the unweighted mean of all.

    Examples
    --------
    >>> describe_dimensions(pd.DataFrame())
    'No metric names a SERVQUAL dimension.'
    """
    if gaps.empty:
        return say("No metric names a SERVQUAL dimension.")
    widest = gaps.sort_values("gap", kind="stable").iloc[0]
    return say(
        "The widest SERVQUAL gap is in {dimension} ({gap}); unweighted over {count} dimensions it "
        "is {mean}.",
        dimension=say(str(widest["dimension"])),
        gap=number(widest["gap"], 2),
        count=len(gaps),
        mean=number(float(gaps["gap"].mean()), 2),
    )


def _all_three(voices: pd.DataFrame, least: str, metric: str) -> pd.DataFrame:
    """Respondents with the least that would do, the expectation and the score at one touchpoint."""
    known = voices[(voices["account_id"] != "") & voices["score"].notna()]
    known = known.assign(who=respondents(known))
    keys = ["touchpoint_id", "account_id", "who"]
    got = known[(known["metric"] == metric) & known["expectation"].notna()]
    enough = known.loc[known["metric"] == least, [*keys, "score"]]
    return got.merge(enough.rename(columns={"score": "adequate"}), on=keys)


def _by_place(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(str(at), group) for at, group in rows.groupby("touchpoint_id")]


def _zone(group: pd.DataFrame, metric: Metric, comparisons: int) -> dict[str, object]:
    figures = ["adequate", "expectation", "score"]
    person = group.groupby(["account_id", "who"])[figures].mean()
    each = person.groupby(level="account_id").mean()
    sign = 1.0 if metric.higher_is_better else -1.0
    adequacy = paired_difference(sign * (each["score"] - each["adequate"]), comparisons=comparisons)
    superiority = paired_difference(
        sign * (each["score"] - each["expectation"]), comparisons=comparisons
    )
    label = _label(adequacy, superiority)
    row: dict[str, object] = {
        "adequate": float(each["adequate"].mean()),
        "desired": float(each["expectation"].mean()),
        "perceived": float(each["score"].mean()),
        "adequacy": adequacy.value,
        "adequacy_low": adequacy.low,
        "adequacy_high": adequacy.high,
        "superiority": superiority.value,
        "superiority_low": superiority.low,
        "superiority_high": superiority.high,
        "accounts": len(each),
        "label": label,
        "evidence": sorted(set(group["voice_id"])),
    }
    why = say(
        "{accounts} would put up with {adequate}, wish {desired} and got {perceived}.",
        accounts=count_of(len(each), "account"),
        adequate=number(float(each["adequate"].mean()), 2),
        desired=number(float(each["expectation"].mean()), 2),
        perceived=number(float(each["score"].mean()), 2),
    )
    return row | {"why": why}


def _label(adequacy: Difference, superiority: Difference) -> str:
    if np.isnan(adequacy.low) and np.isnan(superiority.low):
        return TOO_FEW
    if adequacy.high < 0:
        return BELOW
    return ABOVE if superiority.low > 0 else INSIDE

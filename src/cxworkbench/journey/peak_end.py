"""Peak and end of a journey: whether they can be told apart from the rest, and what they make."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.differences import paired_difference
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import TOO_FEW, clustered_mean
from cxworkbench.journey.arc import emotional_arc
from cxworkbench.journey.emotion import account_feelings
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.voice.feelings import HIGHEST, LOWEST, felt_voices
from cxworkbench.voice.words import count_of

CANNOT_TELL: Final = "cannot tell"
CLEAR: Final = "clear"
FEWEST_PLACES: Final = 3  # with two, one is the peak and the other the end
RULE_COLUMNS: Final = {
    "figure": "str", "value": "float64", "low": "float64", "high": "float64", "accounts": "int64",
    "method": "str",
}  # fmt: skip


def told_apart(curve: pd.DataFrame) -> pd.DataFrame:
    """Peak, trough and end of a curve, each with the place that comes nearest to it.

    Peak and trough are clear when their interval does not touch that of the next place, of all
    those that are known; otherwise nobody can tell which of the two it is. The end is where the
    journey ends, whatever is felt there.

    Parameters
    ----------
    curve
        As `emotion_curve` or `drawn_emotion` gives it, in journey order.

    Returns
    -------
    pandas.DataFrame
        The rows and columns of `emotional_arc`; `rival`, the name of the place whose value comes
        next, empty for the end or where no other is known; `verdict`: "clear", "cannot tell", or
        "" for the end.

    Notes
    -----
    Intervals that touch do not prove that two places are alike; they say that these accounts do
    not show a difference. The highest of many points is high by luck in part: a clear peak is
    still a little overstated.

    Examples
    --------
    >>> import numpy as np
    >>> curve = pd.DataFrame({"id": ["a", "b"], "name": ["Offer", "Use"], "stage": "s",
    ...     "value": [1.0, -1.0], "low": [0.5, -1.5], "high": [1.5, -0.5], "accounts": 9,
    ...     "word": "", "basis": "measured"})
    >>> told_apart(curve)[["mark", "name", "rival", "verdict"]]
         mark   name  rival verdict
    0    peak  Offer    Use   clear
    1  trough    Use  Offer   clear
    2     end    Use
    """
    arc = emotional_arc(curve)
    known = curve[curve["value"].notna()]
    rivals, verdicts = [], []
    for _, row in arc.iterrows():
        others = known[known["id"] != row["id"]].sort_values("value", kind="stable")
        if row["mark"] == "end" or others.empty:
            rivals.append("")
            verdicts.append("" if row["mark"] == "end" else CANNOT_TELL)
            continue
        peak = row["mark"] == "peak"
        rival = others.iloc[-1 if peak else 0]
        ends = others[["low", "high"]]
        clear = (
            bool(row["low"] > ends["high"].max()) if peak else bool(row["high"] < ends["low"].min())
        )
        rivals.append(str(rival["name"]))
        verdicts.append(CLEAR if clear and bool(ends.notna().all(axis=None)) else CANNOT_TELL)
    return arc.assign(
        rival=pd.Series(rivals, arc.index, dtype="str"),
        verdict=pd.Series(verdicts, arc.index, dtype="str"),
    )


def peak_end(
    voices: pd.DataFrame, journey_map: JourneyMap, *, metrics: Mapping[str, Metric] | None = None
) -> pd.DataFrame:
    """What the peak-end rule makes of each account's journey, beside the plain mean of its places.

    For each account heard at three touchpoints or more: its most intense feeling (the furthest from
    0, of two the worse) and its feeling at the last of them in journey order. The rule says that
    people remember the mean of the two, whatever lay between.

    Parameters
    ----------
    voices
        Evidence table `voices`.
    journey_map
        Gives the order of the touchpoints.
    metrics
        Scale of each metric.

    Returns
    -------
    pandas.DataFrame
        Rows "peak", "end", "peak and end" (the mean of the two), "mean of all places" and
        "difference" (the rule's less the mean): `figure`; `value`, -2 to +2 (the difference -4 to
        +4); `low`, `high`, its 95 % interval over accounts; `accounts`; `method`. No row when no
        account was heard at three touchpoints.

    Notes
    -----
    The rule is about episodes of minutes, remembered by one person. For journeys of months and
    groups of people it is a guess to be tested: compare with what people say of the whole. An
    account's "end" is the last place it was heard about, not the end of its journey.

    References
    ----------
    Kahneman, Fredrickson, Schreiber and Redelmeier (1993), Psychological Science 4, 401-405;
    doubts for whole experiences: Kemp, Burt and Furneaux (2008), Memory & Cognition 36, 132-138.
    """
    felt = felt_voices(voices, metrics)
    order = [one.id for one in journey_map.touchpoints]
    stage = {one.id: place for place, one in enumerate(journey_map.stages)}
    by_id = {one.id: (stage.get(one.stage_id, 0), n) for n, one in
             enumerate(journey_map.touchpoints)}  # fmt: skip
    order.sort(key=lambda key: by_id[key])
    placed = felt[(felt["account_id"] != "") & felt["touchpoint_id"].isin(order)]
    if placed.empty:
        return pd.DataFrame(columns=list(RULE_COLUMNS)).astype(RULE_COLUMNS)
    table = pd.DataFrame(
        {key: account_feelings(rows) for key, rows in placed.groupby("touchpoint_id")}
    ).reindex(columns=order)
    several = table[table.notna().sum(axis=1) >= FEWEST_PLACES]
    figures = _figures(several)
    rows = [_estimated(name, figures[name]) for name in figures] if len(several) else []
    if rows:
        apart = paired_difference(figures["peak and end"] - figures["mean of all places"])
        rows.append(("difference", apart.value, apart.low, apart.high, apart.group, apart.method))
    return pd.DataFrame(rows, columns=list(RULE_COLUMNS)).astype(RULE_COLUMNS)


def describe_peak_end(rule: pd.DataFrame) -> str:
    """What the peak-end rule would make memory of, or that it cannot be told.

    Examples
    --------
    >>> describe_peak_end(pd.DataFrame(columns=list(RULE_COLUMNS)))
    'Peak and end: no account was heard at three touchpoints, so nothing can be said of memory.'
    """
    if rule.empty:
        return say(
            "Peak and end: no account was heard at three touchpoints, so nothing "
            "can be said of memory."
        )
    row = rule[rule["figure"] == "difference"].iloc[0]
    many = count_of(int(row["accounts"]), "account")
    if pd.isna(row["low"]) or row["low"] <= 0 <= row["high"]:
        why = TOO_FEW if pd.isna(row["low"]) else say("the interval holds 0")
        return say(
            "Peak and end of {many}: {cannot_tell} whether the journey would be "
            "remembered otherwise than its places are on average ({why}).",
            many=many,
            cannot_tell=CANNOT_TELL,
            why=why,
        )
    way = "better" if row["value"] > 0 else "worse"
    least, most = sorted(abs(row[end]) for end in ("low", "high"))
    return say(
        "Peak and end of {many}: by the peak-end rule the journey would be "
        "remembered {value:.1f} {way} than its places are on average "
        "({least:.1f} to {most:.1f}, 95 %); a guess to be tested, not a "
        "finding.",
        many=many,
        value=abs(row["value"]),
        way=way,
        least=least,
        most=most,
    )


def _figures(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Each account's most intense feeling, its last, the mean of the two, and the plain mean."""
    # Of two equally intense feelings the worse: bad outweighs good, and ties must not be luck.
    size = table.abs().fillna(-1.0) - (table > 0).astype("float64") * 1e-9
    places = size.to_numpy().argmax(axis=1)
    rows = zip(table.to_numpy(), places, strict=True)
    peak = pd.Series([row[at] for row, at in rows], table.index, dtype="float64")
    end = table.ffill(axis=1).iloc[:, -1]
    return {
        "peak": peak,
        "end": end,
        "peak and end": (peak + end) / 2,
        "mean of all places": table.mean(axis=1),
    }


def _estimated(name: str, values: pd.Series) -> tuple[object, ...]:
    told = clustered_mean(values.to_numpy(), low=LOWEST, high=HIGHEST)
    return name, told.value, told.low, told.high, told.n, told.method

"""What one answer on a scale is worth to its score, and which answers cannot count."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import did_you_mean
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import NPS_POINTS
from cxworkbench.records.engagement import Metric
from cxworkbench.voice.lookups import numbers_for


def answers_that_count(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """The voices that carry a score of one of the metrics, on its scale, from a known account."""
    inside = _inside_scale(voices, metrics)
    return voices.loc[voices["score"].notna() & (voices["account_id"] != "") & inside]


def answer_worth(answers: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.Series:
    """What each answer is worth: points, 1 or 0 towards a share, or the answer itself.

    Parameters
    ----------
    answers
        `metric` and `score`, each score on its metric's scale.
    metrics
        Name of each metric and its scale and rule.

    Returns
    -------
    pandas.Series
        As long as the answers: for "nps" 100, 0 or -100; for "top-2-box" and "ces" 1 or 0; for
        "mean" the score.

    Examples
    --------
    >>> asked = pd.DataFrame({"metric": "NPS", "score": [10.0, 7.0, 6.0]})
    >>> answer_worth(asked, {"NPS": Metric(kind="nps", low=0, high=10)}).tolist()
    [100.0, 0.0, -100.0]
    """
    worth = pd.Series(np.nan, index=answers.index, dtype="float64")
    for name, metric in metrics.items():
        asked = answers["metric"] == name
        worth.loc[asked] = _worth(answers.loc[asked, "score"], metric)
    return worth


def rule_in_words(metric: Metric) -> str:
    """How a metric's answers become its score, as it stands beside every figure.

    Examples
    --------
    >>> rule_in_words(Metric(kind="nps", low=0, high=10))
    'share answering 9–10 less share answering 0–6, in points'
    >>> rule_in_words(Metric(kind="top-2-box", low=1, high=5))
    'share answering 4–5 on 1–5'
    >>> rule_in_words(Metric(kind="ces", low=1, high=7, higher_is_better=False))
    'share answering 1–3 on 1–7'
    >>> rule_in_words(Metric(kind="mean", low=1, high=10))
    'mean on 1–10'
    """
    low, high = metric.low, metric.high
    scale = f"{low:g}–{high:g}"
    if metric.kind == "nps":
        best, worst = f"{high - 1:g}–{high:g}", f"{low:g}–{high - 4:g}"
        return say(
            "share answering {best} less share answering {worst}, in points", best=best, worst=worst
        )
    if metric.kind == "mean":
        return say("mean on {scale}", scale=scale) + (
            "" if metric.higher_is_better else say(", low is good")
        )
    first, last = _good_answers(metric)
    answers = f"{first:g}" if first == last else f"{first:g}–{last:g}"
    return say("share answering {answers} on {scale}", answers=answers, scale=scale)


def two_points(metric: Metric) -> bool:
    """Whether a scale has two points only: its top two boxes are all of it, so the best one counts.

    Examples
    --------
    >>> two_points(Metric(kind="top-2-box", low=0, high=1))
    True
    """
    return metric.high - metric.low <= 1


def check_scores(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> list[Problem]:
    """Every score that cannot count: of an unknown metric, or outside its metric's scale.

    Parameters
    ----------
    voices
        The evidence table, with the file and row each came from.
    metrics
        Name of each metric and its scale.

    Returns
    -------
    list of Problem
        One for each unknown metric of each file, row 0; one for each score outside its scale.
    """
    scored = voices.loc[voices["score"].notna()]
    unknown = scored.loc[~scored["metric"].isin(list(metrics))]
    problems = [
        Problem(
            str(file),
            0,
            "metric",
            say("is a metric of the engagement"),
            str(name),
            say(
                "{rows} scores are not counted. {did_you_mean}Add the metric with "
                "its scale to engagement.toml.",
                rows=len(rows),
                did_you_mean=did_you_mean(str(name), metrics),
            ),
        )
        for (file, name), rows in unknown.groupby(["file", "metric"])
    ]
    known = scored.drop(index=unknown.index)
    outside = known.loc[~_inside_scale(known, metrics)]
    for file, row, name, score in zip(
        *(outside[column] for column in ("file", "row", "metric", "score")), strict=True
    ):
        metric = metrics[name]
        rule = say("is between {low:g} and {high:g}", low=metric.low, high=metric.high)
        remedy = say("Correct the answer, or the scale of {name} in engagement.toml.", name=name)
        problems.append(Problem(file, int(row), "score", rule, f"{score:g}", remedy))
    return problems


def _inside_scale(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.Series:
    low = numbers_for(voices["metric"], {name: m.low for name, m in metrics.items()})
    high = numbers_for(voices["metric"], {name: m.high for name, m in metrics.items()})
    return voices["score"].between(low, high)


def _worth(score: pd.Series, metric: Metric) -> pd.Series:
    if metric.kind == "mean":
        return score
    if metric.kind == "nps":
        promoter, detractor = score >= metric.high - 1, score < metric.high - 3
        return NPS_POINTS * (promoter.astype("float64") - detractor.astype("float64"))
    first, last = _good_answers(metric)
    return score.between(first, last).astype("float64")


def _good_answers(metric: Metric) -> tuple[float, float]:
    if metric.kind == "top-2-box" and two_points(metric):
        best = metric.high if metric.higher_is_better else metric.low
        return best, best
    middle = (metric.low + metric.high) / 2
    above = np.floor(middle) + 1 if metric.kind == "ces" else metric.high - 1
    below = np.ceil(middle) - 1 if metric.kind == "ces" else metric.low + 1
    return (above, metric.high) if metric.higher_is_better else (metric.low, below)

"""Sentences about scores, each figure with its interval and the accounts behind it."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.voice.research import EVERYBODY, HERE, WHOSE
from cxworkbench.voice.rollups import COUNTED
from cxworkbench.voice.visits import heard_in_words
from cxworkbench.voice.words import count_of, number

MOST_SCORES: Final = 6  # more are told by their lowest and highest


def describe_scores(scores: pd.DataFrame) -> str:
    """Every score over all accounts with its interval, or what was said at one account."""
    if scores.empty:
        return say("No answer was given on any scale.")
    if (scores[WHOSE] == HERE).any():
        return _account_beside(scores)
    rows = scores.loc[scores[WHOSE] == EVERYBODY].to_dict("records")
    if len(rows) > MOST_SCORES:
        return _ends(scores.loc[scores[WHOSE] == EVERYBODY])
    return "; ".join(f"{row['metric']} {estimate(row)}" for row in rows) + "."


def describe_rollups(rollups: pd.DataFrame) -> str:
    """Whether it matters how contacts and accounts are counted: where ways lie furthest apart."""
    said = []
    for metric, group in rollups.groupby("metric", sort=False):
        base = group.iloc[0]
        others = group.iloc[1:]
        outside = others.loc[(others["value"] < base["low"]) | (others["value"] > base["high"])]
        if pd.notna(base["low"]) and len(outside):
            ways = ", ".join(
                f"{row[COUNTED]} {figure(row['value'], row['unit'])}"
                for row in outside.to_dict("records")
            )
            said.append(
                say(
                    "{metric} leaves its interval when counted so: {ways}", metric=metric, ways=ways
                )
            )
    if not said:
        return say(
            "However contacts and accounts are counted, every score stays within its interval."
        )
    return ". ".join(said) + "."


def describe_score_groups(scores: pd.DataFrame, *, label: str, names: dict[str, str]) -> str:
    """The lowest and the highest group of each metric, and whether their intervals lie apart."""
    said = []
    if len(scores) and int(scores.groupby("metric").size().max()) == 1:
        return say("Each score stands in one group only: there is nothing to set side by side.")
    for metric, group in scores.groupby("metric", sort=False):
        sure = group.loc[group["low"].notna()].sort_values(["value", label], kind="stable")
        if len(sure) < 2:
            said.append(say("{metric}: too few accounts to set groups side by side", metric=metric))
            continue
        low, high = sure.iloc[0], sure.iloc[-1]
        apart = (
            say("their intervals lie apart")
            if low["high"] < high["low"]
            else say("too near to tell")
        )
        said.append(
            say(
                "{metric}: lowest {get} ({figure}, n {accounts}), highest {get_2} "
                "({figure_2}, n {accounts_2}), {apart}",
                metric=metric,
                get=names.get(low[label], low[label]),
                figure=figure(low["value"], low["unit"]),
                accounts=low["accounts"],
                get_2=names.get(high[label], high[label]),
                figure_2=figure(high["value"], high["unit"]),
                accounts_2=high["accounts"],
                apart=apart,
            )
        )
    return ". ".join(said) + "." if said else say("No answer was given on any scale.")


def estimate(row: Mapping[Any, Any]) -> str:
    """A score with its interval and the accounts behind it, as every sentence writes it."""
    low, high, unit, accounts = row["low"], row["high"], row["unit"], row["accounts"]
    if pd.isna(low):
        return say(
            "{figure} (n {accounts:,}, no interval)",
            figure=figure(row["value"], unit),
            accounts=accounts,
        )
    ends = say("{figure} to {figure_2}", figure=figure(low, unit), figure_2=figure(high, unit))
    return f"{figure(row['value'], unit)} ({ends}, n {accounts:,})"


def figure(value: float, unit: str, *, exact: bool = False) -> str:
    """A score in its unit: points, per cent, or on its scale with two decimals; one more if exact.

    Examples
    --------
    >>> figure(6.0663, "scale"), figure(6.0663, "scale", exact=True), figure(-3.79, "points")
    ('6.07', '6.066', '−4')
    """
    more = 1 if exact else 0
    if unit == "share":
        return f"{number(100 * float(value), more)} %"
    return number(float(value), more if unit == "points" else 2 + more)


def _account_beside(scores: pd.DataFrame) -> str:
    own = scores.loc[scores[WHOSE] == HERE].to_dict("records")
    there = scores.loc[scores[WHOSE] == EVERYBODY].set_index("metric").to_dict("index")
    said = []
    for row in own:
        words = f"{row['metric']} {figure(row['value'], row['unit'])}"
        words += say(
            " here by {heard_in_words}",
            heard_in_words=heard_in_words(int(row["respondents"]), int(row["visits"])),
        )
        if row["metric"] in there:
            words += say(
                " against {estimate} over all accounts", estimate=estimate(there[row["metric"]])
            )
        said.append(words)
    return say("{said}. One account has no interval.", said="; ".join(said))


def _ends(scores: pd.DataFrame) -> str:
    said = []
    for _, group in scores.groupby(["unit", "rule"], sort=False):
        rows = group.sort_values(["value", "metric"], kind="stable").to_dict("records")
        low, high = rows[0], rows[-1]
        said.append(
            say(
                "lowest {metric} {estimate}, highest {metric_2} {estimate_2}",
                metric=low["metric"],
                estimate=estimate(low),
                metric_2=high["metric"],
                estimate_2=estimate(high),
            )
            if len(rows) > 1
            else f"{low['metric']} {estimate(low)}"
        )
    return f"{count_of(len(scores), 'score')}: {'; '.join(said)}."

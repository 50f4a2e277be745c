"""Who answered against who did not, and what scores would be if the silent were counted in."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cxworkbench.ground.interval_ends import Floats
from cxworkbench.ground.language import say
from cxworkbench.ground.raking import capped_weights, design_effect, raked_weights
from cxworkbench.ground.uncertainty import (
    NPS_POINTS,
    Z_95,
    Estimate,
    clustered_mean,
    clustered_nps,
    clustered_share,
)
from cxworkbench.records.engagement import Metric
from cxworkbench.voice.answers import answers_that_count, rule_in_words
from cxworkbench.voice.lookups import values_for
from cxworkbench.voice.scores import UNITS, account_scores

FIGURES: Final = (
    "revenue",
    "services",
    "usage",
    "tenure_years",
    "events",
    "tickets",
    "days_since_ticket",
)
AMOUNTS: Final = ("revenue", "usage")  # compared by their logarithm: a few are many times the rest
NO_CATEGORY: Final = ("account_id", "name", "domain", "parent_id", "roles_heard")
MOST_LEVELS: Final = 12  # a column of more is a list of names
SMALL: Final = 0.10
LARGE: Final = 0.25  # standard deviations beyond which two groups are called different
FEWEST_A_LEVEL: Final = 5  # accounts that answered, for a level to be weighed to the list
CAP: Final = 5.0  # times the median weight
REVENUE_THIRD: Final = "revenue third"
TICKET: Final = "ticket"
RESPONSE_COLUMNS: Final = {
    "what": "str",
    "level": "str",
    "answering": "float64",
    "silent": "float64",
    "difference": "float64",
    "low": "float64",
    "high": "float64",
    "known_answering": "int64",
    "known_silent": "int64",
    "verdict": "str",
}
ADJUSTED_COLUMNS: Final = {
    "metric": "str",
    "rule": "str",
    "unit": "str",
    "answering": "int64",
    "accounts": "int64",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "adjusted": "float64",
    "adjusted_low": "float64",
    "adjusted_high": "float64",
    "design_effect": "float64",
    "capped": "int64",
    "represented": "int64",
    "weighed_by": "str",
    "if_lowest_quarter": "float64",
    "if_worst": "float64",
}


def listed_accounts(
    profile: pd.DataFrame,
    segments: pd.DataFrame,
    voices: pd.DataFrame,
    metrics: Mapping[str, Metric],
    *,
    as_of: datetime.date,
) -> pd.DataFrame:
    """Every account of the list with what it is compared by, and whether it gave a score.

    Parameters
    ----------
    profile, segments
        One row per account: its figures; its `segment`.
    voices
        The evidence table, within the window.
    metrics
        The scores that count as an answer.
    as_of
        The day from which the age of the last ticket is counted.

    Returns
    -------
    pandas.DataFrame
        The profile with `segment`; `answered`, true where the account gave a score that counts;
        `tickets`, a count; `days_since_ticket`, missing without one.
    """
    ids = profile["account_id"]
    gave = set(answers_that_count(voices, metrics)["account_id"])
    tickets = voices.loc[voices["method"] == TICKET].groupby("account_id")["said_at"]
    age = (pd.Timestamp(as_of) - values_for(ids, tickets.max())).dt.days.astype("float64")
    return profile.assign(
        segment=values_for(ids, segments.set_index("account_id")["segment"]).fillna(""),
        answered=ids.isin(gave),
        tickets=values_for(ids, tickets.size()).fillna(0.0).astype("float64"),
        days_since_ticket=age,
    )


def answering_against_silent(listed: pd.DataFrame) -> pd.DataFrame:
    """How far the accounts that answered differ from those that did not, in standard deviations.

    Parameters
    ----------
    listed
        As `listed_accounts` makes it.

    Returns
    -------
    pandas.DataFrame
        Figures first, then the levels of every column of a few words: `what`, the column; `level`,
        empty for a figure; `answering` and `silent`, the mean of each, or the share at the level;
        `difference`, answering less silent in pooled standard deviations, with `low` and `high`,
        its 95 % interval; `known_answering`, `known_silent`, accounts of which it is known;
        `verdict`: "alike" under 0.1, "a little apart", "apart" from 0.25, "too few" where one side
        has fewer than five. Empty when all or none answered.

    Notes
    -----
    Amounts are compared by their logarithm where all are positive. Alike on what is known is not
    alike in what they would have said.

    References
    ----------
    Austin (2009), Statistics in Medicine 28, 3083-3107.

    Examples
    --------
    >>> accounts = pd.DataFrame({"account_id": list("abcdefghijkl"), "answered": [True, False] * 6,
    ...     "services": [3.0, 1, 4, 2, 3, 1, 4, 2, 3, 1, 4, 2]})
    >>> found = answering_against_silent(accounts)
    >>> found[["what", "answering", "silent", "difference"]].round(2).values.tolist()
    [['services', 3.5, 1.5, 3.65]]
    """
    gave = listed["answered"].astype(bool)
    if gave.all() or not gave.any():
        return pd.DataFrame(columns=list(RESPONSE_COLUMNS)).astype(RESPONSE_COLUMNS)
    rows = [
        _compared(listed[name], gave, name)
        for name in FIGURES
        if name in listed and listed[name].notna().any()
    ]
    for name in _categories(listed):
        column = listed[name]
        for level in sorted(set(column) - {""}):
            rows.append(_compared((column == level).where(column != ""), gave, name, str(level)))
    return pd.DataFrame(rows, columns=list(RESPONSE_COLUMNS)).astype(RESPONSE_COLUMNS)


def adjusted_scores(
    listed: pd.DataFrame,
    voices: pd.DataFrame,
    metrics: Mapping[str, Metric],
    *,
    margins: Sequence[str] = ("segment", REVENUE_THIRD),
) -> pd.DataFrame:
    """Each score as answered, weighed to the whole list of accounts, and under two worse guesses.

    The accounts that answered get weights that make their segments and revenue thirds as frequent
    as on the list. Levels with fewer than five accounts that answered are set aside, on the list
    too: nothing can stand for them. Weights are capped at five times their median.

    Parameters
    ----------
    listed
        As `listed_accounts` makes it: the whole list.
    voices, metrics
        As in `score_table`; contacts of an account by their mean, accounts the same.
    margins
        Columns to weigh by; "revenue third" is made from `revenue`.

    Returns
    -------
    pandas.DataFrame
        One row per metric, in the order given: `metric`; `rule`; `unit`; `answering` of `accounts`,
        counts; `value` with `low`, `high`, as answered; `adjusted` with `adjusted_low` and
        `adjusted_high`, weighed to the list, missing where no margin can be used; `design_effect`,
        by how much the weights enlarge the variance; `capped`, accounts whose weight was cut;
        `represented`, the accounts of the list that are weighed to: those whose levels have enough
        answers; `weighed_by`, the margins used; `if_lowest_quarter` and `if_worst`, the score over
        the whole list if the silent were like the worst quarter of those that answered, or all gave
        the worst answer.

    Notes
    -----
    Weights mend only what the margins know. The two guesses are bounds of a kind, not forecasts.

    References
    ----------
    Raking: Deming and Stephan (1940). Design effect: Kish (1965). Bounds: Manski (1990), American
    Economic Review 80, 319-323.
    """
    table = listed.assign(**{REVENUE_THIRD: _thirds(listed)})
    scored = account_scores(voices, metrics)
    rows = []
    for name, metric in metrics.items():
        own = scored.loc[scored["metric"] == name].set_index("account_id")["value"]
        answers = own.reindex(table["account_id"]).to_numpy(float)
        if not np.isnan(answers).all():
            rows.append({"metric": name, **_adjusted(table, answers, metric, margins)})
    return pd.DataFrame(rows, columns=list(ADJUSTED_COLUMNS)).astype(ADJUSTED_COLUMNS)


def _compared(column: pd.Series, gave: pd.Series, name: str, level: str = "") -> dict[str, Any]:
    known = column.notna()
    figures = column.astype("float64").to_numpy()
    sides = [figures[(gave & known).to_numpy()], figures[(~gave & known).to_numpy()]]
    means = [float(side.mean()) if len(side) else np.nan for side in sides]
    if name in AMOUNTS and all((side > 0).all() for side in sides):
        sides = [np.log(side) for side in sides]
    counts = [len(side) for side in sides]
    difference = _difference(*sides) if min(counts) >= FEWEST_A_LEVEL else np.nan
    reach = Z_95 * np.sqrt(
        sum(counts) / max(counts[0] * counts[1], 1) + difference**2 / (2 * max(sum(counts), 1))
    )
    return {
        "what": name,
        "level": level,
        "answering": means[0],
        "silent": means[1],
        "difference": difference,
        "low": difference - reach,
        "high": difference + reach,
        "known_answering": counts[0],
        "known_silent": counts[1],
        "verdict": _verdict(difference),
    }


def _difference(one: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    apart = float(one.mean() - other.mean())
    spread = float(np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / 2))
    return apart / spread if spread > 0 else (0.0 if apart == 0 else np.nan)


def _verdict(difference: float) -> str:
    if np.isnan(difference):
        return say("too few")
    if abs(difference) >= LARGE:
        return "apart"
    return say("a little apart") if abs(difference) >= SMALL else "alike"


def _categories(listed: pd.DataFrame) -> list[str]:
    def few(name: str) -> bool:
        return 2 <= len(set(listed[name]) - {""}) <= MOST_LEVELS

    texts = [str(name) for name in listed if isinstance(listed[name].dtype, pd.StringDtype)]
    return [name for name in texts if name not in NO_CATEGORY and few(name)]


def _thirds(listed: pd.DataFrame) -> pd.Series:
    revenue = listed["revenue"] if "revenue" in listed else pd.Series(np.nan, listed.index)
    place = revenue.rank(method="average", pct=True)
    names = np.select(
        [place <= 1 / 3, place <= 2 / 3, place <= 1], ["lower", "middle", "upper"], ""
    )
    return pd.Series(names, index=listed.index, dtype="str")


def _adjusted(
    table: pd.DataFrame, answers: Floats, metric: Metric, margins: Sequence[str]
) -> dict[str, Any]:
    gave = ~np.isnan(answers)
    values = answers[gave]
    plain = _estimate(values, None, metric)
    row = {
        "rule": rule_in_words(metric),
        "unit": UNITS[metric.kind],
        "answering": len(values),
        "accounts": len(table),
        "value": plain.value,
        "low": plain.low,
        "high": plain.high,
        **_guesses(values, len(table), metric),
        **dict.fromkeys(("adjusted", "adjusted_low", "adjusted_high", "design_effect"), np.nan),
        "capped": 0,
        "represented": 0,
        "weighed_by": "",
    }
    used, there = _usable(table, gave, margins)
    if not used:
        return row
    totals = {name: _frequencies(table.loc[there, name]) for name in used}
    raw = raked_weights(table.loc[there & gave, used], totals).weights
    weights = capped_weights(raw, times=CAP)
    weighed = _estimate(answers[there & gave], weights, metric)
    return {
        **row,
        "adjusted": weighed.value,
        "adjusted_low": weighed.low,
        "adjusted_high": weighed.high,
        "design_effect": design_effect(weights),
        "capped": int((weights < raw - 1e-9).sum()),
        "represented": int(there.sum()),
        "weighed_by": say(" and ").join(used),
    }


def _frequencies(levels: pd.Series) -> dict[str, float]:
    return {str(level): float(count) for level, count in levels.value_counts().items()}


def _usable(
    table: pd.DataFrame, gave: NDArray[np.bool_], margins: Sequence[str]
) -> tuple[list[str], NDArray[np.bool_]]:
    """The margins that tell accounts apart, and the accounts whose levels had enough answers.

    Setting a level aside takes accounts from the levels of the other margins, so it is done again
    until none is thin.
    """
    there = np.ones(len(table), bool)
    thin = there.copy()
    while thin.any():
        thin = np.zeros(len(table), bool)
        for name in margins:
            heard = _frequencies(table.loc[there & gave, name])
            few = [level for level in set(table[name]) if heard.get(level, 0) < FEWEST_A_LEVEL]
            thin |= there & table[name].isin(few).to_numpy(bool)
        there &= ~thin
    used = [name for name in margins if table.loc[there, name].nunique() > 1]
    return used, there


def _guesses(values: Floats, accounts: int, metric: Metric) -> dict[str, float]:
    downward = metric.kind == "mean" and not metric.higher_is_better
    worst = {"nps": -NPS_POINTS, "mean": metric.high if downward else metric.low}.get(
        metric.kind, 0.0
    )
    ordered = np.sort(values)[::-1] if downward else np.sort(values)
    quarter = float(ordered[: max(1, round(len(values) / 4))].mean())
    heard = len(values) / accounts
    mean = float(values.mean())
    return {
        "if_lowest_quarter": heard * mean + (1 - heard) * quarter,
        "if_worst": heard * mean + (1 - heard) * worst,
    }


def _estimate(values: Floats, weights: Floats | None, metric: Metric) -> Estimate:
    if metric.kind == "nps":
        return clustered_nps(values, weights)
    if metric.kind == "mean":
        return clustered_mean(values, weights, low=metric.low, high=metric.high)
    return clustered_share(values, weights)

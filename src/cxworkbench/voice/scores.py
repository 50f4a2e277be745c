"""Scores with their intervals: each account's contacts first, then the accounts."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import DataProblem, ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import (
    FEWEST_ACCOUNTS,
    Estimate,
    clustered_mean,
    clustered_nps,
    clustered_share,
)
from cxworkbench.records.engagement import Metric
from cxworkbench.voice.answers import answer_worth, answers_that_count, rule_in_words
from cxworkbench.voice.lookups import numbers_for, values_for
from cxworkbench.voice.visits import is_visit, respondents

Weights = Literal["equal", "revenue", "role"]
Contacts = Literal["mean", "worst", "role-weighted"]
WEIGHTS: Final = ("equal", "revenue", "role")
CONTACTS: Final = ("mean", "worst", "role-weighted")
UNITS: Final = {"nps": "points", "top-2-box": "share", "ces": "share", "mean": "scale"}


def score_table(
    voices: pd.DataFrame,
    metrics: Mapping[str, Metric],
    *,
    by: Sequence[str] = (),
    accounts: pd.DataFrame | None = None,
    weights: Weights = "equal",
    contacts: Contacts = "mean",
    role_weights: Mapping[str, float] | None = None,
    fewest: int = FEWEST_ACCOUNTS,
) -> pd.DataFrame:
    """Each metric's score over accounts, with its 95 % interval, counts and method.

    The answers of one contact become their mean, the contacts of one account become one value by
    the stated rule, and only then are accounts put together with the stated weights.

    Parameters
    ----------
    voices
        The evidence table; rows without a score, without an account, or with a score outside the
        metric's scale do not count (`check_scores` lists the last).
    metrics
        Name of each metric and its scale and rule.
    by
        Columns of `voices` that split the table: `("touchpoint_id",)`, `("segment", "role")`.
    accounts
        Needed for weights by revenue, and for the share of revenue that is covered.
    weights
        "equal": each account the same. "revenue": by `accounts.revenue`; accounts without a
        positive one are left out and counted in the method. "role": by the summed role weights of
        the contacts heard; with all role weights 1 each respondent weighs the same.
    contacts
        "mean" of an account's contacts and visits, the "worst" of the contacts (the mean of the
        visits where no contact was heard), or their "role-weighted" mean.
    role_weights
        Role and its weight, 1 where not named.
    fewest
        With fewer accounts the value has no interval, and the method says "too few to tell".

    Returns
    -------
    pandas.DataFrame
        One row per metric (in the order given) and group (sorted): the columns of `by`; `metric`;
        `rule`, how answers become a score; `value`, `low`, `high`: -100 to 100 points for NPS, 0 to
        1 for shares, on the scale for means; `accounts`, `voices`, counts; `n_eff`, Kish's
        effective number of accounts; `method`, in words; `unit`: "points", "share" or "scale";
        `respondents`, a count of contacts and visits, and `visits`, how many of them an observer
        made; `single_threaded`, share of the accounts with a contact heard that have only one;
        `revenue_share` of all known revenue, missing without `accounts`.

    Raises
    ------
    DataProblem
        A column of `by` is not in `voices`.
    ParameterProblem
        A word for weights or contacts is not known, or revenue is wanted without accounts.

    Notes
    -----
    Contacts who answer are not all contacts. Look at `single_threaded` and `revenue_share` first.

    Examples
    --------
    >>> voices = pd.DataFrame({"voice_id": list("abcdef"), "account_id": ["x", "x", "y", "z", "u",
    ...     "v"], "contact_id": "", "role": "", "metric": "CSAT", "score": [1.0, 3, 4, 5, 5, 6]})
    >>> csat = {"CSAT": Metric(kind="mean", low=1, high=7)}
    >>> score_table(voices, csat)[["value", "low", "high", "accounts", "voices"]].round(2)
       value   low  high  accounts  voices
    0    4.4  2.61  6.06         5       6
    """
    _require_words(voices, by, accounts, weights, contacts)
    scored = account_scores(
        voices, metrics, by=by, contacts=contacts, role_weights=role_weights or {}
    )
    revenue = _revenues(accounts)
    scored = scored.assign(
        weight=_weigh(scored, revenue, weights), revenue=values_for(scored["account_id"], revenue)
    )
    told = say(
        "contacts by {contacts}; accounts weigh {weights_in_words}",
        contacts=contacts,
        weights_in_words=_weights_in_words(weights),
    )
    keys = [*by, "metric"]
    rows = [
        {
            **dict(zip(keys, values, strict=True)),
            **_row(group, metrics[str(values[-1])], told, fewest),
        }
        for values, group in scored.groupby(keys, sort=True)
    ]
    columns = [*by, *_COLUMNS]
    table = pd.DataFrame(rows, columns=columns).astype(_types(columns))
    table["revenue_share"] = table["revenue_share"] / (revenue.sum() or np.nan)
    place = numbers_for(table["metric"], {name: place for place, name in enumerate(metrics)})
    order = table.assign(_place=place).sort_values(["_place", *by], kind="stable").index
    return table.loc[order].reset_index(drop=True)


def account_scores(
    voices: pd.DataFrame,
    metrics: Mapping[str, Metric],
    *,
    by: Sequence[str] = (),
    contacts: Contacts = "mean",
    role_weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Each account's own score of each metric, its contacts put together by the stated rule.

    Parameters
    ----------
    voices, metrics, by, contacts, role_weights
        As in `score_table`.

    Returns
    -------
    pandas.DataFrame
        One row per group, metric and account: the columns of `by`, `metric`, `account_id`, `value`
        (in points, as a share, or on the scale), `voices`, `respondents`, `visits` among them,
        `role_weight` (their sum). An account whose contacts all weigh 0 is not there.

    Examples
    --------
    >>> voices = pd.DataFrame({"voice_id": ["a", "b"], "account_id": "x", "contact_id": ["p", "q"],
    ...     "role": "user", "metric": "NPS", "score": [10.0, 2.0]})
    >>> nps = {"NPS": Metric(kind="nps", low=0, high=10)}
    >>> account_scores(voices, nps, contacts="worst")["value"].tolist()
    [-100.0]
    """
    answers = answers_that_count(voices, metrics)
    keys = [*by, "metric", "account_id"]
    answers = answers.assign(worth=answer_worth(answers, metrics), who=respondents(answers))
    answers = answers.assign(visit=is_visit(answers))
    each = answers.groupby([*keys, "who"], sort=True, observed=True).agg(
        worth=("worth", "mean"),
        role=("role", "first"),
        voices=("worth", "size"),
        visit=("visit", "first"),
    )
    each = each.reset_index()
    roles = numbers_for(each["role"], role_weights or {}).fillna(1.0)
    weighing = roles if contacts == "role-weighted" else pd.Series(1.0, each.index)
    each = each.assign(role_weight=roles, counts=weighing, total=each["worth"] * weighing)
    each["said"] = each["worth"].where(~each["visit"])  # no visit is a contact who feels worst
    grouped = each.groupby(keys, sort=True, observed=True)
    table = grouped.agg(
        total=("total", "sum"),
        counts=("counts", "sum"),
        least=("said", "min"),
        most=("said", "max"),
        voices=("voices", "sum"),
        respondents=("worth", "size"),
        visits=("visit", "sum"),
        role_weight=("role_weight", "sum"),
    ).reset_index()
    mean = (table["total"] / table["counts"]).where(table["counts"] > 0)
    table["value"] = _worst(table, metrics).fillna(mean) if contacts == "worst" else mean
    columns = [*keys, "value", "voices", "respondents", "visits", "role_weight"]
    return table.loc[table["value"].notna(), columns].reset_index(drop=True)


_COLUMNS: Final = (
    "metric",
    "rule",
    "value",
    "low",
    "high",
    "accounts",
    "voices",
    "n_eff",
    "method",
    "unit",
    "respondents",
    "visits",
    "single_threaded",
    "revenue_share",
)
_COUNTS: Final = ("accounts", "voices", "respondents", "visits")
_NUMBERS: Final = ("value", "low", "high", "n_eff", "single_threaded", "revenue_share")


def _types(columns: Sequence[str]) -> dict[str, Any]:
    counts = dict.fromkeys(_COUNTS, "int64")
    numbers = dict.fromkeys(_NUMBERS, "float64")
    texts = {name: "str" for name in columns if name not in (*_COUNTS, *_NUMBERS)}
    return {**counts, **numbers, **texts}


def _row(group: pd.DataFrame, metric: Metric, told: str, fewest: int) -> dict[str, Any]:
    counted = group.loc[group["weight"] > 0]
    estimate = _estimate(metric, counted, fewest)
    left_out = len(group) - len(counted)
    words = say("; {left_out} without revenue left out", left_out=left_out) if left_out else ""
    people = counted["respondents"] - counted["visits"]
    return {
        "rule": rule_in_words(metric),
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "accounts": estimate.n,
        "voices": int(counted["voices"].sum()),
        "n_eff": estimate.n_eff,
        "method": f"{estimate.method}; {told}{words}",
        "unit": UNITS[metric.kind],
        "respondents": int(counted["respondents"].sum()),
        "visits": int(counted["visits"].sum()),
        "single_threaded": float((people[people > 0] == 1).mean()),
        "revenue_share": float(counted["revenue"].sum()),
    }


def _estimate(metric: Metric, counted: pd.DataFrame, fewest: int) -> Estimate:
    values, weights = counted["value"], counted["weight"]
    if metric.kind == "nps":
        return clustered_nps(values, weights, fewest=fewest)
    if metric.kind == "mean":
        return clustered_mean(values, weights, low=metric.low, high=metric.high, fewest=fewest)
    return clustered_share(values, weights, fewest=fewest)


def _worst(table: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.Series:
    # Points and shares already count upwards; only a plain mean keeps the scale's own direction.
    downward = [n for n, m in metrics.items() if m.kind == "mean" and not m.higher_is_better]
    return table["least"].where(~table["metric"].isin(downward), table["most"])


def _revenues(accounts: pd.DataFrame | None) -> pd.Series:
    if accounts is None:
        return pd.Series(dtype="float64")
    return accounts.set_index("account_id")["revenue"].clip(lower=0)


def _weigh(scored: pd.DataFrame, revenue: pd.Series, weights: Weights) -> pd.Series:
    if weights == "revenue":
        return values_for(scored["account_id"], revenue).fillna(0.0)
    return scored["role_weight"] if weights == "role" else pd.Series(1.0, scored.index)


def _weights_in_words(weights: Weights) -> str:
    return {
        "equal": say("the same"),
        "revenue": say("by revenue"),
        "role": say("by contacts heard"),
    }[weights]


def _require_words(
    voices: pd.DataFrame,
    by: Sequence[str],
    accounts: pd.DataFrame | None,
    weights: str,
    contacts: str,
) -> None:
    absent = [name for name in by if name not in voices]
    if absent:
        raise DataProblem(
            f"{len(absent)} of the columns to split scores by are not in the voices: "
            f"{sample_of(absent)}. {did_you_mean(absent[0], map(str, voices))}"
            f"Columns there are: {', '.join(map(str, voices))}."
        )
    for word, known, what in ((weights, WEIGHTS, "weights"), (contacts, CONTACTS, "contacts")):
        if word not in known:
            raise ParameterProblem(
                f"{what} is {word!r}, which scores do not know. {did_you_mean(word, known)}"
                f"It is one of: {', '.join(known)}."
            )
    if weights == "revenue" and accounts is None:
        raise ParameterProblem(
            "Scores weighted by revenue need the accounts, and were given none. Pass accounts=."
        )

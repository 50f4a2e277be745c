"""Segments of accounts by business rules, and what each segment holds."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import RecordProblem
from cxworkbench.ground.language import say
from cxworkbench.ground.rules import judge_rule, short_rule
from cxworkbench.records.engagement import SegmentRule
from cxworkbench.voice.profile import rule_columns
from cxworkbench.voice.value import UNKNOWN, value_tiers

OTHER: Final = "other"
SEGMENT_COLUMNS: Final = ("account_id", "segment", "rule", "missing")
TIER_RULES: Final = {
    "high": "the fewest accounts that make up half of all revenue",
    "middle": "the next accounts, up to 80 % of all revenue",
    "low": "the accounts behind the last 20 % of revenue",
}


def segment_accounts(profile: pd.DataFrame, rules: Sequence[SegmentRule]) -> pd.DataFrame:
    """The segment of each account: the first rule it fits, else "other".

    Parameters
    ----------
    profile
        One row per account, as `account_profile` makes it.
    rules
        Name and rule of each segment, in the order they are tried. Without any, accounts go by
        value: "high value", "middle value", "low value".

    Returns
    -------
    pandas.DataFrame
        One row per account, in the profile's order: `account_id`; `segment`; `rule`, the words
        that decided; `missing`, the columns whose missing values left an earlier or every rule
        open, joined by a comma.

    Raises
    ------
    RecordProblem
        A rule cannot be read or names a column that is not there.

    Notes
    -----
    An account with something in `missing` might belong elsewhere once the value is known.

    Examples
    --------
    >>> profile = pd.DataFrame({"account_id": ["a", "b", "c"], "revenue": [90.0, 10.0, None]})
    >>> large = SegmentRule(name="large", rule="revenue >= 50")
    >>> segment_accounts(profile, [large])[["segment", "missing"]].values.tolist()
    [['large', ''], ['other', ''], ['other', 'revenue']]
    """
    if not rules:
        return _by_value(profile)
    table = profile[rule_columns(profile)]
    count = len(profile)
    segment, decided = np.full(count, OTHER, object), np.full(count, say("fits no rule"), object)
    missing: list[list[str]] = [[] for _ in range(count)]
    free = np.ones(count, bool)
    for rule in rules:
        judged = judge_rule(rule.rule, table, name=rule.name)
        fits = judged.fits.fillna(False).to_numpy(bool)
        unclear = free & judged.fits.isna().to_numpy(bool)
        for place in np.flatnonzero(unclear):
            row = table.iloc[int(place)]
            missing[place] += [name for name in judged.columns if _is_missing(row[name])]
        segment[free & fits], decided[free & fits] = rule.name, rule.rule
        free &= ~fits
    words = [", ".join(dict.fromkeys(names)) for names in missing]
    return _table(profile, segment.tolist(), decided.tolist(), words)


def problems_of_rules(profile: pd.DataFrame, rules: Sequence[SegmentRule]) -> list[Problem]:
    """One problem for every rule that `segment_accounts` would refuse.

    Examples
    --------
    >>> profile = pd.DataFrame({"account_id": ["a"], "revenue": [90.0]})
    >>> rules = [SegmentRule(name=n, rule=n) for n in ("revenue > 5", "revenu > 5", "revenue ** 2")]
    >>> [problem.value for problem in problems_of_rules(profile, rules)]
    ['revenu > 5', 'revenue ** 2']
    """
    table = profile[rule_columns(profile)]
    found = []
    for rule in rules:
        try:
            judge_rule(rule.rule, table, name=rule.name)
        except RecordProblem as problem:
            where, shown = f"segments.{rule.name}", short_rule(rule.rule)
            found.append(
                Problem(
                    "engagement.toml", 0, where, say("is a rule for accounts"), shown, str(problem)
                )
            )
    return found


def segment_names(rules: Sequence[SegmentRule]) -> list[str]:
    """The segments there can be, in the order of their rules, "other" last.

    Examples
    --------
    >>> segment_names([SegmentRule(name="large", rule="revenue >= 50")])
    ['large', 'other']
    >>> segment_names([])
    ['high value', 'middle value', 'low value', 'other']
    """
    named = [rule.name for rule in rules] or [f"{tier} value" for tier in TIER_RULES]
    return list(dict.fromkeys([*named, OTHER]))


def segment_summary(profile: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """What each segment holds: accounts, revenue, services, tenure, recommendation, who was heard.

    Parameters
    ----------
    profile
        As `account_profile` makes it.
    segments
        As `segment_accounts` makes it.

    Returns
    -------
    pandas.DataFrame
        One row per segment that has accounts, most revenue first, "other" last: `segment`, `rule`,
        `accounts`, `account_share`; `revenue` and `revenue_share`; `margin`, its sum, for internal
        eyes; `services`, `tenure_years`, `recommendation`, medians; `accounts_heard`,
        `heard_share`, `voices`; `unclear`, accounts with something missing; `small`, true under 5
        accounts or 5 % of revenue: not to be told alone.
    """
    table = profile.merge(segments, on="account_id", how="inner", validate="one_to_one")
    heard = table["voices"] > 0
    grouped = table.assign(heard=heard, open=table["missing"] != "").groupby("segment", sort=True)
    summary = grouped.agg(
        rule=("rule", "first"),
        accounts=("account_id", "size"),
        revenue=("revenue", lambda known: known.sum(min_count=1)),
        margin=("margin", lambda known: known.sum(min_count=1)),
        services=("services", "median"),
        tenure_years=("tenure_years", "median"),
        recommendation=("recommendation", "median"),
        accounts_heard=("heard", "sum"),
        voices=("voices", "sum"),
        unclear=("open", "sum"),
    ).reset_index()
    total = float(table["revenue"].sum())
    summary["account_share"] = summary["accounts"] / max(len(table), 1)
    summary["revenue_share"] = summary["revenue"] / total if total > 0 else np.nan
    summary["heard_share"] = summary["accounts_heard"] / summary["accounts"]
    summary["small"] = (summary["accounts"] < SMALLEST_SEGMENT) | (
        summary["revenue_share"] < SMALLEST_REVENUE_SHARE
    )
    last = (summary["segment"] == OTHER).astype(int)
    order = summary.assign(_last=last, _revenue=-summary["revenue"].fillna(0.0))
    index = order.sort_values(["_last", "_revenue", "segment"], kind="stable").index
    return summary.loc[index, list(SUMMARY_COLUMNS)].reset_index(drop=True)


SMALLEST_SEGMENT: Final = 5  # accounts
SMALLEST_REVENUE_SHARE: Final = 0.05
SUMMARY_COLUMNS: Final = (
    "segment",
    "rule",
    "accounts",
    "account_share",
    "revenue",
    "revenue_share",
    "margin",
    "services",
    "tenure_years",
    "recommendation",
    "accounts_heard",
    "heard_share",
    "voices",
    "unclear",
    "small",
)


def _by_value(profile: pd.DataFrame) -> pd.DataFrame:
    tiers = value_tiers(profile)
    known = tiers != UNKNOWN
    segment = (tiers + " value").where(known, OTHER)
    rule = tiers.map(TIER_RULES).fillna(say("revenue is not known")).astype("str")
    return _table(
        profile, segment.tolist(), rule.tolist(), ["" if there else "revenue" for there in known]
    )


def _table(
    profile: pd.DataFrame, segment: list[str], rule: list[str], missing: list[str]
) -> pd.DataFrame:
    columns = (profile["account_id"].tolist(), segment, rule, missing)
    named = dict(zip(SEGMENT_COLUMNS, columns, strict=True))
    return pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in named.items()})


def _is_missing(value: object) -> bool:
    return value == "" or bool(pd.isna(value))  # type: ignore[call-overload]

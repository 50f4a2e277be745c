"""What a finding may mean for the business: revenue, contracts that end, recommendation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.differences import Difference, outcome_difference
from cxworkbench.ground.language import say
from cxworkbench.insight.findings import Findings
from cxworkbench.insight.reach import voices_behind
from cxworkbench.insight.shifts import (
    RECOMMENDATION,
    Shift,
    describe_kept,
    describe_shift,
    metric_shift,
)
from cxworkbench.insight.stakes import Stake, describe_stake, value_at_stake
from cxworkbench.records.engagement import Metric
from cxworkbench.records.register import Entry
from cxworkbench.voice.words import number

SOON_DAYS: Final = 180  # a contract that ends within them is worth a look now


@dataclass(frozen=True)
class Consequence:
    """What goes with a finding: revenue at stake, recommendation, and the metric to move."""

    words: str
    stake: Stake
    shift: Shift
    kept: bool  # of a gain: nothing is to move, the metric is to stay
    ends: tuple[tuple[float, float], ...]  # of the intervals that were told

    def fields(self) -> dict[str, Any]:
        """The fields of a register entry that say so; what is not known stays None.

        `change` is there where accounts without the finding do better by more than chance.
        """
        one = self.shift.difference
        known = self.shift.told and not self.kept
        return {
            "consequence": self.words,
            "money": self.stake.value,
            "money_low": self.stake.low,
            "money_high": self.stake.high,
            "metric": self.shift.metric,
            "moves": self.shift.moves,
            "change": one.value if known else None,
            "change_low": one.low if known else None,
            "change_high": one.high if known else None,
        }


def consequence_of(
    findings: Findings,
    main: Entry,
    accounts: Sequence[str],
    *,
    metrics: Mapping[str, Metric],
    currency: str = "",
    comparisons: int = 1,
) -> Consequence:
    """What the accounts of a finding are worth, how many decide soon, and what they score less.

    Parameters
    ----------
    findings
        For the profile and voices of the accounts in scope.
    main
        The finding.
    accounts
        Ids of the accounts that it touches.
    metrics
        The engagement's.
    currency
        Of revenue, as shown.
    comparisons
        How many differences are told together; each interval holds for all of them at once.

    Notes
    -----
    What goes together with a finding need not come from it. Accounts with a bad experience, or
    with less than they expected, score that touchpoint lower by how they were picked: there the
    metric is recommendation, or what the gap itself asks for.
    """
    stake = value_at_stake(findings.profile, _asked(findings, main), accounts)
    recommends = _recommendation(findings, accounts, comparisons)
    shift = _shift(findings, main, accounts, metrics, comparisons, recommends)
    sentences = [
        describe_stake(stake, currency),
        _contracts(findings, accounts),
        _told_recommendation(recommends),
        "" if shift.metric == RECOMMENDATION else _told_shift(main, shift),
    ]
    pairs = [(one.low, one.high) for one in (recommends, shift.difference)]
    ends = tuple(pairs[:1] if main.kind == "service gap" or shift.metric == RECOMMENDATION
                 else pairs)  # fmt: skip
    words = " ".join(one for one in sentences if one)
    return Consequence(words, stake, shift, main.kind == "gain", ends)


def _asked(findings: Findings, main: Entry) -> set[str]:
    """The accounts that could have told: all heard, or those that rated it."""
    coded = main.kind in ("pain", "gain")
    voices = findings.voices if coded else voices_behind(findings, main)
    return set(voices["account_id"]) - {""}


def _recommendation(findings: Findings, accounts: Sequence[str], comparisons: int) -> Difference:
    scores = findings.profile.set_index("account_id")["recommendation"]
    heard = set(findings.voices["account_id"]) - {""}
    others = sorted(heard - set(accounts))
    return outcome_difference(
        scores.reindex(list(accounts)), scores.reindex(others), comparisons=comparisons
    )


def _shift(
    findings: Findings,
    main: Entry,
    accounts: Sequence[str],
    metrics: Mapping[str, Metric],
    comparisons: int,
    recommends: Difference,
) -> Shift:
    if main.kind == "moment of truth":
        return Shift(RECOMMENDATION, "loyalty", _turned(recommends))
    if main.kind == "service gap" and main.value is not None:
        low, high = (float("nan") if end is None else -end for end in (main.high, main.low))
        gap = Difference(-main.value, low, high, main.n, main.n, "paired")
        metric = metrics.get(main.metric)
        loyal = metric is not None and metric.kind == "nps"
        return Shift(main.metric, "loyalty" if loyal else "satisfaction", gap)
    return metric_shift(
        findings, main.touchpoint_ids, accounts, metrics=metrics, comparisons=comparisons
    )


def _turned(one: Difference) -> Difference:
    return Difference(-one.value, -one.high, -one.low, one.group, one.rest, one.method)


def _told_shift(main: Entry, shift: Shift) -> str:
    if main.kind == "gain":
        return describe_kept(shift)
    if main.kind != "service gap":
        return describe_shift(shift)
    one = shift.difference
    return say(
        "To meet what is expected, {metric} has to be {value} better there ({low} to {high}).",
        metric=shift.metric,
        value=number(one.value),
        low=number(one.low),
        high=number(one.high),
    )


def _contracts(findings: Findings, accounts: Sequence[str]) -> str:
    over, soon = contracts_over(findings.profile, accounts), ending_soon(findings.profile, accounts)
    told = say(" and ").join(
        words
        for count, words in (
            (
                len(over),
                say("{over} is over", over=1)
                if len(over) == 1
                else say("{over} are over", over=len(over)),
            ),
            (
                len(soon),
                say("{soon} ends within {days} days", soon=1, days=SOON_DAYS)
                if len(soon) == 1
                else say("{soon} end within {days} days", soon=len(soon), days=SOON_DAYS),
            ),
        )
        if count
    )
    return say("Of their contracts {told}.", told=told) if told else ""


def _told_recommendation(told: Difference) -> str:
    if pd.isna(told.low):
        return say("Whether they recommend us less cannot be said ({method}).", method=told.method)
    if told.high < 0 or told.low > 0:
        word = "less" if told.value < 0 else "more"
        return say(
            "They recommend us {value} points {word} than the other accounts "
            "heard (difference {low} to {high} on 0 to 10).",
            value=number(abs(told.value)),
            word=word,
            low=number(told.low),
            high=number(told.high),
        )
    return say(
        "They do not recommend us less than the others by more than chance "
        "(difference {low} to {high} on 0 to 10).",
        low=number(told.low),
        high=number(told.high),
    )


def ending_soon(profile: pd.DataFrame, accounts: Sequence[str]) -> list[str]:
    """Those of the accounts whose contract ends within 180 days from the day that counts."""
    left = _days_left(profile, accounts)
    return [str(one) for one in left[left.between(0, SOON_DAYS)].index]


def contracts_over(profile: pd.DataFrame, accounts: Sequence[str]) -> list[str]:
    """Those of the accounts whose contract was over before the day that counts."""
    left = _days_left(profile, accounts)
    return [str(one) for one in left[left < 0].index]


def _days_left(profile: pd.DataFrame, accounts: Sequence[str]) -> pd.Series:
    if "days_to_contract_end" not in profile:
        return pd.Series(dtype="float64")
    return profile.set_index("account_id")["days_to_contract_end"].reindex(list(accounts))

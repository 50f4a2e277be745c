"""Moments of truth: touchpoints after which accounts recommend or stop, as far as evidence says."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.differences import Difference, correlation, outcome_difference
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import TOO_FEW
from cxworkbench.insight.derived import (
    BY_CORRELATION,
    BY_SHARE,
    Importance,
    derived_importance,
)
from cxworkbench.insight.moment_grades import effect_of, grade_of, positions
from cxworkbench.records.engagement import Metric, TouchpointPlace
from cxworkbench.voice.feelings import felt_voices
from cxworkbench.voice.visits import respondents
from cxworkbench.voice.words import count_of, number, percent

MOMENT: Final = "moment of truth"
CANDIDATE: Final = "candidate"
NO_SIGN: Final = "no sign"
WIDEST_SPREAD: Final = 2.0  # standard deviation when half the accounts feel -2 and half +2
COLUMNS: Final = {
    "touchpoint_id": "str",
    "name": "str",
    "stage": "str",
    "importance": "float64",
    "importance_low": "float64",
    "importance_high": "float64",
    "importance_by": "str",
    "spread": "float64",
    "reach": "float64",
    "score": "float64",
    "accounts": "int64",
    "bad": "int64",
    "outcome_difference": "float64",
    "low": "float64",
    "high": "float64",
    "label": "str",
    "grade": "int64",
    "effect": "str",
    "penalty": "float64",
    "penalty_low": "float64",
    "penalty_high": "float64",
    "reward": "float64",
    "reward_low": "float64",
    "reward_high": "float64",
    "position": "str",
    "method": "str",
    "evidence": "object",
    "bad_accounts": "object",
    "why": "str",
    "grade_why": "str",
    "effect_why": "str",
}


def moment_candidates(
    voices: pd.DataFrame,
    events: pd.DataFrame,
    profile: pd.DataFrame,
    touchpoints: Sequence[TouchpointPlace],
    *,
    metrics: Mapping[str, Metric] | None = None,
) -> pd.DataFrame:
    """Touchpoints by how far what happens there goes with recommending, the strongest first.

    The score is derived importance x spread x reach. A touchpoint is a "candidate" until accounts
    with a bad experience there recommend less than the rest by more than chance; then it is a
    "moment of truth". It is "too few to tell" with fewer than 5 accounts on either side, and "no
    sign" where a better experience does not go with recommending more by more than chance.

    Parameters
    ----------
    voices, events
        Evidence tables, limited to the period that counts.
    profile
        One row per account: `account_id`, `recommendation`, 0 to 10.
    touchpoints
        The engagement's.
    metrics
        Each metric's scale, so that scores count as experience; answers to the recommendation
        question itself never do.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint, by score and then in journey order: `touchpoint_id`, `name`,
        `stage`; `importance` with `importance_low`, `importance_high`, and `importance_by` which:
        where enough accounts rated every touchpoint, the root of its share of the explained
        variance, else the correlation of the experience here with recommending, both -1 to 1;
        `spread`, standard deviation of the experience between accounts as a share of the widest
        possible, 0 to 1; `reach`, share of the accounts seen at all that were seen here, 0 to 1;
        `score`, 0 to 100, the product of the
        three with a negative importance as 0; `accounts` with both figures, `bad` those below 0;
        `outcome_difference`, mean recommendation of the bad ones less that of the rest, points of
        0 to 10, with `low` and `high`, which hold for all touchpoints at once; `label`; `grade`,
        1 to 4, 0 for none; `effect`, "make", "break", "delight" or "", with `penalty`, recommending
        after a bad experience less that after one in between, and `reward`, the same after a glad
        one, each with its ends; `position`, labels; `method`;
        `evidence`, ids of the voices; `bad_accounts`, ids of the bad ones; `why`,
        `grade_why`, `effect_why`, sentences.

    Notes
    -----
    Whoever is unhappy rates everything lower, so all correlations are too high by the same halo;
    compare touchpoints with each other. Going together is not causing: test before you promise.

    References
    ----------
    Carlzon (1987), Moments of Truth, for the term.
    """
    felt = _experience_voices(voices, metrics or {})
    recommends = profile.set_index("account_id")["recommendation"]
    seen = _seen_accounts(voices, events)
    everyone = len(set().union(*seen.values())) if seen else 0
    each = {place.id: _experience(felt, place.id) for place in touchpoints}
    tested = sum(_is_testable(one, recommends) for one in each.values())
    where = positions(touchpoints, each)
    derived = derived_importance(each, recommends)
    rows = [
        _with_share(_row(each[place.id], recommends, max(tested, 1)), place.id, derived)
        | {
            "touchpoint_id": place.id,
            "name": place.name,
            "stage": place.stage,
            "position": where[place.id],
            "reach": len(seen.get(place.id, ())) / everyone if everyone else float("nan"),
            "evidence": _evidence(felt, place.id),
        }
        for place in touchpoints
    ]
    table = pd.DataFrame([_scored(row) for row in rows], columns=list(COLUMNS)).astype(COLUMNS)
    return table.sort_values("score", ascending=False, kind="stable").reset_index(drop=True)


def _experience_voices(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    asked = [name for name, metric in metrics.items() if metric.kind == "nps"]
    others = voices[~voices["metric"].isin(asked) & (voices["account_id"] != "")]
    return felt_voices(others, metrics)


def _experience(felt: pd.DataFrame, touchpoint_id: str) -> pd.Series:
    """Mean of what each account felt at the touchpoint, its respondents first, -2 to +2."""
    here = felt[felt["touchpoint_id"] == touchpoint_id]
    each = here.groupby(["account_id", respondents(here)], sort=True)["felt"].mean()
    account: pd.Series = each.groupby(level=0, sort=True).mean()
    return account


def _seen_accounts(voices: pd.DataFrame, events: pd.DataFrame) -> dict[str, set[str]]:
    columns = ["touchpoint_id", "account_id"]
    both = pd.concat([voices[columns], events[columns]])
    both = both[both["account_id"] != ""]
    return {str(at): set(ids) for at, ids in both.groupby("touchpoint_id")["account_id"]}


def _split(experience: pd.Series, recommends: pd.Series) -> tuple[pd.Series, pd.Series]:
    outcome = recommends.reindex(experience.index)
    bad = experience < 0
    return outcome[bad].dropna(), outcome[~bad].dropna()


def _is_testable(experience: pd.Series, recommends: pd.Series) -> bool:
    return not np.isnan(outcome_difference(*_split(experience, recommends)).low)


def _row(experience: pd.Series, recommends: pd.Series, comparisons: int) -> dict[str, object]:
    difference = outcome_difference(*_split(experience, recommends), comparisons=comparisons)
    r, low, high = correlation(experience, recommends.reindex(experience.index))
    effect = effect_of(experience, recommends, comparisons=comparisons, shown=difference.high < 0)
    return {
        "importance": r,
        "importance_low": low,
        "importance_high": high,
        "importance_by": BY_CORRELATION,
        "effect": effect.kind,
        "effect_why": effect.why,
        "penalty": effect.penalty.value,
        "penalty_low": effect.penalty.low,
        "penalty_high": effect.penalty.high,
        "reward": effect.reward.value,
        "reward_low": effect.reward.low,
        "reward_high": effect.reward.high,
        "spread": float(experience.std()) / WIDEST_SPREAD,
        "accounts": difference.group + difference.rest,
        "bad": difference.group,
        "outcome_difference": difference.value,
        "low": difference.low,
        "high": difference.high,
        "label": _label(difference, low),
        "method": difference.method,
        "bad_accounts": [str(one) for one in experience.index[experience < 0]],
    }


def _with_share(
    row: dict[str, object], at: str, derived: Mapping[str, Importance]
) -> dict[str, object]:
    """The row with its share as importance; unknown where others have one and it has none."""
    if not derived:
        return row
    nan = float("nan")
    one = derived.get(at, Importance(nan, nan, nan))
    ends = {"importance_low": one.low, "importance_high": one.high}
    return row | {"importance": one.value, "importance_by": BY_SHARE, **ends}


def _label(difference: Difference, lowest_importance: float) -> str:
    if np.isnan(lowest_importance) or np.isnan(difference.low):
        return TOO_FEW
    if difference.high < 0:
        return MOMENT
    return CANDIDATE if lowest_importance > 0 else NO_SIGN


def _evidence(felt: pd.DataFrame, touchpoint_id: str) -> list[str]:
    return sorted(felt.loc[felt["touchpoint_id"] == touchpoint_id, "voice_id"])


def _scored(row: dict[str, object]) -> dict[str, object]:
    def figure(name: str) -> float:
        return float(str(row[name]))

    score = 100.0 * max(figure("importance"), 0.0) * figure("spread") * figure("reach")
    # Where importance or spread is not known there is no score, and it comes last.
    known = not np.isnan(figure("importance"))
    grade, grade_why = grade_of(
        shown=row["label"] == MOMENT, candidate=row["label"] == CANDIDATE, reach=figure("reach")
    )
    return row | {
        "score": score if known else float("nan"),
        "why": _why(row),
        "grade": grade,
        "grade_why": grade_why,
    }


def _why(row: dict[str, object]) -> str:
    def figure(name: str) -> float:
        return float(str(row[name]))

    accounts, bad = int(figure("accounts")), int(figure("bad"))
    if row["label"] == TOO_FEW:
        return say(
            "{bad} of {accounts} with a rating here and a recommendation had a "
            "bad experience; {method}.",
            bad=bad,
            accounts=count_of(accounts, "account"),
            method=row["method"],
        )
    difference = figure("outcome_difference")
    more_or_less = "less" if difference < 0 else "more"
    verdict = {
        MOMENT: say("The interval leaves out 0."),
        CANDIDATE: say("The interval includes 0, so it stays a candidate."),
        NO_SIGN: say("How it is here does not go with recommending by more than chance."),
    }[str(row["label"])]
    return say(
        "{bad} of {accounts} with a rating here and a recommendation had a "
        "bad experience and recommend {difference} points {more_or_less} "
        "(difference {figure} to {figure_2}); {figure_3} of accounts pass "
        "it. {verdict}",
        bad=bad,
        accounts=count_of(accounts, "account"),
        difference=number(abs(difference)),
        more_or_less=more_or_less,
        figure=number(figure("low")),
        figure_2=number(figure("high")),
        figure_3=percent(figure("reach")),
        verdict=verdict,
    )

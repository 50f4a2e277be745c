"""Scores of stages rolled up from their touchpoints and deep dives, by a stated rule.

The rule: what an account felt at a touchpoint is the mean over its contacts; what it felt in a
stage is the weighted mean over the touchpoints at which it was heard; the stage's score is the mean
over accounts, each counting once. A touchpoint at which nobody was heard is left out and never
counts as zero. Touchpoints count the same unless weights are stated.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import clustered_mean
from cxworkbench.journey.basis import basis_of
from cxworkbench.journey.deep_dives import parent_stage_of
from cxworkbench.journey.emotion import drawn_emotion
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.voice.feelings import HIGHEST, LOWEST, felt_voices
from cxworkbench.voice.parts import origin_of
from cxworkbench.voice.visits import respondents
from cxworkbench.voice.words import count_of

ROLLUP_COLUMNS: Final = {
    "id": "str", "stage": "str", "value": "float64", "low": "float64", "high": "float64",
    "accounts": "int64", "voices": "int64", "touchpoints": "int64", "heard": "int64",
    "deep_dives": "int64", "basis": "str", "method": "str",
}  # fmt: skip


def rolled_up_scores(
    parent: JourneyMap,
    maps: Iterable[JourneyMap],
    voices: pd.DataFrame,
    *,
    metrics: Mapping[str, Metric] | None = None,
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """How each stage of a map feels, over its own touchpoints and those of its deep dives.

    Parameters
    ----------
    parent
        The life-cycle map.
    maps
        Its deep dives, and theirs; other maps are passed over.
    voices
        Evidence table `voices`; those without an account are left out.
    metrics
        Scale of each metric; with none, only voices with an emotion of their own count.
    weights
        Touchpoint id -> weight above 0; 1 where not named, also with none.

    Returns
    -------
    pandas.DataFrame
        One row per stage in journey order: `id`, `stage`; `value`, -2 to +2, with `low` and `high`,
        its 95 % interval over accounts, missing where nobody was heard; `accounts`, `voices`;
        `touchpoints` of the stage and its deep dives, each once, and `heard`, at how many of them
        anybody was heard; `deep_dives`, a count; `basis`; `method`, the rule in words.

    Raises
    ------
    ParameterProblem
        A weight is of no touchpoint here, or is not above 0.

    Notes
    -----
    A stage heard at one of its ten touchpoints has the score of that one: read `heard` beside
    `value`. Accounts heard at other touchpoints than others are compared as if they had been asked
    the same.

    Examples
    --------
    >>> from cxworkbench.records.evidence import conform
    >>> from cxworkbench.records.journey_map import Stage, Touchpoint
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),), touchpoints=(
    ...     Touchpoint(id="t1", name="Till", stage_id="s"),
    ...     Touchpoint(id="t2", name="Call", stage_id="s"),
    ...     Touchpoint(id="t3", name="Bill", stage_id="s")))
    >>> said = conform(pd.DataFrame({"voice_id": ["v1", "v2", "v3"], "account_id": ["a", "a", "b"],
    ...     "touchpoint_id": ["t1", "t2", "t1"], "emotion": [2.0, 0.0, -1.0]}), "voices")
    >>> rolled_up_scores(shop, [], said)[["value", "accounts", "touchpoints", "heard"]]
       value  accounts  touchpoints  heard
    0    0.0         2            3      2
    """
    known = list(maps)
    inside = {stage.id: stage_touchpoints(parent, stage.id, known) for stage in parent.stages}
    counted = _require_weights(weights or {}, [one for ids in inside.values() for one in ids])
    felt = felt_voices(voices, metrics)
    felt = felt[felt["account_id"] != ""]
    rows = []
    for stage in parent.stages:
        here = felt[felt["touchpoint_id"].isin(inside[stage.id])]
        dives = [one for one in known if _is_of(parent, one, stage.id)]
        rows.append(
            {
                "id": stage.id,
                "stage": stage.name,
                "touchpoints": len(inside[stage.id]),
                "heard": here["touchpoint_id"].nunique(),
                "deep_dives": len(dives),
                **_score(here, counted),
            }
        )
    return _table(rows)


def stated_scores(
    parent: JourneyMap,
    maps: Iterable[JourneyMap],
    *,
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """How each stage feels as its maps state it, where no voices are at hand; columns as above.

    The weighted mean over touchpoints with a stated emotion. Which accounts stand behind them is
    not known, so there is no interval, and `accounts` is the most that stand behind any of them.

    Parameters
    ----------
    parent, maps, weights
        As `rolled_up_scores` takes them.
    """
    known = list(maps)
    inside = {stage.id: stage_touchpoints(parent, stage.id, known) for stage in parent.stages}
    counted = _require_weights(weights or {}, [one for ids in inside.values() for one in ids])
    stated = pd.concat([drawn_emotion(one) for one in (*known, parent)])
    stated = stated.sort_values("accounts", kind="stable").drop_duplicates("id", keep="last")
    stated = stated[stated["value"].notna()]
    rows = []
    for stage in parent.stages:
        here = stated[stated["id"].isin(inside[stage.id])]
        weighed = np.array([counted.get(str(one), 1.0) for one in here["id"]])
        rows.append(
            {
                "id": stage.id,
                "stage": stage.name,
                "value": np.average(here["value"], weights=weighed) if len(here) else np.nan,
                "low": np.nan,
                "high": np.nan,
                "accounts": int(here["accounts"].max()) if len(here) else 0,
                "voices": int(here["voices"].sum()),
                "touchpoints": len(inside[stage.id]),
                "heard": len(here),
                "deep_dives": len([one for one in known if _is_of(parent, one, stage.id)]),
                "basis": _weakest(here["basis"]),
                "method": say("mean over touchpoints as the maps state them") + _weighed(counted),
            }
        )
    return _table(rows)


def describe_rollup(table: pd.DataFrame) -> str:
    """One sentence: the lowest stage, on how many accounts and touchpoints it rests, and the rule.

    Examples
    --------
    >>> describe_rollup(pd.DataFrame({"stage": ["Buy", "Use"], "value": [1.0, -0.5],
    ...     "accounts": [8, 6], "heard": [1, 2], "touchpoints": [2, 5], "deep_dives": [0, 1]}))
    'Lowest is Use, -0.5, from 6 accounts at 2 of 5 touchpoints, its deep dive among them. What \
was not heard is left out.'
    """
    known = table[table["value"].notna()]
    if known.empty:
        return say("Nobody was heard at any touchpoint of these stages.")
    low = known.sort_values("value", kind="stable").to_dict("records")[0]
    dives = int(low["deep_dives"])
    among = {0: "", 1: say(", its deep dive among them")}.get(
        dives, f", {dives} deep dives among them"
    )
    return say(
        "Lowest is {stage}, {value:+.1f}, from {accounts} at {heard} of "
        "{touchpoints}{among}. What was not heard is left out.",
        stage=low["stage"],
        value=low["value"],
        accounts=count_of(int(low["accounts"]), "account"),
        heard=int(low["heard"]),
        touchpoints=count_of(int(low["touchpoints"]), "touchpoint"),
        among=among,
    )


def stage_touchpoints(
    parent: JourneyMap, stage_id: str, maps: Sequence[JourneyMap]
) -> tuple[str, ...]:
    """Ids of the touchpoints of a stage and of all deep dives under it, each once.

    Maps that name each other as parents in a circle are each gone into once.
    """
    own = [one.id for one in parent.touchpoints if one.stage_id == stage_id]
    waiting = [one for one in maps if _is_of(parent, one, stage_id)]
    seen = {parent.id}
    while waiting:
        dive = waiting.pop(0)
        if dive.id in seen:
            continue
        seen.add(dive.id)
        own += [one.id for one in dive.touchpoints]
        waiting += [one for one in maps if one.parent_map == dive.id]
    return tuple(dict.fromkeys(own))


def _is_of(parent: JourneyMap, child: JourneyMap, stage_id: str) -> bool:
    if child.parent_map != parent.id:
        return False
    stage = parent_stage_of(parent, child)
    return stage is not None and stage.id == stage_id


def _score(felt: pd.DataFrame, weights: Mapping[str, float]) -> dict[str, Any]:
    if felt.empty:
        return {"value": np.nan, "low": np.nan, "high": np.nan, "accounts": 0, "voices": 0,
                "basis": "assumed", "method": say("nobody was heard here")}  # fmt: skip
    keys = [felt["account_id"], felt["touchpoint_id"]]
    by_person = felt["felt"].groupby([*keys, respondents(felt)]).mean()
    at_each = by_person.groupby(level=[0, 1]).mean().rename("felt").reset_index()
    weight = at_each["touchpoint_id"].map(lambda one: weights.get(str(one), 1.0)).astype("float64")
    total = (at_each["felt"] * weight).groupby(at_each["account_id"]).sum()
    by_account = total / weight.groupby(at_each["account_id"]).sum()
    estimate = clustered_mean(by_account.to_numpy(), low=LOWEST, high=HIGHEST)
    return {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "accounts": estimate.n,
        "voices": int(origin_of(felt).nunique()),
        "basis": basis_of(felt["method"]),
        "method": say(
            "contacts, then touchpoints heard, then accounts{weighed}; {method}",
            weighed=_weighed(weights),
            method=estimate.method,
        ),
    }


def _weighed(weights: Mapping[str, float]) -> str:
    if not weights:
        return say(", touchpoints alike")
    return say(", weights ") + ", ".join(f"{key} {value:g}" for key, value in weights.items())


def _weakest(bases: pd.Series) -> str:
    order = ("assumed", "reported", "observed", "measured")
    return min((str(one) for one in bases), key=order.index, default="assumed")


def _require_weights(weights: Mapping[str, float], known: Sequence[str]) -> dict[str, float]:
    for one, weight in weights.items():
        if one not in known:
            raise ParameterProblem(
                f"weights names {one!r}, which is no touchpoint of these maps. "
                f"{did_you_mean(one, known)}".rstrip()
            )
        if not weight > 0:
            raise ParameterProblem(
                f"The weight of {one!r} is {weight:g}. A weight is above 0; to leave a touchpoint "
                "out, leave it off the map."
            )
    return dict(weights)


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(ROLLUP_COLUMNS)).astype(ROLLUP_COLUMNS)

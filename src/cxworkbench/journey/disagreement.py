"""How far the roles of one account disagree, and which role feels worse than the others."""

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np
import pandas as pd

from cxworkbench.ground.differences import paired_difference
from cxworkbench.ground.uncertainty import TOO_FEW, clustered_mean
from cxworkbench.journey.roles import in_role_order
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.voice.feelings import HIGHEST, LOWEST

Place = Literal["journey", "stage", "touchpoint"]
MATERIAL: Final = 0.5  # on -2 to +2; a smaller difference is none that anybody would act on
LOWER: Final = "lower than the others"
HIGHER: Final = "higher than the others"
ALIKE: Final = "no difference seen"
DISAGREEMENT_COLUMNS: Final = {
    "id": "str", "name": "str", "index": "float64", "low": "float64", "high": "float64",
    "accounts": "int64", "roles": "float64", "method": "str",
}  # fmt: skip
CONTRAST_COLUMNS: Final = {
    "id": "str", "name": "str", "role": "str", "difference": "float64", "low": "float64",
    "high": "float64", "accounts": "int64", "value": "float64", "verdict": "str", "method": "str",
}  # fmt: skip


def disagreement(
    feelings: pd.DataFrame,
    journey_map: JourneyMap,
    *,
    by: Place = "stage",
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """The disagreement index: how far apart two roles of one account are, 0 to 1.

    At each place where at least two roles of an account were heard, the index is the mean distance
    between two of them, divided by the length of the scale: 0 when all feel the same, 1 when two
    roles stand at opposite ends. Pairs weigh as the product of their roles' weights. An account's
    index is the mean over its places; the index is the mean over accounts.

    Parameters
    ----------
    feelings
        As `role_feelings` gives them. Roles are compared at the same touchpoint; give it
        `in_stages(feelings)` to compare them within a stage instead.
    journey_map
        Order and names of the places.
    by
        "journey" one row, "stage" or "touchpoint" one for each, in order.
    weights
        Role and its weight, 1 where not named.

    Returns
    -------
    pandas.DataFrame
        `id`, `name`; `index`, 0 to 1, missing where no account has two roles heard; `low`, `high`,
        its 95 % interval over accounts; `accounts`, with at least two roles heard at one place;
        `roles`, how many were heard there on average; `method`.

    Notes
    -----
    Two people who feel the same still score differently: the index is never quite 0 in real
    answers, and higher where few people speak for each role. Compare places with each other rather
    than with 0, and see `role_contrasts` for a role that differs beyond chance. With more than two
    roles it cannot reach 1.

    References
    ----------
    Mean distance between members as a measure of separation: Harrison and Klein (2007), Academy of
    Management Review 32, 1199-1228, here over pairs of different roles; as a measure of dispersion
    it is Gini's mean difference (1912).

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))
    >>> feelings = pd.DataFrame({"account_id": ["a", "a", "b", "b"], "role": ["user", "buyer"] * 2,
    ...     "at": "s", "stage_id": "s", "felt": [2.0, -2.0, 1.0, 1.0]})
    >>> disagreement(feelings, shop, by="journey")[["name", "index", "accounts"]]
                name  index  accounts
    0  whole journey    0.5         2
    """
    apart = _apart(feelings, weights or {})
    rows = []
    for key, name, inside in _groups(apart, journey_map, by):
        accounts = inside.groupby("account_id")[["index", "roles"]].mean()
        told = clustered_mean(accounts["index"].to_numpy(), low=0.0, high=1.0)
        roles = float(accounts["roles"].mean()) if len(accounts) else np.nan
        rows.append((key, name, told.value, told.low, told.high, told.n, roles, told.method))
    return pd.DataFrame(rows, columns=list(DISAGREEMENT_COLUMNS)).astype(DISAGREEMENT_COLUMNS)


def role_contrasts(
    feelings: pd.DataFrame, journey_map: JourneyMap, *, by: Place = "journey"
) -> pd.DataFrame:
    """How much better or worse each role feels than the other roles of the same accounts.

    At each place where a role and another one of the same account were heard, its feeling less the
    mean of the others'; the mean over the account's places, then over accounts. What an account
    feels as a whole, and what a place does to everybody, drop out.

    Parameters
    ----------
    feelings, journey_map, by
        As in `disagreement`.

    Returns
    -------
    pandas.DataFrame
        One row per place and role heard beside another: `id`, `name`; `role`; `difference`, -4 to
        +4, with `low` and `high`, its interval, widened so that those of all rows hold at once with
        95 %; `accounts`; `value`, the role's own mean there, -2 to +2; `verdict`: "lower than the
        others" or "higher than the others" where the interval leaves out 0 and the difference is at
        least 0.5, "no difference seen", or "too few to tell"; `method`.

    Notes
    -----
    A role that is lower need not stop anything: whether it can is another question
    (`who_can_stop`). "No difference seen" is not agreement; with few accounts nothing is seen.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))
    >>> feelings = pd.DataFrame({"account_id": ["a", "a"], "role": ["user", "buyer"], "at": "s",
    ...     "stage_id": "s", "felt": [1.0, -1.0]})
    >>> role_contrasts(feelings, shop)[["role", "difference", "verdict"]]
        role  difference          verdict
    0   user         2.0  too few to tell
    1  buyer        -2.0  too few to tell
    """
    apart = _against_others(feelings)
    found = []
    for key, name, inside in _groups(apart, journey_map, by):
        for role in in_role_order(inside["role"]):
            mine = inside[inside["role"] == role]
            accounts = mine.groupby("account_id")[["difference", "felt"]].mean()
            found.append((key, name, role, accounts))
    enough = sum(pd.notna(paired_difference(one["difference"]).low) for *_, one in found)
    rows = []
    for key, name, role, accounts in found:
        told = paired_difference(accounts["difference"], comparisons=max(enough, 1))
        value = float(accounts["felt"].mean())
        verdict = _verdict(told.value, told.low, told.high)
        rows.append(
            (key, name, role, told.value, told.low, told.high, told.group, value, verdict,
             told.method)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(CONTRAST_COLUMNS)).astype(CONTRAST_COLUMNS)


def _verdict(value: float, low: float, high: float) -> str:
    if pd.isna(low):
        return TOO_FEW
    if high < 0 and value <= -MATERIAL:
        return LOWER
    return HIGHER if low > 0 and value >= MATERIAL else ALIKE


def _apart(feelings: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Account and place with at least two roles: the index there, and how many roles."""
    weigh = feelings["role"].map(lambda role: weights.get(role, 1.0)).astype("float64")
    rows = feelings.assign(weight=weigh)[weigh > 0]
    keys = ["account_id", "at", "stage_id"]
    found = [
        (*where, _index(group["felt"].to_numpy(), group["weight"].to_numpy()), len(group))
        for where, group in rows.groupby(keys, sort=True)
        if len(group) > 1
    ]
    table = pd.DataFrame(found, columns=[*keys, "index", "roles"])
    return table.astype({"index": "float64", "roles": "float64"})


def _index(felt: np.ndarray, weights: np.ndarray) -> float:
    one, other = np.triu_indices(len(felt), k=1)
    pairs = weights[one] * weights[other]
    distance = np.abs(felt[one] - felt[other])
    return float((pairs * distance).sum() / pairs.sum() / (HIGHEST - LOWEST))


def _against_others(feelings: pd.DataFrame) -> pd.DataFrame:
    """Each role's feeling less the mean of the other roles of its account at the same place."""
    group = feelings.groupby(["account_id", "at"])["felt"]
    total, count = group.transform("sum"), group.transform("size")
    others = (total - feelings["felt"]) / (count - 1).where(count > 1)
    apart = feelings.assign(difference=feelings["felt"] - others)
    return apart[apart["difference"].notna()]


def _groups(
    rows: pd.DataFrame, journey_map: JourneyMap, by: Place
) -> list[tuple[str, str, pd.DataFrame]]:
    if by == "journey":
        return [("", "whole journey", rows)]
    if by == "stage":
        return [(one.id, one.name, rows[rows["stage_id"] == one.id]) for one in journey_map.stages]
    order = {one.id: place for place, one in enumerate(journey_map.stages)}
    places = sorted(journey_map.touchpoints, key=lambda one: order.get(one.stage_id, len(order)))
    return [(one.id, one.name, rows[rows["at"] == one.id]) for one in places]

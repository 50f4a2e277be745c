"""How much the account's score depends on what each role weighs: stable or unstable verdicts."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.roles import in_role_order
from cxworkbench.voice.feelings import TELLING

Floats = NDArray[np.float64]
FACTOR: Final = 2.0  # weights from half to double of what is stated
FULL_GRID: Final = 7  # roles up to which every combination of three weights is tried
DRAWS: Final = 2000  # combinations tried with more roles
STABLE: Final = "stable"
UNSTABLE: Final = "unstable"
ONE_ROLE: Final = "one role heard"
WEIGHT_COLUMNS: Final = {
    "account_id": "str", "value": "float64", "lowest": "float64", "highest": "float64",
    "feels": "str", "verdict": "str", "rank": "float64", "first": "float64", "last": "float64",
    "rank_verdict": "str", "roles": "int64", "contacts": "int64", "turned_by": "str",
}  # fmt: skip


def role_weight_sensitivity(
    feelings: pd.DataFrame,
    *,
    weights: Mapping[str, float] | None = None,
    factor: float = FACTOR,
    seed: int = 1,
) -> pd.DataFrame:
    """Each account's score, and whether its verdict and rank hold when role weights are others.

    The score is the mean over the account's contacts, each weighing as its role. Every weight is
    moved between its stated value divided by `factor` and multiplied by it. An account's verdict
    (good from +0.5, bad from -0.5, neither between) is stable when it is the same over all these
    weights; its rank likewise, among all accounts given.

    Parameters
    ----------
    feelings
        As `role_feelings` gives them.
    weights
        Role and its stated weight, 1 where not named; a role of weight 0 stays out.
    factor
        How far weights are moved, above 1.
    seed
        For the combinations that are drawn where there are more than seven roles.

    Returns
    -------
    pandas.DataFrame
        One row per account, the lowest score first: `account_id`; `value`, -2 to +2, with the
        stated weights; `lowest` and `highest` over all weights of the range; `feels`: "good", "bad"
        or "neither"; `verdict`: "stable", "unstable", or "one role heard", whose weight cannot
        matter; `rank`, 1 the lowest; `first` and `last`, the best and worst rank found;
        `rank_verdict`; `roles` and `contacts` heard; `turned_by`, the role whose weight alone turns
        the verdict, or which moves the score most.

    Raises
    ------
    ParameterProblem
        `factor` is not above 1, or a weight is below 0.

    Notes
    -----
    A stable verdict says that weights do not matter, not that it is sure: with one contact for a
    role, another contact may say otherwise. The range of scores is exact. Ranks are tried at the
    ends and the middle of every weight, with more than seven roles at 2,000 draws, so that a rank
    called stable may have changed between them.

    Examples
    --------
    >>> feelings = pd.DataFrame({"account_id": ["a", "a", "b"], "role": ["user", "buyer", "user"],
    ...     "at": "t", "stage_id": "s", "felt": [2.0, -1.0, 1.0], "contacts": 1, "voices": 1})
    >>> role_weight_sensitivity(feelings)[["account_id", "value", "lowest", "highest", "verdict"]]
      account_id  value  lowest  highest         verdict
    0          a    0.5    -0.4      1.4        unstable
    1          b    1.0     1.0      1.0  one role heard
    """
    stated = _checked(weights or {}, factor)
    heard = _heard(feelings, stated)
    roles = in_role_order(heard["role"])
    accounts = sorted(set(heard["account_id"]))
    if not accounts:
        return pd.DataFrame(columns=list(WEIGHT_COLUMNS)).astype(WEIGHT_COLUMNS)
    values, counts = _wide(heard, accounts, roles)
    base = np.array([stated.get(role, 1.0) for role in roles])
    tried = base * _multipliers(len(roles), factor, seed)
    scores = _scores(values, counts, tried)
    now = _scores(values, counts, base[None, :])[0]
    ranks = _ranks(np.vstack([now[None, :], scores]))
    ends = [_ends(values[one], counts[one] * base, factor) for one in range(len(accounts))]
    rows = [
        _row(account, now[one], ends[one], ranks[:, one], counts[one])
        | {"turned_by": _turned_by(values[one], counts[one] * base, roles, factor)}
        for one, account in enumerate(accounts)
    ]
    table = pd.DataFrame(rows, columns=list(WEIGHT_COLUMNS)).astype(WEIGHT_COLUMNS)
    return table.sort_values(["value", "account_id"], kind="stable").reset_index(drop=True)


def feels(value: float) -> str:
    """The verdict on a score: "good" from +0.5, "bad" from -0.5, "neither" between.

    Examples
    --------
    >>> feels(0.5), feels(-0.4), feels(-2.0)
    ('good', 'neither', 'bad')
    """
    value = round(value, 9)
    if abs(value) < TELLING:
        return "neither"
    return "good" if value > 0 else "bad"


def _checked(weights: Mapping[str, float], factor: float) -> Mapping[str, float]:
    if not factor > 1:
        raise ParameterProblem(
            f"factor is {factor:g}. It says how far weights are moved and is above 1; 2 tries half "
            "and double."
        )
    below = [f"{role} {weight:g}" for role, weight in weights.items() if not weight >= 0]
    if below:
        raise ParameterProblem(
            f"{len(below)} role weights are below 0: {', '.join(below[:3])}. A weight is 0 or more."
        )
    return weights


def _heard(feelings: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Account and role: the mean over its places, and the contacts heard, at least one."""
    table = feelings.groupby(["account_id", "role"]).agg(
        felt=("felt", "mean"), contacts=("contacts", "max")
    )
    rows = table.reset_index()
    return rows[[weights.get(role, 1.0) > 0 for role in rows["role"]] if len(rows) else slice(0)]


def _wide(heard: pd.DataFrame, accounts: list[str], roles: list[str]) -> tuple[Floats, Floats]:
    shape = {"index": "account_id", "columns": "role"}
    felt = heard.pivot(**shape, values="felt").reindex(index=accounts, columns=roles)
    counts = heard.pivot(**shape, values="contacts").reindex(index=accounts, columns=roles)
    return felt.fillna(0.0).to_numpy(float), counts.fillna(0.0).to_numpy(float)


def _multipliers(roles: int, factor: float, seed: int) -> Floats:
    steps = (1 / factor, 1.0, factor)
    if roles <= FULL_GRID:
        return np.array(list(product(steps, repeat=roles)))
    drawn = np.random.default_rng(seed).random((DRAWS, roles))
    return np.asarray(factor ** np.sign(drawn - 0.5))


def _scores(values: Floats, counts: Floats, weights: Floats) -> Floats:
    """One row per combination of weights, one column per account."""
    return np.asarray((weights @ (values * counts).T) / (weights @ counts.T))


def _ranks(scores: Floats) -> Floats:
    """The rank of each account among all, 1 the lowest; equal scores share the better rank."""
    rounded = np.round(scores, 9)
    ordered = np.sort(rounded, axis=1)
    pairs = zip(ordered, rounded, strict=True)
    return np.array([np.searchsorted(row, one) + 1 for row, one in pairs], dtype=float)


def _ends(values: Floats, weights: Floats, factor: float) -> tuple[float, float]:
    """The exact lowest and highest weighted mean: the k lowest weigh most, for some k."""
    there = weights > 0
    felt, weigh = values[there], weights[there]
    order = np.argsort(felt, kind="stable")
    felt, weigh = felt[order], weigh[order]
    cuts = np.arange(len(felt) + 1)[:, None] > np.arange(len(felt))[None, :]
    low = np.where(cuts, factor, 1 / factor) * weigh
    high = np.where(cuts, 1 / factor, factor) * weigh
    means = [(one * felt).sum(axis=1) / one.sum(axis=1) for one in (low, high)]
    return float(means[0].min()), float(means[1].max())


def _turned_by(values: Floats, weights: Floats, roles: Sequence[str], factor: float) -> str:
    there = np.flatnonzero(weights > 0)
    if len(there) < 2:
        return ""
    now = float((values * weights).sum() / weights.sum())
    moves = []
    for one in there:
        for step in (1 / factor, factor):
            moved = weights.copy()
            moved[one] *= step
            value = float((values * moved).sum() / moved.sum())
            moves.append((feels(value) != feels(now), round(abs(value - now), 9), -one))
    turns, size, place = max(moves)
    return roles[-int(place)] if turns or size > 0 else ""


def _row(
    account: str, value: float, ends: tuple[float, float], ranks: Floats, counts: Floats
) -> dict[str, object]:
    roles = int((counts > 0).sum())
    lowest, highest = ends
    same = feels(lowest) == feels(highest)
    return {
        "account_id": account,
        "value": round(value, 9),
        "lowest": round(lowest, 9),
        "highest": round(highest, 9),
        "feels": feels(value),
        "verdict": ONE_ROLE if roles < 2 else STABLE if same else UNSTABLE,
        "rank": ranks[0],
        "first": ranks.min(),
        "last": ranks.max(),
        "rank_verdict": STABLE if ranks.min() == ranks.max() else UNSTABLE,
        "roles": roles,
        "contacts": int(counts.sum()),
    }

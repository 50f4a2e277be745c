"""How far the order of actions hangs on the weights: ranks under all weight settings."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.uncertainty import wilson_interval
from cxworkbench.insight.priorities import SHOWN, criteria_of, shares_of
from cxworkbench.records.register import Register

TOP: Final = 5
DRAWS: Final = 10_000
COLUMNS: Final = ("action_id", "title", "rank", "first", "first_low", "first_high", "top",
                  "top_low", "top_high", "best", "worst")  # fmt: skip


@dataclass(frozen=True)
class Robustness:
    """Ranks of actions under many settings of the weights.

    `shares`: one row an action, by its rank at the stated weights: `first` and `top`, the shares of
    weight settings under which it is first and among the first `top_of`, with the 95 % interval of
    drawing (`first_low` …); `best` and `worst` rank met. `ranks`: `action_id`, `title`, `rank`,
    `share` of settings that give it that rank.
    """

    shares: pd.DataFrame
    ranks: pd.DataFrame
    criteria: tuple[str, ...]
    draws: int
    top_of: int


def rank_robustness(
    ranked: pd.DataFrame,
    register: Register,
    *,
    seed: int,
    draws: int = DRAWS,
    top_of: int = TOP,
    near: float = 0.0,
) -> Robustness:
    """Shares of weight settings under which each action keeps its place.

    Weights are drawn evenly from all that there can be (a flat Dirichlet distribution over the
    criteria), the actions ranked anew with each draw, and places counted.

    Parameters
    ----------
    ranked
        As `insight.priorities.rank_actions` makes it; actions without a rank are left out.
    register
        For the criteria and the stated weights.
    seed
        Of the draws.
    draws
        How many settings.
    top_of
        How many places count as "the first".
    near
        0: all settings alike. Larger: settings near the stated weights count more; 20 keeps a
        weight of a half mostly between 0.3 and 0.7.

    Notes
    -----
    Ties share the better rank, so shares of "first" can add up to more than 1. Values and efforts
    are taken as they stand: that they are estimates comes on top. With one criterion weights change
    nothing.

    References
    ----------
    Rank acceptability: Lahdelma & Salminen (2001), SMAA-2, Operations Research 49, 444-454.

    Examples
    --------
    >>> from cxworkbench.insight.priorities import rank_actions
    >>> from cxworkbench.records.register import Entry
    >>> entries = tuple(Entry(id=key, kind="action", title=key, effort=days,
    ...                       criteria={"value": value})
    ...                 for key, value, days in (("a", 10, 10), ("b", 0, 5)))
    >>> register = Register(entries=entries)
    >>> told = rank_robustness(rank_actions(register), register, seed=1)
    >>> told.shares[["action_id", "first"]].round(1)  # 2/3: where value weighs 1/3 or more
      action_id  first
    0         a    0.7
    1         b    0.3
    """
    criteria = criteria_of(register)
    known = ranked[ranked["rank"].notna()].reset_index(drop=True)
    good = known[[f"{SHOWN}{one.name}" for one in criteria]].to_numpy(dtype=float)
    chance = np.random.default_rng(seed)
    stated = shares_of(criteria)
    weights = chance.dirichlet(1.0 + near * stated, size=draws)
    places = _places(weights @ good.T)
    return Robustness(
        shares=_shares(known, places, top_of),
        ranks=_ranks(known, places),
        criteria=tuple(one.name for one in criteria),
        draws=draws,
        top_of=top_of,
    )


def _places(scores: np.ndarray) -> np.ndarray:
    """The rank of each action (columns) in each draw (rows); ties share the better one."""
    rounded = scores.round(9)
    ordered = -np.sort(-rounded, axis=1)
    rows = [
        np.searchsorted(-high, -own, side="left")
        for high, own in zip(ordered, rounded, strict=True)
    ]
    return np.array(rows, dtype=int).reshape(rounded.shape) + 1


def _shares(known: pd.DataFrame, places: np.ndarray, top_of: int) -> pd.DataFrame:
    table = known[["action_id", "title", "rank"]].copy()
    table["rank"] = table["rank"].astype("int64")
    draws = len(places)
    for name, most in (("first", 1), ("top", top_of)):
        count = (places <= most).sum(axis=0)
        table[name] = count / draws
        table[f"{name}_low"], table[f"{name}_high"] = wilson_interval(
            count, np.full(len(count), draws)
        )
    table["best"] = places.min(axis=0) if places.size else np.array([], dtype="int64")
    table["worst"] = places.max(axis=0) if places.size else np.array([], dtype="int64")
    return table[list(COLUMNS)]


def _ranks(known: pd.DataFrame, places: np.ndarray) -> pd.DataFrame:
    rows = [
        (action_id, title, place, float((places[:, column] == place).mean()))
        for column, (action_id, title) in enumerate(
            zip(known["action_id"], known["title"], strict=True)
        )
        for place in range(1, len(known) + 1)
    ]
    return pd.DataFrame(rows, columns=["action_id", "title", "rank", "share"])

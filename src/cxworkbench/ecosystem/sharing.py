"""Shapley shares of a game: exact for few players, sampled with a range for many."""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from cxworkbench.ecosystem.gates import Floats

MOST_EXACT: Final = 12  # players; 4,096 sets
AT_ONCE: Final = 2_048  # sets valued in one call


@dataclass(frozen=True)
class Shares:
    """Each player's share; `low` and `high` are the 95 % range of the sampling alone."""

    share: Floats
    low: Floats
    high: Floats
    way: Literal["exact", "sampled"]


def shapley(
    worth: Callable[[Floats], Floats],
    players: int,
    *,
    permutations: int = 200,
    seed: int = 1,
    most_exact: int = MOST_EXACT,
) -> Shares:
    """Each player's mean contribution over all orders in which players may join.

    Parameters
    ----------
    worth
        From sets to what each is worth; a set is a row of zeros and ones, one place a player.
    players
        How many there are.
    permutations
        Orders drawn when there are too many players to go through all sets; each is also gone
        through backwards, and the two are one draw.
    seed
        Of the draws.
    most_exact
        Up to so many players all sets are gone through.

    Returns
    -------
    Shares
        They add up to the worth of all less that of none, exactly when exact and when sampled.

    Notes
    -----
    A rule of division that is fair in a stated sense; it does not say who caused what.

    References
    ----------
    Shapley (1953); sampling after Castro, Gomez and Tejada (2009), with mirrored orders.

    Examples
    --------
    A glove on the left is worth something only with one on the right:

    >>> shapley(lambda sets: np.minimum(sets[:, 0], sets[:, 1]), 2).share
    array([0.5, 0.5])
    """
    if players <= most_exact:
        exact = _exact(worth, players)
        return Shares(exact, exact, exact, "exact")
    return _sampled(worth, players, permutations, seed)


def _exact(worth: Callable[[Floats], Floats], players: int) -> Floats:
    if not players:
        return np.zeros(0)
    sets = ((np.arange(2**players)[:, None] >> np.arange(players)) & 1).astype(float)
    value = np.concatenate(
        [worth(sets[first : first + AT_ONCE]) for first in range(0, len(sets), AT_ONCE)]
    )
    size = sets.sum(axis=1).astype(int)
    weight: Floats = np.array([1 / (players * comb(players - 1, k)) for k in range(players)])
    shares = np.zeros(players)
    for player in range(players):
        without = np.flatnonzero(sets[:, player] == 0)
        gain = value[without | (1 << player)] - value[without]
        shares[player] = np.sum(weight[size[without]] * gain)
    return shares


def _sampled(
    worth: Callable[[Floats], Floats], players: int, permutations: int, seed: int
) -> Shares:
    draw = np.random.default_rng(seed)
    found = np.empty((permutations, players))
    for turn in range(permutations):
        order = draw.permutation(players)
        found[turn] = (_gains(worth, order) + _gains(worth, order[::-1])) / 2
    share = found.mean(axis=0)
    error = found.std(axis=0, ddof=1) / np.sqrt(permutations)
    half = float(stdtrit(permutations - 1, 0.975)) * error
    return Shares(share, share - half, share + half, "sampled")


def _gains(worth: Callable[[Floats], Floats], order: NDArray[np.intp]) -> Floats:
    """What each player adds when all join in this order."""
    joined = np.tril(np.ones((len(order) + 1, len(order))), -1)
    sets = np.empty_like(joined)
    sets[:, order] = joined
    gains = np.empty(len(order))
    gains[order] = np.diff(worth(sets))
    return gains

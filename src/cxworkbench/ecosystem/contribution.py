"""Whose part of the end user's shortfall is whose, and the fewest who can close it."""

from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ecosystem.chain import Chain
from cxworkbench.ecosystem.gates import Floats
from cxworkbench.ecosystem.outcome import gradient, held_for, outcome_of
from cxworkbench.ecosystem.sharing import MOST_EXACT, shapley
from cxworkbench.ground.errors import ParameterProblem

MOST_SEARCHED: Final = 16  # companies of which all coalitions are tried, smallest first


def shortfall_shares(chain: Chain, *, permutations: int = 200, seed: int = 1) -> pd.DataFrame:
    """Each company's Shapley share of what the end user would gain with everybody at the cap.

    Returns
    -------
    pandas.DataFrame
        One row a company, largest first: `company`; `share`, points of value; `low`, `high`, 95 %
        range of the sampling, the value itself when exact; `way`, "exact" up to 12 companies, else
        "sampled". The shares add up to value at the caps less value now.

    Notes
    -----
    A rule of division: it treats alike who contributes alike. It is no proof of who caused what,
    and no contract. Own rates that are only guessed make shares that are only guessed; what was
    not measured belongs to nobody here.

    Examples
    --------
    >>> from cxworkbench.ecosystem.chains import series
    >>> shortfall_shares(series(0.8, 0.5))[["company", "share"]].round(3)
      company  share
    0       b   0.45
    1       a   0.15
    """
    players = len(chain.companies)
    sets = 2**players if players <= MOST_EXACT else 2 * permutations * (players + 1)
    held = held_for(chain, sets)
    shared = shapley(
        lambda joined: value_with(chain, joined, held=held),
        players,
        permutations=permutations,
        seed=seed,
    )
    table = pd.DataFrame(
        {
            "company": chain.companies,
            "share": shared.share,
            "low": shared.low,
            "high": shared.high,
            "way": shared.way,
        }
    )
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def path_shares(chain: Chain, *, nodes: int = 32) -> pd.DataFrame:
    """Shares of the shortfall when all improve together at the same pace (Aumann-Shapley).

    Parameters
    ----------
    chain
        As `chain_of` makes it; shared steps are taken for independent.
    nodes
        Points of the Gauss-Legendre rule; half the number of interactions is exact when the value
        is a polynomial in the rates.

    Returns
    -------
    pandas.DataFrame
        `company`, `share`, largest first. The shares add up to the shortfall; they are Shapley's
        where the value is linear in each rate and each company has one interaction.
    """
    at, weight = np.polynomial.legendre.leggauss(nodes)
    room = np.maximum(chain.cap, chain.own) - chain.own
    points = chain.own[:, None] + room[:, None] * (at + 1) / 2
    each = room * (gradient(chain, points) @ (weight / 2))
    table = pd.DataFrame(
        {"company": chain.companies, "share": chain.membership.astype(float) @ each}
    )
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def series_shares(rates: Floats) -> Floats:
    """Shapley shares of the shortfall of a series of any length, by quadrature, exactly.

    The integral of each company's gain while all the others rise at the same pace; with half as
    many Gauss-Legendre nodes as companies, rounded up, it is exact.

    References
    ----------
    Owen's multilinear extension (1972).

    Examples
    --------
    >>> series_shares(np.array([0.8, 0.5])).round(3)
    array([0.15, 0.45])
    """
    n = len(rates)
    at, weight = np.polynomial.legendre.leggauss(max(1, -(-n // 2)))
    t = (at + 1) / 2
    risen = rates[:, None] + t * (1 - rates[:, None])
    shares = [np.prod(np.delete(risen, k, axis=0), axis=0) @ (weight / 2) for k in range(n)]
    shared: Floats = (1 - rates) * np.array(shares)
    return shared


def value_with(chain: Chain, sets: Floats, *, held: int | None = None) -> Floats:
    """The end user's value when each set of companies is at its cap; a row of 0 and 1 is a set."""
    capped = chain.membership.T.astype(float) @ sets.T > 0
    cap = np.maximum(chain.own, chain.cap)[:, None]
    return outcome_of(chain, np.where(capped, cap, chain.own[:, None]), held=held).value


def fewest_to_reach(chain: Chain, target: float) -> tuple[str, ...]:
    """The smallest set of companies that reaches a target when it is at its cap; best value first.

    Returns
    -------
    tuple of str
        Company ids in the order of the chain, empty when the target is reached already. Up to 16
        companies the smallest set there is; beyond, companies join by what they add, which is
        small and not always smallest.

    Raises
    ------
    ParameterProblem
        Even all together do not reach the target.

    Examples
    --------
    >>> from cxworkbench.ecosystem.chains import series
    >>> fewest_to_reach(series(0.8, 0.9, 0.5), 0.7)
    ('c',)
    """
    n = len(chain.companies)
    best = float(value_with(chain, np.ones((1, n)))[0])
    if best < target:
        raise ParameterProblem(
            f"A value of {target:.2f} is out of reach: with every company at its best it is "
            f"{best:.2f}. Ask for less, or say where caps may be raised."
        )
    chosen = _fewest(chain, target) if n <= MOST_SEARCHED else _joining(chain, target)
    return tuple(chain.companies[one] for one in sorted(chosen))


def _fewest(chain: Chain, target: float) -> tuple[int, ...]:
    n = len(chain.companies)
    for size in range(n + 1):
        sets = list(combinations(range(n), size))
        rows = np.zeros((len(sets), n))
        for row, members in zip(rows, sets, strict=True):
            row[list(members)] = 1
        values = value_with(chain, rows)
        if values.max() >= target:
            return sets[int(values.argmax())]
    return tuple(range(n))


def _joining(chain: Chain, target: float) -> tuple[int, ...]:
    n = len(chain.companies)
    joined = np.zeros(n)
    while float(value_with(chain, joined[None])[0]) < target:
        left = np.flatnonzero(joined == 0)
        rows = np.repeat(joined[None], len(left), axis=0)
        rows[np.arange(len(left)), left] = 1
        joined[left[int(value_with(chain, rows).argmax())]] = 1
    return tuple(int(one) for one in np.flatnonzero(joined))

"""What becomes of one company's improvement on its way to the end user, and who stops it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cxworkbench.ecosystem.chain import Chain
from cxworkbench.ecosystem.gates import Floats
from cxworkbench.ecosystem.outcome import delivered, fitting_way, held_for, outcome_of
from cxworkbench.ecosystem.settings import Settings
from cxworkbench.ecosystem.sharing import shapley
from cxworkbench.ground.language import say

IMPROVEMENT: Final = 0.03  # points of own rate, when nobody says by how much


def three_ways(
    chain: Chain,
    improvement: float = IMPROVEMENT,
    *,
    companies: Sequence[str] | None = None,
    own: Floats | None = None,
) -> pd.DataFrame:
    """How much of each company's improvement reaches the end user, is stopped, was never at stake.

    Each company alone lifts its own rates by `improvement`, as far as its cap allows; d is the
    volume-weighted mean of that lift. What the end user's value gains is set against d, once as
    the others are and once with all others at their cap.

    Parameters
    ----------
    chain
        As `chain_of` makes it.
    improvement
        Above 0, in points of own rate: 0.03 is three of a hundred occasions.
    companies
        Whose improvement; None for all.
    own
        Own rates, one an interaction; None for the chain's.

    Returns
    -------
    pandas.DataFrame
        One row a company: `company`; `lift`, d; `value_lift`, in points of value; `reaches`,
        `stopped`, `never_at_stake`, shares of d that add up to 1, NaN where there is no room to
        improve; `own_customers_see`, share of d that its direct customers see; `way`, how shared
        steps were handled.

    Notes
    -----
    `stopped` below 0 says that the others stand in for the company: their failures make it matter
    more. `reaches` above 1 says that several needed steps rest on it. Neither is cut off. What
    was never at stake is absorbed by recovery, slack or other routes, not by a partner. Others'
    reactions, demand and churn are not in it.

    References
    ----------
    Composite service levels and Birnbaum importance (1969); the split is an identity.

    Examples
    --------
    >>> from cxworkbench.ecosystem.chains import series
    >>> three_ways(series(0.8, 0.9, 0.5))[["reaches", "stopped", "never_at_stake"]].round(2)
       reaches  stopped  never_at_stake
    0     0.45     0.55             0.0
    1     0.40     0.60             0.0
    2     0.72     0.28             0.0
    """
    asked = list(chain.companies if companies is None else companies)
    now = chain.own if own is None else own
    parts = splits(chain, Settings(now[:, None]), improvement, asked)
    way = fitting_way(chain)
    table = {name: values[:, 0] for name, values in parts.items()}
    return pd.DataFrame({"company": asked, **table, "way": way})


def splits(
    chain: Chain, settings: Settings, improvement: float, companies: Sequence[str]
) -> dict[str, Floats]:
    """The columns of `three_ways` for many settings: one row a company, one column a setting."""
    many = len(companies)
    mine = np.array([chain.of(one) for one in companies]).T  # interaction x company
    given = settings.repeated(many)
    its = np.tile(mine, len(settings))  # interaction x (setting and company)
    now, cap = given.own, np.maximum(given.own, chain.cap[:, None])
    better = np.maximum(now, np.minimum(now + improvement, cap))
    lifted = np.where(its, better, now)
    held = held_for(chain, 3 * len(given))
    values = [
        outcome_of(chain, given.with_own(own), held=held).value
        for own in (lifted, np.where(its, now, cap), np.where(its, lifted, cap))
    ]
    base = np.repeat(outcome_of(chain, settings, held=held).value, many)
    d = _mean_lift(chain, lifted - now, its)
    gain, possible = values[0] - base, values[2] - values[1]
    seen = _seen(chain, given.with_own(lifted), given, its)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(d > 0, np.array([gain, possible - gain, d - possible, seen]) / d, np.nan)
    names = ("reaches", "stopped", "never_at_stake", "own_customers_see")
    columns = {"lift": d, "value_lift": gain, **dict(zip(names, shares, strict=True))}
    return {name: one.reshape(len(settings), many).T for name, one in columns.items()}


def who_stops(
    chain: Chain,
    company: str,
    improvement: float = IMPROVEMENT,
    *,
    permutations: int = 200,
    seed: int = 1,
) -> pd.DataFrame:
    """How much of a company's stopped improvement each other company stops.

    The game: what the end user gains from the improvement when a set of the others is at its cap.
    Each other company gets its Shapley share; the shares add up to what is stopped.

    Returns
    -------
    pandas.DataFrame
        One row for each other company, the one that stops most first: `company`; `stops`, share of
        the improvement, below 0 where it stands in; `low`, `high`, 95 % range of the sampling, the
        value itself when exact; `way`, "exact" up to 12 others, else "sampled".
    """
    at = chain.companies.index(company) if company in chain.companies else -1
    mine = chain.of(company)
    others = np.array([n for n in range(len(chain.companies)) if n != at], np.intp)
    lifted = np.where(mine, lifted_own(chain, chain.own, improvement), chain.own)
    d = float(_mean_lift(chain, (lifted - chain.own)[:, None], mine[:, None])[0])

    def gains(sets: Floats) -> Floats:
        """What the improvement brings when each set of the others is at its cap."""
        capped = chain.membership[others].T.astype(float) @ sets.T > 0  # interaction x set
        cap = np.maximum(chain.own, chain.cap)[:, None]
        settings = [np.where(capped, cap, one[:, None]) for one in (lifted, chain.own)]
        values = outcome_of(chain, np.concatenate(settings, axis=1)).value
        return values[: len(sets)] - values[len(sets) :]

    shared = shapley(gains, len(others), permutations=permutations, seed=seed)
    table = pd.DataFrame(
        {
            "company": [chain.companies[one] for one in others],
            "stops": shared.share / d if d else np.nan,
            "low": shared.low / d if d else np.nan,
            "high": shared.high / d if d else np.nan,
            "way": shared.way,
        }
    )
    return table.sort_values("stops", ascending=False, kind="stable", ignore_index=True)


def ladder(chain: Chain, company: str, improvement: float = IMPROVEMENT) -> pd.DataFrame:
    """What of a company's improvement is left at each step on the way to the end user.

    Returns
    -------
    pandas.DataFrame
        One row for each step that changes, in the order of the chain: `step`, its id; `provider`,
        empty for a gate; `lift`, points that arrive there; `left`, share of the improvement.

    Notes
    -----
    Steps that a supplier feeds twice are taken for independent here, step by step; the share that
    reaches the end user is `three_ways`'.
    """
    mine = chain.of(company)
    lifted = np.where(mine, lifted_own(chain, chain.own, improvement), chain.own)
    d = float(_mean_lift(chain, (lifted - chain.own)[:, None], mine[:, None])[0])
    now, then = delivered(chain, np.stack([chain.own, lifted], axis=1)).T
    rows = [
        (node.id, node.interaction.provider if node.interaction else "", rise, rise / d)
        for node, rise in zip(chain.nodes, then - now, strict=True)
        if d and abs(rise) > 0
    ]
    return pd.DataFrame(rows, columns=["step", "provider", "lift", "left"])


def lifted_own(chain: Chain, own: Floats, improvement: float) -> Floats:
    """Own rates all lifted by the improvement, none beyond its cap and none lowered."""
    return np.maximum(own, np.minimum(own + improvement, chain.cap))


def _mean_lift(chain: Chain, lift: Floats, mine: NDArray[np.bool_]) -> Floats:
    weights = np.where(mine, chain.volume[:, None], 0.0)
    total = weights.sum(axis=0)
    spread: Floats = (weights * lift).sum(axis=0) / np.where(total > 0, total, 1.0)
    return spread


def _seen(chain: Chain, lifted: Settings, now: Settings, mine: NDArray[np.bool_]) -> Floats:
    """What the direct customers see: the lift of what the company's own interactions deliver."""
    places = [n for n, node in enumerate(chain.nodes) if node.interaction is not None]
    rise = (delivered(chain, lifted) - delivered(chain, now))[places]
    return _mean_lift(chain, rise, mine)


def way_told(chain: Chain) -> str:
    """In words how steps that feed several others were handled."""
    several = len(chain.shared)
    return {
        "plain": say("No step feeds two others, so rates multiply rightly."),
        "exact": say(
            "{several} steps feed several others; all their outcomes were gone through.",
            several=several,
        ),
        "in part": say(
            "{several} steps feed several others; the outcomes of the weightiest were gone "
            "through, the others were taken for independent.",
            several=several,
        ),
    }[fitting_way(chain)]

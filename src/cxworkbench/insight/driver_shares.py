"""Shares of explained variance, of the answers as they are and of the accounts drawn again."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from cxworkbench.ground.shares import relative_weights, shapley_shares, subset_fits
from cxworkbench.insight.driver_answers import DriverAnswers

Floats = NDArray[np.float64]
MOST_SWEPT: Final = 12  # drivers; above, relative weights stand for Shapley shares


def shares_of(correlations: Floats) -> Floats:
    """Each driver's share of the explained variance, ``(p, ...)``, sum 1, by the number of them."""
    drivers = correlations.shape[-1] - 1
    swept = drivers <= MOST_SWEPT
    raw = shapley_shares(subset_fits(correlations)) if swept else relative_weights(correlations)
    return as_shares(raw)


def correlations_of(values: Floats, counts: Floats) -> Floats:
    """Correlation matrices of the rows, each row counted so often: one a row of the counts."""
    centred = values - values.mean(axis=0)
    width = values.shape[1]
    total = counts.sum(axis=1)
    means = counts @ centred / total[:, None]
    products = (centred[:, :, None] * centred[:, None, :]).reshape(len(values), -1)
    spread = (counts @ products / total[:, None]).reshape(-1, width, width)
    spread -= means[:, :, None] * means[:, None, :]
    scale = np.sqrt(np.einsum("bii->bi", spread).clip(min=0))
    scale = np.where(scale > 1e-12, scale, np.inf)  # no spread in this draw: correlated with none
    found: Floats = spread / (scale[:, :, None] * scale[:, None, :])
    np.einsum("bii->bi", found)[...] = 1.0
    return found


def left_by(whole: Floats) -> float:
    """The share of the outcome's variance that all drivers together leave, 0 to 1."""
    inside = whole[:-1, :-1]
    slopes = np.linalg.lstsq(inside, whole[:-1, -1], rcond=None)[0]
    return float(1 - whole[:-1, -1] @ slopes)


def drawn_again(answers: DriverAnswers, seed: int, draws: int) -> Floats:
    """Correlation matrices of the accounts drawn again, all rows of an account together."""
    rng = np.random.default_rng(seed)
    chosen = rng.multinomial(
        answers.accounts, np.full(answers.accounts, 1 / answers.accounts), size=draws
    )
    return correlations_of(answers.values, chosen[:, answers.account_of].astype(float))


def as_shares(raw: Floats) -> Floats:
    """The same with sum 1; rounding below 0 counts as 0."""
    kept = raw.clip(min=0)
    whole = kept.sum(axis=0)
    shares: Floats = kept / np.where(whole > 0, whole, np.inf)
    return shares

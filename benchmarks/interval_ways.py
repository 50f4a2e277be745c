"""Other ways to make a 95 % interval over accounts, for `interval_coverage.py` to set beside ours.

Each takes values and weights, accounts on the last axis, and the score; and gives both ends.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from interval_surveys import Floats, Score
from scipy.special import stdtrit

from cxworkbench.ground.interval_ends import wilson_ends


def _moments(values: Floats, weights: Floats) -> tuple[Floats, ...]:
    shares = weights / weights.sum(axis=-1, keepdims=True)
    mean, squares = (shares * values).sum(axis=-1), (shares**2).sum(axis=-1)
    residuals = values - mean[..., None]
    kept = 1 - 2 * shares + squares[..., None]
    return shares, mean, squares, residuals, kept


def _sandwich(values: Floats, weights: Floats, score: Score) -> tuple[Floats, Floats]:
    shares, mean, squares, residuals, _ = _moments(values, weights)
    number = values.shape[-1]
    error = np.sqrt(number / (number - 1) * (shares**2 * residuals**2).sum(axis=-1))
    return _by_t(mean, error, 1 / squares - 1, score)


def _unbiased(values: Floats, weights: Floats) -> tuple[Floats, Floats, Floats]:
    shares, mean, squares, residuals, kept = _moments(values, weights)
    error = np.sqrt((shares**2 * residuals**2 / np.maximum(kept, 1e-12)).sum(axis=-1))
    return mean, error, squares


def _bell_mccaffrey(values: Floats, weights: Floats, score: Score) -> tuple[Floats, Floats]:
    shares, _, squares, _, kept = _moments(values, weights)
    mean, error, _ = _unbiased(values, weights)
    part = shares**2 / np.maximum(kept, 1e-12)
    none, one, two = (np.sum(part * shares**power, axis=-1) for power in (0, 1, 2))
    across = squares**2 * none**2 + 2 * none * two - 4 * squares * none * one + 2 * one**2
    alone = (part**2 * (kept**2 - (squares[..., None] - 2 * shares) ** 2)).sum(axis=-1)
    return _by_t(mean, error, squares**2 / (across + alone), score)


def _wilson_kish(values: Floats, weights: Floats, score: Score) -> tuple[Floats, Floats]:
    mean, error, squares = _unbiased(values, weights)
    scale = score.high - score.low
    share = np.clip((mean - score.low) / scale, 0, 1)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        trials = np.where(error > 0, share * (1 - share) / (error / scale) ** 2, 1 / squares)
        point = stdtrit(np.maximum(1 / squares - 1, 1e-9), 0.975)
        middle = share + point**2 / (2 * trials)
        reach = point * np.sqrt(share * (1 - share) / trials + point**2 / (4 * trials**2))
        ends = [(middle + side * reach) / (1 + point**2 / trials) for side in (-1, 1)]
    low, high = (score.low + scale * np.clip(end, 0, 1) for end in ends)
    return low, high


def _design_effect(values: Floats, weights: Floats, score: Score) -> tuple[Floats, Floats]:
    _, mean, squares, _, _ = _moments(values, weights)
    scale = score.high - score.low
    share = np.clip((mean - score.low) / scale, 0, 1)
    low, high = wilson_ends(share / squares, 1 / squares)
    return score.low + scale * low, score.low + scale * high


def _by_t(mean: Floats, error: Floats, freedom: Floats, score: Score) -> tuple[Floats, Floats]:
    reach = stdtrit(np.maximum(freedom, 1e-9), 0.975) * error
    return np.maximum(mean - reach, score.low), np.minimum(mean + reach, score.high)


WAYS: Final[dict[str, Callable[..., tuple[Floats, Floats]]]] = {
    "sandwich, t with Kish's number less one": _sandwich,
    "unbiased residuals (CR2), t with Bell and McCaffrey's df": _bell_mccaffrey,
    "Wilson's with Kish's number as trials, no variance between accounts": _design_effect,
    "Wilson's by unbiased residuals, t with Kish's number less one throughout": _wilson_kish,
}

"""Surveys drawn from known populations, and the truth they ask for; for `interval_coverage.py`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from cxworkbench.ground.interval_ends import Kind

Floats = Any
ACCOUNTS: Final = (5, 10, 30, 100)
MOST_CONTACTS: Final = 6
CONTACTS: Final = (("one", 0.0), ("1 to 6", 0.0), ("1 to 6", 0.3), ("1 to 6", 0.6))
REVENUE_SD: Final = 1.2  # of log revenue: the largest fifth of accounts holds 64 % of all
TIED: Final = {
    "larger accounts answer higher": 0.2,
    "larger accounts answer lower": -0.2,
    "larger accounts answer much lower": -0.4,
}


@dataclass(frozen=True)
class Score:
    """A score: what each answer is worth, and the populations it is asked of."""

    name: str
    kind: Kind
    worth: tuple[float, ...]
    low: float
    high: float
    populations: dict[str, tuple[float, ...]]


def _bell(middle: float, width: float) -> tuple[float, ...]:
    shares = np.exp(-0.5 * ((np.arange(11) - middle) / width) ** 2)
    return tuple(np.round(100 * shares / shares.sum(), 1))


TEN: Final = {
    "bell": _bell(7, 1.8),
    "skewed": (1.0, 1, 1, 2, 2, 4, 5, 10, 20, 22, 32),
    "polarised": (18.0, 8, 5, 3, 3, 5, 4, 6, 10, 14, 24),
}
FIVE: Final = {
    "bell": (5.0, 15, 40, 30, 10),
    "skewed": (2.0, 3, 7, 28, 60),
    "polarised": (35.0, 10, 5, 12, 38),
}
SCORES: Final = (
    Score("NPS", "points", (-100.0,) * 7 + (0.0,) * 2 + (100.0,) * 2, -100, 100, TEN),
    Score("top-2-box share, 1–5", "share", (0.0, 0, 0, 1, 1), 0, 1, FIVE),
    Score("mean, 1–5", "mean", (1.0, 2, 3, 4, 5), 1, 5, FIVE),
)
MAIN: Final = ("equal", "revenue")
FURTHER: Final = ("steeper revenue", "contacts heard", *TIED)


@dataclass(frozen=True)
class Survey:
    """Many surveys of one kind: accounts' values and weights, accounts on the last axis."""

    values: Floats
    own: Floats  # the account's own answer, in standard deviations from the mean
    contacts: Floats


def draw_surveys(
    score: Score, population: str, accounts: int, contacts: tuple[str, float], surveys: int,
    chance: np.random.Generator,
) -> Survey:  # fmt: skip
    """Surveys of accounts drawn from the population.

    Each account has an answer of its own. Each contact gives it with the probability that makes two
    contacts of an account correlate as stated (its root), and else one drawn from the population:
    so every answer has the population's distribution whatever the correlation.
    """
    shares = np.array(score.populations[population]) / sum(score.populations[population])
    worth = np.array(score.worth)
    steps = np.cumsum(shares)[:-1]

    def answers(shape: tuple[int, ...]) -> Floats:
        return worth[np.searchsorted(steps, chance.random(shape), side="right")]

    own = answers((surveys, accounts))
    mean = float(shares @ worth)
    away = (own - mean) / np.sqrt(float(shares @ (worth - mean) ** 2))
    if contacts[0] == "one":
        return Survey(own, away, np.ones_like(own))
    heard = chance.integers(1, MOST_CONTACTS + 1, own.shape)
    others = answers((*own.shape, MOST_CONTACTS))
    alike = chance.random(others.shape) < np.sqrt(contacts[1])
    there = np.arange(MOST_CONTACTS) < heard[..., None]
    said = np.where(alike, own[..., None], others) * there
    return Survey(said.sum(axis=-1) / heard, away, heard.astype(float))


def draw_weights(weighing: str, survey: Survey, chance: np.random.Generator) -> Floats:
    """The weight of each account."""
    shape = survey.values.shape
    if weighing == "equal":
        return np.ones(shape)
    if weighing == "contacts heard":
        return survey.contacts
    if weighing == "steeper revenue":
        return 1 + chance.pareto(1.5, shape)  # its variance is infinite
    revenue = chance.lognormal(0, REVENUE_SD, shape)
    return revenue * np.exp(_pull(weighing) * survey.own)


def truth_of(score: Score, population: str, correlation: float, weighing: str) -> float:
    """The score of the whole population, by the same weights."""
    shares = np.array(score.populations[population]) / sum(score.populations[population])
    worth = np.array(score.worth)
    mean = float(shares @ worth)
    away = (worth - mean) / np.sqrt(float(shares @ (worth - mean) ** 2))
    weights = shares * np.exp(_pull(weighing) * away)
    own = float(weights @ worth) / float(weights.sum())
    return mean + np.sqrt(correlation) * (own - mean)


def _pull(weighing: str) -> float:
    """How far log revenue moves with an account's own answer, for the correlation stated."""
    correlation = TIED.get(weighing, 0.0)
    return REVENUE_SD * correlation / np.sqrt(1 - correlation**2)


def cells(
    surveys: int, seed: int, weighings: Sequence[str], *, accounts: Sequence[int] = ACCOUNTS
) -> Iterator[tuple[dict[str, Any], Score, float, Floats, Floats]]:
    """Every cell: what it is, its score, the truth, and the values and weights of its surveys."""
    for at, score in enumerate(SCORES):
        for place, population in enumerate(score.populations):
            for group, contacts in enumerate(CONTACTS):
                for number in accounts:
                    chance = np.random.default_rng([seed, at, place, group, number])
                    survey = draw_surveys(score, population, number, contacts, surveys, chance)
                    for weighing in weighings:
                        if weighing == "contacts heard" and contacts[0] == "one":
                            continue
                        correlation = contacts[1] if contacts[0] != "one" else 1.0
                        truth = truth_of(score, population, correlation, weighing)
                        what = {
                            "score": score.name,
                            "population": population,
                            "contacts": contacts[0],
                            "correlation": contacts[1],
                            "accounts": number,
                            "weights": weighing,
                        }
                        weights = draw_weights(weighing, survey, chance)
                        yield what, score, truth, survey.values, weights

"""Seeded chance for made-up worlds: the same seed gives the same draws with every numpy release."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import NormalDist
from typing import TypeVar
from zlib import crc32

import numpy as np

Thing = TypeVar("Thing")
STANDARD = NormalDist()


class Chance:
    """Draws for one topic of one world.

    Only `Generator.random` is called: its stream is fixed by numpy's compatibility policy, those of
    the distributions are not. Each topic has a stream of its own, so that one more draw in the
    tickets leaves the survey as it was.

    Examples
    --------
    >>> Chance(1, "tickets").pick("abc") == Chance(1, "tickets").pick("abc")
    True
    """

    def __init__(self, seed: int, topic: str) -> None:
        self._stream = np.random.default_rng([seed, crc32(topic.encode())])

    def unit(self) -> float:
        """A number from 0 up to, but not with, 1."""
        return float(self._stream.random())

    def yes(self, probability: float) -> bool:
        """True with this probability."""
        return self.unit() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both ends possible."""
        return low + int(self.unit() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """A number between `low` and `high`."""
        return low + (high - low) * self.unit()

    def normal(self, mean: float, spread: float) -> float:
        """A draw from the normal distribution; at most about four spreads from the mean."""
        return mean + spread * STANDARD.inv_cdf(min(max(self.unit(), 3e-5), 1 - 3e-5))

    def count(self, mean: float) -> int:
        """A Poisson count (Knuth's product of uniforms; for means below about 20)."""
        floor, product, drawn = math.exp(-mean), self.unit(), 0
        while product > floor:
            product *= self.unit()
            drawn += 1
        return drawn

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things, each as likely as another."""
        return things[self.whole(0, len(things) - 1)]

    def weighted(self, weights: Mapping[Thing, float]) -> Thing:
        """One of the keys, as likely as its weight says; weights need not add to 1."""
        left = self.unit() * sum(weights.values())
        for thing, weight in weights.items():
            left -= weight
            if left < 0:
                return thing
        return list(weights)[-1]

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """The things in a drawn order."""
        order = sorted(range(len(things)), key=lambda _: self.unit())
        return [things[place] for place in order]

    def some(self, things: Sequence[Thing], most: int) -> list[Thing]:
        """Up to `most` different things, in their own order."""
        chosen = sorted(self.shuffled(range(len(things)))[:most])
        return [things[place] for place in chosen]

    def day(self, first: date, last: date) -> date:
        """A working day from `first` to `last`; a Saturday or Sunday moves to the Friday before."""
        drawn = first + timedelta(days=self.whole(0, (last - first).days))
        back = max(0, drawn.weekday() - 4)
        moved = drawn - timedelta(days=back)
        return moved if moved >= first else drawn + timedelta(days=7 - drawn.weekday())

"""Many settings of one chain side by side: own rates, and what is passed on, by setting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from cxworkbench.ecosystem.chain import Chain
from cxworkbench.ecosystem.gates import Floats


@dataclass(frozen=True)
class Settings:
    """Settings of a chain, one a column.

    Attributes
    ----------
    own
        Own rates, one row an interaction.
    passed_on
        Place of a node -> criticality of its inputs, one row an input; other nodes have the
        chain's.
    coincidence
        Place of a gate -> its coincidence of failures; other gates have the chain's.
    """

    own: Floats
    passed_on: Mapping[int, Floats] = field(default_factory=dict)
    coincidence: Mapping[int, Floats] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many settings there are."""
        return int(self.own.shape[1])

    def columns(self, first: int, last: int) -> "Settings":
        """Some neighbouring settings."""
        return self._each(lambda values: values[..., first:last])

    def repeated(self, times: int) -> "Settings":
        """Each setting so many times, one after the other."""
        return self if times == 1 else self._each(lambda values: np.repeat(values, times, axis=-1))

    def with_own(self, own: Floats) -> "Settings":
        """The same settings with other own rates."""
        return Settings(own, self.passed_on, self.coincidence)

    def _each(self, change: Callable[[Floats], Floats]) -> "Settings":
        return Settings(
            change(self.own),
            {place: change(values) for place, values in self.passed_on.items()},
            {place: change(values) for place, values in self.coincidence.items()},
        )


def settings_of(chain: Chain, own: "Settings | Floats | None" = None) -> Settings:
    """Settings from own rates alone, or the chain's own ones."""
    if isinstance(own, Settings):
        return own
    return Settings(chain.own[:, None] if own is None else own)

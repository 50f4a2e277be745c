"""What of a made-up world can be set: how much its moment of truth and its driver weigh."""

from dataclasses import dataclass
from typing import Final

from cxworkbench.ground.errors import ParameterProblem

DRIVER: Final = "tp-invoice"  # dull, asked of nearly every account, and no planted pain lies there
DRIVER_SPREAD: Final = 0.8  # of how well it goes between accounts, points of 1 to 5
SHIPPED_DROP: Final = 3.2


@dataclass(frozen=True)
class Plant:
    """Points of recommendation, 0 to 10, that what was planted is worth.

    `moment_drop` is what a failed first busy day takes. `driver` is what one standard deviation of
    how well invoices go adds; 0, as in the shipped sample, plants no driver beside the moment.
    """

    moment_drop: float = SHIPPED_DROP
    driver: float = 0.0

    def __post_init__(self) -> None:
        """Refuses an effect that is no number of points from 0 to 10."""
        for name, points in (("moment_drop", self.moment_drop), ("driver", self.driver)):
            if not 0 <= points <= 10:
                raise ParameterProblem(
                    f"{name} is {points:g}. It is a number of points of recommendation, 0 to 10."
                )

    @property
    def name(self) -> str:
        """What tells this world's id from the shipped one's; empty where nothing was changed."""
        return "" if self == Plant() else f"-{self.moment_drop:g}-{self.driver:g}"

"""The made-up world's survey: which questions stand in it, who is asked, how well things go."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Question:
    """One thing asked about one touchpoint; `expected` where expectation and importance are too."""

    header: str
    touchpoint: str
    metric: str  # CSAT on 1 to 5 or CES on 1 to 7
    mean: float
    roles: tuple[str, ...]
    expected: float = 0.0
    important: float = 0.0

    @property
    def score_header(self) -> str:
        """The column of the answer itself."""
        return f"{self.header}: {'ease (1-7)' if self.metric == 'CES' else 'satisfied (1-5)'}"

    @property
    def expected_header(self) -> str:
        """The column of what was expected, on the same scale."""
        return f"{self.header}: expected (1-5)"

    @property
    def important_header(self) -> str:
        """The column of how important it is, on the same scale."""
        return f"{self.header}: important (1-5)"


_SCOUTS: Final = ("initiator", "influencer", "decider")
_FLOOR: Final = ("user", "influencer", "gatekeeper")
_MONEY: Final = ("buyer", "decider", "gatekeeper")

NPS_HEADER: Final = "How likely are you to recommend us? (0-10)"
QUESTIONS: Final = (
    Question("Trade fair", "tp-trade-fair", "CSAT", 3.8, ("initiator", "decider")),
    Question("Website", "tp-website", "CSAT", 3.5, _SCOUTS),
    Question("Demonstration", "tp-demo", "CSAT", 4.2, (*_SCOUTS, "user")),
    Question("Price tool", "tp-configurator", "CES", 5.0, _SCOUTS),
    Question("Quote", "tp-quote", "CSAT", 3.7, _MONEY),
    Question("Ordering", "tp-order", "CES", 5.2, ("buyer", "decider")),
    Question("Delivery", "tp-delivery", "CSAT", 3.9, (*_FLOOR, "buyer"), 4.2, 3.6),
    Question("Installation day", "tp-installation", "CSAT", 4.0, (*_FLOOR, "decider"), 4.5, 4.2),
    Question("Data transfer", "tp-data-transfer", "CSAT", 3.9, ("influencer", "decider", "buyer"),
             4.6, 4.3),
    Question("Training", "tp-training", "CSAT", 4.3, _FLOOR),
    Question("First busy day", "tp-first-busy-day", "CSAT", 4.6, ("user", "decider", "initiator"),
             4.5, 4.8),
    Question("Support line", "tp-support", "CSAT", 3.9, ("user", "decider", "influencer"),
             4.4, 4.5),
    Question("Getting help", "tp-support", "CES", 4.9, ("user", "decider")),
    Question("Exchange", "tp-exchange", "CSAT", 4.2, ("user", "gatekeeper")),
    Question("Invoices", "tp-invoice", "CSAT", 3.6, _MONEY),
    Question("Renewal talk", "tp-renewal", "CSAT", 3.8, ("decider", "buyer")),
)  # fmt: skip

"""How often the driver that comes out first is the truly strongest one.

Six drivers correlated .5; the strongest weighs .40, the next .25, .20, .15, .10 and .05 in standard
slopes, with noise so that all explain half of the outcome. Printed for each number of accounts:
how often the strongest comes out first, the tiers told, how often a "clear" or "likely" first is
the strongest, how often the interval of the first driver's share holds the true share, its width,
and how often nothing could be told.

    python benchmarks/driver_recovery.py [worlds]
"""

import sys

import numpy as np
import pandas as pd

from cxworkbench.ground.shares import shapley_shares, subset_fits
from cxworkbench.insight.drivers import drivers_of

SLOPES = np.array([0.40, 0.25, 0.20, 0.15, 0.10, 0.05])
TOGETHER = 0.5
EXPLAINED = 0.5
SIZES = (20, 30, 60, 120, 300)
NAMES = [f"d{place}" for place in range(len(SLOPES))]


def true_shares() -> np.ndarray:
    """The shares that endless accounts would show."""
    among = np.full((6, 6), TOGETHER) + (1 - TOGETHER) * np.eye(6)
    with_outcome = among @ SLOPES / np.sqrt(SLOPES @ among @ SLOPES / EXPLAINED)
    whole = np.block([[among, with_outcome[:, None]], [with_outcome[None], np.ones((1, 1))]])
    raw = shapley_shares(subset_fits(whole))
    return raw / raw.sum()


def world(rng: np.random.Generator, accounts: int) -> pd.DataFrame:
    """Answers of so many accounts."""
    common = rng.normal(size=(accounts, 1))
    own = rng.normal(size=(accounts, len(SLOPES)))
    drivers = np.sqrt(TOGETHER) * common + np.sqrt(1 - TOGETHER) * own
    among = np.full((6, 6), TOGETHER) + (1 - TOGETHER) * np.eye(6)
    noise = np.sqrt(SLOPES @ among @ SLOPES * (1 - EXPLAINED) / EXPLAINED)
    outcome = drivers @ SLOPES + noise * rng.normal(size=accounts)
    return pd.DataFrame(drivers, columns=NAMES).assign(outcome=outcome)


def row_of(accounts: int, worlds: int) -> list[str]:
    """One line of the table."""
    truth = true_shares()
    first, tiers, right, holds, widths, untold = 0, [], [], [], [], 0
    for seed in range(worlds):
        answers = world(np.random.default_rng([accounts, seed]), accounts)
        raw = shapley_shares(subset_fits(np.corrcoef(answers.to_numpy(), rowvar=False)))
        first += int(raw.argmax() == 0)
        found = drivers_of(answers, "outcome", NAMES, seed=seed, draws=300)
        if not found.told:
            untold += 1
            continue
        top = found.table.iloc[0]
        tiers.append(top["tier"])
        right.append("d0" in top["items"])
        real = found.table[found.table["driver"] == "d0"]
        if real.empty:  # put together with another by chance: its own share is not told
            continue
        real = real.iloc[0]
        holds.append(real["share_low"] <= truth[0] <= real["share_high"])
        widths.append(real["share_high"] - real["share_low"])
    counts = []
    for tier in ("clear", "likely", "open"):
        those = [ok for ok, one in zip(right, tiers, strict=True) if one == tier]
        counts.append(f"{len(those)}: {np.mean(those):.0%}" if those else "0")
    held = f"{np.mean(holds):.0%}" if holds else ""
    width = f"{np.mean(widths):.2f}" if widths else ""
    return [str(accounts), f"{first / worlds:.0%}", *counts, held, width, f"{untold / worlds:.0%}"]


def main(worlds: int) -> None:
    """Print the table."""
    print(
        "| accounts | strongest first | clear: right | likely: right | open: right "
        "| share's interval holds | its width | cannot tell |"
    )
    print("| --: " * 8 + "|")
    for accounts in SIZES:
        print("| " + " | ".join(row_of(accounts, worlds)) + " |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

"""How often the 95 % intervals of coders' agreement hold the true value, by simulation.

    python benchmarks/coder_agreement.py --runs 300

Two coders give one of four codes (used in 50, 25, 15 and 10 of 100 units); the second gives the
first one's code with the stated probability and otherwise draws one by chance, so the true kappa
is that probability. Units are independent. One line for each number of units and true kappa.
"""

import argparse

import numpy as np
import pandas as pd

from cxworkbench.voice.agreement import cohen_kappa, krippendorff_alpha

CODES = (0.50, 0.25, 0.15, 0.10)
UNITS = (20, 50, 100)
TRUE = (0.6, 0.8, 0.95)


def held(units: int, true: float, runs: int, seed: int) -> tuple[float, float]:
    """Share of runs in which the interval of kappa and of alpha holds the true value."""
    generator = np.random.default_rng([seed, units, round(1000 * true)])
    hits = np.zeros(2)
    for _ in range(runs):
        first = generator.choice(len(CODES), units, p=CODES)
        chance = generator.choice(len(CODES), units, p=CODES)
        second = np.where(generator.random(units) < true, first, chance)
        one, other = pd.Series(first), pd.Series(second)
        found = (cohen_kappa(one, other), krippendorff_alpha(pd.DataFrame({"a": one, "b": other})))
        hits += [each.low <= true <= each.high for each in found]
    return tuple((hits / runs).tolist())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print("units  true kappa  kappa holds  alpha holds")
    for units in UNITS:
        for true in TRUE:
            kappa, alpha = held(units, true, given.runs, given.seed)
            print(f"{units:5d}  {true:10.2f}  {kappa:11.3f}  {alpha:11.3f}")


if __name__ == "__main__":
    main()

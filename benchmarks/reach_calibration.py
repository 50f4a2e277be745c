"""How often the 90 % ranges of "reaches" hold the truth, on simulated partner chains.

    python benchmarks/reach_calibration.py --chains 200

Each chain has 4 to 7 interactions of 3 to 5 companies, own rates of .7 to .97, up to two inputs
each with criticality .2 to 1; every third chain is one step in which all must go right and in which
a share of the failures coincides. Orders are drawn from it and followed over all firms; from them
own rates, criticality and coincidence are estimated, whole orders drawn anew. Counted is how many
companies' true reach lies inside its range. With fewer than 200 orders no figure may be told.
"""

import argparse
import time

import numpy as np

from cxworkbench.ecosystem.chain import chain_of
from cxworkbench.ecosystem.joined import Joined, reach_ranges
from cxworkbench.ecosystem.reach import three_ways
from cxworkbench.records.partners import (
    Company,
    CompanyInteraction,
    Gate,
    Needs,
    Partners,
    Rate,
)

SIZES = (199, 200, 1_000, 5_000)


def made_up(draw, number):
    """A chain; every third one is a single step with coinciding failures."""
    together = number % 3 == 2
    n, companies = int(draw.integers(4, 8)), int(draw.integers(3, 6))
    exchanges = []
    for k in range(n):
        most = 0 if together else min(k, int(draw.integers(0, 3)))
        fed = sorted(draw.choice(k, size=most, replace=False)) if most else []
        needs = tuple(Needs(of=f"i{j}", criticality=draw.uniform(0.2, 1)) for j in fed)
        exchanges.append(
            CompanyInteraction(
                id=f"i{k}", provider=f"c{k % companies}", recipient="c0", sub_process="part",
                own=Rate(value=draw.uniform(0.7, 0.97)), needs=needs,
            )
        )  # fmt: skip
    fed_on = {need.of for one in exchanges for need in one.needs}
    ends = tuple(Needs(of=one.id) for one in exchanges if one.id not in fed_on)
    theta = draw.uniform(0.1, 0.6) if together else 0.0
    return Partners(
        companies=tuple(Company(id=f"c{k}", name=f"C{k}") for k in range(companies)),
        company_interactions=tuple(exchanges),
        gates=(Gate(id="v", name="value", operator="and", needs=ends, coincidence=theta),),
        value="v",
    )


def orders_of(chain, n, draw):
    """Orders that were followed over all firms."""
    met = np.zeros((n, len(chain.nodes)))
    coincide = draw.random(n) < chain.nodes[-1].gate.coincidence
    luck = draw.random(n)
    for place, node in enumerate(chain.nodes):
        inputs = met[:, list(node.inputs)]
        if node.gate is not None:
            met[:, place] = inputs.min(axis=1)
            continue
        kept = np.prod(1 - node.passed_on.T * (1 - inputs), axis=1) if node.inputs else 1.0
        chance = np.where(coincide, luck, draw.random(n))
        met[:, place] = chance < chain.own[node.own] * kept
    return Joined(met, np.arange(n))


def main():
    """Print a row for each number of orders."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--chains", type=int, default=200)
    parser.add_argument("--first", type=int, default=1, help="seed of the first chain")
    asked = parser.parse_args()
    print("| orders | companies | in the range | half width | figures told | cpu s |")
    print("|---|---|---|---|---|---|")
    for n in SIZES:
        begun, held, told, count, width = time.process_time(), 0, 0, 0, []
        for number in range(asked.first, asked.first + asked.chains):
            draw = np.random.default_rng(number)
            chain = chain_of(made_up(draw, number))
            true = three_ways(chain)["reaches"].to_numpy()
            found = reach_ranges(chain, orders_of(chain, n, draw), seed=number)
            count += len(true)
            told += int(found["reaches"].notna().sum())
            held += int(((found["reaches_low"] <= true) & (true <= found["reaches_high"])).sum())
            width += list((found["reaches_high"] - found["reaches_low"]) / 2)
        share = f"{held / count:.3f}" if told else "-"
        half = f"{np.nanmean(width):.3f}" if told else "-"
        spent = time.process_time() - begun
        print(f"| {n:,} | {count} | {share} | {half} | {told} | {spent:.0f} |", flush=True)


if __name__ == "__main__":
    main()

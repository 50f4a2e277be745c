"""What the answers about a partner chain cost at 10, 100 and 1,000 companies.

    python benchmarks/chain_speed.py

Made-up chains of about two interactions a company in tiers, with gates at the end; every 44th
interaction feeds two others. Processor seconds of each answer, the median of three; `exponent` is
the slope of log seconds over log companies from the size before. Each size runs in a process of its
own, whose largest resident memory is told.
"""

import json
import math
import resource
import statistics
import subprocess
import sys
import time

import numpy as np

SIZES = (10, 100, 1_000)


def made_up(companies, seed=1):
    """A chain of so many companies in tiers; every 22nd interaction feeds two others."""
    from cxworkbench.records.partners import (
        Company,
        CompanyInteraction,
        Gate,
        Needs,
        Partners,
        Rate,
    )

    draw = np.random.default_rng(seed)
    n = 2 * companies
    exchanges, free, late = [], [], []
    for k in range(n):
        take = [free.pop(0) for _ in range(min(len(free), int(draw.integers(0, 3))))]
        needs = tuple(Needs(of=one, criticality=draw.uniform(0.1, 0.7)) for one in take)
        exchanges.append(
            CompanyInteraction(
                id=f"i{k}", provider=f"c{k % companies}", recipient="c0", sub_process="part",
                own=Rate(value=draw.uniform(0.85, 0.99)), needs=needs,
            )
        )  # fmt: skip
        free.append(f"i{k}")
        if k % 44 == 0:
            late.append(f"i{k}")
        if k % 44 == 22 and late:
            free.append(late.pop(0))
    fed = {need.of for one in exchanges for need in one.needs}
    loose = [one.id for one in exchanges if one.id not in fed]
    gates = []
    while len(loose) > 1:
        taken, loose = loose[:4], loose[4:]
        operator = ("and", "mix", "noisy and")[len(gates) % 3]
        needs = tuple(Needs(of=one, criticality=0.5) for one in taken)
        gates.append(Gate(id=f"g{len(gates)}", name="step", operator=operator, needs=needs))
        loose.append(gates[-1].id)
    return Partners(
        companies=tuple(Company(id=f"c{k}", name=f"C{k}") for k in range(companies)),
        company_interactions=tuple(exchanges), gates=tuple(gates), value=loose[0],
    )  # fmt: skip


def measured(companies):
    """Processor seconds of each answer at one size."""
    from cxworkbench.ecosystem.chain import chain_of
    from cxworkbench.ecosystem.contribution import path_shares, shortfall_shares
    from cxworkbench.ecosystem.importance import importance
    from cxworkbench.ecosystem.outcome import gradient, outcome_of
    from cxworkbench.ecosystem.plans import best_plan
    from cxworkbench.ecosystem.reach import three_ways

    record = made_up(companies)
    chain = chain_of(record)
    draws = np.clip(chain.own[:, None] + np.random.default_rng(1).normal(0, 0.01, (1, 1_000)), 0, 1)
    pairs = {10: 0, 100: 200, 1_000: 10}[companies]
    answers = {
        "reading the record": lambda: chain_of(record),
        "value, products": lambda: outcome_of(chain, way="products"),
        "value": lambda: outcome_of(chain),
        "gradient": lambda: gradient(chain, chain.own[:, None]),
        "1,000 draws": lambda: outcome_of(chain, draws, way="products"),
        "all three-way splits": lambda: three_ways(chain),
        "importance": lambda: importance(chain),
        "path shares": lambda: path_shares(chain),
        "Shapley shares": lambda: shortfall_shares(chain, permutations=max(pairs, 2)),
        "plan": lambda: best_plan(chain, 3.0),
    }
    found = {
        "interactions": len(chain.interactions),
        "shared": len(chain.shared),
        "way": outcome_of(chain).way,
    }
    for name, answer in answers.items():
        spent = []
        for _ in range(3):
            begun = time.process_time()
            answer()
            spent.append(time.process_time() - begun)
            if spent[-1] > 30:
                break
        found[name] = statistics.median(spent)
    found["peak MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def main():
    """Print a row for each answer and a column for each size."""
    told = {}
    for size in SIZES:
        ran = subprocess.run(
            [sys.executable, __file__, "--size", str(size)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        told[size] = json.loads(ran.stdout)
    print("| |" + "".join(f" {size:,} companies | exponent |" for size in SIZES))
    print("|---|" + "---|---|" * len(SIZES))
    for name in told[SIZES[0]]:
        cells, before = [], None
        for size in SIZES:
            value = told[size][name]
            number = isinstance(value, float)
            slope = f"{math.log10(value / before):.2f}" if number and before else "-"
            cells.append(f" {value:.4g} | {slope} |" if number else f" {value} | - |")
            before = value if number else None
        print(f"| {name} |" + "".join(cells), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--size"]:
        print(json.dumps(measured(int(sys.argv[2]))))
    else:
        main()

"""Planted groups that must be found again, and data without groups in which none may be found.

Run: python benchmarks/segment_recovery.py --seeds 1001-1100 --write docs/segments.md
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cxworkbench.voice.behaviour import behavioural_segments
from cxworkbench.voice.clusters import nearest_centre

ACCOUNTS = 200
AGREEMENT = 0.8  # least adjusted Rand index
COLUMNS = ("revenue", "usage", "services", "tenure_years", "recommendation")
MARK = "<!-- segment recovery -->"
END = "<!-- end of segment recovery -->"

# Where the middles of the three groups lie, in standard deviations of a group.
PLANTED: dict[str, np.ndarray] = {
    "each group 3 sd away in a figure of its own, 2 figures without groups": np.eye(3, 5) * 3,
    "each group 3 sd away in a figure of its own": np.eye(3) * 3,
    "0, 3 and 6 sd in all of 5 figures": np.outer([0, 3, 6], np.ones(5)),
    "0, 3 and 6 sd in both of 2 figures": np.outer([0, 3, 6], np.ones(2)),
    "0, 3 and 6 sd in 3 figures, 2 without groups": np.outer([0, 3, 6], [1, 1, 1, 0, 0]),
    "0, 3 and 6 sd in 2 figures, 3 without groups": np.outer([0, 3, 6], [1, 1, 0, 0, 0]),
    "a triangle of side 3 sd in 2 figures": np.array([[0, 0], [3, 0], [1.5, 1.5 * 3**0.5]]),
}
Rng = np.random.Generator


def _messy(rng: Rng) -> np.ndarray:
    """Like the figures of real accounts: skewed, rounded, even, and going together."""
    from scipy.special import ndtr

    z = rng.normal(size=(ACCOUNTS, 5))
    z[:, 1:3] = 0.7 * z[:, :1] + 0.71 * z[:, 1:3]
    columns = (np.exp(9 + 1.3 * z[:, 0]), np.clip(np.round(2 + 1.5 * z[:, 1]), 1, 8),
               100 * ndtr(z[:, 2]), 12 * ndtr(z[:, 3]),
               np.clip(np.round(7.5 + 1.7 * z[:, 4]), 0, 10))  # fmt: skip
    return np.column_stack(columns)


def _skewed(rng: Rng) -> np.ndarray:
    table = rng.normal(size=(ACCOUNTS, 5))
    table[:, 0] = np.exp(10 + 1.5 * table[:, 0])
    return table


def _together(rng: Rng) -> np.ndarray:
    return 0.8 * rng.normal(size=(ACCOUNTS, 1)) + 0.6 * rng.normal(size=(ACCOUNTS, 5))


NONE: dict[str, Callable[[Rng], np.ndarray]] = {
    "one Gaussian, 5 figures": lambda rng: rng.normal(size=(ACCOUNTS, 5)),
    "lognormal revenue, 4 Gaussian figures": _skewed,
    "even (uniform), 5 figures": lambda rng: rng.uniform(size=(ACCOUNTS, 5)),
    "even (uniform), 2 figures": lambda rng: rng.uniform(size=(ACCOUNTS, 2)),
    "all 5 go together (correlation 0.64)": _together,
    "exponential, 5 figures": lambda rng: rng.exponential(size=(ACCOUNTS, 5)),
    "heavy tails (t, 3 df), 5 figures": lambda rng: rng.standard_t(3, size=(ACCOUNTS, 5)),
    "counts (Poisson, mean 0.5 to 4)": lambda rng: rng.poisson(
        [1, 2, 4, 1, 0.5], size=(ACCOUNTS, 5)
    ).astype(float),
    "like real accounts: skewed, rounded, even, going together": _messy,
}


def as_profile(table: np.ndarray) -> pd.DataFrame:
    """The table as a profile of accounts."""
    profile = pd.DataFrame(table, columns=list(COLUMNS[: table.shape[1]]))
    profile.insert(0, "account_id", [f"a{place:03}" for place in range(len(profile))])
    return profile


def planted(middles: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Accounts around three middles, a third each by chance, and the group of each."""
    rng = np.random.default_rng([seed, 5])
    groups = rng.integers(3, size=ACCOUNTS)
    return middles[groups] + rng.normal(size=(ACCOUNTS, middles.shape[1])), groups


def found_again(name: str, seed: int, method: str) -> tuple[float, float]:
    """Adjusted Rand index of what was found, and of whoever knows the three middles."""
    from sklearn.metrics import adjusted_rand_score

    table, groups = planted(PLANTED[name], seed)
    profile = as_profile(table)
    found = behavioural_segments(profile, _weights(profile), method=method, seed=seed)
    best = adjusted_rand_score(groups, nearest_centre(table, PLANTED[name]))
    if not found.k or found.grouping is None:
        return 0.0, float(best)
    return float(adjusted_rand_score(groups, found.grouping.labels)), float(best)


def found_none(name: str, seed: int, method: str) -> bool:
    """Whether the answer was that there are no stable segments."""
    profile = as_profile(NONE[name](np.random.default_rng([seed, 7])))
    found = behavioural_segments(profile, _weights(profile), method=method, seed=seed)
    return found.verdict == "not stable"


def _weights(profile: pd.DataFrame) -> dict[str, float]:
    return dict.fromkeys(profile.columns[1:], 1.0)


def planted_row(name: str, method: str, seeds: Sequence[int]) -> dict[str, Any]:
    """How often the three groups were found, and how well."""
    pairs = [found_again(name, seed, method) for seed in seeds]
    told = [found for found, _ in pairs if found]
    return {
        "three planted groups": name,
        "method": method,
        "adjusted Rand ≥ 0.8": f"{sum(found >= AGREEMENT for found in told)} of {len(seeds)}",
        "segments told": len(told),
        "mean where told": f"{np.mean(told or [0.0]):.2f}",
        "whoever knows the middles": f"{np.mean([best for _, best in pairs]):.2f}",
    }


def none_row(name: str, method: str, seeds: Sequence[int]) -> dict[str, Any]:
    """How often the answer was that there are no stable segments."""
    none = sum(found_none(name, seed, method) for seed in seeds)
    return {
        "data without groups": name,
        "method": method,
        '"no stable segments"': f"{none} of {len(seeds)}",
    }


def page(kept: Sequence[dict[str, Any]], seeds: Sequence[int]) -> str:
    """The rows as two tables in Markdown."""
    head = (
        f"{ACCOUNTS} accounts a table, seeds {seeds[0]} to {seeds[-1]}, none of them used while "
        "building. Written by `benchmarks/segment_recovery.py`.\n"
    )
    tables = []
    for first in ("three planted groups", "data without groups"):
        part = [row for row in kept if first in row]
        if part:
            cells = [list(part[0]), ["---"] * len(part[0]), *(list(row.values()) for row in part)]
            tables.append("\n".join("| " + " | ".join(map(str, line)) + " |" for line in cells))
    return "\n\n".join([head.strip(), *tables])


def _written(path: Path, content: str) -> None:
    text = path.read_text("utf-8")
    before, rest = text.split(MARK)
    path.write_text(f"{before}{MARK}\n{content}\n{END}{rest.split(END)[1]}", "utf-8")


def main() -> None:
    """Reads the seeds, tries each kind of data, prints and keeps the rows, writes the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", default="1-3", help="first-last")
    parser.add_argument("--methods", nargs="+", default=["mixture", "k-means"])
    parser.add_argument("--kinds", nargs="*", default=["planted", "none"])
    parser.add_argument("--keep", type=Path, help="JSON lines; rows are added to those there")
    parser.add_argument("--write", type=Path, help="a page with the two marks")
    given = parser.parse_args()
    first, last = map(int, given.seeds.split("-"))
    seeds, made = range(first, last + 1), []
    jobs: list[tuple[Callable[..., dict[str, Any]], str]] = []
    jobs += [(planted_row, name) for name in PLANTED] if "planted" in given.kinds else []
    jobs += [(none_row, name) for name in NONE] if "none" in given.kinds else []
    for method in given.methods:
        for job, name in jobs:
            made.append(job(name, method, seeds))
            print(" | ".join(map(str, made[-1].values())), flush=True)
            if given.keep:
                with given.keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(made[-1], ensure_ascii=False) + "\n")
    if given.write:
        kept = made
        if given.keep and given.keep.is_file():
            kept = [json.loads(line) for line in given.keep.read_text("utf-8").splitlines()]
        _written(given.write, page(kept, seeds))


if __name__ == "__main__":
    main()

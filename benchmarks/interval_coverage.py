"""How often the 95 % intervals of scores hold: surveys with known truth, by the thousand.

    python benchmarks/interval_coverage.py --write docs/intervals.md

Each cell is a kind of survey: a score, a population of answers, so many accounts, one or several
contacts in each, how alike the contacts of one account answer, and how accounts weigh. Every survey
of a cell goes through the package's own `interval_ends`, the first twenty also through the
functions that reports call, which must say the same. Counted are the surveys whose interval holds
the truth, among those for which an interval is shown, and the share for which one is shown.

Ends with exit status 1 when a cell of equal or revenue weights holds in fewer than 90 %.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from interval_surveys import (
    ACCOUNTS,
    FIVE,
    FURTHER,
    MAIN,
    SCORES,
    TEN,
    Floats,
    Score,
    cells,
)
from interval_ways import WAYS
from scipy.stats import binom, multinomial

from cxworkbench.ground.interval_ends import interval_ends
from cxworkbench.ground.uncertainty import (
    FEWEST_ACCOUNTS,
    Estimate,
    clustered_mean,
    clustered_nps,
    clustered_share,
    nps_interval,
    wilson_interval,
)

PAGE: Final = Path(__file__).with_name("interval_page.md")
NOMINAL: Final = (0.93, 0.97)
LEAST: Final = 0.90
CHECKED: Final = 20  # surveys of each cell that go through the functions of the package too
CHOSEN: Final = "the package's: published where plain, else Wilson's on the scale with t"


def coverage(
    surveys: int,
    seed: int,
    *,
    weighings: Sequence[str] = (*MAIN, *FURTHER),
    accounts: Sequence[int] = ACCOUNTS,
) -> pd.DataFrame:
    """One row a cell: `held`, the share of shown intervals that hold the truth; `shown`; `width`.

    `held` and `shown` run from 0 to 1; `width` is the mean width as a share of the scale.
    """
    rows = []
    for what, score, truth, values, weights in cells(surveys, seed, weighings, accounts=accounts):
        ends = interval_ends(
            values, weights, kind=score.kind, low=score.low, high=score.high, fewest=FEWEST_ACCOUNTS
        )
        _require_the_same(score, values, weights, ends.low, ends.high)
        rows.append({**what, **_counted(ends.low, ends.high, truth, score)})
    return pd.DataFrame(rows)


def rivals(surveys: int, seed: int) -> pd.DataFrame:
    """As `coverage`, of other ways to make the interval: one row a cell and way."""
    rows = []
    for what, score, truth, values, weights in cells(surveys, seed, MAIN):
        ours = interval_ends(
            values, weights, kind=score.kind, low=score.low, high=score.high, fewest=FEWEST_ACCOUNTS
        )
        shown = ~np.isnan(ours.low)
        for name, way in WAYS.items():
            low, high = way(values, weights, score)
            low, high = np.where(shown, low, np.nan), np.where(shown, high, np.nan)
            rows.append({**what, "way": name, **_counted(low, high, truth, score)})
        rows.append({**what, "way": CHOSEN, **_counted(ours.low, ours.high, truth, score)})
    return pd.DataFrame(rows)


def _counted(low: Floats, high: Floats, truth: float, score: Score) -> dict[str, float]:
    shown = ~np.isnan(low)
    hair = 1e-9 * (score.high - score.low)
    holds = (low <= truth + hair) & (high >= truth - hair)
    return {
        "held": float(holds[shown].mean()) if shown.any() else float("nan"),
        "shown": float(shown.mean()),
        "width": float(np.mean((high - low)[shown])) / (score.high - score.low),
    }


def _require_the_same(
    score: Score, values: Floats, weights: Floats, low: Floats, high: Floats
) -> None:
    for one in range(min(CHECKED, len(values))):
        if score.kind == "mean":
            told = clustered_mean(values[one], weights[one], low=score.low, high=score.high)
        else:
            told = (clustered_nps if score.kind == "points" else clustered_share)(
                values[one], weights[one]
            )
        if not np.allclose([told.low, told.high], [low[one], high[one]], equal_nan=True):
            raise SystemExit(f"Reports would say {told}, the cell has {low[one]} to {high[one]}.")


def page(table: pd.DataFrame, others: pd.DataFrame, surveys: int, seed: int) -> str:
    """The tables as a page of documentation."""
    main = table.loc[table["weights"].isin(MAIN)]
    grids = {
        name: _grid(main.loc[main["score"] == score.name])
        for name, score in zip(("nps", "share", "mean"), SCORES, strict=True)
    }
    return PAGE.read_text("utf-8").format(
        surveys=f"{surveys:,}",
        seed=seed,
        error=f"{100 * np.sqrt(0.95 * 0.05 / surveys):.1f}",
        cells=len(main),
        verdict=_verdict(main),
        further=_spread(table),
        ends=_ends(),
        ways=_ways(others),
        populations=_asked(),
        **grids,
    )


def _verdict(main: pd.DataFrame) -> str:
    held = main["held"]
    within = int(held.between(*NOMINAL).sum())
    over, under = int((held > NOMINAL[1]).sum()), int((held < NOMINAL[0]).sum())
    low = main.loc[held.idxmin()]
    many = main.loc[main["accounts"] >= 10]
    inside = int(many["held"].between(*NOMINAL).sum())
    return (
        f"Of the {len(main)} cells, {within} hold in 93 to 97 %, {over} in more, {under} in less; "
        f"none in fewer than {100 * held.min():.1f} % ({low['score']}, {low['population']}, "
        f"{low['accounts']} accounts, {low['weights']} weights). From 10 accounts on, {inside} of "
        f"{len(many)} hold in 93 to 97 %."
    )


def _grid(rows: pd.DataFrame) -> str:
    heads = [f"{n}, {weights}" for weights in MAIN for n in ACCOUNTS]
    lines = [
        "| population | contacts | alike | " + " | ".join(heads) + " |",
        "| --- | --- | --- |" + " ---: |" * len(heads),
    ]
    for (population, contacts, correlation), group in rows.groupby(
        ["population", "contacts", "correlation"], sort=False
    ):
        found = group.set_index(["weights", "accounts"])
        shown = [_cell(found.loc[(weights, n)]) for weights in MAIN for n in ACCOUNTS]
        alike = "–" if contacts == "one" else f"{correlation:g}"
        lines.append(f"| {population} | {contacts} | {alike} | " + " | ".join(shown) + " |")
    return "\n".join(lines)


def _cell(row: pd.Series) -> str:
    held = f"{100 * row['held']:.1f}"
    if row["held"] < NOMINAL[0] or row["held"] > NOMINAL[1]:
        held = f"*{held}*"
    return held if row["shown"] >= 0.995 else f"{held} ({100 * row['shown']:.0f})"


def _spread(table: pd.DataFrame) -> str:
    lines = ["| weights | accounts | least | mean | most | shown |", "| --- |" + " ---: |" * 5]
    groups = table.groupby(["weights", "accounts"])
    for weights, number in ((name, n) for name in (*MAIN, *FURTHER) for n in ACCOUNTS):
        group = groups.get_group((weights, number))
        held = 100 * group["held"]
        lines.append(
            f"| {weights} | {number} | {held.min():.1f} | {held.mean():.1f} | {held.max():.1f} | "
            f"{100 * group['shown'].mean():.0f} |"
        )
    return "\n".join(lines)


def _ways(others: pd.DataFrame) -> str:
    lines = [
        "| way | least | cells under 90 % | cells 93–97 % | cells over 97 % | mean width |",
        "| --- |" + " ---: |" * 5,
    ]
    for way, group in others.groupby("way", sort=False):
        held = group["held"]
        lines.append(
            f"| {way} | {100 * held.min():.1f} | {int((held < LEAST).sum())} | "
            f"{int(held.between(*NOMINAL).sum())} | {int((held > NOMINAL[1]).sum())} | "
            f"{100 * group['width'].mean():.1f} % of the scale |"
        )
    return "\n".join(lines)


def _ends() -> str:
    """The least coverage of plain answers whatever the population, counted exactly."""
    lines = [
        "| accounts | share | Wilson's own | NPS | adjusted Wald's own |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    for number in (5, 7, 10, 20, 50):
        counts = np.arange(number + 1)
        shares = [clustered_share(np.arange(number) < seen) for seen in counts]
        own = np.array(wilson_interval(counts, np.full(number + 1, number))).T
        figures = [_least_share(_both(shares)), _least_share(own)]
        kinds = _kinds(number)
        scores = [clustered_nps(np.repeat([100, 0, -100], kind)) for kind in kinds]
        figures += [
            _least_score(_both(scores), kinds),
            _least_score(np.array([nps_interval(*kind) for kind in kinds]), kinds),
        ]
        lines.append(f"| {number} | " + " | ".join(f"{100 * f:.1f}" for f in figures) + " |")
    return "\n".join(lines)


def _both(told: Sequence[Estimate]) -> Floats:
    return np.array([(one.low, one.high) for one in told])


def _kinds(number: int) -> list[tuple[int, int, int]]:
    """Every count of promoters, passives and detractors."""
    return [
        (good, number - good - bad, bad)
        for good in range(number + 1)
        for bad in range(number + 1 - good)
    ]


def _least_share(ends: Floats) -> float:
    number = len(ends) - 1
    near = np.geomspace(1e-4, 0.05, 300)
    shares = np.concatenate([near, np.linspace(0.05, 0.5, 900)])[:, None]
    holds = (ends[:, 0] <= shares) & (ends[:, 1] >= shares)
    chance = binom.pmf(np.arange(number + 1), number, shares)
    return float((chance * holds).sum(axis=1).min())


def _least_score(ends: Floats, kinds: Sequence[tuple[int, int, int]]) -> float:
    least, steps = 1.0, np.arange(0.01, 0.99, 0.03)
    for good, bad in ((good, bad) for good in steps for bad in steps if good + bad < 0.995):
        chance = multinomial.pmf(kinds, sum(kinds[0]), [good, 1 - good - bad, bad])
        truth = 100 * (good - bad)
        holds = (ends[:, 0] <= truth + 1e-9) & (ends[:, 1] >= truth - 1e-9)
        least = min(least, float(chance[holds].sum()))
    return least


def _asked() -> str:
    lines = [
        "| scale | population | share of each answer, lowest first, % |",
        "| --- | --- | --- |",
    ]
    for name, populations in (("0–10", TEN), ("1–5", FIVE)):
        for population, shares in populations.items():
            lines.append(f"| {name} | {population} | {', '.join(f'{s:g}' for s in shares)} |")
    return "\n".join(lines)


def main() -> None:
    """Reads the words of the command line, counts, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--surveys", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    table, others = coverage(given.surveys, given.seed), rivals(given.surveys, given.seed)
    text = page(table, others, given.surveys, given.seed)
    if given.write:
        given.write.write_text(text, encoding="utf-8")
    print(text)
    counted = table.loc[table["weights"].isin(MAIN), "held"]
    sys.exit(0 if bool((counted >= LEAST).all()) else 1)


if __name__ == "__main__":
    main()

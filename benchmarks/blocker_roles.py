"""Planted blockers that must be found again, and worlds without one in which none may be found.

Run: python benchmarks/blocker_roles.py --seeds 1-60 --write docs/buying-roles.md
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cxworkbench.journey.disagreement import LOWER, role_contrasts
from cxworkbench.journey.role_feelings import role_feelings
from cxworkbench.journey.role_involvement import consensus_stage, role_involvement
from cxworkbench.journey.role_weights import feels, role_weight_sensitivity
from cxworkbench.journey.roles import buying_roles
from cxworkbench.journey.stopping import likely_blockers, who_can_stop
from cxworkbench.worlds.buying_group import BuyingGroups, buying_groups

MARK, END = "<!-- blocker roles -->", "<!-- end of blocker roles -->"
KINDS = (
    ("40 accounts, 1.5 worse", {"accounts": 40, "depth": 1.5}),
    ("40 accounts, 1.0 worse", {"accounts": 40, "depth": 1.0}),
    ("20 accounts, 1.5 worse", {"accounts": 20, "depth": 1.5}),
    ("20 accounts, 1.0 worse", {"accounts": 20, "depth": 1.0}),
    ("10 accounts, 1.5 worse", {"accounts": 10, "depth": 1.5}),
    ("10 accounts, 1.0 worse", {"accounts": 10, "depth": 1.0}),
    ("40 accounts, a third answers", {"accounts": 40, "depth": 1.5, "answering": 0.33}),
)
BLOCKERS = ("buyer", "decider", "influencer", "user", "gatekeeper")
WEIGHTS_TRIED = 200  # drawn weights that hold a verdict against its range


@dataclass(frozen=True)
class Search:
    """What was found in one world."""

    only: bool  # the planted blocker in its stage, and no other role or stage
    found: bool  # the planted blocker in its stage, whatever else
    false: bool  # some role that was not planted
    feeling: bool  # by feeling alone: some role that was not planted feels lower somewhere
    hidden: bool
    meeting: bool
    verdicts: int
    wrong: int  # verdicts of stable that a drawn weight overturns, or unstable that no end shows


def search(world: BuyingGroups, seed: int) -> Search:
    """Everything that the workbench says of one world, held against its truth."""
    evidence, journey_map = world.evidence, world.journey_map
    tables = evidence.contacts, evidence.voices, evidence.events
    feelings = role_feelings(evidence.voices, evidence.contacts, journey_map)
    contrasts = role_contrasts(feelings, journey_map, by="stage")
    involvement = role_involvement(*tables, journey_map)
    stops = who_can_stop(involvement, contrasts, evidence.events, evidence.contacts, journey_map)
    named = likely_blockers(stops)
    pairs = set(zip(named["role"], named["stage_id"], strict=True))
    truth = {(world.blocker, world.stage)} if world.blocker else set()
    low = contrasts[contrasts["verdict"] == LOWER]
    felt_low = set(zip(low["role"], low["id"], strict=True))
    roles = buying_roles(*tables, journey_map)
    hidden = roles.loc[roles["hidden"], "role"].tolist()
    verdicts, wrong = _weights(feelings, seed)
    return Search(
        only=pairs == truth,
        found=truth <= pairs,
        false=bool(pairs - truth),
        feeling=bool(felt_low - truth),
        hidden=hidden == ([world.hidden] if world.hidden else []),
        meeting=consensus_stage(involvement) == world.stage,
        verdicts=verdicts,
        wrong=wrong,
    )


def _weights(feelings, seed: int) -> tuple[int, int]:
    """How many verdicts on weights were given, and how many drawn weights prove wrong."""
    table = role_weight_sensitivity(feelings, factor=2)
    table = table[table["roles"] > 1]
    each = feelings.groupby(["account_id", "role"])["felt"].mean()
    draw = np.random.default_rng(seed)
    wrong = 0
    for _, row in table.iterrows():
        values = each[row["account_id"]].to_numpy()
        weights = 2.0 ** draw.uniform(-1, 1, (WEIGHTS_TRIED, len(values)))
        scores = (weights @ values) / weights.sum(axis=1)
        tried = {feels(float(score)) for score in scores}
        stable = row["verdict"] == "stable"
        ends = {feels(row["lowest"]), feels(row["highest"])}
        wrong += (stable and tried != {row["feels"]}) or (not stable and len(ends) < 2)
    return len(table), int(wrong)


def searches(seeds: Iterable[int], options: dict, *, planted: bool) -> list[Search]:
    """One search for each seed; the planted role is another from seed to seed."""
    return [
        search(buying_groups(seed, blocker=BLOCKERS[seed % 5] if planted else "", **options), seed)
        for seed in seeds
    ]


def report(seeds: Sequence[int]) -> str:
    """The table of all kinds, and what was right of the rest."""
    lines = [
        "| planted in each world | blocker found, no other named | blocker found | "
        "a role named that was not planted | none planted: a role named | "
        "none planted: by feeling alone |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    every: list[Search] = []
    for name, options in KINDS:
        planted = searches(seeds, options, planted=True)
        none = searches(seeds, options, planted=False)
        every += planted + none
        counts = [sum(one.only for one in planted), sum(one.found for one in planted),
                  sum(one.false for one in planted), sum(one.false for one in none),
                  sum(one.feeling for one in none)]  # fmt: skip
        cells = " | ".join(f"{count} of {len(seeds)}" for count in counts)
        lines.append(f"| {name} | {cells} |")
    total, wrong = sum(one.verdicts for one in every), sum(one.wrong for one in every)
    lines += [
        "",
        f"In all {len(every)} worlds: the hidden role was named, and no other, in "
        f"{sum(one.hidden for one in every)}; the stage where all roles meet in "
        f"{sum(one.meeting for one in every)}; of {total:,} verdicts on role weights "
        f"{wrong} were wrong ({WEIGHTS_TRIED} drawn weights each).",
    ]
    return "\n".join(lines)


def _seeds(text: str) -> list[int]:
    first, last = (int(part) for part in text.split("-"))
    return list(range(first, last + 1))


def main() -> None:
    """Print the report, or write it between the marks of a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=_seeds, default="1-60")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    told = report(given.seeds)
    print(told)
    if given.write:
        page = given.write.read_text("utf-8")
        before, rest = page.split(MARK)
        after = rest.split(END)[1]
        given.write.write_text(f"{before}{MARK}\n{told}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()

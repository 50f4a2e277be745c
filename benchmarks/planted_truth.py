"""Whether the workbench finds what was planted: pains, segments and coverage holes, seed by seed.

    python benchmarks/planted_truth.py --seeds 1 2 3

For each seed a world is made and written to a temporary folder, read like any engagement, and
measured. A seed counts for pains when every planted pain is among the first five of the ranking
over all accounts; for segments when the segments by rule agree with the planted kinds with an
adjusted Rand index of 0.8 or more; for holes when every planted hole is named. Ends with exit
status 1 when fewer than nine in ten seeds count for any of the three. Beside them stand the ranks
of the planted gains and of the moment of truth, for information.
"""

import argparse
import datetime
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cxworkbench.ground.terms import BUYING_ROLES
from cxworkbench.insight.moments import moment_candidates
from cxworkbench.insight.pains import rank_pains
from cxworkbench.intake.building import build_evidence
from cxworkbench.records.store import load_engagement
from cxworkbench.voice.coverage import heard, touchpoint_sources
from cxworkbench.voice.holes import coverage_holes
from cxworkbench.voice.profile import account_profile
from cxworkbench.voice.segments import segment_accounts
from cxworkbench.worlds.retail_pos import make_world
from cxworkbench.worlds.world import World, write_world

FIRST = 5  # a planted pain must be among as many of the ranking
AGREEMENT = 0.8  # least adjusted Rand index
SHARE = 0.9  # of seeds that must count


@dataclass(frozen=True)
class Found:
    """What was found of one seed's world."""

    seed: int
    pain_ranks: tuple[int, ...]  # 0: not ranked at all
    gain_ranks: tuple[int, ...]
    moment_rank: int
    rand: float
    holes_missed: tuple[str, ...]
    seconds: float

    @property
    def pains(self) -> bool:
        return all(0 < rank <= FIRST for rank in self.pain_ranks)

    @property
    def segments(self) -> bool:
        return self.rand >= AGREEMENT

    @property
    def holes(self) -> bool:
        return not self.holes_missed


def adjusted_rand(one: Sequence[object], other: Sequence[object]) -> float:
    """Agreement of two groupings of the same things: 1 the same, about 0 by chance.

    From its definition over pairs: (index - expected) / (mean of the two sums - expected), with
    index the pairs that are together in both (Hubert and Arabie 1985, Journal of Classification 2).
    """
    table = pd.crosstab(pd.Series(one), pd.Series(other)).to_numpy()
    together = _pairs(table).sum()
    in_one, in_other = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    expected = in_one * in_other / _pairs(table.sum())
    most = (in_one + in_other) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def _pairs(counts: Any) -> Any:
    return counts * (counts - 1) / 2


def search(seed: int, folder: Path) -> Found:
    """Makes the seed's world in the folder, reads it, measures it and compares with the truth."""
    began = time.perf_counter()
    world = make_world(seed)
    write_world(world, folder)
    engagement = load_engagement(folder)
    evidence = build_evidence(folder, key_file=folder.parent / f"{folder.name}.key.json").evidence
    as_of = datetime.date.fromisoformat(engagement.as_of)
    profile = account_profile(
        evidence.accounts, evidence.contacts, evidence.voices, evidence.events, as_of=as_of
    )
    segments = segment_accounts(profile, engagement.segments)
    pains = rank_pains(evidence.voices, profile, engagement.touchpoints)
    gains = rank_pains(evidence.voices, profile, engagement.touchpoints, kind="gain")
    moments = moment_candidates(
        evidence.voices,
        evidence.events,
        profile,
        engagement.touchpoints,
        metrics=engagement.metrics,
    )
    stages = [stage.name for stage in engagement.stages]
    spoken = heard(evidence.voices, evidence.contacts, segments, stages, BUYING_ROLES)
    holes = coverage_holes(spoken)
    sources = touchpoint_sources(evidence.voices, evidence.events, engagement.touchpoints)
    return Found(
        seed=seed,
        pain_ranks=_ranks(pains, world.truth["pains"]),
        gain_ranks=_ranks(gains, world.truth["gains"]),
        moment_rank=_moment_rank(moments, world),
        rand=_rand(segments, world),
        holes_missed=tuple(_holes_missed(holes, sources, world)),
        seconds=time.perf_counter() - began,
    )


def _ranks(ranking: pd.DataFrame, planted: Sequence[dict[str, Any]]) -> tuple[int, ...]:
    ranks = ranking.set_index(["code", "touchpoint_id"])["rank"]
    return tuple(int(ranks.get((one["code"], one["touchpoint"]), 0)) for one in planted)


def _moment_rank(moments: pd.DataFrame, world: World) -> int:
    order = moments["touchpoint_id"].tolist()
    return order.index(world.truth["moment_of_truth"]["touchpoint"]) + 1


def _rand(segments: pd.DataFrame, world: World) -> float:
    planted = segments["account_id"].map(world.truth["segments"])
    return adjusted_rand(segments["segment"].tolist(), planted.tolist())


def _holes_missed(holes: pd.DataFrame, sources: pd.DataFrame, world: World) -> list[str]:
    """The planted holes that the tables do not name, each in words."""
    planted = world.truth["holes"]
    named = set(zip(holes["kind"], holes["segment"], holes["role"], holes["stage"], strict=True))
    segment, stage = planted["segment_and_stage"]
    wanted = [
        ("role", "", planted["role"], ""),
        ("segment", planted["segment"], "", ""),
        ("segment × stage", segment, "", stage),
    ]
    missed = [" ".join(filter(None, hole)) for hole in wanted if hole not in named]
    silent = sources.loc[sources["total"] == sources["events"], "touchpoint_id"]
    return missed + [place for place in planted["touchpoints"] if place not in set(silent)]


def report(found: Sequence[Found]) -> str:
    """The table of all seeds and the totals, as text."""
    lines = ["seed  pains at  Rand  gains at  moment at  seconds  holes missed"]
    lines += [
        f"{one.seed:>4}  {_listed(one.pain_ranks):>8}  {one.rand:.2f}  "
        f"{_listed(one.gain_ranks):>8}  {one.moment_rank:>9}  {one.seconds:>7.1f}  "
        f"{', '.join(one.holes_missed) or 'none'}"
        for one in found
    ]
    for what in ("pains", "segments", "holes"):
        lines.append(f"{what}: found in {_count(found, what)} of {len(found)} seeds")
    return "\n".join(lines)


def _listed(ranks: Sequence[int]) -> str:
    return ",".join(map(str, ranks))


def good_enough(found: Sequence[Found]) -> bool:
    """Whether each of the three was found in nine of ten seeds."""
    return all(_count(found, what) >= SHARE * len(found) for what in ("pains", "segments", "holes"))


def _count(found: Sequence[Found], what: str) -> int:
    return sum(getattr(one, what) for one in found)


def main() -> None:
    """Reads the seeds, searches each, prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    seeds = parser.parse_args().seeds
    with tempfile.TemporaryDirectory() as folder:
        found = [search(seed, Path(folder) / f"seed-{seed}") for seed in seeds]
    print(report(found))
    sys.exit(0 if good_enough(found) else 1)


if __name__ == "__main__":
    main()

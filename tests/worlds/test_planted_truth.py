"""The benchmark of planted truth: its index by hand, its verdicts, and one world searched."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "planted_truth.py"


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("planted_truth", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    sys.modules["planted_truth"] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    yield module
    del sys.modules["planted_truth"]


@pytest.fixture(scope="module")
def found(bench, tmp_path_factory):
    return bench.search(2, tmp_path_factory.mktemp("seed") / "world")


@pytest.fixture(scope="module")
def little(bench, tmp_path_factory):
    return bench.search(2, tmp_path_factory.mktemp("seed") / "world", bench.TOO_LITTLE)


def test_the_adjusted_rand_index_is_the_published_one(bench):
    # scikit-learn's manual, adjusted_rand_score: 0.57 and 0.24 (to two digits), 1 and -0.5.
    index = bench.adjusted_rand

    assert index([0, 0, 1, 2], [0, 0, 1, 1]) == pytest.approx(4 / 7)
    assert index([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]) == pytest.approx(0.2424, abs=1e-4)
    assert index([0, 0, 1, 1], ["b", "b", "a", "a"]) == 1
    assert index([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(-0.5)


def test_what_was_planted_is_found(found):
    assert found.pains
    assert found.segments
    assert found.holes
    assert found.moment
    assert found.driver
    assert found.answering >= 120


def test_where_there_is_too_little_nothing_is_claimed(little):
    assert little.untold
    assert not little.wrong


def test_what_is_not_among_the_first_three_is_not_found(bench, found):
    assert replace(found, pain_ranks=(3, 1, 2)).pains
    assert not replace(found, pain_ranks=(1, 2, 4)).pains
    assert not replace(found, pain_ranks=(1, 2, 0)).pains
    assert not replace(found, driver_rank=4).driver
    assert not replace(found, driver_rank=0).driver
    assert not replace(found, moment_rank=4).moment
    assert not replace(found, rand=0.79).segments
    assert not replace(found, holes_missed=("role approver",)).holes


@pytest.mark.parametrize(
    "bad", [{"rand": 0.1}, {"driver_rank": 4}, {"moment_rank": 4}, {"pain_ranks": (1, 2, 4)}]
)
def test_nine_of_ten_seeds_must_count(bench, found, bad):
    missed = replace(found, **bad)

    assert bench.good_enough([found] * 18 + [missed] * 2)
    assert not bench.good_enough([found] * 17 + [missed] * 3)


def test_worlds_with_too_little_must_say_so_and_claim_nothing(bench, found, little):
    wrong = replace(little, wrong=("first: X",))

    assert bench.good_enough([found, *[little] * 19, wrong])
    assert not bench.good_enough([found, *[little] * 18, wrong])
    assert not bench.good_enough([found, replace(little, untold=0)])


def test_the_report_gives_a_line_a_seed_and_the_totals(bench, found, little):
    one = replace(found, seed=7, pain_ranks=(1, 2, 6), gain_ranks=(1, 2), rand=0.5,
                  answering=150, driver_rank=2, moment_rank=1, untold=9)  # fmt: skip
    lines = bench.report([one, replace(found, seed=8), little]).splitlines()

    assert lines[1] == (
        "   7       240     150     1,2,6          2          1       1,2  0.50       9  none"
    )
    assert lines[-7:] == [
        "pains: found in 1 of 2 seeds",
        "driver: found in 2 of 2 seeds",
        "moment: found in 2 of 2 seeds",
        "segments: found in 1 of 2 seeds",
        "holes: found in 2 of 2 seeds",
        "too few to tell: said in 1 of 1 worlds with too little",
        "wrong claims: in 0 of 1 worlds with too little",
    ]

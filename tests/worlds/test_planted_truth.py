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
    assert found.moment_rank == 1


def test_a_pain_ranked_sixth_or_not_at_all_is_not_found(bench, found):
    assert replace(found, pain_ranks=(1, 2, 5)).pains
    assert not replace(found, pain_ranks=(1, 2, 6)).pains
    assert not replace(found, pain_ranks=(1, 2, 0)).pains
    assert not replace(found, rand=0.79).segments
    assert not replace(found, holes_missed=("role approver",)).holes


def test_nine_of_ten_seeds_must_count(bench, found):
    bad = replace(found, rand=0.1)

    assert bench.good_enough([found] * 18 + [bad] * 2)
    assert not bench.good_enough([found] * 17 + [bad] * 3)


def test_the_report_gives_a_line_a_seed_and_the_totals(bench, found):
    one = replace(found, seed=7, pain_ranks=(1, 2, 6), gain_ranks=(1, 2), rand=0.5, seconds=1.04)
    lines = bench.report([one, replace(found, seed=8)]).splitlines()

    assert lines[1] == "   7     1,2,6  0.50       1,2          1      1.0  none"
    assert lines[-3:] == [
        "pains: found in 1 of 2 seeds",
        "segments: found in 1 of 2 seeds",
        "holes: found in 2 of 2 seeds",
    ]

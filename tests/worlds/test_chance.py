"""Seeded chance: the same each time, within its bounds, as likely as it says."""

from datetime import date

import pytest

from cxworkbench.worlds.chance import Chance


def test_a_topic_s_draws_do_not_depend_on_another_topic_s():
    alone, beside = Chance(5, "tickets"), Chance(5, "tickets")
    Chance(5, "survey").unit()

    assert [alone.unit() for _ in range(5)] == [beside.unit() for _ in range(5)]
    assert Chance(5, "tickets").unit() != Chance(5, "survey").unit()
    assert Chance(5, "tickets").unit() != Chance(6, "tickets").unit()


def test_the_stream_is_the_one_that_numpy_promises_to_keep():
    # PCG64 of SeedSequence([1, crc32(b"x")]), as numpy 2 gives it; samples rest on it.
    assert Chance(1, "x").unit() == pytest.approx(0.855616834324345, abs=1e-15)


def test_whole_numbers_reach_both_ends_and_nothing_else():
    chance = Chance(1, "whole")

    assert {chance.whole(2, 4) for _ in range(200)} == {2, 3, 4}


def test_a_normal_draw_has_the_mean_and_spread_it_was_asked_for():
    chance = Chance(1, "normal")
    drawn = [chance.normal(10, 2) for _ in range(4000)]
    mean = sum(drawn) / 4000

    assert mean == pytest.approx(10, abs=0.12)
    assert sum((x - mean) ** 2 for x in drawn) / 4000 == pytest.approx(4, abs=0.3)


def test_a_count_has_the_mean_it_was_asked_for():
    chance = Chance(1, "count")

    assert sum(chance.count(2.5) for _ in range(4000)) / 4000 == pytest.approx(2.5, abs=0.1)


def test_weights_decide_how_often_a_thing_is_drawn():
    chance = Chance(1, "weights")
    drawn = [chance.weighted({"often": 3, "never": 0, "seldom": 1}) for _ in range(4000)]

    assert drawn.count("often") / 4000 == pytest.approx(0.75, abs=0.03)
    assert "never" not in drawn


def test_some_are_different_things_in_their_own_order():
    chosen = Chance(1, "some").some(range(50), 10)

    assert chosen == sorted(set(chosen))
    assert len(chosen) == 10


def test_shuffling_keeps_every_thing():
    assert sorted(Chance(1, "shuffle").shuffled("abcdef")) == list("abcdef")


def test_a_day_is_a_working_day_inside_its_span():
    chance = Chance(1, "days")
    first, last = date(2026, 1, 3), date(2026, 1, 12)  # from a Saturday to a Monday
    drawn = [chance.day(first, last) for _ in range(300)]

    assert {day.weekday() for day in drawn} == {0, 1, 2, 3, 4}
    assert min(drawn) >= first
    assert max(drawn) <= last

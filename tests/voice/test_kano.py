"""Kano's classes and coefficients, against published tables."""

import itertools

import pandas as pd
import pytest

from cxworkbench.ground.errors import DataProblem
from cxworkbench.voice.kano import ANSWERS, kano_classes, kano_summary

# Brand and Rese, table 1, and Sauerwein (2000), figure 11, "edge grip".
COUNTS = pd.DataFrame(
    [(216, 56, 13, 275, 23, 24), (229, 42, 5, 276, 33, 22), (187, 71, 46, 258, 19, 26),
     (7, 33, 50, 10, 0, 0), (11, 46, 31, 12, 0, 0)],
    columns=["A", "O", "M", "I", "R", "Q"],
)  # fmt: skip


def test_the_evaluation_table_is_the_published_one():
    pairs = pd.DataFrame(itertools.product(ANSWERS, ANSWERS), columns=["with_it", "without_it"])

    found = kano_classes(pairs).to_numpy().reshape(5, 5)

    assert ["".join(row) for row in found] == ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]


def test_the_coefficients_are_the_published_ones():
    found = kano_summary(COUNTS)

    assert found["better"].round(3).tolist()[:3] == [0.486, 0.491, 0.459]
    assert found["worse"].round(3).tolist()[:3] == [-0.123, -0.085, -0.208]
    assert (round(found["better"][3], 2), round(found["worse"][3], 2)) == (0.40, -0.83)
    # Sauerwein prints -.78 for this row, which is rounding; exact it is -.77.
    assert (round(found["better"][4], 2), round(found["worse"][4], 2)) == (0.57, -0.77)


def test_the_two_largest_classes_differ_by_fongs_test():
    # By hand: 275 - 216 = 59 against 1.65 sqrt(491 * 723 / 1214) = 28.2; 33 - 31 of 100 is nothing.
    near = pd.DataFrame([(10, 26, 33, 31, 0, 0)], columns=list("AOMIRQ"))

    assert kano_summary(COUNTS.head(1))[["largest", "next", "distinct"]].values.tolist() == [
        ["I", "A", True]
    ]
    assert kano_summary(near)["distinct"].tolist() == [False]


def test_an_answer_of_another_scale_is_refused():
    with pytest.raises(DataProblem) as refused:
        kano_classes(pd.DataFrame({"with_it": ["like"], "without_it": ["hate"]}))

    assert str(refused.value) == (
        "1 of 2 answers are not Kano's: 'hate'. They are: like, expect, neutral, live with, "
        "dislike. Write the answers so before classing them."
    )

"""Cronbach's alpha, against a published example."""

import numpy as np
import pytest

from cxworkbench.ground.reliability import cronbach_alpha

# R `datasets::attitude` (Chatterjee and Price 1977): 30 departments, seven questions.
ANSWERS = """
    43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35
    81 78 56 66 71 83 47  43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41
    72 82 72 67 71 83 31  67 61 45 47 62 80 41  64 53 53 58 58 67 34  67 60 47 39 59 74 41
    69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46  81 90 50 72 60 54 36
    74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
    50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49
    63 54 42 48 66 75 33  66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38
    85 85 71 71 77 74 55  82 82 39 59 64 78 39
"""
ATTITUDE = np.array(ANSWERS.split(), float).reshape(30, 7)


def test_alpha_of_the_attitude_data_is_the_published_one():
    # R psych, `alpha(attitude)`: raw alpha .84, mean of the item means 60, their sd 8.2.
    found = cronbach_alpha(ATTITUDE)

    assert found.value == pytest.approx(0.8431, abs=5e-5)
    assert ATTITUDE.mean() == pytest.approx(60, abs=0.5)
    assert ATTITUDE.mean(axis=1).std(ddof=1) == pytest.approx(8.2, abs=0.05)
    assert found.low < 0.76 < 0.90 < found.high
    assert found.method == "Feldt over 30 respondents"


def test_a_missing_answer_leaves_its_respondent_out():
    answers = ATTITUDE.copy()
    answers[0, 3] = np.nan

    assert cronbach_alpha(answers).n == 29


def test_few_respondents_have_no_interval():
    found = cronbach_alpha(ATTITUDE[:6])

    assert np.isnan(found.low)
    assert found.method == "too few to tell: 6 respondents"


def test_one_question_has_no_alpha():
    assert np.isnan(cronbach_alpha(ATTITUDE[:, :1]).value)

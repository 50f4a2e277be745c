"""Kano's pair of questions: what having a feature and what lacking it would mean to people."""

from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import DataProblem, sample_of

ANSWERS: Final = ("like", "expect", "neutral", "live with", "dislike")
CLASSES: Final = ("A", "O", "M", "I", "R", "Q")
MEANINGS: Final = {  # said later
    "A": "attractive",
    "O": "one-dimensional",
    "M": "must-be",
    "I": "indifferent",
    "R": "reverse",
    "Q": "questionable",
}
# Rows: how people would feel with it; columns: without it; both in the order of ANSWERS.
GRID: Final = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")


def kano_classes(answers: pd.DataFrame) -> pd.Series:
    """The class of each pair of answers, by the evaluation table.

    Parameters
    ----------
    answers
        `with_it` and `without_it`, each one of "like", "expect", "neutral", "live with", "dislike".

    Returns
    -------
    pandas.Series
        As long as the answers: A, O, M, I, R or Q (`MEANINGS`).

    Raises
    ------
    DataProblem
        An answer is none of the five.

    References
    ----------
    Kano, Seraku, Takahashi and Tsuji (1984); table as in Berger et al. (1993).

    Examples
    --------
    >>> asked = pd.DataFrame({"with_it": ["like", "expect"], "without_it": ["dislike", "dislike"]})
    >>> kano_classes(asked).tolist()
    ['O', 'M']
    """
    both = pd.concat([answers["with_it"], answers["without_it"]])
    unknown = both.loc[~both.isin(list(ANSWERS))]
    if len(unknown):
        raise DataProblem(
            f"{len(unknown)} of {len(both)} answers are not Kano's: {sample_of(unknown)}. "
            f"They are: {', '.join(ANSWERS)}. Write the answers so before classing them."
        )
    place = {answer: at for at, answer in enumerate(ANSWERS)}
    found = [
        GRID[place[with_it]][place[without]]
        for with_it, without in zip(answers["with_it"], answers["without_it"], strict=True)
    ]
    return pd.Series(found, answers.index, dtype="str")


def kano_summary(counts: pd.DataFrame) -> pd.DataFrame:
    """Each feature's class, whether it is distinct from the next, and its two coefficients.

    Parameters
    ----------
    counts
        One row per feature: how many people fall in each class, columns A, O, M, I, R, Q.

    Returns
    -------
    pandas.DataFrame
        As `counts`, index the same: `largest`, the class of most people; `next`, the second;
        `distinct`, whether they differ by more than chance (Fong's test, 10 %); `better`, how far
        having it raises satisfaction, 0 to 1; `worse`, how far lacking it lowers it, -1 to 0;
        `people`, a count. Reverse and questionable answers are in neither coefficient.

    References
    ----------
    Coefficients: Berger et al. (1993), Center for Quality of Management Journal 2(4). Test: Fong
    (1996), same journal 5(3).

    Examples
    --------
    >>> counts = pd.DataFrame({"A": [7], "O": [33], "M": [50], "I": [10], "R": [0], "Q": [0]})
    >>> kano_summary(counts)[["largest", "distinct", "better", "worse"]].values.tolist()
    [['M', True, 0.4, -0.83]]
    """
    people = counts[list(CLASSES)]
    numbers = people.to_numpy(float)
    order = np.argsort(-numbers, axis=1, kind="stable")
    ordered = np.take_along_axis(numbers, order, axis=1)
    first, second, total = ordered[:, 0], ordered[:, 1], numbers.sum(axis=1)
    least = 1.65 * np.sqrt((first + second) * (2 * total - first - second) / (2 * total))
    asked = people[["A", "O", "M", "I"]].sum(axis=1)
    return pd.DataFrame(
        {
            "largest": [CLASSES[place] for place in order[:, 0]],
            "next": [CLASSES[place] for place in order[:, 1]],
            "distinct": first - second >= least,
            "better": (people["A"] + people["O"]) / asked,
            "worse": -(people["O"] + people["M"]) / asked,
            "people": people.sum(axis=1),
        },
        index=counts.index,
    )

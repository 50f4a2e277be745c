"""Emotions as people write them: a word, a face or a number on some scale, to -2 to +2."""

from collections.abc import Callable, Iterable
from typing import Final

import pandas as pd

from cxworkbench.exchange.headings import plain
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.numbers import as_numbers

WORDS: Final = {
    -2.0: (
        "very negative", "very unhappy", "very dissatisfied", "very bad", "angry", "furious",
        "frustrated", "desperate", "terrible", "awful", "hate", "stressed",
    ),
    -1.0: (
        "negative", "unhappy", "dissatisfied", "bad", "annoyed", "worried", "anxious", "confused",
        "unsure", "uncertain", "sceptical", "skeptical", "disappointed", "irritated", "bored",
        "impatient", "overwhelmed", "tired", "sad", "low",
    ),
    0.0: ("neutral", "ok", "okay", "indifferent", "calm", "mixed", "fine", "medium"),
    1.0: (
        "positive", "happy", "satisfied", "good", "interested", "curious", "hopeful", "pleased",
        "confident", "content", "relieved", "glad", "reassured", "motivated", "high",
    ),
    2.0: (
        "very positive", "very happy", "very satisfied", "very good", "delighted", "excited",
        "thrilled", "enthusiastic", "proud", "love", "amazed", "great", "excellent",
    ),
}  # fmt: skip
FACES: Final = {
    -2.0: "😡🤬😭😱😤",
    -1.0: "😞☹😟😕🙁😒😔😣😠",
    0.0: "😐😶😑",
    1.0: "🙂☺😊😌",
    2.0: "😀😃😄😁😍🤩🥳🎉",
}
NEARLY_ALL: Final = 0.8  # share of a column's numbers that decides its scale despite the others
_SCALES: Final = ((-2.0, 2.0), (1.0, 5.0), (0.0, 10.0))
_VALUE: Final = {
    **{word: value for value, words in WORDS.items() for word in words},
    **{face: value for value, faces in FACES.items() for face in faces},
}


def word_value(text: str) -> float | None:
    """The value of an emotion's word or face, -2 to +2; None where it is not known.

    Examples
    --------
    >>> word_value("Annoyed"), word_value("🙂"), word_value("blue")
    (-1.0, 1.0, None)
    """
    face = text.strip().removesuffix("\ufe0f")
    return _VALUE.get(face, _VALUE.get(plain(text)))


def scale_of(numbers: Iterable[float]) -> tuple[float, float] | None:
    """The first of the usual scales that holds all numbers of a column: -2 to 2, 1 to 5, 0 to 10.

    None where none does. Numbers that fit -2 to 2 are taken for it, even if all are 1 or 2.

    Examples
    --------
    >>> scale_of([-1, 2]), scale_of([1, 4]), scale_of([0, 7]), scale_of([-3, 3])
    ((-2.0, 2.0), (1.0, 5.0), (0.0, 10.0), None)
    """
    found = list(numbers)
    return next(
        (scale for scale in _SCALES if all(scale[0] <= number <= scale[1] for number in found)),
        None,
    )


def rescaled(number: float, scale: tuple[float, float]) -> float:
    """The number on -2 to +2.

    Examples
    --------
    >>> rescaled(4, (1.0, 5.0)), rescaled(10, (0.0, 10.0))
    (1.0, 2.0)
    """
    low, high = scale
    return round((number - low) / (high - low) * 4 - 2, 6)


def emotion_values(
    cells: pd.Series, *, file: str, place: Callable[[int], tuple[int, str]] | None = None
) -> tuple[dict[int, float], list[Problem]]:
    """The numbers among the cells on -2 to +2, by row, and how their scale was decided.

    Words are left to `word_value`. Where no usual scale holds all numbers and just one holds at
    least `NEARLY_ALL` of them, the others are left out and listed, a problem each. Where none does,
    or more than one, no number is taken: the scale would be a guess.

    Parameters
    ----------
    cells
        As they are written; the index is the row of the file.
    file
        Name of the file, for the problems.
    place
        Row of the file and its words for a key of the index, where that is no row.
    """
    where = place or (lambda row: (row, f"row {row}"))
    numbers = _numbers_in(cells).dropna()
    every = scale_of(numbers)
    fitting = [every] if every else _nearly(numbers)
    if len(fitting) != 1:
        return {}, [_no_scale(numbers, fitting, file, where)]
    scale = fitting[0]
    outside = numbers[~numbers.between(*scale)]
    rows = zip(numbers.index.tolist(), numbers.tolist(), strict=True)
    values = {row: rescaled(number, scale) for row, number in rows if row not in outside.index}
    problems = _outside(outside, scale, file, where)
    if scale == _SCALES[0]:
        return values, problems
    what = f"read on a scale from {scale[0]:g} to {scale[1]:g}"
    remedy = "write numbers from -2 to +2 if that is wrong"
    note = Problem(file, 0, "emotion", "is from -2 to +2", what, remedy, "note")
    return values, [note, *problems]


def _nearly(numbers: pd.Series) -> list[tuple[float, float]]:
    """The scales that hold nearly all of the numbers."""
    return [scale for scale in _SCALES if numbers.between(*scale).mean() >= NEARLY_ALL]


def _outside(
    outside: pd.Series,
    scale: tuple[float, float],
    file: str,
    where: Callable[[int], tuple[int, str]],
) -> list[Problem]:
    """A problem for each number that the scale of the others does not hold."""
    low, high = scale
    rule = f"is from {low:g} to {high:g}, as the other numbers are"
    remedy = f"write a number from {low:g} to {high:g}, or a word; this number was left out"
    problems = []
    for key, number in zip(outside.index.tolist(), outside.tolist(), strict=True):
        row, said = where(key)
        value = f"{number:g}" if said == f"row {row}" else f"{number:g} in {said}"
        problems.append(Problem(file, row, "emotion", rule, value, remedy))
    return problems


def _no_scale(
    numbers: pd.Series,
    fitting: list[tuple[float, float]],
    file: str,
    where: Callable[[int], tuple[int, str]],
) -> Problem:
    """The problem of numbers whose scale is not known, with those that stand in the way."""
    most = max(_SCALES, key=lambda scale: numbers.between(*scale).sum())
    told = []
    for low, high in fitting or [most]:
        outside = numbers[~numbers.between(low, high)]
        pairs = zip(outside.tolist(), outside.index.tolist(), strict=True)
        cells = sample_of(f"{number:g} in {where(key)[1]}" for number, key in pairs)
        told.append(f"outside {low:g} to {high:g}: {cells}")
    what = "; ".join([f"numbers from {numbers.min():g} to {numbers.max():g}", *told])
    remedy = "write -2 to +2, 1 to 5 or 0 to 10; the numbers were left out"
    return Problem(file, 0, "emotion", "is on a known scale", what, remedy)


def is_numeric(text: str) -> bool:
    """Whether an emotion is written as a number."""
    return bool(_numbers_in(pd.Series([text], dtype="str")).notna().all())


def _numbers_in(cells: pd.Series) -> pd.Series:
    return as_numbers(cells)[0]

"""Emotions as people write them: a word, a face or a number on some scale, to -2 to +2."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from cxworkbench.exchange.headings import plain
from cxworkbench.ground.checks import Problem
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


def emotion_values(cells: pd.Series, *, file: str) -> tuple[dict[int, float], list[Problem]]:
    """The numbers among the cells on -2 to +2, by row, and how their scale was decided.

    Words are left to `word_value`; numbers on no usual scale are left out and listed.
    """
    numbers = _numbers_in(cells).dropna()
    scale = scale_of(numbers)
    if scale is None:
        what = f"numbers from {numbers.min():g} to {numbers.max():g}"
        remedy = "write -2 to +2, 1 to 5 or 0 to 10; the numbers were left out"
        return {}, [Problem(file, 0, "emotion", "is on a known scale", what, remedy)]
    rows = zip(numbers.index.tolist(), numbers.tolist(), strict=True)
    values = {row: rescaled(number, scale) for row, number in rows}
    if scale == _SCALES[0]:
        return values, []
    what = f"read on a scale from {scale[0]:g} to {scale[1]:g}"
    remedy = "write numbers from -2 to +2 if that is wrong"
    return values, [Problem(file, 0, "emotion", "is from -2 to +2", what, remedy, "note")]


def is_numeric(text: str) -> bool:
    """Whether an emotion is written as a number."""
    return bool(_numbers_in(pd.Series([text], dtype="str")).notna().all())


def _numbers_in(cells: pd.Series) -> pd.Series:
    return as_numbers(cells)[0]

"""Answers in words as numbers: by the words that engagement.toml states, or by their own number.

"Very satisfied" is a number only where a table or a question says which. An answer that carries its
number ("9 - Extremely likely", "4 out of 5", "★★★★☆") says it itself.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.intake.cells import as_text, numbers_of
from cxworkbench.intake.words import plain
from cxworkbench.records.engagement import ReceivedTable

NO_ANSWER: Final = frozenset(
    ("n a", "na", "none", "not applicable", "don t know", "dont know", "do not know", "no answer",
     "no opinion", "prefer not to say", "not sure", "k a", "keine angabe", "weiss nicht",
     "weiss ich nicht", "nicht zutreffend", "entfallt", "trifft nicht zu n a")
)  # fmt: skip
_NUMBER: Final = r"(?P<number>\d{1,3}(?:[.,]\d+)?)"
_WITH_WORDS: Final = (
    re.compile(rf"{_NUMBER}\s*(?:[-–—=:.)]|\()\s*[^\d\s].*", re.DOTALL),  # "9 - Extremely likely"
    re.compile(rf"[^\d]*[^\d\s]\s*[-–—=:(]\s*{_NUMBER}\)?"),  # "Extremely likely - 10"
    re.compile(rf"{_NUMBER}\s*(?:stars?|sterne?|points?|punkte?)", re.IGNORECASE),
)
_OUT_OF: Final = re.compile(
    rf"{_NUMBER}\s*(?:/|out of|of|von)\s*(?P<most>\d{{1,3}})(?:\.0)?(?:\s*\w+)?", re.IGNORECASE
)
_MOSTLY: Final = 0.9  # share of the answers that must be scores
_ENDS: Final = (1, 2, 3, 5, 7, 10)  # upper ends of scales in use
_LONGEST: Final = 60  # letters; a longer answer that begins with a number is a sentence
_STARS: Final = re.compile(r"(?P<full>★+)(?P<empty>☆*)")


@dataclass(frozen=True)
class Ladder:
    """The words of a scale, worst first, and what they are about, such as "satisfaction"."""

    about: str
    rungs: tuple[str, ...]  # plain words; alternatives of a rung stand with | between them

    @property
    def words(self) -> dict[str, int]:
        """Every word in plain letters with its number, the worst 1."""
        return {word: place for place, rung in enumerate(self.rungs, 1) for word in rung.split("|")}


LADDERS: Final = (
    Ladder("satisfaction", (
        "very dissatisfied|extremely dissatisfied|very unsatisfied|sehr unzufrieden|"
        "uberhaupt nicht zufrieden",
        "dissatisfied|somewhat dissatisfied|unsatisfied|rather dissatisfied|unzufrieden|"
        "eher unzufrieden|nicht zufrieden",
        "neither satisfied nor dissatisfied|neutral|neither|teils teils|weder noch|"
        "weder zufrieden noch unzufrieden",
        "satisfied|somewhat satisfied|rather satisfied|zufrieden|eher zufrieden",
        "very satisfied|extremely satisfied|completely satisfied|sehr zufrieden|"
        "ausserst zufrieden|vollig zufrieden",
    )),
    Ladder("satisfaction", (
        "very dissatisfied|extremely dissatisfied|sehr unzufrieden|ausserst unzufrieden",
        "dissatisfied|moderately dissatisfied|unzufrieden",
        "slightly dissatisfied|somewhat dissatisfied|eher unzufrieden",
        "neither satisfied nor dissatisfied|neutral|neither|teils teils|weder noch|"
        "weder zufrieden noch unzufrieden",
        "slightly satisfied|somewhat satisfied|eher zufrieden",
        "satisfied|moderately satisfied|zufrieden",
        "very satisfied|extremely satisfied|sehr zufrieden|ausserst zufrieden",
    )),
    Ladder("ease", (
        "very difficult|extremely difficult|sehr schwierig|sehr schwer|sehr aufwandig",
        "difficult|somewhat difficult|schwierig|schwer|eher schwierig|eher schwer",
        "neither easy nor difficult|neutral|neither|teils teils|weder noch",
        "easy|somewhat easy|einfach|leicht|eher einfach|eher leicht",
        "very easy|extremely easy|sehr einfach|sehr leicht",
    )),
    Ladder("ease", (
        "very difficult|extremely difficult|sehr schwierig|sehr schwer",
        "difficult|moderately difficult|schwierig|schwer",
        "slightly difficult|somewhat difficult|eher schwierig|eher schwer",
        "neither easy nor difficult|neutral|neither|teils teils|weder noch",
        "slightly easy|somewhat easy|eher einfach|eher leicht",
        "easy|moderately easy|einfach|leicht",
        "very easy|extremely easy|sehr einfach|sehr leicht",
    )),
    Ladder("agreement", (
        "strongly disagree|totally disagree|stimme uberhaupt nicht zu|trifft uberhaupt nicht zu|"
        "stimme gar nicht zu|trifft gar nicht zu",
        "disagree|somewhat disagree|stimme nicht zu|stimme eher nicht zu|trifft eher nicht zu|"
        "trifft nicht zu",
        "neither agree nor disagree|neutral|neither|undecided|teils teils|weder noch|"
        "unentschieden",
        "agree|somewhat agree|stimme zu|stimme eher zu|trifft eher zu|trifft zu",
        "strongly agree|totally agree|stimme voll zu|stimme voll und ganz zu|"
        "stimme vollig zu|trifft voll zu|trifft voll und ganz zu|stimme sehr zu",
    )),
    Ladder("agreement", (
        "strongly disagree|stimme uberhaupt nicht zu|trifft uberhaupt nicht zu",
        "disagree|stimme nicht zu|trifft nicht zu",
        "somewhat disagree|slightly disagree|stimme eher nicht zu|trifft eher nicht zu",
        "neither agree nor disagree|neutral|neither|teils teils|weder noch",
        "somewhat agree|slightly agree|stimme eher zu|trifft eher zu",
        "agree|stimme zu|trifft zu",
        "strongly agree|stimme voll zu|stimme voll und ganz zu|trifft voll und ganz zu",
    )),
    Ladder("likelihood", (
        "very unlikely|extremely unlikely|sehr unwahrscheinlich",
        "unlikely|somewhat unlikely|unwahrscheinlich|eher unwahrscheinlich",
        "neither likely nor unlikely|neutral|neither|teils teils|unentschieden",
        "likely|somewhat likely|wahrscheinlich|eher wahrscheinlich",
        "very likely|extremely likely|sehr wahrscheinlich",
    )),
    Ladder("quality", (
        "very poor|very bad|terrible|sehr schlecht|mangelhaft",
        "poor|bad|schlecht|ausreichend",
        "fair|average|acceptable|ok|okay|neutral|mittel|befriedigend|mittelmassig",
        "good|gut",
        "very good|excellent|sehr gut|ausgezeichnet|hervorragend",
    )),
)  # fmt: skip
YES_NO: Final = {"yes": 1, "y": 1, "true": 1, "ja": 1, "j": 1, "ok": 1, "met": 1, "pass": 1,
                 "passed": 1, "erfullt": 1, "no": 0, "n": 0, "false": 0, "nein": 0, "not met": 0,
                 "fail": 0, "failed": 0, "nicht erfullt": 0}  # fmt: skip


def ladder_of(answers: Iterable[str]) -> Ladder | None:
    """The scale whose words all these answers are; of several the one with the fewest steps.

    Two rungs of it must be named: one word alone says nothing of its scale. Answers that say there
    is none ("Don't know") do not count.

    Examples
    --------
    >>> ladder_of(["Very satisfied", "Somewhat dissatisfied", "Don't know"]).about
    'satisfaction'
    >>> len(ladder_of(["Disagree", "Somewhat disagree", "Agree"]).rungs)
    7
    >>> ladder_of(["Red", "Blue"]) is None
    True
    """
    said = {plain(answer) for answer in answers} - NO_ANSWER - {""}
    for ladder in sorted(LADDERS, key=lambda one: len(one.rungs)):
        words = ladder.words
        apart = _apart(said, words)
        if said and said <= words.keys() and apart and len({words[one] for one in said}) > 1:
            return ladder
    return None


def words_of(answers: Iterable[str], numbers: Mapping[str, int]) -> dict[str, int]:
    """The answers as they are written, each once, with the number of its plain words, worst first.

    Examples
    --------
    >>> words_of(["Yes", "no", "Yes"], YES_NO)
    {'no': 0, 'Yes': 1}
    """
    found = {word: numbers[plain(word)] for word in answers if plain(word) in numbers}
    return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


def checklist_scale(values: pd.Series) -> tuple[float, float] | None:
    """The lowest and highest score of a checklist's items; None where they are no scores.

    Yes and no are 0 to 1. Whole numbers are from 0 or 1 to the usual end at or above the highest
    (2, 3, 5, 7, 10). Answers that say there is none ("n.a.") do not count.

    Examples
    --------
    >>> checklist_scale(pd.Series(["yes", "No", "n.a."])), checklist_scale(pd.Series(["0", "4"]))
    ((0.0, 1.0), (0.0, 5.0))
    >>> checklist_scale(pd.Series(["clean", "dirty"])) is None
    True
    """
    texts = values.astype("str").str.strip()
    words = texts.map(plain)
    said = ~words.isin([*NO_ANSWER, ""])
    if not said.any():
        return None
    if float(words[said].isin(YES_NO.keys()).mean()) >= _MOSTLY:
        return 0.0, 1.0
    numbers = pd.to_numeric(texts[said].str.replace(",", ".", regex=False), errors="coerce")
    if float(numbers.notna().mean()) < _MOSTLY or not numbers.dropna().between(0, 10).all():
        return None
    low, highest = (0.0 if numbers.min() < 1 else 1.0), float(numbers.max())
    return low, next(float(end) for end in _ENDS if highest <= end)


def own_number(answer: str) -> tuple[float, float] | None:
    """The number an answer carries itself, and out of how many where it says so (else NaN).

    Examples
    --------
    >>> own_number("9 - Extremely likely"), own_number("4 out of 5"), own_number("★★★☆☆")
    ((9.0, nan), (4.0, 5.0), (3.0, 5.0))
    >>> own_number("2 of our tills failed, 3 did not") is None
    True
    """
    text = answer.strip()
    if len(text) > _LONGEST:
        return None
    stars = _STARS.fullmatch(text)
    if stars:
        full, empty = len(stars["full"]), len(stars["empty"])
        return float(full), float(full + empty) if empty else float("nan")
    out_of = _OUT_OF.fullmatch(text)
    if out_of:
        return _as_float(out_of["number"]), float(out_of["most"])
    for pattern in _WITH_WORDS:
        found = pattern.fullmatch(text)
        if found:
            return _as_float(found["number"]), float("nan")
    return None


def scores_of(
    values: pd.Series,
    table: ReceivedTable,
    header: str,
    *,
    words: Mapping[str, float],
    high: float = float("nan"),
) -> tuple[pd.Series, list[Problem]]:
    """Received answers as numbers, index kept, and the answers that are none.

    First by `words`, compared in plain letters; then by the number an answer carries itself; else
    as a number. An answer that says there is none ("n/a", "Don't know") is missing, and a note
    counts them.

    Parameters
    ----------
    values
        The column as it was received.
    table
        The received table; its own `words` count after those of the question.
    header
        The column's name, for the problems.
    words
        Answer -> number, as engagement.toml states it for the question.
    high
        The highest number of the scale; an answer "4 of 10" is no answer on a scale to 5.
    """
    if pd.api.types.is_numeric_dtype(values.dtype):
        return numbers_of(values, table, header)
    texts = as_text(values)
    stated = {plain(word): number for word, number in {**table.words, **words}.items()}
    meant: dict[str, str] = {}
    unanswered: set[str] = set()
    for text in texts.unique():
        known = plain(text)
        if not text or text.replace(".", "", 1).isdecimal():
            continue
        if known in stated:
            meant[text] = repr(float(stated[known]))
        elif known in NO_ANSWER:
            unanswered.add(text)
            meant[text] = ""
        elif (own := own_number(text)) and _fits(own[1], high):
            meant[text] = repr(own[0])
    return _read(texts, meant, unanswered, table, header)


def _read(
    texts: pd.Series,
    meant: Mapping[str, str],
    unanswered: set[str],
    table: ReceivedTable,
    header: str,
) -> tuple[pd.Series, list[Problem]]:
    if not meant:
        numbers, problems = numbers_of(texts, table, header)
        return numbers, [_as_answer(problem, table, header) for problem in problems]
    by_word = texts.isin(list(meant))
    plainly, problems = numbers_of(texts.mask(by_word, ""), table, header)
    worded = pd.to_numeric(texts.where(by_word, "").map(lambda text: meant.get(text, "")))
    problems = [_as_answer(problem, table, header) for problem in problems]
    silent = texts.isin(unanswered)
    if silent.any():
        problems.append(_silent(table, header, texts[silent]))
    return plainly.where(~by_word, worded), problems


def _as_answer(problem: Problem, table: ReceivedTable, header: str) -> Problem:
    if not problem.row or not any(map(str.isalpha, problem.value)):
        return problem
    remedy = (
        f'Say which number it is, words = {{ "{problem.value}" = 5 }}, for {header} or for the '
        f"table {table.name} in engagement.toml, or correct the cell."
    )
    return replace(problem, rule="is an answer whose number is known", remedy=remedy)


def _silent(table: ReceivedTable, header: str, texts: pd.Series) -> Problem:
    counts = ", ".join(f"{word}: {rows}" for word, rows in texts.value_counts().items())
    remedy = "They count as no answer, never as 0. Nothing to do."
    return Problem(table.file, 0, header, "is an answer", counts, remedy, "note")


def _apart(said: set[str], words: Mapping[str, int]) -> bool:
    """Whether no two different answers share a rung: else the scale has more steps than that."""
    rungs = [words[one] for one in said if one in words]
    return len(set(rungs)) == len(rungs)


def _fits(most: float, high: float) -> bool:
    return most == high or math.isnan(most) or math.isnan(high)


def _as_float(digits: str) -> float:
    return float(digits.replace(",", "."))

"""How often the machine reads as people do: figures measured once, kept in one file, told here.

`benchmarks/text_accuracy.py --write` measures on sentences that two coders labelled and that nobody
who wrote the word lists had seen, and writes `text_accuracy.json`.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cxworkbench.ground.language import say
from cxworkbench.voice.words import number, percent


@dataclass(frozen=True)
class TextAccuracy:
    """The measured figures; shares are 0 to 1."""

    sentences: int
    right: float
    low: float  # 95 % interval of `right`
    high: float
    complaints: int
    complaints_found: int
    complaints_called_positive: int
    called_neutral: float
    macro_f1: float
    vader_right: float  # plain VADER on the same sentences
    vader_complaints_found: int
    theme_right: float  # the first theme is the one people gave
    theme_among: float  # it is among those found
    kappa_sentiment: float  # of the two coders
    kappa_theme: float


@cache
def measured_accuracy() -> TextAccuracy:
    """The figures as they were last measured."""
    text = files("cxworkbench.voice").joinpath("text_accuracy.json").read_text("utf-8")
    kept: dict[str, Any] = json.loads(text)
    ours, vader, themes = kept["ours"], kept["vader"], kept["themes"]
    return TextAccuracy(
        sentences=ours["n"],
        right=ours["accuracy"],
        low=ours["low"],
        high=ours["high"],
        complaints=ours["complaints"],
        complaints_found=ours["complaints_found"],
        complaints_called_positive=ours["complaints_called_positive"],
        called_neutral=ours["called_neutral"],
        macro_f1=ours["macro_f1"],
        vader_right=vader["accuracy"],
        vader_complaints_found=vader["complaints_found"],
        theme_right=themes["accuracy"],
        theme_among=themes["among"] / themes["n"],
        kappa_sentiment=kept["kappa"]["sentiment"][0],
        kappa_theme=kept["kappa"]["theme"][0],
    )


def describe_accuracy(accuracy: TextAccuracy | None = None) -> str:
    """How far the machine's readings can be relied on, in sentences that stand beside them.

    Examples
    --------
    >>> describe_accuracy(TextAccuracy(200, 0.75, 0.69, 0.81, 80, 60, 5, 0.3, 0.7, 0.4, 20, 0.6,
    ...     0.7, 0.9, 0.8))
    'Machine, unverified. On 200 sentences of business customers that two coders labelled (kappa
    0.90), unseen by whoever wrote the word lists, it was right in 75 % (69 % to 81 %): it found
    60 of 80 complaints and took 5 for praise; plain VADER was right in 40 % and found 20. The first
    theme was right in 60 %. Irony, domain words and mixed statements are what it reads worst.'
    """
    told = accuracy or measured_accuracy()
    return say(
        "Machine, unverified. On {sentences} sentences of business customers "
        "that two coders labelled (kappa {kappa_sentiment}), unseen by "
        "whoever wrote the word lists, it was right in {right} ({low} to "
        "{high}): it found {complaints_found} of {complaints} complaints and "
        "took {complaints_called_positive} for praise; plain VADER was right "
        "in {vader_right} and found {vader_complaints_found}. The first "
        "theme was right in {theme_right}. Irony, domain words and mixed "
        "statements are what it reads worst.",
        sentences=told.sentences,
        kappa_sentiment=number(told.kappa_sentiment, 2),
        right=percent(told.right),
        low=percent(told.low),
        high=percent(told.high),
        complaints_found=told.complaints_found,
        complaints=told.complaints,
        complaints_called_positive=told.complaints_called_positive,
        vader_right=percent(told.vader_right),
        vader_complaints_found=told.vader_complaints_found,
        theme_right=percent(told.theme_right),
    )

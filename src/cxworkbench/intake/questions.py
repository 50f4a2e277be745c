"""Which headers of a survey ask for a score, and on which scale; proposed, never just used."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.intake.aliases import METRIC_ALIASES
from cxworkbench.intake.words import plain
from cxworkbench.records.engagement import Metric
from cxworkbench.records.usual_metrics import USUAL_METRICS

# How a word begins that says which score is asked for.
_STEMS: Final = {
    "NPS": ("nps", "recommend", "weiterempf", "empfehl"),
    "CSAT": ("csat", "satisf", "zufrieden"),
    "CES": ("ces", "easy", "easily", "ease", "effort", "einfach", "aufwand"),
}
_AMOUNTS: Final = {"hours", "hour", "h", "std", "stunden", "days", "tage", "minutes", "minuten",
                   "eur", "usd", "gbp", "cost", "costs", "kosten"}  # fmt: skip
_SCALE: Final = re.compile(r"(?<![\w.])([01])\s?(?:-|–|—|to|bis)\s?(\d{1,2})(?![\w.])")
_HIGHEST: Final = (3, 4, 5, 6, 7, 10)  # upper ends of scales in use
_MOSTLY: Final = 0.9  # share of answers on the scale that a question's words leave open
_HALF: Final = 0.5  # where the header states the scale itself, more may be wrong
_ENDS: Final = (5, 7, 10)


@dataclass(frozen=True)
class Asked:
    """A score that a header asks for: its metric, and the scale of that metric."""

    metric: str
    scale: Metric


def scores_asked(
    frame: pd.DataFrame, headers: Iterable[str], known: Mapping[str, Metric]
) -> dict[str, Asked]:
    """The headers that ask for a score, with its metric.

    A header asks where it names a scale ("Delivery (1-5)") that its values keep to, or where its
    words ask for recommendation, satisfaction or ease and the values are whole numbers of such a
    scale. A satisfaction on a second scale is a metric of its own ("CSAT 1-10"), for answers on two
    scales have no common score.

    Parameters
    ----------
    frame
        The received table, texts.
    headers
        Those of its headers that may ask.
    known
        Scales that are stated or proposed already.

    Examples
    --------
    >>> answers = pd.DataFrame({"Do you recommend us? (0-10)": ["9", "3"], "Till (1-5)": ["4", ""]})
    >>> {header: one.metric for header, one in scores_asked(answers, answers.columns, {}).items()}
    {'Do you recommend us? (0-10)': 'NPS', 'Till (1-5)': 'Score 1-5'}
    """
    found: dict[str, Asked] = {}
    scales = dict(known)
    for header in headers:
        scale, word = _scale_in(header), _metric_in(header)
        numbers = pd.to_numeric(frame[header].str.strip(), errors="coerce")
        filled = frame[header].str.strip().ne("")
        if scale and _share_on(numbers, filled, scale) >= _HALF:
            found[header] = _on_named_scale(word, scale, scales)
        elif word and not scale and _share_on(numbers, filled, _widest(word)) >= _MOSTLY:
            found[header] = _on_usual_scale(word, numbers, scales)
        elif plain(header) in METRIC_ALIASES.get(word, ()):
            found[header] = Asked(word, scales.get(word, USUAL_METRICS[word]))
        if header in found:
            scales.setdefault(found[header].metric, found[header].scale)
    return found


def _scale_in(header: str) -> tuple[int, int] | None:
    found = _SCALE.findall(header)
    low, high = (int(end) for end in found[-1]) if found else (0, 0)
    return (low, high) if high in _HIGHEST else None


def _metric_in(header: str) -> str:
    words = plain(header).split()
    if _AMOUNTS & set(words):
        return ""
    usual = (name for name, aliases in METRIC_ALIASES.items() if " ".join(words) in aliases)
    by_stem = (
        name for name, stems in _STEMS.items() if any(_begins(word, stems) for word in words)
    )
    return next(usual, next(by_stem, ""))


def _begins(word: str, stems: Collection[str]) -> bool:
    # Short ones are words: "ease" is not the beginning of "easement", nor "ces" of "cession".
    return any(word == stem or (len(stem) > 5 and word.startswith(stem)) for stem in stems)


def _share_on(numbers: pd.Series, filled: pd.Series, scale: tuple[float, float]) -> float:
    inside = numbers.between(*scale) & numbers.mod(1).eq(0)
    return float(inside[filled].mean()) if filled.any() else 0.0


def _widest(metric: str) -> tuple[int, int]:
    return (0, 10) if metric == "NPS" else (1, 10)


def _on_named_scale(word: str, scale: tuple[int, int], before: Mapping[str, Metric]) -> Asked:
    low, high = scale
    if not word or (word == "NPS" and scale != (0, 10)):
        name = "Recommendation" if word else "Score"
        return Asked(f"{name} {low}-{high}", Metric(kind="mean", low=low, high=high))
    metric = Metric(kind=USUAL_METRICS[word].kind, low=low, high=high)
    same = before.get(word, metric)
    if (same.low, same.high) == scale:
        return Asked(word, same)
    return Asked(f"{word} {low}-{high}", metric)


def _on_usual_scale(word: str, numbers: pd.Series, before: Mapping[str, Metric]) -> Asked:
    if word == "NPS":
        return Asked(word, before.get(word, USUAL_METRICS[word]))
    high = next(end for end in _ENDS if numbers.where(numbers <= _ENDS[-1]).max() <= end)
    if word == "CES":
        high = max(high, 7)
    same = before.get(word)
    if same is not None and high <= same.high:
        return Asked(word, same)
    return _on_named_scale(word, (1, high), before)

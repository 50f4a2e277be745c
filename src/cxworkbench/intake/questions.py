"""Which headers of a survey ask for a score, and on which scale; proposed, never just used."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import pandas as pd

from cxworkbench.intake.aliases import METRIC_ALIASES
from cxworkbench.intake.answers import (
    NO_ANSWER,
    YES_NO,
    Ladder,
    checklist_scale,
    ladder_of,
    own_number,
    words_of,
)
from cxworkbench.intake.words import plain
from cxworkbench.records.engagement import Metric
from cxworkbench.records.usual_metrics import USUAL_METRICS

# How a word begins that says which score is asked for.
_STEMS: Final = {
    "NPS": ("nps", "recommend", "weiterempf", "empfehl"),
    "CSAT": ("csat", "satisf", "zufrieden"),
    "CES": ("ces", "easy", "easily", "ease", "effort", "einfach", "aufwand", "leicht"),
}
_ABOUT: Final = {"satisfaction": "CSAT", "ease": "CES"}  # what a scale in words measures
_LOOKED_AT: Final = 5000  # rows that decide
_MOST_STEPS: Final = 15  # different answers that may be a scale in words
_WORDS_OF_A_SENTENCE: Final = 3
_VARIED: Final = 0.4  # share of different answers to an open question, at least
_WORDS_OF_A_COMMENT: Final = (
    5  # where answers repeat, at least half of the different ones have them
)
_FEWEST_COMMENTS: Final = 4  # different answers that repeat and are still no options
# Words of a question that nobody answers by choosing.
_OWN_WORDS: Final = {"why", "reason", "reasons", "comment", "comments", "describe", "explain",
                     "tell", "warum", "weshalb", "grund", "grunde", "kommentar", "kommentare",
                     "anmerkung", "anmerkungen", "beschreiben", "begrunden"}  # fmt: skip
_AMOUNTS: Final = {"hours", "hour", "h", "std", "stunden", "days", "tage", "minutes", "minuten",
                   "eur", "usd", "gbp", "cost", "costs", "kosten"}  # fmt: skip
_SCALE: Final = re.compile(r"(?<![\w.])([01])\s?(?:-|–|—|to|bis)\s?(\d{1,2})(?![\w.])")
_HIGHEST: Final = (3, 4, 5, 6, 7, 10)  # upper ends of scales in use
_MOSTLY: Final = 0.9  # share of answers on the scale that a question's words leave open
_HALF: Final = 0.5  # where the header states the scale itself, more may be wrong
_ENDS: Final = (5, 7, 10)
# Which open questions ask for what is good or bad; pains first, for "gefällt nicht" is one.
_KINDS: Final = {
    "pain": ("cons", "nachteile", "dislike", "like least", "disliked", "weaknesses", "schwachen",
             "disadvantages", "gefallt ihnen nicht", "gefallt nicht", "stort", "weniger gut"),
    "gain": ("pros", "vorteile", "like best", "like most", "liked", "strengths", "starken",
             "advantages", "gefallt", "besonders gut"),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a header asks for: a score with its metric and scale, or what somebody says in words.

    `words` are answers in words with their numbers, `text` is the question as it was asked, `kind`
    what a text tells ("pain", "gain").
    """

    metric: str
    scale: Metric
    words: dict[str, int] = field(default_factory=dict)
    part: Literal["score", "text"] = "score"
    kind: str = ""
    text: str = ""


def scores_asked(
    frame: pd.DataFrame,
    headers: Iterable[str],
    known: Mapping[str, Metric],
    asked: Mapping[str, str] | None = None,
) -> dict[str, Asked]:
    """The headers that ask for a score, with its metric.

    A header asks where it names a scale ("Delivery (1-5)") that its values keep to, or where its
    words ask for recommendation, satisfaction or ease and the values are whole numbers of such a
    scale, or where the values are the words of a usual scale ("Very satisfied"). A satisfaction on
    a second scale is a metric of its own ("CSAT 1-10"), for answers on two scales have no common
    score.

    Parameters
    ----------
    frame
        The received table, texts.
    headers
        Those of its headers that may ask.
    known
        Scales that are stated or proposed already.
    asked
        Header -> the question's text, where the header is only an id.

    Examples
    --------
    >>> answers = pd.DataFrame({"Do you recommend us? (0-10)": ["9", "3"], "Till (1-5)": ["4", ""]})
    >>> {header: one.metric for header, one in scores_asked(answers, answers.columns, {}).items()}
    {'Do you recommend us? (0-10)': 'NPS', 'Till (1-5)': 'Score 1-5'}
    """
    found: dict[str, Asked] = {}
    scales = dict(known)
    looked_at = frame.head(_LOOKED_AT)
    for header in headers:
        text = (asked or {}).get(header, "")
        one = _asked(header, f"{header} {text}".strip(), looked_at[header], scales)
        if one is not None:
            found[header] = replace(one, text=text)
            scales.setdefault(one.metric, one.scale)
    return found


def texts_asked(
    frame: pd.DataFrame, headers: Iterable[str], asked: Mapping[str, str] | None = None
) -> dict[str, Asked]:
    """The headers that ask an open question: the question is a sentence, and so are answers.

    Examples
    --------
    >>> answers = pd.DataFrame({"What do you like best?": ["The new app", "", "Helpful people"]})
    >>> texts_asked(answers, answers.columns)["What do you like best?"].kind
    'gain'
    """
    found: dict[str, Asked] = {}
    for header in headers:
        text = (asked or {}).get(header, "")
        question = plain(f"{header} {text}")
        kind = next(
            (
                kind
                for kind, words in _KINDS.items()
                if any(f" {w}" in f" {question}" for w in words)
            ),
            "",
        )
        named = kind and len(question.split()) == 1  # "Pros", "Nachteile"
        asks = len(question.split()) > _WORDS_OF_A_SENTENCE or "?" in header + text
        own = bool(_OWN_WORDS & set(question.split()))
        if (asks or named) and _are_sentences(frame[header].head(_LOOKED_AT), own=own):
            found[header] = Asked("", _NO_SCALE, part="text", kind=kind, text=text)
    return found


def items_asked(frame: pd.DataFrame, headers: Iterable[str]) -> dict[str, Asked]:
    """The headers that are items of a checklist, answered yes or no or by a small number.

    Examples
    --------
    >>> visits = pd.DataFrame({"Greeted": ["yes", "no"], "Queue (min)": ["12", "3"]})
    >>> {header: one.metric for header, one in items_asked(visits, visits.columns).items()}
    {'Greeted': 'Checklist'}
    """
    found: dict[str, Asked] = {}
    for header in headers:
        values = frame[header].head(_LOOKED_AT)
        scale = checklist_scale(values)
        if scale is not None:
            found[header] = Asked(*checklist_metric(scale), words=_yes_no_in(values, scale))
    return found


def checklist_metric(scale: tuple[float, float]) -> tuple[str, Metric]:
    """The metric of a checklist's scores on that scale, and its name."""
    low, high = scale
    name = "Checklist" if scale == (0.0, 1.0) else f"Checklist {low:g}-{high:g}"
    return name, Metric(kind="mean", low=low, high=high, felt=False)


def _yes_no_in(values: pd.Series, scale: tuple[float, float]) -> dict[str, int]:
    if scale != (0.0, 1.0):
        return {}
    texts = [text for text in values.str.strip().unique() if not text.isdecimal()]
    return words_of(texts, YES_NO)


_NO_SCALE: Final = Metric(kind="mean", low=0, high=1)  # of a text, which has none


def _asked(
    header: str, question: str, values: pd.Series, scales: Mapping[str, Metric]
) -> Asked | None:
    scale, word = _scale_in(question), _metric_in(header) or _metric_in(question)
    texts = values.str.strip()
    filled = texts.ne("") & ~texts.map(plain).isin(NO_ANSWER)
    ladder = _ladder(texts[filled])
    if ladder is not None:
        about = word or _ABOUT.get(ladder.about, "")
        steps = (1, len(ladder.rungs))
        name = "" if about else f"{ladder.about.capitalize()} 1-{steps[1]}"
        on = (
            Asked(name, Metric(kind="mean", low=1, high=steps[1]))
            if name
            else _on_named_scale(about, steps, scales)
        )
        return replace(on, words=words_of(texts[filled].unique(), ladder.words))
    numbers = _numbers(texts)
    if scale and _share_on(numbers, filled, scale) >= _HALF:
        return _on_named_scale(word, scale, scales)
    if word and not scale and _share_on(numbers, filled, _widest(word)) >= _MOSTLY:
        return _on_usual_scale(word, numbers, scales)
    if plain(header) in METRIC_ALIASES.get(word, ()):
        return Asked(word, scales.get(word, USUAL_METRICS[word]))
    return None


def _ladder(texts: pd.Series) -> Ladder | None:
    answers = texts.unique()
    return ladder_of(answers) if 0 < len(answers) <= _MOST_STEPS else None


def _numbers(texts: pd.Series) -> pd.Series:
    """Answers as numbers, those too that carry their number among words ("9 - Very likely")."""
    plainly = pd.to_numeric(texts, errors="coerce")
    carried = {text: own[0] for text in texts[plainly.isna()].unique() if (own := own_number(text))}
    return plainly.fillna(texts.map(carried).astype("float64")) if carried else plainly


def _are_sentences(values: pd.Series, *, own: bool) -> bool:
    texts = values.str.strip()
    said = texts[texts.ne("")]
    if said.empty or float(said.str.contains("@", regex=False).mean()) > 0.5:
        return False
    several = said.str.count(" ").ge(1) & said.str.contains("[^\\W\\d_]{2}", regex=True)
    varied = said.nunique() >= _VARIED * len(said)
    return bool(float(several.mean()) >= 0.5 and (varied or _are_comments(said, own=own)))


def _are_comments(said: pd.Series, *, own: bool) -> bool:
    """Whether answers that repeat are comments all the same: long ones, and no set of options.

    Options are chosen again and again; of comments some were given once, unless the question asks
    for `own` words. A comment that repeats ends as a sentence does.
    """
    times = said.value_counts()
    different, once = times.index.to_series(), times.eq(1)
    long = different.str.count(r"\S+").ge(_WORDS_OF_A_COMMENT)
    ended = different.str.contains(r"[.!?…]$", regex=True) | once
    enough = len(times) >= _FEWEST_COMMENTS and (own or bool(once.any()))
    return enough and float(long.mean()) >= 0.5 and float(ended.mean()) >= 0.5


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

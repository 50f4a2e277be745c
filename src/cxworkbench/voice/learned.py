"""What a small model learned from labelled sentences about how customers put things.

It knows words, beginnings of words and pairs of them, each with three weights in a plain file. The
overlay knows what failures and successes are called; this knows how people sound when they tell,
ask or praise. `benchmarks/train_sentiment.py` makes the file from the development sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, sqrt
from typing import Final

from cxworkbench.voice.phrases import tokens_of

BEGINNING: Final = 5  # letters by which longer words are known too
BIAS: Final = "(all)"  # the row of the file that counts always
SHORTEST_REASON: Final = 4  # letters of a word that is named as a reason
_LINKS: Final = frozenset(
    [
        "with",
        "that",
        "this",
        "have",
        "been",
        "were",
        "from",
        "they",
        "them",
        "their",
        "your",
        "when",
        "what",
        "which",
        "there",
        "then",
        "than",
        "into",
        "after",
        "before",
        "because",
        "would",
        "could",
        "should",
        "about",
        "only",
        "just",
        "also",
        "very",
        "will",
        "does",
        "until",
        "every",
        "where",
        "some",
        "even",
        "since",
        "while",
        "phone",
        "said",
    ]
)
SMALLEST_WEIGHT: Final = 0.02  # weights nearer to 0 are not kept


@dataclass(frozen=True)
class Shares:
    """How likely a text is negative, neutral and positive; the three add to 1."""

    negative: float
    neutral: float
    positive: float

    @property
    def lean(self) -> float:
        """Positive less negative, -1 to +1."""
        return self.positive - self.negative


def features_of(text: str) -> set[str]:
    """What the model looks at: words, beginnings of words, and pairs of neighbours of either.

    Examples
    --------
    >>> sorted(features_of("Still waiting"))
    ['^', '^ still', 'still', 'still waiting', 'waiting', 'waiti~',
     '~^ still', '~still waiti~']
    """
    words = ["^"] + ["#" if token.word[0].isdigit() else token.word for token in tokens_of(text)]
    short = [f"{word[:BEGINNING]}~" if len(word) > BEGINNING else word for word in words]
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    short_pairs = {f"~{first} {second}" for first, second in pairwise(short)}
    return {*words, *short, *pairs, *short_pairs}


def learned_shares(text: str, weights: Mapping[str, Sequence[float]] | None = None) -> Shares:
    """How likely the text is negative, neutral or positive, by the learned weights alone.

    Parameters
    ----------
    text
        English words of a customer.
    weights
        Feature and its three weights; the shipped ones where not given.

    References
    ----------
    Multinomial logistic regression on the presence of words, as in Pang, Lee and Vaithyanathan
    (2002), Thumbs up? EMNLP, 79-86.

    Examples
    --------
    >>> shares = learned_shares("late", {"late": (2.0, 0.0, 0.0)})
    >>> round(shares.negative, 2), round(shares.neutral, 2), round(shares.lean, 2)
    (0.79, 0.11, -0.68)
    """
    known = _weights() if weights is None else weights
    found = [known[one] for one in sorted(features_of(text)) if one in known]
    size = sqrt(len(found)) or 1.0
    bias = known.get(BIAS, (0.0, 0.0, 0.0))
    sums = [bias[n] + sum(row[n] for row in found) / size for n in range(3)]
    most = max(sums)
    powers = [exp(one - most) for one in sums]
    return Shares(*(power / sum(powers) for power in powers))


def telling_words(text: str, *, side: int, most: int) -> list[str]:
    """The whole words of a text whose learned weights lean most to one side (-1 or +1)."""
    known = _weights()
    leans = {
        text[token.start : token.end]: side * (known[token.word][2] - known[token.word][0])
        for token in tokens_of(text)
        if token.word in known and len(token.word) >= SHORTEST_REASON and token.word not in _LINKS
    }
    ranked = sorted(leans, key=lambda word: -leans[word])
    return [word for word in ranked if leans[word] > 0][:most]


@cache
def known_words() -> frozenset[str]:
    """The English words that the model has met, in small letters."""
    return frozenset(one for one in _weights() if one.isalpha())


@cache
def _weights() -> dict[str, tuple[float, float, float]]:
    text = files("cxworkbench.voice").joinpath("sentiment_learned.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in rows}

"""VADER: a general lexicon and rules for English, the base that our overlay rests on."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from cxworkbench.voice.phrases import Token

PLAIN_LABEL_FROM: Final = 0.05  # as its authors advise
ALPHA: Final = 15.0  # how fast a sum of values nears 1, as in VADER


def vader_compound(text: str) -> float:
    """The compound score of a text by plain VADER, -1 to +1, without any overlay.

    References
    ----------
    Hutto and Gilbert (2014), VADER: A Parsimonious Rule-based Model for Sentiment Analysis of
    Social Media Text, Eighth International Conference on Weblogs and Social Media.

    Examples
    --------
    >>> vader_compound("The book was good.")
    0.4404
    """
    return float(_plain().polarity_scores(text)["compound"])


class Vader:
    """VADER with some of its words set to nothing and words of our own added.

    Parameters
    ----------
    neutral
        Words of its lexicon that count nothing.
    added
        Words and their values.
    weakest
        Words of its lexicon with a value nearer to 0 count nothing.
    """

    def __init__(
        self, neutral: frozenset[str], added: Mapping[str, float], *, weakest: float = 0.0
    ) -> None:
        from vaderSentiment import vaderSentiment

        self._module = vaderSentiment
        self._analyzer = vaderSentiment.SentimentIntensityAnalyzer()
        lexicon = self._analyzer.lexicon.items()
        kept = {w: v for w, v in lexicon if w not in neutral and abs(v) >= weakest}
        self._analyzer.lexicon = {**kept, **added}

    def count(self, words: Sequence[str]) -> list[float]:
        """What each word counts where it stands, by VADER's rules on negation, degree and capitals.

        A word holds no blank; signs are joined to the word before them.

        Examples
        --------
        >>> [round(value, 2) for value in Vader(frozenset(), {}).count(["not", "good."])]
        [0.0, -1.41]
        """
        read = self._module.SentiText(" ".join(words))
        counted: list[float] = []
        for place, word in enumerate(read.words_and_emoticons):
            if word.lower() in self._module.BOOSTER_DICT:
                counted.append(0)
            else:
                counted = self._analyzer.sentiment_valence(0, read, word, place, counted)
        return [float(value) for value in counted]

    def compound(self, values: Sequence[float], text: str) -> float:
        """Values summed, stressed by the text's ! and ?, and brought between -1 and +1."""
        total = sum(values)
        if total:
            stress = self._analyzer._punctuation_emphasis(text)
            total += stress if total > 0 else -stress
        return float(self._module.normalize(total, ALPHA))

    def sign_value(self, sign: str) -> float:
        """What a picture sign counts: the sum of the words that describe it; 0 for any other."""
        words = self._analyzer.emojis.get(sign, "").split()
        return float(sum(self._analyzer.lexicon.get(word, 0.0) for word in words))


@cache
def _plain() -> Any:  # noqa: ANN401 - an untyped library's object
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def shown_to_vader(text: str, token: Token) -> str:
    """A token as VADER sees it: as written, so that capitals count; contractions written out."""
    written = text[token.start : token.end]
    return written if written.lower() == token.word else token.word

"""The language a text is in: English by its commonest words, the rest by py3langid."""

from collections.abc import Sequence
from math import exp
from typing import Final

from cxworkbench.voice.learned import known_words
from cxworkbench.voice.phrases import tokens_of

ENGLISH: Final = "en"
UNKNOWN: Final = ""  # nothing to go by, or too short to tell
USUAL: Final = ("en", "de", "fr", "es", "it", "nl")  # looked for where a study states none
SURE: Final = 0.9  # py3langid's probability; below, a short text's language is not taken for known
SHORT: Final = 4  # words
_SETTLED_SHARE, _SETTLED_COUNT = 0.2, 3
_KNOWN_SHARE: Final = 0.6
# Common in English and no words of the other usual languages ("is", "was", "had" are Dutch too).
_ENGLISH_WORDS: Final = frozenset((
    "the", "and", "are", "were", "our", "you", "your", "not", "have", "has", "with", "for", "this",
    "that", "they", "but", "from", "been", "which", "when", "would", "could", "should", "there",
    "their", "what", "than", "after", "nobody", "still", "again", "very", "because", "before",
    "please", "thank", "thanks", "it", "its", "us", "them", "who", "where", "how", "every", "only",
    "does", "did", "do", "can", "no", "to", "be", "my", "out", "never", "until", "then",
))  # fmt: skip


def language_of(text: str, languages: Sequence[str] = ()) -> str:
    """The two-letter code of the language a text is in; empty where it cannot be told.

    Parameters
    ----------
    text
        What was said.
    languages
        Codes of the languages of the study; the usual six where none is given. With one language
        stated every text is in it.

    Notes
    -----
    A text of one or two words often stands in several languages; it is called English where most
    of its words are known English, and not recognised otherwise.

    References
    ----------
    Lui and Baldwin (2012), langid.py, ACL system demonstrations, 25-30.

    Examples
    --------
    >>> language_of("The scanner stopped again."), language_of("...")
    ('en', '')
    >>> language_of("Der Scanner ist schon wieder ausgefallen."), language_of("Too slow")
    ('de', 'en')
    """
    known = tuple(languages) or USUAL
    words = [token.word for token in tokens_of(text) if token.word[0].isalpha()]
    if not words:
        return UNKNOWN
    if len(known) == 1:
        return known[0]
    if ENGLISH in known and _is_plainly_english(words):
        return ENGLISH
    code, probability = _likeliest(text, known)
    if len(words) >= SHORT or probability >= SURE:
        return str(code)
    english = known_words()
    share = sum(word in english for word in words) / len(words)
    return ENGLISH if ENGLISH in known and share >= _KNOWN_SHARE else UNKNOWN


def _is_plainly_english(words: Sequence[str]) -> bool:
    hits = sum(word in _ENGLISH_WORDS for word in words)
    return hits >= _SETTLED_COUNT or hits >= max(1.0, _SETTLED_SHARE * len(words))


def _likeliest(text: str, languages: Sequence[str]) -> tuple[str, float]:
    """The likeliest of these languages, and its probability among them."""
    # Loaded only when a text is not plainly English: reading its model takes a third of a second.
    import py3langid

    py3langid.set_languages(list(languages))
    ranked = py3langid.rank(text)
    best, most = ranked[0]
    return str(best), 1 / sum(exp(float(log) - float(most)) for _, log in ranked)

"""What each statement in words says to a machine: language, themes, and the feeling in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from cxworkbench.records.engagement import TextWords
from cxworkbench.voice.languages import ENGLISH, language_of
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.sentiment import Feeling, SentimentReader
from cxworkbench.voice.statements import body_of, sentences_in
from cxworkbench.voice.themes import NO_THEME, ThemeReader

NOT_SCORED: Final = "not scored"
OTHERS_WORDS: Final = ("observation", "analytics")  # told by an observer or a system, not said
_KEPT: Final = (
    "voice_id", "account_id", "contact_id", "role", "method", "said_at", "stage", "touchpoint_id",
    "code_kind", "code", "severity", "text", "consent",
)  # fmt: skip


@dataclass(frozen=True)
class SaidTexts:
    """Statements in words as a machine reads them, and each theme that each of them mentions.

    `statements`: one row per voice in a customer's own words, with the voice's columns and
    `language`, two letters or empty; `theme`, the first, empty where none is known; `themes`, how
    many; `sentiment`, -1 to +1, missing where not scored; `label`; `mixed`; `emotion`, one of eight
    plain words; `intensity`, 0 to 1; `why`, the words that decided. `mentions`: one row per
    statement and theme, `voice_id`, `account_id`, `stage`, `theme`, `words`, `sentiment` of the
    sentences that mention it.
    """

    statements: pd.DataFrame
    mentions: pd.DataFrame


def read_texts(voices: pd.DataFrame, words: TextWords | None = None) -> SaidTexts:
    """Every statement in a customer's own words with its language, themes and feeling.

    Feelings are read in English only. The built-in themes are looked for in English, an
    engagement's own in every language. Coded passages are part of their voice and not read again;
    what an observer or a system wrote is left out.

    Parameters
    ----------
    voices
        Evidence table.
    words
        The engagement's own words, themes and languages.

    Notes
    -----
    A machine's reading, unverified: a measure, never evidence. Nothing is written back.

    Examples
    --------
    >>> from cxworkbench.records.evidence import conform
    >>> voices = conform(pd.DataFrame({"voice_id": ["v1", "v2"], "account_id": "a",
    ...     "text": ["The invoice was wrong again.", "Alles wunderbar, vielen Dank dafür!"]}),
    ...     "voices")
    >>> said = read_texts(voices)
    >>> said.statements[["language", "theme", "label"]].values.tolist()
    [['en', 'Invoices and payment', 'negative'], ['de', '', 'not scored']]
    """
    own = words or TextWords()
    spoken = in_own_words(voices)[list(_KEPT)].reset_index(drop=True)
    reader = _Reader(own)
    known = {text: reader.read(text) for text in dict.fromkeys(spoken["text"])}
    read = [known[text] for text in spoken["text"]]
    columns = {name: [row[name] for row, _ in read] for name in _READ}
    statements = spoken.assign(**columns).astype(_READ)
    return SaidTexts(statements, _mentions(spoken, [found for _, found in read]))


def in_own_words(voices: pd.DataFrame) -> pd.DataFrame:
    """The voices that are a customer's own words: no passages of others, nothing an observer wrote.

    Examples
    --------
    >>> voices = pd.DataFrame({"voice_id": ["v1", "v2", "v3"], "text": ["Fine", " ", "Seen"],
    ...     "method": ["survey", "survey", "observation"]})
    >>> in_own_words(voices)["voice_id"].tolist()
    ['v1']
    """
    spoken = received_voices(voices)
    return spoken.loc[spoken["text"].str.strip().ne("") & ~spoken["method"].isin(OTHERS_WORDS)]


_READ: Final[Mapping[str, str]] = {
    "language": "str", "theme": "str", "themes": "int64", "sentiment": "float64", "label": "str",
    "mixed": "bool", "emotion": "str", "intensity": "float64", "why": "str",
}  # fmt: skip
_Found = list[tuple[str, str, float]]  # theme, its words, sentiment


class _Reader:
    def __init__(self, words: TextWords) -> None:
        self._languages = words.languages
        self._themes = ThemeReader(words.themes, built_in=words.built_in_themes)
        self._feelings = SentimentReader(words.words)

    def read(self, text: str) -> tuple[dict[str, Any], _Found]:
        body = body_of(text)
        language = language_of(body, self._languages)
        english = language == ENGLISH
        feeling = self._feelings.read(text) if english else None
        found = self._found(body, feeling)
        row = {
            "language": language,
            "theme": found[0][0],
            "themes": sum(theme != NO_THEME for theme, *_ in found),
            "sentiment": feeling.value if feeling else float("nan"),
            "label": feeling.label if feeling else NOT_SCORED,
            "mixed": feeling.mixed if feeling else False,
            "emotion": feeling.emotion if feeling else "",
            "intensity": feeling.intensity if feeling else float("nan"),
            "why": ", ".join(feeling.why) if feeling else "",
        }
        return row, found

    def _found(self, body: str, feeling: Feeling | None) -> _Found:
        themes = self._themes.read(body, english=feeling is not None)
        whole = feeling.value if feeling else float("nan")
        if not themes:
            return [(NO_THEME, "", whole)]
        sentences = sentences_in(body) if feeling and len(themes) > 1 else []
        return [
            (one.theme, ", ".join(one.words), self._about(one.words, sentences, whole))
            for one in themes
        ]

    def _about(self, words: tuple[str, ...], sentences: list[str], whole: float) -> float:
        """The feeling of the sentences that hold a theme's words; of the whole where all do."""
        about = [one for one in sentences if any(word in one for word in words)]
        if not about or len(about) == len(sentences):
            return whole
        return sum(self._feelings.read_sentence(one).value for one in about) / len(about)


def _mentions(spoken: pd.DataFrame, found: list[_Found]) -> pd.DataFrame:
    rows = [
        (voice, account, stage, theme, words, sentiment)
        for voice, account, stage, themes in zip(
            spoken["voice_id"], spoken["account_id"], spoken["stage"], found, strict=True
        )
        for theme, words, sentiment in themes
    ]
    kinds = {"voice_id": "str", "account_id": "str", "stage": "str", "theme": "str",
             "words": "str", "sentiment": "float64"}  # fmt: skip
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)

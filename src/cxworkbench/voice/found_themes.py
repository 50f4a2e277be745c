"""Themes that a machine finds by itself: words that go together, offered in three grains."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cxworkbench.ground.language import say
from cxworkbench.voice.languages import ENGLISH
from cxworkbench.voice.statements import body_of

Floats = NDArray[np.float64]

FEWEST_STATEMENTS: Final = 150  # below, factors of words were seen to find nothing that holds
SOLUTIONS: Final = (4, 7, 10)  # numbers of themes offered; none is picked
RESAMPLES: Final = 10
STABLE: Final = 0.7  # mean likeness of a theme to itself when statements are drawn anew
TOP_WORDS: Final = 6
EXAMPLES: Final = 2
_COLUMNS: Final = ("solution", "theme", "words", "statements", "accounts", "stability", "stable")


@dataclass(frozen=True)
class FoundThemes:
    """Found themes in several solutions, or why there are none.

    `table`: one row per solution and theme: `solution`, how many themes it has; `theme`, a number
    from 1; `words`, those that make it; `statements` and `accounts` nearest to it; `stability`, 0
    to 1; `stable`, from .7 on. `examples`: `solution`, `theme`, `voice_id`, the most typical first.
    """

    table: pd.DataFrame
    examples: pd.DataFrame
    why_none: str = ""


def find_themes(
    statements: pd.DataFrame, *, seed: int, solutions: Sequence[int] = SOLUTIONS
) -> FoundThemes:
    """Themes found in English statements by words that stand together, in three solutions.

    Words and pairs of words are weighted (TF-IDF) and the table is factored (NMF). Each theme's
    stability is its likeness, as the cosine of its words, to the nearest theme found again in
    statements drawn anew with replacement, averaged over ten draws.

    Parameters
    ----------
    statements
        As `said_texts.read_texts` gives them; other languages than English are left out, and so
        are texts that occur more than once.
    seed
        For the factors and the draws.
    solutions
        How many themes each solution has.

    Notes
    -----
    No number of themes is the right one: look at all three, and name what you keep in
    engagement.toml. Themes under .7 may be gone with other statements.

    References
    ----------
    Lee and Seung (1999), Nature 401, 788-791; stability by resampling as in Greene, O'Callaghan and
    Cunningham (2014), How many topics? ECML PKDD.
    """
    english = statements.loc[statements["language"] == ENGLISH]
    english = english.drop_duplicates("text").reset_index(drop=True)
    if len(english) < FEWEST_STATEMENTS:
        return _none(
            say(
                "Themes are looked for from {fewest_statements} different statements "
                "in English on; there are {english}.",
                fewest_statements=FEWEST_STATEMENTS,
                english=len(english),
            )
        )
    table, words = _weigh([body_of(text) for text in english["text"]])
    rows: list[dict[str, Any]] = []
    examples: list[tuple[int, int, str]] = []
    for size in solutions:
        loads, themes = _factor(table, size, seed)
        stability = _stability(table, themes, seed)
        nearest = np.where(loads.max(axis=1) > 0, loads.argmax(axis=1), -1)
        for number in range(size):
            own = english.loc[nearest == number]
            top = np.argsort(-themes[number], kind="stable")[:TOP_WORDS]
            typical = np.argsort(-loads[:, number], kind="stable")[:EXAMPLES]
            rows.append(
                {
                    "solution": size,
                    "theme": number + 1,
                    "words": ", ".join(words[place] for place in top if themes[number][place] > 0),
                    "statements": len(own),
                    "accounts": int(own.loc[own["account_id"] != "", "account_id"].nunique()),
                    "stability": round(float(stability[number]), 3),
                    "stable": bool(round(float(stability[number]), 3) >= STABLE),
                }
            )
            examples += [(size, number + 1, str(english["voice_id"].iloc[at])) for at in typical]
    return FoundThemes(
        pd.DataFrame(rows, columns=list(_COLUMNS)),
        pd.DataFrame(examples, columns=["solution", "theme", "voice_id"]),
    )


def _none(why: str) -> FoundThemes:
    table = pd.DataFrame(columns=list(_COLUMNS))
    return FoundThemes(table, pd.DataFrame(columns=["solution", "theme", "voice_id"]), why)


def _weigh(texts: Sequence[str]) -> tuple[Any, list[str]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    weigher = TfidfVectorizer(
        stop_words="english", ngram_range=(1, 2), min_df=3, max_df=0.5, sublinear_tf=True
    )
    table = weigher.fit_transform(texts)
    return table, [str(word) for word in weigher.get_feature_names_out()]


def _factor(table: Any, size: int, seed: int) -> tuple[Floats, Floats]:  # noqa: ANN401 - a sparse table of scipy
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(n_components=size, init="nndsvda", random_state=seed, max_iter=200, tol=1e-3)
    with warnings.catch_warnings():
        # Factors that still move a little are good enough for words; stability says how good.
        warnings.simplefilter("ignore", ConvergenceWarning)
        loads = model.fit_transform(table)
    return loads, model.components_


def _stability(table: Any, themes: Floats, seed: int) -> Floats:  # noqa: ANN401 - a sparse table of scipy
    random = np.random.default_rng(seed)
    likeness = []
    for _ in range(RESAMPLES):
        drawn = random.integers(0, table.shape[0], table.shape[0])
        _, again = _factor(table[drawn], len(themes), seed)
        likeness.append((_unit(themes) @ _unit(again).T).max(axis=1))
    mean: Floats = np.mean(likeness, axis=0)
    return mean


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = rows / np.where(lengths > 0, lengths, 1)
    return unit

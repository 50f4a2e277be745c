"""Columns of words that are used for nothing: what customers say must not be lost unseen."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.intake.cells import Fed
from cxworkbench.intake.interviews import holds_interviews

_LOOKED_AT: Final = 5000  # rows that decide
_WORD: Final = r"(?:^|\s)[^\W\d_]{2,}"
_FEWEST_WORDS: Final = 3


def columns_of_words(
    frame: pd.DataFrame, headers: Iterable[str], *, but: Collection[str] = ()
) -> list[str]:
    """The headers whose cells hold words: three or more in at least half of the filled ones.

    Parameters
    ----------
    frame
        The received table.
    headers
        Those of its headers that nothing uses.
    but
        Headers that hold something of a person.

    Examples
    --------
    >>> answers = pd.DataFrame({"Q5": ["The invoice was wrong", ""], "Size": ["Key Account", "x"]})
    >>> columns_of_words(answers, answers.columns)
    ['Q5']
    """
    return [one for one in headers if one not in but and _holds_words(frame[one])]


def words_unused(fed: Sequence[Fed]) -> Iterator[Problem]:
    """A note for each header of what was said or done that holds words no table of its file uses.

    Parameters
    ----------
    fed
        All tables, mapped.
    """
    used = {(one.table.file, header) for one in fed for header in one.mapped.used}
    for one in fed:
        if one.table.feeds in ("voices", "events") and not holds_interviews(one.frame):
            file, headers = one.table.file, map(str, one.received.columns)
            free = [header for header in headers if (file, header) not in used]
            for header in columns_of_words(one.received, free, but=one.mapped.personal):
                yield told_of_words(file, header, feeds=one.table.feeds)


def _holds_words(values: pd.Series) -> bool:
    texts = values.head(_LOOKED_AT).astype("str").str.strip()
    filled = texts[texts.ne("") & values.head(_LOOKED_AT).notna()]
    return bool(len(filled)) and float(filled.str.count(_WORD).ge(_FEWEST_WORDS).mean()) >= 0.5


def told_of_words(file: str, header: str, *, feeds: str) -> Problem:
    """The note that a column of words is used for nothing.

    Parameters
    ----------
    file, header
        Where the words stand.
    feeds
        What its table feeds.
    """
    how = f'add columns.text = "{header}"' if feeds == "voices" else "give the file a further table"
    question = f', or questions."{header}" = {{ part = "text", overall = true }}'
    remedy = f"If customers say it, {how}{question if feeds == 'voices' else ''}. Else nothing."
    return Problem(file, 0, header, "is used for something, as it holds words", "", remedy, "note")

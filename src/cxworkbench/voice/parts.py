"""Voices as received, and the coded passages that are parts of them: nothing is counted twice."""

from typing import Final

import pandas as pd

PART_OF: Final = "part_of"
_SCORED: Final = ("score", "expectation", "importance")


def origin_of(voices: pd.DataFrame) -> pd.Series:
    """The voice as received that each row belongs to: itself, or the one it is a passage of.

    Counting voices means counting these.

    Examples
    --------
    >>> origin_of(pd.DataFrame({"voice_id": ["v1", "v2"], "part_of": ["", "v1"]})).tolist()
    ['v1', 'v1']
    """
    ids: pd.Series = voices["voice_id"]
    return ids if PART_OF not in voices else voices[PART_OF].where(voices[PART_OF] != "", ids)


def received_voices(voices: pd.DataFrame) -> pd.DataFrame:
    """The rows that were received, without the passages coded in them: what to count and to read.

    Examples
    --------
    >>> table = pd.DataFrame({"voice_id": ["v1", "v2"], "part_of": ["", "v1"]})
    >>> received_voices(table)["voice_id"].tolist()
    ['v1']
    """
    return voices if PART_OF not in voices else voices[voices[PART_OF] == ""]


def told_once(voices: pd.DataFrame) -> pd.DataFrame:
    """The rows without voices that hold nothing but words, all of which their passages tell.

    What is said at a place is looked for in the passages; a voice with a score stays, because only
    it carries that.

    Examples
    --------
    >>> table = pd.DataFrame({"voice_id": ["v1", "v2", "p"], "part_of": ["", "", "v1"],
    ...     "score": None, "expectation": None, "importance": None})
    >>> told_once(table)["voice_id"].tolist()
    ['v2', 'p']
    """
    if PART_OF not in voices:
        return voices
    split = voices["voice_id"].isin(voices[PART_OF].unique())
    return voices[~split | voices[list(_SCORED)].notna().any(axis=1)]

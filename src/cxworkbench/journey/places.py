"""Where evidence stands on a map."""

from collections.abc import Iterable, Mapping

import pandas as pd


def placed_voices(
    voices: pd.DataFrame, touchpoints: Iterable[str], stage_ids: Mapping[str, str]
) -> pd.DataFrame:
    """The voices that have a place on the map, with `at`, the id of that place.

    A voice at a known touchpoint stands there; one that only names a stage stands at the stage.
    One that names neither is not placed anywhere, and not guessed.

    Parameters
    ----------
    voices
        Evidence table `voices`.
    touchpoints
        Ids of the map's touchpoints.
    stage_ids
        Stage name -> id.
    """
    known = voices["touchpoint_id"].isin(list(touchpoints))
    at = voices["touchpoint_id"].where(known, named_by(voices["stage"], stage_ids))
    return voices.assign(at=at)[at != ""]


def named_by(keys: pd.Series, names: Mapping[str, str], otherwise: str = "") -> pd.Series:
    """The name that each key has in a table of names, as text also when none has one.

    Examples
    --------
    >>> named_by(pd.Series(["a", "b"]), {"a": "Ada"}, "nobody").tolist()
    ['Ada', 'nobody']
    """
    found = [names.get(str(key), otherwise) for key in keys]
    return pd.Series(found, index=keys.index, dtype="str")

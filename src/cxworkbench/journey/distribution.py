"""How feelings are spread: how many accounts felt very bad, bad, neutral, good or very good."""

from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.voice.feelings import HIGHEST, LOWEST

STEPS: Final = (-2, -1, 0, 1, 2)
STEP_WORDS: Final = {-2: "very bad", -1: "bad", 0: "neutral", 1: "good", 2: "very good"}
EVERYBODY: Final = "all"


def emotion_counts(values: ArrayLike) -> tuple[int, ...]:
    """How many accounts stand at -2, -1, 0, +1 and +2: five numbers that add up to all of them.

    An account's mean stands at the nearest whole step; halfway between two it stands at the one
    nearer to 0, so that nobody is counted as feeling more than they said.

    Parameters
    ----------
    values
        One feeling for each account, -2 to +2, none missing.

    Examples
    --------
    >>> emotion_counts([-2, -1.5, -0.6, 0.5, 1.2, 2])
    (1, 2, 1, 1, 1)
    """
    given = np.asarray(values, float)
    # Rounded first: 1.5 made of thirds may be a hair above it, and would stand elsewhere.
    size = np.ceil(np.round(np.abs(given), 9) - 0.5)
    whole = np.clip(np.sign(given) * size, LOWEST, HIGHEST).astype(int)
    return tuple(int((whole == step).sum()) for step in STEPS)


def emotion_distribution(journey_map: JourneyMap) -> pd.DataFrame:
    """The spread of feelings at each touchpoint of a map, as its emotion statements keep it.

    Parameters
    ----------
    journey_map
        Its emotion statements for everybody (segment and role "all") are read.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint with a distribution and step, in journey order: `id`, `name`,
        `stage`; `step`, -2 to +2, and `word`; `accounts` at it, out of `of`; `share`, 0 to 1.

    Notes
    -----
    A mean of 0 may be everybody in the middle or half at each end: the two ask for opposite things.
    """
    said = {
        one.at: one.counts
        for one in journey_map.statements
        if one.lane == "emotion" and one.counts and (one.segment, one.role) == (EVERYBODY,) * 2
    }
    stages = {stage.id: stage.name for stage in journey_map.stages}
    order = {key: place for place, key in enumerate(stages)}
    places = sorted(journey_map.touchpoints, key=lambda one: order.get(one.stage_id, len(order)))
    rows = [
        (one.id, one.name, stages.get(one.stage_id, ""), step, STEP_WORDS[step], count,
         sum(said[one.id]))
        for one in places
        if one.id in said
        for step, count in zip(STEPS, said[one.id], strict=True)
    ]  # fmt: skip
    return _table(rows)


def split_places(distribution: pd.DataFrame, *, least: float = 0.25) -> pd.DataFrame:
    """Touchpoints where feelings fall apart: many feel bad and as many feel good.

    Parameters
    ----------
    distribution
        As `emotion_distribution` gives it.
    least
        Share of the accounts that must stand on each side.

    Returns
    -------
    pandas.DataFrame
        One row per such touchpoint, in journey order: `id`, `name`, `stage`; `bad` and `good`,
        accounts below and above 0; `of`.
    """
    found = []
    for key, rows in distribution.groupby("id", sort=False):
        bad = int(rows.loc[rows["step"] < 0, "accounts"].sum())
        good = int(rows.loc[rows["step"] > 0, "accounts"].sum())
        of = int(rows["of"].iloc[0])
        if of and min(bad, good) >= max(2, least * of):
            found.append((key, rows["name"].iloc[0], rows["stage"].iloc[0], bad, good, of))
    return pd.DataFrame(found, columns=["id", "name", "stage", "bad", "good", "of"])


def _table(rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    names = ["id", "name", "stage", "step", "word", "accounts", "of"]
    table = pd.DataFrame(list(rows), columns=names)
    kinds = {"step": "int64", "accounts": "int64", "of": "int64"}
    table = table.astype(dict.fromkeys(["id", "name", "stage", "word"], "str") | kinds)
    return table.assign(share=(table["accounts"] / table["of"]).where(table["of"] > 0))

"""The emotion curve that one account is set against, with nothing in it that points at others."""

from dataclasses import replace

import pandas as pd

from cxworkbench.intake.case import Case
from cxworkbench.journey.building import EVERYBODY, rows_on_map
from cxworkbench.journey.emotion import drawn_emotion, emotion_curve
from cxworkbench.records.journey_map import JourneyMap


def everybodys_curve(
    case: Case, journey_map: JourneyMap, segments: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The curve that one account is set against: all accounts, small cells withheld.

    Parameters
    ----------
    case
        The opened engagement. For all accounts there is nothing to compare with, and no row.
    journey_map
        The account's map.
    segments
        `account_id`, `segment`.
    """
    own = drawn_emotion(journey_map)
    if case.account == EVERYBODY:
        return own.iloc[:0]
    everybody = replace(case, account=EVERYBODY, segment=EVERYBODY)
    voices, _ = rows_on_map(everybody, journey_map, segments)
    curve = emotion_curve(voices, journey_map, metrics=case.engagement.metrics)
    smallest = case.engagement.privacy.smallest_cell
    return without_small_cells(curve, own, smallest_cell=smallest)


def without_small_cells(
    everybody: pd.DataFrame, own: pd.DataFrame, *, smallest_cell: int
) -> pd.DataFrame:
    """The curve of all accounts without points that fewer than so many *other* accounts made.

    Parameters
    ----------
    everybody, own
        Two curves over the same places in the same order.
    smallest_cell
        Fewest other accounts behind a point that is shown.

    Returns
    -------
    pandas.DataFrame
        As `everybody`; withheld points have no value, interval, count or word.
    """
    others = everybody["accounts"] - (own["accounts"] > 0).astype("int64")
    shown = others >= smallest_cell
    figures = ["value", "low", "high"]
    kept = everybody.copy()
    kept[figures] = kept[figures].where(shown)
    kept[["accounts", "voices"]] = kept[["accounts", "voices"]].where(shown, 0)
    kept["word"] = kept["word"].where(shown, "")
    return kept

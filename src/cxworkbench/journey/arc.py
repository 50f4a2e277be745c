"""The shape of an emotion curve as numbers: peak, trough, end, mean and slope."""

from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.uncertainty import TOO_FEW

MARKS: Final = ("peak", "trough", "end")


def emotional_arc(curve: pd.DataFrame) -> pd.DataFrame:
    """Where an emotion curve is highest, where lowest, and where it ends.

    Places where nothing is known are passed over; of two equal ones the earlier is taken.

    Parameters
    ----------
    curve
        As `emotion_curve` or `drawn_emotion` gives it, in journey order.

    Returns
    -------
    pandas.DataFrame
        Rows "peak", "trough", "end", or none when nothing is known: `mark`; `id`, `name`, `stage`;
        `value`, `low`, `high`; `accounts`, `word`, `basis`.

    Notes
    -----
    That people remember the peak and the end is a hypothesis about their memory, not a rule for
    this data. With few accounts the highest and the lowest point are often the least certain ones.

    Examples
    --------
    >>> curve = pd.DataFrame({"id": ["a", "b", "c"], "name": ["Offer", "Set-up", "Use"],
    ...     "stage": "s", "value": [1.0, -1.5, None], "low": np.nan, "high": np.nan,
    ...     "accounts": [4, 6, 0], "word": "", "basis": "reported"})
    >>> emotional_arc(curve)[["mark", "name", "value"]]
         mark    name  value
    0    peak   Offer    1.0
    1  trough  Set-up   -1.5
    2     end  Set-up   -1.5
    """
    columns = ["id", "name", "stage", "value", "low", "high", "accounts", "word", "basis"]
    known = curve[curve["value"].notna()]
    if known.empty:
        return curve.iloc[:0][columns].assign(mark=pd.Series(dtype="str"))[["mark", *columns]]
    rows = [known["value"].idxmax(), known["value"].idxmin(), known.index[-1]]
    picked = known.loc[rows, columns].reset_index(drop=True)
    picked.insert(0, "mark", pd.Series(list(MARKS), dtype="str"))
    return picked


def emotional_slope(curve: pd.DataFrame) -> float:
    """How much the emotion changes from one place to the next, by a straight line; NaN under three.

    Examples
    --------
    >>> emotional_slope(pd.DataFrame({"value": [2.0, 1.0, 0.0]}))
    -1.0
    """
    known = curve["value"].dropna()
    if len(known) < 3:
        return float("nan")
    places = np.flatnonzero(curve["value"].notna())
    return round(float(np.polyfit(places, known.to_numpy(), 1)[0]), 10)


def peak_verdict(arc: pd.DataFrame) -> str:
    """Whether peak and trough are really apart: "apart", "too few to tell", or "" without a curve.

    They count as apart when their intervals do not touch.

    Examples
    --------
    >>> peak_verdict(pd.DataFrame({"mark": ["peak", "trough", "end"], "low": [1.0, -1.0, 0.0],
    ...                            "high": [2.0, 0.0, 1.0]}))
    'apart'
    """
    if arc.empty:
        return ""
    by_mark = arc.set_index("mark")
    apart = bool(by_mark["low"]["peak"] > by_mark["high"]["trough"])
    return "apart" if apart else TOO_FEW

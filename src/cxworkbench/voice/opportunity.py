"""Where something matters much and is done badly: opportunity from importance and satisfaction."""

from typing import Final

import pandas as pd

BANDS: Final = ((15.0, "extreme"), (12.0, "solid"), (10.0, "some"))  # above; else "served"


def opportunities(scores: pd.DataFrame) -> pd.DataFrame:
    """How much is to be gained at each row: importance, and what satisfaction falls short of it.

    Opportunity = importance + max(importance - satisfaction, 0), 0 to 20. Importance counts twice
    where satisfaction is lower; where it is higher, nothing is taken off.

    Parameters
    ----------
    scores
        `importance` and `satisfaction`, each the share of people in the top two boxes, 0 to 1.
        Shares, not means: means give another order.

    Returns
    -------
    pandas.DataFrame
        The same rows with `opportunity`, 0 to 20, and `band`: "extreme" above 15, "solid" above 12,
        "some" above 10, else "served".

    References
    ----------
    Ulwick (2005), What Customers Want.

    Examples
    --------
    >>> opportunities(pd.DataFrame({"importance": [0.9, 0.9], "satisfaction": [0.3, 0.9]}))
       importance  satisfaction  opportunity    band
    0         0.9           0.3         15.0   solid
    1         0.9           0.9          9.0  served
    """
    short = (scores["importance"] - scores["satisfaction"]).clip(lower=0)
    # Tenths that do not add up exactly in binary must not push a value over the edge of a band.
    score = (10 * (scores["importance"] + short)).round(9)
    bands = [next((name for above, name in BANDS if value > above), "served") for value in score]
    return scores.assign(opportunity=score, band=pd.Series(bands, scores.index, dtype="str"))

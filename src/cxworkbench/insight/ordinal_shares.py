"""Drivers of an answer that is only an order: shares of McFadden's fit, by the same sweep."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.cumulative_logit import cumulative_logit
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.shares import shapley_shares

MOST_ORDINAL: Final = 5  # drivers: each subset is a model of its own


def ordinal_shares(table: pd.DataFrame, outcome: str, drivers: Sequence[str]) -> pd.DataFrame:
    """How much of the fit of a model of ordered answers goes with each driver.

    Parameters
    ----------
    table
        One row per account; only complete rows count.
    outcome
        Column of the answers; their order is that of their values.
    drivers
        One to five columns with numbers.

    Returns
    -------
    pandas.DataFrame
        One row per driver, the largest share first: `driver`; `fit`, its part of McFadden's
        measure of all, which is their sum; `share`, the same as a share, 0 to 1; `slope` and
        `error`, log odds of a higher answer per unit; `accounts` that counted.

    Raises
    ------
    ParameterProblem
        None or more than five drivers.
    DataProblem
        All answers are the same, or the drivers tell them without fail.

    Notes
    -----
    It has no intervals: hold it beside `insight.drivers.drivers_of`, and where the order differs,
    say that the distances between the answers decide it. McFadden's measure is no share of
    variance and is smaller than one.

    References
    ----------
    McFadden (1974); Azen and Traxel (2009), Journal of Educational and Behavioral Statistics 34,
    319-347, for shares of it.

    Examples
    --------
    >>> rows = pd.DataFrame({"help": [1, 2, 1, 3, 2, 3], "overall": [1, 1, 2, 2, 3, 3]})
    >>> ordinal_shares(rows, "overall", ["help"])[["driver", "share", "accounts"]].values.tolist()
    [['help', 1.0, 6]]
    """
    if not 1 <= len(drivers) <= MOST_ORDINAL:
        raise ParameterProblem(
            f"{len(drivers)} drivers were named. A model of ordered answers takes 1 to "
            f"{MOST_ORDINAL}; take more with drivers_of."
        )
    rows = table[table[[outcome, *drivers]].notna().all(axis=1)]
    values, answers = rows[list(drivers)].to_numpy(float), rows[outcome].to_numpy()
    worths = np.zeros(2 ** len(drivers))
    for place in range(1, len(worths)):
        chosen = [at for at in range(len(drivers)) if place >> at & 1]
        fit = cumulative_logit(values[:, chosen], answers)
        worths[place] = fit.mcfadden
    shares = shapley_shares(worths)
    found = pd.DataFrame(
        {
            "driver": list(drivers),
            "fit": shares,
            "share": shares / shares.sum(),
            "slope": fit.slopes,
            "error": fit.errors,
            "accounts": len(rows),
        }
    )
    return found.sort_values("share", ascending=False, kind="stable").reset_index(drop=True)

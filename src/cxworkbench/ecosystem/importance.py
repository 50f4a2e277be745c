"""How much each interaction matters: four measures that answer different questions."""

import numpy as np
import pandas as pd

from cxworkbench.ecosystem.chain import Chain
from cxworkbench.ecosystem.outcome import outcome_of


def importance(chain: Chain) -> pd.DataFrame:
    """Birnbaum, potential, risk worths and Fussell-Vesely of each interaction.

    Returns
    -------
    pandas.DataFrame
        One row an interaction: `interaction`, `company`, `own`; `birnbaum`, value with it always
        right less value with it never right; `potential`, value to be won by making it always
        right; `achievement` (RAW), how many times the shortfall grows when it never works, 1 and
        more; `reduction` (RRW), the shortfall now over that with it always right, inf when nothing
        is left; `fussell_vesely`, share of the shortfall that goes when it is always right. Ratios
        are NaN without a shortfall.

    Notes
    -----
    They give different orders and are not interchangeable: `birnbaum` says where a point of own
    rate moves most, `potential` where most is to be won, `achievement` what must not break.

    References
    ----------
    Birnbaum (1969); risk worths as in fault-tree analysis; improvement form of Fussell-Vesely,
    1 - 1/RRW.

    Examples
    --------
    >>> from cxworkbench.ecosystem.chains import series
    >>> importance(series(0.8, 0.9))[["birnbaum", "potential", "fussell_vesely"]].round(3)
       birnbaum  potential  fussell_vesely
    0       0.9       0.18           0.643
    1       0.8       0.08           0.286
    """
    n = len(chain.interactions)
    now = np.repeat(chain.own[:, None], 2 * n + 1, axis=1)
    places = np.arange(n)
    now[places, places] = 1.0
    now[places, n + places] = 0.0
    values = outcome_of(chain, now).value
    right, wrong, value = values[:n], values[n : 2 * n], values[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        reduction = (1 - value) / (1 - right)
        return pd.DataFrame(
            {
                "interaction": chain.interactions,
                "company": [chain.companies[one] for one in chain.provider],
                "own": chain.own,
                "birnbaum": right - wrong,
                "potential": right - value,
                "achievement": (1 - wrong) / (1 - value),
                "reduction": reduction,
                "fussell_vesely": 1 - 1 / reduction,
            }
        )

"""Whether several questions measure one thing: Cronbach's alpha with its interval."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import fdtri

from cxworkbench.ground.uncertainty import TOO_FEW, Estimate

FEWEST_PEOPLE: Final = 10


def cronbach_alpha(items: ArrayLike, *, fewest: int = FEWEST_PEOPLE) -> Estimate:
    """Cronbach's alpha of questions that are to be put together, with its 95 % interval.

    Parameters
    ----------
    items
        One row per respondent, one column per question, all in one direction. Rows with a missing
        answer are left out.
    fewest
        With fewer respondents the value is given without an interval.

    Returns
    -------
    Estimate
        `value`, 1 at most; NaN for fewer than two questions or no spread at all. `n` counts
        respondents.

    Notes
    -----
    Many questions make alpha high, however little they have in common. Respondents of one account
    are not independent; the interval is then too narrow.

    References
    ----------
    Cronbach (1951), Psychometrika 16, 297-334; interval: Feldt (1965), Psychometrika 30, 357-370.

    Examples
    --------
    >>> answers = [[1, 2], [2, 2], [3, 4], [4, 4], [5, 5]] * 2
    >>> round(cronbach_alpha(answers).value, 2)
    0.96
    """
    given = np.asarray(items, float)
    kept = given[~np.isnan(given).any(axis=1)]
    people, questions = kept.shape
    total = float(kept.sum(axis=1).var(ddof=1)) if people > 1 else 0.0
    if questions < 2 or total == 0:
        return Estimate(np.nan, np.nan, np.nan, people, float(people), f"{TOO_FEW}: no spread")
    each = float(kept.var(axis=0, ddof=1).sum())
    alpha = questions / (questions - 1) * (1 - each / total)
    if people < fewest:
        words = f"{TOO_FEW}: {people} respondents"
        return Estimate(alpha, np.nan, np.nan, people, float(people), words)
    freedom = (people - 1, (people - 1) * (questions - 1))
    low = 1 - (1 - alpha) * float(fdtri(*freedom, 0.975))
    high = 1 - (1 - alpha) * float(fdtri(*freedom, 0.025))
    return Estimate(alpha, low, high, people, float(people), f"Feldt over {people} respondents")

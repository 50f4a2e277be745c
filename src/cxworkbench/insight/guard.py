"""Every comparison of one run, and how chance is kept from having too many chances."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from cxworkbench.ground.comparisons import FALSE_SHARE, false_discovery
from cxworkbench.ground.language import later, say
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS, TOO_FEW
from cxworkbench.insight.causes import Companion
from cxworkbench.insight.moments import MOMENT
from cxworkbench.voice.words import count_of

SIMULTANEOUS: Final = later("Bonferroni (their intervals hold for all of them at once)")
FALSE_DISCOVERY: Final = later(
    "Benjamini-Hochberg (of those that hold one in twenty may be chance)"
)
COLUMNS: Final = {"family": "str", "comparisons": "int64", "hold": "int64", "guard": "str"}


def holding_companions(
    looked_at: Mapping[Hashable, Sequence[Companion]],
) -> dict[Hashable, Companion | None]:
    """For each finding what goes with it the most, of what holds over all that was looked at.

    Parameters
    ----------
    looked_at
        Finding -> everything that was compared for it.

    Returns
    -------
    dict
        Finding -> the one with the widest difference, of those that at least 5 of its accounts have
        more often than the others, and that hold when all are looked at together; None where none
        does.
    """
    every = [(key, one) for key, found in looked_at.items() for one in found]
    adjusted = false_discovery([one.p for _, one in every])
    best: dict[Hashable, Companion | None] = dict.fromkeys(looked_at)
    for (key, one), p in zip(every, adjusted, strict=True):
        before = best[key]
        holds = p <= FALSE_SHARE and one.difference > 0 and one.group[0] >= FEWEST_ACCOUNTS
        if holds and (before is None or one.difference > before.difference):
            best[key] = one
    return best


def holding_gaps(gaps: pd.DataFrame) -> pd.Series:
    """Whether each service gap falls short by more than chance, all gaps looked at together.

    Parameters
    ----------
    gaps
        As `voice.gaps.service_gaps` makes them: `gap`, `low`, `high`, `accounts`.

    Returns
    -------
    pandas.Series
        True or False, by the index of `gaps`.

    Notes
    -----
    The p-value is read back from the interval, which is Student's t over accounts.
    """
    adjusted = pd.Series(false_discovery(_p_of_gaps(gaps)), index=gaps.index, dtype="float64")
    return (adjusted <= FALSE_SHARE) & (gaps["high"] < 0)


def comparison_table(
    *,
    looked_at: Iterable[Sequence[Companion]],
    differences: Sequence[tuple[float, float]],
    gaps: pd.DataFrame,
    moments: pd.DataFrame,
) -> pd.DataFrame:
    """How many comparisons of each family a run made, how many hold, and by which guard.

    Parameters
    ----------
    looked_at
        What was compared for each finding.
    differences
        Ends of the intervals told of recommendation and metrics.
    gaps, moments
        The tables of service gaps and moments of truth.

    Returns
    -------
    pandas.DataFrame
        One row per family in which there is a comparison: `family`; `comparisons`, `hold`, counts;
        `guard`, in words.
    """
    companions = [one for found in looked_at for one in found]
    p = false_discovery([one.p for one in companions])
    ends = [(low, high) for low, high in differences if not np.isnan(low)]
    told = gaps["low"].notna() & gaps["high"].notna()
    adjusted = false_discovery(_p_of_gaps(gaps))
    known = moments[moments["label"] != TOO_FEW]
    rows = [
        (say("what goes with a finding"), len(companions), int((p <= FALSE_SHARE).sum()),
         say(FALSE_DISCOVERY)),
        (say("metrics of accounts with and without a finding"), len(ends),
         sum(low > 0 or high < 0 for low, high in ends), say(SIMULTANEOUS)),
        (say("expected against got"), int(told.sum()), int((adjusted <= FALSE_SHARE).sum()),
         say(FALSE_DISCOVERY)),
        (say("moments of truth"), len(known), int((known["label"] == MOMENT).sum()),
         say(SIMULTANEOUS)),
    ]  # fmt: skip
    made = [row for row in rows if row[1]]
    return pd.DataFrame(made, columns=list(COLUMNS)).astype(COLUMNS)


def with_families(
    table: pd.DataFrame, families: Mapping[str, Sequence[tuple[pd.Series, pd.Series]]]
) -> pd.DataFrame:
    """The table with more families, whose intervals hold for all of their family at once.

    Parameters
    ----------
    table
        As `comparison_table` makes it.
    families
        What was compared -> lower and upper ends of differences from 0, a pair for each kind of
        difference; those without an interval do not count.
    """
    rows = []
    for family, pairs in families.items():
        low = pd.concat([pair[0] for pair in pairs], ignore_index=True).astype("float64")
        high = pd.concat([pair[1] for pair in pairs], ignore_index=True).astype("float64")
        made, hold = int(low.notna().sum()), int(((low > 0) | (high < 0)).sum())
        if made:
            rows.append((family, made, hold, say(SIMULTANEOUS)))
    if not rows:
        return table
    more = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    return more if table.empty else pd.concat([table, more], ignore_index=True)


def describe_comparisons(table: pd.DataFrame) -> str:
    """How often this run compared, how much of it holds, and what that guards against.

    Examples
    --------
    >>> describe_comparisons(pd.DataFrame(columns=["family", "comparisons", "hold", "guard"]))
    'This run compared nothing.'
    """
    if table.empty:
        return say("This run compared nothing.")
    told = " ".join(
        say("By {guard}: {families} hold.", guard=guard, families=_families(rows))
        for guard, rows in table.groupby("guard", sort=False)
    )
    return say(
        "This run made {comparisons}, and chance has as many chances; so they were looked at "
        "together. {told}",
        comparisons=count_of(int(table["comparisons"].sum()), "comparison"),
        told=told,
    )


def _families(table: pd.DataFrame) -> str:
    return ", ".join(
        say(
            "{hold:,} of {comparisons:,} of {family}",
            hold=row.hold,
            comparisons=row.comparisons,
            family=row.family,
        )
        for row in table.itertuples()
    )


def _p_of_gaps(gaps: pd.DataFrame) -> np.ndarray:
    freedom = (gaps["accounts"] - 1).clip(lower=1).to_numpy("float64")
    reach = ((gaps["high"] - gaps["low"]) / 2).to_numpy("float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        t = gaps["gap"].abs().to_numpy("float64") * stdtrit(freedom, 0.975) / reach
    p: np.ndarray = 2 * stdtr(freedom, -t)
    return p

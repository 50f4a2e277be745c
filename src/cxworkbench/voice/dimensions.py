"""The business figures of accounts, each with its spread and how many do not have it."""

from typing import Final

import numpy as np
import pandas as pd

DIMENSIONS: Final = {
    "revenue": "revenue",
    "margin": "profit",
    "services": "services held",
    "usage": "usage (as received)",
    "tenure_years": "tenure, years",
    "relationship_years": "relationship, years",
    "renewals": "renewals",
    "repurchases": "repeat purchases",
    "recommendation": "recommendation, 0–10",
    "days_to_contract_end": "days to contract end",
}
INTERNAL_DIMENSIONS: Final = ("revenue", "margin")  # amounts of money
KEPT_INSIDE: Final = (*INTERNAL_DIMENSIONS, "days_to_contract_end")  # shown to no other account
DIMENSION_COLUMNS: Final = (
    "dimension",
    "name",
    "known",
    "missing",
    "total",
    "least",
    "lower_quarter",
    "median",
    "upper_quarter",
    "most",
)
_SAME_AS: Final = {"relationship_years": "tenure_years"}  # where no older day is known
_BESIDE: Final = ("account", "segment_median", "segment_known", "all_median", "all_known")


def account_dimensions(profile: pd.DataFrame) -> pd.DataFrame:
    """Each business figure over accounts: how many have it, its sum, its quarters and its ends.

    Parameters
    ----------
    profile
        As `account_profile` makes it.

    Returns
    -------
    pandas.DataFrame
        One row per figure: `dimension`, the profile's column; `name`, in words; `known` and
        `missing`, counts of accounts; `total`; `least`, `lower_quarter`, `median`,
        `upper_quarter`, `most`: in the figure's unit, missing when no account has it. Years of
        relationship are left out where they are those of tenure for every account.

    Examples
    --------
    >>> profile = pd.DataFrame({"revenue": [10.0, 30.0, None]})
    >>> table = account_dimensions(profile).set_index("dimension")
    >>> table.loc["revenue", ["known", "missing", "total", "median"]].tolist()
    [2.0, 1.0, 40.0, 20.0]
    """
    table = _dimensions(profile)
    return table[~table["dimension"].isin(twins(profile))].reset_index(drop=True)


def twins(profile: pd.DataFrame) -> list[str]:
    """The figures that say of every account what another already says: they are shown once.

    Examples
    --------
    >>> twins(pd.DataFrame({"tenure_years": [1.0, None], "relationship_years": [1.0, None]}))
    ['relationship_years']
    """
    return [
        column
        for column, other in _SAME_AS.items()
        if column in profile and other in profile
        if profile[column].notna().any() and profile[column].equals(profile[other])
    ]


def _dimensions(profile: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for column, name in DIMENSIONS.items():
        values = profile[column].dropna() if column in profile else pd.Series(dtype="float64")
        spread = [values.quantile(share) for share in (0, 0.25, 0.5, 0.75, 1)]
        total = values.sum() if len(values) else np.nan
        rows.append((column, name, len(values), len(profile) - len(values), total, *spread))
    return pd.DataFrame(rows, columns=list(DIMENSION_COLUMNS))


def account_against(profile: pd.DataFrame, peers: pd.DataFrame, account: str) -> pd.DataFrame:
    """One account's figures beside the medians of its segment and of all accounts.

    Parameters
    ----------
    profile
        One row per account, all of them.
    peers
        The rows of the account's segment.
    account
        The account's id.

    Returns
    -------
    pandas.DataFrame
        One row per figure that the account or the others have: `dimension`, `name`, `account`,
        `segment_median` over `segment_known` accounts, `all_median` over `all_known`.
    """
    own = profile.loc[profile["account_id"] == account].iloc[0]
    here, everybody = _dimensions(peers), _dimensions(profile)
    table = everybody[["dimension", "name"]].assign(
        account=[float(own[name]) if name in own else np.nan for name in everybody["dimension"]],
        segment_median=here["median"],
        segment_known=here["known"],
        all_median=everybody["median"],
        all_known=everybody["known"],
    )
    told = (table["all_known"] > 0) & ~table["dimension"].isin(twins(profile))
    return table.loc[told].reset_index(drop=True)


def nothing_against() -> pd.DataFrame:
    """The table of `account_against` without rows: for all accounts, nobody stands beside others.

    Examples
    --------
    >>> list(nothing_against())[:3], len(nothing_against())
    (['dimension', 'name', 'account'], 0)
    """
    columns = {"dimension": "str", "name": "str"} | dict.fromkeys(_BESIDE, "float64")
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})

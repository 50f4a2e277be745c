"""What a finding may mean for the business: revenue, contracts that end, recommendation."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.differences import outcome_difference
from cxworkbench.insight.findings import Findings
from cxworkbench.voice.words import money, number

SOON_DAYS: Final = 180  # a contract that ends within them is worth a look now


def consequence(findings: Findings, accounts: Sequence[str], currency: str = "") -> str:
    """What these accounts are worth, how many decide soon, and how much less they recommend.

    Parameters
    ----------
    findings
        For the profile and voices of the accounts in scope.
    accounts
        Ids of the accounts that a finding touches.
    currency
        Of revenue, as shown.

    Notes
    -----
    What goes together with a finding need not come from it.
    """
    profile = findings.profile.set_index("account_id")
    theirs = profile.reindex(list(accounts))
    sentences = []
    if theirs["revenue"].notna().any():
        sentences.append(f"These accounts bring {money(float(theirs['revenue'].sum()), currency)}.")
    over, soon = contracts_over(findings.profile, accounts), ending_soon(findings.profile, accounts)
    told_contracts = " and ".join(
        words
        for count, words in (
            (len(over), f"{len(over)} {'is' if len(over) == 1 else 'are'} over"),
            (len(soon), f"{len(soon)} end{'s' * (len(soon) == 1)} within {SOON_DAYS} days"),
        )
        if count
    )
    if told_contracts:
        sentences.append(f"Of their contracts {told_contracts}.")
    heard = set(findings.voices["account_id"]) - {""}
    others = profile.reindex(sorted(heard - set(accounts)))["recommendation"]
    told = outcome_difference(theirs["recommendation"], others)
    if pd.isna(told.low):
        sentences.append(f"Whether they recommend us less cannot be said ({told.method}).")
    elif told.high < 0 or told.low > 0:
        word = "less" if told.value < 0 else "more"
        sentences.append(
            f"They recommend us {number(abs(told.value))} points {word} than the other accounts "
            f"heard (difference {number(told.low)} to {number(told.high)} on 0 to 10)."
        )
    else:
        sentences.append(
            f"They do not recommend us less than the others by more than chance (difference "
            f"{number(told.low)} to {number(told.high)} on 0 to 10)."
        )
    return " ".join(sentences)


def ending_soon(profile: pd.DataFrame, accounts: Sequence[str]) -> list[str]:
    """Those of the accounts whose contract ends within 180 days from the day that counts."""
    left = _days_left(profile, accounts)
    return [str(one) for one in left[left.between(0, SOON_DAYS)].index]


def contracts_over(profile: pd.DataFrame, accounts: Sequence[str]) -> list[str]:
    """Those of the accounts whose contract was over before the day that counts."""
    left = _days_left(profile, accounts)
    return [str(one) for one in left[left < 0].index]


def _days_left(profile: pd.DataFrame, accounts: Sequence[str]) -> pd.Series:
    if "days_to_contract_end" not in profile:
        return pd.Series(dtype="float64")
    return profile.set_index("account_id")["days_to_contract_end"].reindex(list(accounts))

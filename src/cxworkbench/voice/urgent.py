"""The most urgent facts of one account, and whom to hear first where nobody of it was heard."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.records.engagement import Metric
from cxworkbench.voice.scores import account_scores
from cxworkbench.voice.value import contract_words as contract_words
from cxworkbench.voice.value import loyalty
from cxworkbench.voice.words import count_of, number

MOST_PLACES: Final = 3  # touchpoints that one sentence names


def describe_urgent(row: pd.Series, voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> str:
    """That an account would not recommend us, or has a contract that is over or ends soon.

    For internal eyes.

    Parameters
    ----------
    row
        The account's row of the profile.
    voices
        Its own voices.
    metrics
        Name of each metric and its scale.

    Returns
    -------
    str
        One sentence; empty where neither holds.

    Examples
    --------
    >>> row = pd.Series({"recommendation": 3.0, "days_to_contract_end": -16.0})
    >>> describe_urgent(row, pd.DataFrame(columns=["metric", "score"]), {})
    "This account's contract ended 16 days ago and it would not recommend us (3.0 of 10)."
    """
    contract = contract_words(row["days_to_contract_end"])
    against = bool(loyalty(row.to_frame().T).iloc[0] == "detractor")
    said = (
        say("would not recommend us ({recommends})", recommends=_recommends(row, voices, metrics))
        if against
        else ""
    )
    if contract and row["days_to_contract_end"] < 0:
        also = say(" and it {said}", said=said) if said else ""
        return say("This account's contract {contract}{also}.", contract=contract, also=also)
    if said:
        also = say(" and its contract {contract}", contract=contract) if contract else ""
        return say("This account {said}{also}.", said=said, also=also)
    return say("This account's contract {contract}.", contract=contract) if contract else ""


def hear_first(case: Case) -> str:
    """Whom of an account without voices to hear first, and about what; empty where it was heard."""
    if case.account == "all" or len(case.voices_here):
        return ""
    contacts = case.evidence.contacts
    known = contacts.loc[contacts["account_id"] == case.account, "role"]
    roles = [say("the {role}", role=role) for role in dict.fromkeys(known) if role]
    whom = say(" (known: {listed})", listed=_listed(roles)) if roles else ""
    here = set(case.evidence.of_account("events", case.account)["touchpoint_id"])
    seen = [f"“{place.name}”" for place in case.touchpoints if place.id in here]
    about = (
        say(" Ask how it was at {listed}, where it was seen.", listed=_listed(seen)) if seen else ""
    )
    return say(
        "Hear {account_name} first{whom}: nobody there has said anything in this period.{about}",
        account_name=case.account_name,
        whom=whom,
        about=about,
    )


def _recommends(row: pd.Series, voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> str:
    asked = {name: metric for name, metric in metrics.items() if metric.kind == "nps"}
    scores = account_scores(voices, asked) if asked and len(voices) else pd.DataFrame()
    if scores.empty:
        return say("{recommendation} of 10", recommendation=number(float(row["recommendation"])))
    told = [
        f"{one['metric']} {number(float(one['value']), 0)}, "
        f"{count_of(int(one['voices']), 'answer')}"
        for one in scores.to_dict("records")
    ]
    return "; ".join(told)


def _listed(names: list[str]) -> str:
    rest = len(names) - MOST_PLACES
    if rest > 0:
        return say("{names} and {rest} more", names=", ".join(names[:MOST_PLACES]), rest=rest)
    return say(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

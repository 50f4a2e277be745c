"""Tables of buying roles as people read them: named columns, figures with interval and count."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.voice.words import percent, signed

# said later
ROLES: Final = {"role": "role", "definition": "what it does", "there": "accounts it takes part in",
                "heard": "accounts heard", "voices": "voices", "events": "events",
                "weight": "weight", "attitude": "attitude", "influence": "influence",
                "why": "hidden"}  # fmt: skip
SAFE_ROLES: Final = ("role", "what it does", "people known", "voices")  # said later
# said later
STOPS: Final = {"stage": "stage", "role": "role", "stated": "people say so", "attitude": "attitude",
                "refused": "refused", "worse": "against the others", "why": "why"}  # fmt: skip
RISK: Final = {"stage": "stage", "accounts": "accounts with two roles heard",  # said later
               "share": "one feels bad, another not (95 %)", "hidden": "hidden by the average",
               "by_stoppers": "it can stop it", "roles": "roles that feel bad"}  # fmt: skip
AGAINST: Final = {"name": "touchpoint", "lane": "lane", "said": "the map says",  # said later
                  "accounts": "accounts", "against": "voices against",
                  "against_accounts": "of accounts"}  # fmt: skip
RULE: Final = {"figure": "figure", "value": "feeling", "interval": "95 % interval",  # said later
               "accounts": "accounts"}  # fmt: skip


def roles_table(roles: pd.DataFrame) -> pd.DataFrame:
    """The roles side by side; with attitude and influence, and so for the inside alone.

    Parameters
    ----------
    roles
        As `buying_roles` gives them.
    """
    pairs = zip(roles["accounts"], roles["of"], strict=True)
    there = [say("{some} of {of}", some=some, of=of) for some, of in pairs]
    influence = ["" if pd.isna(one) else percent(one) for one in roles["influence"]]
    shown = roles.assign(
        there=pd.Series(there, roles.index, dtype="str"),
        influence=pd.Series(influence, roles.index, dtype="str"),
        attitude=roles["attitude"].where(roles["attitude"] != "unknown", ""),
    )
    return _named(shown, ROLES)


def safe_roles_table(roles: pd.DataFrame) -> pd.DataFrame:
    """The roles of one account as it may see them: who is known, and how much was heard."""
    shown = roles[["role", "definition", "contacts", "voices"]]
    return shown.set_axis(list(SAFE_ROLES), axis=1)


def stops_table(stops: pd.DataFrame) -> pd.DataFrame:
    """Who can stop the journey where; for the inside alone.

    Parameters
    ----------
    stops
        As `who_can_stop` gives it.
    """
    counts = zip(stops["stopped"], stops["acting"], strict=True)
    refused = [say("{some} of {of}", some=some, of=of) if of else "" for some, of in counts]
    worse = [
        "" if pd.isna(value)
        else say("{value} ({low} to {high})", value=signed(value), low=signed(low),
                 high=signed(high))
        if pd.notna(low) else say("{value} (too few to tell)", value=signed(value))
        for value, low, high in zip(stops["difference"], stops["low"], stops["high"], strict=True)
    ]  # fmt: skip
    shown = stops.assign(
        stated=["yes" if one else "" for one in stops["can_stop"]],
        refused=pd.Series(refused, stops.index, dtype="str"),
        worse=pd.Series(worse, stops.index, dtype="str"),
        attitude=stops["attitude"].where(stops["attitude"] != "unknown", ""),
    )
    return _named(shown, STOPS)


def risk_table(risk: pd.DataFrame) -> pd.DataFrame:
    """Consensus risk by stage; for the inside alone.

    Parameters
    ----------
    risk
        As `consensus_risk` gives it.
    """
    share = [
        say("{some} ({low} to {high})", some=some, low=percent(low), high=percent(high))
        if of
        else say("nobody to compare")
        for some, of, low, high in zip(
            risk["against"], risk["accounts"], risk["low"], risk["high"], strict=True
        )
    ]
    return _named(risk.assign(share=pd.Series(share, risk.index, dtype="str")), RISK)


def against_table(contradicted: pd.DataFrame) -> pd.DataFrame:
    """The statements that evidence speaks against.

    Parameters
    ----------
    contradicted
        As `journey.contradicting.contradicted` gives it.
    """
    return _named(contradicted, AGAINST)


def peak_end_table(rule: pd.DataFrame) -> pd.DataFrame:
    """Peak, end and what the rule makes of them, with intervals over accounts.

    Parameters
    ----------
    rule
        As `peak_end` gives it.
    """
    ends = zip(rule["low"], rule["high"], strict=True)
    interval = [
        "" if pd.isna(low) else say("{low} to {high}", low=signed(low), high=signed(high))
        for low, high in ends
    ]
    shown = rule.assign(
        value=pd.Series([signed(one) for one in rule["value"]], rule.index, dtype="str"),
        interval=pd.Series(interval, rule.index, dtype="str"),
    )
    return _named(shown, RULE)


def _named(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    return table[list(names)].rename(columns=dict(names))

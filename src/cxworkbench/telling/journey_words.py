"""Sentences about the journey, each made from the table it speaks of."""

import pandas as pd

from cxworkbench.ground.uncertainty import TOO_FEW
from cxworkbench.journey.arc import emotional_arc, peak_verdict
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.words import count_of, signed


def describe_emotion_curve(curve: pd.DataFrame) -> str:
    """Where customers feel best and worst, how the journey ends, and where nothing is known.

    Parameters
    ----------
    curve
        As `emotion_curve` or `drawn_emotion` gives it.

    Notes
    -----
    When the intervals of best and worst touch, the sentence says that it is too few to tell.
    """
    known = curve[curve["value"].notna()]
    if known.empty:
        return f"How customers feel is not known at any of {count_of(len(curve), 'place')}."
    arc = emotional_arc(curve)
    marks = {str(row["mark"]): row for _, row in arc.iterrows()}
    silent = len(curve) - len(known)
    rest = f" Nothing is known at {silent} of {len(curve)} places." if silent else ""
    if len(known) == 1:
        return f"How customers feel is known at one place only: {_point(marks['peak'])}.{rest}"
    verdict = peak_verdict(arc)
    apart = "" if verdict == "apart" else f" Whether the two differ: {TOO_FEW}."
    return (
        f"Customers feel best at {_point(marks['peak'])} and worst at "
        f"{_point(marks['trough'])}; the last place known, {marks['end']['name']}, has "
        f"{signed(float(marks['end']['value']))}.{apart}{rest}"
    )


def describe_emotion_against(own: pd.DataFrame, everybody: pd.DataFrame) -> str:
    """Where one account's feelings differ most from those of all accounts.

    Parameters
    ----------
    own, everybody
        Two curves over the same places in the same order; withheld values are missing.
    """
    spoke = own["value"].notna()
    if not spoke.any():
        return "This account has not said how any place felt."
    both = spoke & everybody["value"].notna()
    heard = f"This account spoke of {int(spoke.sum())} of {count_of(len(own), 'place')}"
    if not both.any():
        return f"{heard}, none of which other accounts can be compared at."
    difference = (own["value"] - everybody["value"]).where(both)
    most = int(difference.abs().to_numpy(dtype=float, na_value=-1.0).argmax())
    here, all_of_them = own.iloc[most], everybody.iloc[most]
    return (
        f"{heard}. It differs most from all accounts at {here['name']}: "
        f"{signed(here['value'])} from {count_of(here['voices'], 'voice')} here, "
        f"{signed(all_of_them['value'])} over {count_of(all_of_them['accounts'], 'account')}."
    )


def describe_map_evidence(voices: pd.DataFrame, events: pd.DataFrame) -> str:
    """How much evidence a map rests on, from how many accounts, and since when.

    Parameters
    ----------
    voices, events
        The evidence tables the map was built from.
    """
    accounts = set(voices["account_id"]) | set(events["account_id"])
    days = pd.concat([voices["said_at"], events["occurred_at"]]).dropna()
    if voices.empty and events.empty:
        return "No voice and no event stands behind this map."
    period = f", {days.min().date()} to {days.max().date()}" if len(days) else ""
    heard = len(received_voices(voices))
    return (
        f"{count_of(heard, 'voice')} and {count_of(len(events), 'event')} of "
        f"{count_of(len(accounts - {''}), 'account')}{period}."
    )


def _point(row: pd.Series) -> str:
    """A point of the curve in words: name, value, interval, and how many accounts stand behind."""
    if row["accounts"] == 0:
        return f"{row['name']} ({signed(row['value'])}, assumed)"
    known = pd.notna(row["low"])
    interval = f", {signed(row['low'])} to {signed(row['high'])}" if known else ""
    return (
        f"{row['name']} ({signed(row['value'])}{interval}, {count_of(row['accounts'], 'account')})"
    )

"""Sentences about the journey, each made from the table it speaks of."""

import pandas as pd

from cxworkbench.ground.language import say, term
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
        return say(
            "How customers feel is not known at any of {places}.",
            places=count_of(len(curve), "place"),
        )
    arc = emotional_arc(curve)
    marks = {str(row["mark"]): row for _, row in arc.iterrows()}
    silent = len(curve) - len(known)
    rest = (
        say(" Nothing is known at {silent} of {curve} places.", silent=silent, curve=len(curve))
        if silent
        else ""
    )
    if len(known) == 1:
        return say(
            "How customers feel is known at one place only: {point}.{rest}",
            point=_point(marks["peak"]),
            rest=rest,
        )
    verdict = peak_verdict(arc)
    apart = (
        ""
        if verdict == "apart"
        else say(" Whether the two differ: {too_few}.", too_few=term(TOO_FEW))
    )
    return say(
        "Customers feel best at {point} and worst at {point_2}; the last "
        "place known, {name}, has {value}.{apart}{rest}",
        point=_point(marks["peak"]),
        point_2=_point(marks["trough"]),
        name=marks["end"]["name"],
        value=signed(float(marks["end"]["value"])),
        apart=apart,
        rest=rest,
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
        return say("This account has not said how any place felt.")
    both = spoke & everybody["value"].notna()
    heard = say(
        "This account spoke of {spoke} of {places}",
        spoke=int(spoke.sum()),
        places=count_of(len(own), "place"),
    )
    if not both.any():
        return say("{heard}, none of which other accounts can be compared at.", heard=heard)
    difference = (own["value"] - everybody["value"]).where(both)
    most = int(difference.abs().to_numpy(dtype=float, na_value=-1.0).argmax())
    here, all_of_them = own.iloc[most], everybody.iloc[most]
    return say(
        "{heard}. It differs most from all accounts at {name}: {value} from "
        "{voices} here, {value_2} over {accounts}.",
        heard=heard,
        name=here["name"],
        value=signed(here["value"]),
        voices=count_of(here["voices"], "voice"),
        value_2=signed(all_of_them["value"]),
        accounts=count_of(all_of_them["accounts"], "account"),
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
        return say("No voice and no event stands behind this map.")
    period = (
        say(", {days} to {days_2}", days=days.min().date(), days_2=days.max().date())
        if len(days)
        else ""
    )
    heard = len(received_voices(voices))
    return say(
        "{voices} and {events} of {accounts}{period}.",
        voices=count_of(heard, "voice"),
        events=count_of(len(events), "event"),
        accounts=count_of(len(accounts - {""}), "account"),
        period=period,
    )


def _point(row: pd.Series) -> str:
    """A point of the curve in words: name, value, interval, and how many accounts stand behind."""
    if row["accounts"] == 0:
        return say("{name} ({value}, assumed)", name=row["name"], value=signed(row["value"]))
    known = pd.notna(row["low"])
    interval = (
        say(", {low} to {high}", low=signed(row["low"]), high=signed(row["high"])) if known else ""
    )
    return (
        f"{row['name']} ({signed(row['value'])}{interval}, {count_of(row['accounts'], 'account')})"
    )

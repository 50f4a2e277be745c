"""Tables of the journey as people read them: named columns, figures with their interval."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.journey.peak_end import told_apart
from cxworkbench.voice.words import signed

UNKNOWN: Final = "unknown"
# said later
WITHOUT_US: Final = "without us"  # what customers do by themselves is no point of contact
# said later
ARC: Final = {"mark": "", "name": "touchpoint", "stage": "stage", "emotion": "emotion",
              "interval": "95 % interval", "accounts": "accounts", "word": "in a word",
              "basis": "basis", "clear": "surely so"}  # fmt: skip
# said later
INVENTORY: Final = {"stage": "stage", "name": "touchpoint", "where": "where", "owner": "owner",
                    "action": "what customers do", "emotion": "emotion (95 % interval)",
                    "accounts": "accounts", "voices": "voices", "events": "events",
                    "basis": "basis"}  # fmt: skip
# said later
NOTES: Final = {"severity": "how grave", "rule": "rule", "name": "where", "message": "what",
                "why": "why it matters", "remedy": "what to do"}  # fmt: skip


def arc_table(curve: pd.DataFrame) -> pd.DataFrame:
    """Peak, trough and end of an emotion curve, a row each; none where nothing is known.

    Whether it is surely the peak or trough is "clear" only where its interval touches no other.

    Parameters
    ----------
    curve
        As `emotion_curve` or `drawn_emotion` gives it.
    """
    arc = told_apart(curve)
    doubt = say(" (next: ") + arc["rival"] + ")"
    clear = arc["verdict"] + doubt.where(arc["rival"] != "", "")
    return _named(arc.assign(**_feeling(arc, "value"), clear=clear), ARC)


def inventory_table(inventory: pd.DataFrame) -> pd.DataFrame:
    """The touchpoint inventory with emotions as they are written; "unknown" where nothing is.

    Parameters
    ----------
    inventory
        As `touchpoint_inventory` gives it.
    """
    action = inventory["action"].where(inventory["action"] != "", UNKNOWN)
    channel = ", " + inventory["channel"].where(inventory["channel"] != "", say("channel unknown"))
    felt = _feeling(inventory, "emotion")
    bare = inventory["emotion"].isna() & (inventory["word"] != "")
    known = felt["emotion"].mask(bare, UNKNOWN + " (" + inventory["word"] + ")")
    interval = (" (" + felt["interval"] + ")").where(felt["interval"] != "", "")
    shown = inventory.assign(
        action=action,
        where=(inventory["medium_class"] + channel).where(inventory["contact"], WITHOUT_US),
        emotion=known + interval,
    )
    return _named(shown, INVENTORY)


def notes_table(notes: pd.DataFrame) -> pd.DataFrame:
    """Method notes without their ids.

    Parameters
    ----------
    notes
        As `method_notes` gives them.
    """
    return _named(notes, NOTES)


def _feeling(table: pd.DataFrame, value: str) -> dict[str, pd.Series]:
    """The columns `emotion` and `interval`, in words."""
    emotions = [UNKNOWN if pd.isna(one) else signed(one) for one in table[value]]
    ends = zip(table["low"], table["high"], strict=True)
    intervals = [
        "" if pd.isna(low) else say("{low} to {high}", low=signed(low), high=signed(high))
        for low, high in ends
    ]
    columns = {"emotion": emotions, "interval": intervals}
    return {key: pd.Series(said, table.index, dtype="str") for key, said in columns.items()}


def _named(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    return table[list(names)].rename(columns=dict(names))

"""Drift of saved segments: who is where now, who moved, and whether the definition still fits."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.records.segmentation import SegmentDefinition
from cxworkbench.voice.definitions import defined_segments
from cxworkbench.voice.features import scale_by
from cxworkbench.voice.segments import OTHER
from cxworkbench.voice.words import count_of, number, percent

# Rules of thumb of this workbench, nobody's norm: beyond any of them the segments are worth making
# anew.
MOST_MOVED: Final = 0.2  # share of accounts known then and now
FURTHEST_SHIFT: Final = 0.5  # standard deviations of a middle in one figure
WIDEST: Final = 1.25  # mean distance from the middles, then as 1
GONE: Final = "not there now"
NEW: Final = "not there then"


@dataclass(frozen=True)
class Drift:
    """What became of saved segments.

    `flows` has a row per pair of segments then and now; `moved` a row per account that changed;
    `segments` a row per segment; `share_moved` is of the accounts placed then and now.
    """

    flows: pd.DataFrame
    moved: pd.DataFrame
    segments: pd.DataFrame
    share_moved: float
    stretch: float  # mean distance from the middles now over then
    fits: bool
    text: str


def segment_drift(definition: SegmentDefinition, profile: pd.DataFrame) -> Drift:
    """Where the accounts of a saved definition are now, by the same definition.

    Parameters
    ----------
    definition
        As `voice.definition_file.load_definition` reads it.
    profile
        The accounts now, as `voice.profile.account_profile` makes it.

    Returns
    -------
    Drift
        `flows`: `then`, `now`, `accounts`; `moved`: `account_id`, `then`, `now`; `segments`:
        `segment`, `then` and `now`, accounts, `shift`, the largest move of its middle in one
        figure, in standard deviations when it was made, and `shifted`, that figure. The definition
        fits while at most 20 % moved, no middle moved by more than 0.5, and accounts lie at most a
        quarter further from their middles.

    Raises
    ------
    ParameterProblem
        A figure of the definition is not among the accounts' columns now.

    Notes
    -----
    Accounts near a border move by small changes: look at the shift of the middles beside the
    count. The three limits are rules of thumb.
    """
    placed = defined_segments(profile, definition)
    named = {one.id: one.name for one in definition.segments}
    then = {account: named[segment] for account, segment in definition.members.items()}
    then |= dict.fromkeys(definition.unplaced, OTHER)
    now = dict(zip(placed["account_id"], placed["segment"].replace("", OTHER), strict=True))
    both = sorted({*then, *now})
    table = pd.DataFrame(
        {
            "account_id": both,
            "then": [then.get(one, NEW) for one in both],
            "now": [now.get(one, GONE) for one in both],
        }
    )
    order = [*named.values(), OTHER, NEW, GONE]
    flows = table.groupby(["then", "now"]).size().rename("accounts").reset_index()
    flows = flows.sort_values(
        ["then", "now"], key=lambda names: names.map(order.index), kind="stable"
    ).reset_index(drop=True)
    stayed = table["then"].isin(named.values()) & table["now"].isin(named.values())
    moved = table.loc[stayed & (table["then"] != table["now"])].reset_index(drop=True)
    share = len(moved) / int(stayed.sum()) if stayed.any() else float("nan")
    segments = _middles(definition, profile, placed)
    stretch = _stretch(definition, placed)
    shift = float(segments["shift"].max())
    fits = not (share > MOST_MOVED or shift > FURTHEST_SHIFT or stretch > WIDEST)
    text = _described(definition, table, moved, share, segments, stretch, fits=fits)
    return Drift(flows, moved, segments, share, stretch, fits, text)


def _middles(
    definition: SegmentDefinition, profile: pd.DataFrame, placed: pd.DataFrame
) -> pd.DataFrame:
    numbers = scale_by(profile, definition.dimensions)
    columns = [one.column for one in definition.dimensions if one.kind == "number"]
    middle = np.nanmedian if definition.method == "mixed" else np.nanmean
    rows = []
    for one in definition.segments:
        inside = (placed["segment_id"] == one.id).to_numpy(bool)
        shift, shifted = np.nan, ""
        if inside.any() and columns:
            moved = np.abs(middle(numbers[inside], axis=0) - np.array(one.centre))
            shift, shifted = float(np.nanmax(moved)), columns[int(np.nanargmax(moved))]
        rows.append((one.name, one.accounts, int(inside.sum()), shift, shifted))
    return pd.DataFrame(rows, columns=["segment", "then", "now", "shift", "shifted"])


def _stretch(definition: SegmentDefinition, placed: pd.DataFrame) -> float:
    before = sum(one.within * one.accounts for one in definition.segments)
    accounts = sum(one.accounts for one in definition.segments)
    now = float(placed["distance"].mean())
    return now * accounts / before if before > 0 else float("nan")


def _described(
    definition: SegmentDefinition,
    table: pd.DataFrame,
    moved: pd.DataFrame,
    share: float,
    segments: pd.DataFrame,
    stretch: float,
    *,
    fits: bool,
) -> str:
    new, gone = int((table["then"] == NEW).sum()), int((table["now"] == GONE).sum())
    since = say(" of {as_of}", as_of=definition.as_of) if definition.as_of else ""
    words = [
        say(
            "By the segments saved{since}, {accounts} moved to another segment "
            "({share} of those placed then and now); {accounts_2} came, {gone:,} "
            "went",
            since=since,
            accounts=count_of(len(moved), "account"),
            share=percent(share),
            accounts_2=count_of(new, "account"),
            gone=gone,
        )
    ]
    far = segments.dropna(subset="shift").sort_values("shift", ascending=False, kind="stable")
    if len(far) and far["shift"].iloc[0] > 0:
        row = far.iloc[0]
        words.append(
            say(
                "the middle of {segment} moved most, by {shift} standard deviations in {shifted}",
                segment=row["segment"],
                shift=number(float(row["shift"]), 1),
                shifted=row["shifted"],
            )
        )
    if stretch == stretch:
        words.append(
            say(
                "accounts lie {stretch} times as far from their middles as then",
                stretch=number(stretch, 2),
            )
        )
    end = (
        say("The definition still fits.")
        if fits
        else say("Make the segments anew: they fit no longer.")
    )
    return "; ".join(words) + f". {end}"

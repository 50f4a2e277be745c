"""Challenge signals: what accounts do where it is hard, each against what they do elsewhere."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.differences import Difference, paired_difference
from cxworkbench.ground.language import later, say
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS, TOO_FEW
from cxworkbench.records.engagement import TouchpointPlace
from cxworkbench.voice.words import count_of, number, percent

SIGNAL: Final = "signal"
NO_SIGN: Final = "no sign"
QUIET_DAYS: Final = 180  # without an event for so long a journey counts as ended
WORST: Final = 4.5  # severity from which on a complaint is one that was escalated
WAITING: Final = "waiting"
# What each counts, of one account at one touchpoint.
SIGNALS: Final = {
    "repeats": later("share of events followed at once by the same one again"),
    "loops": later("share of events followed by going back to what was left before in the stage"),
    WAITING: later("days since the touchpoint before in the stage"),
    "drop-off": later("share of accounts that were last seen here and have been quiet since"),
    "escalations": later("share of complaints of the highest severity"),
    "complaint share": later("share of voices that name a pain"),
}
COLUMNS: Final = {
    "touchpoint_id": "str",
    "name": "str",
    "stage": "str",
    "signal": "str",
    "value": "float64",
    "baseline": "float64",
    "difference": "float64",
    "low": "float64",
    "high": "float64",
    "accounts": "int64",
    "label": "str",
    "method": "str",
    "evidence": "object",
    "why": "str",
}


def challenge_signals(
    voices: pd.DataFrame,
    events: pd.DataFrame,
    touchpoints: Sequence[TouchpointPlace],
    *,
    as_of: pd.Timestamp,
) -> pd.DataFrame:
    """Where behaviour says that it is hard, though nobody may have said so.

    Each account is its own baseline: its figure at the touchpoint is held against its mean figure
    at all its other touchpoints, and the difference must leave out 0 for all comparisons together.

    Parameters
    ----------
    voices, events
        Evidence tables, limited to the period that counts.
    touchpoints
        The engagement's, in journey order: they say which stage each is in.
    as_of
        The last day that counts.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint and signal that at least one account has both figures for, signals
        first and then by touchpoint: `touchpoint_id`, `name`, `stage`; `signal`, a key of
        `SIGNALS`; `value` here and `baseline` elsewhere, means over accounts, shares 0 to 1 or
        days; `difference` with `low`, `high`; `accounts`; `label`: "signal", "no sign" or "too few
        to tell"; `method`; `evidence`, the newest row of each account; `why`.

    Notes
    -----
    Accounts that buy again begin anew in another stage, which is no loop: loops and waiting are
    counted while an account stays in one stage. Waiting holds work and waiting alike, and the
    customer's own time too. What is not logged cannot be seen.

    References
    ----------
    Student's t over accounts, paired; Bonferroni over all comparisons of the table.
    """
    steps = _steps(events, touchpoints, as_of)
    figures = pd.concat([_of_events(steps), _of_voices(voices)], ignore_index=True)
    known = {place.id for place in touchpoints}
    figures = figures[figures["touchpoint_id"].isin(known)]
    held = {
        (str(signal), str(at)): rows
        for signal, of_signal in figures.groupby("signal")
        for at, rows in _against_elsewhere(of_signal).groupby("touchpoint_id")
    }
    tested = sum(len(rows) >= FEWEST_ACCOUNTS for rows in held.values())
    rows = [
        _row(held[signal, place.id], signal, place, max(tested, 1))
        for place in touchpoints
        for signal in SIGNALS
        if (signal, place.id) in held
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    order = table["label"].map({SIGNAL: 0, NO_SIGN: 1, TOO_FEW: 2})
    return table.iloc[np.argsort(order.to_numpy(), kind="stable")].reset_index(drop=True)


def _steps(
    events: pd.DataFrame, touchpoints: Sequence[TouchpointPlace], as_of: pd.Timestamp
) -> pd.DataFrame:
    """Each account's placed events in order, each beside the one before and the one after."""
    order = {place.id: at for at, place in enumerate(touchpoints)}
    stage = {place.id: place.stage for place in touchpoints}
    kept = events[
        events["occurred_at"].notna()
        & (events["account_id"] != "")
        & events["touchpoint_id"].isin(list(order))
    ]
    kept = kept.sort_values(["account_id", "occurred_at"], kind="stable").reset_index(drop=True)
    account, at = kept["account_id"], kept["touchpoint_id"]
    in_stage = at.map(stage)
    entered = (account != account.shift()) | (in_stage != in_stage.shift())
    kept = kept.assign(stay=entered.cumsum(), place=at.map(order).astype("float64"))
    been_before = kept.groupby(["stay", "touchpoint_id"]).cumcount() > 0
    goes_on = account == account.shift(-1)
    stays = kept["stay"] == kept["stay"].shift(-1)
    moves = at != at.shift(-1)
    same = ~moves & (kept["activity"] == kept["activity"].shift(-1))
    came = (kept["stay"] == kept["stay"].shift()) & (kept["place"] > kept["place"].shift())
    days = kept["occurred_at"].diff().dt.total_seconds() / 86400
    quiet = kept["occurred_at"] < as_of - pd.Timedelta(days=QUIET_DAYS)
    back = stays & moves & been_before.shift(-1, fill_value=False)
    return kept.assign(
        again=(goes_on & same).astype("float64").where(goes_on),
        back=back.astype("float64").where(goes_on),
        days=days.where(came),
        ended=(~goes_on & quiet).astype("float64"),
    )


def _of_events(steps: pd.DataFrame) -> pd.DataFrame:
    keys = steps[["account_id", "touchpoint_id"]].assign(row=steps["event_id"])
    return pd.concat(
        [
            _figures(keys.assign(figure=steps["again"]), "repeats", "mean"),
            _figures(keys.assign(figure=steps["back"]), "loops", "mean"),
            _figures(keys.assign(figure=steps["days"]), WAITING, "mean"),
            _figures(keys.assign(figure=steps["ended"]), "drop-off", "max"),
        ],
        ignore_index=True,
    )


def _of_voices(voices: pd.DataFrame) -> pd.DataFrame:
    placed = voices[(voices["account_id"] != "") & (voices["touchpoint_id"] != "")]
    placed = placed.sort_values(["said_at", "voice_id"], kind="stable")
    keys = placed[["account_id", "touchpoint_id"]].assign(row=placed["voice_id"])
    pain = placed["code_kind"] == "pain"
    rated = pain & placed["severity"].notna()
    worst = (placed["severity"] >= WORST).astype("float64").where(rated)
    return pd.concat(
        [
            _figures(keys.assign(figure=worst), "escalations", "mean"),
            _figures(keys.assign(figure=pain.astype("float64")), "complaint share", "mean"),
        ],
        ignore_index=True,
    )


def _figures(rows: pd.DataFrame, signal: str, way: str) -> pd.DataFrame:
    """One figure for each account and touchpoint, and the newest row it rests on."""
    told = rows[rows["figure"].notna()]
    grouped = told.groupby(["account_id", "touchpoint_id"], as_index=False, sort=True)
    return grouped.agg(figure=("figure", way), row=("row", "last")).assign(signal=signal)


def _against_elsewhere(figures: pd.DataFrame) -> pd.DataFrame:
    """Each figure beside the same account's mean at its other touchpoints, where it has others."""
    account = figures.groupby("account_id")["figure"]
    total, count = account.transform("sum"), account.transform("count")
    elsewhere = (total - figures["figure"]) / (count - 1).where(count > 1)
    return figures.assign(elsewhere=elsewhere)[count > 1]


def _row(
    rows: pd.DataFrame, signal: str, place: TouchpointPlace, comparisons: int
) -> dict[str, object]:
    difference = paired_difference(rows["figure"] - rows["elsewhere"], comparisons=comparisons)
    value, baseline = float(rows["figure"].mean()), float(rows["elsewhere"].mean())
    return {
        "touchpoint_id": place.id,
        "name": place.name,
        "stage": place.stage,
        "signal": signal,
        "value": value,
        "baseline": baseline,
        "difference": difference.value,
        "low": difference.low,
        "high": difference.high,
        "accounts": len(rows),
        "label": _label(difference),
        "method": difference.method,
        "evidence": sorted(rows["row"]),
        "why": _why(signal, value, baseline, difference),
    }


def _label(difference: Difference) -> str:
    if np.isnan(difference.low):
        return NO_SIGN if difference.group >= FEWEST_ACCOUNTS else TOO_FEW
    return SIGNAL if difference.low > 0 else NO_SIGN


def _why(signal: str, value: float, baseline: float, difference: Difference) -> str:
    def shown(figure: float) -> str:
        return number(figure) if signal == WAITING else percent(figure)

    told = say(
        "{what}: {value} here against {baseline} at the other touchpoints of the same {accounts}",
        what=say(SIGNALS[signal]).capitalize(),
        value=shown(value),
        baseline=shown(baseline),
        accounts=count_of(difference.group, "account"),
    )
    if np.isnan(difference.low):
        return f"{told}; {difference.method}."
    scale = 1 if signal == WAITING else 100
    digits = 1 if signal == WAITING else 0
    return say(
        "{told} (difference {low} to {high}{unit}).",
        told=told,
        low=number(scale * difference.low, digits),
        high=number(scale * difference.high, digits),
        unit=say(" days") if signal == WAITING else say(" points"),
    )

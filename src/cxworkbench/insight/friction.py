"""How much trouble each step makes: effort, time, repeats, hand-offs and errors, each shown."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import later
from cxworkbench.records.engagement import Metric, TouchpointPlace
from cxworkbench.records.register import Entry
from cxworkbench.voice.parts import received_voices

PARTS: Final = ("effort", "time_days", "repeats", "hand_offs", "errors")
HALF_TIME: Final = 7.0  # days that count as half of the worst
BACK_WITHIN: Final = 14  # days
FEWEST_PARTS: Final = 2
PART_NAMES: Final = {
    "effort": "effort",
    "time_days": "time",
    "repeats": "repeats",
    "hand_offs": "hand-offs",
    "errors": "errors",
}
FORMULA: Final = later(
    "Friction is the mean of the known parts, each from 0 to 1, times 100. Effort: how far the "
    "answers about effort lie from the easy end of their scale. Time: days since the step before, "
    "divided by those days plus {half:g}. Repeats: share of accounts for which the same thing "
    "happened there again within {days} days. Hand-offs: whether another function answers for it "
    "than for the step before, counted half. Errors: share of the accounts heard there that name "
    "a pain. A part nobody measured is left out, and fewer than two parts give no index."
)


def friction_now(
    voices: pd.DataFrame,
    events: pd.DataFrame,
    touchpoints: Sequence[TouchpointPlace],
    *,
    metrics: Mapping[str, Metric],
) -> pd.DataFrame:
    """The friction index of each touchpoint with its five parts; what was not measured is missing.

    Parameters
    ----------
    voices, events
        Evidence tables.
    touchpoints
        The engagement's, in journey order.
    metrics
        The engagement's; those of kind "ces" tell effort.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint, in journey order: `touchpoint_id`, `name`, `stage`; `effort`, 0 (easy)
        to 1; `time_days` since the account's step before, median over accounts; `repeats`, a
        share of accounts; `hand_offs`, 0 or 1; `errors`, a share; `effort_n` … `errors_n`, accounts
        behind each (hand-offs have none); `index`, 0 to 100, and `known`, how many parts it is
        the mean of.

    Notes
    -----
    An index of two parts and one of five are not the same measure: compare a step with itself,
    before and after. Doing the same again is sometimes what a step is for. Waiting
    that nobody logged is not seen. The five parts weigh alike because no source says otherwise;
    they are there to be read one by one.
    """
    theirs = received_voices(voices)
    parts = {
        "effort": _effort(theirs, metrics),
        "time_days": _time(events),
        "repeats": _repeats(events),
        "errors": _errors(voices, theirs),
    }
    rows = []
    before = ""
    for place in touchpoints:
        row: dict[str, Any] = {
            "touchpoint_id": place.id,
            "name": place.name,
            "stage": place.stage,
        }
        for name in PARTS:
            told = parts.get(name, {}).get(place.id, (np.nan, 0))
            row[name], row[f"{name}_n"] = told
        if place.contact:
            row["hand_offs"] = float(before != place.owner) if before and place.owner else np.nan
            before = place.owner
        rows.append(row)
    names = [one for part in PARTS for one in (part, f"{part}_n")]
    table = pd.DataFrame(rows, columns=["touchpoint_id", "name", "stage", *names])
    table = table.drop(columns="hand_offs_n")
    return table.assign(index=_index(table), known=table[list(PARTS)].notna().sum(axis=1))


def friction_expected(
    now: pd.DataFrame, actions: Sequence[Entry], *, metrics: Mapping[str, Metric]
) -> pd.DataFrame:
    """Friction now and as expected once these actions are done.

    Only what somebody predicted changes: an action whose `metric` is a part ("time_days",
    "repeats" …) or a metric of effort, and that says by how much it moves (`change`, in the part's
    or metric's own unit). All else stays as it is now.

    Parameters
    ----------
    now
        As `friction_now` makes it.
    actions
        The accepted ones; their touchpoints say where.
    metrics
        As for `friction_now`.

    Returns
    -------
    pandas.DataFrame
        `now`, and `expected`, `low`, `high`, the index as expected, NaN where nothing is predicted;
        `action_ids`, whose predictions they are. All of it assumed.
    """
    table = now.copy()
    table["expected"], table["low"], table["high"] = np.nan, np.nan, np.nan
    behind: list[tuple[str, ...]] = [()] * len(table)
    for number, (place, row) in enumerate(now.iterrows()):
        moved = [
            (one, part, scale)
            for one in actions
            if row["touchpoint_id"] in one.touchpoint_ids and one.change is not None
            for part, scale in _moves(one.metric, metrics)
            if pd.notna(row[part])
        ]
        if not moved or pd.isna(row["index"]):
            continue
        ends = {"expected": "change", "low": "change_low", "high": "change_high"}
        after = {end: _after(row, moved, field) for end, field in ends.items()}
        low, high = sorted((after["low"], after["high"]))
        at: Any = place
        table.loc[at, ["expected", "low", "high"]] = [after["expected"], low, high]
        behind[number] = tuple(dict.fromkeys(one.id for one, _, _ in moved))
    return table.assign(action_ids=pd.Series(behind, table.index, dtype="object"))


def _after(row: Any, moved: Sequence[tuple[Entry, str, float]], field: str) -> float:  # noqa: ANN401
    values = {part: row[part] for part in PARTS}
    for action, part, scale in moved:
        by = getattr(action, field)
        if by is None:
            return float("nan")
        values[part] = max(values[part] + by * scale, 0.0)
        if part != "time_days":
            values[part] = min(values[part], 1.0)
    return float(_index(pd.DataFrame([values])).iloc[0])


def _moves(metric: str, metrics: Mapping[str, Metric]) -> list[tuple[str, float]]:
    """Which part a metric moves, and what one unit of it is worth in that part."""
    if metric in PARTS:
        return [(metric, 1.0)]
    known = metrics.get(metric)
    if known is None or known.kind != "ces":
        return []
    return [("effort", (-1.0 if known.higher_is_better else 1.0) / (known.high - known.low))]


def _index(table: pd.DataFrame) -> pd.Series:
    scaled = table[list(PARTS)].astype(float)
    scaled["time_days"] = scaled["time_days"] / (scaled["time_days"] + HALF_TIME)
    scaled["hand_offs"] = scaled["hand_offs"] / 2
    enough = scaled.notna().sum(axis=1) >= FEWEST_PARTS
    mean: pd.Series = 100 * scaled.mean(axis=1)
    return mean.where(enough)


def _effort(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> dict[str, tuple[float, int]]:
    rows = voices[voices["score"].notna() & (voices["touchpoint_id"] != "")]
    rows = rows[(rows["account_id"] != "") & rows["metric"].isin(
        [name for name, one in metrics.items() if one.kind == "ces"])]  # fmt: skip
    if rows.empty:
        return {}
    easy = [
        (score - metrics[name].low) / (metrics[name].high - metrics[name].low)
        for score, name in zip(rows["score"], rows["metric"], strict=True)
    ]
    better = [metrics[name].higher_is_better for name in rows["metric"]]
    hard = np.where(better, 1 - np.array(easy), easy)
    return _over_accounts(rows.assign(part=hard), "mean")


def _time(events: pd.DataFrame) -> dict[str, tuple[float, int]]:
    rows = _in_order(events)
    if rows.empty:
        return {}
    days = (
        rows["occurred_at"] - rows.groupby("account_id")["occurred_at"].shift()
    ).dt.total_seconds()
    elsewhere = rows["touchpoint_id"] != rows.groupby("account_id")["touchpoint_id"].shift()
    waited = rows.assign(part=days / 86_400)[days.notna() & elsewhere]
    return _over_accounts(waited, "median")


def _repeats(events: pd.DataFrame) -> dict[str, tuple[float, int]]:
    rows = _in_order(events)
    if rows.empty:
        return {}
    last = rows.groupby(["account_id", "touchpoint_id", "activity"])["occurred_at"].shift()
    back = (rows["occurred_at"] - last).dt.days <= BACK_WITHIN
    ever = (
        rows.assign(part=back.astype(float)).groupby(["touchpoint_id", "account_id"])["part"].max()
    )
    return _told(ever.groupby("touchpoint_id").agg(["mean", "count"]))


def _errors(voices: pd.DataFrame, received: pd.DataFrame) -> dict[str, tuple[float, int]]:
    def pairs(rows: pd.DataFrame) -> pd.DataFrame:
        known = rows[(rows["account_id"] != "") & (rows["touchpoint_id"] != "")]
        return known[["touchpoint_id", "account_id"]].drop_duplicates()

    heard = pairs(pd.concat([received, voices[voices["code_kind"] == "pain"]]))
    pained = pairs(voices[voices["code_kind"] == "pain"]).assign(part=1.0)
    both = heard.merge(pained, how="left", on=["touchpoint_id", "account_id"]).fillna({"part": 0.0})
    return _told(both.groupby("touchpoint_id")["part"].agg(["mean", "count"]))


def _in_order(events: pd.DataFrame) -> pd.DataFrame:
    rows = events[(events["account_id"] != "") & (events["touchpoint_id"] != "")]
    rows = rows[rows["occurred_at"].notna()]
    return rows.sort_values(["account_id", "occurred_at", "event_id"])


def _over_accounts(rows: pd.DataFrame, how: str) -> dict[str, tuple[float, int]]:
    each = rows.groupby(["touchpoint_id", "account_id"])["part"].agg(how)
    return _told(
        each.groupby("touchpoint_id").agg([how, "count"]).set_axis(["mean", "count"], axis=1)
    )


def _told(table: pd.DataFrame) -> dict[str, tuple[float, int]]:
    return {
        str(place): (float(value), int(count))
        for place, value, count in zip(table.index, table["mean"], table["count"], strict=True)
    }

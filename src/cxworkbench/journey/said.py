"""What evidence says at each place of a map, lane by lane, as statements.

A statement's id is made from where it stands and what it is about, not from how often it was said:
the next proposal changes the numbers of the same statement and does not add a second one.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.journey.basis import basis_of
from cxworkbench.journey.distribution import emotion_counts
from cxworkbench.journey.emotion import account_feelings
from cxworkbench.records.journey_map import Lane, Statement
from cxworkbench.voice.parts import origin_of

MADE_HERE: Final = "say-"  # how ids of statements from evidence begin
UNKNOWN: Final = "unknown"
LANE_OF_CODE: Final[dict[str, Lane]] = {
    "action": "actions",
    "thought": "thoughts",
    "need": "needs",
    "pain": "pains",
    "gain": "gains",
}


def statement_id(at: str, lane: str, about: str) -> str:
    """The id of what evidence says about one thing, in one lane, at one place.

    Examples
    --------
    >>> statement_id("tp-till", "pains", "slow till")
    'say-08be7f4b99b0'
    """
    text = json.dumps([at, lane, about], ensure_ascii=False)
    return MADE_HERE + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def coded_statements(placed: pd.DataFrame) -> list[Statement]:
    """Pains, gains, needs, actions and thoughts as they were coded, each with its counts.

    Parameters
    ----------
    placed
        As `placed_voices` gives them.

    Returns
    -------
    list of Statement
        One for each place, lane and code; those that more accounts said first.

    Examples
    --------
    >>> from cxworkbench.journey.places import placed_voices
    >>> from cxworkbench.records.evidence import conform
    >>> voices = conform(pd.DataFrame({"voice_id": ["v1", "v2"], "account_id": ["a", "b"],
    ...     "touchpoint_id": "tp-till", "code_kind": "pain", "code": "slow till"}), "voices")
    >>> [pain] = coded_statements(placed_voices(voices, ["tp-till"], {}))
    >>> pain.lane, pain.text, pain.n, pain.evidence
    ('pains', 'slow till', 2, ('v1', 'v2'))
    """
    coded = placed[placed["code_kind"].isin(LANE_OF_CODE) & (placed["code"] != "")]
    found = [
        _coded(str(at), LANE_OF_CODE[str(kind)], str(code), rows)
        for (at, kind, code), rows in coded.groupby(["at", "code_kind", "code"])
    ]
    return sorted(found, key=lambda one: (one.at, one.lane, -one.n, -one.voices, one.text))


def action_statements(events: pd.DataFrame, known: Mapping[str, str]) -> list[Statement]:
    """What accounts were seen to do at each touchpoint, from the event log.

    Where a person has said in the customer's words what is done there, these words stand, with the
    accounts seen there behind them; otherwise each activity stands as the log names it. Words of a
    person where the log shows nobody are assumed.

    Parameters
    ----------
    events
        Evidence table `events`, only rows at touchpoints of the map.
    known
        Touchpoint id -> action in the customer's words.

    Notes
    -----
    Evidence is the newest event of each account, so that a log of a million rows gives a file that
    people can read; `n` counts all accounts.
    """
    said = [
        _done(at, text, "", events[events["touchpoint_id"] == at])
        for at, text in known.items()
        if text
    ]
    rest = events[
        (events["touchpoint_id"] != "")
        & (events["activity"] != "")
        & ~events["touchpoint_id"].isin([at for at, text in known.items() if text])
    ]
    seen = [
        _done(str(at), str(activity), str(activity), rows)
        for (at, activity), rows in rest.groupby(["touchpoint_id", "activity"])
    ]
    return said + sorted(seen, key=lambda one: (one.at, -one.n, one.text))


def emotion_statements(curve: pd.DataFrame, felt: pd.DataFrame) -> list[Statement]:
    """One statement for each touchpoint of an emotion curve: the value, or "unknown".

    Parameters
    ----------
    curve
        As `emotion_curve` gives it.
    felt
        The voices behind it, as `felt_voices` gives them.
    """
    behind = {str(key): rows for key, rows in felt.groupby("touchpoint_id")}
    rows = [(str(row["id"]), row) for _, row in curve.iterrows()]
    return [
        _felt(row, behind[at]) if row["accounts"] else unknown_statement(at, "emotion")
        for at, row in rows
    ]


def unknown_statement(at: str, lane: Lane) -> Statement:
    """The statement that nothing is known in a lane at a place; it is open, and to be asked."""
    about = "" if lane == "emotion" else UNKNOWN
    return Statement(
        id=statement_id(at, lane, about), at=at, lane=lane, text=UNKNOWN, status="open"
    )


def is_unknown(statement: Statement) -> bool:
    """Whether a statement only says that nothing is known."""
    return statement.text == UNKNOWN and statement.value is None and not statement.evidence


def _coded(at: str, lane: Lane, code: str, rows: pd.DataFrame) -> Statement:
    return Statement(
        id=statement_id(at, lane, code),
        at=at,
        lane=lane,
        text=code,
        code=code,
        basis=basis_of(rows["method"]),
        evidence=tuple(sorted(rows["voice_id"])),
        n=_accounts(rows),
        voices=int(origin_of(rows).nunique()),
        as_of=newest(rows["said_at"]),
    )


def _done(at: str, text: str, about: str, rows: pd.DataFrame) -> Statement:
    newest_first = rows.sort_values(["occurred_at", "event_id"], kind="stable")
    shown = newest_first.drop_duplicates("account_id", keep="last")
    return Statement(
        id=statement_id(at, "actions", about),
        at=at,
        lane="actions",
        text=text,
        basis="assumed" if rows.empty else "observed",
        evidence=tuple(sorted(shown["event_id"])),
        n=_accounts(rows),
        as_of=newest(rows["occurred_at"]),
    )


def _felt(row: pd.Series, rows: pd.DataFrame) -> Statement:
    counted = rows[rows["account_id"] != ""]
    at = str(row["id"])
    numbers = {key: _number(row[key]) for key in ("value", "low", "high")}
    return Statement.model_validate(
        {
            **numbers,
            "id": statement_id(at, "emotion", ""),
            "at": at,
            "lane": "emotion",
            "basis": row["basis"],
            "evidence": tuple(sorted(counted["voice_id"])),
            "n": row["accounts"],
            "voices": row["voices"],
            "word": row["word"],
            "counts": emotion_counts(account_feelings(counted).to_numpy()),
            "as_of": newest(counted["said_at"]),
        }
    )


def _number(value: float) -> float | None:
    # Rounded so that the file shows no digits that depend on the order of adding up.
    return None if pd.isna(value) else round(float(value), 6)


def _accounts(rows: pd.DataFrame) -> int:
    return int(rows.loc[rows["account_id"] != "", "account_id"].nunique())


def newest(moments: pd.Series) -> str:
    """The last of several days as an ISO date; empty when none is known."""
    last = moments.max()
    return "" if pd.isna(last) else str(last.date().isoformat())

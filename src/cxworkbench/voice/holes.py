"""Holes in what was heard, and whom to ask next."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.voice.words import count_of, percent

NOT_PLACED: Final = "not placed"
NO_ROLE: Final = "role not stated"
THIN_BELOW: Final = 3  # accounts: fewer say what they think, not what accounts think
EXPECTED_AT_LEAST: Final = 3.0  # voices: below, an empty field may well be chance
THIN_EXPECTED: Final = 8.0
THIN_SHARE: Final = 0.25  # of what would be expected
HOLE_COLUMNS: Final = ("kind", "what", "segment", "role", "stage", "grade", "expected", "why")
KINDS: Final = ("stage", "role", "segment", "segment × role", "segment × stage", "role × stage")


def coverage_holes(heard: pd.DataFrame, *, fewest: int = THIN_BELOW) -> pd.DataFrame:
    """The holes in what was heard, whole stages, roles and segments first, largest first.

    A stage, role or segment is a hole when nobody of it was heard, and thin when fewer than 3
    accounts were. A pair of them is a hole when it has no voice where at least 3 would be expected
    if the two had nothing to do with each other, and neither of the two is a hole by itself.

    Parameters
    ----------
    heard
        As `heard` of this room makes it: one row for each segment, role and stage.
    fewest
        Accounts below which a stage, role or segment is thin; 1 for a table of one account.

    Returns
    -------
    pandas.DataFrame
        One row per hole: `kind`, one of "stage", "role", "segment", "segment × role",
        "segment × stage", "role × stage", or "all" where nobody was heard; `what`, in words;
        `segment`, `role`, `stage`, empty where the hole is wider; `grade`, "none" or "thin";
        `expected` voices, missing for whole ones; `why`, a sentence.

    Notes
    -----
    A role that no contact is known to have is one hole all the same: nobody could be asked.
    """
    if not heard["voices"].any():
        return _as_holes(
            [_hole("all", say("the accounts"), "none", say("there is no voice at all"))]
        )
    rows = [*_stages(heard, fewest), *_roles(heard, fewest), *_segments(heard, fewest)]
    empty = {kind: {row[kind] for row in rows if row["kind"] == kind} for kind in KINDS[:3]}
    spoken = heard.loc[(heard["stage"] != NOT_PLACED) & (heard["role"] != NO_ROLE)]
    for first, second in (("segment", "role"), ("segment", "stage"), ("role", "stage")):
        # A role or stage left unstated is no hole of its own, but its voices do belong somewhere.
        base = spoken if "role" in (first, second) else heard.loc[heard["stage"] != NOT_PLACED]
        rows += _pairs(base, first, second, empty)
    return _as_holes(rows)


def next_step(holes: pd.DataFrame, silent: pd.DataFrame) -> str:
    """Whom to hear next, in one or two sentences, from the holes and the silent accounts.

    Examples
    --------
    >>> none = pd.DataFrame(columns=list(HOLE_COLUMNS))
    >>> next_step(none, pd.DataFrame({"revenue_share": [0.2]}))
    'Hear the 1 silent account (20 % of revenue), then build the map.'
    """
    share = float(silent["revenue_share"].sum()) if len(silent) else 0.0
    worth = say(" ({share} of revenue)", share=percent(share)) if share > 0 else ""
    quiet = say(
        "the {silent_accounts}{worth}",
        silent_accounts=count_of(len(silent), "silent account"),
        worth=worth,
    )
    if holes.empty and silent.empty:
        return say("Every stage, role and segment was heard: build the map.")
    if holes.empty:
        return say("Hear {quiet}, then build the map.", quiet=quiet)
    first = holes.iloc[0]
    more = (
        say(" {more_holes} listed.", more_holes=count_of(len(holes) - 1, "more hole"))
        if len(holes) > 1
        else ""
    )
    start = say(" Start with {quiet}.", quiet=quiet) if len(silent) else ""
    return say(
        "Hear {what} next: {why}.{more}{start}",
        what=first["what"],
        why=first["why"],
        more=more,
        start=start,
    )


def _as_holes(rows: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(HOLE_COLUMNS))
    texts = {name: "str" for name in HOLE_COLUMNS if name != "expected"}
    return table.astype({**texts, "expected": "float64"})


def _stages(heard: pd.DataFrame, fewest: int) -> list[dict[str, Any]]:
    placed = heard.loc[heard["stage"] != NOT_PLACED]
    rows = []
    for stage, group in placed.groupby("stage", sort=False):
        voices, accounts = int(group["voices"].sum()), int(group["stage_accounts"].iloc[0])
        if accounts >= fewest:
            continue
        why = say("no voice speaks about it") if not voices else _only(voices, accounts)
        rows.append(
            _hole(
                "stage",
                say("the stage {stage}", stage=stage),
                _grade(voices),
                why,
                stage=str(stage),
            )
        )
    return rows


def _roles(heard: pd.DataFrame, fewest: int) -> list[dict[str, Any]]:
    known = heard.drop_duplicates(["segment", "role"]).groupby("role", sort=False)["contacts_known"]
    people = known.sum()
    stated = heard.loc[heard["role"] != NO_ROLE]
    if len(heard) and not stated["voices"].any():
        why = say("no voice says the role of who spoke")
        return [_hole("role", say("contacts by role"), "none", why)]
    rows, nobody = [], []
    for role, group in stated.groupby("role", sort=False):
        voices, there = int(group["voices"].sum()), int(people[role])
        accounts = int(group["role_accounts"].iloc[0])
        if accounts >= fewest:
            continue
        if not voices and not there:
            nobody.append(str(role))
            continue
        why = say("{contacts} known, ", contacts=count_of(there, "contact")) + (
            say("none heard") if not voices else _only(voices, accounts)
        )
        rows.append(
            _hole("role", say("the role {role}", role=role), _grade(voices), why, role=str(role))
        )
    rows.sort(key=lambda row: row["grade"] != "none")
    if nobody:
        what = say("a contact in the role {nobody}", nobody=", ".join(nobody))
        rows.append(_hole("role", what, "none", say("no contact is known to have it")))
    return rows


def _segments(heard: pd.DataFrame, fewest: int) -> list[dict[str, Any]]:
    rows = []
    for segment, group in heard.groupby("segment", sort=False):
        voices, accounts = int(group["voices"].sum()), int(group["segment_accounts"].iloc[0])
        known = int(group["accounts_known"].iloc[0])
        if accounts >= min(fewest, known):
            continue
        why = say(
            "{accounts} of {accounts_2} heard",
            accounts=accounts,
            accounts_2=count_of(known, "account"),
        )
        what = say("the segment {segment}", segment=segment)
        rows.append(_hole("segment", what, _grade(voices), why, segment=str(segment)))
    return rows


def _pairs(
    heard: pd.DataFrame, first: str, second: str, empty: dict[str, set[str]]
) -> list[dict[str, Any]]:
    counts = heard.pivot_table(
        index=first, columns=second, values="voices", aggfunc="sum", sort=False
    )
    total = counts.to_numpy().sum()
    rows = []
    for one, voices_of in counts.iterrows():
        for other, voices in voices_of.items():
            if one in empty[first] or other in empty[second]:
                continue
            expected = float(voices_of.sum() * counts[other].sum() / total) if total else 0.0
            none = voices == 0 and expected >= EXPECTED_AT_LEAST
            if not none and not (expected >= THIN_EXPECTED and voices < THIN_SHARE * expected):
                continue
            why = say(
                "{voices} where about {expected:.0f} would be expected",
                voices=_voices(int(voices)),
                expected=expected,
            )
            rows.append(
                {
                    **_hole(f"{first} × {second}", "", _grade(int(voices)), why),
                    first: str(one),
                    second: str(other),
                    "what": f"{_named(first, one)} {_joined(first, second, other)}",
                    "expected": expected,
                }
            )
    return sorted(rows, key=lambda row: (row["grade"] != "none", -row["expected"]))


def _named(kind: str, name: object) -> str:
    return say("the {kind} {name}", kind=kind, name=name)


def _joined(first: str, second: str, name: object) -> str:
    if second == "stage":
        return say("about the stage {name}", name=name)
    return (
        say("in the {second} {name}", second=second, name=name)
        if first == "segment"
        else say("and the {second} {name}", second=second, name=name)
    )


def _hole(kind: str, what: str, grade: str, why: str, **where: str) -> dict[str, Any]:
    places = {name: where.get(name, "") for name in ("segment", "role", "stage")}
    return {"kind": kind, "what": what, **places, "grade": grade, "expected": None, "why": why}


def _grade(voices: int) -> str:
    return "thin" if voices else "none"


def _voices(voices: int) -> str:
    return count_of(voices, "voice") if voices else say("no voice")


def _only(voices: int, accounts: int) -> str:
    return say(
        "only {voices} of {accounts} heard",
        voices=_voices(voices),
        accounts=count_of(accounts, "account"),
    )


def holes_of(holes: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """The holes of those kinds only."""
    return holes.loc[holes["kind"].isin(list(kinds))].reset_index(drop=True)

"""The map to be: today's map after what was accepted, with the difference told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.insight.candidates import linked
from cxworkbench.records.deciding import accepted_actions
from cxworkbench.records.diff import diff_maps
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.records.map_items import PLACES
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.validity import map_ids

TO_BE: Final = "-to-be"
EMOTION: Final = "emotion"
COLUMNS: Final = ("action_id", "title", "at", "place", "pains", "expected")


@dataclass(frozen=True)
class ToBe:
    """A map to be and how it differs.

    `changes`: one row an action and place: `action_id`, `title`, `at`, `place` (its name), `pains`
    (those it is to take away there), `expected` (what is predicted, in words; empty where nothing
    is). `left_out`: accepted actions that name no place of the map. `diff`: as
    `records.diff.diff_maps`.
    """

    map: JourneyMap
    changes: pd.DataFrame
    left_out: tuple[str, ...]
    diff: pd.DataFrame


def to_be_map(as_is: JourneyMap, register: Register) -> ToBe:
    """Today's map after the accepted actions that are not done yet.

    At each touchpoint of an action: the pains it rests on go, and the action stands among the
    ideas. An expectation stands there only where the action predicts a change: among the metrics,
    or as the emotion where its metric is "emotion". All that is new is marked as assumed; what
    nobody predicted stays as it is today.

    Parameters
    ----------
    as_is
        Today's map; left as it is.
    register
        With the actions and the findings they rest on.

    Returns
    -------
    ToBe
        The map has the id of today's with "-to-be" behind it, and `state` "to-be".

    Notes
    -----
    A pain that is gone from this map is one that somebody means to take away, not one that has
    gone. Whether it has is for the next wave of measuring.
    """
    names = {one.id: one.name for level in PLACES for one in getattr(as_is, level)}
    statements = list(as_is.statements)
    taken, gone = set(map_ids(as_is)) | set(as_is.retired_ids), []
    rows, left = [], []
    for action in accepted_actions(register, open_only=True):
        pains = [way[-1] for way in linked(register, action) if way[-1].kind == "pain"]
        places = _places(
            as_is, [*action.touchpoint_ids, *(p for o in pains for p in o.touchpoint_ids)]
        )
        if not [place for place in places if place in names]:
            left.append(action.id)
        for at in (place for place in places if place in names):
            met = [one for one in statements if _is_pain(one, at, pains, as_is)]
            statements = [one for one in statements if one not in met]
            gone += [one.id for one in met]
            own = at in _places(as_is, action.touchpoint_ids) or not action.touchpoint_ids
            expected = _expected(action) if own else ""
            if own and action.metric == EMOTION and action.change is not None:
                statements = [_felt(one, at, action) for one in statements]
            made = [("idea", "ideas", action.title)]
            made += (
                [("metric", "metrics", expected)] if expected and action.metric != EMOTION else []
            )
            for prefix, lane, text in made:
                new = mint_id(prefix, f"{action.title} {names[at]}", taken)
                taken.add(new)
                statements.append(
                    Statement(id=new, at=at, lane=lane, text=text, evidence=action.evidence)
                )
            rows.append((action.id, action.title, at, names[at],
                         "; ".join(dict.fromkeys(one.text for one in met)), expected))  # fmt: skip
    made_map = as_is.model_copy(
        update={
            "id": f"{as_is.id}{TO_BE}",
            "title": say("{title}, as it is to be", title=as_is.title),
            "state": "to-be",
            "statements": tuple(statements),
            "retired_ids": tuple(dict.fromkeys((*as_is.retired_ids, *gone))),
        }
    )
    return ToBe(made_map, pd.DataFrame(rows, columns=list(COLUMNS)), tuple(left),
                diff_maps(as_is, made_map))  # fmt: skip


def _places(as_is: JourneyMap, ids: Sequence[str]) -> list[str]:
    """These places, each once; one that people merged is the one it went into."""
    return list(dict.fromkeys(as_is.merged_ids.get(one, one) for one in ids))


def _is_pain(one: Statement, at: str, pains: Sequence[Entry], as_is: JourneyMap) -> bool:
    titles = {pain.title for pain in pains if at in _places(as_is, pain.touchpoint_ids)}
    return one.lane == "pains" and one.at == at and bool({one.code, one.text} & titles)


def _expected(action: Entry) -> str:
    """What an action predicts, in words; nothing where it predicts nothing."""
    if action.change is None or not action.metric:
        return ""
    within = ""
    if action.change_low is not None and action.change_high is not None:
        within = say(
            " ({signed} to {signed_2})",
            signed=_signed(action.change_low),
            signed_2=_signed(action.change_high),
        )
    by = say(" by {due}", due=action.due) if action.due else ""
    return say(
        "{metric}: expected to change by {signed}{within}{by}; assumed",
        metric=action.metric,
        signed=_signed(action.change),
        within=within,
        by=by,
    )


def _signed(value: float) -> str:
    return f"{value:+g}".replace("-", "−")


def _felt(one: Statement, at: str, action: Entry) -> Statement:
    """The emotion as predicted: assumed, of no accounts, within the scale."""
    if one.lane != EMOTION or one.at != at or one.value is None:
        return one
    moved = {
        name: None if by is None else min(max(one.value + by, -2.0), 2.0)
        for name, by in (
            ("value", action.change), ("low", action.change_low), ("high", action.change_high))
    }  # fmt: skip
    nothing = {"basis": "assumed", "status": "draft", "n": 0, "voices": 0, "word": "",
               "counts": (), "evidence": (), "against": (), "text": "expected"}  # fmt: skip
    return one.model_copy(update=nothing | moved)

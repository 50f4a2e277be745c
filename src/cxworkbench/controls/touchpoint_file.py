"""One touchpoint of a map file, read and changed by hand without a screen.

This is what the touchpoint control does; anything done with it can be done here, and in a file.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cxworkbench.ground.errors import ParameterProblem, RecordProblem, did_you_mean, sample_of
from cxworkbench.ground.files import sha256_of
from cxworkbench.ground.terms import MEDIUM_CLASSES, STATUSES
from cxworkbench.journey.continuing import with_unknowns
from cxworkbench.journey.said import UNKNOWN, is_unknown
from cxworkbench.records.edits import (
    add_statement,
    edit_statement,
    edit_touchpoint,
    move_touchpoint,
)
from cxworkbench.records.journey_map import JourneyMap, Lane, Statement, Touchpoint
from cxworkbench.records.store import load_record, save_record

PLAIN_FIELDS: Final = ("name", "medium_class", "channel", "owner", "status", "locked")
FIELDS: Final = ("name", "stage_id", "medium_class", "channel", "owner", "action", "emotion",
                 "word", "status", "locked")  # fmt: skip
CHOICES: Final = {"medium_class": MEDIUM_CLASSES, "status": STATUSES}
LOWEST, HIGHEST = -2.0, 2.0


def touchpoint_fields(journey_map: JourneyMap, touchpoint_id: str) -> dict[str, Any]:
    """What a person can change at one touchpoint, as a plain dictionary.

    Parameters
    ----------
    journey_map
        Any map.
    touchpoint_id
        Id of one of its touchpoints.

    Returns
    -------
    dict
        `touchpoint_id` and `FIELDS`; `action` is the first action, empty where unknown; `emotion`
        is -2 to +2, None where unknown.

    Raises
    ------
    ParameterProblem
        The map has no such touchpoint.
    """
    touchpoint = _touchpoint(journey_map, touchpoint_id)
    action = _first(journey_map, touchpoint_id, "actions")
    emotion = _first(journey_map, touchpoint_id, "emotion")
    return {
        "touchpoint_id": touchpoint_id,
        "name": touchpoint.name,
        "stage_id": touchpoint.stage_id,
        "medium_class": touchpoint.medium_class,
        "channel": touchpoint.channel,
        "owner": touchpoint.owner,
        "action": "" if action is None or is_unknown(action) else action.text,
        "emotion": None if emotion is None else emotion.value,
        "word": "" if emotion is None else emotion.word,
        "status": touchpoint.status,
        "locked": touchpoint.locked,
    }


def emotion_rests_on(journey_map: JourneyMap, touchpoint_id: str) -> int:
    """How many accounts the emotion at a touchpoint comes from; 0 where assumed or unknown."""
    emotion = _first(journey_map, touchpoint_id, "emotion")
    return emotion.n if emotion is not None and emotion.evidence else 0


def with_touchpoint_fields(
    journey_map: JourneyMap, touchpoint_id: str, fields: Mapping[str, Any]
) -> JourneyMap:
    """The map with other values in some fields of one touchpoint, by the same edits as any code.

    An action that is worded anew keeps its evidence. An emotion becomes what a person assumes;
    None makes it unknown again.

    Raises
    ------
    ParameterProblem
        No such touchpoint or field, a value that is not one of the choices, or an emotion that
        rests on evidence, which no opinion replaces.
    """
    before = touchpoint_fields(journey_map, touchpoint_id)
    _require_known(fields)
    changes = {key: value for key, value in fields.items() if before[key] != value}
    plain = {key: value for key, value in changes.items() if key in PLAIN_FIELDS}
    changed = edit_touchpoint(journey_map, touchpoint_id, **plain) if plain else journey_map
    if "stage_id" in changes:
        _require_choice("stage_id", changes["stage_id"], [one.id for one in changed.stages])
        changed = move_touchpoint(changed, touchpoint_id, stage_id=changes["stage_id"])
    if "action" in changes:
        changed = _with_action(changed, touchpoint_id, str(changes["action"]).strip())
    if {"emotion", "word"} & set(changes):
        felt = {key: changes.get(key, before[key]) for key in ("emotion", "word")}
        changed = _with_emotion(changed, touchpoint_id, felt["emotion"], str(felt["word"]))
    return with_unknowns(changed)


def edit_touchpoint_file(
    path: Path, touchpoint_id: str, *, seen: str = "", **fields: object
) -> JourneyMap:
    """The map after one touchpoint was changed in its file, which is written whole or not at all.

    Parameters
    ----------
    path
        The map's file.
    touchpoint_id
        Which touchpoint.
    seen
        sha256 of the file when it was read; a file that has changed since is not overwritten.
    fields
        New values, as `touchpoint_fields` names them.

    Raises
    ------
    ParameterProblem
        As `with_touchpoint_fields`.
    RecordProblem
        The file has changed since it was read, or is not a map.
    """
    require_unchanged(path, seen)
    changed = with_touchpoint_fields(load_record(path, JourneyMap), touchpoint_id, fields)
    save_record(changed, path)
    return changed


def require_unchanged(path: Path, seen: str) -> None:
    """Nothing, when the file is still the one that was read.

    Raises
    ------
    RecordProblem
        It has changed since.
    """
    if seen and (not path.is_file() or sha256_of(path) != seen):
        raise RecordProblem(
            f"{path.name} has changed on disk since it was read; somebody else has saved it. "
            "Nothing was written. Load it again and enter the change anew."
        )


def _with_action(journey_map: JourneyMap, at: str, text: str) -> JourneyMap:
    first = _first(journey_map, at, "actions")
    if first is None:
        return add_statement(journey_map, at=at, lane="actions", text=text)
    if not text:
        return edit_statement(journey_map, first.id, text=UNKNOWN, status="open", **_ASSUMED)
    status = "draft" if is_unknown(first) else first.status
    return edit_statement(journey_map, first.id, text=text, status=status)


def _with_emotion(journey_map: JourneyMap, at: str, value: float | None, word: str) -> JourneyMap:
    if emotion_rests_on(journey_map, at):
        name = _touchpoint(journey_map, at).name
        raise ParameterProblem(
            f"The emotion at {name!r} rests on evidence of "
            f"{emotion_rests_on(journey_map, at)} accounts, and no opinion replaces it. "
            "Write what you think of it among the ideas."
        )
    if value is not None and not LOWEST <= value <= HIGHEST:
        raise ParameterProblem(f"emotion is {value!r}. It is a number from -2 to +2, or None.")
    felt: dict[str, Any] = {
        **_ASSUMED, "value": value, "word": word, "text": UNKNOWN if value is None else "",
        "status": "open" if value is None else "draft",
    }  # fmt: skip
    first = _first(journey_map, at, "emotion")
    if first is None:
        text = str(felt.pop("text"))
        return add_statement(journey_map, at=at, lane="emotion", text=text, **felt)
    return edit_statement(journey_map, first.id, **felt)


_ASSUMED: Final[dict[str, Any]] = {
    "basis": "assumed", "evidence": (), "n": 0, "voices": 0, "low": None, "high": None, "as_of": "",
}  # fmt: skip


def _touchpoint(journey_map: JourneyMap, touchpoint_id: str) -> Touchpoint:
    known = {one.id: one for one in journey_map.touchpoints}
    if touchpoint_id not in known:
        raise ParameterProblem(
            f"The map has no touchpoint {touchpoint_id!r}. {did_you_mean(touchpoint_id, known)}"
            f"It has: {sample_of(known)}."
        )
    return known[touchpoint_id]


def _first(journey_map: JourneyMap, at: str, lane: Lane) -> Statement | None:
    """The first statement of everybody in a lane at a place; "unknown" only where no other is."""
    here = [
        one
        for one in journey_map.statements
        if (one.at, one.lane, one.segment, one.role) == (at, lane, "all", "all")
    ]
    return min(here, key=is_unknown, default=None)


def _require_known(fields: Mapping[str, Any]) -> None:
    for key, value in fields.items():
        if key not in FIELDS:
            raise ParameterProblem(
                f"A touchpoint has no field {key!r}. {did_you_mean(key, FIELDS)}"
                f"It has: {', '.join(FIELDS)}."
            )
        if key in CHOICES:
            _require_choice(key, value, CHOICES[key])


def _require_choice(key: str, value: object, choices: tuple[str, ...] | list[str]) -> None:
    if value not in choices:
        raise ParameterProblem(
            f"{key} is {value!r}. {did_you_mean(str(value), choices)}"
            f"It is one of: {', '.join(choices)}."
        )

"""What a person does on a drawn map, several things at once: placed elsewhere, noted, taken out.

Pure functions on the record, each one gesture and one step to undo.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final, cast

from cxworkbench.ground.errors import ParameterProblem, RecordProblem, sample_of
from cxworkbench.records import edits
from cxworkbench.records.journey_map import JourneyMap, Lane, Statement, Step, Touchpoint
from cxworkbench.records.map_items import found, unlinked, whole, without

EMOTION: Final = "emotion"
UNKNOWN: Final = "unknown"
LOWEST, HIGHEST = -2.0, 2.0
_FEELING: Final = re.compile(r"([+\-\u2212]?\d+(?:[.,]\d+)?)(?:\s+|$)(.*)", flags=re.DOTALL)


def list_of(journey_map: JourneyMap, item_id: str) -> str:
    """The name of the list that holds this id, one of `edits.LISTS`.

    Raises
    ------
    ParameterProblem
        The map has no such id.
    """
    return found(journey_map, item_id)[0]


def add_notes(journey_map: JourneyMap, lines: Sequence[str], *, at: str, lane: str) -> JourneyMap:
    """The map with one more statement for each line that holds words, in their order.

    What is noted is assumed and a draft. A statement "unknown" in that place goes. In the lane
    `emotion` a line is a number from -2 to +2, a word, or both.

    Parameters
    ----------
    journey_map
        The map as it is.
    lines
        One statement each; blank ones are left out.
    at, lane
        Where they stand.

    Raises
    ------
    ParameterProblem
        No line holds words, or a feeling is not between -2 and +2.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> bare = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))
    >>> noted = add_notes(bare, ["We wait", "", "We ring"], at="s", lane="actions")
    >>> [one.text for one in noted.statements]
    ['We wait', 'We ring']
    """
    words = [" ".join(line.split()) for line in lines if line.strip()]
    if not words:
        raise ParameterProblem("There are no words to note. Type a line and press Enter.")
    noted = journey_map
    for line in words:
        content = feeling_of(line) if lane == EMOTION else {"text": line}
        noted = edits.add_statement(noted, at=at, lane=lane, **content)
    unknown = [
        one.id
        for one in journey_map.statements
        if (one.at, one.lane) == (at, lane) and _says_unknown(one) and not one.locked
    ]
    return without(noted, unknown) if unknown else noted


def reword(journey_map: JourneyMap, item_id: str, words: str) -> JourneyMap:
    """The map with other words for one thing: an element's name, a statement's or comment's text.

    A statement keeps its evidence. A feeling is read as in `add_notes`, and becomes assumed.

    Raises
    ------
    ParameterProblem
        There are no words, or the feeling comes from evidence, which no opinion replaces.
    """
    words = " ".join(words.split())
    item = edits.item_with(journey_map, item_id)
    if not words:
        raise ParameterProblem("There are no words. Type some, or delete the whole.")
    if not isinstance(item, Statement):
        field = "name" if "name" in type(item).model_fields else "text"
        return edits.edit(journey_map, item_id, **{field: words})
    if item.lane != EMOTION:
        return edits.edit(journey_map, item_id, text=words)
    if item.evidence:
        raise ParameterProblem(
            f"This emotion comes from {item.n} account{'' if item.n == 1 else 's'} and is not "
            "changed by hand. Comment on it, or add what was heard to the evidence."
        )
    spread = {"low": None, "high": None, "counts": ()}
    return edits.edit(journey_map, item_id, basis="assumed", **spread, **feeling_of(words))


def feeling_of(words: str) -> dict[str, object]:
    """`value`, `word` and `text` of a feeling as a person types it: "-1 annoyed", "+2", "glad".

    Raises
    ------
    ParameterProblem
        The number is outside -2 to +2.

    Examples
    --------
    >>> feeling_of("-1 annoyed")
    {'value': -1.0, 'word': 'annoyed', 'text': ''}
    >>> feeling_of("glad")["value"] is None
    True
    """
    typed = _FEELING.fullmatch(words.strip())
    if not typed:
        return {"value": None, "word": words.strip(), "text": ""}
    value = float(typed[1].replace("\u2212", "-").replace(",", "."))
    if not LOWEST <= value <= HIGHEST:
        raise ParameterProblem(
            f"The feeling is {typed[1]}, and feelings go from -2 (very bad) to +2 (very good). "
            "Type such a number, a word, or both."
        )
    return {"value": value, "word": typed[2].strip(), "text": ""}


def place(
    journey_map: JourneyMap,
    ids: Sequence[str],
    *,
    into: str = "",
    lane: str = "",
    before: str = "",
) -> JourneyMap:
    """The map with elements or statements of one list elsewhere, together and in their order.

    Ids, evidence and all that hangs on them stay; the touchpoints of a step go with it.

    Parameters
    ----------
    journey_map
        The map as it is.
    ids
        What is placed, all of one list.
    into
        Id of the stage or step (or for a statement: of the place) they come into; empty: they
        stay where they are. Steps come into stages, touchpoints into stages or steps.
    lane
        For statements: their lane from now on; empty: they keep it.
    before
        Id of the one that comes next; empty: they come last.

    Raises
    ------
    ParameterProblem
        They are of several lists, do not go into there, or a feeling would change its lane.
    """
    name = _one_list(journey_map, ids)
    ordered = [one.id for one in edits.items_of(journey_map, name) if one.id in set(ids)]
    if name == "statements":
        return _statements_placed(journey_map, ordered, into, lane, before)
    moved = journey_map
    for one in ordered:
        moved = edits.move_element(moved, one, into=into, before=before)
    return moved


def change(journey_map: JourneyMap, ids: Sequence[str], **fields: object) -> JourneyMap:
    """The map with the same values in some fields of several elements or statements."""
    changed = journey_map
    for one in ids:
        changed = edits.edit(changed, one, **fields)
    return changed


def take_out(journey_map: JourneyMap, ids: Collection[str]) -> JourneyMap:
    """The map without these, and without what is said at them; their ids retire.

    Touchpoints of a step that goes stay in its stage. Comments stay in the log.

    Raises
    ------
    RecordProblem
        A stage would go in which something stays.
    """
    gone = set(ids)
    named = {one: list_of(journey_map, one) for one in ids}
    stages = {one for one, name in named.items() if name == "stages"}
    inside: tuple[Step | Touchpoint, ...] = (*journey_map.steps, *journey_map.touchpoints)
    left = [one.name for one in inside if one.stage_id in stages and one.id not in gone]
    if left:
        raise RecordProblem(
            f"{len(left)} elements are in the stage{'s' if len(stages) > 1 else ''}: "
            f"{sample_of(left)}. Move or delete them first, or select them too."
        )
    gone |= {one.id for one in journey_map.interactions if one.touchpoint_id in gone}
    gone |= {one.id for one in journey_map.statements if one.at in gone}
    return without(_let_go(journey_map, gone), gone)


def _let_go(journey_map: JourneyMap, gone: set[str]) -> JourneyMap:
    """The map in which nothing that stays is in, or follows, what goes."""
    free: dict[str, object] = {
        "interactions": tuple(unlinked(one, gone) for one in journey_map.interactions),
        "touchpoints": tuple(
            one.model_copy(update={"step_id": ""}) if one.step_id in gone else one
            for one in journey_map.touchpoints
        ),
        "stages": tuple(
            one.model_copy(update={"phase_id": ""}) if one.phase_id in gone else one
            for one in journey_map.stages
        ),
    }
    return journey_map.model_copy(update=free)


def _statements_placed(
    journey_map: JourneyMap, ids: Sequence[str], into: str, lane: str, before: str
) -> JourneyMap:
    moved = [one for one in journey_map.statements if one.id in ids]
    others = [one for one in journey_map.statements if one.id not in ids]
    fields = {"at": into} if into else {}
    moved = [_in_lane(one.model_copy(update=fields), lane or one.lane) for one in moved]
    at = next((number for number, one in enumerate(others) if one.id == before), len(others))
    update = {"statements": (*others[:at], *moved, *others[at:])}
    return whole(journey_map.model_copy(update=update))


def _one_list(journey_map: JourneyMap, ids: Sequence[str]) -> str:
    names = {list_of(journey_map, one) for one in ids}
    if len(names) != 1:
        raise ParameterProblem(
            f"{len(ids)} things of {len(names)} kinds are to be moved: {sample_of(sorted(names))}. "
            "Select things of one kind."
        )
    return names.pop()


def _in_lane(statement: Statement, lane: str) -> Statement:
    if (statement.lane == EMOTION) != (lane == EMOTION):
        raise ParameterProblem(
            f"A feeling is a score, and {'it' if statement.lane == EMOTION else 'words'} cannot "
            f"go from the lane {statement.lane} to {lane}. Type it there anew."
        )
    return statement.model_copy(update={"lane": cast(Lane, lane)})


def _says_unknown(statement: Statement) -> bool:
    return statement.text == UNKNOWN and statement.value is None and not statement.evidence

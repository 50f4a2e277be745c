"""What may be said about a passage: its fields, checked before anything is marked."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.intake.case import Case
from cxworkbench.records.coding import CodeBook, Passage, code_named

_OF_THE_WORDS: Final = ("voice_id", "start", "end", "text_hash")
_SAYS: Final = ("code", "action", "emotion", "emotion_word")


def passage_fields(fields: Mapping[str, object], book: CodeBook, case: Case) -> dict[str, Any]:
    """The fields of a passage as they are kept: codes by id, numbers as numbers, blanks left out.

    Parameters
    ----------
    fields
        As a person entered them; `code` is an id or a name.
    book
        The code book.
    case
        The engagement, for its stages and touchpoints.

    Raises
    ------
    ParameterProblem
        A field is unknown, does not fit, or nothing is said at all.
    """
    takes = sorted(set(Passage.model_fields) - set(_OF_THE_WORDS))
    for name in fields:
        if name not in takes:
            raise ParameterProblem(
                f"A passage has no field {name!r}. {did_you_mean(name, takes)}"
                f"It has: {', '.join(takes)}."
            )
    known: dict[str, Any] = {k: v for k, v in fields.items() if v not in (None, "")}
    if known.get("code"):
        known["code"] = code_named(book, str(known["code"])).id
    _require_known("touchpoint_id", known, [one.id for one in case.touchpoints])
    _require_known("stage", known, [one.name for one in case.stages])
    _require_within("emotion", known, -2, 2)
    _require_within("severity", known, 1, 5)
    if not set(_SAYS) & set(known):
        raise ParameterProblem(
            "Nothing is said about these words. Choose a code, or an emotion, or write what the "
            "customer does."
        )
    return known


def _require_known(field: str, known: dict[str, Any], names: Sequence[str]) -> None:
    value = str(known.get(field, ""))
    if value and value not in names:
        raise ParameterProblem(
            f"{field} is {value!r}. {did_you_mean(value, names)}It is one of: {', '.join(names)}."
        )


def _require_within(field: str, known: dict[str, Any], low: int, high: int) -> None:
    if field not in known:
        return
    try:
        known[field] = float(known[field])
    except (TypeError, ValueError):
        known[field] = float("nan")
    if not low <= known[field] <= high:
        raise ParameterProblem(f"{field} is not a number from {low} to {high}. Correct it.")

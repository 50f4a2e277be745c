"""How faults of a record are worded for the person who wrote the file: field, value, remedy."""

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from cxworkbench.ground.errors import did_you_mean

MOST_SHOWN = 3
LONGEST_VALUE = 60  # characters of a value that a message shows

# What would be right, for each kind of fault that pydantic reports (2.11 to 2.14).
WANTED = {
    "string_type": "text is needed here: put it in quotation marks",
    "int_type": "a whole number is needed here",
    "int_parsing": "a whole number is needed here",
    "int_from_float": "a whole number is needed here",
    "float_type": "a number is needed here, with a point for decimals",
    "float_parsing": "a number is needed here, with a point for decimals",
    "finite_number": "a number is needed here; leave the field out where there is none",
    "bool_type": "true or false is needed here",
    "bool_parsing": "true or false is needed here",
    "tuple_type": "a list is needed here: [ … ]",
    "dict_type": "a table of names and values is needed here",
    "model_type": "a table of fields is needed here",
    "model_attributes_type": "a table of fields is needed here",
}


def faults_in(
    problem: ValidationError, kind: type[BaseModel], file: str, content: object = None
) -> str:
    """The message for all faults of one file, one a line, at most three and how many more.

    Parameters
    ----------
    problem
        What pydantic found.
    kind
        The record that the file was meant to be.
    file
        How a message names the file.
    content
        What the file held, so that an item of a list is named too.

    Examples
    --------
    >>> from cxworkbench.records.register import Register
    >>> try:
    ...     content = {"entries": [{"id": "e1", "kind": "pane", "title": "Late"}]}
    ...     record = Register.model_validate(content)
    ... except ValidationError as problem:
    ...     print(faults_in(problem, Register, "register.json", content))
    register.json, entries[0].kind (in 'e1') is 'pane', which is not one of pain, gain, unmet need,
    service gap, moment of truth, root cause, opportunity, insight, action, prediction, result,
    challenge signal. Did you mean 'pain'? Correct it and save the file.
    """
    details = problem.errors(include_url=False)
    return joined(_worded(dict(one), kind, file, content) for one in details)


def joined(lines: Iterable[str]) -> str:
    """The first three lines, one under the other, and how many more there are."""
    every = list(lines)
    rest = len(every) - MOST_SHOWN
    return "\n".join([*every[:MOST_SHOWN], *([f"and {rest} more"] if rest > 0 else [])])


def shown(value: object) -> str:
    """A value as a message shows it: quoted when it is text, cut when it is long."""
    text = repr(value) if not isinstance(value, bool) else str(value).lower()
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _worded(fault: dict[str, Any], kind: type[BaseModel], file: str, content: object) -> str:
    where = f"{file}, {_path(fault['loc'], content)}"
    model = _model_at(kind, fault["loc"][:-1])
    last = str(fault["loc"][-1]) if fault["loc"] else ""
    if fault["type"] == "missing":
        return f"{where} is missing. Add it and save the file."
    if fault["type"] == "extra_forbidden":
        known = _fields(model) if model else ()
        takes = f"It takes: {', '.join(known)}. " if known else ""
        return (
            f"{where} is not a field that is known here. {did_you_mean(last, known)}{takes}"
            "Correct or remove it and save the file."
        )
    return f"{where} is {shown(fault['input'])}, {_wanted(fault, model, last)} and save the file."


def _wanted(fault: dict[str, Any], model: type[BaseModel] | None, field: str) -> str:
    limits = fault.get("ctx", {})
    if fault["type"] == "literal_error":
        allowed = [word for word in _allowed(model, field) if word != ""]
        near = did_you_mean(str(fault["input"]), allowed)
        return f"which is not one of {', '.join(allowed)}. {near}Correct it"
    if fault["type"] == "greater_than_equal":
        return f"which is below {limits['ge']:g}, the least it can be. Correct it"
    if fault["type"] == "less_than_equal":
        return f"which is above {limits['le']:g}, the most it can be. Correct it"
    if fault["type"] == "string_pattern_mismatch":
        return "which is not a colour such as '#3d4d5c'. Correct it"
    wanted = WANTED.get(fault["type"])
    return f"and {wanted}. Correct it" if wanted else "which does not fit there. Correct it"


def _path(loc: Sequence[str | int], content: object) -> str:
    """The way to a field as text, with the name of the list item it is in: `tables[2].feeds`."""
    text, inside = "", ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
        content = _step_into(content, step)
        if isinstance(step, int) and isinstance(content, dict):
            inside = str(content.get("id") or content.get("name") or "")
    return f"{text} (in {shown(inside)})" if inside and text else text or "the file"


def _step_into(content: object, step: str | int) -> object:
    if isinstance(content, dict):
        return content.get(step)
    if isinstance(content, (list, tuple)) and isinstance(step, int) and step < len(content):
        return content[step]
    return None


def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _allowed(model: type[BaseModel] | None, field: str) -> tuple[str, ...]:
    if model is None or field not in model.model_fields:
        return ()
    return tuple(str(word) for word in get_args(model.model_fields[field].annotation))


def _model_at(kind: type[BaseModel], loc: Sequence[str | int]) -> type[BaseModel] | None:
    """The model that the fields at this place belong to; none inside a plain table of values."""
    annotation: Any = kind
    for step in loc:
        if _is_model(annotation):
            named = {field.alias or name: field for name, field in annotation.model_fields.items()}
            annotation = named[str(step)].annotation if step in named else None
        else:  # inside a list (its items) or a table of values (its values): the last argument
            inner = [one for one in get_args(annotation) if one is not Ellipsis]
            annotation = inner[-1] if inner else None
    return annotation if _is_model(annotation) else None


def _is_model(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)

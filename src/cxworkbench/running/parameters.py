"""Parameters of a run, checked against what the notebooks declare before a kernel starts."""

import datetime
import json
import keyword
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.resources import shipped
from cxworkbench.running.notebooks import Declared

SAMPLE: Final = "sample:"
DATES: Final = ("as_of",)
FROM_TO: Final = {"window_days": (1, 36500)}  # a hundred years: more holds no day of a calendar
_JSON: Final = (str, bool, int, float, list, dict, type(None))
_YES: Final = {"true": True, "yes": True, "false": False, "no": False}
_MEANS: Final = {
    "str": "text",
    "int": "a whole number, like 365",
    "float": "a number, like 0.5",
    "bool": "true or false",
}


def read_assignments(texts: Iterable[str]) -> dict[str, str]:
    """The `name=value` texts of a command as names and values; a value stays text as it was typed.

    Raises
    ------
    ParameterProblem
        A text has no `=`, its name could not be a name in a notebook, or a name comes twice.

    Examples
    --------
    >>> read_assignments(["segment=mid", "account=007"])
    {'segment': 'mid', 'account': '007'}
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise ParameterProblem(
                f"{text!r} gives no value. A parameter is written name=value, for example "
                "-p segment=mid."
            )
        if name in found:
            raise ParameterProblem(
                f"{name!r} is given twice, as {sample_of([found[name], value])}. Give it once."
            )
        _require_name(name)
        found[name] = value
    return found


def check_parameters(
    given: Mapping[str, Any], declared: Mapping[str, Sequence[Declared]], *, folder: Path
) -> dict[str, Any]:
    """The parameters with their values as the notebooks declare them: JSON values only.

    Text becomes a number or true/false where that is declared; text that is declared as text stays
    as it was typed ("007").

    Parameters
    ----------
    given
        Parameter name to value.
    declared
        Notebook's file name to what it declares; a parameter must be declared by one of them.
    folder
        Where relative paths start.

    Raises
    ------
    ParameterProblem
        A name that no notebook declares, a value of another type, a date that is none, a number
        too small or too large, or a file or folder that does not exist.
    """
    known = {one.name: one for notebook in declared.values() for one in notebook}
    for name in given:
        _require_name(name)
        if name not in known:
            raise ParameterProblem(
                f"{_these(declared)} no parameter {name!r}. {did_you_mean(name, known)}"
                f"{'It takes' if len(declared) == 1 else 'They take'}: {', '.join(known)}."
            )
    checked = {name: _as_declared(value, known[name]) for name, value in given.items()}
    for name, value in checked.items():
        _require_date(name, value)
        _require_within(name, value)
        _require_path(known[name], value, folder)
    return checked


def require_known(kind: str, value: str, known: Sequence[str]) -> None:
    """Nothing when the value is one of the known ones, or "all".

    Raises
    ------
    ParameterProblem
        It is not; the message names the nearest one.

    Examples
    --------
    >>> require_known("account", "a-01", ["a-001", "a-002"])
    Traceback (most recent call last):
    cxworkbench.ground.errors.ParameterProblem: There is no account 'a-01'. Did you mean 'a-001'?
    There are 2: 'a-001', 'a-002'.
    """
    if value != "all" and value not in known:
        raise ParameterProblem(
            f"There is no {kind} {value!r}. {did_you_mean(value, known)}"
            f"There are {len(known)}: {sample_of(known)}."
        )


def _these(declared: Mapping[str, object]) -> str:
    names = list(declared)
    return f"{names[0]} has" if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} have"


def _require_name(name: str) -> None:
    # Papermill writes names into code unseen (papermill 2.7): only a plain name may get there.
    if not name.isidentifier() or keyword.iskeyword(name):
        raise ParameterProblem(
            f"{name!r} cannot be the name of a parameter. A name is letters, digits and _, and "
            "does not start with a digit."
        )


def _as_declared(value: Any, parameter: Declared) -> Any:  # noqa: ANN401 - any JSON value
    if not _is_json(value):
        raise ParameterProblem(
            f"{parameter.name} is a {type(value).__name__}, which cannot be written into a "
            f"notebook. It takes {_means(parameter)}. Give a date as text, 2026-02-28, and a "
            "path as text."
        )
    kind, optional = _plain_type(parameter.type)
    if optional and value in (None, "None", ""):
        return None
    if kind not in _MEANS:
        return value
    converted = _CONVERT[kind](value)
    if converted is None:
        raise ParameterProblem(
            f"{parameter.name} is {json.dumps(value)}, and it takes {_means(parameter)}. "
            f"{parameter.help[:1].upper()}{parameter.help[1:]}".rstrip(". ")
            + "."
        )
    return converted


def _plain_type(declared: str) -> tuple[str, bool]:
    optional = declared.startswith("Optional[")
    return (declared[len("Optional[") : -1] if optional else declared), optional


def _means(parameter: Declared) -> str:
    return _MEANS.get(_plain_type(parameter.type)[0], parameter.type)


def _is_json(value: object) -> bool:
    if type(value) is list:
        return all(_is_json(item) for item in value)
    if type(value) is dict:
        return all(type(key) is str and _is_json(item) for key, item in value.items())
    return type(value) in _JSON


def _as_text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _as_whole(value: object) -> int | None:
    if isinstance(value, str):
        return int(value) if value.isascii() and value.removeprefix("-").isdigit() else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _as_float(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value) if not (isinstance(value, str) and "_" in value) else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < float("inf") else None


def _as_flag(value: object) -> bool | None:
    if isinstance(value, str):
        return _YES.get(value.lower())
    return value if isinstance(value, bool) else None


_CONVERT: Final[dict[str, Callable[[Any], Any]]] = {
    "str": _as_text,
    "int": _as_whole,
    "float": _as_float,
    "bool": _as_flag,
}


def _require_date(name: str, value: object) -> None:
    if name not in DATES or not value:
        return
    try:
        right = datetime.date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        right = False
    if not right:
        raise ParameterProblem(
            f"{name} is {value!r}, which is not a date. Dates are written 2026-02-28. "
            f"Leave {name} out to take the one in engagement.toml."
        )


def _require_within(name: str, value: object) -> None:
    if name not in FROM_TO or not isinstance(value, int):
        return
    least, most = FROM_TO[name]
    if not least <= value <= most:
        raise ParameterProblem(
            f"{name} is {value}. It is a whole number from {least} to {most}. "
            f"Leave {name} out to take what the notebook has."
        )


def _require_path(parameter: Declared, value: object, folder: Path) -> None:
    """A parameter whose help starts with "a file" or "a folder" names something that exists."""
    if not isinstance(value, str) or not value:
        return
    if parameter.help.startswith("a folder"):
        if value.startswith(SAMPLE):
            _require_sample(value.removeprefix(SAMPLE))
        elif not (folder / value).is_dir():
            raise ParameterProblem(_missing(parameter.name, "folder", folder / value))
    elif parameter.help.startswith("a file") and not (folder / value).is_file():
        raise ParameterProblem(_missing(parameter.name, "file", folder / value))


def _require_sample(name: str) -> None:
    known = sorted(path.name for path in shipped("samples").iterdir() if path.is_dir())
    if name not in known:
        raise ParameterProblem(
            f"There is no sample {name!r}. {did_you_mean(name, known)}"
            f"The samples are {', '.join(known)}."
        )


def _missing(name: str, kind: str, path: Path) -> str:
    there = sorted(found.name for found in path.parent.iterdir()) if path.parent.is_dir() else []
    near = did_you_mean(path.name, there)
    return f"{name} names the {kind} {path}, which does not exist. {near}Check the path."

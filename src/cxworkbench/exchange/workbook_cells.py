"""Values of a record as cells of a spreadsheet, and back: lossless, and no text is a formula."""

import json
import re
import types
from typing import Any, Final, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from cxworkbench.ground.errors import did_you_mean

Kind = Literal["id", "text", "choice", "yes or no", "count", "number", "list", "counts", "json"]
LONGEST_CELL: Final = 32_767  # characters as a spreadsheet counts them: UTF-16 units
# LibreOffice 7.4 changes a letter of a cell with line breaks that is longer than 16,366 units.
_LONGEST_WITH_LINES: Final = 16_000
_PART: Final = 7_900  # letters, each of at most two units
_SIGN: Final = "\u241b"  # stands before a character that a spreadsheet file cannot hold
# What XML cannot hold, and what spreadsheets and openpyxl 3.1 read as one of their own escapes.
_BARRED: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
    "|(?<=_)x(?=[0-9A-Fa-f]{4}_)|x(?=005F_)|\u241b(?=\\{)"
)
_ESCAPED: Final = re.compile("\u241b\\{([0-9A-F]+)\\}")
_CONTINUED: Final = re.compile(r"\n\[continued in sheet long texts: (\d+)\]\Z")
_YES: Final = frozenset(("yes", "y", "true", "1", "x", "ja"))
_NO: Final = frozenset(("no", "n", "false", "0", "nein"))


class WrongCell(Exception):
    """What must hold of a cell and does not, and what to do."""

    def __init__(self, rule: str, remedy: str) -> None:
        super().__init__(rule)
        self.rule, self.remedy = rule, remedy


def kind_of(name: str, field: FieldInfo) -> Kind:
    """How the values of a field of a record stand in cells."""
    annotation: Any = field.annotation
    plain = [one for one in get_args(annotation) if one is not type(None)]
    if get_origin(annotation) in (Union, types.UnionType) and len(plain) == 1:
        annotation = plain[0]
    if get_origin(annotation) is Literal:
        return "choice"
    if annotation is str:
        return "id" if name in ("id", "at") or name.endswith("_id") else "text"
    simple: dict[Any, Kind] = {bool: "yes or no", int: "count", float: "number",
                               tuple[str, ...]: "list", tuple[int, ...]: "counts"}  # fmt: skip
    return simple.get(annotation, "json")


def choices_of(field: FieldInfo) -> tuple[str, ...]:
    """The words that a field of kind "choice" takes."""
    return tuple(str(one) for one in get_args(field.annotation))


def to_cell(kind: Kind, value: Any) -> str | int | float:  # noqa: ANN401 - any field's value
    r"""The cell for a value: text, or a number where a spreadsheet keeps all of its digits.

    Examples
    --------
    >>> to_cell("list", ("CRM", "ERP")), to_cell("yes or no", False), to_cell("number", 0.1 + 0.2)
    ('CRM\nERP', 'no', '0.30000000000000004')
    """
    if value is None:
        return ""
    if kind == "yes or no":
        return "yes" if value else "no"
    if kind in ("count", "number"):
        return _number_cell(value)
    if kind == "list":
        return escaped(_list_text(value))
    if kind == "counts":
        return " ".join(str(one) for one in value)
    if kind == "json":
        return escaped(json.dumps(value, ensure_ascii=False))
    return escaped(str(value))


def from_cell(kind: Kind, text: str, field: FieldInfo) -> Any:  # noqa: ANN401 - any field's value
    """The value that a cell's text stands for; an empty cell is the field's own default.

    Raises
    ------
    WrongCell
        The text is no such value.
    """
    if kind in ("id", "text"):
        return unescaped(text.strip() if kind == "id" else text)
    said = text.strip()
    if not said:
        return field.get_default(call_default_factory=True) if not field.is_required() else ""
    if kind == "yes or no":
        return _flag(said)
    if kind == "choice":
        return _choice(said, choices_of(field))
    if kind in ("count", "number"):
        return _number(said, whole=kind == "count")
    if kind == "list":
        return _list(unescaped(text))
    if kind == "counts":
        return _counts(said)
    return _json(unescaped(text))


def escaped(text: str) -> str:
    r"""The text with what a spreadsheet file cannot hold written as its number.

    Examples
    --------
    >>> escaped("a\x01b _x0041_"), unescaped(escaped("a\x01b _x0041_"))
    ('a␛{1}b _␛{78}0041_', 'a\x01b _x0041_')
    """
    return _BARRED.sub(lambda found: f"{_SIGN}{{{ord(found[0]):X}}}", text)


def unescaped(text: str) -> str:
    """The text that `escaped` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def cell_and_rest(text: str, number: int) -> tuple[str, list[str]]:
    """A cell that a spreadsheet holds, and the parts of the rest for the sheet of long texts.

    Parameters
    ----------
    text
        The cell's text.
    number
        What the rest goes by in that sheet.
    """
    longest = _LONGEST_WITH_LINES if "\n" in text else LONGEST_CELL
    if _units(text) <= longest and not _CONTINUED.search(text):
        return text, []
    parts = [text[at : at + _PART] for at in range(0, len(text), _PART)]
    return f"{parts[0]}\n[continued in sheet long texts: {number}]", parts[1:] or [""]


def whole_cell(text: str, rests: dict[str, str]) -> str:
    """The text of a cell with its rest, where it has one.

    Raises
    ------
    WrongCell
        The rest is not there.
    """
    found = _CONTINUED.search(text)
    if not found:
        return text
    if found[1] not in rests:
        remedy = "The sheet long texts has no such number. Take the workbook as it was exported."
        raise WrongCell("has its other parts in the sheet long texts", remedy)
    return text[: found.start()] + rests[found[1]]


def _units(text: str) -> int:
    return len(text) + sum(one > "\uffff" for one in text)


def _number_cell(value: float) -> str | int | float:
    text = repr(value)
    return value if float(format(value, ".15g")) == value and len(text) < 20 else text


def _list_text(items: tuple[str, ...]) -> str:
    text = "\n".join(items)
    return text if _list(text) == items else json.dumps(list(items), ensure_ascii=False)


def _list(text: str) -> tuple[str, ...]:
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except json.JSONDecodeError:
            found = None
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return tuple(found)
    return tuple(one.strip() for one in text.split("\n") if one.strip())


def _flag(said: str) -> bool:
    word = said.casefold()
    if word not in _YES | _NO:
        raise WrongCell("is yes or no", "Write yes or no.")
    return word in _YES


def _choice(said: str, allowed: tuple[str, ...]) -> str:
    known = {one.casefold(): one for one in allowed}
    if said.casefold() not in known:
        words = [one for one in allowed if one]
        raise WrongCell(
            f"is one of {', '.join(words)}", f"{did_you_mean(said, words)}Choose one from the list."
        )
    return known[said.casefold()]


def _number(said: str, *, whole: bool) -> float | int:
    rule = "is a whole number" if whole else "is a number"
    try:
        value = float(said.replace("\u2212", "-").replace(",", "."))
    except ValueError:
        raise WrongCell(rule, "Write a number, with a point for decimals.") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise WrongCell(rule, "Write a number, or leave the cell empty.")
    if not whole:
        return value
    if said.lstrip("-").isdecimal():
        return int(said)
    if value != int(value):
        raise WrongCell(rule, "Write it without decimals.")
    return int(value)


def _counts(said: str) -> tuple[int, ...]:
    found = tuple(int(_number(one, whole=True)) for one in re.split(r"[\s;,]+", said) if one)
    if len(found) != 5:
        raise WrongCell("has five whole numbers", "Write how many at -2, -1, 0, +1 and +2.")
    return found


def _json(text: str) -> Any:  # noqa: ANN401 - JSON holds anything
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise WrongCell("is JSON", "Take the cell as it was exported.") from None

"""What every page shares: the template room, embedded fonts, and how numbers are written."""

import base64
import json
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cxworkbench.ground.language import figures, language, say, term
from cxworkbench.ground.resources import shipped
from cxworkbench.records.told import Cell
from cxworkbench.telling import theme
from cxworkbench.telling.type_metrics import xml_text
from cxworkbench.voice.words import count_of, number, percent

# Nothing may be fetched and nothing may run: what is not named here, the browser refuses.
POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
LONGEST_WORD: Final = 28  # letters; longer ones are codes and addresses, which may break anywhere
NOTHING: Final = "–"  # a cell without a value: never 0, never blank


def page(template: str, **content: object) -> str:
    """A whole page from a template of `templates/report/`, every text in it escaped.

    Fonts are embedded for the scripts that the page's own text uses.
    """
    made = (
        _environment()
        .get_template(template)
        .render(policy=POLICY, theme=theme, fonts="", **content)
    )
    return made.replace("/*fonts*/", font_faces(made), 1)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(shipped("templates") / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals.update(say=say, term=term, language=language)
    environment.filters["cell"] = cell_text
    environment.filters["number"] = number_text
    environment.filters["unbroken"] = is_unbroken
    environment.filters["score"] = score_text
    environment.filters["count"] = count_of
    environment.filters["wordy"] = is_wordy
    environment.filters["money"] = money_text
    environment.filters["heading"] = heading_text
    environment.filters["address"] = address
    return environment


def _shown(value: Any) -> Any:  # noqa: ANN401 - Jinja hands over whatever a template names
    """Text without letters that a page cannot hold; everything else as it is."""
    return xml_text(value) if type(value) is str else value


def cell_text(value: Cell) -> str:
    """A table's cell as a reader sees it.

    Examples
    --------
    >>> [cell_text(value) for value in (1265793.04, 0.42857, 12, True, None, "NA")]
    ['1,265,793.04', '0.429', '12', 'yes', '–', 'NA']
    """
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, str):
        return value
    return number_text(value)


def number_text(value: float) -> str:
    """A number with thousands set apart, and no more decimals than say something.

    Examples
    --------
    >>> number_text(-0.5), number_text(2.0), number_text(12345.678)
    ('−0.5', '2', '12,345.68')
    """
    if isinstance(value, int):
        shown = f"{value:,}"
    else:
        decimals = 3 if abs(value) < 1000 else 2
        shown = f"{value:,.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "0") else figures(shown).replace("-", "−")


def is_unbroken(value: Cell) -> bool:
    """Whether a cell holds a word so long that it must break for the table to keep its width.

    Examples
    --------
    >>> is_unbroken("Implementation"), is_unbroken("x" * 40)
    (False, True)
    """
    return isinstance(value, str) and any(len(word) > LONGEST_WORD for word in value.split())


def is_wordy(value: Cell) -> bool:
    """Whether a cell holds so many words that its column must not become narrow.

    Examples
    --------
    >>> is_wordy("high value"), is_wordy("revenue >= 40000 and services >= 3, or tenure >= 5")
    (False, True)
    """
    return isinstance(value, str) and len(value) > LONGEST_WORD


def money_text(value: float) -> str:
    """An amount with two decimals, as in the books.

    Examples
    --------
    >>> money_text(1265793.0447)
    '1,265,793.04'
    """
    return f"{value:,.2f}".replace("-", "−")


def score_text(value: float, unit: str) -> str:
    """A score as a reader sees it: whole points, a share as per cent, or two decimals of a scale.

    Examples
    --------
    >>> score_text(-66.667, "points"), score_text(0.167, "share"), score_text(5.5, "scale")
    ('−67', '17 %', '5.50')
    """
    return percent(value) if unit == "share" else number(value, 0 if unit == "points" else 2)


def heading_text(name: str) -> str:
    """A column's name as a heading.

    Examples
    --------
    >>> heading_text("frequency_low")
    'Frequency low'
    """
    shown = name.replace("_", " ").strip()
    return shown[:1].upper() + shown[1:]


def address(path: str) -> str:
    """A relative path as the address of a link, whatever letters it has.

    Examples
    --------
    >>> address("müller & co/report.html"), address("javascript:alert(1)")
    ('./m%C3%BCller%20%26%20co/report.html', './javascript%3Aalert%281%29')
    """
    return "./" + quote(path.lstrip("/"))


def without_folders(value: Cell) -> Cell:
    """A path that begins at the top of a machine as its last part alone; other values as they are.

    Examples
    --------
    >>> without_folders("/engagements/acme"), without_folders("sample:retail-pos")
    ('acme', 'sample:retail-pos')
    """
    if not isinstance(value, str):
        return value
    for kind in (PurePosixPath, PureWindowsPath):
        if kind(value).is_absolute():
            return kind(value).name or say("top folder")
    return value


@cache
def _subsets() -> dict[str, list[list[int]]]:
    table = files("cxworkbench.telling").joinpath("fonts", "type_metrics.json")
    subsets: dict[str, list[list[int]]] = json.loads(table.read_text(encoding="utf-8"))["subsets"]
    return subsets


def font_faces(text: str) -> str:
    """Font faces for the scripts that a text uses: Latin always, the others where a letter asks."""
    letters = {ord(letter) for letter in set(text)}
    latin, *others = _subsets().items()
    letters -= _letters_of(latin[1])
    used = [latin, *(one for one in others if letters & _letters_of(one[1]))]
    return "".join(
        _font_face(name, weight, ranges) for name, ranges in used for weight in (400, 600)
    )


def _letters_of(ranges: list[list[int]]) -> set[int]:
    return {letter for first, last in ranges for letter in range(first, last + 1)}


@cache
def _font_data(name: str, weight: int) -> str:
    font = files("cxworkbench.telling").joinpath("fonts", f"inter-{name}-{weight}.woff2")
    return base64.b64encode(font.read_bytes()).decode("ascii")


def _font_face(name: str, weight: int, ranges: list[list[int]]) -> Markup:
    span = ",".join(
        f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in ranges
    )
    return Markup(  # noqa: S704 - numbers, and the package's own font
        f"@font-face{{font-family:Inter;font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{_font_data(name, weight)}) format('woff2');"
        f"unicode-range:{span}}}"
    )

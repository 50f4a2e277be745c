"""A journey map from a file in any of the formats that are read, known by what is in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cxworkbench.exchange.map_files import map_from_rows, read_map_file, title_of
from cxworkbench.exchange.vendor_profiles import PROFILES
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, ParameterProblem, did_you_mean
from cxworkbench.ground.event_logs import is_event_log
from cxworkbench.records.journey_map import JourneyMap

_ZIP: Final = b"PK\x03\x04"
_MAP_FIELDS: Final = frozenset(("id", "title", "stages"))


@dataclass(frozen=True)
class ReadMap:
    """A map that was read, in which format, and what a person should know about it."""

    map: JourneyMap
    kind: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _File:
    path: Path
    sheet: str
    journey: str
    title: str
    own_title: str  # where the file names none, the one asked for or the file's name


Reader = Callable[[_File], tuple[JourneyMap, tuple[Problem, ...]]]


def read_map(
    path: Path, *, kind: str = "", sheet: str = "", journey: str = "", title: str = ""
) -> ReadMap:
    """The map that a file describes, or a folder of CSV files.

    Parameters
    ----------
    path
        The file, or the folder that `write_map` made.
    kind
        One of `KINDS`; empty to know it by its content.
    sheet
        Which sheet of a workbook.
    journey
        Which journey of a file that holds several, by its id or title.
    title
        Name of the map where the file names none; empty for the file's name.

    Raises
    ------
    DataProblem
        The file cannot be read, or is none of the formats.
    ParameterProblem
        There is no such format.
    """
    if kind and kind not in KINDS:
        raise ParameterProblem(
            f"Maps are not read as {kind!r}. {did_you_mean(kind, KINDS)}"
            f"Formats: {', '.join(KINDS)}."
        )
    if not path.exists():
        raise DataProblem(f"There is no file {path}. Check its name and its folder.")
    found = kind or known_kind(path)
    file = _File(path, sheet, journey, title, title or title_of(path))
    if found in PROFILES:
        made, problems = read_map_file(path, sheet=sheet, title=file.own_title, vendor=found)
        return ReadMap(made, found, problems)
    made, problems = _READERS[found](file)
    return ReadMap(made, found, problems)


def known_kind(path: Path) -> str:
    """The format that the content of a file is in; a table where it is none of the others.

    Raises
    ------
    DataProblem
        There is no such file, or it is of no kind that a map is kept in.
    """
    if path.is_dir():
        return "csv"
    if not path.is_file():
        raise DataProblem(f"There is no file {path}. Check its name and its folder.")
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_ZIP):
        from cxworkbench.exchange.cjml_form import is_cjml_form
        from cxworkbench.exchange.map_from_workbook import is_map_workbook

        if is_map_workbook(path):
            return "workbook"
        return "cjml-form" if is_cjml_form(path) else "table"
    if is_event_log(path):
        return "xes"
    if path.suffix.lower() in (".csv", ".tsv", ".parquet"):
        return "table"
    return _kind_of_text(path)


def _kind_of_text(path: Path) -> str:
    from cxworkbench.exchange.markdown import markdown_rows
    from cxworkbench.exchange.mermaid import is_mermaid
    from cxworkbench.exchange.outside_data import read_text

    text = read_text(path).lstrip("\ufeff")
    start = text.lstrip()[:1]
    if start == "<":
        return "cjml"
    if path.suffix.lower() in (".yaml", ".yml"):
        return "enablement"
    if start in ("{", "["):
        return _kind_of_json(text, path.name)
    if is_mermaid(text):
        return "mermaid"
    return "markdown" if markdown_rows(text)[1] else "table"


def _kind_of_json(text: str, file: str) -> str:
    from cxworkbench.exchange.enablement import layers_in
    from cxworkbench.exchange.lanescape import is_lanescape
    from cxworkbench.exchange.outside_data import parse_json

    content = parse_json(text, file)
    if is_lanescape(content):
        return "lanescape"
    if layers_in([content]):
        return "enablement"
    if isinstance(content, dict) and content.keys() >= _MAP_FIELDS:
        return "json"
    raise DataProblem(
        f"{file} is JSON, and no journey map that is known: neither a map of this workbench nor "
        "one of Lanescape or enablement-map-studio. Export it as CSV."
    )


def _read_json(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.records.store import load_record

    return load_record(file.path, JourneyMap), ()


def _read_folder(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.exchange.map_folder import read_map_folder

    made, problems = read_map_folder(file.path)
    return made, tuple(problems)


def _read_workbook(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.exchange.map_from_workbook import read_map_workbook

    found = read_map_workbook(file.path)
    return found.map, found.problems


def _read_table(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    return read_map_file(file.path, sheet=file.sheet, title=file.own_title)


def _read_cjml(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.exchange.cjml import read_cjml
    from cxworkbench.exchange.cjml_generator import is_generator_xml, read_generator_xml
    from cxworkbench.ground.xml_files import read_xml_text

    text = read_xml_text(file.path)
    if is_generator_xml(text):
        return _from_journeys([read_generator_xml(text, file.path.name)], file)
    return _from_journeys(read_cjml(file.path), file)


def _read_form(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.exchange.cjml_form import read_cjml_form

    found = read_cjml_form(file.path)
    return _from_journeys(found, file, journey=file.journey or file.sheet)


def _read_log(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.exchange.map_logs import read_map_log

    maps, journeys, problems = read_map_log(file.path, title=file.own_title)
    if journeys:
        return _from_journeys(journeys, file)
    if len(maps) == 1 and not file.journey:
        return maps[0], tuple(problems)
    by_name = {one.id: one for one in maps} | {one.title: one for one in maps}
    if file.journey in by_name:
        return by_name[file.journey], tuple(problems)
    raise DataProblem(
        f"{file.path.name} holds {len(maps)} maps. {did_you_mean(file.journey, by_name)}"
        f"Name one with --journey: {', '.join(one.id for one in maps[:12])}."
    )


def _from_journeys(
    found: list[Any], file: _File, *, journey: str = ""
) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.exchange.cjml_journeys import chosen_journey, map_from_journey

    chosen = chosen_journey(found, journey or file.journey, file.path.name)
    made, problems = map_from_journey(chosen, file=file.path.name, title=file.own_title)
    return made, tuple(problems)


def _read_mermaid(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.exchange.mermaid import read_mermaid
    from cxworkbench.exchange.outside_data import read_text

    text = read_text(file.path)
    made, problems = read_mermaid(text, file=file.path.name, title=file.own_title)
    return made, tuple(problems)


def _read_markdown(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.exchange.markdown import markdown_rows
    from cxworkbench.exchange.outside_data import read_text

    heading, rows = markdown_rows(read_text(file.path))
    if not rows:
        raise DataProblem(
            f"{file.path.name} has no table in Markdown: a row of headings between | signs, and a "
            "row of --- beneath it. Write one, or name another format with --as."
        )
    made, problems = map_from_rows(rows, file=file.path.name, title=heading or file.own_title)
    return made, tuple(problems)


def _read_enablement(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.exchange.enablement import layers_in, map_from_enablement
    from cxworkbench.exchange.outside_data import parse_json, parse_yaml, read_text

    text, name = read_text(file.path), file.path.name
    is_json = text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")
    documents = [parse_json(text, name)] if is_json else parse_yaml(text, name)
    made, problems = map_from_enablement(layers_in(documents), file=name, title=file.own_title)
    return made, tuple(problems)


def _read_lanescape(file: _File) -> tuple[JourneyMap, tuple[Problem, ...]]:
    from cxworkbench.exchange.lanescape import is_lanescape, map_from_lanescape
    from cxworkbench.exchange.outside_data import parse_json, read_text

    content = parse_json(read_text(file.path), file.path.name)
    if not is_lanescape(content):
        raise DataProblem(
            f"{file.path.name} is no file of Lanescape: it has no type "
            "'service-journey-mapper'. Name another format with --as, or none."
        )
    made, problems = map_from_lanescape(
        content, journey=file.journey, file=file.path.name, title=file.own_title
    )
    return made, tuple(problems)


_READERS: Final[Mapping[str, Reader]] = {
    "json": _read_json,
    "csv": _read_folder,
    "workbook": _read_workbook,
    "table": _read_table,
    "cjml": _read_cjml,
    "cjml-form": _read_form,
    "xes": _read_log,
    "mermaid": _read_mermaid,
    "markdown": _read_markdown,
    "enablement": _read_enablement,
    "lanescape": _read_lanescape,
}
KINDS: Final = (*_READERS, *PROFILES)

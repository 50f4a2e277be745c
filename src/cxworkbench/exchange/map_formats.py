"""The formats a journey map is written in, each with what it cannot hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cxworkbench.exchange.losses import Fitting, Loss, losses_between
from cxworkbench.exchange.map_reading import read_map
from cxworkbench.exchange.matching import renamed_ids
from cxworkbench.ground.errors import DataProblem, ParameterProblem, did_you_mean
from cxworkbench.records.journey_map import JourneyMap

SCHEMA_FILE: Final = "journey_map.schema.json"  # beside a map that is written as JSON


@dataclass(frozen=True)
class WrittenFormat:
    """A format that maps are written in.

    `name` is the file's usual name, without an ending for a folder.
    """

    called: str
    name: str
    write: Callable[[JourneyMap, Path], None]


def _json(journey_map: JourneyMap, path: Path) -> None:
    from cxworkbench.ground.files import write_text
    from cxworkbench.records.base import as_json_text
    from cxworkbench.records.schemas import schema_of
    from cxworkbench.records.store import save_record

    save_record(journey_map, path)
    write_text(path.parent / SCHEMA_FILE, as_json_text(schema_of(JourneyMap)))


def _csv(journey_map: JourneyMap, path: Path) -> None:
    from cxworkbench.exchange.map_folder import write_map_folder

    write_map_folder(journey_map, path)


def _workbook(journey_map: JourneyMap, path: Path) -> None:
    from cxworkbench.exchange.map_to_workbook import write_map_workbook

    write_map_workbook(journey_map, path)


def _cjml(journey_map: JourneyMap, path: Path) -> None:
    from cxworkbench.exchange.cjml import write_cjml

    write_cjml(journey_map, path)


def _xes(journey_map: JourneyMap, path: Path) -> None:
    from cxworkbench.exchange.map_logs import write_map_log

    write_map_log(journey_map, path)


def _mermaid(journey_map: JourneyMap, path: Path) -> None:
    from cxworkbench.exchange.mermaid import write_mermaid

    write_mermaid(journey_map, path)


def _markdown(journey_map: JourneyMap, path: Path) -> None:
    from cxworkbench.exchange.markdown import write_markdown

    write_markdown(journey_map, path)


# In the order in which help names them; `read_map` reads each under the same name.
WRITTEN: Final[Mapping[str, WrittenFormat]] = {
    "json": WrittenFormat("JSON", "journey.map.json", _json),
    "csv": WrittenFormat("a folder of CSV files", "journey-tables", _csv),
    "workbook": WrittenFormat("a workbook", "journey.map.xlsx", _workbook),
    "cjml": WrittenFormat("CJML", "journey.cjml.xml", _cjml),
    "xes": WrittenFormat("XES", "journey.xes", _xes),
    "mermaid": WrittenFormat("Mermaid", "journey.mmd", _mermaid),
    "markdown": WrittenFormat("Markdown", "journey.md", _markdown),
}


def write_map(journey_map: JourneyMap, path: Path, *, kind: str) -> tuple[Loss, ...]:
    """What the file does not hold, after the map was written in a format: one entry a field.

    The file is read back and compared with the map, so what is told is what is lost.

    Parameters
    ----------
    journey_map
        A map that is whole.
    path
        The file, or the folder for `csv`.
    kind
        One of `WRITTEN`.

    Raises
    ------
    ParameterProblem
        There is no such format.
    """
    written_format(kind).write(journey_map, path)
    kept = read_back(path, kind)
    return losses_between(journey_map, Fitting(kept, renamed_ids(journey_map, kept)))


def read_back(path: Path, kind: str) -> JourneyMap:
    """The map that a written file holds; an empty one where nothing is left that makes a map."""
    try:
        return read_map(path, kind=kind).map
    except DataProblem:  # nothing is left that makes a map: all of it is lost
        return JourneyMap(id="", title="", stages=())


def written_format(kind: str) -> WrittenFormat:
    """The format of this name.

    Raises
    ------
    ParameterProblem
        There is none.
    """
    if kind not in WRITTEN:
        raise ParameterProblem(
            f"Maps are not written as {kind!r}. {did_you_mean(kind, WRITTEN)}"
            f"Formats: {', '.join(WRITTEN)}."
        )
    return WRITTEN[kind]

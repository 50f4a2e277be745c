"""The formats a journey map is written in, each with what it cannot hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cxworkbench.exchange.losses import Fitting, Loss, losses_between
from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.records.journey_map import JourneyMap

SCHEMA_FILE: Final = "journey_map.schema.json"  # beside a map that is written as JSON


@dataclass(frozen=True)
class WrittenFormat:
    """A format that maps are written in.

    `write` writes the map to a path and says what part of it the file holds; `name` is the file's
    usual name, without an ending for a folder.
    """

    called: str
    name: str
    write: Callable[[JourneyMap, Path], Fitting]


def _json(journey_map: JourneyMap, path: Path) -> Fitting:
    from cxworkbench.ground.files import write_text
    from cxworkbench.records.base import as_json_text
    from cxworkbench.records.schemas import schema_of
    from cxworkbench.records.store import save_record

    save_record(journey_map, path)
    write_text(path.parent / SCHEMA_FILE, as_json_text(schema_of(JourneyMap)))
    return Fitting(journey_map)


WRITTEN: Final[Mapping[str, WrittenFormat]] = {
    "json": WrittenFormat("JSON", "journey.map.json", _json),
}


def write_map(journey_map: JourneyMap, path: Path, *, kind: str) -> tuple[Loss, ...]:
    """What the file does not hold, after the map was written in a format: one entry a field.

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
    fitting = written_format(kind).write(journey_map, path)
    return losses_between(journey_map, fitting)


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

"""Stage templates: maps with stages and no claims yet, to start an engagement from."""

from pathlib import Path

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.resources import shipped
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_record

_ENDING = ".map.json"


def names() -> tuple[str, ...]:
    """The names of the templates that ship with the package, in the order of the alphabet.

    Examples
    --------
    >>> "generic-five-stages" in names()
    True
    """
    return tuple(sorted(path.name.removesuffix(_ENDING) for path in _folder().glob(f"*{_ENDING}")))


def load_stage_template(name: str) -> JourneyMap:
    """The map of a stage template, stamped "assumption-based".

    Parameters
    ----------
    name
        One of `names()`.

    Raises
    ------
    ParameterProblem
        There is no template of this name.

    Examples
    --------
    >>> [stage.name for stage in load_stage_template("generic-five-stages").stages]
    ['Awareness', 'Research', 'Decision', 'Implementation', 'Post-Purchase']
    """
    if name not in names():
        raise ParameterProblem(
            f"There is no stage template {name!r}. {did_you_mean(name, names())}"
            f"There are: {', '.join(names())}."
        )
    return load_record(_folder() / f"{name}{_ENDING}", JourneyMap)


def _folder() -> Path:
    return shipped("templates") / "journeys"

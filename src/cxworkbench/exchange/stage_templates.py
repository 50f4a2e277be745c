"""Stage templates: maps with stages and no claims yet, to start an engagement from."""

from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.resources import shipped
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import JourneyMap, Perspective
from cxworkbench.records.store import load_record, save_record

ENDING: Final = ".map.json"
# What a template takes along of what is said: how the journey goes, never what was found out.
LANES: Final = ("actions", "metrics", "backstage", "systems", "partners")


def names() -> tuple[str, ...]:
    """The names of the templates that ship with the package, in the order of the alphabet.

    Examples
    --------
    >>> "generic-five-stages" in names()
    True
    """
    return tuple(sorted(path.name.removesuffix(ENDING) for path in _folder().glob(f"*{ENDING}")))


def load_stage_template(name: str) -> JourneyMap:
    """The map of a stage template, stamped "assumption-based".

    Parameters
    ----------
    name
        One of `names()`, or the path of an own template: a file that ends in .json.

    Raises
    ------
    ParameterProblem
        There is no template of this name.
    RecordProblem
        The file of an own template is not there, or holds no map.

    Examples
    --------
    >>> [stage.name for stage in load_stage_template("generic-five-stages").stages]
    ['Awareness', 'Research', 'Decision', 'Implementation', 'Post-Purchase']
    """
    if name.endswith(".json"):
        own = load_record(Path(name), JourneyMap)
        return as_template(own, title=own.title)
    if name not in names():
        raise ParameterProblem(
            f"There is no stage template {name!r}. {did_you_mean(name, names())}"
            f"There are: {', '.join(names())}. An own one is named by its file, such as "
            f"own{ENDING}."
        )
    return load_record(_folder() / f"{name}{ENDING}", JourneyMap)


def as_template(journey_map: JourneyMap, *, title: str) -> JourneyMap:
    """A map as a template: its levels and how the journey goes, and nothing that was found out.

    Phases, stages, steps, touchpoints, interactions, offerings, roles and ways on stay under their
    ids, as open drafts. Of what is said, actions, metrics, backstage, systems and partners stay as
    assumptions. Feelings, pains, gains, needs, thoughts, evidence, counts, shares, what roles were
    found to think, comments, decisions and whose journey it was do not go along.

    Parameters
    ----------
    journey_map
        Any map.
    title
        Name of the template; its id is made from it.

    Notes
    -----
    Words that people wrote into actions stay as they are: read them before handing a template to
    somebody else.
    """
    draft = {"status": "draft", "locked": False}
    said = tuple(
        one.model_copy(
            update={**draft, "basis": "assumed", "evidence": (), "against": (), "n": 0,
                    "voices": 0, "as_of": "", "segment": "all", "role": "all"}
        )
        for one in journey_map.statements
        if one.lane in LANES and one.text not in ("", "unknown") and not one.code
    )  # fmt: skip
    free = {**draft, "basis": "assumed", "confidence": None, "believed_on": ""}
    return journey_map.model_copy(
        update={
            "id": mint_id("map", title, ()),
            "title": title,
            "stamp": "assumption-based",
            "perspective": Perspective(),
            "as_of": "",
            "parent_map": "",
            "phases": tuple(one.model_copy(update=draft) for one in journey_map.phases),
            "stages": tuple(one.model_copy(update=free) for one in journey_map.stages),
            "steps": tuple(one.model_copy(update=draft) for one in journey_map.steps),
            "touchpoints": tuple(one.model_copy(update=draft) for one in journey_map.touchpoints),
            "interactions": tuple(one.model_copy(update=draft) for one in journey_map.interactions),
            "statements": said,
            "flows": tuple(
                one.model_copy(update={"share": None, "basis": "assumed"})
                for one in journey_map.flows
            ),
            "roles": tuple(
                one.model_copy(update={"attitude": "unknown", "influence": None, "hidden": False})
                for one in journey_map.roles
            ),
            "involvements": (),
            "comments": (),
            "decisions": (),
            "rules_off": {},
            "retired_ids": (),
            "merged_ids": {},
        }
    )


def save_stage_template(journey_map: JourneyMap, path: Path, *, title: str = "") -> JourneyMap:
    """The template that was made of a map and saved at `path`.

    Parameters
    ----------
    journey_map
        Any map.
    path
        A file that ends in .json and is not there yet.
    title
        Name of the template; empty for the map's.

    Raises
    ------
    ParameterProblem
        The file does not end in .json, or is there already.
    """
    if path.suffix != ".json":
        raise ParameterProblem(
            f"{path.name} does not end in .json. A template is kept as {path.stem}{ENDING}."
        )
    if path.exists():
        raise ParameterProblem(f"{path} is there already. Give another name, or remove it first.")
    template = as_template(journey_map, title=title or journey_map.title)
    save_record(template, path)
    return template


def _folder() -> Path:
    return shipped("templates") / "journeys"

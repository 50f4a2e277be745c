"""Stages renamed and put in another order inside `engagement.toml`, and when that is refused."""

from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

import tomlkit
from tomlkit import TOMLDocument

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.terms import GENERIC_STAGES
from cxworkbench.intake.values import stage_names
from cxworkbench.intake.words import plain
from cxworkbench.records.engagement import Engagement


def rename_in(document: TOMLDocument, old: str, new: str) -> None:
    """Nothing; the stage and all that lies in it is under its new name in the parsed file."""
    _require_listed(document)
    for stage in document["stages"]:
        if stage["name"] == old:
            former = [str(one) for one in stage.get("formerly", [])]
            stage["name"] = new
            # A name it had once and has again is none of its former ones.
            stage["formerly"] = [one for one in dict.fromkeys((*former, old)) if one != new]
    for place in _places(document):
        if place.get("stage") == old:
            place["stage"] = new


def reorder_in(document: TOMLDocument, names: Sequence[str]) -> None:
    """Nothing; the stages of the parsed file, all named, are in this order."""
    _require_listed(document)
    by_name = {str(stage["name"]): stage for stage in document["stages"]}
    ordered = tomlkit.aot()
    for name in names:
        ordered.append(by_name[name])
    document["stages"] = ordered


def _require_listed(document: TOMLDocument) -> None:
    """Write the generic stages into a file that names none, so that they can be changed."""
    if document.get("stages"):
        return
    listed = tomlkit.aot()
    for name, definition in GENERIC_STAGES.items():
        listed.append(tomlkit.item({"name": name, "definition": definition}))
    document["stages"] = listed


def _places(document: TOMLDocument) -> Iterator[MutableMapping[str, Any]]:
    """Everything in the file that says in which stage something lies."""
    yield from document.get("touchpoints", [])
    for table in document.get("tables", []):
        yield from table.get("questions", {}).values()
        if "constants" in table:
            yield table["constants"]
    for headers in document.get("values", {}).values():
        for places in headers.values():
            yield from places.values()


def require_name(engagement: Engagement, old: str, new: str) -> None:
    """Nothing, when the stage can be renamed so.

    Raises
    ------
    ParameterProblem
        There is no such stage, or the new name is empty, taken, or a former one of another stage.
    """
    known = stage_names(engagement)
    if old not in known:
        raise ParameterProblem(
            f"There is no stage {old!r}. {did_you_mean(old, known)}Stages: {', '.join(known)}."
        )
    if not new.strip() or new != new.strip():
        raise ParameterProblem(f"A stage cannot be called {new!r}. Give it words of the customer.")
    others = {plain(name): name for name in known if name != old}
    if plain(new) in others:
        raise ParameterProblem(
            f"There is a stage {others[plain(new)]!r} already. Choose another name, or merge the "
            "two on the map."
        )
    for stage in engagement.stages:
        if stage.name != old and new in stage.formerly:
            raise ParameterProblem(
                f"{new!r} is a former name of {stage.name!r}, and received files that use it are "
                "placed there. Choose another name."
            )


def require_order(known: Sequence[str], names: Sequence[str]) -> None:
    """Nothing, when the names are all that are known, each once.

    Raises
    ------
    ParameterProblem
        A stage is missing, unknown or named twice.
    """
    strange = [name for name in names if name not in known]
    missing = [name for name in known if name not in names]
    twice = sorted({name for name in names if list(names).count(name) > 1})
    for words, found in (("not known", strange), ("missing", missing), ("named twice", twice)):
        if found:
            raise ParameterProblem(
                f"{len(found)} of the stages in the new order {'is' if len(found) == 1 else 'are'} "
                f"{words}: {', '.join(found)}. Name each once: {', '.join(known)}."
            )

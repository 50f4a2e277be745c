"""Maps of enablement-map-studio: JSON, or YAML with a document for each layer."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from cxworkbench.exchange.drafting import Draft
from cxworkbench.exchange.outside_data import dicts_in, text_of, texts_in
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem
from cxworkbench.records.journey_map import JourneyMap, Perspective

_LAYERS: Final = ("cjm", "sbp", "outcome")
_LANE_OF_KIND: Final = {"human": "backstage", "team": "backstage", "system": "systems"}


def layers_in(documents: Iterable[Any]) -> dict[str, list[dict[str, Any]]]:
    """The layers among the documents of a file, by kind; empty where there is none.

    Examples
    --------
    >>> list(layers_in([{"kind": "cjm"}, {"sbp": {"lanes": []}}, "x"]))
    ['cjm', 'sbp']
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for document in documents:
        for one in dicts_in(document if isinstance(document, list) else [document]):
            if one.get("kind") in _LAYERS:
                found.setdefault(str(one["kind"]), []).append(one)
                continue
            for kind in _LAYERS:
                inside = one.get(kind)
                layers = dicts_in(inside if isinstance(inside, list) else [inside])
                found.setdefault(kind, []).extend(layers)
                if not found[kind]:
                    del found[kind]
    return found


def map_from_enablement(
    layers: Mapping[str, list[dict[str, Any]]], *, file: str, title: str
) -> tuple[JourneyMap, list[Problem]]:
    """The map of a file: phases as stages, actions as steps with touchpoints, thoughts and emotion.

    Tasks of the service blueprint become backstage work or systems at the action they serve; aims
    and measures of the outcome become metrics there, or at the last stage where they serve none.

    Raises
    ------
    DataProblem
        There is no layer `cjm`, or it has no phases.
    """
    journeys = layers.get("cjm", [])
    if not journeys or not dicts_in(journeys[0].get("phases")):
        raise DataProblem(
            f"{file} has no customer journey: no layer of kind 'cjm' with phases. Export it again."
        )
    building = _Building(journeys[0], file)
    if len(journeys) > 1:
        building.note("cjm", "is there once", f"{len(journeys)} journeys", "the first one was read")
    building.add_journey()
    for blueprint in layers.get("sbp", []):
        building.add_blueprint(blueprint)
    for outcome in layers.get("outcome", []):
        building.add_outcome(outcome)
    persona = journeys[0].get("persona")
    role = text_of(persona.get("name")) if isinstance(persona, dict) else ""
    made = building.draft.finished(text_of(journeys[0].get("title")) or title)
    perspective = Perspective(role=role or "all")
    return made.model_copy(update={"perspective": perspective}), building.problems


class _Building:
    """A map while the layers of a file are put into it."""

    def __init__(self, journey: dict[str, Any], file: str) -> None:
        self.journey, self.file = journey, file
        self.draft = Draft()
        self.problems: list[Problem] = []
        self._stages: dict[str, str] = {}
        self._steps: dict[str, str] = {}  # id of an action -> our step
        self._tasks: dict[str, str] = {}  # id of a task -> our step or stage

    def add_journey(self) -> None:
        """Phases and actions."""
        for phase in dicts_in(self.journey.get("phases")):
            name = text_of(phase.get("name")) or text_of(phase.get("id"))
            self._stages[text_of(phase.get("id"))] = self.draft.stage(name)
        for action in dicts_in(self.journey.get("actions")):
            self._add_action(action)
        persona = self.journey.get("persona")
        if isinstance(persona, dict) and text_of(persona.get("description")):
            self.note("persona", "has a place on a map", text_of(persona["description"]),
                      "describe the role under roles, with its evidence")  # fmt: skip

    def _add_action(self, action: dict[str, Any]) -> None:
        name = text_of(action.get("name")) or text_of(action.get("id"))
        phase = text_of(action.get("phase"))
        stage = self._stages.get(phase)
        if stage is None:
            self.refuse("phase", "names a phase that is there", phase,
                        f"the action {name!r} was left out; give it a phase")  # fmt: skip
            return
        step = self.draft.step(name, stage)
        self._steps[text_of(action.get("id"))] = step
        for touchpoint in texts_in(action.get("touchpoints")):
            self.draft.touchpoint(touchpoint, stage, step)
        for thought in texts_in(action.get("thoughts_feelings")):
            self.draft.statement(step, "thoughts", thought)
        score = text_of(action.get("emotion_score"))
        value = _number(score)
        if value is not None and -2 <= value <= 2:
            self.draft.statement(step, "emotion", value=value)
        elif score:
            self.refuse("emotion_score", "is a number from -2 to 2", score, "it was left out")

    def add_blueprint(self, blueprint: dict[str, Any]) -> None:
        """Tasks of the service blueprint, at the actions they serve."""
        kinds = {text_of(lane.get("id")): lane for lane in dicts_in(blueprint.get("lanes"))}
        for task in dicts_in(blueprint.get("tasks")):
            at = self._steps.get(text_of(task.get("source_id")), "")
            lane = kinds.get(text_of(task.get("lane")) or text_of(task.get("lane_id")), {})
            kind = text_of(lane.get("kind"))
            name = text_of(task.get("name"))
            if kind == "cjm":
                self._tasks[text_of(task.get("id"))] = at
            elif at and kind in _LANE_OF_KIND and name:
                self._tasks[text_of(task.get("id"))] = at
                who = text_of(lane.get("name"))
                self.draft.statement(at, _LANE_OF_KIND[kind], f"{who}: {name}" if who else name)
            else:
                self.refuse("sbp task", "serves an action, in a lane of a known kind", name,
                            "it was left out; write it on the map")  # fmt: skip
        if links := dicts_in(blueprint.get("connections")):
            self.note("sbp connections", "has a place on a map", f"{len(links)} not taken over",
                      "draw ways on between touchpoints where they matter")  # fmt: skip

    def add_outcome(self, outcome: dict[str, Any]) -> None:
        """Aims and measures, as metrics."""
        factor = outcome.get("primary_csf")
        source = text_of(factor.get("source_id")) if isinstance(factor, dict) else ""
        last = list(self._stages.values())[-1]
        at = self._tasks.get(source) or self._steps.get(source) or last
        for name in ("kgi", "primary_csf", "primary_kpi"):
            one = outcome.get(name)
            if isinstance(one, dict):
                target = " ".join(filter(None, (text_of(one.get("target")),
                                                text_of(one.get("unit")))))  # fmt: skip
                said = text_of(one.get("name")) or text_of(one.get("rationale"))
                text = f"{said} (target {target})" if target else said
                if text:
                    self.draft.statement(at, "metrics", text)

    def note(self, column: str, rule: str, value: str, remedy: str) -> None:
        """One more thing a person should know."""
        self.problems.append(Problem(self.file, 0, column, rule, value, remedy, "note"))

    def refuse(self, column: str, rule: str, value: str, remedy: str) -> None:
        """One more thing that could not be used."""
        self.problems.append(Problem(self.file, 0, column, rule, value, remedy))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

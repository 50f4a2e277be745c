"""A map being put together from a list or matrix: levels in order of appearance, ids minted."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import (
    JourneyMap,
    Phase,
    Stage,
    Statement,
    Step,
    Touchpoint,
)

_ID: Final = re.compile(r"[a-z]+(-[a-z0-9]+)+")  # as ids are minted; a running number is none


@dataclass
class Draft:
    """What was found so far. Everything in it is assumed: a list is what somebody believes."""

    phases: dict[str, Phase] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
    steps: dict[tuple[str, str], Step] = field(default_factory=dict)
    touchpoints: dict[str, Touchpoint] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    said: set[tuple[object, ...]] = field(default_factory=set)
    places: dict[tuple[str, str, str], str] = field(default_factory=dict)  # names -> touchpoint id

    def phase(self, name: str) -> str:
        """The id of the phase with this name, new if need be; empty for no name."""
        if name and name not in self.phases:
            self.phases[name] = Phase(id=self._mint("ph", name), name=name)
        return self.phases[name].id if name else ""

    def stage(self, name: str, phase_id: str = "") -> str:
        """The id of the stage with this name, new if need be."""
        if name not in self.stages:
            minted = self._mint("st", name)
            self.stages[name] = Stage(id=minted, name=name, phase_id=phase_id, basis="assumed")
        return self.stages[name].id

    def step(self, name: str, stage_id: str) -> str:
        """The id of the step with this name in the stage, new if need be; empty for no name."""
        if not name:
            return ""
        if (stage_id, name) not in self.steps:
            step = Step(id=self._mint("sp", name), name=name, stage_id=stage_id)
            self.steps[stage_id, name] = step
        return self.steps[stage_id, name].id

    def touchpoint(
        self,
        name: str,
        stage_id: str,
        step_id: str = "",
        given_id: str = "",
        **fields: Any,  # noqa: ANN401 - as Touchpoint has them, checked there
    ) -> str:
        """The id of the touchpoint of this name in the stage and step, new if need be.

        `given_id` is used where it is free and has the form of an id. A touchpoint that is there
        keeps what it has, and takes what it lacks.
        """
        place = (stage_id, step_id, name)
        there = self.places.get(place, "")
        usable = _ID.fullmatch(given_id) and given_id not in self.taken
        if there and not usable:
            self._fill_in(self.touchpoints[there], fields)
            return there
        minted = given_id if usable else self._mint("tp", name)
        self.taken.add(minted)
        self.places.setdefault(place, minted)
        self.touchpoints[minted] = Touchpoint(
            id=minted, name=name, stage_id=stage_id, step_id=step_id, **fields
        )
        return minted

    def statement(
        self,
        at: str,
        lane: Any,  # noqa: ANN401 - one of the lanes, checked by the record
        text: str = "",
        **fields: Any,  # noqa: ANN401 - as Statement has them, checked there
    ) -> None:
        """One more assumed statement at an element, unless it stands there already."""
        said = (at, lane, text, fields.get("value"), fields.get("word", ""),
                fields.get("role", ""))  # fmt: skip
        if said in self.said:
            return
        self.said.add(said)
        minted = self._mint(f"sm-{at}", f"{lane} {text}")
        statement = Statement(id=minted, at=at, lane=lane, text=text, basis="assumed", **fields)
        self.statements.append(statement)

    def finished(self, title: str) -> JourneyMap:
        """The map, stamped as resting on assumptions."""
        return JourneyMap(
            id=mint_id("map", title, ()),
            title=title,
            stamp="assumption-based",
            phases=tuple(self.phases.values()),
            stages=tuple(self.stages.values()),
            steps=tuple(self.steps.values()),
            touchpoints=tuple(self.touchpoints.values()),
            statements=tuple(self.statements),
        )

    def _fill_in(self, touchpoint: Touchpoint, fields: dict[str, Any]) -> None:
        blank = Touchpoint(id="", name="", stage_id="")
        lacking = {
            name: value
            for name, value in fields.items()
            if getattr(touchpoint, name) == getattr(blank, name)
        }
        self.touchpoints[touchpoint.id] = touchpoint.model_copy(update=lacking)

    def _mint(self, prefix: str, name: str) -> str:
        minted = mint_id(prefix, name, self.taken)
        self.taken.add(minted)
        return minted

"""A journey as CJML tells it, whatever the dialect, and the map that it is.

CJML, the Customer Journey Modelling Language, is described at cjml.no and licensed CC BY-SA 4.0.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from cxworkbench.exchange.emotion_words import word_value
from cxworkbench.exchange.headings import medium_of_channel, plain
from cxworkbench.exchange.map_from_list import NOT_PLACED
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, did_you_mean
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import (
    Comment,
    Interaction,
    JourneyMap,
    Perspective,
    Stage,
    Statement,
    Touchpoint,
)

ANYBODY: Final = frozenset(("", "all", "customer", "end user", "enduser", "client"))
_RATINGS: Final = {
    "very dissatisfied": 1, "dissatisfied": 2, "neutral": 3, "satisfied": 4, "very satisfied": 5,
}  # fmt: skip
_CHANNELS: Final = {
    "digital": (
        "internetviapc", "internetviasmartphone", "internetviatablet", "apponpc",
        "apponsmartphone", "appontablet", "internetglobe", "message", "socialmediamessage",
        "selfservicemachine", "fax",
    ),
    "physical": ("facetoface", "shopcounter", "servicedesk"),
}  # fmt: skip
_CLASS: Final = {word: name for name, words in _CHANNELS.items() for word in words}


@dataclass
class FoundPhase:
    """A phase of CJML, which is a stage of a map."""

    id: str
    name: str
    description: str = ""


@dataclass
class FoundTouchpoint:
    """A communication point, or an action (`contact` false); actors by their names."""

    id: str = ""
    contact: bool = True
    phase: str = ""  # the phase's id
    initiator: str = ""
    receiver: str = ""
    initiator_label: str = ""
    receiver_label: str = ""
    channel: str = ""
    comment: str = ""
    experience: str = ""
    rating: str = ""  # 1 to 5, or in words


@dataclass
class FoundJourney:
    """A journey of a file, before it is a map; `left_out` counts what no map has a place for."""

    id: str = ""
    title: str = ""
    planned: bool = True
    end_user: str = ""
    phases: list[FoundPhase] = field(default_factory=list)
    touchpoints: list[FoundTouchpoint] = field(default_factory=list)
    summaries: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def chosen_journey(found: Sequence[FoundJourney], journey: str, file: str) -> FoundJourney:
    """The journey of this id or title; where none is named, the only one there is.

    Raises
    ------
    DataProblem
        The file holds none, none of this name, or several and none is named.
    """
    if not found:
        raise DataProblem(f"{file} holds no journey. Export it again with its journeys.")
    names = [one.id or one.title or f"journey {place}" for place, one in enumerate(found, 1)]
    if not journey and len(found) == 1:
        return found[0]
    for name, one in zip(names, found, strict=True):
        if journey and journey in (name, one.title):
            return one
    what = f"no journey {journey!r}" if journey else f"{len(found)} journeys, and a map shows one"
    raise DataProblem(
        f"{file} holds {what}. {did_you_mean(journey, names) if journey else ''}"
        f"Name one with --journey: {', '.join(names[:12])}{' …' if len(names) > 12 else ''}."
    )


def map_from_journey(
    found: FoundJourney, *, file: str, title: str
) -> tuple[JourneyMap, list[Problem]]:
    """The map of a journey: phases become stages, communication points and actions touchpoints.

    A touchpoint is called as the end user's side calls it; where the other side calls it otherwise,
    that is an interaction. A planned journey is a map of the state to be, an actual one as it is;
    an experience is an assumed emotion, for the file holds no evidence of it.

    Parameters
    ----------
    found
        What a reader of one of the dialects found.
    file, title
        Name of the file, for the problems, and of the map where the journey has none.
    """
    building = _Building(found, file)
    for one in found.touchpoints:
        building.add(one)
    named = found.title or title
    role = "all" if plain(found.end_user) in ANYBODY else found.end_user
    made = JourneyMap(
        id=found.id or mint_id("map", named, ()),
        title=named,
        state="to-be" if found.planned else "as-is",
        stamp="assumption-based",
        perspective=Perspective(role=role),
        stages=tuple(building.stages),
        touchpoints=tuple(building.touchpoints),
        interactions=tuple(building.interactions),
        statements=tuple(building.statements),
        comments=tuple(building.comments),
    )
    return made, [*found.problems, *building.problems, *_left_out(found, file)]


def other_label(one: FoundTouchpoint, end_user: str) -> tuple[str, str]:
    """What the end user's side calls a touchpoint, and what the other side does if otherwise."""
    mine, theirs = one.initiator_label, one.receiver_label
    if one.receiver == end_user and one.initiator != end_user:
        mine, theirs = theirs, mine
    return (mine, "" if theirs == mine else theirs) if mine else (theirs, "")


class _Building:
    """The parts of a map while touchpoints are added to it."""

    def __init__(self, found: FoundJourney, file: str) -> None:
        self.found, self.file = found, file
        self.taken: set[str] = set()
        self.stages: list[Stage] = []
        self.touchpoints: list[Touchpoint] = []
        self.interactions: list[Interaction] = []
        self.statements: list[Statement] = []
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []
        self._stage_of: dict[str, str] = {}
        for phase in found.phases:
            stage_id = self._id(phase.id, "st", phase.name)
            self._stage_of.setdefault(phase.id or phase.name, stage_id)
            stage = Stage(id=stage_id, name=phase.name, definition=phase.description)
            self.stages.append(stage)
        self._by_name = {plain(phase.name): phase.id or phase.name for phase in found.phases}
        for text in found.summaries:
            self._comment("", text)

    def add(self, one: FoundTouchpoint) -> None:
        """One more touchpoint with what is said at it."""
        name, other = other_label(one, self.found.end_user)
        stage_id = self._stage(one)
        at = self._id(one.id, "tp", name or one.id)
        known = _CLASS.get(plain(one.channel).replace(" ", "")) or medium_of_channel(one.channel)
        medium: Any = known or "unknown"
        self.touchpoints.append(
            Touchpoint(
                id=at, name=name or one.id or at, stage_id=stage_id, medium_class=medium,
                channel=one.channel, contact=one.contact, initiator=one.initiator,
                receivers=(one.receiver,) if one.receiver else (),
            )
        )  # fmt: skip
        if other and one.contact:
            self._interaction(at, other, one)
        self._emotion(at, one)
        self._comment(at, one.comment)

    def _stage(self, one: FoundTouchpoint) -> str:
        phase = one.phase
        if phase and phase not in self._stage_of:
            phase = self._by_name.get(plain(phase), phase)
        if phase not in self._stage_of:
            if one.phase:
                remedy = f"placed in the stage {NOT_PLACED!r}; list the phase, or move it"
                self._note(one.id, "names a phase that is listed", one.phase, remedy)
            if phase != NOT_PLACED:
                phase = NOT_PLACED
            if phase not in self._stage_of:
                self._stage_of[phase] = self._id("", "st", NOT_PLACED)
                self.stages.append(Stage(id=self._stage_of[phase], name=NOT_PLACED))
        return self._stage_of[phase]

    def _interaction(self, at: str, name: str, one: FoundTouchpoint) -> None:
        direction: Literal["to customer", "from customer", "unknown"] = "unknown"
        if self.found.end_user and one.initiator == self.found.end_user:
            direction = "from customer"
        elif self.found.end_user and one.receiver == self.found.end_user:
            direction = "to customer"
        made = Interaction(
            id=self._id("", "ia", name), name=name, touchpoint_id=at, direction=direction
        )
        self.interactions.append(made)

    def _emotion(self, at: str, one: FoundTouchpoint) -> None:
        value = self._value(one)
        if value is None and not one.experience:
            return
        is_word = word_value(one.experience) is not None
        said = {"word" if is_word else "text": one.experience}
        minted = self._id("", f"sm-{at}", f"emotion {said.get('text', '')}")
        self.statements.append(Statement(id=minted, at=at, lane="emotion", value=value, **said))

    def _value(self, one: FoundTouchpoint) -> float | None:
        if not one.rating:
            return None
        known = _RATINGS.get(plain(one.rating))
        try:
            rating = float(known or one.rating.replace(",", "."))
        except ValueError:
            rating = 0.0
        if 1 <= rating <= 5:
            return round(rating - 3, 6)
        remedy = "write 1 (very dissatisfied) to 5 (very satisfied); the rating was left out"
        self.problems.append(
            Problem(self.file, 0, one.id, "has a rating from 1 to 5", one.rating, remedy)
        )
        return None

    def _comment(self, at: str, text: str) -> None:
        if text:
            self.comments.append(Comment(id=self._id("", "cm", text), at=at, text=text))

    def _id(self, given: str, prefix: str, name: str) -> str:
        minted = given if given and given not in self.taken else mint_id(prefix, name, self.taken)
        if given and minted != given:
            self._note(given, "is there once", given, f"the second one is {minted} now")
        self.taken.add(minted)
        return minted

    def _note(self, where: str, rule: str, value: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, 0, where, rule, value, remedy, "note"))


def _left_out(found: FoundJourney, file: str) -> Iterator[Problem]:
    for what, count in found.left_out.items():
        remedy = "Nothing to do, unless it belongs on the map: then write it there."
        if what == "times":
            remedy = "A map has no times. Export the journeys as events to keep them."
        yield Problem(
            file, 0, what, "has a place on a map", f"{count} not taken over", remedy, "note"
        )

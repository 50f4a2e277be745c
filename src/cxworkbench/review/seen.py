"""A map as the rules read it: indexed once, with what stands beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cxworkbench.journey.said import is_unknown
from cxworkbench.records.engagement import Metric, Persona
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.records.register import Entry, Register

FEWEST_ACCOUNTS: Final = 5  # a claim about accounts in general rests on at least as many
CLAIMS: Final = ("emotion", "expectations", "needs", "pains", "gains", "moments of truth")
CUSTOMER_LANES: Final = (*CLAIMS, "actions")  # quotes among the thoughts name their own speaker
WORDED: Final = ("actions", "thoughts", "expectations", "needs", "pains", "gains")
EVERYBODY: Final = "all"


@dataclass(frozen=True)
class Found:
    """One place where a rule speaks: the id it is about, and what is wrong there."""

    at: str
    message: str


@dataclass(frozen=True)
class Beside:
    """What rules may read beside the map; what is not given is not judged.

    `consents` and `methods` say of evidence ids whether words may be quoted ("none", "anonymous",
    "named") and how the evidence was gathered. `parent` is the map a deep dive belongs to, `as_is`
    the map of today that a to-be map starts from.
    """

    register: Register | None = None
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    personas: Sequence[Persona] = ()
    parent: JourneyMap | None = None
    as_is: JourneyMap | None = None
    consents: Mapping[str, str] = field(default_factory=dict)
    methods: Mapping[str, str] = field(default_factory=dict)


def plain_role(text: str) -> str:
    """A role's name without case and needless spaces."""
    return " ".join(text.split()).casefold()


class Seen:
    """A map with its elements by id and its statements by place and by lane."""

    def __init__(self, journey_map: JourneyMap, beside: Beside, fewest: int) -> None:
        self.map = journey_map
        self.beside = beside
        self.fewest = fewest

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of all elements by id, of the map itself too."""
        one = self.map
        levels = (*one.phases, *one.stages, *one.steps, *one.touchpoints, *one.interactions)
        return {one.id: one.title} | {each.id: each.name for each in levels}

    @cached_property
    def order(self) -> dict[str, int]:
        """Place of each id in the journey, the map itself first."""
        ids = [self.map.id, *(one.id for one in self.map.phases)]
        for stage in self.map.stages:
            ids += [stage.id, *(one.id for one in self.in_stage(stage.id))]
        ids += [one.id for one in (*self.map.steps, *self.map.interactions)]
        return {key: place for place, key in enumerate(ids)}

    @cached_property
    def _by_stage(self) -> dict[str, list[Touchpoint]]:
        stages: dict[str, list[Touchpoint]] = {}
        for one in self.map.touchpoints:
            stages.setdefault(one.stage_id, []).append(one)
        return stages

    def in_stage(self, stage_id: str) -> list[Touchpoint]:
        """The touchpoints of a stage."""
        return self._by_stage.get(stage_id, [])

    @cached_property
    def touchpoints(self) -> list[Touchpoint]:
        """All touchpoints in journey order."""
        return [one for stage in self.map.stages for one in self.in_stage(stage.id)]

    @cached_property
    def known(self) -> list[Statement]:
        """All statements that say more than "unknown"."""
        return [one for one in self.map.statements if not is_unknown(one)]

    @cached_property
    def _by_lane(self) -> dict[str, list[Statement]]:
        lanes: dict[str, list[Statement]] = {}
        for one in self.known:
            lanes.setdefault(one.lane, []).append(one)
        return lanes

    def lane(self, *lanes: str) -> list[Statement]:
        """What is known in these lanes."""
        return [one for lane in lanes for one in self._by_lane.get(lane, [])]

    @cached_property
    def by_place(self) -> dict[str, list[Statement]]:
        """What is known, by the id of its place."""
        places: dict[str, list[Statement]] = {}
        for one in self.known:
            places.setdefault(one.at, []).append(one)
        return places

    def role(self, said: str) -> str:
        """A role under one name, however it is written: its id, or its name in any case."""
        return self._roles.get(plain_role(said), plain_role(said))

    def same_role(self, one: str, other: str) -> bool:
        """Whether two texts mean the same role."""
        return self.role(one) == self.role(other)

    @cached_property
    def _roles(self) -> dict[str, str]:
        return {plain_role(one.id): plain_role(one.name) for one in self.map.roles}

    @cached_property
    def feelings(self) -> list[Statement]:
        """Statements of emotion with a value."""
        return [one for one in self.lane("emotion") if one.value is not None]

    @cached_property
    def own_words(self) -> list[Statement]:
        """Customer lanes as people on the team worded them: quotes with evidence are not theirs."""
        return [
            one
            for one in self.lane(*WORDED)
            if one.text.strip() and not (one.lane == "thoughts" and one.evidence)
        ]

    @cached_property
    def labels(self) -> list[tuple[str, str]]:
        """Id and name of stages, steps and touchpoints."""
        levels = (*self.map.stages, *self.map.steps, *self.map.touchpoints)
        return [(one.id, one.name) for one in levels]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The register's entries; none without a register."""
        return self.beside.register.entries if self.beside.register is not None else ()

    @property
    def in_general(self) -> bool:
        """Whether the map speaks for accounts in general and not for one."""
        return self.fewest > 1

    @cached_property
    def rested(self) -> bool:
        """Whether anything on the map rests on evidence."""
        return any(one.evidence for one in self.map.statements)

    @property
    def b2b(self) -> bool:
        """Whether companies buy."""
        return self.map.mode != "B2C"

    def name(self, at: str) -> str:
        """The name of an element, its id where it has none."""
        return self.names.get(at, at)

    def here(self, at: str, message: str) -> Iterator[Found]:
        """One place; a generator, so that a rule may yield from it."""
        yield Found(at, message)

    def whole(self, message: str) -> Iterator[Found]:
        """The whole map."""
        yield Found(self.map.id, message)

    def stages_after(self) -> tuple[Stage, ...]:
        """The later half of the stages."""
        return self.map.stages[len(self.map.stages) // 2 :]

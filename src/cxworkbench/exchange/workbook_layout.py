"""What a map's workbook looks like: a sheet for each layer, its columns, and what each means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic.fields import FieldInfo

from cxworkbench.exchange.workbook_cells import Kind, choices_of, kind_of
from cxworkbench.records.base import Part
from cxworkbench.records.journey_map import (
    BuyingRole,
    Comment,
    Decision,
    Flow,
    Interaction,
    JourneyMap,
    Offering,
    Phase,
    RoleInvolvement,
    Stage,
    Statement,
    Step,
    Touchpoint,
)
from cxworkbench.records.map_items import LISTS

MAP_SHEET: Final = "map"
DICTIONARY: Final = "dictionary"
LONG_TEXTS: Final = "long texts"
AS_EXPORTED: Final = "as exported"
PARTS: Final[Mapping[str, type[Part]]] = {
    "phases": Phase, "stages": Stage, "steps": Step, "touchpoints": Touchpoint,
    "interactions": Interaction, "statements": Statement, "offerings": Offering, "flows": Flow,
    "roles": BuyingRole, "involvements": RoleInvolvement, "comments": Comment,
    "decisions": Decision,
}  # fmt: skip
PREFIX: Final[Mapping[str, str]] = {
    "phases": "ph", "stages": "st", "steps": "sp", "touchpoints": "tp", "interactions": "ia",
    "statements": "sm", "offerings": "of", "flows": "fl", "roles": "ro", "involvements": "in",
    "comments": "cm", "decisions": "de",
}  # fmt: skip
ORDER: Final = "order"  # of statements, which stand by lane in their sheet
WHERE: Final = "where"  # only to read: the names of what a row belongs to
REVIEW: Final = ("agree", "disagree", "review comment", "who", "who role", "who account", "said on")
REVIEWED: Final = ("stages", "steps", "touchpoints", "interactions", "statements")
REFERS: Final[Mapping[str, str]] = {
    "phase_id": "phases", "stage_id": "stages", "step_id": "steps",
    "touchpoint_id": "touchpoints", "predecessor_id": "interactions",
    "successor_id": "interactions", "role_id": "roles",
}  # fmt: skip

MEANINGS: Final[Mapping[str, str]] = {
    "id": "Made once, never changed. Leave it empty in a new row: it is made from the name.",
    "name": "As the customer would call it.",
    "status": "How far it is agreed.",
    "locked": "A locked row is changed by no proposal and no workbook.",
    "phase_id": "The phase it belongs to, if the map has phases.",
    "stage_id": "The stage it belongs to.",
    "step_id": "The step it belongs to, if the map has steps; it lies in the same stage.",
    "touchpoint_id": "The touchpoint it belongs to.",
    "definition": "What it means, in the customer's words.",
    "basis": "assumed: put in by a person; reported, observed, measured: from evidence.",
    "confidence": "How sure the team is, 0 to 1, as stated.",
    "believed_on": "Day on which the team believed it, as 2026-02-28.",
    "medium_class": "Where it takes place.",
    "channel": "By which means, such as mail, visit, portal.",
    "contact": "no: the customer's own action, without us.",
    "owner": "Department or function that answers for it.",
    "company": "Company it belongs to; empty for the client itself.",
    "offering_ids": "Offerings in whose journeys it stands, one a line; none: in all.",
    "initiator": "Who starts it.",
    "receivers": "Who receives it, one a line.",
    "systems": "Systems used, one a line.",
    "location": "Where it takes place.",
    "frequency": "How often.",
    "duration": "How long.",
    "direction": "Who speaks to whom.",
    "content": "What is exchanged.",
    "roles": "Roles that take part, one a line.",
    "medium": "By which means.",
    "predecessor_id": "The interaction before it.",
    "successor_id": "The interaction after it.",
    "at": "Id of what it is said at.",
    "lane": "Which row of the map it stands in.",
    "text": "The words.",
    "evidence": "Ids of the evidence it rests on, one a line.",
    "segment": "Segment it holds for; all: for all.",
    "role": "Buying role it holds for; all: for all.",
    "n": "Accounts behind it; 0 for what a person assumed.",
    "voices": "Statements of people behind it.",
    "value": "Lane emotion: mean over accounts, -2 to +2; empty where nobody said anything.",
    "low": "Lower end of the 95 % interval of value.",
    "high": "Upper end of the 95 % interval of value.",
    "word": "Lane emotion: the commonest word.",
    "counts": "Lane emotion: accounts at -2, -1, 0, +1, +2, five numbers with blanks between.",
    "against": "Ids of evidence that speaks against it, one a line.",
    "code": "Code of the pain or gain.",
    "as_of": "Day of the newest evidence, as 2026-02-28.",
    "from_id": "Id of the stage, step or touchpoint from which it goes on.",
    "to_id": "Id of the stage, step or touchpoint to which it goes.",
    "kind": "Which kind it is.",
    "condition": "When it goes this way.",
    "share": "Part of the journeys that go this way, 0 to 1.",
    "weight": "Weight of the role among the others; 1 is usual.",
    "attitude": "How the role stands to the purchase.",
    "influence": "Influence on the decision, 0 to 1.",
    "hidden": "It decides with others, and the client has never met it.",
    "role_id": "The role.",
    "involvement": "How far the role takes part in the stage.",
    "can_stop": "The role can stop the journey in this stage.",
    "by": "Who; a role, not a name.",
    "on": "Day, as 2026-02-28.",
    "settled": "The comment is dealt with.",
    "title": "Title of the map.",
    "state": "as-is: as it is now; to-be: as it is meant to be.",
    "mode": "Who buys from whom.",
    "parent_map": "Id of the map that this one goes deeper into.",
    "parent_stage": "Id of the stage there.",
    "stamp": "assumption-based: no statement rests on evidence.",
    "schema_version": "Version of the record; leave it.",
    "retired_ids": "Ids that were given once and are never given again; leave it.",
    "merged_ids": "Which element took in which other; leave it.",
    "map.id": "Id of the map; leave it.",
    "map.kind": "The whole relationship, or one part of it in depth.",
    "perspective.segment": "The segment whose journey it is; all: of all.",
    "perspective.role": "The buying role whose journey it is; all: of all.",
    "perspective.account_type": "The type of account whose journey it is; all: of all.",
    "rules_off": "Method notes that are switched off, each with its reason; leave it.",
    ORDER: "Place in the map's file; rows may stand in any order here. Empty: after the row above.",
    WHERE: "Only to read: the names of what it belongs to.",
    "agree": "A reviewer's x: this is so.",
    "disagree": "A reviewer's x: this is not so.",
    "review comment": "A reviewer's own words on this row.",
    "who": "Who reviewed; names become pseudonyms when the file is read.",
    "who role": "The reviewer's role, such as user or buyer.",
    "who account": "The reviewer's account, by its id.",
    "said on": "Day of the review, as 2026-02-28.",
}


@dataclass(frozen=True)
class Column:
    """One column of a sheet; `field` is None for one that is no field of the record."""

    name: str
    kind: Kind
    field: FieldInfo | None = None
    of_map: bool = False

    @property
    def meaning(self) -> str:
        """What stands in it, in words."""
        own = MEANINGS.get(f"map.{self.name}", "") if self.of_map else ""
        return own or MEANINGS.get(self.name, self.name.replace("_", " "))

    @property
    def allowed(self) -> str:
        """Which values it takes, in words."""
        words = {"id": "an id", "text": "text", "yes or no": "yes, no", "count": "a whole number",
                 "number": "a number", "list": "texts, one a line", "counts": "whole numbers",
                 "json": "leave it as it is"}  # fmt: skip
        if self.kind == "choice" and self.field:
            return ", ".join(one or "(empty)" for one in choices_of(self.field))
        return "x" if self.name in ("agree", "disagree") else words[self.kind]


def columns_of_sheet(name: str) -> tuple[Column, ...]:
    """The columns of the sheet for one list of a map, in their order.

    Examples
    --------
    >>> [column.name for column in columns_of_sheet("offerings")]
    ['id', 'name']
    """
    own = _fields(PARTS[name])
    first = [one for one in own if one.name in ("id", "lane", "at", "name", "text")]
    first.sort(key=lambda one: ("id", "lane", "name", "text", "at").index(one.name))
    rest = [one for one in own if one not in first]
    where = [] if name in ("phases", "offerings", "roles") else [Column(WHERE, "text")]
    order = [Column(ORDER, "number")] if name == "statements" else []
    review = [Column(one, "text") for one in REVIEW] if name in REVIEWED else []
    return (*first, *where, *review, *rest, *order)


def map_fields() -> dict[str, Column]:
    """The map's own fields by the name they have in the sheet of the map."""
    found: dict[str, Column] = {}
    for name, field in JourneyMap.model_fields.items():
        kind = field.annotation
        if name in LISTS:
            continue
        if isinstance(kind, type) and issubclass(kind, Part):
            inner = {f"{name}.{one.name}": one for one in _fields(kind)}
            found |= {
                path: Column(path, one.kind, one.field, of_map=True) for path, one in inner.items()
            }
        else:
            found[name] = Column(name, kind_of(name, field), field, of_map=True)
    return found


def _fields(kind: type[Part]) -> list[Column]:
    return [Column(name, kind_of(name, one), one) for name, one in kind.model_fields.items()]

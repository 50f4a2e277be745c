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
from cxworkbench.records.register import Entry

MAP_SHEET: Final = "map"
DICTIONARY: Final = "dictionary"
LONG_TEXTS: Final = "long texts"
AS_EXPORTED: Final = "as exported"
PARTS: Final[Mapping[str, type[Part]]] = {
    "phases": Phase, "stages": Stage, "steps": Step, "touchpoints": Touchpoint,
    "interactions": Interaction, "statements": Statement, "offerings": Offering, "flows": Flow,
    "roles": BuyingRole, "involvements": RoleInvolvement, "comments": Comment,
    "decisions": Decision, "findings": Entry, "causes": Entry, "insights": Entry, "actions": Entry,
}  # fmt: skip
REGISTER_AS_EXPORTED: Final = "register as exported"
_EVIDENCE: Final = ("because_of", "evidence", "against")
_AGREED: Final = ("stage_id", "touchpoint_ids", "segment", "status", "locked")
# Sheets of the register, each with the fields that it shows; others stay as they are.
REGISTER: Final[Mapping[str, tuple[str, ...]]] = {
    "findings": ("id", "kind", "title", *_AGREED, "basis", "n", "value", "low", "high", "why",
                 "grade", "effect", "opportunity_type", "competitor", "money", "money_low",
                 "money_high", "caused_by", *_EVIDENCE),
    "causes": ("id", "title", "cause_kind", "cause_status", *_AGREED, "why", "suggested",
               "caused_by", "backstage_ids", "company_interactions", *_EVIDENCE),
    "insights": ("id", "title", "observation", "cause", "consequence", "recommendation",
                 "owner_function", "metric", "change", "change_low", "change_high", "money",
                 "money_low", "money_high", "due", "confidence", *_AGREED, "n", "made_by",
                 *_EVIDENCE),
    "actions": ("id", "title", "recommendation", "owner_function", "owner", "metric", "change",
                "due", "decision", "decided_by", "decided_on", "decided_because", "effort", "cost",
                "wave", "progress", "blocked_by", "depends_on", *_AGREED, *_EVIDENCE),
}  # fmt: skip
KIND_OF_SHEET: Final[Mapping[str, str]] = {
    "causes": "root cause", "insights": "insight", "actions": "action",
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

# Of fields of the register; those that mean the same on a map stand there.
OF_REGISTER: Final[Mapping[str, str]] = {
    "id": "Made once, never changed. Leave it empty in a new row: it is made from the title.",
    "kind": "Which kind of finding it is.",
    "title": "What it says, in few words.",
    "status": "draft: nobody has read it yet; confirmed: a person stands behind it.",
    "touchpoint_ids": "Touchpoints it is about, by id, one a line.",
    "because_of": "Entries it rests on, by id, one a line.",
    "value": "The score by which it was ranked.",
    "low": "Lower end of the interval of value.",
    "high": "Upper end of the interval of value.",
    "why": "Why it is on the list.",
    "grade": "Of a moment of truth: 1 to 4; 0: not graded.",
    "effect": "Of a moment of truth: whether it makes, breaks or delights.",
    "opportunity_type": "Of an opportunity: which type.",
    "competitor": "The best alternative's score there.",
    "money": "A year, in the engagement's currency: at stake, or to be won.",
    "money_low": "Lower end of the interval of money.",
    "money_high": "Upper end of the interval of money.",
    "caused_by": "Root causes behind it, by id, one a line.",
    "cause_kind": "Where the cause lies.",
    "cause_status": "What the evidence says of it.",
    "suggested": "By occurring together alone; that is no evidence.",
    "backstage_ids": "Statements of the map backstage that it lies in, by id, one a line.",
    "company_interactions": "Exchanges with partners that it lies in, one a line.",
    "observation": "What was seen.",
    "cause": "Why, perhaps.",
    "consequence": "What goes with it.",
    "recommendation": "What to do.",
    "owner_function": "The function that answers for it.",
    "owner": "The person or role.",
    "metric": "The figure it should move.",
    "change": "By how much the figure should move, in its own unit.",
    "change_low": "Lower end of the interval of change.",
    "change_high": "Upper end of the interval of change.",
    "due": "Day, as 2026-02-28.",
    "confidence": "How sure the recommendation is.",
    "made_by": "Rule that drafted it; empty: a person wrote it.",
    "decision": "What was decided.",
    "decided_by": "Who decided; a role, not a name.",
    "decided_on": "Day of the decision, as 2026-02-28.",
    "decided_because": "Why it was decided.",
    "effort": "Person-days.",
    "cost": "Once, in the engagement's currency.",
    "wave": "Wave of the roadmap; 0: not planned.",
    "progress": "How far it has come.",
    "blocked_by": "What it waits for.",
    "depends_on": "Actions that must be done before, by id, one a line.",
}
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
    of_register: bool = False

    @property
    def meaning(self) -> str:
        """What stands in it, in words."""
        own = MEANINGS.get(f"map.{self.name}", "") if self.of_map else ""
        own = OF_REGISTER.get(self.name, "") if self.of_register else own
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
    if name in REGISTER:
        return _register_columns(name)
    own = _fields(PARTS[name])
    first = [one for one in own if one.name in ("id", "lane", "at", "name", "text")]
    first.sort(key=lambda one: ("id", "lane", "name", "text", "at").index(one.name))
    rest = [one for one in own if one not in first]
    where = [] if name in ("phases", "offerings", "roles") else [Column(WHERE, "text")]
    order = [Column(ORDER, "number")] if name == "statements" else []
    review = [Column(one, "text") for one in REVIEW] if name in REVIEWED else []
    return (*first, *where, *review, *rest, *order)


def _register_columns(name: str) -> tuple[Column, ...]:
    fields = Entry.model_fields
    own = [
        Column(one, kind_of(one, fields[one]), fields[one], of_register=True)
        for one in REGISTER[name]
    ]
    at = next(place for place, one in enumerate(own) if one.name == "title") + 1
    return (*own[:at], Column(WHERE, "text"), *own[at:])


def belongs(name: str, item: Part) -> bool:
    """Whether an item stands in the sheet of that name."""
    if name not in REGISTER:
        return isinstance(item, PARTS[name])
    if not isinstance(item, Entry):
        return False
    return KIND_OF_SHEET.get(name, item.kind) == item.kind and (
        name != "findings" or item.kind not in KIND_OF_SHEET.values()
    )


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

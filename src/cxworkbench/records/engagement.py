"""The engagement: client, scope, stages, what each file feeds, and how its words are placed.

This is `engagement.toml`. Every received table names its file, what it feeds, and which of its
headers fill which evidence columns. Values that name a place (an activity, a ticket category, a
survey question) are mapped to touchpoints here; what is not mapped is listed, never guessed.
"""

from typing import Annotated, Literal

from pydantic import Field

from cxworkbench.records.base import Part, Record
from cxworkbench.records.journey_map import Basis, MediumClass, Perspective

Feeds = Literal["accounts", "contacts", "voices", "events", "company_interactions", "lookup"]


class StageBelief(Part):
    """One stage as the team believes it to be; order in the file is order of the journey."""

    name: str
    definition: str = ""
    basis: Basis = "assumed"
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    believed_on: str = ""
    formerly: tuple[str, ...] = ()  # names it had before: received files may still use them


class TouchpointPlace(Part):
    """One touchpoint of the engagement; evidence refers to its id."""

    id: str
    name: str
    stage: str
    step: str = ""
    medium_class: MediumClass = "unknown"
    channel: str = ""
    owner: str = ""
    contact: bool = True
    action: str = ""  # what the customer does here, if a person knows it


class ValuePlace(Part):
    """Where one value of a received column belongs."""

    touchpoint: str = ""  # a touchpoint's id
    stage: str = ""  # a stage's name; empty: the touchpoint's
    kind: Literal["", "pain", "gain", "need", "action", "thought"] = ""
    code: str = ""  # the pain's or gain's name; empty: the value itself
    severity: Annotated[float, Field(ge=1, le=5)] | None = None
    metric: str = ""  # of a long survey's question: the metric its answers are on
    ignore: bool = False  # placed on purpose nowhere


class Join(Part):
    """Columns fetched from another received table by a shared key.

    `sum`, `count`, `first`, `last`, `min`, `max`, `mean`: new column -> column of the other table.
    Without any of them the other table must have each key once, and `take` names its columns.
    """

    with_table: Annotated[str, Field(alias="with")]
    on: str  # this table's column
    other: str = ""  # the other table's column; empty: the same name
    take: tuple[str, ...] = ()
    sum: dict[str, str] = Field(default_factory=dict)
    count: dict[str, str] = Field(default_factory=dict)
    first: dict[str, str] = Field(default_factory=dict)
    last: dict[str, str] = Field(default_factory=dict)
    min: dict[str, str] = Field(default_factory=dict)
    max: dict[str, str] = Field(default_factory=dict)
    mean: dict[str, str] = Field(default_factory=dict)


class Question(Part):
    """A survey column, or an item of a checklist, that becomes one voice for each answer."""

    metric: str = ""  # of a score
    touchpoint: str = ""
    stage: str = ""
    part: Literal["score", "expectation", "importance", "text"] = "score"
    of: str = ""  # for expectation and importance: the score column they belong to
    kind: Literal["", "pain", "gain", "need", "action", "thought"] = ""  # of a text: what it tells
    # answer in words -> its number on the metric's scale: { "Very satisfied" = 5 }
    words: dict[str, float] = Field(default_factory=dict)
    text: str = ""  # the question as it was asked
    overall: bool = False  # about the whole relationship: on purpose at no touchpoint


class ReceivedTable(Part):
    """One received file (or one sheet of it) and what it feeds.

    One file may stand in several tables: an orders file feeds "ordered" and "shipped" events.
    Headers that `columns` does not name are mapped by their usual names; an evidence column set to
    "" is filled by nothing.
    """

    name: str
    file: str  # inside data/; of interviews also a folder ("interviews/") or a pattern of files
    feeds: Feeds
    sheet: str = ""
    index: str = ""  # of interviews: the table with a row for each file (its account, role, date)
    method: str = ""  # of voices: survey, ticket, review, interview, observation
    # evidence column -> header, "#row" for the row's number
    columns: dict[str, str] = Field(default_factory=dict)
    # evidence column -> the same value in every row
    constants: dict[str, str] = Field(default_factory=dict)
    questions: dict[str, Question] = Field(default_factory=dict)  # header -> question (wide survey)
    # answer in words -> its number, for every score of this table: { Yes = 1, No = 0 }
    words: dict[str, float] = Field(default_factory=dict)
    extra: tuple[str, ...] = ()  # further headers kept with the account, as they are
    joins: tuple[Join, ...] = ()
    # new column -> arithmetic over columns: "price * (1 - discount)"
    computed: dict[str, str] = Field(default_factory=dict)
    date_order: Literal["", "day first", "month first", "year first"] = ""
    decimal: Literal["", ",", "."] = ""
    skip_when_empty: tuple[str, ...] = ()  # evidence columns: a row without them is no row at all
    # rules over its own columns: rows that fit one count as nothing, and a note says how many
    set_aside: tuple[str, ...] = ()
    # accounts, contacts, events: many rows each (a list of order lines); the first row is kept
    repeated: bool = False


class Metric(Part):
    """A score's scale and how it is summed up. `rule` is always named beside the figure."""

    kind: Literal["nps", "top-2-box", "mean", "ces"]
    low: float
    high: float
    higher_is_better: bool = True
    felt: bool = True  # false for a checklist: it says how well something went, not how it felt
    least_of: str = ""  # a metric: these answers are the least of it that would do, no experience
    # of SERVQUAL; gaps of metrics with the same one are put together
    dimension: Literal["", "tangibles", "reliability", "responsiveness", "assurance", "empathy"] = (
        ""
    )


class Money(Part):
    """What amounts mean. Mixed currencies in one column are refused."""

    currency: str = ""  # ISO 4217, empty: not stated
    period: str = ""  # e.g. "2026" or "12 months to 2026-06-30"
    unit: float = 1.0  # 1000 when amounts are in thousands


class SegmentRule(Part):
    """A segment by a rule over account columns: "revenue >= 50000"; the first match wins."""

    name: str
    rule: str
    description: str = ""


class Persona(Part):
    """A drawn type that people named: one role in one segment, and the map bound to the two."""

    name: str
    segment: str
    role: str
    description: str = ""


class Privacy(Part):
    """How far names may be shown."""

    account_names: Literal["shown", "strict"] = "shown"
    # may words be quoted where a table has no consent column; empty: nobody said so, as none
    consent: Literal["", "none", "anonymous", "named"] = ""
    smallest_cell: Annotated[int, Field(ge=1)] = 3
    phone_regions: tuple[str, ...] = ("US", "GB", "DE", "FR")  # numbers without a country code


class TextWords(Part):
    """How what customers said in words is read by the machine."""

    languages: tuple[str, ...] = ()  # two-letter codes that occur; empty: the usual six
    # own phrases and how good they sound, -4 (worst) to 4; they come before the built-in ones
    words: dict[str, float] = Field(default_factory=dict)
    # own themes and their phrases, in any language; a built-in theme's name adds to it
    themes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    built_in_themes: bool = True  # false: only own themes


class Brand(Part):
    """The client's frame around pages, decks and posters; never the colour of data."""

    name: str = ""
    colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] = "#3d4d5c"
    logo: str = ""  # a picture (PNG or JPEG) in the engagement's folder
    font: Annotated[str, Field(pattern=r"^[\w .-]+$")] = "Arial"  # of decks and workbooks


class Pack(Part):
    """What one function is told: touchpoints it owns or that are named, in these lanes of the map.

    A pack of the name of a usual one ("Sales", "Marketing", "Customer service support",
    "Operations", "Product development") takes its place.
    """

    name: Annotated[str, Field(min_length=1)]
    functions: tuple[str, ...] = ()  # owners of touchpoints, insights and actions
    touchpoints: tuple[str, ...] = ()  # ids beside those that the functions own; "all"
    stages: tuple[str, ...] = ()  # names; every touchpoint in them
    lanes: tuple[str, ...] = ()  # of the map; empty: all


class Engagement(Record):
    """The whole of `engagement.toml`."""

    id: str  # short, stable; names the key file
    name: str
    client: str
    scope: Literal["life cycle", "deep dive"] = "life cycle"
    journey_word: Literal["customer", "client"] = "customer"
    language: str = "en"  # of pages and all they tell; "de" is German
    as_of: str = ""  # ISO date
    team: tuple[str, ...] = ()
    perspective: Perspective = Perspective()
    stages: tuple[StageBelief, ...] = ()  # empty: the generic five
    touchpoints: tuple[TouchpointPlace, ...] = ()
    tables: tuple[ReceivedTable, ...] = ()
    # table -> header -> value -> place
    values: dict[str, dict[str, dict[str, ValuePlace]]] = Field(default_factory=dict)
    # name or id as received -> account_id, as a person decided
    same_account: dict[str, str] = Field(default_factory=dict)
    metrics: dict[str, Metric] = Field(default_factory=dict)
    money: Money = Money()
    segments: tuple[SegmentRule, ...] = ()
    personas: tuple[Persona, ...] = ()
    segments_from: str = ""  # a saved definition in the engagement, in place of the rules
    role_weights: dict[str, float] = Field(
        default_factory=dict
    )  # role -> weight, 1 where not named
    privacy: Privacy = Privacy()
    text: TextWords = TextWords()
    brand: Brand = Brand()
    packs: tuple[Pack, ...] = ()  # beside the five usual ones
    rules_off: dict[str, str] = Field(default_factory=dict)  # rule of method -> why it is off
    short_report_below: int = 5  # an account with fewer voices gets the short report

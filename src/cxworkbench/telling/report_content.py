"""What a report says, in its order: what to do first, the parts, the claims, the making."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from cxworkbench.ground.language import capital, day_of, say
from cxworkbench.records.told import Block, Cell, Section, Source, Told
from cxworkbench.telling.audience import TITLES, received_name
from cxworkbench.telling.claims import untraced
from cxworkbench.telling.figures import chart_svg, checked_svg
from cxworkbench.telling.map_svg import strips_of
from cxworkbench.telling.pages import without_folders
from cxworkbench.voice.words import count_of

# Part -> how a reader is told of it, and the notebook that tells it.
PARTS: Final = {  # said later
    "research": ("Part 1, research", "1_segment_data"),
    "map": ("Part 2, map", "2_build_map"),
    "insights": ("Part 3, insights", "3_generate_insights"),
    "ecosystem": ("Companion, ecosystem", "4_ecosystem"),
    "monitor": ("Companion, monitoring", "5_monitor_impact"),
}
ALWAYS: Final = ("research", "map", "insights")  # a report without one of them says so
DRILL: Final = "stage-evidence"  # key of the section that opens from stage to evidence
FIRST: Final = "act-first"  # key of the section that stands on the first screen
LONGEST_OPEN: Final = 12  # rows of a table that stands open on a screen
MOST_SOURCES: Final = 6  # of one claim, in the list of evidence
ALL_THE_SAME: Final = 2  # as many more are listed too, rather than counted
# A parameter whose value says where this machine keeps its files, and nothing else.
NOT_SHOWN: Final = ("out",)


@dataclass(frozen=True)
class Shown:
    """A block as the template draws it."""

    kind: str
    text: str = ""
    title: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    numeric: frozenset[int] = frozenset()  # columns that hold numbers
    said_by: str = ""
    draft: bool = False
    claim: int = 0  # number of its claim; 0 where it rests on no evidence of its own
    pictures: tuple[Markup, ...] = ()
    behind: tuple[Source, ...] = ()  # the first evidence, of a block that opens down to it
    rest: str = ""  # and how much more there is

    @property
    def folded(self) -> bool:
        """Whether a screen shows only what the table is about, until it is opened."""
        return len(self.rows) > LONGEST_OPEN


@dataclass(frozen=True)
class ShownSection:
    """A section with its blocks."""

    title: str
    blocks: tuple[Shown, ...]
    stages: tuple[str, ...] = ()  # of a section that opens from stage to evidence


@dataclass(frozen=True)
class Claim:
    """One statement of the report and the evidence behind it."""

    number: int
    text: str
    known: tuple[str, ...]  # ids that the table of evidence holds
    unknown: tuple[str, ...]  # and that it does not
    rest: str  # what is not listed


@dataclass(frozen=True)
class Part:
    """One part of the report, or the sentence that says why it is not there."""

    key: str
    name: str
    kicker: str
    title: str
    sections: tuple[ShownSection, ...] = ()
    next_step: str = ""
    missing: str = ""


@dataclass(frozen=True)
class InputFile:
    """A received file, its digest, and how much of the evidence shown comes from it."""

    name: str
    digest: str
    used: int


@dataclass(frozen=True)
class Report:
    """Everything on the page."""

    account: str
    client: str
    journey_word: str
    audience_label: str
    audience_title: str
    facts: str
    first: ShownSection | None
    first_title: str  # above `no_first`, where no section was made for the first screen
    no_first: str
    parts: tuple[Part, ...]
    claims: tuple[Claim, ...]
    evidence: tuple[Source, ...]
    evidence_summary: str
    as_of: str
    version: str
    parameters: tuple[tuple[str, Cell], ...]
    inputs: tuple[InputFile, ...]
    untraced: tuple[str, ...]  # numbers whose evidence cannot be found, each with its place


def report_content(
    told: Sequence[Told], audience: str, *, always: Sequence[str] = ALWAYS
) -> Report:
    """The whole report as values; `told` already holds only what the audience may see.

    A part of `always` that was not told is named as missing.
    """
    ordered = sorted(told, key=lambda one: list(PARTS).index(one.part))
    claims = _Claims(one for part in ordered for one in part.sources)
    first = _first_section(ordered)
    shown_first = None if first is None else _shown_section(first, claims)
    by_part = {one.part: one for one in ordered}
    parts = tuple(
        _shown_part(by_part[key], first, claims) if key in by_part else _missing_part(key)
        for key in PARTS
        if key in by_part or key in always
    )
    lead = ordered[-1]
    is_short = any(one.short for one in ordered)
    return Report(
        account=account_title(lead),
        client=lead.client,
        journey_word=lead.journey_word,
        audience_label=audience,
        audience_title=say(TITLES[audience]),
        facts=_facts(ordered),
        first=shown_first,
        first_title=say("What to ask next") if is_short else say("Where to act first"),
        no_first=_no_first(ordered),
        parts=parts,
        claims=tuple(claims.listed),
        evidence=claims.evidence(),
        evidence_summary=claims.summary(),
        as_of=day_of(max(one.as_of for one in ordered)),
        version=", ".join(sorted({one.version for one in ordered if one.version})),
        parameters=_parameters(ordered),
        inputs=_inputs(ordered, claims),
        untraced=tuple(str(one) for one in untraced(ordered, audience=audience)),
    )


def account_title(told: Told) -> str:
    """The account's name as a heading."""
    if told.account_id == "all":
        return say("All accounts")
    return told.account_name or told.account_id


class _Claims:
    """Numbers the claims in the order in which a reader meets them."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.known = {source.evidence_id: source for source in sources}
        self.listed: list[Claim] = []
        self.used: set[str] = set()
        self.numbers: dict[tuple[str, tuple[str, ...], int], int] = {}

    def number_of(self, block: Block, section: Section) -> int:
        """The number of a block's claim; 0 for a block that rests on no evidence of its own."""
        count = max(block.evidence_count, len(block.evidence))
        if not count:
            return 0
        few = len(block.evidence) <= MOST_SOURCES + ALL_THE_SAME
        shown = block.evidence if few else block.evidence[:MOST_SOURCES]
        self.used.update(block.evidence)
        same = (section.key, block.evidence, count)  # a chart, its table and its sentence
        if same in self.numbers:
            return self.numbers[same]
        known = tuple(one for one in shown if one in self.known)
        unknown = tuple(one for one in shown if one not in self.known)
        number = self.numbers[same] = len(self.listed) + 1
        text = _claim_text(block) or section.title
        self.listed.append(Claim(number, text, known, unknown, _rest(len(shown), count)))
        return number

    def evidence(self) -> tuple[Source, ...]:
        """Every piece behind a claim, once: by file, row and id."""
        pieces = [self.known[one] for one in self.used if one in self.known]
        return tuple(sorted(pieces, key=lambda one: (one.file, one.row, one.evidence_id)))

    def summary(self) -> str:
        if not self.listed:
            return say("Nothing in this report rests on evidence of its own.")
        files = {self.known[one].file for one in self.used if one in self.known}
        known = sum(one in self.known for one in self.used)
        return say(
            "{claims} with evidence; {pieces} of evidence from {received_files}. "
            "Persons are pseudonyms; rows are counted as a spreadsheet shows "
            "them.",
            claims=_counted(len(self.listed), "claim"),
            pieces=_counted(known, "piece"),
            received_files=_counted(len(files), "received file"),
        )


def _claim_text(block: Block) -> str:
    """A claim in words: what was said, or the title of what was drawn."""
    if block.kind in ("sentence", "note", "quote"):
        return block.text
    return block.title or block.text


def _counted(count: int, noun: str) -> str:
    return count_of(count, noun)


def _rest(shown: int, count: int) -> str:
    if shown == count:
        return ""
    if not shown:
        return say(
            "Rests on {statements} that this report does not list.",
            statements=_counted(count, "statement"),
        )
    return say("and {count:,} more, {count_2:,} in all", count=count - shown, count_2=count)


def _first_section(told: Sequence[Told]) -> Section | None:
    """What stands on the first screen: the section made for it, or the first of the insights."""
    for one in reversed(told):
        for section in one.sections:
            if section.key == FIRST:
                return section
    insights = [one for one in told if one.part == "insights"]
    return insights[0].sections[0] if insights and insights[0].sections else None


def _no_first(told: Sequence[Told]) -> str:
    steps = [one.next_step for one in told if one.next_step]
    return steps[-1] if steps else say("This report names nothing to act on first.")


def _facts(told: Sequence[Told]) -> str:
    lead = told[-1]
    days = next((one.parameters["window_days"] for one in told if "window_days" in one.parameters),
                None)  # fmt: skip
    pieces = [
        say("As of {as_of}", as_of=day_of(lead.as_of)) if lead.as_of else "",
        say("{days} days back", days=days) if days else "",
    ]
    if any(one.short for one in told):
        pieces.append(say("short report: too few voices of this account to say more"))
    return ", ".join(piece for piece in pieces if piece)


def _shown_part(told: Told, first: Section | None, claims: _Claims) -> Part:
    name = say(PARTS[told.part][0])
    rest = [section for section in told.sections if section is not first]
    empty = "" if told.sections else say("Nothing of this part may be shown to this reader.")
    sections = tuple(_shown_section(section, claims) for section in rest)
    return Part(told.part, name, name, told.title, sections, told.next_step, empty)


def _missing_part(key: str) -> Part:
    name = say(PARTS[key][0])
    missing = say("{name}, has not been run.", name=name)
    return Part(key, name, name, capital(name.split(", ")[1]), missing=missing)


def _shown_section(section: Section, claims: _Claims) -> ShownSection:
    blocks = tuple(_shown(block, section, claims) for block in section.blocks)
    if section.key != DRILL:
        return ShownSection(section.title, blocks)
    opened = tuple(
        replace(
            shown,
            behind=tuple(claims.known[one] for one in block.evidence if one in claims.known),
            rest=_rest(len(block.evidence), max(block.evidence_count, len(block.evidence))),
        )
        for shown, block in zip(blocks, section.blocks, strict=True)
    )
    return ShownSection(section.title, opened, tuple(dict.fromkeys(one.title for one in opened)))


def _shown(block: Block, section: Section, claims: _Claims) -> Shown:
    shown = Shown(
        kind=block.kind,
        text=block.text,
        title=block.title,
        columns=block.columns,
        rows=block.rows,
        numeric=_numeric(block),
        said_by=block.said_by,
        draft=block.draft,
        claim=claims.number_of(block, section),
    )
    if block.kind == "chart" and block.chart is not None:
        return replace(shown, pictures=(Markup(chart_svg(block.chart, block.text)),))  # noqa: S704
    if block.kind == "map":
        strips = strips_of(checked_svg(block.svg))
        return replace(shown, pictures=tuple(Markup(strip) for strip in strips))  # noqa: S704
    return shown


def _numeric(block: Block) -> frozenset[int]:
    """Columns where every cell that holds something holds a number."""
    found = set()
    for place in range(len(block.columns)):
        held = [row[place] for row in block.rows if row[place] is not None]
        if held and all(isinstance(one, int | float) and not isinstance(one, bool) for one in held):
            found.add(place)
    return frozenset(found)


def _parameters(told: Sequence[Told]) -> tuple[tuple[str, Cell], ...]:
    """Every parameter once; where parts were run with different values, each with its part."""
    values: dict[str, dict[str, Cell]] = {}
    for one in told:
        for name, value in one.parameters.items():
            if name not in NOT_SHOWN:
                values.setdefault(name, {})[one.part] = without_folders(value)
    return tuple(pair for name, by_part in values.items() for pair in _one_or_each(name, by_part))


def _one_or_each(name: str, by_part: Mapping[str, Cell]) -> list[tuple[str, Cell]]:
    if len(set(by_part.values())) == 1:
        return [(name, next(iter(by_part.values())))]
    return [(f"{name} ({part})", value) for part, value in by_part.items()]


def _inputs(told: Sequence[Told], claims: _Claims) -> tuple[InputFile, ...]:
    digests = {name: digest for one in told for name, digest in one.inputs.items()}
    used = Counter(
        received_name(claims.known[one].file) for one in claims.used if one in claims.known
    )
    return tuple(
        InputFile(str(without_folders(name)), digests[name], used[name]) for name in sorted(digests)
    )

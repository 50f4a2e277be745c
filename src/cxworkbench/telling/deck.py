"""The deck of one account: native slides from what its notebooks told, in the client's frame."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.records.engagement import Brand
from cxworkbench.records.told import Section, Source, Told
from cxworkbench.telling import theme
from cxworkbench.telling.audience import TITLES
from cxworkbench.telling.deck_file import deck_bytes
from cxworkbench.telling.deck_plan import Planned, add_section
from cxworkbench.telling.deck_values import LEFT, ROOM, Line, Slide, TextBox, height_of
from cxworkbench.telling.report_content import DRILL, FIRST, PARTS, account_title

# Of these parts a deck shows these sections; of every other part it shows all.
PICKED: Final = {
    "research": ("rests_on", "scores", "account"),
    "map": ("map", "emotion", "quotes"),
}


def make_deck(
    told: Sequence[Told], audience: str, brand: Brand, logo: bytes | None = None
) -> bytes:
    """The file of a deck about one account; `told` already holds only what the audience may see.

    Parameters
    ----------
    told
        What each part told, in any order.
    audience
        Named on the cover and at the foot of each slide.
    brand, logo
        The client's frame.
    """
    lead = sorted(told, key=lambda one: list(PARTS).index(one.part))[-1]
    name = account_title(lead)
    footer = _joined(brand.name or lead.client, lead.journey_word, name, _as_of(lead), audience)
    return deck_bytes(
        deck_slides(told, audience), brand=brand, footer=footer, title=name,
        as_of=lead.as_of, logo=logo,
    )  # fmt: skip


def deck_slides(told: Sequence[Told], audience: str) -> list[Slide]:
    """The slides of the deck as values, in their order.

    The cover; where to act first; what it rests on; the map, the curve and quotes; all that the
    insights say; what the deck leaves to the report; the evidence behind each slide.
    """
    ordered = sorted(told, key=lambda one: list(PARTS).index(one.part))
    plan = Planned([_cover(ordered[-1], audience)])
    sections = list(_sections(ordered))
    sections.sort(key=lambda one: one[1].key != FIRST)
    for kicker, section in sections:
        add_section(plan, section, kicker)
    left = [*plan.left, *_left_out(ordered, [section for _, section in sections])]
    if left:
        add_section(plan, _left_to_report(left), say("About this deck"))
    _add_evidence(plan, [source for one in ordered for source in one.sources])
    return plan.slides


def _cover(lead: Told, audience: str) -> Slide:
    facts = _joined(
        _as_of(lead), say("short report: too few voices to say more") if lead.short else ""
    )
    lines = (
        Line(_capital(lead.journey_word), 18, colour=theme.MUTED, after=6),
        Line(_joined(lead.client, facts), 14, colour=theme.MUTED, after=24),
        Line(f"{_capital(audience)}: {TITLES[audience]}", 12, colour=theme.MUTED, after=0),
    )
    box = TextBox(LEFT, 300, ROOM, height_of(lines, ROOM) + 1, lines, "Facts", edge="")
    notes = say("Every slide's notes name the evidence behind it; the last slides list it.")
    return Slide(account_title(lead), parts=(box,), notes=notes, cover=True)


def _sections(told: Iterable[Told]) -> Iterable[tuple[str, Section]]:
    for one in told:
        name, _ = PARTS[one.part]
        picked = PICKED.get(one.part)
        for section in one.sections:
            if section.blocks and section.key != DRILL and (not picked or section.key in picked):
                yield f"{name} · {section.title}", section


def _left_out(told: Sequence[Told], shown: Sequence[Section]) -> list[str]:
    keys = {section.key for section in shown}
    return [
        section.title
        for one in told
        for section in one.sections
        if section.blocks and section.key not in keys
    ]


def _left_to_report(left: Sequence[str]) -> Section:
    from cxworkbench.records.told import Block

    words = Block(kind="sentence", text=say("The report also tells of: ") + "; ".join(left) + ".")
    return Section(key="left", title=say("What the report tells beyond this deck"), blocks=(words,))


def _add_evidence(plan: Planned, sources: Sequence[Source]) -> None:
    """The list of evidence: what each slide rests on, then where each piece comes from."""
    from cxworkbench.records.told import Block

    rows = _by_evidence(plan.slides)
    if not rows:
        return
    named = {one for slide in plan.slides for one in slide.evidence}
    listed = {one.evidence_id: one for one in sources if one.evidence_id in named}
    pieces = sorted(listed.values(), key=lambda one: (one.file, one.row, one.evidence_id))
    claims = Block(kind="table", title=say("Evidence behind each slide"), rows=tuple(rows),
                   columns=("slide", say("what it says"), say("ids of evidence")))  # fmt: skip
    blocks = [claims]
    if pieces:
        found = tuple(
            (one.evidence_id, one.file, one.row, one.pseudonym, one.date) for one in pieces
        )
        blocks.append(Block(kind="table", title=say("Where the evidence comes from"), rows=found,
                            columns=("id", "file", "row", "who", "day")))  # fmt: skip
    before = len(plan.slides)
    add_section(
        plan, Section(key="evidence", title=say("Evidence"), blocks=tuple(blocks)), "Appendix"
    )
    note = say("Persons are pseudonyms; rows are counted as a spreadsheet shows them.")
    plan.slides[before:] = [replace(one, notes=note) for one in plan.slides[before:]]


def _by_evidence(slides: Sequence[Slide]) -> list[tuple[str, str, str]]:
    """The slides with what they rest on, those in a row that rest on the same together."""
    heaps: list[list[tuple[int, Slide]]] = []
    for number, one in enumerate(slides, start=1):
        if not one.evidence:
            continue
        last = heaps[-1][-1] if heaps else None
        if last and last[0] == number - 1 and last[1].evidence == one.evidence:
            heaps[-1].append((number, one))
        else:
            heaps.append([(number, one)])
    return [
        (
            str(heap[0][0]) if len(heap) == 1 else f"{heap[0][0]}–{heap[-1][0]}",
            heap[0][1].title.removesuffix(say(" (1 of {heap})", heap=len(heap))),
            ", ".join(dict.fromkeys(heap[0][1].evidence)),
        )
        for heap in heaps
    ]


def _as_of(told: Told) -> str:
    return say("as of {as_of}", as_of=told.as_of) if told.as_of else ""


def _joined(*pieces: str) -> str:
    return " · ".join(piece for piece in pieces if piece)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

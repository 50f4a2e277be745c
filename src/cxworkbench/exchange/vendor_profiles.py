"""Words that other products use for the parts of a map, where no file of theirs was at hand.

Each profile was put together from what the product calls its lanes and columns in public. None was
tried on a file of the product, so each is called untested, and asks for a look at the preview.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cxworkbench.exchange.headings import plain
from cxworkbench.ground.checks import Problem

_HEADER_ROWS: Final = 5  # rows in which a heading can stand


@dataclass(frozen=True)
class Profile:
    """How a product is called, and its words: plain word -> our column."""

    called: str
    words: dict[str, str] = field(default_factory=dict)


PROFILES: Final = {
    "uxpressia": Profile("UXPressia", {
        "user goals": "need", "process": "action", "experience": "emotion",
        "ideas opportunities": "opportunity", "channels touchpoints": "touchpoint",
        "process and channels": "touchpoint", "think feel": "thought", "problems": "pain",
    }),
    "smaply": Profile("Smaply", {
        "emotional journey": "emotion", "storyboard": "action", "backstage processes": "backstage",
        "stakeholders": "partner", "text lane": "action", "channels lane": "channel",
        "dramatic arc": "note",
    }),
    "theydo": Profile("TheyDo", {
        "title": "step", "journey description": "definition", "experience score": "emotion",
        "insights": "pain", "solutions": "opportunity", "lane title": "lane",
    }),
    "custellence": Profile("Custellence", {
        "subphase": "step", "sub phase": "step", "customer activities": "action",
        "curve lane": "emotion", "text lane": "action", "jobs to be done": "need",
    }),
    "cemantica": Profile("Cemantica", {
        "phases": "phase", "customer actions thoughts": "action", "pain level": "emotion",
        "insight": "pain", "internal process": "backstage", "initiative": "opportunity",
    }),
    "miro": Profile("Miro", {
        "frame": "stage", "column": "stage", "row": "lane", "sticky note": "text", "item": "text",
    }),
    "cardboard": Profile("CardBoard", {"name": "text"}),
}  # fmt: skip


def in_our_words(rows: Sequence[Sequence[str]], vendor: str) -> list[list[str]]:
    """The rows with the product's headings and lane names in our words; all else stays.

    Parameters
    ----------
    rows
        Cells as they stand.
    vendor
        One of `PROFILES`.
    """
    words = PROFILES[vendor].words
    ours = [list(row) for row in rows]
    for row in ours[:_HEADER_ROWS]:
        row[:] = [words.get(plain(cell), cell) for cell in row]
    for row in ours:
        row[:1] = [words.get(plain(cell), cell) for cell in row[:1]]
    return ours


def untested(vendor: str, file: str) -> Problem:
    """What is said of every file that is read by a profile: nobody has seen one."""
    called = PROFILES[vendor].called
    return Problem(
        file, 0, "", f"is read as {called} writes it", "untested",
        f"no file of {called} was at hand when this was made: look at the preview, and name "
        "columns as templates/intake/touchpoints.csv does where it is wrong", "note",
    )  # fmt: skip


def cardboard_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The cards of a CardBoard table as stage and touchpoint, by where they lie on the board.

    A card belongs to the nearest outcome to its left; stickers and dividers are left out.
    """
    header = [plain(cell) for cell in rows[0]] if rows else []
    if not {"kind", "name"} <= set(header):
        return [list(row) for row in rows]
    cells = [dict(zip(header, row, strict=False)) for row in rows[1:]]
    stages = sorted(
        (one for one in cells if plain(one.get("kind", "")) in ("outcome", "journey")), key=_across
    )
    table = [["stage", "touchpoint", "note"]]
    for one in sorted((c for c in cells if plain(c.get("kind", "")) == "card"), key=_across):
        left = [stage for stage in stages if _across(stage)[0] <= _across(one)[0]]
        stage = left[-1] if left else (stages[0] if stages else {})
        table.append([stage.get("name", ""), one.get("name", ""), one.get("description", "")])
    return table


def _across(card: dict[str, str]) -> tuple[float, float]:
    return _number(card.get("x", "")), _number(card.get("y", ""))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0

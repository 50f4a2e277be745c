"""What people call the columns and lanes of a journey map, and what a map calls them."""

import re
from collections.abc import Iterable
from typing import Final

from cxworkbench.ground.errors import nearest

# Our column -> other words for it. Words are compared in small letters, signs as blanks. The first
# words are those seen in published templates of other tools.
ALIASES: Final = {
    "id": ("touchpoint id", "tp id"),
    "phase": ("journey phase",),
    "stage": ("episode", "milestone", "journey stage", "stages", "stage name", "phases", "phasen"),
    "step": ("sub stage", "substage", "moment", "steps", "journey step", "schritt", "schritte"),
    "touchpoint": (
        "touchpoints", "touch point", "touch points", "interaction", "interactions",
        "contact point", "contact points", "touchpoint name", "kontaktpunkt", "kontaktpunkte",
        "berührungspunkt", "berührungspunkte",
    ),
    "action": (
        "actions", "customer action", "customer actions", "doing", "operator actions",
        "user action", "user actions", "what the customer does", "activity", "activities",
    ),
    "thought": ("thoughts", "thinking", "mindset", "thoughts feelings", "thoughts and feelings"),
    "expectation": ("expectations", "expects"),
    "emotion": (
        "emotions", "feeling", "feelings", "emotion score", "emotion value", "satisfaction",
        "mood", "customer satisfaction", "gefühl", "gefühle", "emotionen", "stimmung",
    ),
    "emotion_word": ("feeling word",),
    "need": ("needs", "customer need", "goal", "goals"),
    "pain": (
        "pains", "pain point", "pain points", "barrier", "barriers", "problem", "problems",
        "frustration", "frustrations", "cx pain points", "top pain point", "schmerzpunkt",
        "schmerzpunkte",
    ),
    "gain": ("gains", "delight", "delights", "magic moment", "magic moments"),
    "moment_of_truth": ("moments of truth", "moments that matter", "mot"),
    "metric": ("metrics", "kpi", "kpis"),
    "backstage": ("backstage actions", "back office", "internal actions"),
    "system": ("systems", "tool", "tools", "systems tools"),
    "partner": ("partners", "partner companies"),
    "opportunity": (
        "opportunities", "idea", "ideas", "suggestion", "suggestions", "hmw", "how might we",
    ),
    "channel": ("channels", "medium", "kanal", "kanäle"),
    "medium_class": ("digital or physical", "digital physical", "medium classes"),
    "owner": ("owners", "department", "primary owner", "responsible", "verantwortlich",
              "verantwortliche", "verantwortlicher"),
    "initiator": ("initiated by",),
    "receivers": ("receiver", "received by"),
    "location": ("place", "where"),
    "frequency": ("how often",),
    "duration": ("how long",),
    "contact": ("contact with us",),
    "quote": ("quotes", "verbatim", "evidence", "source", "source interview id link"),
}  # fmt: skip

# Column -> lane of the map that its texts stand in.
LANE_OF: Final = {
    "action": "actions",
    "thought": "thoughts",
    "expectation": "expectations",
    "need": "needs",
    "pain": "pains",
    "gain": "gains",
    "moment_of_truth": "moments of truth",
    "metric": "metrics",
    "backstage": "backstage",
    "system": "systems",
    "partner": "partners",
    "opportunity": "ideas",
}
# Columns that are fields of the touchpoint itself, all but `receivers` and `contact` plain text.
FIELDS: Final = ("channel", "owner", "initiator", "location", "frequency", "duration")

_MEDIUM_WORDS: Final = {
    "digital": ("digital", "online", "on a screen", "screen"),
    "physical": ("physical", "offline", "in person", "face to face", "on site"),
    "hybrid": ("hybrid", "both", "digital and physical", "physical and digital", "phygital"),
    "unknown": ("unknown", "not known"),
}
# Channels as people write them; of a longer text, any of these words counts. German words are in
# it, as in "Telefon".
_CHANNEL_WORDS: Final = {
    "digital": (
        "web", "website", "webpage", "webshop", "online", "online shop", "internet",
        "portal", "app", "mail", "e mail", "email", "newsletter", "phone", "telephone", "call",
        "hotline", "chat", "chatbot", "sms", "messenger", "whatsapp", "video", "video call",
        "videocall", "webinar", "teams", "zoom", "edi", "social media", "linkedin", "telefon",
        "telefonat", "anruf", "webseite", "kundenportal", "onlineshop", "videoanruf",
        "videokonferenz",
    ),
    "physical": (
        "visit", "site visit", "fair", "trade fair", "exhibition", "letter", "per post", "branch",
        "showroom", "parcel", "on site", "onsite", "counter", "in person",
        "face to face", "truck", "besuch", "kundenbesuch", "messe", "brief", "filiale", "paket",
        "lieferung", "vor ort", "schalter", "theke", "außendienst", "persönlich", "lkw",
    ),
}  # fmt: skip
_YES: Final = frozenset(("yes", "y", "true", "1", "x", "ja", "oui", "si", "sí"))
_NO: Final = frozenset(("no", "n", "false", "0", "nein", "non"))


def plain(text: str) -> str:
    """The words of a heading in small letters with single blanks, signs left out.

    Examples
    --------
    >>> plain("  Thoughts/Feelings ")
    'thoughts feelings'
    """
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


def column_of(heading: str) -> str:
    """Our name of a column or lane; empty where the heading is none that is known.

    Examples
    --------
    >>> column_of("CX Pain Points"), column_of("Journey Stage"), column_of("Budget")
    ('pain', 'stage', '')
    """
    return _COLUMN.get(plain(heading), "")


def nearest_column(heading: str) -> str:
    """Our name of the column that a misspelt heading most likely means; empty where none is near.

    Examples
    --------
    >>> nearest_column("Chanel"), nearest_column("Budget")
    ('channel', '')
    """
    return _COLUMN.get(nearest(plain(heading), _COLUMN), "")


def columns_of(headings: Iterable[str]) -> dict[str, list[str]]:
    """Our columns, each with the headings that name it, in their order.

    "Phase" is the stage where no other heading is, as most templates have only one of them.

    Examples
    --------
    >>> columns_of(["Phase", "Touch point", "Pain 1", "Barriers"])
    {'stage': ['Phase'], 'touchpoint': ['Touch point'], 'pain': ['Pain 1', 'Barriers']}
    """
    found: dict[str, list[str]] = {}
    for heading in headings:
        numbered = re.sub(r"[\s_]*\d+$", "", heading)
        column = column_of(heading) or column_of(numbered)
        if column:
            found.setdefault(column, []).append(heading)
    if "phase" in found and "stage" not in found:
        found = {"stage" if column == "phase" else column: names for column, names in found.items()}
    return found


def medium_class(text: str) -> str:
    """Digital, physical, hybrid or unknown; empty where the word says none of them.

    Examples
    --------
    >>> medium_class("Online"), medium_class("Face-to-face"), medium_class("carrier pigeon")
    ('digital', 'physical', '')
    """
    word = plain(text)
    return next((name for name, words in _MEDIUM_WORDS.items() if word in words), "")


def medium_of_channel(channel: str) -> str:
    """Digital or physical where the channel is a well-known one, hybrid for one of each.

    Empty where no word of it is known: nothing is guessed.

    Examples
    --------
    >>> medium_of_channel("E-Mail"), medium_of_channel("Messe"), medium_of_channel("App, on site")
    ('digital', 'physical', 'hybrid')
    >>> medium_of_channel("meeting")
    ''
    """
    said = f" {plain(channel)} "
    found = [
        name for name, words in _CHANNEL_WORDS.items() if any(f" {word} " in said for word in words)
    ]
    return found[0] if len(found) == 1 else "hybrid" if found else ""


def yes_or_no(text: str) -> bool | None:
    """What a cell for yes or no says; None where it is neither."""
    word = plain(text) or text.strip().lower()
    return True if word in _YES else False if word in _NO else None


def parts_of(cell: str) -> list[str]:
    r"""The statements in one cell: one a line, or with semicolons between them on a single line.

    Examples
    --------
    >>> parts_of("too slow; nobody answers"), parts_of("too slow; really\n")
    (['too slow', 'nobody answers'], ['too slow; really'])
    """
    parts = cell.splitlines() if "\n" in cell else cell.split(";")
    return [part.strip().removeprefix("• ").strip() for part in parts if part.strip()]


def in_one_cell(parts: Iterable[str]) -> str:
    """The cell that `parts_of` takes apart into these statements again."""
    texts = [" ".join(part.split()) for part in parts]
    alone = "\n" if len(texts) == 1 and ";" in texts[0] else ""
    return "\n".join(texts) + alone


_COLUMN: Final = {
    plain(word): column for column, words in ALIASES.items() for word in (column, *words)
}

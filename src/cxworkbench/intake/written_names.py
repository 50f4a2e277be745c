"""Persons as people write them: name, role, one after another in a line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from cxworkbench.intake.words import plain

TITLES: Final = frozenset(
    ("dr", "prof", "mr", "mrs", "ms", "mx", "herr", "frau", "mme", "monsieur", "ing", "dipl")
)
_NAME: Final = re.compile(r"(?:[^\W\d_a-zà-ÿ][\w.'’-]*|von|van|de|der|den|di|da|la|le|zu)")
# A part after a name that is a role although it looks like a name: "Anna, Einkauf".
_ROLES: Final = frozenset(
    ("it", "hr", "ceo", "cfo", "cto", "coo", "cio", "buyer", "user", "decider", "approver",
     "influencer", "initiator", "gatekeeper", "purchasing", "procurement", "finance", "sales",
     "marketing", "operations", "logistics", "support", "service", "management", "owner",
     "manager", "director", "engineer", "accounting", "legal", "production", "quality", "einkauf",
     "einkaufer", "einkauferin", "vertrieb", "buchhaltung", "geschaftsfuhrung", "geschaftsfuhrer",
     "geschaftsfuhrerin", "leitung", "technik", "produktion", "logistik", "lager", "personal",
     "marktleitung", "marktleiter", "marktleiterin", "filialleitung", "filialleiter",
     "filialleiterin", "inhaber", "inhaberin", "kasse", "anwender", "anwenderin", "nutzer",
     "nutzerin", "entscheider", "entscheiderin")
)  # fmt: skip


@dataclass(frozen=True)
class Someone:
    """A person of the head: the label that stands before what they say, name, role, mail."""

    label: str = ""
    name: str = ""
    role: str = ""
    mail: str = ""
    phone: str = ""


def someone(text: str, *, label: str = "") -> Someone:
    """A person as people write one: "Anna Schmidt, Head of IT", "Schmidt, Anna (IT)".

    The name has its given name first and no title, so that a person is the same in every file.

    Examples
    --------
    >>> someone("Schmidt, Dr. Anna (IT)")
    Someone(label='', name='Anna Schmidt', role='IT', mail='', phone='')
    """
    text = text.strip().strip("*_")
    role = ""
    if match := re.fullmatch(r"(?P<name>[^(\[]+?)\s*[(\[](?P<role>[^)\]]*)[)\]]\.?", text):
        inner = someone(match["name"])
        return replace(inner, label=label, role=match["role"].strip())
    if match := re.fullmatch(r"(?P<name>.+?)\s+[-–—|/]\s+(?P<role>.+)", text):
        text, role = match["name"], match["role"].strip()
    elif "," in text:
        name, after = (part.strip() for part in text.split(",", 1))
        bare = _without_title(after)
        given = not (" " in name or plain(bare).split(" ")[0] in _ROLES) and _is_name(bare)
        text, role = (name, after)
        if given:
            text, role = f"{after} {name}", ""
    return Someone(label=label, name=_without_title(text), role=role)


def looks_like_name(text: str) -> bool:
    """Whether a text reads like the name of a person: few words, each with a capital.

    Examples
    --------
    >>> [looks_like_name(text) for text in ("Anna von Berg", "no idea", "What was it?")]
    [True, False, False]
    """
    return _is_name(text)


def reads_named(text: str) -> bool:
    """Whether what stands behind a label is a name, and no sentence."""
    return _is_name(someone(text).name) and text.strip()[-1:] not in ".?!" and bool(text.strip())


def several(value: str) -> list[str]:
    """The persons in one line: by semicolons, else by commas where each part is a whole name."""
    inner = value.strip().strip("[]")
    parts = re.split(r"\s*;\s*|\s+(?:and|und)\s+|\s*&\s*", inner)
    if len(parts) == 1 and "," in inner:
        outside = re.split(r",\s*(?![^()]*\))", inner)
        whole = [part for part in outside if " " in part.strip() or "(" in part]
        parts = outside if len(whole) == len(outside) and _all_names(outside) else [inner]
    return [unquoted(part) for part in parts if part.strip()]


def unquoted(value: str) -> str:
    """A value without the quotation marks or the marks of bold around it."""
    value = value.strip().strip("*_").strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _without_title(name: str) -> str:
    words = name.split()
    while len(words) > 1 and plain(words[0]) in TITLES:
        words = words[1:]
    return " ".join(words)


def _all_names(parts: Iterable[str]) -> bool:
    names = [someone(part).name for part in parts]
    return all(_is_name(name) and not _ROLES & {*plain(name).split()} for name in names)


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 5 and all(_NAME.fullmatch(word.strip(",")) for word in words)

"""The loose XML of a CJML generator: attributes without quotation marks, elements left open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from cxworkbench.exchange.cjml_journeys import FoundJourney, FoundTouchpoint
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem

_TAG: Final = re.compile(r"<(/?)([A-Za-z][\w-]*)([^<>]*?)(/?)>")
_NAME: Final = re.compile(r"(?:^|\s)([A-Za-z][\w-]*)\s*=\s*")
_SIDES: Final = ("sender", "receiver")


@dataclass
class _Tag:
    """A tag as it stands, with the text up to the next one."""

    name: str
    closes: bool
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""


def is_generator_xml(text: str) -> bool:
    """Whether the text is of this dialect: touchpoints of a `<cjml>` that has no journeys."""
    return bool(
        re.match(r"\s*<cjml\b", text, re.IGNORECASE)
        and re.search(r"<(action|communicationPoint)\b", text)
        and not re.search(r"<(planned|actual)Journey\b", text)
    )


def read_generator_xml(text: str, file: str) -> FoundJourney:
    """The journey of a text of this dialect; the channel is none of what it holds.

    Raises
    ------
    DataProblem
        The end of the file is missing, or it has no touchpoints.
    """
    found = FoundJourney(planned=True)
    actors: dict[str, str] = {}
    inside: FoundTouchpoint | None = None
    ended = False
    for tag in _tags(text):
        name = tag.name.lower()
        if tag.closes:
            inside = None if name == "communicationpoint" else inside
            ended = ended or name == "cjml"
        elif name == "actor":
            key = tag.attributes.get("id", "")
            actors[key] = tag.attributes.get("name", "") or key
            if tag.attributes.get("role", "").lower() == "customer" and not found.end_user:
                found.end_user = actors[key]
        elif name in ("action", "communicationpoint"):
            inside = _touchpoint(tag, actors, found, file)
            found.touchpoints.append(inside)
        elif name in _SIDES and inside is not None:
            _count(tag, found)
            label = "receiver_label" if name == "receiver" else "initiator_label"
            setattr(inside, label, tag.text)
    if not ended:
        raise DataProblem(f"{file} is cut short: </cjml> is missing. Export it again.")
    if not found.touchpoints:
        raise DataProblem(f"{file} has no action and no communicationPoint. Export it again.")
    remedy = "this generator writes none; write them on the map"
    found.problems.append(Problem(file, 0, "channel", "has channels", "none", remedy, "note"))
    return found


def _touchpoint(
    tag: _Tag, actors: dict[str, str], found: FoundJourney, file: str
) -> FoundTouchpoint:
    _count(tag, found)
    contact = tag.name.lower() != "action"
    keys = {
        side: tag.attributes.get(f"{word}id", "")
        for side, word in (("initiator", "sender" if contact else "initiator"),
                           ("receiver", "receiver"))
    }  # fmt: skip
    for key in keys.values():
        if key and key not in actors:
            remedy = "kept under this name; list the actor if it is another one"
            rule = "refers to an actor that is listed"
            found.problems.append(Problem(file, 0, "actor", rule, key, remedy, "note"))
    return FoundTouchpoint(
        contact=contact,
        initiator=actors.get(keys["initiator"], keys["initiator"]),
        receiver=actors.get(keys["receiver"], keys["receiver"]),
        initiator_label="" if contact else tag.text,
    )


def _count(tag: _Tag, found: FoundJourney) -> None:
    if tag.attributes.get("time"):
        found.left_out["times"] += 1
    if tag.attributes.get("riskcategory", "none").lower() not in ("", "none"):
        found.left_out["risks"] += 1


def _tags(text: str) -> Iterator[_Tag]:
    matches = list(_TAG.finditer(text))
    ends = [*(match.start() for match in matches[1:]), len(text)] if matches else []
    for match, end in zip(matches, ends, strict=True):
        said = " ".join(unescape(text[match.end() : end]).split())
        yield _Tag(match[2], bool(match[1]), _attributes(match[3]), said)


def _attributes(text: str) -> dict[str, str]:
    """Name -> value; a value without quotation marks goes on to the next name."""
    names = list(_NAME.finditer(text))
    ends = [*(match.start() for match in names[1:]), len(text)] if names else []
    return {
        match[1].lower(): unescape(text[match.end() : end].strip().strip("\"'").strip())
        for match, end in zip(names, ends, strict=True)
    }

"""A calendar file (iCalendar, RFC 5545) with the due day of every open action."""

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Final

from cxworkbench.records.deciding import accepted_actions
from cxworkbench.records.register import Entry, Register

LONGEST_LINE: Final = 75  # octets, without the line end
PRODUCT: Final = "-//cxworkbench//action register//EN"


def actions_calendar(
    register: Register,
    *,
    as_of: datetime.date,
    engagement_id: str,
    stages: Mapping[str, str] | None = None,
) -> str:
    """The due days of accepted actions that are not done, as events of a whole day each.

    Parameters
    ----------
    register
        Actions without a due date are in no calendar.
    as_of
        Stands as the time stamp; no clock is read, so the same register gives the same file.
    engagement_id
        Part of each event's id: taken in again, an event replaces itself.
    stages
        Stage id -> name, for the categories.

    References
    ----------
    RFC 5545: lines of 75 octets (3.1), text (3.3.11), UID (3.8.4.7), events of a day (3.6.1).
    """
    due = [one for one in accepted_actions(register, open_only=True) if one.due]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH"]  # fmt: skip
    for one in due:
        lines += _event(one, as_of, engagement_id, (stages or {}).get(one.stage_id, ""))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(one: Entry, as_of: datetime.date, engagement_id: str, stage: str) -> list[str]:
    day = datetime.date.fromisoformat(one.due)
    about = [one.recommendation if one.recommendation != one.title else "",
             f"Owner: {one.owner or one.owner_function}" if one.owner or one.owner_function else "",
             f"Measured by: {one.metric}" if one.metric else "",
             f"Progress: {one.progress or 'open'}"]  # fmt: skip
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_key(one.id)}@{_key(engagement_id)}.cxworkbench",
        f"DTSTAMP:{as_of:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"SUMMARY:{calendar_text(f'Due: {one.title}')}",
        f"DESCRIPTION:{calendar_text(chr(10).join(part for part in about if part))}",
    ]
    if stage:
        lines.append(f"CATEGORIES:{calendar_text(stage)}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def calendar_text(text: str) -> str:
    r"""The text as a calendar takes it: signs of its own escaped, line ends written out.

    Examples
    --------
    >>> print(calendar_text("Ask A; B, C\nand\\or D"))
    Ask A\; B\, C\nand\\or D
    """
    plain = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", plain)
    escaped = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _key(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "-", text)


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, no letter cut; later parts begin with a blank."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part

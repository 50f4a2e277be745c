"""What reviewers filled in beside the rows of a map's workbook: agree, disagree, their words."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cxworkbench.exchange.workbook_layout import REVIEWED
from cxworkbench.exchange.workbook_reading import Reading, Row

_FROM_THE_MAP: Final = ("who", "who role", "who account", "said on")
_NO: Final = frozenset(("", "no", "n", "0", "false", "nein"))


@dataclass(frozen=True)
class Review:
    """What one reviewer says of one row of a map; `who` may be a name and is never kept as one.

    `verdict` is "agree", "disagree" or "" for words alone.
    """

    sheet: str
    row: int
    at: str  # id of the element or statement
    verdict: str
    comment: str
    who: str
    role: str
    account: str
    said_on: str  # ISO date, or ""


def reviews_in(
    reading: Reading, rows: Mapping[str, Sequence[Row]], reviewer: Mapping[str, str]
) -> tuple[Review, ...]:
    """What reviewers filled in, in the order of sheets and rows; adds problems to the reading.

    Parameters
    ----------
    reading
        Takes the problems.
    rows
        The rows of each list.
    reviewer
        What the sheet of the map says of the reviewer; counts where a row says nothing.
    """
    found = []
    for name in REVIEWED:
        for row in rows[name]:
            review = _review(reading, name, row, reviewer)
            found += [review] if review else []
    return tuple(found)


def _review(reading: Reading, name: str, row: Row, reviewer: Mapping[str, str]) -> Review | None:
    said = row.review
    ticked = [one for one in ("agree", "disagree") if said.get(one, "").casefold() not in _NO]
    comment = said.get("review comment", "")
    if not ticked and not comment:
        return None
    if len(ticked) > 1:
        remedy = "Tick one of them. What was said of this row was left out."
        reading.add(name, row.number, "agree", "is ticked alone", "agree and disagree", remedy)
        return None
    who = {one: said.get(one, "") or reviewer.get(one, "") for one in _FROM_THE_MAP}
    day = who["said on"]
    if day and not _is_day(day):
        remedy = "Write it as 2026-02-28. It counts as not said."
        reading.add(name, row.number, "said on", "is a date", day, remedy)
        day = ""
    verdict = ticked[0] if ticked else ""
    return Review(
        name, row.number, row.item.id, verdict, comment, who["who"], who["who role"],
        who["who account"], day,
    )  # fmt: skip


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

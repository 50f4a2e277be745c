"""Visits: what one observer noted at one place on one day is one visit, however many items."""

from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.voice.parts import origin_of
from cxworkbench.voice.words import count_of

OBSERVATION: Final = "observation"
_OF_A_VISIT: Final = ("observer_id", "site", "said_at")


def is_visit(voices: pd.DataFrame) -> pd.Series:
    """Which voices were noted on a visit and not said by a contact.

    Examples
    --------
    >>> is_visit(pd.DataFrame({"method": ["observation", "survey"], "contact_id": ""})).tolist()
    [True, False]
    """
    if "method" not in voices:
        return pd.Series(False, voices.index)
    seen: pd.Series = (voices["method"] == OBSERVATION) & (voices["contact_id"] == "")
    return seen


def respondents(voices: pd.DataFrame) -> pd.Series:
    """Who gave each answer: the contact, else the visit, else the received row it stands in.

    All answers of one row of a survey without names are of one respondent, and so is all that is
    said in one transcript whose speakers are not known. Items of one checklist belong to one visit:
    the same account, observer, site and day; where none of the three is known, the same row of the
    same file.

    Examples
    --------
    >>> respondents(pd.DataFrame({"contact_id": ["p1", ""], "voice_id": ["v1", "v2"]})).tolist()
    ['p1', 'v2']
    >>> row = pd.DataFrame({"contact_id": "", "voice_id": ["v1", "v2"], "file": "s.csv", "row": 2})
    >>> respondents(row).nunique()
    1
    >>> seen = pd.DataFrame({"voice_id": ["v1", "v2"], "contact_id": "", "account_id": "a",
    ...     "method": "observation", "observer_id": "o"})
    >>> respondents(seen).nunique()
    1
    """
    named: pd.Series = voices["contact_id"]
    unnamed = named == ""
    if not unnamed.any():
        return named
    who = named.mask(unnamed, _rows_said_in(voices[unnamed]))
    seen = is_visit(voices)
    return who.mask(seen, _visits(voices[seen])) if seen.any() else who


def heard_in_words(respondents: int, visits: int) -> str:
    """Contacts and visits behind a figure, each by its own word.

    Examples
    --------
    >>> heard_in_words(2, 0), heard_in_words(1, 1), heard_in_words(4, 1)
    ('2 contacts', '1 visit', '3 contacts and 1 visit')
    """
    contacts = respondents - visits
    parts = [count_of(contacts, "contact")] if contacts or not visits else []
    return say(" and ").join([*parts, *([count_of(visits, "visit")] if visits else [])])


def _visits(rows: pd.DataFrame) -> pd.Series:
    account, *known = (_text(rows, name) for name in ("account_id", *_OF_A_VISIT))
    key, told = account, pd.Series(False, rows.index)
    for part in known:
        key, told = key + "\x1f" + part, told | (part != "")
    in_file = _rows_said_in(rows)
    return ("visit\x1f" + key.where(told, in_file)).astype("str")


def _rows_said_in(rows: pd.DataFrame) -> pd.Series:
    """The row of a file, or whole transcript, that each voice was received in; else the voice."""
    origin = origin_of(rows).astype("str")
    row = _text(rows, "row").replace("0", "")
    file = _text(rows, "file")
    if "method" in rows:
        row = row.mask((rows["method"] == "interview") & (file != ""), "all")
    told = (row != "") & (file != "") & (origin == rows["voice_id"])
    if not told.any():
        return origin
    known = dict(zip(rows["voice_id"][told], (file + "\x1f" + row)[told], strict=True))
    return origin.map(known).astype("str").fillna(origin)


def _text(rows: pd.DataFrame, name: str) -> pd.Series:
    if name not in rows:
        return pd.Series("", rows.index, dtype="str")
    values = rows[name]
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        values = values.dt.strftime("%Y-%m-%d")
    return values.astype("str").fillna("").astype("str")

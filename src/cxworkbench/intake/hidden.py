"""What of people was hidden: counted by file, column and kind, never shown."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.intake.cells import Fed
from cxworkbench.intake.personal import HIDDEN_MARK, NAME, kind_of_personal
from cxworkbench.intake.phones import BANK_MARK, CARD_MARK, MAIL_MARK, PHONE_MARK
from cxworkbench.intake.strangers import NAME_MARK
from cxworkbench.intake.whereabouts import ADDRESS_MARK, NETWORK_MARK, POSITION_MARK

HIDDEN_COLUMNS: Final = ("file", "column", "place", "kind", "count", "became")
_SAME: Final = ("file", "column", "place", "kind", "became")
IN_COLUMN, IN_TEXT = "whole column", "inside text"
PSEUDONYM: Final = "a pseudonym"
_NOTHING: Final = "nothing: not kept"
_MARKS: Final = {
    MAIL_MARK: "mail",
    PHONE_MARK: "phone",
    CARD_MARK: "card",
    BANK_MARK: "bank account",
    ADDRESS_MARK: "address",
    NETWORK_MARK: "network address",
    POSITION_MARK: "position",
    NAME_MARK: "person whom no file lists",
    HIDDEN_MARK: "personal column",
}
_PSEUDONYMS: Final = {
    "contact": "known contact",
    "staff": "name of staff",
    "observer": "observer",
    "account": "account name",
}
_FOUND: Final = re.compile(
    rf"{'|'.join(map(re.escape, _MARKS))}|\b({'|'.join(_PSEUDONYMS)})-[0-9a-f]{{12}}\b"
)
# What no rule finds, in words: a reader of a quote has to look for it.
NOT_FOUND: Final = (  # said later
    "Not recognised inside text: a person whom no file lists and whom no title, greeting or "
    "farewell gives away ('Bob was late'); a first or last name alone in another account's text; "
    "a name in small letters alone, misspelt or shortened; a town or a street without its number; "
    "a local phone number alone. Read a quote before you hand it on."
)


def hidden_columns(fed: Iterable[Fed]) -> pd.DataFrame:
    """The columns that hold something of a person: how many cells, and what they became.

    Returns
    -------
    pandas.DataFrame
        One row a personal header with anything in it, `HIDDEN_COLUMNS`: `count` are filled cells.
    """
    rows = []
    for one in fed:
        columns = {header: column for column, header in one.mapped.columns.items()}
        for header in one.mapped.personal:
            filled = one.filled(header)
            column = columns.get(header, "")
            kind = kind_of_personal(header, one.table.feeds, column)
            kind = "personal id" if column == "contact_id" and kind == NAME else kind
            became = PSEUDONYM if column else _NOTHING
            if filled:
                rows.append((one.table.file, header, IN_COLUMN, kind, filled, became))
    return _table(dict.fromkeys(rows))


def hidden_in_texts(
    before: pd.Series, after: pd.Series, files: pd.Series, columns: pd.Series
) -> pd.DataFrame:
    """What redaction took out of a column of texts, by file and header.

    Parameters
    ----------
    before, after
        The texts as they were received, and as they are kept.
    files, columns
        The file and header of each; all four rows by rows.

    Returns
    -------
    pandas.DataFrame
        One row a file, header and kind, `HIDDEN_COLUMNS`: `count` are places in the texts.

    Examples
    --------
    >>> told = hidden_in_texts(*(pd.Series([one]) for one in
    ...     ("Call 0221 123456, ring 0221 99", "Call [phone], ring [phone]", "t.csv", "Note")))
    >>> told[["file", "column", "kind", "count"]].values.tolist()
    [['t.csv', 'Note', 'phone', 2]]
    """
    changed = before.ne(after)
    if not changed.any():
        return _table([])
    counted: Counter[tuple[str, str, str, str]] = Counter()
    places = zip(files[changed], columns[changed], strict=True)
    texts = zip(before[changed], after[changed], strict=True)
    for (file, column), (received, kept) in zip(places, texts, strict=True):
        for (kind, became), count in (_marks_in(kept) - _marks_in(received)).items():
            counted[file, column, kind, became] += count
    return _table(
        (file, column, IN_TEXT, kind, count, became)
        for (file, column, kind, became), count in counted.items()
    )


def together(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """All that was hidden as one table, equal rows summed up, by file and column."""
    listed = [part for part in parts if not part.empty]
    if not listed:
        return _table([])
    counted: Counter[tuple[str, str, str, str, str]] = Counter()
    for row in pd.concat(listed, ignore_index=True).to_dict("records"):
        file, column, place, kind, became = (str(row[name]) for name in _SAME)
        counted[file, column, place, kind, became] += int(row["count"])
    by_place = sorted(counted.items(), key=lambda one: (one[0][0], one[0][2] == IN_TEXT, one[0]))
    return _table(
        (file, column, place, kind, count, became)
        for (file, column, place, kind, became), count in by_place
    )


def describe_hidden(hidden: pd.DataFrame) -> str:
    """How much of people was hidden, and what is not recognised.

    Examples
    --------
    >>> describe_hidden(_table([("t.csv", "Note", IN_TEXT, "mail", 3, "[mail]")])).split(". ")[0]
    'Hidden inside texts: 3 of kind mail'
    """
    parts = []
    for place, words in (
        (IN_COLUMN, say("Hidden as whole columns")),
        (IN_TEXT, say("Hidden inside texts")),
    ):
        counts = hidden[hidden["place"] == place].groupby("kind")["count"].sum()
        ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        said = ", ".join(
            say("{count:,} of kind {kind}", count=count, kind=term(str(kind)))
            for kind, count in ranked
        )
        parts += [f"{words}: {said}."] if said else []
    if not parts:
        parts = [say("No column and no text held anything of a person that is recognised.")]
    return " ".join([*parts, say(NOT_FOUND)])


def _marks_in(text: str) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for match in _FOUND.finditer(text):
        kind = match[1]
        found[(_PSEUDONYMS[kind], PSEUDONYM) if kind else (_MARKS[match[0]], match[0])] += 1
    return found


def _table(rows: Iterable[tuple[str, str, str, str, int, str]]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=list(HIDDEN_COLUMNS))
    return table.astype(dict.fromkeys(HIDDEN_COLUMNS, "str") | {"count": "int64"})

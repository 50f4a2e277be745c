"""Statements: the voices, events and company interactions of received tables, without people."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.intake.cells import Fed
from cxworkbench.intake.events import company_interactions_of, events_of
from cxworkbench.intake.hidden import hidden_in_texts
from cxworkbench.intake.redaction import Redactor
from cxworkbench.intake.rows import KnownRows, who_said
from cxworkbench.intake.values import listed_unplaced
from cxworkbench.intake.voices import voices_of
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.evidence import conform
from cxworkbench.records.ids import evidence_ids

REDACTED: Final = {
    "contacts": ("role", "department"),
    "voices": ("role", "text", "code", "emotion_word", "question", "site"),
    "events": ("role", "activity", "channel", "outcome", "partner_id"),
    "company_interactions": ("provider", "recipient", "sub_process", "unit"),
}
TEXTS: Final = tuple(dict.fromkeys(c for columns in REDACTED.values() for c in columns))
STATEMENTS: Final = {
    "voices": ("voice_id", "voice"),
    "events": ("event_id", "event"),
    "company_interactions": ("company_interaction_id", "company-interaction"),
}


@dataclass
class Clean:
    """Takes people out of evidence tables, and keeps what it took out.

    `headers` says under which header a column of a received table stood.
    """

    redactor: Redactor
    headers: Mapping[tuple[str, str], str]
    place: Callable[[pd.DataFrame], pd.DataFrame]  # voices -> the same, each where it was said
    hidden: list[pd.DataFrame] = field(default_factory=list)

    def table(self, rows: pd.DataFrame, name: str) -> pd.DataFrame:
        """The rows as they are kept: the columns of that evidence table, and nobody in them."""
        table = conform(self.place(rows) if name == "voices" else rows, name)
        who = (table["account_id"], table.get("contact_id"))
        files = table.get("file", pd.Series("contacts", index=table.index, dtype="str"))
        sources = table.get("source", files).tolist()
        redacted = {one: self.redactor.column(table[one], *who) for one in REDACTED[name]}
        for one, texts in redacted.items():
            if not table[one].equals(texts):
                named = [self.headers.get((source, one), one) for source in sources]
                here = pd.Series(named, index=table.index, dtype="str")
                self.hidden.append(hidden_in_texts(table[one], texts, files, here))
        return table.assign(**redacted)


def statements_of(
    known: KnownRows,
    engagement: Engagement,
    contacts: pd.DataFrame,
    *,
    seen: Counter[str] | None = None,
    repeated: np.ndarray | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The statements of one received table, each with its id, and what of them has no place.

    Parameters
    ----------
    known
        The rows, which know their account and person; a whole table or a part of it.
    engagement
        Says where words belong.
    contacts
        The evidence table, for the roles.
    seen, repeated
        Of a part: the keys that were seen in the parts before, and which of its rows have a key
        that stands in the table more than once.
    """
    fed, who = known.fed, who_said(known, contacts)
    if fed.table.feeds == "voices":
        rows, open_words = voices_of(fed, engagement, who)
    elif fed.table.feeds == "events":
        rows, open_words = events_of(fed, engagement, who)
    else:
        rows, open_words = company_interactions_of(fed, who), listed_unplaced([])
    again = fed.frame.index[repeated] if repeated is not None else None
    return _with_ids(rows, fed, seen, again), open_words


def together_unplaced(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The words without a place of several tables or parts, each with all its rows."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for part in parts:
        for table, column, value, rows in part.itertuples(index=False, name=None):
            counted[table, column, value] += rows
    return listed_unplaced((*where, rows) for where, rows in counted.items())


def _with_ids(
    rows: pd.DataFrame, fed: Fed, seen: Counter[str] | None, again: pd.Index | None
) -> pd.DataFrame:
    rows = rows.sort_index(kind="stable")
    id_column, kind = STATEMENTS[fed.table.feeds]
    if again is None:
        ids = evidence_ids(kind, fed.table.name, rows["key"].tolist(), seen=seen)
    else:
        ids = _ids_of_part(rows, fed, kind, seen, rows.index.isin(again)).tolist()
    return rows.drop(columns="key").assign(
        **{id_column: pd.Series(ids, index=rows.index, dtype="str")},
        source=fed.table.name,
        file=fed.table.file,
        row=rows.index,
    )


def _ids_of_part(
    rows: pd.DataFrame, fed: Fed, kind: str, seen: Counter[str] | None, again: np.ndarray
) -> np.ndarray:
    # Only keys that stand there more than once are counted: all keys of a large table, kept for
    # counting, would fill the memory.
    ids = np.empty(len(rows), dtype="object")
    keys = rows["key"]
    ids[~again] = evidence_ids(kind, fed.table.name, keys[~again].tolist())
    ids[again] = evidence_ids(kind, fed.table.name, keys[again].tolist(), seen=seen)
    return ids

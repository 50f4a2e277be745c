"""The blocks that tell insights: what to do first, and claims with the evidence of whole tables."""

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.records.approving import is_read
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.told import Block
from cxworkbench.telling.blocks import SAFE, note, sentence, table_of
from cxworkbench.telling.insight_facts import insight_facts

MOST_FIRST: Final = 5
FIRST_FIELDS: Final = {  # said later
    "title": "insight",
    "n": "accounts behind it",
    "owner_function": "owner",
    "confidence": "confidence",
    "recommendation": "what to do",
    "status": "status",
}


def entries_table(entries: Iterable[Entry], named: dict[str, str]) -> pd.DataFrame:
    """Some fields of register entries as a table, numbered from 1.

    Parameters
    ----------
    entries
        In the order to be shown.
    named
        Field -> what to call its column.
    """
    rows = [[getattr(entry, field) for field in named] for entry in entries]
    return pd.DataFrame(rows, columns=list(named.values()), index=range(1, len(rows) + 1))


def title_of(title: str, count: int, most: int = MOST_FIRST) -> str:
    """The title of a table, saying so where it holds only the first rows.

    Examples
    --------
    >>> title_of("Insights", 5), title_of("Insights", 11)
    ('Insights', 'Insights: the first 5 of 11')
    """
    return (
        title
        if count <= most
        else say("{title}: the first {most} of {count:,}", title=title, most=most, count=count)
    )


def insight_block(
    entry: Entry, stage: str, register: Register, *, voices: pd.DataFrame | None = None
) -> Block:
    """One insight in full: a question and its answer a row."""
    facts = insight_facts(register, entry, voices=voices)
    table = pd.DataFrame(list(facts.items()), columns=["question", "answer"])
    title = f"{stage}: {entry.title}" if stage else entry.title
    named = {"question": say("question"), "answer": say("answer")}
    block = table_of(table, named, title, evidence=evidence_of([entry.evidence]))
    return as_draft(block, [entry], register)


def none_block(entry: Entry) -> Block:
    """Why nothing was found in a stage, and what to ask."""
    return note(f"{entry.title}: {entry.why} {entry.recommendation}")


def claim(text: str, table: pd.DataFrame) -> Block:
    """A sentence for inside that rests on the evidence of every row of the table."""
    return sentence(text, evidence=evidence_of(table["evidence"]))


def own_claim(text: str, own: pd.DataFrame, *, column: str = "own_evidence") -> Block:
    """A sentence about one account that rests on its own voices; safe to show to it."""
    return sentence(text, SAFE, evidence=evidence_of(own[column] if len(own) else ()))


def drafted_claim(text: str, entries: Sequence[Entry], register: Register) -> Block:
    """A sentence for inside that rests on these entries; a draft while one of them is unread."""
    about = evidence_of(entry.evidence for entry in entries)
    return as_draft(sentence(text, evidence=about), entries, register)


def as_draft(block: Block, entries: Iterable[Entry], register: Register) -> Block:
    """The block, marked as a draft while a person has not read all of the entries.

    Read is what a person confirmed, and what a rule drafted that a person approved.
    """
    unsure = any(not is_read(register, entry) for entry in entries)
    return block.model_copy(update={"draft": unsure})


def evidence_of(listed: Iterable[Iterable[str]]) -> pd.Series:
    """All evidence ids once: the first of each list, then the rest in turn.

    Examples
    --------
    >>> evidence_of([["v1", "v2"], ["v3"], []]).tolist()
    ['v1', 'v3', 'v2']
    """
    every = [tuple(ids) for ids in listed]
    first = [ids[0] for ids in every if ids]
    whole = dict.fromkeys([*first, *(key for ids in every for key in ids)])
    return pd.Series(list(whole), dtype="str")

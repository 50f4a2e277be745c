"""A small world whose account names, quotes and touchpoints are any texts one likes to try."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.worlds.places import AS_OF
from cxworkbench.worlds.world import FileForm, World

HEAD: Final = """\
# Every name and every word here is one of the texts that were handed in.
id = "naughty"
name = "Naughty texts"
client = "Kestrel Till Works"
as_of = "{as_of}"
"""
TABLES: Final = """\
[[tables]]
name = "crm"
file = "accounts.csv"
feeds = "accounts"
columns = { account_id = "account_id", name = "name", revenue = "revenue", services = "services" }

[[tables]]
name = "notes"
file = "notes.csv"
feeds = "voices"
method = "interview"
columns = { key = "key", account_id = "account_id", said_at = "said_at", touchpoint = "about", \
code_kind = "kind", code = "code", severity = "severity", text = "text" }

[[tables]]
name = "scores"
file = "scores.csv"
feeds = "voices"
method = "survey"
columns = { key = "key", account_id = "account_id", said_at = "said_at" }
[tables.questions]
satisfied = { metric = "CSAT", touchpoint = "tp-1" }

[metrics.CSAT]
kind = "top-2-box"
low = 1
high = 5
"""
NOTES_EACH: Final = 6  # so that no account gets the short report


def make_naughty_world(texts: Sequence[str], touchpoints: int = 8) -> World:
    """An engagement with one account per text; the texts are names, quotes, codes and touchpoints.

    Parameters
    ----------
    texts
        Any strings, at least one. An empty one, or one of blanks alone, is an account without a
        name: intake has to say so.
    touchpoints
        How many of the texts, longest first, become touchpoint names.

    Raises
    ------
    ParameterProblem
        There is no text.

    Notes
    -----
    Carriage returns and nul characters are kept: the files are written as they are, quoted.
    """
    if not texts:
        raise ParameterProblem("A naughty world needs at least one text, and got none. Give some.")
    ids = [f"n{number:04d}" for number in range(len(texts))]
    names = _touchpoint_names(texts, touchpoints)
    rows = zip(ids, texts, range(len(texts)), strict=True)
    accounts = [(i, text, str(1000 + 7 * n), str(1 + n % 5)) for i, text, n in rows]
    notes = [
        _note(account, texts, names, place, number)
        for place, account in enumerate(ids)
        for number in range(NOTES_EACH)
    ]
    scores = [(f"s{n}", i, _day(n), str(1 + n % 5)) for n, i in enumerate(ids)]
    tables = {
        "accounts.csv": _table(accounts, "account_id", "name", "revenue", "services"),
        "notes.csv": _table(
            notes, "key", "account_id", "said_at", "about", "kind", "code", "severity", "text"
        ),
        "scores.csv": _table(scores, "key", "account_id", "said_at", "satisfied"),
    }
    truth = {"names": dict(zip(ids, texts, strict=True)), "touchpoints": names}
    return World(tables, _engagement(names), truth, dict.fromkeys(tables, FileForm(quoted=True)))


def with_broken_file(world: World, file: str) -> World:
    """The same world, but this file holds what no table is: bytes of a program."""
    if file not in world.tables:
        raise ParameterProblem(
            f"The world has no file {file!r}. It has: {', '.join(world.tables)}. Name one of them."
        )
    tables = {name: table for name, table in world.tables.items() if name != file}
    return replace(
        world, tables=tables, records={**world.records, f"data/{file}": "\x00\x7fELF\x00"}
    )


def _touchpoint_names(texts: Sequence[str], most: int) -> list[str]:
    usable = [text for text in dict.fromkeys(texts) if text.strip() and "\x00" not in text]
    return sorted(usable, key=lambda text: (-len(text), text))[:most] or ["unnamed"]


def _note(
    account: str, texts: Sequence[str], names: list[str], place: int, number: int
) -> tuple[str, ...]:
    said = texts[(place + number) % len(texts)]
    kind = ("pain", "gain", "need")[number % 3]
    severity = str(1 + (place + number) % 5) if kind == "pain" else ""
    about = f"tp-{1 + (place + number) % len(names)}"
    key = f"k{place}-{number}"
    return key, account, _day(place + number), about, kind, said[:60], severity, said


def _day(number: int) -> str:
    return (pd.Timestamp(AS_OF) - pd.Timedelta(days=number % 300)).date().isoformat()


def _table(rows: Sequence[tuple[str, ...]], *columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns, dtype="str")


def _engagement(names: list[str]) -> str:
    stages = ("Awareness", "Research", "Decision", "Implementation", "Post-Purchase")
    places = "".join(
        f'[[touchpoints]]\nid = "tp-{number + 1}"\nname = {_toml_text(name)}\n'
        f'stage = "{stages[number % len(stages)]}"\naction = {_toml_text(name)}\n\n'
        for number, name in enumerate(names)
    )
    return HEAD.format(as_of=AS_OF.isoformat()) + "\n" + places + TABLES


def _toml_text(text: str) -> str:
    """The text as a TOML basic string; everything but plain letters as its code point."""
    return '"' + "".join(_toml_letter(letter) for letter in text) + '"'


def _toml_letter(letter: str) -> str:
    if letter.isascii() and letter.isprintable() and letter not in '"\\':
        return letter
    return f"\\U{ord(letter):08x}"

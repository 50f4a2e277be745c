"""Which header fills which evidence column: as engagement.toml says, then by usual names."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import did_you_mean
from cxworkbench.intake.aliases import (
    ALIASES,
    INTAKE_COLUMNS,
    METRIC_ALIASES,
    PERSONAL,
    SAME_COLUMN,
)
from cxworkbench.intake.arithmetic import columns_if_readable
from cxworkbench.intake.personal import numbers_of_staff, personal_kind
from cxworkbench.intake.words import by_plain, plain
from cxworkbench.records.engagement import Engagement, Join, ReceivedTable

ROW_NUMBER: Final = "#row"
MASK: Final = "•••"
MAPPING_COLUMNS: Final = ("table", "file", "header", "column", "how", "samples")
_SAYS_SO, _ALIAS, _NOT_USED = "engagement.toml", "alias", "not used"
_SETTINGS: Final = "engagement.toml"
_YEAR_AFTER: Final = re.compile(r"(?P<name>.+?) (?:fy )?(?P<year>(?:19|20)\d\d)")
_SUMMED_UP: Final = ("sum", "count", "first", "last", "min", "max", "mean")


@dataclass(frozen=True)
class Mapped:
    """How the headers of one received table are used.

    `columns` is evidence column -> header; `personal` are all headers that hold something of a
    person (a name, mail, phone, address, position …), used or not; `used` is header ->
    (what for, how it was decided).
    """

    columns: dict[str, str] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    used: dict[str, tuple[str, str]] = field(default_factory=dict)


def map_columns(
    table: ReceivedTable,
    headers: Sequence[str],
    *,
    placing: Iterable[str] = (),
    fetched: Mapping[str, str] | None = None,
    frame: pd.DataFrame | None = None,
) -> Mapped:
    """How the headers of a received table are used: as it says itself, then by usual names.

    Parameters
    ----------
    table
        The table as engagement.toml describes it.
    headers
        The headers of the file, with those that joins and computed columns add.
    placing
        Headers whose values engagement.toml maps to touchpoints.
    fetched
        Headers that other tables join by or fetch -> what for.
    frame
        The table's cells, where they are at hand: a number of employees is no name of staff.

    Examples
    --------
    >>> crm = ReceivedTable(name="crm", file="c.csv", feeds="accounts", columns={"usage": "Tills"})
    >>> map_columns(crm, ["Customer ID", "Tills", "E-Mail", "Colour"]).columns
    {'usage': 'Tills', 'account_id': 'Customer ID', 'contact_mail': 'E-Mail'}
    """
    said = {SAME_COLUMN.get(column, column): header for column, header in table.columns.items()}
    constants = {SAME_COLUMN.get(column, column) for column in table.constants}
    used = _filled_by_the_table(table)
    columns = {
        column: header for column, header in said.items() if header in (*headers, ROW_NUMBER)
    }
    for column, header in columns.items():
        if header in headers:
            before = used[header][0] if used.get(header, ("", ""))[1] == _SAYS_SO else ""
            used[header] = (f"{before}, {column}".removeprefix(", "), _SAYS_SO)
    free = [header for header in headers if header not in used]
    for column, header in usual_columns(table.feeds, free).items():
        if column not in said and column not in constants:
            columns[column] = header
            used[header] = (column, _ALIAS)
    others = {header: (what, _SAYS_SO) for header, what in (fetched or {}).items()}
    used = others | _helping_the_table(table, placing) | used
    numbers = numbers_of_staff(frame, headers, table.feeds) if frame is not None else set()
    return Mapped(columns, _personal(columns, headers, table.feeds, numbers), used)


def fetched_by_others(engagement: Engagement, name: str) -> dict[str, str]:
    """The headers of a table that other tables join by or fetch, and what for."""
    fetched: dict[str, str] = {}
    for table in engagement.tables:
        for join in table.joins:
            if join.with_table == name:
                fetched[join.other or join.on] = f"key of {table.name}"
                sources = [*join.take, *(source for _, _, source in sums_of(join))]
                fetched |= {header: f"for {table.name}" for header in sources if header}
    return fetched


def sums_of(join: Join) -> Iterator[tuple[str, str, str]]:
    """What a join sums up: how ("sum", "count" …), the new column, the other table's column."""
    for how in _SUMMED_UP:
        for column, source in getattr(join, how).items():
            yield how, column, source


def mistakes_in(
    table: ReceivedTable, headers: Sequence[str], placing: Iterable[str]
) -> list[Problem]:
    """What a table's description in engagement.toml gets wrong, with the nearest right word."""
    known = INTAKE_COLUMNS[table.feeds]
    named = {
        SAME_COLUMN.get(c, c) for c in (*table.columns, *table.constants, *table.skip_when_empty)
    }
    wrong = [
        _mistake(table, column, f"is a column that {table.feeds} takes", column, known)
        for column in sorted(named)
        if column not in known
    ]
    wanted = [*table.columns.values(), *table.questions, *table.extra]
    wanted += [question.of for question in table.questions.values() if question.of]
    wrong += [
        _mistake(table, header, f"is a header of {table.file}", header, headers)
        for header in dict.fromkeys(wanted)
        if header and header != ROW_NUMBER and header not in headers
    ]
    also = (*headers, *known)
    wrong += [
        _mistake(table, header, f"is a header of {table.file} (under [values])", header, headers)
        for header in placing
        if header not in also
    ]
    return wrong


def mapping_table(
    table: ReceivedTable, frame: pd.DataFrame, mapped: Mapped, redact: Callable[[str], str]
) -> pd.DataFrame:
    """The preview of a mapping: one row a header, with up to three values as they were received.

    Returns
    -------
    pandas.DataFrame
        `table`, `file`, `header`, `column` (the evidence column or what else it is used for),
        `how` ("engagement.toml", "alias" or "not used") and `samples`; values of personal columns
        are masked, those of the others redacted.
    """
    rows = []
    for header in map(str, frame.columns):
        column, how = mapped.used.get(header, ("", _NOT_USED))
        samples = _samples(frame[header], header in mapped.personal, redact)
        rows.append((table.name, table.file, header, column, how, samples))
    return pd.DataFrame(rows, columns=list(MAPPING_COLUMNS)).astype("str")


def best_feed(headers: Sequence[str], *, asks: Collection[str] = ()) -> tuple[str, dict[str, str]]:
    """What a table most likely feeds, judged by its headers alone, and its columns by usual names.

    A table of events must name its activity and its time, voices must say something, contacts must
    name people; what fits nothing feeds "lookup". `asks` are headers that ask for a score, as
    their values show.

    Examples
    --------
    >>> best_feed(["account_id", "timestamp", "activity"])[0]
    'events'
    >>> best_feed(["region", "population"])
    ('lookup', {})
    """
    found = {feeds: usual_columns(feeds, headers) for feeds in ALIASES if feeds != "lookup"}
    fits = {
        "company_interactions": {"provider", "recipient"} <= found["company_interactions"].keys(),
        "events": {"activity", "occurred_at"} <= found["events"].keys(),
        "voices": _says_something(found["voices"]) or _asks(found["voices"], headers, asks),
        "contacts": _names_people(found["contacts"], found["accounts"]),
        "accounts": _names_accounts(found["accounts"]),
    }
    for feeds, fit in fits.items():
        if fit:
            return feeds, found[feeds]
    return "lookup", {}


def _says_something(columns: dict[str, str]) -> bool:
    who = {"account_id", "account_name", "contact_mail", "contact_id", "domain"} & columns.keys()
    said = {"text", "score", "emotion", "code", "category"} & columns.keys()
    context = {"said_at", "key", "question", "touchpoint", "stage", "priority"} & columns.keys()
    return bool(who and said and context)


def _asks(columns: dict[str, str], headers: Sequence[str], asks: Collection[str]) -> bool:
    words = by_plain(headers)
    asked = any(alias in words for aliases in METRIC_ALIASES.values() for alias in aliases)
    answered = {"said_at", "contact_mail", "contact_id", "key"} & columns.keys()
    business = {"revenue", "margin", "services", "contract end", "customer since"} & words.keys()
    return bool((asked or asks) and answered and not business)


def _names_people(contacts: dict[str, str], accounts: dict[str, str]) -> bool:
    people = {"contact_id", "contact_name", "contact_last_name", "contact_mail"} & contacts.keys()
    business = {"revenue", "margin", "services", "usage", "contract_end", "contract_start"}
    more = {"role", "department", "influence", "contact_id"} & contacts.keys()
    placed = {"account_id", "account_name", "domain"} & contacts.keys()
    return bool(people and more and placed and not business & accounts.keys())


def _names_accounts(columns: dict[str, str]) -> bool:
    return "account_id" in columns or ("name" in columns and len(columns) > 1)


def _filled_by_the_table(table: ReceivedTable) -> dict[str, tuple[str, str]]:
    used = dict.fromkeys(table.extra, ("extra", _SAYS_SO))
    for header, question in table.questions.items():
        of = f" of {question.metric}" if question.part != "text" else ""
        used[header] = (f"{question.part}{of}", _SAYS_SO)
    return used


def _helping_the_table(table: ReceivedTable, placing: Iterable[str]) -> dict[str, tuple[str, str]]:
    # A key or a placing column is often the account's id or the activity as well, so it stays
    # free to fill a column of its own.
    used = {join.on: (f"key to {join.with_table}", _SAYS_SO) for join in table.joins}
    for name, expression in table.computed.items():
        used |= dict.fromkeys(columns_if_readable(expression), (f"part of {name}", _SAYS_SO))
    return used | dict.fromkeys(placing, ("place", _SAYS_SO))


def usual_columns(feeds: str, headers: Sequence[str]) -> dict[str, str]:
    """The columns that headers fill by their usual names, each header once.

    A year after the name is not part of it; of two years the later one counts.

    Examples
    --------
    >>> usual_columns("accounts", ["Kundennummer", "Umsatz 2024", "Umsatz 2025"])
    {'account_id': 'Kundennummer', 'revenue': 'Umsatz 2025'}
    """
    by_words = _without_year(headers) | by_plain(headers)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for column, aliases in ALIASES[feeds].items():
        for alias in aliases:
            header = by_words.get(alias)
            if header is not None and header not in taken:
                found[column] = header
                taken.add(header)
                break
    return found


def _without_year(headers: Sequence[str]) -> dict[str, str]:
    dated = ((_YEAR_AFTER.fullmatch(plain(header)), header) for header in headers)
    found = [(match["year"], match["name"], header) for match, header in dated if match]
    newest_first: dict[str, str] = {}
    for _, name, header in sorted(found, key=lambda one: one[0], reverse=True):
        newest_first.setdefault(name, header)
    return newest_first


def _personal(
    columns: dict[str, str], headers: Sequence[str], feeds: str, numbers: Collection[str]
) -> tuple[str, ...]:
    likely = {header for header in headers if personal_kind(header, feeds)} - set(numbers)
    spoken_for = {header for column, header in columns.items() if column not in PERSONAL}
    chosen = {columns[column] for column in PERSONAL if column in columns}
    people = {
        columns[c] for c in ("contact_id", "observer") if c in columns and columns[c] != ROW_NUMBER
    }
    return tuple(header for header in headers if header in chosen | people | (likely - spoken_for))


def _samples(values: pd.Series, personal: bool, redact: Callable[[str], str]) -> str:
    several = values.dropna().drop_duplicates()
    if pd.api.types.is_float_dtype(several.dtype):  # 15.3, not all the digits a computer keeps
        several = several.map("{:.12g}".format)
    texts = several.astype("str")
    shown = texts[texts.ne("")].head(3).tolist()
    return "; ".join(MASK if personal else redact(text)[:40] for text in shown)


def _mistake(
    table: ReceivedTable, column: str, rule: str, value: str, known: Iterable[str]
) -> Problem:
    words = [str(word) for word in known]
    remedy = f"{did_you_mean(value, words)}There are: {', '.join(words) or 'none'}."
    return Problem(_SETTINGS, 0, f"tables.{table.name}.{column}", rule, value, remedy)

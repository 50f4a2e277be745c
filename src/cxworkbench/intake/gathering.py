"""All received tables of an engagement as evidence: mapped, matched, pseudonymised, placed."""

from dataclasses import dataclass, field, replace
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem, problems_table
from cxworkbench.intake.accounts import (
    Accounts,
    accounts_from_rows,
    build_accounts,
    problem_of_no_accounts,
    problem_of_nobody,
)
from cxworkbench.intake.cells import Fed
from cxworkbench.intake.columns import (
    fetched_by_others,
    map_columns,
    mistakes_in,
)
from cxworkbench.intake.contacts import contacts_of
from cxworkbench.intake.events import company_interactions_of, events_of
from cxworkbench.intake.hidden import hidden_columns, hidden_in_texts, together
from cxworkbench.intake.interview_index import used_headers
from cxworkbench.intake.interview_places import InterviewPlaces
from cxworkbench.intake.interviews import people_asking
from cxworkbench.intake.joins import prepare_tables
from cxworkbench.intake.keys import Keyring
from cxworkbench.intake.masking import (
    masked_headers,
    masked_mapping,
    masked_problems,
    without_companies,
)
from cxworkbench.intake.matching import unmatched_rows
from cxworkbench.intake.people import People
from cxworkbench.intake.received import Files, copied_rows
from cxworkbench.intake.redaction import Redactor
from cxworkbench.intake.rows import KnownRows, known_rows, rows_without_account, who_said
from cxworkbench.intake.values import listed_unplaced, placing_headers
from cxworkbench.intake.voices import voices_of
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.evidence import Evidence, conform, empty
from cxworkbench.records.ids import evidence_ids

_REDACTED: Final = {
    "contacts": ("role", "department"),
    "voices": ("role", "text", "code", "emotion_word", "question", "site"),
    "events": ("role", "activity", "channel", "outcome", "partner_id"),
    "company_interactions": ("provider", "recipient", "sub_process", "unit"),
}
_TEXTS: Final = tuple(dict.fromkeys(c for columns in _REDACTED.values() for c in columns))
_ID: Final = {
    "voices": ("voice_id", "voice"),
    "events": ("event_id", "event"),
    "company_interactions": ("company_interaction_id", "company-interaction"),
}


@dataclass(frozen=True)
class Gathered:
    """The evidence, and everything a person should know about how it came about.

    `mistakes` are wrong descriptions in engagement.toml; with any of them the evidence is not to
    be used. `problems`, `unplaced`, `unmatched`, `proposed_matches`, `mapping`, `hidden` are
    tables.
    """

    evidence: Evidence
    problems: pd.DataFrame
    unplaced: pd.DataFrame
    unmatched: pd.DataFrame
    proposed_matches: pd.DataFrame
    mapping: pd.DataFrame
    mistakes: tuple[Problem, ...]
    currency: str
    hidden: pd.DataFrame
    redactor: Redactor = field(repr=False)


def gather(engagement: Engagement, files: Files, keyring: Keyring) -> Gathered:
    """The evidence in the files of an engagement.

    Parameters
    ----------
    engagement
        What each file feeds and how its words are placed.
    files
        Every declared file, as far as it could be read.
    keyring
        Makes the pseudonyms, and remembers who they stand for; it is not saved here.
    """
    prepared = prepare_tables(engagement, files)
    mistakes = list(prepared.mistakes)
    fed: list[Fed] = []
    for table in engagement.tables:
        if table.name in prepared.frames:
            one, wrong = _fed(engagement, table.name, prepared.frames[table.name], files)
            fed.append(one)
            mistakes += wrong
    by_feeds = {
        feeds: [one for one in fed if one.table.feeds == feeds]
        for feeds in (*_REDACTED, "accounts")
    }
    accounts = _accounts(engagement, by_feeds, keyring)
    people = People(keyring)
    rows = {
        feeds: [known_rows(one, accounts, people, keyring) for one in by_feeds[feeds]]
        for feeds in ("contacts", "accounts", "voices", "events", "company_interactions")
    }
    for said in rows["voices"]:
        if said.fed.table.file in files.interviews:
            interviews = files.interviews[said.fed.table.file]
            people.spare += people_asking(interviews, said.account_ids, keyring)
    redactor = _redactor(engagement, accounts, people, keyring)
    contacts = contacts_of(
        [(one.fed, one.account_ids, one.contact_ids) for one in rows["contacts"]],
        [(one.fed, one.account_ids, one.contact_ids) for feeds in ("accounts", "voices", "events")
         for one in rows[feeds]],
    )  # fmt: skip
    tables, unplaced = _statements(engagement, rows, contacts)
    places = InterviewPlaces(files.interviews, rows["voices"], redactor)
    tables["voices"] = places.rows(tables["voices"])
    tables["contacts"] = contacts
    evidence, in_texts = _evidence(accounts, tables, redactor, fed)
    unmatched, proposed = unmatched_rows(
        accounts.matcher, rows_without_account(one for feeds in _REDACTED for one in rows[feeds])
    )
    unmatched = places.rows(unmatched)
    strict = engagement.privacy.account_names == "strict"
    for listed in unmatched, proposed:
        for column in {"name", "nearest", "received"} & {*listed.columns}:
            clean = redactor.column(listed[column])
            listed[column] = without_companies(clean, keyring) if strict else clean
    masked = masked_headers(fed, strict=strict)
    problems = [*prepared.problems, *(p for one in fed for p in one.problems)]
    if fed and accounts.table.empty:
        problems.append(problem_of_nobody())
    elif not by_feeds["accounts"]:
        problems.append(problem_of_no_accounts(len(accounts.table)))
    return Gathered(
        evidence,
        problems_table(
            [
                *places.of_files(masked_problems(files.problems, masked, redactor)),
                *places.problems(masked_problems(problems, masked, redactor)),
            ]
        ),
        unplaced.assign(value=redactor.column(unplaced["value"])),
        unmatched,
        proposed,
        masked_mapping(fed, masked, redactor),
        tuple(dict.fromkeys(mistakes)),
        accounts.currency,
        together([hidden_columns(fed), *in_texts]),
        redactor,
    )


def _fed(
    engagement: Engagement, name: str, frame: pd.DataFrame, files: Files
) -> tuple[Fed, list[Problem]]:
    table = next(one for one in engagement.tables if one.name == name)
    headers, placing = [str(header) for header in frame.columns], placing_headers(engagement, name)
    fetched = fetched_by_others(engagement, name)
    for other in engagement.tables:
        if other.index == name:
            fetched |= dict.fromkeys(used_headers(headers), f"for {other.name}")
    mapped = map_columns(table, headers, placing=placing, fetched=fetched)
    wrong = mistakes_in(table, headers, placing)
    received = files.frame(table)
    assert received is not None
    fed = Fed(table, frame, received.loc[frame.index], mapped)
    if table.feeds not in ("accounts", "contacts"):  # there each row's id is looked at
        fed.problems += copied_rows(table.file, received)
    if wrong:
        table = table.model_copy(
            update={"questions": {h: q for h, q in table.questions.items() if h in headers},
                    "extra": tuple(h for h in table.extra if h in headers)}
        )  # fmt: skip
        fed = replace(fed, table=table)
    for column in table.skip_when_empty:
        fed = fed.keep(fed.text(column).ne(""))
    return fed, wrong


def _accounts(engagement: Engagement, fed: dict[str, list[Fed]], keyring: Keyring) -> Accounts:
    if fed["accounts"]:
        return build_accounts(fed["accounts"], engagement, keyring)
    named = [
        pd.DataFrame({"account_id": one.text("account_id"), "name": one.text("account_name")})
        for feeds in _REDACTED
        for one in fed[feeds]
    ]
    keys = pd.concat(named) if named else pd.DataFrame({"account_id": [], "name": []}, dtype="str")
    return accounts_from_rows(keys, engagement, keyring)


def _redactor(
    engagement: Engagement, accounts: Accounts, people: People, keyring: Keyring
) -> Redactor:
    strict = engagement.privacy.account_names == "strict"
    shown = {
        name: keyring.pseudonym("account", name) if strict else name
        for name in accounts.names.values()
        if name
    }
    if strict:
        shown |= {
            domain: keyring.pseudonym("account", accounts.names[one] or one)
            for one, domain in accounts.domains.items()
            if domain
        }
    everybody = [*people.known.values(), *people.spare]
    return Redactor(everybody, shown, engagement.privacy.phone_regions, people.others)


def _statements(
    engagement: Engagement, rows: dict[str, list[KnownRows]], contacts: pd.DataFrame
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    tables: dict[str, pd.DataFrame] = {}
    unplaced: list[pd.DataFrame] = []
    for feeds, (id_column, kind) in _ID.items():
        parts = []
        for one in rows[feeds]:
            who = who_said(one, contacts)
            if feeds == "voices":
                part, open_words = voices_of(one.fed, engagement, who)
            elif feeds == "events":
                part, open_words = events_of(one.fed, engagement, who)
            else:
                part, open_words = company_interactions_of(one.fed, who), listed_unplaced([])
            parts.append(_with_ids(part, one.fed, id_column, kind))
            unplaced.append(open_words)
        tables[feeds] = pd.concat(parts, ignore_index=True) if parts else empty(feeds)
    listed = (row for part in unplaced for row in part.itertuples(index=False, name=None))
    return tables, listed_unplaced(listed)


def _with_ids(part: pd.DataFrame, fed: Fed, id_column: str, kind: str) -> pd.DataFrame:
    part = part.sort_index(kind="stable")
    ids = pd.Series(
        evidence_ids(kind, fed.table.name, part["key"].tolist()), index=part.index, dtype="str"
    )
    return part.drop(columns="key").assign(
        **{id_column: ids}, source=fed.table.name, file=fed.table.file, row=part.index
    )


def _evidence(
    accounts: Accounts, tables: dict[str, pd.DataFrame], redactor: Redactor, fed: list[Fed]
) -> tuple[Evidence, list[pd.DataFrame]]:
    """The evidence without people in it, and what was taken out of its texts."""
    clean, hidden = {}, []
    headers = {(one.table.name, column): one.header(column) for one in fed for column in _TEXTS}
    for name, columns in _REDACTED.items():
        table = conform(tables[name], name)
        who = (table["account_id"], table.get("contact_id"))
        files = table.get("file", pd.Series("contacts", index=table.index, dtype="str"))
        sources = table.get("source", files).tolist()
        redacted = {one: redactor.column(table[one], *who) for one in columns}
        for one, texts in redacted.items():
            named = [headers.get((source, one), one) for source in sources]
            here = pd.Series(named, index=table.index, dtype="str")
            hidden.append(hidden_in_texts(table[one], texts, files, here))
        clean[name] = table.assign(**redacted)
    known = conform(accounts.table, "accounts")
    files = pd.Series("accounts", index=known.index, dtype="str")
    kept = ["account_type", *(c for c in accounts.table if str(known[c].dtype) == "str")]
    for column in dict.fromkeys(kept):
        if column not in ("account_id", "name", "domain", "parent_id"):
            before, known[column] = (
                known[column],
                redactor.column(known[column], known["account_id"]),
            )
            here = pd.Series(str(column), index=known.index, dtype="str")
            hidden.append(hidden_in_texts(before, known[column], files, here))
    known["name"] = known["name"].where(known["name"].str.strip().ne(""), known["account_id"])
    return Evidence(accounts=known, **clean), hidden

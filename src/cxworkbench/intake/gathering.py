"""All received tables of an engagement as evidence: mapped, matched, pseudonymised, placed."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from cxworkbench.ground.aside import Aside
from cxworkbench.ground.checks import Problem, problems_table
from cxworkbench.ground.parts import Tell, tell_nobody
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
from cxworkbench.intake.hidden import hidden_columns, hidden_in_texts, together
from cxworkbench.intake.interview_index import used_headers
from cxworkbench.intake.interview_places import InterviewPlaces
from cxworkbench.intake.interviews import people_named
from cxworkbench.intake.joins import prepare_tables
from cxworkbench.intake.keys import Keyring
from cxworkbench.intake.large import LargeTable, large_table, stays_in_parts, write_statements
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
from cxworkbench.intake.rows import KnownRows, known_rows, rows_without_account
from cxworkbench.intake.statements import (
    REDACTED,
    STATEMENTS,
    TEXTS,
    Clean,
    statements_of,
    together_unplaced,
)
from cxworkbench.intake.unused_words import words_unused
from cxworkbench.intake.values import placing_headers
from cxworkbench.records.engagement import Engagement, ReceivedTable
from cxworkbench.records.evidence import Evidence, conform, empty
from cxworkbench.records.stored_evidence import StoredEvidence


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


def gather(
    engagement: Engagement, files: Files, keyring: Keyring, *, tell: Tell = tell_nobody
) -> Gathered:
    """The evidence in the files of an engagement.

    Parameters
    ----------
    engagement
        What each file feeds and how its words are placed.
    files
        Every declared file, as far as it could be read.
    keyring
        Makes the pseudonyms, and remembers who they stand for; it is not saved here.
    tell
        Is told how far a large table is.
    """
    prepared = prepare_tables(engagement, files)
    mistakes = list(prepared.mistakes)
    fed: list[Fed] = []
    large: dict[str, LargeTable] = {}
    for table in engagement.tables:
        parts = files.parts(table)
        if parts is not None and stays_in_parts(table, engagement, parts):
            one, wrong = _mapped(engagement, table, pd.DataFrame(columns=list(parts.columns)))
            large[table.name] = large_table(one, parts, engagement, tell=tell)
            one = large[table.name].fed
        elif table.name in prepared.frames:
            one, wrong = _fed(engagement, table, prepared.frames[table.name], files)
        else:
            continue
        fed.append(one)
        mistakes += wrong
    by_feeds = {
        feeds: [one for one in fed if one.table.feeds == feeds] for feeds in (*REDACTED, "accounts")
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
            people.spare += people_named(interviews, said.account_ids, keyring)
    redactor = _redactor(engagement, accounts, people, keyring)
    contacts = contacts_of(
        [(one.fed, one.account_ids, one.contact_ids) for one in rows["contacts"]],
        [(one.fed, one.account_ids, one.contact_ids) for feeds in ("accounts", "voices", "events")
         for one in rows[feeds]],
    )  # fmt: skip
    headers = {(one.table.name, column): one.header(column) for one in fed for column in TEXTS}
    places = InterviewPlaces(files.interviews, rows["voices"], redactor)
    clean = Clean(redactor, headers, places.rows)
    statements, unplaced, nobodys = _statements(
        engagement, rows, large, contacts, clean, files.aside, tell
    )
    evidence = statements.with_table("accounts", _known_accounts(accounts, clean))
    unmatched, proposed = unmatched_rows(accounts.matcher, nobodys)
    unmatched = places.rows(unmatched)
    strict = engagement.privacy.account_names == "strict"
    for listed in unmatched, proposed:
        for column in {"name", "nearest", "received"} & {*listed.columns}:
            words = redactor.column(listed[column])
            listed[column] = without_companies(words, keyring) if strict else words
    masked = masked_headers(fed, strict=strict)
    problems = [*prepared.problems, *(p for one in fed for p in one.told()), *words_unused(fed)]
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
        together([hidden_columns(fed), *clean.hidden]),
        redactor,
    )


def _fed(
    engagement: Engagement, table: ReceivedTable, frame: pd.DataFrame, files: Files
) -> tuple[Fed, list[Problem]]:
    fed, wrong = _mapped(engagement, table, frame)
    received = files.frame(table)
    assert received is not None
    fed = replace(fed, received=received.loc[frame.index])
    if table.feeds not in ("accounts", "contacts"):  # there each row's id is looked at
        fed.problems += copied_rows(table.file, received)
    for column in table.skip_when_empty:
        fed = fed.keep(fed.text(column).ne(""))
    return fed, wrong


def _mapped(
    engagement: Engagement, table: ReceivedTable, frame: pd.DataFrame
) -> tuple[Fed, list[Problem]]:
    """A table with the use of its headers, and what engagement.toml gets wrong about them."""
    headers = [str(header) for header in frame.columns]
    placing = placing_headers(engagement, table.name)
    fetched = fetched_by_others(engagement, table.name)
    for other in engagement.tables:
        if other.index == table.name:
            fetched |= dict.fromkeys(used_headers(headers), f"for {other.name}")
    mapped = map_columns(table, headers, placing=placing, fetched=fetched, frame=frame)
    wrong = mistakes_in(table, headers, placing)
    if wrong:
        table = table.model_copy(
            update={"questions": {h: q for h, q in table.questions.items() if h in headers},
                    "extra": tuple(h for h in table.extra if h in headers)}
        )  # fmt: skip
    return Fed(table, frame, frame, mapped), wrong


def _accounts(engagement: Engagement, fed: dict[str, list[Fed]], keyring: Keyring) -> Accounts:
    if fed["accounts"]:
        return build_accounts(fed["accounts"], engagement, keyring)
    named = [
        pd.DataFrame({"account_id": one.text("account_id"), "name": one.text("account_name")})
        for feeds in REDACTED
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
    engagement: Engagement,
    rows: dict[str, list[KnownRows]],
    large: dict[str, LargeTable],
    contacts: pd.DataFrame,
    clean: Clean,
    aside: Aside,
    tell: Tell,
) -> tuple[Evidence, pd.DataFrame, pd.DataFrame]:
    """The evidence but its accounts, the words without a place, and the rows of no account."""
    frames: dict[str, pd.DataFrame] = {"contacts": clean.table(contacts, "contacts")}
    files: dict[str, Path] = {}
    unplaced: list[pd.DataFrame] = []
    nobodys = [rows_without_account(rows["contacts"])]
    for name in STATEMENTS:
        tables = [(one, large.get(one.fed.table.name)) for one in rows[name]]
        if any(found for _, found in tables):
            files[name] = aside.folder() / f"{name}.parquet"
            words, alone = write_statements(
                name, tables, engagement, contacts, clean, files[name], tell
            )
            unplaced += words
            nobodys += alone
            continue
        made = [statements_of(one, engagement, contacts) for one in rows[name]]
        unplaced += [words for _, words in made]
        nobodys.append(rows_without_account(rows[name]))
        parts = [part for part, _ in made]
        frames[name] = clean.table(
            pd.concat(parts, ignore_index=True) if parts else empty(name), name
        )
    nobody = pd.concat(nobodys, ignore_index=True).drop_duplicates(ignore_index=True)
    frames["accounts"] = empty("accounts")
    evidence = StoredEvidence(frames, files, keeps=aside) if files else Evidence(**frames)
    return evidence, together_unplaced(unplaced), nobody


def _known_accounts(accounts: Accounts, clean: Clean) -> pd.DataFrame:
    """The accounts without people in them."""
    known = conform(accounts.table, "accounts")
    files = pd.Series("accounts", index=known.index, dtype="str")
    kept = ["account_type", *(c for c in accounts.table if str(known[c].dtype) == "str")]
    for column in dict.fromkeys(kept):
        if column not in ("account_id", "name", "domain", "parent_id"):
            before = known[column]
            known[column] = clean.redactor.column(before, known["account_id"])
            here = pd.Series(str(column), index=known.index, dtype="str")
            clean.hidden.append(hidden_in_texts(before, known[column], files, here))
    known["name"] = known["name"].where(known["name"].str.strip().ne(""), known["account_id"])
    return known

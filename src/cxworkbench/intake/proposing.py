"""What received files most likely feed: by kinds of export, else by headers; proposed, not used."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.dates import date_order
from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.ground.tables import Received, read_table
from cxworkbench.intake.aliases import METRIC_ALIASES
from cxworkbench.intake.columns import best_feed, map_columns, usual_columns
from cxworkbench.intake.kinds import known_kind
from cxworkbench.intake.proposal_toml import Proposal, toml_of
from cxworkbench.intake.proposing_interviews import propose_interviews, with_index
from cxworkbench.intake.proposing_kinds import proposal_of_kind, with_shared_words
from cxworkbench.intake.questions import Asked, scores_asked, texts_asked
from cxworkbench.intake.received import (
    DATA_FOLDER,
    declared_files,
    received_files,
    unreadable_file,
)
from cxworkbench.intake.transcript_files import transcripts_in
from cxworkbench.intake.words import plain
from cxworkbench.records.engagement import Engagement, Join, Metric, ReceivedTable
from cxworkbench.records.ids import mint_id

__all__ = ["Proposal", "propose_tables", "toml_of"]

_LOOKED_AT: Final = 5000  # rows that decide
_REFERENCES: Final = ("externalreference", "external reference", "external data reference",
                      "externaldatareference", "custom data 1")  # fmt: skip
_NAMES_OR_IDS: Final = ("account", "customer", "client", "kunde", "debitor")
# What Qualtrics writes for answers that nobody gave in earnest, in words and as numbers.
_TRIALS: Final = ("preview", "test", "spam", "vorschau")
_TRIAL_NUMBERS: Final = ("1", "2", "8", "9", "12", "17")
_UNFINISHED: Final = ("false", "0", "no", "falsch", "nein")
_USUALLY_FIRST: Final = {"SurveyMonkey": "month first"}


def propose_tables(
    folder: Path, engagement: Engagement
) -> tuple[list[Proposal], list[Problem], list[Problem]]:
    """What the files in `data/` that engagement.toml does not name most likely feed.

    Returns
    -------
    tuple of lists
        The proposals, by file; what is wrong inside the files; the files that cannot be read.
    """
    data = folder / DATA_FOLDER
    declared = set(declared_files(data, engagement))
    transcripts = transcripts_in(data, but=declared)
    taken = [table.name for table in engagement.tables]
    scales = dict(engagement.metrics)
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    unreadable: list[Problem] = []
    for file in received_files(folder):
        if file in declared or file in transcripts:
            continue
        try:
            found, wrong = _read(data / file, file, taken, scales)
            proposals += found
            problems += wrong
        except (WorkbenchError, OSError) as problem:
            unreadable.append(unreadable_file(file, problem))
    proposals = with_index(_together(proposals), transcripts, data, engagement)
    talks, wrong, unread = propose_interviews(data, transcripts, proposals, taken, engagement)
    return [*proposals, *talks], [*problems, *wrong], [*unreadable, *unread]


def _read(
    path: Path, file: str, taken: list[str], scales: dict[str, Metric]
) -> tuple[list[Proposal], list[Problem]]:
    first = read_table(path)
    sheets = first.sheets if len(first.sheets) > 1 else ("",)
    proposals, problems = [], []
    for sheet in sheets:
        received = first if sheet in ("", first.sheet) else read_table(path, sheet=sheet)
        problems += list(received.problems)
        if received.frame.empty:
            continue
        proposal = _proposal(file, sheet, received, scales)
        scales |= {one.metric: one.scale for one in proposal.questions.values() if one.metric}
        for feeds, columns in _feeds_of(proposal):
            name = mint_id(
                "", f"{Path(file).stem.removesuffix('.xes')} {sheet}", [f"-{one}" for one in taken]
            )[1:]
            taken.append(name)
            own = name.replace("-", "_")
            proposals.append(replace(proposal, name=own, feeds=feeds, columns=columns))
    return proposals, problems


def _feeds_of(proposal: Proposal) -> list[tuple[str, dict[str, str]]]:
    # A list of companies with one contact each is both: accounts, and their contacts.
    headers = [str(header) for header in proposal.frame.columns]
    columns = proposal.columns
    names_both = {"account_id", "account_name"} <= columns.keys()
    if proposal.feeds != "contacts" or not names_both:
        return [(proposal.feeds, columns)]
    if proposal.frame[columns["account_id"]].duplicated().any():
        return [("contacts", columns)]
    return [("accounts", usual_columns("accounts", headers)), ("contacts", columns)]


def _proposal(file: str, sheet: str, received: Received, scales: Mapping[str, Metric]) -> Proposal:
    frame = received.frame
    kind = None if received.tool else known_kind(frame.head(_LOOKED_AT))
    proposal = proposal_of_kind(kind, file, sheet, frame) if kind else None
    proposal = proposal or _by_headers(file, sheet, received, scales)
    if proposal.feeds == "voices" and not proposal.method:
        proposal = replace(proposal, method=_method(proposal))
    return _by_id_or_name(proposal)


def _by_headers(
    file: str, sheet: str, received: Received, scales: Mapping[str, Metric]
) -> Proposal:
    frame = received.frame
    headers = [str(header) for header in frame.columns]
    asked = scores_asked(frame, headers, scales, received.asked)
    feeds, columns = best_feed(headers, asks=asked)
    if received.tool:
        feeds, columns = "voices", usual_columns("voices", headers)
    questions: dict[str, Asked] = {}
    if feeds == "voices" and "metric" not in columns and "score" not in columns:
        by_name = {plain(alias) for aliases in METRIC_ALIASES.values() for alias in aliases}
        filling = {header for header in columns.values() if plain(header) not in by_name}
        questions = {header: one for header, one in asked.items() if header not in filling}
    columns = {column: header for column, header in columns.items() if header not in questions}
    proposal = Proposal("", file, sheet, feeds, columns, questions, frame, kind=_kind(received))
    if not (questions or received.tool):
        return proposal
    return with_shared_words(_survey(proposal, received))


def _survey(proposal: Proposal, received: Received) -> Proposal:
    """A survey with its open questions, and what of it nobody answered in earnest set aside."""
    table = ReceivedTable(name="x", file=proposal.file, feeds="voices", columns=proposal.columns)
    headers = [str(header) for header in proposal.frame.columns]
    personal = map_columns(table, headers).personal
    open_headers = [
        header
        for header in headers
        if header not in proposal.questions
        and header not in personal
        and (header not in proposal.columns.values() or header in received.asked)
    ]
    texts = {
        header: one
        for header, one in texts_asked(proposal.frame, open_headers, received.asked).items()
        if header not in proposal.columns.values() or header == proposal.columns.get("text")
    }
    columns = {column: header for column, header in proposal.columns.items() if header not in texts}
    in_order = {header: {**proposal.questions, **texts}.get(header) for header in headers}
    return replace(
        proposal,
        columns=columns,
        questions={header: one for header, one in in_order.items() if one is not None},
        set_aside=_set_aside(proposal.frame) if received.tool == "Qualtrics" else (),
        date_order=_date_order(received, columns),
    )


def _kind(received: Received) -> str:
    return f"an export of {received.tool}" if received.tool else ""


def _set_aside(frame: pd.DataFrame) -> tuple[str, ...]:
    """Rules for previews, tests, spam and unfinished answers, as far as there are any."""
    rules = []
    for header, is_aside in (("Status", _is_trial), ("Finished", _is_unfinished)):
        values = frame[header].str.strip().unique() if header in frame.columns else ()
        numbers = all(value.isdecimal() for value in values if value)
        for value in sorted(value for value in values if is_aside(value)):
            quoted = value if numbers else f"'{value}'"
            rules.append(f"{header} == {quoted}")
    return tuple(rules)


def _is_trial(value: str) -> bool:
    return value in _TRIAL_NUMBERS or any(word in plain(value) for word in _TRIALS)


def _is_unfinished(value: str) -> bool:
    return plain(value) in _UNFINISHED


def _date_order(received: Received, columns: Mapping[str, str]) -> str:
    usual = _USUALLY_FIRST.get(received.tool, "")
    header = columns.get("said_at")
    if not usual or header is None:
        return ""
    return usual if date_order(received.frame[header].head(_LOOKED_AT)) == "?" else ""


def _by_id_or_name(proposal: Proposal) -> Proposal:
    """An "Account" whose cells read like names is the account's name, not its id."""
    header = proposal.columns.get("account_id", "")
    if proposal.feeds == "accounts" or plain(header) not in _NAMES_OR_IDS:
        return proposal
    texts = proposal.frame[header].head(_LOOKED_AT).str.strip()
    texts = texts[texts.ne("")]
    name_like = texts.str.contains(r"[^\W\d_]{2,}[\s.&-]+[^\W\d_]{2,}", regex=True)
    if "account_name" in proposal.columns or not len(texts) or float(name_like.mean()) < 0.5:
        return proposal
    columns = {
        "account_name" if column == "account_id" else column: name
        for column, name in proposal.columns.items()
    }
    return replace(proposal, columns=columns)


def _together(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals as they fit each other: references settled, usage summed up by account."""
    listed = list(proposals)
    settled = [_with_reference(one, listed) for one in listed]
    usage = [one for one in settled if one.kind == "feature usage"]
    return [_with_usage(one, usage) for one in settled]


def _with_reference(proposal: Proposal, others: Sequence[Proposal]) -> Proposal:
    """A survey's reference is the account's id, or the contact's where it is one on a list.

    Where no list is among the files and nothing else names the account, it is proposed as the
    account's, with a remark: rows that it does not lead to an account are listed.
    """
    header = next((str(h) for h in proposal.frame.columns if plain(str(h)) in _REFERENCES), "")
    columns = proposal.columns
    if proposal.feeds != "voices" or not header or header in columns.values():
        return proposal
    values = set(proposal.frame[header].str.strip()) - {""}
    for feeds, column in (("accounts", "account_id"), ("contacts", "contact_id")):
        known = _ids_in(others, feeds, column)
        if column not in columns and 2 * len(values & known) >= len(values) > 0:
            return replace(proposal, columns={column: header, **columns})
    listed = any(one.feeds in ("accounts", "contacts") for one in others)
    if listed or not values or {"account_id", "account_name"} & columns.keys():
        return proposal
    remark = f"check: is {header} the account's id? If it is the contact's, say columns.contact_id"
    return replace(proposal, columns={"account_id": header, **columns}, remark=remark)


def _ids_in(proposals: Iterable[Proposal], feeds: str, column: str) -> set[str]:
    lists = (one for one in proposals if one.feeds == feeds and column in one.columns)
    return {value for one in lists for value in one.frame[one.columns[column]].str.strip()}


def _with_usage(proposal: Proposal, usage: Iterable[Proposal]) -> Proposal:
    if proposal.feeds != "accounts" or "usage" in proposal.columns:
        return proposal
    for table in usage:
        for ours, theirs in (("account_id", "account_id"), ("name", "account_name")):
            here, there = proposal.columns.get(ours), table.columns.get(theirs)
            if here and there and _share_keys(proposal.frame[here], table.frame[there]):
                join = Join.model_validate(
                    {"with": table.name, "on": here, "other": there,
                     "sum": {"usage": table.columns["times"]}}
                )  # fmt: skip
                return replace(proposal, summed=(join,))
    return proposal


def _share_keys(ours: pd.Series, theirs: pd.Series) -> bool:
    keys = set(theirs.str.strip()) - {""}
    return 2 * len(keys & set(ours.str.strip())) >= len(keys) > 0


def _method(proposal: Proposal) -> str:
    words = plain(f"{proposal.file} {proposal.sheet} {proposal.columns.get('key', '')}")
    likely = {"ticket": "ticket", "case": "ticket", "complaint": "ticket", "beschwerde": "ticket",
              "reklamation": "ticket", "interview": "interview", "observation": "observation",
              "field note": "observation", "beobachtung": "observation", "visit": "observation",
              "review": "review", "rezension": "review", "bewertung": "review"}  # fmt: skip
    return next((method for word, method in likely.items() if word in words), "survey")

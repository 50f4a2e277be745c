"""Transcripts of interviews as one received table: what every respondent said, a passage a row."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.documents import Document, Line, read_document
from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.ground.subtitles import Subtitles, read_subtitles
from cxworkbench.intake.cast import Cast, settled, team_of
from cxworkbench.intake.head_blocks import read_head
from cxworkbench.intake.interview_index import InterviewIndex
from cxworkbench.intake.interview_problems import (
    LONGEST,
    nobody_speaks,
    set_aside_lines,
    too_long,
    unclear_who_asks,
    without_account,
)
from cxworkbench.intake.keys import Keyring
from cxworkbench.intake.question_tables import with_answers_as_turns
from cxworkbench.intake.redaction import Person
from cxworkbench.intake.turns import (
    Turn,
    labels_in,
    turns_of_cues,
    turns_of_lines,
    turns_without_speakers,
)
from cxworkbench.intake.words import plain
from cxworkbench.intake.written_names import Someone

ASKED_BEFORE: Final = "question before"  # what was asked, which is no word that has a place
# Headers of the table; intake knows each by its usual name.
COLUMNS: Final = (
    "turn", "time", "account id", "company", "contact id", "contact name", "contact mail",
    "contact phone", "role", "date", "stage", "touchpoint", "consent", ASKED_BEFORE, "text",
    "voice id",
)  # fmt: skip
OF_THE_HEAD: Final = (
    "account id", "company", "contact id", "contact name", "contact mail", "contact phone", "role",
    "date", "consent",
)  # fmt: skip
_ALWAYS: Final = ("turn", "text", "voice id")
_SUBTITLES: Final = (".srt", ".vtt")
_CONSENT: Final = {
    "yes anonymous": "anonymous", "yes anonymously": "anonymous", "anonymously": "anonymous",
    "without name": "anonymous", "ja anonym": "anonymous", "ohne namen": "anonymous",
    "ohne name": "anonymous", "with name": "named", "yes with name": "named", "mit namen": "named",
    "mit name": "named", "ja mit namen": "named", "namentlich": "named", "no": "none",
    "not at all": "none", "keine": "none", "nein": "none", "nicht": "none",
}  # fmt: skip


@dataclass(frozen=True)
class Interviews:
    """The transcripts that one table names, read.

    `frame` has the columns `COLUMNS` as far as any file fills them, index from 1; `where` has for
    each of its rows the `file` and the `row` in it. `named` are file, name and kind ("interviewer",
    "person") of those who asked, or are named and were not heard: they are people all the same.
    """

    frame: pd.DataFrame
    where: pd.DataFrame
    named: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    unreadable: tuple[tuple[str, Exception], ...] = ()


def read_interviews(
    data: Path,
    files: Sequence[str],
    *,
    table: str = "",
    team: Iterable[str] = (),
    index: pd.DataFrame | None = None,
) -> Interviews:
    """What respondents say in transcripts: one row a turn, a long turn cut into its paragraphs.

    Turns of whoever asks are no rows; the last one before an answer stands beside it. A file in
    which nobody is marked as speaking gives a row for each paragraph. Words are never changed.

    Parameters
    ----------
    data
        The folder that holds the files.
    files
        Names inside it.
    table
        How the table names its files, for notes on all of them.
    team
        Names of those who ask, in any file.
    index
        A sheet with a row for each file: its file, account, role, date, consent, as far as the
        file does not say them itself.
    """
    listed = InterviewIndex(index)
    persons = [Someone(name=name) for name in team_of(team)]
    read: list[_Transcript] = []
    unreadable: list[tuple[str, Exception]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            one = _read(data / file, file, listed.row_of(file), persons)
        except (WorkbenchError, OSError) as problem:
            unreadable.append((file, problem))
            continue
        read.append(one)
        problems += one.problems
    problems += [*_same_words(read), *_undated(read)]
    if missing := listed.rows_without(files):
        rows = ", ".join(map(str, missing[:3])) + (", …" if len(missing) > 3 else "")
        remedy = "Put the transcripts there, or take the rows out of the index."
        rule = "has a transcript for each row of its index"
        problems.append(Problem(table, 0, "", rule, f"none for row {rows}", remedy, "note"))
    asked = sum(one.asked for one in read)
    if asked:
        remedy = (
            f"{asked} {'turn' if asked == 1 else 'turns'} of who asked are no voices; each is "
            "kept as the question before an answer. Nothing to do."
        )
        problems.append(Problem(table, 0, "", "is said by a respondent", "", remedy, "note"))
    return Interviews(
        *_as_table(row for one in read for row in one.rows),
        named=tuple((one.file, *pair) for one in read for pair in one.named),
        problems=tuple(problems),
        unreadable=tuple(unreadable),
    )


def holds_interviews(frame: pd.DataFrame) -> bool:
    """Whether a table was made from transcripts."""
    return {*_ALWAYS} <= {*frame.columns}


def people_named(
    interviews: Interviews, account_ids: pd.Series, keyring: Keyring
) -> Iterator[Person]:
    """Those who are named and no respondents, as the redactor knows people: one an account.

    Parameters
    ----------
    interviews
        As read.
    account_ids
        The account of each row of their table.
    keyring
        Makes the pseudonyms and remembers who they stand for.
    """
    files = interviews.where["file"].reindex(account_ids.index)
    accounts = {file: sorted(set(rows)) for file, rows in account_ids.groupby(files)}
    for file, name, kind in interviews.named:
        pseudonym = keyring.pseudonym(kind, plain(name) or name)
        keyring.remember(pseudonym, name=name)
        for account_id in accounts.get(file, [""]):
            yield Person(pseudonym, name, account_id=account_id)


@dataclass
class _Transcript:
    file: str
    rows: list[dict[str, str | int]]
    asked: int
    named: list[tuple[str, str]]
    problems: list[Problem]


def _read(path: Path, file: str, listed: Mapping[str, str], team: Sequence[Someone]) -> _Transcript:
    if path.suffix.lower() in _SUBTITLES:
        return _of_subtitles(read_subtitles(path), file, listed, team)
    return _of_document(with_answers_as_turns(read_document(path)), file, listed, team)


def _of_document(
    document: Document, file: str, listed: Mapping[str, str], team: Sequence[Someone]
) -> _Transcript:
    head = read_head(document.lines, labels=_again(document))
    cast = Cast(head, listed, team)
    turns, before = turns_of_lines(document, head, cast.knows)
    problems = [replace(problem, file=file) for problem in document.problems]
    if not turns:
        turns, before = turns_without_speakers(document, head), []
    problems += set_aside_lines(file, before, head)
    return _transcript(file, turns, cast, problems)


def _again(document: Document) -> set[str]:
    """The labels that stand before a colon more than once: one may be explained in the head."""
    seen: set[str] = set()
    again: set[str] = set()
    for line in document.lines:
        here = labels_in(Document((line,)))
        again |= seen & here
        seen |= here
    return again


def _of_subtitles(
    subtitles: Subtitles, file: str, listed: Mapping[str, str], team: Sequence[Someone]
) -> _Transcript:
    said = {plain(cue.speaker) for cue in subtitles.cues if cue.speaker}
    labels = labels_in(Document(tuple(
        Line(cue.number, line) for cue in subtitles.cues for line in cue.text.split("\n")
    )))  # fmt: skip
    head = read_head(subtitles.notes, labels=said | labels)
    cast = Cast(head, listed, team)
    turns, again = turns_of_cues(subtitles.cues, cast.knows)
    problems = [replace(problem, file=file) for problem in subtitles.problems]
    if again:
        problems.append(Problem(
            file, 0, "", "shows each line once", f"shown again: {again}",
            "A line that overlapping subtitles repeat is read once. Nothing to do.", "note",
        ))  # fmt: skip
    return _transcript(file, turns, cast, problems)


def _transcript(file: str, turns: list[Turn], cast: Cast, problems: list[Problem]) -> _Transcript:
    labels = list(dict.fromkeys(turn.label for turn in turns))
    parts = {label: cast.part_of(label, labels) for label in labels}
    if labels == [""] or not labels:
        only = cast.respondents[0] if len(cast.respondents) == 1 else Someone()
        parts = {"": ("answers", only)}
        problems.append(nobody_speaks(file))
    else:
        problems += list(unclear_who_asks(file, turns, parts, cast))
        parts = settled(parts, cast)
    rows: list[dict[str, str | int]] = []
    context, asked, asks_on = "", 0, False
    for turn in turns:
        part, who = parts[turn.label]
        if part != "answers":
            context = f"{context}\n{turn.text}" if asks_on else turn.text
            asked += 1
        else:
            rows += _rows_of(turn, who, cast, file, context)
        asks_on = part != "answers"
    problems += without_account(file, cast)
    problems += [too_long(file, row) for row in rows if len(str(row["text"])) > LONGEST]
    return _Transcript(file, rows, asked, _named_only(parts, cast), problems)


def _named_only(parts: Mapping[str, tuple[str, Someone]], cast: Cast) -> list[tuple[str, str]]:
    """Who is named and is no respondent that was heard: pairs of name and "interviewer", "person".

    Their names are taken out of the texts like all others.
    """
    asking = [who.name for part, who in parts.values() if part != "answers"]
    asking += [one.name for one in cast.interviewers]
    heard = {who.name for part, who in parts.values() if part == "answers"}
    silent = [one.name for one in cast.respondents if one.name not in heard] + cast.others
    pairs = [(name, "interviewer") for name in asking] + [(name, "person") for name in silent]
    return [pair for pair in dict.fromkeys(pairs) if pair[0]]


def _same_words(read: Iterable[_Transcript]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], str] = {}
    for one in read:
        words = tuple(" ".join(str(row["text"]).split()) for row in one.rows)
        if words and words in seen:
            yield Problem(
                one.file, 0, "", f"is another interview than {seen[words]}", "",
                "Both say the same and both count. Take one of them away.",
            )  # fmt: skip
        seen.setdefault(words, one.file)


def _undated(read: Iterable[_Transcript]) -> Iterator[Problem]:
    files = [one.file for one in read if one.rows and not one.rows[0]["date"]]
    if files:
        yield Problem(
            files[0], 0, "date", "says its day", f"files without a day: {len(files)}",
            "What they say counts at any time. Fill a column date in their index sheet, or write "
            '"Date: 2026-03-12" into the first lines of each.', "note",
        )  # fmt: skip


def _rows_of(
    turn: Turn, who: Someone, cast: Cast, file: str, context: str
) -> Iterator[dict[str, str | int]]:
    fields = cast.fields
    unnamed = f"{file} {who.label}" if who.label and not who.name else ""
    alone = len(cast.respondents) <= 1
    for row, text in turn.passages():
        yield {
            "file": file,
            "turn": str(turn.number),
            "time": turn.time,
            "account id": fields.get("account", ""),
            "company": fields.get("company", ""),
            "contact id": unnamed,
            "contact name": who.name,
            "contact mail": who.mail or (fields.get("mail", "") if alone else ""),
            "contact phone": who.phone or (fields.get("phone", "") if alone else ""),
            "role": who.role or turn.role or (cast.known_role if alone else ""),
            "date": re.sub(r"\s*(?:Uhr|h|o'clock)\s*$", "", fields.get("date", "")),
            "stage": turn.section or fields.get("stage", ""),
            "touchpoint": fields.get("touchpoint", ""),
            "consent": _consent(fields.get("consent", "")),
            ASKED_BEFORE: context,
            "text": text,
            "voice id": _key(file, text),
            "row": row,
        }


def _as_table(rows: Iterable[dict[str, str | int]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    listed = list(rows)
    index = pd.RangeIndex(1, len(listed) + 1, name="row")
    columns = {name: [str(row[name]) for row in listed] for name in COLUMNS}
    frame = pd.DataFrame(
        {name: pd.Series(cells, index=index, dtype="str") for name, cells in columns.items()
         if name in _ALWAYS or any(cells)}
    )  # fmt: skip
    where = pd.DataFrame(
        {"file": pd.Series([str(row["file"]) for row in listed], index=index, dtype="str"),
         "row": pd.Series([int(row["row"]) for row in listed], index=index, dtype="int64")}
    )  # fmt: skip
    return frame, where


def _key(file: str, text: str) -> str:
    """What a voice's id is made from: neither a file's name nor words can be read from it."""
    return hashlib.sha256(f"{file}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _consent(said: str) -> str:
    return _CONSENT.get(plain(said), said)

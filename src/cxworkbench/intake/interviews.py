"""Transcripts of interviews as one received table: what every respondent said, a passage a row."""

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
from cxworkbench.intake.head_blocks import Head, Someone, field_of, is_field, read_head, someone
from cxworkbench.intake.keys import Keyring
from cxworkbench.intake.redaction import Person
from cxworkbench.intake.speaker_labels import kind_of
from cxworkbench.intake.turns import (
    Turn,
    labels_in,
    speaker_is,
    turns_of_cues,
    turns_of_lines,
    turns_without_speakers,
)
from cxworkbench.intake.words import plain

ASKED_BEFORE: Final = "question before"  # what was asked, which is no word that has a place
# Headers of the table; intake knows each by its usual name.
COLUMNS: Final = (
    "file", "turn", "time", "account id", "company", "contact id", "contact name", "contact mail",
    "contact phone", "role", "date", "stage", "touchpoint", "consent", ASKED_BEFORE, "text",
    "voice id",
)  # fmt: skip
OF_THE_HEAD: Final = (
    "account id", "company", "contact id", "contact name", "contact mail", "contact phone", "role",
    "date", "consent",
)  # fmt: skip
_ALWAYS: Final = ("file", "turn", "text", "voice id")
_SUBTITLES: Final = (".srt", ".vtt")
_FILE_HEADERS: Final = frozenset(
    ("file", "file name", "filename", "datei", "dateiname", "transcript", "transkript", "document",
     "dokument")
)  # fmt: skip
_CONSENT: Final = {
    "yes anonymous": "anonymous", "yes anonymously": "anonymous", "anonymously": "anonymous",
    "without name": "anonymous", "ja anonym": "anonymous", "ohne namen": "anonymous",
    "ohne name": "anonymous", "with name": "named", "yes with name": "named", "mit namen": "named",
    "mit name": "named", "ja mit namen": "named", "namentlich": "named", "no": "none",
    "not at all": "none", "keine": "none", "nein": "none", "nicht": "none",
}  # fmt: skip
_LONGEST: Final = 20_000  # characters of one passage; a longer one is pointed out
_NOT_FILLED: Final = re.compile(r"<[^<>]*>|\[[^\[\]]*\]|[.…_\-–]+|")


@dataclass(frozen=True)
class Interviews:
    """The transcripts that one table names, read.

    `frame` has the columns `COLUMNS` as far as any file fills them, index from 1; `where` has for
    each of its rows the `file` and the `row` in it. `asking` are pairs of file and name of those
    who asked, or were there and said nothing: no respondents, but people all the same.
    """

    frame: pd.DataFrame
    where: pd.DataFrame
    asking: tuple[tuple[str, str], ...] = ()
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
    listed = _Index(index)
    read: list[_Transcript] = []
    unreadable: list[tuple[str, Exception]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            one = _read(data / file, file, listed.row_of(file), tuple(map(Someone, team_of(team))))
        except (WorkbenchError, OSError) as problem:
            unreadable.append((file, problem))
            continue
        read.append(one)
        problems += one.problems
    problems += _same_words(read)
    asked = sum(one.asked for one in read)
    if asked:
        remedy = (
            f"{asked} {'turn' if asked == 1 else 'turns'} of who asked are no voices; each is "
            "kept as the question before an answer. Nothing to do."
        )
        problems.append(Problem(table, 0, "", "is said by a respondent", "", remedy, "note"))
    return Interviews(
        *_as_table(row for one in read for row in one.rows),
        asking=tuple((one.file, name) for one in read for name in one.asking),
        problems=tuple(problems),
        unreadable=tuple(unreadable),
    )


def people_asking(
    interviews: Interviews, account_ids: pd.Series, keyring: Keyring
) -> Iterator[Person]:
    """Those who asked, as the redactor knows people: one for each account they asked at.

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
    for file, name in dict.fromkeys(interviews.asking):
        pseudonym = keyring.pseudonym("interviewer", plain(name) or name)
        keyring.remember(pseudonym, name=name)
        for account_id in accounts.get(file, [""]):
            yield Person(pseudonym, name, account_id=account_id)


def placed_problems(
    problems: Iterable[Problem], read: Mapping[str, Interviews]
) -> Iterator[Problem]:
    """The same problems, those of a row of interviews at their own file and row.

    What is wrong with the head of a file is a problem of the file, once.
    """
    for problem in problems:
        interviews = read.get(problem.file)
        if interviews is None or problem.row not in interviews.where.index:
            yield problem
            continue
        file = str(interviews.where["file"][problem.row])
        row = 0 if problem.column in OF_THE_HEAD else int(interviews.where["row"][problem.row])
        yield replace(problem, file=file, row=row)


def placed_rows(rows: pd.DataFrame, read: Mapping[str, Interviews]) -> pd.DataFrame:
    """The same rows with `file` and `row` of interviews as a reader finds them."""
    for name, interviews in read.items():
        here = rows["file"].eq(name).to_numpy()
        if here.any():
            where = interviews.where.loc[rows.loc[here, "row"]]
            rows = rows.copy()
            rows.loc[here, "file"] = where["file"].to_numpy()
            rows.loc[here, "row"] = where["row"].to_numpy()
    return rows


def is_transcript(path: Path) -> bool:
    """Whether a file reads like a transcript: it has a head or turns, or it is a subtitle file.

    A text with columns is a table and none. What cannot be read is none.
    """
    suffix = path.suffix.lower()
    if suffix in _SUBTITLES:
        return True
    try:
        document = read_document(path)
    except (WorkbenchError, OSError):
        return suffix == ".docx"
    lines = [line for line in document.lines[:400] if line.text.strip()]
    if suffix == ".docx":
        return True
    if suffix == ".txt" and _has_columns(lines):
        return False
    heads = sum(is_field(line.text) for line in lines[:20])
    turns, _ = turns_of_lines(Document(tuple(lines)), Head(), lambda label: bool(kind_of(label)))
    return heads > 1 or len(turns) > 1


def files_column(frame: pd.DataFrame) -> str:
    """The header of an index sheet under which the files stand; "" where it has none."""
    headers = map(str, frame.columns)
    return next((header for header in headers if plain(header) in _FILE_HEADERS), "")


def lists_any(frame: pd.DataFrame, files: Iterable[str]) -> bool:
    """Whether a table is an index sheet of any of these files."""
    index = _Index(frame)
    return any(index.row_of(file) for file in files)


def team_of(names: Iterable[str]) -> list[str]:
    """The persons of a team, without what they do: "Ada Berg (research)" is "Ada Berg"."""
    return [someone(name).name for name in names if name.strip()]


class _Index:
    """The rows of an index sheet by the file they speak of."""

    def __init__(self, frame: pd.DataFrame | None) -> None:
        self._rows: dict[str, dict[str, str]] = {}
        column = files_column(frame) if frame is not None else ""
        if frame is None or not column:
            return
        fields = {str(header): field_of(str(header)) for header in frame.columns}
        for row in frame.to_dict("records"):
            said = {fields[str(h)]: str(cell).strip() for h, cell in row.items() if fields[str(h)]}
            self._rows.setdefault(_file_key(str(row[column])), said | {"file": str(row[column])})

    def row_of(self, file: str) -> dict[str, str]:
        """What the sheet says of a file, known by its path, its name, or its name's stem."""
        name = Path(file)
        for key in (file, name.name, name.stem):
            if _file_key(key) in self._rows:
                return self._rows[_file_key(key)]
        return {}


def _file_key(name: str) -> str:
    return name.strip().replace("\\", "/").casefold()


@dataclass
class _Transcript:
    file: str
    rows: list[dict[str, str | int]]
    asked: int
    asking: list[str]
    problems: list[Problem]


def _read(path: Path, file: str, listed: Mapping[str, str], team: Sequence[Someone]) -> _Transcript:
    if path.suffix.lower() in _SUBTITLES:
        return _of_subtitles(read_subtitles(path), file, listed, team)
    return _of_document(read_document(path), file, listed, team)


def _of_document(
    document: Document, file: str, listed: Mapping[str, str], team: Sequence[Someone]
) -> _Transcript:
    head = read_head(document.lines, labels=_again(document))
    cast = _Cast(head, listed, team)
    turns, before = turns_of_lines(document, head, cast.knows)
    problems = [replace(problem, file=file) for problem in document.problems]
    if not turns:
        turns, before = turns_without_speakers(document, head), []
    problems += _set_aside(file, before, head)
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
    cast = _Cast(head, listed, team)
    turns, again = turns_of_cues(subtitles.cues, cast.knows)
    problems = [replace(problem, file=file) for problem in subtitles.problems]
    if again:
        problems.append(Problem(
            file, 0, "", "shows each line once", f"shown again: {again}",
            "A line that overlapping subtitles repeat is read once. Nothing to do.", "note",
        ))  # fmt: skip
    return _transcript(file, turns, cast, problems)


class _Cast:
    """Who takes part, as head, index sheet and team say, and whom a label stands for."""

    def __init__(self, head: Head, listed: Mapping[str, str], team: Sequence[Someone]) -> None:
        said = {name: value for name, value in head.fields.items() if _filled(value)}
        self.fields = {**{name: value for name, value in listed.items() if value}, **said}
        self.respondents = [one for one in head.respondents if _filled(one.name) or one.label]
        self.unnamed_role = next((one for one in head.respondents if not one.name), Someone())
        if not self.respondents and listed.get("name"):
            one = someone(listed["name"])
            self.respondents = [replace(one, role=one.role or listed.get("role", ""))]
        self.interviewers = [one for one in head.interviewers if _filled(one.name)]
        if listed.get("interviewer"):
            self.interviewers.append(someone(listed["interviewer"]))
        self.others = [name for name in head.others if _filled(name)]
        self.team = list(team)

    def knows(self, label: str) -> bool:
        """Whether a label stands for somebody who is named."""
        people = (*self.respondents, *self.interviewers, *self.team)
        return any(speaker_is(label, one) for one in people)

    def part_of(self, label: str, labels: Iterable[str]) -> tuple[str, Someone]:
        """What whoever has this label does ("asks", "answers", ""), and who it is."""
        answering = [one for one in self.respondents if speaker_is(label, one)]
        asking = [one for one in self.interviewers if speaker_is(label, one)]
        if not answering and not asking:
            asking = [one for one in self.team if speaker_is(label, one)]
        if len(answering) == 1 and not asking:
            return "answers", answering[0]
        if asking and not answering:
            return "asks", asking[0]
        kind = kind_of(label)
        if kind == "asks":
            alone = self.interviewers[0] if len(self.interviewers) == 1 else Someone()
            return "asks", alone
        if kind == "answers":
            alike = {plain(one) for one in labels if kind_of(one) == "answers"}
            only = len(self.respondents) == 1 and len(alike) == 1
            return "answers", self.respondents[0] if only else Someone(label=label)
        name = "" if kind == "speaks" else label
        return "", Someone(label=label, name=name)

    @property
    def known_role(self) -> str:
        """The role that the head gives to whoever answers, where it names nobody."""
        return self.unnamed_role.role or self.fields.get("role", "")


def _transcript(file: str, turns: list[Turn], cast: _Cast, problems: list[Problem]) -> _Transcript:
    labels = list(dict.fromkeys(turn.label for turn in turns))
    parts = {label: cast.part_of(label, labels) for label in labels}
    if labels == [""] or not labels:
        only = cast.respondents[0] if len(cast.respondents) == 1 else Someone()
        parts = {"": ("answers", only)}
        problems.append(_nobody_speaks(file))
    else:
        problems += list(_unclear(file, turns, parts, cast))
        parts = _settled(parts, cast)
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
    problems += _without_account(file, cast)
    problems += [_too_long(file, row) for row in rows if len(str(row["text"])) > _LONGEST]
    asking = [who.name for part, who in parts.values() if part != "answers" and who.name]
    asking += [one.name for one in cast.interviewers] + cast.others
    return _Transcript(file, rows, asked, asking, problems)


def _settled(
    parts: Mapping[str, tuple[str, Someone]], cast: _Cast
) -> dict[str, tuple[str, Someone]]:
    """Everybody asks or answers: who is not known asks only where all who answer are named."""
    kinds = {part for part, _ in parts.values()}
    answers = "asks" in kinds or not (cast.respondents and "answers" in kinds)
    unknown = "answers" if answers else "asks"
    return {label: (part or unknown, who) for label, (part, who) in parts.items()}


def _unclear(
    file: str, turns: Sequence[Turn], parts: Mapping[str, tuple[str, Someone]], cast: _Cast
) -> Iterator[Problem]:
    kinds = {part for part, _ in parts.values()}
    unknown = [turn for turn in turns if not parts[turn.label][0]]
    if "asks" in kinds or not unknown:
        return
    if cast.respondents and "answers" in kinds:
        yield Problem(
            file, unknown[0].row, "", "says who asks", f"turns of others: {len(unknown)}",
            'The head names who answered; what others say is no voice. Write "Interviewer: '
            '<name>" into the head, or name them there as respondents too.',
        )  # fmt: skip
    elif len(parts) > 1:
        yield Problem(
            file, unknown[0].row, "", "says who asks", f"speakers: {len(parts)}",
            "All their turns are taken for answers, questions among them. Write "
            '"Interviewer: <name>" into the head of the file, into a column of the index sheet, or '
            "the name into team in engagement.toml.",
        )  # fmt: skip


def _nobody_speaks(file: str) -> Problem:
    return Problem(
        file, 0, "", "says who speaks", "",
        "Each paragraph was taken for an answer, questions among them. Begin each turn with who "
        'speaks and a colon ("I: …", "R: …", "Anna Schmidt: …").',
    )  # fmt: skip


def _without_account(file: str, cast: _Cast) -> Iterator[Problem]:
    mails = any(one.mail for one in (*cast.respondents, cast.unnamed_role))
    if not mails and not {"account", "company", "mail"} & cast.fields.keys():
        yield Problem(
            file, 0, "account id", "names its account", "",
            'What it says is kept and belongs to no account. Write "Account: <id>" or "Company: '
            '<name>" into its first lines, or list it in an index sheet (file, account).',
        )  # fmt: skip


def _set_aside(file: str, before: Sequence[Line], head: Head) -> Iterator[Problem]:
    if before:
        yield Problem(
            file, before[0].number, "", "is said by somebody", f"lines: {len(before)}",
            "They stand before the first turn and are no voices. Give them a speaker if somebody "
            "said them.", "note",
        )  # fmt: skip
    if head.unused:
        yield Problem(
            file, head.unused[0], "", "is a line of the head that is known",
            f"lines: {len(head.unused)}",
            "They are not used. Known are Company, Account, Interviewee, Role, Date, Interviewer, "
            "Consent, Stage, Touchpoint, and what stands before turns, like R1.", "note",
        )  # fmt: skip


def _too_long(file: str, row: Mapping[str, str | int]) -> Problem:
    return Problem(
        file, int(row["row"]), "text", f"is a passage of at most {_LONGEST:,} characters",
        f"{len(str(row['text'])):,}",
        "It is kept whole. Part it by blank lines where a new thought begins.", "note",
    )  # fmt: skip


def _same_words(read: Iterable[_Transcript]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], str] = {}
    for one in read:
        words = tuple(plain(str(row["text"])) for row in one.rows)
        if words and words in seen:
            yield Problem(
                one.file, 0, "", f"is another interview than {seen[words]}", "",
                "Both say the same and both count. Take one of them away.",
            )  # fmt: skip
        seen.setdefault(words, one.file)


def _rows_of(
    turn: Turn, who: Someone, cast: _Cast, file: str, context: str
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
            "date": fields.get("date", ""),
            "stage": turn.section or fields.get("stage", ""),
            "touchpoint": fields.get("touchpoint", ""),
            "consent": _consent(fields.get("consent", "")),
            ASKED_BEFORE: context,
            "text": text,
            "voice id": f"{file} {text}",
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
        {"file": pd.Series(columns["file"], index=index, dtype="str"),
         "row": pd.Series([int(row["row"]) for row in listed], index=index, dtype="int64")}
    )  # fmt: skip
    return frame, where


def _consent(said: str) -> str:
    return _CONSENT.get(plain(said), said)


def _filled(value: str) -> bool:
    return not _NOT_FILLED.fullmatch(value.strip())


def _has_columns(lines: Sequence[Line]) -> bool:
    counts = [[line.text.count(sign) for line in lines[:20]] for sign in "\t;|"]
    return any(len(lines) > 1 and min(one) > 0 and min(one) == max(one) for one in counts)

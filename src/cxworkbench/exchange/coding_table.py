"""Codings for people who work in a spreadsheet: a sheet to fill in, and the sheet read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, ParameterProblem, did_you_mean
from cxworkbench.ground.files import without_apostrophe
from cxworkbench.ground.sentence_spans import sentence_spans
from cxworkbench.ground.tables import read_table
from cxworkbench.records.coding import (
    CodeBook,
    Coding,
    Passage,
    code_named,
    in_order,
    passage_hash,
    place_of,
)

PLACE: Final = ("voice_id", "start", "end")
FILLED_IN: Final = ("code", "stage", "touchpoint", "emotion", "emotion word", "severity", "action")
COLUMNS: Final = ("account", "method", "said on", "text", *FILLED_IN, "gone through", *PLACE)
_SAYS: Final = ("code", "emotion", "emotion word", "action")
_RANGES: Final = {"emotion": (-2.0, 2.0), "severity": (1.0, 5.0)}
_YES: Final = ("yes", "y", "x", "ja", "1", "true")


@dataclass(frozen=True)
class CodingSheet:
    """A sheet read back: its coding and its problems.

    `settled` are the voices that it speaks about, with every row used.
    """

    coding: Coding
    problems: tuple[Problem, ...]
    settled: frozenset[str]


def coding_sheet(voices: pd.DataFrame, book: CodeBook, coding: Coding) -> pd.DataFrame:
    """One row per sentence of every voice with words, what this coder read in it filled in.

    A sentence without a mark has empty cells to fill in; a passage that is no whole sentence, and
    a second code of the same one, has a row of its own.

    Parameters
    ----------
    voices
        Evidence table `voices`, as received.
    book
        The code book; codes stand by name.
    coding
        The coder's.

    Returns
    -------
    pandas.DataFrame
        `account`, `method`, `said on`, `text` to read; `code`, `stage`, `touchpoint`, `emotion`,
        `emotion word`, `severity`, `action`, `gone through` to fill in; `voice_id`, `start`, `end`,
        which say where the words stand and are to be left alone.
    """
    names = {code.id: code.name for code in book.codes}
    mine: dict[str, list[Passage]] = {}
    for passage in coding.passages:
        if passage.status == "accepted":
            mine.setdefault(passage.voice_id, []).append(passage)
    rows = []
    for voice in voices[voices["text"].str.strip() != ""].to_dict("records"):
        rows += _rows_of(voice, mine.get(str(voice["voice_id"]), []), names, coding)
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def read_coding_sheet(
    path: Path,
    coder: str,
    book: CodeBook,
    voices: pd.DataFrame,
    *,
    stages: Sequence[str],
    touchpoints: Mapping[str, str],
) -> CodingSheet:
    """The coding that a filled-in sheet holds, and every row of it that could not be used.

    Parameters
    ----------
    path
        The sheet, CSV or XLSX, as `coding_sheet` laid it out.
    coder
        Whose it is.
    book
        The code book; a code that is not in it is a problem and not a new code.
    voices
        Evidence table `voices`: the words must still stand where the sheet says.
    stages
        The engagement's stages.
    touchpoints
        Touchpoint id -> name; the sheet may hold either.

    Raises
    ------
    DataProblem
        The file cannot be read, or lacks the columns that say where words stand.
    """
    frame = read_table(path).frame
    frame = frame.rename(columns=lambda name: " ".join(str(name).split()).lower())
    lacking = [name for name in (*PLACE, "code") if name not in frame]
    if lacking:
        raise DataProblem(
            f"{path.name} has no column {', '.join(lacking)}. A coding sheet is what `cxworkbench "
            "coding export` writes; keep its columns."
        )
    texts = dict(zip(voices["voice_id"], voices["text"], strict=True))
    problems: list[Problem] = []
    passages: dict[tuple[str, int, int, str], Passage] = {}
    read: set[str] = set()
    filled: set[str] = set()
    refused: set[str] = set()
    for row, cells in frame.iterrows():
        said = {name: _cell(cells.get(name)) for name in COLUMNS}
        if said["gone through"].casefold() in _YES and said["voice_id"] in texts:
            read.add(said["voice_id"])
        if not any(said[name] for name in FILLED_IN):
            continue
        filled.add(said["voice_id"])
        try:
            passage = _passage(said, book, texts, stages, touchpoints)
        except _Refused as wrong:
            told = (wrong.column, wrong.rule, wrong.value, wrong.remedy)
            problems.append(Problem(path.name, int(str(row)), *told))
            refused.add(said["voice_id"])
            continue
        passages[place_of(passage)] = passage
    kept = tuple(passages.values())
    coding = in_order(Coding(coder=coder, passages=kept, read=tuple(read)))
    return CodingSheet(coding, tuple(problems), frozenset((filled | read) - refused))


def with_sheet(before: Coding, sheet: CodingSheet) -> Coding:
    """What a coder has after a sheet was read back: of the voices it speaks about what it says.

    Passages of voices that are left blank in the sheet stay, as do those of a voice with a row that
    could not be used, and suggestions that were not accepted.
    """
    kept = [
        one
        for one in before.passages
        if one.voice_id not in sheet.settled or one.status != "accepted"
    ]
    by_place = {place_of(one): one for one in (*kept, *sheet.coding.passages)}
    read = (set(before.read) - sheet.settled) | set(sheet.coding.read)
    after = before.model_copy(update={"passages": tuple(by_place.values()), "read": tuple(read)})
    return in_order(after)


class _Refused(Exception):
    """Why one row cannot be used."""

    def __init__(self, column: str, rule: str, value: str, remedy: str) -> None:
        super().__init__(remedy)
        self.column, self.rule, self.value, self.remedy = column, rule, value, remedy


def _cell(value: object) -> str:
    return "" if value is None or value != value else without_apostrophe(str(value).strip())


def _rows_of(
    voice: Mapping[Any, Any], passages: Sequence[Passage], names: Mapping[str, str], coding: Coding
) -> list[dict[str, str]]:
    text = str(voice["text"])
    by_span: dict[tuple[int, int], list[Passage]] = {span: [] for span in sentence_spans(text)}
    for passage in passages:
        by_span.setdefault((passage.start, passage.end), []).append(passage)
    done = "yes" if voice["voice_id"] in coding.read else ""
    day = "" if pd.isna(voice["said_at"]) else str(voice["said_at"].date())
    rows = []
    for (start, end), here in sorted(by_span.items()):
        head = {
            "account": str(voice["account_id"]), "method": str(voice["method"]), "said on": day,
            "text": text[start:end], "gone through": done, "voice_id": str(voice["voice_id"]),
            "start": str(start), "end": str(end),
        }  # fmt: skip
        bare = [head | dict.fromkeys(FILLED_IN, "")]
        rows += [head | _filled(one, names) for one in here] or bare
    return rows


def _filled(passage: Passage, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "code": names.get(passage.code, passage.code),
        "stage": passage.stage,
        "touchpoint": passage.touchpoint_id,
        "emotion": "" if passage.emotion is None else f"{passage.emotion:g}",
        "emotion word": passage.emotion_word,
        "severity": "" if passage.severity is None else f"{passage.severity:g}",
        "action": passage.action,
    }


def _passage(
    said: Mapping[str, str],
    book: CodeBook,
    texts: Mapping[str, str],
    stages: Sequence[str],
    touchpoints: Mapping[str, str],
) -> Passage:
    start, end = _place(said, texts)
    words = texts[said["voice_id"]][start:end]
    if not any(said[name] for name in _SAYS):
        remedy = "Give a code, an emotion or an action; a place alone says nothing."
        raise _Refused("code", "says something about the words", "", remedy)
    return Passage(
        voice_id=said["voice_id"],
        start=start,
        end=end,
        text_hash=passage_hash(words),
        code=_code(said["code"], book),
        stage=_one_of("stage", said["stage"], {name: name for name in stages}),
        touchpoint_id=_one_of("touchpoint", said["touchpoint"], touchpoints),
        emotion=_number("emotion", said["emotion"]),
        emotion_word=said["emotion word"],
        severity=_number("severity", said["severity"]),
        action=said["action"],
    )


def _place(said: Mapping[str, str], texts: Mapping[str, str]) -> tuple[int, int]:
    voice = said["voice_id"]
    if voice not in texts:
        remedy = "The row was left out. Export the sheet anew, or put the voice_id back."
        raise _Refused("voice_id", "is a voice of the evidence", voice, remedy)
    try:
        start, end = int(float(said["start"])), int(float(said["end"]))
    except ValueError:
        start, end = 0, 0
    text = texts[voice]
    words = " ".join(text[start:end].split())
    if not words or (said["text"] and " ".join(said["text"].split()) != words):
        remedy = (
            "The words do not stand there (any more): the row was left out. Export the sheet anew; "
            "text, voice_id, start and end are left as they are."
        )
        raise _Refused("text", "holds the words from start to end", "", remedy)
    return start, end


def _code(name: str, book: CodeBook) -> str:
    if not name:
        return ""
    try:
        return code_named(book, name).id
    except ParameterProblem as problem:
        known = [code.name for code in book.codes]
        remedy = f"{did_you_mean(name, known)}Correct it, or add the code to coding/codebook.json."
        raise _Refused("code", "is a code of the code book", name, remedy) from problem


def _one_of(column: str, value: str, known: Mapping[str, str]) -> str:
    if not value:
        return ""
    by_name = {name.casefold(): key for key, name in known.items()}
    by_name |= {key.casefold(): key for key in known}
    if value.casefold() in by_name:
        return by_name[value.casefold()]
    remedy = f"{did_you_mean(value, [*known, *known.values()])}Correct it, or leave it empty."
    raise _Refused(column, f"is a {column} of the engagement", value, remedy)


def _number(column: str, value: str) -> float | None:
    if not value:
        return None
    low, high = _RANGES[column]
    try:
        found = float(value.replace("−", "-").replace(",", "."))
    except ValueError:
        found = float("nan")
    if not low <= found <= high:
        rule = f"is a number from {low:g} to {high:g}"
        raise _Refused(column, rule, value, "Correct it, or leave it empty.")
    return found

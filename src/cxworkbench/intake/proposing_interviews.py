"""Transcripts of interviews that no table names yet: one table for each folder, and its index."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.intake.columns import usual_columns
from cxworkbench.intake.interview_index import lists_any
from cxworkbench.intake.interviews import read_interviews
from cxworkbench.intake.proposal_toml import INDEX, TRANSCRIPTS, Proposal
from cxworkbench.intake.received import declared_transcripts, unreadable_file
from cxworkbench.intake.transcript_files import HERE, read_like_none
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.ids import mint_id


def with_index(
    proposals: Iterable[Proposal], transcripts: Sequence[str], data: Path, engagement: Engagement
) -> list[Proposal]:
    """The same proposals; a sheet that lists transcripts feeds nothing and is their index.

    Parameters
    ----------
    proposals
        Those for tables.
    transcripts
        Names of the transcripts that no table of engagement.toml names.
    data
        The folder that holds the received files.
    engagement
        Names other transcripts; its tables of them that have no index are to name one.
    """
    declared = declared_transcripts(data, engagement)
    everyone = [*transcripts, *(file for files in declared.values() for file in files)]
    without = [one.name for one in engagement.tables if one.name in declared and not one.index]
    seen: set[tuple[str, str]] = set()
    kept: list[Proposal] = []
    for one in proposals:
        if not lists_any(one.frame, everyone):
            kept.append(one)
        elif (one.file, one.sheet) not in seen:
            seen.add((one.file, one.sheet))
            index = Proposal(one.name, one.file, one.sheet, "lookup", {}, {}, one.frame, INDEX)
            names = [name for name in without if lists_any(one.frame, declared[name])]
            kept.append(replace(index, index_of=tuple(names)))
    return kept


def propose_interviews(
    data: Path,
    transcripts: Sequence[str],
    proposals: Sequence[Proposal],
    taken: list[str],
    engagement: Engagement,
) -> tuple[list[Proposal], list[Problem], list[Problem]]:
    """A proposal for each folder of transcripts, what is wrong in them, and what is unreadable.

    Parameters
    ----------
    data
        The folder that holds the received files.
    transcripts
        Names of transcripts in it.
    proposals
        Those for tables, the index of the transcripts among them.
    taken
        Names of tables; those given here are added.
    engagement
        Names the team, who ask.
    """
    index = next((one for one in proposals if one.kind == INDEX), None)
    found: list[Proposal] = []
    problems: list[Problem] = []
    unreadable: list[Problem] = []
    for pattern, files in _by_folder(transcripts):
        listed = index.frame if index else None
        read = read_interviews(data, files, table=pattern, team=engagement.team, index=listed)
        problems += read.problems
        unreadable += [unreadable_file(name, problem) for name, problem in read.unreadable]
        if not read.frame.empty:
            one = _proposal(pattern, read.frame, taken)
            found.append(replace(one, index=index.name) if index else one)
    read_already = {file for _, files in _by_folder(transcripts) for file in files}
    folders = {one.file for one in found}
    for file in read_like_none(data, but=read_already | {t.file for t in engagement.tables}):
        if f"{Path(file).parent.as_posix()}/" not in folders:
            problems.append(_like_none(file))
    return found, problems, unreadable


def _like_none(file: str) -> Problem:
    return Problem(
        file, 0, "", "reads like a transcript", "",
        "It was left out. If it is one, write who speaks before the words (I: …, R: …), or name it "
        'in engagement.toml: feeds = "voices", method = "interview".', "note",
    )  # fmt: skip


def _by_folder(files: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """What names the transcripts of each folder; one alone in `data/` is named by itself."""
    folders: dict[str, list[str]] = {}
    for file in files:
        parent = Path(file).parent.as_posix()
        folders.setdefault(HERE if parent == "." else f"{parent}/", []).append(file)
    for pattern, inside in sorted(folders.items()):
        yield inside[0] if pattern == HERE and len(inside) == 1 else pattern, inside


def _proposal(pattern: str, frame: pd.DataFrame, taken: list[str]) -> Proposal:
    words = "interviews" if pattern == HERE else Path(pattern).stem
    name = mint_id("", words, [f"-{one}" for one in taken])[1:].replace("-", "_")
    taken.append(name)
    columns = usual_columns("voices", [str(header) for header in frame.columns])
    return Proposal(
        name, pattern, "", "voices", columns, {}, frame, TRANSCRIPTS, method="interview"
    )

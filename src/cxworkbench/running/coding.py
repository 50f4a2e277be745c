"""Coding on the command line: sheets for people who work in a spreadsheet, and their agreement."""

from pathlib import Path

from cxworkbench.exchange.coding_table import coding_sheet, read_coding_sheet, with_sheet
from cxworkbench.ground.files import write_csv
from cxworkbench.ground.shell import in_shell
from cxworkbench.intake.building import current_evidence
from cxworkbench.intake.opening import open_engagement
from cxworkbench.records.coding_files import coder_file, load_code_book, load_coding, save_coding
from cxworkbench.records.store import load_engagement
from cxworkbench.running.planning import require_engagement
from cxworkbench.telling.coding_words import (
    describe_agreement,
    describe_apart,
    describe_code_agreement,
    describe_coding,
)
from cxworkbench.voice.coding import build_coding
from cxworkbench.voice.parts import received_voices


def export_sheet(folder: Path, coder: str, file: Path | None = None, method: str = "") -> str:
    """Where a sheet to fill in was written, and how many rows it has.

    Raises
    ------
    ParameterProblem
        The folder holds no engagement, or the coder no name.
    """
    require_engagement(folder)
    path = file or coder_file(folder, coder).with_suffix(".csv")
    voices = received_voices(current_evidence(folder).evidence.voices)
    if method:
        voices = voices[voices["method"] == method]
    sheet = coding_sheet(voices, load_code_book(folder), load_coding(folder, coder))
    write_csv(sheet, path)
    return (
        f"Sheet: {path}, {len(sheet):,} rows. Fill in code to action; leave text, voice_id, start "
        f"and end. Then: cxworkbench coding import {in_shell(path)} "
        f"{in_shell(folder)} --coder {in_shell(coder)}"
    )


def import_sheet(folder: Path, coder: str, file: Path) -> tuple[str, bool]:
    """What was read from a filled-in sheet into the coder's file; whether all of it was used.

    Raises
    ------
    ParameterProblem
        The folder holds no engagement, or the coder no name.
    DataProblem
        The file is no coding sheet.
    """
    require_engagement(folder)
    engagement = load_engagement(folder)
    before = load_coding(folder, coder)
    sheet = read_coding_sheet(
        file,
        before.coder,
        load_code_book(folder),
        received_voices(current_evidence(folder).evidence.voices),
        stages=[stage.name for stage in engagement.stages],
        touchpoints={place.id: place.name for place in engagement.touchpoints},
    )
    path = save_coding(folder, with_sheet(before, sheet))
    lines = [
        f"{one.file}, row {one.row}, {one.column}: {one.value!r} does not hold that it {one.rule}. "
        f"{one.remedy}"
        for one in sheet.problems
    ]
    lines.append(
        f"{len(sheet.coding.passages):,} passages of {file.name} stand in {path}; "
        f"{len(sheet.problems):,} rows could not be used."
    )
    return "\n".join(lines), not sheet.problems


def tell_agreement(folder: Path) -> str:
    """How far the coders of an engagement agree, in a few sentences.

    Raises
    ------
    ParameterProblem
        The folder holds no engagement.
    """
    require_engagement(folder)
    coding = build_coding(open_engagement(folder))
    said = [describe_coding(coding), describe_agreement(coding.agreement)]
    if len(coding.agreement):
        said += [describe_code_agreement(coding.by_code), describe_apart(coding.apart)]
    return "\n".join(one for one in said if one)

"""A map's workbook that people edited, on the command line: what it changes, and taking it in."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cxworkbench.exchange.map_from_workbook import MapWorkbook, read_map_workbook
from cxworkbench.ground.checks import problems_table
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.locking import only_one
from cxworkbench.ground.shell import in_shell
from cxworkbench.intake.following import Follower
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.diff import diff_maps
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.meaning import describe_meaning, map_meaning
from cxworkbench.records.merge import merge_maps
from cxworkbench.records.store import load_engagement, load_record, save_record
from cxworkbench.running.map_answers import list_conflicts
from cxworkbench.running.map_reviews import keep_voices, reviewers_of, voices_of, with_reviews
from cxworkbench.running.planning import require_engagement


@dataclass(frozen=True)
class WorkbookPreview:
    """What a workbook changes in the map that people keep now, before or after it is taken in.

    `changes` as `diff_maps` tells them, from the map as it is to the map with the workbook;
    `problems` as `ground.checks.problems_table`; `conflicts` as `merge_maps`.
    """

    map: JourneyMap
    changes: pd.DataFrame
    meaning: pd.DataFrame
    problems: pd.DataFrame
    conflicts: pd.DataFrame
    reviews: int
    told: str

    @property
    def whole(self) -> bool:
        """Whether all of the workbook could be used."""
        return not (self.problems["severity"] == "refused").any()


def preview_workbook(file: Path, folder: Path, *, write: bool = False) -> WorkbookPreview:
    """What a workbook changes in the engagement's map; with `write` it is taken in.

    The workbook is merged three-way: what was changed in it since it was exported comes in, what
    was changed on the map meanwhile stays; where both changed one thing the map stays, and the
    conflict is listed. What is locked or confirmed stays. Reviewers' ticks and words become
    comments on the map and voices in `data/`.

    Parameters
    ----------
    file
        The workbook.
    folder
        The engagement's folder; where it keeps no map yet, the workbook's becomes it.
    write
        Whether the map, comments and voices are written.

    Raises
    ------
    ParameterProblem
        The folder holds no engagement.
    DataProblem
        The file is no workbook of a map, or of another one than people keep.
    """
    require_engagement(folder)
    if not write:
        return _preview(file, folder, write=False)
    with only_one(folder, "cxworkbench map workbook"):
        return _preview(file, folder, write=True)


def _preview(file: Path, folder: Path, *, write: bool) -> WorkbookPreview:
    path = folder / MAP_FILE
    current = load_record(path, JourneyMap) if path.is_file() else None
    read = read_map_workbook(file, current)
    if current is not None and read.map.id != current.id:
        raise DataProblem(
            f"{file.name} is of the map {read.map.id!r}, and the map here is {current.id!r}. Take "
            "the workbook into the engagement that it was exported from."
        )
    merged = merge_maps(read.base, current or read.map, read.map)
    engagement = load_engagement(folder)
    reviewers = reviewers_of(read.reviews, merged.map, engagement.privacy.phone_regions)
    new = with_reviews(merged.map, read.reviews, reviewers)
    old = current or new.model_copy(update={"stages": ()})
    kept = _keep(folder, file, read, current, new) if write else []
    meaning = map_meaning(old, new)
    problems = problems_table(read.problems)
    told = _told(file, meaning, problems, merged.conflicts, read)
    after = kept or ([f"Nothing was written. Take it in: cxworkbench map workbook "
                      f"{in_shell(file)} {in_shell(folder)} --write"])  # fmt: skip
    return WorkbookPreview(
        new, diff_maps(old, new), meaning, problems, merged.conflicts, len(read.reviews),
        "\n".join([*told, *after]),
    )  # fmt: skip


def _keep(
    folder: Path, file: Path, read: MapWorkbook, current: JourneyMap | None, new: JourneyMap
) -> list[str]:
    changes = Follower(folder).save(
        current or new, new, lambda: save_record(new, folder / MAP_FILE)
    )
    lines = [f"Map: {folder / MAP_FILE}", *(one.told() for one in changes)]
    if read.reviews:
        lines.append(keep_voices(folder, file, voices_of(read.reviews, read.map)))
    return lines


def _told(
    file: Path, meaning: pd.DataFrame, problems: pd.DataFrame, conflicts: pd.DataFrame,
    read: MapWorkbook,
) -> list[str]:  # fmt: skip
    lines = [f"{file.name}: {describe_meaning(meaning)}", *meaning["sentence"].tolist()]
    lines += problem_lines(problems)
    lines += list_conflicts(conflicts)
    if read.reviews:
        agrees = sum(one.verdict == "agree" for one in read.reviews)
        against = sum(one.verdict == "disagree" for one in read.reviews)
        words = sum(bool(one.comment) for one in read.reviews)
        lines.append(f"Reviewers: {agrees} agree, {against} disagree, {words} say something.")
    return lines


def problem_lines(problems: pd.DataFrame) -> list[str]:
    """What could not be used of a workbook and what is to note, a line each under its head."""
    lines: list[str] = []
    for severity, head in (("refused", "Could not be used:"), ("note", "Notes:")):
        few = problems[problems["severity"] == severity]
        lines += [head] if len(few) else []
        lines += [
            f"  {p.file}{_row(str(p.row))}, column {p.column}: "
            f"{_fault(str(p.value), str(p.rule))}. {p.remedy}"
            for p in few.itertuples(index=False)
        ]
    return lines


def _fault(value: str, rule: str) -> str:
    if value.strip():
        return f"{value!r}; what is right: it {rule}"
    return "it is empty" if rule == "is filled" else f"it is empty; what is right: it {rule}"


def _row(number: str) -> str:
    return "" if number == "0" else f", row {number}"

"""The engagement's map on the command line: import, compare, review, and accept a proposal."""

import datetime
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.exchange.losses import Loss, describe_losses
from cxworkbench.exchange.map_formats import write_map, written_format
from cxworkbench.exchange.map_reading import ReadMap, read_map
from cxworkbench.exchange.proposals import as_proposal
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.files import require_file, safe_name
from cxworkbench.ground.locking import only_one
from cxworkbench.ground.shell import in_shell
from cxworkbench.insight.building import PROPOSED_FILE
from cxworkbench.records.accepting import (
    MAP_FILE,
    accept_map,
    accept_register,
    begin_map,
    merged_with,
)
from cxworkbench.records.diff import diff_maps
from cxworkbench.records.edits import LISTS, items_of
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import ENGAGEMENT_FILE, load_engagement, load_record, save_record
from cxworkbench.running.manifest import NAME, read_lines
from cxworkbench.running.map_answers import (
    count_of_things,
    list_conflicts,
    require_own_place,
    require_same_format,
    taken_off,
)
from cxworkbench.running.planning import require_engagement

IMPORTED: Final = "runs/imported"
EXPORTS: Final = "exports"


def import_map(
    file: Path,
    folder: Path,
    *,
    kind: str = "",
    sheet: str = "",
    journey: str = "",
    preview: bool = False,
) -> str:
    """What was made of the file, in a sentence.

    The engagement's map where it has none yet; otherwise a proposal beside it, for people to
    compare and accept.

    Parameters
    ----------
    file
        A file in any of the formats that are read, or a folder of CSV files.
    folder
        The engagement's folder.
    kind, sheet, journey
        As `exchange.map_reading.read_map` takes them.
    preview
        Only tell what would be read.

    Raises
    ------
    ParameterProblem
        The folder holds no engagement, or there is no such file or format.
    DataProblem
        The file cannot be read as a map.
    """
    if not file.is_dir():
        require_file(file)
    if preview:
        return "\n".join(preview_lines(_read(file, folder, kind, sheet, journey)))
    require_engagement(folder)
    read = _read(file, folder, kind, sheet, journey)
    with only_one(folder, "cxworkbench map import"):
        return _kept(read, file, folder)


def _kept(read: ReadMap, file: Path, folder: Path) -> str:
    found = read.map
    first = not (folder / MAP_FILE).exists()
    if read.kind == "workbook" and not first:
        raise ParameterProblem(
            f"{file.name} is a workbook of a map, and the engagement has a map already. See what "
            f"it changes there with: cxworkbench map workbook {in_shell(file)} {in_shell(folder)}"
        )
    more = []
    if first:
        place = begin_map(folder, found)
    else:
        place = folder / IMPORTED / f"{safe_name(file.stem)}.map.json"
        # A proposal is one of the engagement's own map, whatever its file calls itself.
        own = load_record(folder / MAP_FILE, JourneyMap)
        proposal = as_proposal(own, read)
        save_record(proposal.map, place)
        more = _beside(own, proposal.map, found, file.name)
        spoken = (proposal.conflicts["theirs"] != "") | (proposal.conflicts["field"] != "")
        more += list_conflicts(proposal.conflicts[spoken], theirs=file.name)
    said = (
        f"{file.name}: {count_of_things(len(found.touchpoints), 'touchpoint')} in "
        f"{count_of_things(len(found.stages), 'stage')}."
    )
    notes = "".join(f"\n{line}" for line in [*problem_lines(read.problems), *more])
    if first:
        return f"{said} They are the engagement's map now: {place}{notes}"
    return (
        f"{said} The engagement has a map already, so they are a proposal: {place}{notes}\n"
        f"Compare: cxworkbench map diff {in_shell(folder)} {in_shell(place)}\n"
        f"Accept:  cxworkbench map accept {in_shell(folder)} --proposal {in_shell(place)}"
    )


def _beside(own: JourneyMap, proposal: JourneyMap, read: JourneyMap, file: str) -> list[str]:
    """What the proposal keeps of people's map that the file has not, in a line at most."""
    kept = {}
    for name in LISTS:
        listed = items_of(read, name)
        # A format that keeps no ids gives new ones; the name tells what is which.
        there = {one.id for one in listed} | {getattr(one, "name", "") for one in listed}
        stays = {one.id for one in items_of(proposal, name)}
        kept[name] = sum(
            one.id in stays and not there & {one.id, getattr(one, "name", one.id)}
            for one in items_of(own, name)
        )
    words = [count_of_things(n, name.removesuffix("s")) for name, n in kept.items() if n]
    return [f"Not in {file}, and kept in the proposal: {', '.join(words)}."] if words else []


def _read(file: Path, folder: Path, kind: str, sheet: str, journey: str) -> ReadMap:
    has_engagement = (folder / ENGAGEMENT_FILE).is_file()
    title = load_engagement(folder).name if has_engagement else ""
    return read_map(file, kind=kind, sheet=sheet, journey=journey, title=title)


def preview_lines(read: ReadMap) -> list[str]:
    """What a file would become, as lines: its format, its stages with touchpoints, what is odd."""
    found = read.map
    lines = [
        f"Read as {read.kind}: {found.title!r}, {count_of_things(len(found.stages), 'stage')}, "
        f"{count_of_things(len(found.touchpoints), 'touchpoint')}, "
        f"{count_of_things(len(found.statements), 'statement')}. Nothing was written."
    ]
    said = Counter(one.lane for one in found.statements)
    for stage in found.stages:
        names = [one.name for one in found.touchpoints if one.stage_id == stage.id]
        lines.append(f"  {stage.name}: {', '.join(names) or 'no touchpoint'}")
    if said:
        lines.append("Lanes: " + ", ".join(f"{lane} ({n})" for lane, n in said.items()))
    return [*lines, *problem_lines(read.problems)]


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Each problem as a line that names file, row and column."""
    return [
        f"{one.file}, {f'row {one.row}' if one.row else one.column or 'the whole file'}: "
        f"{one.rule}: {one.value!r}. {one.remedy}"
        for one in problems
    ]


def export_map(
    where: Path, kind: str, out: Path | None = None, *, force: bool = False
) -> tuple[str, tuple[Loss, ...]]:
    """What was written, in a sentence or two, and what the format does not hold.

    Parameters
    ----------
    where
        A map's file, or an engagement's folder.
    kind
        A format, as `exchange.map_formats.WRITTEN` names them.
    out
        The file to write; a folder or None: the format's usual name in it, None in the folder
        `exports/` of the engagement or beside the map's file.
    force
        Overwrite a file at `out` that is not of this format.

    Raises
    ------
    ParameterProblem
        There is no such format, or no map, or `out` is that map or something of another format.
    """
    form = written_format(kind)
    journey_map = map_at(where)
    folder = out or (where / EXPORTS if where.is_dir() else where.parent / EXPORTS)
    is_named = out is not None and (not out.is_dir() or "." not in form.name)
    path = folder if is_named else folder / form.name
    inputs = [where / MAP_FILE, where / ENGAGEMENT_FILE] if where.is_dir() else [where]
    require_own_place(path, inputs)
    if out is not None:
        require_same_format(path, kind, force=force)
    losses = write_map(journey_map, path, kind=kind)
    return f"{form.called}: {path}\n{describe_losses(losses, form.called)}", losses


def list_losses(losses: Iterable[Loss]) -> list[str]:
    """The losses as lines of a table: field, how often it is filled, examples."""
    found = list(losses)
    width = max((len(one.field) for one in found), default=0)
    return [f"  {one.field:<{width}}  {one.count:>5}  {'; '.join(one.examples)}" for one in found]


def newest_proposal(folder: Path, file: str = MAP_FILE) -> Path | None:
    """What the newest run over all accounts proposes, or a newer import; None without either."""
    found = []
    for manifest in sorted((folder / "runs").glob(f"*/{NAME}")):
        path = manifest.parent / "all" / file
        ends = [line.ended_at for line in read_lines(manifest) if line.account == "all"]
        if ends and path.is_file():
            found.append((_moment(max(ends)), path))
    if file == MAP_FILE:
        found += [
            (datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC), path)
            for path in sorted((folder / IMPORTED).glob("*.map.json"))
        ]
    return max(found)[1] if found else None


def _moment(text: str) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def accept_proposal(folder: Path, proposal: Path | None = None, *, may_remove: bool = False) -> str:
    """What was accepted, in a few lines: the newest run's map and register, or the map given.

    Parameters
    ----------
    folder
        The engagement's folder.
    proposal
        The map; None: the newest run's or the newest import.
    may_remove
        Whether a map that no run made may take something off people's map.

    Raises
    ------
    ParameterProblem
        There is no proposal, or it takes something off that it may not.
    RecordProblem
        A file cannot be read, or the proposal is of another map.
    """
    require_engagement(folder)
    with only_one(folder, "cxworkbench map accept"):
        return _accepted(folder, proposal, may_remove=may_remove)


def _accepted(folder: Path, proposal: Path | None, *, may_remove: bool) -> str:
    given = proposal or newest_proposal(folder)
    if given is None:
        raise ParameterProblem(
            f"No run of {folder} proposes a map. Run cxworkbench run {in_shell(folder)} first, "
            "or give a map with --proposal."
        )
    gone = _taken_off(folder, given)
    of_run = (given.parent.parent.parent / NAME).is_file()
    if gone and not of_run and not may_remove:
        raise ParameterProblem(
            f"{given} would take off people's map: {gone}. Nothing was changed. Look at it with "
            f"cxworkbench map diff {in_shell(folder)} {in_shell(given)}, and accept it with "
            "--yes-remove."
        )
    merged = accept_map(folder, given)
    lines = [
        f"Map: {count_of_things(len(merged.map.touchpoints), 'touchpoint')}, "
        f"{count_of_things(len(merged.map.statements), 'statement')}, from {given}",
        *([f"Taken off: {gone}"] if gone else []),
        *list_conflicts(merged.conflicts),
    ]
    register = newest_proposal(folder, PROPOSED_FILE) if proposal is None and of_run else None
    if register is not None:
        accepted = accept_register(folder, register)
        entries = accepted.register.entries
        lines += [
            f"Register: {len(entries)} {'entry' if len(entries) == 1 else 'entries'}, "
            f"from {register}",
            *list_conflicts(accepted.conflicts),
        ]
    return "\n".join(lines)


def _taken_off(folder: Path, given: Path) -> str:
    path = folder / MAP_FILE
    if not (path.is_file() and given.is_file()):
        return ""
    merged = merged_with(folder, load_record(given, JourneyMap))
    return taken_off(load_record(path, JourneyMap), merged.map)


def compare_maps(old: Path, new: Path | None = None) -> pd.DataFrame:
    """What is different between two maps, as `records.diff.diff_maps` tells it.

    Parameters
    ----------
    old
        A map's file, or an engagement's folder for people's own map.
    new
        The same; None: the newest proposal of the engagement `old`.

    Raises
    ------
    ParameterProblem
        There is no map or no proposal there.

    Notes
    -----
    Where people keep no map yet (`has_no_map`), all of the other map is new.
    """
    return diff_maps(*maps_to_compare(old, new))


def maps_to_compare(old: Path, new: Path | None = None) -> tuple[JourneyMap, JourneyMap]:
    """The two maps that `compare_maps` compares; the first is bare where people keep none yet."""
    newer = new if new is not None else newest_proposal(old)
    if newer is None:
        raise ParameterProblem(
            f"No run of {old} proposes a map to compare with. Run cxworkbench run {in_shell(old)} "
            "first, or give a second map."
        )
    theirs = map_at(newer)
    return (_without_content(theirs) if has_no_map(old) else map_at(old)), theirs


def has_no_map(where: Path) -> bool:
    """Whether this is an engagement's folder in which people keep no map yet."""
    return where.is_dir() and not (where / MAP_FILE).is_file()


def _without_content(journey_map: JourneyMap) -> JourneyMap:
    return journey_map.model_copy(update=dict.fromkeys(LISTS, ()))


def describe_changes(changes: pd.DataFrame, *, first: bool = False) -> str:
    """The differences, one a line, and how many there are; `first`: there is no map yet."""
    rows = [_change(row) for row in changes.astype("str").to_dict("records")]
    head = ["There is no map yet: all of the proposal is new."] if first else []
    return "\n".join([*head, *rows, f"{count_of_things(len(rows), 'difference')}."])


def map_at(where: Path) -> JourneyMap:
    """The map of a file or of an engagement's folder; where people keep none, the newest proposal.

    Raises
    ------
    ParameterProblem
        There is no map there.
    """
    path = where / MAP_FILE if where.is_dir() else where
    if path.is_file():
        return load_record(path, JourneyMap)
    proposal = newest_proposal(where) if where.is_dir() else None
    if proposal is not None:
        return load_record(proposal, JourneyMap)
    raise ParameterProblem(
        f"There is no map at {path}. Run cxworkbench run and then cxworkbench map accept, or "
        "import a list of touchpoints with cxworkbench map import."
    )


def _change(row: dict[Any, str]) -> str:
    if row["field"]:
        return f"{row['change']:<9} {row['id']} {row['field']}: {row['old']!r} -> {row['new']!r}"
    return f"{row['change']:<9} {row['id']} {row['new'] or row['old']!r}"

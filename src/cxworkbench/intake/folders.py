"""Engagement folders: a new one laid down, and proposals written into its engagement.toml."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import tomlkit

from cxworkbench.exchange.map_files import read_map_file
from cxworkbench.exchange.stage_templates import load_stage_template
from cxworkbench.ground.checks import Problem, problems_table
from cxworkbench.ground.errors import ParameterProblem, sample_of
from cxworkbench.ground.files import write_csv, write_text
from cxworkbench.ground.resources import shipped
from cxworkbench.ground.tables import read_table
from cxworkbench.intake.checking import proposed_settings
from cxworkbench.intake.opening import copy_sample
from cxworkbench.intake.received import DATA_FOLDER, READABLE
from cxworkbench.intake.transcript_files import TRANSCRIPTS
from cxworkbench.records.accepting import begin_map
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import ENGAGEMENT_FILE, load_engagement

MAP_PROBLEMS: Final = "maps/problems.csv"
FIRST_NOTES: Final = 3  # told at once; the rest stands in the file
_RENAMED: Final = {"gitignore": ".gitignore"}  # as .gitignore it would act on the templates
_NAME: Final = re.compile(r"name\s*=\s*[\"'](?P<name>[^\"']*)[\"']\s*(?:#.*)?$")


def new_engagement(
    target: Path,
    *,
    name: str = "",
    client: str = "",
    template: str = "",
    sample: str = "",
    map_file: Path | None = None,
    from_data: Path | None = None,
) -> Path:
    """An engagement folder, ready to fill.

    It appears whole or not at all. A stage template or a touchpoint list becomes
    `maps/journey.map.json`, stamped "assumption-based", and its stages and touchpoints are written
    into engagement.toml, so that evidence can refer to them.

    Parameters
    ----------
    target
        The folder to make; it may be there if it is empty.
    name, client
        As they stand on reports; the folder's name where `name` is empty.
    template
        Name of a stage template; empty for none.
    sample
        Name of a sample to copy instead; empty for none.
    map_file
        A touchpoint list or a wide matrix, CSV or .xlsx. What could not be used of it is listed in
        `maps/problems.csv`.
    from_data
        A file, or a folder of files, copied into `data/`; what they feed is proposed and written.

    Raises
    ------
    ParameterProblem
        The folder holds something already, or two starting points were named.
    DataProblem
        `map_file` cannot be read at all, or `from_data` is not there or holds no table.
    """
    _require_one_start(template=template, sample=sample, map_file=map_file)
    _require_empty(target)
    with _laid_down_beside(target) as folder:
        if sample:
            copy_sample(sample, folder.parent / f"{folder.name}.sample").rename(folder)
            (folder.parent / f"{folder.name}.sample").rmdir()
        else:
            _lay_down(folder, name or target.resolve().name, client)
        if template:
            _start_from_map(folder, load_stage_template(template), ())
        if map_file is not None:
            _start_from_map(folder, *read_map_file(map_file, title=name or target.resolve().name))
        if from_data is not None:
            _copy_data(from_data, folder / DATA_FOLDER)
            write_proposal(folder)
    return target


def describe_map_notes(folder: Path) -> str:
    """What reading the list or matrix of a new engagement noted, as its person is told it.

    How many notes, the first three, how many more, and where all are; empty where there are none.
    """
    path = folder / MAP_PROBLEMS
    if not path.is_file():
        return ""
    notes = read_table(path).frame
    lines = [_note_line(row) for row in notes.head(FIRST_NOTES).to_dict("records")]
    count = f"{len(notes)} {'note' if len(notes) == 1 else 'notes'} on the list"
    more = [f"  and {len(notes) - FIRST_NOTES} more"] if len(notes) > FIRST_NOTES else []
    return "\n".join([f"{count}, all in {path}:", *lines, *more])


def _note_line(row: Mapping[Any, str]) -> str:
    in_row = f"row {row['row']}" if row["row"] != "0" else ""
    at = ", ".join(filter(None, (in_row, row["column"]))) or row["file"]
    return f"  {at}: {row['rule']}: {row['value']!r}; {row['remedy']}"


def write_proposal(folder: Path) -> str:
    """What was added to engagement.toml for the files that no table named; empty for nothing.

    A table of interviews that is there and names no index yet names the one that is added. Comments
    and everything else in the file stay as they are. Where the two together would not be a valid
    engagement, the file is left alone.

    Raises
    ------
    RecordProblem
        The proposal does not fit what stands there, e.g. a touchpoint's stage.
    """
    proposed, indexes = proposed_settings(folder)
    if proposed:
        text = (folder / ENGAGEMENT_FILE).read_text(encoding="utf-8-sig")
        together = f"{_with_indexes(text.rstrip(), indexes)}\n\n{proposed}"
        with tempfile.TemporaryDirectory() as trial:
            write_text(Path(trial) / ENGAGEMENT_FILE, together)
            load_engagement(Path(trial))
        write_text(folder / ENGAGEMENT_FILE, together)
    return proposed


def _with_indexes(text: str, indexes: Mapping[str, str]) -> str:
    """The settings in which each of these tables names its index, right under its own name."""
    lines: list[str] = []
    in_tables = False
    for line in text.split("\n"):
        lines.append(line)
        if line.startswith("["):
            in_tables = line.partition("#")[0].strip() == "[[tables]]"
        named = _NAME.match(line) if in_tables else None
        if named and named["name"] in indexes:
            lines.append(f'index = "{indexes[named["name"]]}"')
    return "\n".join(lines)


def _require_one_start(**starts: object) -> None:
    named = [name for name, start in starts.items() if start]
    if len(named) > 1:
        raise ParameterProblem(
            f"An engagement starts from one thing, and {len(named)} were named: "
            f"{', '.join(named)}. Choose one of them."
        )


def _require_empty(target: Path) -> None:
    if target.resolve() == Path.cwd():
        raise ParameterProblem(
            "The folder to make has no name, or is the one you are in. Give it a name: "
            "cxworkbench new acme-pos."
        )
    if target.is_file():
        raise ParameterProblem(f"{target} is a file. Name a folder that is not there yet.")
    there = sorted(path.name for path in target.iterdir()) if target.is_dir() else []
    if there:
        raise ParameterProblem(
            f"{target} is not empty: it holds {sample_of(there)}. Nothing is overwritten: name a "
            "folder that is not there yet."
        )


@contextmanager
def _laid_down_beside(target: Path) -> Iterator[Path]:
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.parent / f".{target.name}-{os.getpid()}"
    try:
        yield beside
        if target.is_dir():
            target.rmdir()
        beside.rename(target)
    finally:
        for left in (beside, beside.with_name(f"{beside.name}.sample")):
            shutil.rmtree(left, ignore_errors=True)


def _lay_down(folder: Path, name: str, client: str) -> None:
    shutil.copytree(shipped("templates") / "engagement", folder)
    for shipped_name, own_name in _RENAMED.items():
        (folder / shipped_name).rename(folder / own_name)
    path = folder / ENGAGEMENT_FILE
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    changes = {"id": mint_id("", name, ())[1:], "name": name, "client": client}
    for field, value in changes.items():
        document[field] = value  # tomlkit keeps the comment after it
    write_text(path, tomlkit.dumps(document))


def _start_from_map(folder: Path, journey_map: JourneyMap, problems: Iterable[Problem]) -> None:
    begin_map(folder, journey_map)
    listed = problems_table(problems)
    if not listed.empty:
        write_csv(listed, folder / MAP_PROBLEMS)
    path = folder / ENGAGEMENT_FILE
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    document["stages"] = _tables(_stages(journey_map))
    document["touchpoints"] = _tables(_touchpoints(journey_map))
    write_text(path, tomlkit.dumps(document))


def _stages(journey_map: JourneyMap) -> list[dict[str, object]]:
    fields = ("name", "definition", "basis", "confidence", "believed_on")
    return [
        _filled({field: getattr(stage, field) for field in fields}) for stage in journey_map.stages
    ]


def _touchpoints(journey_map: JourneyMap) -> list[dict[str, object]]:
    stages = {stage.id: stage.name for stage in journey_map.stages}
    steps = {step.id: step.name for step in journey_map.steps}
    actions = {
        statement.at: statement.text
        for statement in reversed(journey_map.statements)
        if statement.lane == "actions"
    }
    rows = []
    for one in journey_map.touchpoints:
        row: dict[str, object] = {"id": one.id, "name": one.name, "stage": stages[one.stage_id]}
        row["step"] = steps.get(one.step_id, "")
        row["medium_class"] = one.medium_class if one.medium_class != "unknown" else ""
        row |= {"channel": one.channel, "owner": one.owner, "action": actions.get(one.id, "")}
        row["contact"] = None if one.contact else False
        rows.append(_filled(row))
    return rows


def _filled(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value not in ("", None)}


def _tables(rows: list[dict[str, object]]) -> tomlkit.items.AoT:
    tables = tomlkit.aot()
    for row in rows:
        tables.append(tomlkit.item(row))
    return tables


def _copy_data(source: Path, target: Path) -> None:
    if not source.exists():
        raise ParameterProblem(f"{source} is not there. Name the folder that holds the files.")
    found = [source] if source.is_file() else _received_in(source)
    above = source.parent if source.is_file() else source
    wanted = (*READABLE, *TRANSCRIPTS)
    tables = [path for path in found if path.is_file() and _is_received(path, above, wanted)]
    if not tables:
        raise ParameterProblem(
            f"{source} holds no table. Tables are {', '.join(READABLE)}; interviews are "
            f"{', '.join(TRANSCRIPTS)}. Name the folder that holds the received files."
        )
    for path in tables:
        copy = target / path.relative_to(above)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def _received_in(folder: Path) -> list[Path]:
    """The files in a folder, and those in a folder of transcripts right inside it."""
    inside = [
        path
        for path in sorted(folder.iterdir())
        if path.is_dir() and any(one.suffix.lower() in TRANSCRIPTS for one in path.iterdir())
    ]
    return [path for one in (folder, *inside) for path in sorted(one.iterdir())]


def _is_received(path: Path, above: Path, endings: tuple[str, ...]) -> bool:
    hidden = any(part.startswith((".", "~")) for part in path.relative_to(above).parts)
    return path.name.lower().endswith(endings) and not hidden

"""A proposal accepted into people's own file: merged three-way, then kept as the next base."""

from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.merge import Merged, MergedRegister, merge_maps, merge_registers
from cxworkbench.records.register import Register
from cxworkbench.records.relinking import relinked_register
from cxworkbench.records.store import load_record, save_record
from cxworkbench.records.threeway import conflicts_table

MAP_FILE: Final = "maps/journey.map.json"
REGISTER_FILE: Final = "maps/register.json"
BASE_FOLDER: Final = ".base"  # beside people's files: the last proposal that was accepted
BEGUN: Final = "begun.map.json"  # in that folder: the list or template that a map began as


def accept_map(folder: Path, proposed: Path) -> Merged:
    """People's map after a proposal was merged into it and saved.

    Where there is no map yet, the proposal becomes it. Done twice, the second time changes nothing.

    Parameters
    ----------
    folder
        The engagement's folder.
    proposed
        The proposal's file, as notebook 2 wrote it.

    Raises
    ------
    RecordProblem
        The proposal is not there, one of the files cannot be read, or they are of two maps. Nothing
        is written then.
    """
    path = folder / MAP_FILE
    theirs = load_record(_there(proposed), JourneyMap)
    merged = merged_with(folder, theirs)
    # People's file first: stopped in between, the same proposal merges again to the same map.
    save_record(merged.map, path)
    save_record(theirs, base_of(path))
    return merged


def merged_with(folder: Path, theirs: JourneyMap) -> Merged:
    """People's map as it would be with a proposal; nothing is saved."""
    path = folder / MAP_FILE
    if not path.is_file():
        return Merged(theirs, conflicts_table([]))
    return merge_maps(_last_accepted(path), load_record(path, JourneyMap), theirs)


def begin_map(folder: Path, first: JourneyMap) -> Path:
    """Where a map from a list or template was put as people's map, before any proposal.

    It is also what the first proposal is merged against: what people leave as the list had it, the
    proposal may fill in.

    Parameters
    ----------
    folder
        The engagement's folder, which has no map yet.
    first
        The map.
    """
    path = folder / MAP_FILE
    save_record(first, path)
    save_record(first, path.parent / BASE_FOLDER / BEGUN)
    return path


def is_accepted(folder: Path) -> bool:
    """Whether people keep a map and it is more than the list or template that they began with."""
    path = folder / MAP_FILE
    begun = path.parent / BASE_FOLDER / BEGUN
    return path.is_file() and (base_of(path).is_file() or not begun.is_file())


def accept_register(folder: Path, proposed: Path) -> MergedRegister:
    """People's register after a proposal was merged into it and saved; else as `accept_map`.

    Entries at elements of the map that people merged name the one that is left.
    """
    path = folder / REGISTER_FILE
    theirs = _following(load_record(_there(proposed), Register), folder)
    if path.is_file():
        base = load_record(base_of(path), Register) if base_of(path).is_file() else None
        merged = merge_registers(base, _following(load_record(path, Register), folder), theirs)
    else:
        merged = MergedRegister(theirs, conflicts_table([]))
    save_record(merged.register, path)
    save_record(theirs, base_of(path))
    return merged


def _following(register: Register, folder: Path) -> Register:
    path = folder / MAP_FILE
    return (
        relinked_register(register, load_record(path, JourneyMap)) if path.is_file() else register
    )


def base_of(path: Path) -> Path:
    """Where the last accepted proposal of people's own file is kept."""
    return path.parent / BASE_FOLDER / path.name


def _last_accepted(path: Path) -> JourneyMap | None:
    there = (base_of(path), path.parent / BASE_FOLDER / BEGUN)
    found = next((one for one in there if one.is_file()), None)
    return load_record(found, JourneyMap) if found else None


def _there(proposed: Path) -> Path:
    if not proposed.is_file():
        raise RecordProblem(
            f"{proposed} is not there. Run the notebook that proposes it first; it writes into its "
            "out folder."
        )
    return proposed

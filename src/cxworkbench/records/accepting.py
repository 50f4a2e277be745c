"""A proposal accepted into people's own file: merged three-way, then kept as the next base."""

from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.merge import Merged, MergedRegister, merge_maps, merge_registers
from cxworkbench.records.register import Register
from cxworkbench.records.store import load_record, save_record
from cxworkbench.records.threeway import conflicts_table

MAP_FILE: Final = "maps/journey.map.json"
REGISTER_FILE: Final = "maps/register.json"
BASE_FOLDER: Final = ".base"  # beside people's files: the last proposal that was accepted


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
    if path.is_file():
        base = load_record(_base(path), JourneyMap) if _base(path).is_file() else None
        merged = merge_maps(base, load_record(path, JourneyMap), theirs)
    else:
        merged = Merged(theirs, conflicts_table([]))
    # People's file first: stopped in between, the same proposal merges again to the same map.
    save_record(merged.map, path)
    save_record(theirs, _base(path))
    return merged


def accept_register(folder: Path, proposed: Path) -> MergedRegister:
    """People's register after a proposal was merged into it and saved; else as `accept_map`."""
    path = folder / REGISTER_FILE
    theirs = load_record(_there(proposed), Register)
    if path.is_file():
        base = load_record(_base(path), Register) if _base(path).is_file() else None
        merged = merge_registers(base, load_record(path, Register), theirs)
    else:
        merged = MergedRegister(theirs, conflicts_table([]))
    save_record(merged.register, path)
    save_record(theirs, _base(path))
    return merged


def _base(path: Path) -> Path:
    return path.parent / BASE_FOLDER / path.name


def _there(proposed: Path) -> Path:
    if not proposed.is_file():
        raise RecordProblem(
            f"{proposed} is not there. Run the notebook that proposes it first; it writes into its "
            "out folder."
        )
    return proposed

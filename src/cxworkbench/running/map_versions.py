"""Two or three versions of a map on the command line: what changed, and one made of them."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.meaning import describe_meaning, map_meaning
from cxworkbench.records.merge import Merged, merge_maps
from cxworkbench.records.store import save_record
from cxworkbench.running.map_answers import (
    list_conflicts,
    require_own_place,
    require_same_format,
)
from cxworkbench.running.maps import map_at, maps_to_compare


def meaning_of(old: Path, new: Path | None = None) -> pd.DataFrame:
    """What changed between two maps in sentences, as `records.meaning.map_meaning` tells it.

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
    """
    return map_meaning(*maps_to_compare(old, new))


def tell_meaning(meaning: pd.DataFrame, *, differences: int = 0) -> str:
    """The sentences, one a line, under the one that counts them.

    `differences` is the number of rows field by field, which are named where there are any: order
    across parents, which means nothing, has rows and no sentence.
    """
    rows = "1 row" if differences == 1 else f"{differences} rows"
    more = [f"Field by field: {rows}, with --fields."] if differences else []
    return "\n".join([describe_meaning(meaning), *meaning["sentence"].tolist(), *more])


@dataclass(frozen=True)
class MergedFile:
    """A merged map that was written, and what is told of it."""

    merged: Merged
    told: str


def merge_files(
    base: Path, ours: Path, theirs: Path, out: Path, *, force: bool = False
) -> MergedFile:
    """Three versions of a map merged into a file.

    Parameters
    ----------
    base
        The version that both sides began with.
    ours
        The version that stays where both sides changed one thing.
    theirs
        The other one.
    out
        The file to write.
    force
        Overwrite a file at `out` that is no map.

    Raises
    ------
    ParameterProblem
        One of the maps is not there, or `out` is one of them or no map.
    RecordProblem
        They are not versions of one map, or one is not whole. Nothing is written then.
    """
    read = [path / MAP_FILE if path.is_dir() else path for path in (base, ours, theirs)]
    require_own_place(out, read)
    require_same_format(out, "json", force=force)
    one, two, three = map_at(base), map_at(ours), map_at(theirs)
    merged = merge_maps(one, two, three)
    save_record(merged.map, out)
    conflicts = list_conflicts(merged.conflicts, ours="ours", theirs="theirs") or ["No conflicts."]
    told = [f"Merged: {out}", tell_meaning(map_meaning(two, merged.map)), *conflicts]
    return MergedFile(merged, "\n".join(told))

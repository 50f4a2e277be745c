"""Files that another tool wrote: read whole, unless they are far too large for what they are."""

from pathlib import Path

from cxworkbench.ground.errors import DataProblem


def outside_bytes(path: Path, *, largest: int) -> bytes:
    """The bytes of a file of a journey map, at most `largest` of them.

    Raises
    ------
    DataProblem
        The file is missing, empty or larger.
    """
    if not path.is_file():
        raise DataProblem(f"There is no file {path}. Check its name and its folder.")
    if path.stat().st_size > largest:
        raise DataProblem(
            f"{path.name} has more than {largest // 2**20} MB, and no journey map is so large. "
            "Export a single journey."
        )
    raw = path.read_bytes()
    if not raw.strip():
        raise DataProblem(f"{path.name} is empty: it has no bytes. Export it again.")
    return raw

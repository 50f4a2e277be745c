"""A new engagement: its folder, the files received for it, and own notebooks if wanted."""

import shutil
from pathlib import Path

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.intake.folders import new_engagement
from cxworkbench.running.notebooks import copy_notebooks


def start_engagement(
    target: Path,
    *,
    template: str = "",
    sample: str = "",
    touchpoints: Path | None = None,
    from_data: Path | None = None,
    own_notebooks: bool = False,
) -> str:
    """What was made, in a few lines.

    Parameters
    ----------
    target
        The folder to make.
    template
        Name of a stage template for the map.
    sample
        Name of a sample to copy.
    touchpoints
        A touchpoint list or matrix for the map.
    from_data
        Received files, copied into the engagement's `data/`.
    own_notebooks
        Copies of the notebooks go into the engagement.

    Raises
    ------
    ParameterProblem, DataProblem
        Something named does not exist or cannot be read; nothing is made then.
    """
    if from_data is not None and not from_data.is_dir():
        raise ParameterProblem(
            f"{from_data} is not a folder. Give the folder that holds the received files."
        )
    folder = new_engagement(target, template=template, sample=sample, map_file=touchpoints)
    lines = [f"Engagement: {folder}"]
    if from_data is not None:
        copied = _copy_received(from_data, folder / "data")
        lines.append(f"Received files copied into data: {', '.join(copied) or 'none'}")
    if own_notebooks:
        lines += [f"Notebook: {path}" for path in copy_notebooks(folder)]
    lines.append(f"Next: cxworkbench check {folder}")
    return "\n".join(lines)


def _copy_received(source: Path, into: Path) -> list[str]:
    """Files as they are, folders kept; what starts with a dot is the system's and stays."""
    copied = []
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            (into / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, into / inside)
            copied.append(inside.as_posix())
    return copied

"""A journey map from a file of somebody else's: touchpoint list or wide matrix, CSV or workbook."""

from pathlib import Path

from cxworkbench.exchange.map_from_list import is_touchpoint_list, map_from_touchpoint_list
from cxworkbench.exchange.map_from_matrix import is_matrix, map_from_matrix
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, sample_of
from cxworkbench.ground.layout import lay_out
from cxworkbench.ground.tables import read_rows
from cxworkbench.records.journey_map import JourneyMap


def read_map_file(
    path: Path, *, sheet: str = "", title: str = ""
) -> tuple[JourneyMap, tuple[Problem, ...]]:
    """The map that a touchpoint list or a wide matrix describes, stamped "assumption-based".

    A list has one row per touchpoint and a column that is called touchpoint, or by another usual
    word for it. A matrix has the stages in row 1, steps in row 2 if there are any, and the name of
    a lane in front of each further row.

    Parameters
    ----------
    path
        CSV or .xlsx.
    sheet
        Which sheet of a workbook; empty for one called touchpoints, else the first.
    title
        Name of the map; empty for the file's name.

    Returns
    -------
    JourneyMap
        Every statement assumed and a draft, without evidence.
    tuple of Problem
        What was not taken over or had to be decided, with its row.

    Raises
    ------
    DataProblem
        The file cannot be read, or is neither a list nor a matrix.
    """
    read = read_rows(path, sheet=sheet)
    if not sheet and "touchpoints" in read.sheets and read.sheet != "touchpoints":
        read = read_rows(path, sheet="touchpoints")
    name = title or " ".join(path.stem.replace("_", " ").replace("-", " ").split()) or path.stem
    laid_out = lay_out(read.rows, path.name, read.merged)
    if is_touchpoint_list(laid_out.frame):
        found, problems = map_from_touchpoint_list(laid_out.frame, file=path.name, title=name)
        return found, (*read.problems, *laid_out.problems, *problems)
    if is_matrix(read.rows):
        found, problems = map_from_matrix(read.rows, merged=read.merged, file=path.name, title=name)
        return found, (*read.problems, *problems)
    raise DataProblem(
        f"{path.name} is neither a touchpoint list nor a matrix of stages: its columns are "
        f"{sample_of(laid_out.frame.columns)}. A list has a column touchpoint; a matrix has stages "
        "in row 1 and lanes (touchpoints, actions, pains …) in its first column. "
        "Rename a column, or start from templates/intake/touchpoints.csv."
    )

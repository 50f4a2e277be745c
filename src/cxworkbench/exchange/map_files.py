"""A journey map from a table of somebody else's, CSV, Markdown or workbook, whatever its layout."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkbench.exchange.map_from_list import is_touchpoint_list, map_from_touchpoint_list
from cxworkbench.exchange.map_from_matrix import is_matrix, map_from_matrix
from cxworkbench.exchange.map_from_stages import (
    is_lens_matrix,
    is_stage_table,
    map_from_stage_table,
    stage_columns,
    stages_of_lenses,
)
from cxworkbench.exchange.vendor_profiles import cardboard_rows, in_our_words, untested
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, sample_of
from cxworkbench.ground.headers import Span
from cxworkbench.ground.layout import lay_out
from cxworkbench.ground.tables import read_rows
from cxworkbench.records.journey_map import JourneyMap

if TYPE_CHECKING:
    import pandas as pd


def read_map_file(
    path: Path, *, sheet: str = "", title: str = "", vendor: str = ""
) -> tuple[JourneyMap, tuple[Problem, ...]]:
    """The map that a table describes, stamped "assumption-based".

    A list has one row per touchpoint and a column that is called touchpoint, or by another usual
    word for it. A table of stages has one row per stage, per stage and stakeholder, or per stage
    and lane. A matrix has the stages in row 1, steps in row 2 if there are any, and the name of a
    lane in front of each further row.

    Parameters
    ----------
    path
        CSV or .xlsx.
    sheet
        Which sheet of a workbook; empty for one called touchpoints, else the first.
    title
        Name of the map; empty for the file's name.
    vendor
        The product that wrote it, one of `vendor_profiles.PROFILES`; empty for none of them.

    Returns
    -------
    JourneyMap
        Every statement assumed and a draft, without evidence.
    tuple of Problem
        What was not taken over or had to be decided, with its row.

    Raises
    ------
    DataProblem
        The file cannot be read, or is none of these.
    """
    read = read_rows(path, sheet=sheet)
    if not sheet and "touchpoints" in read.sheets and read.sheet != "touchpoints":
        read = read_rows(path, sheet="touchpoints")
    name = title or title_of(path)
    found, problems = map_from_rows(
        read.rows, merged=read.merged, file=path.name, title=name, vendor=vendor
    )
    return found, (*read.problems, *problems)


def title_of(path: Path) -> str:
    """What a map is called that is named by its file alone.

    Examples
    --------
    >>> title_of(Path("our_point-of-sale.csv"))
    'our point of sale'
    """
    stem = Path(path.name.removesuffix(".gz")).stem
    return " ".join(stem.replace("_", " ").replace("-", " ").split()) or stem


def map_from_rows(
    rows: Sequence[Sequence[str]],
    *,
    merged: Sequence[Span] = (),
    file: str,
    title: str,
    vendor: str = "",
) -> tuple[JourneyMap, list[Problem]]:
    """The map that rows of cells describe, and what was not taken over.

    Raises
    ------
    DataProblem
        As `read_map_file`.
    """
    if vendor:
        rows = in_our_words(cardboard_rows(rows) if vendor == "cardboard" else rows, vendor)
        found, problems = map_from_rows(rows, merged=merged, file=file, title=title)
        return found, [untested(vendor, file), *problems]
    if is_lens_matrix(rows):
        return map_from_stage_table(stages_of_lenses(rows), file=file, title=title)
    laid_out = lay_out(rows, file, merged)
    headings = [str(name) for name in laid_out.frame.columns]
    if is_touchpoint_list(laid_out.frame) and not _is_about_stages(laid_out.frame):
        found, problems = map_from_touchpoint_list(laid_out.frame, file=file, title=title)
        return found, [*laid_out.problems, *problems]
    if is_matrix(rows):
        return map_from_matrix(rows, merged=merged, file=file, title=title)
    if is_stage_table(headings) or "touchpoint" in stage_columns(headings):
        found, problems = map_from_stage_table(laid_out.frame, file=file, title=title)
        return found, [*laid_out.problems, *problems]
    raise DataProblem(
        f"{file} is neither a touchpoint list nor a matrix of stages: its columns are "
        f"{sample_of(laid_out.frame.columns)}. A list has a column touchpoint; a table of stages "
        "has a column stage and lanes (actions, pains …) beside it; a matrix has stages "
        "in row 1 and lanes (touchpoints, actions, pains …) in its first column. "
        "Rename a column, or start from templates/intake/touchpoints.csv."
    )


def _is_about_stages(frame: "pd.DataFrame") -> bool:
    """Whether a table with a column of touchpoints is long, or names stages and no touchpoint."""
    columns = stage_columns([str(name) for name in frame.columns])
    if {"stage", "lane", "text"} <= columns.keys():
        return True
    filled = [name for name in columns["touchpoint"] if frame[name].str.strip().ne("").any()]
    stages = [name for name in columns.get("stage", ()) if frame[name].str.strip().ne("").any()]
    return bool(stages) and not filled

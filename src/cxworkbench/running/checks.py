"""What is wrong with the received files, for a terminal and for a script."""

import datetime
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem
from cxworkbench.intake.checking import Checked, check_engagement
from cxworkbench.intake.hidden import NOT_FOUND
from cxworkbench.intake.setting_aside import SET_ASIDE
from cxworkbench.records.engagement import Brand
from cxworkbench.running.progress import ReadingProgress
from cxworkbench.telling.brand import describe_brand, logo_of
from cxworkbench.voice.placing import problems_of_segments
from cxworkbench.voice.profile import account_profile
from cxworkbench.voice.research import recommend_metrics

LISTS: Final = ("problems", "mapping", "unplaced", "unmatched", "proposed_matches", "hidden")
_BECAME: Final = {"nothing: not kept": "not kept"}
NOT_USED: Final = "not used"
_SHOWN_EACH: Final = 3  # of problems that differ only in row and value
_IN_TABLES: Final = (
    "give its questions a touchpoint, or map a column (columns.touchpoint or columns.category) in "
    "engagement.toml."
)
_IN_INTERVIEWS: Final = (
    "fill a column stage in their index sheet; or write "
    '"Stage: Decision" into the first lines, or a stage as heading above what belongs to it; '
    "or code the passages."
)
# How a header's use was decided, where it does not stand in engagement.toml.
_DECIDED: Final = {"alias": " (by its name)", "proposed": " (proposed)"}


def check_all(folder: Path) -> Checked:
    """The check of an engagement's files, and of its rules for segments over what they hold."""
    checked = check_engagement(folder, tell=ReadingProgress())
    evidence = checked.evidence
    profile = account_profile(
        evidence.accounts,
        evidence.contacts,
        evidence.lean("voices"),
        evidence.lean("events"),
        as_of=datetime.date(2000, 1, 1),  # any day: rules are only read, nobody is put anywhere
        recommend=recommend_metrics(checked.engagement.metrics),
    )
    more = [*problems_of_segments(folder, checked.engagement, profile)]
    return checked.with_problems([*more, *_problems_of_brand(folder, checked.engagement.brand)])


def _problems_of_brand(folder: Path, brand: Brand) -> Iterator[Problem]:
    """A logo that reports cannot show is refused, a colour that is hardly seen is noted."""
    try:
        logo_of(brand, folder)
    except DataProblem as problem:
        rule = "is a picture in the engagement"
        yield Problem("engagement.toml", 0, "brand.logo", rule, brand.logo, str(problem))
    if said := describe_brand(brand):
        yield Problem(
            "engagement.toml", 0, "brand.colour", "is seen on paper", brand.colour, said, "note"
        )


def check_summary(checked: Checked) -> dict[str, Any]:
    """The check as a script reads it: every list as records, and how many were refused."""
    lists = {name: getattr(checked, name).to_dict("records") for name in LISTS}
    return {"refused": checked.refused, **lists}


def describe_check(checked: Checked) -> str:
    """The check as text: how columns are used, what has no place yet, then each problem.

    How much could not be used stands first and last: a long check scrolls.
    """
    notes = len(checked.problems) - checked.refused
    counts = f"{checked.refused:,} could not be used; {_counted(notes, 'note')}."
    blocks = [
        counts,
        *_mapping(checked.mapping),
        _block(
            checked.unplaced[checked.unplaced["column"].ne("")],
            "value without a touchpoint or stage. Place each under [values] in engagement.toml, or "
            "set ignore = true:",
            lambda row: (
                f"{row['table']}, {row['column']}: {row['value']!r}, "
                f"{row['rows']} {_plural(row['rows'], 'row')}"
            ),
        ),
        *_nowhere(checked),
        _block(
            _first_of_each(checked.unmatched),
            "row without an account. Add the account, or say in engagement.toml that two names are "
            "the same:",
            lambda row: (
                f"{row['file']}, row {row['row']}: {row['name']!r}"
                + (f", perhaps {row['nearest']}" if row["nearest"] else "")
                + (f" (and {row['more']} more)" if row["more"] else "")
            ),
        ),
        _block(
            checked.proposed_matches,
            "name that may be an account's. If it is, say so in engagement.toml:",
            lambda row: f"{row['received']!r} is perhaps {row['name']!r} ({row['why']})",
        ),
        *_problems(checked.problems),
        _hidden(checked.hidden),
    ]
    return "\n\n".join([*(block for block in blocks if block), counts])


def _hidden(hidden: pd.DataFrame) -> str:
    """What of people was hidden, a line or few for each file, and what is not recognised."""
    lines = []
    for (file, became), rows in hidden.groupby(["file", "became"], sort=False):
        told = (
            f"{row['column']} ({row['count']:,} of kind {row['kind']}"
            f"{', inside text' if row['place'] == 'inside text' else ''})"
            for row in rows.to_dict("records")
        )
        lines += _wrapped(
            f"{file}, {_BECAME.get(str(became), f'became {became}')}: {', '.join(told)}"
        )
    head = "Hidden, as it is of people:" if lines else "Nothing of people was recognised."
    return "\n".join([head, *lines, *_wrapped(NOT_FOUND)])


def _nowhere(checked: Checked) -> list[str]:
    """Rows in which no column says anything of their place: there is no word to put in [values]."""
    unplaced = checked.unplaced[checked.unplaced["column"].eq("")]
    talks = {table.name for table in checked.engagement.tables if table.method == "interview"}
    return [
        f"{row['rows']} {_plural(row['rows'], 'row')} of {row['table']} "
        f"{'names' if row['rows'] == 1 else 'name'} no touchpoint: "
        + (_IN_INTERVIEWS if row["table"] in talks else _IN_TABLES)
        for row in unplaced.to_dict("records")
    ]


def _mapping(mapping: pd.DataFrame) -> list[str]:
    """A block for each received table: header, what it is used for, and how that was decided."""
    blocks = []
    for (table, file), rows in mapping.groupby(["table", "file"], sort=False):
        lines = [f"{file} as {table}:" if table else f"{file}:"]
        used = rows["column"].ne("") | rows["how"].ne(NOT_USED)
        for row in rows[used].to_dict("records"):
            use = row["column"] + _DECIDED.get(row["how"], "") if row["column"] else row["how"]
            header, sample = _short(row["header"], 32), _short(row["samples"])
            lines.append(f"  {header:<32}  {_short(use, 24):<24}  {sample}".rstrip())
        unused = (
            f"{_short(row['header'], 32)} ({_short(row['samples'], 24)})"
            if row["samples"]
            else f"{_short(row['header'], 32)} (empty)"
            for row in rows[~used].to_dict("records")
        )
        lines += _wrapped(f"{NOT_USED}: {', '.join(unused)}") if not used.all() else []
        blocks.append("\n".join(lines))
    return blocks


def _wrapped(text: str) -> list[str]:
    """The text in lines that fit a terminal, all but the first a little further in."""
    return textwrap.wrap(
        text, 110, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False
    )


def _first_of_each(unmatched: pd.DataFrame) -> pd.DataFrame:
    """The first rows of a file that name an account the same way, and how many more do: `more`."""
    same = unmatched.groupby(["file", "name"], sort=False, dropna=False)["row"]
    place, size = same.cumcount(), same.transform("size")
    more = (size - _SHOWN_EACH).where(place.eq(_SHOWN_EACH - 1), 0).clip(lower=0)
    return unmatched.assign(more=more.astype("int64"))[place < _SHOWN_EACH]


def _block(table: pd.DataFrame, heading: str, line: Any) -> str:  # noqa: ANN401 - a function
    if table.empty:
        return ""
    noun, rest = heading.split(" ", 1)
    count = len(table) + (int(table["more"].sum()) if "more" in table else 0)
    head = f"{count} {_plural(count, noun)} {rest}"
    return "\n".join([head, *(f"  {line(row)}" for row in table.to_dict("records"))])


def _problems(problems: pd.DataFrame) -> list[str]:
    """What could not be used, and then the notes; of those alike but in row and value three."""
    refused = problems["severity"].eq("refused")
    of_each = ((problems[refused], "that could not be used"), (problems[~refused], "only to know"))
    return [
        "\n".join([f"{_counted(len(some), noun)} {what}:", *_problem_lines(some)])
        for (some, what), noun in zip(of_each, ("problem", "note"), strict=True)
        if len(some)
    ]


def _problem_lines(problems: pd.DataFrame) -> Iterator[str]:
    same = problems.groupby(["file", "column", "rule"], sort=False, dropna=False)
    place, sizes = same.cumcount(), same["row"].transform("size")
    shown = problems[place < _SHOWN_EACH]
    for index, row in zip(shown.index, shown.to_dict("records"), strict=True):
        yield f"  {_problem(row)}"
        if place[index] == _SHOWN_EACH - 1 and sizes[index] > _SHOWN_EACH:
            yield f"    and {sizes[index] - _SHOWN_EACH} more, all in evidence/problems.csv"


def _problem(row: dict[Any, Any]) -> str:
    if row["rule"] == SET_ASIDE:
        return _set_aside(row)
    place = f"{row['file']}, row {row['row']}" if row["row"] else str(row["file"])
    column = f", {row['column']}" if row["column"] else ""
    value = f": {_short(row['value'])!r}" if row["value"] else ""
    return f"{place}{column}{value}. Rule: {row['rule']}. To do: {row['remedy']}"


def _set_aside(row: dict[Any, Any]) -> str:
    """The note of a rule of `set_aside`: what it did is no fault, so it names no rule broken."""
    by = f"set aside by `{row['column']}`, as engagement.toml says"
    if row["value"].startswith("0 "):
        return f"{row['file']}: no row is {by}. {row['remedy']}"
    return f"{row['file']}: {row['value']} {by}. Nothing to do."


def _short(value: object, most: int = 60) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {_plural(count, noun)}"


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"

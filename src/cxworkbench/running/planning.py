"""What a run is going to do: everything checked first, and one key for its content."""

import ast
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.files import require_file, write_text
from cxworkbench.ground.tables import read_table
from cxworkbench.ground.terms import AUDIENCES
from cxworkbench.running.account import CLIENT_SAFE, Job, Outcome, place_of, report_place_of
from cxworkbench.running.manifest import (
    NAME,
    Line,
    hashes_of,
    inputs_of,
    key_of,
    seen_from,
    versions,
)
from cxworkbench.running.notebooks import (
    FILES,
    Notebook,
    describe_parameters,
    find_notebooks,
    read_notebook,
)
from cxworkbench.running.parameters import check_parameters
from cxworkbench.telling import report_formats

if TYPE_CHECKING:
    import pandas as pd

FORMATS: Final = ("html",)  # where none is asked for
FROM_THE_FOLDER: Final = ("engagement", "out")  # not for a person to give
MARK: Final = ".audience"  # beside reports: who they are for
ID_COLUMN: Final = "account_id"


@dataclass(frozen=True)
class Planned:
    """A run that is ready to begin: everything was checked, and its key is known."""

    folder: Path
    run: Path  # runs/<key>, inside the folder
    reports: Path
    key: str
    notebooks: tuple[Notebook, ...]
    parameters: dict[str, Any]  # as given
    defaults: dict[str, Any]  # what the first notebook takes where nothing is given
    inputs: dict[str, str]
    versions: dict[str, str]
    formats: tuple[str, ...]
    audience: str

    @property
    def manifest(self) -> Path:
        """The run's manifest."""
        return self.run / NAME

    def job(self, account: str) -> Job:
        """The account's piece of work."""
        return Job(
            account,
            account,
            self.folder,
            place_of(account, self.run),
            report_place_of(account, self.reports),
            self.notebooks,
            self.parameters,
            self.formats,
            self.audience,
        )

    def key_of(self, account: str) -> str:
        """What the account's outputs depend on, as a key."""
        return key_of([self.key, account, list(self.formats), self.audience])

    def line(self, outcome: Outcome, account: str) -> Line:
        """The account's outcome as the manifest keeps it."""
        return Line(
            account=account,
            key=self.key_of(account),
            status="ok" if outcome.ok else "failed",
            seconds=round(outcome.seconds, 3),
            ended_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            error=outcome.message.partition("\n")[0],
            message=outcome.message,
            short=outcome.short,
            report=seen_from(self.folder, outcome.report) if outcome.report else "",
            parameters={**self.defaults, **self.parameters, "account": account},
            seed={**self.defaults, **self.parameters}.get("seed"),
            inputs=self.inputs,
            outputs=hashes_of(outcome.outputs, self.folder),
            versions=self.versions,
        )


def plan_run(
    folder: Path,
    *,
    parts: Sequence[str] = tuple(FILES),
    given: Mapping[str, Any] = MappingProxyType({}),
    formats: Sequence[str] = FORMATS,
    audience: str = "internal",
    reports: Path | None = None,
) -> Planned:
    """The run that these words ask for, everything checked that can be before a kernel starts.

    Parameters
    ----------
    folder
        The engagement.
    parts
        Which notebooks.
    given
        Parameters of the notebooks, except those that the folder decides.
    formats, audience
        Of the reports.
    reports
        Where they go; None: the engagement's `reports`, and `client-safe` in it for that audience.

    Raises
    ------
    ParameterProblem
        A word is not one of those there are, or there is no engagement in the folder.
    """
    require_report_words(formats, audience)
    folder = folder.resolve()
    require_engagement(folder)
    notebooks = find_notebooks(folder, parts)
    parameters = _checked(given, notebooks, folder)
    inputs, found = inputs_of(folder), versions()
    code = {one.path.name: _code_of(one.path) for one in find_notebooks(folder)}
    content = {"inputs": inputs, "code": code, "versions": found}
    # The account is left out: all accounts of one content share one run.
    content["parameters"] = {k: v for k, v in parameters.items() if k != "account"}
    key = key_of(content)
    return Planned(
        folder,
        folder / "runs" / key,
        reports_place(folder, reports, audience),
        key,
        notebooks,
        parameters,
        _defaults(notebooks[0]),
        inputs,
        found,
        tuple(formats),
        audience,
    )


def require_report_words(formats: Sequence[str], audience: str) -> None:
    """Nothing when there are such formats and such an audience; else `ParameterProblem`."""
    for kind in formats:
        _require_word("format", kind, tuple(report_formats.FORMATS))
    _require_word("audience", audience, AUDIENCES)


def read_formats(words: Sequence[str]) -> tuple[str, ...]:
    """The formats as they were typed: each its own word, or several with commas between.

    Examples
    --------
    >>> read_formats(["html,deck", "poster"])
    ('html', 'deck', 'poster')
    """
    named = [one.strip() for word in words for one in word.split(",")]
    return tuple(dict.fromkeys(one for one in named if one))


def reports_place(folder: Path, reports: Path | None, audience: str) -> Path:
    """Where reports go: as given, else a folder of their own for each audience."""
    if reports is not None:
        return reports.resolve()
    place = folder.resolve() / "reports"
    return place / CLIENT_SAFE if audience == CLIENT_SAFE else place


def prepare_reports(reports: Path, audience: str) -> None:
    """The folder of reports, made and marked with the audience that it is for.

    Raises
    ------
    ParameterProblem
        The folder cannot be written, or it holds reports for another audience.
    """
    mark = reports / MARK
    try:
        there = mark.read_text("utf-8").strip() if mark.is_file() else audience
        if there == audience:
            write_text(mark, f"{audience}\n")
    except OSError as fault:
        raise ParameterProblem(
            f"Reports cannot be written to {reports}: {fault.strerror}. Give a folder that can be "
            "written with --out; nothing was begun."
        ) from fault
    if there != audience:
        raise ParameterProblem(
            f"{reports} holds {there} reports, and these are {audience}. They must not lie beside "
            "each other, where one is handed out for the other. Give another folder with --out, or "
            "leave --out out; nothing was begun."
        )


def require_engagement(folder: Path) -> None:
    """Nothing when the folder holds an engagement.

    Raises
    ------
    ParameterProblem
        It does not; the message names engagements near it.
    """
    if (folder / "engagement.toml").is_file():
        return
    around = folder if folder.is_dir() else folder.parent
    near = sorted(found.parent.name for found in around.glob("*/engagement.toml"))
    there = f"Engagements in {around}: {sample_of(near)}. " if near else ""
    raise ParameterProblem(
        f"{folder} holds no engagement.toml, so it is no engagement. {there}"
        "Give an engagement's folder, or make one with cxworkbench new."
    )


def _defaults(notebook: Notebook) -> dict[str, Any]:
    declared = describe_parameters(notebook.path)
    return {
        one.name: ast.literal_eval(one.default)
        for one in declared
        if one.name not in FROM_THE_FOLDER
    }


def _checked(
    given: Mapping[str, Any], notebooks: Sequence[Notebook], folder: Path
) -> dict[str, Any]:
    for name in FROM_THE_FOLDER:
        if name in given:
            raise ParameterProblem(
                f"{name!r} is not given as a parameter here: the engagement is the folder named "
                "in the command, and what is written goes into its runs and reports. Leave it out."
            )
    declared = {one.path.name: describe_parameters(one.path) for one in notebooks}
    return check_parameters(given, declared, folder=folder)


def read_accounts(path: Path, known: Sequence[str] | None = None) -> tuple[str, ...]:
    """The account ids of a list: the column `account_id` of a CSV or XLSX file, in its order.

    Parameters
    ----------
    path
        The list.
    known
        The ids there are; None: any id is taken.

    Raises
    ------
    ParameterProblem
        There is no such file or column, the list is empty, or ids are missing, there twice or not
        known; the message holds every fault.
    DataProblem
        The file is no table.
    """
    require_file(path)
    frame = read_table(path).frame
    if ID_COLUMN not in frame.columns:
        raise ParameterProblem(
            f"{path.name} has no column {ID_COLUMN!r}. {did_you_mean(ID_COLUMN, frame.columns)}"
            f"Its columns are {', '.join(frame.columns)}. Name the column that holds the "
            f"account ids {ID_COLUMN}."
        )
    ids = frame[ID_COLUMN]
    if ids.empty:
        raise ParameterProblem(
            f"{path.name} names no account: it has its columns' names and no rows. A list has one "
            "account a row. Fill it, or leave --accounts out for every account."
        )
    faults = [*_faults_in(ids, path.name), _unknown(ids[ids.str.strip() != ""], known)]
    found = " ".join(fault for fault in faults if fault)
    if found:
        raise ParameterProblem(found)
    return tuple(ids)


def _faults_in(ids: "pd.Series", file: str) -> Iterator[str]:
    blank = [str(row) for row in ids.index[ids.str.strip() == ""]]
    twice = sorted(set(ids[ids.duplicated() & (ids.str.strip() != "")]))
    if blank:
        yield (
            f"{file}: {len(blank)} of {len(ids)} rows have no {ID_COLUMN}: row "
            f"{', '.join(blank[:3])}. Every row names one account. "
            "Fill in the id or delete the row."
        )
    if twice:
        yield (
            f"{file}: {len(twice)} of {len(ids.unique())} account ids stand there more than "
            f"once: {sample_of(twice)}. Each account gets one report. Keep one row of each."
        )


def _unknown(chosen: Iterable[str], known: Sequence[str] | None) -> str:
    """The accounts asked for that do not exist, as a message; empty where all do."""
    there = set(known or ())
    unknown = [] if known is None else [one for one in dict.fromkeys(chosen) if one not in there]
    if not unknown:
        return ""
    return (
        f"{len(unknown)} of the accounts asked for {_are(len(unknown))} not in the "
        f"engagement: {sample_of(unknown)}. {did_you_mean(unknown[0], there)}"
        f"There are {len(there)}: {sample_of(known or ())}. Correct the list and start again; "
        "nothing was begun."
    )


def require_accounts(chosen: Iterable[str], known: Sequence[str]) -> None:
    """Nothing when every account exists.

    Raises
    ------
    ParameterProblem
        Some do not; the message names them, and the nearest one for the first.
    """
    unknown = _unknown(chosen, known)
    if unknown:
        raise ParameterProblem(unknown)


def read_jobs(text: str) -> int:
    """How many accounts at a time, as it was typed.

    Raises
    ------
    ParameterProblem
        It is no whole number.
    """
    if not (text.isascii() and text.removeprefix("-").isdigit()):
        raise ParameterProblem(f"--jobs is {text!r}. It is a whole number from 1 on.")
    return int(text)


def require_jobs(jobs: int) -> None:
    """Nothing when at least one account can be worked on at a time."""
    if jobs < 1:
        raise ParameterProblem(f"jobs is {jobs}, and at least 1 is needed. Leave it out for 2.")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _require_word(kind: str, word: str, known: Sequence[str]) -> None:
    if word not in known:
        raise ParameterProblem(
            f"There is no {kind} {word!r}. {did_you_mean(word, known)}There is {', '.join(known)}."
        )


def _code_of(path: Path) -> list[list[Any]]:
    """What decides a notebook's results: its code and its tags, not its prose."""
    cells = read_notebook(path).cells
    return [
        [cell.source, sorted(cell.metadata.get("tags", []))]
        for cell in cells
        if cell.cell_type == "code"
    ]

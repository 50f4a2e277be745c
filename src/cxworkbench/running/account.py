"""One account from its notebooks to its report: the piece of work that a batch does many times."""

import shutil
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.ground.files import safe_name
from cxworkbench.records.accepting import MAP_FILE, REGISTER_FILE
from cxworkbench.records.base import Record
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register
from cxworkbench.records.store import load_engagement, load_record
from cxworkbench.records.told import Told
from cxworkbench.running.notebooks import FILES, Notebook
from cxworkbench.running.progress import nobody
from cxworkbench.telling.report_formats import FORMATS

K = TypeVar("K", bound=Record)
ALL: Final = "all"
PACKS: Final = "packs"  # the folder of audience packs, among told records and among reports
CLIENT_SAFE: Final = "client-safe"  # the audience, and the folder of its reports


@dataclass(frozen=True)
class Job:
    """What one account's run needs. It travels to another process, so it holds plain values."""

    name: str  # by which its outcome is known
    account: str  # an account_id, or ALL
    folder: Path  # the engagement
    into: Path  # for what the notebooks write; inside the engagement
    reports: Path  # for the report's files
    notebooks: tuple[Notebook, ...]
    parameters: dict[str, Any] = field(default_factory=dict)  # checked; the account's is added
    formats: tuple[str, ...] = ("html",)  # none: no report
    audience: str = "internal"
    open_first: bool = False  # read the engagement before a kernel starts
    scratch: Path | None = None


@dataclass(frozen=True)
class Outcome:
    """How one job ended; `message` says why it failed, and is empty when it did not."""

    name: str
    ok: bool
    message: str = ""
    outputs: tuple[Path, ...] = ()
    report: Path | None = None
    short: bool = False  # too few voices: the short report
    seconds: float = 0.0
    trace: str = ""  # for --debug


def place_of(account: str, run: Path) -> Path:
    """The folder of the account inside the run's folder; an account's id is never a file name."""
    return run / ALL if account == ALL else run / "accounts" / safe_name(account)


def report_place_of(account: str, reports: Path) -> Path:
    """The folder of the account's report; that of all accounts stands beside the index."""
    return reports if account == ALL else reports / own_folder(account)


def own_folder(name: str) -> str:
    """The name of an account's or engagement's folder among reports: never the client-safe one.

    Examples
    --------
    >>> own_folder("a-001"), own_folder("client-safe")
    ('a-001', 'client-safe-6b5639ca04')
    """
    safe = safe_name(name)
    return safe_name(f"{name} ") if safe == CLIENT_SAFE else safe


def run_account(
    job: Job,
    on_kernel: Callable[[int], None] = nobody,
    on_start: Callable[[Path], None] = nobody,
) -> Outcome:
    """The account's executed notebooks, told files and report, or why there are none.

    Whatever goes wrong is in the outcome, so that the next account can go on. What an earlier run
    wrote for this account is removed first: a failed run leaves no stale report.
    """
    _clear(job)
    try:
        told = _told_by_notebooks(job, on_kernel, on_start)
        report = _report_of(told, job)
    except WorkbenchError as problem:
        return Outcome(job.name, ok=False, message=str(problem), trace=traceback.format_exc())
    except Exception as fault:  # noqa: BLE001 - a fault in one account must not stop the others
        return Outcome(job.name, ok=False, message=_fault(fault), trace=traceback.format_exc())
    outputs = sorted(path for path in job.into.rglob("*") if path.is_file())
    return Outcome(
        job.name,
        ok=True,
        outputs=(*outputs, *report),
        report=report[0] if report else None,
        short=any(one.short for one in told),
    )


def _told_by_notebooks(
    job: Job, on_kernel: Callable[[int], None], on_start: Callable[[Path], None]
) -> list[Told]:
    # Heavy imports: only a process that really runs something pays for them.
    from cxworkbench.intake.opening import open_engagement
    from cxworkbench.running.execute import run_notebooks

    if job.open_first:
        open_engagement(str(job.folder), as_of=str(job.parameters.get("as_of", "")))
    parameters = {
        **job.parameters,
        "engagement": ".",
        "account": job.account,
        "out": job.into.relative_to(job.folder).as_posix(),
    }
    run_notebooks(
        job.notebooks,
        parameters,
        folder=job.folder,
        into=job.into,
        scratch=job.scratch,
        on_kernel=on_kernel,
        on_start=on_start,
    )
    return [load_record(path, Told) for path in sorted((job.into / "told").glob("*.json"))]


def _report_of(told: list[Told], job: Job) -> list[Path]:
    if not job.formats or not told:
        return []
    from cxworkbench.telling.brand import logo_of
    from cxworkbench.telling.report import write_pack_pages, write_report

    brand = load_engagement(job.folder).brand
    written = write_report(
        told,
        formats=job.formats,
        audience=job.audience,
        into=job.reports,
        brand=brand,
        logo=logo_of(brand, job.folder),
        register=_kept(job, REGISTER_FILE, Register),
        journey_map=_kept(job, MAP_FILE, JourneyMap),
    )
    if job.audience == CLIENT_SAFE or "html" not in job.formats:
        return written
    packs = {
        path.stem: load_record(path, Told)
        for path in sorted((job.into / "told" / PACKS).glob("*.json"))
    }
    logo = logo_of(brand, job.folder)
    return [*written, *write_pack_pages(packs, into=job.reports, brand=brand, logo=logo)]


def _kept(job: Job, name: str, kind: type[K]) -> K | None:
    """The record that people keep, for the workbook of all accounts, which they change."""
    path = job.folder / name
    if "workbook" not in job.formats or job.account != ALL or not path.is_file():
        return None
    return load_record(path, kind)


def _clear(job: Job) -> None:
    """Nothing is left of what an earlier run of these notebooks wrote; other parts' files stay."""
    if len(job.notebooks) == len(FILES):
        shutil.rmtree(job.into, ignore_errors=True)
    for notebook in job.notebooks:
        number, stem = notebook.path.name.partition("_")[0], notebook.path.stem
        (job.into / notebook.path.name).unlink(missing_ok=True)
        (job.into / f"{stem}.stopped.ipynb").unlink(missing_ok=True)
        for told in (job.into / "told").glob(f"{number}_*.json"):
            told.unlink()
        if number == "3":
            shutil.rmtree(job.into / "told" / PACKS, ignore_errors=True)
    if job.formats:
        shutil.rmtree(job.reports / PACKS, ignore_errors=True)
        for name in FORMATS.values():
            (job.reports / name).unlink(missing_ok=True)


def _fault(fault: Exception) -> str:
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return (
        f"The workbench itself failed: {type(fault).__name__}: {fault} "
        f"({Path(last.filename).name}, line {last.lineno}). "
        "Run it again with --debug and send what it shows to whoever looks after the workbench."
    )

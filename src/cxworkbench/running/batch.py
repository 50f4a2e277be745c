"""A batch: one report for each account of an engagement, an index, and a manifest."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cxworkbench.ground.tables import read_table
from cxworkbench.intake.case import Case
from cxworkbench.intake.opening import open_engagement
from cxworkbench.running.account import ALL, Outcome
from cxworkbench.running.indexing import index_accounts, look_at_accounts
from cxworkbench.running.manifest import Line, append_line, is_done, last_lines
from cxworkbench.running.planning import (
    FORMATS,
    Planned,
    plan_run,
    prepare_reports,
    read_accounts,
    require_accounts,
    require_jobs,
)
from cxworkbench.running.pool import Crew
from cxworkbench.running.progress import ReadingProgress, nobody


@dataclass(frozen=True)
class Batch:
    """How a batch ended."""

    folder: Path
    run: Path
    index: Path
    manifest: Path
    whole: Line  # of all accounts together
    lines: tuple[Line, ...]  # one an account, in the order asked for
    skipped: int  # already done, with --resume
    traces: dict[str, str]

    @property
    def whole_report(self) -> Path | None:
        """The report over all accounts together, where there is one."""
        return self.folder / self.whole.report if self.whole.report else None

    @property
    def failed(self) -> tuple[Line, ...]:
        """Those without a report; all accounts together may be among them."""
        return tuple(line for line in (self.whole, *self.lines) if line.status == "failed")


def run_batch(
    folder: Path,
    *,
    accounts: Sequence[str] | Path = (),
    jobs: int = 2,
    formats: Sequence[str] = FORMATS,
    audience: str = "internal",
    reports: Path | None = None,
    resume: bool = False,
    on_plan: Callable[[int], None] = nobody,
    on_done: Callable[[bool], None] = nobody,
) -> Batch:
    """A report for each account, and an index of them.

    First the notebooks run over all accounts, then once for each account, `jobs` at a time. An
    account that fails is named in the manifest and in the index, and the others go on.

    Parameters
    ----------
    folder
        The engagement.
    accounts
        Account ids, or a table with a column `account_id`; (): every account of the engagement.
    jobs
        How many accounts are worked on at the same time, 1 or more.
    formats, audience
        Of the reports.
    reports
        Where the reports go; None: the engagement's `reports`.
    resume
        Leaves out accounts whose last run was ok and whose files are as that run left them.
    on_plan
        Is told how many runs there are to do.
    on_done
        Is told whether a run failed, when its line of the manifest is written.

    Raises
    ------
    ParameterProblem, DataProblem, RecordProblem
        Something asked for does not exist or cannot be read; no notebook was begun.
    """
    require_jobs(jobs)
    plan = plan_run(folder, formats=formats, audience=audience, reports=reports)
    case = open_engagement(str(plan.folder), tell=ReadingProgress())
    known = tuple(case.evidence.accounts["account_id"])
    accounts = _asked_for(accounts, known)
    known_of = look_at_accounts(case)  # a segment's rule that cannot be read is told here, once
    chosen = accounts or known
    prepare_reports(plan.reports, plan.audience)
    lines = _still_good(plan) if resume else {}
    askable = [account for account in chosen if account != ALL]
    skipped = sum(account in lines for account in askable)
    waiting = [account for account in (ALL, *askable) if account not in lines]
    on_plan(len(waiting))
    traces = {}
    with closing(_outcomes(plan, waiting, jobs)) as outcomes:
        for outcome in outcomes:
            line = plan.line(outcome, outcome.name)
            append_line(plan.manifest, line)
            lines[outcome.name] = line
            traces[outcome.name] = outcome.trace
            on_done(not outcome.ok)
    ended = tuple(
        _called_all(plan, case) if account == ALL else lines[account] for account in chosen
    )
    index = index_accounts(plan, case, known_of, ended, lines[ALL])
    return Batch(plan.folder, plan.run, index, plan.manifest, lines[ALL], ended, skipped, traces)


def _asked_for(accounts: Sequence[str] | Path, known: Sequence[str]) -> tuple[str, ...]:
    if isinstance(accounts, Path):
        return read_accounts(accounts, known)
    require_accounts(accounts, known)
    return tuple(accounts)


def _called_all(plan: Planned, case: Case) -> Line:
    """The line of an account whose id means every account: it cannot be asked for."""
    places = []
    for table in case.engagement.tables:
        if table.feeds == "accounts":
            cells = read_table(case.folder / "data" / table.file, sheet=table.sheet).frame
            rows = cells.index[(cells.apply(lambda cell: cell.str.strip()) == ALL).any(axis=1)]
            places += [f"{table.file}, row {row}" for row in rows]
    where = f"{', '.join(places)}: " if places else "The received files: "
    message = (
        f"{where}an account has the id {ALL!r}, which here means every account, "
        "so it has no report of its own. Give that account another id in the received files."
    )
    return plan.line(Outcome(ALL, ok=False, message=message), ALL)


def _still_good(plan: Planned) -> dict[str, Line]:
    """The lines of accounts that need not run again."""
    return {
        account: line
        for account, line in last_lines(plan.manifest).items()
        if is_done(line, plan.key_of(account), plan.folder)
    }


def _outcomes(plan: Planned, accounts: Sequence[str], jobs: int) -> Generator[Outcome, None, None]:
    """All accounts together first: a fault that every account shares is seen there at once."""
    with Crew(min(jobs, len(accounts))) as crew:
        yield from crew.do([plan.job(account) for account in accounts if account == ALL])
        yield from crew.do([plan.job(account) for account in accounts if account != ALL])

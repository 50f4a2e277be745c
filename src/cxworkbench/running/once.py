"""The notebooks once: for all accounts or one, all parts or one."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cxworkbench.intake.opening import open_engagement
from cxworkbench.records.store import load_record
from cxworkbench.records.told import Told
from cxworkbench.running.account import ALL, Outcome, place_of, run_account
from cxworkbench.running.manifest import append_line
from cxworkbench.running.planning import FORMATS, Planned, plan_run, prepare_reports
from cxworkbench.running.progress import ReadingProgress, nobody


@dataclass(frozen=True)
class Once:
    """How a single run ended; `next_step` is the last notebook's."""

    plan: Planned
    into: Path
    outcome: Outcome
    next_step: str


def run_once(
    folder: Path,
    *,
    parts: Sequence[str],
    given: Mapping[str, Any],
    formats: Sequence[str] = FORMATS,
    on_start: Callable[[Path], None] = nobody,
) -> Once:
    """The parts' notebooks, executed, with a report of what is told by then.

    Parameters
    ----------
    folder
        The engagement.
    parts
        Which notebooks; those of other parts that ran before with the same content stay.
    given
        Parameters of the notebooks; `account` among them runs it for that account.
    formats
        Of the report.
    on_start
        Is told each notebook before it starts.

    Raises
    ------
    ParameterProblem, DataProblem, RecordProblem
        Something asked for does not exist or cannot be read; no notebook was begun.
    """
    plan = plan_run(folder, parts=parts, given=given, formats=formats)
    account = str(plan.parameters.get("account", ALL))
    open_engagement(
        str(plan.folder),
        account=account,
        segment=str(plan.parameters.get("segment", ALL)),
        as_of=str(plan.parameters.get("as_of", "")),
        tell=ReadingProgress(),
    )
    prepare_reports(plan.reports, plan.audience)
    began = time.monotonic()
    outcome = run_account(plan.job(account), on_start=on_start)
    outcome = replace(outcome, seconds=time.monotonic() - began)
    append_line(plan.manifest, plan.line(outcome, account))
    into = place_of(account, plan.run)
    return Once(plan, into, outcome, _next_step(into))


def _next_step(into: Path) -> str:
    told = sorted((into / "told").glob("*.json"))
    return load_record(told[-1], Told).next_step if told else ""

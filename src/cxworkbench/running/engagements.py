"""One report for each of many engagements: one for each client, with that client's brand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cxworkbench.ground.errors import ParameterProblem, WorkbenchError
from cxworkbench.running.account import ALL, Outcome, own_folder
from cxworkbench.running.indexing import index_engagements
from cxworkbench.running.manifest import append_line
from cxworkbench.running.planning import (
    FORMATS,
    Planned,
    plan_run,
    prepare_reports,
    reports_place,
    require_jobs,
    require_report_words,
)
from cxworkbench.running.pool import Crew
from cxworkbench.running.progress import nobody


@dataclass(frozen=True)
class Engagements:
    """How a batch over engagements ended; outcomes in the order of the folders' names."""

    index: Path
    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The engagements without a report."""
        return tuple(outcome for outcome in self.outcomes if not outcome.ok)


def find_engagements(folder: Path) -> tuple[Path, ...]:
    """The folders inside `folder` that hold an `engagement.toml`, by name.

    Raises
    ------
    ParameterProblem
        There is none.
    """
    found = tuple(sorted(path.parent.resolve() for path in folder.glob("*/engagement.toml")))
    if not found:
        raise ParameterProblem(
            f"{folder} holds no engagements: no folder in it has an engagement.toml. "
            "Give the folder that holds the engagements' folders."
        )
    return found


def run_engagements(
    folder: Path,
    *,
    jobs: int = 2,
    formats: Sequence[str] = FORMATS,
    audience: str = "internal",
    reports: Path | None = None,
    on_plan: Callable[[int], None] = nobody,
    on_done: Callable[[bool], None] = nobody,
) -> Engagements:
    """A report over all accounts of each engagement, and an index of them.

    An engagement that cannot be read or that stops is named with its cause in the index, and the
    others go on.

    Parameters
    ----------
    folder
        Holds the engagements' folders.
    jobs
        How many are worked on at the same time, 1 or more.
    formats, audience
        Of the reports.
    reports
        Where reports and index go; None: `reports` in `folder`, and
        `client-safe` in that for that audience.
    on_plan
        Is told how many there are.
    on_done
        Is told of each whether it failed.

    Raises
    ------
    ParameterProblem
        There are no engagements, or a word is not one of those there are.
    """
    require_jobs(jobs)
    reports = reports_place(folder, reports, audience)
    engagements = find_engagements(folder)
    require_report_words(formats, audience)
    prepare_reports(reports, audience)
    on_plan(len(engagements))
    plans: dict[str, Planned] = {}
    ended: dict[str, Outcome] = {}
    for one in engagements:
        place = reports / own_folder(one.name)
        try:
            plans[one.name] = plan_run(one, formats=formats, audience=audience, reports=place)
        except WorkbenchError as problem:
            ended[one.name] = Outcome(one.name, ok=False, message=str(problem))
            on_done(True)
    work = [replace(plan.job(ALL), name=name, open_first=True) for name, plan in plans.items()]
    with Crew(min(jobs, len(work))) as crew:
        for outcome in crew.do(work):
            plan = plans[outcome.name]
            append_line(plan.manifest, plan.line(outcome, ALL))
            ended[outcome.name] = outcome
            on_done(not outcome.ok)
    ordered = tuple(ended[one.name] for one in engagements)
    index = index_engagements(ordered, folder, reports, audience=audience)
    return Engagements(index, ordered)

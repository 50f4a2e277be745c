"""Accepted actions as other tools take them in: a table, a calendar, files for issue trackers."""

import csv
import datetime
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cxworkbench.exchange.calendar_file import actions_calendar
from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.files import neutral
from cxworkbench.records.base import as_json_text
from cxworkbench.records.deciding import accepted_actions
from cxworkbench.records.register import Entry, Register

DOCUMENTED: Final = "as the vendor documents it; not tried in the vendor's product"
UNDOCUMENTED: Final = "the vendor documents no import of its own; for add-ons that read a table"
OURS: Final = "read back by our tests"


@dataclass(frozen=True)
class ActionFormat:
    """One form that actions are written in."""

    name: str
    file: str
    what: str
    standing: str  # how far it is known to be taken in


@dataclass(frozen=True)
class _About:
    """What every writer is given."""

    register: Register
    as_of: datetime.date
    engagement_id: str
    stages: Mapping[str, str]

    def actions(self) -> list[Entry]:
        return accepted_actions(self.register)

    def open_ones(self) -> list[Entry]:
        return accepted_actions(self.register, open_only=True)

    def stage(self, one: Entry) -> str:
        return self.stages.get(one.stage_id, one.stage_id)


FORMATS: Final = (
    ActionFormat("csv", "actions.csv", "all accepted actions, for a spreadsheet", OURS),
    ActionFormat("ics", "actions.ics", "due days of open actions, for a calendar", OURS),
    ActionFormat("jira", "actions-jira.csv", "open actions, for Jira's CSV import", DOCUMENTED),
    ActionFormat("gitlab", "actions-gitlab.csv", "open actions, for GitLab's CSV import",
                 DOCUMENTED),
    ActionFormat("github", "actions-github.json",
                 "open actions, each as GitHub's “create an issue” takes it", DOCUMENTED),
    ActionFormat("azure", "actions-azure.csv", "open actions, for Azure Boards' CSV import",
                 DOCUMENTED),
    ActionFormat("asana", "actions-asana.csv", "open actions, for Asana's CSV importer",
                 DOCUMENTED),
    ActionFormat("trello", "actions-trello.csv", "open actions, as cards in a table",
                 UNDOCUMENTED),
)  # fmt: skip


def action_format(name: str) -> ActionFormat:
    """The form of that name.

    Raises
    ------
    ParameterProblem
        There is none; the message names all.
    """
    known = {one.name: one for one in FORMATS}
    if name not in known:
        raise ParameterProblem(
            f"{name!r} is no form of actions. {did_you_mean(name, known)}There are: "
            f"{', '.join(known)}."
        )
    return known[name]


def actions_text(
    register: Register,
    name: str,
    *,
    as_of: datetime.date,
    engagement_id: str,
    stages: Mapping[str, str] | None = None,
) -> str:
    """The actions of a register in one of `FORMATS`.

    Text that a spreadsheet would take for a formula has an apostrophe in front; text that a tracker
    would take for a command, a mention or a link to another issue is made plain.

    Parameters
    ----------
    register
        Its accepted actions; trackers and calendars get those that are not done or dropped.
    name
        "csv", "ics", "jira", "gitlab", "github", "azure", "asana" or "trello".
    as_of
        Stands where a form needs a day; no clock is read.
    engagement_id
        Keeps ids of two engagements apart.
    stages
        Stage id -> name.
    """
    form = action_format(name)
    return _WRITERS[form.name](_About(register, as_of, engagement_id, stages or {}))


def _plain(about: _About) -> str:
    heads = ("id", "title", "stage", "touchpoints", "function", "owner", "due", "progress",
             "blocked by", "depends on", "effort (person-days)", "cost", "metric",
             "expected change", "recommendation", "rests on", "decision", "decided by",
             "decided on", "wave")  # fmt: skip
    rows = [
        (one.id, one.title, about.stage(one), " ".join(one.touchpoint_ids), one.owner_function,
         one.owner, one.due, one.progress or "open", one.blocked_by, " ".join(one.depends_on),
         _known(one.effort), _known(one.cost), one.metric, _known(one.change), one.recommendation,
         " ".join(one.because_of), one.decision, one.decided_by, one.decided_on,
         str(one.wave or ""))
        for one in about.actions()
    ]  # fmt: skip
    return _csv(heads, rows)


def _calendar(about: _About) -> str:
    return actions_calendar(
        about.register, as_of=about.as_of, engagement_id=about.engagement_id, stages=about.stages
    )


def _jira(about: _About) -> str:
    heads = ("Summary", "Description", "Issue Type", "Due Date", "Labels")
    rows = [
        (one.title, _body(one, about), "Task", one.due, _label(about.stage(one)))
        for one in about.open_ones()
    ]
    return _csv(heads, rows)


def _gitlab(about: _About) -> str:
    rows = [(one.title, _quiet(_body(one, about)), one.due) for one in about.open_ones()]
    return _csv(("title", "description", "due_date"), rows)


def _github(about: _About) -> str:
    issues = [
        {
            "title": one.title,
            "body": _quiet(_body(one, about, due=True)),
            "labels": [label for label in ("customer journey", about.stage(one)) if label],
        }
        for one in about.open_ones()
    ]
    return as_json_text(issues)


def _azure(about: _About) -> str:
    # An import may hold no assignee, state or dates of its own: all stand in the description.
    rows = [("Issue", one.title, _body(one, about, due=True)) for one in about.open_ones()]
    return _csv(("Work Item Type", "Title", "Description"), rows)


def _asana(about: _About) -> str:
    rows = [
        (one.title, _body(one, about), about.stage(one), "", "", "", _american(one.due))
        for one in about.open_ones()
    ]
    heads = ("Name", "Description", "Section", "Assignee", "Collaborators", "Start Date",
             "Due Date")  # fmt: skip
    return _csv(heads, rows)


def _trello(about: _About) -> str:
    rows = [
        (one.title, _body(one, about), one.progress or "open", one.due, _label(about.stage(one)))
        for one in about.open_ones()
    ]
    return _csv(("Name", "Description", "List", "Due Date", "Labels"), rows)


_WRITERS: Final[Mapping[str, Callable[[_About], str]]] = {
    "csv": _plain,
    "ics": _calendar,
    "jira": _jira,
    "gitlab": _gitlab,
    "github": _github,
    "azure": _azure,
    "asana": _asana,
    "trello": _trello,
}


def _body(one: Entry, about: _About, *, due: bool = False) -> str:
    """What a tracker shows below the title; the owner too, because users there have other names."""
    titles = {other.id: other.title for other in about.register.entries}
    lines = [
        one.recommendation if one.recommendation != one.title else "",
        _line("Owner", one.owner),
        _line("Function", one.owner_function),
        _line("Due", one.due) if due else "",
        _line("Progress", one.progress or "open"),
        _line("Blocked by", one.blocked_by),
        _line("Waits for", "; ".join(titles[other] for other in one.depends_on)),
        _line("Effort", f"{one.effort:g} person-days" if one.effort is not None else ""),
        _line("Cost", f"{one.cost:,.0f}" if one.cost is not None else ""),
        _line("Measured by", one.metric),
        _line("Because of", "; ".join(titles[other] for other in one.because_of)),
        f"cxworkbench {about.engagement_id}: {one.id}",
    ]
    return "\n".join(line for line in lines if line)


def _line(name: str, value: str) -> str:
    return f"{name}: {value}" if value else ""


def _quiet(text: str) -> str:
    """Text that calls nobody and does nothing: no mention, no link to an issue, no command."""
    apart = re.sub(r"([@#!&%~$])(?=\w)", "\\1\u200b", text)
    return "\n".join(
        f"\u200b{line}" if line.startswith("/") else line for line in apart.split("\n")
    )


def _label(text: str) -> str:
    return re.sub(r"\s+", "-", text.strip())


def _american(day: str) -> str:
    return datetime.date.fromisoformat(day).strftime("%m/%d/%Y") if day else ""


def _known(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _csv(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[neutral(cell) for cell in row] for row in rows])
    return written.getvalue()

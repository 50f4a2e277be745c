"""How far an engagement is: what each part needs to begin and to end, and its share done."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.ground.shell import in_shell
from cxworkbench.insight.building import PROPOSED_FILE
from cxworkbench.insight.drafts import insights_of
from cxworkbench.intake.case import Case
from cxworkbench.intake.opening import open_engagement
from cxworkbench.journey.completeness import complete_share, completeness
from cxworkbench.records.accepting import MAP_FILE, REGISTER_FILE, is_accepted
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register
from cxworkbench.records.store import load_record
from cxworkbench.running.account import ALL, place_of
from cxworkbench.running.manifest import NAME, inputs_of, last_lines
from cxworkbench.running.maps import newest_proposal
from cxworkbench.running.notebooks import FILES
from cxworkbench.running.planning import require_engagement
from cxworkbench.voice.parts import received_voices

BAR: Final = 20


@dataclass(frozen=True)
class Check:
    """One thing that holds or does not, with what to do if it does not.

    Received files are never changed, so what is wrong in them holds nothing up (`waits` False): it
    is said beside the next step.
    """

    what: str
    met: bool
    found: str
    remedy: str = ""
    waits: bool = True


@dataclass(frozen=True)
class PartStatus:
    """One part of the method: what it needs to begin, what it needs to end, share done (0-1)."""

    part: str
    entry: tuple[Check, ...]
    exit: tuple[Check, ...]
    share: float


@dataclass(frozen=True)
class Status:
    """The whole engagement; `next_step` is what to do now."""

    engagement: str
    parts: tuple[PartStatus, ...]
    next_step: str

    def as_json(self) -> dict[str, Any]:
        """The status as a script reads it."""
        return asdict(self)


def engagement_status(folder: Path) -> Status:
    """How far the engagement is. Nothing of it is typed in: all is computed from what is there.

    Raises
    ------
    ParameterProblem
        The folder holds no engagement.
    """
    require_engagement(folder)
    try:
        case = open_engagement(str(folder), write=False)
    except WorkbenchError as problem:
        return _unreadable(folder, str(problem))
    ran = _parts_that_ran(folder)
    parts = (_research(case, ran), _map(folder, ran), _insights(folder, ran))
    return Status(case.engagement.name, parts, _next_step(folder, parts))


def describe_status(status: Status) -> str:
    """The status as a page of text."""
    lines = [status.engagement]
    for part in status.parts:
        filled = "#" * round(part.share * BAR)
        lines += ["", f"{part.part:<9} [{filled:<{BAR}}] {part.share:.0%}"]
        lines += [f"  to begin: {_check_line(check)}" for check in part.entry]
        lines += [f"  to end:   {_check_line(check)}" for check in part.exit]
    return "\n".join([*lines, "", f"Next: {status.next_step}"])


def _check_line(check: Check) -> str:
    return f"{'yes' if check.met else 'no '}  {check.what}: {check.found}"


def _unreadable(folder: Path, problem: str) -> Status:
    check = Check("what was received can be read", met=False, found=problem, remedy=problem)
    nothing = [PartStatus(part, (), (), 0.0) for part in FILES if part != "research"]
    research = PartStatus("research", (check,), (), 0.0)
    return Status(folder.resolve().name, (research, *nothing), problem)


def _parts_that_ran(folder: Path) -> set[str]:
    """Parts whose notebook ran over all accounts on the data and settings that are there now.

    People's own map and register do not count: what was accepted does not undo the run it is from.
    """
    now = _received(inputs_of(folder))
    found: set[str] = set()
    for manifest in sorted((folder / "runs").glob(f"*/{NAME}")):
        line = last_lines(manifest).get(ALL)
        if line is not None and _received(line.inputs) == now:
            into = place_of(ALL, manifest.parent)
            found |= {part for part, name in FILES.items() if (into / name).is_file()}
    return found


def _received(inputs: dict[str, str]) -> dict[str, str]:
    return {name: digest for name, digest in inputs.items() if not name.startswith("maps/")}


def _research(case: Case, ran: set[str]) -> PartStatus:
    refused = int((case.problems["severity"] == "refused").sum())
    evidence = case.evidence
    voices, events = evidence.columns("voices", ["part_of"]), evidence.rows("events")
    rows = len(voices) + events
    places = _share_without(case.unplaced, rows)
    entry = (
        Check(
            "accounts and their voices are received",
            met=len(evidence.accounts) > 0 and rows > 0,
            found=f"{len(evidence.accounts)} accounts, "
            f"{len(received_voices(voices))} voices, "
            f"{events} events",
            remedy="Put what you received into data/ and name it in engagement.toml.",
        ),
        Check(
            "every received value can be used",
            met=refused == 0,
            found="yes" if refused == 0 else f"{refused} cannot",
            remedy=f"{refused} received {'value' if refused == 1 else 'values'} cannot be used: "
            f"cxworkbench check {in_shell(case.folder)} lists them.",
            waits=False,
        ),
    )
    exits = (
        _placed(case.unplaced),
        Check(
            "every row belongs to an account",
            met=case.unmatched.empty,
            found=_count(len(case.unmatched), "row does not", "rows do not"),
            remedy=f"Rows without an account: {len(case.unmatched)}; cxworkbench check "
            f"{in_shell(case.folder)} lists them, with the nearest names.",
            waits=False,
        ),
        _ran("research", ran, case.folder),
    )
    share = (places + ("research" in ran)) / 2 if rows else 0.0
    return PartStatus("research", entry, exits, round(share, 3))


def _placed(unplaced: pd.DataFrame) -> Check:
    """Whether words and rows have a place, counted as the check of the files lists them."""
    words, nowhere = unplaced["column"].ne(""), unplaced["column"].eq("")
    rows = int(unplaced.loc[nowhere, "rows"].sum())
    found = [_count(int(words.sum()), "has none", "have none")] if words.any() else []
    found += [_count(rows, "row names no touchpoint", "rows name no touchpoint")] if rows else []
    remedy = (
        "Place them under [values] in engagement.toml; cxworkbench check lists them."
        if words.any()
        else "Say what the rows without a touchpoint are about; cxworkbench check says how."
    )
    return Check(
        "every activity, category and question has a place",
        met=unplaced.empty,
        found="; ".join(found) or "yes",
        remedy=remedy,
    )


def _count(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _map(folder: Path, ran: set[str]) -> PartStatus:
    own = folder / MAP_FILE
    place = own if own.is_file() else newest_proposal(folder)
    share = 0.0
    found = "there is none yet"
    if place is not None:
        table = completeness(load_record(place, JourneyMap))
        share = complete_share(table) if len(table) else 0.0
        found = f"{share:.0%} of {len(table)} touchpoints"
    entry = (_ran("research", ran, folder),)
    exits = (
        _ran("map", ran, folder),
        Check(
            "people accepted a map",
            met=is_accepted(folder),
            found=_accepted(folder),
            remedy=f"Accept the proposed map: cxworkbench map accept {in_shell(folder)}.",
        ),
        Check(
            "every touchpoint has an action and an emotion",
            met=share == 1.0,
            found=found,
            remedy="Fill them in with the map notebook, or ask customers: cxworkbench lab.",
        ),
    )
    return PartStatus("map", entry, exits, round(share, 3))


def _accepted(folder: Path) -> str:
    if is_accepted(folder):
        return "yes"
    begun = (folder / MAP_FILE).is_file()
    return "not yet; there is one, as a list or template has it" if begun else "not yet"


def _insights(folder: Path, ran: set[str]) -> PartStatus:
    own = folder / REGISTER_FILE
    place = own if own.is_file() else newest_proposal(folder, PROPOSED_FILE)
    insights = insights_of(load_record(place, Register)) if place is not None else []
    agreed = sum(entry.status == "confirmed" for entry in insights)
    share = agreed / len(insights) if insights else 0.0
    has_map = (folder / MAP_FILE).is_file() or newest_proposal(folder) is not None
    entry = (
        Check(
            "there is a map",
            met=has_map,
            found="yes" if has_map else "not yet",
            remedy=f"Make one: cxworkbench run {in_shell(folder)}.",
        ),
    )
    exits = (
        _ran("insights", ran, folder),
        Check(
            "every insight is confirmed",
            met=share == 1.0,
            found=f"{agreed} of {len(insights)}" if own.is_file() else _drafted(len(insights)),
            remedy=f"Read the drafts in the report; cxworkbench map accept {in_shell(folder)} "
            f'writes them to {REGISTER_FILE}. Set "status": "confirmed" there, or delete the '
            "entry.",
        ),
    )
    return PartStatus("insights", entry, exits, round(share, 3))


def _drafted(count: int) -> str:
    return f"0 of {count}, drafted and not accepted yet" if count else "there is none yet"


def _ran(part: str, ran: set[str], folder: Path) -> Check:
    return Check(
        f"{FILES[part]} ran on what is there now",
        met=part in ran,
        found="yes" if part in ran else "not yet",
        remedy=f"Run it: cxworkbench run {in_shell(folder)}.",
    )


def _share_without(left_over: pd.DataFrame, rows: int) -> float:
    """Share of rows that are not left over; where a table has `rows`, each line counts so many."""
    count = left_over["rows"].sum() if "rows" in left_over.columns else len(left_over)
    return max(0.0, 1.0 - float(count) / rows) if rows else 0.0


def _next_step(folder: Path, parts: tuple[PartStatus, ...]) -> str:
    unmet = [check for part in parts for check in (*part.entry, *part.exit) if not check.met]
    steps = [check.remedy for check in unmet if check.waits]
    beside = [check.remedy for check in unmet if not check.waits]
    step = steps[0] if steps else f"Share the reports: cxworkbench batch {in_shell(folder)}."
    return " ".join([step, *(f"Besides: {said}" for said in beside)])

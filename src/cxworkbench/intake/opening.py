"""An engagement, opened: its evidence made current, its words checked, its window cut."""

import datetime
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem, problems_table
from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.language import speak
from cxworkbench.ground.parts import Tell, tell_nobody
from cxworkbench.ground.resources import shipped
from cxworkbench.intake.building import Intake, current_evidence
from cxworkbench.intake.case import NO_DAY, Case
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.evidence import DAY_OF, Evidence
from cxworkbench.records.store import load_engagement
from cxworkbench.records.usual_metrics import with_usual_metrics

SAMPLE: Final = "sample:"
ALL: Final = "all"


def open_engagement(
    engagement: str | Path,
    *,
    out: str | Path = "work",
    account: str = ALL,
    segment: str = ALL,
    as_of: str = "",
    window_days: int = 365,
    seed: int = 1,
    write: bool = True,
    tell: Tell = tell_nobody,
) -> Case:
    """The case that a notebook works on.

    Evidence is made again from `data/` where any received file, `engagement.toml` or the version
    of the workbench has changed since it was written; otherwise it is read.

    Parameters
    ----------
    engagement
        A folder, or "sample:NAME": a sample that came with the package, copied into `out` first. A
        copy that is already there is kept, with everything changed in it.
    out
        Where the run writes.
    account
        An account_id, or "all".
    segment
        A segment's name, or "all". Where the engagement has no rules for segments, any name is
        taken here, and the step that makes the segments checks it.
    as_of
        Last day that counts, ISO date; empty for the engagement's, and where that has none, for
        the last day on which anything happened. Where nothing was received there is no such day.
    window_days
        Days counted back from `as_of`. Voices and events without a date stay in.
    seed
        For every random draw.
    write
        Keeps evidence that was made again; False where the engagement is only looked at.
    tell
        Is told how far the reading of large files is.

    Raises
    ------
    ParameterProblem
        No such folder, sample, account or segment; `as_of` is no date or is needed and nowhere
        stated; `window_days` is not positive.
    DataProblem, RecordProblem
        As `building.build_evidence`.
    """
    _require_words(account=account, segment=segment, as_of=as_of)
    into = Path(out)
    folder = _folder_of(str(engagement), into)
    intake = current_evidence(folder, write=write, tell=tell)
    stated = _with_currency(load_engagement(folder), intake.currency)
    speak(stated.language)
    settings = with_usual_metrics(stated, _scored(intake.evidence))
    _require_known("account", account, intake.evidence.accounts["account_id"], folder)
    rules = [rule.name for rule in settings.segments]
    if rules:
        _require_known("segment", segment, rules, folder)
    if window_days < 1:
        raise ParameterProblem(f"window_days is {window_days}. It is a number of days from 1 on.")
    last = _last_day(as_of or settings.as_of, intake.evidence)
    return Case(
        folder=folder,
        engagement=settings,
        evidence=_within_window(intake.evidence, last, window_days),
        account=account,
        segment=segment,
        as_of=last,
        window_days=window_days,
        seed=seed,
        out=into,
        **_lists(intake, _outside(intake.evidence, last, window_days)),
        inputs=intake.inputs,
    )


def _require_words(**given: object) -> None:
    """Numbers in the place of words are refused: an id written 007 must not become 7."""
    wrong = {name: value for name, value in given.items() if not isinstance(value, str)}
    if wrong:
        name, value = next(iter(wrong.items()))
        raise ParameterProblem(
            f"{name} is {value!r}, which is not text. Write it in quotation marks, with its "
            f'leading zeros: {name}="{value}"; with papermill, -r {name} {value}.'
        )


def copy_sample(name: str, into: Path) -> Path:
    """The folder of a sample inside `into`, copied there whole unless it is there already.

    Raises
    ------
    ParameterProblem
        There is no such sample.
    """
    samples = shipped("samples")
    known = sorted(path.parent.name for path in samples.glob("*/engagement.toml"))
    if name not in known:
        raise ParameterProblem(
            f"There is no sample {name!r}. {did_you_mean(name, known)}Samples: {', '.join(known)}."
        )
    target = into / name
    if not target.exists():
        into.mkdir(parents=True, exist_ok=True)
        beside = into / f".{name}-{os.getpid()}"
        shutil.copytree(samples / name, beside, ignore=_no_evidence)
        try:
            beside.rename(target)
        except OSError:
            # Another run has just put it there: its copy is the same.
            shutil.rmtree(beside)
    return target


def _no_evidence(folder: str, names: list[str]) -> set[str]:  # noqa: ARG001 - shutil's signature
    return {name for name in names if name in ("evidence", "__pycache__")}


def _folder_of(engagement: str, out: Path) -> Path:
    if engagement.startswith(SAMPLE):
        return copy_sample(engagement.removeprefix(SAMPLE), out)
    folder = Path(engagement)
    if not folder.is_dir():
        raise ParameterProblem(
            f"{engagement!r} is no folder. {did_you_mean(folder.name, _beside(folder))}An "
            f'engagement is a folder with an engagement.toml, or "{SAMPLE}NAME" for a sample.'
        )
    return folder


def _beside(folder: Path) -> list[str]:
    above = folder.parent
    found = above.glob("*/engagement.toml") if above.is_dir() else iter(())
    return sorted(path.parent.name for path in found)


def _with_currency(engagement: Engagement, currency: str) -> Engagement:
    if engagement.money.currency or not currency:
        return engagement
    money = engagement.money.model_copy(update={"currency": currency})
    return engagement.model_copy(update={"money": money})


def _scored(evidence: Evidence) -> list[str]:
    voices = evidence.columns("voices", ["metric", "score"])
    metrics: list[str] = voices.loc[voices["score"].notna(), "metric"].unique().tolist()
    return metrics


def _require_known(parameter: str, value: str, known: Iterable[str], folder: Path) -> None:
    there = list(known)
    if value in (ALL, *there):
        return
    shown = ", ".join(there[:5]) + (f" and {len(there) - 5} more" if len(there) > 5 else "")
    raise ParameterProblem(
        f"{folder.name or folder.resolve().name} has no {parameter} {value!r}. "
        f"{did_you_mean(value, there)}There are: {ALL}, {shown}."
    )


def _last_day(as_of: str, evidence: Evidence) -> datetime.date:
    if as_of:
        try:
            return datetime.date.fromisoformat(as_of)
        except ValueError as problem:
            raise ParameterProblem(
                f"as_of is {as_of!r}, which is not a date. Dates are written 2026-02-28."
            ) from problem
    if not any(evidence.rows(name) for name in ("accounts", "voices", "events")):
        return NO_DAY
    days = [evidence.columns(name, [DAY_OF[name]])[DAY_OF[name]] for name in ("voices", "events")]
    last = pd.concat(days).max()
    if pd.isna(last):
        raise ParameterProblem(
            "as_of is not given, and nothing in the evidence has a date. State as_of, the last day "
            "that counts, in engagement.toml or as a parameter."
        )
    return datetime.date.fromisoformat(last.date().isoformat())


def _within_window(evidence: Evidence, last: datetime.date, window_days: int) -> Evidence:
    end = pd.Timestamp(last) + pd.Timedelta(days=1)
    return evidence.within(end - pd.Timedelta(days=window_days), end)


def _outside(evidence: Evidence, last: datetime.date, window_days: int) -> Iterator[Problem]:
    """A note for each received table with rows after the last day or before the first one."""
    end = pd.Timestamp(last) + pd.Timedelta(days=1)
    start = end - pd.Timedelta(days=window_days)
    for name, day in DAY_OF.items():
        table = evidence.columns(name, ["file", day])
        for file, days in table.groupby("file", sort=True)[day]:
            late, early = int((days >= end).sum()), int((days < start).sum())
            if late:
                told = f"{_rows(late)} after as_of {last.isoformat()}: not counted"
                remedy = "Correct as_of or the dates, if they should count."
                yield Problem(str(file), 0, day, "is not after as_of", told, remedy, "note")
            if early:
                told = f"{_rows(early)} before {start.date().isoformat()}: not counted"
                remedy = "Raise window_days, if they should count."
                yield Problem(str(file), 0, day, "is inside the window", told, remedy, "note")


def _rows(count: int) -> str:
    return "1 row is" if count == 1 else f"{count} rows are"


def _lists(intake: Intake, outside: Iterable[Problem]) -> dict[str, pd.DataFrame]:
    return {
        "problems": pd.concat([intake.problems, problems_table(outside)], ignore_index=True),
        "unplaced": intake.unplaced,
        "unmatched": intake.unmatched,
        "proposed_matches": intake.proposed_matches,
        "mapping": intake.mapping,
        "hidden": intake.hidden,
    }

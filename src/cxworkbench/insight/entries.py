"""Findings as entries of the register, each with an id that the next proposal finds again."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.language import capital, say, term
from cxworkbench.insight.findings import Findings
from cxworkbench.insight.guard import holding_gaps
from cxworkbench.insight.moments import CANDIDATE, MOMENT
from cxworkbench.journey.basis import basis_of
from cxworkbench.records.ids import mint_id
from cxworkbench.records.register import Entry, EntryKind
from cxworkbench.voice.words import count_of, number

FEWEST_KEPT: Final = 3  # accounts; below, one loud voice would be an entry of the register


def entry_id(kind: str, title: str, *about: str) -> str:
    """The id of what was found about one thing: readable, and the same in the next proposal.

    Examples
    --------
    >>> entry_id("pain", "Sales data arrive late", "tp-data")
    'pain-sales-data-arrive-late-dd9c1793'
    """
    text = json.dumps([kind, *about, title], ensure_ascii=False)
    digits = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{mint_id(kind.replace(' ', '-'), title, ())}-{digits}"


def finding_entries(
    findings: Findings, stage_ids: Mapping[str, str], *, fewest: int = FEWEST_KEPT
) -> list[Entry]:
    """Pains, gains, service gaps and moments of truth as drafts of register entries.

    Parameters
    ----------
    findings
        As `findings.find` makes them.
    stage_ids
        Stage name -> id on the map.
    fewest
        A finding of fewer accounts stays out of the register; the tables still show it.

    Returns
    -------
    list of Entry
        Pains and gains by rank, gaps and moments in their order. Gaps are there where what was got
        falls short by more than chance; moments where they are one or a candidate for it.
    """
    methods: dict[str, str] = dict(
        zip(findings.voices["voice_id"], findings.voices["method"], strict=True)
    )
    short = findings.gaps[holding_gaps(findings.gaps)]
    moments = findings.moments[findings.moments["label"].isin([MOMENT, CANDIDATE])]
    tables: list[tuple[pd.DataFrame, Callable[[Any, EntryKind], dict[str, Any]], EntryKind]] = [
        (findings.pains, _from_code, "pain"),
        (findings.gains, _from_code, "gain"),
        (short, _from_gap, "service gap"),
        (moments, _from_moment, "moment of truth"),
    ]
    return [
        _entry(row, kind, made(row, kind), stage_ids, methods)
        for table, made, kind in tables
        for row in table.itertuples()
        if int(row.accounts) >= fewest  # type: ignore[arg-type]
    ]


def _entry(
    row: Any,  # noqa: ANN401 - a row of itertuples has no type of its own
    kind: EntryKind,
    fields: dict[str, Any],
    stage_ids: Mapping[str, str],
    methods: Mapping[str, str],
) -> Entry:
    return Entry(
        id=entry_id(kind, fields["title"], row.touchpoint_id, row.stage),
        kind=kind,
        stage_id=stage_ids.get(row.stage, ""),
        touchpoint_ids=(row.touchpoint_id,) if row.touchpoint_id else (),
        basis=basis_of(methods[one] for one in row.evidence),
        evidence=tuple(row.evidence),
        n=int(row.accounts),
        low=_or_none(row.low),
        high=_or_none(row.high),
        **fields,
    )


def _from_code(row: Any, _: EntryKind) -> dict[str, Any]:  # noqa: ANN401
    return {"title": row.code, "value": _or_none(row.score), "why": row.why}


def _from_gap(row: Any, _: EntryKind) -> dict[str, Any]:  # noqa: ANN401
    why = say(
        "{accounts} expected {expectation} and got {perception} ({metric}; "
        "gap {gap}, {low} to {high}).",
        accounts=count_of(row.accounts, "account"),
        expectation=number(row.expectation, 2),
        perception=number(row.perception, 2),
        metric=row.metric,
        gap=number(row.gap, 2),
        low=number(row.low, 2),
        high=number(row.high, 2),
    )
    title = say(
        "{name} falls short of what is expected ({metric})", name=row.name, metric=row.metric
    )
    return {"title": title, "value": _or_none(row.gap), "why": why, "metric": row.metric}


def _from_moment(row: Any, _: EntryKind) -> dict[str, Any]:  # noqa: ANN401
    why = f"{capital(term(row.label))}: {row.why} {row.grade_why} {row.effect_why}"
    words = {"title": row.name, "why": why, "grade": int(row.grade), "effect": row.effect}
    return words | {"value": _or_none(row.outcome_difference)}


def _or_none(value: float) -> float | None:
    return None if pd.isna(value) else float(value)

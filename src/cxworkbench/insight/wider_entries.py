"""What was found more widely as entries of the register: drafts, each with its rule and why."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.language import capital, say, term
from cxworkbench.insight.draft_rules import (
    FOUND_GAP,
    FOUND_NEED,
    FOUND_OPPORTUNITY,
    FOUND_SAVING,
    FOUND_SIGNAL,
)
from cxworkbench.insight.entries import FEWEST_KEPT, entry_id
from cxworkbench.insight.gap_types import GAP
from cxworkbench.insight.needs import OVER, UNDER
from cxworkbench.insight.signals import SIGNAL
from cxworkbench.insight.wider import Wider
from cxworkbench.journey.basis import basis_of
from cxworkbench.records.register import Entry, EntryKind

LOGGED: Final = "analytics"  # what is no voice was logged: an event, a promise
OWN_GAPS: Final = (1, 3, 4)  # gap 5 is a service gap of its own already


def wider_entries(
    wider: Wider,
    voices: pd.DataFrame,
    stage_ids: Mapping[str, str],
    *,
    fewest: int = FEWEST_KEPT,
) -> list[Entry]:
    """Needs, under- and over-served touchpoints, typed gaps, signals and opportunities as drafts.

    Parameters
    ----------
    wider
        As `insight.wider.look_wider` makes it.
    voices
        Evidence table `voices`, for the methods behind each.
    stage_ids
        Stage name -> id on the map.
    fewest
        What fewer accounts stand behind stays out of the register; the tables still show it.

    Returns
    -------
    list of Entry
        Only what holds: gaps and signals beyond chance, segments that are under- or over-served.
    """
    methods = dict(zip(voices["voice_id"], voices["method"], strict=True))
    made = [
        *_needs(wider),
        *_served(wider, UNDER),
        *_served(wider, OVER),
        *_gaps(wider),
        *_signals(wider),
        *_chances(wider),
    ]
    return [
        _entry(kind, row, fields, methods, stage_ids)
        for kind, row, fields in made
        if int(row.accounts) >= fewest
    ]


def with_against(entries: Iterable[Entry], truths: pd.DataFrame) -> list[Entry]:
    """The entries, pains and gains among them with the voices that speak against them."""
    against = {(row.kind, row.code, row.touchpoint_id): tuple(row.against) for row in _rows(truths)}
    return [
        entry.model_copy(
            update={"against": against.get((entry.kind, entry.title, _at(entry)), entry.against)}
        )
        for entry in entries
    ]


Made = tuple[EntryKind, Any, dict[str, Any]]


def _needs(wider: Wider) -> list[Made]:
    return [
        (
            "unmet need",
            row,
            {"key": row.code, "title": row.code, "value": row.score, "made_by": FOUND_NEED},
        )
        for row in _rows(wider.needs)
    ]


def _served(wider: Wider, field: str) -> list[Made]:
    rows = wider.served[wider.served["field"] == field]
    under = field == UNDER
    return [
        (
            "unmet need" if under else "opportunity",
            row,
            {
                "key": f"{field} {row.name} {row.metric}",
                "title": say("{place} matters more than it pleases", place=row.name)
                if under
                else say("{place} pleases more than it matters: look for savings", place=row.name),
                "value": row.opportunity,
                "segment": row.segment,
                "metric": row.metric,
                "made_by": FOUND_NEED if under else FOUND_SAVING,
            },
        )
        for row in _rows(rows)
    ]


def _gaps(wider: Wider) -> list[Made]:
    table = wider.gap_types
    rows = table[table["gap"].isin(OWN_GAPS) & (table["label"] == GAP)]
    return [
        (
            "service gap",
            row,
            {
                "key": f"gap {row.gap} {row.name}",
                "title": say("{place}: gap {gap}", place=row.name, gap=row.gap),
                "value": row.value,
                "metric": row.metric,
                "made_by": FOUND_GAP,
            },
        )
        for row in _rows(rows)
    ]


def _signals(wider: Wider) -> list[Made]:
    rows = wider.signals[wider.signals["label"] == SIGNAL]
    return [
        (
            "challenge signal",
            row,
            {
                "key": f"{row.signal} {row.name}",
                "title": say("{place}: {signal}", place=row.name, signal=term(str(row.signal))),
                "value": row.difference,
                "made_by": FOUND_SIGNAL,
            },
        )
        for row in _rows(rows)
    ]


def _chances(wider: Wider) -> list[Made]:
    return [
        (
            "opportunity",
            row,
            {
                "key": f"{row.type} {row.need} {row.name} {row.metric}",
                "title": _chance_title(row),
                "opportunity_type": row.type,
                "competitor": _or_none(row.competitor),
                "metric": row.metric,
                "made_by": FOUND_OPPORTUNITY,
            },
        )
        for row in _rows(wider.chances.assign(low=float("nan"), high=float("nan")))
    ]


def _chance_title(row: Any) -> str:  # noqa: ANN401
    kind = capital(term(str(row.type)))
    if row.need:
        return say("{kind} “{need}” at {place}", kind=kind, need=row.need, place=row.name)
    return say("{kind} at {place} ({metric})", kind=kind, place=row.name, metric=row.metric)


def _entry(
    kind: EntryKind,
    row: Any,  # noqa: ANN401 - a row of itertuples has no type of its own
    fields: dict[str, Any],
    methods: Mapping[str, str],
    stage_ids: Mapping[str, str],
) -> Entry:
    evidence = tuple(row.evidence)
    about = (row.touchpoint_id, row.stage, fields.get("segment", ""))
    key, value = fields.pop("key"), fields.pop("value", None)
    return Entry(
        id=entry_id(kind, key, *about),
        kind=kind,
        stage_id=stage_ids.get(row.stage, ""),
        touchpoint_ids=(row.touchpoint_id,) if row.touchpoint_id else (),
        basis=basis_of(methods.get(one, LOGGED) for one in evidence),
        evidence=evidence,
        n=int(row.accounts),
        value=None if value is None else _or_none(value),
        low=_or_none(row.low),
        high=_or_none(row.high),
        why=row.why,
        **fields,
    )


def _rows(table: pd.DataFrame) -> list[Any]:
    """The rows, whose cells have no type of their own."""
    return list(table.itertuples())


def _at(entry: Entry) -> str:
    return " ".join(entry.touchpoint_ids)


def _or_none(value: float) -> float | None:
    return None if pd.isna(value) else float(value)

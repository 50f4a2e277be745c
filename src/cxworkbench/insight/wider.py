"""What is found over all accounts beside pains, gains, gaps and moments of truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.insight import chances, gap_types, needs, signals, truths
from cxworkbench.insight.findings import Findings
from cxworkbench.insight.pains import COLUMNS as RANKED_COLUMNS
from cxworkbench.insight.pains import rank_pains
from cxworkbench.intake.case import Case
from cxworkbench.journey.building import people_map
from cxworkbench.records.accepting import REGISTER_FILE
from cxworkbench.records.partners import Partners
from cxworkbench.records.register import Register
from cxworkbench.records.store import load_record
from cxworkbench.voice import tolerance
from cxworkbench.voice.placing import place_accounts

PARTNERS_FILE: Final = "partners.json"


@dataclass(frozen=True)
class Wider:
    """Needs, opportunities in segments, typed gaps, signals, typed opportunities, customer truths.

    All tables are empty, and `looked` is False, in the run of one account: they are about all.
    """

    needs: pd.DataFrame
    served: pd.DataFrame  # opportunity and over-service by segment
    gap_types: pd.DataFrame
    signals: pd.DataFrame
    chances: pd.DataFrame
    truths: pd.DataFrame
    zones: pd.DataFrame  # of tolerance, where the least that would do was asked
    dimensions: pd.DataFrame  # gaps by SERVQUAL dimension, where metrics name one
    looked: bool


def look_wider(case: Case, findings: Findings) -> Wider:
    """What the accounts in scope need, show and deserve, beside what `findings.find` found.

    Raises
    ------
    RecordProblem
        Partners, register, map or segments that people keep cannot be read.
    """
    places, metrics = case.touchpoints, case.engagement.metrics
    voices = findings.voices
    needed = rank_pains(voices, findings.profile, places, kind="need")
    segments = place_accounts(case.folder, case.engagement, findings.profile)
    served = needs.opportunities_within(voices, places, segments, metrics=metrics)
    interactions = case.evidence.company_interactions
    inside = interactions["account_id"].isin(findings.profile["account_id"])
    return Wider(
        needs=needed,
        served=served,
        gap_types=gap_types.typed_gaps(
            findings.gaps,
            voices,
            interactions[inside],
            places,
            journey_map=people_map(case),
            partners=_partners(case),
            metrics=metrics,
        ),
        signals=signals.challenge_signals(
            voices, findings.events, places, as_of=pd.Timestamp(case.as_of)
        ),
        chances=chances.typed_opportunities(
            findings.gaps,
            served,
            needed,
            voices,
            places,
            metrics=metrics,
            competitors=_competitors(case),
        ),
        truths=truths.customer_truths(
            {"pain": findings.pains, "gain": findings.gains, "need": needed},
            voices,
            metrics=metrics,
        ),
        zones=tolerance.tolerance_zones(voices, places, metrics=metrics),
        dimensions=tolerance.dimension_gaps(voices, metrics=metrics),
        looked=True,
    )


def not_looked() -> Wider:
    """The same without a row, for the run of one account."""
    return Wider(
        needs=_empty(RANKED_COLUMNS),
        served=_empty(needs.COLUMNS),
        gap_types=_empty(gap_types.COLUMNS),
        signals=_empty(signals.COLUMNS),
        chances=_empty(chances.COLUMNS),
        truths=_empty(truths.COLUMNS),
        zones=_empty(tolerance.ZONE_COLUMNS),
        dimensions=_empty(tolerance.DIMENSION_COLUMNS),
        looked=False,
    )


def _empty(columns: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns)).astype(dict(columns))


def _partners(case: Case) -> Partners | None:
    path = case.folder / PARTNERS_FILE
    return load_record(path, Partners) if path.is_file() else None


def _competitors(case: Case) -> dict[str, float]:
    """The best alternative's score at each touchpoint, where people wrote one into the register."""
    path = case.folder / REGISTER_FILE
    if not path.is_file():
        return {}
    known: dict[str, float] = {}
    for entry in load_record(path, Register).entries:
        if entry.competitor is not None:
            for at in entry.touchpoint_ids:
                known[at] = max(entry.competitor, known.get(at, entry.competitor))
    return known

"""The five service gaps at each touchpoint, as far as there is evidence of each."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import later, say
from cxworkbench.ground.uncertainty import TOO_FEW, clustered_share
from cxworkbench.insight.guard import holding_gaps
from cxworkbench.journey.contradicting import with_contradictions
from cxworkbench.records.engagement import Metric, TouchpointPlace
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.partners import Partners
from cxworkbench.voice.words import count_of, number, percent

NOT_MEASURED: Final = "not measured"
GAP: Final = "gap"
NO_GAP: Final = "no gap shown"
GAPS: Final = {
    1: later("knowledge: what the map believes against what customers say"),
    2: later("standards: what is set as a standard against what customers expect"),
    3: later("delivery: what companies promise each other against what they deliver"),
    4: later("communication: what customers are promised against what they get"),
    5: later("what customers expect against what they got"),
}
NOTHING: Final = {
    1: later("People keep no map with an assumed statement here that evidence could contradict."),
    2: later("No standard is on file in the unit in which customers say what they expect."),
    3: later("No promise between companies that serve this touchpoint is on file."),
    4: later("No promise to the accounts that this touchpoint depends on is on file."),
    5: later("Nobody was asked here both what was expected and what was got."),
}
COLUMNS: Final = {
    "touchpoint_id": "str",
    "name": "str",
    "stage": "str",
    "gap": "int64",
    "label": "str",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "accounts": "int64",
    "metric": "str",
    "evidence": "object",
    "why": "str",
}


def typed_gaps(
    gaps: pd.DataFrame,
    voices: pd.DataFrame,
    company_interactions: pd.DataFrame,
    touchpoints: Sequence[TouchpointPlace],
    *,
    journey_map: JourneyMap | None = None,
    partners: Partners | None = None,
    metrics: Mapping[str, Metric] | None = None,
) -> pd.DataFrame:
    """Each of the five gaps of the SERVQUAL model at each touchpoint, or "not measured" and why.

    Parameters
    ----------
    gaps
        As `voice.gaps.service_gaps` makes them; they are gap 5.
    voices, company_interactions
        Evidence tables.
    touchpoints
        The engagement's, in journey order.
    journey_map
        The map that people keep; its assumed statements are what is believed.
    partners
        The chain; it says which exchanges serve which touchpoint. A promise to a company that
        itself delivers nothing is one to the accounts (gap 4), any other is backstage (gap 3).
    metrics
        Scale of each metric.

    Returns
    -------
    pandas.DataFrame
        Five rows per touchpoint, and more where several metrics were asked: `touchpoint_id`,
        `name`, `stage`; `gap`, 1 to 5; `label`: "gap", "no gap shown", "too few to tell" or "not
        measured"; `value` with `low`, `high`: of gap 5 got less expected on the metric's scale, of
        gap 3 and 4 the share of promises that were not kept, of gap 1 the share of believed
        statements that evidence contradicts, without an interval, for they are all there are;
        `accounts`; `metric`; `evidence`; `why`.

    Notes
    -----
    Gap 2 needs standards in the unit of what customers expect; none of the received tables holds
    them, so it is always "not measured" here. Not measured is not the same as closed.

    References
    ----------
    Parasuraman, Zeithaml and Berry (1985), Journal of Marketing 49, 41-50.
    """
    found = [
        *_knowledge(journey_map, voices, metrics),
        *_promises(company_interactions, partners),
        *_expected(gaps),
    ]
    measured: dict[tuple[str, int], list[dict[str, object]]] = {}
    for row in found:
        measured.setdefault((str(row["touchpoint_id"]), int(str(row["gap"]))), []).append(row)
    rows = [
        row | {"touchpoint_id": place.id, "name": place.name, "stage": place.stage}
        for place in touchpoints
        for gap in GAPS
        for row in measured.get((place.id, gap), [_nothing(gap)])
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _nothing(gap: int) -> dict[str, object]:
    nan = float("nan")
    return {
        "gap": gap, "label": NOT_MEASURED, "value": nan, "low": nan, "high": nan, "accounts": 0,
        "metric": "", "evidence": [], "why": say(NOTHING[gap]),
    }  # fmt: skip


def _knowledge(
    journey_map: JourneyMap | None, voices: pd.DataFrame, metrics: Mapping[str, Metric] | None
) -> list[dict[str, object]]:
    if journey_map is None:
        return []
    told = with_contradictions(journey_map, voices, metrics=metrics)
    accounts = dict(zip(voices["voice_id"], voices["account_id"], strict=True))
    lanes = ("emotion", "pains", "gains")
    believed: dict[str, list[tuple[str, ...]]] = {}
    for one in told.statements:
        if one.basis == "assumed" and one.lane in lanes:
            believed.setdefault(one.at, []).append(one.against)
    return [_knowledge_row(at, against, accounts) for at, against in believed.items()]


def _knowledge_row(
    at: str, against: list[tuple[str, ...]], accounts: Mapping[str, str]
) -> dict[str, object]:
    wrong = [ids for ids in against if ids]
    evidence = sorted({key for ids in wrong for key in ids})
    behind = len({accounts.get(key, "") for key in evidence} - {""})
    why = say(
        "{wrong} of {believed} that people assumed here are contradicted, by {accounts}.",
        wrong=len(wrong),
        believed=count_of(len(against), "statement"),
        accounts=count_of(behind, "account"),
    )
    nan = float("nan")
    return {
        "touchpoint_id": at, "gap": 1, "label": GAP if wrong else NO_GAP,
        "value": len(wrong) / len(against), "low": nan, "high": nan, "accounts": behind,
        "metric": "", "evidence": evidence, "why": why,
    }  # fmt: skip


def _promises(interactions: pd.DataFrame, partners: Partners | None) -> list[dict[str, object]]:
    if partners is None or interactions.empty:
        return []
    known = interactions[interactions["met"].notna() & (interactions["account_id"] != "")]
    delivering = set(interactions["provider"])
    places = [
        (one.provider, one.recipient, one.sub_process, at)
        for one in partners.company_interactions
        for at in one.touchpoint_ids
    ]
    keys = ["provider", "recipient", "sub_process"]
    served = pd.DataFrame(places, columns=[*keys, "touchpoint_id"], dtype="str")
    rows = known.merge(served, on=keys)
    backstage = rows["recipient"].isin(delivering)
    return [
        _promise_row(str(at), 3 if behind else 4, group)
        for (at, behind), group in rows.groupby(["touchpoint_id", backstage.rename("behind")])
    ]


def _promise_row(at: str, gap: int, rows: pd.DataFrame) -> dict[str, object]:
    broken = 1.0 - rows["met"].astype("float64")
    each = broken.groupby(rows["account_id"]).mean()
    share = clustered_share(each)
    label = TOO_FEW if np.isnan(share.low) else GAP if share.low > 0 else NO_GAP
    why = say(
        "{broken} of {promises} to {accounts} were not kept: {share} an account ({low} to {high}).",
        broken=int(broken.sum()),
        promises=count_of(len(rows), "promise"),
        accounts=count_of(share.n, "account"),
        share=percent(share.value),
        low=percent(share.low),
        high=percent(share.high),
    )
    missed = rows.loc[broken == 1, "company_interaction_id"]
    return {
        "touchpoint_id": at, "gap": gap, "label": label, "value": share.value, "low": share.low,
        "high": share.high, "accounts": share.n, "metric": "", "evidence": sorted(missed),
        "why": why,
    }  # fmt: skip


def _expected(gaps: pd.DataFrame) -> list[dict[str, object]]:
    holds = holding_gaps(gaps)
    return [
        _expected_row(row, short=bool(short))
        for (_, row), short in zip(gaps.iterrows(), holds, strict=True)
    ]


def _expected_row(row: pd.Series, *, short: bool) -> dict[str, object]:
    label = GAP if short else TOO_FEW if np.isnan(row["low"]) else NO_GAP
    why = say(
        "{accounts} expected {expected} and got {got} ({metric}; {gap}, {low} to {high}).",
        accounts=count_of(int(row["accounts"]), "account"),
        expected=number(row["expectation"], 2),
        got=number(row["perception"], 2),
        metric=row["metric"],
        gap=number(row["gap"], 2),
        low=number(row["low"], 2),
        high=number(row["high"], 2),
    )
    return {
        "touchpoint_id": row["touchpoint_id"], "gap": 5, "label": label, "value": row["gap"],
        "low": row["low"], "high": row["high"], "accounts": row["accounts"],
        "metric": row["metric"], "evidence": row["evidence"], "why": why,
    }  # fmt: skip

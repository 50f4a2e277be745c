"""The index of a batch: its accounts or engagements, with what is known of each."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypedDict

import pandas as pd

from cxworkbench import __version__
from cxworkbench.ground.language import say, term
from cxworkbench.ground.terms import JOURNEY_WORDS
from cxworkbench.intake.case import Case
from cxworkbench.records.store import load_engagement
from cxworkbench.records.stored_evidence import open_evidence
from cxworkbench.running.account import Outcome
from cxworkbench.running.manifest import Line
from cxworkbench.running.planning import Planned
from cxworkbench.telling.index import IndexFacts, IndexRow, write_index
from cxworkbench.telling.report_formats import FORMATS
from cxworkbench.voice.parts import origin_of, received_voices
from cxworkbench.voice.placing import place_accounts
from cxworkbench.voice.profile import account_profile
from cxworkbench.voice.scores import UNITS, account_scores
from cxworkbench.voice.urgent import contract_words
from cxworkbench.voice.words import count_of


class Headline(TypedDict):
    """An account's score of the first metric of the case: recommendation, where it was asked."""

    metric: str
    unit: str
    value: float | None
    answers: int


NO_SCORE: Final = Headline(metric="", unit="scale", value=None, answers=0)


def look_at_accounts(case: Case) -> pd.DataFrame:
    """What the index says of each account.

    `name`, `revenue`, `voices`, `segment`; `has_events`; `urgent`, its contract where that is over
    or ends soon, and the pain it named most. The account's id is the table's index. `has_events`
    counts what is on record at any time, not only within the window.

    Raises
    ------
    RecordProblem
        A segment's rule in engagement.toml cannot be read.
    """
    evidence = case.evidence
    profile = account_profile(
        evidence.accounts,
        evidence.contacts,
        evidence.lean("voices"),
        evidence.lean("events"),
        as_of=case.as_of,
    )
    segments = place_accounts(case.folder, case.engagement, profile).set_index("account_id")
    recorded = open_evidence(case.folder).columns("events", ["account_id"])["account_id"]
    known = profile.set_index("account_id")[["name", "revenue", "voices"]]
    left = profile.set_index("account_id")["days_to_contract_end"]
    pains = first_pains(evidence.voices)
    return known.assign(
        segment=segments["segment"],
        has_events=known.index.isin(recorded.unique()),
        urgent=[
            "; ".join(said for said in (_contract(days), pains.get(str(account), "")) if said)
            for account, days in left.items()
        ],
    )


def first_pains(voices: pd.DataFrame) -> dict[str, str]:
    """Account to the pain it named most often, with how often; equals by severity, then by name.

    Examples
    --------
    >>> said = {"account_id": "a", "code_kind": "pain", "severity": [2.0, 5.0, 3.0]}
    >>> first_pains(pd.DataFrame({**said, "code": ["late", "wrong bill", "late"],
    ...                           "voice_id": ["v1", "v2", "v3"]}))
    {'a': 'late (2 voices)'}
    """
    pains = voices.loc[
        (voices["code_kind"] == "pain") & (voices["code"] != "") & (voices["account_id"] != "")
    ]
    pains = pains.assign(origin=origin_of(pains))
    counted = pains.groupby(["account_id", "code"], sort=True).agg(
        voices=("origin", "nunique"), severity=("severity", "max")
    )
    first = (
        counted.reset_index()
        .fillna({"severity": 0.0})
        .sort_values(["voices", "severity", "code"], ascending=[False, False, True], kind="stable")
        .drop_duplicates("account_id")
        .sort_values("account_id", kind="stable")
    )
    return {
        str(row["account_id"]): f"{row['code']} ({count_of(int(row['voices']), 'voice')})"
        for row in first.to_dict("records")
    }


def index_accounts(
    plan: Planned, case: Case, known: pd.DataFrame, lines: Sequence[Line], whole: Line
) -> Path:
    """The path of the index of an engagement's reports, one row an account.

    Parameters
    ----------
    plan
        The batch.
    case
        The engagement over all accounts.
    known
        As `look_at_accounts` gives it.
    lines
        The accounts' lines of the manifest.
    whole
        That of all accounts together.
    """
    headlines = _headlines(case)
    heard_of_events = bool(known["has_events"].any())
    rows = [
        IndexRow(
            account_id=line.account,
            name=str(known.at[line.account, "name"]) or line.account,
            status="failed" if line.status == "failed" else "short" if line.short else "ready",
            why=line.error or (_short_because(case) if line.short else ""),
            report=_link(plan.folder, line.report, plan.reports),
            beside=_beside(plan, line),
            segment=str(known.at[line.account, "segment"]),
            voices=int(_number(known.at[line.account, "voices"]) or 0),
            revenue=_number(known.at[line.account, "revenue"]),
            urgent=str(known.at[line.account, "urgent"]),
            silent=bool(heard_of_events and not known.at[line.account, "has_events"]),
            **headlines.get(line.account, NO_SCORE),
        )
        for line in lines
    ]
    facts = IndexFacts(
        engagement=case.engagement.name,
        client=case.engagement.client,
        as_of=case.day,
        journey_word=term(JOURNEY_WORDS[case.engagement.journey_word]),
        language=case.engagement.language,
        whole=_link(plan.folder, whole.report, plan.reports),
        accounts=len(known),
        revenue=_number(known["revenue"].sum(min_count=1)),
        currency=case.engagement.money.currency,
        period=case.engagement.money.period,
        events=heard_of_events,
        without_events=tuple(known.loc[~known["has_events"], "name"]),
        problems=int((case.problems["severity"] == "refused").sum()),
        inputs=case.inputs,
        version=__version__,
    )
    return write_index(
        rows, plan.reports, facts=facts, audience=plan.audience, brand=case.engagement.brand
    )


def index_engagements(
    outcomes: Sequence[Outcome], folder: Path, reports: Path, *, audience: str
) -> Path:
    """The path of the index of reports over engagements, one row an engagement's folder.

    Parameters
    ----------
    outcomes
        How each engagement's run ended.
    folder
        Holds the engagements' folders; its name is the title.
    reports
        Where the index goes.
    audience
        Of the reports.
    """
    rows = [_engagement_row(one, folder / one.name, reports) for one in outcomes]
    facts = IndexFacts(
        engagement=say("One report for each"), client=folder.resolve().name, version=__version__
    )
    return write_index(rows, reports, facts=facts, audience=audience)


def _engagement_row(outcome: Outcome, folder: Path, reports: Path) -> IndexRow:
    if not outcome.ok:
        return IndexRow(outcome.name, outcome.name, "failed", why=outcome.message)
    return IndexRow(
        account_id=outcome.name,
        name=load_engagement(folder).name,
        status="ready",
        report=_link(folder, str(outcome.report or ""), reports),
        voices=len(received_voices(open_evidence(folder).columns("voices", ["part_of"]))),
    )


def _headlines(case: Case) -> dict[str, Headline]:
    metrics = case.engagement.metrics
    if not metrics:
        return {}
    first = next(iter(metrics))
    scores = account_scores(case.evidence.lean("voices"), {first: metrics[first]})
    return {
        str(row["account_id"]): Headline(
            metric=first,
            unit=UNITS[metrics[first].kind],
            value=float(row["value"]),
            answers=int(row["voices"]),
        )
        for row in scores.to_dict("records")
    }


def _short_because(case: Case) -> str:
    return f"fewer than {case.engagement.short_report_below} voices"


def _link(folder: Path, report: str, reports: Path) -> str:
    return Path(os.path.relpath(folder / report, reports)).as_posix() if report else ""


def _beside(plan: Planned, line: Line) -> tuple[tuple[str, str], ...]:
    """The other files of an account's report, by format, as the manifest lists them."""
    if not line.report:
        return ()
    place = Path(line.report).parent
    files = {name: (place / file).as_posix() for name, file in FORMATS.items()}
    return tuple(
        (name, _link(plan.folder, file, plan.reports))
        for name, file in files.items()
        if file in line.outputs and file != line.report
    )


def _contract(days: float) -> str:
    words = contract_words(days)
    return f"contract {words}" if words else ""


def _number(value: object) -> float | None:
    number = float(str(value))
    return None if pd.isna(number) else number

"""The research of part 1: every measure of accounts and voices for one case, made once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.files import write_parquet
from cxworkbench.ground.language import say
from cxworkbench.ground.terms import BUYING_ROLES
from cxworkbench.intake.case import Case
from cxworkbench.records.engagement import Metric
from cxworkbench.records.evidence import EVIDENCE_FOLDER
from cxworkbench.voice import coverage, segments
from cxworkbench.voice.answers import check_scores
from cxworkbench.voice.dimensions import account_against, account_dimensions, nothing_against
from cxworkbench.voice.lookups import numbers_for
from cxworkbench.voice.placing import names_in_order, place_accounts
from cxworkbench.voice.profile import NPS_METRIC, account_profile
from cxworkbench.voice.rfm import orders_of, rfm_segments
from cxworkbench.voice.rollups import score_rollups
from cxworkbench.voice.score_checks import ScoreChecks, build_score_checks, no_score_checks
from cxworkbench.voice.scores import score_table
from cxworkbench.voice.small_cells import shown_cells, withheld_cells
from cxworkbench.voice.stage_tests import fits_no_stage, stage_mentions
from cxworkbench.voice.stages import believed_stages
from cxworkbench.voice.urgent import hear_first
from cxworkbench.voice.value import concentration, risk_list, value_loyalty
from cxworkbench.voice.visits import heard_in_words

ALL: Final = "all"
FEWEST_FOR_RFM: Final = 20  # accounts: five bins of fewer than four say nothing
WHOSE: Final = "whose"
EVERYBODY: Final = "all accounts"
HERE: Final = "this account"
ALIKE: Final = "accounts like it"  # its segment; the segment's name is not for the account's eyes
SEGMENTS_FILE: Final = "segments.parquet"


@dataclass(frozen=True)
class Research:
    """The tables of part 1 for one case; `account` is "all" or the account they stand beside.

    `profile` holds the accounts in scope: all, or those of the segment asked for. `beside` compares
    one account with its segment and all; it is empty for all. `never` are accounts that have no
    event on record at all, inside the window or before it.
    """

    account: str
    segment: str  # the account's, or the one asked for, or "all"
    voices: pd.DataFrame  # of the accounts in scope
    profile: pd.DataFrame
    dimensions: pd.DataFrame
    beside: pd.DataFrame
    concentration: pd.DataFrame
    value_loyalty: pd.DataFrame
    risks: pd.DataFrame
    never: pd.DataFrame
    segments: pd.DataFrame  # of every account, whatever the scope
    summary: pd.DataFrame
    rfm: pd.DataFrame
    scores: pd.DataFrame
    rollups: pd.DataFrame
    by_segment: pd.DataFrame
    by_touchpoint: pd.DataFrame
    withheld: pd.DataFrame  # groups of too few accounts, which the two above leave out
    checks: ScoreChecks  # of the scores; made over all accounts only
    stages: pd.DataFrame
    mentions: pd.DataFrame  # of the stages, by the account or by all
    unfitting: pd.DataFrame  # steps and tags that fit no stage
    sources: pd.DataFrame
    heard: pd.DataFrame
    holes: pd.DataFrame
    silent: pd.DataFrame
    single: pd.DataFrame
    next_step: str
    segment_order: tuple[str, ...] = ()  # all there can be, as they are told


def build_research(case: Case) -> Research:
    """All measures of part 1: profile, segments, scores, stages, sources, and who was heard.

    Parameters
    ----------
    case
        The engagement with its evidence, for all accounts, one segment or one account. Figures are
        always made over all accounts in scope; an account is then set beside them.

    Raises
    ------
    ParameterProblem
        The segment asked for has no account.
    RecordProblem
        A segment's rule in `engagement.toml` cannot be read.
    """
    engagement, evidence = case.engagement, case.evidence
    every_voice, every_event = evidence.lean("voices"), evidence.lean("events")
    profile = account_profile(
        evidence.accounts,
        evidence.contacts,
        every_voice,
        every_event,
        as_of=case.as_of,
        recommend=recommend_metrics(engagement.metrics),
    )
    groups = place_accounts(case.folder, engagement, profile)
    segment = _segment_of(case, groups)
    narrowed = case.account == ALL and segment != ALL
    chosen = groups.loc[groups["segment"] == segment] if narrowed else groups
    scope = profile.loc[profile["account_id"].isin(chosen["account_id"])].reset_index(drop=True)
    voices = _of(every_voice, scope, whole=not narrowed)
    events = _of(every_event, scope, whole=not narrowed)
    metrics = engagement.metrics
    segmented = voices.merge(groups[["account_id", "segment"]], on="account_id", how="left")
    own_voices, own_events = _own(case, voices), _own(case, events)
    stage_list = [stage.name for stage in case.stages]
    own = [case.account] if case.account != ALL else chosen["account_id"].tolist()
    heard = coverage.heard(
        own_voices,
        evidence.contacts.loc[evidence.contacts["account_id"].isin(own)],
        _in_order(chosen.loc[chosen["account_id"].isin(own)], case),
        stage_list,
        known_roles(evidence.contacts, every_voice),
    )
    fewest = coverage.THIN_BELOW if case.account == ALL else 1
    holes = coverage.coverage_holes(heard, fewest=fewest)
    silent = coverage.silent_accounts(scope)
    by_segment = _grouped_scores(case, segmented.loc[segmented["segment"].notna()], by="segment")
    by_touchpoint = _grouped_scores(
        case, voices.loc[voices["touchpoint_id"] != ""], by="touchpoint_id"
    )
    smallest = engagement.privacy.smallest_cell
    return Research(
        account=case.account,
        segment=segment,
        voices=voices,
        profile=scope,
        dimensions=account_dimensions(scope),
        beside=_beside(case, profile, groups, segment),
        concentration=concentration(scope),
        value_loyalty=value_loyalty(scope),
        risks=risk_list(scope),
        never=_never(case, scope),
        segments=groups,
        summary=segments.segment_summary(profile, groups),
        rfm=_rfm(case, events, scope),
        scores=_scores(case, voices, groups, segment),
        rollups=score_rollups(
            voices, metrics, evidence.accounts, role_weights=engagement.role_weights
        ),
        by_segment=shown_cells(by_segment, smallest_cell=smallest),
        by_touchpoint=shown_cells(by_touchpoint, smallest_cell=smallest),
        withheld=withheld_cells(
            {"segment": by_segment, "touchpoint_id": by_touchpoint}, smallest_cell=smallest
        ),
        checks=build_score_checks(case, voices, scope, groups, by_touchpoint, by_segment)
        if case.account == ALL
        else no_score_checks(),
        stages=believed_stages(case.stages, voices, events),
        mentions=stage_mentions(case.stages, own_voices, own_events),
        unfitting=fits_no_stage(case.stages, own_voices, own_events),
        sources=coverage.touchpoint_sources(own_voices, own_events, case.touchpoints),
        heard=heard,
        holes=holes,
        silent=silent,
        single=coverage.single_threaded(scope),
        next_step=_next_step(case, profile, holes, silent),
        segment_order=tuple(names_in_order(case.folder, engagement)),
    )


def _grouped_scores(case: Case, voices: pd.DataFrame, *, by: str) -> pd.DataFrame:
    metrics = case.engagement.metrics
    return score_table(voices, metrics, by=(by,), accounts=case.evidence.accounts)


def recommend_metrics(metrics: dict[str, Metric]) -> tuple[str, ...]:
    """The metrics that ask for recommendation; "NPS" where the engagement names none."""
    return tuple(name for name, metric in metrics.items() if metric.kind == "nps") or (NPS_METRIC,)


def known_roles(contacts: pd.DataFrame, voices: pd.DataFrame) -> list[str]:
    """The roles that occur, buying roles first in their usual order, then others by name."""
    there = {*contacts["role"].unique(), *voices["role"].unique()} - {""}
    return [role for role in BUYING_ROLES if role in there] + sorted(there - set(BUYING_ROLES))


def score_problems(case: Case) -> int:
    """How many scores cannot count, being outside their scale or of no known metric."""
    scored = case.evidence.columns("voices", ["file", "row", "metric", "score"])
    return len(check_scores(scored, case.engagement.metrics))


def write_segments(research: Research, out: Path) -> Path:
    """The segment of every account as `segments.parquet`, for the parts that follow; its path."""
    path = out / SEGMENTS_FILE
    columns = ["account_id", "rfm_score", "rfm_segment"]
    renamed = research.rfm.rename(columns={"segment": "rfm_segment"})
    table = research.segments.merge(renamed[columns], on="account_id", how="left")
    table[columns[1:]] = table[columns[1:]].fillna("").astype("str")
    write_parquet(table, path)
    return path


def _segment_of(case: Case, groups: pd.DataFrame) -> str:
    if case.account != ALL:
        return str(groups.loc[groups["account_id"] == case.account, "segment"].iloc[0])
    there: Sequence[str] = groups["segment"].unique().tolist()
    if case.segment != ALL and case.segment not in there:
        raise ParameterProblem(
            f"No account is in the segment {case.segment!r}. {did_you_mean(case.segment, there)}"
            f"Segments with accounts: {', '.join(sorted(there))}, or all."
        )
    return case.segment


def _in_order(groups: pd.DataFrame, case: Case) -> pd.DataFrame:
    names = names_in_order(case.folder, case.engagement)
    place = {name: place for place, name in enumerate(names)}
    return groups.sort_values("segment", key=lambda names: numbers_for(names, place), kind="stable")


def _of(table: pd.DataFrame, scope: pd.DataFrame, *, whole: bool) -> pd.DataFrame:
    return table if whole else table.loc[table["account_id"].isin(scope["account_id"])]


def _own(case: Case, table: pd.DataFrame) -> pd.DataFrame:
    return table if case.account == ALL else table.loc[table["account_id"] == case.account]


def _beside(case: Case, profile: pd.DataFrame, groups: pd.DataFrame, segment: str) -> pd.DataFrame:
    if case.account == ALL:
        return nothing_against()
    peers = groups.loc[groups["segment"] == segment, "account_id"]
    return account_against(profile, profile.loc[profile["account_id"].isin(peers)], case.account)


def _never(case: Case, scope: pd.DataFrame) -> pd.DataFrame:
    path = case.folder / EVIDENCE_FOLDER / "events.parquet"
    columns = ["account_id", "occurred_at"]
    # The case's own events stop at the window; an account that ordered before it did order.
    kept = path.is_file()
    events = (
        pd.read_parquet(path, columns=columns) if kept else case.evidence.columns("events", columns)
    )
    last = pd.Timestamp(case.as_of) + pd.Timedelta(days=1)
    counted = events.loc[~(events["occurred_at"] >= last), "account_id"]
    quiet = scope.loc[
        ~scope["account_id"].isin(counted.unique()), ["account_id", "name", "revenue"]
    ]
    return quiet.reset_index(drop=True)


def _rfm(case: Case, events: pd.DataFrame, profile: pd.DataFrame) -> pd.DataFrame:
    orders = orders_of(events, profile)
    if orders["account_id"].nunique() < FEWEST_FOR_RFM:
        columns = ["account_id", "recency_days", "frequency", "monetary", "rfm_score", "segment"]
        return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
    return rfm_segments(orders, as_of=case.as_of)


def _scores(case: Case, voices: pd.DataFrame, groups: pd.DataFrame, segment: str) -> pd.DataFrame:
    metrics, accounts = case.engagement.metrics, case.evidence.accounts
    everybody = score_table(voices, metrics, accounts=accounts)
    if case.account == ALL:
        return _whose(everybody, EVERYBODY)
    peers = groups.loc[groups["segment"] == segment, "account_id"]
    there = score_table(voices.loc[voices["account_id"].isin(peers)], metrics, accounts=accounts)
    own = score_table(case.voices_here, metrics, accounts=accounts)
    own["method"] = [
        say(
            "one account: what {heard_in_words} {found}, mean",
            heard_in_words=heard_in_words(n, seen),
            found=say("found") if n == seen else say("said"),
        )
        for n, seen in zip(own["respondents"], own["visits"], strict=True)
    ]
    parts = [_whose(own, HERE), _whose(there, ALIKE), _whose(everybody, EVERYBODY)]
    kept = [part for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True) if kept else parts[0]


def _whose(table: pd.DataFrame, name: str) -> pd.DataFrame:
    table = table.copy()
    table.insert(0, WHOSE, pd.Series(name, index=table.index, dtype="str"))
    return table


def _next_step(case: Case, profile: pd.DataFrame, holes: pd.DataFrame, silent: pd.DataFrame) -> str:
    if profile.empty:
        return say(
            "There are no accounts: add rows to the table that feeds accounts, then run again."
        )
    if case.account == ALL:
        return coverage.next_step(holes, silent)
    row = profile.loc[profile["account_id"] == case.account].iloc[0]
    if not int(row["voices"]):
        return hear_first(case)
    roles = holes.loc[(holes["kind"] == "role") & (holes["role"] != ""), "role"].tolist()
    stages = holes.loc[holes["kind"] == "stage", "stage"].tolist()
    if roles:
        return say(
            "Hear the {roles} of this account next: known, not yet heard.",
            roles=say(" and the ").join(roles[:2]),
        )
    if not int(row["contacts_heard"]):
        return say("Hear a contact of this account next: it was visited, and nobody was asked.")
    if int(row["contacts_heard"]) == 1:
        return say("Hear a second contact of this account: all its voices come from one person.")
    if stages:
        return say(
            "Ask this account about {stages} next: no voice speaks about it.",
            stages=say(" and ").join(stages[:2]),
        )
    return say("Go on to the map: every role and every stage was heard at this account.")

"""All measures of part 1 for one case."""

import dataclasses

import pandas as pd
import pytest
from tests.voice.cases import (
    ENGAGEMENT,
    LARGE,
    SMALL,
    accounts,
    case_of,
    nothing_but_accounts,
)

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.files import write_parquet
from cxworkbench.records.engagement import Metric
from cxworkbench.records.evidence import conform
from cxworkbench.voice.research import (
    ALIKE,
    EVERYBODY,
    HERE,
    build_research,
    known_roles,
    recommend_metrics,
    score_problems,
    write_segments,
)
from cxworkbench.voice.score_checks import ScoreChecks


def test_over_all_accounts_every_account_has_a_segment_and_a_score_counts_accounts(tmp_path):
    research = build_research(case_of(tmp_path))

    assert research.segments["segment"].value_counts().to_dict() == {
        "large": 6, "small": 6, "other": 1,
    }  # fmt: skip
    nps = research.scores.set_index("metric").loc["NPS"]
    assert nps["value"] == pytest.approx(100 * (9 - 2) / 11)
    assert (nps["accounts"], nps["voices"], nps["whose"]) == (11, 11, EVERYBODY)
    assert research.beside.empty


def test_holes_silence_and_the_next_step_come_from_the_same_voices(tmp_path):
    research = build_research(case_of(tmp_path))

    assert research.holes.iloc[0][["kind", "role"]].tolist() == ["role", "approver"]
    assert research.silent["account_id"].tolist() == ["a11", "a12"]
    assert research.single["account_id"].tolist() == SMALL
    assert research.next_step.startswith(
        "Hear the role approver next: 6 contacts known, none heard."
    )


def test_an_account_that_never_had_an_event_is_named_and_not_dropped(tmp_path):
    research = build_research(case_of(tmp_path))

    assert research.never["account_id"].tolist() == ["a12"]
    assert len(research.profile) == 13


def test_an_order_before_the_window_is_an_order_all_the_same(tmp_path):
    old = pd.DataFrame({"account_id": ["a12"], "occurred_at": pd.to_datetime(["2001-01-01"])})
    write_parquet(conform(old, "events"), tmp_path / "evidence" / "events.parquet")

    research = build_research(case_of(tmp_path))

    assert "a12" not in research.never["account_id"].tolist()


def test_one_account_stands_beside_accounts_like_it_and_all(tmp_path):
    research = build_research(case_of(tmp_path, account="a00"))

    csat = research.scores.loc[research.scores["metric"] == "CSAT"].set_index("whose")
    assert csat.index.tolist() == [HERE, ALIKE, EVERYBODY]
    assert csat.loc[HERE, "value"] == 0.75  # user 1 of 2, decider 2 of 2
    assert csat.loc[HERE, "method"] == "one account: what 2 contacts said, mean"
    assert csat["accounts"].tolist() == [1, 6, 11]
    revenue = research.beside.set_index("dimension").loc["revenue"]
    assert revenue[["account", "segment_median", "all_median"]].tolist() == [100, 100, 60]


def test_one_accounts_next_step_is_about_that_account(tmp_path):
    assert build_research(case_of(tmp_path, account="a00")).next_step == (
        "Hear the approver of this account next: known, not yet heard."
    )
    assert build_research(case_of(tmp_path, account="a06")).next_step == (
        "Hear a second contact of this account: all its voices come from one person."
    )
    assert build_research(case_of(tmp_path, account="a11")).next_step == (
        "Hear Firm a11 first (known: the user and the decider): nobody there has said anything in "
        "this period. Ask how it was at “Order”, where it was seen."
    )


def test_one_accounts_sources_are_its_own(tmp_path):
    research = build_research(case_of(tmp_path, account="a00"))

    assert research.sources.set_index("name")["total"].to_dict() == {
        "Order": 3, "Help": 2, "Till": 0, "not placed": 1,
    }  # fmt: skip


def test_one_segment_holds_its_accounts_only(tmp_path):
    research = build_research(case_of(tmp_path, segment="small"))

    assert research.profile["account_id"].tolist() == [*SMALL, "a11"]
    assert research.voices["account_id"].isin(LARGE).sum() == 0
    assert research.scores["accounts"].tolist() == [5, 5]


def test_a_segment_without_accounts_is_refused_with_the_nearest_word(tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        build_research(case_of(tmp_path, segment="larg"))

    assert str(refused.value) == (
        "No account is in the segment 'larg'. Did you mean 'large'? "
        "Segments with accounts: large, other, small, or all."
    )


@pytest.mark.parametrize("account", ["all", "a03"])
def test_where_nothing_but_accounts_is_known_every_table_is_there(tmp_path, account):
    research = build_research(nothing_but_accounts(tmp_path, account=account))

    assert research.scores.empty
    assert research.rfm.empty
    assert len(research.silent) == 13
    for field in dataclasses.fields(research):
        value = getattr(research, field.name)
        assert isinstance(value, str | tuple | ScoreChecks) or len(value.columns) > 0
    assert research.checks.made == (account == "all")


def test_twenty_accounts_with_events_get_segments_by_recency_frequency_and_value(tmp_path):
    ids = [f"b{n:02}" for n in range(20)]
    worth = pd.DataFrame({"account_id": ids, "revenue": [float(n) for n in range(20)]})
    seen = pd.DataFrame({"account_id": ids, "occurred_at": pd.date_range("2026-01-01", periods=20)})

    research = build_research(
        nothing_but_accounts(
            tmp_path, accounts=conform(worth, "accounts"), events=conform(seen, "events")
        )
    )

    assert research.rfm.set_index("account_id").loc["b19", "rfm_score"] == "515"


def test_the_segments_file_holds_every_account_once(tmp_path):
    research = build_research(case_of(tmp_path, account="a00"))

    table = pd.read_parquet(write_segments(research, tmp_path / "work"))

    assert table["account_id"].tolist() == accounts()["account_id"].tolist()
    assert table.columns.tolist() == [
        "account_id", "segment", "rule", "missing", "rfm_score", "rfm_segment",
    ]  # fmt: skip


def test_scores_that_cannot_count_are_counted(tmp_path):
    assert score_problems(case_of(tmp_path)) == 0
    strict = {**ENGAGEMENT.metrics, "NPS": Metric(kind="nps", low=5, high=10)}

    narrowed = ENGAGEMENT.model_copy(update={"metrics": strict})

    assert score_problems(case_of(tmp_path, engagement=narrowed)) == 2


def test_roles_stand_in_their_usual_order():
    people = pd.DataFrame({"role": ["decider", "till chief", "user", ""]})

    assert known_roles(people, people.iloc[:0]) == ["user", "decider", "till chief"]


def test_recommendation_is_asked_by_the_metrics_of_that_kind():
    assert recommend_metrics({"LTR": Metric(kind="nps", low=0, high=10)}) == ("LTR",)
    assert recommend_metrics({}) == ("NPS",)

"""All that is found of roles of one case: of all accounts, of one, and after touchpoints merged."""

import datetime

import pandas as pd
import pytest

from cxworkbench.intake.case import Case
from cxworkbench.journey.building import build_map
from cxworkbench.journey.role_findings import role_findings
from cxworkbench.records.edits import merge_elements
from cxworkbench.records.engagement import Engagement, Privacy, StageBelief, TouchpointPlace
from cxworkbench.worlds.buying_group import PLACES, STAGES, buying_groups

WORLD = buying_groups(2, accounts=12)
NOTHING = pd.DataFrame()
ENGAGEMENT = Engagement(
    id="groups",
    name="Groups",
    client="Till Works",
    stages=tuple(StageBelief(name=name) for name in STAGES),
    touchpoints=tuple(
        TouchpointPlace(id=f"tp-{name.lower()}-{n + 1}", name=f"{name} {n + 1}", stage=name)
        for name in STAGES
        for n in range(PLACES)
    ),
    role_weights={"buyer": 3.0},
    privacy=Privacy(smallest_cell=3),
)


def case(folder, account="all"):
    return Case(
        folder=folder, engagement=ENGAGEMENT, evidence=WORLD.evidence, account=account,
        segment="all", as_of=datetime.date(2026, 6, 30), window_days=365, seed=1, out=folder,
        problems=NOTHING, unplaced=NOTHING, unmatched=NOTHING, proposed_matches=NOTHING,
        inputs={}, mapping=NOTHING,
    )  # fmt: skip


def test_of_all_accounts_small_points_are_withheld_and_stated_weights_count(tmp_path):
    here = case(tmp_path)

    found = role_findings(here, build_map(here))

    assert (found.own, found.smallest_cell) == (False, 3)
    assert found.weights["buyer"] == 3.0
    assert found.meeting == "Decision"
    assert found.curves["accounts"].replace(0, 99).min() >= 3
    assert found.blockers["role"].tolist() in ([], ["buyer"])


def test_of_one_account_each_role_has_its_values_without_interval(tmp_path):
    here = case(tmp_path, account="a001")

    found = role_findings(here, build_map(here))

    assert found.own
    assert found.curves["low"].isna().all()
    felt = found.feelings[found.feelings["stage_id"] == "st-decision"]
    shown = found.curves[found.curves["id"] == "st-decision"].set_index("group")["value"].dropna()
    expected = felt.groupby("role")["felt"].mean()
    assert shown.to_dict() == pytest.approx(expected.to_dict())
    assert found.sensitivity["name"].tolist() == ["a001"]


def test_what_was_said_at_a_merged_touchpoint_is_found_at_the_other(tmp_path):
    here = case(tmp_path)
    before = build_map(here)
    kept, gone = "tp-use-1", "tp-use-2"

    found = role_findings(here, merge_elements(before, kept, gone))

    alone = role_findings(here, before).feelings
    both = found.feelings
    assert gone not in set(both["at"])
    assert both["voices"].sum() == alone["voices"].sum()
    assert (both["at"] == kept).sum() >= (alone["at"] == kept).sum()


def test_role_tables_of_one_account_have_what_was_said_at_a_merged_touchpoint(tmp_path):
    before = build_map(case(tmp_path))
    here = case(tmp_path, account="a001")
    alone = role_findings(here, build_map(here, start=before)).feelings
    heard = alone.loc[alone["voices"] > 0, "at"].unique().tolist()
    gone = next(one for one in heard if one.startswith("tp-"))
    kept = next(one.id for one in before.touchpoints if one.id != gone)
    people = merge_elements(before, kept, gone)

    both = role_findings(here, build_map(here, start=people)).feelings

    assert gone not in set(both["at"])
    assert both["voices"].sum() == alone["voices"].sum() > 0

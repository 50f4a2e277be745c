"""The research of real data: what a wholesaler sold, and what 1,811 businesses answered."""

import os
import re
import shutil
from pathlib import Path

import pytest

from cxworkbench.intake.opening import open_engagement
from cxworkbench.telling.research import describe_never, describe_revenue, tell_research
from cxworkbench.voice.research import build_research

ROOT = Path(__file__).parents[2]
REAL_DATA = os.environ.get("CXWORKBENCH_REAL_DATA", "")

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not REAL_DATA, reason="CXWORKBENCH_REAL_DATA names no folder"),
]


@pytest.fixture
def engagement(tmp_path, monkeypatch):
    """A function that lays down the engagement of a page of the docs, with its data."""
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))

    def laid_down(name, data):
        page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
        [text] = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
        folder = tmp_path / name
        (folder / "data").mkdir(parents=True)
        (folder / "engagement.toml").write_text(text, encoding="utf-8")
        for file in (Path(REAL_DATA) / data).glob("*.csv"):
            shutil.copy(file, folder / "data")
        return folder

    return laid_down


def test_northwinds_revenue_is_told_to_the_cent_and_nobody_is_dropped(engagement, tmp_path):
    case = open_engagement(engagement("northwind", "northwind/csv"), out=tmp_path / "out")
    research = build_research(case)

    assert len(research.profile) == 91
    assert describe_revenue(case, research) == (
        "Total revenue of 89 accounts: 1,265,793.04 USD, July 1996 to May 1998; "
        "2 accounts without a known revenue."
    )
    assert describe_never(case, research) == (
        "2 accounts never ordered: FISSA Fabrica Inter. Salchichas S.A. (FISSA), "
        "Paris spécialités (PARIS)."
    )
    told = tell_research(case, research)
    assert told.next_step == (
        "Hear the accounts next: there is no voice at all. "
        "Start with the 91 silent accounts (100 % of revenue)."
    )


def test_an_account_that_never_ordered_is_told_too(engagement, tmp_path):
    folder = engagement("northwind", "northwind/csv")

    case = open_engagement(folder, out=tmp_path / "out", account="PARIS")
    told = tell_research(case, build_research(case))

    assert told.short
    assert told.account_name == "Paris spécialités"


def test_1811_answers_have_their_known_means_with_intervals(engagement, tmp_path):
    case = open_engagement(engagement("customersat", "customersat"), out=tmp_path / "out")
    scores = build_research(case).scores.set_index("metric")

    # Computed from the file by whoever keeps it: q1 6.066, q9 highest 7.890, q4 lowest 5.560.
    assert scores["value"].round(3)[["q1", "q4", "q9"]].tolist() == [6.066, 5.560, 7.890]
    assert scores["value"].idxmin() == "q4"
    assert scores["value"].idxmax() == "q9"
    assert (scores["accounts"] == 1811).all()
    assert scores.loc["q1", ["low", "high"]].round(3).tolist() == [5.948, 6.183]

"""The notebooks once: all parts or one, all accounts or one."""

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.running import planning
from cxworkbench.running.manifest import read_lines
from cxworkbench.running.once import run_once


@pytest.fixture(autouse=True)
def _same_versions(monkeypatch):
    monkeypatch.setattr(planning, "versions", lambda: {"cxworkbench": "as tested"})


@pytest.mark.notebooks
def test_parts_run_one_after_the_other_into_one_run(mini):
    started = []

    first = run_once(mini, parts=("research",), given={}, on_start=started.append)
    run_once(mini, parts=("map", "insights"), given={}, on_start=started.append)

    assert [path.name for path in started] == [
        "1_segment_data.ipynb",
        "2_build_map.ipynb",
        "3_generate_insights.ipynb",
    ]
    assert first.next_step == "Nothing more."
    assert sorted(path.name for path in first.into.iterdir()) == [
        "1_segment_data.ipynb",
        "2_build_map.ipynb",
        "3_generate_insights.ipynb",
        "told",
    ]
    assert [line.status for line in read_lines(first.plan.manifest)] == ["ok", "ok"]
    assert (mini / "reports" / "report.html").is_file()


@pytest.mark.notebooks
def test_one_account_is_run_by_itself(mini):
    done = run_once(mini, parts=("research",), given={"account": "007"})

    assert done.into == done.plan.run / "accounts" / "007"
    assert done.outcome.report == mini / "reports" / "007" / "report.html"


@pytest.mark.notebooks
def test_a_stop_is_in_the_manifest(mini):
    done = run_once(mini, parts=("map",), given={"account": "BAD"})

    assert not done.outcome.ok
    assert read_lines(done.plan.manifest)[-1].error == done.outcome.message


def test_an_unknown_account_is_refused_before_a_kernel_starts(mini):
    with pytest.raises(ParameterProblem) as refused:
        run_once(mini, parts=("research",), given={"account": "A-7"})

    assert str(refused.value) == (
        "mini has no account 'A-7'. Did you mean 'A-1'? There are: all, A-1, BAD, 007."
    )
    assert not (mini / "runs").exists()


@pytest.mark.notebooks
def test_a_day_given_as_a_parameter_is_enough(mini):
    toml = (mini / "engagement.toml").read_text(encoding="utf-8")
    (mini / "engagement.toml").write_text(toml.replace("2026-06-30", ""), encoding="utf-8")
    survey = mini / "data" / "survey.csv"
    survey.write_text("account_id,said_at,text\nA-1,,Too slow\n", encoding="utf-8")

    with pytest.raises(ParameterProblem, match="as_of is not given"):
        run_once(mini, parts=("research",), given={})
    done = run_once(mini, parts=("research",), given={"as_of": "2026-11-20"})

    assert done.outcome.ok

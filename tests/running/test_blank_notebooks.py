"""Every blank notebook runs as it stands, on the sample, from any folder."""

from pathlib import Path

import nbformat
import pytest

from cxworkbench.ground.resources import shipped
from cxworkbench.running.execute import run_notebook

BLANK = sorted((shipped("templates") / "notebooks").glob("*.ipynb"))

pytestmark = pytest.mark.notebooks


def test_there_is_one():
    assert [path.name for path in BLANK] == ["an_analysis_of_your_own.ipynb"]


@pytest.mark.parametrize("path", BLANK, ids=lambda path: path.name)
def test_it_runs_with_its_defaults_and_draws_one_chart(path, tmp_path, monkeypatch):
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))

    done = run_notebook(path, {}, folder=tmp_path, into=tmp_path / "runs")

    outputs = [
        output
        for cell in nbformat.read(done, as_version=4).cells
        for output in cell.get("outputs", [])
    ]
    charts = [output for output in outputs if any("vegalite" in kind for kind in output.data)]
    assert len(charts) == 1
    assert Path(tmp_path, "work", "retail-pos", "engagement.toml").is_file()

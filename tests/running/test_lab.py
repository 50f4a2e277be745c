"""JupyterLab opens at the engagement, with its own notebooks and without the network."""

import subprocess
import sys

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.running import lab
from cxworkbench.running.lab import lab_command, open_lab


def test_the_command_opens_the_engagement_and_asks_nothing_of_the_network(tmp_path):
    command = lab_command(tmp_path, browser=False, port=8123)

    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path}" in command
    assert "--LabApp.news_url=None" in command
    assert "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate" in command
    assert "--no-browser" in command
    assert "--ServerApp.port=8123" in command


def test_an_engagement_gets_its_notebooks_before_lab_opens(mini, monkeypatch):
    seen = []
    for path in (mini / "notebooks").glob("*.ipynb"):
        path.unlink()

    def run(command, *, check):
        seen.append(sorted(path.name for path in (mini / "notebooks").iterdir()))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(lab.subprocess, "run", run)

    assert open_lab(mini) == 0
    assert seen == [["1_segment_data.ipynb", "2_build_map.ipynb", "3_generate_insights.ipynb"]]


def test_a_folder_without_an_engagement_is_refused(tmp_path):
    with pytest.raises(ParameterProblem):
        open_lab(tmp_path)


@pytest.mark.slow
def test_jupyterlab_takes_every_word_of_the_command(tmp_path):
    command = lab_command(tmp_path, browser=False, port=None)

    done = subprocess.run(
        [*command, "--show-config"], capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == 0
    assert "NeverCheckForUpdate" in done.stdout
    assert "nrecognized" not in done.stderr

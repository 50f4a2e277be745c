"""The wheel carries all it needs, and works from an empty folder without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    into = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into)],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    [path] = into.glob("*.whl")
    return path


def test_it_carries_notebooks_templates_and_samples(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {
        "cxworkbench/_shipped/notebooks/1_segment_data.ipynb",
        "cxworkbench/_shipped/notebooks/2_build_map.ipynb",
        "cxworkbench/_shipped/notebooks/3_generate_insights.ipynb",
        "cxworkbench/_shipped/samples/retail-pos/engagement.toml",
        "cxworkbench/_shipped/templates/report/page.html",
        "cxworkbench/py.typed",
    } <= names


def test_every_folder_of_templates_travels_with_something_in_it(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("engagement", "notebooks", "intake", "journeys", "report"):
        assert any(name.startswith(f"cxworkbench/_shipped/templates/{folder}/") for name in names)


def test_nothing_made_by_a_run_travels(wheel):
    names = zipfile.ZipFile(wheel).namelist()

    assert [
        n for n in names if "/work/" in n or "__pycache__" in n or ".ipynb_checkpoints" in n
    ] == []


def test_a_new_engagement_is_laid_down_from_the_wheel_alone(wheel, tmp_path):
    unpacked, empty = tmp_path / "site", tmp_path / "empty"
    zipfile.ZipFile(wheel).extractall(unpacked)
    empty.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "CXWORKBENCH_KEYS": str(tmp_path)}
    code = "import cxworkbench, sys; print(cxworkbench.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", code], cwd=empty, env=environment, capture_output=True, text=True
    ).stdout

    done = subprocess.run(
        [sys.executable, "-m", "cxworkbench", "new", "acme"],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert str(unpacked) in where
    assert done.returncode == 0, done.stderr
    assert (empty / "acme" / "engagement.toml").is_file()

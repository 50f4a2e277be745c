"""What the acceptance tests share: the command line as a person calls it, and real data."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """A folder for key files, so that no test touches a person's own."""
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="session")
def call(keys):
    """The command line in its own process: returns exit status, what it printed, what it told."""

    def run(*words, cwd=None):
        return subprocess.run(
            [sys.executable, "-m", "cxworkbench", *map(str, words)],
            cwd=cwd,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "CXWORKBENCH_KEYS": str(keys), "COLUMNS": "100"},
            timeout=1500,
        )

    return run


@pytest.fixture(scope="session")
def real_data():
    """The folder of public data sets."""
    folder = os.environ.get("CXWORKBENCH_REAL_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("CXWORKBENCH_REAL_DATA names no folder of public data sets")
    return Path(folder)


@pytest.fixture(scope="session")
def toml_in():
    """The first TOML block of a page of the docs."""

    def read(page):
        text = (ROOT / "docs" / page).read_text("utf-8")
        return text.split("```toml\n", 1)[1].split("```", 1)[0]

    return read


@pytest.fixture(scope="module")
def chromium():
    """A real browser that reaches no network; closed with its module, as two cannot run at once."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CXWORKBENCH_REQUIRE_BROWSER"):
            pytest.fail("no chromium is installed, and CXWORKBENCH_REQUIRE_BROWSER asks for one")
        pytest.skip("no chromium is installed")
    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()

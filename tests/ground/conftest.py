"""Where the public data sets stand, for the tests that read them."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def awkward():
    """The folder of awkward files; the test is skipped where there is none."""
    root = os.environ.get("CXWORKBENCH_REAL_DATA", "")
    folder = Path(root) / "awkward"
    if not root or not folder.is_dir():
        pytest.skip("CXWORKBENCH_REAL_DATA names no folder that holds awkward/")
    return folder

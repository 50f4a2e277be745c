"""One JupyterLab for all browser tests of a session."""

import pytest
from tests.browser.lab import chromium_path, running_lab


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The address of a running JupyterLab and the folder of its notebooks."""
    chromium_path()
    home = tmp_path_factory.mktemp("lab")
    with running_lab(home) as address:
        yield address, home / "notebooks"

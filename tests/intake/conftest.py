"""Key files of the tests lie in a temporary folder, never in the user's own."""

import pytest


@pytest.fixture(autouse=True)
def keys_folder(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(folder))
    return folder

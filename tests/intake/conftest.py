"""Small engagements for the tests of intake; their key files lie in a temporary folder."""

import pytest

HEAD = 'id = "trial"\nname = "Trial"\nclient = "Acme"\nas_of = "2026-06-30"\n'


@pytest.fixture(autouse=True)
def keys_folder(tmp_path_factory, monkeypatch):
    """Never the user's own folder of key files."""
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(folder))
    return folder


@pytest.fixture
def engagement(tmp_path):
    """A function that lays an engagement down: `files` are name (without .csv) -> content.

    Consent is stated as none, unless the settings speak of privacy themselves.
    """

    def lay_down(toml="", **files):
        toml += "" if "[privacy]" in toml else '\n[privacy]\nconsent = "none"\n'
        folder = tmp_path / "trial"
        (folder / "data").mkdir(parents=True, exist_ok=True)
        (folder / "engagement.toml").write_text(HEAD + toml, encoding="utf-8")
        for name, content in files.items():
            (folder / "data" / f"{name}.csv").write_text(content, encoding="utf-8")
        return folder

    return lay_down

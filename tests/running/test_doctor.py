"""What is installed, what is missing, and what to do."""

from importlib.metadata import PackageNotFoundError

from cxworkbench.running import doctor
from cxworkbench.running.doctor import describe_findings, examine


def test_everything_needed_is_here():
    assert [one for one in examine() if one.state == "missing"] == []


def test_a_missing_package_says_how_to_install_it(monkeypatch):
    real = doctor.version

    def without_scipy(name):
        if name == "scipy":
            raise PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(doctor, "version", without_scipy)

    [missing] = [one for one in examine() if one.state == "missing"]
    assert describe_findings([missing]) == (
        "MISSING   scipy: not installed. Install it: python -m pip install scipy"
    )


def test_what_only_some_work_needs_is_optional(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)

    found = {one.what: one for one in examine()}

    assert found["git"].state == "optional"
    assert found["git"].remedy == "Install git to keep every version of maps and registers."


def test_a_key_folder_that_cannot_be_written_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: False)

    [missing] = [one for one in examine() if one.what == "key folder"]

    assert missing.state == "missing"
    assert missing.remedy == (
        f"Allow writing in {tmp_path}, or set CXWORKBENCH_KEYS to a folder of yours."
    )

"""What ships with the package is found in a wheel and in a checkout alike."""

import pytest

from cxworkbench.ground import resources
from cxworkbench.ground.errors import DataProblem


def test_a_checkout_gives_its_own_folders():
    assert (resources.shipped("templates") / "intake").is_dir()


def test_a_wheel_gives_the_folder_inside_the_package(tmp_path, monkeypatch):
    (tmp_path / "_shipped" / "samples").mkdir(parents=True)
    monkeypatch.setattr(resources, "files", lambda name: tmp_path)

    assert resources.shipped("samples") == tmp_path / "_shipped" / "samples"


def test_an_installation_without_them_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "files", lambda name: tmp_path)
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "a" / "b" / "c" / "resources.py"))

    with pytest.raises(DataProblem) as refused:
        resources.shipped("notebooks")

    assert str(refused.value) == (
        "This installation of cxworkbench carries no notebooks. They belong in "
        f"{tmp_path / '_shipped' / 'notebooks'}. "
        "Install the package again from its wheel or from a whole checkout."
    )

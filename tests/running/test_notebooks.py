"""Notebooks are found, described and copied."""

import json
import shutil

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.running.notebooks import (
    FILES,
    copy_notebooks,
    describe_parameters,
    find_notebooks,
    read_notebook,
)


def test_the_parts_come_in_the_order_of_the_method():
    found = find_notebooks(parts=("insights", "research"))

    assert [(note.part, note.own) for note in found] == [("research", False), ("insights", False)]


def test_an_engagements_own_copy_comes_before_the_shipped_one(tmp_path, stand_in_notebook):
    (tmp_path / "notebooks").mkdir()
    own = tmp_path / "notebooks" / FILES["map"]
    shutil.copy(stand_in_notebook("writes_told"), own)

    found = find_notebooks(tmp_path)

    assert [note.own for note in found] == [False, True, False]
    assert found[1].path == own


def test_an_unknown_part_is_answered_with_those_there_are():
    with pytest.raises(ParameterProblem) as refused:
        find_notebooks(parts=("reserch",))

    assert str(refused.value) == (
        "There is no part 'reserch'. Did you mean 'research'? "
        "The parts are research, map, insights."
    )


def test_a_notebook_says_what_it_declares(stand_in_notebook):
    found = describe_parameters(stand_in_notebook("typed"))

    assert [(one.name, one.type, one.default, one.help) for one in found[:4]] == [
        ("share", "float", "0.5", "between 0 and 1"),
        ("rounds", "int", "3", "how often"),
        ("deep", "bool", "False", "look below the surface"),
        ("limit", "Optional[float]", "None", "at most, or None for no limit"),
    ]


def test_a_notebook_without_a_parameters_cell_declares_nothing(stand_in_notebook):
    assert describe_parameters(stand_in_notebook("no_parameters")) == ()


def test_a_file_name_with_braces_is_a_name_and_no_pattern(tmp_path, stand_in_notebook):
    path = tmp_path / "{client} 1.ipynb"
    shutil.copy(stand_in_notebook("typed"), path)

    assert describe_parameters(path)[0].name == "share"


def test_a_missing_notebook_is_said(tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        read_notebook(tmp_path / "none.ipynb")

    assert str(refused.value) == (
        f"There is no notebook {tmp_path / 'none.ipynb'}. Check the name and the folder."
    )


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"cells": 1, "nbformat": 4}', "PK\x03"])
def test_a_broken_notebook_is_said(tmp_path, content):
    path = tmp_path / "1_segment_data.ipynb"
    path.write_text(content)

    with pytest.raises(ParameterProblem) as refused:
        read_notebook(path)

    assert str(refused.value) == (
        "1_segment_data.ipynb is not a notebook that Jupyter can open. Open it in JupyterLab to "
        "see where it is broken, or delete this copy and the shipped notebook is used."
    )


def test_own_copies_work_on_the_engagement_they_stand_in(tmp_path):
    copies = copy_notebooks(tmp_path)

    assert [path.name for path in copies] == list(FILES.values())
    for path in copies:
        defaults = {one.name: one.default for one in describe_parameters(path)}
        assert defaults["engagement"] == '".."'
        assert defaults["out"] == '"../runs/by-hand"'


def test_a_copy_that_somebody_changed_is_left_alone(tmp_path):
    first = copy_notebooks(tmp_path)[0]
    first.write_text(json.dumps({"changed": True}))

    copy_notebooks(tmp_path)

    assert json.loads(first.read_text()) == {"changed": True}


def test_a_notebook_is_described_anew_when_its_content_changed(tmp_path, stand_in_notebook):
    own = tmp_path / "own.ipynb"
    shutil.copy(stand_in_notebook("writes_told"), own)
    before = [one.name for one in describe_parameters(own)]

    changed = json.loads(own.read_text("utf-8"))
    cell = next(one for one in changed["cells"] if "parameters" in one["metadata"].get("tags", []))
    cell["source"] = "depth: int = 3"
    own.write_text(json.dumps(changed), "utf-8")

    assert "depth" not in before
    assert [one.name for one in describe_parameters(own)] == ["depth"]

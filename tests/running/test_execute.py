"""Notebooks are executed in one private kernel, and a stop says where and why."""

import json

import nbformat
import pytest

from cxworkbench.ground.errors import RunProblem
from cxworkbench.running.execute import run_notebook, run_notebooks
from cxworkbench.running.notebooks import Notebook

pytestmark = pytest.mark.notebooks


def last_output(path):
    return nbformat.read(path, as_version=4).cells[-1].outputs[0]


def test_the_next_notebook_finds_no_name_of_the_last_one(engagement, stand_in_notebook):
    names = ("leaves_a_name", "looks_for_a_name", "leaves_a_name")
    notebooks = [Notebook("own", stand_in_notebook(name), own=True) for name in names]

    done = run_notebooks(notebooks, {}, folder=engagement, into=engagement / "runs")

    assert last_output(done[1]).data["text/plain"] == "False"
    # Cells count from 1 in each, as in a kernel of its own.
    assert [last_output(path).execution_count for path in done] == [2, 1, 2]


def test_a_kernel_works_in_the_engagement_and_takes_no_code_from_it(engagement, stand_in_notebook):
    (engagement / "module_of_the_engagement.py").write_text("raise SystemExit('ran')")

    with pytest.raises(RunProblem) as stopped:
        run_notebook(
            stand_in_notebook("sees_where_it_is"), {}, folder=engagement, into=engagement / "runs"
        )

    assert (engagement / "seen.txt").read_text() == "acme pos 01 False"
    assert str(stopped.value) == (
        'sees_where_it_is.ipynb stopped in cell 3 ("# Shows its working folder, its path and its '
        "environment\"): ModuleNotFoundError: No module named 'module_of_the_engagement'. "
        "The run so far is in runs/sees_where_it_is.stopped.ipynb."
    )


def test_a_stop_names_cell_section_cause_and_the_copy_so_far(engagement, stand_in_notebook):
    with pytest.raises(RunProblem) as stopped:
        run_notebook(
            stand_in_notebook("breaks_for_one_account"),
            {"account": "BAD"},
            folder=engagement,
            into=engagement / "runs" / "r",
        )

    assert str(stopped.value) == (
        'breaks_for_one_account.ipynb stopped in cell 5 ("## Segments side by side"): '
        "only one segment has accounts, and a comparison needs two. "
        "The run so far is in runs/r/breaks_for_one_account.stopped.ipynb."
    )
    assert stopped.value.cell == 5
    assert stopped.value.source.startswith('if account == "BAD":')
    assert [path.name for path in (engagement / "runs" / "r").iterdir()] == [
        "breaks_for_one_account.stopped.ipynb"
    ]


def test_a_cell_that_takes_too_long_is_stopped(engagement, stand_in_notebook):
    with pytest.raises(RunProblem) as stopped:
        run_notebooks(
            [Notebook("own", stand_in_notebook("slow"), own=True)],
            {},
            folder=engagement,
            into=engagement,
            cell_seconds=1,
        )

    assert str(stopped.value) == (
        'slow.ipynb stopped in cell 4 ("## Waiting"): the cell took longer than 1 seconds. '
        "The run so far is in slow.stopped.ipynb."
    )


def test_a_kernel_that_is_killed_is_told_with_its_signal(engagement, stand_in_notebook):
    with pytest.raises(RunProblem) as stopped:
        run_notebook(stand_in_notebook("ends_its_process"), {}, folder=engagement, into=engagement)

    assert str(stopped.value) == (
        'ends_its_process.ipynb stopped in cell 4 ("## A memory hog"): its Python process ended '
        "(signal 9, as happens when memory runs out). "
        "The run so far is in ends_its_process.stopped.ipynb."
    )


def test_a_notebook_gets_only_what_it_declares(engagement, stand_in_notebook):
    done = run_notebook(
        stand_in_notebook("no_parameters"), {"account": "a1"}, folder=engagement, into=engagement
    )

    assert [cell.source for cell in nbformat.read(done, as_version=4).cells] == [
        "# Declares nothing",
        "1 + 1",
    ]


@pytest.mark.filterwarnings("ignore")
def test_two_equal_runs_give_the_same_bytes(engagement, stand_in_notebook, tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()

    first, second = (
        run_notebook(
            stand_in_notebook("differs_between_runs"), {}, folder=folder, into=folder / "runs"
        ).read_bytes()
        for folder in (engagement, other)
    )

    assert first == second
    assert str(tmp_path).encode() not in first
    state = json.loads(first)["metadata"]["widgets"]
    assert len(state["application/vnd.jupyter.widget-state+json"]["state"]) == 8

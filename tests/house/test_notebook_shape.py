"""The shape of every shipped notebook: title, parameters, thin cells, nothing stored."""

import ast
from pathlib import Path

import nbformat
import papermill
import pytest

ROOT = Path(__file__).parents[2]
METHOD = sorted((ROOT / "notebooks").glob("*.ipynb"))
BLANK = sorted((ROOT / "templates" / "notebooks").glob("*.ipynb"))
TAGS = {"parameters", "remove-input", "remove-cell", "raises-exception", "nbval-skip"}
FIRST_PARAMETERS = ["engagement", "account", "segment", "as_of", "window_days", "seed", "out"]

each_notebook = pytest.mark.parametrize("path", METHOD + BLANK, ids=lambda path: path.name)


def cells(path, kind):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == kind]


def test_the_three_parts_are_there():
    assert [path.name for path in METHOD] == [
        "1_segment_data.ipynb",
        "2_build_map.ipynb",
        "3_generate_insights.ipynb",
    ]


@each_notebook
def test_nothing_is_stored(path):
    for cell in cells(path, "code"):
        assert cell.outputs == []
        assert cell.execution_count is None


@each_notebook
def test_there_is_one_title(path):
    lines = [line for cell in cells(path, "markdown") for line in cell.source.splitlines()]

    assert len([line for line in lines if line.startswith("# ")]) == 1


@each_notebook
def test_the_kernel_is_the_plain_one(path):
    assert nbformat.read(path, as_version=4).metadata.kernelspec.name == "python3"


@each_notebook
@pytest.mark.filterwarnings("ignore")
def test_every_parameter_has_a_type_a_default_and_a_help_line(path):
    parameters = list(papermill.inspect_notebook(str(path)).values())
    [cell] = [c for c in cells(path, "code") if "parameters" in c.metadata.get("tags", [])]

    names = [parameter["name"] for parameter in parameters]
    assert names == [line.split(":")[0] for line in cell.source.splitlines() if line.strip()]
    assert names[: len(FIRST_PARAMETERS)] == FIRST_PARAMETERS
    for parameter in parameters:
        assert parameter["inferred_type_name"] != "None", parameter
        assert parameter["help"], parameter


@each_notebook
def test_it_calls_functions_and_defines_none(path):
    refused = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Lambda)
    found = [
        (cell.source, type(node).__name__)
        for cell in cells(path, "code")
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, refused)
    ]

    assert found == []


@each_notebook
def test_only_the_five_tags_are_used(path):
    used = {tag for cell in cells(path, "code") for tag in cell.metadata.get("tags", [])}

    assert used - TAGS == set()


@each_notebook
def test_a_text_stands_before_every_call(path):
    all_cells = nbformat.read(path, as_version=4).cells
    shown = [c for c in all_cells if "remove-cell" not in c.metadata.get("tags", [])]
    pairs = zip(shown, shown[1:], shown[2:], strict=False)
    three_in_a_row = [
        third.source for one, two, third in pairs
        if {one.cell_type, two.cell_type, third.cell_type} == {"code"}
    ]  # fmt: skip

    assert three_in_a_row == []


@each_notebook
def test_cell_ids_are_stable_words_or_hex_and_unique(path):
    ids = [cell.id for cell in nbformat.read(path, as_version=4).cells]

    assert len(set(ids)) == len(ids)

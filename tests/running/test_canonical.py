"""An executed notebook is kept without what differs between equal runs."""

from copy import deepcopy

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from cxworkbench.running.canonical import STATE, VIEW, canonical


def executed(*outputs, **metadata):
    cell = new_code_cell("1", outputs=list(outputs), execution_count=1)
    cell.metadata["papermill"] = {"duration": 1.0}
    notebook = new_notebook(cells=[cell])
    notebook.metadata.update({"papermill": {"start_time": "now"}, **metadata})
    return notebook


def text_output(text):
    return new_output("display_data", data={"text/html": text})


def shown(notebook, folder):
    return canonical(notebook, folder=folder, parameters={}).cells[0].outputs[0].data["text/html"]


def test_times_and_random_cell_ids_are_gone_and_parameters_are_kept(tmp_path):
    kept = canonical(executed(), folder=tmp_path, parameters={"seed": 1})

    assert kept.metadata == {"cxworkbench": {"parameters": {"seed": 1}}}
    assert kept.cells[0].metadata == {}
    assert kept.cells[0].id == "cell-1"
    nbformat.validate(kept)


def test_the_executed_notebook_is_left_as_it_was(tmp_path):
    notebook = executed(text_output("x"))
    before = deepcopy(notebook)

    canonical(notebook, folder=tmp_path, parameters={})

    assert notebook == before


def test_the_engagement_is_a_dot_wherever_it_stands(tmp_path):
    assert shown(executed(text_output(f"{tmp_path}/data/a.csv")), tmp_path) == "./data/a.csv"


def test_random_ids_of_charts_and_styled_tables_are_numbered(tmp_path):
    text = (
        f"altair-viz-{'a' * 32} altair-viz-{'b' * 32} altair-viz-{'a' * 32} #T_0a1b2_row0 T_cc1b2"
    )

    assert shown(executed(text_output(text)), tmp_path) == (
        "altair-viz-1 altair-viz-2 altair-viz-1 #T_3_row0 T_4"
    )


def test_process_numbers_and_memory_addresses_are_gone(tmp_path):
    text = f"{tmp_path}/ipykernel_123/456.py:1: UserWarning <object at 0x7f12ab>"

    assert shown(executed(text_output(text)), tmp_path) == "cell:1: UserWarning <object at 0x0>"


def widget_notebook(ids):
    box, layout, slider = ids
    state = {
        slider: {"model_name": "Slider", "state": {}},
        box: {
            "model_name": "Box",
            "state": {
                "layout": f"IPY_MODEL_{layout}",
                "children": [f"IPY_MODEL_{slider}"],
            },
        },
        layout: {"model_name": "Layout", "state": {}},
    }
    view = new_output("display_data", data={VIEW: {"model_id": box, "version_major": 2}})
    return executed(view, widgets={STATE: {"state": state, "version_major": 2}})


def test_widgets_are_numbered_from_the_view_down_to_its_parts(tmp_path):
    kept = canonical(
        widget_notebook(["f" * 32, "1" * 32, "c" * 32]), folder=tmp_path, parameters={}
    )

    state = kept.metadata.widgets[STATE].state
    assert {model[-1]: held.model_name for model, held in state.items()} == {
        "1": "Box",
        "2": "Slider",
        "3": "Layout",
    }
    assert state[f"{1:032x}"].state == {
        "layout": f"IPY_MODEL_{3:032x}",
        "children": [f"IPY_MODEL_{2:032x}"],
    }
    assert kept.cells[0].outputs[0].data[VIEW].model_id == f"{1:032x}"


def test_other_random_widget_ids_give_the_same_notebook(tmp_path):
    first, second = (
        nbformat.writes(canonical(widget_notebook(ids), folder=tmp_path, parameters={}))
        for ids in (["f" * 32, "1" * 32, "c" * 32], ["0" * 32, "9" * 32, "3" * 32])
    )

    assert first == second

"""The segment explorer in JupyterLab, in a real Chromium, driven by the keyboard alone."""

import os
from pathlib import Path

import nbformat
import pytest
from tests.browser.lab import browser_page, open_notebook, picture_of

from cxworkbench.records.segmentation import SegmentDefinition
from cxworkbench.records.store import load_engagement, load_record

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
PICTURES = os.environ.get("CXWORKBENCH_PICTURES", "")  # a folder that keeps pictures to look at
NAME = "explorer_only.ipynb"
CELLS = (
    """from cxworkbench.controls.segment_control import segment_control
from cxworkbench.intake.opening import open_engagement
from cxworkbench.telling.theme import use_theme
from cxworkbench.voice.research import build_research

use_theme()
case = open_engagement("sample:retail-pos", out="explored")
research = build_research(case)""",
    "segment_control(case, research.profile)",
)
FOCUSED = """() => {
    const one = document.activeElement;
    const box = one && one.closest('.widget-inline-hbox, .jupyter-widgets');
    const label = one && one.labels && one.labels.length ? one.labels[0].innerText : '';
    const words = label || (one && one.innerText) || (box ? box.innerText : '');
    return (words || '').trim();
}"""


def notebook_in(folder):
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3", "language": "python"
    }  # fmt: skip
    nbformat.write(notebook, folder / NAME)


def tab_to(page, words, *, most=60):
    """Go on with the Tab key until the field with these words has the focus."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUSED))
        if seen[-1] == words:
            return
    raise AssertionError(f"{words!r} is not reached by keyboard: {seen}")


def keep_picture(page, name):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        picture_of(page, Path(PICTURES) / f"{name}.png")


def test_segments_are_found_named_and_saved_by_the_keyboard_alone(lab):
    address, notebooks = lab
    notebook_in(notebooks)
    with browser_page() as (page, asked):
        page.set_default_timeout(90_000)
        open_notebook(page, address, NAME)
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Control+Enter")  # the cell stays chosen, and Tab goes on into it
        page.get_by_text("then press Compute").wait_for()

        tab_to(page, "by")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("k-means")
        tab_to(page, "revenue")
        tab_to(page, "tenure_years")
        page.keyboard.press("Space")
        tab_to(page, "how many")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("3")
        tab_to(page, "Compute")
        page.keyboard.press("Enter")
        page.get_by_text("By k-means: ").wait_for()
        page.wait_for_function(
            "() => document.querySelectorAll('.jupyter-widgets .vega-embed canvas,"
            " .jupyter-widgets .vega-embed svg').length >= 2"
        )
        keep_picture(page, "segment-explorer-computed")
        tab_to(page, "name 1")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("Our favourites")
        tab_to(page, "use these segments in the whole engagement")
        page.keyboard.press("Space")
        tab_to(page, "Save")
        page.keyboard.press("Enter")
        page.get_by_text("Saved to segments.json: Our favourites").wait_for()
        keep_picture(page, "segment-explorer-saved")

    kept = notebooks / "explored" / "retail-pos"
    saved = load_record(kept / "segments.json", SegmentDefinition)
    assert saved.method == "k-means"
    assert "tenure_years" not in [one.column for one in saved.dimensions]
    assert (saved.segments[0].name, saved.segments[0].named_by) == ("Our favourites", "person")
    assert load_engagement(kept).segments_from == "segments.json"
    assert asked == []

"""The mapping control in JupyterLab, in a real Chromium, by keyboard alone."""

import json
import os
import tomllib
from pathlib import Path

import pytest
from tests.browser.lab import browser_page, errors_of, open_notebook, run_all

from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
PICTURES = os.environ.get("CXWORKBENCH_PICTURES", "")  # a folder that keeps pictures to look at
SETTLE = 700  # milliseconds in which the kernel answers a choice
CELL = (
    "from pathlib import Path\n"
    "from cxworkbench.controls.mapping_control import mapping_control\n"
    'mapping_control(Path("tiny"))'
)
NOTEBOOK = {
    "cells": [{"cell_type": "code", "execution_count": None, "id": "mapping", "metadata": {},
               "outputs": [], "source": CELL}],
    "metadata": {"kernelspec": {"display_name": "python3", "language": "python",
                                "name": "python3"}},
    "nbformat": 4, "nbformat_minor": 5,
}  # fmt: skip


def focused(page):
    return page.evaluate(
        "() => document.activeElement.title || document.activeElement.labels?.[0]?.innerText.trim()"
        " || document.activeElement.innerText.trim()"
    )


def tab_to(page, words):
    """Go on with the Tab key until what is called so has the focus; how many keys it took."""
    for keys in range(120):
        if focused(page).startswith(words):
            return keys
        page.keyboard.press("Tab")
    raise AssertionError(f"{words!r} is not reached by keyboard")


def choose(page, words):
    """Go down in the drop-down that has the focus until an option that begins so is chosen."""
    chosen = "() => document.activeElement.selectedOptions[0].label"
    for _ in range(60):
        if page.evaluate(chosen).startswith(words):
            page.wait_for_timeout(SETTLE)
            if page.evaluate(chosen).startswith(words):  # the kernel's answer left it so
                return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{words!r} is not offered")


def keep_picture(page, name):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.set_viewport_size({"width": 1500, "height": 2300})
        page.evaluate(
            "() => document.querySelectorAll('.jp-NotebookPanel *').forEach("
            "node => { node.scrollTop = 0; })"
        )
        page.wait_for_timeout(800)
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))
        page.set_viewport_size({"width": 1500, "height": 1000})


def test_a_mapping_is_seen_changed_and_saved_by_keyboard(lab):
    address, notebooks = lab
    world = make_tiny_world(3)
    world.tables["tickets.csv"].loc[:1, "Category"] = "misc"
    write_world(world, notebooks / "tiny")
    (notebooks / "mapping.ipynb").write_text(json.dumps(NOTEBOOK), "utf-8")
    path = notebooks / "tiny" / "engagement.toml"
    before = path.read_text("utf-8")
    with browser_page() as (page, asked):
        open_notebook(page, address, "mapping.ipynb")
        assert errors_of(run_all(page)) == []
        page.wait_for_selector("[data-own-keys]")
        page.get_by_label("file", exact=True).focus()
        page.keyboard.type("t")  # a letter that JupyterLab would take for a command stays here
        choose(page, "tickets")
        page.get_by_text("Headers, and what each is used for").wait_for()
        keep_picture(page, "mapping-tickets")

        tab_to(page, "State")
        choose(page, "emotion_word")
        tab_to(page, "word")
        tab_to(page, "ignore such rows")
        page.keyboard.press("Space")
        tab_to(page, "Save")
        page.keyboard.press("Enter")
        page.get_by_text("Saved:").wait_for()
        keep_picture(page, "mapping-saved")
        said = page.get_by_text("Saved:").inner_text()
        tab_to(page, "Undo last save")
        saved = path.read_text("utf-8")
        page.keyboard.press("Enter")
        page.get_by_text("The version before is back.").wait_for()
        page.get_by_label("file", exact=True).focus()
        page.keyboard.press("Home")
        choose(page, "survey")
        page.get_by_label("scale from", exact=True).wait_for()
        keep_picture(page, "mapping-survey")

    tables = {one["name"]: one for one in tomllib.loads(saved)["tables"]}
    assert said.startswith("Saved: columns, values.")
    assert tables["tickets"]["columns"]["emotion_word"] == "State"
    assert "ignore = true" in saved.replace(before, "")
    assert path.read_text("utf-8") == before
    assert asked == []

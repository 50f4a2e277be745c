"""The notebooks in JupyterLab, in a real Chromium without a network: Run All, and look."""

import os
from pathlib import Path

import pytest
from tests.browser.lab import (
    ROOT,
    browser_page,
    errors_of,
    open_notebook,
    outputs_of,
    picture_of,
    run_all,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
CHART = "application/vnd.vegalite.v5+json"
PICTURES = os.environ.get("CXWORKBENCH_PICTURES", "")  # a folder that keeps pictures to look at

PAUSE = 1500  # milliseconds in which the kernel of a busy machine takes a typed text over


def drawn_charts(page):
    """Width and height of every chart that the page shows."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.vega-embed')].map(chart => {
            const mark = chart.querySelector('canvas, svg');
            const box = mark ? mark.getBoundingClientRect() : {width: 0, height: 0};
            return [box.width, box.height];
        })"""
    )


def tab_to(page, words):
    """Go on with the Tab key until the button with these words has the focus."""
    for _ in range(20):
        if page.evaluate("() => document.activeElement.innerText") == words:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{words!r} is not reached by keyboard")


def keep_picture(page, name):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        picture_of(page, Path(PICTURES) / f"{name}.png")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_in_jupyterlab_and_draws_every_chart(lab, name):
    address, _ = lab
    with browser_page() as (page, asked):
        open_notebook(page, address, name)
        cells = run_all(page)
        charts = outputs_of(cells, CHART)
        page.wait_for_function(
            f"() => document.querySelectorAll('.vega-embed canvas, .vega-embed svg').length"
            f" >= {len(charts)}"
        )
        sizes = drawn_charts(page)
        keep_picture(page, name.removesuffix(".ipynb"))

    assert errors_of(cells) == []
    assert len(charts) >= 2
    assert len(sizes) == len(charts)
    assert all(width > 100 and height > 50 for width, height in sizes), sizes
    assert asked == []


def test_a_touchpoint_is_edited_by_keyboard(lab):
    address, notebooks = lab
    with browser_page() as (page, _):
        open_notebook(page, address, "2_build_map.ipynb")
        assert errors_of(run_all(page)) == []
        kept = notebooks / "work" / "retail-pos" / "maps" / "journey.map.json"
        assert not kept.exists()
        name = page.get_by_label("name", exact=True)
        name.scroll_into_view_if_needed()

        page.get_by_label("touchpoint", exact=True).focus()
        page.keyboard.press("Tab")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("Fair stand, as we call it")
        page.wait_for_timeout(PAUSE)
        for _ in range(5):
            page.keyboard.press("Tab")
        page.wait_for_timeout(PAUSE)
        page.keyboard.press("ControlOrMeta+End")
        page.keyboard.type(" Then we talk.", delay=30)
        page.wait_for_timeout(PAUSE)
        tab_to(page, "Save")
        page.keyboard.press("Enter")
        page.get_by_text("Saved: name, action.").wait_for()
        keep_picture(page, "control")

    text = kept.read_text(encoding="utf-8")
    assert '"name": "Fair stand, as we call it"' in text
    assert "We try tills on the stand and take a card. Then we talk." in text

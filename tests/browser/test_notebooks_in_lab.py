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


def drawn_charts(page):
    """Width and height of every chart that the page shows."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.vega-embed')].map(chart => {
            const mark = chart.querySelector('canvas, svg');
            const box = mark ? mark.getBoundingClientRect() : {width: 0, height: 0};
            return [box.width, box.height];
        })"""
    )


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
        page.locator(".cxw-map[data-revision]:not([data-revision='0'])").wait_for()

        page.locator(".cxw-map .touchpoint").first.focus()
        page.keyboard.press("F2")
        page.wait_for_function("() => document.activeElement?.tagName === 'TEXTAREA'")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("Fair stand, as we call it")
        page.keyboard.press("Enter")
        page.get_by_text("Saved in journey.map.json.").wait_for()
        page.locator(".cxw-map[data-pending='0']").wait_for()
        page.locator(".cxw-map .note.evidenced").first.focus()
        page.keyboard.press("e")
        page.get_by_text(", row ").first.wait_for()  # the evidence is looked up
        if PICTURES:
            page.locator(".cxw-map").screenshot(path=str(Path(PICTURES) / "editor-notebook.png"))

    text = kept.read_text(encoding="utf-8")
    assert '"name": "Fair stand, as we call it"' in text

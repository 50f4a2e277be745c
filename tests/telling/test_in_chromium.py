"""Pages as a reader's browser shows them, with the network away."""

import json
import os
import shutil
from pathlib import Path

import pytest
from tests.telling.examples import SAYINGS, journey_map, told_records

from cxworkbench.telling.index import IndexFacts, IndexRow, write_index
from cxworkbench.telling.map_layout import layout_map
from cxworkbench.telling.map_svg import paint
from cxworkbench.telling.map_views import VIEWS, layout_view
from cxworkbench.telling.pages import font_faces
from cxworkbench.telling.report import write_report
from cxworkbench.telling.type_metrics import text_width
from cxworkbench.worlds.made_maps import made_map

pytestmark = pytest.mark.browser
NAMES = ("chromium", "chromium-browser", "google-chrome")
# The rectangles of all words of each picture, in its own units; 1 is let go for rounding and for
# letters that hang over their own advance.
OVERLAPS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg')) {
    const boxes = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim())
      .map(t => [t.getBBox(), t.textContent]).filter(([b]) => b.width > 0);
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
      const [a, s] = boxes[i], [b, t] = boxes[j];
      if (a.x + a.width > b.x + 1 && b.x + b.width > a.x + 1 &&
          a.y + a.height > b.y + 1 && b.y + b.height > a.y + 1) found.push([s, t]);
    }
  }
  return found;
}"""
OUTSIDE = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const room = svg.viewBox.baseVal;
  return [...svg.querySelectorAll('text')].map(t => [t.getBBox(), t.textContent])
    .filter(([b]) => b.width > 0 && (b.x < room.x - 1 || b.x + b.width > room.x + room.width + 1
      || b.y < room.y - 1 || b.y + b.height > room.y + room.height + 1)).map(([, t]) => t);
})"""


@pytest.fixture(scope="module")
def chromium():
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    sync_api = pytest.importorskip("playwright.sync_api") if not _compulsory() else None
    if program is None:
        reason = f"no Chromium on this machine: none of {', '.join(NAMES)} is on the path"
        if _compulsory():
            pytest.fail(reason)
        pytest.skip(reason)
    if sync_api is None:
        from playwright import sync_api
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def _compulsory():
    return os.environ.get("CXWORKBENCH_REQUIRE_BROWSER") == "1"


class Reader:
    """A browser without a network that writes down all it was asked for and all that went wrong."""

    def __init__(self, browser, width=1280, height=900):
        self.context = browser.new_context(
            offline=True, viewport={"width": width, "height": height}
        )
        self.page = self.context.new_page()
        self.asked, self.wrong = [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        self.page.add_init_script("window.untouched = true")

    def read(self, path):
        self.page.goto(path.as_uri())
        self.page.evaluate("document.fonts.ready")
        return self.page

    def require_quiet(self, path):
        assert self.asked == [path.as_uri()] or all(
            one == path.as_uri() or one.startswith("data:font/") for one in self.asked
        )
        assert self.wrong == []
        assert self.page.evaluate("window.untouched") is True


@pytest.fixture
def reader(chromium):
    made = Reader(chromium)
    yield made
    made.context.close()


@pytest.fixture
def phone(chromium):
    made = Reader(chromium, 390, 844)
    yield made
    made.context.close()


def report(tmp_path, **fields):
    [path] = write_report(told_records(**fields), audience="internal", into=tmp_path)
    return path


def map_page(tmp_path, drawn, page="screen"):
    return svg_page(tmp_path, paint(layout_map(drawn, page=page)))


def svg_page(tmp_path, svg):
    path = tmp_path / "map.html"
    style = f"<style>{font_faces(svg)}</style>"
    path.write_text(f"<!doctype html><meta charset='utf-8'>{style}{svg}", encoding="utf-8")
    return path


def naughty_strings():
    room = os.environ.get("CXWORKBENCH_REAL_DATA")
    if not room:
        pytest.skip("CXWORKBENCH_REAL_DATA names no folder with blns.json")
    listed = json.loads((Path(room) / "awkward" / "blns.json").read_text(encoding="utf-8"))
    return [str(one) for one in listed]


def test_a_report_draws_everything_without_a_network(reader, tmp_path):
    path = report(tmp_path)

    boxes = reader.read(path).eval_on_selector_all(
        "svg", "all => all.map(one => one.getBBox()).map(box => [box.width, box.height])"
    )

    assert len(boxes) > 2
    assert all(width > 0 and height > 0 for width, height in boxes)
    reader.require_quiet(path)


def test_pages_are_set_in_the_embedded_font(reader, tmp_path):
    page = reader.read(report(tmp_path))

    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    assert loaded == 2


def test_the_first_screen_of_a_desktop_shows_where_to_act_first(reader, tmp_path):
    page = reader.read(report(tmp_path))

    box = page.query_selector("#first").bounding_box()
    assert box["y"] + box["height"] < 900


def test_a_report_can_be_read_on_a_phone_without_moving_it_sideways(phone, tmp_path):
    page = phone.read(report(tmp_path))

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('p, td, th, h1, h2, h3, text')]"
        ".map(one => parseFloat(getComputedStyle(one).fontSize)))"
    )
    assert smallest >= 9  # points of the map's own unit: 12 pixels
    drawn = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.map text')].map(one => "
        "parseFloat(one.getAttribute('font-size')) * one.getScreenCTM().a))"
    )
    assert drawn >= 11.99


def test_an_index_opens_and_can_be_read_on_a_phone(phone, tmp_path):
    rows = [
        IndexRow(account_id=f"a-{n}", name="Brightmart " * 6, status="ready", report="a/r.html",
                 metric="NPS", value=0.1)
        for n in range(3)
    ]  # fmt: skip
    path = write_index(rows, tmp_path, facts=IndexFacts("Retail", "Tillworks"))

    page = phone.read(path)

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    phone.require_quiet(path)


@pytest.mark.parametrize(
    ("stages", "touchpoints", "page"),
    [(3, 5, "screen"), (5, 20, "a4"), (8, 60, "screen"), (12, 60, "a4"), (12, 20, "slide")],
)
def test_no_words_of_a_map_overlap_in_a_real_browser(reader, tmp_path, stages, touchpoints, page):
    drawn = journey_map(stages, touchpoints, lanes=tuple(SAYINGS), steps=True, phases=True)

    shown = reader.read(map_page(tmp_path, drawn, page))

    assert shown.evaluate(OVERLAPS) == []
    assert shown.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", ["screen", "a0"])
def test_no_words_of_any_view_overlap_in_a_real_browser(reader, tmp_path, view, page):
    layout = layout_view(made_map(8, 20), view=view, page=page)

    shown = reader.read(svg_page(tmp_path, paint(layout)))

    assert shown.evaluate(OVERLAPS) == []
    assert shown.evaluate(OUTSIDE) == []


def test_a_line_is_as_wide_in_the_browser_as_it_was_measured(reader, tmp_path):
    page = reader.read(map_page(tmp_path, journey_map(5, 12)))

    measured = page.evaluate(
        "[...document.querySelectorAll('text')].map(t => [t.textContent, "
        "parseFloat(t.getAttribute('font-size')), +(t.getAttribute('font-weight') || 400), "
        "t.getComputedTextLength()])"
    )

    for text, size, weight, width in measured:
        assert width <= text_width(text, size, weight) * 1.005 + 0.1, text
        assert width >= text_width(text, size, weight) * 0.93 - 0.5, text


@pytest.mark.real_data
def test_naughty_strings_run_nothing_and_stay_in_their_places(reader, tmp_path):
    naughty = naughty_strings()
    for part in range(0, len(naughty), 90):
        texts = naughty[part : part + 90]
        path = report(tmp_path / str(part), texts=texts, seed=f"naughty {part}")
        page = reader.read(path)
        page.wait_for_timeout(50)
        reader.require_quiet(path)
        assert page.evaluate("document.querySelectorAll('script').length") == 0
        assert page.evaluate("document.documentElement.scrollWidth") == 1280
        reader.asked.clear()

        shown = reader.read(
            map_page(tmp_path, journey_map(5, 20, texts=texts, seed=str(part)), "a4")
        )
        assert shown.evaluate(OVERLAPS) == []
        assert shown.evaluate(OUTSIDE) == []
        reader.asked.clear()


def test_a_table_on_a_phone_is_a_list_whose_labels_stand_beside_their_values(phone, tmp_path):
    page = phone.read(report(tmp_path))

    places = page.evaluate(
        "[...document.querySelectorAll('#first .wide td')].map(cell => ["
        "cell.getBoundingClientRect().left, cell.firstElementChild.getBoundingClientRect().left, "
        "getComputedStyle(cell, '::before').content])"
    )

    assert [label for *_, label in places][:4] == ['"Do"', '"Who"', '"By when"', '"How sure"']
    assert all(value - cell > 80 for cell, value, _ in places)


def test_what_is_folded_on_a_screen_is_printed_open(reader, tmp_path):
    page = reader.read(report(tmp_path))
    row = page.locator(".evidence tbody tr").first

    assert page.locator("details[open]").count() == 0
    assert not row.is_visible()
    page.emulate_media(media="print")
    assert row.is_visible()
    assert row.bounding_box()["height"] > 5


def test_a_piece_of_evidence_is_found_from_its_claim(reader, tmp_path):
    page = reader.read(report(tmp_path))

    page.locator(".claim a").first.click()
    page.wait_for_selector(".evidence tr:target", state="visible")

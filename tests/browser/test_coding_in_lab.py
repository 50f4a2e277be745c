"""The coding control in JupyterLab, in a real Chromium: marked by mouse and by keyboard alone."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from tests.browser.lab import browser_page, errors_of, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
PICTURES = os.environ.get("CXWORKBENCH_PICTURES", "")  # a folder that keeps pictures to look at
OPEN = """from cxworkbench.intake.opening import open_engagement
from cxworkbench.controls.coding_control import coding_control
case = open_engagement("sample:retail-pos", out="work")"""


@pytest.fixture
def page(lab):
    """The control open in JupyterLab, nobody coding yet."""
    address, notebooks = lab
    with browser_page() as (page, asked):
        show(page, address, notebooks, "coding.ipynb", OPEN)
        page.coding = notebooks / "work" / "retail-pos" / "coding"
        yield page
        assert asked == []


def show(page, address, notebooks, name, opening):
    """A notebook of two cells, the case and the control, run in JupyterLab."""
    book = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(opening),
            nbformat.v4.new_code_cell("coding_control(case)"),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(book, notebooks / name)
    open_notebook(page, address, name)
    assert errors_of(run_all(page)) == []
    page.locator(".cxw-coding").wait_for()
    page.set_default_timeout(30_000)  # the evidence is made; what follows takes moments


def saved(page, coder):
    return json.loads((page.coding / f"{coder}.json").read_text(encoding="utf-8"))


def begin(page, coder, search):
    page.get_by_label("Who codes").fill(coder)
    page.get_by_role("button", name="Begin coding").click()
    page.get_by_label("search words or account").fill(search)
    page.keyboard.press("Tab")
    page.locator(".cxw-coding .text").filter(has_text=search).wait_for()


def picture(page, name):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.locator(".cxw-coding").screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def tab_to(page, label):
    """Go on with the Tab key until the element with this label has the focus."""
    for _ in range(40):
        found = page.evaluate(
            """() => { const one = document.activeElement;
                return one.labels?.[0]?.innerText || one.ariaLabel || one.innerText || ''; }"""
        )
        if found.startswith(label):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{label!r} is not reached by keyboard")


def cells_of(page):
    return page.evaluate("() => document.querySelectorAll('.jp-Notebook .jp-Cell').length")


def test_words_are_marked_with_the_mouse_and_saved(page):
    begin(page, "vera", "Music, then the line drops")
    sentence = page.locator(".cxw-coding .text .sentence").first
    sentence.scroll_into_view_if_needed()
    words = sentence.inner_text()
    box = sentence.bounding_box()
    page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    page.locator(".cxw-coding .chosen").get_by_text("“").wait_for()
    page.get_by_label("code", exact=True).select_option(
        label="Nobody answers while a till stands still"
    )
    page.get_by_label("emotion", exact=True).select_option("-2")
    page.get_by_label("in a word").fill("angry")
    page.get_by_label("severity").select_option("5")
    page.get_by_role("button", name="Mark passage").click()
    page.get_by_text("Marked: Nobody answers").wait_for()
    picture(page, "marked-by-mouse")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved in coding/vera.json").wait_for()

    [passage] = saved(page, "vera")["passages"]
    assert (passage["emotion"], passage["emotion_word"], passage["severity"]) == (-2.0, "angry", 5)
    assert passage["status"] == "accepted"
    assert 0 < passage["end"] - passage["start"] <= len(words)


def test_everything_is_done_by_keyboard_alone(page):
    before = cells_of(page)
    page.get_by_label("Who codes").focus()
    page.keyboard.type("kim")
    page.keyboard.press("Enter")
    page.get_by_text("kim codes.").wait_for()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    tab_to(page, "statement")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Music, then the line drops")
    tab_to(page, "What was said")
    page.locator(".cxw-coding .text").filter(has_text="Music, then the line").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Enter")  # goes on to the code
    page.keyboard.type("Nobody")  # a list chooses by its first letters
    tab_to(page, "in a word")
    page.keyboard.type("angry")
    tab_to(page, "Mark passage")
    page.keyboard.press("Enter")
    page.get_by_text("Marked: Nobody answers").wait_for()
    tab_to(page, "gone through to the end")
    page.keyboard.press("Space")
    page.get_by_text("Gone through to the end.").wait_for()
    picture(page, "by-keyboard")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Saved in coding/kim.json").wait_for()

    assert cells_of(page) == before  # no key reached JupyterLab's own shortcuts
    coding = saved(page, "kim")
    [passage] = coding["passages"]
    assert passage["code"] == "code-nobody-answers-while-a-till-stands-still"[:45].rstrip("-")
    assert passage["start"] == 0
    assert coding["read"] == [passage["voice_id"]]


def test_a_suggestion_is_taken_or_left_and_undone(page):
    begin(page, "lee", "the hotline did not answer")
    page.get_by_role("button", name="Accept").first.wait_for()
    count = page.locator(".cxw-coding .offers li").count()
    picture(page, "suggestions")
    page.get_by_role("button", name="Leave").first.click()
    page.get_by_text("Left out, and not offered again.").wait_for()
    assert page.locator(".cxw-coding .offers strong").count() == count - 1
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    page.get_by_role("button", name="Accept").first.click()
    page.get_by_text("Accepted:").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved in coding/lee.json").wait_for()

    assert [one["status"] for one in saved(page, "lee")["passages"]] == ["accepted"]


HOSTILE = "<img src=x onerror=window.hacked=1> <b>bold</b> & 👩‍💻 late. \u202etxt </div> The end."
TOML = """id = "hostile"
name = "Hostile"
client = "Acme"
as_of = "2026-06-30"
[[tables]]
name = "talks"
file = "talks.csv"
feeds = "voices"
method = "interview"
[tables.columns]
account_id = "id"
said_at = "day"
text = "words"
"""


def test_words_from_data_are_never_markup_and_letters_count_as_in_python(lab):
    address, notebooks = lab
    folder = notebooks / "hostile"
    (folder / "data").mkdir(parents=True)
    (folder / "engagement.toml").write_text(TOML, encoding="utf-8")
    rows = "".join(f"{HOSTILE[:2]}{n},2026-05-01,{HOSTILE}\n" for n in range(3))
    (folder / "data" / "talks.csv").write_text("id,day,words\n" + rows, encoding="utf-8")
    code = {"id": "code-x", "name": "<script>window.hacked=2</script>", "kind": "pain",
            "definition": HOSTILE, "keywords": ["late"]}  # fmt: skip
    (folder / "coding").mkdir()
    book = json.dumps({"schema_version": 1, "codes": [code]})
    (folder / "coding" / "codebook.json").write_text(book, encoding="utf-8")
    with browser_page() as (page, asked):
        show(
            page, address, notebooks, "hostile.ipynb", OPEN.replace("sample:retail-pos", "hostile")
        )
        page.get_by_label("Who codes").fill("<i>mo</i>")
        page.get_by_role("button", name="Begin coding").click()
        page.get_by_role("button", name="Accept").first.wait_for()
        shown = page.locator(".cxw-coding .text").evaluate("one => one.textContent")
        tags = page.locator(".cxw-coding").evaluate(
            "one => one.querySelectorAll('img, b, i, script').length"
        )
        picture(page, "hostile")
        page.locator(".cxw-coding .text").focus()
        page.keyboard.press("End")  # the last sentence, after letters outside the first plane
        page.keyboard.press("Enter")
        page.get_by_label("code", exact=True).select_option("code-x")
        page.get_by_role("button", name="Mark passage").click()
        page.get_by_text("Marked:").wait_for()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("Saved in coding/").wait_for()
        hacked = page.evaluate("() => window.hacked")

    assert (shown, tags, hacked, asked) == (HOSTILE, 0, None, [])
    [path] = [one for one in (folder / "coding").iterdir() if one.name != "codebook.json"]
    [passage] = json.loads(path.read_text(encoding="utf-8"))["passages"]
    assert HOSTILE[passage["start"] : passage["end"]] == "\u202etxt </div> The end."

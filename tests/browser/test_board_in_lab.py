"""The priority board in JupyterLab, in a real Chromium: by mouse, by keyboard alone, two people."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from tests.browser.lab import browser_page, errors_of, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
PICTURES = os.environ.get("CXWORKBENCH_PICTURES", "")  # a folder that keeps pictures to look at
HOSTILE = "<img src=x onerror=window.hacked=1> <b>bold</b> & =1+1"
OPEN = """import json
from pathlib import Path
from cxworkbench.controls.board_session import BoardSession
from cxworkbench.controls.board_widget import DecisionBoard
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.store import save_record
path = Path("{name}") / "maps" / "register.json"
pain = Entry(id="p", kind="pain", title="Late", value=8.0)
def act(key, title, **more):
    return Entry(id=key, kind="action", title=title, **more)
actions = (
    act("a", "Call back within ten minutes where a till stands still", effort=4, because_of=("p",)),
    act("b", "Have a second shift in the evening", effort=14, criteria={{"value": 6.0}}),
    act("c", "Write down who answers for what", effort=14, criteria={{"value": 6.0}}, cost=900.0),
    act("d", {title!r}, decision="later"),
)
save_record(Register(entries=(pain, *actions)), path)"""


@pytest.fixture
def opened(lab, request):
    """The board open in JupyterLab over a register of its own."""
    address, notebooks = lab
    name = request.node.name.replace("_", "-")[:24]
    book = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(OPEN.format(name=name, title=HOSTILE)),
            nbformat.v4.new_code_cell('DecisionBoard(BoardSession(path, by="Ada"))'),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(book, notebooks / f"{name}.ipynb")
    with browser_page() as (page, asked):
        open_notebook(page, address, f"{name}.ipynb")
        assert errors_of(run_all(page)) == []
        page.locator(".cxw-board").wait_for()
        page.set_default_timeout(30_000)
        page.register = notebooks / name / "maps" / "register.json"
        yield page
        assert asked == []


def saved(page, key):
    entries = json.loads(page.register.read_text(encoding="utf-8"))["entries"]
    return next(one for one in entries if one["id"] == key)


def card(page, key):
    return page.locator(f'.cxw-board .field .card[data-card="{key}"]')


def told(page, words):
    page.locator(".cxw-board .message").get_by_text(words).wait_for()


def picture(page, name):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.locator(".cxw-board").screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def test_a_card_is_dragged_and_decided_with_the_mouse(opened):
    page = opened
    picture(page, "board-begins")
    field = page.locator(".cxw-board .field").bounding_box()
    box = card(page, "a").bounding_box()
    page.mouse.move(box["x"] + 14, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(field["x"] + 260, field["y"] + 210, steps=6)
    page.mouse.up()
    told(page, "moved.")
    page.get_by_role("button", name="Accept", exact=True).click()
    told(page, "Accepted: “Call back")
    picture(page, "board-dragged")

    entry = saved(page, "a")
    assert (entry["effort"], entry["criteria"]) == (10, {"value": 5.0})
    assert (entry["decision"], entry["decided_by"]) == ("accepted", "Ada")
    page.get_by_role("button", name="Undo").click()
    told(page, "Taken back.")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("() => document.querySelector('.cxw-board button').disabled")
    assert saved(page, "a")["effort"] == 4


def test_everything_is_done_by_keyboard_alone(opened):
    page = opened
    cells = page.evaluate("() => document.querySelectorAll('.jp-Notebook .jp-Cell').length")
    card(page, "b").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    told(page, "moved.")
    page.keyboard.press("a")
    told(page, "Accepted:")
    page.keyboard.press("Enter")
    page.get_by_label("cost, once").focus()
    page.keyboard.type("1200")
    page.get_by_label("owner", exact=True).focus()
    page.keyboard.type("Head of support")
    page.keyboard.press("Enter")
    told(page, "changed.")
    picture(page, "board-by-keyboard")
    focused = page.evaluate("() => document.activeElement.dataset.card")
    entry = saved(page, "b")
    page.keyboard.press("Control+z")
    told(page, "Taken back.")
    page.keyboard.press("Control+y")
    told(page, "Done again.")

    assert focused == "b"
    assert (entry["effort"], entry["criteria"]["value"]) == (16, 6.5)
    assert (entry["decision"], entry["cost"], entry["owner"]) == (
        "accepted", 1200, "Head of support")  # fmt: skip
    assert saved(page, "b") == entry
    after = page.evaluate("() => document.querySelectorAll('.jp-Notebook .jp-Cell').length")
    assert after == cells  # no key reached JupyterLab's own shortcuts


def test_another_writer_is_told_and_both_are_merged_and_text_stays_text(opened):
    page = opened
    card(page, "c").focus()  # looks at the file
    page.keyboard.press("l")
    told(page, "Put off:")  # the look before it is over, so what follows comes from outside
    content = json.loads(page.register.read_text(encoding="utf-8"))
    next(one for one in content["entries"] if one["id"] == "c")["owner"] = "Ben"
    page.register.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    page.keyboard.press("r")
    page.locator(".cxw-board .standing").get_by_text("saved by somebody else").wait_for()
    picture(page, "board-two-people")
    before = saved(page, "c")
    page.get_by_role("button", name="Merge").click()
    told(page, "Both are put together and saved.")
    row = page.locator('.cxw-board .list button[data-card="d"]')
    row.click()
    page.get_by_role("button", name="Edit").click()
    picture(page, "board-form")

    assert (before["owner"], before["decision"]) == ("Ben", "later")
    assert (saved(page, "c")["owner"], saved(page, "c")["decision"]) == ("Ben", "rejected")
    assert HOSTILE in row.inner_text()
    assert page.locator(".cxw-board").evaluate("e => e.querySelectorAll('img, b').length") == 0
    assert page.evaluate("() => window.hacked") is None

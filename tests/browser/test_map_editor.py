"""A scripted workshop in the map editor, in JupyterLab in a real Chromium: file, screen, record."""

import os
from pathlib import Path

import nbformat
import pytest
from tests.browser.lab import browser_page, errors_of, open_notebook, run_all
from tests.records.maps import map_with

from cxworkbench.records import edits, gestures
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_record, save_record

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
PICTURES = os.environ.get("CXWORKBENCH_PICTURES", "")  # a folder that keeps pictures to look at
OPEN = """from cxworkbench.controls.map_editor import open_map_editor
editor = open_map_editor("edited.map.json", by="Kim")
editor"""
LINES = [f"Idea {n} from the floor" for n in range(1, 13)]


def small_map():
    m = map_with("Order", "Delivery", "Invoice", stages=("Buy", "Use", "Renew"))
    m = edits.add_touchpoint(m, "Support desk", stage_id="st-use", medium_class="digital")
    m = edits.add_touchpoint(m, "Renewal call", stage_id="st-renew", medium_class="physical")
    m = gestures.add_notes(m, ["We order by mail"], at="tp-order", lane="actions")
    m = gestures.add_notes(m, ["unknown"], at="tp-delivery", lane="actions")
    m = gestures.add_notes(m, ["-1 annoyed"], at="tp-invoice", lane="emotion")
    return edits.add_statement(
        m, at="tp-support-desk", lane="pains", text="Nobody answers while a till stands still",
        basis="reported", n=6, voices=9, evidence=("voice-1", "voice-2"), as_of="2026-06-30",
    )  # fmt: skip


@pytest.fixture(scope="module")
def book(lab):
    """A page with a notebook that shows a map in the editor, and the folder it is in."""
    address, notebooks = lab
    with browser_page() as (page, asked):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened(page, address, notebooks, small_map())
        yield page, notebooks / "edited.map.json"
        assert asked == []


@pytest.fixture
def page(book):
    """The editor over a small map that is there anew."""
    page, path = book
    save_record(small_map(), path)
    shown(page)
    return page


@pytest.fixture
def path(book):
    return book[1]


def opened(page, address, notebooks, journey_map):
    """The map in a file of its own, and its editor open in JupyterLab."""
    save_record(journey_map, notebooks / "edited.map.json")
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(OPEN)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(book, notebooks / "edited.ipynb")
    open_notebook(page, address, "edited.ipynb")
    page.set_default_timeout(60_000)
    shown(page)


def shown(page):
    """Run the notebook, and wait until the editor has heard from the kernel."""
    page.evaluate("() => document.querySelectorAll('.cxw-map').forEach(one => one.remove())")
    assert errors_of(run_all(page)) == []
    page.locator(".cxw-map").wait_for()
    settled(page)


def settled(page, waiting=False):
    """Wait until the kernel has answered every gesture, and the file is written or waits."""
    page.wait_for_function(
        """(waiting) => { const one = document.querySelector('.cxw-map');
            return one && one.dataset.pending === '0' && Number(one.dataset.revision) > 0
                && one.dataset.waiting === waiting; }""",
        arg=str(waiting).lower(),
    )


def on_screen(page):
    """What the page shows: stages, steps and touchpoints in order, and the notes of each cell."""
    return page.evaluate(
        """() => {
            const words = (one) => one.querySelector('.words').textContent;
            const row = (name) => [...document.querySelectorAll(
                `.cxw-map .row.${name} > .${name.slice(0, -1)}`)];
            const cells = {};
            for (const one of document.querySelectorAll('.cxw-map .cell')) {
                const notes = [...one.querySelectorAll('.note')].map(words);
                if (notes.length) cells[one.dataset.key.slice(2)] = notes;
            }
            return {stages: row('stages').map(words), steps: row('steps').map(words),
                touchpoints: row('touchpoints').map(words), cells};
        }"""
    )


def in_record(journey_map):
    """The same of a map."""
    cells = {}
    for one in journey_map.statements:
        value = "" if one.value is None else f"{one.value:+g}".replace("-", "−").replace("+0", "0")
        words = " ".join(part for part in (value, one.word, one.text) if part)
        cells.setdefault(f"{one.at}|{one.lane}", []).append(words)
    touchpoints = [
        one.name
        for stage in journey_map.stages
        for step in [*(s.id for s in journey_map.steps if s.stage_id == stage.id), ""]
        for one in journey_map.touchpoints
        if (one.stage_id, one.step_id) == (stage.id, step)
    ]
    steps = [
        step.name
        for stage in journey_map.stages
        for step in journey_map.steps
        if step.stage_id == stage.id
    ]
    stages = [stage.name for stage in journey_map.stages]
    return {"stages": stages, "steps": steps, "touchpoints": touchpoints, "cells": cells}


def in_kernel(page, path):
    """The record that the kernel holds."""
    code = (
        f"open({path.name!r} + '.held', 'w', encoding='utf-8').write(editor.session.map.to_text())"
    )
    page.evaluate(
        """async (code) => { const panel = window.jupyterapp.shell.currentWidget;
            await panel.sessionContext.session.kernel.requestExecute({code}).done; }""",
        code,
    )
    return JourneyMap.model_validate_json(path.with_name(f"{path.name}.held").read_text("utf-8"))


def agree(page, path):
    """The map, when file, screen and kernel hold the same."""
    settled(page)
    held = load_record(path, JourneyMap)
    assert on_screen(page) == in_record(held)
    assert in_kernel(page, path) == held
    return held


def picture(page, name, *, whole=False):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        target = page if whole else page.locator(".cxw-map")
        target.screenshot(path=str(Path(PICTURES) / f"editor-{name}.png"))


def thing(page, key):
    return page.locator(f'.cxw-map [data-key="{key}"]')


def cell(page, at, lane):
    return thing(page, f"c:{at}|{lane}")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def focus(page, key):
    thing(page, key).focus()
    page.wait_for_function("(key) => document.activeElement?.dataset?.key === key", arg=key)


def writes(page, words):
    """Type over what is in the box that is open now, and take it."""
    page.wait_for_function("() => document.activeElement?.tagName === 'TEXTAREA'")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words, delay=5)
    page.keyboard.press("Enter")


def drag(page, source, target, *, side=0.25, down=0.5):
    page.evaluate("() => { document.querySelector('.cxw-map .scroller').scrollLeft = 0; }")
    page.locator(".cxw-map .scroller").scroll_into_view_if_needed()
    a = source.bounding_box()
    page.mouse.move(a["x"] + 20, a["y"] + 10)
    page.mouse.down()
    b = target.bounding_box()
    at = (b["x"] + b["width"] * side, b["y"] + b["height"] * down)
    page.mouse.move(*at, steps=8)
    page.wait_for_function("() => document.querySelector('.cxw-map .ghost') !== null")
    page.mouse.move(at[0] + 1, at[1])
    page.mouse.up()


def paste(page, text):
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("ControlOrMeta+v")


def workshop_gestures(page):
    """Twenty gestures, with the mouse and with the keyboard, each one step to undo."""

    def by_mouse_edit():
        thing(page, "tp:tp-order").dblclick()
        writes(page, "Ordering")

    def by_f2():
        focus(page, "tp:tp-invoice")
        press(page, "F2")
        writes(page, "The invoice that nobody can read without calling somebody first")

    def new_stage():
        focus(page, "st:st-renew")
        press(page, "s")
        writes(page, "Leaving us")

    def note_by_enter():
        focus(page, "c:tp-order|pains")
        press(page, "Enter")
        writes(page, "Two forms for one order")

    def note_over_unknown():
        cell(page, "tp-delivery", "actions").locator(".note").dblclick()
        writes(page, "We unpack and count")

    def feeling():
        cell(page, "tp-order", "emotion").dblclick()
        writes(page, "+1 relieved")

    def touchpoint_by_key():
        focus(page, "tp:tp-delivery")
        press(page, "t")
        writes(page, "Unboxing")

    def pasted():
        focus(page, "c:tp-renewal-call|gains")
        paste(page, "\n".join(LINES))

    def move_left():
        focus(page, "tp:tp-delivery")
        press(page, "Alt+ArrowLeft")

    def over_the_border():
        focus(page, "tp:tp-support-desk")
        press(page, "Alt+ArrowRight")

    def stage_left():
        focus(page, "st:st-renew")
        press(page, "Alt+ArrowLeft")

    def dragged():
        drag(page, thing(page, "tp:tp-unboxing"), thing(page, "tp:tp-order"))

    def note_down():
        key = cell(page, "tp-order", "actions").locator(".note").get_attribute("data-key")
        focus(page, key)
        press(page, "Alt+ArrowDown")

    def note_dragged():
        note = cell(page, "tp-delivery", "actions").locator(".note")
        drag(page, note, cell(page, "tp-order", "actions"))

    def step_by_key():
        focus(page, "w:st-use")
        press(page, "p")
        writes(page, "Try it out")

    def locked():
        focus(page, "tp:tp-order")
        press(page, "l")

    def confirmed():
        thing(page, "tp:tp-order").click()
        thing(page, "tp:tp-delivery").click(modifiers=["Shift"])
        press(page, "k")

    def several_moved():
        thing(page, "tp:tp-unboxing").click()
        thing(page, "tp:tp-order").click(modifiers=["ControlOrMeta"])
        press(page, "Alt+ArrowRight")

    def worded_by_enter():
        key = cell(page, "tp-order", "emotion").locator(".note").get_attribute("data-key")
        focus(page, key)
        press(page, "Enter")
        writes(page, "2 glad")

    def deleted():
        thing(page, "tp:tp-invoice").click()
        press(page, "Delete")

    return [
        by_mouse_edit, by_f2, new_stage, note_by_enter, note_over_unknown, feeling,
        touchpoint_by_key, pasted, move_left, over_the_border, stage_left, dragged, note_down,
        note_dragged, step_by_key, locked, confirmed, several_moved, worded_by_enter, deleted,
    ]  # fmt: skip


def test_a_workshop_ends_with_file_screen_and_record_equal(page, path):
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    files = [path.read_bytes()]
    done = workshop_gestures(page)
    assert len(done) == 20
    for gesture in done:
        gesture()
        settled(page)
        same = path.read_bytes() == files[-1]
        assert not same, gesture.__name__
        files.append(path.read_bytes())
    held = agree(page, path)
    assert {"Leaving us", "Buy"} <= {one.name for one in held.stages}
    assert [one.text for one in held.statements if one.lane == "gains"] == LINES
    picture(page, "normal")

    focus(page, "st:st-buy")
    assert ten_times(page, path, "ControlOrMeta+z") == files[-2:-12:-1]
    agree(page, path)
    assert ten_times(page, path, "ControlOrMeta+y") == files[-10:]
    held = agree(page, path)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells  # no key reached JupyterLab

    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    open_notebook_again(page)
    shown(page)
    assert agree(page, path) == held

    page.evaluate(
        """async () => { const panel = window.jupyterapp.shell.currentWidget;
            await panel.sessionContext.session.kernel.restart(); }"""
    )
    shown(page)
    assert agree(page, path) == held


def ten_times(page, path, key):
    seen = []
    for _ in range(10):
        press(page, key)
        settled(page)
        seen.append(path.read_bytes())
    return seen


def open_notebook_again(page):
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status"
        " === 'idle'"
    )


def test_a_workshop_fills_the_window_and_a_line_is_a_note(page, path):
    focus(page, "c:tp-order|thoughts")
    press(page, "f")
    page.locator("dialog.cxw-map-workshop[open]").wait_for()
    box = page.locator("dialog.cxw-map-workshop").bounding_box()
    lanes = page.locator(".cxw-map .row.lane").count()
    page.wait_for_function("() => document.activeElement?.dataset?.key === 'c:tp-order|thoughts'")
    press(page, "Enter")
    for line in ("Is this the right form?", "Who signs?"):
        writes(page, line)
    page.wait_for_function("() => document.activeElement?.tagName === 'TEXTAREA'")
    paste(page, "\n".join(LINES))
    settled(page)
    press(page, "Escape")
    picture(page, "workshop", whole=True)
    press(page, "Escape")
    page.locator("dialog.cxw-map-workshop[open]").wait_for(state="detached")
    held = agree(page, path)

    assert box == {"x": 0, "y": 0, "width": 1500, "height": 1000}
    assert lanes == 5
    thoughts = [one.text for one in held.statements if one.lane == "thoughts"]
    assert thoughts == ["Is this the right form?", "Who signs?", *LINES]


def test_two_people_are_told_and_nothing_is_lost(page, path):
    theirs = edits.rename(load_record(path, JourneyMap), "tp-order", "Purchase")
    theirs = gestures.add_notes(theirs, ["Their note"], at="tp-delivery", lane="pains")
    focus(page, "tp:tp-order")
    press(page, "F2")
    save_record(theirs, path)
    writes(page, "Ordering")
    settled(page, waiting=True)
    assert load_record(path, JourneyMap) == theirs
    page.get_by_role("alert").get_by_text("was saved by somebody else").wait_for()
    picture(page, "conflict-told")
    page.get_by_role("button", name="Merge").click()
    page.get_by_text("yours “Ordering”, theirs “Purchase”").wait_for()
    picture(page, "conflict-listed")
    held = agree(page, path)
    assert held.touchpoints[0].name == "Ordering"
    assert "Their note" in [one.text for one in held.statements]
    page.get_by_role("button", name="Take theirs").click()
    page.locator(".cxw-map .conflict").wait_for(state="hidden")
    held = agree(page, path)

    assert held.touchpoints[0].name == "Purchase"


def test_the_drawer_tells_what_a_cell_rests_on_and_takes_comments_by_keyboard(page, path):
    note = cell(page, "tp-support-desk", "pains").locator(".note").get_attribute("data-key")
    focus(page, note)
    press(page, "e")
    page.get_by_text("reported; 6 accounts, 9 voices; to 2026-06-30").wait_for()
    page.get_by_label("New comment on").fill("Ask the people at the till")
    press(page, "Enter")
    settled(page)
    page.get_by_label("New decision on").fill("We ring back within the hour")
    press(page, "Enter")
    settled(page)
    page.locator(".cxw-map .notes li").first.wait_for()
    picture(page, "drawer")
    page.get_by_label("find words").fill("nobody answers")
    page.locator('.cxw-map .row[data-row="touchpoints"] .touchpoint').nth(1).wait_for(
        state="detached"
    )
    picture(page, "filtered")
    page.get_by_label("find words").fill("")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('.cxw-map *')]
            .filter(one => one.offsetParent && [...one.childNodes].some(n => n.nodeType === 3))
            .map(one => parseFloat(getComputedStyle(one).fontSize))"""
    )
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.cxw-map .row > *')]
            .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"""
    )
    held = load_record(path, JourneyMap)

    [comment], [decision] = held.comments, held.decisions
    assert (comment.text, comment.by) == ("Ask the people at the till", "Kim")
    assert comment.at == note.removeprefix("n:")
    assert decision.text == "We ring back within the hour"
    assert min(sizes) >= 12
    assert cut == []


def test_two_are_joined_and_one_is_split_by_keyboard(page, path):
    focus(page, "tp:tp-delivery")
    press(page, "Shift+ArrowLeft", "j")
    thing(page, "tp:tp-delivery").wait_for(state="detached")
    held = agree(page, path)
    assert held.touchpoints[0].name == "Order"
    assert len(held.touchpoints) == 4

    press(page, "e")
    page.get_by_text("Split in two").click()
    page.get_by_label("name of the second").fill("Payment")
    page.get_by_role("checkbox", name="We order by mail").check()
    page.get_by_role("button", name="Split").click()
    thing(page, "tp:tp-payment").wait_for()
    held = agree(page, path)
    [note] = [one for one in held.statements if one.text == "We order by mail"]
    assert note.at == "tp-payment"
    focus(page, "st:st-buy")
    press(page, "ControlOrMeta+z", "ControlOrMeta+z")
    settled(page)
    assert agree(page, path) == small_map()


HOSTILE = "<img src=x onerror=window.hacked=1> <b>bold</b> & 👩‍💻 \u202etxt </div>"


def test_words_from_data_are_never_markup(page, path):
    m = gestures.add_notes(small_map(), [HOSTILE], at="tp-order", lane="pains")
    m = edits.rename(edits.rename(m, "tp-order", HOSTILE), "st-buy", HOSTILE)
    m = edits.add_comment(m, HOSTILE, at="tp-order", by=HOSTILE)
    save_record(m, path)
    shown(page)
    focus(page, "tp:tp-order")
    press(page, "e")
    page.locator(".cxw-map .log li").first.wait_for()
    page.locator(".cxw-map .notes li").first.wait_for()
    tags = page.locator(".cxw-map").evaluate("one => one.querySelectorAll('img, b, i').length")
    hacked = page.evaluate("() => window.hacked")

    assert (tags, hacked) == (0, None)

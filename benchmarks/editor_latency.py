"""How soon an edit shows in the map editor at 200 touchpoints, and when it is in the file.

Run from the repository: python benchmarks/editor_latency.py. It starts JupyterLab and Chromium.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser import lab
from tests.browser.test_map_editor import drag, focus, opened, press, settled, thing

from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint

LANES = ("actions", "thoughts", "emotion", "pains", "gains")
TARGET = 100  # milliseconds from the key to the screen

# Time from the first key or pointer event after `arm` to the change on the page, to the picture
# that shows it, and to the answer that says that the file is written.
CLOCK = """() => {
    const one = document.querySelector('.cxw-map');
    window.clock = {};
    const start = (event) => { if (window.clock.armed && event.type === window.clock.on)
        { window.clock.start = performance.now(); window.clock.armed = false; } };
    window.addEventListener('keydown', start, true);
    window.addEventListener('pointerup', start, true);
    new MutationObserver(() => {
        const now = performance.now(), clock = window.clock;
        if (clock.start === undefined || clock.changed !== undefined) return;
        clock.changed = now - clock.start;
        requestAnimationFrame(() => setTimeout(() => {
            clock.painted = performance.now() - clock.start; }, 0));
    }).observe(one.querySelector('.grid'), {childList: true, subtree: true, characterData: true});
    new MutationObserver(() => {
        const clock = window.clock;
        if (one.dataset.pending === '0' && clock.changed !== undefined && !clock.written)
            clock.written = performance.now() - clock.start;
    }).observe(one, {attributes: true, attributeFilter: ['data-pending']});
}"""


def large_map(touchpoints):
    """A map of eight stages with this many touchpoints and five notes at each."""
    stages = tuple(Stage(id=f"st-{n}", name=f"Stage {n}") for n in range(8))
    places = tuple(
        Touchpoint(id=f"tp-{n}", name=f"Touchpoint {n}", stage_id=f"st-{n * 8 // touchpoints}")
        for n in range(touchpoints)
    )
    said = tuple(
        Statement(id=f"sm-{n}-{lane}", at=f"tp-{n}", lane=lane, text=f"We do {n}, {lane}")
        if lane != "emotion"
        else Statement(id=f"sm-{n}-{lane}", at=f"tp-{n}", lane=lane, value=-1.0, word="annoyed")
        for n in range(touchpoints)
        for lane in LANES
    )
    return JourneyMap(id="m", title="Large", stages=stages, touchpoints=places, statements=said)


def arm(page, on="keydown"):
    """Let the clock start at the next event of this type."""
    page.evaluate("(on) => { window.clock = {armed: true, on}; }", on)


def seen(page):
    """The three times of the gesture that was made, in milliseconds."""
    page.wait_for_function("() => window.clock.painted && window.clock.written")
    times = page.evaluate(
        "() => [window.clock.changed, window.clock.painted, window.clock.written]"
    )
    settled(page)
    return times


def gestures(page, turn):
    """Each gesture once: its name and what makes it."""
    number = 20 + turn * 11
    side = ("Alt+ArrowRight", "Alt+ArrowLeft")[turn % 2]

    def edit():
        key = f"tp:tp-{number}"
        focus(page, key)
        press(page, "Enter")
        page.keyboard.type(f"Other name {number}")
        arm(page)
        press(page, "Enter")

    def note():
        focus(page, f"n:sm-{number}-pains")
        press(page, "n")
        page.keyboard.type("One more")
        arm(page)
        press(page, "Enter")

    def by_key(key, pressed):
        focus(page, key)
        arm(page)
        press(page, pressed)

    def dragged():
        page.evaluate("() => { document.querySelector('.cxw-map .scroller').scrollLeft = 0; }")
        arm(page, "pointerup")
        drag(page, thing(page, f"tp:tp-{2 - turn % 2}"), thing(page, "w:st-0"), side=0.5)

    yield "reword a touchpoint (Enter)", edit
    yield "add a note (Enter)", note
    yield "move a touchpoint (Alt+Right)", lambda: by_key(f"tp:tp-{number}", "Alt+ArrowRight")
    yield "move a stage (Alt+arrow)", lambda: by_key("st:st-3", side)
    yield "lock (L)", lambda: by_key(f"tp:tp-{number + 1}", "l")
    yield "drag a touchpoint (pointer up)", dragged
    yield "delete a touchpoint (Delete)", lambda: by_key(f"tp:tp-{number + 2}", "Delete")
    yield "undo (Ctrl+Z)", lambda: by_key("st:st-0", "ControlOrMeta+z")
    yield "redo (Ctrl+Y)", lambda: by_key("st:st-0", "ControlOrMeta+y")


def main():
    """Print the table of medians and worst times."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--touchpoints", type=int, default=200)
    given.add_argument("--rounds", type=int, default=5)
    asked = given.parse_args()
    times = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with lab.running_lab(home) as address, lab.browser_page() as (page, _):
            opened(page, address, home / "notebooks", large_map(asked.touchpoints))
            page.evaluate(CLOCK)
            for turn in range(asked.rounds):
                for name, gesture in gestures(page, turn):
                    if name.startswith("drag"):
                        page.wait_for_timeout(50)
                    gesture()
                    times.setdefault(name, []).append(seen(page))
    print(f"{asked.touchpoints} touchpoints, {len(LANES)} notes each, {asked.rounds} rounds; ms")
    print(
        f"{'gesture':34}{'drawn':>8}{'worst':>8}{'painted':>9}{'worst':>8}{'file':>9}{'worst':>8}"
    )
    for name, rows in times.items():
        cells = "".join(
            f"{statistics.median(column):{wide}.0f}{max(column):8.0f}"
            for wide, column in zip((8, 9, 9), zip(*rows, strict=True), strict=True)
        )
        print(f"{name:34}{cells}")
    slow = max(max(row[0] for row in rows) for rows in times.values())
    print(f"Slowest drawing {slow:.0f} ms; the target is under {TARGET} ms.")


if __name__ == "__main__":
    main()

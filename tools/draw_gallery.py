"""Draws the gallery of maps: every view of made-up maps of every size, and a few printed sheets.

Run with `python tools/draw_gallery.py`; it writes `docs/gallery/` and `docs/gallery.md`. With
`--check` it only says whether the page lists what is drawn.
"""

import re
import sys
from pathlib import Path

from cxworkbench.telling.map_pages import pages_of
from cxworkbench.telling.map_pictures import on_paper, png_of
from cxworkbench.telling.map_views import VIEWS, describe_view, layout_view
from cxworkbench.worlds.made_maps import made_map

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "gallery"
PAGE = ROOT / "docs" / "gallery.md"
STAGES = (3, 5, 8, 12)
TOUCHPOINTS = (5, 20, 60)
LANES = ("actions", "emotion", "pains", "gains")  # of the matrix, so that pictures stay small
SHEETS = (("matrix", "a4"), ("network", "slide"), ("timeline", "slide"),
          ("curve", "a0"))  # fmt: skip
DOTS = {"a4": 60.0, "slide": 60.0, "a0": 16.0}  # per inch
LOOK = re.compile(r' font-size="([\d.]+)" fill="(#[0-9a-f]{6})"')
TITLES = {
    "matrix": "Matrix map",
    "curve": "Emotion curve, of everybody and of each role",
    "network": "Swimlane network over companies",
    "blueprint": "Service blueprint",
    "inventory": "Touchpoint inventory",
    "timeline": "Timeline",
}
SHEET_NAMES = {"a4": "A4", "slide": "slide", "a0": "A0 poster"}
INTRODUCTION = """# Gallery of maps

Every picture here is drawn by code from a made-up map, by `tools/draw_gallery.py`: maps of 3, 5, 8
and 12 stages with 5, 20 and 60 touchpoints, each in six views. Tests hold that no two texts overlap
and none is cut, in all of these, on every sheet, and with long words, other scripts and emoji.

```python
from pathlib import Path
from cxworkbench import write_map_picture

write_map_picture(journey_map, Path("poster.pdf"), view="network", page="a0")
write_map_picture(journey_map, Path("digital.svg"), view="matrix", media=["digital"])
```

or, on the command line:

```
cxworkbench map picture acme-pos --view network --page a0 --out poster.pdf
cxworkbench map picture acme-pos --medium digital --stage Decision --lane pains --out part.png
```

A PDF holds all pages; of SVG and PNG each page is a file, and pages that a longer drawing of the
same name left are removed. The picture says in its heading what was
left out of it. The font is in SVG and PDF. Of a timeline the command takes the times from the
engagement's events, all of them; without events it draws the durations written in the map.

A picture holds what the map holds, owners and backstage too: before it leaves the house, choose
its lanes, or hand over the client-safe report instead.

| view | what it is for |
|---|---|
| matrix | the whole map: stages across, what is known beneath, lane by lane |
| curve | how it feels, of everybody and of each role; a gap where nobody was heard |
| network | who answers for what, hand-offs between companies, branches and loops |
| blueprint | what customers see and what stands behind it, with the three lines |
| inventory | the list to work through |
| timeline | how long it really takes; says so where a time is not known |

Circle, square and diamond are digital, physical and hybrid; a cross: not known. What customers do
without us is round and hollow. A dashed, hollow box is assumed; a filled one has evidence. On a
screen the drawing has no end; on A4, slide and A0 it breaks into pages between its rows, and the
heading of a band, and that of a stage in a list, stands again where it goes on. A poster takes the
largest type that one sheet allows. In a network a thin arrow is only the order of the list; in a
timeline of events two marks are the first and the last time, not how long a touchpoint takes.
"""


def name_of(view: str, stages: int, touchpoints: int) -> str:
    """File of a picture of one view of one map."""
    return f"{view}-{stages}-{touchpoints}.svg"


def draw() -> None:
    """All pictures and the page that shows them."""
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.iterdir():
        old.unlink()
    for view in VIEWS:
        for stages in STAGES:
            for touchpoints in TOUCHPOINTS:
                lanes = LANES if view == "matrix" else ()
                layout = layout_view(made_map(stages, touchpoints), view=view, lanes=lanes)
                path = PICTURES / name_of(view, stages, touchpoints)
                path.write_text(compact(on_paper(layout)) + "\n", encoding="utf-8")
    for view, sheet in SHEETS:
        layout = layout_view(made_map(5, 20), view=view, page=sheet)
        first = pages_of(layout, sheet)[0]
        (PICTURES / f"{view}-{sheet}.png").write_bytes(png_of(first, DOTS[sheet]))
    PAGE.write_text(page(), encoding="utf-8")


def compact(svg: str) -> str:
    """The same picture in fewer letters: tenths are enough here, and looks of words have names."""
    svg = re.sub(r"(\d+\.\d)\d", r"\1", svg)
    looks: dict[str, str] = {}
    named = LOOK.sub(lambda one: f' class="{looks.setdefault(one[0], f"t{len(looks)}")}"', svg)
    rules = "".join(
        f".{name}{{font-size:{LOOK.fullmatch(look)[1]}px;fill:{LOOK.fullmatch(look)[2]}}}"
        for look, name in looks.items()
    )
    return named.replace("<title>", f"<style>{rules}</style><title>", 1)


def page() -> str:
    """The page, as Markdown."""
    parts = [INTRODUCTION]
    for view in VIEWS:
        head = "| stages | 5 touchpoints | 20 touchpoints | 60 touchpoints |\n|---|---|---|---|"
        rows = [
            f"| {stages} | " + " | ".join(picture(view, stages, n) for n in TOUCHPOINTS) + " |"
            for stages in STAGES
        ]
        parts.append("\n".join([f"## {TITLES[view]}\n", head, *rows]) + "\n")
    sheets = [
        f"**{TITLES[view]}, {SHEET_NAMES[sheet]}**, first page\n\n"
        f"![{describe_view(made_map(5, 20), view)}](gallery/{view}-{sheet}.png)\n"
        for view, sheet in SHEETS
    ]
    return "\n".join([*parts, "## On paper\n", *sheets])


def picture(view: str, stages: int, touchpoints: int) -> str:
    """One cell of the page: the picture, which opens at full size."""
    path = f"gallery/{name_of(view, stages, touchpoints)}"
    text = describe_view(made_map(stages, touchpoints), view).replace("|", "/")
    return f"[![{text}]({path})]({path})"


if __name__ == "__main__":
    if "--check" in sys.argv:
        fresh = PAGE.read_text(encoding="utf-8") == page()
        sys.exit(0 if fresh else "docs/gallery.md is stale: run python tools/draw_gallery.py")
    draw()

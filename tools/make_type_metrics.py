"""How wide each letter of the shipped font is, written to a table that the map layout reads.

Run after a font file changes: `python tools/make_type_metrics.py`. Needs fonttools and brotli,
which the test group installs. Only letters that a page embeds are in the table: the others come
from whatever font the reader's machine has, and nobody knows how wide they are there.
"""

import json
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "src" / "cxworkbench" / "telling" / "fonts"
SUBSETS = ("latin", "latin-ext", "greek", "cyrillic")
WEIGHTS = (400, 600)
TARGET = FONTS / "type_metrics.json"


def advances(weight: int) -> dict[int, int]:
    """Letter (its Unicode number) -> width in font units, over the embedded subsets."""
    widths: dict[int, int] = {}
    for subset in SUBSETS:
        font = TTFont(FONTS / f"inter-{subset}-{weight}.woff2")
        for letter, glyph in font.getBestCmap().items():
            widths.setdefault(letter, font["hmtx"][glyph][0])
    return dict(sorted(widths.items()))


def subset_letters(subset: str) -> list[list[int]]:
    """First and last letter of each unbroken run that a subset holds."""
    runs: list[list[int]] = []
    for letter in sorted(TTFont(FONTS / f"inter-{subset}-400.woff2").getBestCmap()):
        if runs and letter == runs[-1][1] + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return runs


def as_runs(widths: dict[int, int]) -> dict[str, list[int]]:
    """The same table, shorter: first letter of an unbroken run -> the widths along the run."""
    runs: dict[str, list[int]] = {}
    last, current = -2, []
    for letter, width in widths.items():
        if letter != last + 1:
            current = runs.setdefault(str(letter), [])
        current.append(width)
        last = letter
    return runs


def type_metrics() -> str:
    """The whole table as JSON text, the same for the same font files."""
    font = TTFont(FONTS / "inter-latin-400.woff2")
    table = {
        "units_per_em": font["head"].unitsPerEm,
        "ascent": font["hhea"].ascent,
        "descent": -font["hhea"].descent,
        "subsets": {subset: subset_letters(subset) for subset in SUBSETS},
        "advances": {str(weight): as_runs(advances(weight)) for weight in WEIGHTS},
    }
    return json.dumps(table, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    TARGET.write_text(type_metrics(), encoding="utf-8")
    print(f"wrote {TARGET.name}, {TARGET.stat().st_size:,} bytes")

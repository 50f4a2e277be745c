"""The printed sheet of one report: a PDF with its own fonts, set by Typst from what was told."""

import json
import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any, Final

from cxworkbench.ground.language import language, say
from cxworkbench.ground.resources import shipped
from cxworkbench.records.engagement import Brand
from cxworkbench.records.told import Cell, Told
from cxworkbench.telling import theme
from cxworkbench.telling.pages import cell_text, heading_text
from cxworkbench.telling.report_content import Claim, Report, Shown, ShownSection, report_content
from cxworkbench.telling.type_metrics import text_width, xml_text

UPRIGHT: Final = 510.0  # points between the margins of A4
ON_ITS_SIDE: Final = 779.0
GUTTER: Final = 10.0
TYPE: Final = 9.0  # points, of tables
LONGEST: Final = 420.0  # points; longer words in a cell are set in lines
MOST_LINES: Final = 7  # of a row; a table with longer ones is set on the long side of the paper
SHRUNK: Final = 0.97  # a drawing loses no more of its size before the sheet is turned
POINTS: Final = 0.75  # of a pixel
SIZE: Final = re.compile(r'<svg[^>]*?\bviewBox="\S+ \S+ ([\d.]+) ([\d.]+)')


def make_sheet(
    told: Sequence[Told], audience: str, brand: Brand, logo: bytes | None = None
) -> bytes:
    """The PDF of a report; `told` already holds only what the audience may see.

    The title, the page for who decides, the contents, the parts with the map on sheets of its own,
    the claims with their evidence, and how it was made. The same input gives the same bytes: no
    clock is read, and no font of the machine is used.

    Parameters
    ----------
    told
        What each part told, in any order.
    audience
        Named on the title and at the foot of each page.
    brand, logo
        The client's frame.
    """
    import typst

    held = sheet_content(report_content(told, audience), brand, logo)
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(files("cxworkbench.telling").joinpath("fonts"))],
    )
    made = typst.compile(
        str(shipped("templates") / "report" / "sheet.typ"),
        font_paths=fonts,
        sys_inputs={"report": json.dumps(held, ensure_ascii=False)},
        format="pdf",
        timestamp=0,
    )
    if not isinstance(made, bytes):  # a PDF is one document
        raise TypeError(type(made))
    return made


def sheet_content(report: Report, brand: Brand, logo: bytes | None = None) -> dict[str, Any]:
    """The report as the values that the sheet's template sets."""
    first = None if report.first is None else _groups([report.first])
    held = _drawable({
        "account": report.account, "client": report.client, "journey_word": report.journey_word,
        "owner": brand.name or report.client, "facts": report.facts,
        "audience": report.audience_label, "audience_title": report.audience_title,
        "as_of": report.as_of, "lang": language(),
        "colour": brand.colour, "ink": theme.INK, "muted": theme.MUTED, "line": theme.LINE,
        "gutter": GUTTER, "logo": list(logo or b""),
        "first": first, "first_title": report.first_title, "no_first": report.no_first,
        "parts": [
            {"name": part.name, "title": part.title, "missing": part.missing,
             "next_step": part.next_step, "groups": _groups(part.sections)}
            for part in report.parts
        ],
        "evidence_summary": report.evidence_summary, "untraced": list(report.untraced),
        "claims": [
            {"number": one.number, "text": one.text, "ids": _ids(one)} for one in report.claims
        ],
        "evidence": _table(
            (say("Evidence"), say("File"), say("Row"), say("Person"), say("Date")),
            [(one.evidence_id, one.file, one.row or say("all rows"), one.pseudonym, one.date)
             for one in report.evidence],
        ),
        "made": _table(
            (say("What"), say("Value")),
            [(say("Made by"), f"cxworkbench {report.version}"),
             (say("Last day that counts"), report.as_of or say("not stated")),
             *report.parameters],
        ),
        "inputs": _table(
            (say("File"), "sha256", say("Evidence used here")),
            [(one.name, f"{one.digest[:32]} {one.digest[32:]}", one.used)
             for one in report.inputs],
        ),
        "words": {
            "draft": say("draft, not yet confirmed"), "evidence": say("Evidence"),
            "contents": say("Contents"), "next_step": say("Next step."), "as_of": say("as of"),
            "claims": say("Claims and their evidence"), "rows": say("The evidence behind them"),
            "made": say("How this was made"), "files": say("Files that were read"),
        },
    })  # fmt: skip
    return dict(held)


def column_widths(
    columns: Sequence[str], rows: Sequence[Sequence[str]], room: float
) -> tuple[list[float], bool]:
    """How wide each column of a table is in points, and whether no word of it has to break.

    Each column has at least its longest word; what is left goes where lines are long.

    Examples
    --------
    >>> column_widths(("a", "b"), [("1", "some words of a long cell " * 9)], 200.0)
    ([5.5, 184.5], True)
    """
    cells = [[name, *(row[place] for row in rows)] for place, name in enumerate(columns)]
    least = [max(map(_longest_word, column)) for column in cells]
    whole = [max(min(_width(one), LONGEST) for one in column) for column in cells]
    room -= GUTTER * (len(columns) - 1)
    fits = sum(least) <= room
    if not fits:
        times = room / sum(least)
        return [round(one * times, 1) for one in least], False
    wish = [max(some - few, 0.0) for some, few in zip(whole, least, strict=True)]
    left = room - sum(least)
    if sum(wish) <= left:
        widest = max(range(len(whole)), key=lambda place: max(map(_width, cells[place])))
        given = [few + more for few, more in zip(least, wish, strict=True)]
        long = max(map(_width, cells[widest]))
        given[widest] = min(given[widest] + left - sum(wish), max(long, given[widest]))
        return [round(one, 1) for one in given], True
    return [
        round(few + more * left / sum(wish), 1) for few, more in zip(least, wish, strict=True)
    ], True


def _groups(sections: Iterable[ShownSection]) -> list[dict[str, Any]]:
    """Sections that follow each other on paper that lies the same way."""
    groups: list[dict[str, Any]] = []
    for section in sections:
        blocks = [_block(block) for block in section.blocks]
        wide = any(block["wide"] for block in blocks)
        if not groups or groups[-1]["wide"] != wide:
            groups.append({"wide": wide, "sections": []})
        room = ON_ITS_SIDE if wide else UPRIGHT
        for block in blocks:
            if block["kind"] == "table":
                block["widths"], _ = column_widths(block["columns"], block["rows"], room)
        groups[-1]["sections"].append({"title": section.title, "blocks": blocks})
    return groups


def _block(block: Shown) -> dict[str, Any]:
    pictures = [_picture(str(one)) for one in block.pictures]
    held = _table(block.columns, block.rows) if block.kind == "table" else {"wide": False}
    if pictures:
        widest = max(one["width"] for one in pictures) * POINTS
        held["wide"] = block.kind == "map" or widest * SHRUNK > UPRIGHT
    return {
        "kind": block.kind, "text": block.text, "title": block.title, "said_by": block.said_by,
        "draft": block.draft, "claim": block.claim, "pictures": pictures,
        **held, "numeric": sorted(block.numeric),
    }  # fmt: skip


def _picture(svg: str) -> dict[str, Any]:
    found = SIZE.search(svg)
    width, height = (float(found[1]), float(found[2])) if found else (UPRIGHT / POINTS, UPRIGHT)
    return {"svg": svg, "width": width, "height": height}


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> dict[str, Any]:
    named = [heading_text(one) for one in columns]
    shown = [[cell_text(one) for one in row] for row in rows]
    widths, fits = column_widths(named, shown, UPRIGHT)
    wide = not fits or _most_lines(shown, widths) > MOST_LINES
    return {"columns": named, "rows": shown, "widths": widths, "wide": wide, "numeric": []}


def _most_lines(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> float:
    return max(
        (_width(cell) / width for row in rows for cell, width in zip(row, widths, strict=True)),
        default=0.0,
    )


def _ids(claim: Claim) -> str:
    return " ".join(part for part in (*claim.known, *claim.unknown, claim.rest) if part)


def _width(text: str) -> float:
    return text_width(text, TYPE) + 0.4


def _longest_word(text: str) -> float:
    return max((_width(word) for word in text.split()), default=4.0)


def _drawable(value: Any) -> Any:  # noqa: ANN401 - content nests anything
    if isinstance(value, str):
        return xml_text(value)
    if isinstance(value, dict):
        return {key: _drawable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(one) for one in value]
    return value

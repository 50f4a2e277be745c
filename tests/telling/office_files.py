"""What stands in an Office file, for tests that look into decks and workbooks."""

import html
import io
import re
import zipfile

from cxworkbench.telling.deck_values import Line, height_of

EMU = 12700


def office_words(content):
    """All words of an Office file, files inside it included, as one text."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            inside = parts.read(name)
            if name.endswith((".xlsx", ".pptx")):
                found.append(office_words(inside))
            elif name.endswith((".xml", ".rels")) and "theme" not in name:
                text = inside.decode("utf-8")
                said = re.findall(r'\b(?:descr|title|name)="([^"]*)"', text)
                found += [re.sub(r"<[^>]+>", " ", text), *said]
    return re.sub(r"\s+", " ", html.unescape(" ".join(found)))


def frames(shapes):
    """Name, left, top, right, bottom in points of each shape that is no bar, groups as one."""
    for shape in shapes:
        if shape.is_placeholder or shape.name.endswith(" bar"):
            continue
        box = [one / EMU for one in (shape.left, shape.top, shape.width, shape.height)]
        yield shape.name, box[0], box[1], box[0] + box[2], box[1] + box[3]


def overlapping(slide):
    """Pairs of shapes of a slide that stand over each other by more than half a point."""
    boxes = list(frames(slide.shapes))
    return [
        (a[0], b[0])
        for at, a in enumerate(boxes)
        for b in boxes[at + 1 :]
        if min(a[3], b[3]) - max(a[1], b[1]) > 0.5 and min(a[4], b[4]) - max(a[2], b[2]) > 0.5
    ]


def overflowing(slide):
    """Texts of a slide's boxes that need more height than their box has, as measured."""
    found = []
    for shape in slide.shapes:
        if not shape.has_text_frame or shape.is_placeholder:
            continue
        frame = shape.text_frame
        lines = [
            Line(
                "".join(run.text for run in one.runs),
                one.runs[0].font.size.pt,
                bool(one.runs[0].font.bold),
                after=one.space_after.pt if one.space_after else 0,
            )
            for one in frame.paragraphs
            if one.runs
        ]
        if lines and height_of(lines, shape.width / EMU) > shape.height / EMU + 0.5:
            found.append(frame.text)
    return found

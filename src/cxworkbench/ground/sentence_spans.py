"""Where the sentences of a text begin and end: every letter keeps its place."""

import re
from typing import Final

# A full stop ends a sentence, but not in "approx. 5", "2.5", "No. 7", "e.g. this", "J. Smith".
_SHORT_FORMS: Final = frozenset(
    ("approx", "bzw", "ca", "co", "d.h", "dept", "dr", "e.g", "etc", "evtl", "excl", "ext", "fig",
     "ggf", "i.e", "inc", "incl", "inkl", "ltd", "max", "min", "mr", "mrs", "ms", "nr", "prof",
     "st", "str", "tel", "usw", "vs", "z.b")
)  # fmt: skip
_NUMBERED: Final = "no"  # before a number only: "No. 7" and "Was it fixed? No. We wait."
_END: Final = re.compile(r"[.!?…。！？]+[\"'”’“»)\]]*(?=\s|$)|[。！？]|\n+")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """First letter and the letter after the last of each sentence, in order.

    Blanks between sentences belong to none; everything else belongs to exactly one.

    Examples
    --------
    >>> text = "It took approx. 2.5 days! Still open?  No. 7 too."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['It took approx. 2.5 days!', 'Still open?', 'No. 7 too.']
    """
    spans, begin = [], 0
    for end in _END.finditer(text):
        if not _goes_on(text[begin : end.start()], end.group(), text[end.end() :][:3]):
            spans.append((begin, end.end()))
            begin = end.end()
    spans.append((begin, len(text)))
    trimmed = [_trimmed(text, start, end) for start, end in spans]
    return _joined([(start, end) for start, end in trimmed if start < end], text)


def _goes_on(before: str, mark: str, after: str) -> bool:
    words = before.split()
    last = words[-1].lower().lstrip("(\"'“„") if words else ""
    if last == _NUMBERED:
        return mark == "." and after.strip()[:1].isdigit()
    return mark == "." and (last in _SHORT_FORMS or (len(last) == 1 and last.isalpha()))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """A piece without a letter or digit ("…", "-") goes with the sentence before it."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and not any(letter.isalnum() for letter in text[start:end]):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept

"""How wide a text is in the shipped font, and the lines it takes when it must fit a width.

Widths come from the font's own advances, not from counting letters. Kerning is left out: it mostly
draws letters together, so a line is never wider than it is said to be by more than a hair.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

EM: Final = 1.0  # a letter the font lacks counts as a full em, as in Chinese or Japanese type
EMOJI_EM: Final = 1.4  # Noto Color Emoji draws 1.25 em wide, Segoe UI Emoji up to 1.37
UNUSUAL_EM: Final = {
    0x0488: 0.9, 0x0489: 0.9, 0x20DD: 0.9, 0x20E0: 0.9, 0x20E3: 0.9,  # rings around a letter
    0xFE0F: 0.8,  # makes an emoji of the sign before it
    0xFDFD: 6.0, 0x2E3A: 2.0, 0x2E3B: 3.0, 0xFFFD: 1.05,
}  # fmt: skip
SEEN_FORMATS: Final = frozenset([*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x08E2, 0x110BD,
                                 *range(0x1BCA0, 0x1BCA4)])  # fmt: skip
BREAK_AFTER: Final = "-‐–—/\\_.,;:@&?=+|"
OVERRIDES: Final = "\u202d\u202e"  # turn every letter after them, so that a text reads as another
_EMBEDDED: Final = re.compile("[\u202a-\u202c\u2066-\u2069]")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NATURAL: Final = re.compile(
    rf"[^{re.escape(BREAK_AFTER)}]*[{re.escape(BREAK_AFTER)}]|[^{re.escape(BREAK_AFTER)}]+"
)
HYPHEN: Final = "-"
LEAST_CARRIED: Final = 3  # letters of a broken word that go to the next line
LONGEST_KEPT: Final = 24  # letters of a word that columns are made wide enough for
TOGETHER: Final = "\u00a0"  # a blank at which no line breaks
_WHITE: Final = re.compile(r"(?!(?<=\bn)\u00a0\d)\s+")  # all blanks but that of "n 15"
LEADING: Final = 1.32  # line height in em; the font itself is 1.21 em tall
# Naskh and Thai fonts are up to 1.7 em tall; two marks on a letter reach as high.
TALL_ASCENT, TALL_DESCENT = 1.22, 0.5
MARKS_ON_A_LETTER: Final = 2  # more would be drawn through the lines above and below
LONGEST_LETTER: Final = 11  # signs that are taken for one letter; a family of emoji has eleven
REPLACED: Final = "\ufffd"  # stands where a text holds something that cannot be drawn


@cache
def _metrics() -> dict[str, Any]:
    table = files("cxworkbench.telling").joinpath("fonts", "type_metrics.json")
    content: dict[str, Any] = json.loads(table.read_text(encoding="utf-8"))
    return content


@cache
def _advances(weight: int) -> dict[int, float]:
    """Letter (its Unicode number) -> width in em."""
    metrics = _metrics()
    return {
        int(first) + place: width / metrics["units_per_em"]
        for first, widths in metrics["advances"][str(weight)].items()
        for place, width in enumerate(widths)
    }


def ascent(size: float, text: str = "") -> float:
    """Height of a line above its base, in the unit of `size`.

    Letters that the shipped font lacks come from taller fonts, and marks stand above letters:
    a line that holds any is taken to be taller.
    """
    metrics = _metrics()
    return size * (TALL_ASCENT if _is_tall(text) else metrics["ascent"] / metrics["units_per_em"])


def descent(size: float, text: str = "") -> float:
    """Depth of a line below its base, in the unit of `size`, a positive number."""
    metrics = _metrics()
    own: float = metrics["descent"] / metrics["units_per_em"]
    return size * (TALL_DESCENT if _is_tall(text) else own)


def leading(size: float, text: str = "") -> float:
    """Distance from one base line to the next, in the unit of `size`."""
    return size * (TALL_ASCENT + TALL_DESCENT + 0.05 if _is_tall(text) else LEADING)


@cache
def _is_tall(text: str) -> bool:
    known = _advances(400)
    return any(ord(one) not in known or unicodedata.category(one) == "Mn" for one in text)


def drawable(text: str) -> str:
    r"""The text as a picture can show it: one line, single blanks, nothing that XML refuses.

    Tabs and line breaks become blanks, and only the blank that holds "n 15" together stays as it
    is; control characters and half surrogates, which no font draws and no SVG may hold, become
    U+FFFD, so that a reader sees something stood there, and so do signs that turn letters round;
    signs that only embed a direction are not seen and left out. An Arabic sentence set as one
    letter is written out, so that it can wrap. Marks stacked more than two high on one letter are
    left out of the picture: they would cross other lines.

    Examples
    --------
    >>> drawable("two\n lines ")
    'two lines'
    >>> drawable("bell\x07") == "bell\ufffd"
    True
    """
    shown, marks = "", 0
    for letter in _WHITE.sub(" ", _EMBEDDED.sub("", text).strip()):
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        shown += _as_drawn(letter) if marks <= MARKS_ON_A_LETTER else ""
    return xml_text(shown)


def _as_drawn(letter: str) -> str:
    if 0xFDF0 <= ord(letter) <= 0xFDFC:
        return unicodedata.normalize("NFKC", letter)
    hidden = letter in OVERRIDES or unicodedata.category(letter) == "Cc"
    return REPLACED if hidden else letter


def xml_text(text: str) -> str:
    """The text with U+FFFD for every letter that XML refuses; line breaks and tabs stay."""
    return _NOT_XML.sub(REPLACED, text)


def text_width(text: str, size: float, weight: int = 400) -> float:
    r"""Width of one line of text in the unit of `size`.

    Signs that nobody sees count nothing, and marks on another letter nothing or next to nothing;
    letters that the font lacks count a full em, so that a line in another script is never wider
    than it is said to be.

    Parameters
    ----------
    text
        One line.
    size
        Size of the font, in any unit.
    weight
        400 or 600.

    Examples
    --------
    >>> text_width("漢字", 10)
    20.0
    >>> text_width("e\u0301", 10) == text_width("e", 10)
    True
    """
    return size * sum(_letter_width(letter, weight) for letter in text)


@cache
def _letter_width(letter: str, weight: int) -> float:
    """Width of one letter in em. Beyond the shipped font these are the widest that were seen."""
    number, kind = ord(letter), unicodedata.category(letter)
    if number in UNUSUAL_EM:
        return UNUSUAL_EM[number]
    known = _advances(weight).get(number)
    if known is not None:
        return 0.0 if kind in ("Mn", "Cf") else known
    if kind == "Cf":  # directions and joiners, which nobody sees; Arabic number signs are seen
        return 0.7 if number in SEEN_FORMATS else 0.0
    if kind in ("Mn", "Me"):  # the letter beneath then comes from a wider font as well
        return 0.12 if number < 0x0350 else 0.4
    return EMOJI_EM if number >= 0x1F000 or 0x2600 <= number < 0x2800 else EM


def wrap(text: str, width: float, size: float, weight: int = 400) -> list[str]:
    """The lines a text takes when none may be wider than `width`.

    Breaks at blanks, but not between an n and its number where a no-break blank holds them
    together; a word that is too wide for a line breaks after a hyphen, stroke or the like,
    and where it has none, between letters. Nothing is left out, and nothing is added but a hyphen
    at the end of a line where a word breaks between two letters of a script that is written so:
    without these and without blanks the lines are the text. Empty text gives no lines.

    Examples
    --------
    >>> wrap("Delivery came late", 60, 12)
    ['Delivery', 'came late']
    >>> wrap("proof-of-delivery", 60, 12)
    ['proof-of-', 'delivery']
    >>> wrap("Verzögerung", 60, 12)
    ['Verzöger-', 'ung']
    """
    lines: list[str] = []
    current = ""
    for word in drawable(text).split(" "):
        longer = f"{current} {word}" if current else word
        if text_width(longer, size, weight) <= width:
            current = longer
            continue
        if current:
            lines.append(current)
        *full, current = _broken(word, width, size, weight)
        lines.extend(full)
    return [*lines, current] if current else lines


def _broken(word: str, width: float, size: float, weight: int) -> list[str]:
    """A word in as many pieces as it takes."""
    lines: list[str] = []
    left = list(letters_of(word))
    while len(left) > 1 and text_width("".join(left), size, weight) > width:
        place, sign = _break(left, width, size, weight)
        lines.append("".join(left[:place]) + sign)
        left = left[place:]
    return [*lines, "".join(left)]


def _break(letters: Sequence[str], width: float, size: float, weight: int) -> tuple[int, str]:
    """After how many letters a line ends, and the hyphen drawn there, if any."""
    count, used = 0, 0.0
    for letter in letters:
        used += text_width(letter, size, weight)
        if used > width:
            break
        count += 1
    count = max(count, 1)
    for place in range(count - 1, count // 3, -1):
        if letters[place] in BREAK_AFTER:
            return place + 1, ""
    if not (_takes_a_hyphen(letters[count - 1]) and _takes_a_hyphen(letters[count])):
        return count, ""
    for place in range(min(count, len(letters) - LEAST_CARRIED), 1, -1):
        ends = letters[place - 1], letters[place]
        line = "".join(letters[:place]) + HYPHEN
        if all(_takes_a_hyphen(one) for one in ends) and text_width(line, size, weight) <= width:
            return place, HYPHEN
    return count, ""


def _takes_a_hyphen(letter: str) -> bool:
    """Whether it is a letter of Latin, Greek or Cyrillic: others break without a sign."""
    return letter[0].isalpha() and ord(letter[0]) in _advances(400)


def longest_word(text: str, size: float, weight: int = 400) -> float:
    """Width that the longest word of a text needs so as not to break between its letters.

    Words break after a hyphen, stroke or the like; of a longer one than 24 letters the first 24
    count, and letters that break without a hyphen (Chinese, Japanese, Thai) need no room together.

    Examples
    --------
    >>> longest_word("ask a supplier", 10) == text_width("supplier", 10)
    True
    """
    return max((text_width(one, size, weight) for one in _pieces(drawable(text))), default=0.0)


def _pieces(text: str) -> Iterator[str]:
    for word in text.split():
        for piece in _NATURAL.findall(word):
            if not any(one.isalpha() and not _takes_a_hyphen(one) for one in piece):
                yield "".join(list(letters_of(piece))[:LONGEST_KEPT])


def pieces_of(text: str) -> list[str]:
    """A line in pieces, each symbol apart: symbols are signs that the font lacks.

    A line with letters that run from right to left stays whole.

    Examples
    --------
    >>> pieces_of("Late \N{POUTING FACE} again")
    ['Late ', '\N{POUTING FACE} ', 'again']
    """
    if any(unicodedata.bidirectional(one) in ("R", "AL", "AN") for one in text):
        return [text]
    pieces: list[str] = []
    last = False
    for letter in letters_of(text):
        kind = last if letter == " " else _is_symbol(letter)
        if pieces and kind == last and (letter == " " or not kind):
            pieces[-1] += letter
        else:
            pieces.append(letter)
        last = kind
    return pieces


def piece_width(piece: str, size: float, weight: int = 400) -> float:
    """Room that a painter gives a piece: as measured, of symbols at most one emoji's each.

    Never more than `text_width`, so that a line stays within its box.
    """
    widths = [
        min(text_width(one, size, weight), EMOJI_EM * size)
        if _is_symbol(one)
        else text_width(one, size, weight)
        for one in letters_of(piece)
    ]
    return sum(widths)


def _is_symbol(letter: str) -> bool:
    """Whether a letter is a picture or sign that comes from another font."""
    if "\ufe0f" in letter or "\u20e3" in letter:
        return True
    return unicodedata.category(letter[0]) in ("So", "Sk") and ord(letter[0]) not in _advances(400)


def letters_of(text: str) -> Iterator[str]:
    r"""Letters as a reader counts them: a base with its marks, joined emoji together.

    Examples
    --------
    >>> list(letters_of("ae\u0301x")) == ["a", "e\u0301", "x"]
    True
    """
    cluster = ""
    for letter in text:
        joined = _sits_on_the_last(letter) or cluster[-1:] == "\u200d"
        if cluster and (not joined or len(cluster) > LONGEST_LETTER):
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _sits_on_the_last(letter: str) -> bool:
    skin = 0x1F3FB <= ord(letter) <= 0x1F3FF
    return skin or unicodedata.category(letter) in ("Mn", "Me", "Mc", "Cf")

"""Bytes to text: which encoding a received file was written in, and how sure that is.

Strict order: byte order mark, UTF-8, UTF-16, then the single-byte family whose letters make the
most plausible words. Windows-1252 is kept unless another family is clearly better.
"""

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import DataProblem, did_you_mean


@dataclass(frozen=True)
class Decoded:
    """The text of a file and the encoding it was read in.

    `guess` says in words what was guessed, empty when nothing was. `odd_lines` are the lines,
    counted from 1, that were written in another encoding than the rest.
    """

    text: str
    encoding: str
    guess: str = ""
    odd_lines: tuple[int, ...] = ()


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_WESTERN: Final = (
    "äöüß", "éèêëàâçîïôûùüœ", "áéíóúñü", "àèéìòù", "ãõáâàéêíóôúç", "æøå", "äöå",
)  # fmt: skip
_CENTRAL: Final = (
    "áčďéěíňóřšťúůýž", "ąćęłńóśźż", "áéíóöőúüű", "áäčďéíĺľňóôŕšťúýž", "čšžćđ", "äöüß", "ăâîşţșț",
)  # fmt: skip
_CYRILLIC: Final = ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
_HEBREW: Final = ("אבגדהוזחטיךכלםמןנסעףפץצקרשת",)
_ARABIC: Final = ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",)
_GREEK: Final = ("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",)

# Codec, and the letters beyond a-z of each language written in it. Order decides ties. Icelandic
# stands alone: among other western languages its letters are Turkish read wrongly.
_FAMILIES: Final = (
    ("cp1252", _WESTERN),
    ("cp1252", ("áéíóúýþæöð",)),
    ("iso8859-15", _WESTERN),
    ("cp1250", _CENTRAL),
    ("iso8859-2", _CENTRAL),
    ("iso8859-7", _GREEK),
    ("cp1253", _GREEK),
    ("cp1251", _CYRILLIC),
    ("koi8-r", _CYRILLIC),
    ("iso8859-5", _CYRILLIC),
    ("cp1254", ("çğıöşüi̇âî",)),
    ("cp1257", ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž")),
    ("cp1255", _HEBREW),
    ("cp1256", _ARABIC),
    ("mac_roman", _WESTERN),
    ("cp850", _WESTERN),
)
_CODECS: Final = tuple(dict.fromkeys(codec for codec, _ in _FAMILIES))
# The ten commonest letters make up two thirds of a text or more; a text of another script that is
# read wrongly has other letters in front.
_COMMON: Final = {
    _GREEK: "αοιετσνηυρ",
    _CYRILLIC: "оеаинтсрвл",
    _HEBREW: "יוהלאמרתבנ",
    _ARABIC: "اليمنرتوبه",
}
_COMMON_SHARE: Final = 0.6
_LOOKED_AT: Final = 2_000_000  # bytes whose letters tell a family
_PIECE: Final = 1 << 22  # bytes of a file that are read at once
_MARGIN: Final = 0.15  # another family must be this much better than Windows-1252
_SECOND_LANGUAGE: Final = 0.1  # what each further language of a mixed file costs
_SYMBOLS: Final = frozenset("€£°§«»®©™±²³½¼¾×·¿¡ªº“”„‘–—…•\xa0´`")
_WORD: Final = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")


def decode(raw: bytes, *, encoding: str = "") -> Decoded:
    """The text of a file's bytes, without a byte order mark.

    Parameters
    ----------
    raw
        All bytes of the file.
    encoding
        Python's name of an encoding to take instead of finding one; empty to find it.

    Raises
    ------
    DataProblem
        The bytes are not text, or not text in the encoding that was named.

    Notes
    -----
    A single-byte encoding can never be proved: `guess` is filled for every one, and a preview
    should be looked at.

    Examples
    --------
    >>> decode("Größe".encode("cp1252")).encoding
    'cp1252'
    >>> decode("Ευαγγελία".encode("iso8859-7")).text
    'Ευαγγελία'
    """
    if encoding:
        return _in_the_named(raw, encoding)
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _after_the_mark(raw.removeprefix(mark), name)
    if found := _utf16_without_mark(raw):
        return found
    _refuse_what_is_not_text(raw)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(raw) or _in_a_single_byte_family(raw)


def _in_the_named(raw: bytes, encoding: str) -> Decoded:
    try:
        text = raw.decode(encoding)
    except LookupError as unknown:
        raise DataProblem(
            f"There is no encoding {encoding!r}. {did_you_mean(encoding, ['utf-8', *_CODECS])}"
            f"Known are utf-8, utf-16, {', '.join(_CODECS)} and the others of Python."
        ) from unknown
    except UnicodeDecodeError as not_it:
        raise DataProblem(
            f"The file is not written in {encoding}: byte {not_it.start} does not fit. "
            "Leave the encoding empty to have it found."
        ) from not_it
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _after_the_mark(raw: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError:
        if mixed := _mostly_utf8(raw) if encoding == "utf-8" else None:
            return mixed
        odd = raw[: len(raw) - len(raw) % 2].decode(encoding, "replace")
        guess = f"bytes that are not {encoding} were replaced by a question mark sign"
        return Decoded(odd, encoding, guess)


def _utf16_without_mark(raw: bytes) -> Decoded | None:
    head = raw[:4000]
    if len(raw) % 2 or not head:
        return None
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) * 2 > len(zeros):
            return Decoded(raw.decode(name, "replace"), name, "two bytes a letter, without a mark")
    return None


def _refuse_what_is_not_text(raw: bytes) -> None:
    head = raw[:100_000]
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 27))
    if controls * 10 > len(head):
        raise DataProblem(
            f"{controls} of the first {len(head)} bytes are no text. A table is a text file (CSV), "
            "an .xlsx workbook or Parquet. Save it as one of these."
        )


def _mostly_utf8(raw: bytes) -> Decoded | None:
    """A file of UTF-8 with some lines pasted in from elsewhere: each line in its own encoding."""
    lines = raw.splitlines(keepends=True)
    beyond_ascii = {number for number, line in enumerate(lines, 1) if not line.isascii()}
    odd = tuple(number for number in sorted(beyond_ascii) if not _is_utf8(lines[number - 1]))
    if len(odd) * 2 > len(beyond_ascii):
        return None
    aside = _in_a_single_byte_family(b"".join(lines[number - 1] for number in odd)).encoding
    text = "".join(
        line.decode(aside, "replace") if number in set(odd) else line.decode("utf-8")
        for number, line in enumerate(lines, 1)
    )
    return Decoded(text, "utf-8", f"{len(odd)} lines that are not utf-8 were read as {aside}", odd)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def encoding_of(path: Path) -> tuple[str, str] | None:
    """Python's name of the encoding of a whole file of text, and what of it was guessed.

    As `decode` finds it, without holding the file in memory; None where only `decode` can read it,
    because its lines are written in more than one way.

    Raises
    ------
    DataProblem
        The bytes are not text.
    """
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    for mark, name in _MARKS:
        if head.startswith(mark):
            named = {"utf-8": "utf-8-sig"}.get(name, name.removesuffix("-le").removesuffix("-be"))
            return (named, "") if _fits(path, named) else None
    if _utf16_without_mark(head[: len(head) - len(head) % 2]):
        return None
    _refuse_what_is_not_text(head)
    if _fits(path, "utf-8"):
        return "utf-8", ""
    if _is_mostly_utf8(path):
        return None
    return _single_byte_family(head, lambda codec: _fits(path, codec))


def _fits(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(path: Path) -> bool:
    beyond_ascii = odd = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                beyond_ascii += 1
                odd += not _is_utf8(line)
    return odd * 2 <= beyond_ascii


def _in_a_single_byte_family(raw: bytes) -> Decoded:
    best, guess = _single_byte_family(raw, lambda codec: _decodes(raw, codec))
    return Decoded(raw.decode({"iso8859-1": "latin-1"}.get(best, best)), best, guess)


def _single_byte_family(head: bytes, fits: Callable[[str], bool]) -> tuple[str, str]:
    words = Counter(_WORD.findall(head[:_LOOKED_AT]))
    scores: dict[str, float] = {}
    for codec, alphabets in _FAMILIES:
        if fits(codec):
            usual = alphabets == _WESTERN and codec in ("cp1252", "iso8859-15")
            plausible = _plausibility(words, codec, alphabets) - (0 if usual else _MARGIN)
            scores[codec] = max(scores.get(codec, -1.0), plausible)
    if not scores:
        return "iso8859-1", "no family of letters fits"
    best = max(scores, key=lambda codec: scores[codec])
    sure = "" if scores[best] > 0.35 else "; its words look odd, so look at the preview"
    return best, f"guessed from its letters{sure}"


def _decodes(raw: bytes, codec: str) -> bool:
    try:
        raw.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _plausibility(words: Counter[bytes], codec: str, alphabets: tuple[str, ...]) -> float:
    """Share of the characters beyond ASCII that stand where a person would write them, 0 to 1."""
    letters: Counter[str] = Counter()
    symbols = total = 0
    for raw, times in words.most_common(3000):
        word = raw.decode(codec)
        total += times * sum(not letter.isascii() for letter in word)
        symbols += times * _well_placed_symbols(word)
        if _could_be_a_word(word, own_script=alphabets in _COMMON):
            for letter in word.lower():
                letters[letter] += 0 if letter.isascii() else times
    explained = _explained(letters, alphabets) * _as_common(letters, _COMMON.get(alphabets, ""))
    return (symbols + explained) / max(total, 1)


def _as_common(letters: Counter[str], common: str) -> float:
    """1 where a script's commonest letters are as common as they should be, less where not."""
    if not common or not letters:
        return 1.0
    plain = Counter[str]()
    for letter, times in letters.items():
        plain[unicodedata.normalize("NFD", letter)[0]] += times
    share = sum(plain[letter] for letter in common) / plain.total()
    return min(1.0, 0.5 + share / _COMMON_SHARE / 2)


def _well_placed_symbols(word: str) -> int:
    around = f" {word} "
    within = zip(around, around[1:], around[2:], strict=False)
    return sum(
        (here == "’" and before.isalpha())
        or (
            here in _SYMBOLS and not (before.isalpha() and after.isalpha() and here not in "·–\xa0")
        )
        for before, here, after in within
    )


def _could_be_a_word(word: str, *, own_script: bool) -> bool:
    pieces = [piece for piece in re.split(r"[\W_]+", word) if piece]
    return all(_could_be_a_piece(piece, own_script=own_script) for piece in pieces)


def _could_be_a_piece(piece: str, *, own_script: bool) -> bool:
    beyond = sum(not letter.isascii() for letter in piece)
    humps = any(a.islower() and b.isupper() for a, b in pairwise(piece))
    if humps and beyond:
        return False
    return beyond in (0, len(piece)) if own_script else beyond <= len(piece) - beyond + 1


def _explained(letters: Counter[str], alphabets: tuple[str, ...]) -> float:
    """How many of the letters a few languages explain, less something for each language taken."""
    total = sum(letters.values())
    left = Counter(letters)
    best = explained = cost = 0.0
    for _ in alphabets:
        gains = {alphabet: sum(left[letter] for letter in alphabet) for alphabet in alphabets}
        language = max(gains, key=lambda alphabet: gains[alphabet])
        explained += gains[language]
        best = max(best, explained - cost * total)
        cost += _SECOND_LANGUAGE
        for letter in language:
            del left[letter]
    return best


def known_encodings() -> tuple[str, ...]:
    """The encodings that are looked for, in the order in which they are tried."""
    return ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", *_CODECS)

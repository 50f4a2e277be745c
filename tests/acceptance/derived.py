"""Every file that the workbench makes of an engagement, as text in which anything may be sought."""

import base64
import binascii
import html
import json
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

import pandas as pd

GIVEN = ("data", "engagement.toml", "partners.json", "card.md", "accounts-demo.csv", ".gitignore")
PACKED = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")


def derived_files(folder):
    """All files in the engagement's folder but those that people gave."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in found if path.relative_to(folder).parts[0] not in GIVEN]


def plain(text):
    """Small letters without accents, blanks and the like as one blank."""
    apart = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o"))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", bare.casefold().replace("’", "'"))


def readings(path):
    """What a file says, in every way that it could be read; small letters without accents."""
    if path.suffix == ".parquet":
        table = pd.read_parquet(path)
        cells = " | ".join(table[column].astype("str").str.cat(sep=" | ") for column in table)
        text = "\n".join([*map(str, table.columns), cells])
    else:
        text = path.read_bytes().decode("utf-8", "replace")
    texts = [path.name, text, html.unescape(text), unquote(text), *_escaped(text, path)]
    texts.append(re.sub(r"<[^>]{0,2000}>", " ", html.unescape(text)))  # words of a picture
    texts += [_unpacked(found[0]) for found in PACKED.finditer(text)]
    return plain("\n".join(dict.fromkeys(texts)))


def _escaped(text, path):
    """JSON with its escapes undone."""
    if path.suffix not in (".json", ".ipynb", ".jsonl", ".html"):
        return []
    undone = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    if path.suffix in (".json", ".ipynb"):
        return [undone, json.dumps(json.loads(text), ensure_ascii=False)]
    return [undone]


def _unpacked(packed):
    """What base64 holds, if it holds anything."""
    try:
        whole = packed.rstrip("=")
        content = base64.b64decode(whole + "=" * (-len(whole) % 4), altchars=b"-_" if "_" in whole
                                   or "-" in whole else None)  # fmt: skip
    except (binascii.Error, ValueError):
        return ""
    return content.decode("utf-8", "ignore")


def words_in(path):
    """The words of a file, its pairs of words that follow each other, its mails and its numbers."""
    text = readings(path)
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", text)
    numbers = {re.sub(r"\D", "", found) for found in re.findall(r"\+?\d[\d ()/.-]{5,}\d", text)}
    return Words(text, set(words), set(pairwise(words)), numbers)


def read_words(folder):
    """The words of every derived file, by its place in the engagement."""
    return {path.relative_to(folder).as_posix(): words_in(path) for path in derived_files(folder)}


@dataclass(frozen=True)
class Words:
    """What is sought in."""

    text: str
    words: set
    pairs: set
    numbers: set


def hits(files, *, names=(), mails=(), phones=(), phrases=()):
    """(file, secret) for every secret that stands in a file, whatever way it is written."""
    named = {name: _pairs_of(name) for name in names}
    digits = {phone: re.sub(r"\D", "", phone)[-9:] for phone in phones}
    literal = {one: plain(one) for one in dict.fromkeys([*mails, *phrases]) if one}
    found = []
    for file, read in files.items():
        ends = {number[-9:] for number in read.numbers}
        found += [(file, name) for name, (pairs, whole) in named.items()
                  if pairs & read.pairs or whole & read.words]  # fmt: skip
        found += [(file, phone) for phone, end in digits.items() if end in ends]
        found += [(file, one) for one, form in literal.items() if form in read.text]
    return found


def _pairs_of(name):
    """A given name beside any word of the family name, before or after it; and all joined."""
    given, *family = re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain(name))
    pairs = {pair for word in family for pair in ((given, word), (word, given))}
    return pairs, {given + "".join(family), "".join(family) + given}

"""How ids are made: evidence ids from what was received, map ids minted once from a name."""

import hashlib
import json.encoder
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable

LONGEST_SLUG = 40  # keeps an id readable in a file and short enough for a path


def evidence_id(kind: str, source: str, key: str, occurrence: int = 0) -> str:
    """The id of one piece of evidence: the same received row has the same id for ever.

    Parameters
    ----------
    kind
        What it is: "voice", "event", "company-interaction".
    source
        Name of the received table.
    key
        The row's natural key, or where it has none the text of the whole row.
    occurrence
        0 for the first row with this key in this source, 1 for the second, and so on.

    Notes
    -----
    A row without a natural key changes its id when any of its cells changes, and two equal rows
    swap theirs when they swap places.

    Examples
    --------
    >>> evidence_id("voice", "survey", "1042")
    'voice-19305c0401ab'
    >>> evidence_id("voice", "survey", "1042", 1)
    'voice-fffa81fc8d54'
    """
    # A JSON list, and not the texts joined: ("ab", "c") and ("a", "bc") must differ.
    text = json.dumps([source, key, occurrence], ensure_ascii=False)
    return f"{kind}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def evidence_ids(
    kind: str, source: str, keys: Iterable[str], *, seen: Counter[str] | None = None
) -> list[str]:
    """The ids of all rows of one received table, in row order; equal keys are counted apart.

    Of a table that is read in parts, `seen` counts the keys of the parts before, and is added to.

    Examples
    --------
    >>> evidence_ids("voice", "survey", ["1042", "1042"])
    ['voice-19305c0401ab', 'voice-fffa81fc8d54']
    """
    seen = Counter() if seen is None else seen
    quoted = json.encoder.encode_basestring
    start = f"[{quoted(source)}, "
    ids = []
    for key in keys:
        # As `evidence_id`, whose JSON is written here by hand: it is made for millions of rows.
        text = f"{start}{quoted(key)}, {seen[key]}]".encode("utf-8", "surrogatepass")
        ids.append(f"{kind}-{hashlib.sha256(text).hexdigest()[:12]}")
        seen[key] += 1
    return ids


def mint_id(prefix: str, name: str, taken: Collection[str]) -> str:
    """A new id from a name, of letters, digits and hyphens, that is not among those taken.

    No clock and no chance: the same name and the same taken ids give the same id. A name without
    a Latin letter or digit gives the first 8 hex digits of its sha256 instead.

    Parameters
    ----------
    prefix
        Says the level: "tp" for a touchpoint, "st" for a stage.
    name
        The name as people read it; later changes of it leave the id as it is.
    taken
        All ids in use and all that ever were (`retired_ids`).

    Examples
    --------
    >>> mint_id("tp", "Store check-out", [])
    'tp-store-check-out'
    >>> mint_id("tp", "Store  Check-out!", ["tp-store-check-out"])
    'tp-store-check-out-2'
    >>> mint_id("tp", "Größe prüfen", [])
    'tp-grosse-prufen'
    """
    stem = f"{prefix}-{_slug(name)}"
    candidate, number = stem, 1
    while candidate in taken:
        number += 1
        candidate = f"{stem}-{number}"
    return candidate


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    slug = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:LONGEST_SLUG].strip("-")
    if slug:
        return slug
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]

"""When two names, or a name and a mail domain, are the same company; and which are near."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from cxworkbench.intake.words import plain

_LEGAL_FORMS: Final = frozenset(
    ("ab", "ag", "aps", "as", "asa", "bv", "bvba", "co", "company", "corp", "corporation", "cv",
     "eg", "ek", "ev", "gbr", "gmbh", "group", "holding", "holdings", "inc", "incorporated",
     "kft", "kg", "kgaa", "kk", "limited", "lda", "llc", "llp", "lp", "ltd", "ltda", "mbh", "nv",
     "ohg", "oy", "oyj", "plc", "pty", "pvt", "sa", "sab", "sarl", "sas", "se", "sl", "sp",
     "spa", "srl", "spol", "sro", "ug", "zoo")
)  # fmt: skip
_JOINING_WORDS: Final = frozenset(("and", "und", "et", "the"))
FREEMAIL: Final = frozenset(
    ("aol.com", "aol.de", "bluewin.ch", "btinternet.com", "comcast.net", "fastmail.com",
     "free.fr", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net",
     "googlemail.com", "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.fr", "icloud.com",
     "laposte.net", "libero.it", "live.com", "mac.com", "mail.com", "mail.ru", "me.com",
     "msn.com", "naver.com", "orange.fr", "outlook.com", "outlook.de", "proton.me",
     "protonmail.com", "qq.com", "sbcglobal.net", "t-online.de", "tiscali.it", "verizon.net",
     "wanadoo.fr", "web.de", "yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr",
     "yandex.ru", "ymail.com", "zoho.com", "126.com", "163.com")
)  # fmt: skip
NEAR_ENOUGH_TO_PROPOSE: Final = 85.0  # of 100, rapidfuzz's token_sort_ratio
NEAR_ENOUGH_TO_NAME: Final = 60.0
MOST_COMPARED: Final = 2000  # received names looked at for near ones; more would take minutes


def company_key(name: str) -> str:
    """What two spellings of one company's name share: no legal form, case, accent, punctuation.

    A name of nothing else than a legal form keeps it; a name without letters has an empty key.

    Examples
    --------
    >>> company_key("Müller & Söhne GmbH & Co. KG") == company_key("MULLER UND SOHNE")
    True
    >>> company_key("Acme S.p.A."), company_key("The Acme Company, Inc.")
    ('acme', 'acme')
    """
    words = _with_initials_joined(plain(name).split())
    kept = [word for word in words if word not in _JOINING_WORDS]
    while len(kept) > 1 and kept[-1] in _LEGAL_FORMS:
        kept.pop()
    return " ".join(kept or words)


def without_legal_form(name: str) -> str:
    """The name as it was written, without the legal forms at its end.

    Examples
    --------
    >>> without_legal_form("Paws and Co. Norholm (Ubeda) Ltd"), without_legal_form("Muster GmbH")
    ('Paws and Co. Norholm (Ubeda)', 'Muster')
    """
    words = name.split()
    while len(words) > 1 and plain(words[-1]).replace(" ", "") in _LEGAL_FORMS:
        words.pop()
    return " ".join(words).rstrip(" ,&")


def mail_domain(text: str) -> str:
    """The domain of a mail address or a web address, in small letters; empty for freemail.

    Examples
    --------
    >>> [mail_domain(t) for t in ("Ada@Mail.Acme.com", "https://www.acme.com/shop", "x@gmail.com")]
    ['mail.acme.com', 'acme.com', '']
    """
    after_at = text.strip().lower().rsplit("@", 1)[-1]
    host = re.sub(r"^[a-z]+://", "", after_at).split("/")[0].split("?")[0].split(":")[0]
    host = host.removeprefix("www.").strip(" .<>")
    return host if "." in host and " " not in host and host not in FREEMAIL else ""


def known_domain(domain: str, known: Mapping[str, object]) -> str:
    """The domain itself or the nearest one above it that is known; empty when none is.

    Examples
    --------
    >>> known_domain("mail.shop.acme.com", {"acme.com": 1})
    'acme.com'
    """
    parts = domain.split(".")
    above = (".".join(parts[start:]) for start in range(len(parts) - 1))
    return next((candidate for candidate in above if candidate in known), "")


def nearest_names(received: Sequence[str], known: Sequence[str]) -> list[tuple[str, float]]:
    """For each received name the nearest known one and how near, 0 to 100; ("", 0) when none is.

    Names are compared by their company keys, words in any order. Only the first 2,000 received
    names are compared.

    Examples
    --------
    >>> nearest_names(["Acme Industires"], ["Bolt plc", "Acme Industries Ltd"])
    [('Acme Industries Ltd', 93.3)]
    """
    keys = [company_key(name) for name in known]
    found: list[tuple[str, float]] = []
    for name in received[:MOST_COMPARED]:
        key = company_key(name)
        best = process.extractOne(
            key, keys, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_ENOUGH_TO_NAME
        )
        found.append((known[best[2]], round(best[1], 1)) if best and key else ("", 0.0))
    return found + [("", 0.0)] * (len(received) - len(found))


def _with_initials_joined(words: list[str]) -> list[str]:
    # "S.p.A." has become "s p a": single letters in a row are one abbreviation.
    joined: list[str] = []
    letters = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            letters += word
            continue
        joined += [letters] if letters else []
        joined += [word] if word else []
        letters = ""
    return joined

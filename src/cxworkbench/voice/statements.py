"""Sentences of what a customer said, without greetings and signatures."""

import re
from typing import Final

# A full stop ends a sentence, but not in "approx. 5", "2.5", "No. 7", "e.g. this".
_SHORT_FORMS: Final = frozenset((
    "approx", "nr", "no", "e.g", "i.e", "etc", "mr", "ms", "mrs", "dr", "st", "vs", "incl", "excl",
    "ca", "tel", "ext", "fig", "dept", "co", "ltd", "inc", "jan", "feb", "apr", "aug", "sep",
    "sept", "oct", "nov", "dec",
))  # fmt: skip
_END: Final = re.compile(r"[.!?…]+[\"'”’)]*(?=\s)|\n\s*[-•*]?\s*|\s[-–—]\s(?=[A-Z])")
_PSEUDONYM: Final = re.compile(r"\bcontact-[0-9a-f]{12}\b|\[(?:phone|mail|address|name)\]")
_GREETING: Final = re.compile(
    r"^\s*(?:dear|hello|hi|hey|good (?:morning|afternoon|evening|day))\b[^,!.:\n]{0,40}[,!.:\n]+",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(
    r"(?:^|(?<=[\s,.;!?]))(?:(?:many |best |kind |warm |with (?:best |kind )?)?(?:regards|wishes)"
    r"|yours (?:sincerely|faithfully|truly)|sincerely|cheers|(?:many )?thanks(?: and regards)?"
    r"|thank you)\s*[,.!]?\s*(?:[\n,]\s*)?(?:[A-Z][\w.'-]*\s*){0,4}[.!]?\s*$",
)


def body_of(text: str) -> str:
    """The text without a greeting at its beginning, a signature at its end, and pseudonyms.

    What is nothing but a greeting or thanks is left as it is.

    Examples
    --------
    >>> body_of("Hello team, the scanner is broken. Kind regards, Noor")
    'the scanner is broken.'
    >>> body_of("Thank you")
    'Thank you'
    """
    body = _GREETING.sub("", _PSEUDONYM.sub("", text).strip())
    signed = re.search(_SIGNED.pattern, body, re.IGNORECASE)
    if signed and _is_signature(body[signed.start() :]):
        body = body[: signed.start()]
    return body.strip() or text.strip()


def sentences_in(text: str) -> list[str]:
    """The sentences of a text, in order; lines of a list count as sentences.

    Examples
    --------
    >>> sentences_in("It took approx. 2.5 days! Still open? No. 7 too.")
    ['It took approx. 2.5 days!', 'Still open?', 'No. 7 too.']
    """
    parts, begin = [], 0
    for end in _END.finditer(text):
        before = text[begin : end.start()].split()
        last = before[-1].lower() if before else ""
        if end.group() == "." and (last in _SHORT_FORMS or _initial(last)):
            continue
        parts.append(text[begin : end.start() if end.group()[0].isspace() else end.end()])
        begin = end.end()
    parts.append(text[begin:])
    return [part.strip() for part in parts if any(letter.isalnum() for letter in part)]


def _initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and word != "i"


def _is_signature(end: str) -> bool:
    # "thanks to your team" is praise: a signature holds names and nothing else.
    rest = re.sub(r"(?i)^\W*(many |best |kind |warm |with )*", "", end).split()
    return all(not word[0].islower() or number == 0 or word in ("and", "regards", "you")
               for number, word in enumerate(rest))  # fmt: skip

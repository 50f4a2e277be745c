"""Phone numbers, bank accounts, cards and mail addresses inside text."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import phonenumbers

MAIL_MARK: Final = "[mail]"
PHONE_MARK: Final = "[phone]"
CARD_MARK: Final = "[card]"
BANK_MARK: Final = "[bank account]"
_KNOWN_BY: Final = 7  # digits at the end that tell a known number, whatever its prefix

_MAIL: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
# "ada (at) x.io", "ada [at] x [dot] io"
_MAIL_IN_WORDS: Final = re.compile(
    r"[\w.+-]+\s*[(\[{]\s*at\s*[)\]}]\s*[\w-]+"
    r"(?:(?:\.|\s*[(\[{]\s*(?:dot|punkt)\s*[)\]}]\s*)[\w-]+)+",
    re.IGNORECASE,
)
_AT: Final = re.compile(r"\s*[(\[{]\s*at\s*[)\]}]\s*", re.IGNORECASE)
_DOT: Final = re.compile(r"\s*[(\[{]\s*(?:dot|punkt)\s*[)\]}]\s*", re.IGNORECASE)
_OPENING: Final = re.compile(r"[(\[{]")
# No fewer signs than `str.isdigit` takes for digits, superscripts among them.
_HAS_DIGIT: Final = re.compile(r"[0-9\u00b2-\u00b9]|[^\x00-\xff]")
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Card numbers in their usual groups, so that two beside each other are two.
_CARD: Final = re.compile(
    r"(?<![\w.,+])(?:\d{4}(?:[ -]?\d{4}){3}|\d{4}[ -]?\d{6}[ -]?\d{5})(?![\w,]*\d)"
)
_BANK: Final = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b")
_NUMBER: Final = re.compile(
    r"(?<![\w.,+(])(?:\+|\()?\(?\d[\d\s()./\u2010-\u2013-]{4,24}\d(?![\w,]*\d)"
)
_DATE: Final = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}([\sT]+\d{1,2})?|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}([\s]+\d{1,2})?"
)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[\s.]\d{3})+(?:[.]\d+)?")
_YEARS: Final = re.compile(r"(?:19|20)\d\d\s?[-\u2013/]\s?(?:19|20)\d\d")
_DECIMAL: Final = re.compile(r"\d+\.\d+")
_ODD: Final = re.compile(r"[/.-][/.-]")  # two signs in a row stand in no number that is dialled
_AREA_FIRST: Final = re.compile(
    r"\(\d{1,5}\)[\s-]?\d|0\d{1,4}[\s./\u2013-]+\d|\d{3}[-.\s]\d{3}[-.\s]\d{4}"
)
_CALLED: Final = re.compile(
    r"(?:\b(?:phone|tel|telefon|telephone|mobile|mobil|cell|call|called|ring|fax|dial|handy)\b"
    r"[\s.:]*(?:me|us|him|her|them|on|at|no|number|nr|unter)?[\s.:]*){1,2}$",
    re.IGNORECASE,
)


def without_addresses(
    text: str,
    *,
    mails: Mapping[str, str],
    phones: Mapping[str, str],
    regions: Sequence[str],
) -> str:
    """The text without mail addresses, phone numbers, bank accounts and cards.

    What belongs to a known contact becomes the contact's pseudonym, the rest a word in brackets.

    Parameters
    ----------
    text
        Any text.
    mails
        Mail address in small letters -> pseudonym.
    phones
        `phone_key` of a number -> pseudonym.
    regions
        Two-letter countries whose national numbers are recognised.

    Notes
    -----
    A date, a year span, an amount and a bare run of digits without a leading 0 are left as they
    are, unless a word like "phone" stands before them.

    Examples
    --------
    >>> clean = without_addresses("Ada, ada@x.io or +49 221 123456, since 2024-05-01",
    ...                           mails={"ada@x.io": "contact-1"}, phones={}, regions=["DE"])
    >>> clean
    'Ada, contact-1 or [phone], since 2024-05-01'
    """
    text = _without_mails(text, mails)
    if not _HAS_DIGIT.search(text) or sum(map(str.isdigit, text)) < _KNOWN_BY - 1:
        return text
    text = _BANK.sub(_if(_is_bank, BANK_MARK), text)
    text = _CARD.sub(_if(_is_card, CARD_MARK), text)

    def number(found: re.Match[str]) -> str:
        known = phones.get(phone_key(found[0]), "")
        return known or _mark_of(found[0], text[: found.start()], regions)

    return _NUMBER.sub(number, text)


def phone_key(number: str) -> str:
    """The last seven digits of a phone number: how it is known again; empty for a shorter one.

    Examples
    --------
    >>> phone_key("+49 (0)221 / 123 456") == phone_key("0221-123456")
    True
    """
    digits = re.sub(r"\D", "", number)
    return digits[-_KNOWN_BY:] if len(digits) >= _KNOWN_BY else ""


def _mark_of(candidate: str, before: str, regions: Sequence[str]) -> str:
    digits = re.sub(r"\D", "", candidate)
    if 13 <= len(digits) <= 19 and _is_card(digits) and not candidate.startswith("+"):
        return CARD_MARK
    return PHONE_MARK if _is_phone(candidate.strip(), digits, before, regions) else candidate


def _is_phone(candidate: str, digits: str, before: str, regions: Sequence[str]) -> bool:
    if not 6 <= len(digits) <= 15:
        return False
    if _CALLED.search(before[-40:]) or candidate.startswith("+"):
        return True
    if any(shape.fullmatch(candidate) for shape in (_THOUSANDS, _YEARS, _DECIMAL)):
        return False
    if _DATE.match(candidate) or _ODD.search(candidate) or len(digits) < _KNOWN_BY:
        return False
    if candidate.startswith("00"):
        return _is_number("+" + digits[2:], "ZZ")
    if _AREA_FIRST.match(candidate):
        return True
    separated = candidate != digits
    return (separated or digits.startswith("0")) and any(
        _is_number(candidate, region) for region in regions
    )


def _is_number(candidate: str, region: str) -> bool:
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(candidate, region)))
    except phonenumbers.NumberParseException:
        return False


def _without_mails(text: str, mails: Mapping[str, str]) -> str:
    # Letter for letter, so that places stay the same.
    plain = text if text.isascii() else text.translate(_FULL_WIDTH)
    for pattern, written in ((_MAIL, "@" in plain), (_MAIL_IN_WORDS, _OPENING.search(plain))):
        for mail in reversed(list(pattern.finditer(plain)) if written else []):
            spelled = _DOT.sub(".", _AT.sub("@", mail[0])).lower().strip(".")
            mark = mails.get(spelled, MAIL_MARK)
            text = f"{text[: mail.start()]}{mark}{text[mail.end() :]}"
            plain = f"{plain[: mail.start()]}{mark}{plain[mail.end() :]}"
    return text


def _is_card(number: str) -> bool:
    # Luhn's check digit.
    digits = re.sub(r"\D", "", number)
    doubled = [int(d) * 2 for d in digits[-2::-2]]
    rest = [int(d) for d in digits[-1::-2]]
    return (sum(d - 9 if d > 9 else d for d in doubled) + sum(rest)) % 10 == 0


def _is_bank(text: str) -> bool:
    # ISO 13616: the check digits of an IBAN make the whole number leave 1 when divided by 97.
    plain = re.sub(r"\s", "", text)
    if not 15 <= len(plain) <= 34:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _if(holds: Callable[[str], bool], mark: str) -> Callable[[re.Match[str]], str]:
    return lambda found: mark if holds(found[0]) else found[0]

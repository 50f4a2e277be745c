"""How received words are compared: letters and digits only, without case and accents."""

import re
import unicodedata
from collections.abc import Iterable

_NOT_LETTERS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """The text in small letters without accents, everything else than letters and digits a blank.

    Examples
    --------
    >>> plain("  E-Mail_Adresse (Käufer) ")
    'e mail adresse kaufer'
    """
    apart = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _NOT_LETTERS.sub(" ", letters.casefold()).strip()


def by_plain(names: Iterable[str]) -> dict[str, str]:
    """Plain form -> name; of two names with one plain form the first.

    Examples
    --------
    >>> by_plain(["Order ID", "order_id"])
    {'order id': 'Order ID'}
    """
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(plain(name), name)
    return found

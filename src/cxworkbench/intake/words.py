"""How received words are compared: letters and digits only, without case and accents."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pandas as pd

_NOT_LETTERS = re.compile(r"[\W_]+")


@lru_cache(maxsize=100_000)
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


def text_rows(table: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """The rows of a table of texts, as tuples.

    Examples
    --------
    >>> list(text_rows(pd.DataFrame({"id": ["1", "2"], "name": ["a", "b"]})))
    [('1', 'a'), ('2', 'b')]
    """
    # By lists: walking Arrow-backed text cell by cell is ten times slower (pandas 3.1).
    return zip(*(table[column].tolist() for column in table.columns), strict=True)

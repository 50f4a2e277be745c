"""Technical words as a reader outside statistics can read them: methods, rules and amounts."""

import re
from collections.abc import Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import figures, say, term
from cxworkbench.ground.uncertainty import TOO_FEW
from cxworkbench.voice.words import money

# How an interval was made, as the measures say it -> the same as a sentence.
PLAIN: Final = (  # said later
    (r"jackknife over (\d+) accounts, t with df (\d+)",
     r"95 % interval between \1 accounts (jackknife, t, \2 degrees of freedom)"),
    (r"(Wilson|t)(?: on the scale)? over (\d+) accounts(?: with t)?, df ([\d.]+)",
     r"95 % interval between \2 accounts (\1, \3 degrees of freedom)"),
    (r"(adjusted Wald|Wilson) over (\d+) accounts",
     r"95 % interval between \2 accounts (\1)"),
)  # fmt: skip
OPERATORS: Final = {  # said later
    ">=": "of at least",
    "<=": "of at most",
    ">": "above",
    "<": "below",
    "==": "of",
    "!=": "other than",
}
COMPARED: Final = re.compile(r"(\w+) *(>=|<=|==|!=|>|<) *('[^']*'|\"[^\"]*\"|-?[\d.]+)")


def plain_method(method: str) -> str:
    """How an interval was made, in plain words with the method's name behind.

    Examples
    --------
    >>> plain_method("t over 82 accounts, df 81")
    '95 % interval between 82 accounts (t, 81 degrees of freedom)'
    >>> plain_method("Wilson over 82 accounts")
    '95 % interval between 82 accounts (Wilson)'
    """
    for technical, plain in PLAIN:
        method, found = re.subn(technical, term(plain), method)
        if found:
            break
    return method.replace(TOO_FEW, term(TOO_FEW))


def plain_rule(rule: str) -> str:
    """A segment's rule in words; what is no comparison stays as it stands.

    Examples
    --------
    >>> plain_rule("revenue >= 100000 and services >= 4")
    'revenue of at least 100,000 and services of at least 4'
    """
    return COMPARED.sub(_comparison, rule).replace(" and ", say(" and "))


def with_money(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The table with these columns as amounts to the cent, thousands set apart."""
    amounts = {name: [money(float(value), exact=True) for value in table[name]] for name in columns}
    return table.assign(**amounts)


def _comparison(found: re.Match[str]) -> str:
    name, operator, value = found.groups()
    try:
        shown = figures(f"{float(value):,.10g}")
    except ValueError:
        shown = value.strip("'\"")
    return f"{term(name.replace('_', ' '))} {term(OPERATORS[operator])} {shown}"

"""Computed columns: arithmetic over columns that is read, never run.

Allowed are `+ - * /`, numbers, column names and parentheses. A column name that is not a plain
word stands in backticks: `` `Unit price` * quantity ``.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import RecordProblem, did_you_mean

_TWO_SIDED: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ONE_SIDED: Final[dict[type[ast.unaryop], Callable[[Any], Any]]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
_MOST_LETTERS: Final = 1000  # a longer text is a mistake, and would nest deeper than Python reads
_MOST_SHOWN: Final = 120  # letters of an expression in a message
_STAND_IN: Final = "column_in_backticks_"
_ALLOWED: Final = (
    "Allowed are + - * /, numbers, column names and parentheses, as in "
    "'unit_price * quantity * (1 - discount)'; a name with blanks stands in `backticks`."
)


def columns_in(expression: str) -> tuple[str, ...]:
    """The columns that an expression names, each once, in order of appearance.

    Raises
    ------
    RecordProblem
        The expression holds anything but arithmetic over columns.

    Examples
    --------
    >>> columns_in("`Unit price` * quantity * (1 - quantity)")
    ('Unit price', 'quantity')
    """
    tree, quoted = _tree(expression)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    in_order = sorted(names, key=lambda node: node.col_offset)
    return tuple(dict.fromkeys(quoted.get(node.id, node.id) for node in in_order))


def columns_if_readable(expression: str) -> tuple[str, ...]:
    """The columns of an expression; none where it cannot be read, which is told elsewhere.

    Examples
    --------
    >>> columns_if_readable("a * 2"), columns_if_readable("a *")
    (('a',), ())
    """
    try:
        return columns_in(expression)
    except RecordProblem:
        return ()


def computed(expression: str, columns: Mapping[str, pd.Series]) -> pd.Series:
    """The value of the expression in every row.

    A row where a column is missing, or where something is divided by 0, is missing.

    Parameters
    ----------
    expression
        Arithmetic over columns.
    columns
        Name -> numbers, all of one length and index.

    Raises
    ------
    RecordProblem
        The expression holds anything else, or names no column or one that is not there.

    Examples
    --------
    >>> price, discount = pd.Series([10.0, 8.0]), pd.Series([0.5, float("nan")])
    >>> computed("price * (1 - discount)", {"price": price, "discount": discount}).tolist()
    [5.0, nan]
    """
    tree, quoted = _tree(expression)
    for name in columns_in(expression):
        if name not in columns:
            raise RecordProblem(
                f"The computed column {short(expression)!r} names {name!r}, which is not a "
                f"column. {did_you_mean(name, columns)}Columns there: {', '.join(columns)}."
            )
    if not columns_in(expression):
        raise RecordProblem(
            f"The computed column {short(expression)!r} names no column. {_ALLOWED}"
        )
    value = _value(tree, columns, quoted)
    return pd.Series(value, dtype="float64").replace([np.inf, -np.inf], np.nan)


def short(text: str) -> str:
    """An expression as a message shows it, cut at 120 letters.

    Examples
    --------
    >>> short("a + b"), len(short("a + b" * 100))
    ('a + b', 120)
    """
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def _tree(expression: str) -> tuple[ast.expr, dict[str, str]]:
    quoted: dict[str, str] = {}

    def stand_in(match: re.Match[str]) -> str:
        name = f"{_STAND_IN}{len(quoted)}"
        quoted[name] = match.group(1)
        return name

    try:
        if len(expression) > _MOST_LETTERS:
            raise SyntaxError("too long")
        plain = re.sub(r"`([^`]+)`", stand_in, expression.strip())
        tree = ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise RecordProblem(
            f"The computed column {short(expression)!r} cannot be read. {_ALLOWED}"
        ) from problem
    _require_arithmetic(tree, expression)
    return tree, quoted


def _require_arithmetic(node: ast.expr, expression: str) -> None:
    if isinstance(node, ast.BinOp) and type(node.op) in _TWO_SIDED:
        _require_arithmetic(node.left, expression)
        _require_arithmetic(node.right, expression)
    elif isinstance(node, ast.UnaryOp) and type(node.op) in _ONE_SIDED:
        _require_arithmetic(node.operand, expression)
    elif not (isinstance(node, ast.Name) or _is_number(node)):
        raise RecordProblem(
            f"The computed column {short(expression)!r} holds {short(ast.unparse(node))!r}, "
            f"which is not arithmetic over columns. {_ALLOWED}"
        )


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _value(node: ast.expr, columns: Mapping[str, pd.Series], quoted: dict[str, str]) -> Any:  # noqa: ANN401 - a number or a column
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, columns, quoted), _value(node.right, columns, quoted)
        return (
            _divided(left, right)
            if isinstance(node.op, ast.Div)
            else (_TWO_SIDED[type(node.op)](left, right))
        )
    if isinstance(node, ast.UnaryOp):
        return _ONE_SIDED[type(node.op)](_value(node.operand, columns, quoted))
    if isinstance(node, ast.Name):
        return columns[quoted.get(node.id, node.id)].astype("float64")
    assert isinstance(node, ast.Constant)
    assert isinstance(node.value, int | float)
    return float(node.value)


def _divided(left: Any, right: Any) -> Any:  # noqa: ANN401 - a number or a column
    if isinstance(right, float) and right == 0.0:
        right = float("nan")
    return left / right

"""The small language in which rules over rows are written: comparisons joined by and, or, not."""

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.errors import RecordProblem, did_you_mean

LANGUAGE: Final = (
    "A rule is made of column names, numbers, quoted text, < <= > >= == !=, and, or, not, brackets"
)
_COMPARE: Final[dict[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Lt: lambda left, right: left < right,
    ast.LtE: lambda left, right: left <= right,
    ast.Gt: lambda left, right: left > right,
    ast.GtE: lambda left, right: left >= right,
    ast.Eq: lambda left, right: left == right,
    ast.NotEq: lambda left, right: left != right,
}
MOST_SHOWN: Final = 80  # letters of a rule in a message


@dataclass(frozen=True)
class Judged:
    """A rule judged for each row: `fits` true, false or missing; `columns` are those it names."""

    fits: pd.Series
    columns: tuple[str, ...]


def judge_rule(rule: str, table: pd.DataFrame, *, name: str = "", of: str = "Segment") -> Judged:
    """Whether each row fits a rule; missing where a missing value leaves it open.

    The rule is read as text and never run: nothing but the named columns can be reached.

    Parameters
    ----------
    rule
        As in `engagement.toml`: `revenue >= 50000 and not services < 3`. Dates are compared with
        quoted ISO dates, texts by == and != with quoted text; `country == ''` is true where the
        column is missing, whatever its kind. A blank or sign in a column's name is written as an
        underscore.
    table
        The rows, an account or a received row each, with the columns a rule may name.
    name, of
        Whose rule it is, for the message: `Segment 'large'`, `Table 'sales'`.

    Returns
    -------
    Judged
        `fits`, a nullable truth for each row of the table; `columns`, names in order of appearance.

    Raises
    ------
    RecordProblem
        The rule cannot be read, names a column that is not there, or compares unlike things.

    Notes
    -----
    A comparison with a missing value is neither true nor false, and `not` of it is neither too;
    `and` with something false is false all the same.

    Examples
    --------
    >>> table = pd.DataFrame({"revenue": [10.0, 90.0, None], "country": ["DE", "FR", "DE"]})
    >>> judge_rule("revenue >= 50 or country == 'DE'", table).fits.tolist()
    [True, True, True]
    >>> judge_rule("not revenue >= 50", table).fits.tolist()
    [True, False, <NA>]
    >>> judge_rule("revenue == ''", table).fits.tolist()
    [False, False, True]
    """
    reader = _Reader(rule, table, f"{of} {name!r}")
    try:
        fits = reader.truth(reader.parsed())
    except (RecursionError, OverflowError) as problem:
        raise reader.refused("which is too long or has too large a number", "Shorten it.") from (
            problem
        )
    return Judged(fits, tuple(dict.fromkeys(reader.named)))


def columns_in_rule(rule: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Those of the columns that a rule names; none where it cannot be read, told elsewhere.

    Examples
    --------
    >>> columns_in_rule("Unit_price <= 0 and not Country == ''", ["Unit price", "Country", "Note"])
    ('Unit price', 'Country')
    """
    try:
        tree = ast.parse(rule.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ()
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return tuple(column for column in columns if _as_word(column) in names)


def short_rule(rule: str) -> str:
    """A rule as a message shows it, cut at 80 letters.

    Examples
    --------
    >>> short_rule("revenue >= 5"), len(short_rule("revenue >= 5 or " * 100))
    ('revenue >= 5', 80)
    """
    return rule if len(rule) <= MOST_SHOWN else f"{rule[: MOST_SHOWN - 1]}…"


class _Reader:
    """Walks a rule's parsed text and knows only what the language has."""

    def __init__(self, rule: str, table: pd.DataFrame, owner: str) -> None:
        self.rule, self.table, self.owner = rule, table, owner
        self.named: list[str] = []
        self.spelled = {_as_word(str(column)): str(column) for column in reversed(table.columns)}

    def parsed(self) -> ast.expr:
        try:
            return ast.parse(self.rule.strip(), mode="eval").body
        except (SyntaxError, ValueError, MemoryError) as problem:
            raise self.refused("which cannot be read", f"{LANGUAGE}.") from problem

    def truth(self, node: ast.expr) -> pd.Series:
        if isinstance(node, ast.BoolOp):
            parts = [self.truth(value) for value in node.values]
            joined = parts[0]
            for part in parts[1:]:
                joined = joined & part if isinstance(node.op, ast.And) else joined | part
            return joined
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return ~self.truth(node.operand)
        if isinstance(node, ast.Compare):
            return self.comparison(node)
        raise self.refused(f"of which {self.text(node)} is no comparison", f"{LANGUAGE}.")

    def comparison(self, node: ast.Compare) -> pd.Series:
        sides = [self.value(side) for side in (node.left, *node.comparators)]
        fits = pd.Series(True, self.table.index, dtype="boolean")
        for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
            if type(operator) not in _COMPARE:
                raise self.refused(f"of which {self.text(node)} is not known", f"{LANGUAGE}.")
            fits &= self.compared(operator, left, right, node)
        return fits

    def compared(self, operator: ast.cmpop, left: Any, right: Any, node: ast.expr) -> pd.Series:  # noqa: ANN401 - a column, number or text
        if isinstance(operator, ast.Eq | ast.NotEq) and isinstance(right, str) and right == "":
            gone = self.missing(left)
            return (gone if isinstance(operator, ast.Eq) else ~gone).astype("boolean")
        kinds = {_kind(left), _kind(right)}
        if kinds == {"date", "text"}:
            left, right = self.as_date(left), self.as_date(right)
        elif len(kinds) > 1:
            raise self.refused(
                f"of which {self.text(node)} compares a {_kind(left)} with a {_kind(right)}",
                "Quote a text, do not quote a number, and write a date as '2026-12-31'.",
            )
        if kinds == {"text"} and not isinstance(operator, ast.Eq | ast.NotEq):
            raise self.refused(
                f"of which {self.text(node)} puts texts in order", "Texts take == and != only."
            )
        outcome = _COMPARE[type(operator)](left, right)
        fits = pd.Series(outcome, self.table.index).astype("boolean")
        return fits.mask(self.missing(left) | self.missing(right))

    def value(self, node: ast.expr) -> Any:  # noqa: ANN401 - a column, number or text
        if isinstance(node, ast.Name):
            return self.column(node.id)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            inner = self.value(node.operand)
            if isinstance(inner, float):
                return -inner
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return float(node.value)  # type: ignore[arg-type]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        raise self.refused(f"of which {self.text(node)} is not known", f"{LANGUAGE}.")

    def column(self, column: str) -> pd.Series:
        if column not in self.spelled:
            known = list(reversed(self.spelled))
            raise self.refused(
                f"which names {column!r}, a column that is not there",
                f"{did_you_mean(column, known)}Columns there are: {', '.join(known)}.",
            )
        self.named.append(self.spelled[column])
        return self.table[self.spelled[column]]

    def as_date(self, value: Any) -> Any:  # noqa: ANN401 - a column or a text
        if not isinstance(value, str):
            return value
        try:
            return pd.Timestamp.fromisoformat(value)
        except ValueError as problem:
            raise self.refused(
                f"of which {value!r} is not a date", "Dates are written '2026-12-31'."
            ) from problem

    def missing(self, value: Any) -> pd.Series:  # noqa: ANN401 - a column, number or text
        if not isinstance(value, pd.Series):
            return pd.Series(False, self.table.index)
        return (value == "") | value.isna() if _kind(value) == "text" else value.isna()

    def text(self, node: ast.expr) -> str:
        said = ast.get_source_segment(self.rule.strip(), node) or ast.unparse(node)
        return repr(short_rule(said))

    def refused(self, wrong: str, remedy: str) -> RecordProblem:
        rule = short_rule(self.rule)
        return RecordProblem(f"{self.owner} has the rule {rule!r}, {wrong}. {remedy}")


def _kind(value: object) -> str:
    if isinstance(value, str):
        return "text"
    if not isinstance(value, pd.Series):
        return "number"
    if pd.api.types.is_datetime64_any_dtype(value.dtype):
        return "date"
    return "number" if pd.api.types.is_numeric_dtype(value.dtype) else "text"


def _as_word(column: str) -> str:
    return re.sub(r"\W", "_", column)

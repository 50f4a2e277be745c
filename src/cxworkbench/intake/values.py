"""Where a row belongs: its words looked up among the touchpoints and stages of the engagement.

What engagement.toml does not place is listed with counts and left unplaced; nothing is guessed.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.terms import GENERIC_STAGES
from cxworkbench.intake.cells import Fed, as_text, looked_up
from cxworkbench.intake.columns import ROW_NUMBER
from cxworkbench.intake.interviews import ASKED_BEFORE
from cxworkbench.intake.words import by_plain, plain
from cxworkbench.records.engagement import Engagement, ValuePlace

UNPLACED_COLUMNS: Final = ("table", "column", "value", "rows")
_USUALLY_PLACED_BY: Final = {
    "events": ("activity",),
    "voices": ("category", "question", "code"),
    "company_interactions": (),
}
_NOWHERE: Final = ValuePlace()


def stage_names(engagement: Engagement) -> list[str]:
    """The engagement's stages in order; the generic five where it names none."""
    return [stage.name for stage in engagement.stages] or list(GENERIC_STAGES)


def stages_by_name(engagement: Engagement) -> dict[str, str]:
    """Plain form of every name that a stage has or had -> the stage's name now.

    Examples
    --------
    >>> from cxworkbench.records.engagement import StageBelief
    >>> acme = Engagement(id="a", name="A", client="A", stages=(
    ...     StageBelief(name="Purchase", formerly=("Buy",)),))
    >>> stages_by_name(acme)
    {'purchase': 'Purchase', 'buy': 'Purchase'}
    """
    known = by_plain(stage_names(engagement))
    for stage in engagement.stages:
        for name in stage.formerly:
            known.setdefault(plain(name), stage.name)
    return known


def stage_of_touchpoints(engagement: Engagement) -> dict[str, str]:
    """Touchpoint id -> stage."""
    return {place.id: place.stage for place in engagement.touchpoints}


def place_rows(fed: Fed, engagement: Engagement) -> pd.DataFrame:
    """Where every row of a received table belongs.

    A touchpoint or stage column of the table decides first, by a touchpoint's id or name; then the
    values that `[values]` places, header by header in the order of engagement.toml; then the
    touchpoint's own stage.

    Returns
    -------
    pandas.DataFrame
        Rows as in the table: `touchpoint_id`, `stage`, `code_kind`, `code`, `metric`, texts, ""
        where not known; `severity`, NaN where not known; and for a row without a place `open`,
        with the `open_column` and `open_word` that engagement.toml should place.
    """
    touchpoints, unknown_touchpoint = _by_name_or_id(fed, engagement)
    stages, unknown_stage = _stage_column(fed, engagement)
    placing = _placing_columns(fed, engagement)
    columns: dict[str, pd.Series] = {
        "touchpoint_id": touchpoints,
        "stage": stages,
        "code_kind": fed.text("code_kind").str.lower(),
        "code": fed.text("code"),
        "metric": fed.text("metric"),
    }
    severity = pd.Series(float("nan"), index=fed.frame.index)
    ignored = pd.Series(False, index=fed.frame.index)
    for words, places in placing.values():
        place_of = _places_of(words, places)
        found = {
            "touchpoint_id": looked_up(words, {w: p.touchpoint for w, p in place_of.items()}),
            "stage": looked_up(words, {w: p.stage for w, p in place_of.items()}),
            "code_kind": looked_up(words, {w: p.kind for w, p in place_of.items()}),
            "code": looked_up(words, {w: _code_of(w, p) for w, p in place_of.items()}),
            "metric": looked_up(words, {w: p.metric for w, p in place_of.items()}),
        }
        columns = {
            name: column.where(column.ne(""), found[name]) for name, column in columns.items()
        }
        more = {w: p.severity for w, p in place_of.items() if p.severity is not None}
        if more:
            severity = severity.fillna(words.map(more).astype("float64"))
        aside = [word for word, place in place_of.items() if place.ignore]
        if aside:
            ignored |= words.isin(aside)
    placed = pd.DataFrame(columns, index=fed.frame.index).astype("str").assign(severity=severity)
    own_stage = looked_up(placed["touchpoint_id"], stage_of_touchpoints(engagement))
    placed["stage"] = placed["stage"].where(placed["stage"].ne(""), own_stage)
    open_rows = placed["touchpoint_id"].eq("") & placed["stage"].eq("") & ~ignored
    saying = {fed.header("touchpoint"): unknown_touchpoint, fed.header("stage"): unknown_stage}
    saying |= {column: texts for column, (texts, _) in placing.items()}
    return _with_open_words(placed, saying, open_rows).assign(ignored=ignored)


def unplaced_words(fed: Fed, placed: pd.DataFrame) -> pd.DataFrame:
    """The words of the open rows among these: `table`, `column`, `value`, `rows`."""
    rows = placed[placed["open"]]
    counts = rows.groupby(["open_column", "open_word"], sort=False).size()
    named = [str(column) for column in counts.index.get_level_values(0)]
    words = [str(word) for word in counts.index.get_level_values(1)]
    tables = [fed.table.name] * len(counts)
    return listed_unplaced(zip(tables, named, words, counts.tolist(), strict=True))


def listed_unplaced(rows: Iterable[tuple[str, str, str, int]]) -> pd.DataFrame:
    """The table of words that have no place, most rows first."""
    table = pd.DataFrame(rows, columns=list(UNPLACED_COLUMNS))
    table = table.astype({"table": "str", "column": "str", "value": "str", "rows": "int64"})
    order = ["table", "column", "rows", "value"]
    return table.sort_values(order, ascending=[True, True, False, True], ignore_index=True)


def placing_headers(engagement: Engagement, table: str) -> list[str]:
    """The headers whose values engagement.toml places, in its order."""
    return list(engagement.values.get(table, {}))


def _by_name_or_id(fed: Fed, engagement: Engagement) -> tuple[pd.Series, pd.Series]:
    by_name = by_plain(place.name for place in engagement.touchpoints)
    ids = {place.name: place.id for place in reversed(engagement.touchpoints)}
    known = {place.id for place in engagement.touchpoints}
    words = fed.text("touchpoint")
    found = {
        word: word if word in known else ids.get(by_name.get(plain(word), ""), "")
        for word in words.unique()
    }
    placed = looked_up(words, found)
    return placed, words.where(placed.eq(""), "")


def _stage_column(fed: Fed, engagement: Engagement) -> tuple[pd.Series, pd.Series]:
    known = stages_by_name(engagement)
    words = fed.text("stage")
    found = looked_up(words, {word: known.get(plain(word), "") for word in words.unique()})
    return found, words.where(found.eq(""), "")


def _placing_columns(
    fed: Fed, engagement: Engagement
) -> dict[str, tuple[pd.Series, Mapping[str, ValuePlace]]]:
    columns: dict[str, tuple[pd.Series, Mapping[str, ValuePlace]]] = {}
    for header, places in engagement.values.get(fed.table.name, {}).items():
        in_file = header in fed.frame
        words = as_text(fed.frame[header]) if in_file else fed.text(header)
        columns[header if in_file else fed.header(header)] = (words, places)
    for column in _USUALLY_PLACED_BY[fed.table.feeds]:
        if fed.has(column) and fed.mapped.columns.get(column) not in (ROW_NUMBER, ASKED_BEFORE):
            columns.setdefault(fed.header(column), (fed.text(column), {}))
    return columns


def _places_of(words: pd.Series, places: Mapping[str, ValuePlace]) -> dict[str, ValuePlace]:
    by_words = {
        plain(value): place for value, place in reversed(list(places.items())) if plain(value)
    }
    return {word: places.get(word, by_words.get(plain(word), _NOWHERE)) for word in words.unique()}


def _code_of(word: str, place: ValuePlace) -> str:
    return place.code or (word if place.kind else "")


def _with_open_words(
    placed: pd.DataFrame, words: Mapping[str, pd.Series], open_rows: pd.Series
) -> pd.DataFrame:
    # A row is listed once, under the first column that says anything of its place.
    column_of = pd.Series("", index=placed.index, dtype="str")
    word_of = column_of.copy()
    for column, texts in words.items():
        here = open_rows & word_of.eq("") & texts.ne("")
        column_of, word_of = column_of.mask(here, column), word_of.mask(here, texts)
    return placed.assign(open=open_rows, open_column=column_of, open_word=word_of)

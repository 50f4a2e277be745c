"""Themes in figures: how many statements and accounts speak of each, and how they feel about it."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.uncertainty import clustered_mean
from cxworkbench.voice.themes import NO_THEME

_COLUMNS: Final = {
    "theme": "str", "statements": "int64", "accounts": "int64", "share": "float64",
    "negative": "int64", "positive": "int64", "sentiment": "float64", "low": "float64",
    "high": "float64", "scored_accounts": "int64", "method": "str",
}  # fmt: skip


def theme_table(mentions: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """How often each theme is spoken of, by how many accounts, and with what feeling.

    A statement may speak of several themes and counts for each. The feeling is the mean over
    accounts: of one account its statements are averaged first.

    Parameters
    ----------
    mentions, statements
        As `said_texts.read_texts` gives them.

    Returns
    -------
    pandas.DataFrame
        The most spoken of first, what speaks of no known theme last: `theme`, empty for that;
        `statements` and `accounts`, counts; `share` of all statements, 0 to 1; `negative` and
        `positive`, statements the machine reads so; `sentiment`, -1 to +1, with its 95 % interval
        `low`, `high` over `scored_accounts`; `method` in words.

    Notes
    -----
    Shares add to more than 1. Statements of no known account count, but not in the feeling. The
    reading is a machine's: look at the quotes beside it.

    Examples
    --------
    >>> mentions = pd.DataFrame({"voice_id": ["v1", "v1", "v2"], "account_id": ["a", "a", "b"],
    ...     "stage": "", "theme": ["Price", "Portal", "Price"], "sentiment": [-0.5, 0.1, 0.3]})
    >>> statements = pd.DataFrame({"voice_id": ["v1", "v2"], "label": ["negative", "positive"]})
    >>> theme_table(mentions, statements)[["theme", "statements", "accounts", "share", "sentiment"]]
        theme  statements  accounts  share  sentiment
    0   Price           2         2    1.0       -0.1
    1  Portal           1         1    0.5        0.1
    """
    labelled = mentions.merge(statements[["voice_id", "label"]], on="voice_id", how="left")
    rows = [
        {"theme": str(theme), **_figures(group, len(statements))}
        for theme, group in labelled.groupby("theme", sort=True)
    ]
    table = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    order = table.assign(last=table["theme"].eq(NO_THEME)).sort_values(
        ["last", "statements", "theme"], ascending=[True, False, True], kind="stable"
    )
    return table.loc[order.index].reset_index(drop=True)


def theme_stages(mentions: pd.DataFrame, stages: Sequence[str]) -> pd.DataFrame:
    """In which stages each theme is spoken of.

    Parameters
    ----------
    mentions
        As `said_texts.read_texts` gives them.
    stages
        Names of the stages, in order; what stands in none of them is counted under "".

    Returns
    -------
    pandas.DataFrame
        One row per theme and stage that has statements, themes as in `theme_table`, stages in
        order: `theme`, `stage`, `statements`, `accounts`, `sentiment`, the mean over accounts.

    Examples
    --------
    >>> mentions = pd.DataFrame({"voice_id": ["v1", "v2"], "account_id": ["a", "b"],
    ...     "stage": ["Use", "Buy"], "theme": "Price", "sentiment": [-0.5, 0.3]})
    >>> theme_stages(mentions, ["Buy", "Use"])[["theme", "stage", "statements", "sentiment"]]
       theme stage  statements  sentiment
    0  Price   Buy           1        0.3
    1  Price   Use           1       -0.5
    """
    known = mentions.assign(stage=mentions["stage"].where(mentions["stage"].isin(stages), ""))
    total = mentions.groupby("theme")["voice_id"].nunique()
    place = {stage: number for number, stage in enumerate([*stages, ""])}
    rows: list[dict[str, Any]] = [
        {
            "theme": str(theme),
            "stage": str(stage),
            "statements": int(group["voice_id"].nunique()),
            "accounts": _accounts(group),
            "sentiment": _by_account(group).mean(),
            "_order": (theme == NO_THEME, -total[str(theme)], str(theme), place[str(stage)]),
        }
        for (theme, stage), group in known.groupby(["theme", "stage"])
    ]
    rows.sort(key=lambda row: row["_order"])
    columns = ["theme", "stage", "statements", "accounts", "sentiment"]
    kinds = ["str", "str", "int64", "int64", "float64"]
    return pd.DataFrame(rows, columns=columns).astype(dict(zip(columns, kinds, strict=True)))


def _figures(group: pd.DataFrame, statements: int) -> dict[str, Any]:
    estimate = clustered_mean(_by_account(group), low=-1.0, high=1.0)
    number = int(group["voice_id"].nunique())
    return {
        "statements": number,
        "accounts": _accounts(group),
        "share": number / statements,
        "negative": int((group["label"] == "negative").sum()),
        "positive": int((group["label"] == "positive").sum()),
        "sentiment": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "scored_accounts": estimate.n,
        "method": estimate.method,
    }


def _by_account(group: pd.DataFrame) -> pd.Series:
    scored = group.loc[group["sentiment"].notna() & (group["account_id"] != "")]
    return scored.groupby("account_id")["sentiment"].mean()


def _accounts(group: pd.DataFrame) -> int:
    return int(group.loc[group["account_id"] != "", "account_id"].nunique())
